"""Full-text search in the passages of events, the statements in which words are looked for together."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.terms import BEGINNING, SAME, Term
from ahc_cli.messages import _, quoted
from ahc_cli.model.records import Caveat, Event, Fact, Match, Position, Table, Text, tags
from ahc_cli.model.stems import asked
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import Tag, Vocabulary, names, nearest
from ahc_cli.model.words import LABELS, NAMES

# How much a passage counts, by the first key of its path; of topics alone there is least to read.
_TIERS = {
    "title": 8, "actors": 7, "documents": 6, "facts": 5, "votes": 5, "attendance": 5, "summary": 4, "positions": 3,
    "caveats": 2, "topics": 1,
}  # fmt: skip
# Whoever asks why, or who, looks for other passages; whoever asks how many, for one with a number.
_TIERS_OF = {
    "why": {"summary": 9, "facts": 8, "title": 3, "documents": 2, "positions": 2, "actors": 1},
    "who": {"actors": 9, "positions": 5},
}
PURPOSES = (*_TIERS_OF, "number", "latest")
_NUMBERED = 1.5
# Kinds of events that say or propose something; they come after what was decided.
_PROPOSING = ("letter", "statement", "submission")
# The most matches of one passage that are kept.
_MOST_MATCHES = 10_000
_MOST_PARTIAL = 5
_MOST_WITHIN = 3
_COMPLETE, _DECIDED, _WORSE = 10.0, 0.5, 0.2


class Passage(Struct, frozen=True):
    """One statement: its path, its texts with their paths, the tags that belong to it, and the words it implies.

    A vote implies "vote" and "against", a position "position" and its stance, although no text says so.
    """

    path: str
    texts: tuple[tuple[str, str, str], ...] = ()
    tags: tuple[tuple[Tag, str], ...] = ()
    implied: str = ""

    @property
    def key(self) -> str:
        """The key of the event that it belongs to."""
        return self.path.partition("[")[0]

    @property
    def has_number(self) -> bool:
        """Whether it says how many."""
        return any(map(str.isdigit, self.implied)) or any(re.search(r"\d", text) for _, text, _ in self.texts)


class Hit(Struct, frozen=True):
    """An event that a search found, with its best passage, and the terms that it matches, by their place.

    It is `scattered` if no passage contains all words. It may lack some of the words, `without` which it was found.
    """

    event: Event
    passage: str
    scattered: bool
    matched: frozenset[int]
    without: tuple[str, ...] = ()


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
    def remarks(self) -> dict[str, str]:
        """What is to be said of events that have the words in several places, or lack some of them."""
        found = {hit.event.id: _("words in several places") for hit in self.hits if hit.scattered}
        lacking = {hit.event.id: _("without {words}", words=quoted(hit.without)) for hit in self.partial if hit.without}
        return found | lacking


def search(
    events: Iterable[Event],
    alternatives: Sequence[Sequence[Term]],
    otherwise: Sequence[Term] = (),
    asked_for: Collection[str] = (),
) -> Result:
    """Search for the terms of any alternative, those of the first ranked first; if no event has them, `otherwise`.

    `asked_for` are the purposes of words that are no terms: why, who, number, latest.
    """
    sought = list(dict.fromkeys(map(tuple, (*alternatives, otherwise or alternatives[-1]))))
    found: list[list[Hit]] = [[] for _ in sought]
    filters = [prefilter(terms) for terms in sought]
    for event in events:
        for terms, possible, hits in zip(sought, filters, found, strict=True):
            if (at_most := possible(event)) and (hit := _find_in(event, terms, at_most, asked_for)):
                hits.append(hit)
    complete: dict[str, Hit] = {}
    for terms, hits in zip(sought, found, strict=True):
        if not complete or terms != otherwise:
            matching = sorted((hit for hit in hits if len(hit.matched) == len(terms)), key=_rank)
            complete |= {hit.event.id: hit for hit in matching if hit.event.id not in complete}
    if complete:
        return Result(sorted(complete.values(), key=_newest) if "latest" in asked_for else list(complete.values()))
    return _partial(sought[-1], found[-1])


def _partial(terms: Sequence[Term], hits: Sequence[Hit]) -> Result:
    """Return the hits with most of the terms, and with a name if any hit has one; rare terms and names count more."""
    frequency = Counter(at for hit in hits for at in hit.matched)
    missing = [term.typed for at, term in enumerate(terms) if not frequency[at]]
    names = {at for at in frequency if terms[at].is_name}
    weights = {at: (2 if at in names else 1) * (1 + 1 / frequency[at]) for at in frequency}

    def order(hit: Hit) -> tuple[float, tuple[float, int, str]]:
        return -sum(weights[at] for at in hit.matched), _rank(hit)

    def lacking(hit: Hit) -> tuple[str, ...]:
        return tuple(term.typed for at, term in enumerate(terms) if at not in hit.matched and frequency[at])

    best = sorted((hit for hit in hits if hit.matched & names or not names), key=order)[:_MOST_PARTIAL]
    return Result((), [replace(hit, without=lacking(hit)) for hit in best], missing)


def _find_in(event: Event, terms: Sequence[Term], possible: Sequence[int], asked_for: Collection[str]) -> Hit | None:
    """Look for the possible ones of some terms in an event; the name of the event itself is in all its passages."""
    tiers = _TIERS | {key: tier for purpose in asked_for for key, tier in _TIERS_OF.get(purpose, {}).items()}
    named: dict[int, tuple[list[Match], int]] = {
        at: ([], SAME) for at in possible if ("event", event.id) in terms[at].tagged
    }
    matched: frozenset[int] = frozenset()
    candidates: list[tuple[float, Passage, list[Match]]] = []
    for passage in passages(event):
        found: dict[int, tuple[list[Match], int]] = {
            at: result for at in possible if (result := find(terms[at], passage))[0]
        }
        found |= {at: result for at, result in named.items() if at not in found}
        if not found:
            continue
        matched |= found.keys()
        worst = max(quality for _, quality in found.values())
        tier = tiers[passage.key] - worst * _WORSE
        is_complete = len(found) == len(terms)
        score = _COMPLETE + tier if is_complete else (_COMPLETE * len(found) / len(terms) + tier / len(terms)) / 2
        score += _NUMBERED if "number" in asked_for and passage.has_number else 0
        matches = [match for in_passage, _ in found.values() for match in in_passage]
        candidates.append((score, passage, matches[:_MOST_MATCHES]))
    if not candidates:
        return None
    candidates.sort(key=lambda candidate: -candidate[0])
    score, passage, _ = candidates[0]
    if "why" in asked_for:
        # The reason may be in another passage than the words.
        passage = max((each for _, each, _ in candidates), key=lambda each: tiers[each.key])
    elif score < _COMPLETE and passage.path == "title" and len(candidates) > 1:
        passage = candidates[1][1]  # the title is shown anyway
    decided = 0 if event.kind in _PROPOSING else _DECIDED
    all_matches = tuple(match for _, _, matches in candidates for match in matches)
    hit = replace(event, score=round(score + decided, 2), matches=all_matches)
    return Hit(hit, passage.path, score < _COMPLETE, matched)


def _rank(hit: Hit) -> tuple[float, int, str]:
    """Best score first, then the newest."""
    return -float(hit.event.score or 0), *_newest(hit)


def _newest(hit: Hit) -> tuple[int, str]:
    return -(hit.event.start or date.min).toordinal(), hit.event.id


def suggestions(words: Sequence[str], events: object, vocabulary: Vocabulary) -> list[str]:
    """Suggest names and words of titles that are near folded words, and names that contain one of them as a word."""
    in_memory: tuple[Event, ...] = events if isinstance(events, tuple) else ()
    known = {word for event in in_memory for _, title in event.title.both() for word in title.split()}
    for table in (vocabulary.actors, vocabulary.topics, vocabulary.places):
        known.update(name for record in table.values() for name in names(record))
    found: list[str] = []
    for word in words:
        if " " in word or any(map(str.isdigit, word)) or fold(word) in vocabulary.entities:
            continue
        inside = [name for name in known if len(name) > 1 and is_han(name[0]) and fold(name) in fold(word)]
        around = [name for name in known if " " in name and fold(word) in fold(name).split()]
        others = sorted(inside or around, key=lambda name: (-len(name) if inside else len(name), name))
        found += others[:_MOST_WITHIN] if around else nearest(word, known) or others[:_MOST_WITHIN]
    typed = {fold(word) for word in words}
    return [name for name in dict.fromkeys(found) if fold(name) not in typed]


def passages(event: Event) -> Iterator[Passage]:
    """Yield the passages of an event, the most important first."""
    texts = _texts(("title", event.title), ("id", event.id))
    own = _tags(("event", event.id, "id"), ("actor", event.body, "body"), ("place", event.place, "place"))
    yield Passage("title", texts, own, _implied(event.kind))
    for at, appearance in _items("actors", event):
        yield Passage(at, (), _tags(("actor", appearance.actor, f"{at}.actor")), _implied(appearance.role))
    if event.topics:
        yield Passage("topics", (), _tags(*(("topic", id_, f"topics[{i}]") for i, id_ in enumerate(event.topics))))
    for at, document in _items("documents", event):
        yield Passage(at, _texts((f"{at}.symbol", document.symbol), (f"{at}.title", document.title)))
    for at, fact in _items("facts", event):
        yield Passage(at, _texts((f"{at}.text", fact.text)))
    for at, vote in _items("votes", event):
        numbers = [str(count) for count in (vote.yes, vote.no, vote.abstain) if count is not None]
        counts = f"{' '.join(numbers)} {'-'.join(numbers)} {'–'.join(numbers)}"
        implied = _implied("votes", "yes", "no", "abstain", vote.result)
        yield Passage(at, _texts((f"{at}.motion", vote.motion)), (), f"{implied} {counts}")
    for at, figure in _items("attendance", event):
        yield Passage(at, (), (), f"{_implied('attendance', figure.of)} {figure.count}")
    yield Passage("summary", _texts(("summary", event.summary)))
    for at, position in _items("positions", event):
        actors = _tags(*(("actor", id_, f"{at}.actors[{j}]") for j, id_ in enumerate(position.actors)))
        tagged = actors + _tags(("topic", position.topic, f"{at}.topic"))
        yield Passage(at, _texts((f"{at}.text", position.text)), tagged, _implied("positions", position.stance))
    for at, caveat in _items("caveats", event):
        yield Passage(at, _texts((f"{at}.text", caveat.text)))


def _items(name: str, event: Event) -> Iterator[tuple[str, Any]]:
    """Yield the items of a list of an event with their paths."""
    return ((f"{name}[{i}]", item) for i, item in enumerate(getattr(event, name)))


def find(term: Term, passage: Passage) -> tuple[list[Match], int]:
    """Return the matches of a term in a passage, tags last, and how good the best of them is."""
    found: list[Match] = []
    best = BEGINNING
    for path, text, folded in passage.texts:
        for start, end, quality in term.spans(text, folded):
            found.append(Match(path, start, end))
            best = min(best, quality)
    for tag, path in passage.tags:
        if tag in term.tagged:
            found.append(Match(path, None, None))
            # What is tagged with a topic need not speak of it in the words that were typed.
            best = min(best, BEGINNING if tag[0] == "topic" else SAME)
    if any(quality < BEGINNING for *_, quality in term.spans(passage.implied, passage.implied)):
        return [*found, Match(passage.path, None, None)], SAME
    return found, best


def folded_text(event: Event) -> str:
    """Fold all texts of an event into one string: a cheap pre-filter."""
    items: tuple[Position | Fact | Caveat, ...] = event.positions + event.facts + event.caveats
    texts = [event.title, event.summary, *(document.title for document in event.documents)]
    texts += [*(item.text for item in items), *(vote.motion for vote in event.votes)]
    english = [event.id, *(document.symbol for document in event.documents)]
    chinese: list[str] = []
    for text in filter(None, texts):
        english.append(text.en or "")
        chinese.append(text.zh or "")
    return "\n".join((fold("\n".join(english)), fold("\n".join(chinese))))


def prefilter(terms: Sequence[Term]) -> Callable[[Event], list[int]]:
    """Return a cheap test of which terms, by their place, can match an event; no false negatives."""
    tests = [(at, term.needles, term.tagged, is_implied(term)) for at, term in enumerate(terms)]

    def possible(event: Event) -> list[int]:
        folded = folded_text(event)
        return [
            at
            for at, needles, tagged, implied in tests
            if implied
            or any(needle in folded for needle in needles)
            or (tagged and any((table, id_) in tagged for table, id_, _ in (*tags(event), ("event", event.id, ()))))
        ]

    return possible


def is_implied(term: Term) -> bool:
    """Whether a term matches words that passages imply."""
    implied = _implied(*LABELS)
    return not term.is_name and (any(term.spans(implied, implied)) or term.typed[:1].isdigit())


@cache
def _implied(*codes: str) -> str:
    """The names of codes, and what people say instead, in both languages, folded."""
    named = (word for code in codes for word in (LABELS.get(code) or NAMES.get(code) or (code,)))
    return fold(" ".join((*named, *(word for code in codes for word in sorted(asked(code))))))


def _tags(*tagged: tuple[Table | Literal["event"], str | None, str]) -> tuple[tuple[Tag, str], ...]:
    return tuple(((table, id_), path) for table, id_, path in tagged if id_ is not None)


def _texts(*texts: tuple[str, Text | str | None]) -> tuple[tuple[str, str, str], ...]:
    """Return (path, text, folded text) of each language of some texts."""
    found: list[tuple[str, str, str]] = []
    for path, text in texts:
        if isinstance(text, str):
            found.append((path, text, fold(text)))
        elif text is not None:
            found.extend((f"{path}.{lang}", words, fold(words)) for lang, words in text.both())
    return tuple(found)
