"""Cards: what JSON has of a record, and which formats fit."""

from datetime import date

from small import event

from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Entity


def cards(vocabulary, *records):
    return Cards(records, (), vocabulary, date(2023, 6, 1))


def test_json_has_events_as_they_are_and_other_records_with_their_id_and_table(vocabulary):
    talk, russia = event(), Entity("actor", "russia", vocabulary.actors["russia"])
    assert list(cards(vocabulary, talk, russia).json()) == [
        talk,
        {
            "id": "russia",
            "table": "actor",
            "kind": "state",
            "name": {"en": "Russian Federation", "zh": "俄罗斯联邦"},
            "short": {"en": "Russia", "zh": "俄罗斯"},
            "iso": "RU",
        },
    ]


def test_only_events_can_be_a_calendar(vocabulary):
    vienna = Entity("place", "vienna", vocabulary.places["vienna"])
    assert cards(vocabulary, event()).formats == ("table", "json", "ndjson", "ics")
    assert cards(vocabulary, event(), vienna).formats == ("table", "json", "ndjson")
