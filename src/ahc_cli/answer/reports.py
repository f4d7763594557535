"""Reports: what differs between two records, what is wrong with a dataset, and where the convention stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import MEETINGS

if TYPE_CHECKING:
    from ahc_cli.ask.compare import Difference
    from ahc_cli.ask.standing import Standing
    from ahc_cli.data.check import Problem


class Differences(Struct, frozen=True):
    """A difference, and the events of both sides by id, the right one of two; of documents the records are compared."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json")

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

    name: str
    events: int
    problems: "Sequence[Problem]"

    def json(self) -> "Iterator[Problem]":
        """Each problem as an object."""
        yield from self.problems


class Status(Struct, frozen=True):
    """Where the convention stands on a day; every figure has its sources and how sure it is."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson")

    now: "Standing"

    def json(self) -> Iterator[dict[str, Any]]:
        """The one object that the answer is; before the adoption there are no figures."""
        now, adopted, opened = self.now, self.now.adopted, self.now.opened
        figures = {
            "adopted": adopted and {"event": adopted.id, "date": adopted.date, "summary": adopted.summary},
            "opened": opened and {"event": opened.id, "date": opened.date, "place": opened.place},
            "signatories": {"named": now.figure(now.of("signatory")), "reported": now.latest("signatories")},
            "parties": {
                "sourced": now.figure(now.deposits),
                "needed": now.instrument.ratifications_needed,
                "missing": now.missing,
                "reported": now.latest("parties"),
            },
            "approvals": now.figure(now.of("approver")),
            "deadline": now.deadline,
        }
        yield {
            "as_of": now.as_of,
            "phase": now.phase,
            "meetings": {
                "held": [event.id for event in now.held],
                "ahead": [event.id for event in now.ahead if event.kind in MEETINGS],
            },
            "scheduled": [event.id for event in now.ahead],
            "draft": now.draft and now.draft.id,
            "decided": [event.id for event in now.decided],
            **(figures if adopted else dict.fromkeys(figures)),
            "newest_source": now.newest_source,
        }
