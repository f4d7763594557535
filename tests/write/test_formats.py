"""Every answer can be written in the formats that it names."""

import pytest
from small import TODAY, dataset_with, event, events_answer, screen

from ahc_cli.answer.card import Cards
from ahc_cli.answer.names import CitedSource, Sources
from ahc_cli.answer.reports import Differences
from ahc_cli.answer.timeline import Timeline
from ahc_cli.ask.compare import COMPARED, compare
from ahc_cli.ask.find import Entity
from ahc_cli.model.records import Place, Text
from ahc_cli.write import write

TALK = event()
OWN = dataset_with(TALK)
VIENNA = Entity("place", "vienna", Place(Text(en="Vienna")))
CITED = CitedSource("page", "UN", "Page", "official", "un", 1)
ANSWERS = {
    "events": events_answer(TALK),
    "cards": Cards((TALK, VIENNA), (TALK,), OWN.vocabulary, OWN.edition),
    "a timeline": Timeline(events=(TALK,)),
    "sources": Sources(records=(CITED,), columns=Sources.all_columns, vocabulary=OWN.vocabulary),
    "a difference": Differences(compare(TALK, event(place="vienna"), COMPARED, None, TODAY), {}, OWN.vocabulary),
}


def written(answer, form):
    """Return what is written of an answer in a format."""
    pieces = list(write(answer, form, screen()))
    return "".join(piece if isinstance(piece, str) else piece.decode() for piece in pieces)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_written_in_each_of_its_formats(name):
    answer = ANSWERS[name]
    assert [form for form in answer.formats if form != "table" and not written(answer, form)] == []


def test_a_calendar_of_cards_has_the_events_among_them():
    assert written(ANSWERS["cards"], "ics").count("BEGIN:VEVENT") == 1
