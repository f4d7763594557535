"""Where the convention stands: the answer to `ahc status`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from msgspec import Struct

from ahc_cli.answer import Format
from ahc_cli.ask.standing import Act, Standing
from ahc_cli.model.records import Event


class Status(Struct, frozen=True):
    """Where the convention stands on a day; every figure has its sources and how sure it is."""

    formats: ClassVar[tuple[Format, ...]] = ("table", "json", "ndjson")
    piped: ClassVar[Format] = "table"

    now: Standing

    def json(self) -> Iterator[dict[str, Any]]:
        """The one object that the answer is."""
        now = self.now
        unknown = dict.fromkeys(("adopted", "signatories", "parties", "approvals", "deadline"))
        yield {
            "as_of": now.as_of,
            "phase": now.phase,
            "meetings": {"held": [event.id for event in now.held], "ahead": [event.id for event in now.ahead]},
            **(self._figures(now.adopted) if now.adopted else unknown),
            "newest_source": now.newest_source,
        }

    def _figures(self, adopted: Event) -> dict[str, Any]:
        now, instrument = self.now, self.now.instrument
        return {
            "adopted": {"event": adopted.id, "date": adopted.date, "summary": adopted.summary},
            "signatories": {"named": self._acts(now.of("signatory")), "reported": self._reported("signatories")},
            "parties": {
                "sourced": self._acts(now.deposits),
                "needed": instrument.ratifications_needed,
                "missing": now.missing,
                "reported": self._reported("parties"),
            },
            "approvals": self._acts(now.of("approver")),
            "deadline": {"date": instrument.signature_until, **self._sourced(instrument.sources)},
        }

    def _acts(self, acts: Sequence[Act]) -> dict[str, Any]:
        figure = {"count": len(acts), "actors": [act.actor for act in acts], "sources": act_sources(acts)}
        return figure | {"confidence": self.now.least_sure(acts)}

    def _reported(self, of: str) -> dict[str, Any] | None:
        total = self.now.latest(of)
        return {"count": total.count, "as_of": total.as_of, **self._sourced(total.sources)} if total else None

    def _sourced(self, sources: Iterable[str]) -> dict[str, Any]:
        return {"sources": sources, "confidence": self.now.confidence(sources)}


def act_sources(acts: Sequence[Act]) -> list[str]:
    """The sources of some acts, each once."""
    return list(dict.fromkeys(source for act in acts for source in act.sources))
