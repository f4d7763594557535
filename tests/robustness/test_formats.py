"""Rows 40 to 43: CSV, calendars and Markdown, read back by other programs, whatever a dataset holds."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import pytest

from robustness import attacks
from robustness.attacks import EVERYTHING, FORMULAS, is_inert
from robustness.commands import READING, id_of
from robustness.running import Ended, call, ids


def cells(ended: Ended) -> list[list[str]]:
    return [*csv.reader(io.StringIO(ended.text, newline=""), strict=True)]


FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


SKIPPED = "".join({*filter(str.isspace, map(chr, range(0x3001)))} - set("\t\r\n")) + '"\u200b\ufeff'


def starts_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that skips blanks and quotes might calculate a cell."""
    bare = cell.lstrip(SKIPPED)
    plain = re.fullmatch(r"-?\d+(\.\d+)?", cell)
    return not plain and bare.startswith(FORMULA_STARTS)


@pytest.mark.parametrize("words", [words for words in READING if words[-1] == "csv"], ids=id_of)
def test_row_40_no_cell_of_csv_starts_a_formula(words: tuple[str, ...], dataset: Path) -> None:
    ended = call(*words, "--data", str(dataset))
    table = cells(ended)
    assert ended.out.count(b"\r\n") == len(table)
    assert len({len(row) for row in table}) == 1
    assert not [cell for row in table for cell in row if starts_a_formula(cell)]
    assert is_inert(ended.text.replace("\r\n", "\n"))
    if words[0] in ("list", "filter", "search"):
        assert table[0] == ["id", "date", "kind", "status", "place", "title"]
        assert len(table) == 1 + len(EVERYTHING)


@pytest.mark.parametrize("text", [*FORMULAS, "-5", "-1.5", "2022", "2022-02-28", "2022-02/..", "../2022", "..", "--", "-", "+", "@", "=", "'", "'=", '"', '"="', ",", "a\nb", "-1e5", "-1.5.5"],
                         ids=ascii)  # fmt: skip
def test_row_40_a_formula_becomes_a_text_and_is_still_there(text: str, tmp_path: Path) -> None:
    path = attacks.written(
        [{"id": "e", "date": "2022", "kind": "session", "series": text, "title": {"en": text}}], tmp_path / "one.json"
    )
    table = cells(call("list", "-f", "csv", "--fields", "id,series,title", "--data", str(path)))
    assert len(table) == 2
    for cell in table[1][1:]:
        assert not starts_a_formula(cell)
        assert cell == text or not re.fullmatch(r"-?\d+(\.\d+)?|[\d-]+/\.\.|\.\./[\d-]+", text)
        shown = cell.removeprefix("'") if not text.startswith("'") else cell
        assert shown.lstrip("'") == "".join(
            f"\\x{ord(c):02x}" if c == "\r" else " " if c == "\t" else c for c in text
        ).lstrip("'")


# All that an entry of a calendar may have.
ENTRY_KEYS = {
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "CATEGORIES",
    "STATUS",
    "TRANSP",
}


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize("words", [words for words in READING if words[-1] == "ics"], ids=id_of)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_row_41_a_calendar_has_as_many_entries_as_there_are_events(
    words: tuple[str, ...], lang: str, dataset: Path
) -> None:
    ended = call(*words, "--data", str(dataset), "--lang", lang)
    assert ended.code == 0
    assert ended.out.endswith(b"END:VCALENDAR\r\n")
    lines = ended.out.split(b"\r\n")
    assert not [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line]
    assert all(line.decode() for line in lines if line)  # no character is split
    number = 1 if words[0] == "show" else len(EVERYTHING)
    for line in ("BEGIN:VEVENT", "END:VEVENT"):
        assert unfolded(ended.out).count(line) == number
    assert unfolded(ended.out).count("END:VCALENDAR") == 1
    assert is_inert(ended.text.replace("\r\n", "\n"))
    entries = icalendar.Calendar.from_ical(ended.out).walk("VEVENT")
    uids = [str(entry["UID"]) for entry in entries]
    assert len(set(uids)) == number
    assert all(re.fullmatch(r"session-\d+@ahc-cli", uid) for uid in uids)
    assert {key for entry in entries for key in entry} <= ENTRY_KEYS
    again = call(*words, "--data", str(dataset), "--lang", lang)
    assert again.out == ended.out


@pytest.mark.parametrize("text", attacks.CALENDAR, ids=ids(attacks.CALENDAR))
def test_row_41_a_text_comes_back_from_a_calendar(text: str, tmp_path: Path) -> None:
    path = attacks.written(
        [{"id": "e", "date": "2022", "kind": "session", "title": {"en": text}, "summary": {"en": text}}],
        tmp_path / "one.json",
    )
    (entry,) = icalendar.Calendar.from_ical(call("list", "-f", "ics", "--data", str(path)).out).walk("VEVENT")
    clean = text.replace("\r\n", "\n").replace("\r", "\ufffd").replace("\x1b", "\ufffd")
    assert str(entry["SUMMARY"]) == clean
    assert str(entry["DESCRIPTION"]).startswith(clean)


def rows_of_page(said: str) -> Iterator[list[str]]:
    """The cells of a Markdown table as GitHub divides it: at bars that are not escaped."""
    for line in said.split("\n")[:-1]:
        assert line.startswith("| "), line
        assert line.endswith(" |"), line
        yield [cell.strip() for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line[1:-1])]


@pytest.mark.parametrize("words", [words for words in READING if words[-1] == "md"], ids=id_of)
def test_row_42_a_page_keeps_its_columns_and_nothing_acts_in_it(words: tuple[str, ...], dataset: Path) -> None:
    said = call(*words, "--data", str(dataset)).text
    rows = [*rows_of_page(said)]
    assert len({len(row) for row in rows}) == 1
    assert is_inert(said)
    for live in (
        r"(?<!\\)(?:\\\\)*<",
        r"(?<!\\)(?:\\\\)*\[",
        r"(?<!\\)(?:\\\\)*`",
        r"(?<!\\)(?:\\\\)*\*",
        r"(?<!\\)(?:\\\\)*!",
        r"(?<!\\)(?:\\\\)*&",
        r"(?<!\\)(?:\\\\)*#",
    ):
        assert not re.search(live, said), live


def test_row_42_each_mark_is_escaped_and_a_line_feed_is_a_blank(tmp_path: Path) -> None:
    marks = "\\`*_{}[]()<>#+!|~&"
    text = f"a{marks}\nb"
    event = {"id": "e", "date": "2022", "kind": "session", "series": text, "place": text, "title": {"en": text}}
    path = attacks.written([event], tmp_path / "marks.json")
    shown = f"a{''.join(f'{chr(92)}{mark}' for mark in marks)} b"
    said = call("list", "-f", "md", "--fields", "title,series,place", "--data", str(path)).text
    assert said.splitlines()[2:] == [f"| {shown} | {shown} | {shown} |"]
    assert call("count", "place", "-f", "md", "--data", str(path)).text.splitlines()[2:] == [
        f"| {shown} | {shown} | 1 |"
    ]


DAYS: dict[str, tuple[date | None, date | None, str]] = {
    "2022-02-28": (date(2022, 2, 28), date(2022, 3, 1), ""),
    "2022-02-28/2022-03-11": (date(2022, 2, 28), date(2022, 3, 12), ""),
    "2022-02": (date(2022, 2, 1), date(2022, 3, 1), "month"),
    "2024-02": (date(2024, 2, 1), date(2024, 3, 1), "month"),
    "2022-12": (date(2022, 12, 1), date(2023, 1, 1), "month"),
    "2022": (date(2022, 1, 1), date(2023, 1, 1), "year"),
    "2022/2023": (date(2022, 1, 1), date(2024, 1, 1), "year"),
    "2022-02/2022-05": (date(2022, 2, 1), date(2022, 6, 1), "month"),
    "2022-02-28/..": (date(2022, 2, 28), date(2022, 3, 1), "one end"),
    "../2022-02": (date(2022, 2, 28), date(2022, 3, 1), "one end"),
    "9999": (date(9999, 1, 1), None, "year"),
    "9999-12-31": (date(9999, 12, 31), None, ""),
    "0001": (date(1, 1, 1), date(2, 1, 1), "year"),
}


@pytest.mark.parametrize("when", DAYS)
def test_row_43_a_calendar_has_the_first_day_and_the_one_after_the_last(when: str, tmp_path: Path) -> None:
    first, after, word = DAYS[when]
    path = attacks.written(
        [{"id": "e", "date": when, "kind": "session", "status": "happened", "title": {"en": "x"}}],
        tmp_path / "one.json",
    )
    (entry,) = icalendar.Calendar.from_ical(call("list", "-f", "ics", "--data", str(path)).out).walk("VEVENT")
    assert entry.decoded("DTSTART") == first
    assert (entry.decoded("DTEND") if "DTEND" in entry else None) == after
    assert word in str(entry.get("DESCRIPTION", ""))
    assert bool(word) == ("DESCRIPTION" in entry)
