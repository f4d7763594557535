"""Terms: what words match in an event. Names match as wholes in both scripts, other words anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event
from strategies import events, texts

from ahc_cli.ask.terms import (
    Entity,
    Substring,
    Word,
    contains,
    folded_text,
    matches,
    may_contain,
    passages,
    terms,
)
from ahc_cli.model.records import Actor, Text
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary


def title_contains(typed, title, vocabulary, lang="en"):
    """Whether an event with this title contains all terms of a text."""
    talk = event(title={lang: title})
    return all(contains(talk, passages(talk), term) for term in terms(words(typed), vocabulary))


def words(typed):
    """Split a text at blanks; a quoted phrase is one word."""
    parts = typed.split('"')
    return [w for i, part in enumerate(parts) for w in ([Word(part)] if i % 2 else map(Word, part.split()))]


TERMS = [
    # what is typed, the tags of each term that is a name, the needle of each that is not
    ("Russia", [{("actor", "russia")}]),
    ("russian federation", [{("actor", "russia")}]),
    ("俄罗斯", [{("actor", "russia")}]),
    ("RU", [{("actor", "russia")}]),
    ("ru", [{("actor", "russia")}]),
    ("ＲＵ", [{("actor", "russia")}]),
    ("RU session", ["ru", "session"]),
    ("session RU", ["session", "ru"]),
    ("US", [{("actor", "united-states")}]),
    ("us session", [{("actor", "united-states")}, "session"]),
    ("Hanoi", [{("place", "hanoi")}]),
    ("Hà Nội", [{("place", "hanoi")}]),
    ("河内", [{("place", "hanoi")}]),
    ("Human Rights", [{("topic", "safeguards")}]),
    ("Human Rights Watch", [{("actor", "hrw")}]),
    ("human rights watch vienna", [{("actor", "hrw")}, {("place", "vienna")}]),
    ('"Human Rights  Watch"', [{("actor", "hrw")}]),
    ('Human "Rights Watch"', [{("actor", "hrw")}]),
    ("the human rights", ["the", {("topic", "safeguards")}]),
    ("第一届", ["第一届"]),
    ('"First  Session"', ["first session"]),
    ("Straße É", ["strasse", "e"]),
]


@pytest.mark.parametrize(("typed", "expected"), TERMS)
def test_the_longest_run_of_words_that_is_a_name_is_one_term(vocabulary, typed, expected):
    found = [set(t.tagged) if isinstance(t, Entity) else t.needles[0] for t in terms(words(typed), vocabulary)]
    assert found == expected


TITLES = [
    # what is typed, a title, whether the title contains it
    ("第42条", "删除第四十二条", True),
    ("第四十二条", "删除第42条", True),
    ("第2条", "删除第四十二条", False),
    ("第2条", "删除第12条", False),
    ("第79", "第79/243号决议", True),
    ("俄罗斯", "俄罗斯发言", True),
    ("俄罗斯", "俄罗斯联邦发言", True),
    ("俄罗斯", "白俄罗斯发言", False),
    ("俄罗斯", "会上白俄罗斯发言", False),
    ("俄罗斯", "白俄罗斯和俄罗斯发言", True),
    ("俄罗斯", "俄罗斯和白俄罗斯发言", True),
    ("白俄罗斯", "白俄罗斯发言", True),
    ("白俄罗斯", "俄罗斯发言", False),
    ("印度", "印度发言", True),
    ("印度", "印度尼西亚发言", False),
    ("印度", "印度尼西亚、印度", True),
    ("印度尼西亚", "印度发言", False),
    ("Russia", "俄罗斯发言", True),
    ("RU", "Russia speaks", True),
    ("俄罗斯", "The Russian Federation speaks", True),
    ("Russia", "RUSSIA speaks", True),
    ("Russia", "Russia's draft", True),
    ("Russia", "Belorussia speaks", False),
    ("Russia", "Russian draft", False),
    ("Russia", "(Russia)", True),
    ("Russia", "在Russia发言", True),
    ("India", "Indiana", False),
    ("India", "Indonesia", False),
    ("US", "The US speaks", True),
    ("US", "They ask us", False),
    ("us", "The US speaks", True),
    ("us", "They ask us", False),
    ("US", "Us too", False),
    ("US", "RUS", False),
    ("US", "The United States speaks", True),
    ("hrw", "HRW speaks", True),
    ("hrw", "hrw speaks", False),
    ("Human Rights", "Human Rights Watch writes", False),
    ("Human Rights", "human rights", True),
    ("Human Rights", "Human Rights Watch on human rights", True),
    ("Hanoi", "Signing in Ha\u0300 No\u0323\u0302i", True),
    ("Hanoi", "Signing in ＨＡＮＯＩ", True),
    ("session", "Intersessional", True),
    ("ession", "First session", True),
    ("First session", "The session is the first", True),
    ('"First session"', "The session is the first", False),
    ('"First session"', "The first session", True),
    ('"irst ses"', "The first session", True),
    ("SÉSSION", "First session", True),
    ("ｓｅｓｓｉｏｎ", "First session", True),
    ("届", "第一届会议", True),
    ("第一届", "第一届会议", True),
    ("一会", "第一届会议", False),
    ("第 会", "第一届会议", True),
    ("会议 第二", "第一届会议", False),
    ("\u0301", "First session", False),
    ("session \u0301", "First session", False),
    (".*", "First session", False),
    ("a.c", "abc", False),
]


@pytest.mark.parametrize(("typed", "title", "expected"), TITLES)
def test_a_name_matches_as_a_whole_and_a_word_anywhere(vocabulary, typed, title, expected):
    assert title_contains(typed, title, vocabulary) is expected


UNUSUAL_NAMES = [
    # a name, a title, whether the title contains it
    ("NATO", "They say nato", True),
    ("NAT", "They say nat", False),
    ("Rio", "They met in rio", True),
    ("E Corp", "The Corp", False),
    ("E Corp", "An E Corp", True),
    ("Plan B", "Plan Bees", False),
    ("Plan B", "Plan B?", True),
    ("Forum (UN)", "Forum (UN)x", True),
    ("(UN) Forum", "x(UN) Forum", True),
    ("中国", "发展中国家", False),
    ("美国", "拉美国家", False),
    ("大会", "重大会议", False),
    ("马里", "索马里", False),
    ("生效", "发生效力", False),
    ("中国", "发展中国家与中国", True),
]


@pytest.mark.parametrize(("name", "title", "expected"), UNUSUAL_NAMES)
def test_a_name_does_not_match_inside_a_longer_or_an_ordinary_word(name, title, expected):
    assert title_contains(f'"{name}"', title, Vocabulary(actors={"it": Actor("ngo", Text(en=name))})) is expected


@pytest.mark.parametrize("name", ["第三委员会", "第3委员会"])
def test_a_name_with_an_ordinal_matches_in_either_numerals(name):
    vocabulary = Vocabulary(actors={"third": Actor("un-body", Text(zh=name))})
    for typed in ("第三委员会", "第3委员会"):
        (term,) = terms([Word(typed)], vocabulary)
        assert isinstance(term, Entity)
        assert term.tagged == {("actor", "third")}
        for title, expected in (("第三委员会开会", True), ("第3委员会开会", True), ("第13委员会开会", False)):
            assert title_contains(typed, title, vocabulary, "zh") is expected


def test_a_text_is_searched_in_both_languages(vocabulary):
    both = event(title={"en": "First session", "zh": "第一届会议"})
    assert all(contains(both, passages(both), term) for term in terms(words("first 第一"), vocabulary))


def test_the_passages_of_an_event_are_its_texts_the_most_important_first():
    full = event(
        title={"en": "T", "zh": "题"}, summary={"zh": "摘"},
        facts=[{"text": {"en": "F"}}], caveats=[{"text": {"en": "C"}}],
        positions=[{"actors": ["eff"], "stance": "urges", "text": {"en": "P"}}],
        votes=[{"motion": {"en": "V"}, "result": "adopted"}],
        documents=[{"symbol": "A/1", "title": {"en": "D"}}],
        history=[{"as_of": "2021-01-01", "date": "2022", "status": "scheduled", "title": {"en": "H"},
                  "sources": ["daily"]}],
    )  # fmt: skip
    assert [(passage.path, passage.text) for passage in passages(full)] == [
        ("title.en", "T"), ("title.zh", "题"), ("id", "talk"), ("documents[0].symbol", "A/1"), ("summary.zh", "摘"),
        ("positions[0].text.en", "P"), ("facts[0].text.en", "F"), ("votes[0].motion.en", "V"),
        ("documents[0].title.en", "D"), ("caveats[0].text.en", "C"),
    ]  # fmt: skip
    assert folded_text(full) == "\n".join(["t", "talk", "a/1", "", "p", "f", "v", "d", "c", "题", "摘", *[""] * 5])


def spans(typed, talk, vocabulary):
    """Return (field, start, end) of every match."""
    found = [match for term in terms(words(typed), vocabulary) for match in matches(talk, passages(talk), term)]
    return [(match.field, match.start, match.end) for match in found]


def test_a_name_matches_tags_too_which_have_no_span(vocabulary):
    talk = event(
        title={"en": "Russia speaks", "zh": "俄罗斯发言"}, body="russia", topics=["safeguards"],
        actors=[{"actor": "eff", "role": "speaker"}, {"actor": "russia", "role": "speaker"}],
        positions=[{"actors": ["india", "russia"], "stance": "urges", "topic": "safeguards", "text": {"en": "x"}}],
    )  # fmt: skip
    assert spans("RU", talk, vocabulary) == [
        ("title.en", 0, 6), ("title.zh", 0, 3), ("body", None, None), ("actors[1].actor", None, None),
        ("positions[0].actors[1]", None, None),
    ]  # fmt: skip
    assert spans("human rights", talk, vocabulary) == [
        ("topics[0]", None, None),
        ("positions[0].topic", None, None),
    ]


def test_a_word_matches_the_tags_whose_names_contain_it(vocabulary):
    assert spans("viet", event(place="hanoi"), vocabulary) == []
    assert spans("hano", event(place="hanoi"), vocabulary) == [("place", None, None)]
    assert spans("电子", event(actors=[{"actor": "eff", "role": "speaker"}]), vocabulary) == [
        ("actors[0].actor", None, None)
    ]


def test_a_word_that_folds_to_nothing_matches_nothing(vocabulary):
    assert spans("\u0301", event(title={"en": "\u0301"}, place="hanoi"), vocabulary) == []


def test_the_place_of_a_former_plan_does_not_match(vocabulary):
    moved = event(
        place="vienna",
        history=[{"as_of": "2021-01-01", "date": "2022", "status": "scheduled", "place": "hanoi",
                  "title": {"en": "x"}, "sources": ["daily"]}],
    )  # fmt: skip
    assert spans("hanoi", moved, vocabulary) == []


SPANS = [
    ("session", "No session, Session", [(3, 10), (12, 19)]),
    ("noi", "In Ha\u0300 No\u0323\u0302i now", [(7, 12)]),
    ("议", "𠀀会议", [(2, 3)]),
    ("ss", "Straße", [(4, 5)]),
    ("俄罗斯", "白俄罗斯、俄罗斯", [(5, 8)]),
    ("aa", "aaaa", [(0, 2), (2, 4)]),
    ("bc", "bc, bc, bc", [(0, 2), (4, 6), (8, 10)]),
]


@pytest.mark.parametrize(("typed", "title", "expected"), SPANS)
def test_spans_are_code_points_of_the_text_before_folding(vocabulary, typed, title, expected):
    assert spans(typed, event(title={"en": title}), vocabulary) == [("title.en", *span) for span in expected]


@given(events(), st.sampled_from(["draft", "ss", "俄罗斯", "us", "human", ".", "d", "e", "届"]))
def test_the_text_of_a_span_folds_to_the_needle(made, needle):
    by_path = {passage.path: passage.text for passage in passages(made)}
    for match in matches(made, passages(made), Substring((needle,), frozenset())):
        assert fold(by_path[match.field][match.start : match.end]) == needle


@given(events(), st.sampled_from(["draft", "俄罗斯", "us", "human", ".", "届", "xyz"]))
def test_an_event_contains_a_word_if_a_folded_text_does(made, needle):
    found = passages(made)
    assert contains(made, found, Substring((needle,), frozenset())) == any(needle in fold(p.text) for p in found)


@given(events())
def test_the_folded_text_of_an_event_has_each_passage_as_a_line(made):
    folded = f"\n{folded_text(made)}\n"
    assert [passage.path for passage in passages(made) if f"\n{passage.folded}\n" not in folded] == []


@given(events(), texts)
def test_the_pre_filter_rules_out_no_event_that_contains_a_term(vocabulary, made, typed):
    all_terms = [*terms([Word(word) for word in typed.split()], vocabulary), Substring((fold(typed),), frozenset())]
    ruled_out = [term for term in all_terms if not may_contain(made, folded_text(made), term)]
    assert [term for term in ruled_out if contains(made, passages(made), term)] == []


def test_the_pre_filter_rules_out_an_event_without_the_word():
    assert not may_contain(event(), folded_text(event()), Substring(("nowhere",), frozenset()))
