"""Terms: what the words of a query or a search match, in both languages at once.

A run of words that is a name is an entity. Any other Latin word matches words of the same stem, a number matches whole,
and Chinese characters match anywhere: no tokenizer and no index of words, because they lose Chinese.
"""

from collections.abc import Iterable, Iterator, Sequence
from os.path import commonprefix

from msgspec import Struct

from ahc_cli.model.stems import SYNONYMS, family, stem
from ahc_cli.model.text import fold, is_word, swap_numerals, unfold
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary, names

# Ordinary words that contain a name; the name does not match there.
_ORDINARY = ("发展中国家", "拉美国家", "重大会议", "索马里", "发生效力")
# The most words of a name; that of the Ad Hoc Committee has 21.
LONGEST_RUN = 24
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
        for start, end, quality in self._stems(folded, self.stem) if self.stem is not None else self._whole(folded):
            yield *unfold(text, start, end), quality

    def _whole(self, folded: str) -> Iterator[Span]:
        for spelling in self.spellings:
            for start in _occurrences(folded, spelling):
                if not _cuts_word(folded, start, start + len(spelling)):
                    yield start, start + len(spelling), SAME

    def _stems(self, folded: str, stem_: str) -> Iterator[Span]:
        typed = self.spellings[0]
        for start in _occurrences(folded, self.root):
            if start and is_word(folded[start - 1]):
                continue
            end = next((i for i in range(start, len(folded)) if not is_word(folded[i])), len(folded))
            word = folded[start:end]
            if any(folded.startswith(name, start - offset) for name, offset in self.within if start >= offset):
                continue
            if word == typed:
                yield start, end, SAME
            elif stem(word) == stem_:
                yield start, end, STEM
            elif len(typed) >= _LEAST_PREFIX and word.startswith(typed) and word not in self.names:
                yield start, start + len(typed), BEGINNING


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
            for at in _occurrences(folded, name.needle):
                if any(at >= shift and folded.startswith(longer, at - shift) for longer, shift in name.within):
                    continue
                if _cuts_word(folded, at, at + len(name.needle)):
                    continue
                start, end = unfold(text, at, at + len(name.needle))
                if name.capitals is None or text[start:end] == name.capitals:
                    yield start, end, SAME


Term = Words | Entity


def split_names(words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[tuple[Sequence[Word], tuple[Tag, ...]]]:
    """Split words into the longest runs that are names, with the entities they name, and single words.

    An ISO code is a name only if it is the only word, or in capitals.
    """
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_RUN), at, -1):
            run = " ".join(fold(" ".join(word.text for word in words[at:end])).split())
            tagged = vocabulary.entities.get(run)
            if tagged is None and end == at + 1 and (len(words) == 1 or words[at].text.isupper()):
                tagged = tuple(("actor", id_) for id_ in vocabulary.with_code(run))
            if tagged:
                yield words[at:end], tagged
                break
        else:
            end = at + 1
            yield words[at:end], ()
        at = end


def terms(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Turn words into terms."""
    runs = split_names(words, vocabulary)
    return tuple(entity(tags, vocabulary) if tags else word_term(run[0], vocabulary) for run, tags in runs)


def word_term(word: Word, vocabulary: Vocabulary) -> Words:
    """Turn a word that is not a name into a term."""
    folded = " ".join(fold(word.text).split())
    synonyms = (folded.replace(word, other) for word, other in SYNONYMS if word in folded)
    spellings = tuple(dict.fromkeys((folded, swap_numerals(folded), *synonyms)))
    if not (folded.isascii() and folded.isalpha()):
        return Words(spellings)
    term = Words(spellings, stem(folded), _root(folded), vocabulary.name_words)
    within: list[tuple[str, int]] = []
    tagged: list[Tag] = []
    for name, tags in vocabulary.entities.items():
        found = [start for start, _, quality in term.spans(name, name) if quality < BEGINNING]
        is_state = any(table == "actor" and vocabulary.actors[id_].kind == "state" for table, id_ in tags)
        if found and is_state:
            within += [(name, start) for start in found]
        elif found:
            tagged += tags
    return Words(spellings, term.stem, term.root, term.names, tuple(within), frozenset(tagged))


def entity(tags: Sequence[Tag], vocabulary: Vocabulary) -> Entity:
    """Return the term that matches some entities by their tags and names."""
    all_names = (name for tag in tags for name in _names(tag, vocabulary))
    spelled = {fold(spelling): spelling for name in all_names for spelling in (name, swap_numerals(name))}
    return Entity(frozenset(tags), tuple(_name(folded, name, vocabulary) for folded, name in spelled.items()))


def _names(tag: Tag, vocabulary: Vocabulary) -> Iterable[str]:
    table, id_ = tag
    if table == "instrument":
        return (name for name in vocabulary.instrument_names if fold(name) not in EVERYDAY)
    return names(vocabulary.table(table)[id_])


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


def _occurrences(folded: str, needle: str) -> Iterator[int]:
    at = folded.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = folded.find(needle, at + len(needle))


def _cuts_word(folded: str, start: int, end: int) -> bool:
    """Whether a span starts or ends within a word of letters or digits."""
    before = start > 0 and is_word(folded[start]) and is_word(folded[start - 1])
    return before or (end < len(folded) and is_word(folded[end - 1]) and is_word(folded[end]))
