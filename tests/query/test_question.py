"""A question: the events and entries of a dataset that match a query, and the words that nothing
has.
"""

import pytest
from msgspec.structs import replace
from small import EVENTS, TODAY, ids

from ahc_cli.errors import UsageError
from ahc_cli.model.labels import labels
from ahc_cli.query.algebra import And, Is
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask

VIENNA = Is("place", (frozenset({"vienna"}),))
SESSION = Is("kind", (frozenset({"session"}),))


def test_a_question_without_a_query_or_condition_is_everything(dataset):
    question = ask(Context(dataset, TODAY), "  ")
    assert (question.is_everything, ids(question.events())) == (True, EVENTS)


def test_the_query_and_the_conditions_all_have_to_match(dataset):
    questions = [
        ask(Context(dataset, TODAY), "kind:session"),
        ask(Context(dataset, TODAY), "", [VIENNA]),
        ask(Context(dataset, TODAY), "kind:session or kind:letter", [VIENNA]),
    ]
    assert [ids(question.events()) for question in questions] == [
        "session-1 session-2 session-3",
        "session-2 vote-2022 session-3",
        "session-2 session-3",
    ]
    assert [question.is_everything for question in questions] == [False] * 3


def test_the_entries_of_a_question_are_those_that_match(dataset):
    found = ask(Context(dataset, TODAY), "stance:proposes").entries()
    assert [(entry.event.id, entry.actors[0]) for entry in found] == [
        ("session-2", "russia"),
        ("session-2", "belarus"),
    ]


@pytest.mark.parametrize(
    ("query", "takers"),
    {
        "stance:proposes": [("russia", "belarus")],
        "actor:russia actor:belarus": [("russia", "belarus")],
        "actor:russia not actor:belarus": [],
        "russia eff": [("russia", "belarus"), ("eff",)],
    }.items(),
)
def test_a_position_is_asked_about_with_all_who_take_it(dataset, query, takers):
    assert [each.actors for each in ask(Context(dataset, TODAY), query).positions()] == takers


@pytest.mark.parametrize("code", labels("stances"))
def test_a_stance_is_typed_as_it_is_shown(dataset, code):
    for shown in labels("stances")[code]:
        questions = (ask(Context(dataset, TODAY), f"stance:{typed}") for typed in (code, shown))
        assert len({question.query for question in questions}) == 1


def test_unknown_ids_and_series_are_errors_only_in_a_dataset_in_memory(dataset):
    streamed = replace(dataset, events=iter(dataset.events), whole=False)
    for text in ("id:nobody", "series:nobody", "actor:nobody"):
        with pytest.raises(UsageError):
            ask(Context(dataset, TODAY), text)
        assert (
            list(ask(Context(replace(streamed, events=iter(dataset.events)), TODAY), text).events())
            == []
        )


UNKNOWN = {
    "sesion": ["sesion"],
    "kind:session zzqq Belarus": ["zzqq"],
    "negotiations": ["negotiations"],  # an event has talks
    "zzqq or qqzz": ["zzqq", "qqzz"],
    "not zzqq": ["zzqq"],
    "kind:ratification": [],
    '"zz qq" 雪山': ["zz qq", "雪山"],
}


@pytest.mark.parametrize(("query", "words"), UNKNOWN.items(), ids=UNKNOWN)
def test_the_words_that_no_event_has_are_known(dataset, query, words):
    assert ask(Context(dataset, TODAY), query).unknown() == words


def test_a_question_has_the_bare_words_of_its_text(dataset):
    question = ask(Context(dataset, TODAY), "the vienna kind:session", [VIENNA])
    assert [token.text for token in question.tokens] == ["the", "vienna"]
    assert (question.query, ask(Context(dataset, TODAY), "").tokens) == (
        And((And((VIENNA, SESSION)), VIENNA)),
        [],
    )
