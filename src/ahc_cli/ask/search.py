"""Full-text search: the events whose passages contain the words, ranked, with their matches."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.passages import Passage, find, passages, prefilter
from ahc_cli.ask.terms import Term, Word, Words, entity, split_names, word_term
from ahc_cli.model.records import Event, Match
from ahc_cli.model.stems import CUTTING, NEXT, STOP_WORDS
from ahc_cli.model.text import fold, is_han, swap_numerals
from ahc_cli.model.vocabulary import EVERYDAY, Vocabulary, names, nearest
from ahc_cli.model.words import known_words

# Kinds of events that say or propose something; they come after what was decided.
_PROPOSING = ("letter", "statement", "submission")
# The most matches of one passage that are kept.
_MOST_MATCHES = 10_000
_MOST_PARTIAL = 5
_MOST_WITHIN = 3
_COMPLETE, _DECIDED, _WORSE = 10.0, 0.5, 0.2
_CHINESE_DAY = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?"
_CHINESE_DATE = re.compile(rf"{_CHINESE_DAY}(?:[至到]{_CHINESE_DAY}|至今|以来|以后|之后|以前|之前)?")
_ARTICLE = ("article", "articles", "art", "art.")


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


def search_terms(words: Sequence[Word], vocabulary: Vocabulary, *, cut: bool = False) -> tuple[Term, ...]:
    """Turn the words of a search into terms, without function words if others remain.

    With `cut`, Chinese runs are cut along the names and words that are known.
    """
    pieces = [piece for word in words for piece in (cut_run(word, vocabulary) if cut else [word])]
    found: list[Term] = []
    ignored: list[Term] = []
    runs = list(split_names(pieces, vocabulary))
    skip = False
    for at, (run, tags) in enumerate(runs):
        following = runs[at + 1][0][0].text if at + 1 < len(runs) else ""
        if skip:
            skip = False
        elif tags:
            found.append(entity(tags, vocabulary))
        elif fold(run[0].text) in _ARTICLE and following.isdecimal():
            found.append(article(following))
            skip = True
        elif is_ignored(run[0]):
            ignored.append(word_term(run[0], vocabulary))
        else:
            found.append(word_term(run[0], vocabulary))
    return tuple(found or ignored)


def is_ignored(word: Word) -> bool:
    """Whether a word is ignored if others remain: function words, question words, and words such as "next"."""
    folded = fold(word.text).strip("?!.,;？！。")
    return not word.quoted and (folded in STOP_WORDS or folded in NEXT)


def article(number: str) -> Words:
    """Return the phrase of an article of the convention or a draft, as both languages write it."""
    ordinal = f"第{number}条"
    return Words((f"article {number}", f"art. {number}", ordinal, swap_numerals(ordinal)))


def cut_run(word: Word, vocabulary: Vocabulary) -> Iterator[Word]:
    """Cut a run of Chinese characters along known names and words, the longest first."""
    folded = fold(word.text)
    if word.quoted or not any(map(is_han, folded)):
        yield word
        return
    known = STOP_WORDS | CUTTING | known_words() | vocabulary.entities.keys() | set(EVERYDAY)
    longest = max(map(len, known))
    at = start = 0
    while at < len(folded):
        ends = range(min(len(folded), at + longest), at, -1)
        date = _CHINESE_DATE.match(folded, at)
        end = date.end() if date else next((end for end in ends if folded[at:end] in known), None)
        if end is None:
            at += 1
            continue
        if start < at:
            yield Word(folded[start:at])
        yield Word(folded[at:end])
        at = start = end
    if start < len(folded):
        yield Word(folded[start:])


def search(events: Iterable[Event], alternatives: Sequence[Sequence[Term]]) -> Result:
    """Search for the first alternative whose terms an event contains; others serve if no event does."""
    alternatives = list(dict.fromkeys(map(tuple, alternatives)))
    found: list[list[Hit]] = [[] for _ in alternatives]
    unmatched = [set(range(len(terms))) for terms in alternatives]
    filters = [prefilter(terms) for terms in alternatives]
    for event in events:
        for number, terms in enumerate(alternatives):
            if not (possible := filters[number](event)):
                continue
            hit, matched = find_in(event, terms, possible)
            unmatched[number] -= matched
            if hit is not None:
                found[number].append(hit)
    best = next((n for n, hits in enumerate(found) if any(hit.matched == len(alternatives[n]) for hit in hits)), None)
    if best is not None:
        wanted = len(alternatives[best])
        return Result(sorted((hit for hit in found[best] if hit.matched == wanted), key=_rank))
    last, terms = found[-1], alternatives[-1]
    partial = sorted(last, key=lambda hit: (-hit.matched, _rank(hit)))[:_MOST_PARTIAL]
    return Result((), partial, [spelling(terms[at]) for at in sorted(unmatched[-1])])


def find_in(event: Event, terms: Sequence[Term], possible: Sequence[int]) -> tuple[Hit | None, set[int]]:
    """Look for the possible ones of some terms in an event: the hit, if any matches, and which of them do."""
    matched: set[int] = set()
    candidates: list[tuple[float, Passage, list[Match]]] = []
    for passage in passages(event):
        found = {at: find(terms[at], passage) for at in possible}
        here = {at for at, (matches, _) in found.items() if matches}
        if not here:
            continue
        matched |= here
        worst = max(found[at][1] for at in here)
        complete = len(here) == len(terms)
        score = complete * _COMPLETE + passage.tier * len(here) / len(terms) - worst * _WORSE
        matches = [match for at in sorted(here) for match in found[at][0]]
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


def spelling(term: Term) -> str:
    """A term as it was typed."""
    return term.spellings[0] if isinstance(term, Words) else term.names[0].needle


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
