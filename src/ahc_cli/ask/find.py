"""Finds what a person names: an event, actor, topic, place, source or article, or a record to compare."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from itertools import dropwhile
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.ask.lexicon import lexicon
from ahc_cli.ask.names import Names
from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import last_day, read_date
from ahc_cli.model.records import Actor, Event, Place, Source, Table, Topic
from ahc_cli.model.text import canonical
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Instrument, did_you_mean

# A document symbol such as A/AC.291/22, whether the record knows it or not.
SYMBOL = re.compile(r"[A-Z]/[A-Z\d]\S*")


class Entity(Struct, frozen=True):
    """An actor, topic, place, source, article or the instrument, with its id."""

    table: Table | Literal["instrument", "article"]
    id: str
    record: Actor | Topic | Place | Source | Instrument | Article


Found = Event | Entity
Operand = Event | Dataset


class Finder(Struct, frozen=True, dict=True):
    """Finds the events and entities of a dataset by id, symbol, name, title or code, or by the start of an id.

    `full` is the dataset whatever the day, to tell what was not yet known from what is unknown.
    """

    dataset: Dataset
    full: Dataset | None = None

    def find_all(self, words: Sequence[str]) -> list[Found]:
        """Return what the words name, all as one name or each alone; NotFoundError if one means nothing."""
        whole, stop = " ".join(words), lexicon().stop
        bare = " ".join(dropwhile(lambda word: canonical(word) in stop, whole.split()))  # the second session
        names = [name for name in (whole, bare) if self.candidates(name)][:1]
        if not names:
            telling = [word for word in words if self.candidates(word) or canonical(word) not in stop]
            is_several = any(word in self.records for word in telling) or all(map(self.candidates, telling))
            names = telling if telling and is_several else [whole]
        found: dict[str, Found] = {}
        for name in names:
            ids = self.candidates(name)
            if len(ids) != 1 and not (ids and self.is_symbol(name)):
                raise NotFoundError(self.refusal(name))
            # A symbol of two events shows both, a draft itself first.
            ids.sort(key=lambda id_: getattr(self.records[id_], "kind", "") != "document")
            found |= {id_: self.records[id_] for id_ in ids}
        return list(found.values())

    def candidates(self, name: str) -> list[str]:
        """Return the ids that a name may mean; those of several events with a document symbol are one meaning."""
        if name in self.records:
            return [name]
        tags = self.names.lookup(name) or self.names.lookup(name.upper())
        of_names = [tag for tag in tags if tag[0] != "article"]  # "Extradition" is a topic, and the title of an article
        found = [id_ for _table, id_ in of_names or tags if id_ in self.records]
        start = canonical(name).replace(" ", "-")
        return found or [id_ for id_ in self.records if start and id_.startswith(f"{start}-")]

    def is_symbol(self, name: str) -> bool:
        """Whether a name is the symbol of a document on record."""
        return "/" in name and any(table == "event" for table, _id in self.names.lookup(name))

    def refusal(self, name: str) -> str:
        """Say why a name does not mean one thing, or no event, and what to type instead."""
        ids = self.candidates(name)
        if len(ids) > 1:
            return _("'{text}' is ambiguous; did you mean {names}?", text=name, names=_(" or ").join(ids[:6]))
        if ids:
            return _("'{text}' is not an event; for its positions, try 'ahc positions {text}'", text=name)
        if self.full and Finder(self.full).candidates(name):
            return _("'{text}' was not yet known on {day}", text=name, day=self.dataset.day)
        is_date = read_date(name, self.dataset.edition)
        remedy = _("; it is a date: try 'ahc list {text}'", text=name) if is_date else ""
        remedy = remedy or did_you_mean(name, self.names.candidates())
        remedy = remedy or (_("; try 'ahc search {text}'", text=name) if name else "")
        return _("nothing found for '{text}'{remedy}", text=name, remedy=remedy)

    @cached_property
    def names(self) -> Names:
        """The index of all names."""
        return Names(self.dataset.vocabulary, tuple(self.dataset.events))

    @cached_property
    def records(self) -> dict[str, Found]:
        """Every event and entity by id."""
        records: dict[str, Found] = {event.id: event for event in self.dataset.events}
        for table in get_args(Table):
            for id_, record in self.dataset.vocabulary.table(table).items():
                records.setdefault(id_, Entity(table, id_, record))
        instrument = self.dataset.vocabulary.instrument
        if instrument and getattr(records.get(instrument.adopted), "status", None) == "happened":
            records[INSTRUMENT] = Entity(INSTRUMENT, INSTRUMENT, instrument)
            for article in instrument.articles:
                records.setdefault(f"article-{article.number}", Entity("article", f"article-{article.number}", article))
        return records


def find_operand(text: str, finder: Finder, load: Callable[[str], Dataset], today: date) -> Operand:
    """Return what an operand of a comparison means: -, bundled, an event, a day or a file; else UsageError.

    What `load` returns is limited to the day of the finder's dataset, if it has one.
    """
    records, limit = finder.records, finder.dataset.day
    is_file = ("/" in text and not SYMBOL.match(text)) or text.endswith((".json", ".ndjson"))
    if text in ("-", "bundled") or (is_file and text not in records and not finder.is_symbol(text)):
        loaded = load(text)
        return (loaded.as_of(limit) if limit else loaded).in_memory()
    if text not in records and read_date(text, today):
        day = last_day(text, today)
        if limit and day > limit:
            raise UsageError(_("'{text}' is later than {day}, the day of --as-of", text=text, day=limit))
        return (finder.full or finder.dataset).as_of(day)
    found = [records[id_] for id_ in finder.candidates(text)]
    events = [each for each in found if isinstance(each, Event)]
    if len(events) != 1:
        hint = _("give two events, days or files; a file name contains / or ends in .json or .ndjson")
        raise UsageError(finder.refusal(text), hint)
    return events[0]
