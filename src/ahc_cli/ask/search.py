"""Full-text search: the events that contain all terms, ranked, with their matches."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.language import MAX_LENGTH
from ahc_cli.ask.terms import Passage, Term, Word, folded_text, matches, may_contain, passages, terms
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Match
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import Vocabulary, names, nearest

# How much a match counts, by the first key of its path.
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
# The most matches of one term that are kept for one event.
_MOST_MATCHES = 10_000
_MOST_WITHIN = 3


class Search(Struct, frozen=True):
    """A search that can be asked of many events."""

    words: Sequence[Word]
    terms: Sequence[Term]

    def find(self, event: Event) -> Event | None:
        """Return the event with `score` and `matches` if it contains every term."""
        folded = folded_text(event)
        if not all(may_contain(event, folded, term) for term in self.terms):
            return None
        texts = passages(event)
        all_matches: list[Match] = []
        score = 0.0
        for term in self.terms:
            found = list(islice(matches(event, texts, term), _MOST_MATCHES))
            if not found:
                return None
            all_matches += found
            score += max(map(_weight, found))
        score += self._bonus(texts)
        return replace(event, score=score, matches=tuple(sorted(all_matches, key=lambda match: -_weight(match))))

    def _bonus(self, texts: Iterable[Passage]) -> float:
        """Extra score if the words are the whole title, or stand side by side."""
        phrase = fold(" ".join(word.text for word in self.words))
        if any(passage.folded == phrase for passage in texts if passage.path.startswith("title.")):
            return _TITLE
        together = len(self.terms) > 1 and any(phrase in passage.folded for passage in texts)
        return _PHRASE if together else 0


def search(events: Iterable[Event], words: Sequence[Word], vocabulary: Vocabulary) -> list[Event]:
    """Return the events that contain all words, with score and matches, best first, then by date."""
    asking = Search(words, terms(words, vocabulary))
    found = [hit for event in events if (hit := asking.find(event))]
    return sorted(found, key=lambda event: (-float(event.score or 0), date_order(event)))


def split_words(text: str) -> list[Word]:
    """Split a search at blanks, a quoted phrase being one word; UsageError if nothing is left to look for."""
    if len(text) > MAX_LENGTH:
        raise UsageError(f"the search has {len(text)} characters; at most {MAX_LENGTH} are allowed")
    parts = text.replace("“", '"').replace("”", '"').split('"')
    if len(parts) % 2 == 0:
        raise UsageError("missing closing quotation mark; quote a phrase as in '\"first session\"'")
    words: list[Word] = []
    for number, part in enumerate(parts):
        pieces = [part] if number % 2 else part.split()
        words += [Word(piece) for piece in pieces if fold(piece).strip()]
    if not words:
        raise UsageError("nothing to search for; give a word, as in 'ahc search surveillance'")
    return words


def missing_words(words: Iterable[Word], events: Iterable[Event]) -> list[Word]:
    """Return the words that no text of any event contains."""
    left = {word: fold(word.text) for word in words}
    for event in events:
        if not left:
            break
        folded = folded_text(event)
        left = {word: needle for word, needle in left.items() if needle not in folded}
    return list(left)


def suggestions(words: Sequence[Word], events: Iterable[Event], vocabulary: Vocabulary) -> list[str]:
    """Suggest names and words of titles that are near the words, or contained in them."""
    known = {word for event in events for _, title in event.title.both() for word in title.split()}
    for table in (vocabulary.actors, vocabulary.topics, vocabulary.places):
        known.update(name for record in table.values() for name in names(record))
    found = (nearest(word.text, known) or _within(word.text, known) for word in words)
    return list(dict.fromkeys(chain.from_iterable(found)))


def _within(text: str, known: Iterable[str]) -> list[str]:
    """Return the known Chinese names within a text, the longest first, none of one character."""
    folded = fold(text)
    found = (name for name in known if len(name) > 1 and is_han(name[0]) and fold(name) in folded)
    return sorted(found, key=lambda name: (-len(name), name))[:_MOST_WITHIN]


def _weight(match: Match) -> int:
    if match.field.endswith(".symbol"):
        return _SYMBOL
    return _WEIGHTS.get(match.field.partition(".")[0].partition("[")[0], 1)
