"""Where the convention stands: the answer to `ahc status`."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.ask.standing import Act, Standing


class Status(Struct, frozen=True):
    """Where the convention stands on a day; every figure has its sources and how sure it is."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson")
    piped: ClassVar[Format] = "table"

    now: Standing

    def json(self) -> Iterator[dict[str, Any]]:
        """The one object that the answer is."""
        now, adopted = self.now, self.now.adopted
        instrument = now.instrument
        answer: dict[str, Any] = {
            "as_of": now.as_of,
            "phase": now.phase,
            "meetings": {"held": [event.id for event in now.held], "ahead": [event.id for event in now.ahead]},
            "adopted": None,
            "signatories": None,
            "parties": None,
            "approvals": None,
            "deadline": None,
            "newest_source": now.newest_source,
        }
        if adopted:
            answer["adopted"] = {"event": adopted.id, "date": adopted.date, "summary": adopted.summary}
            answer["signatories"] = {
                "named": self._figure(now.of("signatory")),
                "reported": self._reported("signatories"),
            }
            answer["parties"] = {
                "sourced": self._figure(now.deposits),
                "needed": instrument.ratifications_needed,
                "missing": now.missing,
                "reported": self._reported("parties"),
            }
            answer["approvals"] = self._figure(now.of("approver"))
            answer["deadline"] = {
                "date": instrument.signature_until,
                "sources": instrument.sources,
                "confidence": now.confidence(instrument.sources),
            }
        yield answer

    def _figure(self, acts: Sequence[Act]) -> dict[str, Any]:
        return {
            "count": len(acts),
            "actors": [act.actor for act in acts],
            "sources": act_sources(acts),
            "confidence": self.now.least_sure(acts),
        }

    def _reported(self, of: str) -> dict[str, Any] | None:
        total = self.now.latest(of)
        if total is None:
            return None
        return {
            "count": total.count,
            "as_of": total.as_of,
            "sources": total.sources,
            "confidence": self.now.confidence(total.sources),
        }


def act_sources(acts: Sequence[Act]) -> list[str]:
    """The sources of some acts, each once."""
    return list(dict.fromkeys(source for act in acts for source in act.sources))
