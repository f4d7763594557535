"""Where the convention stands: the answer to `ahc status`."""

from collections.abc import Iterator
from typing import Any, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.ask.standing import Standing


class Status(Struct, frozen=True):
    """Where the convention stands on a day; every figure has its sources and how sure it is."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson")
    piped: ClassVar[Format] = "table"

    now: Standing

    def json(self) -> Iterator[dict[str, Any]]:
        """The one object that the answer is; before the adoption there are no figures."""
        now, adopted = self.now, self.now.adopted
        figures: dict[str, Any] = dict.fromkeys(("adopted", "signatories", "parties", "approvals", "deadline"))
        if adopted:
            figures = {
                "adopted": {"event": adopted.id, "date": adopted.date, "summary": adopted.summary},
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
            "meetings": {"held": [event.id for event in now.held], "ahead": [event.id for event in now.ahead]},
            **figures,
            "newest_source": now.newest_source,
        }
