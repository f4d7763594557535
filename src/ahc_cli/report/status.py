"""The status: where the instrument stands on a day, who signed, approved and ratified it."""

from collections.abc import Iterable, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from itertools import chain
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import MEETINGS
from ahc_cli.model.records import Confidence, Event, JsonValue, Role
from ahc_cli.model.statements import LISTS, Statement, items
from ahc_cli.model.vocabulary import Instrument, Vocabulary

Phase = Literal[
    "proposed",
    "in-negotiation",
    "adopted",
    "open-for-signature",
    "closed-for-signature",
    "in-force",
]


class Figure(JsonValue, frozen=True, omit_defaults=True, kw_only=True):
    """A number of actors, or a day, with its sources and how sure it is."""

    count: int | None = None
    actors: Sequence[str] | None = None
    as_of: Day | None = None
    date: Day | None = None
    sources: Sequence[str]
    confidence: Confidence | None


class Status(JsonValue, frozen=True, kw_only=True):
    """Where the instrument stands, as JSON has it: there are no figures before the adoption.

    UN bodies took what was `decided` on the last day that has any decisions; `draft` is the last of
    the instrument.

    >>> from ahc_cli import load
    >>> status = load(as_of="2023-05").status()
    >>> status.phase, str(status.as_of), status.adopted
    ('in-negotiation', '2023-05-31', None)
    """

    as_of: Day
    edition: Day
    phase: Phase
    meetings: dict[str, list[str]]
    scheduled: list[str]
    draft: str | None
    decided: list[str]
    adopted: dict[str, Any] | None
    opened: dict[str, Any] | None
    signatories: dict[str, Any] | None = None
    not_signed: int | None = None
    parties: dict[str, Any] | None = None
    in_force: bool = False
    days_to_force: int | None = None
    approvals: Figure | None = None
    deadline: Figure | None = None
    days_left: int | None = None
    newest_source: Day | None


class StatusReport(Struct, frozen=True):
    """The status on a day and what it was computed from.

    Each act is a signature, approval or deposit of an actor.
    """

    status: Status
    instrument: Instrument
    vocabulary: Vocabulary
    events: dict[str, Event]
    acts: Sequence[Statement] = ()

    def acts_as(self, role: Role) -> list[Statement]:
        """Return the acts in a role."""
        return [act for act in self.acts if act.role == role]


def report_status(dataset: Dataset, today: Day) -> StatusReport | None:
    """Compute where the instrument stands; None without an instrument, or for part of a dataset."""
    vocabulary, instrument = dataset.vocabulary, dataset.vocabulary.instrument
    if instrument is None or not dataset.whole:
        return None
    events = {event.id: event for event in sorted(dataset.events, key=date_order)}
    past = past_events(events.values(), today)
    # What was still ahead when the record ended is not over on any later day.
    ahead = _ahead(events.values(), min(today, dataset.edition))
    held = _meetings(event for event in past if event.series == event.kind)
    drafts = [event.id for event in past if event.series == "text"]
    status = Status(
        as_of=today,
        edition=dataset.edition,
        phase="in-negotiation" if held else "proposed",
        meetings={"held": held, "ahead": _meetings(ahead)},
        scheduled=[event.id for event in ahead],
        draft=drafts[-1] if drafts else None,
        decided=_decided(past, vocabulary),
        adopted=_milestone(past, instrument.adopted, "summary"),
        opened=_milestone(past, instrument.opened, "place"),
        newest_source=newest_source(past, vocabulary, today),
    )
    report = StatusReport(status, instrument, vocabulary, events)
    if status.adopted:
        report = replace(report, acts=acts_until(past, today))
        report = replace(report, status=_with_figures(report))
    return report


def past_events(events: Iterable[Event], today: Day) -> list[Event]:
    """Return the events that happened and had begun by a day."""
    happened = (event for event in events if event.status == "happened")
    return [event for event in happened if (event.start or Day.max) <= today]


def _ahead(events: Iterable[Event], day: Day) -> list[Event]:
    """Return the events that are planned and were not over before a day."""
    planned = (event for event in events if event.status in ("scheduled", "postponed"))
    return [event for event in planned if (event.end or Day.max) >= day]


def _meetings(events: Iterable[Event]) -> list[str]:
    return [event.id for event in events if event.kind in MEETINGS]


def _milestone(past: Iterable[Event], id_: str | None, field: str) -> dict[str, Any] | None:
    """Return an event by its id, with its date and one more field; None if it did not happen."""
    for event in past:
        if event.id == id_:
            return {"event": id_, "date": event.date, field: getattr(event, field)}
    return None


def _decided(past: Iterable[Event], vocabulary: Vocabulary) -> list[str]:
    """Return the decisions and resolutions of UN bodies on the last day that has any."""
    by_un = (event for event in past if vocabulary.kind_of(event.body) == "un-body")
    decisions = [event for event in by_un if event.kind in ("decision", "resolution")]
    return [event.id for event in decisions if event.date == decisions[-1].date]


def acts_until(past: Iterable[Event], today: Day) -> list[Statement]:
    """Return the acts up to a day, the last one of each actor in each role."""
    acts: dict[Any, Statement] = {}
    for event in past:
        for entry in items(event, "actors"):
            is_act = entry.role in ("signatory", "approver", "ratifier")
            if is_act and (parse(str(entry.date)).start or today) <= today:
                acts[entry.role, entry.actors] = entry
    return list(acts.values())


def _with_figures(report: StatusReport) -> Status:
    """Add what was signed, approved and deposited, and the phase, which follows from it."""
    instrument, vocabulary, today = report.instrument, report.vocabulary, report.status.as_of
    # An organization's deposit does not count beside its members'.
    deposits = [
        act for act in report.acts_as("ratifier") if vocabulary.kind_of(act.actors[0]) == "state"
    ]
    needed, until = instrument.ratifications_needed, instrument.signature_until
    reported: dict[str, Figure] = {}
    for total in sorted(instrument.reported, key=lambda total: total.as_of):
        if total.as_of <= today:
            reported[total.of] = _figure(
                total.sources, vocabulary, count=total.count, as_of=total.as_of
            )
    phase = _phase(report, deposits)
    named = _number(report.acts_as("signatory"), vocabulary)
    states = sum(actor.kind == "state" for actor in vocabulary.actors.values())
    signed = sum(vocabulary.kind_of(actor) == "state" for actor in named.actors or ())
    return replace(
        report.status,
        phase=phase,
        signatories={"named": named, "reported": reported.get("signatories")},
        not_signed=states - signed,
        parties={
            "sourced": _number(deposits, vocabulary),
            "needed": needed,
            "missing": None if needed is None else max(0, needed - len(deposits)),
            "reported": reported.get("parties"),
        },
        in_force=phase == "in-force",
        days_to_force=instrument.days_to_force,
        approvals=_number(report.acts_as("approver"), vocabulary),
        deadline=_figure(instrument.sources, vocabulary, date=until) if until else None,
        days_left=_days_left(until, today),
    )


def _days_left(until: Day | None, today: Day) -> int | None:
    """Return how many days are left to sign; None if it is over, or there is no last day."""
    return (until - today).days if until and today <= until else None


def _phase(report: StatusReport, deposits: Sequence[Statement]) -> Phase:
    """Return the phase after the adoption."""
    until, today = report.instrument.signature_until, report.status.as_of
    if _is_in_force(report.instrument, deposits, today):
        return "in-force"
    if until and today > until:
        return "closed-for-signature"
    return "open-for-signature" if report.status.opened else "adopted"


def _is_in_force(instrument: Instrument, deposits: Sequence[Statement], today: Day) -> bool:
    """Whether some days have passed since the last deposit that it takes, if both are known."""
    needed, days_to_force = instrument.ratifications_needed, instrument.days_to_force
    if needed is None or days_to_force is None:
        return False
    last_days = (parse(str(deposit.date)).end for deposit in deposits)
    days = sorted(filter(None, last_days))
    if len(days) < max(1, needed):
        return False
    return (today - days[needed - 1]).days >= days_to_force


def _figure(sources: Sequence[str], vocabulary: Vocabulary, **values: Any) -> Figure:
    return Figure(sources=sources, confidence=vocabulary.confidence(sources), **values)


def _number(acts: Sequence[Statement], vocabulary: Vocabulary) -> Figure:
    """Return the number of the actors of some acts; it is as sure as the least sure of them."""
    cited = [act.sources for act in acts]
    return Figure(
        count=len(acts),
        actors=[act.actors[0] for act in acts],
        sources=list(dict.fromkeys(chain(*cited))),
        confidence=least_sure(map(vocabulary.confidence, cited)),
    )


def least_sure(confidences: Iterable[Confidence | None]) -> Confidence | None:
    """Return the least sure of some grades; None if there are none."""
    return max(filter(None, confidences), key=get_args(Confidence).index, default=None)


def newest_source(events: Iterable[Event], vocabulary: Vocabulary, today: Day) -> Day | None:
    """Return the day of the newest dated source that the events cite."""
    cited = set[str]()
    for event in events:
        for item in chain.from_iterable(getattr(event, key) for key in LISTS):
            cited.update(item.sources)
    days = set[Day]()
    for id_ in cited & vocabulary.sources.keys():
        date = vocabulary.sources[id_].date
        day = parse(date).start if date else None
        if day and day <= today:
            days.add(day)
    return max(days, default=None)
