"""Sentences that reply to a question, each a function of what was asked and what was found.

Rows of `questions.txt` name them. They write in the reader's language; `reply` asks for both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of figures
from itertools import chain
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.answers.remarks import number_of_events, number_of_names
from ahc_cli.messages import _, in_each, ngettext
from ahc_cli.model.dates import parse
from ahc_cli.model.labels import (
    article_title,
    bracketed,
    date_in_full,
    label,
    name_list,
    section,
    side_counts,
)
from ahc_cli.model.records import Confidence, Event, JsonValue, Match, Roll, Text, Vote
from ahc_cli.model.statements import BALLOTS, Statement, Tag, items, statements
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Article
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.terms import Term, term_of
from ahc_cli.render import Answer
from ahc_cli.report.sentences import act_day, item_text, lines, phase_words
from ahc_cli.report.states import symbol_of
from ahc_cli.report.status import StatusReport, least_sure, report_status
from ahc_cli.search.questions import Asked

Verdict = Literal["yes", "no", "absent", "value"]
Value = int | str | tuple[str, ...]


class Reply(JsonValue, frozen=True):
    """The sentence that answers a question, and what a script reads of it.

    It is `yes` or `no` only if sources say so; what none of them names is `absent`, and anything
    else that was found a `value`: a number, a date in EDTF, or ids.

    >>> from ahc_cli import load
    >>> reply = load().ask("did germany vote against 74/247").answer
    >>> reply.text.en, reply.verdict
    ('Germany voted against it, 27 Dec 2019.', 'yes')
    """

    text: Text
    verdict: Verdict
    value: Value | None
    as_of: Day
    sources: tuple[str, ...]
    confidence: Confidence | None


class _Said(Struct, frozen=True):
    """A reply in the reader's language; it is as sure as its sources together, or less if said."""

    words: str
    verdict: Verdict = "value"
    value: Value | None = None
    sources: Sequence[str] = ()
    confidence: Confidence | None = None


def _cited(cited: Sequence[Sequence[str]], context: Context) -> dict[str, Any]:
    """Return the sources of several items, and the grade of the least sure of them."""
    confidences = map(context.vocabulary.confidence, cited)
    sources = tuple(dict.fromkeys(chain.from_iterable(cited)))
    return {"sources": sources, "confidence": least_sure(confidences)}


def _listed(figures: Mapping[str, Any] | None, key: str) -> dict[str, Any]:
    """Return the sources of a list of the status, and how sure it is."""
    figure = figures[key] if figures else None
    if figure is None:
        return {}
    return {"sources": tuple(figure.sources), "confidence": figure.confidence}


Function = Callable[[Asked, Answer, Context], _Said | None]


def reply(asked: Asked, found: Answer, context: Context) -> Reply | None:
    """Reply to a question in both languages; None if its row has no reply, or not to this."""
    say = FUNCTIONS.get(asked.reply, _nothing)
    said = _of_territory(asked, context) or say(asked, found, context)
    if said is None:
        return None

    def words() -> str:
        again = _of_territory(asked, context) or say(asked, found, context)
        return again.words if again else ""

    return Reply(
        text=Text(**in_each(words)),
        verdict=said.verdict,
        value=said.value,
        as_of=context.today,
        sources=tuple(said.sources),
        confidence=said.confidence or context.vocabulary.confidence(said.sources),
    )


def absent(words: Callable[[], str], context: Context) -> Reply:
    """Reply in both languages that something is not on record."""
    return Reply(Text(**in_each(words)), "absent", None, context.today, (), None)


def _nothing(_asked: Asked, _found: Answer, _context: Context) -> None:
    return None


def _of_territory(asked: Asked, context: Context) -> _Said | None:
    """Say of what people ask for like a state, and is none of the record, what it is."""
    for id_ in asked.ids("state"):
        actor = context.vocabulary.actors[id_]
        if actor.kind == "territory" and actor.about:
            return _Said(actor.about.text.lang(), "absent", sources=actor.about.sources)
    return None


def _say(key: str, **values: object) -> str:
    """Write a sentence of `labels.txt`."""
    return label(key, "replies").format(**values)


def _name(id_: str, context: Context) -> str:
    return context.vocabulary.label("actor", id_)


def _newest(report: StatusReport) -> str:
    """Write the month up to which sources are known."""
    return date_in_full(str(report.status.newest_source)[:7])


# How an actor stands to the convention.


def _act(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say whether and when each of some actors signed, approved or ratified."""
    report = report_status(context.dataset, context.today)
    if report is None or not found.records:
        return None
    return _together([_act_of(row, asked, report, context) for row in found.records], context)


def _together(said: Sequence[_Said], context: Context) -> _Said:
    """Join what is said of several things; only if it is the same of all is it yes or no."""
    if len(said) == 1:
        return said[0]
    verdicts = {each.verdict for each in said}
    verdict = verdicts.pop() if len(verdicts) == 1 else "value"
    cited = _cited([each.sources for each in said], context)
    return _Said(_in_line(*(each.words for each in said)), verdict, None, **cited)


def _in_line(*sentences: str) -> str:
    """Join sentences; a Chinese one has no blank behind it."""
    return " ".join(sentences).replace("。 ", "。")


def _act_of(row: Any, asked: Asked, report: StatusReport, context: Context) -> _Said:
    """Say it of one actor, for which a script has the day only if it was asked for."""
    key, name = asked.argument or "ratified", row.name.lang()
    act = getattr(row, key)
    if act:
        words = _say(key, name=name, day=act_day(act.date))
        if "when" in asked.concepts:
            return _Said(words, "value", act.date, act.sources)
        return _Said(words, _by_day(act.date, asked), None, act.sources)
    named = [each.actors[0] for each in report.acts_as(_ROLES[key])]
    who = bracketed(name_list(context.vocabulary, named)) if len(named) < _FEW else ""
    words = _say(f"not-{key}", name=name, n=len(named), who=who, month=_newest(report))
    if key == "ratified" and row.approved:
        words = _in_line(words, _say("approved", name=name, day=act_day(row.approved.date)))
    return _Said(words, "absent", **_list_of(key, report))


def _by_day(edtf: str, asked: Asked) -> Verdict:
    """Whether something was done in the periods asked about, if there are any."""
    done, periods = parse(edtf), [parse(day) for day in asked.ids("date")]
    if all(map(done.within, periods)):
        return "yes"
    return "value" if all(map(done.overlaps, periods)) else "no"


def _list_of(key: str, report: StatusReport) -> dict[str, Any]:
    """Return the sources of the list of those who signed or ratified, and how sure it is."""
    if key == "signed":
        return _listed(report.status.signatories, "named")
    return _listed(report.status.parties, "sourced")


_ROLES: dict[str, Any] = {"signed": "signatory", "ratified": "ratifier", "approved": "approver"}
_FEW = 5


def _members(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say how many members of a group, or states of a region, signed or did not."""
    report = report_status(context.dataset, context.today)
    if report is None:
        return None
    of, among = _among(asked, str(context.today), context)
    ids = tuple(row.id for row in found.records)
    key = (
        f"members-not-{asked.argument}" if "not" in asked.concepts else f"members-{asked.argument}"
    )
    words = _say(key, n=len(ids), known=len(among), group=of, month=_newest(report))
    return _Said(words, "value", _value(ids, asked), **_list_of(asked.argument, report))


def _among(asked: Asked, day: str, context: Context) -> tuple[str, frozenset[str]]:
    """Name the group or the region that is asked about, and return its members on a day."""
    for group in asked.ids("group"):
        members = context.vocabulary.members_of(group, parse(day))
        return _name(group, context), frozenset(members)
    key = "region" if asked.ids("region") else "subregion"
    actors = context.vocabulary.actors.items()
    ids = frozenset(id_ for id_, actor in actors if getattr(actor, key) in asked.ids(key))
    return asked.text(key), ids


def _value(ids: tuple[str, ...], asked: Asked) -> Value:
    """Return what a script has of some ids: how many, if that is asked, or else which."""
    return len(ids) if "how-many" in asked.concepts else ids


def _list(asked: Asked, found: Answer, _context: Context) -> _Said | None:
    """Say how many there are, whose names stand below."""
    ids = tuple(row.id for row in found.records)
    verdict: Verdict = "value" if ids or "how-many" in asked.concepts else "absent"
    states = [row.id for row in found.records if row.iso]  # another signatory has no code
    others = (row.name.lang() for row in found.records if not row.iso)
    names = _(", ").join((number_of_names(len(states), "state"), *others))
    return _Said(_say(asked.argument, names=names), verdict, _value(ids, asked))


def _within(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say who certainly signed or ratified in a period, and who perhaps did.

    Of a period without a beginning, or without an end, the number is asked.
    """
    key, period = asked.argument, parse(asked.ids("date")[0])
    surely = [row for row in found.records if parse(getattr(row, key).date).within(period)]
    ids = tuple(row.id for row in surely)
    day = date_in_full(period.text.replace("..", "").strip("/"))
    until = "by" if period.start is None else "since" if period.end is None else "in"
    words = _say(f"{key}-{until}", names=_few_names(ids, context), day=day)
    perhaps = [row.name.lang() for row in found.records if row not in surely]
    if perhaps:
        words += _say("perhaps", names=_(", ").join(perhaps))
    value = len(ids) if ".." in period.text else _value(ids, asked)
    cited = _cited([getattr(row, key).sources for row in found.records], context)
    return _Said(words, "value", value, **cited)


# Figures of the status.


def _count(figures: Mapping[str, Any] | None, key: str) -> int | None:
    """Return how many of a sort the status counts; None if it has no such figures."""
    return figures[key].count if figures else None


# The line of the status that says a figure, and what a script has.
_FIGURES: dict[str, tuple[str, Callable[[StatusReport], Any]]] = {
    "signatories": ("signatories", lambda report: _count(report.status.signatories, "named")),
    "others": ("others", lambda report: report.status.not_signed),
    "meetings": ("held", lambda report: len(report.status.meetings["held"])),
    "ratified": ("ratifications", lambda report: _count(report.status.parties, "sourced")),
    "missing": ("ratifications", lambda report: (report.status.parties or {}).get("missing")),
    "needed": ("in_force", lambda report: report.instrument.ratifications_needed),
    "days": ("in_force", lambda report: report.instrument.days_to_force),
    "deadline": ("deadline", lambda report: getattr(report.status.deadline, "date", None)),
}
# What may be so, the phase in which it is, and the line of the status that says more.
_PHASES = {
    "force": ("in-force", "ratifications"),
    "open": ("open-for-signature", "deadline"),
}


def _figure(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say a figure of the status in the words that the status has."""
    report = _adopted(context)
    if report is None:
        return None
    key, value_of = _FIGURES[asked.argument]
    value = value_of(report)
    if found.request.command == "states" and "how-many" not in asked.concepts:
        value = tuple(row.id for row in found.records)
    if value is None:
        return None
    words, cited = _of_status(key, report)
    return _Said(_sentence(words), "value", value, **cited)


def _adopted(context: Context) -> StatusReport | None:
    """Return the status, once the instrument is adopted."""
    report = report_status(context.dataset, context.today)
    return report if report and report.status.adopted else None


def _of_status(key: str, report: StatusReport) -> tuple[str, dict[str, Any]]:
    """Return what the status says under a heading, its sources, and how sure it is."""
    of_key = [line for line in lines(report) if line.key == key]
    words = _("; ").join(line.text.lang() for line in of_key if line.text)
    sources = tuple(dict.fromkeys(chain.from_iterable(line.sources for line in of_key)))
    confidence = least_sure(line.confidence for line in of_key)
    return words, {"sources": sources, "confidence": confidence}


def _phase(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say whether the instrument is in force, or is open for signature."""
    report = _adopted(context)
    if report is None:
        return None
    phase, key = _PHASES[asked.argument]
    words, cited = _of_status(key, report)
    words = _sentence(f"{phase_words(report)}{_('; ')}{section(key)}{_(': ')}{words}")
    if report.status.phase == phase:
        return _Said(words, "yes", **cited)
    return _Said(words, "absent" if "when" in asked.concepts else "no", **cited)


def _milestone(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say when and where the instrument was adopted or opened, and so that it was."""
    report = _adopted(context)
    figure = getattr(report.status, asked.argument) if report else None
    if report is None or figure is None:
        return None
    said = _of_event(report.events[figure["event"]], asked, context)
    is_day_or_place = asked.concepts & {"when", "where"}
    verdict = _by_day(figure["date"], asked)
    return said if is_day_or_place else replace(said, verdict=verdict, value=None)


def _size(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say how many articles or chapters the instrument has."""
    instrument = context.vocabulary.instrument
    if instrument is None or instrument.article_count is None:
        return None
    numbers = {"articles": instrument.article_count, "chapters": len(instrument.chapters)}
    number = numbers[asked.argument]
    return _Said(_say(asked.argument, n=number), "value", number, instrument.sources)


def _full_name(_asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say the full name of the instrument."""
    instrument = context.vocabulary.instrument
    if instrument is None:
        return None
    return _Said(instrument.name.lang(), sources=instrument.sources)


def _sentence(words: str) -> str:
    """Begin with a capital letter, and end with a full stop."""
    words = words[:1].upper() + words[1:]
    return words if words.endswith(("。", ".")) else _("{words}.", words=words)


# Votes.

# What asks for a number or names: not whether somebody did.
_ASKING = frozenset({"who", "what", "how", "how-many"})


def _vote(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say of a vote what is asked; of a consensus the reverse of whether there was a vote."""
    dates = [] if asked.ids("event") else [{"{date}": [day]} for day in asked.ids("date")]
    each: list[_Said] = []
    for date in dates or [{}]:
        event = _voted_on(replace(asked, names={**asked.names, **date}), context)
        voted = _voted(event, asked, context) if event else None
        if voted is None:
            return None
        each.append(voted)
    said = _together(each, context)
    if "consensus" in asked.concepts:
        reverse: dict[Verdict, Verdict] = {"yes": "no", "no": "yes"}
        said = replace(said, verdict=reverse.get(said.verdict, said.verdict))
    return said


def _voted_on(asked: Asked, context: Context) -> Event | None:
    """Return the event that a vote is asked of: one with a roll call comes first."""
    if "change" in asked.concepts:
        return _amended_by(asked.ids("actor"), context)
    ids, days = asked.ids("event"), [parse(day) for day in asked.ids("date")]
    report = None if ids or days else _adopted(context)
    if report and report.status.adopted:
        ids = [report.status.adopted["event"]]
    events = [event for event in context.dataset.events if event.id in ids]
    if not ids:
        voted = [event for event in context.dataset.events if event.votes]
        events = [event for event in voted if any(map(parse(event.date).overlaps, days))]
    bodies = asked.ids("body", "actor")
    events.sort(key=lambda event: (event.body not in bodies, not any(_rolls(event))))
    return next(iter(events), None)


def _rolls(event: Event) -> list[Roll]:
    """Return the roll calls of an event."""
    return [vote.roll for vote in event.votes if vote.roll]


def _amended_by(actors: Sequence[str], context: Context) -> Event | None:
    """Return the event at which an amendment of an actor was voted on."""
    names = [fold(_name(id_, context)) for id_ in actors]
    for event in context.dataset.events:
        for vote in event.votes:
            if vote.amendment and any(name in fold(vote.motion.lang()) for name in names):
                return event
    return None


def _voted(event: Event, asked: Asked, context: Context) -> _Said | None:
    """Say how a state, the members of a group, or all voted at an event."""
    if not _rolls(event):
        return _without_roll(event, asked, context)
    roll, *_others = _rolls(event)
    sides = {side: tuple(getattr(roll, side)) for side in BALLOTS.values()}
    if asked.ids("state"):
        said = _vote_of(sides, event, asked, context)
    else:
        said = _sides(sides, event, asked, context)
    return said and replace(said, sources=roll.sources)


def _vote_of(
    sides: Mapping[str, Sequence[str]], event: Event, asked: Asked, context: Context
) -> _Said:
    """Say how each of some states voted."""
    said: list[_Said] = []
    for state in asked.ids("state"):
        voted = next((side for side, ids in sides.items() if state in ids), "unlisted")
        verdict: Verdict = "yes" if voted == asked.argument else "no"
        if not asked.argument:
            verdict = "value"
        words = _say(f"voted-{voted}", name=_name(state, context), day=_vote_day(event, asked))
        said.append(_Said(words, "absent" if voted == "unlisted" else verdict))
    return _together(said, context)


def _vote_day(event: Event, asked: Asked) -> str:
    """Write when a vote was, and on what if the question does not name it."""
    symbol = symbol_of(event)
    what = event.title.lang() if symbol == event.id else symbol
    return date_in_full(event.date) + bracketed("" if asked.ids("event") else what)


def _ballots(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say how a state voted in each roll call that lists it."""
    name = _name(asked.ids("state")[0], context)
    votes = [vote for row in found.records for vote in row.votes if vote.side]
    if not votes:
        return _denied("vote", name)
    sides = (f"{vote.symbol} {label(vote.side, 'sides')}" for vote in votes)
    return _Said(_say("ballots", name=name, votes=_("; ").join(sides)))


def _sides(
    sides: Mapping[str, tuple[str, ...]], event: Event, asked: Asked, context: Context
) -> _Said:
    """Say how many voted so, of all or of a group, and how the others did."""
    day, side = _vote_day(event, asked), asked.argument
    is_of_all = not asked.ids("group", "region", "subregion")
    if not is_of_all:
        _of, among = _among(asked, event.date, context)
        sides = {key: tuple(filter(among.__contains__, ids)) for key, ids in sides.items()}
    counts = _(", ").join(side_counts({key: len(ids) for key, ids in sides.items()}))
    if not side:
        is_asked = asked.concepts & _ASKING or not is_of_all
        return _Said(_say("votes", counts=counts, day=day), "value" if is_asked else "yes")
    ids = sides[side]
    words = _say(f"count-{side}", n=number_of_names(len(ids), "state"), counts=counts, day=day)
    if is_of_all or asked.concepts & _ASKING:
        return _Said(words, "value", _value(ids, asked))
    return _Said(words, "yes" if ids else "no", ids)


def _without_roll(event: Event, asked: Asked, context: Context) -> _Said | None:
    """Say of a vote without a roll call the counts, that nobody voted, or what a fact says."""
    is_amendment = "change" in asked.concepts
    taken = [vote for vote in event.votes if vote.amendment == is_amendment]
    actors = () if is_amendment else asked.ids("state", "group", "region")
    if taken and not actors and getattr(taken[0], asked.argument or "yes") is not None:
        return _result(taken[0], event, asked)
    day, is_formal = date_in_full(event.date), event.kind in ("resolution", "decision")
    if is_formal and not taken and _is_by_consensus(event):
        words, sources = _say("no-vote", day=day), _first_sources(event)
        if "how-many" in asked.concepts:
            return _Said(words, "value", 0, sources)
        return _Said(words, "no", None, sources)
    fact = _fact_on(actors, event, context)
    if fact or not is_formal:
        return fact
    return _Said(_say("no-roll", day=day, title=event.title.lang()), "absent")


def _fact_on(actors: Sequence[str], event: Event, context: Context) -> _Said | None:
    """Say the first fact of an event that names some actors."""
    terms = [_term(("actor", id_), context) for id_ in actors]
    for statement in _told(terms, [event]):
        if actors and statement.key == "facts" and statement.text:
            return _Said(statement.text.lang(), "value", None, statement.sources)
    return None


def _result(vote: Vote, event: Event, asked: Asked) -> _Said:
    """Say how many were on each side of a vote."""
    sides = {side: getattr(vote, side) for side in ("yes", "no", "abstain")}
    counts = _(", ").join(side_counts(sides))
    words = _say("votes", counts=counts, day=_vote_day(event, asked))
    if not (asked.argument or asked.concepts & _ASKING):
        return _Said(words, "yes", None, vote.sources)
    number = sides.get(asked.argument) if "how-many" in asked.concepts else None
    return _Said(words, "value", number, vote.sources)


def _first_sources(event: Event) -> Sequence[str]:
    """Return the sources of what an event says first."""
    return next((fact.sources for fact in event.facts), ())


def _is_by_consensus(event: Event) -> bool:
    """Whether a text says that something was adopted without a vote."""
    texts = [event.title, event.summary, *(fact.text for fact in event.facts)]
    words = fold(" ".join(text.lang() for text in texts if text))
    return any(map(words.__contains__, lexicon().words["consensus"]))


# What is listed of events.


def _role(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say who was in a role at an event, or whether an actor was."""
    code = next(iter(asked.ids("role")), asked.argument)
    role, entries = label(code), _in_role(asked, context)
    ids = tuple(dict.fromkeys(entry.actors[0] for entry in entries))
    if not asked.ids("event"):
        ids = tuple(str(row.value) for row in found.records)
    cited = _cited([entry.sources for entry in entries], context)
    if not ids:
        is_of_all = not asked.ids("state")
        return _Said(_say("nobody", role=role), "absent") if is_of_all else None
    for id_ in asked.ids("state"):
        key = "in-role" if id_ in ids else "not-in-role"
        words = _say(key, name=_name(id_, context), role=role, n=len(ids))
        return _Said(words, "yes" if id_ in ids else "absent", **cited)
    names = _few_names(ids, context)
    words = _say("role", role=role, names=names)
    if code == "sponsor" and len(ids) > 1:
        words = _say("sponsors", n=names)
    return _Said(_sentence(words), "value", _value(ids, asked), **cited)


def _in_role(asked: Asked, context: Context) -> list[Statement]:
    """Return those who were in a role at the events asked about."""
    roles, ids = asked.ids("role") or [asked.argument], asked.ids("event")
    events = [event for event in context.dataset.events if event.id in ids]
    entries = chain.from_iterable(items(event, "actors") for event in events)
    return [entry for entry in entries if entry.role in roles]


def _few_names(ids: Sequence[str], context: Context) -> str:
    """Name a few actors, or say how many there are."""
    if 0 < len(ids) < _FEW:
        return name_list(context.vocabulary, ids)
    all_states = all(context.vocabulary.kind_of(id_) == "state" for id_ in ids)
    return number_of_names(len(ids), "state" if all_states else "actor")


def _event(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say which event it is, or when or where it took or takes place."""
    if not found.records:
        return _Said(_say("no-event"), "absent")
    return _of_event(found.records[0], asked, context)


def _of_event(event: Event, asked: Asked, context: Context) -> _Said:
    """Say when and where an event took place, of which a script has what is asked."""
    place = context.vocabulary.label("place", event.place) if event.place else ""
    words = _sentence(f"{date_in_full(event.date)}  {event.title.lang()}{bracketed(place)}")
    sources = _first_sources(event)
    if "when" in asked.concepts:
        return _Said(words, "value", event.date, sources)
    if "where" not in asked.concepts:
        return _Said(words, "value", (event.id,), sources)
    if not event.place:
        return _Said(words, "absent", None, sources)
    return _Said(words, "value", (event.place,), sources)


def _number(asked: Asked, found: Answer, _context: Context) -> _Said | None:
    """Say how many events of a kind there were."""
    kinds = asked.ids("kind")
    if found.found is None:
        return None
    if len(kinds) == 1:
        return _Said(_sentence(number_of_names(found.found, kinds[0])), "value", found.found)
    return _Said(_sentence(number_of_events(found.found)), "value", found.found)


def _attendance(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say how many attended an event, states first."""
    for event in found.records:
        counted = sorted(event.attendance, key=lambda each: each.of != "states")
        if not counted:
            return _Said(_say("no-attendance", title=event.title.lang()), "absent")
        said = (item_text(each, context.vocabulary) for each in counted)
        words = _("; ").join(text.lang() for text in said if text)
        sources = counted[0].sources
        if "how-many" in asked.concepts or "who" not in asked.concepts:
            return _Said(_sentence(words), "value", counted[0].count, sources)
    return None


def _none(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say that nothing of a kind is on record of the one thing asked about; None if there is."""
    titles = {event.id: event.title.lang() for event in context.dataset.events}
    names = [titles[id_] for id_ in asked.ids("event")]
    names += [_name(id_, context) for id_ in asked.ids("actor", "state", "group", "body")]
    names += [context.vocabulary.label("place", id_) for id_ in asked.ids("place")]
    if len(names) != 1 or not found.is_empty:
        return None
    return _denied(asked.argument, names[0])


def _denied(kind: str, name: str) -> _Said:
    return _Said(label(kind, "denials").format(name=name), "absent")


def _unmentioned(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say so unless a fact or a summary mentions the actor, which may be of that kind."""
    is_mentioned = any(any(_mentions(id_, context)) for id_ in asked.ids("actor"))
    return None if is_mentioned else _none(asked, found, context)


def _mentions(id_: str, context: Context) -> Iterator[Match]:
    """Yield where facts and summaries name an actor."""
    term = _term(("actor", id_), context)
    for statement in chain.from_iterable(map(statements, context.dataset.events)):
        if statement.key in ("summary", "facts"):
            yield from term.find(statement)


def _term(tag: Tag, context: Context) -> Term:
    """Return what finds a name in statements."""
    table, id_ = tag
    if table in ("actor", "topic", "treaty"):
        name = context.vocabulary.label(table, id_)
    else:  # an article, as texts name it
        name = id_.replace("-", " ")
    return term_of(Token(name, tags=(tag,)), context.query_names, widened=False)


# Articles and treaties.


def _says(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say what an article has, of which the number was typed."""
    articles, beyond = _articles(asked, context)
    typed = asked.text("article")
    is_number = typed.startswith("第") or any(map(str.isdecimal, typed))
    if beyond or not is_number:
        return beyond
    if not articles or not articles[0].facts:
        return _Said(_say("no-content", n=asked.ids("article")[0]), "absent")
    fact = articles[0].facts[0]
    return _Said(article_title(articles[0], fact.text), "value", None, fact.sources)


def _article_of(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say which article a subject has."""
    articles, beyond = _articles(asked, context)
    if beyond or not articles:
        return beyond
    words = _("; ").join(map(article_title, articles))
    numbers = tuple(str(each.number) for each in articles)
    return _Said(_sentence(words), "value", numbers if len(numbers) > 1 else articles[0].number)


def _chapter(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say in which chapter an article is."""
    articles, beyond = _articles(asked, context)
    instrument = context.vocabulary.instrument
    for chapter in instrument.chapters if instrument and articles else ():
        if chapter.number == articles[0].chapter:
            return _Said(_sentence(article_title(chapter)), "value", chapter.number)
    return beyond


def _articles(asked: Asked, context: Context) -> tuple[list[Article], _Said | None]:
    """Return the articles asked about, those of which a subject is the main one, or else what says
    that the instrument has fewer.
    """
    instrument = context.vocabulary.instrument
    if instrument is None:
        return [], None
    numbers = [int(number) for number in asked.ids("article") if number.isdecimal()]
    count = instrument.article_count
    if count and max(numbers, default=0) > count:
        return [], _Said(_say("articles", n=count), "absent", None, instrument.sources)
    main = set(asked.ids("topic"))
    found = [
        each
        for each in instrument.articles
        if each.number in numbers or main.intersection(each.topics[:1])
    ]
    return found, None


def _party(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say that the record does not list who is party to another treaty; None if a text mentions
    both.
    """
    ids = asked.ids("treaty")
    tags: list[Tag] = [("actor", id_) for id_ in asked.ids("state", "actor")]
    terms = [_term(tag, context) for tag in (*tags, ("treaty", ids[0]))]
    if any(_told(terms, context.dataset.events)):
        return None
    return _Said(_say("no-parties", treaty=context.vocabulary.label("treaty", ids[0])), "absent")


# Positions.


def _positions(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say how many positions there are, from when to when, or that there is none."""
    who, about = _whose(asked, context)
    number = found.found or 0
    if not number:
        return _no_position(who, about, asked, context)
    starts = filter(None, (parse(row.date).start for row in found.records))
    years = sorted({str(start.year) for start in starts})
    period = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    count = ngettext("{n} position", "{n} positions", number)
    names = _(", ").join(filter(None, (who, about)))
    return _Said(_say("positions", names=names, count=count, period=period), "value", number)


def _whose(asked: Asked, context: Context) -> tuple[str, str]:
    """Name whose positions are asked about, and what they are on."""
    vocabulary = context.vocabulary
    on = [vocabulary.label("topic", id_) for id_ in asked.ids("topic")]
    on += [_say("article", n=number) for number in asked.ids("article")]
    return name_list(vocabulary, asked.ids("actor")), _(", ").join(on)


def _no_position(who: str, about: str, asked: Asked, context: Context) -> _Said | None:
    """Say that there is no such position; None if something else may be one, because a text
    mentions the actor, and what it is about.
    """
    if _may_be_one(asked, context):
        return None
    is_narrow = about or any(any(_mentions(id_, context)) for id_ in asked.ids("actor"))
    what = _say("no-position" if is_narrow else "no-statement")
    for stance in asked.ids("stance")[:1]:
        what = label(stance, "stances")
    of = _say("of-on", name=who, topic=about) if who and about else who or about
    days = _(", ").join(map(date_in_full, asked.ids("date")))
    if days:
        of = _say("of-in", name=of, day=days)
    return _Said(_say("none" if who else "none-on", what=what, of=of), "absent")


def _may_be_one(asked: Asked, context: Context) -> bool:
    """Whether a text mentions the actor, and the subject if there is one: it may be a statement.

    Only whether there is a position, and not what was said, can be told without reading texts.
    """
    subjects: list[Tag] = [("topic", id_) for id_ in asked.ids("topic")]
    subjects += [("article", f"article-{number}") for number in asked.ids("article")]
    if not (subjects or asked.ids("stance") or "content" in asked.concepts):
        return False
    tags: list[Tag] = [("actor", id_) for id_ in asked.ids("actor")]
    tags += subjects
    terms = [_term(tag, context) for tag in tags]
    return any(_told(terms, context.dataset.events))


def _told(terms: Sequence[Term], events: Iterable[Event]) -> Iterator[Statement]:
    """Yield the facts, positions and summaries of events that have all terms."""
    told = chain.from_iterable(map(statements, events))
    for text in (each for each in told if each.key in ("summary", "facts", "positions")):
        if all(any(term.find(text)) for term in terms):
            yield text


def _holders(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say who supports or opposes something."""
    ids = tuple(dict.fromkeys(chain.from_iterable(row.actors for row in found.records)))
    if not ids:
        return None
    stances = [label(stance, "values") for stance in asked.ids("stance")]
    wanted = stances[0] if stances else _say(asked.argument)
    words = _say("holders", role=wanted, names=_few_names(ids, context))
    return _Said(_sentence(words), "value", _value(ids, asked))


FUNCTIONS: dict[str, Function] = {
    "act": _act,
    "members": _members,
    "list": _list,
    "within": _within,
    "figure": _figure,
    "phase": _phase,
    "milestone": _milestone,
    "size": _size,
    "full-name": _full_name,
    "vote": _vote,
    "ballots": _ballots,
    "role": _role,
    "event": _event,
    "number": _number,
    "attendance": _attendance,
    "none": _none,
    "unmentioned": _unmentioned,
    "says": _says,
    "article": _article_of,
    "chapter": _chapter,
    "party": _party,
    "positions": _positions,
    "holders": _holders,
}
