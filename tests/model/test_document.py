"""A whole dataset, and the instrument in it."""

import msgspec
import pytest
from msgspec import NODEFAULT, UNSET
from msgspec.structs import fields
from small import DOCUMENT, INSTRUMENT

from ahc_cli.model.records import Record, references
from ahc_cli.model.vocabulary import Collection, Instrument


def test_a_document_has_events_and_the_tables_of_their_ids():
    read = msgspec.convert(DOCUMENT, Collection)
    tables = [read.sources, read.places, read.actors, read.topics, read.events]
    assert list(map(len, tables)) == [6, 3, 8, 2, 7]


@pytest.mark.parametrize(
    "change", [{"schema_version": 1}, {"edition": "2023"}, {"places": {"vienna": {}}}, {"x": 1}]
)
def test_an_invalid_document_is_an_error(change):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(DOCUMENT | change, Collection)


def test_an_instrument_needs_only_its_name():
    assert msgspec.convert({"name": INSTRUMENT["name"]}, Instrument).name.zh == "罪行公约"
    with pytest.raises(msgspec.ValidationError, match="missing required field `name`"):
        msgspec.convert({k: v for k, v in INSTRUMENT.items() if k != "name"}, Instrument)


def kinds_of(record):
    """Yield a class of records, or the classes derived from it."""
    derived = record.__subclasses__()
    yield from (each for of in derived for each in kinds_of(of)) if derived else (record,)


@pytest.mark.parametrize("record", list(kinds_of(Record)), ids=lambda record: record.__name__)
def test_a_key_that_is_missing_is_null_or_empty(record):
    given = (field for field in fields(record) if not field.required)
    defaults = {
        field.name: field.default_factory() if field.default is NODEFAULT else field.default
        for field in given
    }
    assert {
        name: value for name, value in defaults.items() if value not in (None, (), {}, False, UNSET)
    } == {}


INVALID = {
    "a total without a source": {"reported": [INSTRUMENT["reported"][0] | {"sources": []}]},
    "an unknown key": {"x": 1},
    "a month as the last day to sign": {"signature_until": "2026-12"},
    "a total of something else": {"reported": [INSTRUMENT["reported"][0] | {"of": "states"}]},
    "an article without a source": {
        "articles": [{"number": 24, "title": {"en": "x"}, "sources": []}]
    },
    "a negative number": {"ratifications_needed": -1},
}


@pytest.mark.parametrize("change", INVALID.values(), ids=INVALID)
def test_an_invalid_instrument_is_an_error(change):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(INSTRUMENT | change, Instrument)


def test_the_references_of_a_document_are_those_of_all_the_records_in_it():
    fact = {"text": {"en": "x"}, "articles": [24], "sources": ["un-report"]}
    event = {
        "id": "a",
        "date": "2022",
        "kind": "letter",
        "title": {"en": "x"},
        "facts": [fact],
        "related": ["b"],
    }
    group = {
        "kind": "group",
        "name": {"en": "x"},
        "members": ["india", "russia"],
        "joined": {"russia": "2020-01-01"},
        "related": ["eff"],
    }
    change = {"instrument": INSTRUMENT, "actors": {"g": group}, "topics": {}, "events": [event]}
    assert set(references(msgspec.convert(DOCUMENT | change, Collection))) == {
        ("source", "eff-timeline", ("timeline",)),
        ("actor", "india", ("actors", "g", "members", 0)),
        ("actor", "russia", ("actors", "g", "members", 1)),
        ("actor", "eff", ("actors", "g", "related", 0)),
        ("event", "vote-2022", ("instrument", "adopted")),
        ("event", "signing", ("instrument", "opened")),
        ("source", "un-report", ("instrument", "sources", 0)),
        ("source", "un-journal", ("instrument", "reported", 0, "sources", 0)),
        ("source", "daily", ("instrument", "reported", 1, "sources", 0)),
        ("source", "un-report", ("instrument", "articles", 0, "sources", 0)),
        ("source", "un-report", ("events", 0, "facts", 0, "sources", 0)),
        ("article", "24", ("events", 0, "facts", 0, "articles", 0)),
        ("event", "b", ("events", 0, "related", 0)),
    }
