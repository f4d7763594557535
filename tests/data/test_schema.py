"""The JSON Schema accepts what can be loaded, and refuses what cannot be.

Except for what it cannot express.
"""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from small import DOCUMENT, INSTRUMENT, PLAIN
from strategies import events

from ahc_cli.data.files import bundled_bytes
from data.invalid import problems

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "src/ahc_cli/data/schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
# What each list of an event holds, with no more than what is required.
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


def test_it_is_a_valid_schema_without_an_address():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in SCHEMA


def test_no_object_may_have_unknown_keys():
    assert [
        name
        for name, type_ in SCHEMA["$defs"].items()
        if type_["additionalProperties"] is not False
    ] == []


ACCEPTED = {
    "what is required": {},
    "one language": {"title": {"zh": "会谈"}},
    "a language that is null": {"title": {"en": "x", "zh": None}},
    "an interval": {"date": "2022-02-28/2022-03-11"},
    "an open end": {"date": "2022-02/.."},
    "an open start": {"date": "../2022", "start": None},
    "null for nothing": {"summary": None, "place": None},
} | {name: {name: [item]} for name, item in ITEMS.items()}

REFUSED = {
    "an unknown kind": {"kind": "sesion"},
    "an unknown status": {"status": "done"},
    "null for a status": {"status": None},
    "an unknown format": {"format": "remote"},
    "a capital letter in an id": {"id": "Talk"},
    "a line feed in an id": {"id": "talk\n"},
    "a number for an id": {"id": 1},
    "a misspelt key": {"titel": {"en": "x"}},
    "an unknown key": {"when": "past"},
    "no language": {"title": {}},
    "null for the only language": {"title": {"en": None}},
    "an empty string": {"title": {"en": ""}},
    "an unknown language": {"title": {"en": "x", "fr": "x"}},
    "a string for a title": {"title": "x"},
    "month 13": {"date": "2022-13"},
    "day 32": {"date": "2022-02-32"},
    "year 0": {"date": "0000"},
    "months of one digit": {"date": "2022-2-3"},
    "a date without hyphens": {"date": "20220228"},
    "full-width digits": {"date": "２０２２"},
    "an interval open on both sides": {"date": "../.."},
    "half an interval": {"date": "2022/"},
    "a line feed in a date": {"date": "2022\n"},
    "a number for a date": {"date": 2022},
    "a fact without a text": {"facts": [{}]},
    "a string for an array": {"topics": "scope"},
    "an unknown role": {"actors": [ITEMS["actors"] | {"role": "auther"}]},
    "an invalid date in an actor": {"actors": [ITEMS["actors"] | {"date": "x"}]},
    "an unknown stance": {"positions": [ITEMS["positions"] | {"stance": "hopes"}]},
    "a position without actors": {"positions": [ITEMS["positions"] | {"actors": []}]},
    "a negative number": {"votes": [ITEMS["votes"] | {"yes": -1}]},
    "half a vote": {"votes": [ITEMS["votes"] | {"yes": 1.5}]},
    "an unknown result": {"votes": [ITEMS["votes"] | {"result": "tied"}]},
    "an unknown attendance": {"attendance": [ITEMS["attendance"] | {"of": "cats"}]},
    "a plan without sources": {"history": [ITEMS["history"] | {"sources": []}]},
    "a plan as of a year": {"history": [ITEMS["history"] | {"as_of": "2022"}]},
}


@pytest.mark.parametrize("change", ACCEPTED.values(), ids=ACCEPTED)
def test_it_accepts_an_event_that_is_valid(change):
    events = [PLAIN | change]
    assert problems(json.dumps(events).encode()) == []
    assert VALIDATOR.is_valid(events)


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_it_refuses_an_event_that_is_invalid(change):
    events = [PLAIN | change]
    assert len(problems(json.dumps(events).encode())) == 1
    assert not VALIDATOR.is_valid(events)


@pytest.mark.parametrize("name", PLAIN)
def test_it_requires_a_key_that_is_required(name):
    events = [{key: value for key, value in PLAIN.items() if key != name}]
    assert len(problems(json.dumps(events).encode())) == 1
    assert not VALIDATOR.is_valid(events)


@given(events())
def test_it_accepts_any_event_as_it_is_printed(event):
    assert list(VALIDATOR.iter_errors(json.loads(msgspec.json.encode([event])))) == []


SOURCE = {"title": "x", "publisher": "x", "origin": "x", "weight": "weak"}
ACTOR = {"kind": "state", "name": {"en": "x"}}
DOCUMENTS = [
    pytest.param({}, True, id="the small dataset"),
    pytest.param({"instrument": INSTRUMENT}, True, id="an instrument"),
    pytest.param(
        {"instrument": INSTRUMENT | {"days_to_force": -1}}, False, id="a negative number of days"
    ),
    pytest.param({"schema_version": 1}, False, id="another version"),
    pytest.param({"edition": "2023-06"}, False, id="a month for an edition"),
    pytest.param({"evnts": []}, False, id="a misspelt key"),
    pytest.param({"events": None}, False, id="null for events"),
    pytest.param(
        {"places": {"Hanoi": {"name": {"en": "x"}}}}, False, id="a capital letter in an id"
    ),
    pytest.param({"actors": {"x": ACTOR | {"iso": "XX"}}}, True, id="a country code"),
    pytest.param({"actors": {"x": ACTOR | {"iso": "x"}}}, False, id="an invalid country code"),
    pytest.param({"actors": {"x": ACTOR | {"kind": "club"}}}, False, id="an unknown kind of actor"),
    pytest.param(
        {"topics": {"x": {"name": {"en": "x"}, "related": ["y"]}}}, True, id="a related topic"
    ),
    pytest.param(
        {"topics": {"x": {"name": {"en": "x"}, "related": "y"}}},
        False,
        id="a string for related topics",
    ),
    pytest.param({"sources": {"x": SOURCE | {"url": "https://x.example/"}}}, True, id="an address"),
    pytest.param({"sources": {"x": SOURCE | {"url": "ftp://x"}}}, False, id="an invalid address"),
    pytest.param({"sources": {"x": SOURCE | {"weight": "heavy"}}}, False, id="an unknown weight"),
]


@pytest.mark.parametrize(("change", "accepted"), DOCUMENTS)
def test_it_describes_documents_too(change, accepted):
    assert VALIDATOR.is_valid(DOCUMENT | change) is accepted


def test_it_accepts_an_empty_answer():
    assert VALIDATOR.is_valid([])


@pytest.mark.slow
def test_it_accepts_the_bundled_dataset():
    assert list(VALIDATOR.iter_errors(json.loads(bundled_bytes()))) == []
