"""Statements: everything that an event says, and what is computed, item by item in one form."""

from collections.abc import Iterator, Mapping
from functools import cache
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
    RegionKey,
    Role,
    Stance,
    Table,
    Text,
)

# What a statement can be about: a row of a table, an event, an article, or the instrument itself;
# and a region or an article of a treaty, which only a line has.
Tag: TypeAlias = tuple[
    Table | RegionKey | Literal["event", "article", "instrument", "provision"], str
]
# The roles of states in a roll call, and the lists of it that they are on.
BALLOTS: Mapping[Ballot, str] = {
    "voted-yes": "yes",
    "voted-no": "no",
    "abstained": "abstain",
    "absent": "absent",
}


class Statement(Struct, frozen=True):
    """One thing that is said: of which sort, by whom, how sure.

    `key` is the key of the event that has it, or `computed`; `item` is the item of a list of the
    event, and `index` its place there. A statement that is computed has no event, and may have a
    `command` that answers it as data. `about` is what else than its actors and its topic it is
    about.
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

    def ids(self, table: str) -> tuple[str, ...]:
        """The ids of a table that it is tagged with."""
        return tuple(id_ for of_table, id_ in self.tags if of_table == table)

    @property
    def codes(self) -> set[tuple[str, str]]:
        """The values of closed sets that it has, as in `("stance", "opposes")`, and its numbers."""
        codes: list[tuple[str, str | None]] = [("role", self.role), ("stance", self.stance)]
        if self.item:
            codes.append(("has", self.key))
        if self.event and self.key == "title":
            codes += [(name, getattr(self.event, name)) for name in ("kind", "status", "series")]
        codes += [("number", number) for number in _numbers(self.item)]
        return {(name, code) for name, code in codes if code}

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Its texts in every language, with their paths."""
        texts = []
        if self.event and self.key == "title":
            texts.append(("id", self.event.id))
        if isinstance(self.item, Document):
            texts.append((f"{self.path}.symbol", self.item.symbol))
        if self.text:
            path = self.path
            if self.item is not None:
                path += "." + _TEXTS.get(self.key, "text")
            texts += [(f"{path}.{lang}", words) for lang, words in self.text.both()]
        return texts


# The keys of texts that are not called `text`.
_TEXTS = {"votes": "motion", "documents": "title"}


def _numbers(item: Listed | None) -> list[str]:
    """Return the counts of an item as they are written, and those of a vote also together."""
    counts = [getattr(item, name, None) for name in ("yes", "no", "abstain", "count")]
    numbers = [str(count) for count in counts if count is not None]
    return [*numbers, "-".join(numbers)]


def statements(event: Event) -> Iterator[Statement]:
    """Yield everything that an event says."""
    about: list[Tag] = [("event", event.id)]
    if event.place:
        about.append(("place", event.place))
    yield Statement(
        "title",
        event,
        text=event.title,
        actors=(event.body,) if event.body else (),
        date=event.date,
        about=tuple(about),
    )
    if event.summary:
        yield Statement("summary", event, text=event.summary, date=event.date)
    yield from items(event, *LISTS)
    if event.topics:
        topics: list[Tag] = [("topic", id_) for id_ in event.topics]
        yield Statement("topics", event, date=event.date, about=tuple(topics))


# The lists of what an event says.
LISTS = ("facts", "votes", "positions", "actors", "attendance", "documents", "caveats")


def items(event: Event, *keys: str) -> Iterator[Statement]:
    """Yield the items of some lists of an event."""
    for key in keys:
        for index, item in enumerate(getattr(event, key)):
            yield of_item(event, key, index, item)


def of_item(event: Event, key: str, index: int, item: Listed) -> Statement:
    """Make the statement of an item of a list, with what the item has under the same names."""
    articles = getattr(item, "articles", ())
    values: dict[str, Any] = {
        "date": event.date,
        "text": getattr(item, _TEXTS.get(key, ""), None),
        "about": tuple(("article", f"article-{number}") for number in articles),
    }
    for name in _shared_names(type(item)):
        value = getattr(item, name)
        if value:
            values[name] = value
    if isinstance(item, Appearance):
        values["actors"] = (item.actor,)
    return Statement(key, event, index, item, **values)


@cache
def _shared_names(item_type: type[Listed]) -> list[str]:
    """Return the names of what an item of a type and its statement both have."""
    return [name for name in Statement.__struct_fields__ if hasattr(item_type, name)]


def entries(event: Event) -> Iterator[Statement]:
    """Yield each role and position of an event, as a statement of one actor alone."""
    for statement in items(event, "actors", "positions"):
        if len(statement.actors) == 1:
            yield statement
            continue
        for actor in statement.actors:
            yield replace(statement, actors=(actor,))


def ballots(event: Event, of: str | None = None) -> Iterator[Statement]:
    """Yield how each actor, or only the one with an id, voted in each roll call of an event."""
    for index, vote in enumerate(event.votes):
        if vote.roll is None:
            continue
        statement = of_item(event, "votes", index, vote)
        ballot = replace(statement, sources=vote.roll.sources, confidence=None)
        for role, side in BALLOTS.items():
            for actor in getattr(vote.roll, side):
                if of in (None, actor):
                    yield replace(ballot, role=role, actors=(actor,))
