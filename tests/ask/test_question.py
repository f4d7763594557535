"""A question: the events and entries of a dataset that match a query, and what is near a query that matches none."""

import pytest
from msgspec.structs import replace
from small import EVENTS, TODAY, ids

from ahc_cli.ask.query import Is
from ahc_cli.ask.question import ask, context_of
from ahc_cli.errors import UsageError

VIENNA = Is("place", (frozenset({"vienna"}),))


def test_a_question_without_a_query_or_condition_is_everything(dataset):
    question = ask(dataset, "  ", TODAY)
    assert (question.is_everything, ids(question.events())) == (True, EVENTS)


def test_the_query_and_the_conditions_all_have_to_match(dataset):
    questions = [
        ask(dataset, "kind:session", TODAY),
        ask(dataset, "", TODAY, [VIENNA]),
        ask(dataset, "kind:session or kind:letter", TODAY, [VIENNA]),
    ]
    assert [ids(question.events()) for question in questions] == [
        "session-1 session-2 session-3",
        "session-2 vote-2022 session-3",
        "session-2 session-3",
    ]
    assert [question.is_everything for question in questions] == [False] * 3


def test_the_entries_of_a_question_are_those_that_match(dataset):
    found = ask(dataset, "stance:proposes", TODAY).entries()
    assert [(entry.event.id, entry.actor) for entry in found] == [("session-2", "russia"), ("session-2", "belarus")]


def test_unknown_ids_and_series_are_errors_only_in_a_dataset_in_memory(dataset):
    streamed = replace(dataset, events=iter(dataset.events), whole=False)
    for text in ("id:nobody", "series:nobody", "actor:nobody"):
        with pytest.raises(UsageError):
            ask(dataset, text, TODAY)
        assert list(ask(replace(streamed, events=iter(dataset.events)), text, TODAY).events()) == []


def test_the_context_has_the_ids_and_series_of_the_dataset(dataset):
    context = context_of(dataset, TODAY)
    assert (context.known["id"], context.known["series"]) == (frozenset(EVENTS.split()), frozenset({"session"}))


NEAR = {
    "a misspelt word": ("sesion", ["session"]),
    "a word beside conditions": ("kind:letter (sesion or place:vienna)", ["session"]),
    "a name": ("Belarus kind:letter", []),
    "conditions only": ("kind:ratification", []),
}


@pytest.mark.parametrize(("text", "near"), NEAR.values(), ids=NEAR)
def test_close_words_are_suggested_for_the_bare_words_of_a_query(dataset, text, near):
    assert ask(dataset, text, TODAY).near() == near


def test_for_a_stream_only_names_are_suggested(dataset):
    streamed = replace(dataset, events=iter(()), whole=False)
    assert ask(streamed, "sesion viena", TODAY).near() == ["Vienna"]


def test_a_question_has_the_readings_of_its_bare_words(dataset):
    assert ask(dataset, "vienna kind:session", TODAY, [VIENNA]).readings == [("vienna", VIENNA)]
