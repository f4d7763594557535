"""Each sink has its own encoder: whatever a text contains, it reads back, and nothing in it is
active.

The tests of the hostile dataset are the fast selection of this folder; those with random texts are
slow.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import sampled, slow

from ahc_cli.answers import NAMED
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Record, Text, Title
from ahc_cli.model.text import inert
from ahc_cli.render import FORMATS
from robustness import attacks
from robustness.attacks import EVERYTHING, OWN, is_inert, shows_all
from robustness.commands import READING, Words
from robustness.inputs import event, to_bytes
from robustness.running import WINDOW, Ended, call
from robustness.sinks import (
    check_markdown_card,
    read_calendar,
    read_csv,
    read_drawing,
    read_html,
    read_json,
    read_markdown,
    read_ndjson,
    read_picture,
    read_tsv,
)

COLOURS = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
# How many rows there are beside those of events.
READERS: dict[str, tuple[Callable[[str], Any], int]] = {
    "json": (read_json, 0), "ndjson": (read_ndjson, 0), "tsv": (read_tsv, 0), "ids": (read_tsv, 0), "csv": (read_csv, 1), "md": (read_markdown, 2),
}  # fmt: skip


@pytest.mark.parametrize("form", READERS)
def test_a_list_of_hostile_events_reads_back_with_all_its_rows(form: str, hostile: Path) -> None:
    """Rows 30, 34, 40, 42: A list of hostile events reads back with all its rows in every format of
    rows.
    """
    reader, more = READERS[form]
    ended = call("list", "-f", form, "--data", str(hostile))
    assert (ended.code, ended.err) == (0, b"")
    assert len(reader(ended.text)) == len(EVERYTHING) + more


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_json_at_a_terminal_is_inert_and_means_the_same(form: str, hostile: Path) -> None:
    """Row 38: A list in JSON at a terminal acts upon nothing and has the same values."""
    words = ("list", "-f", form, "--data", str(hostile))
    reader = read_json if form == "json" else read_ndjson
    assert reader(call(*words, window=WINDOW).text, terminal=True) == reader(call(*words).text)


def test_a_calendar_of_hostile_events_reads_back_with_all_its_entries(hostile: Path) -> None:
    """Row 41: A calendar of hostile events reads back with all its entries."""
    assert len(read_calendar(call("list", "-f", "ics", "--data", str(hostile)).out)) == len(
        EVERYTHING
    )


def test_texts_of_hostile_sources_have_no_markup_in_csl(hostile: Path) -> None:
    """Row 67: In CSL-JSON no text of a source is markup for a citation processor: what could open a
    tag is broken up.
    """
    sources = read_json(call("sources", "-f", "csl", "--data", str(hostile)).text)
    assert len(sources) == len(EVERYTHING)
    assert [
        text
        for source in sources
        for text in attacks.strings(source)
        if re.search("<(?!\u2060)", text)
    ] == []


def test_a_picture_of_hostile_events_has_nothing_live(hostile: Path) -> None:
    """Row 34: A timeline as SVG has no script, no link and no other live element."""
    read_picture(call("timeline", "-f", "svg", "--data", str(hostile)).text)


PAGES = [
    "list", "show {sessions}", "positions", "facts", "timeline date:2010", "search session", "sources", "actors", "count series",
    "list --fields id,title,topics", "diff session-1 session-2",
]  # fmt: skip


@pytest.mark.parametrize("line", sampled(PAGES, 2))
def test_a_page_in_html_shows_every_attack_and_none_acts(line: str, hostile: Path) -> None:
    """Row 84: In HTML, scripts, tags, entities and addresses in texts, names and ids are shown
    letter by letter, and nothing is live but links to parts of the page and to sources.
    """
    sessions = " ".join(f"session-{number + 1}" for number in range(len(EVERYTHING)))
    words = line.format(sessions=sessions).split()
    ended = call(*words, "-f", "html", "--data", str(hostile))
    assert ended.code in (0, 1)
    shown = read_html(ended.text)
    if line.split(maxsplit=1)[0] in ("list", "show", "positions", "sources"):
        for number, attack in enumerate(EVERYTHING):
            text = inert(attacks.bracket(number, attack), lines=True)
            # These are no characters of HTML.
            assert re.sub("[\ufffe\uffff]", "\ufffd", text) in shown, attack


@pytest.mark.parametrize("line", ["diff 2020 2022", "show session-1 russia", "export"])
def test_the_ids_of_a_page_are_unique(line: str) -> None:
    """Row 84: No two parts of a page have the same id, and none an empty one; its script reads any
    address, also one that ends with `#%`.
    """
    page = call(*line.split(), "-f", "html", "--data", "bundled").text
    ids = re.findall(r'<[a-z]+ id="([^"]*)"', page)
    assert "" not in ids
    assert len(ids) == len({*ids})
    assert "<article" in page
    assert "decodeURI" not in page


def test_the_address_of_a_source_that_is_none_is_refused(hostile: Path) -> None:
    """Row 84: A dataset with a `javascript:` address is refused."""
    content = json.loads(hostile.read_text())
    content["sources"]["source-0"]["url"] = "javascript:alert(1)"
    assert call("list", "--data", "-", stdin=to_bytes(content)).code == 3


@pytest.mark.parametrize("command", ["list", "timeline", *slow("show", "positions")])
def test_a_terminal_shows_hostile_events_and_acts_upon_none(command: str, hostile: Path) -> None:
    """Rows 34, 35: A terminal in colour shows hostile events and acts upon none."""
    more = {
        "show": [f"session-{number + 1}" for number in range(len(EVERYTHING))],
        "timeline": ["date:2010"],
    }.get(command, [])
    shown = read_drawing(
        call(command, *more, "--data", str(hostile), window=(300, 24), env=COLOURS).text
    )
    assert shows_all(shown) or command == "timeline"


@pytest.fixture(scope="session")
def instrument(folder: Path) -> Path:
    return attacks.write(attacks.with_instrument(), folder / "instrument.json")


VIEWS: list[Words] = [
    (), ("status",), ("status", "2012-06"), ("status", "2010"), ("show", "convention", "article-24"), ("show", "actor-0", "actor-1", "place-0"),
    ("show", "topic-0", "source-0"), ("show", "session-1", "session-2"), ("who", "signed"), ("article", "24"), ("list", "upcoming"), ("diff", "2012", "2014"),
    ("who", "voted", "against", "session-1"), ("list", "voted.no:actor-2", "group:actor-0"), ("positions", "article:24"), ("list", "--as-of", "2005"),
    ("search", '"session"', "--lang", "zh"), ("count", "actor", "role:abstained"), ("sources", "-w", "session-1"), ("diff", "bundled", "@"), ("validate", "@"),
    ("list", "--fields", "id,summary,series,actors,topics,documents,votes"), ("positions", "--fields", "text,actors,topic"), ("actors", "b000"), ("status", "-f", "md"),
    ("show", "convention", "-f", "md"), ("show", "article-24", "-f", "json"), ("status", "--json"), ("diff", "2012", "2014", "-f", "md"), ("--version",), ("help",),
    *(("count", field, "-f", "table") for field in FIELDS), *(("search", word) for word in ("b000", "会", "owned")),
]  # fmt: skip


LOOKS: dict[str, dict[str, Any]] = {
    "in colour": {"window": (80, 24), "env": COLOURS}, "at a terminal": {"window": (80, 24), "env": {"TERM": "dumb", "AHC_LANG": "zh"}},
    "in a pipe": {"env": {"AHC_LANG": "zh"}},
}  # fmt: skip


# The first views are the front page, the status and every kind of card.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("look", "lines"),
    [
        ("in colour", VIEWS[:8]),
        *(pytest.param(look, [*READING, *VIEWS], marks=pytest.mark.slow) for look in LOOKS),
    ],
    ids=["the first views in colour", *LOOKS],
)
def test_every_command_is_inert_about_a_hostile_instrument(
    instrument: Path, look: str, lines: list[Words]
) -> None:
    """Row 61: If every text and name of a dataset with an instrument is an attack, the status, the
    front page, every card, view and other command show marks only.
    """
    window, env = LOOKS[look].get("window"), LOOKS[look]["env"] | {"AHC_DATA": str(instrument)}
    for words in lines:
        given = [word.replace("@", str(instrument)) for word in words]
        ended = call(*given, window=window, env=env)
        if not window and words[:1] in (("show",), ("status",)):
            read_html(call(*given[:-2] if "-f" in given else given, "-f", "html", env=env).text)
        assert ended.code in ((0, 1, 2) if words[:1] == ("count",) else (0, 1)), words
        shown = OWN.sub("", ended.text).replace("\r\n", "\n")
        is_lossless = not window and {"json", "ndjson", "csl", "--json"} & {*words}
        is_tsv = "tsv" in words or "ids" in words or (not window and "-f" not in words)
        assert is_lossless or is_inert(shown, "\t" if is_tsv else ""), words
        assert is_inert(ended.error), words


# A line of each command that reads a dataset, and lines without a command.
EVERY_COMMAND = {
    "show": "session-1 session-2 convention article-24 actor-0 actor-1 place-0 topic-0 source-0",
    "status": "", "states": "", "map": "", "compare": "actor-1 actor-2", "list": "", "filter": "until:2030", "timeline": "", "search": "owned", "positions": "",
    "facts": "of:fact,article,caveat", "count": "series", "actors": "", "topics": "", "places": "", "sources": "", "diff": "2010 2014", "export": "",
    "who": "signed", "article": "24", "owned": "",
}  # fmt: skip
UNREAD = {"validate", "schema", "mcp", "help"}


def read_terminal_or_text(text: str) -> None:
    assert is_inert(OWN.sub("", text).replace("\r\n", "\n"))


def read_any_markdown(text: str) -> None:
    """Read a table or a page, as its first line says."""
    if text.startswith("| "):
        read_markdown(text)
    else:
        check_markdown_card(text)


def read_any_html(text: str) -> None:
    """Read a page, which may end with a script of its own."""
    read_html(
        re.sub(
            r"<script>(?:(?!</script).)*</script>\n(?=</body>\n</html>\n$)",
            "",
            text,
            flags=re.DOTALL,
        )
    )


SINKS: dict[str, Callable[[str], Any]] = {
    "table": read_terminal_or_text, "tsv": read_tsv, "csv": read_csv, "json": read_json, "ndjson": read_ndjson, "md": read_any_markdown,
    "html": read_any_html, "ics": lambda text: read_calendar(text.encode()), "ids": read_terminal_or_text, "svg": read_picture, "csl": read_json,
}  # fmt: skip


@pytest.fixture(scope="session")
def everywhere(folder: Path) -> Path:
    content, attacked = attacks.everywhere()
    assert attacked >= {("Document", "symbol"), ("Collection", "title"), ("Source", "origin")}
    assert attacked >= {*texts_of_records()}
    return attacks.write(content, folder / "everywhere.json")


def texts_of_records() -> Iterator[tuple[str, str]]:
    """Yield each key of a record that is a text in both languages."""
    classes = [Record]
    while classes:
        class_ = classes.pop()
        derived = [
            each for each in class_.__subclasses__() if each.__module__.startswith("ahc_cli")
        ]
        classes += derived
        # What others derive from is no record itself.
        for field in () if derived else msgspec.structs.fields(class_):
            if {Text, Title}.intersection((field.type, *get_args(field.type))):
                yield class_.__name__, field.name


@pytest.mark.parametrize("form", ["md", *slow(*sorted(FORMATS.keys() - {"md"}))])
def test_headings_and_titles_are_as_inert_as_cells(form: str, everywhere: Path) -> None:
    """Row 87: If every key of a dataset that takes a text has an attack, each command writes it inert
    in each format, also where it is a heading, the name of a column, a caption or the title of a
    file.
    """
    assert EVERY_COMMAND.keys() >= {*NAMED} - UNREAD
    written = ""
    for command, rest in EVERY_COMMAND.items():
        words = [command, *rest.split(), "-f", form, "--data", str(everywhere)]
        looks = ({"env": {"AHC_LANG": "zh"}}, {"window": (160, 24), "env": COLOURS})
        for ended in (call(*words, **look) for look in looks):
            read_terminal_or_text(ended.error)
            assert ended.code in (0, 1, 2), words
            if ended.text:
                SINKS[form](ended.text)
            else:
                assert re.search("格式|format|ahc: ", ended.error), words
            written += ended.text
    assert form == "ids" or "owned" in written


@pytest.mark.slow
def test_a_lone_half_of_a_pair_is_refused_in_every_text() -> None:
    """Row 61: Half of a surrogate pair in any of these texts is refused."""
    content = attacks.with_instrument()
    places = [path for path in attacks.texts(content) if path[0] != "events" or path[1] < 2]
    assert len(places) > 100
    for *above, last in places:
        inner = content
        for step in above:
            inner = inner[step]
        kept, inner[last] = inner[last], "@@"
        data = json.dumps(content).replace("@@", "a\\ud800b").encode()
        inner[last] = kept
        ended = call("list", "--data", "-", stdin=data)
        assert (ended.code, ended.out) == (3, b""), (above, last)
        assert is_inert(ended.error), (above, last)


def test_an_error_about_hostile_words_or_data_is_inert(hostile: Path) -> None:
    """Row 37: An error about an attack that was typed, or that is a key of the data, acts upon no
    terminal.
    """
    data = to_bytes([{"".join(EVERYTHING): 1}])
    for words in (("show", "".join(EVERYTHING)), ("list", "--data", "-"), ("validate", "-")):
        ended = call(*words, stdin=data, window=WINDOW, env=COLOURS)
        assert ended.code in (1, 3)
        assert is_inert(ended.error)
        read_drawing(ended.text)


# A run of the program is needed for each example, so there are fewer than of a function.
FUZZ = settings(max_examples=40, deadline=None)
_ACTIVE = "\x00\x07\x08\t\n\r\x0b\x1b\x7f\x80\x85\x9b\x9d\u061c\u200d\u200e\u2028\u202e\u2066\ufe0f\ufff9\U000e0041\ufeff\u0301"
_SIGNS = "=+-@'\"|,;:\\[]{}()<>#*_`~!&%$ \xa0\u3000＝＋－＠"
texts = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(_ACTIVE + _SIGNS + "ab会é😀", min_size=1, max_size=40),
    st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=3).map("".join),
)
languages = st.sampled_from(("en", "zh"))


def ask(words: str, data: bytes, **more: Any) -> Ended:
    ended = call(*words.split(" "), "--data", "-", stdin=data, **more)
    assert ended.code in (0, 1), ended
    return ended


def two_events(text: str) -> bytes:
    """Make an array of two events with a text wherever a text or an id of a table may stand."""
    return to_bytes(attacks.array([text, text]))


@pytest.mark.slow
@FUZZ
@given(texts, st.integers(1, 200), st.booleans(), languages)
def test_a_terminal_acts_upon_no_text(text: str, columns: int, whole: bool, lang: str) -> None:
    """Rows 34, 35: At a terminal of any width, in both languages, no random text is acted upon."""
    data = to_bytes(attacks.document([text, text])) if whole else two_events(text)
    env = COLOURS | {"AHC_LANG": lang}
    commands = ["list", "list -f table --fields id,title,place,series", 'search "session"', "show session-1 session-2", "positions", "count place",
                "timeline", "diff session-1 session-2", "show actor-1 topic-0 place-1 source-0" if whole else "count topic"]  # fmt: skip
    for words in commands:
        ended = ask(words, data, window=(columns, 24), env=env)
        read_drawing(ended.text)
        read_drawing(ended.error)


@pytest.mark.slow
@FUZZ
@given(texts)
def test_tables_keep_their_columns_whatever_the_text(text: str) -> None:
    """Rows 34, 40, 42: TSV, Markdown and CSV keep their columns whatever the text."""
    data, plain = two_events(text), two_events("x")
    for words in (
        "list",
        "positions",
        "count place",
        "count topic -f ids",
        'search "session"',
        "list --fields id,title,summary,series,actors,topics",
    ):
        rows, expected = (read_tsv(ask(words, one).text) for one in (data, plain))
        assert len(rows[0]) == len(expected[0]), words
    for words in (
        "list -f md --fields id,title,series,place,topics",
        "positions -f md",
        "count place -f md",
    ):
        read_markdown(ask(words, data).text)
    series = f"B000{text}A000"
    (_, *rows) = read_csv(ask("list -f csv --fields id,series,title,place,body,topics", data).text)
    assert [row[0] for row in rows] == ["session-1", "session-2"]
    # Behind a semicolon and a line feed a formula gets an apostrophe.
    assert rows[0][1].replace("'", "") == inert(series, lines=True).replace("'", "")


def without_derived(record: dict[str, Any]) -> dict[str, Any]:
    """Return an event of an answer without the keys that the answer added."""
    facts = [
        {key: value for key, value in fact.items() if key != "confidence"}
        for fact in record["facts"]
    ]
    kept = {
        key: value
        for key, value in record.items()
        if key not in ("start", "end", "precision", "status")
    }
    return kept | {"facts": facts}


@pytest.mark.slow
@FUZZ
@given(texts, st.sampled_from((None, WINDOW)), st.sampled_from(("json", "ndjson")))
def test_json_returns_every_text_code_point_by_code_point(
    text: str, window: tuple[int, int] | None, form: str
) -> None:
    """Rows 30, 32, 38: A random text comes back from JSON and NDJSON, in a pipe and at a terminal,
    and the answer, read again, gives the same bytes.
    """

    def records(words: str, data: bytes) -> list[Any]:
        reader = read_json if form == "json" else read_ndjson
        return reader(ask(f"{words} -f {form}", data, window=window).text, terminal=bool(window))

    data = two_events(text)
    assert [without_derived(record) for record in records("list", data)] == json.loads(data)
    listed = ask(f"list -f {form}", data, window=window).out
    assert ask(f"list -f {form}", listed, window=window).out == listed
    both, position = (
        {"en": text, "zh": text},
        {"actors": [text], "stance": "urges", "topic": text, "text": {"en": text, "zh": text}},
    )
    one = to_bytes(
        [
            event(
                "session-1",
                series=text,
                place=text,
                title=both,
                topics=[text],
                positions=[position],
            )
        ]
    )
    for words, key, value in (("search session-1", "title", both), ("show session-1", "positions", [position]), ("timeline", "title", both),
                              ("positions", "text", both), ("positions --fields actors,event", "actors", [text]), ("count place", "value", text),
                              ("list --fields series,topics", "topics", [text]), ("list --fields id,series", "series", text)):  # fmt: skip
        (record,) = records(words, one)
        assert record[key] == value, words


@pytest.mark.slow
@FUZZ
@given(st.lists(texts, min_size=1, max_size=5), languages)
def test_calendars_and_pictures_have_every_event_and_nothing_live(
    several: list[str], lang: str
) -> None:
    """Row 41: Whatever the texts, a calendar has every event in order, and a picture nothing live."""
    events = [
        event(
            f"e-{n}",
            date=f"202{n}-03",
            place=text,
            series=text,
            title={"en": text},
            summary={"zh": text},
        )
        for n, text in enumerate(several)
    ]
    data = to_bytes(events)
    entries = read_calendar(ask(f"list -f ics --lang {lang}", data).out)
    assert [str(entry["UID"]).partition("@")[0] for entry in entries] == [
        f"e-{n}" for n in range(len(events))
    ]
    read_picture(ask(f"timeline -f svg --lang {lang}", data).text)


@pytest.mark.slow
@FUZZ
@given(st.one_of(texts, st.text(st.characters(exclude_categories=()), max_size=60)))
def test_an_argument_is_echoed_inert_and_on_one_line(word: str) -> None:
    """Row 37: A random argument is repeated inert and on one line."""
    word = word.replace("\0", "")
    for words in (("show", word), ("list", word), ("search", word), ("filter", f'"{word}"'), ("list", "--kind", word), ("list", "--fields", word), ("list", "-f", word),
                  ("list", f"--data=./{word}"), ("count", word), ("help", word), ("list", f"{word}:x"), ("diff", word, word), ("list", f"--lang={word}")):  # fmt: skip
        ended = call(*words, window=WINDOW)
        assert ended.code in (0, 1, 2, 3), words
        assert is_inert(ended.error), words
        read_drawing(ended.text)
        assert not [line for line in ended.error.splitlines()[1:] if line.startswith("ahc:")], words
