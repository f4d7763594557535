"""How many of the lines that people type are answered on the first screen, by tables that were
judged from the record.

No test fixes the wording of an answer: a row holds if one of the fragments that answer its line is
shown, and none that would mislead is. The tables are not changed to fit an answer, so their
checksums stand here; only where a right answer has other words, these are added.

`python tests/scores/test_scores.py` prints the rows that do not hold, with their first screens, and
the scores.
"""

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from screens import answer, first_screen, is_shown, plain
from shared import slow

from ahc_cli.data import load

# The share of the rows of a table that must hold, and that of a sample, which may be unlucky.
HOLDING, HOLDING_OF_SAMPLE = 0.85, 0.8


class Limit(NamedTuple):
    """What is asked of a table: its checksum, and how many rows may show what misleads."""

    sha256: str
    misleading: int


LIMITS = {  # a table that is not here fails until its checksum is
    "answered": Limit("1013f4754e86d7b9384b3b95ca8a68cabd140807460d738bd37c8dddaaa8ee19", 3),
    "first": Limit("b441647b3f43042aa3075883bc9c10245af599be3066e2a50d81df390d80d076", 3),
}
TABLES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.tsv"))}
# The table of which the fast tests judge one row of so many; the slow ones judge all rows of all.
FAST, SAMPLED = "answered", 3


class Row(NamedTuple):
    """A line as typed after `ahc`, and what its first screen must show one of and hide."""

    lang: str
    line: str
    shows: list[str]
    hides: list[str]


class Fault(NamedTuple):
    """A row that does not hold: what is missing, what misleads, and its first screen."""

    row: Row
    missing: list[str]
    misleading: list[str]
    screen: str

    def __str__(self) -> str:
        missing = [f"  none of:    {' | '.join(self.missing)}"] if self.missing else []
        misleading = [f"  misleading: {' | '.join(self.misleading)}"] if self.misleading else []
        return "\n".join((f"AHC_LANG={self.row.lang} ahc {self.row.line}", *missing, *misleading))


def rows_of(table: Path) -> list[Row]:
    """Read a table: language, line, fragments to show one of, fragments to hide."""
    rows = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, typed, shows, hides = (*line.split("\t"), "")[:4]
            rows.append(Row(lang, typed, shows.split(" | "), hides.split(" | ") if hides else []))
    return rows


def limit(name: str) -> Limit:
    return LIMITS.get(name, Limit("", 0))


def faults(rows: list[Row]) -> list[Fault]:
    """Run the lines, and return the rows that do not hold."""
    rows_at_fault = []
    for row in rows:
        screen = first_screen(row.line, row.lang)
        text = plain(screen)
        is_answered = any(is_shown(fragment, text) for fragment in row.shows)
        missing = [] if is_answered else row.shows
        # A remark may repeat what was typed.
        answer_text = text.replace(plain(row.line.partition(" ")[2]), "")
        misleading = [fragment for fragment in row.hides if is_shown(fragment, answer_text)]
        if missing or misleading:
            rows_at_fault.append(Fault(row, missing, misleading, screen))
    return rows_at_fault


def counts(rows: list[Row], rows_at_fault: list[Fault]) -> tuple[int, int]:
    """Count the rows that hold and the rows that show what misleads."""
    misleading = sum(bool(fault.misleading) for fault in rows_at_fault)
    return len(rows) - len(rows_at_fault), misleading


# After a usage error, a file stays open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("name", "every"), [(FAST, SAMPLED), *slow(*((name, 1) for name in TABLES))]
)
def test_the_first_screen_answers_most_lines_and_misleads_in_few(name, every):
    """Of a third of the rows, a third as many may mislead."""
    rows = rows_of(TABLES[name])[::every]
    rows_at_fault = faults(rows)
    holding, misleading = counts(rows, rows_at_fault)
    share = HOLDING if every == 1 else HOLDING_OF_SAMPLE
    if holding < share * len(rows) or misleading > limit(name).misleading // every:
        listing = "\n".join(map(str, rows_at_fault))
        pytest.fail(
            f"{holding} of {len(rows)} rows hold, {misleading} mislead\n{listing}", pytrace=False
        )


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_one_that_was_judged(name):
    assert hashlib.sha256(TABLES[name].read_bytes()).hexdigest() == limit(name).sha256


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("form", "first"), [("json", 0), ("ndjson", 1)])
@pytest.mark.parametrize("name", TABLES)
def test_every_line_is_answered_or_refused_from_an_array_or_from_ndjson_too(
    name, form, first, tmp_path
):
    """They have no names of events and no status, and NDJSON can be read only once: each has every
    second line.
    """
    events = tmp_path / f"events.{form}"
    encode = (
        msgspec.json.Encoder().encode if form == "json" else msgspec.json.Encoder().encode_lines
    )
    events.write_bytes(encode(load.bundled().events))
    codes = {
        row.line: answer(row.line, row.lang, AHC_DATA=str(events))[0]
        for row in rows_of(TABLES[name])[first::2]
    }
    assert [line for line, code in codes.items() if code > 2] == []


def main() -> None:
    load.bundled = cache(load.bundled)  # hundreds of lines ask the same dataset
    for name, table in TABLES.items():
        rows = rows_of(table)
        rows_at_fault = faults(rows)
        for fault in rows_at_fault:
            quoted = (f"  | {line}\n" for line in fault.screen.splitlines())
            sys.stdout.write(f"{fault}\n{''.join(quoted)}\n")
        holding, misleading = counts(rows, rows_at_fault)
        sys.stdout.write(f"{name}: {holding} of {len(rows)} rows hold, {misleading} mislead\n")


if __name__ == "__main__":
    main()
