"""Where the convention stands: its phase, who signed and ratified it, and how a state stands."""

from datetime import date, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from small import INSTRUMENT, dataset_with, event

from ahc_cli.model.labels import labels
from ahc_cli.model.records import Actor, Source, Text
from ahc_cli.model.vocabulary import Instrument, Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import parse
from ahc_cli.report.sentences import lines, lines_about, phase_words, relation
from ahc_cli.report.status import report_status

ACTORS = {
    "aland": Actor("state", Text(en="Aland")),
    "beland": Actor("state", Text(en="Beland")),
    "celand": Actor("state", Text(en="Celand")),
    "union": Actor("regional", Text(en="Union")),
}
SOURCES = {
    "page": Source("Page", "UN", "un", "official", date="2022-05"),
    "paper": Source("Paper", "Paper", "paper", "press", date="2022-09-01"),
}


def act(id_, day, actor, role, **given):
    actors = [{"actor": actor, "role": role, "sources": ["page"], **given}]
    return event(
        id_,
        date=day,
        kind="ratification",
        actors=actors,
        facts=[{"text": {"en": "x"}, "sources": ["paper"]}],
    )


EVENTS = (
    event("proposal", date="2019", kind="letter"),
    event("session-1", date="2020-01-10/2020-01-20", series="session"),
    event("other-meeting", date="2019-06", series="talks"),
    event("consultation-1", date="2020-02", kind="consultation", series="consultation"),
    event("vote-2022", date="2021-06-10", kind="resolution", summary={"en": "It is adopted."}),
    event("signing", date="2022-02-01", kind="signature", actors=[
        {"actor": "aland", "role": "signatory", "sources": ["page", "paper"]},
        {"actor": "beland", "role": "signatory", "date": "2022-03", "sources": ["page"]},
        {"actor": "union", "role": "signatory", "sources": ["page"]},
        {"actor": "aland", "role": "host"},
    ]),
    act("approval", "2022-04-01/2022-04-30", "beland", "approver"),
    act("deposit-1", "2022-06-01", "aland", "ratifier"),
    act("deposit-2", "2022-07", "union", "ratifier"),
    act("deposit-3", "2022-08-01", "beland", "ratifier"),
    event("session-2", date="2022-09-01/2022-09-10", series="session", status="scheduled"),
    event("session-3", date="2022-10", series="session", status="postponed"),
    event("session-4", date="2022-10", series="session", status="cancelled"),
)  # fmt: skip
CONVENTION = msgspec.convert(INSTRUMENT | {"signature_until": "2022-09-15"}, Instrument)
DATASET = dataset_with(
    *EVENTS, vocabulary=Vocabulary(sources=SOURCES, actors=ACTORS, instrument=CONVENTION)
)


def report_on(day):
    return report_status(DATASET, date.fromisoformat(day))


PHASES = {
    "2019-12-31": "proposed",
    "2020-01-09": "proposed",
    "2020-01-10": "in-negotiation",
    "2021-06-09": "in-negotiation",
    "2021-06-10": "adopted",
    "2022-01-31": "adopted",
    "2022-02-01": "open-for-signature",
    "2022-09-15": "open-for-signature",
    "2022-09-16": "closed-for-signature",
    "2022-10-29": "closed-for-signature",
    "2022-10-30": "in-force",
}


def test_every_line_but_the_first_has_a_heading_in_both_languages():
    keys = {line.key for day in PHASES for line in lines(report_on(day))}
    assert keys - {*labels("sections")} == {"phase"}
    assert keys >= {
        "adopted",
        "opened",
        "signatories",
        "ratifications",
        "approvals",
        "deadline",
        "held",
    }


@pytest.mark.parametrize(("day", "phase"), PHASES.items())
def test_the_convention_goes_through_its_phases(day, phase):
    assert report_on(day).status.phase == phase


def test_it_stays_closed_while_too_few_states_have_ratified():
    more = replace(CONVENTION, ratifications_needed=3)
    dataset = replace(DATASET, vocabulary=replace(DATASET.vocabulary, instrument=more))
    report = report_status(dataset, date(2030, 1, 1))
    assert (report.status.phase, report.status.parties["missing"]) == ("closed-for-signature", 1)


def test_the_day_on_which_the_record_ends_is_told_behind_the_phase_from_the_day_after():
    more = replace(CONVENTION, ratifications_needed=3)
    dataset = replace(DATASET, vocabulary=replace(DATASET.vocabulary, instrument=more))
    days = (DATASET.edition, DATASET.edition + timedelta(1))
    on_the_day, later = [phase_words(report_status(dataset, day)) for day in days]
    assert later == f"{on_the_day}; the record ends on 1 Jun 2023"


@pytest.mark.parametrize("days", [366 * 9999, 10**9])
def test_it_is_not_in_force_if_that_is_further_ahead_than_the_calendar(days):
    later = replace(
        DATASET,
        vocabulary=replace(DATASET.vocabulary, instrument=replace(CONVENTION, days_to_force=days)),
    )
    assert report_status(later, date.max).status.phase == "closed-for-signature"
    last = replace(
        DATASET, events=(*DATASET.events[:-4], act("deposit-3", "9999-12-31", "beland", "ratifier"))
    )
    assert report_status(last, date.max).status.phase == "closed-for-signature"


def test_nothing_is_missing_where_more_have_ratified_than_are_needed():
    fewer = replace(DATASET.vocabulary, instrument=replace(CONVENTION, ratifications_needed=1))
    assert (
        report_status(replace(DATASET, vocabulary=fewer), date(2030, 1, 1)).status.parties[
            "missing"
        ]
        == 0
    )


def test_meetings_of_the_series_were_held_and_scheduled_or_postponed_events_are_ahead():
    assert report_on("2022-09-10").status.meetings == {
        "held": ["session-1", "consultation-1"],
        "ahead": ["session-2", "session-3"],
    }
    assert report_on("2022-09-11").status.meetings["ahead"] == ["session-3"]
    assert report_on("2020-01-09").status.meetings["held"] == []


PLANS = {
    "2022-09-05": "now session-2, ahead session-3",
    "2022-10-15": "due session-2, ahead session-3",
}


@pytest.mark.parametrize(("day", "expected"), PLANS.items())
def test_a_meeting_takes_place_is_due_or_is_ahead(day, expected):
    """A meeting that was postponed does not take place, and what was ahead when the record ended
    may have.
    """
    older = replace(DATASET, edition=date(2022, 8, 1))
    all_lines = lines(report_status(older, date.fromisoformat(day)))
    planned = (
        f"{line.key} {line.text.en.split('  ')[1]}"
        for line in all_lines
        if line.key in ("now", "due", "ahead")
    )
    assert ", ".join(planned) == expected


def test_the_latest_draft_is_the_last_text_that_was_known():
    drafts = [
        event(f"draft-{year}", date=str(year), kind="document", series="text")
        for year in (2018, 2019, 2023)
    ]
    with_drafts = replace(DATASET, events=(*DATASET.events, *drafts))
    latest = {
        year: report_status(with_drafts, date(year, 12, 31)).status.draft
        for year in (2017, 2018, 2020)
    }
    assert latest == {
        2017: None,
        2018: "draft-2018",
        2020: "draft-2019",
    }


def test_each_actor_counts_once_in_a_role_and_organizations_do_not_ratify():
    status = report_on("2022-12-31").status
    figures = status.signatories["named"], status.approvals, status.parties["sourced"]
    assert [" ".join(figure.actors) for figure in figures] == [
        "aland beland union",
        "beland",
        "aland beland",
    ]
    assert status.parties["missing"] == 0


def test_an_act_is_known_from_its_own_date_on():
    assert report_on("2022-02-28").status.signatories["named"].actors == ["aland", "union"]
    assert [act.date for act in report_on("2022-03-01").acts] == [
        "2022-02-01",
        "2022-03",
        "2022-02-01",
    ]


def test_nothing_is_signed_or_reported_before_the_adoption():
    report = report_on("2021-06-09")
    assert (report.status.adopted, report.acts, report.status.signatories) == (None, (), None)


def test_the_latest_total_of_the_sources_is_reported():
    totals = [
        report_on(day).status.signatories["reported"]
        for day in ("2025-10-31", "2025-11-01", "2026-01-01")
    ]
    assert [total and total.count for total in totals] == [None, 2, 3]
    assert report_on("2030-01-01").status.parties["reported"] is None


def test_the_newest_source_is_one_that_past_events_cite():
    assert [
        report_on(day).status.newest_source
        for day in ("2021-12-31", "2022-02-01", "2022-08-31", "2022-09-01")
    ] == [
        None,
        None,
        date(2022, 5, 1),
        date(2022, 9, 1),
    ]


RELATIONS = [
    # day, actor, how it stands to the convention, in English and Chinese
    ("2022-02-01", "aland",
     "signed on 1 Feb 2022 · corroborated; no deposit of an instrument of ratification on record",
     "2022年2月1日签署 · 多方印证；未见交存批准书的记录"),
    ("2022-04-30", "beland",
     ("signed in Mar 2022 · official; approved nationally between 1 and 30 Apr 2022 · official; "
      "no deposit of an instrument of ratification on record"),
     "2022年3月签署 · 官方；2022年4月1日至30日之间完成国内核准 · 官方；未见交存批准书的记录"),
    ("2022-06-01", "aland",
     "signed on 1 Feb 2022 · corroborated; deposited its instrument of ratification on 1 Jun 2022 · official",
     "2022年2月1日签署 · 多方印证；2022年6月1日交存批准书 · 官方"),
    (
        "2022-09-01",
        "celand",
        "not among the signatories named by Sep 2022; no deposit of an instrument of ratification on record",
        "截至2022年9月，不在资料列名的签署方之列；未见交存批准书的记录",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("day", "actor", "en", "zh"), RELATIONS)
def test_a_state_has_signed_approved_ratified_or_is_not_among_the_signatories(day, actor, en, zh):
    assert relation(actor, report_on(day)) == Text(en=en, zh=zh)


def test_nothing_is_said_of_a_state_before_anybody_signed_or_of_an_organization_that_did_nothing():
    assert relation("celand", report_on("2021-12-31")) is None
    assert relation("nobody", report_on("2022-09-01")) is None
    names = replace(DATASET.vocabulary, actors={**ACTORS, "club": Actor("ngo", Text(en="Club"))})
    assert (
        relation("club", report_status(replace(DATASET, vocabulary=names), date(2022, 9, 1)))
        is None
    )


def test_a_dataset_without_an_instrument_has_no_status():
    without = replace(DATASET, vocabulary=replace(DATASET.vocabulary, instrument=None))
    for dataset in (without, replace(DATASET, whole=False)):
        assert report_status(dataset, date(2022, 1, 1)) is None


def keys_and_texts(instrument):
    names = replace(DATASET.vocabulary, instrument=instrument)
    report = report_status(replace(DATASET, vocabulary=names), date(2022, 9, 1))
    return report.status, [(line.key, line.text.en) for line in lines(report)]


def test_of_an_instrument_with_a_name_alone_the_meetings_are_known():
    status, said = keys_and_texts(Instrument(Text(en="Convention on Offences")))
    assert (status.phase, status.adopted, status.deadline) == ("in-negotiation", None, None)
    assert [key for key, _text in said] == ["phase", "held", "now", "ahead", "newest_source"]


def test_of_an_instrument_that_was_adopted_the_deeds_are_known():
    named = Instrument(Text(en="Convention on Offences"), adopted="vote-2022")
    status, said = keys_and_texts(named)
    assert status.phase == "adopted"
    assert (status.parties["needed"], status.parties["missing"]) == (None, None)
    assert (status.opened, status.deadline, status.days_left) == (None, None, None)
    assert ("ratifications", "2 deposited (Aland, Beland)") in said
    unknown = {"opened", "in_force", "deadline"}
    assert unknown.isdisjoint(key for key, _text in said)


ABOUT = {
    # a query about entries → the lines of the status that have the totals
    "role:signatory": ["signatories", "signatories"],
    "role:signatory actor.kind:state": ["signatories", "signatories"],
    "role:signatory kind:signature": [],
    "role:host": [],
    "actor:aland": [],
}


@pytest.mark.parametrize(("query", "keys"), ABOUT.items(), ids=ABOUT)
def test_the_totals_of_a_role_are_told_where_all_in_it_are_asked_for(query, keys):
    report = report_on("2026-02-01")
    asked, _words = parse(query, Context(DATASET, report.status.as_of))
    assert [line.key for line in lines_about(asked, report)] == keys
