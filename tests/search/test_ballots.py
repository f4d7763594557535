"""Roll calls, groups and articles: what queries ask of events and of entries."""

import msgspec
import pytest
from small import TODAY, dataset_with, event, ids

from ahc_cli.errors import UsageError
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask

NAMES = msgspec.convert(
    {
        "sources": {
            "count": {"title": "Roll call", "publisher": "UN", "origin": "un", "weight": "official"}
        },
        "actors": {
            "japan": {"kind": "state", "name": {"en": "Japan"}},
            "india": {"kind": "state", "name": {"en": "India"}},
            "chile": {"kind": "state", "name": {"en": "Chile"}},
            "club": {
                "kind": "group",
                "name": {"en": "Club"},
                "members": ["japan", "chile"],
                "joined": {"chile": "2021-01-01"},
                "left": {"chile": "2021-12-31"},
            },
        },
    },
    Vocabulary,
)
ROLL = {"yes": ["india"], "no": ["japan"], "abstain": ["chile"], "sources": ["count"]}
VOTE = {"motion": {"en": "The mandate"}, "result": "adopted", "roll": ROLL, "sources": ["count"]}
SPOKE = {"actor": "chile", "role": "speaker"}
DATASET = dataset_with(
    event("vote", date="2019-12-27", votes=[VOTE]),
    event("talk", date="2021-05", actors=[SPOKE]),
    event(
        "later",
        date="2022-05",
        actors=[SPOKE],
        facts=[{"text": {"en": "It is long."}, "articles": [24]}],
    ),
    vocabulary=NAMES,
)


def entries(query):
    matching = ask(Context(DATASET, TODAY), query).entries()
    return [(entry.event.id, entry.role, *entry.actors) for entry in matching]


EVENTS = {
    # a query → the events that match
    "who voted against": ("voted.no:japan", "vote"),
    "a side that an actor is not on": ("voted.yes:japan", ""),
    "an article": ("article:24", "later"),
    "a member on that day alone": ("group:club", "talk"),
    "a roll call does not make a voter an actor of the event": ("actor:japan", ""),
}


@pytest.mark.parametrize(("query", "expected"), EVENTS.values(), ids=EVENTS)
def test_events(query, expected):
    assert ids(ask(Context(DATASET, TODAY), query).events()) == expected


def test_entries_of_roll_calls_take_part_only_if_votes_are_asked():
    assert entries("date:2019") == []
    assert entries("actor:japan") == []
    assert entries("role:voted-no") == [("vote", "voted-no", "japan")]
    assert entries("voted.no:japan") == [
        ("vote", "voted-yes", "india"),
        ("vote", "voted-no", "japan"),
        ("vote", "abstained", "chile"),
    ]


def test_the_group_of_an_entry_is_that_of_its_actor():
    assert entries("group:club") == [("talk", "speaker", "chile")]
    assert entries("group:club role:voted-no") == [("vote", "voted-no", "japan")]


def test_a_query_about_events_names_the_field_instead_of_the_role():
    with pytest.raises(UsageError, match=r"write 'voted\.no:STATE'"):
        ask(Context(DATASET, TODAY), "role:voted-no").events()
