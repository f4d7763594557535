"""A dataset as of a day has what was known then, and nothing that came later."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small import ARRAY, DOCUMENT, LINES, dataset_of, dataset_with, event, ids, to_json
from strategies import events

from ahc_cli.model.records import Event, Plan, Title

TALKS = {
    "id": "talks", "date": "2023-01-09/2023-01-20", "kind": "session", "status": "happened", "series": "session",
    "body": "ahc", "place": "vienna", "format": "hybrid", "title": {"en": "Talks"}, "aliases": ["First talks"],
    "summary": {"en": "They met."},
    "facts": [{"text": {"en": "A fact."}, "sources": ["daily"]}],
    "actors": [{"actor": "eff", "role": "speaker"}],
    "positions": [{"actors": ["eff"], "stance": "warns", "text": {"en": "A position."}}],
    "votes": [{"motion": {"en": "A motion."}, "result": "adopted"}],
    "attendance": [{"count": 9, "of": "states"}],
    "documents": [{"symbol": "A/1"}],
    "topics": ["offences"],
    "related": ["other"],
    "caveats": [{"text": {"en": "A caveat."}}],
    "history": [
        {"as_of": "2022-09-01", "date": "2023-01-09/2023-01-20", "status": "scheduled", "place": "hanoi",
         "format": "online", "title": {"en": "Future talks"}, "summary": {"en": "They will meet."}, "sources": ["daily"]},
        {"as_of": "2022-02-01", "date": "2023-01", "status": "scheduled", "title": {"en": "Some talks"},
         "sources": ["daily"]},
        {"as_of": "2022-11-01", "date": "2023-02", "status": "postponed", "title": {"en": "Postponed talks"},
         "sources": ["daily"]},
    ],
}  # fmt: skip

# What does not change.
PLAN = {"id": "talks", "kind": "session", "series": "session", "body": "ahc"}
FIRST_PLAN = PLAN | {"date": "2023-01", "status": "scheduled", "title": {"en": "Some talks"}}
SECOND_PLAN = PLAN | {
    "date": "2023-01-09/2023-01-20", "status": "scheduled", "place": "hanoi", "format": "online",
    "title": {"en": "Future talks"}, "summary": {"en": "They will meet."},
}  # fmt: skip
THIRD_PLAN = PLAN | {"date": "2023-02", "status": "postponed", "title": {"en": "Postponed talks"}}
OVER = {key: value for key, value in TALKS.items() if key not in ("history", "caveats", "related")}

KNOWN = {
    "2022-01-31": [],
    "2022-02-01": [FIRST_PLAN],
    "2022-08-31": [FIRST_PLAN],
    "2022-09-01": [SECOND_PLAN],
    "2022-11-01": [THIRD_PLAN],
    "2023-01-19": [THIRD_PLAN],
    "2023-01-20": [OVER],
    "2023-01-21": [OVER],
    "2030-01-01": [OVER],
}


@pytest.mark.parametrize(("day", "known"), KNOWN.items(), ids=KNOWN)
def test_an_event_is_its_latest_plan_before_its_last_day_and_complete_from_then_on(day, known):
    """Complete without its plans, without caveats, and without related events that are not known."""
    seen = dataset_with(msgspec.convert(TALKS, Event)).as_of(date.fromisoformat(day))
    assert list(seen.events) == msgspec.convert(known, list[Event])
    assert (seen.hidden, seen.day) == (not known, date.fromisoformat(day))


def test_the_events_above_have_every_key():
    """A new key of the record fails here until it is written into them."""
    added_later = {"start", "end", "precision", "score", "matches"}
    assert set(TALKS) | added_later == set(Event.__struct_fields__)
    assert set(SECOND_PLAN) - set(PLAN) == set(Plan.__struct_fields__) - {"as_of", "sources"}


class EventWithNewKeys(Event, frozen=True, kw_only=True):
    """An event with a key that plans have, too, and one that they do not have."""

    room: str | None = None
    budget: int | None = None


class PlanWithNewKey(Plan, frozen=True):
    """A plan of such an event."""

    room: str | None = None


def test_a_new_key_is_as_the_plan_says_until_the_event_is_over_and_then_as_the_event_says():
    plan = PlanWithNewKey(
        as_of=date(2022, 2, 1),
        date="2023-01",
        status="scheduled",
        title=Title(en="Some talks"),
        sources=("daily",),
        room="a hall",
    )
    talks = EventWithNewKeys(
        id="talks",
        date="2023-01-20",
        kind="session",
        title=Title(en="Talks"),
        history=(plan,),
        room="room 3",
        budget=9,
    )

    def new_keys(day):
        (seen,) = dataset_with(talks).as_of(day).events
        return seen.room, seen.budget

    assert new_keys(date(2022, 2, 1)) == ("a hall", None)
    assert new_keys(date(2023, 1, 20)) == ("room 3", 9)


def test_related_events_known_on_the_day_are_kept():
    dataset = dataset_with(
        event("known", date="2022-01"),
        event("talk", date="2022-02", related=["known", "later"]),
        event("later", date="2022-03"),
    )
    assert [each.related for each in dataset.as_of(date(2022, 2, 28)).events] == [(), ("known",)]


# The date of an event, the last day on which it is hidden, and the first on which it is shown.
FIRST_DAYS = [
    ("2022-02-28", "2022-02-27", "2022-02-28"),
    ("2022-02", "2022-02-27", "2022-02-28"),
    ("2022", "2022-12-30", "2022-12-31"),
    ("2022-02/2022-03", "2022-03-30", "2022-03-31"),
    ("../2022-02", "2022-02-27", "2022-02-28"),
    ("2022/..", "2100-01-01", None),
]


@pytest.mark.parametrize(("dated", "hidden", "shown"), FIRST_DAYS)
def test_an_event_is_known_from_its_last_possible_day(dated, hidden, shown):
    dataset = dataset_with(event(date=dated))
    before = dataset.as_of(date.fromisoformat(hidden))
    assert (before.events, before.hidden) == ((), 1)
    if shown:
        after = dataset.as_of(date.fromisoformat(shown))
        assert (after.events, after.hidden) == (dataset.events, 0)


KEYS_OF_A_PLAN = {
    "id",
    "kind",
    "series",
    "body",
    "date",
    "start",
    "end",
    "precision",
    "status",
    "title",
}
days = st.dates(date(2021, 1, 1), date(2024, 1, 1))


@given(events(), days, days)
def test_nothing_is_shown_of_an_event_that_is_not_over_except_its_plan(made, announced, day):
    plan = {
        "as_of": str(announced),
        "date": "2023-05",
        "status": "scheduled",
        "title": {"en": "PLAN"},
        "sources": ["a"],
    }
    planned = replace(made, history=event(history=[plan]).history)
    for seen in dataset_with(planned).as_of(day).events:
        if made.end is not None and made.end <= day:
            assert seen == made
        else:
            assert announced <= day
            assert set(msgspec.to_builtins(seen)) <= KEYS_OF_A_PLAN
            assert seen.title == Title(en="PLAN")


@pytest.mark.parametrize("text", [to_json(ARRAY), "\n".join(LINES)], ids=["array", "NDJSON"])
def test_hidden_events_are_counted(text):
    seen = dataset_of(text).as_of(date(2022, 6, 1))
    assert (ids(seen.events), seen.hidden) == ("draft-2021 session-1 letter-2022 session-3", 3)


def test_events_of_a_stream_keep_the_related_events_that_are_known():
    known, talk = (
        event("known", date="2021"),
        event("talk", date="2021", related=["known", "later"]),
    )
    later = event("later", date="2023")
    stream = dataset_of(b"\n".join(map(msgspec.json.encode, (known, talk, later)))).as_of(
        date(2022, 6, 1)
    )
    assert [each.related for each in stream.events] == [(), ("known",)]


def test_what_an_actor_or_a_topic_is_belongs_to_no_day():
    about = {"about": {"text": {"en": "It is a state."}, "sources": ["daily"]}}
    changed = {
        table: {id_: record | about for id_, record in DOCUMENT[table].items()}
        for table in ("actors", "topics")
    }
    now = dataset_of(to_json(DOCUMENT | changed))
    assert now.vocabulary.actors["russia"].about.text.en == "It is a state."
    then, plain = now.as_of(date(2030, 1, 1)).vocabulary, dataset_of(to_json(DOCUMENT)).vocabulary
    assert (then.actors, then.topics) == (plain.actors, plain.topics)
