"""Word stems, and families of words that a stemmer does not know."""

import pytest

from ahc_cli.model.stems import CUTTING, FAMILIES, NEXT, STANDING, STOP_WORDS, WANTING, stem, stems

ALIKE = [
    ("ratify", "ratified"),
    ("ratify", "ratifications"),
    ("sign", "signatory"),
    ("sign", "signed"),
    ("meet", "meetings"),
    ("draft", "drafting"),
    ("offence", "offenses"),
    ("child", "children"),
    ("vote", "voting"),
]
UNLIKE = [("sign", "signal"), ("state", "station"), ("chair", "ai"), ("party", "part"), ("adopt", "adapt")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_forms_of_a_word_have_the_same_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_different_words_have_different_stems(one, other):
    assert stem(one) != stem(other)


def test_a_word_is_in_one_family_and_families_do_not_share_a_stem():
    words = [word for family in FAMILIES for word in family]
    assert len(set(words)) == len(words)
    assert [family for family in FAMILIES if len(stems(*family)) != 1] == []
    assert len({stem(family[0]) for family in FAMILIES}) == len(FAMILIES)


def test_chinese_words_are_their_own_stems():
    assert stems("签署", "signed") == {"签署", stem("sign")}


def test_the_lists_of_words_are_folded_and_ignore_no_word_that_has_a_meaning():
    words = [*STOP_WORDS, *NEXT, *WANTING, *STANDING]
    assert [word for word in words if word != word.lower()] == []
    assert STOP_WORDS.isdisjoint((*WANTING, *STANDING))
    assert "下一届" in CUTTING
    assert [word for word in CUTTING if word.isascii()] == []
