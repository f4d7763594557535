"""The words of `words.txt`: which concepts they express, and which of them say nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from ahc_cli.model.labels import labels
from ahc_cli.model.text import canonical, data_text, fold


class Lexicon(Struct, frozen=True):
    """Concepts by canonical word, words by concept, the concepts that only ask, and the stop words.

    A concept that is a condition, such as `kind:session`, is a value of a field. `particles` are
    Chinese words that part others, and those `joining` known phrases say nothing either; with a
    word of `directions` before it a name is another one; what an article says by being one
    expresses `of_articles`.
    """

    concepts: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    asking: frozenset[str]
    stop: frozenset[str]
    particles: frozenset[str]
    joining: frozenset[str]
    directions: frozenset[str]
    of_articles: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the table."""
    rows = _rows()
    silent = ("stop", "particle", "joining", "direction")
    listed_words = [frozenset(map(canonical, rows.pop(name))) for name in silent]
    listed_words.append(frozenset(rows.pop("of-articles")))
    asking = frozenset(name.removesuffix("?") for name in rows if name.endswith("?"))
    concepts: dict[str, tuple[str, ...]] = {}
    words = {}
    for name, listed in rows.items():
        concept = name.removesuffix("?")
        code = concept.partition(":")[2]
        expressions = [*labels("values").get(code, ()), *listed]
        words[concept] = tuple(fold(word) for word in expressions if word[-1] != "?")
        for word in dict.fromkeys(map(canonical, expressions)):
            concepts[word] = (*concepts.get(word, ()), concept)
    return Lexicon(concepts, words, asking, *listed_words)


def _rows() -> dict[str, list[str]]:
    """Read the lines of the table: a concept → the words listed for it."""
    rows: dict[str, list[str]] = {}
    text = data_text("query/words.txt")
    for name, words in re.findall("^([^#\n]+) =(.*)", text, re.MULTILINE):
        rows.setdefault(name, []).extend(re.findall("[^, ][^,]*", words))
    return rows


@cache
def concepts_of(phrase: str) -> tuple[str, ...]:
    """Return the concepts that a canonical phrase expresses; one English word also by its stem."""
    vocabulary = lexicon()
    concepts = vocabulary.concepts.get(phrase, ())
    if concepts or phrase in vocabulary.stop or not has_stem(phrase):
        return concepts
    expressed: dict[str, None] = {}
    for word in filter(has_stem, vocabulary.concepts):
        if stem(word) == stem(phrase):
            expressed |= dict.fromkeys(vocabulary.concepts[word])
    return tuple(expressed)


def conditions_of(concepts: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the field and the codes of each concept that is a condition, as `kind:session` is."""
    for concept in concepts:
        field, colon, codes = concept.partition(":")
        if colon:
            yield field, frozenset(codes.split(","))


def has_stem(word: str) -> bool:
    """Whether a folded word, as one of Latin letters alone, is known by its stem."""
    return word.isascii() and word.isalpha()


@cache
def stem(word: str) -> str:
    """Return the stem of a folded English word, that of "authorize" for "authorise"."""
    from snowballstemmer.english_stemmer import EnglishStemmer

    american = re.sub("(?<=....)is(e[ds]?|ing|ations?)$", r"iz\1", word)
    stemmed: str = EnglishStemmer().stemWord(american)
    return stemmed
