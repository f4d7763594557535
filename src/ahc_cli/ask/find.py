"""Finds what a person names: an event, actor, topic, place or source, from the strictest reading to the loosest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.ask.bare import conditions
from ahc_cli.ask.values import Context, is_name
from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.model.document import Article, Instrument
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Actor, Event, Place, Source, Table, Topic
from ahc_cli.model.text import fold, swap_numerals
from ahc_cli.model.vocabulary import INSTRUMENT, nearest, symbol_key

_TABLES: tuple[Table, ...] = get_args(Table)
_MOST_NAMED = 6
_ARTICLE = re.compile(r"art(?:icle|\.)? ?(\d+)|第(\d+)条")


class Entity(Struct, frozen=True):
    """An actor, topic, place, source, article or the instrument, with its id."""

    table: Table | Literal["instrument", "article"]
    id: str
    record: Actor | Topic | Place | Source | Instrument | Article


class Finder(Struct, frozen=True, dict=True):
    """Finds by id, document symbol, name or title, and prefix of an id, in this order."""

    dataset: Dataset

    def find_all(self, names: Sequence[str], later: "Finder | None" = None, day: date | None = None) -> list["Found"]:
        """Return what the names mean, each alone or all as one name; NotFoundError if one means nothing.

        `later` looks in the record that is not limited to `day`, to tell what was not yet known from what is unknown.
        """
        found: dict[str, Found] = {}
        together = " ".join(names)
        is_one = len(names) > 1 and (self._named(together) or _ARTICLE.fullmatch(fold(together)))
        for name in (together,) if is_one else names:
            for id_ in self._ids(name, later, day):
                found[id_] = self._records[id_]
        return list(found.values())

    def _ids(self, name: str, later: "Finder | None", day: date | None) -> list[str]:
        if name in self._records:
            return [name]
        # A symbol of two events shows both; an ambiguous name or prefix is an error.
        if found := [event.id for event in with_symbol(self.dataset.events, name)]:
            return found
        for ids in (self._named(name), self._with_prefix(name)):
            if len(ids) == 1:
                return ids
            if ids and name:
                raise NotFoundError(f"'{name}' is ambiguous; give one of {_listed(ids)}")
        if later and (with_symbol(later.dataset.events, name) or later._named(name)):
            raise NotFoundError(f"'{name}' was not yet known as of {day}")
        raise NotFoundError(f"nothing found for '{name}'{self._remedy(name)}")

    def _remedy(self, name: str) -> str:
        """Say what to type instead of a name that means nothing, as the end of a message."""
        if _ARTICLE.fullmatch(fold(name)):
            return "; the sources of this record do not name that article"
        if is_name(FIELDS["date"], name, Context(self.dataset.vocabulary, self.dataset.edition)):
            return f"; it is a date: try 'ahc list {name}'"
        if condition := conditions().get(fold(name)):
            return f"; it is a {condition.field}: try 'ahc list {name}'"
        near = _listed(nearest(name, self._spellings()))
        return f"; did you mean {near}?" if near else f"; try 'ahc search {name}'"

    def _named(self, name: str) -> list[str]:
        """Ids of what has this id, in any case and with blanks for hyphens, or this name or title."""
        wanted = fold(name)
        for id_ in (wanted, wanted.replace(" ", "-")):
            if id_ in self._records:
                return [id_]
        vocabulary = self.dataset.vocabulary
        if INSTRUMENT in self._records and wanted in map(fold, vocabulary.instrument_names):
            return [INSTRUMENT]
        if (article := _ARTICLE.fullmatch(wanted)) and (id_ := f"article-{article[1] or article[2]}") in self._records:
            return [id_]
        titled = [event.id for event in with_title(self.dataset.events, name)]
        named = [id_ for table in _TABLES if table != "source" for id_ in sorted(vocabulary.ids(table, name))]
        return list(dict.fromkeys((*titled, *named)))

    def _with_prefix(self, name: str) -> list[str]:
        """Ids that start with the words of the name, otherwise events with a symbol that continues it after a slash."""
        start = symbol_key(name) + "/"
        return [id_ for id_ in self._records if id_.startswith(f"{fold(name)}-")] or [
            e.id for e in self.dataset.events if any(symbol_key(d.symbol).startswith(start) for d in e.documents)
        ]

    def _spellings(self) -> Iterator[str]:
        yield from self._records
        for table in _TABLES:
            yield from self.dataset.vocabulary.spellings(table)
        for event in self.dataset.events:
            yield from (title for _, title in event.title.both())
            yield from (document.symbol for document in event.documents)

    @cached_property
    def _records(self) -> dict[str, "Found"]:
        records: dict[str, Found] = {event.id: event for event in self.dataset.events}
        for table in _TABLES:
            for id_, record in self.dataset.vocabulary.table(table).items():
                records.setdefault(id_, Entity(table, id_, record))
        instrument = self.dataset.vocabulary.instrument
        if instrument and any(e.id == instrument.adopted and e.status == "happened" for e in self.dataset.events):
            records[INSTRUMENT] = Entity(INSTRUMENT, INSTRUMENT, instrument)
            for article in instrument.articles:
                records.setdefault(f"article-{article.number}", Entity("article", f"article-{article.number}", article))
        return records


Found = Event | Entity


def with_symbol(events: Iterable[Event], symbol: str) -> list[Event]:
    """Return the events with a document of this symbol."""
    wanted = symbol_key(symbol)
    return [event for event in events if any(symbol_key(document.symbol) == wanted for document in event.documents)]


def with_title(events: Iterable[Event], name: str) -> list[Event]:
    """Return the events with this title in either language, or this id in any case and with blanks for hyphens."""
    wanted = fold(name)
    ids, titles = (wanted, wanted.replace(" ", "-")), (wanted, swap_numerals(wanted))
    return [e for e in events if e.id in ids or any(fold(title) in titles for _, title in e.title.both())]


def _listed(names: Sequence[str]) -> str:
    """Join names with commas and a last 'or'; at most six are given."""
    shown = [*names[:_MOST_NAMED], *(["..."] if len(names) > _MOST_NAMED else [])]
    return " or ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)
