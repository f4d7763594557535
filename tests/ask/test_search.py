"""Full-text search: which events contain all words, in which order, and what is near if none does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event, ids, numbered
from strategies import events

from ahc_cli.ask.language import MAX_LENGTH
from ahc_cli.ask.search import missing_words, search, split_words, suggestions
from ahc_cli.ask.terms import Word
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Match


def found(typed, among, vocabulary):
    """Return the ids of the events that a search finds, best first."""
    return ids(search(among, split_words(typed), vocabulary))


SPLIT = {
    "blanks": ("first  session\t", ["first", "session"]),
    "a phrase": ('"first session" vienna', ["first session", "vienna"]),
    "Chinese quotation marks": ("“第一届 会议”", ["第一届 会议"]),
    "a phrase within a word": ('a"b c"d', ["a", "b c", "d"]),
    "words that fold to nothing are left out": ('session \u0301 "" " "', ["session"]),
}


@pytest.mark.parametrize(("typed", "words"), SPLIT.values(), ids=SPLIT)
def test_a_search_is_split_into_words_and_quoted_phrases(typed, words):
    assert split_words(typed) == [Word(word) for word in words]


INVALID = {
    "nothing": ("", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "blanks": (" \t", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "an accent": ("\u0301", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "an open quotation": ('"first session', "missing closing quotation mark; quote a phrase as in '\"first session\"'"),
    "too long": ("x" * (MAX_LENGTH + 1), "the search has 10001 characters; at most 10000 are allowed"),
}


@pytest.mark.parametrize(("typed", "message"), INVALID.values(), ids=INVALID)
def test_a_search_without_words_is_an_error(typed, message):
    with pytest.raises(UsageError) as error:
        split_words(typed)
    assert str(error.value) == message


def test_a_search_can_have_10000_characters():
    assert split_words("x" * MAX_LENGTH) == [Word("x" * MAX_LENGTH)]


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
def test_a_search_finds_the_events_that_contain_all_words(dataset, vocabulary, typed, expected):
    assert sorted(found(typed, dataset.events, vocabulary).split()) == sorted(expected.split())


TEXT = {"en": "On the draft"}
SCORES = [
    # an event, a search, its score
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
def test_a_match_scores_by_where_it_is(vocabulary, given, typed, score):
    (hit,) = search([event(**given)], split_words(typed), vocabulary)
    assert hit.score == score


def test_the_best_match_comes_first(vocabulary):
    scattered = event("scattered", date="2020", title={"en": "Draft of the first rules"})
    phrase = event("phrase", date="2023", title={"en": "The first draft"})
    title = event("whole", date="2024", title={"en": "First draft"})
    assert found("first draft", [scattered, phrase, title], vocabulary) == "whole phrase scattered"


def test_equal_matches_come_in_date_order(vocabulary):
    assert found("talk", [event("a", date="2023-05"), event("b", date="2023-01-09")], vocabulary) == "b a"


def test_a_result_has_its_score_and_its_matches_the_most_important_first(vocabulary):
    talk = event(title={"en": "A draft", "zh": "草案"}, summary={"en": "No draft."}, place="vienna")
    (hit,) = search([talk], split_words("draft vienna"), vocabulary)
    assert hit.score == 9
    assert hit.matches == (
        Match("title.en", 2, 7),
        Match("place", None, None),
        Match("summary.en", 3, 8),
    )


@given(st.lists(events(), max_size=4), st.permutations(["draft", "俄罗斯", "e"]))
def test_the_order_of_events_and_of_words_does_not_matter(vocabulary, made, typed):
    forward = found(" ".join(typed), numbered(made), vocabulary).split()
    back = found("draft 俄罗斯 e", numbered(made)[::-1], vocabulary).split()
    assert set(forward) == set(back)


@given(st.lists(events(), max_size=4))
def test_one_more_word_never_finds_more(vocabulary, made):
    fewer = found("draft e", numbered(made), vocabulary).split()
    assert set(fewer) <= set(found("draft", numbered(made), vocabulary).split())


NEAR = [
    ("sesion", ["session"]),
    ("rusia", ["Russia"]),
    ("viena", ["Vienna"]),
    ("zzzzzz", []),
]


@pytest.mark.parametrize(("typed", "near"), NEAR)
def test_names_and_words_of_titles_are_suggested_for_a_misspelling(dataset, vocabulary, typed, near):
    assert suggestions(split_words(typed), dataset.events, vocabulary)[:1] == near


def test_chinese_names_within_a_text_are_suggested(dataset, vocabulary):
    assert suggestions(split_words("俄罗斯与维也纳签署"), dataset.events, vocabulary) == ["俄罗斯", "维也纳"]
    assert suggestions(split_words("印度在河内发言"), dataset.events, vocabulary) == ["印度", "河内"]


def test_words_that_no_text_contains_are_missing(dataset):
    assert missing_words(split_words("session nowhere 第一届 SESSION"), dataset.events) == [Word("nowhere")]
    assert missing_words(split_words("session"), ()) == [Word("session")]
