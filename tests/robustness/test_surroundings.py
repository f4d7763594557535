"""Windows, folders, clocks, other programs and Python's own options."""

import ast
import json
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

import ahc_cli
from robustness import attacks
from robustness.attacks import OWN, is_inert
from robustness.commands import (
    ALL,
    HELP,
    OTHERS,
    READING,
    REFUSED,
    SOME,
    Words,
    is_drawn,
    letters,
)
from robustness.inputs import document, event
from robustness.running import WINDOW, Ended, ahc, batch, call, case

pytestmark = pytest.mark.slow

DRAWN = [words for words in ALL if is_drawn(words)]
NOT_DRAWN = [words for words in ALL if not is_drawn(words)]
# None of these is a number of cells, so that the window decides, or 80.
NO_WIDTHS = ["0", "-1", "abc", "", " 80", "８０", "1e3", "80.5", "\x1b[31m"]
WINDOWS = [
    (0, 0),
    (1, 1),
    (65_535, 65_535),
    (2, 65_535),
    (65_535, 1),
    (0, 24),
    (20, 5),
    (400, 400),
    (80, 24),
]
TERMS = [
    None,
    "",
    "nope",
    "xterm-nope",
    "dumb",
    "x" * 10_000,
    "\x1b[31m",
    "../../etc/passwd",
    "%s%n",
    "unknown",
    "xterm",
]


def is_bounded(drawn: Ended) -> bool:
    return len(drawn.out) < 400_000 and max(map(len, drawn.text.splitlines())) < 5_000


def test_the_width_of_a_pipe_is_only_for_drawings() -> None:
    """Row 49: Any value of COLUMNS gives the usual exit code and bounded output; one that is no
    number counts as unset.
    Row 50: In a pipe the width changes only drawings, and no row.
    """
    usual = {words: call(*words) for words in ALL}
    for columns in ("1", "20", "40", "300", "99999", "9" * 400):
        for words in DRAWN:
            ended = call(*words, env={"COLUMNS": columns})
            assert (ended.code, ended.err) == (usual[words].code, usual[words].err), (
                columns,
                words,
            )
            assert not ended.err, (columns, words)
            assert is_inert(ended.text), (columns, words)
            assert is_bounded(ended), (columns, words)
    for words in NOT_DRAWN:
        assert call(*words, env={"COLUMNS": "40"}) == usual[words], words
    for columns in NO_WIDTHS:
        for words in (
            ("list",),
            ("list", "-f", "table"),
            ("show", "session-1"),
            ("list", "--help"),
            ("list", "kind:nope"),
        ):
            assert call(*words, env={"COLUMNS": columns}) == usual[words], (columns, words)


# The columns of the variable, then a window and a terminal.
LOOKS = [*zip((None, *NO_WIDTHS, "1", "20", "99999"), cycle(WINDOWS), cycle(TERMS))]  # fmt: skip
FEW = [("list",), ("list", "-f", "csv"), ("show", "session-1"), ("count", "kind"), ("timeline", "kind:session"), ("diff", "session-1", "session-2"),
       ("search", '"session"'), ("list", "--help"), ("validate",), ("list", "kind:nope")]  # fmt: skip


def check_shown(words: Words, shown: str, usual: Ended) -> None:
    """Check what a terminal shows of a command line against what a pipe gets."""
    assert shown.strip(), words
    assert "Traceback" not in shown, words
    if is_drawn(words) or (words not in REFUSED and "-f" not in words):
        assert is_inert(shown), words
    else:
        # At a terminal errors are wrapped, and it is also told how many there are. Carets stand
        # below what they mark.
        answer, said, all_shown = (
            "".join(text.replace("^", "").split()) for text in (usual.text, usual.error, shown)
        )
        assert all_shown.startswith(answer + said), words


def test_a_terminal_of_any_kind_and_size_is_written_to() -> None:
    """Row 49: A window of any size, even 0 by 0 or 65,535 by 65,535, is written to.
    Row 51: A terminal whose type is unset, empty, unknown or hostile is written to.
    """
    usual = {words: call(*words) for words in ALL}
    for columns, window, term in LOOKS:
        env = {"COLUMNS": columns, "TERM": term, "COLORTERM": term}
        for words in ALL if columns is None else FEW:
            ended = call(*words, window=window, env=env)
            assert ended.code == usual[words].code, (env, words)
            check_shown(words, OWN.sub("", ended.text) + ended.error, usual[words])
            assert not is_drawn(words) or is_bounded(ended), (env, words)


def test_a_real_terminal_of_any_kind_and_size_is_written_to() -> None:
    """Rows 49, 51: This holds for a real terminal too."""
    asked = [
        (words, {"COLUMNS": None, "TERM": term}, window)
        for window, term in ((WINDOW, "xterm"), ((0, 0), None), ((65_535, 65_535), "nope"))
        for words in SOME
    ]
    usual = dict(zip(SOME, batch([case(*words) for words in SOME]), strict=True))
    for (words, _, window), ended in zip(
        asked,
        batch([case(*words, env=env, window=window) for words, env, window in asked]),
        strict=True,
    ):
        assert ended.code == usual[words].code, (window, words)
        check_shown(words, OWN.sub("", ended.text).replace("\r\n", "\n"), usual[words])


def test_below_the_narrowest_width_nothing_is_lost() -> None:
    """Row 49: Below 20 columns no letter is lost."""
    in_chinese = [(*words, "--lang", "zh") for words in DRAWN if words in READING]
    for words in (*DRAWN, *in_chinese):
        shown = [
            sorted(letters(call(*words, env={"COLUMNS": columns}).text))
            for columns in ("1", "19", "20")
        ]
        assert shown[0] == shown[1] == shown[2], words


def test_above_the_widest_width_no_line_grows() -> None:
    """Row 49: Above 400 columns no line grows."""
    for words in (
        ("list", "-f", "table"),
        ("timeline", "kind:session"),
        ("positions", "-f", "table"),
        ("show", "session-1"),
    ):
        widest = call(*words, env={"COLUMNS": "99999"})
        assert widest == call(*words, env={"COLUMNS": "400"})
        assert max(map(len, widest.text.splitlines())) <= 400


def test_a_window_that_does_not_know_its_size_has_80_columns() -> None:
    """Row 49: A window that does not know its size has 80 columns."""
    for words in (*(words for words in (*READING, *OTHERS) if "-f" not in words), *HELP[:2]):
        sizeless, usual = (
            call(*words, window=window, env={"TERM": "dumb"}) for window in ((0, 0), WINDOW)
        )
        assert sizeless == usual, words


def test_an_id_is_shown_whole_at_any_width(empty: Path) -> None:
    """Row 50: Ids are whole at any width from 40 columns on."""
    ids = {line.split("\t")[0] for line in call("list").text.splitlines()}
    for columns in (40, 60, 80, 120):
        for more in (
            (),
            ("--fields", "id,title,place,kind"),
            ("--fields", "title,id,summary"),
            ("--fields", "id,series,topics"),
        ):
            assert ids <= set(
                OWN.sub("", call("list", *more, window=(columns, 24)).text).split()
            ), (columns, more)
    long = "session-of-the-committee-in-the-fall"
    positions = [{"actors": ["russia"], "stance": "urges", "text": {"en": "Text of it"}}]
    attacks.write([event(long, date="2022-02-28/2022-03-11", place="vienna", positions=positions, title={"en": "A talk about much that matters to all"})],
                  empty / "long.json")  # fmt: skip
    asked = [
        ("list",),
        ("search", "talk"),
        ("positions",),
        ("positions", "--fields", "text,actors,event"),
    ]
    asked += [
        ("list", "--fields", names)
        for names in ("id,title,place,kind", "title,id,summary", "title,place,kind,date,id")
    ]
    for columns in ("40", "44", "60", "80", "100", "120"):
        for words in asked:
            assert (
                long
                in call(
                    *words, "-f", "table", "--data", "long.json", env={"COLUMNS": columns}
                ).text.split()
            ), (
                columns,
                words,
            )


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> list[Words]:
    """Command lines whose answers change with the day."""
    days = [(datetime.now(UTC) + timedelta(days)).date().isoformat() for days in (-2, -1, 0, 1, 2)]
    path = attacks.write(
        [event(f"e-{day}", date=day) for day in days],
        tmp_path_factory.mktemp("dated") / "dated.json",
    )
    return [
        (*words, "--data", str(path))
        for words in (("list", "date:today"), ("count", "when"), ("timeline",))
    ]


# The user's folder, and where the program starts, by name in an empty folder; the time zone, and
# the seed of hashes.
AROUND = [
    (None, "work", "Pacific/Kiritimati", "0"), ("", "gone", "XXX+11", "1"), ("missing", "closed", "Nope/Nope", "random"),
    ("closed", "/", "../../../etc/passwd", "2"), ("file", "gone", "\x1b[31m", "4294967295"),
]  # fmt: skip
FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")


@pytest.mark.parametrize(("home", "place", "zone", "seed"), AROUND)
def test_the_surroundings_change_no_byte_and_nothing_is_written(
    home: str | None, place: str, zone: str, seed: str, dated: list[Words], tmp_path: Path
) -> None:
    """Row 52: A home folder that is unset, missing, closed or a file, or a working folder that is
    closed or deleted, changes no byte, and nothing is written.
    Row 54: No time zone, known or not, and no seed of hashes changes a byte.
    """
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "closed").mkdir(mode=0o500)
    before = sorted(tmp_path.rglob("*"))
    folder = str(tmp_path / home) if home and home.isalpha() else home
    env = {"TZ": zone, "PYTHONHASHSEED": seed} | dict.fromkeys(FOLDERS, folder)

    def go() -> None:
        (tmp_path / place).mkdir(exist_ok=True)
        os.chdir(tmp_path / place)
        if place == "gone":
            (tmp_path / place).rmdir()

    asked = [*SOME, *dated]
    day, usual = time.gmtime().tm_yday, [call(*words) for words in asked]
    ended = batch([case(*words, env={"COLUMNS": "80"}) for words in asked], env=env, preexec_fn=go)
    for words, one, expected in zip(asked, ended, usual, strict=True):
        assert one == expected or (words in dated and day != time.gmtime().tm_yday), words
    assert sorted(tmp_path.rglob("*")) == before


def test_the_program_starts_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Row 52: The program itself starts in a folder that is gone."""

    def go() -> None:
        (tmp_path / "gone").mkdir()
        os.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()

    assert ahc("list", preexec_fn=go) == call("list")
    assert ahc("list", "--data", "x.json", preexec_fn=go).code == 3


def test_values_that_are_equally_frequent_are_counted_in_alphabetical_order(
    empty: Path,
) -> None:
    """Row 54: Values that are equally frequent are counted in alphabetical order."""
    facts = [{"text": {"en": "x"}, "sources": [f"source-{n}" for n in (3, 1, 7, 5, 2, 6, 4)]}]
    attacks.write([event(facts=facts)], empty / "ties.json")
    assert call("count", "source", "-f", "ids", "--data", "ties.json").text.split() == [
        f"source-{n}" for n in range(1, 8)
    ]


def test_near_names_and_entities_that_share_one_come_in_one_order(empty: Path) -> None:
    """Row 54: Near spellings, and what shares a name, come in one order."""
    numbers = range(8)
    actors = [{"actor": f"someone-{number}", "role": "host"} for number in numbers]
    actors += [
        {"actor": "someone-0", "role": role}
        for role in ("speaker", "author", "sponsor", "observer", "chair")
    ]
    zebras = event(
        title={"en": "Zebra zebra ZEBRA zEBRA ZEbra zebras Zebras"},
        actors=actors,
        topics=[f"about-{number}" for number in numbers],
    )
    content = document(
        zebras,
        actors={
            f"someone-{n}": {"kind": "ngo", "name": {"en": f"Someone {n}"}, "aliases": ["Shared"]}
            for n in numbers
        },
        topics={
            f"about-{n}": {"name": {"en": f"About {n}"}, "aliases": ["Shared"]} for n in numbers
        },
    )
    path = str(attacks.write(content, empty / "shared.json"))
    asked = [("show", "shared"), ("show", "someone-0"), ("search", "zebrx"), ("search", "shareq zebrx someonq aboub"), ("search", "shared", "--json"),
             ("search", "shared", "-f", "table"), ("list", "--fields", "actor,topic", "--json"), ("count", "actor"), ("count", "topic"), ("count", "role"),
             ("show", "someone-"), ("list", "actor:sharde"), ("actors",), ("topics",)]  # fmt: skip
    by_seed = [
        batch([case(*words, "--data", path) for words in asked], env={"PYTHONHASHSEED": seed})
        for seed in ("0", "1", "2")
    ]
    for words, *ended in zip(asked, *by_seed, strict=True):
        assert ended[0] == ended[1] == ended[2], words


# The programs that the environment names, of which the pagers may run at a terminal one day.
PROGRAMS = (
    "MANPAGER",
    "LESS",
    "LESSOPEN",
    "EDITOR",
    "VISUAL",
    "BROWSER",
    "SHELL",
    "PYTHONBREAKPOINT",
)
PAGERS = ("PAGER", "AHC_PAGER")


@pytest.mark.parametrize("window", [None, WINDOW], ids=["pipe", "terminal"])
def test_no_program_of_the_environment_is_run(window: tuple[int, int] | None, empty: Path) -> None:
    """Row 53: No program that the environment names (an editor, a browser, a shell, a pager of
    manuals) is run; the two pagers are not run in a pipe.
    """
    env = dict.fromkeys(PROGRAMS if window else (*PROGRAMS, *PAGERS), "touch pwned") | {
        "TERM": "xterm"
    }
    for words, ended in zip(
        SOME,
        batch([case(*words, window=window) for words in SOME], env=env, cwd=empty),
        strict=True,
    ):
        usual = call(*words)
        assert ended.code == usual.code, words
        assert window or ended == usual, words
    assert not [*empty.iterdir()]


def test_nothing_depends_on_asserts() -> None:
    """Row 55: The program has no assert that Python could leave out."""
    for path in Path(ahc_cli.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Assert), path
            assert not (isinstance(node, ast.Name) and node.id == "__debug__"), path


SOUND = event(title={"en": "x"})
WRONG: list[Any] = [
    *([SOUND | one] for one in ({"date": "2022-02-30"}, {"date": "2022/2021"}, {"id": "E"}, {"kind": "x"}, {"nope": 1}, {"votes": [{"yes": -1}]}, {"title": {}},
                                {"actors": [{"actor": "a", "role": "host", "date": "2022-13"}]}, {"positions": [{"actors": [], "stance": "urges", "text": {"en": "x"}}]})),
    [None], [SOUND, SOUND], document(SOUND | {"place": "nowhere"}),
    document(SOUND, actors={"a": {"kind": "ngo", "name": {"en": "A"}}}, topics={"a": {"name": {"en": "T"}}}),
]  # fmt: skip


@pytest.mark.parametrize("python", [["-OO"], ["-X", "dev", "-W", "error"]], ids=" ".join)
def test_bad_data_are_refused_without_asserts_too(python: Sequence[str], empty: Path) -> None:
    """Row 55: A Python that leaves out asserts refuses bad data and answers as any other."""
    names = [str(attacks.write(one, empty / f"{number}.json")) for number, one in enumerate(WRONG)]
    twice = json.dumps([SOUND]).replace('"kind"', '"id": "e", "kind"')
    (empty / "twice.json").write_text(twice, encoding="ascii")
    validated = batch(
        [case("validate", name) for name in (*names, str(empty / "twice.json"))], python=python
    )
    assert [(one.code, one.err) for one in validated] == [(1, b"")] * (len(names) + 1)
    listed = batch([case("list", "--data", name) for name in names], python=python)
    assert [(one.code, one.out) for one in listed] == [(3, b"")] * len(names)
    for words, ended in zip(
        SOME, batch([case(*words) for words in SOME], python=python), strict=True
    ):
        usual = call(*words)
        # Help and the descriptions of the schema are docstrings, which -OO leaves out.
        is_docstring = python == ["-OO"] and (words in (*HELP, (), ("schema",)))
        assert ended == usual or (is_docstring and (ended.code, ended.err) == (0, b"")), words


def test_the_program_is_called_ahc_however_it_is_started() -> None:
    assert ahc("--help").out.startswith(b"Usage: ahc ")
    assert ahc("show", "nope").err.startswith(b"ahc: ")


def test_rubbish_in_the_variables_of_ahc_is_refused() -> None:
    """Row 1: Rubbish in AHC_LANG, AHC_AS_OF or AHC_DATA is refused as well; an empty one counts as
    unset.
    """
    for name in ("AHC_LANG", "AHC_AS_OF", "AHC_DATA"):
        assert call("list", env={name: ""}).code == 0
        for value in (" ", "nope", "\x1b[31m", "/nope", "é" * 1_000, "[/x]"):
            ended = call("list", env={name: value})
            assert ended.code in (2, 3), (name, value)
            assert is_inert(ended.error)
