"""The laws that answers to queries keep, whatever the query and whatever the events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import DOCUMENT, TODAY
from strategies import FIELDS, VALUES, events, queries

from ahc_cli.cli import run
from ahc_cli.fields import entries
from ahc_cli.query import Context, of_entries, of_events, parse

several = st.lists(events(), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def ask(context):
    """A function: the places in a list of the events, and of all their entries, that a query holds of."""
    loose = Context(context.vocabulary, TODAY)

    def asked(text, among):
        query = parse(text, loose)
        holds, holds_of = of_events(query, TODAY), of_entries(query, TODAY)
        parts = [entry for each in among for entry in entries(each)]
        of_all = [i for i, each in enumerate(among) if holds(each)]
        return of_all, [i for i, entry in enumerate(parts) if holds_of(entry)]

    return asked


@given(queries, several)
def test_a_query_or_its_negation_is_everything_and_both_are_nothing(ask, query, among):
    everything = ask("since:0001 or until:9999", among)
    assert ask(f"({query}) or not ({query})", among) == everything
    assert ask(f"({query}) not ({query})", among) == ([], [])
    there, others = ask(query, among), ask(f"not ({query})", among)
    assert tuple(sorted(a + b) for a, b in zip(there, others, strict=True)) == everything


@given(queries, queries, several)
def test_de_morgan(ask, one, other, among):
    assert ask(f"not (({one}) ({other}))", among) == ask(f"not ({one}) or not ({other})", among)
    assert ask(f"not (({one}) or ({other}))", among) == ask(f"not ({one}) not ({other})", among)


@given(queries, queries, queries, several)
def test_operands_commute_associate_and_distribute(ask, one, two, three, among):
    assert ask(f"({one}) ({two})", among) == ask(f"({two}) and ({one})", among)
    assert ask(f"({one}) or ({two})", among) == ask(f"({two}) or ({one})", among)
    assert ask(f"({one}) ({two}) ({three})", among) == ask(f"({one}) (({two}) ({three}))", among)
    assert ask(f"({one}) ({two}) or ({one}) ({three})", among) == ask(f"({one}) (({two}) or ({three}))", among)


@given(queries, several)
def test_negating_twice_and_saying_it_twice_change_nothing(ask, query, among):
    once = ask(query, among)
    assert ask(f"not not ({query})", among) == once
    assert ask(f"({query}) ({query})", among) == once
    assert ask(f"({query}) or ({query})", among) == once


alike = FIELDS.flatmap(lambda field: st.tuples(st.just(field), VALUES[field], VALUES[field]))


@given(alike, several)
def test_several_values_are_any_of_them(ask, condition, among):
    field, one, other = condition
    assert ask(f"{field}:{one},{other}", among) == ask(f"{field}:{one} or {field}:{other}", among)


@given(st.sampled_from(sorted(DOCUMENT["actors"])), several)
def test_an_actor_is_found_by_any_of_its_names(ask, actor, among):
    record = DOCUMENT["actors"][actor]
    names = [actor, *record["name"].values(), *record.get("short", {}).values(), *record.get("aliases", ())]
    names += [record["iso"]] if "iso" in record else []
    assert len({str(ask(f"actor:{name}", among)) for name in names}) == 1


def test_brackets_side_by_side_are_not_counted_as_nested(context, capfd):
    assert parse(" or ".join(["(id:session-1)"] * 60), context) == parse(" or ".join(["id:session-1"] * 60), context)
    assert run(["filter", " or ".join(["(kind:session)"] * 200), "-q"]) == 0
    assert capfd.readouterr().err == ""
