"""Hits of a search: always two lines, and below the title the passage that contains the words."""

import pytest
from small import event, events_answer

from ahc_cli.answer.events import Hits
from draw.drawing import drawn

RICH = {
    "summary": {"en": "It lists crimes.", "zh": "信中列出罪行。"},
    "facts": [{"text": {"en": "Talks are calm."}}],
    "positions": [{"actors": ["russia", "eff"], "stance": "urges", "text": {"en": "Go on."}}],
    "actors": [{"actor": "india", "role": "speaker"}],
    "votes": [{"motion": {"en": "The rules"}, "yes": 88, "no": 42, "result": "adopted"}],
    "attendance": [{"count": 149, "of": "states", "at_least": True}],
    "documents": [{"symbol": "A/AC.291/7", "title": {"en": "Roadmap"}}],
    "topics": ["safeguards", "offences"],
    "caveats": [{"text": {"en": "Sources differ."}}],
}


def hits(*events, path="title", vocabulary=None, **given):
    """Make the hits of a search that found the passage at a path in each event."""
    listed = events_answer(*events, vocabulary=vocabulary)
    passages = {each.id: path for each in events}
    return Hits(
        records=listed.records, columns=listed.columns, vocabulary=listed.vocabulary, edition=listed.edition,
        passages=passages, **given,
    )  # fmt: skip


def match(field, start=None, end=None):
    return {"field": field, "start": start, "end": end}


def test_a_hit_takes_two_lines_with_its_date_in_full_whatever_the_width(vocabulary):
    first = event(date="2022-02-28/2022-03-11", place="new-york")
    for width in (60, 120):
        gap = " " * (width - len(" 28 Feb – 11 Mar 2022  New York") - len("talk"))
        shown = f" 28 Feb – 11 Mar 2022  New York{gap}talk\n   Talk\n"
        assert drawn(hits(first, vocabulary=vocabulary), width=width) == shown


PASSAGES = [
    pytest.param("title", ["It lists crimes."], id="the summary for the title, which is shown anyway"),
    pytest.param("summary", ["It lists crimes."], id="the summary"),
    pytest.param("facts[0]", ["Talks are calm."], id="a fact"),
    pytest.param("positions[0]", ["Russia, EFF · urges: Go on."], id="a position with its actors and stance"),
    pytest.param("actors[0]", ["India · speaker"], id="an actor with its role"),
    pytest.param("votes[0]", ["The rules: adopted (88 in favour, 42 against)"], id="a vote"),
    pytest.param("attendance[0]", ["attendance: at least 149 states"], id="a number of those who attended"),
    pytest.param("documents[0]", ["A/AC.291/7  Roadmap"], id="a document"),
    pytest.param("topics", ["Offences · It lists crimes."], id="the topic that matches and the summary"),
    pytest.param("caveats[0]", ["Sources differ."], id="a caveat"),
]


@pytest.mark.parametrize("key", ["facts", "positions", "attendance", "votes"])
def test_a_passage_says_if_it_is_not_sure(vocabulary, key):
    for sure, end in {"weak": "(weak)", "timeline": "(EFF timeline only)", "single": "(single source)"}.items():
        (item,) = RICH[key]
        shown = drawn(hits(event(**{key: [item | {"confidence": sure}]}), path=f"{key}[0]", vocabulary=vocabulary))
        assert shown.endswith(f" {end}\n")
    official = event(**{key: [item | {"confidence": "official"}]})
    assert "official" not in drawn(hits(official, path=f"{key}[0]", vocabulary=vocabulary))


@pytest.mark.parametrize(("found_at", "lines"), PASSAGES)
def test_the_passage_that_contains_the_words_stands_below_the_title(vocabulary, found_at, lines):
    found = event(**RICH, matches=[match("topics[1]"), match(f"{found_at}.text.en", 0, 1)])
    assert [line.strip() for line in drawn(hits(found, path=found_at, vocabulary=vocabulary)).splitlines()[2:]] == lines


def test_the_topic_that_matches_stands_before_a_fact_that_does_not_have_the_words(vocabulary):
    found = event(**RICH, matches=[match("topics[1]")])
    shown = drawn(hits(found, path="facts[0]", vocabulary=vocabulary))
    assert shown.splitlines()[2:] == ["   Offences · Talks are calm."]


def test_without_a_summary_nothing_stands_below_the_title_and_a_topic_stands_alone(vocabulary):
    found = event(topics=["safeguards"], matches=[match("topics[0]")])
    assert len(drawn(hits(found, path="title")).splitlines()) == 2
    assert drawn(hits(found, path="topics", vocabulary=vocabulary)).splitlines()[2:] == [
        "   Human rights and safeguards"
    ]


def test_a_passage_is_in_the_readers_language_and_only_marked_as_missing_if_it_is():
    found = event(**RICH)
    assert drawn(hits(found, path="summary"), "zh").splitlines()[-1].strip() == "信中列出罪行。"
    assert drawn(hits(found, path="facts[0]"), "zh").splitlines()[-1].strip() == "[en] Talks are calm."


def test_what_matches_is_underlined_in_the_title_and_in_the_passage():
    found = event(
        kind="letter", summary={"en": "A \x1b needle."}, matches=[match("title.en", 0, 4), match("summary.en", 4, 10)]
    )
    shown = drawn(hits(found, path="summary"), color=True)
    assert "   \x1b[4mTalk\x1b[0m\n" in shown
    assert "A \\x1b \x1b[4mneedle\x1b[0m." in shown


def test_a_long_passage_is_shown_whole():
    found = event(summary={"en": "It goes on and on. " * 40})
    assert drawn(hits(found, path="summary")).count("on and on.") > 30


def test_words_that_are_scattered_are_noted():
    assert (
        drawn(hits(event(), remarks={"talk": "words in several places"})).splitlines()[-1].strip()
        == "(words in several places)"
    )


def test_lines_that_answer_stand_before_the_hits():
    lead = ["中国于2025年10月25日签署。"]
    assert drawn(hits(event(), lead=lead), "zh").startswith(" 中国于2025年10月25日签署。\n 2022")


def test_without_hits_the_events_with_most_of_the_words_are_shown_as_such():
    answer = hits(partial=[event()], missing="Only some words:")
    assert drawn(answer).splitlines()[0] == " Only some words:"
    assert drawn(answer).splitlines()[-1] == "   Talk"
