"""What is wrong with a dataset: every fault, its line, column and path, in our words."""

import pytest
from faulty import EN, KINDS, NO_ID, array, said, told
from small import PLAIN

from ahc_cli.data.check import problems

NO_DATE = "is not a date; try 2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11"


ROLES = "chair, host, sponsor, speaker, participant, author, addressee, observer, signatory, approver, ratifier, publisher"


SHAPES = [
    pytest.param({"date": "2022-02-30"}, '"date": "2022-02-30"', f"date: '2022-02-30' {NO_DATE}", id="no date"),
    pytest.param(
        {"date": "2022/2021"},
        '"date": "2022/2021"',
        "date: '2022/2021' ends before it starts; put the earlier date first",
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
    pytest.param({"title": {"en": ""}}, '"en": ""', "title.en: must not be empty", id="an empty string"),
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
        "facts[1].text: missing key 'text'",
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
        "positions[0].actors: must not be empty",
        id="nobody's position",
    ),
    pytest.param(
        {"history": [{"as_of": "2022", "date": "2022", "status": "scheduled", "title": EN, "sources": ["u"]}]},
        '"as_of": "2022"',
        "history[0].as_of: not a full date; try 2022-02-28",
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
    assert said(array(PLAIN | {"id": "other"}, event)) == ["3:1: [1].title: missing key 'title'"]


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
    assert said(data) == ["2:50: [0].kind: duplicate key 'kind'"]


def test_of_a_key_that_stands_twice_the_last_value_is_the_faulty_one():
    data = array(PLAIN).replace(b'"kind": "session"', b'"kind": "letter", "kind": 3')
    assert said(data) == ["2:50: [0].kind: duplicate key 'kind'", "2:50: [0].kind: expected str, got int"]


def test_what_is_faulty_inside_a_key_that_stands_twice_is_found_where_it_is():
    data = array(PLAIN).replace(b'"title": ', b'"title": {"en": 3}, "title": ').replace(b'"en": "Talk"', b'"zh": "x"')
    assert said(data) == [
        "2:61: [0].title.en: expected str | null, got int",
        "2:71: [0].title: duplicate key 'title'",
    ]


def test_an_array_does_not_say_which_ids_there_are():
    assert said(array(PLAIN | {"place": "atlantis", "related": ["unheard-of"]})) == []
