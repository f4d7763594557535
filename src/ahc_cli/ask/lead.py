"""What a search answers before its events: where the convention and a state stand, who chaired, who voted how."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from ahc_cli.ask.match import event_predicate
from ahc_cli.ask.query import And, Contains
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import Reading
from ahc_cli.ask.standing import Standing, no_list, relation, standing, summary
from ahc_cli.ask.terms import word_term
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Event, Role, Text
from ahc_cli.model.records import tags as tags_of
from ahc_cli.model.stems import asked, asks_for
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary, names
from ahc_cli.model.words import COLON, bracketed, date_in_full, doubt, event_date, item_words, named, vote_counts
from ahc_cli.model.words import title as titled

# A name of more actors is that of a group.
_MOST_TOLD = 6
# Words beside the name of what was put to the vote.
_OF_VOTES = ("voting", "wanting", "anyone")


def lead(readings: Sequence[Reading], dataset: Dataset, today: date) -> list[str]:
    """Say what comes next, how a state stands, who chaired or voted how, how long it took, or where it stands."""
    vocabulary = dataset.vocabulary
    if not dataset.whole or vocabulary.instrument is None:
        return []
    words, tags = words_of(readings, vocabulary), tags_in(readings)
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
    if unlisted := _not_listed(readings, vocabulary):
        return unlisted
    of_body = all(vocabulary.kind_of(id_) == "un-body" for _table, id_ in tags)
    if of_body and asks_for("chair", words) and all(map(_is_about_chair, readings)):
        return _chairs(dataset)
    unknown = _voters(readings, dataset) if is_roll_call(readings, dataset) else []
    if any(each.is_date for each in readings):
        return unknown
    if asks_for("duration", words) and asks_for("negotiating", words) and all(map(_is_about_duration, readings)):
        return _duration(standing(dataset, today))
    is_named = any(word in EVERYDAY for word in words) or any(table == "instrument" for table, _id in tags)
    said = [each.bare for each in readings if not (each.tags or each.condition or each.is_ignored)]
    purposes = ("voting", "anyone", *(() if actors else ("wanting",)))
    is_alone = all(table in ("instrument", "actor") for table, _id in tags) and all(
        _is_standing(word) or any(asks_for(purpose, [word]) for purpose in purposes) for word in said
    )
    is_about_it = is_named or (asks_for("who", words) and not actors)
    is_about_vote = asks_for("voting", words) and is_about_it and is_alone
    if (is_about_vote or is_about_standing(readings, vocabulary)) and (now := standing(dataset, today)).adopted:
        return [now.adopted.summary.lang(spoken()) if is_about_vote and now.adopted.summary else summary(now)]
    return unknown


def _relations(readings: Sequence[Reading], now: Standing) -> list[str]:
    """Say how the actors named stand to the convention; of a group, which members acted as asked and which did not."""
    said, lang, words = list[str](), spoken(), words_of(readings, now.vocabulary)
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


def _not_listed(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[str]:
    """Say that nobody lists who did not sign, ratify or sponsor something, if that is asked."""
    words = words_of(readings, vocabulary)
    if not asks_for("negating", words):
        return []
    if asks_for("sponsor", words):
        return [_("No list of those who did not sponsor it is on record.")]
    is_on_acts = asks_for("acting", words) and _is_only_on_acts(readings, vocabulary)
    return [no_list()[:1].upper() + no_list()[1:]] if is_on_acts else []


def is_roll_call(readings: Sequence[Reading], dataset: Dataset) -> bool:
    """Whether words ask who or which states voted, or were for or against what was put to the vote.

    Of an actor they may ask whether or how it voted.
    """
    words, tags, asking = words_of(readings, dataset.vocabulary), tags_in(readings), {"who", "whose", "谁"}
    has_actor = any(table == "actor" for table, _id in tags)
    if asks_for("states", words) or (has_actor and not asks_for("wanting", words)):
        asking |= {"which", "what", "did", "哪些", "什么", "是否", "有没有", "吗"}
    if asks_for("states", words) or has_actor:
        asking |= {"how", "怎么", "如何"}
    was_vote = any(event.votes and ("event", event.id) in tags for event in dataset.kept)
    if asks_for("voting", words):
        return not asking.isdisjoint(words) or (was_vote and has_actor)
    is_for = asks_for("supports", words) or asks_for("opposes", words)
    return was_vote and is_for and not asking.isdisjoint(words)


def _voters(readings: Sequence[Reading], dataset: Dataset) -> list[str]:
    """Say that nobody lists who voted how, and what sources say of those for and against in the votes that are meant.

    They are those of an event, on an article or with all other words; if only actors are named, all with a role or a
    position of theirs. Of actors whose vote is asked about it is what they did and wanted there.
    """
    vocabulary, lang, tags = dataset.vocabulary, spoken(), tags_in(readings)
    is_of_all = not {"who", "whose", "which", "谁", "哪些", "哪国"}.isdisjoint(words_of(readings, vocabulary))
    actors = {id_ for table, id_ in tags if table == "actor"}
    said = list[str]()
    for event in _votes_meant(readings, dataset, actors):
        told = [item_words(item, vocabulary, lang) for item in event.actors if item.actor in actors and not is_of_all]
        # Those that say who votes come first.
        positions = sorted(event.positions, key=lambda each: not _is_on_vote(each.text))
        taken = [each for each in positions if is_of_all or not actors or not actors.isdisjoint(each.actors)]
        sure = [bracketed(doubt(each.confidence or None, lang), lang) for each in taken]
        told += [item_words(each, vocabulary, lang) + of for each, of in zip(taken, sure, strict=True)]
        said += [_line(event, vocabulary), *(f"  {each}" for each in told or [_("nothing on record")])]
    unknown = _("No full list of who voted how is on record.")
    return [unknown, _("What sources say of who was for and who against:"), *said] if said else [unknown]


def _votes_meant(readings: Sequence[Reading], dataset: Dataset, actors: AbstractSet[str]) -> list[Event]:
    vocabulary, tags, put = dataset.vocabulary, tags_in(readings), [event for event in dataset.kept if event.votes]
    if named_events := [event for event in put if ("event", event.id) in tags]:
        return named_events
    telling = [each for each in readings if not (each.is_ignored or any(asks_for(p, [each.bare]) for p in _OF_VOTES))]
    others = [each for each in telling if not {table for table, _id in each.tags} & {"actor", "instrument", "event"}]
    if on_articles := [term for each in others if (term := word_term(each.words[0], vocabulary)).is_article]:
        motions = {event.id: [text for vote in event.votes for _lang, text in vote.motion.both()] for event in put}
        return [e for e in put if all(any(any(t.spans(m, fold(m))) for m in motions[e.id]) for t in on_articles)]
    if others:
        context = context_of(dataset, date.max)
        return list(filter(event_predicate(And(tuple(each.query(context) for each in others)), date.max), put))
    return [
        event
        for event in put
        if not actors.isdisjoint((*(i.actor for i in event.actors), *(a for p in event.positions for a in p.actors)))
    ]


def _is_on_vote(text: Text) -> bool:
    return re.search(r"\bvot(?:e|es|ed|ing)\b", text.en or "") is not None or "投票" in (text.zh or "")


def _is_asked_for(event: Event, readings: Sequence[Reading], dataset: Dataset, today: date) -> bool:
    context = context_of(dataset, today)
    limits = [each for each in readings if each.condition and each.condition.field != "when"]
    others = [each for each in readings if each not in limits]
    named = {tag for tag in tags_in(others) if tag[0] not in ("instrument", "event")}
    telling = [each for each in readings if not (each.tags or each.condition or each.is_ignored)]
    terms = [word_term(each.words[0], dataset.vocabulary) for each in telling if not _is_standing(each.bare)]
    matches = event_predicate(And((*(each.query(context) for each in limits), Contains(tuple(terms)))), today)
    return matches(event) and named <= {(table, id_) for table, id_, _path in tags_of(event)}


def is_about_standing(readings: Sequence[Reading], vocabulary: Vocabulary) -> bool:
    """Whether nothing is asked but where the convention stands."""
    said = [each for each in readings if not each.empty]
    words = {word for word in words_of(said, vocabulary) if word not in asked("ignored")}
    others = [
        word for word in words if not (word in asked("anyone") or asks_for("closing", [word]) or _is_standing(word))
    ]
    other_tags = [tag for tag in tags_in(readings) if tag[0] != "instrument" and not _standing_names(tag, vocabulary)]
    return bool(any(map(_is_standing, words)) or tags_in(readings)) and not others and not other_tags


def _is_standing(word: str) -> bool:
    return word in EVERYDAY or asks_for("standing", [word])


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


def tags_in(readings: Sequence[Reading]) -> list[Tag]:
    return [tag for each in readings for tag in each.tags]


def words_of(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[str]:
    """Return the words that name nothing, and the names of topics that are words for where the convention stands."""
    bare = [each.bare for each in readings if not each.tags and not each.is_date and each.bare]
    return bare + [name for tag in tags_in(readings) for name in _standing_names(tag, vocabulary)]


def _standing_names(tag: Tag, vocabulary: Vocabulary) -> list[str]:
    table, id_ = tag
    spelled = map(fold, names(vocabulary.topics[id_])) if table == "topic" else ()
    return [name for name in spelled if asks_for("standing", [name])]


def _line(event: Event, vocabulary: Vocabulary) -> str:
    lang = spoken()
    place = vocabulary.label("place", event.place, lang) if event.place else _("place not known")
    counts = "".join(bracketed(counts, lang) for vote in event.votes if (counts := vote_counts(vote, lang)))
    return f"{event_date(event, lang)}  {titled(event, lang)}{counts}  {place}  {event.id}"


def _of(id_: str, said: str, vocabulary: Vocabulary, of: str = "") -> str:
    return vocabulary.label("actor", id_, spoken()) + of + COLON[spoken()] + said
