"""Roll calls, groups and articles: what queries ask of events and of entries."""

from datetime import date

import msgspec
import pytest
from small import TODAY, dataset_with, event, ids, search

from ahc_cli.data.load import bundled
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


def test_a_search_says_how_an_actor_that_it_names_voted():
    statement = search(DATASET, "how did Japan vote in December 2019", TODAY).computed[0].statement
    assert statement.text.en == "Japan: voted against · vote of 27 Dec 2019 · Talk"
    assert (statement.sources, statement.confidence) == (("count",), "official")


@pytest.mark.parametrize(
    "asked", ["India vote in 2021", "India vote on Other talk", "India vote on article 24"]
)
def test_a_vote_is_no_answer_about_another_day_event_or_article(asked):
    events = (*DATASET.events, event("other", date="2021-06-01", title={"en": "Other talk"}))
    computed = search(dataset_with(*events, vocabulary=NAMES), asked, TODAY).computed
    assert [each for each in computed if each.statement.key == "ballot"] == []


def test_what_is_computed_about_no_actor_is_no_answer_about_one():
    """The signatories of the whole world do not answer who of a group signed."""
    lines = ("which states signed", "which states of the Caribbean Community signed")
    computed = [search(bundled(), line, date(2026, 11, 30)).computed for line in lines]
    assert ["signatories" in {each.statement.key for each in found} for found in computed] == [
        True,
        False,
    ]
