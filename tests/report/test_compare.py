"""Actors side by side say what the table of states and the positions say of each of them."""

from datetime import date

import pytest
from msgspec.structs import replace
from shared import bundled
from small import TODAY, dataset_with

from ahc_cli.answers.compare import GroupAct, compare_actors, find_actors
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.model.records import Actor, Text
from ahc_cli.model.statements import BALLOTS
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from ahc_cli.report.items import positions_of
from ahc_cli.report.states import STATES, states_asked

COMPARED = [
    ["russia", "china"],
    ["united-states", "european-union", "russia", "china"],
    ["asean", "iran", "pacific-islands-forum"],
    ["eff", "microsoft"],
    ["viet-nam", "eff"],
]


def states(context, query):
    return states_asked(ask(context, query, subject=STATES))


@pytest.fixture(scope="module")
def context():
    dataset = bundled()
    return Context(dataset, dataset.edition)


@pytest.mark.parametrize("ids", COMPARED, ids=" ".join)
def test_comparisons_in_another_order_are_mirrors(context, ids):
    rows, mirrored = compare_actors(context, ids), compare_actors(context, ids[::-1])
    assert rows == mirrored
    assert all([*row.values] == ids for row in rows)


@pytest.mark.parametrize("ids", COMPARED, ids=" ".join)
def test_days_and_votes_are_those_of_the_table_of_states(context, ids):
    rows = compare_actors(context, ids)
    by_id = {row.id: row for row in states(context, "")}
    members = {
        id_: [row for row in by_id.values() if id_ in row.groups]
        for id_ in ids
        if context.vocabulary.actors[id_].members
    }
    for row in rows:
        if row.row not in ("signed", "ratified", "vote"):
            continue
        for id_, value in row.values.items():
            if id_ in members and row.row == "vote":
                sides = {
                    side: len(states(context, f"group:{id_} voted.{side}:{row.event}"))
                    for side in BALLOTS.values()
                }
                assert value == sides
            elif id_ in members:
                acted = sum(bool(getattr(member, row.row)) for member in members[id_])
                own = getattr(by_id.get(id_), row.row, None)
                assert value == GroupAct(own, acted, len(members[id_]))
            elif row.row == "vote":
                votes = by_id[id_].votes if id_ in by_id else ()
                assert value == next((v.side for v in votes if v.event == row.event), None)
            else:
                assert value == getattr(by_id.get(id_), row.row, None)


@pytest.mark.parametrize("ids", COMPARED, ids=" ".join)
def test_positions_are_those_that_are_asked_for(context, ids):
    rows = compare_actors(context, ids)
    (alone,) = [row for row in rows if row.row == "alone"]
    shared = {row.topic: row.values for row in rows if row.row == "topic"}
    for id_ in ids:
        taken = positions_of(ask(context, f"actor:{id_}").positions())
        topics = {position.topic for position in taken if position.topic}
        assert {*alone.values[id_]} == topics - {*shared}
        for topic, values in shared.items():
            assert values[id_] == tuple(each for each in taken if each.topic == topic)
    assert all(sum(map(bool, values.values())) > 1 for values in shared.values())


def test_nothing_is_compared_that_was_not_yet_known():
    dataset = bundled()
    before = Context(dataset, dataset.edition, date(2019, 6, 30))
    rows = compare_actors(before, ["russia", "european-union"])
    acts = [row.values for row in rows if row.row == "signed"]
    assert acts == [{"russia": None, "european-union": GroupAct(None, 0, 28)}]
    assert [row.event for row in rows if row.row == "vote"] == ["ga-2018"]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["US", "俄罗斯"], ["united-states", "russia"]),
        (["us", "eu"], ["united-states", "european-union"]),
        (["China", "and", "the", "Russian Federation"], ["china", "russia"]),
        (["china", "russia", "china"], ["china", "russia"]),
        (["Korean"], ["dpr-korea", "republic-of-korea"]),
    ],
)
def test_a_name_is_read_as_everywhere(context, names, ids):
    assert find_actors(context, names) == ids


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (["china", "atlantis"], NotFoundError),
        (["china"], UsageError),
        (["china", "PRC"], UsageError),
        (["us", "eu", "china", "russia", "japan"], UsageError),
        (["session-3", "session-4"], UsageError),
        (["2024-01", "2025-01"], UsageError),
        (["china", "safeguards"], UsageError),
    ],
)
def test_what_cannot_be_compared_is_an_error(context, names, error):
    with pytest.raises(error):
        find_actors(context, names)


def test_without_an_instrument_nobody_signs(context):
    vocabulary = replace(context.vocabulary, instrument=None)
    dataset = replace(context.dataset, vocabulary=vocabulary)
    rows = compare_actors(Context(dataset, context.today), ["russia", "china"])
    assert {row.row for row in rows} == {"vote", "topic", "alone"}


def test_what_is_neither_a_state_nor_a_group_of_states_has_no_acts_and_no_votes(context):
    rows = compare_actors(context, ["eff", "microsoft"])
    assert {row.row for row in rows} <= {"topic", "alone"}


def test_a_name_that_two_to_four_actors_share_compares_them():
    isles = {f"isle-{n}": Actor("state", Text(en=f"Isle {n}"), aliases=("Isles",)) for n in "12345"}
    for number in range(2, 6):
        shared = Vocabulary(actors=dict(list(isles.items())[:number]))
        context = Context(dataset_with(vocabulary=shared), TODAY)
        if number <= 4:
            assert find_actors(context, ["Isles"]) == list(isles)[:number]
        else:
            with pytest.raises(NotFoundError):
                find_actors(context, ["Isles"])
