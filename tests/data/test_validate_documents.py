"""What is wrong with a document and its tables, and with what is no JSON."""

import json

import pytest
from faulty import EN, KINDS, NO_ID, array, said, told
from small import DOCUMENT, PLAIN

from ahc_cli.data.check import IdCheck, Problem, line_problems, problems
from ahc_cli.model.text import shorten

WEIGHTS = "official, government, ngo, press, academic, weak"


def document(**change):
    """A document with a key on each line from the second, and an event on each from the tenth."""
    whole = {
        "schema_version": 1,
        "edition": "2023-01-01",
        "title": {"en": "x"},
        "sources": {"un": {"title": "t", "publisher": "p", "origin": "o", "weight": "official"}},
        "places": {"vienna": {"name": {"en": "Vienna"}}},
        "actors": {"russia": {"kind": "state", "name": {"en": "Russia"}}},
        "topics": {"scope": {"name": {"en": "Scope"}}},
        "events": [PLAIN],
    } | change
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in whole.items() if value is not ...)
    return ("{\n" + ",\n".join(lines) + "\n}").encode()


UN = {"title": "t", "publisher": "p", "origin": "o", "weight": "official"}


RUSSIA = {"kind": "state", "name": {"en": "x"}}


DOCUMENTS = [
    pytest.param({}, [], id="sound"),
    pytest.param(
        {"schema_version": 2}, [('"schema_version": 2', "schema_version: '2' is not one of 1")], id="another version"
    ),
    pytest.param({"edition": "2023"}, [('"edition"', "edition: not a full date; try 2022-02-28")], id="no edition"),
    pytest.param({"title": {"fr": "x"}}, [('"fr"', "title.fr: unknown key 'fr'")], id="the title"),
    pytest.param({"edition": ...}, [("{", "edition: missing key 'edition'")], id="the edition is missing"),
    pytest.param({"events": ...}, [("{", "events: missing key 'events'")], id="the events are missing"),
    pytest.param({"topics": []}, [('"topics": []', "topics: expected object, got array")], id="a table of another shape"),
    pytest.param({"events": {}}, [('"events": {}', "events: expected array, got object")], id="events of another shape"),
    pytest.param({"evnts": []}, [('"evnts"', "evnts: unknown key 'evnts'; did you mean events?")], id="a misspelt key"),
    pytest.param(
        {"sources": {"un": UN | {"weight": "offical"}}},
        [(
            '"weight": "offical"',
            f"sources.un.weight: 'offical' is not one of {WEIGHTS}; did you mean official?",
        )],
        id="outside a closed set",
    ),
    pytest.param(
        {"sources": {"un": UN | {"url": "ftp://x"}}},
        [('"url"', "sources.un.url: not an http or https address in printable ASCII")],
        id="no address",
    ),
    pytest.param(
        {"actors": {"russia": RUSSIA | {"iso": "ru"}}},
        [('"iso"', "actors.russia.iso: not a country code; use two capital letters")],
        id="no country code",
    ),
    pytest.param(
        {"actors": {"russia": RUSSIA | {"iso2": "RU"}}},
        [('"iso2"', "actors.russia.iso2: unknown key 'iso2'; did you mean iso?")],
        id="a misspelt key of a table",
    ),
    pytest.param({"actors": {"russia": None}}, [('"russia"', "actors.russia: expected object, got null")], id="null"),
    pytest.param(
        {"places": {"Vienna": {"name": {"en": "x"}}}},
        [('"Vienna"', f"places.Vienna: 'Vienna' is {NO_ID}")],
        id="no id",
    ),
    pytest.param(
        {"places": {"v" * 65: {"name": {"en": "x"}}}},
        [('"vvv', f"places.{'v' * 65}: '{'v' * 65}' is {NO_ID}")],
        id="too long an id",
    ),
    pytest.param(
        {"places": {"today": {"name": {"en": "x"}}}}, [('"today"', "places.today: 'today' is reserved")], id="reserved"
    ),
    pytest.param(
        {"topics": {"russia": {"name": {"en": "x"}}}},
        [('"russia": {"name"', "topics.russia: 'russia' is used twice")],
        id="an id of two tables",
    ),
    pytest.param(
        {"events": [PLAIN | {"id": "russia"}]},
        [('"id": "russia"', "events[0].id: 'russia' is used twice")],
        id="an id of a table",
    ),
    pytest.param(
        {"events": [PLAIN | {"place": "viena"}]},
        [('"place": "viena"', "events[0].place: unknown place 'viena'; did you mean vienna?")],
        id="an unknown place",
    ),
    pytest.param(
        {"places": ..., "events": [PLAIN | {"place": "vienna"}]},
        [('"place": "vienna"', "events[0].place: unknown place 'vienna'")],
        id="a place without a table of places",
    ),
    pytest.param(
        {"events": [PLAIN | {"body": "rusia", "topics": ["scope", "scopes"], "related": ["talk", "talks"]}]},
        [
            ('"body"', "events[0].body: unknown actor 'rusia'; did you mean russia?"),
            ('"scopes"', "events[0].topics[1]: unknown topic 'scopes'; did you mean scope?"),
            ('"talks"', "events[0].related[1]: unknown event 'talks'; did you mean talk?"),
        ],
        id="several unknown ids",
    ),
    pytest.param(
        {"events": [PLAIN | {"facts": [{"text": EN, "sources": ["un", "eff"]}]}]},
        [('"eff"', "events[0].facts[0].sources[1]: unknown source 'eff'")],
        id="an unknown source",
    ),
    pytest.param(
        {"events": [PLAIN | {"kind": "x", "id": "odd"}, PLAIN | {"related": ["odd"]}]},
        [('"kind": "x"', f"events[0].kind: 'x' is not one of {KINDS}")],
        id="a faulty event is known all the same",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), DOCUMENTS)
def test_a_fault_of_a_document_has_its_place_and_a_remedy(change, expected):
    data = document(**change)
    assert told(data, expected) == expected


INSTRUMENT = {
    "name": EN,
    "adopted": "talk",
    "opened": "talk",
    "signature_until": "2026-12-31",
    "ratifications_needed": 40,
    "days_to_force": 90,
    "sources": ["un"],
}

INSTRUMENTS = [
    pytest.param({}, [], id="valid"),
    pytest.param({"adopted": "tlk"}, [('"adopted"', "adopted: unknown event 'tlk'; did you mean talk?")], id="an event"),
    pytest.param({"sources": ["eff"]}, [('"eff"', "sources[0]: unknown source 'eff'")], id="a source"),
    pytest.param({"nam": EN}, [('"nam"', "nam: unknown key 'nam'; did you mean name?")], id="an unknown key"),
    pytest.param(
        {"chapters": [{"number": 1, "titel": EN}]},
        [('"titel"', "chapters[0].titel: unknown key 'titel'; did you mean title?")],
        id="an unknown key inside",
    ),
    pytest.param(
        {"reported": [{"of": "cats", "count": 1, "as_of": "2025-01-01", "sources": ["un"]}]},
        [('"of"', "reported[0].of: 'cats' is not one of signatories, parties")],
        id="outside a closed set",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), INSTRUMENTS)
def test_an_error_of_the_instrument_has_its_place(change, expected):
    expected = [(at, f"instrument.{message}") for at, message in expected]
    assert told(document(instrument=INSTRUMENT | change), expected) == expected


@pytest.mark.parametrize("key", ["events", "schema_version"])
def test_a_document_without_events_or_without_a_version_lacks_just_that(key):
    lacking = {name: value for name, value in DOCUMENT.items() if name != key}
    assert said(json.dumps(lacking).encode()) == [f"1:1: {key}: missing key '{key}'"]


def test_an_id_that_is_used_twice_is_known_all_the_same():
    data = document(places={"russia": {"name": EN}}, events=[PLAIN | {"body": "russia", "place": "russia"}])
    assert said(data) == ["7:12: actors.russia: 'russia' is used twice"]


def test_faults_come_in_the_order_of_the_file():
    data = document(edition=1, topics=1, actors={"A": {}}, events=[PLAIN | {"related": ["x"]}], evnts=1)
    assert [problem.line for problem in problems(data)] == [3, 7, 7, 8, 9, 10]


def test_keys_of_a_document_may_be_path_text_with_escapes():
    data = document(actors={"russia": {"kind": "x", "name": {"en": "x"}}})
    assert [problem.path for problem in problems(data.replace(b'"russia"', rb'"\u0072ussia"'))] == [
        "actors.russia.kind"
    ]


def test_only_so_many_unknown_ids_get_a_nearest_spelling():
    topics = [f"safeguards-{i}" for i in range(150)]
    data = document(topics={"safeguards": {"name": EN}}, events=[PLAIN | {"topics": topics}])
    hints = ["; did you mean safeguards?"] * 100 + [""] * 50
    assert [problem.message for problem in problems(data)] == [
        f"unknown topic '{topic}'{hint}" for topic, hint in zip(topics, hints, strict=True)
    ]


CUT = [
    pytest.param("a" * 150 + "b" * 150, "a" * 150 + "b" * 150, id="as long as can be"),
    pytest.param("a" * 150 + "x" + "b" * 150, "a" * 150 + " … " + "b" * 150, id="longer"),
]


@pytest.mark.parametrize(("text", "shown"), CUT)
def test_of_a_long_text_beginning_and_end_are_kept(text, shown):
    assert shorten(text) == shown


def test_a_message_is_of_bearable_length():
    [problem] = problems(array(PLAIN | {"kind": "x" * 1_000_000}))
    assert len(problem.message) < 400
    assert problem.message.endswith("statement, submission, signature, ratification")


def test_a_path_is_of_bearable_length():
    [problem] = problems(array(PLAIN | {"k" * 1_000_000: 1}))
    assert problem.path == "[0]." + "k" * 146 + " … " + "k" * 150


MALFORMED = [
    pytest.param(b"[\n1 2]", "2:3: expected ',' or ']'", id="a comma is missing"),
    pytest.param(b"[1,]", "1:4: trailing comma in array", id="a comma too many"),
    pytest.param(b"[NaN]", "1:2: invalid character", id="NaN"),
    pytest.param(b'["a\nb"]', "1:4: the line ends inside a string", id="a line feed in a string"),
    pytest.param(b'[{"a": 1\n\n', "1:9: ends too early; is the file complete?", id="cut off"),
    pytest.param('["第一'.encode(), "1:5: ends too early; is the file complete?", id="cut off in a string"),
    pytest.param('["第一"'.encode()[:-2], "1:4: not UTF-8; convert the file first", id="cut off in a character"),
    pytest.param(b'[\n"\xd7\xd6"]', "2:2: not UTF-8; convert the file first", id="another encoding"),
    pytest.param(b"{}\n{}", "2:1: more than one value; NDJSON has one event per line", id="two values"),
    pytest.param(b"[" * 100_000, "1:1: nested too deeply", id="too deep"),
    pytest.param(b'["\\ud800"]', "1:3: '\\ud800' is only half a character", id="half a character at the end"),
    pytest.param(b'["\\uDC00 x"]', "1:9: invalid utf-16 surrogate pair", id="the other half"),
    pytest.param(b'["\\ud800 x"]', "1:3: '\\ud800' is only half a character", id="half a character"),
    pytest.param(b'["\\ud800ab"]', "1:3: '\\ud800' is only half a character", id="half before letters of a number"),
    pytest.param(b'["\\ud800\\u0041"]', "1:3: '\\ud800' is only half a character", id="half beside a whole one"),
    pytest.param(b'["\\ud800xxxxxxx"]', "1:3: '\\ud800' is only half a character", id="half before a word"),
    pytest.param(b'[1 2, "\\ud800"]', "1:4: expected ',' or ']'", id="half behind another fault"),
    pytest.param('["第\\一"]'.encode(), "1:5: invalid escaped character", id="no escape"),
    pytest.param('["\\ué"]'.encode(), "1:6: invalid character in unicode escape", id="no escape, told in a character"),
    pytest.param(b"{'id': 1}", "1:2: expected '\"'", id="other quotes"),
    pytest.param(b"{}", "1:1: no 'events', so not a dataset; write events alone in [ ] or one per line", id="no dataset"),
    pytest.param(
        b'{"title": {"en": "x"}}',
        "1:1: no 'events', so not a dataset; write events alone in [ ] or one per line",
        id="neither events nor a version",
    ),
    pytest.param(b'[{"id": "talk",\n "title": {"en": "ab\\ud800"}}]', "2:21: '\\ud800' is only half a character",
                 id="half a character of an event"),
    pytest.param(b'[{"id": "talk",\n "title": {"en": "ab\\uDBFFx"}}]', "2:21: '\\uDBFF' is only half a character",
                 id="half a character in capitals"),
    pytest.param(b'[{"id": "talk",\n "title": {"en": "abx\\udbff"}}]', "2:22: '\\udbff' is only half a character",
                 id="half a character behind a letter"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "fault"), MALFORMED)
def test_what_is_no_json_is_one_fault_at_its_place(data, fault):
    assert said(data) == [fault]


def test_a_line_of_ndjson_has_its_number():
    line = json.dumps(PLAIN | {"kind": 1, "place": "x"}).encode().replace(b'"place"', b'"date": "2022", "place"')
    assert list(line_problems(line + b"\n", 7, IdCheck())) == [
        Problem(7, 32, "kind", "expected str, got int"),
        Problem(7, 68, "date", "duplicate key 'date'"),
    ]
