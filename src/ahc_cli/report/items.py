"""Items: what the record says, one by one, in the form that programs have of it."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict

from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, JsonValue, Stance, Text
from ahc_cli.model.statements import Statement

# What statements are, by their key.
OF = {
    "title": "title",
    "summary": "summary",
    "facts": "fact",
    "positions": "position",
    "votes": "vote",
    "actors": "appearance",
    "attendance": "attendance",
    "documents": "document",
    "caveats": "caveat",
    "article": "article",
    "contents": "article",
    "about": "definition",
    "name": "definition",
    "denial": "nothing",
}
# The keys that positions, facts and what answers a line have.
POSITION_KEYS, FACT_KEYS, FOUND_KEYS = map(
    str.split,
    (
        "event date actors stance topic text articles sources confidence",
        "of event article date actors topics text articles sources confidence",
        "of text date event article articles actors topics stance sources confidence score command",
    ),
)
# The default of what not every command answers with.
_LEFT_OUT: Any = UNSET


class Item(JsonValue, frozen=True, kw_only=True, repr_omit_defaults=True):
    """A position, a fact, a caveat, or another thing that the record says, or does not say.

    It is of an event or of an `article`, or says what a name is; `articles` are those that it is
    about. `of` is its sort: "nothing" says what is not on record. The `command` gives the same as
    data. The actors and topics of a fact or a
    caveat are those of its event, where `ahc facts` has it. A key is UNSET if a command does not
    have it, and None if it has no value.

    >>> from ahc_cli import load
    >>> record = load()
    >>> (position,) = record.positions("topic:safeguards stance:opposes actor:singapore")
    >>> position.event, position.actors
    ('session-4', ('singapore', 'malaysia', 'russia'))
    >>> {fact.article for fact in record.facts("article:24 of:article")}
    {24}
    >>> statement, *_others = record.ask("calm talks in new york").rows
    >>> statement.of, statement.text.en
    ('nothing', "The record does not mention 'calm'.")
    """

    of: str = _LEFT_OUT
    event: str | None
    article: int | None = _LEFT_OUT
    date: str | None
    actors: tuple[str, ...]
    stance: Stance | None = _LEFT_OUT
    topic: str | None = _LEFT_OUT
    topics: tuple[str, ...] = _LEFT_OUT
    text: Text
    articles: tuple[int, ...]
    sources: tuple[str, ...]
    confidence: Confidence | None
    score: float = _LEFT_OUT
    command: str | None = _LEFT_OUT

    @property
    def id(self) -> str:
        """The id of the event or the article that it is of; empty if it is of neither."""
        if self.event or not self.article:
            return self.event or ""
        return f"article-{self.article}"


def item_of(statement: Statement, keys: Iterable[str], **others: Any) -> Item:
    """Return what some keys have of a statement; `others` have what it does not know itself."""
    event = statement.event.id if statement.event else next(iter(statement.ids("event")), None)
    articles = [int(id_.removeprefix("article-")) for id_ in statement.ids("article")]
    values: dict[str, Any] = {
        **asdict(statement),
        "of": OF[statement.key],
        "event": event,
        "article": None if event else next(iter(articles), None),
        "articles": tuple(articles),
        "actors": statement.ids("actor"),
        "topics": statement.ids("topic"),
        "command": statement.command or None,
        **others,
    }
    return Item(**{key: values[key] for key in keys})


def positions_of(statements: Iterable[Statement]) -> list[Item]:
    """Return the positions among some statements, in date order."""
    taken = [(date_order(each.event), each) for each in statements if each.event and each.stance]
    taken.sort(key=itemgetter(0))
    return [item_of(statement, POSITION_KEYS) for _order, statement in taken]
