"""Ids: one per line."""

from small import dataset_with, event, events_answer, screen

from ahc_cli.answer.entries import Counts, Positions, TakenPosition, Tally
from ahc_cli.model.records import Text
from ahc_cli.write import write

NAMES = dataset_with().vocabulary


def test_the_ids_of_events_are_written_whatever_the_columns():
    answer = events_answer(event("a"), event("b"), fields="title")
    assert "".join(write(answer, "ids", screen())) == "a\nb\n"


def test_the_id_of_a_count_is_its_value():
    tallies = [Tally("a\x1b", Text(en="A"), 2), Tally(88, Text(en="88"), 1), Tally(None, Text(en="(none)"), 1)]
    answer = Counts(records=tallies, columns=Counts.all_columns, vocabulary=NAMES)
    assert "".join(write(answer, "ids", screen())) == "a\\x1b\n88\n\n"


def test_the_id_of_a_position_is_its_event():
    taken = TakenPosition("talk", "2022", ("eff",), "urges", None, Text(en="x"), (), None)
    answer = Positions(records=[taken], columns=Positions.all_columns, vocabulary=NAMES, events={})
    assert "".join(write(answer, "ids", screen())) == "talk\n"
