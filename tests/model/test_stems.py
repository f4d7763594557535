"""Word stems, and families of words that a stemmer does not know."""

import pytest

from ahc_cli.model.stems import asked, asks_for, every_word, family, is_ignored, stem, synonyms

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
    ("authorize", "authorising"),
    ("criticize", "criticised"),
    ("organisation", "organizations"),
    ("precise", "precision"),
]
UNLIKE = [
    ("sign", "signal"),
    ("state", "station"),
    ("chair", "ai"),
    ("party", "part"),
    ("adopt", "adapt"),
    ("expert", "expertise"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_forms_of_a_word_have_the_same_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_different_words_have_different_stems(one, other):
    assert stem(one) != stem(other)


def test_words_of_a_family_have_one_stem():
    assert family("signed") == ["sign", "signature", "signatures", "signatory", "signatories"]
    assert family("zebras") == []


def test_a_text_is_written_with_the_words_that_say_the_same():
    assert "设立委员会" in synonyms("成立委员会")
    assert synonyms("委员会") == []


PURPOSES = [
    ("next", ["forthcoming"], True),
    ("next", ["下一届"], True),
    ("wanting", ["what", "opposed"], True),
    ("wanting", ["what", "met"], False),
    ("standing", ["ratification"], True),
    ("nothing", ["next"], False),
    ("negating", ["hasn't"], True),
    ("negating", ["arent"], True),
    ("negating", ["patent"], False),
]


@pytest.mark.parametrize(("purpose", "words", "expected"), PURPOSES)
def test_words_are_for_a_purpose_in_any_form(purpose, words, expected):
    assert asks_for(purpose, words) is expected


def test_function_and_question_words_say_nothing_by_themselves():
    assert [
        word for word in ("the", "谁", "next", "latest", "versus", "hasn't", "didnt", "cannot") if not is_ignored(word)
    ] == []
    assert [word for word in ("session", "签署", "two") if is_ignored(word)] == []


def test_the_table_is_folded_and_ignores_no_word_that_says_what_is_wanted():
    asking = ("next", "latest", "standing", "acting", "wanting", "anyone", "comparing", "who", "why")
    words = {purpose: asked(purpose) for purpose in (*asking, "ignored", "chair", "votes")}
    assert [word for purpose in words for word in words[purpose] if word != word.lower()] == []
    assert words["ignored"].isdisjoint(words["wanting"] | words["standing"])
    assert words["acting"] <= words["standing"]
    assert "下一届" in every_word(english=False)
    assert [word for word in every_word(english=False) if word.isascii()] == []


@pytest.mark.parametrize(
    "words",
    [
        "negotiate negotiation negotiations negotiating negotiated talks",
        "fail failed failures failing",
        "sign signed signatories",
        "remove removal deletes deleted",
    ],
)
def test_every_form_of_a_word_of_a_family_has_its_stem(words):
    assert len(set(map(stem, words.split()))) == 1


def test_the_beginning_of_a_word_of_a_family_is_another_word():
    assert stem("journalism") == stem("journalists") != stem("journal")
