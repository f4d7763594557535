"""The difference between two events or two records."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ahc_cli.ask.compare import Difference


class Differences(Struct, frozen=True):
    """A difference; `events` are the events of both sides by id, the right one of two.

    Of two documents the records are compared, not the texts.
    """

    formats: ClassVar[tuple[Format, ...]] = ("table", "json")
    piped: ClassVar[Format] = "table"

    difference: "Difference"
    events: Mapping[str, Event]
    vocabulary: Vocabulary
    of_documents: bool = False

    def json(self) -> "Iterator[Difference]":
        """The difference as one object."""
        yield self.difference
