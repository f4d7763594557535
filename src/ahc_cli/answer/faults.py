"""What is wrong with a dataset."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format

if TYPE_CHECKING:
    from ahc_cli.data.check import Problem


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
