"""The words, which are data: their limits, and that they name what there is."""

from collections import Counter
from pkgutil import get_data

import pytest

from ahc_cli.data.load import bundled as bundled_dataset
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.text import canonical, fold, is_han
from ahc_cli.query.lexicon import concepts_of, lexicon, stem

CHOICES = {name: set(field.choices) for name, field in FIELDS.items() if field.choices}
CHOICES |= {"series": {event.series for event in bundled_dataset().events if event.series}}


def lines():
    text = (get_data("ahc_cli", "query/words.txt") or b"").decode()
    return [line for line in text.splitlines() if line]


def test_there_are_few_concepts_of_few_words_and_few_stop_words():
    known = lexicon()
    assert len(known.words) <= 125
    assert [concept for concept, words in known.words.items() if len(words) > 65] == []
    assert len(known.stop) <= 270
    assert len([word for word in known.stop if len(word) == 1 and is_han(word)]) <= 20


def test_every_concept_has_one_line_and_every_line_is_one():
    names = [line.partition(" =")[0] for line in lines() if not line.startswith("#")]
    assert [name for name, number in Counter(names).items() if number > 1 and name != "stop"] == []
    tables = {"stop", "particle", "joining", "direction", "of-articles"}
    assert lexicon().of_articles <= set(lexicon().words)
    assert {name.removesuffix("?") for name in names} - tables == set(lexicon().words)


def test_a_concept_that_is_a_condition_is_a_field_with_codes_of_it():
    values = [concept.split(":") for concept in lexicon().words if ":" in concept]
    assert [
        (field, codes) for field, codes in values if not set(codes.split(",")) <= CHOICES[field]
    ] == []


def test_no_word_says_something_and_is_a_stop_word():
    assert lexicon().stop.isdisjoint(lexicon().concepts)
    assert [
        word for words in lexicon().words.values() for word in words if word != fold(word)
    ] == []


ALIKE = [("ratify", "ratification"), ("vote", "voting"), ("authorise", "authorized"), ("authorising", "authorization"),
         ("organises", "organizations"), ("child", "children"), ("sign", "签署"), ("offense", "罪行"), ("meetings", "会议"),
         ("drafts", "草案")]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_words_of_a_stem_or_a_line_express_the_same_concept(one, other):
    shared = {*concepts_of(canonical(one))} & {*concepts_of(canonical(other))}
    assert shared or stem(one) == stem(other)
