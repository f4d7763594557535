"""The passages of an event: the statements in which words are looked for together, and what matches in them."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from ahc_cli.ask.terms import BEGINNING, SAME, Term
from ahc_cli.model.records import Caveat, Event, Fact, Match, Position, Table, Text, Vote, tags
from ahc_cli.model.stems import asked, fragments
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Tag
from ahc_cli.model.words import LABELS, NAMES

# A number, but no year, and not in a Chinese date or a document symbol.
_NUMBER = re.compile(r"(?<![\d/.-])(?!(?:19|20)\d\d(?!\d))\d+(?![\d/年月日号条届-])")
# The end of a text before what it counts, such as "seven new" or 七个, but not "7 May the" or the number of an article.
_LONGEST_COUNT = 60
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|hundred"
_COUNT = re.compile(
    rf"(?<![\w/.-])(?!(?:19|20)\d\d)(?:\d+|{_WORDS}|(?:{_TENS})(?:-\w+)?)"
    r"(?: (?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z-]+){0,2} $"
    r"|(?<![第至和、\d〇零一二三四五六七八九十百])(?!一(?![十百]))[\d一二两三四五六七八九十百]+"
    r"(?:个|名|份|项|次)?(?:国家?|签署方|成员国)?$"
)
# What a passage says that is as it was asked for, and how much that is: who did not sign or ratify, a reason, how two
# things compare.
_SAYING = {
    "negating": (0.3, r"\bnot (?:\w+ )?(?:sign|ratif|approv|among)|(?:未|没有|不在)[^，。；]{0,8}(?:签署|批准)"),
    "why": (0.5, r"\b(?:because|due to|reasons?|so that|still (?:review|stud)\w+)\b|因为|由于|因此|理由|原因|仍在"),
    "comparing": (1, r"\b(?:compar|differ|complement|unlike|overlap|duplicat|broader)|比较|不同|区别|补充|重叠|更广"),
}
# How much any number is; a number of what matches is all.
_SOME_NUMBER = 0.3
# The least part of the name of a topic that a fact on it has.
_LEAST_IN_COMMON = 0.5


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

    def as_asked(self, purposes: Collection[str], matches: Collection[Match]) -> float:
        """Return how far, from 0 to 1, it says what is asked for: how many of what matches, why, who did not."""

        def says(pattern: str | re.Pattern[str]) -> bool:
            return any(re.search(pattern, folded) for _, _, folded in self.texts)

        if self.key == "caveats":
            return 0
        said = sum(much for purpose, (much, pattern) in _SAYING.items() if purpose in purposes and says(pattern))
        if "number" in purposes:
            texts = {path: text for path, text, _ in self.texts}
            starts = ((texts[match.field], match.start) for match in matches if match.start)
            before = (text[max(0, start - _LONGEST_COUNT) : start].lower() for text, start in starts)
            has_number = any(map(str.isdigit, self.implied)) or says(_NUMBER)
            said += 1 if any(map(_COUNT.search, before)) else _SOME_NUMBER * has_number
        return min(1, said)


class Hit(Struct, frozen=True):
    """An event that a search found, with its best passage, and the terms that it matches, by their place.

    It is `scattered` if no passage contains all words, and `together` if one contains all that it matches; of the
    `begun` words it has only longer ones that begin with them. It may lack words, `without` which it was found.
    """

    event: Event
    passage: str
    scattered: bool
    together: bool
    matched: frozenset[int]
    begun: Sequence[str] = ()
    without: tuple[str, ...] = ()


def passages(event: Event) -> Iterator[Passage]:
    """Yield the passages of an event, the most important first."""
    texts = _texts("title", event.title) + _texts("id", event.id)
    own = _tags(("event", event.id, "id"), ("actor", event.body, "body"), ("place", event.place, "place"))
    yield Passage("title", texts, own, _implied(event.kind))
    for at, appearance in _items("actors", event):
        yield Passage(at, (), _tags(("actor", appearance.actor, f"{at}.actor")), _implied(appearance.role))
    yield Passage("topics", (), _tags(*(("topic", id_, f"topics[{i}]") for i, id_ in enumerate(event.topics))))
    for at, document in _items("documents", event):
        texts = _texts(f"{at}.symbol", document.symbol) + _texts(f"{at}.title", document.title)
        yield Passage(at, texts, (), _implied("documents"))
    for at, fact in _items("facts", event):
        yield Passage(at, _texts(f"{at}.text", fact.text))
    for at, vote in _items("votes", event):
        numbers = [str(count) for count in (vote.yes, vote.no, vote.abstain) if count is not None]
        counts = f"{' '.join(numbers)} {'-'.join(numbers)} {'–'.join(numbers)}"
        implied = _implied("votes", "yes", "no", "abstain", vote.result)
        yield Passage(at, _texts(f"{at}.motion", vote.motion), (), f"{implied} {counts}")
    for at, figure in _items("attendance", event):
        yield Passage(at, (), (), f"{_implied('attendance', figure.of)} {figure.count}")
    yield Passage("summary", _texts("summary", event.summary))
    for at, position in _items("positions", event):
        actors = _tags(*(("actor", id_, f"{at}.actors[{j}]") for j, id_ in enumerate(position.actors)))
        tagged = actors + _tags(("topic", position.topic, f"{at}.topic"))
        yield Passage(at, _texts(f"{at}.text", position.text), tagged, _implied("positions", position.stance))
    for at, caveat in _items("caveats", event):
        yield Passage(at, _texts(f"{at}.text", caveat.text))


def _items(name: str, event: Event) -> Iterator[tuple[str, Any]]:
    """Yield the items of a list of an event with their paths."""
    return ((f"{name}[{i}]", item) for i, item in enumerate(getattr(event, name)))


def item_at(event: Event, path: str) -> Any:
    """Return the item at the path of a passage, such as `facts[2]`; None for a title, a summary and topics."""
    key, _bracket, at = path.rstrip("]").partition("[")
    return getattr(event, key)[int(at)] if at else None


def sources_at(event: Event, path: str) -> tuple[str, ...]:
    """Return the sources of the passage at a path."""
    return getattr(item_at(event, path), "sources", ())


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


def stated(event: Event, term: Term) -> list[Fact | Vote | Caveat]:
    """Return the facts, votes and caveats of an event whose texts contain a term."""
    items: tuple[Fact | Vote | Caveat, ...] = (*event.facts, *event.votes, *event.caveats)
    texts = [(item, item.motion if isinstance(item, Vote) else item.text) for item in items]
    return [item for item, text in texts if any(any(term.spans(said, fold(said))) for _, said in text.both())]


def on_topics(event: Event, terms: Sequence[Term]) -> Passage | None:
    """Return the fact that has most in common with a name of topics that an event has as tags.

    It has at least half of the name, and then the end of it: a protocol, and not only something supplementary.
    """
    common = fragments(" ".join(asked("common")))
    names = [name for term in terms if term.tagged for name in (term.typed, *term.needles)]
    spelled = [[part for part in fragments(name) if part not in common] for name in names]
    parts = {part for name in spelled for part in name}
    best: tuple[float, int, Passage | None] = (0.0, 0, None)
    for path, fact in _items("facts", event):
        passage = Passage(path, _texts(f"{path}.text", fact.text))
        said = set(fragments(" ".join(folded for _, _, folded in passage.texts)))
        shares = (sum(part in said for part in name) / len(name) for name in spelled if name and name[-1] in said)
        share, number = max(shares, default=0.0), len(parts & said)
        if share >= _LEAST_IN_COMMON and (share, number) > best[:2]:
            best = share, number, passage
    return best[2]


def folded_text(event: Event) -> str:
    """Fold all texts of an event into one string: a cheap pre-filter."""
    items: tuple[Position | Fact | Caveat, ...] = event.positions + event.facts + event.caveats
    texts = [event.title, event.summary, *(document.title for document in event.documents)]
    texts += [*(item.text for item in items), *(vote.motion for vote in event.votes)]
    symbols = [document.symbol for document in event.documents]
    english = "\n".join((event.id, *symbols, *(text.en for text in texts if text and text.en)))
    return fold(english) + "\n" + fold("\n".join(text.zh for text in texts if text and text.zh))


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


def _texts(path: str, text: Text | str | None) -> tuple[tuple[str, str, str], ...]:
    """Return (path, text, folded text) of each language of a text."""
    if isinstance(text, str):
        return ((path, text, fold(text)),)
    return tuple((f"{path}.{lang}", words, fold(words)) for lang, words in text.both()) if text else ()
