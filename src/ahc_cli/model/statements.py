"""Statements: everything that an event says, item by item, in one flat form; also what is computed from the record."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.model.records import Appearance, Ballot, Confidence, Event, Listed, Role, Stance, Table, Text

# What a statement can be about: a row of a table, an event, an article, or the convention itself.
Tag: TypeAlias = tuple[Table | Literal["event", "article", "instrument"], str]
# The roles of states in a roll call, and the lists of it that they are on.
BALLOTS: Mapping[Ballot, str] = {"voted-yes": "yes", "voted-no": "no", "abstained": "abstain", "absent": "absent"}


class Statement(Struct, frozen=True):
    """One thing that is said: of which sort (the key of the event that has it, or `computed`), by whom, how sure.

    `item` is the item of a list of the event, and `index` its place there. A statement that is computed has no event,
    and may have a `command` that answers it as data. `about` are the articles, topics and so on that it is about.
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
    def tags(self) -> Iterator[tuple[Tag, str]]:
        """Everything that it is tagged with, with the path of the tag."""
        yield from ((tag, self.path) for tag in self.about)
        for number, actor in enumerate(self.actors):
            field = "body" if self.key == "title" else f"{self.path}.{'actor' if self.role else f'actors[{number}]'}"
            yield ("actor", actor), field
        if self.topic:
            yield ("topic", self.topic), f"{self.path}.topic"
        if self.key == "title" and self.event:
            yield ("event", self.event.id), "id"
            if self.event.place:
                yield ("place", self.event.place), "place"
        if self.key == "topics" and self.event:
            yield from ((("topic", id_), f"topics[{number}]") for number, id_ in enumerate(self.event.topics))

    @property
    def codes(self) -> Iterator[tuple[str, str]]:
        """The values of closed sets that it has, such as `("stance", "opposes")`."""
        given: dict[str, str | None] = {"role": self.role, "stance": self.stance}
        if self.key == "title" and self.event:
            given |= {"kind": self.event.kind, "status": self.event.status, "series": self.event.series}
        elif self.item is not None:
            given["has"] = self.key
        yield from ((field, code) for field, code in given.items() if code)
        # Numbers are looked for as they stand, and the counts of a vote also together.
        numbers = [str(n) for name in _NUMBERS if (n := getattr(self.item, name, None)) is not None]
        yield from (("number", number) for number in dict.fromkeys((*numbers, "-".join(numbers))) if number)

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Its texts in every language, with their paths."""
        if self.key == "title" and self.event:
            yield "id", self.event.id
        if self.key == "documents" and self.item is not None:
            yield f"{self.path}.symbol", getattr(self.item, "symbol", "")
        field = {"title": "title", "summary": "summary"}.get(self.key) or f"{self.path}.{_TEXTS.get(self.key, 'text')}"
        if self.text:
            yield from ((f"{field}.{lang}", words) for lang, words in self.text.both())


_NUMBERS = ("yes", "no", "abstain", "count")
# The keys of texts that are not called `text`.
_TEXTS = {"votes": "motion", "documents": "title"}


def statements(event: Event) -> Iterator[Statement]:
    """Yield everything that an event says."""
    yield Statement("title", event, text=event.title, actors=(event.body,) if event.body else (), date=event.date)
    if event.summary:
        yield Statement("summary", event, text=event.summary, date=event.date)
    for key in ("facts", "votes", "positions", "actors", "attendance", "documents", "caveats"):
        for index, item in enumerate(getattr(event, key)):
            yield of_item(event, key, index, item)
    if event.topics:
        yield Statement("topics", event, date=event.date)


def of_item(event: Event, key: str, index: int, item: Listed) -> Statement:
    """Make the statement of an item of a list of an event, which has what the item has, under the same names."""
    given: dict[str, Any] = {
        name: value for name in Statement.__struct_fields__ if (value := getattr(item, name, None))
    }
    about = tuple(("article", f"article-{number}") for number in getattr(item, "articles", ()))
    given = {"date": event.date, "text": getattr(item, _TEXTS.get(key, ""), None), "about": about} | given
    if isinstance(item, Appearance):
        given["actors"] = (item.actor,)
    return Statement(key, event, index, item, **given)


def entries(event: Event) -> Iterator[Statement]:
    """Yield each actor of each item of an event, as a statement of that actor alone: in a role, or with a position."""
    for key in ("actors", "positions"):
        for index, item in enumerate(getattr(event, key)):
            whole = of_item(event, key, index, item)
            for actor in whole.actors:
                yield replace(whole, actors=(actor,)) if len(whole.actors) > 1 else whole


def ballots(event: Event, of: str | None = None) -> Iterator[Statement]:
    """Yield how each actor, or one of them, voted in each roll call of an event."""
    for index, vote in enumerate(event.votes):
        if roll := vote.roll:
            whole = replace(of_item(event, "votes", index, vote), sources=roll.sources, confidence=None)
            for role, side in BALLOTS.items():
                actors = (actor for actor in getattr(roll, side) if of in (None, actor))
                yield from (replace(whole, role=role, actors=(actor,)) for actor in actors)
