"""Ranked search: which events hold all terms, in what order, and what is near where nothing is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event, found, numbered
from strategies import events
from test_matching import words

from ahc_cli.models import Match
from ahc_cli.search import search, suggestions


def ids(typed, among, vocabulary):
    return found(search(among, words(typed), vocabulary))


SMALL = [
    ("session", "session-1 session-2 session-3"),
    ("会议", "session-1 session-2 session-3"),
    ("第一届", "session-1"),
    ("届", "session-1 session-2 session-3"),
    ("first session", "session-1"),
    ("session first", "session-1"),
    ('"session first"', ""),
    ("Russia", "draft-2021 session-2"),
    ("俄罗斯", "draft-2021 session-2"),
    ("ru", "draft-2021 session-2"),
    ("russia belarus", "session-2"),
    ("印度", "session-3"),
    ("印度尼西亚", "vote-2022"),
    ("hanoi", "signing"),
    ("河内", "signing"),
    ("Hà Nội", "signing"),
    ("human rights", "session-2 letter-2022"),
    ("A/AC.291/7", "session-1"),
    ("75/282", "vote-2022"),
    ("thirds", "vote-2022"),
    ("roadmap", "session-1"),
    ("last day", "session-2"),
    ("vote-2022", "vote-2022"),
    ("nothing", ""),
    ("session nothing", ""),
]


@pytest.mark.parametrize(("typed", "expected"), SMALL)
def test_every_term_must_be_found(dataset, vocabulary, typed, expected):
    assert sorted(ids(typed, dataset.events, vocabulary).split()) == sorted(expected.split())


def ranked(vocabulary, typed, *made):
    return ids(typed, made, vocabulary)


def test_a_title_ranks_before_a_tag_a_summary_a_position_and_a_fact(vocabulary):
    text = {"en": "Russia speaks"}
    found_there = [
        event("in-title", title=text),
        event("in-tags", actors=[{"actor": "russia", "role": "speaker"}]),
        event("in-summary", summary=text),
        event("in-positions", positions=[{"actors": ["eff"], "stance": "warns", "text": text}]),
        event("in-facts", facts=[{"text": text}]),
    ]
    order = "in-title in-tags in-summary in-positions in-facts"
    assert ranked(vocabulary, "Russia", *reversed(found_there)) == order


def test_a_symbol_ranks_like_a_tag(vocabulary):
    symbol = event("by-symbol", documents=[{"symbol": "A/77"}])
    summary = event("by-summary", date="2021", summary={"en": "On a/77"})
    title = event("by-title", date="2023", title={"en": "A/77 adopted"})
    assert ranked(vocabulary, "a/77", summary, symbol, title) == "by-title by-symbol by-summary"


TEXT = {"en": "On the draft"}
SCORES = [
    # where the word draft is, or the tag of Russia; what is searched for; the score
    ({"title": TEXT}, "draft", 5),
    ({"id_": "draft-1"}, "draft", 4),
    ({"body": "russia"}, "Russia", 4),
    ({"place": "hanoi"}, "Hanoi", 4),
    ({"actors": [{"actor": "russia", "role": "author"}]}, "Russia", 4),
    ({"topics": ["safeguards"]}, "human rights", 4),
    ({"documents": [{"symbol": "A/draft"}]}, "draft", 4),
    ({"summary": TEXT}, "draft", 3),
    ({"positions": [{"actors": ["eff"], "stance": "warns", "text": TEXT}]}, "draft", 2),
    ({"positions": [{"actors": ["russia"], "stance": "warns", "text": {"en": "x"}}]}, "Russia", 2),
    ({"facts": [{"text": TEXT}]}, "draft", 1),
    ({"votes": [{"motion": TEXT, "result": "adopted"}]}, "draft", 1),
    ({"documents": [{"symbol": "A/1", "title": TEXT}]}, "draft", 1),
    ({"caveats": [{"text": TEXT}]}, "draft", 1),
    ({"title": TEXT, "summary": TEXT, "facts": [{"text": TEXT}]}, "draft", 5),
    ({"title": {"en": "Draft"}}, "draft", 5 + 1),
    ({"title": {"en": "Draft", "zh": "草案"}}, "draft", 5 + 1),
    ({"title": {"zh": "一份Draft"}}, "draft", 5),
    ({"title": TEXT}, "on the draft", 5 + 5 + 5 + 1),
    ({"title": TEXT}, "On The Draft", 5 + 5 + 5 + 1),
    ({"title": TEXT}, "the draft", 5 + 5 + 0.5),
    ({"title": TEXT}, "draft the", 5 + 5),
    ({"title": {"en": "On x"}, "summary": TEXT}, "on the draft", 5 + 3 + 3 + 0.5),
]


@pytest.mark.parametrize(("given", "typed", "score"), SCORES)
def test_a_hit_scores_by_where_it_is(vocabulary, given, typed, score):
    (hit,) = search([event(**given)], words(typed), vocabulary)
    assert hit.score == score


def test_words_that_stand_together_rank_before_scattered_ones(vocabulary):
    scattered = event("scattered", date="2020", title={"en": "Draft of the first rules"})
    phrase = event("phrase", date="2023", title={"en": "The first draft"})
    title = event("whole", date="2024", title={"en": "First draft"})
    assert ranked(vocabulary, "first draft", scattered, phrase, title) == "whole phrase scattered"


def test_equal_hits_come_in_the_order_of_time(vocabulary):
    later, earlier = event("a", date="2023-05"), event("b", date="2023-01-09")
    assert ranked(vocabulary, "talk", later, earlier) == "b a"


def test_a_hit_carries_its_score_and_where_it_was_found_the_weightiest_first(vocabulary):
    talk = event(title={"en": "A draft", "zh": "草案"}, summary={"en": "No draft."}, place="vienna")
    (hit,) = search([talk], words("draft vienna"), vocabulary)
    assert hit.score == 9
    assert hit.matches == (
        Match("title.en", 2, 7),
        Match("place", None, None),
        Match("summary.en", 3, 8),
    )


def test_what_was_searched_stays_as_it_was(dataset, vocabulary):
    before = tuple(dataset.events)
    assert search(before, words("session"), vocabulary)
    assert tuple(dataset.events) == before


@given(st.lists(events(), max_size=4), st.permutations(["draft", "俄罗斯", "e"]))
def test_the_order_of_events_and_of_scattered_words_does_not_matter(vocabulary, made, typed):
    there = {e.id for e in search(numbered(made), words(" ".join(typed)), vocabulary)}
    back = {e.id for e in search(numbered(made)[::-1], words("draft 俄罗斯 e"), vocabulary)}
    assert there == back


@given(st.lists(events(), max_size=4))
def test_one_more_word_never_finds_more(vocabulary, made):
    few = {e.id for e in search(numbered(made), words("draft e"), vocabulary)}
    assert few <= {e.id for e in search(numbered(made), words("draft"), vocabulary)}


NEAR = [
    ("sesion", ["session"]),
    ("rusia", ["Russia"]),
    ("viena", ["Vienna"]),
    ("zzzzzz", []),
]


@pytest.mark.parametrize(("typed", "near"), NEAR)
def test_where_nothing_is_found_the_nearest_names_and_words_of_titles_are_offered(dataset, vocabulary, typed, near):
    assert suggestions(words(typed), dataset.events, vocabulary)[:1] == near
