"""The recipes of the cookbook, run as they stand, and what Pandoc makes of sources and of a card."""

import ast
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import icalendar
import pytest

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "data" / "events.json"
COOKBOOK = (Path(__file__).parents[2] / "docs" / "cookbook.md").read_text(encoding="utf-8")
# The `ahc` of this environment is found first.
SEARCHED = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
BASH = shutil.which("bash")


def recipes():
    """Yield the name, the language and the text of each block; blocks of a section are numbered."""
    for section in COOKBOOK.split("\n## ")[1:]:
        heading = re.sub(r"\W+", "-", section.partition("\n")[0].lower()).strip("-")
        for number, block in enumerate(
            re.finditer(r"^```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL), 1
        ):
            yield f"{heading}-{number}", block[1], block[2]


RECIPES = {name: (language, text) for name, language, text in recipes()}


def missing(language, text):
    """Return the programs or modules of a recipe that are not installed."""
    if language == "python":
        imported = [
            name.name
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Import)
            for name in node.names
        ]
        return [name for name in imported if not find_spec(name)]
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "''", text)  # what is quoted is no command
    commands = re.findall(r"(?:^|[|&;(])[ ]*([a-z][\w-]*)(?![\w=-])", bare, re.MULTILINE)
    return sorted(
        {name for name in commands if name != "set" and not shutil.which(name, path=SEARCHED)}
    )


def run(*command, folder, given=None):
    """Run a program in a folder; fzf, which asks at a terminal, takes what matches instead."""
    surroundings = os.environ | {
        "PATH": SEARCHED,
        "FZF_DEFAULT_OPTS": "--filter session",
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        command,
        cwd=folder,
        env=surroundings,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def ahc(*args, folder):
    done = run("ahc", *args, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def events(tmp_path):
    return json.loads(ahc("list", "--json", folder=tmp_path))


def of_kind(events, *kinds):
    return [event["id"] for event in events if event["kind"] in kinds]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def counted(text, key, value):
    return {row[key]: int(row[value]) for row in rows(text)}


def stances(events):
    return Counter(
        position["stance"] for event in events for position in event.get("positions", ())
    )


def positions_of_kinds(events):
    return sum(
        (Counter({event["kind"]: len(event.get("positions", ()))}) for event in events), Counter()
    )


def confidences(events):
    return Counter(fact["confidence"] for event in events for fact in event.get("facts", ()))


def uids(path):
    return [
        str(entry["UID"]).partition("@")[0]
        for entry in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    ]


def met_in_2022(events):
    events_of_2022 = [
        event for event in events if event["start"] <= "2022-12-31" and event["end"] >= "2022-01-01"
    ]
    return of_kind(events_of_2022, "session", "consultation")


def titles(path, encoding):
    return [row["title"] for row in rows(path.read_text(encoding=encoding))]


def cited_for_article(number):
    record = json.loads(DATA.read_text(encoding="utf-8"))
    facts = [fact for event in record["events"] for fact in event.get("facts", ())]
    cited = {id_ for fact in facts if number in fact.get("articles", ()) for id_ in fact["sources"]}
    own = [
        fact
        for each in record["instrument"]["articles"]
        if each["number"] == number
        for fact in each.get("facts", ())
    ]
    return cited.union(*(fact["sources"] for fact in own))


# Of a recipe: what it found and what it should find, from what it printed, its folder and the
# events.
FIGURES = {
    "jobs-in-one-line-1": lambda out, _, events: (
        {row["iso3"] for row in rows(out) if row["signed.start"] <= "2025-10-25"}
        & {"CHN", "FRA", "USA"},
        {"CHN", "FRA"},
    ),
    "jobs-in-one-line-2": lambda out, _, events: (
        {source["id"] for source in json.loads(out)},
        cited_for_article(14),
    ),
    "jobs-in-one-line-4": lambda out, *_: (
        {line.split("\t")[0] for line in out.splitlines()} - {"added", "removed", "changed"},
        set(),
    ),
    "jobs-in-one-line-5": lambda out, _, events: (
        [row[0] for row in csv.reader(out.splitlines()) if row[1]],
        [
            fact["text"]["en"]
            for event in events
            if event["id"] == "ga-79-243"
            for fact in event["facts"]
        ],
    ),
    "jq-1": lambda out, _, events: (
        re.findall(r"^\S+\t(\S+)\t", out, re.MULTILINE),
        of_kind(events, "session"),
    ),
    "jq-2": lambda out, _, events: (
        out.split(),
        [event["id"] for event in events if confidences([event])["corroborated"]],
    ),
    "jq-3": lambda out, _, events: (out.count("\n"), confidences(events)["weak"]),
    "jq-4": lambda out, _, events: (json.loads(out), stances(events)),
    "jq-5": lambda out, *_: (
        Counter(row[1] for row in csv.reader(out.splitlines())),
        {"yes": 79, "no": 60, "abstain": 33, "absent": 21},
    ),
    "jq-6": lambda out, _, events: (
        out.count("\n"),
        sum(len(event.get("votes", ())) for event in events),
    ),
    "jq-7": lambda out, _, events: (
        out.count("\n"),
        sum(actor["role"] == "signatory" for event in events for actor in event.get("actors", ())),
    ),
    "duckdb-1": lambda out, _, events: (
        counted(out, "kind", "events"),
        Counter(event["kind"] for event in events),
    ),
    "duckdb-2": lambda out, _, events: (counted(out, "confidence", "facts"), confidences(events)),
    "parquet-2": lambda out, _, events: (
        counted(out, "kind", "events"),
        Counter(event["kind"] for event in events),
    ),
    "pandas-1": lambda out, _, events: (
        dict(re.findall(r"^(\d{4}) +(\d+)$", out, re.MULTILINE)),
        {year: str(n) for year, n in Counter(event["start"][:4] for event in events).items()},
    ),
    "sqlite-1": lambda out, _, events: (
        counted(out, "kind", "positions"),
        positions_of_kinds(events),
    ),
    "fzf-1": lambda out, _, events: (
        {event["id"] for event in events if "session" in event["id"]} - set(out.split()),
        set(),
    ),
    "fzf-2": lambda out, _, events: (set(of_kind(events, "session")) - set(out.split()), set()),
    "citations-1": lambda out, *_: (
        "“UN Cybercrime Draft Treaty Timeline.”" in " ".join(out.split()),
        True,
    ),
    "a-calendar-1": lambda _, folder, events: (uids(folder / "meetings.ics"), met_in_2022(events)),
    "csv-in-excel-1": lambda _, folder, events: (
        titles(folder / "events.csv", "utf-8"),
        [event["title"]["zh"] for event in events],
    ),
    "csv-in-excel-2": lambda _, folder, events: (
        titles(folder / "events-excel.csv", "utf-8-sig"),
        [event["title"]["zh"] for event in events],
    ),
    "scripts-with-set-e-1": lambda out, *_: (json.loads(out), []),
}
# Of a recipe whose answer is its exit code: that code.
CODES = {"jobs-in-one-line-3": 1}


def test_figures_are_those_of_recipes():
    assert [name for name in (*FIGURES, *CODES) if name not in RECIPES] == []
    assert {language for language, _ in RECIPES.values()} == {"sh", "python"}
    assert len(RECIPES) == COOKBOOK.count("```") // 2


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_works_as_it_stands(tmp_path, events, name):
    language, text = RECIPES[name]
    if absent := missing(language, text):
        pytest.skip(f"not installed: {', '.join(absent)}")
    if language == "python":
        done = run(sys.executable, "-c", text, folder=tmp_path)
    elif BASH:
        done = run(BASH, "-euo", "pipefail", "-c", text, folder=tmp_path)
    else:
        pytest.skip("not installed: bash")
    assert done.returncode == CODES.get(name, 0), done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith("ahc: ")] == []
    files = list(tmp_path.iterdir())
    assert done.stdout.strip() or files or name in CODES
    assert [path.name for path in files if not path.stat().st_size] == []
    if name in FIGURES:
        figures, expected = FIGURES[name](done.stdout, tmp_path, events)
        assert figures == expected


@pytest.mark.parametrize(
    "name", [name for name, (_, text) in RECIPES.items() if "--preview" in text]
)
def test_the_preview_of_fzf_is_the_card(tmp_path, events, name):
    (preview,) = re.findall(r"--preview 'ahc ([^']+)'", RECIPES[name][1])
    card = ahc(*re.sub(r"\{1?\}", events[0]["id"], preview).split(), folder=tmp_path)
    assert "\x1b[" in card
    assert events[0]["title"]["en"].split()[0] in card


needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@needs_pandoc
def test_pandoc_cites_every_source_of_the_dataset(tmp_path):
    (tmp_path / "sources.json").write_text(
        ahc("sources", "-f", "csl", folder=tmp_path), encoding="utf-8"
    )
    sources = json.loads(ahc("sources", "--json", folder=tmp_path))
    command = [
        "pandoc",
        "--citeproc",
        "--bibliography",
        "sources.json",
        "-t",
        "plain",
        "--wrap=none",
    ]
    cited = run(
        *command, folder=tmp_path, given="".join(f"[@{source['id']}]\n\n" for source in sources)
    )
    assert (cited.returncode, cited.stderr) == (0, "")
    text = letters(cited.stdout)
    assert [source["id"] for source in sources if letters(source["title"]) not in text] == []


def letters(text):
    """Return the letters and figures of a text: a style changes capitals, quotation marks and
    dashes.
    """
    return re.sub(r"\W+", "", text).casefold()


@needs_pandoc
def test_pandoc_makes_a_page_of_every_card(tmp_path, events):
    cards = ahc("show", *(event["id"] for event in events), "-f", "md", folder=tmp_path)
    page = run("pandoc", "-f", "gfm", "-t", "html", "--wrap=none", folder=tmp_path, given=cards)
    assert (page.returncode, page.stderr) == (0, "")
    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", page.stdout)
    titled = zip(headings, events, strict=True)  # a heading may end in "(scheduled)"
    assert [
        h for h, event in titled if not letters(h).startswith(letters(event["title"]["en"]))
    ] == []
    text = re.sub(r"<[^>]+>", "", page.stdout)
    assert re.findall(r"^#.*|^ *[-*] .*|\*\*.*|\]\(.*|\\[\[\]()*_#].*", text, re.MULTILINE) == []
