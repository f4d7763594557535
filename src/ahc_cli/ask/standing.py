"""Where the convention stands on a day, computed from the instrument and the events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the answer
from datetime import timedelta
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import Entry, date_order, entries
from ahc_cli.model.records import Confidence, Event, Lang, Role, Text, references
from ahc_cli.model.vocabulary import Instrument, Reported, Vocabulary
from ahc_cli.model.words import CLAUSE, MEETINGS, bracketed, date_in_full, event_date, label, named

Phase = Literal["proposed", "in-negotiation", "adopted", "open-for-signature", "closed-for-signature", "in-force"]

# Of more states that ratified, the number alone is given.
_MOST_NAMED = 3
# What an actor does in a role, before its date in English and after it in Chinese.
_ACTS: dict[Role, tuple[str, str]] = {
    "signatory": ("signed", "签署"),
    "approver": ("approved nationally", "完成国内核准"),
    "ratifier": ("deposited its instrument of ratification", "交存批准书"),
}


def no_list() -> str:
    """Say that nobody lists those who did not act."""
    return _("no list of who has not signed or ratified is on record; 'ahc show COUNTRY' shows how a state stands")


class Figure(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A number of actors, or a day, with its sources and how sure it is; the keys are those of JSON."""

    count: int | None = None
    actors: Sequence[str] | None = None
    as_of: Day | None = None
    date: Day | None = None
    sources: Sequence[str]
    confidence: Confidence | None


class Standing(Struct, frozen=True):
    """What the record knows of the convention on the day `as_of`; acts are signatures, approvals and deposits.

    What was `decided` are the decisions and resolutions of UN bodies on the last day that has any; `draft` is the last
    draft of the convention.
    """

    instrument: Instrument
    vocabulary: Vocabulary
    as_of: Day
    held: Sequence[Event]
    ahead: Sequence[Event]
    decided: Sequence[Event]
    draft: Event | None
    adopted: Event | None
    opened: Event | None
    acts: Sequence[Entry]
    reported: Sequence[Reported]
    newest_source: Day | None

    @property
    def phase(self) -> Phase:
        """The phase; the convention enters into force some days after the last deposit that it takes."""
        if not self.adopted:
            return "in-negotiation" if self.held else "proposed"
        days = sorted(day for act in self.deposits if (day := parse(act_date(act)).end))
        last = days[self.instrument.ratifications_needed - 1 :][:1]
        if last and last[0] + timedelta(days=self.instrument.days_to_force) <= self.as_of:
            return "in-force"
        if self.as_of > self.instrument.signature_until:
            return "closed-for-signature"
        return "open-for-signature" if self.opened else "adopted"

    def of(self, role: Role) -> list[Entry]:
        """The acts in a role, one for each actor."""
        return list({act.actor: act for act in self.acts if act.role == role}.values())

    @property
    def deposits(self) -> list[Entry]:
        """The deposits that count: an organization's does not count beside its members'."""
        return [act for act in self.of("ratifier") if self.is_state(act.actor)]

    @property
    def missing(self) -> int:
        """How many instruments are still needed."""
        return max(0, self.instrument.ratifications_needed - len(self.deposits))

    def figure(self, acts: Sequence[Entry]) -> Figure:
        """The number of actors of some acts; it is as sure as the least sure of them."""
        sources = dict.fromkeys(source for act in acts for source in act.sources)
        sure = [found for act in acts if (found := self.vocabulary.confidence(act.sources))]
        least = max(sure, key=get_args(Confidence).index, default=None)
        return Figure(count=len(acts), actors=[act.actor for act in acts], sources=list(sources), confidence=least)

    def latest(self, of: str) -> Figure | None:
        """The latest total of signatories or parties that sources report."""
        last = max((each for each in self.reported if each.of == of), key=lambda each: each.as_of, default=None)
        if last is None:
            return None
        sure = self.vocabulary.confidence(last.sources)
        return Figure(count=last.count, as_of=last.as_of, sources=last.sources, confidence=sure)

    @property
    def deadline(self) -> Figure:
        """The last day for signatures."""
        day, sources = self.instrument.signature_until, self.instrument.sources
        return Figure(date=day, sources=sources, confidence=self.vocabulary.confidence(sources))

    def is_state(self, id_: str) -> bool:
        """Whether an actor is a state."""
        return self.vocabulary.kind_of(id_) == "state"


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
    reported = [total for total in instrument.reported if adopted and total.as_of <= today]
    return Standing(
        instrument,
        vocabulary,
        today,
        held=[event for event in past.values() if event.kind in MEETINGS and event.series == event.kind],
        # What was still ahead when the record ended is not over on any later day.
        ahead=[
            e
            for e in events
            if e.status in ("scheduled", "postponed") and (e.end or Day.max) >= min(today, dataset.edition)
        ],
        decided=[event for event in decisions if event.date == decisions[-1].date],
        draft=next((event for event in reversed(past.values()) if event.series == "text"), None),
        adopted=adopted,
        opened=past.get(instrument.opened),
        acts=[act for act in acts if (parse(act_date(act)).start or today) <= today],
        reported=reported,
        newest_source=newest_source(past.values(), vocabulary, today, (id_ for of in reported for id_ in of.sources)),
    )


def act_date(act: Entry) -> str:
    """The EDTF date of an act, that of its event if it has none of its own."""
    return act.date or act.event.date


def relation(id_: str, now: Standing) -> Text | None:
    """Say how an actor stands to the convention: signed, approved, ratified; None before it was adopted.

    Of an actor that did nothing, only a state can be said not to be among the signatories.
    """
    acts: dict[Role, Entry] = {role: act for role in _ACTS for act in now.of(role) if act.actor == id_}
    if acts:
        return Text(en=", ".join(_told(acts, now, "en")), zh="，".join(_told(acts, now, "zh")))
    if not (now.is_state(id_) and now.of("signatory") and now.newest_source):
        return None
    month = now.newest_source.isoformat()[:7]
    return Text(
        en=f"not among the signatories named by {date_in_full(month, 'en')}",
        zh=f"截至{date_in_full(month, 'zh')}，不在有据可查的签署方之列",
    )


def _told(acts: Mapping[Role, Entry], now: Standing, lang: Lang) -> Iterator[str]:
    """Yield what an actor did and when, how sure that is, and that no deposit is known."""
    for role, act in acts.items():
        text, verb = act_date(act), _ACTS[role][lang == "zh"]
        day, sure = date_in_full(text, lang, window=True), now.vocabulary.confidence(act.sources)
        preposition = "" if "/" in text else "on " if text.count("-") > 1 else "in "
        said = f"{verb} {preposition}{day}" if lang == "en" else f"{day}{verb}"
        yield said + (bracketed(label(sure, lang), lang) if sure else "")
    if "ratifier" not in acts:
        yield "no deposit of an instrument of ratification on record" if lang == "en" else "未见交存批准书的记录"


def newest_source(
    events: Iterable[Event], vocabulary: Vocabulary, today: Day, others: Iterable[str] = ()
) -> Day | None:
    """The day of the newest dated source that the events cite, or of `others`."""
    cited = {*others} | {id_ for event in events for table, id_, _path in references(event) if table == "source"}
    days = (parse(source.date).start for id_, source in vocabulary.sources.items() if id_ in cited and source.date)
    return max((day for day in days if day and day <= today), default=None)


def summary(now: Standing) -> str:
    """Say where the convention stands in one sentence."""
    instrument, lang, adopted = now.instrument, spoken(), now.adopted
    signed, who = len(now.of("signatory")), [act.actor for act in now.deposits]
    deposited = ngettext(
        "{n} of the {needed} ratifications needed is on record{who}",
        "{n} of the {needed} ratifications needed are on record{who}",
        len(who),
        needed=instrument.ratifications_needed,
        who=bracketed(named(now.vocabulary, "actor", who, lang), lang) if 0 < len(who) <= _MOST_NAMED else "",
    )
    signatories = ngettext("{n} signatory named", "{n} signatories named", signed)
    until = date_in_full(instrument.signature_until.isoformat(), lang)
    opening = next((event_date(event, lang) for event in now.ahead if event.id == instrument.opened), "")
    closing = _("open for signature until {day}", day=until)
    if now.opened is None:
        closing = _("opens for signature: {day}", day=opening) if opening else _("not yet open for signature")
    if now.as_of > instrument.signature_until:
        closing = _("signature closed on {day}", day=until)
    return _(
        "{name}: adopted on {day}; {signed}; {deposited}; {force}; {closing} (see 'ahc status')",
        name=(instrument.short or instrument.name).lang(lang),
        day=date_in_full(adopted.date, lang) if adopted else "",
        signed=CLAUSE[lang].join((signatories, *reported("signatories", signed, now))),
        deposited=CLAUSE[lang].join((deposited, *reported("parties", len(who), now))),
        force=_("in force") if now.phase == "in-force" else _("not in force"),
        closing=closing,
    )


def reported(of: str, number: int, now: Standing) -> list[str]:
    """Say which total sources report, and how sure it is, if it is more than a `number`."""
    total, lang = now.latest(of), spoken()
    if total is None or (total.count or 0) <= number:
        return []
    said = _("{n} reported on {day}", n=total.count, day=date_in_full(str(total.as_of), lang))
    return [said + bracketed(label(total.confidence or "", lang), lang)]
