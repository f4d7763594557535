"""Full-text search: the events whose passages contain the words, ranked, with their matches."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.passages import Passage, find, passages, prefilter
from ahc_cli.ask.terms import Term
from ahc_cli.model.records import Event, Match
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import Vocabulary, names, nearest

# Kinds of events that say or propose something; they come after what was decided.
_PROPOSING = ("letter", "statement", "submission")
# The most matches of one passage that are kept.
_MOST_MATCHES = 10_000
_MOST_PARTIAL = 5
_MOST_WITHIN = 3
_COMPLETE, _DECIDED, _WORSE = 10.0, 0.5, 0.2


class Hit(Struct, frozen=True):
    """An event that a search found, with its best passage; `scattered` if no passage contains all words."""

    event: Event
    passage: str
    scattered: bool
    matched: int


class Result(Struct, frozen=True):
    """The hits of a search, best first; without any, the events that match most terms, and the terms none matches."""

    hits: Sequence[Hit]
    partial: Sequence[Hit] = ()
    missing: Sequence[str] = ()

    @property
    def passages(self) -> dict[str, str]:
        """The best passage of each event."""
        return {hit.event.id: hit.passage for hit in (*self.hits, *self.partial)}

    @property
    def scattered(self) -> frozenset[str]:
        """The events of which no passage contains all words."""
        return frozenset(hit.event.id for hit in self.hits if hit.scattered)


def search(events: Iterable[Event], alternatives: Sequence[Sequence[Term]]) -> Result:
    """Search for the first alternative whose terms an event contains; others serve if no event does."""
    alternatives = list(dict.fromkeys(map(tuple, alternatives)))
    found: list[list[Hit]] = [[] for _ in alternatives]
    unmatched = [set(range(len(terms))) for terms in alternatives]
    filters = [prefilter(terms) for terms in alternatives]
    for event in events:
        for terms, possible, hits, missing in zip(alternatives, filters, found, unmatched, strict=True):
            if wanted := possible(event):
                hit, matched = find_in(event, terms, wanted)
                missing.difference_update(matched)
                if hit:
                    hits.append(hit)
    for terms, hits in zip(alternatives, found, strict=True):
        if complete := [hit for hit in hits if hit.matched == len(terms)]:
            return Result(sorted(complete, key=_rank))
    partial = sorted(found[-1], key=lambda hit: (-hit.matched, _rank(hit)))[:_MOST_PARTIAL]
    return Result((), partial, [alternatives[-1][at].typed for at in sorted(unmatched[-1])])


def find_in(event: Event, terms: Sequence[Term], possible: Sequence[int]) -> tuple[Hit | None, set[int]]:
    """Look for the possible ones of some terms in an event: the hit, if any matches, and which of them do."""
    matched: set[int] = set()
    candidates: list[tuple[float, Passage, list[Match]]] = []
    for passage in passages(event):
        found = {at: result for at in possible if (result := find(terms[at], passage))[0]}
        if not found:
            continue
        matched |= found.keys()
        worst = max(quality for _, quality in found.values())
        complete = _COMPLETE if len(found) == len(terms) else 0
        score = complete + passage.tier * len(found) / len(terms) - worst * _WORSE
        matches = [match for in_passage, _ in found.values() for match in in_passage]
        candidates.append((score, passage, matches[:_MOST_MATCHES]))
    if not matched:
        return None, matched
    candidates.sort(key=lambda candidate: -candidate[0])
    score, passage, _ = candidates[0]
    if score < _COMPLETE and passage.path == "title" and len(candidates) > 1:
        passage = candidates[1][1]  # the title is shown anyway
    decided = 0 if event.kind in _PROPOSING else _DECIDED
    all_matches = tuple(match for _, _, matches in candidates for match in matches)
    hit = replace(event, score=round(score + decided, 2), matches=all_matches)
    return Hit(hit, passage.path, score < _COMPLETE, len(matched)), matched


def _rank(hit: Hit) -> tuple[float, int, str]:
    """Best score first, then the newest."""
    start = hit.event.start or date.min
    return -float(hit.event.score or 0), -start.toordinal(), hit.event.id


def suggestions(words: Iterable[str], events: Iterable[Event], vocabulary: Vocabulary) -> list[str]:
    """Suggest names and words of titles that are near some words, or Chinese names within them."""
    known = {word for event in events for _, title in event.title.both() for word in title.split()}
    for table in (vocabulary.actors, vocabulary.topics, vocabulary.places):
        known.update(name for record in table.values() for name in names(record))
    found: list[str] = []
    for word in words:
        if " " in word or any(map(str.isdigit, word)):
            continue
        inside = [name for name in known if len(name) > 1 and is_han(name[0]) and fold(name) in fold(word)]
        found += nearest(word, known) or sorted(inside, key=lambda name: (-len(name), name))[:_MOST_WITHIN]
    return list(dict.fromkeys(found))
