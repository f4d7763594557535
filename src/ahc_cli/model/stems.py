"""Word stems, families of words, and what people ask for with the words in `asked.txt`."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pkgutil import get_data

from ahc_cli.model.text import is_han

# As people type them, also without the apostrophe.
_CONTRACTED = re.compile("(?:is|are|was|were|has|have|had|do|does|did|wo|ca|could|would|should)n['’]?t")


@cache
def _table() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What words are for → the words of each line that says so."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in (get_data("ahc_cli", "model/asked.txt") or b"").decode().splitlines():
        purpose, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            found[purpose] = (*found.get(purpose, ()), tuple(words.split()))
    return found


@cache
def asked(purpose: str) -> frozenset[str]:
    """Return the words that are for a purpose, such as `next` or `wanting`."""
    return frozenset(word for words in _table().get(purpose, ()) for word in words)


def other_values() -> Mapping[str, str]:
    """Return the words for values besides the names of these, each with its field and value as a query has them."""
    return {word: value for value, *words in _table()["value"] for word in words}


@cache
def stem(word: str) -> str:
    """Return the stem of a folded English word; words of a family, whose stems differ otherwise, have the same one.

    British spellings such as authorise have the stem of the American ones.
    """
    if word not in _families():
        word = re.sub("(?<=....)is(e[ds]?|ing|ations?)$", r"iz\1", word)
    return _families().get(word) or _families().get(_stemmer()(word)) or _stemmer()(word)


@cache
def _families() -> Mapping[str, str]:
    """The words of each family, and the stems of all but those that are the beginning of its first word → its stem."""
    found: dict[str, str] = {}
    for first, *others in _table()["family"]:
        whole = _stemmer()(first)
        found |= dict.fromkeys((first, *others), whole)
        # The stem of journalism is journal, which is another word.
        found |= {stem_: whole for each in others if not first.startswith(stem_ := _stemmer()(each))}
    return found


def family(word: str) -> list[str]:
    """Return the words of the families that have the stem of a word."""
    return [other for words in _table()["family"] for other in words if stem(other) == stem(word)]


def synonyms(text: str) -> list[str]:
    """Write a Chinese text in other ways, each with one word of it exchanged for one that says the same."""
    groups = (words for words in _table()["same"] if any(word in text for word in words))
    return [text.replace(word, other) for words in groups for word in words if word in text for other in words]


@cache
def adjectives() -> Mapping[str, str]:
    """Return the adjectives of states in English, each with the id of its state."""
    return {word: id_ for id_, *words in _table()["state"] for word in words}


def is_ignored(word: str) -> bool:
    """Whether a folded word says nothing by itself: a function or question word, or one such as `next` or `versus`."""
    purposes = ("ignored", "next", "latest", "comparing", "changing")
    return any(word in asked(purpose) for purpose in purposes) or _CONTRACTED.fullmatch(word) is not None


@cache
def _stems(purpose: str) -> frozenset[str]:
    return frozenset(stem(word) if word.isascii() else word for word in asked(purpose))


def asks_for(purpose: str, words: Iterable[str]) -> bool:
    """Whether one of some folded words is for a purpose; an English one may be any word of the same stem."""
    return any(
        word in asked(purpose)
        or (word.isascii() and stem(word) in _stems(purpose))
        or (purpose == "negating" and _CONTRACTED.fullmatch(word) is not None)
        for word in words
    )


def fragments(folded: str) -> list[str]:
    """Return the stems of the longer English words of a folded text, and its pairs of Chinese characters, in order."""
    pairs = [folded[at : at + 2] for at in range(len(folded) - 1) if is_han(folded[at]) and is_han(folded[at + 1])]
    return [*map(stem, re.findall("[a-z]{4,}", folded)), *pairs]


@cache
def every_word(*, english: bool) -> frozenset[str]:
    """Every English word of the table, or every Chinese one along which a run of characters is cut."""
    return frozenset(word for purpose in _table() for word in asked(purpose) if word.isascii() == english)


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer.english_stemmer import EnglishStemmer

    stem_word: Callable[[str], str] = EnglishStemmer().stemWord
    return stem_word
