"""Checking documents: their keys, tables and instrument, and the ids that refer to each other."""

import json

import pytest
from small import DOCUMENT, INSTRUMENT, PLAIN, dataset_of, to_json

from ahc_cli.errors import DatasetError
from data.invalid import (
    ACTOR,
    KINDS,
    NOT_AN_ID,
    SOURCE,
    TEXT,
    array,
    document,
    messages,
    problems,
    problems_at,
)

CHANGES = (
    "must be 2 or 3; ahc-cli 2 reads version 1, a later ahc-cli a later one; in version 1, write the members of a group as ids, with the days of those "
    "who joined or left in 'joined' and 'left', and an unknown day between two as [A..B]"
)
WEIGHTS = "official, government, ngo, press, academic, weak"

DOCUMENTS = [
    # what is changed in a document, what stands at the place of each problem, its path and message
    pytest.param({}, [], id="valid"),
    pytest.param({"schema_version": 1}, [('"schema_version": 1', f"schema_version: {CHANGES}")], id="a version"),
    pytest.param({"edition": "2023"}, [('"edition"', "edition: not a full date; try 2022-02-28")], id="an edition"),
    pytest.param({"title": {"fr": "x"}}, [('"fr"', "title.fr: unknown key 'fr'")], id="a language"),
    pytest.param({"edition": ...}, [("{", ": missing key 'edition'")], id="no edition"),
    pytest.param({"events": ...}, [("{", ": missing key 'events'")], id="no events"),
    pytest.param({"schema_version": ...}, [("{", ": missing key 'schema_version'")], id="no version"),
    pytest.param({"topics": []}, [('"topics": []', "topics: expected object, got array")], id="an array for a table"),
    pytest.param({"events": {}}, [('"events": {}', "events: expected array, got object")], id="an object for events"),
    pytest.param({"evnts": []}, [('"evnts"', "evnts: unknown key 'evnts'; did you mean events?")], id="a key"),
    pytest.param(
        {"sources": {"un": SOURCE | {"weight": "offical"}}},
        [('"weight": "offical"', f"sources.un.weight: 'offical' is not one of {WEIGHTS}; did you mean official?")],
        id="a weight",
    ),
    pytest.param(
        {"sources": {"un": SOURCE | {"url": "ftp://x"}}},
        [('"url"', "sources.un.url: expected an address that begins with http:// or https://, in ASCII and without blanks")],
        id="an address",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR | {"iso": "ru"}}},
        [('"iso"', 'actors.russia.iso: expected two capital letters, as in "NZ"')],
        id="a country code",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR | {"iso3": "Rus"}}},
        [('"iso3"', 'actors.russia.iso3: expected three capital letters, as in "NZL"')],
        id="a country code of three letters",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR | {"tile": [26, 1]}}},
        [("26", "actors.russia.tile[0]: expected int <= 25")],
        id="a column that the map does not have",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR | {"tile": [15]}}},
        [('"tile"', "actors.russia.tile: expected array of length >= 2")],
        id="a column without a row",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR | {"tile": [15, 1]}, "china": {"kind": "state", "name": {"en": "China"}, "tile": [15, 1]}}},
        [('"tile": [15, 1]}}', "actors.china.tile: 'russia' has the same place on the map")],
        id="a place on the map of two states",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR | {"iso2": "RU"}}},
        [('"iso2"', "actors.russia.iso2: unknown key 'iso2'; did you mean iso or iso3?")],
        id="a key in a table",
    ),
    pytest.param({"actors": {"russia": None}}, [('"russia"', 'actors.russia: expected {"kind": ..., "name": ...}, got null')], id="null"),
    pytest.param({"title": "x"}, [('"title": "x"', 'title: expected {"en": ..., "zh": ...}, got str')], id="a text"),
    pytest.param(
        {"places": {"Vienna": {"name": TEXT}}}, [('"Vienna"', f"places.Vienna: 'Vienna' is {NOT_AN_ID}")], id="an id"
    ),
    pytest.param(
        {"places": {"v" * 65: {"name": TEXT}}},
        [('"vvv', f"places.{'v' * 65}: '{'v' * 65}' is {NOT_AN_ID}")],
        id="a long id",
    ),
    pytest.param(
        {"places": {"today": {"name": TEXT}}}, [('"today"', "places.today: 'today' is reserved")], id="a reserved id"
    ),
    pytest.param(
        {"topics": {"russia": {"name": TEXT}}},
        [('"russia": {"name"', "topics.russia: 'russia' is used twice")],
        id="an id used in two tables",
    ),
    pytest.param(
        {"events": [PLAIN | {"id": "russia"}]},
        [('"id": "russia"', "events[0].id: 'russia' is used twice")],
        id="an id used in a table and an event",
    ),
    pytest.param(
        {"events": [PLAIN | {"place": "viena"}]},
        [('"place": "viena"', "events[0].place: unknown place 'viena'; did you mean vienna?")],
        id="an unknown place",
    ),
    pytest.param(
        {"places": ..., "events": [PLAIN | {"place": "vienna"}]},
        [('"place": "vienna"', "events[0].place: unknown place 'vienna'; add it to 'places'")],
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
        {"places": {"convention": {"name": TEXT}}},
        [('"convention"', "places.convention: 'convention' is reserved")],
        id="a name of the instrument as an id",
    ),
    pytest.param(
        {"actors": {"russia": ACTOR, "rus": ACTOR | {"name": {"zh": "俄"}, "aliases": ["俄", "ＲＵＳＳＩＡ"]}}},
        [('"rus"', "actors.rus: 'ＲＵＳＳＩＡ' is a name of both 'russia' and 'rus'")],
        id="a name that two actors share",
    ),
    pytest.param(
        {"topics": {"a": {"name": {"en": "Scope"}}, "b": {"name": {"en": "B"}, "aliases": ["scope"]}}},
        [('"b"', "topics.b: 'scope' is a name of both 'a' and 'b'")],
        id="a name that two topics share",
    ),
    pytest.param(
        {"places": {"a": {"name": {"en": "A", "zh": "甲"}}, "b": {"name": {"en": "B", "zh": "甲"}}}},
        [('"b"', "places.b: '甲' is a name of both 'a' and 'b'")],
        id="a name that two places share",
    ),
    pytest.param(
        {
            "actors": {
                "russia": ACTOR | {"adjectives": ["Russian"], "iso": "RU", "short": ACTOR["name"]},
                "rus": ACTOR | {"name": {"en": "RU"}, "adjectives": ["Russian"], "iso": "RU"},
            },
            "topics": {"scope": {"name": {"en": "Russia"}}},
            "sources": {"un": SOURCE, "eff": SOURCE | {"aliases": ["p"]}},
        },
        [],
        id="adjectives, country codes and publishers that two share, and names in two tables",
    ),
    pytest.param(
        {"actors": {"club": ACTOR | {"members": ["club"], "joined": {"russia": "2020-01-01"}, "left": {"club": "2020-01-01", "x": "2020-01-01"}}}},
        [
            ('"russia": "2020', "actors.club.joined.russia: 'russia' is not one of the members"),
            ('"x": "2020', "actors.club.left.x: 'x' is not one of the members"),
        ],
        id="an id that joined or left and is not a member",
    ),
    pytest.param(
        {"topics": {"scope": {"name": TEXT, "related": ["scope", "scopes"]}}},
        [('"scopes"', "topics.scope.related[1]: unknown topic 'scopes'; did you mean scope?")],
        id="an unknown related topic",
    ),
    pytest.param(
        {"events": [PLAIN | {"facts": [{"text": TEXT, "sources": ["un", "eff"]}]}]},
        [('"eff"', "events[0].facts[0].sources[1]: unknown source 'eff'; add it to 'sources'")],
        id="an unknown source",
    ),
    pytest.param(
        {"events": [PLAIN | {"kind": "x", "id": "odd"}, PLAIN | {"related": ["odd"]}]},
        [('"kind": "x"', f"events[0].kind: 'x' is not one of {KINDS}")],
        id="a reference to an invalid event",
    ),
    pytest.param(
        {"places": {"russia": {"name": TEXT}}, "events": [PLAIN | {"body": "russia", "place": "russia"}]},
        [('"russia": {"name"', "places.russia: 'russia' is used twice")],
        id="a reference to an id used twice",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), DOCUMENTS)
def test_a_problem_of_a_document_has_its_place_and_says_what_to_write(change, expected):
    assert problems_at(document(**change), expected) == expected


VALID = {
    "name": TEXT,
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
    pytest.param({"sources": ["eff"]}, [('"eff"', "sources[0]: unknown source 'eff'; add it to 'sources'")], id="a source"),
    pytest.param(
        {"chapters": [{"number": 1, "title": TEXT}, {"number": 2, "title": TEXT}, {"number": 1, "title": TEXT}]},
        [('"number": 1, "title": {"en": "\\u7b2c"}}]', "chapters[2].number: the number 1 is used twice")],
        id="a number of two chapters",
    ),
    pytest.param(
        {"articles": [{"number": 5, "title": TEXT, "sources": ["un"]}, {"sources": ["un"], "number": 5, "title": TEXT}]},
        [('"number": 5', "articles[1].number: the number 5 is used twice")],
        id="a number of two articles",
    ),
    pytest.param(
        {"chapters": [{"number": 1, "title": TEXT}], "articles": [{"number": 1, "title": TEXT, "sources": ["un"], "chapter": 2}]},
        [('"chapter": 2', "articles[0].chapter: no chapter has the number 2")],
        id="a chapter that does not exist",
    ),
    pytest.param({"nam": TEXT}, [('"nam"', "nam: unknown key 'nam'; did you mean name?")], id="a key"),
    pytest.param(
        {"chapters": [{"number": 1, "titel": TEXT}]},
        [('"titel"', "chapters[0].titel: unknown key 'titel'; did you mean title?")],
        id="a key in a list",
    ),
    pytest.param(
        {"reported": [{"of": "cats", "count": 1, "as_of": "2025-01-01", "sources": ["un"]}]},
        [('"of"', "reported[0].of: 'cats' is not one of signatories, parties")],
        id="a total",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), INSTRUMENTS)
def test_a_problem_of_the_instrument_has_its_place(change, expected):
    expected = [(at, f"instrument.{message}") for at, message in expected]
    assert problems_at(document(instrument=VALID | change), expected) == expected


def test_the_errors_of_a_document_are_those_of_its_values_or_else_its_own():
    data = document(edition=1, title=1, events=[PLAIN | {"kind": 1}], evnts=1)
    assert [problem.path for problem in problems(data)] == ["edition", "title", "events[0].kind"]
    assert [problem.path for problem in problems(document(evnts=1))] == ["evnts"]


def test_problems_are_in_the_order_of_the_file():
    data = document(topics=1, actors={"a": {}}, events=[PLAIN | {"kind": "x"}], edition=1)
    assert [problem.line for problem in problems(data)] == [3, 7, 8, 9]


ABOUT = [
    pytest.param({"text": TEXT, "sources": ["un"]}, [], id="valid"),
    pytest.param({"text": TEXT, "sources": ["eff"]}, [("sources[0]", "unknown source 'eff'; add it to 'sources'")], id="an unknown source"),
    pytest.param({"text": TEXT, "sources": []}, [("sources", "must not be empty")], id="no source"),
    pytest.param(
        {"texts": TEXT, "sources": ["un"]}, [("texts", "unknown key 'texts'; did you mean text?")], id="an unknown key"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("about", "expected"), ABOUT)
def test_what_an_actor_or_a_topic_is_has_sources(about, expected):
    for table, record in (("actors", ACTOR), ("topics", {"name": TEXT})):
        found = problems(document(**{table: {"new": record | {"about": about}}}))
        assert [(problem.path, problem.message) for problem in found] == [
            (f"{table}.new.about.{path}", message) for path, message in expected
        ]


ARTICLES = [{"number": 24, "title": TEXT, "sources": ["un"]}]


@pytest.mark.parametrize("key", ["facts", "caveats", "positions"])
def test_an_article_must_be_one_of_the_instrument(key):
    item = {"text": TEXT, "articles": [24, 25]} | (
        {"actors": ["russia"], "stance": "urges"} if key == "positions" else {}
    )
    data = document(events=[PLAIN | {key: [item]}], instrument=VALID | {"articles": ARTICLES})
    expected = [
        (
            "25]",
            f"events[0].{key}[0].articles[1]: unknown article '25'; add it to 'instrument.articles'",
        )
    ]
    assert problems_at(data, expected) == expected
    without = document(events=[PLAIN | {key: [item]}])
    assert [problem.path.removeprefix(f"events[0].{key}[0].") for problem in problems(without)] == [
        "articles[0]",
        "articles[1]",
    ]
    assert messages(array(PLAIN | {key: [item]})) == []


def test_the_topics_of_an_article_are_known():
    article = ARTICLES[0] | {"topics": ["scope", "scop"], "aliases": ["the list"]}
    data = document(instrument=VALID | {"articles": [article]})
    message = "instrument.articles[0].topics[1]: unknown topic 'scop'; did you mean scope?"
    assert problems_at(data, [('"scop"', message)]) == [('"scop"', message)]


ROLLS = [
    # a roll call of a vote 1-0-1, and what is wrong with it
    pytest.param({"yes": ["russia"], "abstain": ["china"], "absent": ["india"]}, [], id="valid"),
    pytest.param({"yes": ["russia"]}, [], id="a side that is known by its count alone"),
    pytest.param(
        {"yes": ["russia", "india"]}, ["roll: 2 actors in 'yes', but the vote has 1"], id="too many"
    ),
    pytest.param(
        {"yes": ["russia"], "no": ["india"], "abstain": ["china"]},
        ["roll: 1 actors in 'no', but the vote has 0"],
        id="a count that is missing",
    ),
    pytest.param(
        {"yes": ["russia"], "abstain": ["russia"], "absent": ["russia"]},
        ["roll.abstain[0]: 'russia' is named twice", "roll.absent[0]: 'russia' is named twice"],
        id="an actor on three lists",
    ),
    pytest.param(
        {"yes": ["rusia"], "abstain": ["china"]},
        ["roll.yes[0]: unknown actor 'rusia'; did you mean russia?"],
        id="an unknown actor",
    ),
]


@pytest.mark.parametrize(("roll", "expected"), ROLLS)
def test_a_roll_call_names_each_actor_once_and_has_as_many_as_the_vote_counts(roll, expected):
    vote = {
        "motion": TEXT,
        "result": "adopted",
        "yes": 1,
        "abstain": 1,
        "roll": roll | {"sources": ["un"]},
    }
    actors = {id_: ACTOR | {"name": {"en": id_}} for id_ in ("russia", "china", "india")}
    event = PLAIN | {"votes": [vote]}
    found = problems(document(actors=actors, events=[event]))
    assert [f"{problem.path}: {problem.message}" for problem in found] == [
        f"events[0].votes[0].{each}" for each in expected
    ]
    # A part of a record refers to actors that it may not have.
    adding_up = [each for each in expected if "unknown actor" not in each]
    assert [f"{problem.path}: {problem.message}" for problem in problems(array(event))] == [
        f"[0].votes[0].{each}" for each in adding_up
    ]


def test_a_key_written_with_an_escape_is_that_key():
    data = document(actors={"russia": {"kind": "x", "name": TEXT}}).replace(
        b'"russia"', rb'"\u0072ussia"'
    )
    assert [problem.path for problem in problems(data)] == ["actors.russia.kind"]


REFUSED = {
    "an unknown actor": {"actors": [{"actor": "rusia", "role": "speaker"}]},
    "an unknown body": {"body": "nobody"},
    "an unknown place": {"place": "paris"},
    "an unknown topic": {"topics": ["space"]},
    "an unknown source": {"facts": [{"text": {"en": "x"}, "sources": ["nowhere"]}]},
    "an unknown event": {"related": ["nothing"]},
    "the id of another event": {"id": "session-1"},
    "the id of an actor": {"id": "russia"},
    "a reserved id": {"id": "today"},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_document_must_have_all_ids_that_it_refers_to_and_each_only_once(change):
    first, second, third, *others = DOCUMENT["events"]
    with pytest.raises(DatasetError):
        dataset_of(to_json(DOCUMENT | {"events": [first, second, third | change, *others]}))


def test_the_instrument_of_a_document_must_have_known_ids():
    assert (
        dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT})).vocabulary.instrument is not None
    )
    with pytest.raises(
        DatasetError,
        match=r"instrument\.adopted: unknown event 'vote-2023'; did you mean vote-2022\?$",
    ):
        dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT | {"adopted": "vote-2023"}}))


def test_a_table_id_used_twice_is_refused():
    places = DOCUMENT["places"] | {"russia": {"name": TEXT}}
    with pytest.raises(DatasetError, match=r"places\.russia: 'russia' is used twice$"):
        dataset_of(json.dumps(DOCUMENT | {"places": places}))
