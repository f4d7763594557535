"""Where the convention stands on a day, computed from the instrument and the events."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from datetime import timedelta
from typing import Any, Literal, get_args

from msgspec import Struct

from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model import words
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order, when
from ahc_cli.model.records import Confidence, Event, Lang, Role, Text, references
from ahc_cli.model.statements import Statement, entries
from ahc_cli.model.vocabulary import INSTRUMENT, Instrument, Reported, Vocabulary

Phase = Literal["proposed", "in-negotiation", "adopted", "open-for-signature", "closed-for-signature", "in-force"]

# A record is old from so many days after its edition on.
_FRESH = 90
# Of more states that ratified, the number alone is given.
_MOST_NAMED = 3
# What an actor does in a role, before its date in English and after it in Chinese.
_ACTS: dict[Role, tuple[str, str]] = {
    "signatory": ("signed", "签署"),
    "approver": ("approved nationally", "完成国内核准"),
    "ratifier": ("deposited its instrument of ratification", "交存批准书"),
}


class Figure(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A number of actors, or a day, with its sources and how sure it is; the keys are those of JSON."""

    count: int | None = None
    actors: Sequence[str] | None = None
    as_of: Day | None = None
    date: Day | None = None
    sources: Sequence[str]
    confidence: Confidence | None


# What a line of the status is about, what it says, and the figure that it rests on.
_Line = tuple[str, str, Figure | None]


class Standing(Struct, frozen=True):
    """What the record knows of the convention on the day `as_of`; acts are signatures, approvals and deposits.

    What was `decided` are the decisions and resolutions of UN bodies on the last day that has any; `draft` is the last
    draft of the convention.
    """

    instrument: Instrument
    vocabulary: Vocabulary
    as_of: Day
    edition: Day
    held: Sequence[Event]
    ahead: Sequence[Event]
    decided: Sequence[Event]
    draft: Event | None
    adopted: Event | None
    opened: Event | None
    acts: Sequence[Statement]
    reported: Sequence[Reported]
    newest_source: Day | None

    @property
    def phase(self) -> Phase:
        """The phase; the convention enters into force some days after the last deposit that it takes."""
        if not self.adopted:
            return "in-negotiation" if self.held else "proposed"
        days = sorted(day for act in self.deposits if (day := parse(str(act.date)).end))
        last = days[self.instrument.ratifications_needed - 1 :][:1]
        if last and last[0] + timedelta(days=self.instrument.days_to_force) <= self.as_of:
            return "in-force"
        if self.as_of > self.instrument.signature_until:
            return "closed-for-signature"
        return "open-for-signature" if self.opened else "adopted"

    def of(self, role: Role) -> list[Statement]:
        """The acts in a role, one for each actor."""
        return list({act.actors[0]: act for act in self.acts if act.role == role}.values())

    @property
    def deposits(self) -> list[Statement]:
        """The deposits that count: an organization's does not count beside its members'."""
        return [act for act in self.of("ratifier") if self.vocabulary.kind_of(act.actors[0]) == "state"]

    @property
    def days_left(self) -> int | None:
        """How many days are left to sign; None after the last one."""
        left = (self.instrument.signature_until - self.as_of).days
        return left if left >= 0 else None

    @property
    def missing(self) -> int:
        """How many instruments are still needed."""
        return max(0, self.instrument.ratifications_needed - len(self.deposits))

    def figure(self, acts: Sequence[Statement]) -> Figure:
        """The number of actors of some acts; it is as sure as the least sure of them."""
        sources = dict.fromkeys(source for act in acts for source in act.sources)
        sure = [found for act in acts if (found := self.vocabulary.confidence(act.sources))]
        least = max(sure, key=get_args(Confidence).index, default=None)
        return Figure(count=len(acts), actors=[act.actors[0] for act in acts], sources=list(sources), confidence=least)

    def latest(self, of: str) -> Figure | None:
        """The latest total of signatories or parties that sources report."""
        last = max((each for each in self.reported if each.of == of), key=lambda each: each.as_of, default=None)
        return self._figure(last.sources, count=last.count, as_of=last.as_of) if last else None

    @property
    def deadline(self) -> Figure:
        """The last day for signatures."""
        return self._figure(self.instrument.sources, date=self.instrument.signature_until)

    def _figure(self, sources: Sequence[str], **keys: Any) -> Figure:
        return Figure(**keys, sources=sources, confidence=self.vocabulary.confidence(sources))


def standing(dataset: Dataset, today: Day) -> Standing:
    """Compute where the convention stands; NotFoundError for a dataset without an instrument."""
    instrument, vocabulary = dataset.vocabulary.instrument, dataset.vocabulary
    if instrument is None or not dataset.whole:
        problem = _(
            "this dataset does not describe the convention, so it has no status; "
            "use a full dataset, not an array of events"
        )
        raise NotFoundError(problem)
    events = sorted(dataset.events, key=date_order)
    past = {event.id: event for event in events if event.status == "happened" and (event.start or Day.max) <= today}
    adopted = past.get(instrument.adopted)
    by_un = [event for event in past.values() if vocabulary.kind_of(event.body) == "un-body"]
    decisions = [event for event in by_un if event.kind in ("decision", "resolution")]
    acts = [entry for event in past.values() for entry in entries(event) if adopted and entry.role in _ACTS]
    planned = [event for event in events if event.status in ("scheduled", "postponed")]
    reported = [total for total in instrument.reported if adopted and total.as_of <= today]
    return Standing(
        instrument,
        vocabulary,
        today,
        dataset.edition,
        held=[event for event in past.values() if event.kind in words.MEETINGS and event.series == event.kind],
        # What was still ahead when the record ended is not over on any later day.
        ahead=[event for event in planned if (event.end or Day.max) >= min(today, dataset.edition)],
        decided=[event for event in decisions if event.date == decisions[-1].date],
        draft=next((event for event in reversed(past.values()) if event.series == "text"), None),
        adopted=adopted,
        opened=past.get(instrument.opened),
        acts=[act for act in acts if (parse(str(act.date)).start or today) <= today],
        reported=reported,
        newest_source=newest_source(past.values(), vocabulary, today, (id_ for of in reported for id_ in of.sources)),
    )


def relation(id_: str, now: Standing) -> Text | None:
    """Say how an actor stands to the convention: signed, approved, ratified; None before it was adopted.

    Of an actor that did nothing, only a state can be said not to be among the signatories.
    """
    acts = [act for role in _ACTS for act in now.of(role) if act.actors == (id_,)]
    if acts:
        return Text(en=", ".join(_told(acts, now, "en")), zh="，".join(_told(acts, now, "zh")))
    if not (now.vocabulary.kind_of(id_) == "state" and now.of("signatory") and now.newest_source):
        return None
    month = now.newest_source.isoformat()[:7]
    return Text(
        en=f"not among the signatories named by {words.date_in_full(month, 'en')}",
        zh=f"截至{words.date_in_full(month, 'zh')}，不在有据可查的签署方之列",
    )


def _told(acts: Sequence[Statement], now: Standing, lang: Lang) -> Iterator[str]:
    """Yield what an actor did and when, how sure that is, and that no deposit is known."""
    for act in acts:
        text, verb = str(act.date), _ACTS[act.role or "signatory"][lang == "zh"]
        day, sure = words.date_in_full(text, lang, window=True), now.vocabulary.confidence(act.sources)
        preposition = "" if "/" in text else "on " if text.count("-") > 1 else "in "
        said = f"{verb} {preposition}{day}" if lang == "en" else f"{day}{verb}"
        yield said + words.bracketed(words.label(sure or "", lang), lang)
    if all(act.role != "ratifier" for act in acts):
        yield "no deposit of an instrument of ratification on record" if lang == "en" else "未见交存批准书的记录"


def newest_source(events: Iterable[Event], names: Vocabulary, today: Day, more: Iterable[str] = ()) -> Day | None:
    """The day of the newest dated source that the events cite, or of `more`."""
    cited = {*more} | {id_ for event in events for table, id_, _path in references(event) if table == "source"}
    days = (parse(source.date).start for id_, source in names.sources.items() if id_ in cited and source.date)
    return max((day for day in days if day and day <= today), default=None)


def lines(now: Standing) -> Iterator[Statement]:
    """Yield where the convention stands, a statement a line, in the reader's language.

    The key of a statement says what the line is about. Before the adoption there are meetings and plans only.
    """
    name = (now.instrument.short or now.instrument.name).lang(spoken())
    phase = ("phase", name + words.COLON[spoken()] + phase_words(now), None)
    for key, said, figure in (phase, *(_figures(now) if now.adopted else ()), *_meetings(now)):
        yield Statement(
            key,
            text=spoken_text(said),
            about=((INSTRUMENT, INSTRUMENT),) if key == "phase" else (),
            sources=tuple(figure.sources) if figure else (),
            confidence=figure.confidence if figure else None,
            command="ahc status --json",
        )


def spoken_text(said: str) -> Text:
    """Return what is said in the reader's language as a text."""
    return Text(en=said) if spoken() == "en" else Text(zh=said)


def _meetings(now: Standing) -> Iterator[_Line]:
    """Yield the lines about meetings and plans, and the date of the newest source."""
    lang = spoken()
    if now.held:
        sessions = ngettext("{n} session", "{n} sessions", sum(event.kind == "session" for event in now.held))
        last = words.event_words(now.held[-1], lang)
        yield "held", _("{n} ({sessions}), last: {event}", n=len(now.held), sessions=sessions, event=last), None
    if not now.adopted:
        for event in (now.draft, *now.decided):
            if event:
                yield "draft" if event == now.draft else "decided", words.event_words(event, lang), None
    planned: dict[str, list[Event]] = {"now": [], "due": [], "ahead": []}
    for event in now.ahead:
        state = when(event, now.as_of)
        is_now = state == "ongoing" and event.status == "scheduled" and words.lasts(event)
        planned["now" if is_now else "due" if state == "overdue" else "ahead"].append(event)
    for key, events in planned.items():
        for event in events:
            yield key, words.event_words(event, lang), None
    if not planned["ahead"]:
        yield "ahead", _("nothing is known to be scheduled"), None
    if now.newest_source:
        yield "newest_source", words.date_in_full(now.newest_source.isoformat(), lang), None


def phase_words(now: Standing) -> str:
    """Name the phase and, once the convention was adopted, whether it is in force as far as the record goes."""
    phase = words.label(now.phase, spoken(), "phases")
    ends = _("the record ends on {day}", day=words.date_in_full(now.edition.isoformat(), spoken()))
    if now.phase == "closed-for-signature":
        until = words.date_in_full(now.instrument.signature_until.isoformat(), spoken())
        phase = _("signature closed on {day}", day=until)
        if now.as_of > now.edition:
            return _("{phase}; {ends}", phase=phase, ends=ends)
    if now.adopted and now.phase != "in-force":
        phase = _("{phase}, not in force", phase=phase)
    return _("{phase}; {ends}", phase=ends, ends=phase) if (now.as_of - now.edition).days > _FRESH else phase


def _figures(now: Standing) -> Iterator[_Line]:
    """Yield the lines about what was adopted, signed and ratified."""
    lang, needed = spoken(), now.instrument.ratifications_needed
    if now.adopted:
        said = (now.adopted.summary or now.adopted.title).lang(lang)
        yield "adopted", f"{words.event_date(now.adopted, lang)}  {said}  {now.adopted.id}", None
    if now.opened:
        number = sum(item.role == "signatory" for item in now.opened.actors)
        signed_there = ngettext("{n} signatory", "{n} signatories", number) if number else ""
        place = now.vocabulary.label("place", now.opened.place, lang) if now.opened.place else ""
        parts = (words.event_date(now.opened, lang), place, signed_there, now.opened.id)
        yield "opened", "  ".join(filter(None, parts)), None
    yield from _signatures(now)
    deposits, approvals = now.figure(now.deposits), now.figure(now.of("approver"))
    deposited = ngettext(
        "{n} of the {needed} deposits needed is on record{who}, {missing} missing",
        "{n} of the {needed} deposits needed are on record{who}, {missing} missing",
        len(now.deposits),
        needed=needed,
        who=words.bracketed(words.named(now.vocabulary, "actor", deposits.actors or (), lang), lang),
        missing=now.missing,
    )
    yield "ratifications", deposited, deposits
    yield from _reported(now, "ratifications", "parties")
    if now.phase != "in-force":
        days = now.instrument.days_to_force
        yield "in_force", _("{days} days after {needed} deposits", days=days, needed=needed), now.deadline
    if approvals.actors:
        yield "approvals", words.named(now.vocabulary, "actor", approvals.actors, lang), approvals
    until = words.date_in_full(str(now.deadline.date), lang)
    if now.days_left is not None:
        until += words.bracketed(ngettext("{n} day left", "{n} days left", now.days_left), lang)
    yield "deadline", until, now.deadline


def _signatures(now: Standing) -> Iterator[_Line]:
    """Yield how many signed and who did last, what sources report, and how many states are not among them."""
    lang, signed = spoken(), now.of("signatory")
    figure, states = now.figure(signed), sum(now.vocabulary.kind_of(act.actors[0]) == "state" for act in signed)
    said = _("{n} named", n=len(signed))
    if not signed:
        yield "signatories", said, figure
        return
    if states < len(signed):
        said += words.bracketed(ngettext("{n} state", "{n} states", states), lang)
    spans = {str(act.date): parse(str(act.date)) for act in signed}
    day = max(spans, key=lambda day: (spans[day].start or Day.min, spans[day].end or Day.max))
    actors = [act.actors[0] for act in signed if act.date == day]
    last = words.named(now.vocabulary, "actor", actors, lang) if len(actors) <= _MOST_NAMED else str(len(actors))
    last += words.bracketed(words.date_in_full(day, lang, window=True), lang)
    yield "signatories", _("{said}, most recently {last}", said=said, last=last), figure
    yield from _reported(now, "signatories", "signatories")
    if now.newest_source:
        others = ngettext(
            "{n} state is not among the signatories named by {month} (last to sign: {last})",
            "{n} states are not among the signatories named by {month} (last to sign: {last})",
            len(now.vocabulary.of_kinds(["state"])) - states,
            month=words.date_in_full(now.newest_source.isoformat()[:7], lang),
            last=last,
        )
        yield "others", others, figure


def _reported(now: Standing, key: str, of: str) -> Iterator[_Line]:
    """Yield the latest total that sources report."""
    if total := now.latest(of):
        day = words.date_in_full(str(total.as_of), spoken())
        yield key, _("{n} reported on {day}", n=total.count, day=day), total
