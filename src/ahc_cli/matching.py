"""What words find in an event, in both languages at once: the matching that queries and searches share.

No tokenizer and no index of words: they are what loses Chinese. A term is either an entity, a run of words
that is a name, or a piece of text that may stand anywhere.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ahc_cli.models import Event, Match, Table, Text, spelled, tags
from ahc_cli.text import fold, is_word, respelled, unfolded
from ahc_cli.vocabulary import Vocabulary, names

# Ordinary words that hold a name: the name is not meant there.
_ORDINARY = ("发展中国家", "拉美国家", "重大会议", "索马里", "发生效力")
# As many words as a name may have: the Ad Hoc Committee's own has 21.
LONGEST_RUN = 24
_ACRONYM = 3


class Word(Struct, frozen=True):
    """A word as it was typed; a quoted phrase is one word."""

    text: str


class Substring(Struct, frozen=True):
    """A piece of text, found wherever it stands; `tagged` are entities with it in their names.

    `needles` are its folded spellings, as it was typed first.
    """

    needles: tuple[str, ...]
    tagged: frozenset[tuple[Table, str]]


class Name(Struct, frozen=True):
    """A folded name, found where it stands as a whole.

    `within` are longer names that hold it, with the place where they do: there it is not meant. A short
    acronym is found only in its own capitals, given as `capitals`: US is not us.
    """

    needle: str
    within: tuple[tuple[str, int], ...]
    capitals: str | None


class Entity(Struct, frozen=True):
    """Whoever bears a name: found by tag, or by any of the names."""

    tagged: frozenset[tuple[Table, str]]
    names: tuple[Name, ...]


Term = Substring | Entity


def terms(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The terms that words make: the longest runs of them that are names, and the rest one by one.

    An ISO code is a name only where it is all there is.
    """
    if len(words) == 1 and (coded := _by_code(words[0].text, vocabulary)):
        return (_entity(coded, vocabulary),)
    found: list[Term] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_RUN), at, -1):
            run = " ".join(fold(" ".join(word.text for word in words[at:end])).split())
            if run in vocabulary.entities:
                found.append(_entity(vocabulary.entities[run], vocabulary))
                break
        else:
            end = at + 1
            needle = " ".join(fold(words[at].text).split())
            needles = tuple(dict.fromkeys((needle, respelled(needle))))
            found.append(Substring(needles, _named_with(needle, vocabulary)))
        at = end
    return tuple(found)


class Passage(Struct, frozen=True):
    """One text of an event: its path, the text, and the text folded."""

    path: str
    text: str
    folded: str


def passages(event: Event) -> tuple[Passage, ...]:
    """Every text of an event that is searched, what matters most first."""
    return tuple(
        Passage(path.format(number), words, fold(words))
        for pattern, number, text in _texts(event)
        for path, words in _by_language(pattern, text)
    )


def wording(event: Event) -> str:
    """The same texts as one, folded: what is not in it is in none of them, which is soon known."""
    english: list[str] = []
    chinese: list[str] = []
    for _, _, text in _texts(event):
        if isinstance(text, str):
            english.append(text)
        elif text is not None:
            english.append(text.en or "")
            chinese.append(text.zh or "")
    return "\n".join((fold("\n".join(english)), fold("\n".join(chinese))))


def may_hold(event: Event, folded: str, term: Term) -> bool:
    """Whether a term may be found in an event of that wording; if not, it is not."""
    needles = term.needles if isinstance(term, Substring) else (name.needle for name in term.names)
    for needle in needles:
        if needle in folded:
            return True
    return any((table, id_) in term.tagged for table, id_, _ in tags(event)) if term.tagged else False


def found_in(event: Event, texts: Iterable[Passage], term: Term) -> bool:
    """Whether a term is found in an event whose passages are given."""
    return next(hits(event, texts, term), None) is not None


def hits(event: Event, texts: Iterable[Passage], term: Term) -> Iterator[Match]:
    """Every place in an event that a term finds, tags last."""
    for passage in texts:
        for start, end in _places(passage, term):
            yield Match(passage.path, start, end)
    if term.tagged:
        for table, id_, path in tags(event):
            if (table, id_) in term.tagged:
                yield Match(spelled(path), None, None)


def _places(passage: Passage, term: Term) -> Iterator[tuple[int, int]]:
    if isinstance(term, Substring):
        for needle in term.needles:
            for at in _occurrences(passage.folded, needle):
                yield unfolded(passage.text, at, at + len(needle))
        return
    for name in term.names:
        for at in _occurrences(passage.folded, name.needle):
            if not _is_whole(passage.folded, at, name):
                continue
            start, end = unfolded(passage.text, at, at + len(name.needle))
            if name.capitals is None or passage.text[start:end] == name.capitals:
                yield start, end


def _occurrences(folded: str, needle: str) -> Iterator[int]:
    at = folded.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = folded.find(needle, at + len(needle))


def _is_whole(folded: str, at: int, name: Name) -> bool:
    """Whether a name at a place is no part of a longer word or name."""
    end = at + len(name.needle)
    if at and is_word(name.needle[0]) and is_word(folded[at - 1]):
        return False
    if end < len(folded) and is_word(name.needle[-1]) and is_word(folded[end]):
        return False
    return not any(at >= shift and folded.startswith(longer, at - shift) for longer, shift in name.within)


def _entity(tagged: Iterable[tuple[Table, str]], vocabulary: Vocabulary) -> Entity:
    spelled = {
        fold(spelling): spelling
        for table, id_ in tagged
        for name in names(vocabulary.table(table)[id_])  # type: ignore[arg-type]  # entities are no sources
        for spelling in (name, respelled(name))
    }
    return Entity(frozenset(tagged), tuple(_name(folded, name, vocabulary) for folded, name in spelled.items()))


def _name(folded: str, name: str, vocabulary: Vocabulary) -> Name:
    longer = [other for other in (*vocabulary.entities, *_ORDINARY) if folded in other and folded != other]
    acronym = len(name) <= _ACRONYM and name.isascii() and name.isupper()
    return Name(folded, tuple((other, other.index(folded)) for other in longer), name if acronym else None)


def _by_code(text: str, vocabulary: Vocabulary) -> list[tuple[Table, str]]:
    return [("actor", id_) for id_, actor in vocabulary.actors.items() if actor.iso and fold(actor.iso) == fold(text)]


def _named_with(needle: str, vocabulary: Vocabulary) -> frozenset[tuple[Table, str]]:
    named = (bearers for name, bearers in vocabulary.entities.items() if needle and needle in name)
    return frozenset(entity for bearers in named for entity in bearers)


def _texts(event: Event) -> Iterator[tuple[str, int, Text | str | None]]:
    """Every text: the pattern of its path, its number there, and itself."""
    yield "title", 0, event.title
    yield "id", 0, event.id
    for i, document in enumerate(event.documents):
        yield "documents[{}].symbol", i, document.symbol
    yield "summary", 0, event.summary
    for i, position in enumerate(event.positions):
        yield "positions[{}].text", i, position.text
    for i, fact in enumerate(event.facts):
        yield "facts[{}].text", i, fact.text
    for i, vote in enumerate(event.votes):
        yield "votes[{}].motion", i, vote.motion
    for i, document in enumerate(event.documents):
        yield "documents[{}].title", i, document.title
    for i, caveat in enumerate(event.caveats):
        yield "caveats[{}].text", i, caveat.text


def _by_language(path: str, text: Text | str | None) -> Iterator[tuple[str, str]]:
    if isinstance(text, str):
        yield path, text
    elif text is not None:
        for lang, words in text.both():
            yield f"{path}.{lang}", words
