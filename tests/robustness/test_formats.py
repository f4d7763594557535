"""CSV, calendars and Markdown, read back by other programs, whatever a dataset contains."""

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from ahc_cli.model.fields import WITH_DAYS
from robustness import attacks
from robustness.attacks import CALENDAR, EVERYTHING, FORMULAS
from robustness.commands import READING
from robustness.inputs import event
from robustness.running import call
from robustness.sinks import check_markdown_card, read_calendar, read_csv, read_markdown

pytestmark = pytest.mark.slow


def test_no_cell_of_csv_starts_a_formula(hostile_data: Path) -> None:
    """Row 40: Whatever a dataset contains, CSV keeps its rows and columns, and no cell starts a
    formula.
    """
    for words in READING:
        if words[-1] == "csv":
            table = read_csv(call(*words, "--data", str(hostile_data)).text)
            if words[0] in ("list", "filter", "search"):
                assert table[0] == [*WITH_DAYS], words
                assert len(table) == 1 + len(EVERYTHING), words


LIKE_FORMULAS = [
    *FORMULAS,
    "--",
    "-",
    "+",
    "@",
    "=",
    "'",
    "'=",
    '"',
    '"="',
    ",",
    "a\nb",
    "-1e5",
    "-1.5.5",
    *(f"{blank}=1+1" for blank in "\ufeff\u200b\u2003\u202f\u205f\u1680"),
]
NO_FORMULAS = ["-5", "-1.5", "2022", "2022-02-28", "2022-02/..", "../2022"]


def test_a_formula_becomes_text_and_is_still_there(empty: Path) -> None:
    """Row 40: What looks like a formula becomes text and is still there; negative numbers and dates
    stay as they are.
    """
    texts = [*LIKE_FORMULAS, *NO_FORMULAS]
    attacks.write(
        [event(f"e-{n:03}", series=text, title={"en": text}) for n, text in enumerate(texts)],
        empty / "texts.json",
    )
    table = read_csv(
        call("list", "-f", "csv", "--fields", "series,title", "--data", "texts.json").text
    )
    for text, row in zip(texts, table[1:], strict=True):
        for cell in row:
            shown = text.replace("\r", "\\x0d").replace("\t", " ")
            bare = cell.replace("'", "")
            assert cell == text if text in NO_FORMULAS else bare == shown.replace("'", ""), text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_calendar_has_an_entry_for_each_event(lang: str, hostile_data: Path) -> None:
    """Row 41: A calendar has one entry for each event, with a stable UID of its own; lines are at
    most 75 bytes, end with CRLF and split no character, and nothing is injected.
    """
    for words in READING:
        if words[-1] == "ics":
            ended = call(*words, "--data", str(hostile_data), "--lang", lang)
            ids = [str(entry["UID"]).partition("@")[0] for entry in read_calendar(ended.out)]
            numbers = range(1, 2 if words[0] == "show" else len(EVERYTHING) + 1)
            assert sorted(ids) == sorted(f"session-{number}" for number in numbers), words
            assert call(*words, "--data", str(hostile_data), "--lang", lang) == ended


def test_a_text_comes_back_from_a_calendar(empty: Path) -> None:
    """Row 41: A text comes back from a calendar, except that control characters are replaced."""
    attacks.write(
        [
            event(f"e-{n:02}", title={"en": text}, summary={"en": text})
            for n, text in enumerate(CALENDAR)
        ],
        empty / "texts.json",
    )
    entries = read_calendar(call("list", "-f", "ics", "--data", "texts.json").out)
    for text, entry in zip(CALENDAR, entries, strict=True):
        clean = text.replace("\r\n", "\n").replace("\r", "\ufffd").replace("\x1b", "\ufffd")
        assert str(entry["SUMMARY"]) == clean
        assert str(entry["DESCRIPTION"]).startswith(clean)


def test_markdown_keeps_its_columns_and_nothing_in_it_is_active(hostile_data: Path) -> None:
    """Row 42: Bars, headings, scripts, links and pictures in a text are escaped in Markdown: a
    table keeps its columns, and nothing is injected.
    """
    for words in READING:
        if words[-1] != "md":
            continue
        written = call(*words, "--data", str(hostile_data)).text
        if words[0] in ("show", "diff"):
            check_markdown_card(written)
        else:
            rows = read_markdown(written)
            assert words[0] not in ("list", "filter", "search") or len(rows) == 2 + len(
                EVERYTHING
            ), words


def test_a_markdown_card_has_no_live_markup_but_links_to_sources(hostile: Path) -> None:
    """Row 42: In a card only the links to sources are live."""
    for table in ("session", "actor", "topic", "place", "source"):
        ids = [f"{table}-{number}" for number in range(1, len(EVERYTHING))]
        shown = call("show", *ids, "-f", "md", "--data", str(hostile)).text
        assert shown.count("\n# ") + shown.startswith("# ") >= len(ids)
        check_markdown_card(shown)


def test_each_mark_is_escaped_and_a_line_feed_is_a_blank(empty: Path) -> None:
    """Row 42: A line feed in a cell is a blank."""
    marks = "\\`*_{}[]()<>#+!|~&"
    text = f"a{marks}\nb"
    shown = f"a{''.join(f'{chr(92)}{mark}' for mark in marks)} b"
    attacks.write([event(series=text, place=text, title={"en": text})], empty / "marks.json")
    listed = call("list", "-f", "md", "--fields", "title,series,place", "--data", "marks.json").text
    assert listed.splitlines()[2:] == [f"| {shown} | {shown} | {shown} |"]
    counted = call("count", "place", "-f", "md", "--data", "marks.json").text
    assert counted.splitlines()[2:] == [f"| {shown} | {shown} | 1 |"]


# date → DTSTART, DTEND, a word of the remark in the description
DAYS: dict[str, tuple[date, date | None, str]] = {
    "2022-02-28": (date(2022, 2, 28), date(2022, 3, 1), ""),
    "2022-02-28/2022-03-11": (date(2022, 2, 28), date(2022, 3, 12), ""),
    "2022-02": (date(2022, 2, 1), date(2022, 3, 1), "month"),
    "2024-02": (date(2024, 2, 1), date(2024, 3, 1), "month"),
    "2022-12": (date(2022, 12, 1), date(2023, 1, 1), "month"),
    "2022": (date(2022, 1, 1), date(2023, 1, 1), "day is not known"),
    "2022/2023": (date(2022, 1, 1), date(2024, 1, 1), "day is not known"),
    "2022-02/2022-05": (date(2022, 2, 1), date(2022, 6, 1), "month"),
    "2022-02-28/..": (date(2022, 2, 28), date(2022, 3, 1), "one end"),
    "../2022-02": (date(2022, 2, 28), date(2022, 3, 1), "one end"),
    "9999": (date(9999, 1, 1), None, "day is not known"),
    "9999-12-31": (date(9999, 12, 31), None, ""),
    "0001": (date(1, 1, 1), date(2, 1, 1), "day is not known"),
}


@pytest.mark.parametrize("when", DAYS)
def test_an_entry_spans_the_first_day_to_the_one_after_the_last(when: str, empty: Path) -> None:
    """Row 43: An entry of a calendar runs from the first possible day to the one after the last;
    where a date is partial or has an open end, the entry says so.
    """
    start, end, word = DAYS[when]
    attacks.write([event(date=when, status="happened")], empty / "one.json")
    (entry,) = read_calendar(call("list", "-f", "ics", "--data", "one.json").out)
    assert entry.decoded("DTSTART") == start
    assert (entry.decoded("DTEND") if "DTEND" in entry else None) == end
    assert word in str(entry.get("DESCRIPTION", ""))
    assert bool(word) == ("DESCRIPTION" in entry)


def test_a_cell_in_which_a_reader_may_divide_is_quoted(empty: Path) -> None:
    """Row 66: A cell of CSV with a semicolon or a tab is one cell, also for a reader that divides
    there.
    """
    texts = ["x;=1+1", "x\t=1+1", ";", ";=1", "\t=1", "a;b\tc"]
    attacks.write(
        [event(f"e-{n}", title={"en": text}) for n, text in enumerate(texts)], empty / "marks.json"
    )
    for text, line in zip(
        texts,
        call("list", "-f", "csv", "--fields", "title", "--data", "marks.json").text.split("\r\n")[
            1:
        ],
        strict=False,
    ):
        for mark in ";\t":
            (row,) = csv.reader([line], delimiter=mark, strict=True)
            assert [cell.replace("'", "") for cell in row] == [text.replace("\t", " ")], (
                text,
                mark,
            )


ADDRESSES = [
    "a@b.example",
    "mailto:a+c@b.example",
    "xmpp:a_c@b.example/x",
    "x <a@b.example> y",
    "(a.c@b.example)",
    "http://b.example",
    "www.b.example",
    "ftp://b.example",
]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--fields", "id,series,place,title"),
        ("show", "e-0", "e-7"),
        ("count", "place"),
    ],
    ids=" ".join,
)
def test_an_address_in_a_text_is_no_link(words: tuple[str, ...], empty: Path) -> None:
    """Row 68: An address of e-mail, chat or a site in a text is no link where Markdown is rendered
    as GitHub does.
    """
    events = [
        event(f"e-{n}", series=text, place=text, title={"en": text}, summary={"zh": text})
        for n, text in enumerate(ADDRESSES)
    ]
    attacks.write(events, empty / "addresses.json")
    given = call(*words, "-f", "md", "--data", "addresses.json").text
    page = subprocess.run(
        ["pandoc", "-f", "gfm+autolink_bare_uris", "-t", "html"],
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "<a " not in page
    assert "b.example" in page
