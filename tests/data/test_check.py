"""Checking events, arrays and NDJSON: every problem, with its place and what is wrong."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import slow
from small import DOCUMENT, PLAIN, dataset_of, to_json

from ahc_cli.data.check import Problem
from ahc_cli.data.check import check as check_file
from ahc_cli.data.check import problems as problems_of
from ahc_cli.data.load import bundled
from ahc_cli.errors import DatasetError
from data.invalid import (
    ACTOR,
    KINDS,
    NOT_AN_ID,
    TEXT,
    array,
    document,
    messages,
    ndjson,
    problems,
    problems_at,
)

NOT_A_DATE = "is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or "
NOT_A_DATE += "[2022-02-28..2022-03-11]"
AN_EVENT = '{"id": ..., "date": ..., "kind": ..., "title": ...}'
ROLES = "chair, vice-chair, rapporteur, host, sponsor, speaker, participant, author, addressee, observer, signatory, approver, ratifier, publisher"

EVENTS = [
    # what is changed in an event, what stands at the place of the problem, its path and message
    pytest.param(
        {"date": "2022-02-30"},
        '"date": "2022-02-30"',
        f"date: '2022-02-30' {NOT_A_DATE}",
        id="a date",
    ),
    pytest.param({"date": ""}, '"date": ""', f"date: '' {NOT_A_DATE}", id="an empty date"),
    pytest.param(
        {"date": "2022/2021"},
        '"date": "2022/2021"',
        "date: '2022/2021' ends before it starts; put the earlier date first",
        id="a reversed interval",
    ),
    pytest.param(
        {"date": "x; try y"},
        '"date": "x; try y"',
        f"date: 'x; try y' {NOT_A_DATE}",
        id="a date that looks like advice",
    ),
    pytest.param(
        {"kind": "sesion"},
        '"kind": "sesion"',
        f"kind: 'sesion' is not one of {KINDS}; did you mean session?",
        id="a kind",
    ),
    pytest.param(
        {"status": "done"},
        '"status": "done"',
        "status: 'done' is not one of happened, scheduled, postponed, cancelled",
        id="a status",
    ),
    pytest.param({"kind": 3}, '"kind": 3', "kind: expected str, got int", id="a type"),
    pytest.param(
        {"topics": ["x", 1]}, "1]", "topics[1]: expected str, got int", id="a type in a list"
    ),
    pytest.param({"id": None}, '"id": null', "id: expected str, got null", id="null"),
    pytest.param({"id": "Talk"}, '"id": "Talk"', f"id: 'Talk' is {NOT_AN_ID}", id="an id"),
    pytest.param({"id": "today"}, '"id": "today"', "id: 'today' is reserved", id="a reserved id"),
    pytest.param(
        {"title": {}}, '"title": {}', "title: a text needs 'en' or 'zh'", id="no language"
    ),
    pytest.param(
        {"title": {"en": ""}}, '"en": ""', "title.en: must not be empty", id="an empty string"
    ),
    pytest.param(
        {"title": {"en": "x", "fr": "x"}},
        '"fr": "x"',
        "title.fr: unknown key 'fr'",
        id="a language",
    ),
    pytest.param(
        {"titel": 1}, '"titel": 1', "titel: unknown key 'titel'; did you mean title?", id="a key"
    ),
    pytest.param(
        {"facts": [{"text": TEXT, "souces": []}]},
        '"souces": []',
        "facts[0].souces: unknown key 'souces'; did you mean sources?",
        id="a key in a list",
    ),
    pytest.param(
        {"facts": [{"text": {"en": "x", "zhh": "x"}}]},
        '"zhh": "x"',
        "facts[0].text.zhh: unknown key 'zhh'; did you mean zh?",
        id="a key in a text in a list",
    ),
    pytest.param(
        {"facts": [{"text": TEXT}, {"sources": []}]},
        '{"sources": []}',
        "facts[1]: missing key 'text'",
        id="a missing key in a list",
    ),
    pytest.param(
        {"required": 1},
        '"required": 1',
        "required: unknown key 'required'",
        id="a key named as in messages",
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
        {"facts": [{"text": TEXT, "a\nb": 1}]},
        '"a\\nb": 1',
        "facts[0].a\nb: unknown key 'a\nb'",
        id="a key with a line feed",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "auther"}]},
        '"role": "auther"',
        f"actors[0].role: 'auther' is not one of {ROLES}; did you mean author?",
        id="a role",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "author", "date": "x"}]},
        '"date": "x"',
        f"actors[0].date: 'x' {NOT_A_DATE}",
        id="a date in a list",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "author", "date": None, "x": 1}]},
        '"x": 1',
        "actors[0].x: unknown key 'x'",
        id="a key beside a date that is null",
    ),
    pytest.param(
        {"positions": [{"actors": ["eff"], "stance": "oposes", "text": TEXT}]},
        '"stance": "oposes"',
        "positions[0].stance: 'oposes' is not one of proposes, supports, opposes, warns, urges; did you mean opposes?",
        id="a stance",
    ),
    pytest.param(
        {"positions": [{"actors": [], "stance": "urges", "text": TEXT}]},
        '"actors": []',
        "positions[0].actors: must not be empty",
        id="an empty list",
    ),
    pytest.param(
        {
            "history": [
                {
                    "as_of": "2022",
                    "date": "2022",
                    "status": "scheduled",
                    "title": TEXT,
                    "sources": ["u"],
                }
            ]
        },
        '"as_of": "2022"',
        "history[0].as_of: not a full date; try 2022-02-28",
        id="a day",
    ),
    pytest.param(
        {"votes": [{"motion": TEXT, "result": "adopted", "yes": -1}]},
        '"yes": -1',
        "votes[0].yes: expected int >= 0",
        id="a negative number",
    ),
]


@pytest.mark.parametrize(("change", "at", "problem"), EVENTS)
def test_a_problem_of_an_event_has_its_place_and_says_what_to_write(change, at, problem):
    expected = [(at, f"[1].{problem}")]
    assert problems_at(array(PLAIN | {"id": "other"}, PLAIN | change), expected) == expected


# What each list of an event holds; the test misspells the last key.
ITEMS = {
    "facts": {"text": TEXT, "sources": []},
    "actors": {"actor": "eff", "role": "host", "sources": []},
    "positions": {"actors": ["eff"], "stance": "urges", "text": TEXT, "sources": []},
    "votes": {"motion": TEXT, "result": "adopted", "sources": []},
    "attendance": {"count": 1, "of": "states", "sources": []},
    "documents": {"symbol": "A/1", "sources": []},
    "caveats": {"text": TEXT, "sources": []},
    "history": {
        "as_of": "2022-01-01",
        "date": "2022",
        "status": "scheduled",
        "title": TEXT,
        "sources": ["eff-letter"],
    },
    "matches": {"start": 0, "end": 1, "field": "title.en"},
}


@pytest.mark.parametrize("key", ITEMS)
def test_a_misspelt_key_in_a_list_is_compared_with_the_keys_that_are_known_there(key):
    *others, last = ITEMS[key]
    wrong = {name: ITEMS[key][name] for name in others} | {f"{last}x": 1}
    expected = [
        (f'"{last}x": 1', f"[0].{key}[1].{last}x: unknown key '{last}x'; did you mean {last}?")
    ]
    assert problems_at(array(PLAIN | {key: [ITEMS[key], wrong]}), expected) == expected
    assert messages(array(PLAIN | {key: [ITEMS[key]]})) == []


def test_a_missing_key_is_a_problem_at_the_start_of_its_event():
    untitled = {key: value for key, value in PLAIN.items() if key != "title"}
    assert messages(array(PLAIN | {"id": "other"}, untitled)) == ["3:1: [1]: missing key 'title'"]


def test_every_invalid_event_is_reported():
    events = [PLAIN | {"id": f"e-{i}"} for i in range(100)]
    events[0]["kind"], events[49], events[99]["date"] = "x", None, "y"
    assert [(problem.line, problem.path) for problem in problems(array(*events))] == [
        (2, "[0].kind"),
        (51, "[49]"),
        (101, "[99].date"),
    ]


def test_ids_are_checked_when_all_can_be_decoded():
    assert messages(array(PLAIN, PLAIN | {"date": 1}, PLAIN)) == [
        "3:16: [1].date: expected str, got int"
    ]
    assert messages(array(PLAIN, PLAIN | {"date": "2023"}, PLAIN)) == [
        "3:2: [1].id: 'talk' is used twice",
        "4:2: [2].id: 'talk' is used twice",
    ]


def test_a_duplicate_key_is_a_problem():
    data = array(PLAIN).replace(b'"kind"', b'"kind": "letter", "kind"')
    assert messages(data) == ["2:50: [0].kind: duplicate key 'kind'"]


def test_where_a_key_is_duplicate_nothing_else_is_checked():
    data = array(PLAIN).replace(b'"kind": "session"', b'"kind": "letter", "kind": 3')
    assert messages(data) == ["2:50: [0].kind: duplicate key 'kind'"]


def test_a_number_beyond_all_others_is_a_problem():
    data = array(PLAIN | {"score": "@@"}).replace(b'"@@"', b"1e999")
    assert messages(data) == ["2:76: [0].score: Number out of range"]


def test_an_array_may_refer_to_ids_that_are_not_in_it():
    assert messages(array(PLAIN | {"place": "atlantis", "related": ["unheard-of"]})) == []


def test_a_long_value_is_shortened_in_a_message():
    (problem,) = problems(array(PLAIN | {"kind": "x" * 1_000_000}))
    assert len(problem.message) < 400
    assert problem.message.endswith("statement, submission, signature, ratification")


def test_a_long_path_is_shortened():
    (problem,) = problems(array(PLAIN | {"k" * 1_000_000: 1}))
    assert problem.path == "[0]." + "k" * 146 + " … " + "k" * 150


MALFORMED = [
    pytest.param(b"[\n1 2]", "2:3: expected ',' or ']'", id="a missing comma"),
    pytest.param(b"[1,]", "1:4: trailing comma in array", id="a comma too many"),
    pytest.param(b"[NaN]", "1:2: invalid character", id="NaN"),
    pytest.param(b'{"a"\0', "1:5: expected ':'", id="NUL"),
    pytest.param(b"{'id': 1}", "1:2: expected '\"'", id="single quotes"),
    pytest.param(b'[{"a": 1\n\n', "1:9: ends too early; is the file complete?", id="incomplete"),
    pytest.param(
        '["第一'.encode(), "1:5: ends too early; is the file complete?", id="incomplete string"
    ),
    pytest.param(
        '["第一"'.encode()[:-2], "1:4: not UTF-8; convert the file first", id="incomplete character"
    ),
    pytest.param(
        b'[\n"\xd7\xd6"]', "2:2: not UTF-8; convert the file first", id="another encoding"
    ),
    pytest.param(
        b"{}\n{}", "2:1: more than one value; NDJSON has one event per line", id="two values"
    ),
    pytest.param(b"[" * 100_000, "1:1: nested too deeply", id="nested too deeply"),
    pytest.param('["第\\一"]'.encode(), "1:5: invalid escaped character", id="an unknown escape"),
    pytest.param(
        '["\\ué"]'.encode(), "1:6: invalid character in unicode escape", id="an incomplete escape"
    ),
    pytest.param(b'["\\uDC00 x"]', "1:9: invalid utf-16 surrogate pair", id="the second half"),
    pytest.param(b'[1 2, "\\ud800"]', "1:4: expected ',' or ']'", id="half after another problem"),
]


@pytest.mark.parametrize(("data", "problem"), MALFORMED)
def test_malformed_json_is_one_problem_with_its_place(data, problem):
    assert messages(data) == [problem]


@pytest.mark.parametrize(
    ("opening", "closing"), [(b"[", b"]"), *slow((b'{"a":', b"}"))], ids=["arrays", "objects"]
)
def test_json_nested_almost_too_deeply_is_one_problem(opening, closing):
    """Python and msgspec give up at different depths, which also depend on their versions."""
    values = [opening * depth + b"1" + closing * depth for depth in range(900, 1000)]
    found = [messages(array(PLAIN | {"x": "@@"}).replace(b'"@@"', value)) for value in values]
    assert all(
        one in (["2:76: [0].x: unknown key 'x'"], ["1:1: nested too deeply"]) for one in found
    )


PLACES = [
    # a text with a value that is wrong, and its line and column
    pytest.param('["a", 1]', "1:7", id="in the first line"),
    pytest.param("[\n  1\n]", "2:3", id="in a later line"),
    pytest.param('["第一", 1]', "1:8", id="after Chinese"),
    pytest.param('["😀", 1]', "1:7", id="after a character of four bytes"),
    pytest.param("[\r\n1]", "2:1", id="a carriage return is part of its line"),
    pytest.param('["\u2028",\n"\u2028", 1]', "2:6", id="only a line feed ends a line"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_lines_and_columns_are_counted_from_1_in_characters(text, place):
    assert messages(text.encode())[-1].startswith(f"{place}: ")


def test_a_number_of_any_length_is_one_problem():
    written = to_json([PLAIN | {"attendance": [{"count": 7, "of": "states"}]}]).replace(
        "7", "7" * 5000
    )
    assert [problem.path for problem in problems(written.encode())] == ["[0].attendance[0].count"]


def check(data):
    """Check a dataset on standard input."""
    found, events = check_file("-", lambda: BytesIO(data))
    return [str(problem) for problem in found], None if found else events


LINES = [
    # lines, problems, number of events
    pytest.param(ndjson(PLAIN, PLAIN | {"id": "other"}), [], 2, id="valid"),
    pytest.param(ndjson(PLAIN, PLAIN), ["2:2: id: 'talk' is used twice"], None, id="an id used twice"),
    pytest.param(ndjson(b"\xef\xbb\xbf", b"\r", PLAIN | {"id": 1}), ["3:2: id: expected str, got int"], None, id="blank lines"),
    pytest.param(b"  " + ndjson(PLAIN | {"id": 1}), ["1:4: id: expected str, got int"], None, id="indented"),
    pytest.param(
        ndjson(PLAIN, b'{"id": "cut', b"null", b"[]", PLAIN),
        [
            "2:12: invalid character",
            f"3:1: expected {AN_EVENT}, got null",
            f"4:1: expected {AN_EVENT}, got array",
            "5:2: id: 'talk' is used twice",
        ],
        None,
        id="several problems",
    ),
    pytest.param(
        ndjson(b"{}", PLAIN),
        ["1:1: missing key 'id'"],
        None,
        id="a first line of two characters",
    ),
    pytest.param(
        ndjson(b'{"id": "a",}', b'{"id": "b"}'),
        ["1:12: trailing comma in object"],
        None,
        id="a malformed first line",
    ),
    pytest.param(
        ndjson(to_json(PLAIN | {"title": {"en": "\u2028"}}).encode(), "x"),
        [f"2:1: expected {AN_EVENT}, got str"],
        None,
        id="a line separator",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected", "events"), LINES)
def test_ndjson_is_checked_line_by_line(data, expected, events):
    assert check(data) == (expected, events)


def test_the_errors_of_a_record_are_those_of_its_values_or_else_its_own():
    def paths(record):
        return [problem.path for problem in problems_of((1, [json.dumps(record).encode()]), set())]

    wrong = {"id": 1, "date": "2022-13", "kind": "talk", "title": {"en": "", "fr": "x"}, "extra": 1}
    assert paths(wrong) == ["id", "kind", "title.en"]
    assert paths(PLAIN | {"date": "2022-13", "title": {"fr": "x"}}) == ["title.fr"]
    assert paths(PLAIN | {"date": "2022-13", "extra": 1}) == ["extra"]
    assert paths(PLAIN | {"date": "2022-13"}) == ["date"]


KEYS_THAT_LOOK_LIKE_A_PATH = [
    "x - at `$.title",
    "x - at `$[0].facts[3]` - at `$[0]",
    "x`",
    "x - at `$[0].title`",
]


@pytest.mark.parametrize("key", KEYS_THAT_LOOK_LIKE_A_PATH)
def test_an_unknown_key_may_look_like_what_msgspec_says_of_a_path(key):
    expected = [(f'"{key}"', f"[0].{key}: unknown key '{key}'")]
    assert problems_at(array(PLAIN | {key: 1}), expected) == expected


def test_of_a_text_only_the_first_thousand_errors_are_told():
    assert (
        len(messages(array(*[PLAIN | {"id": f"e-{i}", "kind": "x"} for i in range(1100)]))) == 1000
    )


def test_the_problems_of_a_line_have_its_number():
    line = json.dumps(PLAIN | {"kind": 1}).encode()
    quote = ('{"id": "talk", "date": "2022", ', '"kind": 1, "title": {"en": "Talk"}}')
    assert list(problems_of((7, [line + b"\n"]), set())) == [
        Problem(7, 32, "kind", "expected str, got int", quote)
    ]
    line = (
        json.dumps(PLAIN | {"place": "x"}).encode().replace(b'"place"', b'"date": "2022", "place"')
    )
    assert [str(problem) for problem in problems_of((7, [line]), set())] == [
        "7:76: date: duplicate key 'date'"
    ]


def test_a_problem_quotes_a_hundred_characters_of_its_line_on_either_side_of_its_place():
    wrong = PLAIN | {"title": {"en": "\u202e" + "x" * 200}, "kind": "第" * 200}
    (problem,) = problems(array(PLAIN, wrong))
    before, after = problem.quote
    assert (before, len(after)) == ('{"id": "talk", "date": "2022", ', 100)
    wrong = PLAIN | {"summary": {"en": "x" * 200, "zh": "\u202e", "fr": 1}}
    (problem,) = problems(array(wrong, PLAIN))
    before, after = problem.quote
    assert (before, after) == ("x" * 86 + r'", "zh": "\u202e", ', '"fr": 1}},')


def test_the_events_of_documents_and_arrays_are_counted_too():
    assert check(to_json(DOCUMENT).encode()) == ([], 7)
    assert check(array(PLAIN, PLAIN | {"id": "other"})) == ([], 2)


def test_the_bundled_dataset_has_no_problems():
    assert check_file("bundled", BytesIO) == ([], len(bundled().events))


ROLL = {"yes": ["russia"], "sources": ["un"]}
VOTED = PLAIN | {
    "id": "voted",
    "votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 2, "roll": ROLL}],
}

INVALID = {
    "a key of an array": array(PLAIN | {"kind": 1}),
    "an id used twice": array(PLAIN, PLAIN),
    "an id used twice in NDJSON": ndjson(PLAIN, PLAIN),
    "an id and a kind": ndjson(PLAIN | {"id": "today", "kind": 3}),
    "a line that is not UTF-8": ndjson(PLAIN, b'{"\xff": 1}'),
    "not UTF-8": array(PLAIN).replace(b"Talk", b"\xff"),
    "an id used in two tables": document(topics={"russia": {"name": {"en": "x"}}}),
    "an unknown actor of an actor": document(actors={"russia": ACTOR | {"related": ["x"]}}),
    "an unknown member of a group": document(actors={"russia": ACTOR | {"members": ["x"]}}),
    "a roll call that does not add up, in a document": document(events=[VOTED]),
    "a roll call that does not add up, in an array": array(PLAIN, VOTED),
    "a roll call that does not add up, in NDJSON": ndjson(PLAIN, VOTED),
    "an unknown event": document(events=[PLAIN | {"related": ["x"]}]),
    "an unknown place": document(events=[PLAIN | {"place": "x"}]),
    "no events": document(events=...),
    "nested too deeply": b"[" * 100_000,
}


@pytest.mark.parametrize("data", INVALID.values(), ids=INVALID)
def test_loading_refuses_an_invalid_dataset_with_its_first_problem(data):
    with pytest.raises(DatasetError) as error:
        list(dataset_of(data).events)
    assert str(error.value) == f"standard input:{check(data)[0][0]}"


SMALL = to_json(DOCUMENT).encode()


@given(
    st.integers(0, len(SMALL) - 1),
    st.integers(0, 30),
    st.sampled_from((b"", b'"', b"}", b"1", b"\xff", b"null", b"\n")),
)
def test_a_damaged_dataset_is_loaded_only_if_it_has_no_problems(at, length, replacement):
    data = SMALL[:at] + replacement + SMALL[at + length :]
    try:
        loaded = bool(list(dataset_of(data).events))
    except DatasetError:
        loaded = False
    try:
        found = check(data)[0]
    except DatasetError:
        found = ["unreadable"]
    # Loading accepts duplicate keys.
    assert loaded is not bool(found) or all("duplicate key" in message for message in found)
