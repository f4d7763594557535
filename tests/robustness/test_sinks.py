"""Whatever a text holds: each sink has its own encoder, and the text is still there behind it."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import icalendar
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ahc_cli.text import inert, inert_json
from robustness import attacks
from robustness.attacks import EVERYTHING, OWN, is_inert
from robustness.running import Ended, call
from robustness.test_formats import ENTRY_KEYS, rows_of_page, starts_a_formula, unfolded

# A run of the program is asked for each example, so fewer are tried than of a function.
FEWER = settings(max_examples=max(25, settings.default.max_examples // 4) if settings.default else 25)

SOME_ACTIVE = "\x00\x07\x08\t\n\r\x0b\x1b\x7f\x80\x85\x9b\x9d\u061c\u200d\u200e\u2028\u202e\u2066\ufe0f\ufff9\U000e0041\ufeff\u0301"
SOME_SIGNS = "=+-@'\"|,;:\\[]{}()<>#*_`~!&%$ \xa0\u3000＝＋－＠"
texts = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(SOME_ACTIVE + SOME_SIGNS + "ab会é😀", min_size=1, max_size=40),
    st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=3).map("".join),
)


def given_as(text: str, *, loose: bool = True) -> bytes:
    """A dataset of two events with the text wherever a text may stand."""
    content: Any = (
        [attacks._event(number, text, loose=True) for number in range(2)] if loose else attacks.document([text, text])
    )
    return json.dumps(content).encode()


def ask(words: str, data: bytes, **more: Any) -> Ended:
    ended = call(*words.split(" "), "--data", "-", stdin=data, **more)
    assert ended.code in (0, 1), ended
    return ended


@FEWER
@given(texts, st.integers(1, 200), st.booleans(), st.sampled_from(("en", "zh")))
def test_a_terminal_is_only_written_to(text: str, columns: int, loose: bool, lang: str) -> None:
    data = given_as(text, loose=loose)
    env = {"COLUMNS": str(columns), "FORCE_COLOR": "1", "AHC_LANG": lang}
    for words in ("list", "list -f table --fields id,title,place,series", "search session", "show session-1 session-2", "positions", "count place", "timeline",
                  "diff session-1 session-2", "actors", "show actor-1 topic-0 place-1 source-0" if not loose else "count topic"):  # fmt: skip
        ended = ask(words, data, terminal=True, env=env)
        assert is_inert(OWN.sub("", ended.text)), words
        assert is_inert(OWN.sub("", ended.said)), words


@FEWER
@given(texts)
def test_a_pipe_gets_lines_of_the_same_columns(text: str) -> None:
    for words, columns in (
        ("list", 6),
        ("positions", 7),
        ("count place", 3),
        ("count topic -f ids", 1),
        ("list --fields id,title,summary,series,actors,topics", 6),
        ("search session", 6),
    ):
        said = ask(words, given_as(text)).text
        assert is_inert(said, "\t")
        assert {line.count("\t") for line in said.split("\n")[:-1]} == {columns - 1}


@given(st.text())
def test_what_is_inert_is_so_once_and_for_all(text: str) -> None:
    assert is_inert(inert(text, lines=True))
    assert is_inert(inert(text))
    assert "\n" not in inert(text)
    assert inert(inert(text)) == inert(text)
    assert "".join(c for c in inert(text) if c.isprintable()) == inert(text).replace("\n", "") or all(
        c.isprintable() or not attacks.ACTIVE.match(c) for c in inert(text)
    )


@given(st.text(st.characters(exclude_categories=())))
@example("a\ud800b")
@example("\udfff")
def test_halves_of_characters_can_be_written_when_inert(text: str) -> None:
    assert is_inert(inert(text))
    inert(text).encode()


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(texts, inner)),
    max_leaves=5,
)


@given(json_values, st.sampled_from((None, 2)), st.booleans())
def test_json_made_inert_means_the_same(value: Any, indent: int | None, ascii_only: bool) -> None:
    said = inert_json(json.dumps(value, ensure_ascii=ascii_only, indent=indent))
    assert json.loads(said) == value
    assert is_inert(said)


def recorded(ended: Ended, form: str) -> list[Any]:
    found: list[Any] = (
        [json.loads(line) for line in ended.text.split("\n")[:-1]] if form == "ndjson" else json.loads(ended.out)
    )
    return found


@FEWER
@given(texts, st.booleans(), st.sampled_from(("json", "ndjson")))
def test_json_says_every_text_code_point_by_code_point(text: str, terminal: bool, form: str) -> None:
    data = given_as(text)
    ended = ask(f"list -f {form}", data, terminal=terminal)
    records = recorded(ended, form)
    derived = ("start", "end", "precision", "status")
    given_events = json.loads(data)
    for record, event in zip(sorted(records, key=lambda r: r["id"]), given_events, strict=True):
        found = {key: value for key, value in record.items() if key not in derived}
        for fact in found["facts"]:
            fact.pop("confidence", None)
        assert found == event
    assert not terminal or is_inert(ended.text)
    again = call("list", "-f", form, "--data", "-", stdin=ended.out, terminal=terminal)
    assert again.out == ended.out


@FEWER
@given(texts, st.booleans(), st.sampled_from(("json", "ndjson")))
def test_json_of_every_command_says_a_text_to_its_ends(text: str, terminal: bool, form: str) -> None:
    both = {"en": text, "zh": text}
    position = {"actors": [text], "stance": "urges", "topic": text, "text": both}
    event: dict[str, Any] = {"id": "session-1", "date": "2022", "kind": "session", "series": text, "place": text, "title": both, "summary": both,
                             "topics": [text], "positions": [position]}  # fmt: skip
    data = json.dumps([event]).encode()
    for words, key, said in (("list", "summary", both), ("search session-1", "title", both), ("show session-1", "positions", [position]), ("timeline", "title", both),
                             ("positions", "text", both), ("positions --fields actors,event", "actors", [text]), ("count place", "value", text),
                             ("list --fields series,topics", "topics", [text]), ("list --fields id,series", "series", text)):  # fmt: skip
        (record,) = recorded(ask(f"{words} -f {form}", data, terminal=terminal), form)
        assert record[key] == said, words


@FEWER
@given(texts)
def test_csv_has_no_formula_and_all_its_cells(text: str) -> None:
    data = given_as(text)
    said = ask("list -f csv --fields id,title,series,place,body,topics", data).text
    table = [*csv.reader(io.StringIO(said, newline=""), strict=True)]
    assert [len(row) for row in table] == [6, 6, 6]
    assert not [cell for row in table for cell in row if starts_a_formula(cell)]
    assert is_inert(said.replace("\r\n", "\n"))
    for row, event in zip(table[1:], json.loads(data), strict=True):
        assert row[0] == event["id"]
        assert row[2].removeprefix("'") in (
            inert(event["series"], lines=True),
            inert(event["series"], lines=True).removeprefix("'"),
        )


@FEWER
@given(st.lists(texts, min_size=1, max_size=5), st.sampled_from(("en", "zh")))
def test_a_calendar_has_an_entry_for_each_event(several: list[str], lang: str) -> None:
    events = [
        {
            "id": f"e-{n}",
            "date": "2022",
            "kind": "session",
            "place": text,
            "title": {"en": text},
            "summary": {"zh": text},
        }
        for n, text in enumerate(several)
    ]
    ended = ask(f"list -f ics --lang {lang}", json.dumps(events).encode())
    assert unfolded(ended.out).count("BEGIN:VEVENT") == unfolded(ended.out).count("END:VEVENT") == len(events)
    assert all(len(line) <= 75 and line.decode() is not None for line in ended.out.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|(?<!\r)\n|\r(?!\n)", ended.out)
    entries = icalendar.Calendar.from_ical(ended.out).walk("VEVENT")
    assert [str(entry["UID"]) for entry in entries] == [f"e-{n}@ahc-cli" for n in range(len(events))]
    assert {key for entry in entries for key in entry} <= ENTRY_KEYS


@FEWER
@given(texts)
def test_a_page_keeps_its_columns(text: str) -> None:
    for words in ("list -f md --fields id,title,series,place,topics", "positions -f md", "count place -f md"):
        said = ask(words, given_as(text)).text
        assert len({len(row) for row in rows_of_page(said)}) == 1
        assert is_inert(said)
        assert not re.search(r"(?<!\\)(?:\\\\)*[<>\[\]`*!&#{}]", said)


@FEWER
@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from(("en", "zh")))
def test_a_picture_is_sound_xml_without_anything_live(several: list[str], lang: str) -> None:
    events = [
        {"id": f"e-{n}", "date": f"202{n}-03", "kind": "session", "series": text, "title": {"en": text}}
        for n, text in enumerate(several)
    ]
    said = ask(f"timeline -f svg --lang {lang}", json.dumps(events).encode()).text
    assert is_inert(said)
    live = {"script", "foreignObject", "image", "use", "iframe", "animate", "set", "a"}
    for element in ET.fromstring(said).iter():
        assert element.tag.rpartition("}")[2] not in live
        assert not [name for name in element.attrib if name.startswith("on") or name.endswith("href")]


ARGUMENTS = st.one_of(texts, st.text(st.characters(exclude_categories=()), max_size=60))


@FEWER
@given(ARGUMENTS)
def test_an_argument_is_echoed_inert_and_on_one_line(word: str) -> None:
    word = word.replace("\0", "")
    for words in (("show", word), ("list", word), ("search", word), ("filter", f'"{word}"'), ("list", "--kind", word), ("list", "--fields", word), ("list", "-f", word),
                  ("list", f"--data=./{word}"), ("count", word), ("help", word), ("list", f"{word}:x"), ("diff", word, word), ("list", f"--lang={word}")):  # fmt: skip
        ended = call(*words, terminal=True)
        assert ended.code in (0, 1, 2, 3), words
        assert is_inert(ended.said), words
        assert is_inert(OWN.sub("", ended.text)), words
        lines = ended.said.splitlines()
        assert not [line for line in lines[1:] if line.startswith("ahc:")], words
        ended.err.decode()
