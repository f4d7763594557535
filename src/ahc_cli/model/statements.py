"""Statements: everything that an event says, item by item, in one flat form; also what is computed
from the record.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.model.records import (
    Appearance,
    Ballot,
    Confidence,
    Document,
    Event,
    Listed,
    Role,
    Stance,
    Table,
    Text,
)

# What a statement can be about: a row of a table, an event, an article, or the convention itself.
Tag: TypeAlias = tuple[Table | Literal["event", "article", "instrument"], str]
# The roles of states in a roll call, and the lists of it that they are on.
BALLOTS: Mapping[Ballot, str] = {
    "voted-yes": "yes",
    "voted-no": "no",
    "abstained": "abstain",
    "absent": "absent",
}


class Statement(Struct, frozen=True):
    """One thing that is said: of which sort (the key of the event that has it, or `computed`), by
    whom, how sure.

    `item` is the item of a list of the event, and `index` its place there. A statement that is
    computed has no event, and may have a `command` that answers it as data. `about` is what else
    than its actors and its topic it is about.
    """

    key: str
    event: Event | None = None
    index: int | None = None
    item: Listed | None = None
    text: Text | None = None
    actors: tuple[str, ...] = ()
    role: Role | Ballot | None = None
    stance: Stance | None = None
    topic: str | None = None
    date: str | None = None
    about: tuple[Tag, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None
    command: str = ""

    @property
    def path(self) -> str:
        """Where it stands in its event: `title`, `facts[2]`."""
        return self.key if self.index is None else f"{self.key}[{self.index}]"

    @property
    def tags(self) -> Iterator[Tag]:
        """Everything that it is tagged with: what it is about, its actors and its topic."""
        yield from self.about
        yield from (("actor", actor) for actor in self.actors)
        if self.topic:
            yield "topic", self.topic

    @property
    def codes(self) -> set[tuple[str, str]]:
        """The values of closed sets that it has, as in `("stance", "opposes")`, and its numbers."""
        given = [
            ("role", self.role),
            ("stance", self.stance),
            ("has", self.key if self.item else None),
        ]
        if self.event and self.key == "title":
            given += [(name, getattr(self.event, name)) for name in ("kind", "status", "series")]
        # Numbers are looked for as they stand, and the counts of a vote also together.
        counts = (getattr(self.item, name, None) for name in ("yes", "no", "abstain", "count"))
        numbers = [str(count) for count in counts if count is not None]
        given += [("number", number) for number in (*numbers, "-".join(numbers))]
        return {(name, code) for name, code in given if code}

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Its texts in every language, with their paths."""
        path = self.path if self.item is None else f"{self.path}.{_TEXTS.get(self.key, 'text')}"
        texts = [("id", self.event.id)] if self.event and self.key == "title" else []
        if isinstance(self.item, Document):
            texts.append((f"{self.path}.symbol", self.item.symbol))
        return [
            *texts,
            *((f"{path}.{lang}", words) for lang, words in (self.text.both() if self.text else ())),
        ]


# The keys of texts that are not called `text`.
_TEXTS = {"votes": "motion", "documents": "title"}


def statements(event: Event) -> Iterator[Statement]:
    """Yield everything that an event says."""
    about: list[Tag] = [("event", event.id), *([("place", event.place)] if event.place else ())]
    actors = (event.body,) if event.body else ()
    yield Statement(
        "title", event, text=event.title, actors=actors, date=event.date, about=tuple(about)
    )
    if event.summary:
        yield Statement("summary", event, text=event.summary, date=event.date)
    yield from items(
        event, "facts", "votes", "positions", "actors", "attendance", "documents", "caveats"
    )
    if event.topics:
        yield Statement(
            "topics", event, date=event.date, about=tuple(("topic", id_) for id_ in event.topics)
        )


def items(event: Event, *keys: str) -> Iterator[Statement]:
    """Yield the items of some lists of an event."""
    for key in keys:
        for index, item in enumerate(getattr(event, key)):
            yield of_item(event, key, index, item)


def of_item(event: Event, key: str, index: int, item: Listed) -> Statement:
    """Make the statement of an item of a list of an event, which has what the item has, under the
    same names.
    """
    given: dict[str, Any] = {
        name: value for name in Statement.__struct_fields__ if (value := getattr(item, name, None))
    }
    about = tuple(("article", f"article-{number}") for number in getattr(item, "articles", ()))
    given = {
        "date": event.date,
        "text": getattr(item, _TEXTS.get(key, ""), None),
        "about": about,
    } | given
    if isinstance(item, Appearance):
        given["actors"] = (item.actor,)
    return Statement(key, event, index, item, **given)


def entries(event: Event) -> Iterator[Statement]:
    """Yield each actor of each item of an event, as a statement of that actor alone: in a role, or
    with a position.
    """
    for whole in items(event, "actors", "positions"):
        for actor in whole.actors:
            yield replace(whole, actors=(actor,)) if len(whole.actors) > 1 else whole


def ballots(event: Event, of: str | None = None) -> Iterator[Statement]:
    """Yield how each actor, or one of them, voted in each roll call of an event."""
    for index, vote in enumerate(event.votes):
        if roll := vote.roll:
            whole = replace(
                of_item(event, "votes", index, vote), sources=roll.sources, confidence=None
            )
            for role, side in BALLOTS.items():
                actors = (actor for actor in getattr(roll, side) if of in (None, actor))
                yield from (replace(whole, role=role, actors=(actor,)) for actor in actors)
