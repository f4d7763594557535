"""Positions: each once, in date order, with the event at which it was taken."""

from small import event

from ahc_cli.answer.positions import COLUMNS, TakenPosition, positions_of
from ahc_cli.model.fields import entries
from ahc_cli.model.records import Text

URGES = {
    "actors": ["eff", "hrw"],
    "stance": "urges",
    "text": {"en": "No."},
    "sources": ["daily"],
    "confidence": "single",
}
WARNS = {"actors": ["eff"], "stance": "warns", "topic": "scope", "text": {"en": "Beware."}}


def test_a_position_of_several_entries_is_one_row():
    talk = event(positions=[URGES, WARNS], actors=[{"actor": "eff", "role": "speaker"}])
    rows, events = positions_of(entries(talk))
    assert rows == [
        TakenPosition("talk", "2022", ("eff", "hrw"), "urges", None, Text(en="No."), ("daily",), "single"),
        TakenPosition("talk", "2022", ("eff",), "warns", "scope", Text(en="Beware."), (), None),
    ]
    assert events == {"talk": talk}


def test_positions_come_in_date_order_and_equal_ones_of_two_events_are_two():
    later, earlier = event("later", date="2023", positions=[URGES]), event("earlier", date="2021", positions=[URGES])
    rows, events = positions_of(entry for each in (later, earlier) for entry in entries(each))
    assert [row.event for row in rows] == list(events) == ["earlier", "later"]


def test_an_actor_in_a_role_has_no_position():
    assert positions_of(entries(event(actors=[{"actor": "eff", "role": "speaker"}]))) == ([], {})


def test_the_columns_are_those_of_a_position():
    (row,), _ = positions_of(entries(event(positions=[WARNS])))
    assert {column.name: column.cell(row, "en") for column in COLUMNS} == {
        "event": "talk",
        "date": "2022",
        "actors": "eff",
        "stance": "warns",
        "topic": "scope",
        "text": "Beware.",
        "sources": "",
        "confidence": "",
    }
