"""Laws that hold for all queries and all events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import fewer_examples
from small import DOCUMENT, parsed
from strategies import FIELDS, VALUES, events, queries

from ahc_cli.model.statements import entries
from ahc_cli.query.predicates import predicate

several = st.lists(events(), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def ask(context):
    """A function that returns the positions of the events and of the entries that match a query."""

    def matching(text, among):
        query = parsed(text, context)
        event_matches, entry_matches = (
            predicate(query, context),
            predicate(query, context, of_entries=True),
        )
        of_all = [entry for each in among for entry in entries(each)]
        found = [i for i, each in enumerate(among) if event_matches(each)]
        return found, [i for i, entry in enumerate(of_all) if entry_matches(entry)]

    return matching


@given(queries, several)
def test_a_query_or_its_negation_matches_everything_and_both_match_nothing(ask, query, among):
    everything = ask("since:0001 or until:9999", among)
    assert ask(f"({query}) or not ({query})", among) == everything
    assert ask(f"({query}) not ({query})", among) == ([], [])
    matching, others = ask(query, among), ask(f"not ({query})", among)
    assert tuple(sorted(a + b) for a, b in zip(matching, others, strict=True)) == everything


@fewer_examples
@given(queries, queries, several)
def test_de_morgan(ask, one, other, among):
    assert ask(f"not (({one}) ({other}))", among) == ask(f"not ({one}) or not ({other})", among)
    assert ask(f"not (({one}) or ({other}))", among) == ask(f"not ({one}) not ({other})", among)


@fewer_examples
@given(queries, queries, queries, several)
def test_operands_commute_associate_and_distribute(ask, one, two, three, among):
    assert ask(f"({one}) ({two})", among) == ask(f"({two}) and ({one})", among)
    assert ask(f"({one}) or ({two})", among) == ask(f"({two}) or ({one})", among)
    assert ask(f"({one}) ({two}) ({three})", among) == ask(f"({one}) (({two}) ({three}))", among)
    assert ask(f"({one}) ({two}) or ({one}) ({three})", among) == ask(
        f"({one}) (({two}) or ({three}))", among
    )


@given(queries, several)
def test_a_double_negation_and_a_repetition_change_nothing(ask, query, among):
    once = ask(query, among)
    assert ask(f"not not ({query})", among) == once
    assert ask(f"({query}) ({query})", among) == once
    assert ask(f"({query}) or ({query})", among) == once


alike = FIELDS.flatmap(lambda field: st.tuples(st.just(field), VALUES[field], VALUES[field]))


@given(alike, several)
def test_several_values_mean_any_of_them(ask, condition, among):
    field, one, other = condition
    assert ask(f"{field}:{one},{other}", among) == ask(f"{field}:{one} or {field}:{other}", among)


@fewer_examples
@given(st.sampled_from(sorted(DOCUMENT["actors"])), several)
def test_every_name_of_an_actor_finds_the_same(ask, actor, among):
    record = DOCUMENT["actors"][actor]
    names = [
        actor,
        *record["name"].values(),
        *record.get("short", {}).values(),
        *record.get("aliases", ()),
    ]
    names += [record["iso"]] if "iso" in record else []
    assert len({str(ask(f"actor:{name}", among)) for name in names}) == 1


def test_brackets_side_by_side_do_not_count_as_nested(context):
    assert parsed(" or ".join(["(id:session-1)"] * 60), context) == parsed(
        " or ".join(["id:session-1"] * 60), context
    )
