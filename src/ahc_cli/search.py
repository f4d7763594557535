"""Ranked full-text search: which events hold all terms, where, and in what order."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.fields import date_order
from ahc_cli.matching import Passage, Term, Word, hits, may_hold, passages, terms, wording
from ahc_cli.models import Event, Match
from ahc_cli.text import fold, is_han
from ahc_cli.vocabulary import Vocabulary, names, nearest

# Where a hit counts how much; a path is weighed by its beginning.
_WEIGHTS = {
    "title": 5,
    "id": 4,
    "body": 4,
    "place": 4,
    "actors": 4,
    "topics": 4,
    "summary": 3,
    "positions": 2,
}
_SYMBOL = 4
_PHRASE, _TITLE = 0.5, 1.0
# Of the places of one term in one event so many are told, should a text be the same letter a million times.
_MOST_MATCHES = 10_000
_MOST_WITHIN = 3


class Search(Struct, frozen=True):
    """A search as a question that can be asked of many events."""

    words: Sequence[Word]
    terms: Sequence[Term]

    def of(self, event: Event) -> Event | None:
        """The event with its `score` and `matches`, if every term is found in it."""
        folded = wording(event)
        if not all(may_hold(event, folded, term) for term in self.terms):
            return None
        texts = passages(event)
        matches: list[Match] = []
        score = 0.0
        for term in self.terms:
            found = list(islice(hits(event, texts, term), _MOST_MATCHES))
            if not found:
                return None
            matches += found
            score += max(map(_weight, found))
        score += self._bonus(texts)
        return replace(event, score=score, matches=tuple(sorted(matches, key=lambda match: -_weight(match))))

    def _bonus(self, texts: Iterable[Passage]) -> float:
        """What it adds that the words stand together, or are the whole title."""
        phrase = fold(" ".join(word.text for word in self.words))
        if any(passage.folded == phrase for passage in texts if passage.path.startswith("title.")):
            return _TITLE
        together = len(self.terms) > 1 and any(phrase in passage.folded for passage in texts)
        return _PHRASE if together else 0


def search(events: Iterable[Event], words: Sequence[Word], vocabulary: Vocabulary) -> list[Event]:
    """The events that hold all the words, with score and matches, best first, then by date."""
    asked = Search(words, terms(words, vocabulary))
    found = [hit for event in events if (hit := asked.of(event))]
    return sorted(found, key=lambda event: (-float(event.score or 0), date_order(event)))


def missing(words: Iterable[Word], events: Iterable[Event]) -> list[Word]:
    """The words that no text of any event has, by themselves."""
    left = {word: fold(word.text) for word in words}
    for event in events:
        if not left:
            break
        folded = wording(event)
        left = {word: needle for word, needle in left.items() if needle not in folded}
    return list(left)


def suggestions(words: Sequence[Word], events: Iterable[Event], vocabulary: Vocabulary) -> list[str]:
    """What might have been meant where nothing was found: names and words of titles, the nearest or those within."""
    known = {word for event in events for _, title in event.title.both() for word in title.split()}
    for table in (vocabulary.actors, vocabulary.topics, vocabulary.places):
        known.update(name for record in table.values() for name in names(record))
    found = (nearest(word.text, known) or _within(word.text, known) for word in words)
    return list(dict.fromkeys(chain.from_iterable(found)))


def _within(text: str, known: Iterable[str]) -> list[str]:
    """What is known within a text without blanks, as Chinese is written: the longest first, none of one character."""
    folded = fold(text)
    found = (name for name in known if len(name) > 1 and is_han(name[0]) and fold(name) in folded)
    return sorted(found, key=lambda name: (-len(name), name))[:_MOST_WITHIN]


def _weight(match: Match) -> int:
    if match.field.endswith(".symbol"):
        return _SYMBOL
    return _WEIGHTS.get(match.field.partition(".")[0].partition("[")[0], 1)
