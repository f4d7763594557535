"""The words of `words.txt`: which concepts a word expresses, which words express a concept, and
which words say nothing.
"""

import re
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data

from msgspec import Struct

from ahc_cli.model.labels import labels
from ahc_cli.model.text import canonical, fold


class Lexicon(Struct, frozen=True):
    """Concepts by canonical word, words by concept, the concepts that only ask, and the stop words.

    A concept that is a condition, such as `kind:session`, is a value of a field.
    """

    concepts: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    asking: frozenset[str]
    stop: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the table."""
    listed: dict[str, list[str]] = {}
    for line in (get_data("ahc_cli", "query/words.txt") or b"").decode().splitlines():
        name, equals, words = line.partition(" =")
        if equals and not line.startswith("#"):
            listed.setdefault(name, []).extend(
                word for part in words.split(",") if (word := part.strip())
            )
    stop = frozenset(map(canonical, listed.pop("stop")))
    asking = frozenset(name.removesuffix("?") for name in listed if name.endswith("?"))
    concepts: dict[str, tuple[str, ...]] = {}
    words_of: dict[str, tuple[str, ...]] = {}
    for name, given in listed.items():
        concept = name.removesuffix("?")
        _field, colon, code = concept.partition(":")
        names = [code, *labels("values").get(code, ())] if colon and "," not in code else []
        words_of[concept] = tuple(
            dict.fromkeys(fold(word) for word in (*names, *given) if word[-1] != "?")
        )
        for word in dict.fromkeys(canonical(word) for word in (*names, *given)):
            concepts[word] = (*concepts.get(word, ()), concept)
    return Lexicon(concepts, words_of, asking, stop)


@cache
def concepts_of(phrase: str) -> tuple[str, ...]:
    """Return the concepts that a canonical phrase expresses; one English word also by its stem."""
    known = lexicon()
    if (
        phrase in known.concepts
        or phrase in known.stop
        or not (phrase.isascii() and phrase.isalpha())
    ):
        return known.concepts.get(phrase, ())
    alike = (
        word
        for word in known.concepts
        if word.isascii() and word.isalpha() and stem(word) == stem(phrase)
    )
    return tuple(dict.fromkeys(concept for word in alike for concept in known.concepts[word]))


@cache
def stem(word: str) -> str:
    """Return the stem of a folded English word; British spellings such as authorise have that of
    the American ones.
    """
    from snowballstemmer.english_stemmer import EnglishStemmer

    stemmed: str = EnglishStemmer().stemWord(
        re.sub("(?<=....)is(e[ds]?|ing|ations?)$", r"iz\1", word)
    )
    return stemmed
