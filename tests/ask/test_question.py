"""A question: the events and entries of a dataset that match a query, and what is near a query that matches none."""

import pytest
from msgspec.structs import replace
from small import EVENTS, TODAY, event, ids

from ahc_cli.ask.query import Is
from ahc_cli.ask.question import ask
from ahc_cli.ask.search import search
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


PERIODS = {
    "2022": ("2022-01-01", "2022-12-31"),
    "kind:session 2021 2023": ("2021-01-01", "2023-12-31"),
    "within:2022-03": ("2022-03-01", "2022-03-31"),
    "since:2022 until:2023-06": ("2022-01-01", "2023-06-30"),
    "since:2022": ("2022-01-01", "9999-12-31"),
    "2022 since:2022-06": ("2022-06-01", "2022-12-31"),
    "not 2022": ("0001-01-01", "9999-12-31"),
    "kind:session": ("0001-01-01", "9999-12-31"),
}


@pytest.mark.parametrize(("query", "days"), PERIODS.items(), ids=PERIODS)
def test_the_period_that_is_asked_for_is_that_of_all_dates(dataset, query, days):
    assert tuple(day.isoformat() for day in ask(dataset, query, TODAY).period) == days


def test_unknown_ids_and_series_are_errors_only_in_a_dataset_in_memory(dataset):
    streamed = replace(dataset, events=iter(dataset.events), whole=False)
    for text in ("id:nobody", "series:nobody", "actor:nobody"):
        with pytest.raises(UsageError):
            ask(dataset, text, TODAY)
        assert list(ask(replace(streamed, events=iter(dataset.events)), text, TODAY).events()) == []


# A question that matches nothing → the words that the nearest one has instead, and a query that is the same.
NEAREST = {
    "a misspelt word": ("sesion", {"sesion": "session"}, "session"),
    "a misspelt word of a name": ("sesion 2", {"sesion": "session"}, "session 2"),
    "a word beside conditions": ("place:vienna sesion", {"sesion": "session"}, "place:vienna session"),
    "a word that nothing contains": ("kind:session zzqq", {"zzqq": ""}, "kind:session"),
    "a name in a Chinese run": ("俄罗斯之流 kind:session", {"俄罗斯之流": "俄罗斯"}, "俄罗斯 kind:session"),
    "a meeting in another year": ("upcoming 2024", {"2024": ""}, "upcoming"),
}


@pytest.mark.parametrize(("text", "changed", "same"), NEAREST.values(), ids=NEAREST)
def test_the_nearest_question_has_other_words_or_fewer(dataset, text, changed, same):
    question = ask(dataset, text, TODAY)
    found = question.nearest()
    assert found is not None
    assert found[1] == changed
    assert list(found[0].events()) == list(ask(dataset, same, TODAY).events())


@pytest.mark.parametrize("text", ["zzqq", "kind:ratification", "Belarus kind:letter", "not zzqq", "zzqq or qqzz"])
def test_there_is_no_nearest_question_without_a_word_to_change_or_with_nothing_left(dataset, text):
    assert ask(dataset, text, TODAY).nearest() is None


def test_a_word_that_no_entry_contains_beside_the_others_is_left_out_of_the_nearest_question(dataset):
    question = ask(dataset, "EFF calm", TODAY)
    assert question.unknown() == []
    assert question.nearest() is None
    nearest, changed = question.nearest(of_entries=True) or (question, {})
    assert (changed, list(nearest.entries())) == ({"calm": ""}, list(ask(dataset, "EFF", TODAY).entries()))


def test_a_question_has_the_readings_of_its_bare_words(dataset):
    question = ask(dataset, "the vienna kind:session", TODAY, [VIENNA])
    assert [each.text for each in question.typed] == ["the", "vienna"]
    assert [each.query(question.context) for each in question.readings] == [VIENNA]


DATES_OF_SEARCHES = {
    # a search → the events that it finds
    "a date": ("sessions 2022-05", "session-2"),
    "from a date on": ("sessions since 2022-05", "session-3 session-2"),
    "after a date": ("sessions after 2022-05", "session-3 session-2"),
    "before a date": ("sessions before May 2022", "session-1"),
    "a date that no event has": ("sessions 1999", ""),
}


@pytest.mark.parametrize(("typed", "expected"), DATES_OF_SEARCHES.values(), ids=DATES_OF_SEARCHES)
def test_a_date_among_the_words_of_a_search_is_a_condition(dataset, typed, expected):
    assert ids(hit.event for hit in search(dataset, typed, TODAY).hits) == expected


EXCLUDED = {
    # a search → the events that it finds
    "a place": ("session not vienna", "session-1"),
    "a date": ("session not 2022", "session-3"),
    "in Chinese": ("会议 非 2022年", "session-3"),
    "a date behind a function word": ("session not in 2022", "session-3"),
    "nothing but what is excluded": ("not session-3", "session-3"),
    "a value": ("session not signatories", ""),
    "a quoted not": ('session "not" vienna', ""),
}


@pytest.mark.parametrize(("typed", "expected"), EXCLUDED.values(), ids=EXCLUDED)
def test_what_a_search_names_behind_not_is_excluded(dataset, typed, expected):
    assert ids(hit.event for hit in search(dataset, typed, TODAY).hits) == expected


def test_a_date_is_words_if_no_event_has_it(dataset):
    talk = event("talk", date="2020", title={"en": "Report of the year 1999"})
    found = search(replace(dataset, events=(talk,)), "report 1999", TODAY)
    assert ids(hit.event for hit in found.hits) == "talk"


@pytest.mark.parametrize("typed", ["2022", "what happened in 2022", "kind:session"])
def test_a_search_without_words_points_to_a_list(dataset, typed):
    with pytest.raises(UsageError, match="give a word to search for; for conditions alone, try 'ahc list"):
        search(dataset, typed, TODAY)


def test_of_many_words_there_is_no_nearest_question(dataset):
    assert ask(dataset, "kind:session " + " ".join(f"zz{n}" for n in range(20)), TODAY).nearest() is not None
    assert ask(dataset, "kind:session " + " ".join(f"zz{n}" for n in range(21)), TODAY).nearest() is None
