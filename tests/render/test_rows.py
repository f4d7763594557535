"""Rows as TSV, CSV and ids: codes and ids, nothing cut, and no cell that a spreadsheet takes for a
formula.
"""

import csv
from datetime import date
from io import StringIO

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from show.answers import FULL, counted, listed, positions, written
from small import event

from ahc_cli.messages import speak
from ahc_cli.model.records import Text
from ahc_cli.render import cell
from ahc_cli.render.data import guard

CELLS = {
    "not set": (msgspec.UNSET, ""),
    "a text in both languages": (Text(en="Talk", zh="会谈"), "会谈"),
    "a text in the other language": (Text(en="Talk"), "[en] Talk"),
    "a number": (88, "88"),
    "a score": (4.5, "4.5"),
    "a day": (date(2022, 2, 28), "2022-02-28"),
    "several values": (("a", 2, None), "a,2,"),
    "texts": ((Text(en="Talk", zh="会谈"),), '[{"en":"Talk","zh":"会谈"}]'),
    "no values": ((), ""),
    "records": (event(documents=[{"symbol": "A/1"}, {"symbol": "A/2"}]).documents, '[{"symbol":"A/1"},{"symbol":"A/2"}]'),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), CELLS.values(), ids=CELLS)
def test_a_value_is_written_in_one_cell(value, expected):
    speak("zh")
    assert cell(value) == expected


TALKS = event(
    "talks", date="2022-02/..", place="vienna", title={"en": 'The "first"', "zh": "首次, 会谈"}
)
LETTER = event("letter", kind="letter", title={"en": "a\tb\nc\x1b[31m"})


def test_tsv_has_a_line_of_codes_for_each_record_and_only_texts_in_the_language_of_the_reader():
    assert written(listed(TALKS, LETTER), "tsv", "zh", width=20) == (
        "talks\t2022-02/..\tsession\thappened\tvienna\t首次, 会谈\n"
        "letter\t2022\tletter\thappened\t\t[en] a b\\nc\\x1b[31m\n"
    )
    assert written(listed(), "tsv") == ""


def test_csv_has_a_header_and_nested_values_as_one_value_of_json():
    assert written(listed(TALKS), "csv", "zh") == (
        'id,date,kind,status,place,title\r\ntalks,2022-02/..,session,happened,vienna,"首次, 会谈"\r\n'
    )
    assert (
        written(listed(TALKS, fields="title,year"), "csv")
        == 'title,year\r\n"The ""first""",2022\r\n'
    )
    assert written(listed(fields="id,title"), "csv") == "id,title\r\n"
    assert (
        written(listed(event(), fields="place"), "csv") == 'place\r\n""\r\n'
    )  # no blank line, which readers skip
    votes = [{"motion": {"en": "Two thirds"}, "result": "adopted", "yes": 88}]
    nested = written(listed(event(topics=["a", "b"], votes=votes), fields="topics,votes"), "csv")
    assert (
        list(csv.reader(StringIO(nested)))[1][1]
        == '[{"motion":{"en":"Two thirds"},"result":"adopted","yes":88}]'
    )


def test_an_id_is_the_first_key_of_a_record_whatever_the_columns():
    assert written(listed(event("a"), event("b"), fields="title"), "ids") == "a\nb\n"
    assert written(counted(FULL, "vote.yes"), "ids") == "88\n"
    assert written(positions(FULL)(), "ids") == "session-2\n" * 2


GUARDED = {
    # a cell → what it becomes, because a spreadsheet would calculate it
    "=1+1": "'=1+1", "+1+1": "'+1+1", "-1+1": "'-1+1", "@SUM(1)": "'@SUM(1)", "＝1+1": "'＝1+1", "＋1": "'＋1",
    "－1": "'－1", "＠SUM(1)": "'＠SUM(1)", " =1+1": "' =1+1", "\t=1": "' =1", "\n=1": "'\n'=1", "\r=1": "'\\x0d=1",
    '"=1+1': "'\"=1+1", "'=1+1": "''=1+1", "\xa0=1": "'\xa0=1", "\u3000=1": "'\u3000=1", "\u200b=1": "'\u200b=1",
    "\ufeff=1": "'\ufeff=1", "-1e5": "'-1e5", "-1.5.5": "'-1.5.5", "-５": "'-５", "-": "'-", "\tx": "' x", "\rx": "'\\x0dx",
}  # fmt: skip
SAFE = [
    "-5",
    "-1.5",
    "5",
    "2022-02-28",
    "2022-02/..",
    "../2022",
    "A=1",
    "a+b",
    "第一届",
    "",
    ".5",
    "x\ny",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*GUARDED.items(), *((text, text) for text in SAFE), ("a\x1b[31m", "a\\x1b[31m")],
)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe_and_others_stay(text, expected):
    assert guard(text) == expected


@given(
    st.text(st.sampled_from("=+-@＝1.5, ;\"'\n\t\r\u200b\xa0x会"), min_size=1),
    st.sampled_from(",;\t"),
)
@example("x;=1+1", ";")
@example("x\t=1+1", "\t")
def test_a_reader_gets_the_cell_back_whatever_it_divides_at(text, mark):
    line = written(listed(event(title={"en": text}), fields="title"), "csv").removeprefix(
        "title\r\n"
    )
    assert list(csv.reader(StringIO(line, newline=""), delimiter=mark, strict=True)) == [
        [guard(text)]
    ]
