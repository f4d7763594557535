"""What a search answers before its events: how a state stands to the convention, where the convention stands."""

import re
from collections.abc import Sequence
from datetime import date

from ahc_cli.ask.find import ARTICLE
from ahc_cli.ask.match import event_predicate
from ahc_cli.ask.query import And, Contains
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import Reading
from ahc_cli.ask.standing import Standing, no_list, relation, standing
from ahc_cli.ask.terms import word_term
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import FIELDS, date_order
from ahc_cli.model.records import Event, Role
from ahc_cli.model.records import tags as tags_of
from ahc_cli.model.stems import asked, asks_for, stem
from ahc_cli.model.text import fold, swap_numerals
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary, entity_tags, names
from ahc_cli.model.words import CLAUSE, COLON, bracketed, date_in_full, event_date, label, named, title

# Of more states that ratified, the number alone is given; a name of more actors is that of a group.
_MOST_NAMED, _MOST_TOLD = 3, 6


def lead(readings: Sequence[Reading], dataset: Dataset, today: date) -> list[str]:
    """Say what comes next, how a state stands, who chaired, how long it took, how it was adopted or where it stands."""
    vocabulary = dataset.vocabulary
    if not dataset.whole or vocabulary.instrument is None:
        return []
    words, tags = _words(readings, vocabulary), _tags(readings)
    actors = [id_ for table, id_ in tags if table == "actor"]
    if asks_for("next", words):
        ahead = standing(dataset, today).ahead
        meant = [event for event in ahead if _is_asked_for(event, readings, dataset, today)]
        is_kind = any(each.condition or each.tags for each in readings if each.bare not in asked("next"))
        if not meant and (is_kind or not ahead):
            return [_("Nothing of that kind is known to be scheduled.")]
        return [_line(event, vocabulary) for event in meant or ahead]
    if actors and asks_for("acting", words) and not asked("instruments") & {id_ for _table, id_ in tags}:
        return _relations(readings, standing(dataset, today))
    if asks_for("acting", words) and asks_for("negating", words) and _is_only_on_acts(readings, vocabulary):
        return [no_list()[:1].upper() + no_list()[1:]]
    of_body = all(vocabulary.kind_of(id_) == "un-body" for _table, id_ in tags)
    if of_body and asks_for("chair", words) and all(map(_is_about_chair, readings)):
        return _chairs(dataset)
    is_of_state = any(vocabulary.kind_of(id_) == "state" for id_ in actors)
    is_roll_call = asks_for("voting", words) and _asks_who(words, is_of_state=is_of_state)
    unknown = [_("No full list of who voted how is on record.")] if is_roll_call else []
    if any(each.is_date for each in readings):
        return unknown
    if asks_for("duration", words) and asks_for("negotiating", words) and all(map(_is_about_duration, readings)):
        return _duration(standing(dataset, today))
    is_named = any(word in EVERYDAY for word in words) or any(table == "instrument" for table, _id in tags)
    said = [each.bare for each in readings if not (each.tags or each.condition or each.is_ignored)]
    allowed = {*EVERYDAY, *asked("anyone")}
    is_alone = all(table in ("instrument", "actor") for table, _id in tags) and all(
        word in allowed or _is_standing(word) or asks_for("voting", [word]) or asks_for("wanting", [word])
        for word in said
    )
    is_about_vote = asks_for("voting", words) and (is_named or asks_for("who", words)) and is_alone
    if (is_about_vote or is_about_standing(readings, vocabulary)) and (now := standing(dataset, today)).adopted:
        return [now.adopted.summary.lang(spoken()) if is_about_vote and now.adopted.summary else summary(now)]
    return unknown


def _relations(readings: Sequence[Reading], now: Standing) -> list[str]:
    """Say how the actors named stand to the convention; of a group, which members acted as asked and which did not."""
    said, lang, words = list[str](), spoken(), _words(readings, now.vocabulary)
    is_plain = _is_only_on_acts(readings, now.vocabulary) and not any(each.is_date for each in readings)
    for each in readings:
        actors = [id_ for table, id_ in each.tags if table == "actor"]
        if len(actors) <= _MOST_TOLD:
            said += [_of(i, text.lang(lang), now.vocabulary) for i in actors if (text := relation(i, now))]
        elif is_plain and now.opened:
            yes, no = _("Among the signatories named"), _("Not among the signatories named")
            roles: tuple[Role, ...] = ("signatory",)
            if not asks_for("signatory", words):
                yes, no = _("Ratified, or approved nationally"), _("No ratification or approval on record")
                roles = ("ratifier", "approver")
            acted = {act.actor for role in roles for act in now.of(role)}
            for side, ids in ((yes, [i for i in actors if i in acted]), (no, [i for i in actors if i not in acted])):
                who = named(now.vocabulary, "actor", filter(now.is_state, ids), lang)
                number = sum(map(now.is_state, ids))
                said += [side + bracketed(str(number), lang) + COLON[lang] + who] if who else []
    return said


def _is_only_on_acts(readings: Sequence[Reading], vocabulary: Vocabulary) -> bool:
    """Whether all that is said, besides names of actors and places, is whether somebody signed or ratified."""
    rest = [each for each in readings if not any(table in ("actor", "place") for table, _id in each.tags)]
    plain = [each for each in rest if asks_for("acting", [each.bare]) or not asks_for("negating", [each.bare])]
    return is_about_standing(plain, vocabulary)


def _asks_who(words: Sequence[str], *, is_of_state: bool) -> bool:
    """Whether words ask who or which states, or of a state whether or how it did something."""
    asking = {"who", "谁"}
    if asks_for("states", words) or (is_of_state and not asks_for("wanting", words)):
        asking |= {"which", "how", "did", "哪些", "怎么", "是否", "有没有", "吗"}
    return not asking.isdisjoint(words)


def _is_asked_for(event: Event, readings: Sequence[Reading], dataset: Dataset, today: date) -> bool:
    context = context_of(dataset, today)
    limits = [each for each in readings if each.condition and each.condition.field != "when"]
    named = {
        tag for tag in _tags([each for each in readings if each not in limits]) if tag[0] not in ("instrument", "event")
    }
    telling = [each for each in readings if not (each.tags or each.condition or each.is_ignored)]
    terms = [word_term(each.words[0], dataset.vocabulary) for each in telling if not _is_standing(each.bare)]
    matches = event_predicate(And((*(each.query(context) for each in limits), Contains(tuple(terms)))), today)
    return matches(event) and named <= {(table, id_) for table, id_, _path in tags_of(event)}


def is_about_standing(readings: Sequence[Reading], vocabulary: Vocabulary) -> bool:
    """Whether nothing is asked but where the convention stands."""
    words = {word for word in _words(readings, vocabulary) if word not in asked("ignored")}
    others = [
        word for word in words if not (word in asked("anyone") or asks_for("closing", [word]) or _is_standing(word))
    ]
    other_tags = [tag for tag in _tags(readings) if tag[0] != "instrument" and not _standing_names(tag, vocabulary)]
    return bool(any(map(_is_standing, words)) or _tags(readings)) and not others and not other_tags


def _is_standing(word: str) -> bool:
    return word in EVERYDAY or asks_for("standing", [word])


def pointers(readings: Sequence[Reading], dataset: Dataset, *, missed: bool = False) -> list[str]:
    """Return commands that answer better than a search, or one that `missed`, in the reader's language."""
    vocabulary = dataset.vocabulary
    words, tags = _words(readings, vocabulary), _tags(readings)
    actors = [id_ for table, id_ in tags if table == "actor"]
    found: list[str] = []
    if missed or asks_for("wanting", words) or [table for table, _id in tags] == ["topic"]:
        # Who takes each position, and on which topic.
        positions = (position for event in dataset.kept for position in event.positions)
        taken = [(each.stance, {*(("actor", id_) for id_ in each.actors), ("topic", each.topic)}) for each in positions]
        named = [tag for tag in tags if any(tag in sides for _stance, sides in taken)]
        # Several actors are alternatives, and so are several topics; an actor may have no position on a topic.
        by_table = [[tag for tag in named if tag[0] == table] for table in ("actor", "topic")]
        together = any(all(not sides.isdisjoint(of) for of in by_table) for _stance, sides in taken)
        sought = by_table if together or not all(by_table) else by_table[:1]
        shown = entity_tags(tag for of in sought for tag in of)
        names = [vocabulary.label(table, id_, "zh") if spoken() == "zh" else id_ for table, id_ in shown]
        stances = {stance for stance, sides in taken if all(not sides.isdisjoint(of) for of in sought if of)}
        of_one = [code for code in FIELDS["stance"].choices if asks_for(code, words)]
        if names and len(of_one) == 1 and stances.issuperset(of_one):
            names.append(label(of_one[0], "zh") if spoken() == "zh" else of_one[0])
        found += [_("ahc positions {actor}", actor=" ".join(names))] if names else []
    if not actors and asks_for("acting", words):
        limits = [each.text for each in readings if each.is_date or [*{table for table, _id in each.tags}] == ["place"]]
        signed = " ".join((_("ahc count country role:signatory"), *limits))
        found.append(signed if asks_for("signing", words) else "ahc status")
    found += articles(readings, dataset)
    if asks_for("chair", words):
        found.append(_("ahc count actor role:chair"))
    if asks_for("next", words):
        found.append(_("ahc list upcoming"))
    return found


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


def _is_about_chair(reading: Reading) -> bool:
    """Whether words ask for the chair, name a body, or say nothing else."""
    is_committee = reading.bare in ("committee", "negotiation", "negotiations", "talks", "委员会", "谈判")
    return bool(reading.tags) or reading.is_ignored or is_committee or asks_for("chair", [reading.bare])


def _is_about_duration(reading: Reading) -> bool:
    """Whether words ask how long the negotiation took, name the convention, or say nothing else."""
    is_it = all(table == "instrument" for table, _id in reading.tags) if reading.tags else reading.bare in EVERYDAY
    purposes = ("duration", "negotiating", "lasting")
    return is_it or reading.is_ignored or any(asks_for(purpose, [reading.bare]) for purpose in purposes)


def _chairs(dataset: Dataset) -> list[str]:
    """Say of each chair on record at how many events and when, the latest chair first."""
    held, vocabulary = dict[str, list[Event]](), dataset.vocabulary
    for event in sorted(dataset.kept, key=date_order, reverse=True):
        for id_ in (item.actor for item in event.actors if item.role == "chair"):
            held.setdefault(id_, []).append(event)
    said: list[str] = []
    for id_, events in held.items():
        days = date_in_full(f"{events[-1].date.partition('/')[0]}/{events[0].date.rpartition('/')[2]}", spoken())
        n = len(events)
        at = ngettext("chair at {n} event on record, {days}", "chair at {n} events on record, {days}", n, days=days)
        states = [other for other in vocabulary.actors[id_].related if vocabulary.kind_of(other) == "state"]
        of = bracketed(named(vocabulary, "actor", states, spoken()), spoken()) if states else ""
        said.append(_of(id_, at, vocabulary, of))
    return said


def _duration(now: Standing) -> list[str]:
    """Say when the committee first met, when the convention was adopted, and how many months lie between them."""
    meetings = [event for event in now.held if event.series == "session" and event.start]
    if not meetings or now.adopted is None or meetings[0].start is None or now.adopted.start is None:
        return []
    first, last = meetings[0].start, now.adopted.start
    months = (last.year - first.year) * 12 + last.month - first.month
    took = ngettext(
        "{n} month from the first meeting to the adoption", "{n} months from the first meeting to the adoption", months
    )
    return [_line(meetings[0], now.vocabulary), _line(now.adopted, now.vocabulary), took]


def _tags(readings: Sequence[Reading]) -> list[Tag]:
    return [tag for each in readings for tag in each.tags]


def _words(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[str]:
    """Return the words that name nothing, and the names of topics that are words for where the convention stands."""
    bare = [each.bare for each in readings if not each.tags and not each.is_date and each.bare]
    return bare + [name for tag in _tags(readings) for name in _standing_names(tag, vocabulary)]


def _standing_names(tag: Tag, vocabulary: Vocabulary) -> list[str]:
    table, id_ = tag
    spelled = map(fold, names(vocabulary.topics[id_])) if table == "topic" else ()
    return [name for name in spelled if asks_for("standing", [name])]


def articles(readings: Sequence[Reading], dataset: Dataset) -> list[str]:
    """Return commands that show the articles whose number is typed, or whose title has all that is typed in it.

    Before the instrument is adopted there are none.
    """
    instrument = dataset.vocabulary.instrument
    past = {event.id for event in dataset.events if event.status == "happened"} if dataset.whole else ()
    if instrument is None or instrument.adopted not in past:
        return []
    typed = fold(" ".join(each.text for each in readings))
    numbers = {number for pair in ARTICLE.findall(swap_numerals(typed)) + ARTICLE.findall(typed) for number in pair}
    telling = [each for each in readings if not each.is_ignored and each.bare not in (*EVERYDAY, "article", "articles")]
    sought = [word for each in telling for word in each.bare.split()]
    found: list[str] = []
    for article in instrument.articles:
        words, chinese = re.findall(r"\w+", fold(article.title.lang("en"))), fold(article.title.lang("zh"))
        is_titled = all(stem(word) in map(stem, words) if word.isascii() else word in chinese for word in sought)
        is_named = f" {fold(article.title.lang('en'))} " in f" {typed} " or chinese in typed
        if str(article.number) in numbers or (sought and is_titled) or (is_named and " " in article.title.lang("en")):
            found.append(_("ahc show article {number}", number=article.number))
    return found


def _line(event: Event, vocabulary: Vocabulary) -> str:
    lang = spoken()
    place = vocabulary.label("place", event.place, lang) if event.place else _("place not known")
    return f"{event_date(event, lang)}  {title(event, lang)}  {place}  {event.id}"


def _of(id_: str, said: str, vocabulary: Vocabulary, of: str = "") -> str:
    return vocabulary.label("actor", id_, spoken()) + of + COLON[spoken()] + said
