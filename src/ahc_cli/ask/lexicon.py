"""The words of `words.txt`: which ideas a word expresses, which words express an idea, and which words say nothing."""

import re
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data

from msgspec import Struct

from ahc_cli.model.text import canonical, fold
from ahc_cli.model.words import labels


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
    ideas: dict[str, tuple[str, ...]] = {}
    of_idea: dict[str, tuple[str, ...]] = {}
    asking: set[str] = set()
    stop: set[str] = set()
    for line in (get_data("ahc_cli", "ask/words.txt") or b"").decode().splitlines():
        name, equals, listed = line.partition(" =")
        given = [word for part in listed.split(",") if (word := fold(part).strip())]
        if line.startswith("#") or not equals:
            continue
        if name == "stop":
            stop.update(map(canonical, given))
            continue
        idea = name.removesuffix("?")
        asking.update({idea} if idea != name else ())
        _field, colon, code = idea.partition(":")
        if colon and "," not in code:
            given = [*map(fold, (code, *labels("values").get(code, ()))), *given]
        of_idea[idea] = tuple(dict.fromkeys(given))
        for word in dict.fromkeys(map(canonical, given)):
            ideas[word] = (*ideas.get(word, ()), idea)
    return Lexicon(ideas, of_idea, frozenset(asking), frozenset(stop))


@cache
def ideas_of(phrase: str) -> tuple[str, ...]:
    """Return the ideas that a canonical phrase expresses; a single English word also by its stem."""
    known = lexicon()
    if phrase in known.ideas or phrase in known.stop or not (phrase.isascii() and phrase.isalpha()):
        return known.ideas.get(phrase, ())
    alike = (word for word in known.ideas if word.isascii() and word.isalpha() and stem(word) == stem(phrase))
    return tuple(dict.fromkeys(idea for word in alike for idea in known.ideas[word]))


@cache
def stem(word: str) -> str:
    """Return the stem of a folded English word; British spellings such as authorise have that of the American ones."""
    from snowballstemmer.english_stemmer import EnglishStemmer

    stemmed: str = EnglishStemmer().stemWord(re.sub("(?<=....)is(e[ds]?|ing|ations?)$", r"iz\1", word))
    return stemmed
