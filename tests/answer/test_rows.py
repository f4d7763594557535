"""Answers that are made of rows: how a value becomes a cell, and what JSON has."""

from datetime import date

import msgspec
import pytest
from small import event, events_answer

from ahc_cli.answer import Column, attributes, cell
from ahc_cli.model.records import Text

TEXT = Text(en="Talk", zh="会谈")
CELLS = {
    "nothing": (None, ""),
    "not set": (msgspec.UNSET, ""),
    "text": ("a, b", "a, b"),
    "a text in both languages": (TEXT, "会谈"),
    "a text in the other language": (Text(en="Talk"), "[en] Talk"),
    "a number": (88, "88"),
    "a score": (4.5, "4.5"),
    "zero": (0, "0"),
    "a day": (date(2022, 2, 28), "2022-02-28"),
    "several values": (("a", 2), "a,2"),
    "texts": ((TEXT,), '[{"en":"Talk","zh":"会谈"}]'),
    "a list": (["a", None], "a,"),
    "no values": ((), ""),
    "an object": ({"en": "x", "day": date(2022, 2, 28)}, '{"en":"x","day":"2022-02-28"}'),
    "a record": (event(documents=[{"symbol": "A/1"}]).documents[0], '{"symbol":"A/1"}'),
    "records": (event(documents=[{"symbol": "A/1"}, {"symbol": "A/2"}]).documents, '[{"symbol":"A/1"},{"symbol":"A/2"}]'),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), CELLS.values(), ids=CELLS)
def test_a_value_is_written_in_one_cell(value, expected):
    assert cell(value, "zh") == expected


def test_a_column_reads_a_cell_from_a_record():
    talk = event(topics=["a", "b"])
    assert Column("topics", lambda each: each.topics).cell(talk, "en") == "a,b"
    assert [column.cell(talk, "en") for column in attributes("id", "topics", "title")] == ["talk", "a,b", "Talk"]


def test_json_has_whole_records_unless_the_columns_are_chosen():
    talk = event()
    assert list(events_answer(talk).json()) == [talk]
    assert list(events_answer(talk, fields="id,year").json()) == [{"id": "talk", "year": 2022}]
