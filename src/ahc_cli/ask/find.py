"""Finds what a person names: an event, actor, topic, place or source, or a record to compare."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.bare import conditions
from ahc_cli.ask.query import Context, is_name
from ahc_cli.data.load import Dataset
from ahc_cli.errors import DateError, NotFoundError, UsageError
from ahc_cli.model.dates import parse_typed
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Actor, Event, Place, Source, Table, Topic
from ahc_cli.model.text import fold, is_han, is_word, swap_numerals
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Instrument, Vocabulary, did_you_mean, nearest, symbol_key

_TABLES: tuple[Table, ...] = get_args(Table)
_MOST_NAMED = 6
ARTICLE = re.compile(r"\bart(?:icle|\.)? ?(\d+)|第(\d+)条")


class Entity(Struct, frozen=True):
    """An actor, topic, place, source, article or the instrument, with its id."""

    table: Table | Literal["instrument", "article"]
    id: str
    record: Actor | Topic | Place | Source | Instrument | Article


Found = Event | Entity
Operand = Event | Dataset


class Finder(Struct, frozen=True, dict=True):
    """Finds the events and entities of a dataset, from the strictest reading of a name to the loosest."""

    dataset: Dataset

    def find_all(self, names: Sequence[str], later: "Finder | None" = None, day: date | None = None) -> list[Found]:
        """Return what the names mean, each alone or all as one name; NotFoundError if one means nothing.

        `later` looks in the record that is not limited to `day`, to tell what was not yet known from what is unknown.
        """
        together = " ".join(names)
        separate = any(map(self.named, names)) or all(map(self.candidates, names))
        if len(names) > 1 and (self.named(together) or ARTICLE.fullmatch(fold(together)) or not separate):
            names = [together]
        ids = dict.fromkeys(id_ for name in names for id_ in self._ids(name, later, day))
        return [self._records[id_] for id_ in ids]

    def candidates(self, name: str) -> list[str]:
        """Return the ids that a name may mean: by id, document symbol, name or title, or the start of an id."""
        if name in self._records:
            return [name]
        with_its_symbol = [event.id for event in with_symbol(self.dataset.events, name)]
        return with_its_symbol or self.named(name) or self._starting_with(name)

    def named(self, name: str) -> list[str]:
        """Return the ids of what has this id, in any case and with blanks for hyphens, or this name or title."""
        wanted = fold(name)
        for id_ in (wanted, wanted.replace(" ", "-")):
            if id_ in self._records:
                return [id_]
        vocabulary = self.dataset.vocabulary
        if INSTRUMENT in self._records and wanted in map(fold, vocabulary.instrument_names):
            return [INSTRUMENT]
        if (article := ARTICLE.fullmatch(wanted)) and (id_ := f"article-{article[1] or article[2]}") in self._records:
            return [id_]
        titled = [event.id for event in with_title(self.dataset.events, name)]
        named = [id_ for table in _TABLES if table != "source" for id_ in sorted(vocabulary.ids(table, name))]
        return list(dict.fromkeys((*titled, *named)))

    def _ids(self, name: str, later: "Finder | None", day: date | None) -> list[str]:
        ids = self.candidates(name)
        # A symbol of two events shows both.
        if len(ids) == 1 or with_symbol(self.dataset.events, name):
            return ids
        if ids:
            raise NotFoundError(f"'{name}' is ambiguous; give one of {_listed(ids)}")
        if later and (with_symbol(later.dataset.events, name) or later.named(name)):
            raise NotFoundError(f"'{name}' was not yet known as of {day}")
        raise NotFoundError(f"nothing found for '{name}'{self._remedy(name)}")

    def _starting_with(self, name: str) -> list[str]:
        """Ids that start with the words of the name, otherwise events with a symbol that continues it after a slash."""
        words, symbol = fold(name) + "-", symbol_key(name) + "/"
        return [id_ for id_ in self._records if id_.startswith(words)] or [
            e.id for e in self.dataset.events if any(symbol_key(d.symbol).startswith(symbol) for d in e.documents)
        ]

    def _remedy(self, name: str) -> str:
        """Say what to type instead of a name that means nothing, as the end of a message."""
        if ARTICLE.fullmatch(fold(name)):
            return "; the sources of this record do not name that article"
        if is_name(FIELDS["date"], name, Context(self.dataset.vocabulary, self.dataset.edition)):
            return f"; it is a date: try 'ahc list {name}'"
        if condition := conditions().get(fold(name)):
            return f"; it is a {condition.field}: try 'ahc list {name}'"
        near = _listed(nearest(name, self._spellings()))
        return f"; did you mean {near}?" if near else f"; try 'ahc search {name}'" if name else ""

    def _spellings(self) -> Iterator[str]:
        yield from self._records
        for table in _TABLES:
            yield from self.dataset.vocabulary.spellings(table)
        for event in self.dataset.events:
            yield from (title for _, title in event.title.both())
            yield from (document.symbol for document in event.documents)

    @cached_property
    def _records(self) -> dict[str, Found]:
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


class Operands(Struct, frozen=True, dict=True):
    """Finds the operands of a comparison: -, bundled, an event, a day or a file.

    Events and days refer to the dataset that `load` returns, which is limited to `as_of` if a day is given; `read`
    opens another dataset.
    """

    load: Callable[[], Dataset]
    read: Callable[[str], Dataset]
    today: date
    as_of: date | None

    def find(self, text: str) -> Operand:
        """Return the event or dataset that an operand means; UsageError if it means nothing."""
        if text in ("-", "bundled"):
            return self._limited(self.read(text))
        events = {event.id: event for event in self.base.events}
        if text not in events:
            if record := self._as_of_period(text):
                return record
            is_path = "/" in text or text.endswith((".json", ".ndjson"))
            if is_path and not with_symbol(self.base.events, text):
                return self._limited(self.read(text))
        found = Finder(replace(self.base, vocabulary=Vocabulary())).candidates(text)
        if len(found) == 1:
            return events[found[0]]
        if found:
            raise UsageError(f"'{text}' is ambiguous; give one of {', '.join(found[:_MOST_NAMED])}")
        near = did_you_mean(text, events)
        raise UsageError(f"'{text}' is not an event, day, symbol or file (a file has a / or ends in .json){near}")

    @cached_property
    def base(self) -> Dataset:
        """The dataset that event ids refer to."""
        return self._limited(self._full)

    @cached_property
    def _full(self) -> Dataset:
        return self.load().in_memory()

    def _limited(self, dataset: Dataset) -> Dataset:
        return (dataset if self.as_of is None else dataset.as_of(self.as_of)).in_memory()

    def _as_of_period(self, text: str) -> Dataset | None:
        """Return the record as of the last day of a period; None if the text is not a date."""
        try:
            period = parse_typed(text, self.today)
        except DateError:
            return None
        if period.end is None:
            raise UsageError(f"'{text}' has no last day; give a day, a month or a year")
        return self._full.as_of(min(period.end, self.as_of or period.end))


def with_symbol(events: Iterable[Event], symbol: str) -> list[Event]:
    """Return the events with a document of this symbol."""
    wanted = symbol_key(symbol)
    return [event for event in events if any(symbol_key(document.symbol) == wanted for document in event.documents)]


def with_title(events: Iterable[Event], name: str) -> list[Event]:
    """Return the events with this title in either language, or this id in any case and with blanks for hyphens."""
    wanted = fold(name)
    ids, titles = (wanted, wanted.replace(" ", "-")), (wanted, swap_numerals(wanted))
    events = list(events)
    found = [e for e in events if e.id in ids or any(fold(title) in titles for _, title in e.title.both())]
    if found or not (" " in wanted or any(map(is_han, wanted))) or wanted[-4:].isdecimal():
        return found
    # The last words of a title, if they are those of one event: "fourth session".
    ending = [e for e in events if any(_ends_with(fold(title), titles) for _, title in e.title.both())]
    return ending if len(ending) == 1 else []


def _ends_with(title: str, endings: Sequence[str]) -> bool:
    """Whether a title ends with some words, and not within a word."""
    return any(title.endswith(words) and not is_word(title[-len(words) - 1]) for words in endings if words != title)


def _listed(names: Sequence[str]) -> str:
    """Join names with commas and a last 'or'; at most six are given."""
    shown = [*names[:_MOST_NAMED], *(["..."] if len(names) > _MOST_NAMED else [])]
    return " or ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)
