"""`ahc show`: everything about one thing."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any

import msgspec
import typer
from msgspec import Struct

from ahc_cli.cli import completion
from ahc_cli.cli.asking import tell
from ahc_cli.cli.options import Asked, sharing
from ahc_cli.dataset import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.fields import called, with_symbol
from ahc_cli.models import Event, Table
from ahc_cli.render import Answer, Shape, check
from ahc_cli.text import fold
from ahc_cli.vocabulary import nearest, symbol_key

_TABLES: tuple[Table, ...] = ("actor", "topic", "place", "source")
_MOST_NAMED = 6


@sharing(Asked)
def show(
    asked: Asked,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="An id, symbol, name or the beginning of an id.", autocompletion=completion.things
        ),
    ],
) -> int:
    """Show all about one thing.

    It may be an event, actor, topic, place or source, by its id, name or title. A document symbol shows its event.
    The beginning of an id or symbol is enough, if only one begins so.

    \b
    Examples:
      ahc show session-4
      ahc show A/RES/74/247
      ahc show 人权观察
    """
    whole = asked.as_it_stands().held()
    dataset = asked.seen(whole)
    found = _Finder(dataset, whole, asked.as_of_day).all(ids)
    only_events = all(isinstance(record, Event) for record in found)
    shape: Shape = "event cards" if only_events else "cards"
    check(asked.format_name, shape)
    answer = Answer(
        shape,
        found,
        (),
        dataset.vocabulary,
        draw="card",
        plain=True,
        detail=tuple(dataset.events),
        edition=dataset.edition,
    )
    return tell(asked, answer)


class _Finder(Struct, frozen=True, dict=True):
    """Finds what people call things, from the strictest reading to the loosest: in a dataset as of a day, if one is."""

    dataset: Dataset
    whole: Dataset
    day: date | None

    def all(self, names: Sequence[str]) -> list[Any]:
        """The records of all the names, or of the one they make together; NotFoundError if one is unknown."""
        found: dict[str, Any] = {}
        whole = " ".join(names)
        for name in (whole,) if len(names) > 1 and self._called(whole) else names:
            for id_ in self._ids(name):
                found[id_] = self._records[id_]
        return list(found.values())

    def _ids(self, name: str) -> list[str]:
        if name in self._records:
            return [name]
        # A symbol in two events shows both; a name or beginning of two things is not acted upon.
        if found := self._with_symbol(name):
            return found
        for ids in (self._called(name), self._beginning(name)):
            if len(ids) == 1:
                return ids
            if ids and name:
                raise NotFoundError(f"'{name}' may be {_or(ids)}; give one of them")
        if self.day and _Finder(self.whole, self.whole, None).known(name):
            raise NotFoundError(f"'{name}' was not yet known as of {self.day}")
        near = _or(nearest(name, self._spellings()))
        raise NotFoundError(f"nothing is called '{name}'" + (f"; near: {near}" if near else ""))

    def known(self, name: str) -> bool:
        """Whether something is called so, or has such a symbol."""
        return bool(self._with_symbol(name) or self._called(name))

    def _with_symbol(self, name: str) -> list[str]:
        return [event.id for event in with_symbol(self.dataset.events, name)]

    def _called(self, name: str) -> list[str]:
        """What has this id, or this name or title in either language."""
        wanted, vocabulary = fold(name), self.dataset.vocabulary
        for id_ in (wanted, wanted.replace(" ", "-")):
            if id_ in self._records:
                return [id_]
        titled = (event.id for event in called(self.dataset.events, name))
        return list(dict.fromkeys((*titled, *(i for t in _TABLES[:-1] for i in sorted(vocabulary.ids(t, name))))))

    def _beginning(self, name: str) -> list[str]:
        """What has an id that begins so, else the documents of such a symbol with more behind a stroke."""
        begun = symbol_key(name) + "/"
        return [id_ for id_ in self._records if id_.startswith(fold(name))] or [
            e.id for e in self.dataset.events if any(symbol_key(d.symbol).startswith(begun) for d in e.documents)
        ]

    def _spellings(self) -> Iterator[str]:
        yield from self._records
        for table in _TABLES:
            yield from self.dataset.vocabulary.spellings(table)
        for event in self.dataset.events:
            yield from (title for _, title in event.title.both())
            yield from (document.symbol for document in event.documents)

    @cached_property
    def _records(self) -> dict[str, Any]:
        """Whatever has an id: events as they are, other records with their id and table."""
        records: dict[str, Any] = {event.id: event for event in self.dataset.events}
        for table in _TABLES:
            for id_, record in self.dataset.vocabulary.table(table).items():
                records.setdefault(id_, {"id": id_, "table": table, **msgspec.to_builtins(record)})
        return records


def _or(ids: Sequence[str]) -> str:
    """Some ids as alternatives, not too many."""
    shown = [*ids[:_MOST_NAMED], *(["..."] if len(ids) > _MOST_NAMED else [])]
    return " or ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)
