"""Checks the ids of a dataset: that each is used once, and in a document that each reference is known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from ahc_cli.model.document import Instrument, instrument_references
from ahc_cli.model.records import RESERVED, Event, Path, references
from ahc_cli.model.vocabulary import did_you_mean

# Each suggestion compares an id with all known ones.
_MOST_SUGGESTIONS = 100


class WithId(Struct):
    """An event of which only the id is known to be right."""

    id: str


class IdCheck:
    """Checks that ids are unique and, in a document, that references are known; tables are added before events."""

    def __init__(self, events: Iterable[str] | None = None) -> None:
        """Take the ids of all events of a document; without them, references are not checked."""
        self._is_document = events is not None
        self._known = defaultdict(set, events=set(events or ()))
        self._used = set(RESERVED)
        self._unknown = 0

    def add(self, id_: str, table: str | None = None) -> str | None:
        """Add the id of a record of a table, or of an event, and return what is wrong with it."""
        if table:
            self._known[table].add(id_)
        if id_ in self._used:
            return f"'{id_}' is {'reserved' if id_ in RESERVED else 'used twice'}"
        self._used.add(id_)
        return None

    def errors(self, event: Event | WithId) -> Iterator[tuple[Path, str]]:
        """Add an event and yield what is wrong with its ids, as path and message."""
        if message := self.add(event.id):
            yield ("id",), message
        if self._is_document and isinstance(event, Event):
            related = (("event", id_, ("related", i)) for i, id_ in enumerate(event.related))
            yield from self._unknown_ids(chain(references(event), related))

    def instrument_errors(self, instrument: Instrument) -> Iterator[tuple[Path, str]]:
        """Yield what is wrong with the ids of an instrument, as path and message."""
        yield from self._unknown_ids(instrument_references(instrument))

    def _unknown_ids(self, found: Iterable[tuple[str, str, Path]]) -> Iterator[tuple[Path, str]]:
        for kind, id_, path in found:
            known = self._known[f"{kind}s"]
            if id_ not in known:
                self._unknown += 1
                suggestion = did_you_mean(id_, known) if self._unknown <= _MOST_SUGGESTIONS else ""
                yield path, f"unknown {kind} '{id_[:100]}'{suggestion}"
