"""The words of `words.txt`: which ideas a word expresses, which words express an idea, and which
words say nothing.
"""

import re
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data

from msgspec import Struct

from ahc_cli.model.labels import labels
from ahc_cli.model.text import canonical, fold


class Lexicon(Struct, frozen=True):
    """Ideas by canonical word, folded words by idea, the ideas that only ask, and the stop words.

    An idea that is a condition, such as `kind:session`, is a value of a field.
    """

    ideas: Mapping[str, tuple[str, ...]]
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
    ideas: dict[str, tuple[str, ...]] = {}
    words_of: dict[str, tuple[str, ...]] = {}
    for name, given in listed.items():
        idea = name.removesuffix("?")
        _field, colon, code = idea.partition(":")
        names = [code, *labels("values").get(code, ())] if colon and "," not in code else []
        words_of[idea] = tuple(
            dict.fromkeys(fold(word) for word in (*names, *given) if word[-1] != "?")
        )
        for word in dict.fromkeys(canonical(word) for word in (*names, *given)):
            ideas[word] = (*ideas.get(word, ()), idea)
    return Lexicon(ideas, words_of, asking, stop)


@cache
def ideas_of(phrase: str) -> tuple[str, ...]:
    """Return the ideas that a canonical phrase expresses; one English word also by its stem."""
    known = lexicon()
    if phrase in known.ideas or phrase in known.stop or not (phrase.isascii() and phrase.isalpha()):
        return known.ideas.get(phrase, ())
    alike = (
        word
        for word in known.ideas
        if word.isascii() and word.isalpha() and stem(word) == stem(phrase)
    )
    return tuple(dict.fromkeys(idea for word in alike for idea in known.ideas[word]))


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
