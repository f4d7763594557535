"""Which formats an answer can be written in."""

import pytest
from small import dataset_with, event, events_answer, screen

from ahc_cli.answer.card import Cards
from ahc_cli.answer.names import SOURCE_COLUMNS, Sources
from ahc_cli.answer.reports import Differences
from ahc_cli.answer.timeline import Timeline
from ahc_cli.ask.compare import compare_events
from ahc_cli.ask.find import Entity
from ahc_cli.model.records import Place, Text
from ahc_cli.write import write

TALK = event()
OWN = dataset_with(TALK)
VIENNA = Entity("place", "vienna", Place(Text(en="Vienna")))
ANSWERS = {
    "events": events_answer(TALK),
    "cards": Cards((TALK, VIENNA), (TALK,), OWN.vocabulary, OWN.edition),
    "a timeline": Timeline(events=(TALK,)),
    "sources": Sources(records=(), columns=SOURCE_COLUMNS, vocabulary=OWN.vocabulary),
    "a difference": Differences(compare_events(TALK, event(place="vienna")), {}, OWN.vocabulary),
}
FORMATS = "tsv csv md ids json ndjson ics svg csl"
WRITTEN = {
    "events": "tsv csv md ids json ndjson ics",
    "cards": "md json ndjson ics",
    "a timeline": "json ndjson svg",
    "sources": "csv md json csl",
    "a difference": "json ndjson",
}


def first_piece(answer, form):
    """Return the start of what is written, or None if the answer has no such format."""
    try:
        piece = next(iter(write(answer, form, screen())), "")
    except TypeError:
        return None
    return piece if isinstance(piece, str) else piece.decode()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_written_only_in_formats_that_fit_it(name):
    pieces = {form: first_piece(ANSWERS[name], form) for form in FORMATS.split()}
    assert " ".join(form for form, piece in pieces.items() if piece) == WRITTEN[name]


def test_a_calendar_of_cards_has_the_events_among_them():
    assert first_piece(ANSWERS["cards"], "ics").count("BEGIN:VEVENT") == 1
