"""CSV: a header, a line per record, and no cell that a spreadsheet takes for a formula."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event, events_answer, screen

from ahc_cli.write import write
from ahc_cli.write.rows import guard


def written(*events, lang="en", fields=None):
    return "".join(write(events_answer(*events, fields=fields), "csv", screen(lang)))


def test_the_columns_have_a_header_of_codes_in_any_language():
    talk = event(place="vienna", title={"en": 'The "first"', "zh": "首次, 会谈"})
    assert written(talk, lang="zh") == (
        'id,date,kind,status,place,title\r\ntalk,2022,session,happened,vienna,"首次, 会谈"\r\n'
    )
    assert written(talk, fields="title,year") == 'title,year\r\n"The ""first""",2022\r\n'


def test_several_values_are_one_cell_and_nested_ones_are_one_value_of_json():
    votes = [{"motion": {"en": "Two thirds"}, "result": "adopted", "yes": 88}]
    talk = event(topics=["offences", "safeguards"], votes=votes)
    _, row = csv.reader(StringIO(written(talk, fields="topics,votes,body")))
    assert row == ["offences,safeguards", '[{"motion":{"en":"Two thirds"},"result":"adopted","yes":88}]', ""]


def test_without_records_the_header_is_written():
    assert written() == "id,date,kind,status,place,title\r\n"


GUARDED = {
    "an equals sign": ("=1+1", "'=1+1"),
    "a plus": ("+1+1", "'+1+1"),
    "a minus": ("-1+1", "'-1+1"),
    "an at sign": ("@SUM(1)", "'@SUM(1)"),
    "a wide equals sign": ("＝1+1", "'＝1+1"),
    "wide signs": ("＋1", "'＋1"),
    "a wide minus": ("－1", "'－1"),
    "a wide at sign": ("＠SUM(1)", "'＠SUM(1)"),
    "after a blank": (" =1+1", "' =1+1"),
    "after a tab": ("\t=1", "' =1"),
    "after a line feed": ("\n=1", "'\n=1"),
    "after a carriage return": ("\r=1", "'\\x0d=1"),
    "after a quotation mark": ('"=1+1', "'\"=1+1"),
    "after an apostrophe": ("'=1+1", "''=1+1"),
    "after a no-break space": ("\xa0=1", "'\xa0=1"),
    "after a wide blank": ("\u3000=1", "'\u3000=1"),
    "after a character without width": ("\u200b=1", "'\u200b=1"),
    "after a byte order mark": ("\ufeff=1", "'\ufeff=1"),
    "a number with an exponent": ("-1e5", "'-1e5"),
    "two points": ("-1.5.5", "'-1.5.5"),
    "wide digits": ("-５", "'-５"),
    "a minus alone": ("-", "'-"),
    "a tab": ("\tx", "' x"),
    "a carriage return": ("\rx", "'\\x0dx"),
}
SAFE = ["-5", "-1.5", "5", "2022", "2022-02-28", "2022-02/..", "../2022", "A=1", "a+b", "第一届", "", ".5", "x\ny"]


@pytest.mark.parametrize(("cell", "expected"), GUARDED.values(), ids=GUARDED)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(cell, expected):
    assert guard(cell) == expected


@pytest.mark.parametrize("cell", SAFE)
def test_numbers_dates_and_texts_stay_as_they_are(cell):
    assert guard(cell) == cell


def test_an_escape_sequence_becomes_visible():
    assert guard("a\x1b[31mb") == "a\\x1b[31mb"


BLANKS = (
    "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char not in "\t\r\n") + "\"'\u200b\ufeff"
)


@given(st.text(st.sampled_from("=+-@＝＋－＠1.5, \"'\n\t\r\u200b\xa0x会")), st.text())
def test_no_cell_starts_a_formula_and_a_reader_gets_the_cells_back(formula, other):
    talk = event(series=formula or "x", title={"en": other or "x"})
    _, row = csv.reader(StringIO(written(talk, fields="series,title"), newline=""), strict=True)
    assert row == [guard(formula or "x"), guard(other or "x")]
    assert not any(
        cell.lstrip(BLANKS.replace("'", "")).startswith(tuple("=+-@\t\r＝＋－＠"))
        and not re.fullmatch(r"-?\d+(\.\d+)?|-\d*\.\d*", cell, re.ASCII)
        for cell in row
    )
