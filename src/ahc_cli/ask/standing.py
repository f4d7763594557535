"""Where the convention stands on a day, computed from the instrument and the events."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Event, Role, Text, references
from ahc_cli.model.vocabulary import Instrument, Reported, Vocabulary
from ahc_cli.model.words import MEETINGS, date_in_full, label

Phase = Literal["proposed", "in-negotiation", "adopted", "open-for-signature", "closed-for-signature", "in-force"]


class Act(Struct, frozen=True):
    """An act of an actor towards the convention: who did what, in which event, on which EDTF date."""

    actor: str
    role: Role
    event: Event
    date: str
    sources: tuple[str, ...]


class Standing(Struct, frozen=True):
    """What the record knows of the convention on the day `as_of`; acts are signatures, approvals and deposits."""

    instrument: Instrument
    vocabulary: Vocabulary
    as_of: date
    phase: Phase
    held: Sequence[Event]
    ahead: Sequence[Event]
    adopted: Event | None
    acts: Sequence[Act]
    reported: Sequence[Reported]
    newest_source: date | None

    def of(self, role: Role) -> list[Act]:
        """The acts in a role, one for each actor."""
        return list({act.actor: act for act in self.acts if act.role == role}.values())

    @property
    def deposits(self) -> list[Act]:
        """The deposits that count: an organization's does not count beside its members'."""
        return [act for act in self.of("ratifier") if self._is_state(act.actor)]

    @property
    def missing(self) -> int:
        """How many instruments are still needed."""
        return max(0, self.instrument.ratifications_needed - len(self.deposits))

    def latest(self, of: str) -> Reported | None:
        """The latest total that sources report."""
        return max((r for r in self.reported if r.of == of), key=lambda reported: reported.as_of, default=None)

    def confidence(self, sources: Iterable[str]) -> Confidence | None:
        """How sure a statement with these sources is."""
        return self.vocabulary.confidence(sources)

    def least_sure(self, acts: Iterable[Act]) -> Confidence | None:
        """How sure the least sure of some acts is, and so the figure that counts them."""
        found = [sure for act in acts if (sure := self.confidence(act.sources))]
        return max(found, key=get_args(Confidence).index, default=None)

    def _is_state(self, id_: str) -> bool:
        actor = self.vocabulary.actors.get(id_)
        return actor is not None and actor.kind == "state"


def standing(dataset: Dataset, today: date) -> Standing:
    """Compute where the convention stands; NotFoundError for a dataset without an instrument."""
    instrument = dataset.vocabulary.instrument if dataset.whole else None
    if instrument is None:
        raise NotFoundError("this dataset has no instrument, so it has no status; use a whole dataset that has one")
    events = sorted(dataset.events, key=date_order)
    past = [
        event for event in events if event.status == "happened" and event.start is not None and event.start <= today
    ]
    held = [event for event in past if _is_meeting(event)]
    ahead = [event for event in events if event.status in ("scheduled", "postponed") and _ends_after(event, today)]
    adopted = next((event for event in past if event.id == instrument.adopted), None)
    acts = [act for event in past for act in _acts(event, today)] if adopted else []
    reported = [r for r in instrument.reported if r.as_of <= today] if adopted else []
    phase = _phase(dataset, past, acts, today)
    newest = newest_source(past, dataset.vocabulary, today)
    return Standing(instrument, dataset.vocabulary, today, phase, held, ahead, adopted, acts, reported, newest)


def relation(id_: str, now: Standing) -> Text | None:
    """Say how an actor stands to the convention: signed, approved, ratified; None before it was adopted.

    Of an actor that did nothing, only a state can be said not to be among the signatories.
    """
    acts: dict[Role, Act] = {role: act for role in _ACTS for act in now.of(role) if act.actor == id_}
    if not acts:
        actor, known = now.vocabulary.actors.get(id_), now.newest_source
        if actor is None or actor.kind != "state" or not now.of("signatory") or known is None:
            return None
        month = known.isoformat()[:7]
        return Text(
            en=f"not among the signatories named by {date_in_full(month, 'en')}",
            zh=f"截至{date_in_full(month, 'zh')}，不在有据可查的签署方之列",
        )
    english, chinese = [], []
    for role, act in acts.items():
        en, zh = _ACTS[role]
        sure = now.confidence(act.sources)
        english.append(f"{en} {_when(act.date)}" + (f" ({label(sure, 'en')})" if sure else ""))
        day = date_in_full(act.date, "zh", window=True)
        chinese.append(f"{day}{zh}" + (f"（{label(sure, 'zh')}）" if sure else ""))
    if "ratifier" not in acts:
        english.append("no deposit of an instrument of ratification is sourced")
        chinese.append("未见交存批准书的记录")
    return Text(en=", ".join(english), zh="，".join(chinese))


# What an actor does in a role, before its date in English and after it in Chinese.
_ACTS: dict[Role, tuple[str, str]] = {
    "signatory": ("signed", "签署"),
    "approver": ("approved nationally", "完成国内核准"),
    "ratifier": ("deposited its instrument of ratification", "交存批准书"),
}


def _when(text: str) -> str:
    """Write an EDTF date after a verb."""
    preposition = "" if "/" in text else "on " if text.count("-") > 1 else "in "
    return preposition + date_in_full(text, "en", window=True)


def _acts(event: Event, today: date) -> list[Act]:
    return [
        Act(item.actor, item.role, event, item.date or event.date, item.sources)
        for item in event.actors
        if item.role in ("signatory", "approver", "ratifier")
        and (parse(item.date or event.date).start or today) <= today
    ]


def _phase(dataset: Dataset, past: Sequence[Event], acts: Sequence[Act], today: date) -> Phase:
    instrument, actors = dataset.vocabulary.instrument, dataset.vocabulary.actors
    ids = {event.id for event in past}
    if instrument is None or instrument.adopted not in ids:
        return "in-negotiation" if any(_is_meeting(event) for event in past) else "proposed"
    states = {id_ for id_, actor in actors.items() if actor.kind == "state"}
    deposited = {act.actor: parse(act.date).end for act in acts if act.role == "ratifier" and act.actor in states}
    days = sorted(day for day in deposited.values() if day is not None)
    if len(days) >= instrument.ratifications_needed:
        last = days[instrument.ratifications_needed - 1]
        if last + timedelta(days=instrument.days_to_force) <= today:
            return "in-force"
    if today > instrument.signature_until:
        return "closed-for-signature"
    return "open-for-signature" if instrument.opened in ids else "adopted"


def _is_meeting(event: Event) -> bool:
    """Whether an event is a session or a consultation of the negotiation itself."""
    return event.kind in MEETINGS and event.series == event.kind


def _ends_after(event: Event, day: date) -> bool:
    return event.end is None or event.end >= day


def newest_source(events: Iterable[Event], vocabulary: Vocabulary, today: date) -> date | None:
    """The day of the newest dated source that the events cite."""
    cited = {id_ for event in events for table, id_, _ in references(event) if table == "source"}
    dated = (source.date for id_, source in vocabulary.sources.items() if id_ in cited and source.date)
    ends = (parse(text).start for text in dated)
    return max((day for day in ends if day is not None and day <= today), default=None)
