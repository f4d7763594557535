"""Terms: what words match in a text. Names and numbers match whole, Latin words by their stem, Chinese ones anywhere."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import INSTRUMENT, terms
from strategies import texts

from ahc_cli.ask.terms import BEGINNING, SAME, STEM, Word, word_term
from ahc_cli.model.records import Actor, Place, Text
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Instrument, Vocabulary


def words(typed):
    """Split a text at blanks; a quoted phrase is one word."""
    parts = typed.split('"')
    return [
        w for i, part in enumerate(parts) for w in ([Word(part, quoted=True)] if i % 2 else map(Word, part.split()))
    ]


def text_contains(typed, text, vocabulary):
    """Whether a text contains all terms."""
    return all(any(term.spans(text, fold(text))) for term in terms(words(typed), vocabulary))


TERMS = [
    # what is typed, the tags of each term that is a name, the text of each that is not
    ("Russia", [{("actor", "russia")}]),
    ("russian federation", [{("actor", "russia")}]),
    ("俄罗斯", [{("actor", "russia")}]),
    ("RU", [{("actor", "russia")}]),
    ("ru", [{("actor", "russia")}]),
    ("ＲＵ", [{("actor", "russia")}]),
    ("RU session", [{("actor", "russia")}, "session"]),
    ("session RU", ["session", {("actor", "russia")}]),
    ("ru session", ["ru", "session"]),
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
    found = [set(t.tagged) if t.is_name else t.typed for t in terms(words(typed), vocabulary)]
    assert found == expected


CONTAINED = [
    # what is typed, a text, whether the text contains it
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
    ("session", "Intersessional", False),
    ("session", "Sessions", True),
    ("sessions", "First session", True),
    ("ession", "First session", False),
    ("sess", "First session", False),
    ("sessi", "First session", True),
    ("ratify", "It ratified it", True),
    ("ratified", "Ratifications", True),
    ("use", "Using it", True),
    ("use", "Useless", False),
    ("Y", "Plan Y", True),
    ("Y", "Young", False),
    ("AI", "The chair of Ukraine", False),
    ("AI", "AI and law", True),
    ("24", "In 2024", False),
    ("24", "24 states", True),
    ("2024", "2024年", True),
    ("a/ac.291/7", "See A/AC.291/7", True),
    ("a/ac.291/7", "See A/AC.291/77", False),
    ("on-line", "on-line", True),
    ("First session", "The session is the first", True),
    ('"First session"', "The session is the first", False),
    ('"First session"', "The first session", True),
    ('"irst ses"', "The first session", False),
    ('"first sessions"', "The first session", False),
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
    ("第七", "第七届会议", True),
    ("第七", "第七十八届会议", False),
    ("二", "第十二条", False),
    ("vice-chairs", "a vice-chair", True),
    ("vice-chair", "13 vice-chairs", True),
]


@pytest.mark.parametrize(("typed", "text", "expected"), CONTAINED)
def test_names_match_whole_words_by_their_stem_and_chinese_anywhere(vocabulary, typed, text, expected):
    assert text_contains(typed, text, vocabulary) is expected


UNUSUAL_NAMES = [
    # a name, a text, whether the text contains it
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


@pytest.mark.parametrize(("name", "text", "expected"), UNUSUAL_NAMES)
def test_a_name_does_not_match_inside_a_longer_or_an_ordinary_word(name, text, expected):
    assert text_contains(f'"{name}"', text, Vocabulary(actors={"it": Actor("ngo", Text(en=name))})) is expected


@pytest.mark.parametrize("name", ["第三委员会", "第3委员会"])
def test_a_name_with_an_ordinal_matches_in_either_numerals(name):
    vocabulary = Vocabulary(actors={"third": Actor("un-body", Text(zh=name))})
    for typed in ("第三委员会", "第3委员会"):
        (term,) = terms([Word(typed)], vocabulary)
        assert term.tagged == {("actor", "third")}
        for text, expected in (("第三委员会开会", True), ("第3委员会开会", True), ("第13委员会开会", False)):
            assert text_contains(typed, text, vocabulary) is expected


KOREAS = Vocabulary(
    actors={
        "north": Actor("state", Text(en="DPR Korea")),
        "south": Actor("state", Text(en="Republic of Korea"), iso="KR"),
        "guinea-bissau": Actor("state", Text(en="Guinea Bissau")),
        "press": Actor("company", Text(en="Korea Press")),
    }
)


def test_a_word_does_not_match_within_the_name_of_a_state_but_it_matches_other_entities():
    (term,) = terms([Word("Korea")], KOREAS)
    assert term.tagged == {("actor", "press")}
    assert text_contains("Korea", "The DPR Korea speaks", KOREAS) is False
    assert text_contains("Korea", "Korea Press writes, and Korea", KOREAS) is True
    assert text_contains("Guinea", "Guinea Bissau speaks", KOREAS) is False
    assert text_contains("Guinea", "Guinea speaks", KOREAS) is True


def test_the_beginning_of_a_word_matches_unless_the_word_belongs_to_a_name():
    names = Vocabulary(places={"indiana": Place(Text(en="Indianapolis"))})
    assert text_contains("cyber", "On cybercrime", names) is True
    assert text_contains("India", "In Indianapolis", names) is False
    assert text_contains("India", "In Indiana", names) is True


def test_the_instrument_matches_by_any_of_its_names_but_not_by_an_everyday_one():
    names = Vocabulary(instrument=msgspec.convert(INSTRUMENT, Instrument))
    (term,) = terms(words("Vienna Convention"), names)
    assert term.tagged == {("instrument", "instrument")}
    assert term.needles == ("convention on offences", "罪行公约", "vienna convention", "维也纳公约")
    (everyday,) = terms([Word("公约")], names)
    assert (everyday.needles, everyday.tagged) == (("公约",), frozenset())


QUALITIES = [
    ("ratify", "They ratify", SAME),
    ("ratify", "They ratified", STEM),
    ("cyber", "On cybercrime", BEGINNING),
    ("会", "会议", SAME),
    ("24", "Article 24", SAME),
]


@pytest.mark.parametrize(("typed", "text", "quality"), QUALITIES)
def test_the_same_word_is_a_better_match_than_one_of_its_stem_or_a_beginning(typed, text, quality):
    (span,) = word_term(Word(typed), Vocabulary()).spans(text, fold(text))
    assert span[2] == quality


SPANS = [
    ("session", "No session, Sessions", [(3, 10), (12, 20)]),
    ("cyber", "On cybercrime", [(3, 8)]),
    ("using", "Using or use", [(0, 5), (9, 12)]),
    ("noi", "In Ha\u0300 No\u0323\u0302i now", [(7, 12)]),
    ("议", "𠀀会議", [(2, 3)]),
    ("strasse", "Die Straße", [(4, 10)]),
    ("第3条", "第三条和第3条", [(4, 7), (0, 3)]),
    ("aa", "aaaa aa", [(5, 7)]),
    ("会会", "会会会会", [(0, 2), (2, 4)]),
]


@pytest.mark.parametrize(("typed", "text", "expected"), SPANS)
def test_spans_are_code_points_of_the_text_before_folding(typed, text, expected):
    found = word_term(Word(typed), Vocabulary()).spans(text, fold(text))
    assert [(start, end) for start, end, _ in found] == expected


def test_a_name_does_not_match_within_a_longer_name(vocabulary):
    (term,) = terms([Word("俄罗斯")], vocabulary)
    text = "白俄罗斯、俄罗斯、Russia"
    assert sorted(term.spans(text, fold(text))) == [(5, 8, SAME), (9, 15, STEM)]


def test_a_word_that_folds_to_nothing_matches_nothing():
    assert list(word_term(Word("\u0301"), Vocabulary()).spans("x\u0301", "x")) == []


@given(texts, st.sampled_from(["draft", "ss", "俄罗斯", "us", "human", ".", "rights", "e", "届", "第1"]))
def test_what_a_term_matches_contains_one_of_its_needles(text, typed):
    term = word_term(Word(typed), Vocabulary())
    for start, end, _ in term.spans(text, fold(text)):
        assert any(needle in fold(text[start:end]) for needle in term.needles)
