"""Terms: what the words of a query or a search match, in both languages at once.

A run of words that is a name is an entity. Any other Latin word matches words of the same stem, a number matches whole,
and Chinese characters match anywhere: no tokenizer and no index of words, because they lose Chinese.
"""

import re
from collections.abc import Iterator, Sequence
from os.path import commonprefix

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.model.stems import SYNONYMS, family, stem
from ahc_cli.model.text import fold, is_word, swap_numerals, unfold
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary, names

# Ordinary words that contain a name; the name does not match there.
_ORDINARY = ("发展中国家", "拉美国家", "重大会议", "索马里", "发生效力")
# An article of the convention or a draft; both languages write it in several ways.
_ARTICLE = re.compile(r"article (\d+)")
_ACRONYM = 3
_LEAST_PREFIX = 5

# A match: where it starts and ends in the text, and how good it is: the same word, one of its stem, or a beginning.
Span = tuple[int, int, int]
SAME, STEM, BEGINNING = range(3)


class Word(Struct, frozen=True):
    """A word as it was typed; a quoted phrase is one word."""

    text: str
    quoted: bool = False


class Words(Struct, frozen=True):
    """A folded word, phrase, number or run of Chinese characters, in its spellings, the typed one first.

    A Latin word matches all words of its `stem`, which begin with `root`, and from five letters the beginning of a
    longer word that is not in `names`. It does not match within the names of states in `within`, given with its offset:
    Korea is not in DPR Korea. `tagged` are the other entities with such a word in their names.
    """

    spellings: tuple[str, ...]
    stem: str | None = None
    root: str = ""
    names: frozenset[str] = frozenset()
    within: tuple[tuple[str, int], ...] = ()
    tagged: frozenset[Tag] = frozenset()

    @property
    def needles(self) -> tuple[str, ...]:
        """Every text that matches contains one of these."""
        return self.spellings if self.stem is None else (self.root,)

    def spans(self, text: str, folded: str) -> Iterator[Span]:
        """Yield the matches in a text."""
        typed = self.spellings[0]
        if self.stem is None:
            for spelling in self.spellings:
                yield from _whole(text, folded, spelling)
            return
        for start in _occurrences(folded, self.root, self.within):
            if start and is_word(folded[start - 1]):
                continue
            end = next((i for i in range(start, len(folded)) if not is_word(folded[i])), len(folded))
            word = folded[start:end]
            if word == typed:
                yield *unfold(text, start, end), SAME
            elif stem(word) == self.stem:
                yield *unfold(text, start, end), STEM
            elif len(typed) >= _LEAST_PREFIX and word.startswith(typed) and word not in self.names:
                yield *unfold(text, start, start + len(typed)), BEGINNING


class Name(Struct, frozen=True):
    """A folded name, which matches as a whole.

    It does not match within the longer names of `within`, given with their offset. A short acronym matches only its
    own `capitals`: US is not us.
    """

    needle: str
    within: tuple[tuple[str, int], ...]
    capitals: str | None


class Entity(Struct, frozen=True):
    """The actors, topics or places with a name, or the instrument: matched by tag or by any of their names."""

    tagged: frozenset[Tag]
    names: tuple[Name, ...]

    @property
    def needles(self) -> tuple[str, ...]:
        """Every text that matches contains one of these."""
        return tuple(name.needle for name in self.names)

    def spans(self, text: str, folded: str) -> Iterator[Span]:
        """Yield the matches in a text."""
        for name in self.names:
            for start, end, quality in _whole(text, folded, name.needle, name.within):
                if name.capitals in (None, text[start:end]):
                    yield start, end, quality


Term = Words | Entity


def word_term(word: Word, vocabulary: Vocabulary) -> Words:
    """Turn a word that is not a name into a term."""
    folded = " ".join(fold(word.text).split())
    others = [folded.replace(synonym, other) for synonym, other in SYNONYMS if synonym in folded]
    if not word.quoted and (article := _ARTICLE.fullmatch(folded)):
        others = [f"art. {article[1]}", f"第{article[1]}条", swap_numerals(f"第{article[1]}条")]
    spellings = tuple(dict.fromkeys((folded, swap_numerals(folded), *others)))
    if not (folded.isascii() and folded.isalpha()):
        return Words(spellings)
    term = Words(spellings, stem(folded), _root(folded), vocabulary.name_words)
    within: list[tuple[str, int]] = []
    tagged: list[Tag] = []
    for name, tags in vocabulary.entities.items():
        found = [start for start, _, quality in term.spans(name, name) if quality < BEGINNING]
        if any(table == "actor" and vocabulary.actors[id_].kind == "state" for table, id_ in tags):
            within += [(name, start) for start in found]
        elif found:
            tagged += tags
    return replace(term, within=tuple(within), tagged=frozenset(tagged))


def entity(tags: Sequence[Tag], vocabulary: Vocabulary) -> Entity:
    """Return the term that matches some entities by their tags and names; everyday names are looked for as words."""
    spelled: dict[str, str] = {}
    for table, id_ in tags:
        instrument = (name for name in vocabulary.instrument_names if fold(name) not in EVERYDAY)
        for name in instrument if table == "instrument" else names(vocabulary.table(table)[id_]):
            spelled |= {fold(spelling): spelling for spelling in (name, swap_numerals(name))}
    return Entity(frozenset(tags), tuple(_name(folded, name, vocabulary) for folded, name in spelled.items()))


def _name(folded: str, name: str, vocabulary: Vocabulary) -> Name:
    # The name of a topic is a phrase of its own: "human rights safeguards" also contains the topic "human rights".
    whole = [other for other, tags in vocabulary.entities.items() if any(table != "topic" for table, _ in tags)]
    longer = [other for other in (*whole, *_ORDINARY) if folded in other and folded != other]
    acronym = len(name) <= _ACRONYM and name.isascii() and name.isupper()
    return Name(folded, tuple((other, other.index(folded)) for other in longer), name if acronym else None)


def _root(word: str) -> str:
    """The letters that a word and all words of its stem begin with; a final e, i or y may change."""
    shared = commonprefix([word, stem(word), *family(word)])  # noqa: RUF071 - characters are what is wanted
    return shared[:-1] if len(shared) >= _ACRONYM and shared[-1] in "eiy" else shared


def _whole(text: str, folded: str, needle: str, within: Sequence[tuple[str, int]] = ()) -> Iterator[Span]:
    """Yield where a needle stands in a text without starting or ending within a word of letters or digits."""
    for start in _occurrences(folded, needle, within):
        end = start + len(needle)
        starts_within = start > 0 and is_word(folded[start]) and is_word(folded[start - 1])
        if not starts_within and not (end < len(folded) and is_word(folded[end - 1]) and is_word(folded[end])):
            yield *unfold(text, start, end), SAME


def _occurrences(folded: str, needle: str, within: Sequence[tuple[str, int]] = ()) -> Iterator[int]:
    """Yield where a needle starts, except in the longer names of `within`, given with the offset of the needle."""
    at = folded.find(needle) if needle else -1
    while at >= 0:
        if not any(at >= offset and folded.startswith(name, at - offset) for name, offset in within):
            yield at
        at = folded.find(needle, at + len(needle))
