"""Whether each id of a dataset is one, and used once, and whether all that a document refers to is in it."""

import re
from collections.abc import Iterator
from typing import get_args

from msgspec import ValidationError

from ahc_cli.messages import _, spoken
from ahc_cli.model.records import ID, RESERVED, Event, Path, Table, Vote, references
from ahc_cli.model.vocabulary import Collection, did_you_mean
from ahc_cli.model.words import heading

# What is wrong with the value at a path.
Error = tuple[Path, str]
Decoded = Collection | tuple[Event, ...] | Event

# Among more ids than these, looking for near ones takes too long.
_MOST_COMPARED = 5000


def add_all(ids: list[str], used: set[str]) -> None:
    """Add the ids of records to those used; ValidationError, without saying where, if one is none or is used twice."""
    new, lines = set(ids), "\n".join((*ids, ""))
    # One pattern for all takes a third of the time of one for each.
    are_ids = lines.count("\n") == len(ids) and re.fullmatch(f"(?:{ID}\n)*+", lines)
    if len(new) < len(ids) or not used.isdisjoint(new) or not are_ids:
        raise ValidationError
    used |= new


def id_errors(decoded: Decoded, used: set[str]) -> Iterator[Error]:
    """Yield what is wrong with ids and, in a document, with references; `used` are other ids, and gets these."""
    for path, id_ in _ids(decoded):
        if not re.fullmatch(ID, id_):
            yield (
                path,
                _("'{id}' is not an id; use lower-case letters, digits and hyphens, starting with a letter", id=id_),
            )
        elif id_ in RESERVED:
            yield path, _("'{id}' is reserved", id=id_)
        elif id_ in used:
            yield path, _("'{id}' is used twice", id=id_)
        used.add(id_)
    if isinstance(decoded, Collection):
        yield from _reference_errors(decoded)


def _ids(decoded: Decoded) -> Iterator[tuple[Path, str]]:
    """Yield the ids of records, with their paths."""
    match decoded:
        case Event():
            yield ("id",), decoded.id
        case Collection():
            yield from (((f"{table}s", id_), id_) for table in get_args(Table) for id_ in decoded.table(table))
            yield from ((("events", *path), id_) for path, id_ in _ids(decoded.events))
        case _:
            yield from (((index, "id"), event.id) for index, event in enumerate(decoded))


def _reference_errors(document: Collection) -> Iterator[Error]:
    """Yield the ids and articles that are not in a document, and the roll calls that do not agree with their votes."""
    known = {table: {*document.table(table)} for table in get_args(Table)}
    known["event"] = {event.id for event in document.events}
    known["article"] = {str(each.number) for each in (document.instrument and document.instrument.articles) or ()}
    for table, id_, path in references(document):
        if id_ not in known[table]:
            near = did_you_mean(id_, known[table]) if len(known[table]) <= _MOST_COMPARED else ""
            kind = heading(table, spoken()).lower()
            yield path, _("unknown {table} '{id}'{near}", table=kind, id=id_, near=near)
    for index, event in enumerate(document.events):
        for number, vote in enumerate(event.votes):
            yield from _roll_errors(vote, ("events", index, "votes", number, "roll")) if vote.roll else ()


def _roll_errors(vote: Vote, path: Path) -> Iterator[Error]:
    """Yield the lists of a roll call that are not as long as its vote says, and the actors named again."""
    named = set[str]()
    for side in ("yes", "no", "abstain", "absent"):
        actors, count = getattr(vote.roll, side), getattr(vote, side, None)
        if side != "absent" and len(actors) != (count or 0):
            yield path, _("{n} actors in '{key}', but the vote has {count}", n=len(actors), key=side, count=count or 0)
        for number, actor in enumerate(actors):
            if actor in named:
                yield (*path, side, number), _("'{id}' is named twice", id=actor)
            named.add(actor)
