"""The query language, where a change of the program went unseen."""

import pytest
from small import TODAY, event, found

from ahc_cli.errors import UsageError
from ahc_cli.query import Context, of_events, parse
from ahc_cli.vocabulary import Vocabulary

NOTHING_KNOWN = Context(Vocabulary(), TODAY, whole=False)


@pytest.fixture
def matched(dataset, vocabulary):
    return lambda text: found(filter(of_events(parse(text, Context(vocabulary, TODAY)), TODAY), dataset.events))


def test_brackets_side_by_side_are_not_inside_each_other(matched):
    assert matched(" or ".join(["(id:session-1)"] * 60)) == "session-1"


@pytest.mark.parametrize("depth", [49, 50])
def test_brackets_may_be_inside_each_other_up_to_fifty(depth, matched):
    assert matched("(" * depth + "id:session-1" + ")" * depth) == "session-1"


NAMES = {
    "US": ("join us", "the BUS", "the US"),
    "India": ("Indianapolis", "West Indian", "India, too"),
    "俄罗斯": ("白俄罗斯", "白俄罗斯人", "俄罗斯人"),
}


@pytest.mark.parametrize("name", NAMES)
def test_letters_of_a_name_are_not_the_name(name, vocabulary):
    """They stand in the first two titles, yet only the third one is meant."""
    holds = of_events(parse(name, Context(vocabulary, TODAY)), TODAY)
    assert [holds(event(title={"en": title})) for title in NAMES[name]] == [False, False, True]


@pytest.mark.parametrize("query", ["vote.no:0..", "vote.no:..5", "vote.abstain:0", "vote.yes:88"])
def test_a_count_that_is_not_known_is_no_number(query):
    votes = [{"motion": {"en": "m"}, "result": "adopted", "yes": 88}]
    holds = of_events(parse(query, NOTHING_KNOWN), TODAY)
    assert holds(event(votes=votes)) is (query == "vote.yes:88")
    assert of_events(parse(f"not {query}", NOTHING_KNOWN), TODAY)(event(votes=votes)) is (query != "vote.yes:88")


def test_the_fault_of_a_long_query_is_shown_with_what_stands_around_it():
    long = "title:x " * 40 + "knd:session " + "title:y " * 40
    with pytest.raises(UsageError) as refused:
        parse(long, NOTHING_KNOWN)
    _, shown, carets, *_ = str(refused.value).split("\n")
    assert shown == "  e:x title:x title:x title:x title:x knd:session title:y title:y title:y "
    assert carets == " " * shown.index("knd") + "^^^"


def test_a_fault_as_long_as_the_query_is_underlined_as_far_as_it_is_shown():
    with pytest.raises(UsageError) as refused:
        parse("k" * 500 + ":x", NOTHING_KNOWN)
    _, shown, carets, *_ = str(refused.value).split("\n")
    assert (shown, carets) == ("  " + "k" * 72, "  " + "^" * 36)


def test_a_date_of_words_is_read_as_far_as_it_is_one(matched):
    assert matched("9 Jan 2023 session") == matched("date:2023-01-09 session") == "session-3"
    assert matched("within:Feb 2022..Mar 2022") == "session-1"


def test_what_is_kept_of_one_event_is_not_told_of_the_next(dataset, vocabulary):
    holds = of_events(parse("title:session text:committee", Context(vocabulary, TODAY)), TODAY)
    events = [*dataset.events, *reversed(dataset.events)]
    assert [one.id for one in events if holds(one)] == ["session-1", "session-1"]
