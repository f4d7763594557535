"""The JSON Schema of a dataset: what it accepts, what it refuses, and that the reader agrees."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from small import DOCUMENT
from strategies import events

from ahc_cli.data.check import problems
from ahc_cli.data.schema import schema
from ahc_cli.model.records import Event

SCHEMA = json.loads(msgspec.json.encode(schema()))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
PLAIN = {"id": "talk", "date": "2022", "kind": "session", "title": {"en": "Talk"}}
ITEMS = {
    "facts": {"text": {"en": "x"}},
    "actors": {"actor": "eff", "role": "speaker"},
    "positions": {"actors": ["eff"], "stance": "urges", "text": {"en": "x"}},
    "votes": {"motion": {"en": "x"}, "result": "adopted"},
    "attendance": {"count": 1, "of": "states"},
    "documents": {"symbol": "A/1"},
    "caveats": {"text": {"en": "x"}},
    "history": {
        "as_of": "2022-01-01",
        "date": "2022",
        "status": "scheduled",
        "title": {"en": "x"},
        "sources": ["un"],
    },
}


def test_it_is_a_schema_without_an_address_of_its_own():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in SCHEMA


def test_every_object_is_closed():
    assert [name for name, shape in SCHEMA["$defs"].items() if shape["additionalProperties"] is not False] == []


def test_the_bundled_dataset_satisfies_it():
    path = Path("/work/main/data/events.json")
    assert list(VALIDATOR.iter_errors(json.loads(path.read_bytes()))) == []


def test_an_empty_answer_satisfies_it():
    assert VALIDATOR.is_valid([])


ACCEPTED = [
    pytest.param({}, id="what is required"),
    pytest.param({"title": {"zh": "会谈"}}, id="one language"),
    pytest.param({"title": {"en": "x", "zh": None}}, id="a language that is null"),
    pytest.param({"date": "2022-02-28/2022-03-11"}, id="an interval"),
    pytest.param({"date": "2022-02/.."}, id="open at the end"),
    pytest.param({"date": "../2022", "start": None}, id="open at the beginning"),
    pytest.param({"summary": None, "place": None}, id="null for nothing"),
    *(pytest.param({name: [item]}, id=name) for name, item in ITEMS.items()),
]

REFUSED = [
    pytest.param({"kind": "sesion"}, id="no kind"),
    pytest.param({"status": "done"}, id="no status"),
    pytest.param({"status": None}, id="status null"),
    pytest.param({"format": "remote"}, id="no format"),
    pytest.param({"id": "Talk"}, id="no id"),
    pytest.param({"id": "talk\n"}, id="an id and a line feed"),
    pytest.param({"id": 1}, id="an id of another type"),
    pytest.param({"titel": {"en": "x"}}, id="a misspelt key"),
    pytest.param({"when": "past"}, id="a key that answers never carry"),
    pytest.param({"title": {}}, id="an empty title"),
    pytest.param({"title": {"en": None}}, id="a title of null"),
    pytest.param({"title": {"en": ""}}, id="an empty string"),
    pytest.param({"title": {"en": "x", "fr": "x"}}, id="a third language"),
    pytest.param({"title": "x"}, id="a title of another type"),
    pytest.param({"date": "2022-13"}, id="no month"),
    pytest.param({"date": "2022-02-32"}, id="no day"),
    pytest.param({"date": "0000"}, id="no year"),
    pytest.param({"date": "2022-2-3"}, id="digits left out"),
    pytest.param({"date": "20220228"}, id="the basic form"),
    pytest.param({"date": "２０２２"}, id="wide digits"),
    pytest.param({"date": "../.."}, id="open at both ends"),
    pytest.param({"date": "2022/"}, id="half an interval"),
    pytest.param({"date": "2022\n"}, id="a date and a line feed"),
    pytest.param({"date": 2022}, id="a number for a date"),
    pytest.param({"facts": [{}]}, id="a fact without a text"),
    pytest.param({"topics": "scope"}, id="a string for an array"),
    pytest.param({"actors": [ITEMS["actors"] | {"role": "auther"}]}, id="no role"),
    pytest.param({"actors": [ITEMS["actors"] | {"date": "x"}]}, id="no date inside"),
    pytest.param({"positions": [ITEMS["positions"] | {"stance": "hopes"}]}, id="no stance"),
    pytest.param({"positions": [ITEMS["positions"] | {"actors": []}]}, id="nobody's position"),
    pytest.param({"votes": [ITEMS["votes"] | {"yes": -1}]}, id="a negative number"),
    pytest.param({"votes": [ITEMS["votes"] | {"yes": 1.5}]}, id="a broken number"),
    pytest.param({"votes": [ITEMS["votes"] | {"result": "tied"}]}, id="no result"),
    pytest.param({"attendance": [ITEMS["attendance"] | {"of": "cats"}]}, id="who attended"),
    pytest.param({"history": [ITEMS["history"] | {"sources": []}]}, id="a plan without sources"),
    pytest.param({"history": [ITEMS["history"] | {"as_of": "2022"}]}, id="a plan as of no day"),
]


@pytest.mark.parametrize("change", ACCEPTED)
def test_what_the_reader_takes_satisfies_it(change):
    event = PLAIN | change
    assert list(problems(json.dumps([event]).encode())) == []
    assert VALIDATOR.is_valid([event])


@pytest.mark.parametrize("change", REFUSED)
def test_what_the_reader_refuses_does_not(change):
    event = PLAIN | change
    assert len(list(problems(json.dumps([event]).encode()))) == 1
    assert not VALIDATOR.is_valid([event])


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_required_is_required(name):
    event = {key: value for key, value in PLAIN.items() if key != name}
    assert len(list(problems(json.dumps([event]).encode()))) == 1
    assert not VALIDATOR.is_valid([event])


DOCUMENTS = [
    pytest.param({}, True, id="the small dataset"),
    pytest.param({"schema_version": 2}, False, id="another version"),
    pytest.param({"edition": "2023-06"}, False, id="no edition"),
    pytest.param({"evnts": []}, False, id="a misspelt key"),
    pytest.param({"events": None}, False, id="no events"),
    pytest.param({"places": {"Hanoi": {"name": {"en": "x"}}}}, False, id="no id"),
    pytest.param({"actors": {"eff": {"kind": "club", "name": {"en": "x"}}}}, False, id="no kind of actor"),
    pytest.param({"actors": {"x": {"kind": "state", "name": {"en": "x"}, "iso": "x"}}}, False, id="no country code"),
    pytest.param(
        {"sources": {"x": {"title": "x", "publisher": "x", "origin": "x", "weight": "heavy"}}}, False, id="no weight"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "accepted"), DOCUMENTS)
def test_it_describes_whole_documents(change, accepted):
    assert VALIDATOR.is_valid(DOCUMENT | change) is accepted


@given(events())
def test_any_event_that_can_be_read_satisfies_it(event: Event):
    assert list(VALIDATOR.iter_errors(json.loads(msgspec.json.encode([event])))) == []
