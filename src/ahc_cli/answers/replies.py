"""Sentences that reply to a question, each a function of what was asked and what was found.

Rows of `questions.txt` name them. They write in the reader's language; `reply` asks for both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of figures
from itertools import chain
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.answers.remarks import number_of_names
from ahc_cli.messages import _, in_each, ngettext
from ahc_cli.model.dates import parse
from ahc_cli.model.labels import (
    article_title,
    bracketed,
    date_in_full,
    event_words,
    label,
    name_list,
)
from ahc_cli.model.records import Confidence, Event, JsonValue, Match, Table, Text
from ahc_cli.model.statements import BALLOTS, items, statements
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Article
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.terms import term_of
from ahc_cli.render import Answer
from ahc_cli.report.sentences import item_text, lines, one_day, phase_words
from ahc_cli.report.status import StatusReport, report_status
from ahc_cli.search.questions import Asked

Verdict = Literal["yes", "no", "absent", "value"]
Value = int | str | tuple[str, ...]


class Reply(JsonValue, frozen=True):
    """The sentence that answers a question, and what a script reads of it.

    It is `yes` or `no` only if sources say so; what none of them names is `absent`, and anything
    else that was found a `value`: a number, a date in EDTF, or ids.
    """

    text: Text
    verdict: Verdict
    value: Value | None
    as_of: Day
    sources: tuple[str, ...]
    confidence: Confidence | None


class _Said(Struct, frozen=True):
    """A reply in the reader's language."""

    words: str
    verdict: Verdict = "value"
    value: Value | None = None
    sources: Sequence[str] = ()


Function = Callable[[Asked, Answer, Context], _Said | None]


def reply(asked: Asked, found: Answer, context: Context) -> Reply | None:
    """Reply to a question in both languages; None if its row has no reply, or not to this."""
    say = _FUNCTIONS.get(asked.reply, _nothing)
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
        confidence=context.vocabulary.confidence(said.sources),
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


def _day(edtf: str) -> str:
    """Write on which day something was done, or in which period."""
    precision = "window" if "/" in edtf or ".." in edtf else parse(edtf).precision
    return label(precision, "acts").format(day=date_in_full(one_day(edtf)))


def _newest(report: StatusReport) -> str:
    """Write the month up to which sources are known."""
    return date_in_full(str(report.status.newest_source)[:7])


# How an actor stands to the convention.


def _act(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say whether and when each of some actors signed, approved or ratified."""
    report = report_status(context.dataset, context.today)
    if report is None:
        return None
    said = [_act_of(row, asked, report, context) for row in found.records]
    verdicts = {each.verdict for each in said}
    if len(verdicts) != 1:
        return None
    return _Said(
        " ".join(each.words for each in said) if len(said) > 1 else said[0].words,
        verdicts.pop(),
        said[0].value if len(said) == 1 else None,
        tuple(dict.fromkeys(chain.from_iterable(each.sources for each in said))),
    )


def _act_of(row: Any, asked: Asked, report: StatusReport, context: Context) -> _Said:
    """Say it of one actor, for which a script has the day only if it was asked for."""
    key, name = asked.argument or "ratified", row.name.lang()
    act = getattr(row, key)
    if act:
        words = _say(key, name=name, day=_day(act.date))
        if "when" in asked.concepts:
            return _Said(words, "value", act.date, act.sources)
        return _Said(words, "yes", None, act.sources)
    named = [each.actors[0] for each in report.acts_as(_ROLES[key])]
    who = bracketed(name_list(context.vocabulary, "actor", named)) if len(named) < _FEW else ""
    words = _say(f"not-{key}", name=name, n=len(named), who=who, month=_newest(report))
    return _Said(words, "absent")


_ROLES: dict[str, Any] = {"signed": "signatory", "ratified": "ratifier", "approved": "approver"}
_FEW = 5


def _members(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say how many members of a group, or states of a region, signed or did not."""
    report = report_status(context.dataset, context.today)
    ids = tuple(row.id for row in found.records)
    groups = asked.ids("group")
    if report is None:
        return None
    if groups:
        of, today = _name(groups[0], context), parse(str(context.today))
        among = context.vocabulary.members_of(groups[0], today)
    else:
        key = next(key for key in ("region", "subregion") if asked.ids(key))
        of = asked.text(key)
        actors = context.vocabulary.actors.items()
        among = [id_ for id_, actor in actors if getattr(actor, key) in asked.ids(key)]
    key = f"members-not-{asked.argument}" if "not" in asked.concepts else asked.argument
    words = _say(
        f"members-{asked.argument}" if key == asked.argument else key,
        n=len(ids),
        known=len(among),
        group=of,
        month=_newest(report),
    )
    value = len(ids) if "how-many" in asked.concepts else ids
    return _Said(words, "value", value)


def _list(asked: Asked, found: Answer, _context: Context) -> _Said | None:
    """Say how many there are, whose names stand below."""
    ids = tuple(row.id for row in found.records)
    words = _say(asked.argument, names=found.total)
    if "how-many" in asked.concepts:
        return _Said(words, "value", len(ids))
    return _Said(words, "value" if ids else "absent", ids)


def _within(asked: Asked, found: Answer, _context: Context) -> _Said | None:
    """Say who certainly signed or ratified in a period, and who perhaps did."""
    key, period = asked.argument, parse(asked.ids("date")[0])
    surely = [row for row in found.records if _is_within(getattr(row, key).date, period)]
    number = number_of_names(len(surely), "state" if _are_states(surely) else "signatory")
    words = _say(f"{key}-in", names=number, day=date_in_full(period.text))
    perhaps = [row.name.lang() for row in found.records if row not in surely]
    if perhaps:
        words += _say("perhaps", names=_(", ").join(perhaps))
    ids = tuple(row.id for row in surely)
    return _Said(
        words, "value", len(ids) if "how-many" in asked.concepts or ".." in period.text else ids
    )


def _are_states(rows: Sequence[Any]) -> bool:
    """Whether all are states; another signatory has no code."""
    return all(row.iso for row in rows)


def _is_within(edtf: str, period: Any) -> bool:
    """Whether a date is certainly in a period."""
    date = parse(edtf)
    begins = period.start is None or (date.start and date.start >= period.start)
    ends = period.end is None or (date.end and date.end <= period.end)
    return bool(begins and ends)


def _others(report: StatusReport) -> int:
    states = [id_ for id_, each in report.vocabulary.actors.items() if each.kind == "state"]
    signatories = {act.actors[0] for act in report.acts_as("signatory")}
    return len([id_ for id_ in states if id_ not in signatories])


def _count(figures: Mapping[str, Any] | None, key: str) -> int | None:
    """Return how many of a sort the status counts; None if it has no such figures."""
    return figures[key].count if figures else None


# Figures of the status: the lines that say them, and what a script has.
_FIGURES: dict[str, tuple[tuple[str, ...], Callable[[StatusReport], Any]]] = {
    "signatories": (("signatories",), lambda report: _count(report.status.signatories, "named")),
    "others": (("others",), _others),
    "ratified": (("ratifications",), lambda report: _count(report.status.parties, "sourced")),
    "missing": (("ratifications",), lambda report: (report.status.parties or {}).get("missing")),
    "needed": (("in_force",), lambda report: report.instrument.ratifications_needed),
    "days": (("in_force",), lambda report: report.instrument.days_to_force),
    "force": (("ratifications",), lambda _report: None),
    "deadline": (("deadline",), lambda report: getattr(report.status.deadline, "date", None)),
    "open": (("deadline",), lambda _report: None),
    "opened": (("opened",), lambda report: report.status.opened),
    "adopted": (("adopted",), lambda report: report.status.adopted),
    "articles": ((), lambda report: report.instrument.article_count),
    "chapters": ((), lambda report: len(report.instrument.chapters)),
}


def _figure(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say a figure of the status in the words that the status has."""
    name = asked.argument
    report = report_status(context.dataset, context.today)
    if report is None or report.status.adopted is None:
        return None
    keys, value_of = _FIGURES[name]
    of_status = [line for line in lines(report, plans=False) if line.key in keys]
    words = _("; ").join(line.text.lang() for line in of_status if line.text)
    value = value_of(report)
    if name in ("articles", "chapters"):
        words = _say(name, n=value)
        of_status = []
    sources = tuple(dict.fromkeys(chain.from_iterable(line.sources for line in of_status)))
    if name in ("force", "open"):
        phase = report.status.phase
        is_so = phase == "in-force" if name == "force" else phase == "open-for-signature"
        verdict: Verdict = "yes" if is_so else "no"
        words = f"{phase_words(report)}{_('; ')}{words}"
        if "when" in asked.concepts and not is_so:
            verdict = "absent"
        return _Said(_sentence(words), verdict, sources=sources)
    if isinstance(value, dict):
        return _milestone(value["event"], asked, report)
    if name in ("signatories", "ratified") and "how-many" not in asked.concepts:
        value = tuple(row.id for row in found.records)
    if value is None:
        return None
    return _Said(_sentence(words), "value", value, sources)


def _milestone(id_: str, asked: Asked, report: StatusReport) -> _Said:
    """Say when and where the instrument was adopted or opened."""
    event = report.events[id_]
    sources = next((fact.sources for fact in event.facts), ())
    words = _sentence(event_words(event))
    if "when" in asked.concepts:
        return _Said(words, "value", event.date, sources)
    if "where" in asked.concepts:
        return _Said(words, "value", (event.place,) if event.place else (), sources)
    return _Said(words, "yes", None, sources)


def _sentence(words: str) -> str:
    """Begin with a capital letter, and end with a full stop."""
    words = words[:1].upper() + words[1:]
    return words if words.endswith(("。", ".")) else _("{words}.", words=words)


# Votes.


def _vote(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say of a vote what is asked; of a consensus the reverse of whether there was a vote."""
    said = _voted(asked, found, context)
    if said and "consensus" in asked.concepts:
        reverse: dict[Verdict, Verdict] = {"yes": "no", "no": "yes"}
        said = replace(said, verdict=reverse.get(said.verdict, said.verdict))
    return said


def _voted(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say how a state, the members of a group, or all voted at an event, or how many and who."""
    event = _voted_on(asked, context)
    if event is None:
        return None
    rolls = [vote for vote in event.votes if vote.roll]
    if not rolls:
        return _without_roll(asked, event)
    roll = rolls[0].roll
    sides = {side: tuple(getattr(roll, side)) for side in BALLOTS.values()}
    day, side = date_in_full(event.date), asked.argument
    sources = roll.sources if roll else ()
    if asked.ids("state"):
        words, verdict = _vote_of(sides, day, asked, context)
        return _Said(words, verdict, None, sources) if verdict else None
    among = _voters(asked, event, context)
    if among is not None:
        sides = {key: tuple(id_ for id_ in ids if id_ in among) for key, ids in sides.items()}
    counts = _(", ").join(
        _("{n} {side}", n=len(ids), side=label(key, "sides")) for key, ids in sides.items()
    )
    if not side:
        verdict = "value"
        if among is None and not asked.concepts & {"who", "how-many", "how", "what"}:
            verdict = "yes"
        return _Said(_say("votes", counts=counts, day=day), verdict, None, sources)
    ids = sides[side]
    words = _say(f"count-{side}", n=number_of_names(len(ids), "state"), counts=counts, day=day)
    if "how-many" in asked.concepts:
        return _Said(words, "value", len(ids), sources)
    if among is not None and not asked.concepts & {"who", "what", "how"}:
        return _Said(words, "yes" if ids else "no", ids, sources)
    return _Said(words, "value", ids, sources)


def _voted_on(asked: Asked, context: Context) -> Event | None:
    """Return the event that a vote is asked of: one with a roll call comes first."""
    ids, days = asked.ids("event"), [parse(day) for day in asked.ids("date")]
    if "change" in asked.concepts:
        return _amended_by(asked.ids("actor"), context)
    events = [event for event in context.dataset.events if event.id in ids]
    if not ids:
        dated = [event for event in context.dataset.events if event.votes]
        events = [event for event in dated if any(map(parse(event.date).overlaps, days))]
    bodies = asked.ids("body", "actor")
    events = [event for event in events if event.body in bodies] or events
    events.sort(key=lambda event: not any(vote.roll for vote in event.votes))
    return events[0] if events else None


def _amended_by(actors: Sequence[str], context: Context) -> Event | None:
    """Return the event at which an amendment of an actor was voted on."""
    names = [fold(_name(id_, context)) for id_ in actors]
    for event in context.dataset.events:
        for vote in event.votes:
            if vote.amendment and any(name in fold(vote.motion.lang()) for name in names):
                return event
    return None


def _voters(asked: Asked, event: Event, context: Context) -> set[str] | None:
    """Return the members of a group on the day of a vote, or the states of a region."""
    for group in asked.ids("group"):
        return set(context.vocabulary.members_of(group, parse(event.date)))
    for key in ("region", "subregion"):
        if asked.ids(key):
            actors = context.vocabulary.actors.items()
            return {id_ for id_, actor in actors if getattr(actor, key) in asked.ids(key)}
    return None


def _vote_of(
    sides: Mapping[str, Sequence[str]], day: str, asked: Asked, context: Context
) -> tuple[str, Verdict | None]:
    """Say how each of some states voted, and what that is; None if not the same of all."""
    sentences: list[str] = []
    verdicts = set[Verdict]()
    for state in asked.ids("state"):
        voted = next((side for side, ids in sides.items() if state in ids), "unlisted")
        sentences.append(_say(f"voted-{voted}", name=_name(state, context), day=day))
        verdict: Verdict = "yes" if voted == asked.argument else "no"
        if not asked.argument:
            verdict = "value"
        verdicts.add("absent" if voted == "unlisted" else verdict)
    return " ".join(sentences), verdicts.pop() if len(verdicts) == 1 else None


def _without_roll(asked: Asked, event: Event) -> _Said | None:
    """Say of a vote without a roll call how many voted so, and that there was none if so."""
    side, day = asked.argument, date_in_full(event.date)
    actors = asked.ids("state", "group", "region")
    is_amendment = "change" in asked.concepts
    taken = [vote for vote in event.votes if vote.amendment == is_amendment]
    if is_amendment:
        actors = []
    if taken and not actors and getattr(taken[0], side or "yes", None) is not None:
        vote = taken[0]
        counts = _(", ").join(
            _("{n} {side}", n=getattr(vote, key), side=label(key, "sides"))
            for key in ("yes", "no", "abstain")
        )
        value = getattr(vote, side) if side and "how-many" in asked.concepts else None
        verdict: Verdict = "value" if side or asked.concepts & {"how-many", "how"} else "yes"
        return _Said(_say("votes", counts=counts, day=day), verdict, value, vote.sources)
    if event.kind not in ("resolution", "decision"):
        return None
    if taken:
        return _Said(_say("no-roll", day=day, title=event.title.lang()), "absent")
    sources = next((fact.sources for fact in event.facts), ())
    is_count = "how-many" in asked.concepts
    words = _say("no-vote", day=day, title=event.title.lang())
    if _is_by_consensus(event):
        return _Said(words, "value" if is_count else "no", 0 if is_count else None, sources)
    return _Said(_say("no-roll", day=day, title=event.title.lang()), "absent")


def _is_by_consensus(event: Event) -> bool:
    """Whether a text says that something was adopted without a vote."""
    texts = [event.title, event.summary, *(fact.text for fact in event.facts)]
    words = fold(" ".join(text.lang() for text in texts if text))
    return any(map(words.__contains__, lexicon().words["consensus"]))


# What is listed of events.


def _role(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say who was in a role at an event, or whether an actor was."""
    roles = asked.ids("role") or [asked.argument or "chair"]
    events = [event for event in context.dataset.events if event.id in asked.ids("event")]
    entries = [entry for event in events for entry in items(event, "actors") if entry.role in roles]
    ids = tuple(dict.fromkeys(entry.actors[0] for entry in entries))
    if not events:
        ids = tuple(str(row.value) for row in found.records)
    sources = tuple(dict.fromkeys(chain.from_iterable(entry.sources for entry in entries)))
    role = label(roles[0])
    for id_ in asked.ids("state"):
        key = "in-role" if id_ in ids else "not-in-role"
        words = _say(key, name=_name(id_, context), role=role, n=len(ids))
        return _Said(words, "yes" if id_ in ids else "absent", None, sources)
    if not ids:
        return _Said(_say("nobody", role=role), "absent")
    all_states = all(context.vocabulary.kind_of(id_) == "state" for id_ in ids)
    number = number_of_names(len(ids), "state" if all_states else "actor")
    key = "sponsors" if roles == ["sponsor"] and len(ids) > 1 else "role"
    names = name_list(context.vocabulary, "actor", ids) if len(ids) < _FEW else number
    words = _say(key, n=number, role=role, names=names)
    return _Said(words, "value", len(ids) if "how-many" in asked.concepts else ids, sources)


def _event(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say when or where an event took or takes place."""
    if not found.records:
        return _Said(_say("no-event"), "absent")
    event = found.records[0]
    place = context.vocabulary.label("place", event.place) if event.place else ""
    words = _sentence(f"{date_in_full(event.date)}  {event.title.lang()}{bracketed(place)}")
    sources = next((fact.sources for fact in event.facts), ())
    if asked.argument == "when" or "when" in asked.concepts:
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
    return _Said(_sentence(found.total), "value", found.found)


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
    tables: tuple[Table, ...] = ("actor", "place")
    for table in tables:
        names += [context.vocabulary.label(table, id_) for id_ in asked.ids(table)]
    is_mentioned = any(any(_mentions(id_, context)) for id_ in asked.ids("actor"))
    if len(names) != 1 or is_mentioned or not found.is_empty:
        return None
    return _Said(label(asked.argument, "denials").format(name=names[0]), "absent")


def _mentions(id_: str, context: Context) -> Iterator[Match]:
    """Yield where facts and summaries name an actor."""
    token = Token(_name(id_, context), tags=(("actor", id_),))
    term = term_of(token, context.query_names, widened=False)
    for statement in chain.from_iterable(map(statements, context.dataset.events)):
        if statement.key in ("summary", "facts"):
            yield from term.find(statement)


# Articles and treaties.


def _article(asked: Asked, _found: Answer, context: Context) -> _Said | None:
    """Say what an article has, which one a subject has, or in which chapter it is."""
    instrument = context.vocabulary.instrument
    if instrument is None:
        return None
    numbers = [int(number) for number in asked.ids("article") if number.isdecimal()]
    topics = set(asked.ids("topic"))
    articles = [
        each
        for each in instrument.articles
        if each.number in numbers or topics & {*each.topics[:1]}
    ]
    count = instrument.article_count
    if numbers and count and numbers[0] > count:
        return _Said(_say("articles", n=count), "absent", None, instrument.sources)
    if asked.argument == "chapter":
        for chapter in instrument.chapters:
            if articles and chapter.number == articles[0].chapter:
                return _Said(_sentence(article_title(chapter)), "value", chapter.number)
        return None
    if asked.argument == "of":
        words = _("; ").join(article_title(each) for each in articles)
        value: Value = tuple(str(each.number) for each in articles)
        if len(articles) == 1:
            value = articles[0].number
        return _Said(_sentence(words), "value", value) if articles else None
    if not _is_number(asked.text("article")):
        return None
    if not articles or not articles[0].facts:
        return _Said(_say("no-content", n=numbers[0]), "absent")
    return _contents(articles[0])


def _contents(article: Article) -> _Said:
    fact = article.facts[0]
    return _Said(article_title(article, fact.text), "value", None, fact.sources)


def _is_number(typed: str) -> bool:
    return typed.startswith("第") or any(map(str.isdecimal, typed))


def _party(asked: Asked, _found: Answer, context: Context) -> _Said:
    """Say that the record does not list who is party to another treaty."""
    treaty = context.vocabulary.label("treaty", asked.ids("treaty")[0])
    return _Said(_say("no-parties", treaty=treaty), "absent")


# Positions.


def _positions(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say how many positions there are, from when to when; of none, of whom and on what."""
    vocabulary = context.vocabulary
    who = name_list(vocabulary, "actor", asked.ids("actor"))
    on = [vocabulary.label("topic", id_) for id_ in asked.ids("topic")]
    on += [_say("article", n=number) for number in asked.ids("article")]
    subject = _(", ").join(on)
    number = found.found or 0
    if not number:
        if who and subject:
            return _Said(_say("no-position-on", name=who, topic=subject), "absent")
        return _Said(_say("no-position", name=who or subject), "absent")
    years = sorted({str(row.date)[:4] for row in found.records if str(row.date)[:4].isdecimal()})
    period = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    count = ngettext("{n} position", "{n} positions", number)
    about = _(", ").join(filter(None, (who, subject)))
    return _Said(_say("positions", names=about, count=count, period=period), "value", number)


def _holders(asked: Asked, found: Answer, context: Context) -> _Said | None:
    """Say who supports or opposes something."""
    ids = tuple(dict.fromkeys(chain.from_iterable(row.actors for row in found.records)))
    if not ids:
        return None
    number = number_of_names(len(ids), "actor")
    names = name_list(context.vocabulary, "actor", ids) if len(ids) < _FEW else number
    stance = label(asked.ids("stance")[0], "values")
    words = _say("role", role=stance, names=names)
    return _Said(_sentence(words), "value", len(ids) if "how-many" in asked.concepts else ids)


_FUNCTIONS: dict[str, Function] = {
    "act": _act,
    "members": _members,
    "list": _list,
    "within": _within,
    "figure": _figure,
    "vote": _vote,
    "role": _role,
    "event": _event,
    "number": _number,
    "attendance": _attendance,
    "none": _none,
    "article": _article,
    "party": _party,
    "positions": _positions,
    "holders": _holders,
}
