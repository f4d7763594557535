"""What words find: names as wholes in both scripts, everything else wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event
from strategies import events

from ahc_cli.matching import Entity, Substring, Word, found_in, hits, passages, terms, wording
from ahc_cli.models import Actor, Text
from ahc_cli.text import fold
from ahc_cli.vocabulary import Vocabulary


def words(text: str) -> list[Word]:
    """Words split at blanks; what stands between quotation marks is one."""
    parts = text.split('"')
    return [w for i, part in enumerate(parts) for w in ([Word(part)] if i % 2 else map(Word, part.split()))]


def finds(text, said, vocabulary, lang="en"):
    """Whether all terms of a text are found in an event with this title."""
    talk = event(title={lang: said})
    return all(found_in(talk, passages(talk), term) for term in terms(words(text), vocabulary))


TERMS = [
    # what is typed, the tags of each term (a name), or its needle
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
def test_the_longest_run_that_is_a_name_is_one_term(vocabulary, typed, expected):
    found = [set(t.tagged) if isinstance(t, Entity) else t.needles[0] for t in terms(words(typed), vocabulary)]
    assert found == expected


STANDS = [
    # what is typed, a title, whether it is found there
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


@pytest.mark.parametrize(("typed", "title", "found"), STANDS)
def test_a_name_is_found_as_a_whole_and_a_word_anywhere(vocabulary, typed, title, found):
    assert finds(typed, title, vocabulary) is found


ODD = [
    # a name, a title, whether it is found there
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


@pytest.mark.parametrize(("name", "title", "found"), ODD)
def test_a_name_is_whole_by_its_own_ends_and_not_in_an_ordinary_word(name, title, found):
    assert finds(f'"{name}"', title, Vocabulary(actors={"it": Actor("ngo", Text(en=name))})) is found


@pytest.mark.parametrize("name", ["第三委员会", "第3委员会"])
def test_a_name_with_an_ordinal_is_typed_and_found_in_either_numerals(name):
    vocabulary = Vocabulary(actors={"third": Actor("un-body", Text(zh=name))})
    for typed in ("第三委员会", "第3委员会"):
        (term,) = terms([Word(typed)], vocabulary)
        assert isinstance(term, Entity)
        assert term.tagged == {("actor", "third")}
        for title, found in (("第三委员会开会", True), ("第3委员会开会", True), ("第13委员会开会", False)):
            assert finds(typed, title, vocabulary, "zh") is found


def test_a_text_is_searched_in_both_languages(vocabulary):
    both = event(title={"en": "First session", "zh": "第一届会议"})
    assert all(found_in(both, passages(both), term) for term in terms(words("first 第一"), vocabulary))


def test_everything_that_says_something_is_searched_what_matters_most_first():
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
    assert wording(full) == "\n".join(["t", "talk", "a/1", "", "p", "f", "v", "d", "c", "题", "摘", *[""] * 5])


def places(typed, talk, vocabulary):
    """Field, start and end of every hit."""
    return [
        (m.field, m.start, m.end) for term in terms(words(typed), vocabulary) for m in hits(talk, passages(talk), term)
    ]


def test_an_entity_is_found_by_its_tags_too_which_have_no_place_in_a_text(vocabulary):
    talk = event(
        title={"en": "Russia speaks", "zh": "俄罗斯发言"}, body="russia", topics=["safeguards"],
        actors=[{"actor": "eff", "role": "speaker"}, {"actor": "russia", "role": "speaker"}],
        positions=[{"actors": ["india", "russia"], "stance": "urges", "topic": "safeguards", "text": {"en": "x"}}],
    )  # fmt: skip
    assert places("RU", talk, vocabulary) == [
        ("title.en", 0, 6), ("title.zh", 0, 3), ("body", None, None), ("actors[1].actor", None, None),
        ("positions[0].actors[1]", None, None),
    ]  # fmt: skip
    assert places("human rights", talk, vocabulary) == [
        ("topics[0]", None, None),
        ("positions[0].topic", None, None),
    ]


def test_a_word_finds_the_tags_whose_names_hold_it(vocabulary):
    assert places("viet", event(place="hanoi"), vocabulary) == []
    assert places("hano", event(place="hanoi"), vocabulary) == [("place", None, None)]
    assert places("电子", event(actors=[{"actor": "eff", "role": "speaker"}]), vocabulary) == [
        ("actors[0].actor", None, None)
    ]


def test_a_word_of_which_folding_leaves_nothing_finds_nothing(vocabulary):
    assert places("\u0301", event(title={"en": "\u0301"}, place="hanoi"), vocabulary) == []


def test_a_plan_of_long_ago_is_not_where_the_event_is(vocabulary):
    moved = event(
        place="vienna",
        history=[{"as_of": "2021-01-01", "date": "2022", "status": "scheduled", "place": "hanoi",
                  "title": {"en": "x"}, "sources": ["daily"]}],
    )  # fmt: skip
    assert places("hanoi", moved, vocabulary) == []


PLACES = [
    ("session", "No session, Session", [(3, 10), (12, 19)]),
    ("noi", "In Ha\u0300 No\u0323\u0302i now", [(7, 12)]),
    ("议", "𠀀会议", [(2, 3)]),
    ("ss", "Straße", [(4, 5)]),
    ("俄罗斯", "白俄罗斯、俄罗斯", [(5, 8)]),
    ("aa", "aaaa", [(0, 2), (2, 4)]),
    ("bc", "bc, bc, bc", [(0, 2), (4, 6), (8, 10)]),
]


@pytest.mark.parametrize(("typed", "title", "expected"), PLACES)
def test_places_are_code_points_of_the_text_as_it_is(vocabulary, typed, title, expected):
    assert places(typed, event(title={"en": title}), vocabulary) == [("title.en", *place) for place in expected]


@given(events(), st.sampled_from(["draft", "ss", "俄罗斯", "us", "human", ".", "d", "e", "届"]))
def test_what_stands_at_a_place_is_what_was_looked_for(made, needle):
    texts = {passage.path: passage.text for passage in passages(made)}
    for match in hits(made, passages(made), Substring((needle,), frozenset())):
        assert fold(texts[match.field][match.start : match.end]) == needle


@given(events(), st.sampled_from(["draft", "俄罗斯", "us", "human", ".", "届", "xyz"]))
def test_a_substring_is_found_just_where_a_plain_look_finds_it(made, needle):
    texts = passages(made)
    assert found_in(made, texts, Substring((needle,), frozenset())) == any(needle in fold(p.text) for p in texts)
