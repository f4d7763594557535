"""The records of a dataset: decoded strictly, and written without what is missing."""

import json
from datetime import date
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from small import PLAIN, event
from strategies import events

from ahc_cli.model.dates import Precision, parse
from ahc_cli.model.records import (
    Actor,
    ActorKind,
    Confidence,
    Counted,
    Event,
    Format,
    Kind,
    Result,
    Role,
    Source,
    Stance,
    Status,
    Text,
    Weight,
    references,
)


def test_only_four_keys_are_required():
    assert msgspec.json.encode(msgspec.convert(PLAIN, Event)) == (
        b'{"id":"talk","date":"2022","start":"2022-01-01","end":"2022-12-31","precision":"year",'
        b'"kind":"session","title":{"en":"Talk"}}'
    )


@pytest.mark.parametrize("key", PLAIN)
def test_each_of_the_four_is_required(key):
    with pytest.raises(msgspec.ValidationError, match=f"missing required field `{key}`"):
        msgspec.convert({k: v for k, v in PLAIN.items() if k != key}, Event)


INVALID = {
    "an unknown key": {"tags": []},
    "a key of another case": {"Place": "vienna"},
    "an unknown kind": {"kind": "party"},
    "a kind in another case": {"kind": "Session"},
    "an unknown status": {"status": "done"},
    "an unknown format": {"format": "on-line"},
    "an unknown role": {"actors": [{"actor": "eff", "role": "guest"}]},
    "an unknown stance": {"positions": [{"actors": ["eff"], "stance": "likes", "text": {"en": "x"}}]},
    "a position without an actor": {"positions": [{"actors": [], "stance": "urges", "text": {"en": "x"}}]},
    "an unknown result": {"votes": [{"motion": {"en": "x"}, "result": "tied"}]},
    "votes below zero": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": -1}]},
    "a fraction of a vote": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 1.5}]},
    "a vote in a string": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": "88"}]},
    "an attendance of something unknown": {"attendance": [{"count": 1, "of": "cats"}]},
    "a date that does not exist": {"date": "2022-02-30"},
    "a number for a date": {"date": 2022},
    "a null date": {"date": None},
    "an invalid date of an actor": {"actors": [{"actor": "eff", "role": "speaker", "date": "10"}]},
    "an invalid date of a plan": {"history": [{"as_of": "2022-01-01", "date": "2022-2", "status": "scheduled",
                                       "title": {"en": "x"}, "sources": ["s"]}]},
    "a plan as of a month": {"history": [{"as_of": "2022-01", "date": "2022", "status": "scheduled",
                                          "title": {"en": "x"}, "sources": ["s"]}]},
    "a plan without a source": {"history": [{"as_of": "2022-01-01", "date": "2022", "status": "scheduled",
                                         "title": {"en": "x"}, "sources": []}]},
    "an empty title": {"title": {}},
    "an empty translation": {"title": {"en": ""}},
    "a third language": {"title": {"en": "x", "fr": "y"}},
    "a bare title": {"title": "Talk"},
    "more votes than people": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 10**9 + 1}]},
    "a fact without text": {"facts": [{"sources": []}]},
    "a document without a symbol": {"documents": [{"symbol": ""}]},
    "null for a list": {"facts": None},
}  # fmt: skip


@pytest.mark.parametrize("change", INVALID.values(), ids=INVALID)
def test_an_invalid_value_is_an_error(change):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(PLAIN | change, Event)


AT_THE_LIMIT = {
    "a great number of votes": {
        "votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 10**9}]
    },
    "no votes": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 0}]},
}


@pytest.mark.parametrize("change", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_values_at_the_limit_are_valid(change):
    read = json.loads(msgspec.json.encode(msgspec.convert(PLAIN | change, Event)))
    assert {key: read[key] for key in change} == change


CLOSED = [
    (
        Kind,
        "session consultation resolution decision document letter statement submission signature ratification",
    ),
    (Status, "happened scheduled postponed cancelled"),
    (Format, "in-person hybrid online written"),
    (
        Role,
        "chair vice-chair rapporteur host sponsor speaker participant author addressee observer signatory approver ratifier publisher",
    ),
    (Stance, "proposes supports opposes warns urges"),
    (ActorKind, "state territory group un-body intergovernmental regional ngo company person"),
    (Weight, "official government ngo press academic weak"),
    (Result, "adopted rejected"),
    (Counted, "states organizations participants"),
    (Confidence, "corroborated official single timeline weak"),
    (Precision, "day month year window"),
]


@pytest.mark.parametrize(
    ("choices", "codes"), CLOSED, ids=[codes.split()[0] for _, codes in CLOSED]
)
def test_the_closed_sets_have_these_values(choices, codes):
    assert get_args(choices) == tuple(codes.split())


def test_a_count_is_exact_unless_it_says_at_least():
    assert event(attendance=[{"count": 9, "of": "states"}]).attendance[0].at_least is False


def test_derived_keys_are_accepted_and_the_days_computed_again():
    given = {"start": "1999-01-01", "end": None, "precision": "day", "score": 9.5,
             "matches": [{"field": "title.en", "start": 0, "end": 4}, {"field": "place", "start": None, "end": None}]}  # fmt: skip
    read = msgspec.convert(PLAIN | given, Event)
    assert (read.start, read.end, read.precision) == (date(2022, 1, 1), date(2022, 12, 31), "year")


def test_an_open_end_is_null():
    assert event(date="2022-02/..").end is None
    assert b'"start":"2022-02-01","end":null' in msgspec.json.encode(event(date="2022-02/.."))


def test_a_text_without_a_translation_shows_the_other_language_marked():
    assert Text(en="Talk", zh="会谈").lang("zh") == "会谈"
    assert Text(en="Talk").lang("zh") == "[en] Talk"
    assert Text(zh="会谈").lang("en") == "[zh] 会谈"
    assert list(Text(zh="会谈").both()) == [("zh", "会谈")]
    assert list(Text(en="Talk").both()) == [("en", "Talk")]
    assert list(Text(en="Talk", zh="会谈").both()) == [("en", "Talk"), ("zh", "会谈")]


SOURCE_KEYS = {
    "https": ({"url": "https://un.org/a?b=c#d"}, True),
    "http": ({"url": "http://un.org"}, True),
    "a script": ({"url": "javascript:alert(1)"}, False),
    "a file": ({"url": "file:///etc/passwd"}, False),
    "https within a word": ({"url": "xhttps://un.org"}, False),
    "a blank in an address": ({"url": "https://un.org/a b"}, False),
    "a line feed after an address": ({"url": "https://un.org\n"}, False),
    "Chinese in an address": ({"url": "https://un.org/会"}, False),
    "escape in an address": ({"url": "https://un.org/\x1b"}, False),
    "a month": ({"date": "2023-04"}, True),
    "without a date": ({"date": None}, True),
    "a month of one digit": ({"date": "2023-4"}, False),
    "an empty date": ({"date": ""}, False),
}


@pytest.mark.parametrize(("given", "valid"), SOURCE_KEYS.values(), ids=SOURCE_KEYS)
def test_a_source_has_a_web_address_and_a_valid_date(given, valid):
    source = {"title": "Page", "publisher": "UN", "origin": "un", "weight": "official", **given}
    if valid:
        assert msgspec.structs.asdict(msgspec.convert(source, Source)).items() >= given.items()
    else:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(source, Source)


@pytest.mark.parametrize("code", ["ru", "RUS", "R1", "RU\n", ""])
def test_an_iso_code_is_two_capitals(code):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "state", "name": {"en": "Russia"}, "iso": code}, Actor)


SIDES = ("yes", "no", "abstain", "absent")


def test_references_are_all_ids_with_their_paths():
    full = event(
        body="ahc", place="vienna", topics=["offences"], related=["letter"],
        actors=[{"actor": "eff", "role": "speaker", "sources": ["daily"]}],
        positions=[
            {"actors": ["russia", "india"], "stance": "urges", "topic": "safeguards", "text": {"en": "x"}},
            {"actors": ["eff"], "stance": "warns", "text": {"en": "x"}},
        ],
        facts=[{"text": {"en": "x"}, "sources": ["un-report", "daily"], "articles": [24]}],
        votes=[{"motion": {"en": "x"}, "result": "adopted", "sources": ["un-journal"],
                "roll": {"yes": ["a"], "no": ["b"], "abstain": ["c"], "absent": ["d"], "sources": ["repost"]}}],
        attendance=[{"count": 1, "of": "states", "sources": ["repost"]}],
        documents=[{"symbol": "A/1", "sources": ["eff-letter"]}],
        caveats=[{"text": {"en": "x"}, "sources": ["eff-timeline"]}],
        history=[{"as_of": "2021-01-01", "date": "2022", "status": "scheduled", "title": {"en": "x"},
                  "place": "hanoi", "sources": ["un-report"]}],
    )  # fmt: skip
    found = list(references(full))
    assert found == [
        ("actor", "ahc", ("body",)),
        ("place", "vienna", ("place",)),
        ("article", "24", ("facts", 0, "articles", 0)),
        ("source", "un-report", ("facts", 0, "sources", 0)),
        ("source", "daily", ("facts", 0, "sources", 1)),
        ("actor", "eff", ("actors", 0, "actor")),
        ("source", "daily", ("actors", 0, "sources", 0)),
        ("actor", "russia", ("positions", 0, "actors", 0)),
        ("actor", "india", ("positions", 0, "actors", 1)),
        ("topic", "safeguards", ("positions", 0, "topic")),
        ("actor", "eff", ("positions", 1, "actors", 0)),
        ("source", "repost", ("votes", 0, "roll", "sources", 0)),
        *(
            ("actor", id_, ("votes", 0, "roll", side, 0))
            for id_, side in zip("abcd", SIDES, strict=True)
        ),
        ("source", "un-journal", ("votes", 0, "sources", 0)),
        ("source", "repost", ("attendance", 0, "sources", 0)),
        ("source", "eff-letter", ("documents", 0, "sources", 0)),
        ("topic", "offences", ("topics", 0)),
        ("event", "letter", ("related", 0)),
        ("source", "eff-timeline", ("caveats", 0, "sources", 0)),
        ("source", "un-report", ("history", 0, "sources", 0)),
        ("place", "hanoi", ("history", 0, "place")),
    ]


@given(events())
def test_an_event_is_the_same_after_json(made):
    assert msgspec.json.decode(msgspec.json.encode(made), type=Event) == made


MEMBERS = [
    ("2019-12-31", "india"),
    ("2020-01-01", "india russia"),
    ("2020", "india russia"),
    ("[2019-12-01..2020-01-31]", "india russia"),
    ("2021-06-30", "india russia china"),
    ("2021-07-01", "india russia"),
    ("0001/..", "india russia china"),
]


@pytest.mark.parametrize(("period", "ids"), MEMBERS)
def test_a_group_has_the_members_that_joined_before_a_period_ended_and_left_after_it_began(
    period, ids
):
    group = Actor(
        "group",
        Text(en="Group"),
        members=("india", "russia", "china"),
        joined={"russia": date(2020, 1, 1), "china": date(2021, 1, 1)},
        left={"china": date(2021, 6, 30)},
    )
    assert " ".join(group.members_in(parse(period))) == ids
