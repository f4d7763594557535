"""Where the convention stands on a day, computed from the instrument and the events."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order, when
from ahc_cli.model.labels import (
    CLAUSE,
    COLON,
    MEETINGS,
    bracketed,
    date_in_full,
    event_date,
    event_words,
    label,
    name_list,
)
from ahc_cli.model.records import Confidence, Event, Lang, Role, Text
from ahc_cli.model.statements import Statement, entries, statements
from ahc_cli.model.vocabulary import INSTRUMENT, Instrument, Vocabulary

Phase = Literal[
    "proposed",
    "in-negotiation",
    "adopted",
    "open-for-signature",
    "closed-for-signature",
    "in-force",
]

# For how many days after its edition a record is not old.
_FRESH = 90
_ACTS: tuple[Role, ...] = ("signatory", "approver", "ratifier")
# What a line of the status is about, what it says, and the figure that it rests on.
_Line = tuple[str, str, "Figure | None"]


class Figure(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A number of actors, or a day, with its sources and how sure it is."""

    count: int | None = None
    actors: Sequence[str] | None = None
    as_of: Day | None = None
    date: Day | None = None
    sources: Sequence[str]
    confidence: Confidence | None


class Status(Struct, frozen=True, kw_only=True):
    """Where the convention stands, as JSON has it: there are no figures before the adoption.

    UN bodies took what was `decided` on the last day that has any decisions; `draft` is the last of
    the convention.
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
    parties: dict[str, Any] | None = None
    approvals: Figure | None = None
    deadline: Figure | None = None
    days_left: int | None = None
    newest_source: Day | None


class StatusReport(Struct, frozen=True):
    """The status on a day and what it was computed from; acts are signatures, approvals and
    deposits of an actor.
    """

    status: Status
    instrument: Instrument
    vocabulary: Vocabulary
    events: dict[str, Event]
    acts: list[Statement]


def report_status(dataset: Dataset, today: Day) -> StatusReport | None:
    """Compute where the convention stands; None for a dataset without an instrument, or a part of
    one.
    """
    instrument, names = dataset.vocabulary.instrument, dataset.vocabulary
    if instrument is None or not dataset.whole:
        return None
    events = {event.id: event for event in sorted(dataset.events, key=date_order)}
    past = {
        id_: e
        for id_, e in events.items()
        if e.status == "happened" and (e.start or Day.max) <= today
    }
    adopted, opened = past.get(instrument.adopted), past.get(instrument.opened)
    said = (
        entry
        for event in past.values()
        for entry in entries(event)
        if adopted and entry.role in _ACTS
    )
    acts = {(a.role, a.actors): a for a in said if (parse(str(a.date)).start or today) <= today}
    held = [
        id_ for id_, event in past.items() if event.kind in MEETINGS and event.series == event.kind
    ]
    by_un = (event for event in past.values() if names.kind_of(event.body) == "un-body")
    decisions = [event for event in by_un if event.kind in ("decision", "resolution")]
    planned = (event for event in events.values() if event.status in ("scheduled", "postponed"))
    # What was still ahead when the record ended is not over on any later day.
    ahead = [event for event in planned if (event.end or Day.max) >= min(today, dataset.edition)]
    status = Status(
        as_of=today,
        edition=dataset.edition,
        phase="in-negotiation" if held else "proposed",
        meetings={
            "held": held,
            "ahead": [event.id for event in ahead if event.kind in MEETINGS],
        },
        scheduled=[event.id for event in ahead],
        draft=next((id_ for id_, event in reversed(past.items()) if event.series == "text"), None),
        decided=[event.id for event in decisions if event.date == decisions[-1].date],
        adopted={"event": adopted.id, "date": adopted.date, "summary": adopted.summary}
        if adopted
        else None,
        opened={"event": opened.id, "date": opened.date, "place": opened.place} if opened else None,
        newest_source=newest_source(past.values(), names, today),
    )
    report = StatusReport(status, instrument, names, events, list(acts.values()))
    return replace(report, status=_with_figures(report)) if adopted else report


def _with_figures(report: StatusReport) -> Status:
    """Add what was signed, approved and deposited, and the phase, which follows from it.

    An organization's deposit does not count beside its members'. The convention enters into force
    some days after the last deposit that it takes.
    """
    instrument, names, today = report.instrument, report.vocabulary, report.status.as_of
    of = {role: [act for act in report.acts if act.role == role] for role in _ACTS}
    deposits = [act for act in of["ratifier"] if names.kind_of(act.actors[0]) == "state"]
    days = sorted(day for act in deposits if (day := parse(str(act.date)).end))
    last, left = (
        days[instrument.ratifications_needed - 1 :][:1],
        (instrument.signature_until - today).days,
    )
    phase: Phase = (
        "closed-for-signature"
        if left < 0
        else "open-for-signature"
        if report.status.opened
        else "adopted"
    )
    totals = sorted(
        (each for each in instrument.reported if each.as_of <= today), key=lambda each: each.as_of
    )
    reported = {
        each.of: _figure(each.sources, names, count=each.count, as_of=each.as_of) for each in totals
    }
    return replace(
        report.status,
        phase="in-force" if last and (today - last[0]).days >= instrument.days_to_force else phase,
        signatories={
            "named": _number(of["signatory"], names),
            "reported": reported.get("signatories"),
        },
        parties={
            "sourced": _number(deposits, names),
            "needed": instrument.ratifications_needed,
            "missing": max(0, instrument.ratifications_needed - len(deposits)),
            "reported": reported.get("parties"),
        },
        approvals=_number(of["approver"], names),
        deadline=_figure(instrument.sources, names, date=instrument.signature_until),
        days_left=left if left >= 0 else None,
    )


def _figure(sources: Sequence[str], names: Vocabulary, **given: Any) -> Figure:
    return Figure(sources=sources, confidence=names.confidence(sources), **given)


def _number(acts: Sequence[Statement], names: Vocabulary) -> Figure:
    """Return the number of the actors of some acts; it is as sure as the least sure of them."""
    sources = list(dict.fromkeys(source for act in acts for source in act.sources))
    sure = [found for act in acts if (found := names.confidence(act.sources))]
    least = max(sure, key=get_args(Confidence).index, default=None)
    return Figure(
        count=len(acts), actors=[act.actors[0] for act in acts], sources=sources, confidence=least
    )


def newest_source(events: Iterable[Event], names: Vocabulary, today: Day) -> Day | None:
    """The day of the newest dated source that the events cite."""
    cited = {id_ for event in events for each in statements(event) for id_ in each.sources}
    days = (
        parse(source.date).start
        for id_, source in names.sources.items()
        if id_ in cited and source.date
    )
    return max((day for day in days if day and day <= today), default=None)


def relation(id_: str, report: StatusReport) -> Text | None:
    """Say how an actor stands to the convention: signed, approved, ratified; None before it was
    adopted.

    Of an actor that did nothing, only a state can be said not to be among the signatories.
    """
    acts, signed = (
        [act for act in report.acts if act.actors == (id_,)],
        any(act.role == "signatory" for act in report.acts),
    )
    if not (
        acts
        or (signed and report.status.newest_source and report.vocabulary.kind_of(id_) == "state")
    ):
        return None
    return Text(**{lang: CLAUSE[lang].join(_told(acts, report, lang)) for lang in get_args(Lang)})


def _told(acts: Sequence[Statement], report: StatusReport, lang: Lang) -> Iterator[str]:
    """Yield what an actor did, when and how sure that is, and what is not known of it."""
    for act in acts:
        date = str(act.date)
        precision = "range" if "/" in date else parse(date).precision
        day = label(precision, lang, "acts").format(day=date_in_full(date, lang, window=True))
        sure = bracketed(label(report.vocabulary.confidence(act.sources) or "", lang), lang)
        yield label(str(act.role), lang, "acts").format(day=day) + sure
    if not acts:
        newest = date_in_full(str(report.status.newest_source)[:7], lang)
        yield label("unsigned", lang, "acts").format(day=newest)
    if all(act.role != "ratifier" for act in acts):
        yield label("undeposited", lang, "acts")


def lines(report: StatusReport, *, plans: bool = True) -> Iterator[Statement]:
    """Yield where the convention stands, a statement a line, in the reader's language.

    The key of a statement says what the line is about. Before the adoption there are meetings and
    `plans` only.
    """
    name = (report.instrument.short or report.instrument.name).lang(spoken())
    phase = ("phase", name + COLON[spoken()] + phase_words(report), None)
    for key, said, figure in (phase, *_figures(report), *(_plans(report) if plans else ())):
        if said:
            text, about = (
                Text(**{spoken(): said}),
                ((INSTRUMENT, INSTRUMENT),) if key == "phase" else (),
            )
            sources, sure = (tuple(figure.sources), figure.confidence) if figure else ((), None)
            yield Statement(
                key,
                text=text,
                about=about,
                sources=sources,
                confidence=sure,
                command="ahc status --json",
            )


def phase_words(report: StatusReport) -> str:
    """Name the phase and, once the convention was adopted, whether it is in force as far as the
    record goes.
    """
    status, phase = report.status, label(report.status.phase, spoken(), "phases")
    age, ends = (
        (status.as_of - status.edition).days,
        _("the record ends on {day}", day=_in_full(status.edition)),
    )
    if status.phase == "closed-for-signature":
        phase = _("signature closed on {day}", day=_in_full(report.instrument.signature_until))
        return _("{phase}; {ends}", phase=phase, ends=ends) if age > 0 else phase
    if status.adopted and status.phase != "in-force":
        phase = _("{phase}, not in force", phase=phase)
    return _("{phase}; {ends}", phase=ends, ends=phase) if age > _FRESH else phase


def _in_full(day: Day | str | None) -> str:
    return date_in_full(str(day), spoken())


def _figures(report: StatusReport) -> Iterator[_Line]:
    """Yield the lines about what was adopted, signed and ratified."""
    status, lang, names, instrument = report.status, spoken(), report.vocabulary, report.instrument
    if not (status.signatories and status.parties and status.approvals):
        return
    adopted, opened = (
        report.events[instrument.adopted],
        report.events[instrument.opened] if status.opened else None,
    )
    said = (adopted.summary or adopted.title).lang(lang)
    yield "adopted", f"{event_date(adopted, lang)}  {said}  {adopted.id}", None
    yield "opened", event_words(opened, lang) if opened else "", None
    named = status.signatories["named"]
    states = sum(names.kind_of(actor) == "state" for actor in named.actors)
    among = bracketed(ngettext("{n} state", "{n} states", states), lang) if states else ""
    yield "signatories", _("{n} named", n=named.count) + among if named.count else "", named
    yield "signatories", *_reported(status.signatories["reported"])
    if states and status.newest_source:
        known = sum(actor.kind == "state" for actor in names.actors.values())
        n, month = known - states, _in_full(str(status.newest_source)[:7])
        others = _(
            "{n} of {known} states not among the signatories named by {month}",
            n=n,
            known=known,
            month=month,
        )
        yield "others", others, named
    deposits, needed = status.parties["sourced"], status.parties["needed"]
    who = bracketed(name_list(names, "actor", deposits.actors, lang), lang)
    given = {
        "n": deposits.count,
        "needed": needed,
        "missing": status.parties["missing"],
        "who": who,
    }
    deposited = _("{n} of the {needed} deposits needed{who}, {missing} missing", **given)
    yield "ratifications", deposited, deposits
    yield "ratifications", *_reported(status.parties["reported"])
    in_force = _(
        "{days} days after {needed} deposits", days=instrument.days_to_force, needed=needed
    )
    yield "in_force", in_force if status.phase != "in-force" else "", status.deadline
    yield (
        "approvals",
        name_list(names, "actor", status.approvals.actors or (), lang),
        status.approvals,
    )
    left = (
        ""
        if status.days_left is None
        else ngettext("{n} day left", "{n} days left", status.days_left)
    )
    yield (
        "deadline",
        _in_full(instrument.signature_until) + bracketed(left, lang),
        status.deadline,
    )


def _reported(total: Figure | None) -> tuple[str, Figure | None]:
    """Say the latest total that sources report."""
    return _(
        "{n} reported on {day}", n=total.count, day=_in_full(total.as_of)
    ) if total else "", total


def _plans(report: StatusReport) -> Iterator[_Line]:
    """Yield the lines about meetings and plans, and the date of the newest source."""
    status, lang, held = report.status, spoken(), report.status.meetings["held"]
    for id_ in () if status.adopted else status.decided:
        yield "decided", event_words(report.events[id_], lang), None
    if held:
        sessions = ngettext(
            "{n} session", "{n} sessions", sum(report.events[id_].kind == "session" for id_ in held)
        )
        last = event_words(report.events[held[-1]], lang)
        yield (
            "held",
            _("{n} ({sessions}), last: {event}", n=len(held), sessions=sessions, event=last),
            None,
        )
    planned: list[_Line] = []
    for event in map(report.events.__getitem__, status.scheduled):
        state = when(event, status.as_of)
        is_now = state == "ongoing" and event.status == "scheduled"
        key = "now" if is_now else "due" if state == "overdue" else "ahead"
        planned.append((key, event_words(event, lang), None))
    yield from sorted(planned, key=lambda line: ("now", "due", "ahead").index(line[0]))
    is_quiet = all(key != "ahead" for key, _said, _figure in planned)
    yield "ahead", _("nothing is known to be scheduled") if is_quiet else "", None
    yield "newest_source", _in_full(status.newest_source) if status.newest_source else "", None
