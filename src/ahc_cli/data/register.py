"""The ids of a dataset: each used once, and in a whole document each that is referred to known."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from ahc_cli.model.records import RESERVED, Event, Path, Table, references
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean

_TABLES: tuple[Table, ...] = get_args(Table)
# Of the unknown ids of a dataset so many get a nearest spelling, each a walk through a vocabulary.
_MOST_HINTS = 100


class Register:
    """The ids met so far. Every event of a dataset passes through it once, in the order of the file."""

    def __init__(self, vocabulary: Vocabulary | None = None, events: Iterable[str] = ()) -> None:
        """With the vocabulary and the event ids of a whole document its references are checked too."""
        self._whole = vocabulary is not None
        vocabulary = vocabulary or Vocabulary()
        self._known: dict[str, Mapping[str, Any]] = {table: vocabulary.table(table) for table in _TABLES}
        self._seen = set(RESERVED).union(*self._known.values())
        self._known["event"] = dict.fromkeys(events)
        self._hints: dict[tuple[str, str], str] = {}

    def takes(self, event: Event) -> bool:
        """Whether nothing is wrong with an event beyond its own shape; `faults` tells what."""
        if self._whole or event.id in self._seen:
            return not any(self.faults(event))
        self._seen.add(event.id)
        return True

    def faults(self, event: Event) -> Iterator[tuple[Path, str]]:
        """What is wrong with an event beyond its own shape: (path, message)."""
        yield from self.enter(event.id)
        if not self._whole:
            return
        for table, id_, path in references(event):
            if id_ not in self._known[table]:
                yield path, self._unknown(table, id_)
        for i, id_ in enumerate(event.related):
            if id_ not in self._known["event"]:
                yield ("related", i), self._unknown("event", id_)

    def enter(self, id_: str) -> Iterator[tuple[Path, str]]:
        """Take the id of an event, whatever else is wrong with it."""
        if id_ in self._seen:
            yield ("id",), _taken(id_)
        self._seen.add(id_)

    def _unknown(self, table: str, id_: str) -> str:
        if (table, id_) not in self._hints and len(self._hints) < _MOST_HINTS:
            self._hints[table, id_] = did_you_mean(id_, self._known[table])
        return f"unknown {table} '{id_[:100]}'{self._hints.get((table, id_), '')}"


def clashes(vocabulary: Vocabulary) -> Iterator[tuple[Path, str]]:
    """The ids of a document's tables that may not be used, or are used in another table: (path, message)."""
    seen = set(RESERVED)
    for table in _TABLES:
        for id_ in vocabulary.table(table):
            if id_ in seen:
                yield (f"{table}s", id_), _taken(id_)
            seen.add(id_)


def _taken(id_: str) -> str:
    return f"'{id_}' is {'reserved' if id_ in RESERVED else 'used twice'}"
