"""What the record answers where an error would matter most: votes, dates, plans, signatories."""

import re
from datetime import date, timedelta

import pytest

from ahc_cli.model.labels import labels
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from ahc_cli.report.states import STATES, states_asked
from ahc_cli.report.status import report_status

from .reading import DATA, EVENTS, RECORD, texts

VOTES = [
    ("third-2018", 88, 55, 29),
    ("ga-2018", 94, 59, 33),
    ("third-2019", 88, 58, 34),
    ("ga-74-247", 79, 60, 33),
    ("ga-75-282", 88, 42, 32),
]
DATES = """
draft-2017 2017-10
third-2019 2019-11-18 new-york
ga-74-247 2019-12-27 new-york
postponed-2020 2020-08-14
postponed-2021 2021-01-15 new-york
org-session 2021-05-10/2021-05-12 new-york
ga-75-282 2021-05-26 new-york
rights-letter-2021 2021-12-22
org-matters 2022-02-24 new-york
session-1 2022-02-28/2022-03-11 new-york
consultation-1 2022-03-24/2022-03-25 vienna
session-2 2022-05-30/2022-06-10 vienna
consultation-2 2022-06-13/2022-06-14 vienna
session-3 2022-08-29/2022-09-09 new-york
consultation-3 2022-11-03/2022-11-04 vienna
cnd-1 2022-11-07
session-4 2023-01-09/2023-01-20 vienna
consultation-4 2023-03-06/2023-03-07 vienna
session-5 2023-04-11/2023-04-21 vienna
consultation-5 2023-06-20/2023-06-21 vienna
session-6 2023-08-21/2023-09-01 new-york
concluding-session 2024-01-29/2024-02-09 new-york
reconvened-session 2024-07-29/2024-08-09 new-york
adoption-2024 2024-08-08 new-york
third-2024 2024-11-11 new-york
ga-79-243 2024-12-24 new-york
signing-hanoi 2025-10-25/2025-10-26 hanoi
mauritius-2025 2025-11-19 new-york
rules-session 2026-01-26/2026-01-30 vienna
"""
QUERIES = {
    "vote.yes:88": "third-2018 third-2019 ga-75-282",
    "doc:A/RES/79/243": "ga-79-243",
    "series:consultation": "consultation-1 consultation-2 consultation-3 consultation-4 consultation-5",
    "series:session date:2022": "org-matters session-1 session-2 session-3",
    "states:143": "session-2",
    "states:149": "session-3 consultation-3 session-4",
    "role:signatory actor:france": "signing-hanoi",
    "place:hanoi": "signing-hanoi",
}
# Month of an entry of the timeline that the record began with → the events that it became.
TIMELINE = """
2017-10 draft-2017
2019-11 third-2019 apc-letter-2019
2019-12 ga-74-247
2020-08 postponed-2020
2021-01 hrw-2021-01
2021-05 org-session ga-75-282
2021-12 rights-letter-2021
2022-01 cpj-2022
2022-02 session-1
2022-03 consultation-1
2022-04 rights-groups-2022
2022-05 session-2
2022-06 eff-speech-2022 consultation-2
2022-07 ngo-letter-2022
2022-08 session-3
2022-11 consultation-3 cnd-1
2022-12 cnd-letter-2022 pi-eff-2022
2023-01 session-4
2023-03 consultation-4
2023-04 session-5
2023-06 consultation-5
2023-08 session-6
2024-01 concluding-session
"""
# Day → what was planned on it: the event, its date and status.
PLANS = """
2019-12-27 org-session 2020-08 scheduled
2020-08-14 org-session [2020-08-14..2021-03-01] postponed
2021-01-15 org-session 2021-05-10/2021-05-12 scheduled
2022-01-13 session-1 2022-01-17/2022-01-28 scheduled
2023-04-10 session-6 2023-08 scheduled
2023-04-10 concluding-session [2024-01..2024-02] scheduled
2024-11-11 signing-hanoi 2025 scheduled
2025-05-13 signing-hanoi 2025-10-25/2025-10-26 scheduled
2025-06-01 signature-deadline 2026-12-31 scheduled
"""


def rows(table):
    return [line.split() for line in table.strip().splitlines()]


@pytest.mark.parametrize(("id_", "yes", "no", "abstain"), VOTES)
def test_a_vote_has_its_counts(id_, yes, no, abstain):
    (vote,) = EVENTS[id_].votes
    assert (vote.yes, vote.no, vote.abstain, vote.result) == (yes, no, abstain, "adopted")


def test_events_have_their_dates_and_places():
    expected = {id_: (day, *place) for id_, day, *place in rows(DATES)}
    assert {
        id_: tuple(filter(None, (EVENTS[id_].date, EVENTS[id_].place))) for id_ in expected
    } == expected


@pytest.mark.parametrize(("query", "ids"), QUERIES.items())
def test_a_query_finds(query, ids):
    assert (
        " ".join(event.id for event in ask(Context(RECORD, RECORD.edition), query).events()) == ids
    )


def test_every_entry_of_the_timeline_is_an_event():
    for month, *ids in rows(TIMELINE):
        for id_ in ids:
            event = EVENTS[id_]
            dates = [event.date, *(plan.date for plan in event.history)]
            assert any(month in (day[:7], day.partition("/")[2][:7]) for day in dates), id_
            assert any("eff-timeline" in fact.sources for fact in event.facts) or event.history, id_


def test_the_record_knows_what_was_planned_on_a_day():
    expected = [tuple(row) for row in rows(PLANS)]
    known = {
        day: {event.id: event for event in RECORD.as_of(date.fromisoformat(day)).events}
        for day, *_ in expected
    }
    assert [
        (day, id_, known[day][id_].date, known[day][id_].status) for day, id_, *_ in expected
    ] == expected


def test_something_is_ahead_on_every_day_from_the_first_resolution_to_the_edition():
    # What is ahead changes only when an event ends, or on the day of a plan.
    changes = {plan.as_of for event in RECORD.events for plan in event.history}
    changes |= {event.end for event in RECORD.events}
    first = EVENTS["ga-74-247"].end
    days = sorted(
        {
            day
            for change in changes
            for day in (change, change + timedelta(1))
            if first <= day <= RECORD.edition
        }
    )
    ahead = {
        day: [
            e.id
            for e in RECORD.as_of(day).events
            if e.status == "scheduled" and e.end is not None and e.end >= day
        ]
        for day in days
    }
    assert [day for day, ids in ahead.items() if not ids] == []


def holders(role):
    """Return the number of actors with a role, per event that has any."""
    counts = {
        event.id: sum(actor.role == role for actor in event.actors) for event in RECORD.events
    }
    return {id_: count for id_, count in counts.items() if count}


def test_signatories_are_of_the_convention_alone_and_each_signs_once():
    assert holders("signatory") == {
        "signing-hanoi": 72,
        "mauritius-2025": 1,
        "fiji-signature": 1,
        "canada-2026": 1,
    }
    signed = [
        actor.actor
        for event in RECORD.events
        for actor in event.actors
        if actor.role == "signatory"
    ]
    assert len(signed) == len(set(signed))
    assert "united-arab-emirates" not in signed


def test_a_national_approval_is_no_ratification():
    assert holders("ratifier") == {"qatar-2026": 1}
    assert holders("approver") == {"azerbaijan-2026": 1, "viet-nam-2026": 1}


@pytest.mark.parametrize(
    ("region", "signed"),
    [("africa", 22), ("americas", 12), ("asia", 19), ("europe", 16), ("oceania", 5)],
)
def test_states_are_counted_by_region(region, signed):
    context = Context(RECORD, RECORD.edition)
    for typed in (f"region:{region}", region, *labels("values")[region]):
        asked = ask(context, f"{typed} has:signed", subject=STATES)
        assert len(states_asked(asked)) == signed


def test_what_some_sources_get_wrong_is_not_in_the_record():
    # Some speak of 71 articles, of 72 states, of a signature by India, or of an entry into force.
    assert DATA["instrument"]["article_count"] == 68
    articles = re.compile(r"\b71 articles|71条")
    assert [
        event["id"]
        for event in DATA["events"]
        for _, text in texts([event.get(key) for key in ("summary", "facts", "positions")])
        if articles.search(text["en"] + text["zh"])
    ] == []
    roles = {
        actor.role for event in RECORD.events for actor in event.actors if actor.actor == "india"
    }
    assert roles.isdisjoint({"signatory", "approver", "ratifier"})
    status = report_status(RECORD, RECORD.edition).status
    assert status.phase != "in-force"
    assert EVENTS["signature-deadline"].date == "2026-12-31"


def test_the_instrument_refers_to_what_is_in_the_record():
    instrument = DATA["instrument"]
    assert (instrument["adopted"], instrument["opened"]) == ("ga-79-243", "signing-hanoi")
    assert (instrument["signature_until"], instrument["ratifications_needed"]) == ("2026-12-31", 40)
    assert [chapter["number"] for chapter in instrument["chapters"]] == list(range(1, 10))
    numbers = [(article["number"], article["chapter"]) for article in instrument["articles"]]
    assert numbers == sorted(numbers)
    assert [chapter for _, chapter in numbers] == sorted(chapter for _, chapter in numbers)
    assert [article["number"] for article in instrument["articles"] if not article["sources"]] == []


def test_reported_totals_grow():
    for of in ("signatories", "parties"):
        totals = [
            (each["as_of"], each["count"])
            for each in DATA["instrument"]["reported"]
            if each["of"] == of
        ]
        assert totals == sorted(totals)
        assert [count for _, count in totals] == sorted(count for _, count in totals)
