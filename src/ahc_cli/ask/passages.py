"""Passages: the statements of an event in which words are looked for together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from ahc_cli.ask.terms import BEGINNING, SAME, Entity, Term
from ahc_cli.model.records import Event, Match, Position, Text, Vote, tags
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Tag
from ahc_cli.model.words import LABELS, NAMES

# How much a passage counts, by the first key of its path.
TIERS = {
    "title": 8, "actors": 7, "topics": 6, "documents": 6, "facts": 5, "votes": 5, "attendance": 5,
    "summary": 4, "positions": 3, "caveats": 2,
}  # fmt: skip


class Passage(Struct, frozen=True):
    """One statement: its path, its texts with their paths, the tags that belong to it, and the words it implies.

    A vote implies "vote" and "against", a position "position" and its stance, although no text says so.
    """

    path: str
    texts: tuple[tuple[str, str, str], ...] = ()
    tags: tuple[tuple[Tag, str], ...] = ()
    implied: str = ""

    @property
    def tier(self) -> int:
        """How much the passage counts."""
        return TIERS[self.path.partition("[")[0]]


def passages(event: Event) -> Iterator[Passage]:
    """Yield the passages of an event, the most important first."""
    tagged: list[tuple[Tag, str]] = [
        ((table, id_), "".join(map(str, path))) for table, id_, path in tags(event) if len(path) == 1
    ]
    yield Passage("title", _texts(("title", event.title), ("id", event.id)), tuple(tagged), _implied(event.kind))
    for i, item in enumerate(event.actors):
        yield Passage(f"actors[{i}]", (), ((("actor", item.actor), f"actors[{i}].actor"),), _implied(item.role))
    if event.topics:
        yield Passage("topics", (), tuple((("topic", id_), f"topics[{i}]") for i, id_ in enumerate(event.topics)))
    for i, document in enumerate(event.documents):
        path = f"documents[{i}]"
        yield Passage(path, _texts((f"{path}.symbol", document.symbol), (f"{path}.title", document.title)))
    yield from (Passage(f"facts[{i}]", _texts((f"facts[{i}].text", fact.text))) for i, fact in enumerate(event.facts))
    yield from (_vote_passage(vote, f"votes[{i}]") for i, vote in enumerate(event.votes))
    for i, figure in enumerate(event.attendance):
        yield Passage(f"attendance[{i}]", (), (), f"{_implied('attendance', figure.of)} {figure.count}")
    yield Passage("summary", _texts(("summary", event.summary)))
    yield from (_position_passage(position, f"positions[{i}]") for i, position in enumerate(event.positions))
    for i, caveat in enumerate(event.caveats):
        yield Passage(f"caveats[{i}]", _texts((f"caveats[{i}].text", caveat.text)))


def _vote_passage(vote: Vote, path: str) -> Passage:
    numbers = [str(count) for count in (vote.yes, vote.no, vote.abstain) if count is not None]
    counts = f"{' '.join(numbers)} {'-'.join(numbers)} {'–'.join(numbers)}"
    implied = _implied("votes", "yes", "no", "abstain", vote.result)
    return Passage(path, _texts((f"{path}.motion", vote.motion)), (), f"{implied} {counts}")


def _position_passage(position: Position, path: str) -> Passage:
    """Return the passage of a position, with its actors, stance and topic."""
    tagged: list[tuple[Tag, str]] = [(("actor", id_), f"{path}.actors[{j}]") for j, id_ in enumerate(position.actors)]
    if position.topic is not None:
        tagged.append((("topic", position.topic), f"{path}.topic"))
    return Passage(path, _texts((f"{path}.text", position.text)), tuple(tagged), _implied("positions", position.stance))


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
            best = SAME
    if any(quality < BEGINNING for *_, quality in term.spans(passage.implied, passage.implied)):
        return [*found, Match(passage.path, None, None)], SAME
    return found, best


def folded_text(event: Event) -> str:
    """Fold all texts of an event into one string: a cheap pre-filter."""
    english: list[str] = []
    chinese: list[str] = []
    texts: Iterable[Text | str | None] = (
        event.title, event.id, event.summary,
        *(document.symbol for document in event.documents), *(document.title for document in event.documents),
        *(position.text for position in event.positions), *(fact.text for fact in event.facts),
        *(vote.motion for vote in event.votes), *(caveat.text for caveat in event.caveats),
    )  # fmt: skip
    for text in texts:
        if isinstance(text, str):
            english.append(text)
        elif text is not None:
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
            or (tagged and any((table, id_) in tagged for table, id_, _ in tags(event)))
        ]

    return possible


def is_implied(term: Term) -> bool:
    """Whether a term matches words that passages imply."""
    if isinstance(term, Entity):
        return False
    return any(True for _ in term.spans(_all_implied(), _all_implied())) or term.needles[0][:1].isdigit()


@cache
def _all_implied() -> str:
    return _implied(*LABELS)


@cache
def _implied(*codes: str) -> str:
    """The names of codes in both languages, folded."""
    return fold(" ".join(word for code in codes for word in (LABELS.get(code) or NAMES.get(code) or (code,))))


def _texts(*texts: tuple[str, Text | str | None]) -> tuple[tuple[str, str, str], ...]:
    """Return (path, text, folded text) of each language of some texts."""
    found: list[tuple[str, str, str]] = []
    for path, text in texts:
        if isinstance(text, str):
            found.append((path, text, fold(text)))
        elif text is not None:
            found.extend((f"{path}.{lang}", words, fold(words)) for lang, words in text.both())
    return tuple(found)
