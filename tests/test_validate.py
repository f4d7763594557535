"""What is wrong with a dataset: every fault, its line, column and path, in our words."""

import json

import pytest
from msgspec import Raw
from small import DOCUMENT, PLAIN

from ahc_cli import pieces, validate
from ahc_cli.pieces import cut
from ahc_cli.register import Register
from ahc_cli.validate import Problem, line_problems, problems


def said(data):
    return [str(problem) for problem in problems(data)]


def told(data, expected):
    """Each fault as (what stands at its place, its path and message), the former as long as it is expected."""
    lines, found = data.decode().split("\n"), problems(data)
    assert len(found) == len(expected), found
    return [
        (lines[problem.line - 1][problem.column - 1 :][: len(at)], f"{problem.path}: {problem.message}")
        for problem, (at, _) in zip(found, expected, strict=True)
    ]


def array(*events):
    """An array with an event on each line from the second."""
    return ("[\n" + ",\n".join(json.dumps(event, ensure_ascii=False) for event in events) + "\n]").encode()


NO_DATE = "is not a date; try 2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11"
NO_ID = "not an id; use lower-case letters, digits and hyphens, a letter first"
KINDS = "session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification"
ROLES = "chair, host, sponsor, speaker, participant, author, addressee, observer, signatory, ratifier, publisher"
WEIGHTS = "official, government, ngo, press, academic, weak"
EN = {"en": "第"}

SHAPES = [
    pytest.param({"date": "2022-02-30"}, '"date": "2022-02-30"', f"date: '2022-02-30' {NO_DATE}", id="no date"),
    pytest.param(
        {"date": "2022/2021"},
        '"date": "2022/2021"',
        "date: '2022/2021' ends before it begins; put the earlier date first",
        id="a reversed interval",
    ),
    pytest.param(
        {"kind": "sesion"},
        '"kind": "sesion"',
        f"kind: 'sesion' is not one of {KINDS}; did you mean session?",
        id="outside a closed set",
    ),
    pytest.param(
        {"status": "done"},
        '"status": "done"',
        "status: 'done' is not one of happened, scheduled, postponed, cancelled",
        id="outside a set that need not be given",
    ),
    pytest.param({"kind": 3}, '"kind": 3', "kind: expected str, got int", id="of the wrong type"),
    pytest.param({"topics": ["x", 1]}, "1]", "topics[1]: expected str, got int", id="of the wrong type in a list"),
    pytest.param({"id": None}, '"id": null', "id: expected str, got null", id="null"),
    pytest.param({"id": "Talk"}, '"id": "Talk"', f"id: {NO_ID}", id="no id"),
    pytest.param({"id": "today"}, '"id": "today"', "id: 'today' is reserved", id="a reserved id"),
    pytest.param({"title": {}}, '"title": {}', "title: a text needs 'en' or 'zh'", id="an empty text"),
    pytest.param({"title": {"en": ""}}, '"en": ""', "title.en: empty", id="an empty string"),
    pytest.param({"title": {"en": "x", "fr": "x"}}, '"fr": "x"', "title.fr: unknown key 'fr'", id="a third language"),
    pytest.param({"titel": 1}, '"titel": 1', "titel: unknown key 'titel'; did you mean title?", id="a misspelt key"),
    pytest.param(
        {"required": 1}, '"required": 1', "required: unknown key 'required'", id="a key msgspec has a word of"
    ),
    pytest.param(
        {"a - at `$.kind`": 1},
        '"a - at `$.kind`": 1',
        "a - at `$.kind`: unknown key 'a - at `$.kind`'",
        id="a key that looks like a path",
    ),
    pytest.param(
        {"kind": "x - at `$.date`"},
        '"kind": "x - at `$.date`"',
        f"kind: 'x - at `$.date`' is not one of {KINDS}",
        id="a value that looks like a path",
    ),
    pytest.param(
        {"facts": [{"text": EN, "a\nb": 1}]},
        '"a\\nb": 1',
        "facts[0].a\nb: unknown key 'a\nb'",
        id="a key with a line feed",
    ),
    pytest.param(
        {"date": "x; try y"}, '"date": "x; try y"', f"date: 'x; try y' {NO_DATE}", id="a date that looks like advice"
    ),
    pytest.param(
        {"facts": [{"text": EN, "souces": []}]},
        '"souces": []',
        "facts[0].souces: unknown key 'souces'; did you mean sources?",
        id="a misspelt key inside",
    ),
    pytest.param(
        {"facts": [{"text": {"en": "x", "zhh": "x"}}]},
        '"zhh": "x"',
        "facts[0].text.zhh: unknown key 'zhh'; did you mean zh?",
        id="a misspelt language inside",
    ),
    pytest.param(
        {"facts": [{"text": EN}, {"sources": []}]},
        '{"sources": []}',
        "facts[1].text: 'text' is missing",
        id="missing inside",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "auther"}]},
        '"role": "auther"',
        f"actors[0].role: 'auther' is not one of {ROLES}; did you mean author?",
        id="no role",
    ),
    pytest.param(
        {"positions": [{"actors": ["eff"], "stance": "poses", "text": EN}]},
        '"stance": "poses"',
        "positions[0].stance: 'poses' is not one of proposes, supports, opposes, warns, urges; "
        "did you mean opposes or proposes?",
        id="no stance",
    ),
    pytest.param(
        {"positions": [{"actors": [], "stance": "urges", "text": EN}]},
        '"actors": []',
        "positions[0].actors: empty",
        id="nobody's position",
    ),
    pytest.param(
        {"history": [{"as_of": "2022", "date": "2022", "status": "scheduled", "title": EN, "sources": ["u"]}]},
        '"as_of": "2022"',
        "history[0].as_of: not a day; try 2022-02-28",
        id="no day",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "author", "date": "x"}]},
        '"date": "x"',
        f"actors[0].date: 'x' {NO_DATE}",
        id="no date inside",
    ),
    pytest.param(
        {"votes": [{"motion": EN, "result": "adopted", "yes": -1}]},
        '"yes": -1',
        "votes[0].yes: expected int >= 0",
        id="a negative number",
    ),
]


@pytest.mark.parametrize(("change", "at", "fault"), SHAPES)
def test_a_fault_of_an_event_has_its_place_and_a_remedy(change, at, fault):
    expected = [(at, f"[1].{fault}")]
    assert told(array(PLAIN | {"id": "other"}, PLAIN | change), expected) == expected


# One of each part of an event, its last key misspelt below.
PARTS = {
    "facts": {"text": EN, "sources": []},
    "actors": {"actor": "eff", "role": "host", "sources": []},
    "positions": {"actors": ["eff"], "stance": "urges", "text": EN, "sources": []},
    "votes": {"motion": EN, "result": "adopted", "sources": []},
    "attendance": {"count": 1, "of": "states", "sources": []},
    "documents": {"symbol": "A/1", "sources": []},
    "caveats": {"text": EN, "sources": []},
    "history": {"as_of": "2022-01-01", "date": "2022", "status": "scheduled", "title": EN, "sources": ["eff-letter"]},
    "matches": {"start": 0, "end": 1, "field": "title.en"},
}


@pytest.mark.parametrize("part", PARTS)
def test_a_key_misspelt_in_a_part_is_told_with_what_is_near_there(part):
    *right, key = PARTS[part]
    wrong = {name: PARTS[part][name] for name in right} | {f"{key}x": 1}
    expected = [(f'"{key}x": 1', f"[0].{part}[1].{key}x: unknown key '{key}x'; did you mean {key}?")]
    assert told(array(PLAIN | {part: [PARTS[part], wrong]}), expected) == expected
    assert said(array(PLAIN | {part: [PARTS[part]]})) == []


def test_what_is_missing_is_missing_at_the_event():
    event = {key: value for key, value in PLAIN.items() if key != "title"}
    assert said(array(PLAIN | {"id": "other"}, event)) == ["3:1: [1].title: 'title' is missing"]


def test_every_bad_event_is_named_whatever_stands_between():
    events = [PLAIN | {"id": f"e-{i}"} for i in range(100)]
    events[0]["kind"], events[49], events[99]["date"] = "x", None, "y"
    assert [(problem.line, problem.path) for problem in problems(array(*events))] == [
        (2, "[0].kind"),
        (51, "[49]"),
        (101, "[99].date"),
    ]


def test_an_id_is_used_once_even_if_its_event_is_faulty_otherwise():
    assert said(array(PLAIN, PLAIN | {"date": 1}, PLAIN)) == [
        "3:2: [1].id: 'talk' is used twice",
        "3:16: [1].date: expected str, got int",
        "4:2: [2].id: 'talk' is used twice",
    ]


def test_a_key_that_stands_twice_is_a_fault():
    data = array(PLAIN).replace(b'"kind"', b'"kind": "letter", "kind"')
    assert said(data) == ["2:50: [0].kind: the key 'kind' stands twice"]


def test_of_a_key_that_stands_twice_the_last_value_is_the_faulty_one():
    data = array(PLAIN).replace(b'"kind": "session"', b'"kind": "letter", "kind": 3')
    assert said(data) == ["2:50: [0].kind: the key 'kind' stands twice", "2:50: [0].kind: expected str, got int"]


def test_what_is_faulty_inside_a_key_that_stands_twice_is_found_where_it_is():
    data = array(PLAIN).replace(b'"title": ', b'"title": {"en": 3}, "title": ').replace(b'"en": "Talk"', b'"zh": "x"')
    assert said(data) == [
        "2:61: [0].title.en: expected str | null, got int",
        "2:71: [0].title: the key 'title' stands twice",
    ]


def test_where_there_is_no_room_for_all_records_the_first_fault_is_told(monkeypatch):
    def decoded(piece, shape):
        if shape == dict[str, Raw] | list[Raw]:
            raise MemoryError
        return pieces.decoded(piece, shape)

    monkeypatch.setattr(validate, "decoded", decoded)
    expected = [('"kind": 3', "[1].kind: expected str, got int")]
    assert told(array(PLAIN, PLAIN | {"kind": 3}, PLAIN | {"id": 1}), expected) == expected
    assert said(array(PLAIN)) == []


def test_an_array_does_not_say_which_ids_there_are():
    assert said(array(PLAIN | {"place": "atlantis", "related": ["unheard-of"]})) == []


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
    pytest.param({"edition": "2023"}, [('"edition"', "edition: not a day; try 2022-02-28")], id="no edition"),
    pytest.param({"title": {"fr": "x"}}, [('"fr"', "title.fr: unknown key 'fr'")], id="the title"),
    pytest.param({"edition": ...}, [("{", "edition: 'edition' is missing")], id="the edition is missing"),
    pytest.param({"events": ...}, [("{", "events: 'events' is missing")], id="the events are missing"),
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
        [('"url"', "sources.un.url: not an http or https address of printable ASCII")],
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


@pytest.mark.parametrize("key", ["events", "schema_version"])
def test_a_document_without_events_or_without_a_version_lacks_just_that(key):
    lacking = {name: value for name, value in DOCUMENT.items() if name != key}
    assert said(json.dumps(lacking).encode()) == [f"1:1: {key}: '{key}' is missing"]


def test_faults_come_in_the_order_of_the_file():
    data = document(edition=1, topics=1, actors={"A": {}}, events=[PLAIN | {"related": ["x"]}], evnts=1)
    assert [problem.line for problem in problems(data)] == [3, 7, 7, 8, 9, 10]


def test_keys_of_a_document_may_be_spelled_with_escapes():
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
    assert cut(text) == shown


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
    pytest.param(b'[{"a": 1\n\n', "1:9: ends too early; is the file whole?", id="cut off"),
    pytest.param('["第一'.encode(), "1:5: ends too early; is the file whole?", id="cut off in a string"),
    pytest.param('["第一"'.encode()[:-2], "1:4: not UTF-8; convert the file first", id="cut off in a character"),
    pytest.param(b'[\n"\xd7\xd6"]', "2:2: not UTF-8; convert the file first", id="another encoding"),
    pytest.param(b"{}\n{}", "2:1: more than one value; NDJSON has one event on each line", id="two values"),
    pytest.param(b"[" * 100_000, "1:1: nested too deeply", id="too deep"),
    pytest.param(b'["\\ud800"]', "1:3: '\\ud800' alone is no character", id="half a character at the end"),
    pytest.param(b'["\\uDC00 x"]', "1:9: invalid utf-16 surrogate pair", id="the other half"),
    pytest.param(b'["\\ud800 x"]', "1:3: '\\ud800' alone is no character", id="half a character"),
    pytest.param(b'["\\ud800ab"]', "1:3: '\\ud800' alone is no character", id="half before letters of a number"),
    pytest.param(b'["\\ud800\\u0041"]', "1:3: '\\ud800' alone is no character", id="half beside a whole one"),
    pytest.param(b'["\\ud800xxxxxxx"]', "1:3: '\\ud800' alone is no character", id="half before a word"),
    pytest.param(b'[1 2, "\\ud800"]', "1:4: expected ',' or ']'", id="half behind another fault"),
    pytest.param('["第\\一"]'.encode(), "1:5: invalid escaped character", id="no escape"),
    pytest.param('["\\ué"]'.encode(), "1:6: invalid character in unicode escape", id="no escape, told in a character"),
    pytest.param(b"{'id': 1}", "1:2: object keys must be strings", id="other quotes"),
    pytest.param(b"{}", "1:1: no 'events', so no dataset; events alone stand in [ ] or one on a line", id="no dataset"),
    pytest.param(
        b'{"title": {"en": "x"}}',
        "1:1: no 'events', so no dataset; events alone stand in [ ] or one on a line",
        id="neither events nor a version",
    ),
    pytest.param(b'[{"id": "talk",\n "title": {"en": "ab\\ud800"}}]', "2:21: '\\ud800' alone is no character",
                 id="half a character of an event"),
    pytest.param(b'[{"id": "talk",\n "title": {"en": "ab\\uDBFFx"}}]', "2:21: '\\uDBFF' alone is no character",
                 id="half a character in capitals"),
    pytest.param(b'[{"id": "talk",\n "title": {"en": "abx\\udbff"}}]', "2:22: '\\udbff' alone is no character",
                 id="half a character behind a letter"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "fault"), MALFORMED)
def test_what_is_no_json_is_one_fault_at_its_place(data, fault):
    assert said(data) == [fault]


def test_a_line_of_ndjson_has_its_number():
    line = json.dumps(PLAIN | {"kind": 1, "place": "x"}).encode().replace(b'"place"', b'"date": "2022", "place"')
    assert line_problems(line + b"\n", 7, Register()) == [
        Problem(7, 32, "kind", "expected str, got int"),
        Problem(7, 68, "date", "the key 'date' stands twice"),
    ]
