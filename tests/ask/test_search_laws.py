"""Laws of search: it finds what a slow reading of every word finds, in texts in both languages."""

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import DOCUMENT, dataset_of, ids, numbered, search_terms, terms, to_json
from strategies import events

from ahc_cli.ask.passages import find, passages
from ahc_cli.ask.search import find_hits as search
from ahc_cli.ask.terms import BEGINNING, SAME, STEM, Word, entity, word_term
from ahc_cli.model.stems import _table, stem
from ahc_cli.model.text import fold, is_han, is_word, swap_numerals
from ahc_cli.model.vocabulary import Vocabulary, names

NOTHING = Vocabulary()
VOCABULARY = dataset_of(to_json(DOCUMENT)).vocabulary


def words_of(folded):
    """Yield where each word of letters and digits starts and ends, and the word."""
    start = None
    for at, char in enumerate(f"{folded} "):
        if is_word(char) and start is None:
            start = at
        elif not is_word(char) and start is not None:
            yield start, at, folded[start:at]
            start = None


def slowly(typed, text):
    """Return the spans of a typed Latin word by reading every word of a text that folding leaves as long as it is."""
    found = []
    for start, end, word in words_of(fold(text)):
        if word == typed:
            found.append((start, end, SAME))
        elif stem(word) == stem(typed):
            found.append((start, end, STEM))
        elif len(typed) >= 5 and word.startswith(typed):
            found.append((start, start + len(typed), BEGINNING))
    return found


BASES = ["sign", "agre", "plan", "stud", "tr", "tax", "polic", "crim", "stat", "vot", "ratif", "part", "us", "propos"]
ENDINGS = ["", "s", "e", "es", "ed", "ing", "y", "ies", "ied", "er", "ation", "ment", "ful", "al", "ly", "ize", "ity", "ous", "ive", "ion"]  # fmt: skip
LATIN = st.builds("".join, st.tuples(st.sampled_from(BASES), st.sampled_from(ENDINGS)))
BETWEEN = st.sampled_from((" ", ", ", "-", "'s ", ". ", "会", "（", "24", "/", "\n"))
TEXTS = st.lists(st.tuples(LATIN, BETWEEN), max_size=6).map(lambda pairs: "".join(map("".join, pairs)))


@given(LATIN, TEXTS, st.sampled_from((str.lower, str.upper, str.title)))
def test_a_latin_word_matches_every_word_of_its_stem_and_the_beginning_of_longer_words(typed, text, cased):
    assert list(word_term(Word(cased(typed)), NOTHING).spans(cased(text), fold(cased(text)))) == slowly(typed, text)


ONE_FROM_ANOTHER = [pair for family in _table()["family"] for pair in permutations(family, 2)]


def test_a_word_of_a_family_finds_every_other_one():
    missed = [
        (typed, word)
        for typed, word in ONE_FROM_ANOTHER
        if not any(quality < BEGINNING for *_, quality in word_term(Word(typed), NOTHING).spans(word, word))
    ]
    assert missed == []


HAN = st.text(st.sampled_from("会議会议决決俄罗斯白印度尼西亚公约"), min_size=1, max_size=6)


@given(HAN, st.lists(st.one_of(HAN, st.sampled_from((" ", "，", "UN", "é"))), max_size=5).map("".join))
def test_chinese_matches_anywhere_in_either_script(typed, text):
    expected = [(found.start(), found.end(), SAME) for found in re.finditer(re.escape(fold(typed)), fold(text))]
    assert list(word_term(Word(typed), NOTHING).spans(text, fold(text))) == expected


NAMED = st.sampled_from([(table, id_) for table in ("actor", "topic", "place") for id_ in VOCABULARY.table(table)])
PIECES = st.lists(
    st.one_of(
        NAMED.flatmap(lambda tag: st.sampled_from(list(names(VOCABULARY.table(tag[0])[tag[1]])))),
        st.sampled_from((" ", "s", "，", "的", "新", "发展中国家", "Ｕ", "-")),
    ),
    max_size=5,
).map("".join)


@given(NAMED, PIECES)
def test_the_span_of_a_name_folds_to_one_of_its_names(tag, text):
    spelled = {fold(name) for name in names(VOCABULARY.table(tag[0])[tag[1]])}
    for start, end, quality in entity([tag], VOCABULARY).spans(text, fold(text)):
        assert fold(text[start:end]) in spelled
        assert quality in (SAME, STEM)


def occurrences(needle, text):
    """Return the spans of every occurrence of a needle, overlapping ones too."""
    return [(at, at + len(needle)) for at in range(len(text)) if text.startswith(needle, at)]


@given(NAMED, PIECES)
def test_no_name_matches_where_a_longer_one_stands_that_is_no_topic(tag, text):
    folded = fold(text)
    for start, end, _ in entity([tag], VOCABULARY).spans(text, folded):
        around = [
            name
            for name, tags in VOCABULARY.entities.items()
            if any(table != "topic" for table, _ in tags)
            for first, last in occurrences(name, folded)
            if first <= start and end <= last and last - first > end - start
        ]
        assert around == []


@given(
    HAN.filter(lambda text: all(map(is_han, text))), st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))
)
def test_folding_keeps_the_length_of_chinese_and_unites_its_scripts(text, any_chinese):
    assert (len(fold(text)), len(fold(any_chinese))) == (len(text), len(any_chinese))
    assert fold(text) == fold(text.translate(str.maketrans("议决罗约亚", "議決羅約亞")))


TYPED = st.lists(
    st.sampled_from(("draft", "Russia", "俄罗斯", "US", "human", "rights", "第一届", "届", "proposes", "votes", "2022", "印度", "session")),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


@given(st.lists(events(), max_size=4), TYPED)
def test_a_search_finds_the_events_of_which_some_passage_contains_each_word(made, typed):
    made = numbered(made)
    wanted = search_terms([Word(word) for word in typed], VOCABULARY)
    expected = [
        event for event in made if all(any(find(term, passage)[0] for passage in passages(event)) for term in wanted)
    ]
    found = [hit.event for hit in search(made, [wanted]).hits]
    assert sorted(ids(found).split()) == sorted(ids(expected).split())


@given(st.lists(events(), max_size=4), TYPED)
def test_the_passage_of_a_hit_contains_all_words_unless_they_are_scattered(made, typed):
    wanted = search_terms([Word(word) for word in typed], VOCABULARY)

    def contains(passage, heading):
        """Whether a passage contains all terms; one that is no sentence and contains a term has the title too."""
        own = [bool(find(term, passage)[0]) for term in wanted]
        of_title = any(own) and passage.path.startswith(("actors", "documents", "votes", "attendance"))
        return all(found or (of_title and find(term, heading)[0]) for found, term in zip(own, wanted, strict=True))

    for hit in search(numbered(made), [wanted]).hits:
        heading, *others = passages(hit.event)
        together = [passage.path for passage in (heading, *others) if contains(passage, heading)]
        assert (hit.passage in together) is not hit.scattered
        assert bool(together) is not hit.scattered


@given(st.lists(events(), max_size=4), TYPED)
def test_every_match_of_a_hit_is_a_span_of_its_field_or_a_tag(made, typed):
    wanted = search_terms([Word(word) for word in typed], VOCABULARY)
    for hit in search(numbered(made), [wanted]).hits:
        texts = {path: text for passage in passages(hit.event) for path, text, _ in passage.texts}
        spans = [match for match in hit.event.matches if match.start is not None]
        assert hit.event.matches
        assert [match for match in spans if not 0 <= match.start < match.end <= len(texts[match.field])] == []


@pytest.mark.parametrize("typed", ["聯合國", "第四十二條", "Ｄraft", "俄羅斯", "DRAFT", "dráft", "第42条"])
def test_a_word_in_another_spelling_is_the_same_term(typed):
    plain = {"聯合國": "联合国", "俄羅斯": "俄罗斯", "第四十二條": "第四十二条", "第42条": "第42条"}.get(typed, "draft")
    (one,), (other,) = terms([Word(typed)], VOCABULARY), terms([Word(plain)], VOCABULARY)
    assert one == other
    assert swap_numerals(fold(typed)) in one.needles or "第" not in typed
