"""Events as a list, in date order or as a search ranks them."""

from datetime import date
from typing import ClassVar

from ahc_cli.answer import ROW_FORMATS, Format, Rows
from ahc_cli.model.records import Event


class Events(Rows[Event], frozen=True, kw_only=True):
    """Events in some order; `edition` is the day of the data."""

    formats: ClassVar[tuple[Format, ...]] = (*ROW_FORMATS, "ics")

    edition: date


class Hits(Events, frozen=True, kw_only=True):
    """Events that a search found, best first, with their matches; `text` is the folded text of the search."""

    text: str
