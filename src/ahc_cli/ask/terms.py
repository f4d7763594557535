"""Terms: what the words of a query or a search find in an event, in both languages at once.

A term is an entity (a run of words that is a name) or a substring. There is no tokenizer and no index of words, because
they lose Chinese.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ahc_cli.model.records import Event, Match, Table, Text, path_text, tags
from ahc_cli.model.text import fold, is_word, swap_numerals, unfold
from ahc_cli.model.vocabulary import Vocabulary, names

# Ordinary words that contain a name; the name does not match there.
_ORDINARY = ("发展中国家", "拉美国家", "重大会议", "索马里", "发生效力")
# The most words of a name; that of the Ad Hoc Committee has 21.
LONGEST_RUN = 24
_ACRONYM = 3


class Word(Struct, frozen=True):
    """A typed word; a quoted phrase is one word."""

    text: str


class Substring(Struct, frozen=True):
    """A piece of text that matches anywhere, or an entity in `tagged`, whose names contain it.

    `needles` are its folded spellings, the typed one first.
    """

    needles: tuple[str, ...]
    tagged: frozenset[tuple[Table, str]]


class Name(Struct, frozen=True):
    """A folded name, which matches as a whole.

    It does not match within the longer names of `within`, given with their offset. A short acronym matches only its
    own `capitals`: US is not us.
    """

    needle: str
    within: tuple[tuple[str, int], ...]
    capitals: str | None


class Entity(Struct, frozen=True):
    """The actors, topics or places with a name: matched by tag or by any of their names."""

    tagged: frozenset[tuple[Table, str]]
    names: tuple[Name, ...]


Term = Substring | Entity


def terms(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Turn words into terms: the longest runs that are names, and the other words one by one.

    An ISO code is a name only if it is the only word.
    """
    if len(words) == 1:
        code = fold(words[0].text)
        coded: list[tuple[Table, str]] = [
            ("actor", id_) for id_, actor in vocabulary.actors.items() if actor.iso and fold(actor.iso) == code
        ]
        if coded:
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
            needles = tuple(dict.fromkeys((needle, swap_numerals(needle))))
            named = (bearers for name, bearers in vocabulary.entities.items() if needle and needle in name)
            found.append(Substring(needles, frozenset(entity for bearers in named for entity in bearers)))
        at = end
    return tuple(found)


class Passage(Struct, frozen=True):
    """One text of an event, with its path and folded."""

    path: str
    text: str
    folded: str


def passages(event: Event) -> tuple[Passage, ...]:
    """Return every searched text of an event, the most important first."""
    return tuple(
        Passage(path.format(number), words, fold(words))
        for pattern, number, text in _texts(event)
        for path, words in _by_language(pattern, text)
    )


def folded_text(event: Event) -> str:
    """Fold all texts of an event into one string: a cheap pre-filter."""
    english: list[str] = []
    chinese: list[str] = []
    for _, _, text in _texts(event):
        if isinstance(text, str):
            english.append(text)
        elif text is not None:
            english.append(text.en or "")
            chinese.append(text.zh or "")
    return "\n".join((fold("\n".join(english)), fold("\n".join(chinese))))


def may_contain(event: Event, folded: str, term: Term) -> bool:
    """Whether a term can match an event with this folded text; no false negatives."""
    needles = term.needles if isinstance(term, Substring) else (name.needle for name in term.names)
    for needle in needles:
        if needle in folded:
            return True
    return any((table, id_) in term.tagged for table, id_, _ in tags(event)) if term.tagged else False


def contains(event: Event, texts: Iterable[Passage], term: Term) -> bool:
    """Whether a term matches an event with these passages."""
    return next(matches(event, texts, term), None) is not None


def matches(event: Event, texts: Iterable[Passage], term: Term) -> Iterator[Match]:
    """Yield every match of a term in an event, tags last."""
    for passage in texts:
        for start, end in _spans(passage, term):
            yield Match(passage.path, start, end)
    if term.tagged:
        for table, id_, path in tags(event):
            if (table, id_) in term.tagged:
                yield Match(path_text(path), None, None)


def _spans(passage: Passage, term: Term) -> Iterator[tuple[int, int]]:
    if isinstance(term, Substring):
        for needle in term.needles:
            for at in _occurrences(passage.folded, needle):
                yield unfold(passage.text, at, at + len(needle))
        return
    for name in term.names:
        for at in _occurrences(passage.folded, name.needle):
            if not _is_whole(passage.folded, at, name):
                continue
            start, end = unfold(passage.text, at, at + len(name.needle))
            if name.capitals is None or passage.text[start:end] == name.capitals:
                yield start, end


def _occurrences(folded: str, needle: str) -> Iterator[int]:
    at = folded.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = folded.find(needle, at + len(needle))


def _is_whole(folded: str, at: int, name: Name) -> bool:
    """Whether a name at an offset is not part of a longer word or name."""
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
        for spelling in (name, swap_numerals(name))
    }
    return Entity(frozenset(tagged), tuple(_name(folded, name, vocabulary) for folded, name in spelled.items()))


def _name(folded: str, name: str, vocabulary: Vocabulary) -> Name:
    longer = [other for other in (*vocabulary.entities, *_ORDINARY) if folded in other and folded != other]
    acronym = len(name) <= _ACRONYM and name.isascii() and name.isupper()
    return Name(folded, tuple((other, other.index(folded)) for other in longer), name if acronym else None)


def _texts(event: Event) -> Iterator[tuple[str, int, Text | str | None]]:
    """Yield every text as (pattern of its path, its index there, text)."""
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
