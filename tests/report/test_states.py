"""The table of states agrees with the record and with the status."""

from datetime import date

import pytest
from msgspec.structs import replace
from shared import TODAY

from ahc_cli.model.dates import parse
from ahc_cli.model.statements import BALLOTS
from ahc_cli.query.question import ask
from ahc_cli.report.sentences import one_day
from ahc_cli.report.states import STATES, first_vote, roll_calls, states_asked, states_of
from ahc_cli.report.status import report_status

ACTS = {"signed": "signatory", "ratified": "ratifier", "approved": "approver"}


@pytest.fixture(scope="module")
def rows(record):
    return states_of(record, TODAY)


@pytest.fixture(scope="module")
def report(record):
    return report_status(record, TODAY)


def ids_of(rows):
    return [row.id for row in rows]


def named(context, text):
    """Return the ids of the states that match a query."""
    return set(ids_of(states_asked(ask(context, text, subject=STATES))))


def kinds(record, ids):
    return [record.vocabulary.kind_of(id_) for id_ in ids]


def test_the_rows_are_the_states_by_id_and_then_the_other_signatories(record, rows, report):
    states = [id_ for id_, actor in record.vocabulary.actors.items() if actor.kind == "state"]
    signatories = report.status.signatories["named"].actors
    others = [id_ for id_ in signatories if record.vocabulary.kind_of(id_) != "state"]
    assert ids_of(rows) == [*sorted(states), *sorted(others)]


def test_as_many_states_have_not_signed_as_the_status_says(record, context, report):
    signatories = report.status.signatories["named"].actors
    number_of_signatories = kinds(record, signatories).count("state")
    number_of_states = kinds(record, record.vocabulary.actors).count("state")
    not_signed = named(context, "not has:signed")
    assert set(kinds(record, not_signed)) == {"state"}
    assert len(not_signed) == number_of_states - number_of_signatories


@pytest.mark.parametrize(("key", "role"), ACTS.items())
def test_an_act_is_the_one_of_the_status(record, rows, report, key, role):
    acts = {act.actors[0]: (one_day(str(act.date)), act.event.id) for act in report.acts_as(role)}
    of_states = {row.id: getattr(row, key) for row in rows if getattr(row, key)}
    assert {id_: (act.date, act.event) for id_, act in of_states.items()} == acts
    for act in of_states.values():
        assert act.confidence == record.vocabulary.confidence(act.sources)


def test_each_side_of_a_roll_call_has_as_many_states_as_its_vote_says(record, rows):
    votes = [vote for event in record.events for vote in event.votes if vote.roll]
    calls = roll_calls(record, TODAY)
    assert len(calls) == len(votes) > 0
    for index, vote in enumerate(votes):
        sides = [row.votes[index].side for row in rows]
        counts = {side: sides.count(side) for side in BALLOTS.values()}
        said = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain}
        assert counts == said | {"absent": len(vote.roll.absent)}


def test_the_first_vote_is_that_of_the_first_event_with_a_roll_call(record):
    days = [event.start for event in record.events if any(vote.roll for vote in event.votes)]
    assert first_vote(record, TODAY) == min(days) > min(event.start for event in record.events)


def test_a_condition_on_a_vote_names_the_states_of_that_side(context, rows):
    for index, call in enumerate(roll_calls(context.dataset, TODAY)):
        for side in BALLOTS.values():
            of_side = {row.id for row in rows if row.votes[index].side == side}
            for name in (call.symbol, call.event, f"A/RES/{call.symbol}"):
                assert named(context, f"voted.{side}:{name}") == of_side


def test_a_condition_on_a_group_names_its_members_of_that_day(context, rows):
    groups = {id_: actor for id_, actor in context.vocabulary.actors.items() if actor.members}
    assert groups
    for id_, group in groups.items():
        members = set(group.members_in(parse(str(TODAY))))
        assert named(context, f"group:{id_}") == members & set(ids_of(rows)), id_


def test_the_groups_of_a_row_are_those_that_it_is_a_member_of_on_that_day(record, rows):
    day = parse(str(TODAY))
    groups = {row.id: record.vocabulary.groups_of(row.id, day) for row in rows}
    assert {row.id: list(row.groups) for row in rows} == groups


SAME = {
    "who signed": ("has:signed", "that signed", "signatories", "已签署", "签署国"),
    "who did not": ("not has:signed", "not signed", "did not sign", "未签署", "没有签署"),
    "who ratified": ("has:ratified", "who ratified", "已批准", "批准"),
    "members of a group": ("group:european-union", "group:欧盟", "集团:EU"),
    "a group": ("group:eu or id:eu", "eu", "欧盟"),
    "groups and states": ("group:eu,asean or id:eu,china", "eu china asean", "东盟 中国 欧盟"),
    "states": ("id:china,russia", "china or russia", "中国 俄罗斯", "CN RU"),
    "a year of signature": ("signed:2026", "2026", "签署:2026年", "2026年"),
    "all": ("", "states", "the convention", "公约", "all states", "国家", "各国"),
}


@pytest.mark.parametrize("texts", SAME.values(), ids=SAME)
def test_words_in_either_language_ask_for_the_same(context, texts):
    answers = [named(context, text) for text in texts]
    assert answers[0]
    assert [text for text, found in zip(texts, answers, strict=True) if found != answers[0]] == []


def test_on_an_earlier_day_only_what_was_known_then_is_named(record, rows):
    day = date(2025, 10, 31)
    then = {row.id: row for row in states_of(record.as_of(day), day)}
    later = {row.id for row in rows if row.signed} - {row.id for row in then.values() if row.signed}
    assert later == {
        row.id for row in rows if row.signed and row.signed.date.lstrip("[") >= "2025-11"
    }
    assert all(row.ratified is None for row in then.values())
    before_votes = date(2018, 12, 1)
    assert roll_calls(record.as_of(before_votes), before_votes) == []


def test_of_an_array_only_the_states_that_its_events_name_are_rows(record, rows):
    signings = tuple(event for event in record.events if event.kind == "signature")
    part = replace(record, events=signings, whole=False)
    shown = {row.id for row in states_of(part, TODAY)}
    assert {row.id for row in rows if row.signed} <= shown
    assert shown < set(ids_of(rows))
    assert states_of(replace(record, events=(), whole=False), TODAY) == []
