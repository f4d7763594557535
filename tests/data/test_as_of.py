"""The record as of a day: what was known then, and nothing that came later."""

from datetime import date
from io import BytesIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace
from small import DOCUMENT, event, found
from strategies import events

from ahc_cli.data.load import Dataset, read
from ahc_cli.model.records import Event, Text
from ahc_cli.model.vocabulary import Vocabulary

PLANNED = {
    "id": "talks", "date": "2023-01-09/2023-01-20", "kind": "session", "status": "happened", "series": "session",
    "body": "ahc", "place": "vienna", "format": "hybrid", "title": {"en": "Talks"}, "summary": {"en": "They met."},
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
         "format": "online", "title": {"en": "Talks to come"}, "summary": {"en": "They will meet."}, "sources": ["daily"]},
        {"as_of": "2022-02-01", "date": "2023-01", "status": "scheduled", "title": {"en": "Some talks"},
         "sources": ["daily"]},
        {"as_of": "2022-11-01", "date": "2023-02", "status": "postponed", "title": {"en": "Talks put off"},
         "sources": ["daily"]},
    ],
}  # fmt: skip
KNOWN = {"id": "talks", "kind": "session", "series": "session", "body": "ahc"}

SEEN = [
    # the day, what is known of the event on it
    ("2022-01-31", None),
    ("2022-02-01", KNOWN | {"date": "2023-01", "status": "scheduled", "title": Text(en="Some talks")}),
    ("2022-08-31", KNOWN | {"date": "2023-01", "status": "scheduled", "title": Text(en="Some talks")}),
    ("2022-09-01", KNOWN | {"date": "2023-01-09/2023-01-20", "status": "scheduled", "place": "hanoi", "format": "online",
                            "title": Text(en="Talks to come"), "summary": Text(en="They will meet.")}),
    ("2022-11-01", KNOWN | {"date": "2023-02", "status": "postponed", "title": Text(en="Talks put off")}),
    ("2023-01-19", KNOWN | {"date": "2023-02", "status": "postponed", "title": Text(en="Talks put off")}),
]  # fmt: skip
DERIVED = {"start", "end", "precision"}


def record(*made: Event) -> Dataset:
    return Dataset(date(2023, 6, 1), Text(en="x"), Vocabulary(), made)


def told(made: Event) -> dict[str, object]:
    """What an event says beside its defaults and what is derived of its date."""
    blank = asdict(event(status="happened"))
    return {
        key: value
        for key, value in asdict(made).items()
        if (key not in DERIVED and value != blank[key]) or key == "status"
    }


@pytest.mark.parametrize(("day", "known"), SEEN)
def test_before_its_last_day_an_event_is_its_latest_plan_and_nothing_else(day, known):
    seen = record(event(**{"id_": "talks"} | {k: v for k, v in PLANNED.items() if k != "id"})).as_of(
        date.fromisoformat(day)
    )
    expected = [] if known is None else [known]
    assert [{"kind": e.kind} | told(e) for e in seen.events] == expected


@pytest.mark.parametrize("day", ["2023-01-20", "2023-01-21", "2030-01-01"])
def test_from_its_last_day_on_an_event_is_as_it_is_without_plans_caveats_and_unknown_related_events(day):
    whole = msgspec.convert(PLANNED, Event)
    (seen,) = record(whole).as_of(date.fromisoformat(day)).events
    left_out = ("history", "caveats", "related")
    assert seen == msgspec.convert({k: v for k, v in PLANNED.items() if k not in left_out}, Event)


def test_related_events_known_on_the_day_stay():
    known = event("known", date="2022-01")
    seen = record(known, event(date="2022-02", related=["known", "later"]), event("later", date="2022-03"))
    assert [each.related for each in seen.as_of(date(2022, 2, 28)).events] == [(), ("known",)]


OVER = [
    # date, the first day on which the event is shown as it is
    ("2022-02-28", "2022-02-28"),
    ("2022-02", "2022-02-28"),
    ("2022", "2022-12-31"),
    ("2022-02/2022-03", "2022-03-31"),
    ("../2022-02", "2022-02-28"),
    ("2022/..", None),
]


@pytest.mark.parametrize(("dated", "first"), OVER)
def test_an_event_is_known_once_its_last_possible_day_is_there(dated, first):
    days = [date(2022, month, 28) for month in range(1, 13)] + [
        date(2022, 12, 30),
        date(2022, 12, 31),
        date(2100, 1, 1),
    ]
    days += [date(2022, 2, 27), date(2022, 3, 30), date(2022, 3, 31)]
    for day in days:
        seen = record(event(date=dated)).as_of(day)
        expected = first is not None and str(day) >= first
        assert (bool(seen.events), bool(seen.hidden)) == (expected, not expected)


ALLOWED = {"id", "kind", "series", "body", "date", "status", "place", "format", "title", "summary", *DERIVED}


@given(events(), st.dates(date(2021, 1, 1), date(2024, 1, 1)), st.dates(date(2021, 1, 1), date(2024, 1, 1)))
def test_nothing_of_an_event_that_is_not_over_leaks(made, as_of, day):
    plan = {
        "as_of": str(as_of),
        "date": "2023-05",
        "status": "scheduled",
        "title": {"en": "PLAN"},
        "sources": ["daily"],
    }
    planned = event(history=[plan]).history
    for seen in record(replace(made, history=planned)).as_of(day).events:
        if made.end is not None and made.end <= day:
            assert seen == made
        else:
            assert as_of <= day
            assert set(msgspec.to_builtins(seen)) <= ALLOWED
            assert (seen.title, seen.summary, seen.place, seen.format) == (Text(en="PLAN"), None, None, None)


def test_hidden_events_are_counted_unless_they_are_a_stream():
    lines = b"\n".join(map(msgspec.json.encode, DOCUMENT["events"]))
    array = msgspec.json.encode(DOCUMENT["events"])
    for data, hidden in ((lines, 0), (array, 3)):
        seen = read("-", lambda data=data: BytesIO(data)).as_of(date(2022, 6, 1))
        assert (found(seen.events), seen.hidden) == ("draft-2021 session-1 letter-2022 session-3", hidden)
