"""What the status says in sentences: its lines, the phase, and how an actor stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from msgspec.structs import replace

from ahc_cli.messages import _, in_each, ngettext, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import DATES, FIELDS, when
from ahc_cli.model.labels import (
    bracketed,
    date_in_full,
    event_words,
    label,
    name_list,
)
from ahc_cli.model.records import Appearance, Attendance, Listed, Text
from ahc_cli.model.statements import Statement
from ahc_cli.model.vocabulary import INSTRUMENT, Vocabulary
from ahc_cli.query.algebra import Is, Query, fields_of, leaves
from ahc_cli.report.status import Figure, StatusReport

# Keys of records of any sort that have a code that no field of events has.
_CODES = ("weight", "of")
# The key of the lines about those in a role.
_LINES_ABOUT = {
    "signatory": "signatories",
    "ratifier": "ratifications",
    "approver": "approvals",
}
# For how many days after its edition a record is not old.
_FRESH = 90


def own_text(words: str) -> Text:
    """Make a text in the reader's language alone."""
    return Text(**{spoken(): words})


def item_text(item: Listed | None, vocabulary: Vocabulary) -> Text | None:
    """Say who appeared or how many attended; None of any other item."""
    if isinstance(item, Appearance):
        return Text(**in_each(lambda: _appearance(item, vocabulary)))
    if isinstance(item, Attendance):
        return Text(**in_each(lambda: _attendance(item)))
    return None


def _appearance(item: Appearance, vocabulary: Vocabulary) -> str:
    words = [vocabulary.label("actor", item.actor), label(item.role)]
    if item.date:
        words.append(date_in_full(item.date))
    return " · ".join(words)


def _attendance(item: Attendance) -> str:
    number = _("{n} {counted}", n=item.count, counted=label(item.of))
    if item.of == "participants":
        number = ngettext("{n} participant", "{n} participants", item.count)
    return _("at least {number}", number=number) if item.at_least else number


def relation(id_: str, report: StatusReport) -> Text | None:
    """Say how an actor stands to the instrument: signed, approved, ratified; None if unknown.

    Of an actor that did nothing, only a state can be said not to be among the signatories.
    """
    acts = [act for act in report.acts if act.actors == (id_,)]
    if not acts:
        is_state = report.vocabulary.kind_of(id_) == "state"
        if not (is_state and report.acts_as("signatory") and report.status.newest_source):
            return None
    # The acts have commas of their own.
    return Text(**in_each(lambda: _("; ").join(_act_words(acts, report))))


def _act_words(acts: Sequence[Statement], report: StatusReport) -> Iterator[str]:
    """Yield what an actor did, when and how sure that is, and what is not known of it."""
    for act in acts:
        day = act_day(str(act.date))
        confidence = report.vocabulary.confidence(act.sources) or ""
        deed = label(str(act.role), "acts").format(day=day)
        yield " · ".join(filter(None, (deed, label(confidence))))
    if not acts:
        newest = date_in_full(str(report.status.newest_source)[:7])
        yield label("unsigned", "acts").format(day=newest)
    if all(act.role != "ratifier" for act in acts):
        yield label("undeposited", "acts")


def act_day(edtf: str) -> str:
    """Write on which day something was done, or in which period."""
    precision = "window" if "/" in edtf or ".." in edtf else parse(edtf).precision
    return label(precision, "acts").format(day=date_in_full(one_day(edtf)))


def one_day(edtf: str) -> str:
    """Write the date of an act in EDTF: if an event lasts some days, it was done on one of them."""
    if "/" not in edtf or ".." in edtf:
        return edtf
    first, last = edtf.split("/")
    return f"[{first}..{last}]"


def lines(report: StatusReport, *, plans: bool = True) -> Iterator[Statement]:
    """Yield where the instrument stands, a statement a line, in the reader's language.

    The key of a statement says what the line is about. Before the adoption there are meetings and
    `plans` only.
    """
    name = (report.instrument.short or report.instrument.name).lang()
    phase = _line("phase", name + _(": ") + phase_words(report))
    yield replace(phase, about=((INSTRUMENT, INSTRUMENT),))
    yield from _figures(report)
    if plans:
        yield from _plans(report)


def lines_about(query: Query, report: StatusReport) -> Iterator[Statement]:
    """Yield the lines of the status about all those who are in a role that a query asks for."""
    keys = set[str]()
    if not fields_of(query) <= {"role", "actor.kind"}:
        return
    for leaf in leaves(query):
        if isinstance(leaf, Is) and leaf.field == "role":
            roles = chain(*(codes for codes in leaf.values if isinstance(codes, frozenset)))
            keys |= {_LINES_ABOUT.get(role, "") for role in roles}
    yield from (line for line in lines(report) if line.key in keys)


def _line(key: str, words: str, figure: Figure | None = None) -> Statement:
    """Make the statement of a line, which is as sure as the figure that it rests on."""
    line = Statement(key, text=own_text(words), command="ahc status --json")
    if figure:
        line = replace(line, sources=tuple(figure.sources), confidence=figure.confidence)
    return line


def phase_words(report: StatusReport) -> str:
    """Name the phase and, after the adoption, whether the instrument is in force.

    Of a record that is old, where it ends is said as well.
    """
    status = report.status
    age = (status.as_of - status.edition).days
    phase = label(status.phase, "phases")
    ends = _("the record ends on {day}", day=_in_full(status.edition))
    if status.phase == "closed-for-signature":
        phase = _("signature closed on {day}", day=_in_full(report.instrument.signature_until))
        return _("{phase}; {ends}", phase=phase, ends=ends) if age > 0 else phase
    if status.adopted and status.phase != "in-force":
        phase = _("{phase}, not in force", phase=phase)
    return _("{phase}; {ends}", phase=ends, ends=phase) if age > _FRESH else phase


def _in_full(day: date | str | None) -> str:
    return date_in_full(str(day))


def _figures(report: StatusReport) -> Iterator[Statement]:
    """Yield the lines about what was adopted, signed and ratified."""
    status = report.status
    if status.adopted is None:
        return
    if not (status.signatories and status.parties and status.approvals):
        return
    adopted = report.events[status.adopted["event"]]
    words = (adopted.summary or adopted.title).lang()
    yield _line("adopted", f"{date_in_full(adopted.date)}  {adopted.id}  {words}")
    if status.opened:
        yield _line("opened", event_words(report.events[status.opened["event"]]))
    yield from _signatories(report, status.signatories)
    yield from _ratifications(report, status.parties)
    if status.phase != "in-force":
        yield from _entry_into_force(report)
    if status.approvals.actors:
        approvers = name_list(report.vocabulary, status.approvals.actors)
        yield _line("approvals", approvers, status.approvals)
    yield from _deadline(report)


def _entry_into_force(report: StatusReport) -> Iterator[Statement]:
    """Yield when the instrument takes effect, if that is known."""
    instrument = report.instrument
    days, needed = instrument.days_to_force, instrument.ratifications_needed
    if days is None or needed is None:
        return
    words = _("{days} days after {needed} deposits", days=days, needed=needed)
    sources = instrument.sources
    figure = Figure(sources=sources, confidence=report.vocabulary.confidence(sources))
    yield _line("in_force", words, figure)


def _deadline(report: StatusReport) -> Iterator[Statement]:
    """Yield the last day for signatures, if there is one, and how many days are left."""
    status = report.status
    if status.deadline is None:
        return
    words = _in_full(status.deadline.date)
    if status.days_left is not None:
        left = ngettext("{n} day left", "{n} days left", status.days_left)
        words += bracketed(left)
    yield _line("deadline", words, status.deadline)


def _signatories(report: StatusReport, signatories: dict[str, Any]) -> Iterator[Statement]:
    """Yield how many signed, by name and as reported, and how many states are not among them."""
    vocabulary, newest = report.vocabulary, report.status.newest_source
    named: Figure = signatories["named"]
    states = sum(vocabulary.kind_of(actor) == "state" for actor in named.actors or ())
    if named.count:
        words = _("{n} named", n=named.count)
        if states:
            words += bracketed(ngettext("{n} state", "{n} states", states))
        yield _line("signatories", words, named)
    yield from _reported("signatories", signatories["reported"])
    if states and newest:
        known = sum(actor.kind == "state" for actor in vocabulary.actors.values())
        others = _(
            "{n} of {known} states not among the signatories named by {month}",
            n=report.status.not_signed,
            known=known,
            month=_in_full(str(newest)[:7]),
        )
        yield _line("others", others, named)


def _ratifications(report: StatusReport, parties: dict[str, Any]) -> Iterator[Statement]:
    """Yield how many instruments were deposited, by whom, and how many are missing."""
    deposits: Figure = parties["sourced"]
    who = name_list(report.vocabulary, deposits.actors or ())
    if parties["needed"] is not None:
        words = _(
            "{n} of the {needed} deposits needed{who}, {missing} missing",
            n=deposits.count,
            needed=parties["needed"],
            missing=parties["missing"],
            who=bracketed(who),
        )
        yield _line("ratifications", words, deposits)
    elif deposits.count:
        words = _("{n} deposited{who}", n=deposits.count, who=bracketed(who))
        yield _line("ratifications", words, deposits)
    yield from _reported("ratifications", parties["reported"])


def _reported(key: str, total: Figure | None) -> Iterator[Statement]:
    """Yield the latest total that sources report, if there is one."""
    if total:
        words = _("{n} reported on {day}", n=total.count, day=_in_full(total.as_of))
        yield _line(key, words, total)


def _plans(report: StatusReport) -> Iterator[Statement]:
    """Yield the lines about meetings and plans, and the date of the newest source."""
    status = report.status
    if not status.adopted:
        for id_ in status.decided:
            yield _line("decided", event_words(report.events[id_]))
    if status.meetings["held"]:
        held = [report.events[id_] for id_ in status.meetings["held"]]
        sessions = sum(event.kind == "session" for event in held)
        words = _(
            "{n} ({sessions}), last: {event}",
            n=len(held),
            sessions=ngettext("{n} session", "{n} sessions", sessions),
            event=event_words(held[-1]),
        )
        yield _line("held", words)
    yield from _scheduled(report)
    if status.newest_source:
        yield _line("newest_source", _in_full(status.newest_source))


def _scheduled(report: StatusReport) -> Iterator[Statement]:
    """Yield the plans: those that take place now, those due to have happened, those ahead."""
    plans: dict[str, list[Statement]] = {"now": [], "due": [], "ahead": []}
    for id_ in report.status.scheduled:
        event = report.events[id_]
        state, key = when(event, report.status.as_of), "ahead"
        if state == "overdue":
            key = "due"
        elif state == "ongoing" and event.status == "scheduled":
            key = "now"
        plans[key].append(_line(key, event_words(event)))
    yield from chain(*plans.values())
    if not plans["ahead"]:
        yield _line("ahead", _("nothing is known to be scheduled"))


def value_name(name: str, text: str, vocabulary: Vocabulary) -> str:
    """Write a date, an id or a code in words; a source stays an id, as a publisher has many."""
    if name in DATES:
        return date_in_full(text)
    field = FIELDS.get(name) or FIELDS.get(name.removesuffix("s"))
    if field and field.table not in (None, "source"):
        return vocabulary.label(field.table, text)
    is_code = name in _CODES or (field and field.choices)
    return label(text) if is_code else text
