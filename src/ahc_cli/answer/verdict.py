"""The answers whose exit code is a verdict: what differs between two records, and what is wrong with a dataset."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ahc_cli.ask.compare import Difference
    from ahc_cli.data.check import Problem


class Differences(Struct, frozen=True):
    """A difference, and the events of both sides by id, the right one of two; of documents the records are compared."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json")
    piped: ClassVar[Format] = "table"

    difference: "Difference"
    events: Mapping[str, Event]
    vocabulary: Vocabulary
    of_documents: bool = False

    def json(self) -> "Iterator[Difference]":
        """The difference as one object."""
        yield self.difference


class Faults(Struct, frozen=True):
    """The problems of the dataset `name`, in the order of the file, and how many events it has."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson")
    piped: ClassVar[Format] = "table"

    name: str
    events: int
    problems: "Sequence[Problem]"

    def json(self) -> "Iterator[Problem]":
        """Each problem as an object."""
        yield from self.problems
