"""Remarks at a terminal: how the words of a question were read, why nothing matches, and what to type instead."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice

from ahc_cli.answer.entries import TakenPosition, positions_of
from ahc_cli.ask.instead import articles, pointers, suggestions
from ahc_cli.ask.lead import lead
from ahc_cli.ask.query import Contains, Not, Query
from ahc_cli.ask.query import conditions as known_conditions
from ahc_cli.ask.question import Question
from ahc_cli.ask.reading import SUBJECT, Reading
from ahc_cli.ask.standing import newest_source, reported, standing
from ahc_cli.cli.output import write_error
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, quoted, spoken
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import FIELDS, called
from ahc_cli.model.records import Event
from ahc_cli.model.stems import asked, fragments
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, entity_tags, fold_names, names
from ahc_cli.model.words import CLAUSE, COMMA, bracketed, date_in_full, label, named

_MOST_RELATED = 6
# Of a list that is no longer, it is said how many events there are without its words.
_SHORT = 5
# Fewer positions than these may be only some of those on a topic with another name.
_FEW = 3


def on_question(question: Question, *, found: bool) -> list[str]:
    """Say how words were read and, when nothing matches, what is near or matches alone."""
    missed = not found and not question.is_everything
    said, vocabulary = list[str](), question.dataset.vocabulary
    conditions = [each.condition for each in question.readings if each.condition and not each.is_date]
    meant = [each for each in question.readings if each.tags or each.condition]
    unclear = [each for each in meant if not _is_obvious(each, vocabulary)]
    said += reading([(each.text, _meaning(each, vocabulary)) for each in unclear])
    if question.period != (date.min, date.max):
        said += to_newest_source(question.dataset, question.period[1])
    if question.asks_for("wanting") or question.asks_for("signing"):
        said += see_also(pointers(question.typed, question.dataset), question.dataset)
    acts = (known_conditions()["ratification"], known_conditions()["signature"])
    if question.asks_for("acting") or question.asks_for("chair"):
        said += lead(question.typed, question.dataset, question.today)
    elif any(part in acts for part in question.parts):
        said.append(_("'ahc status' shows the numbers of signatories and ratifications"))
    if missed:
        said += _why_nothing(question, conditions)
    return said


def on_events(question: Question, found: Sequence[Event]) -> list[str]:
    """Say what shows more of one event or actor, which came first, and how many there are without some words."""
    said, telling = list[str](), [each for each in question.typed if not each.is_ignored]
    actors = [id_ for each in question.readings for table, id_ in each.tags if table == "actor"]
    for each in question.readings:
        if each.condition and each.condition.field == "confidence":
            sure = _(" or ").join(label(code, spoken()) for code in sorted(each.condition.codes))
            said.append(_("in each event at least one statement is {confidence}", confidence=sure))
    if len(found) == 1:
        taken = [id_ for id_ in actors if any(id_ in position.actors for position in found[0].positions)]
        command = f"ahc positions {' '.join((found[0].id, *taken))}" if taken else f"ahc show {found[0].id}"
        said += see_also([command], question.dataset)
        if (question.asks_for("where") or question.asks_for("next")) and found[0].place is None:
            said.append(_("place not known"))
    elif len(telling) == len(actors) == 1:
        said += see_also([f"ahc show {actors[0]}"], question.dataset)
    if question.asks_for("first") and len(found) > 1:
        said.append(_("the earliest first"))
        if found[0].span.overlaps(found[1].span):
            said.append(_("which of the first two came first is not known"))
    number = len(found)
    return said + (without_words(question, number, lambda each: len([*each.events()])) if number <= _SHORT else [])


def on_no_entries(typed: Sequence[str], question: Question, count: Callable[[Question], int]) -> list[str]:
    """Say how many entries a count without any would have without its words, and what finds events with them."""
    line = " ".join(typed)
    is_sought = question.terms and not question.unknown() and not re.search(r"[\"'()]|\w:", line)
    pointer = see_also([f"ahc search {line}"], question.dataset) if is_sought else []
    return [*(without_words(question, 0, count) if is_sought else []), *pointer]


def on_acts(query: Sequence[str], question: Question) -> list[str]:
    """Say what else there is of signatories or ratifiers that are counted, and of all of them the total reported."""
    dataset, of = question.dataset, {"role:signatory": "signatories", "role:ratifier": "parties"}
    if not (kinds := [kind for word, kind in of.items() if word in query]):
        return []
    both = _("'ahc status' shows the numbers of signatories and ratifications")
    said = [_("deposits with the UN alone; 'ahc status' also shows national approvals") if "parties" in kinds else both]
    first, last = question.period
    if (first, last) != (date.min, date.max) and not dataset.is_stream:
        spans = {entry.actor: parse(entry.date or entry.event.date) for entry in question.entries()}
        unsure = [id_ for id_, day in spans.items() if (day.start or date.min) < first or (day.end or date.max) > last]
        who = named(dataset.vocabulary, "actor", unsure, spoken())
        outside = _("the date of {names} may lie outside that period", names=who)
        said += [outside] if 0 < len(unsure) <= _MOST_RELATED else []
    if len(query) == 1 and dataset.whole and dataset.vocabulary.instrument:
        now = standing(dataset, question.today)
        acts = now.deposits if "parties" in kinds else now.of("signatory")
        said += reported(kinds[0], len(acts), now)
    return said


def on_positions(question: Question, found: Sequence[TakenPosition]) -> list[str]:
    """Say how many of some positions are of which actor, and on which articles and topics there are others."""
    vocabulary = question.dataset.vocabulary
    tags = [tag for each in question.readings for tag in each.tags]
    actors, topics = ([id_ for of, id_ in tags if of == table] for table in ("actor", "topic"))
    texts = [each for each in question.readings if not each.tags and not each.condition]
    shown = {position.event for position in found} if found else actors
    cards = [f"ahc show {id_}" for id_ in shown] if len(shown) == 1 and not question.is_everything else []
    cards += [f"ahc show {id_}" for id_ in topics or actors[:1] if 0 < len(found) < _FEW or tags == [("actor", id_)]]
    cards += [] if found or not actors else [f"ahc search {' '.join(each.text for each in question.readings)}"]
    alike = _alike(question.readings, vocabulary) if len(found) < _FEW else {}
    whole = [f"ahc positions {id_}" for id_, is_whole in alike.items() if is_whole and not topics]
    shown_articles = [_("ahc show article {number}", number=n) for n in articles(question.typed, question.dataset)]
    commands = (*whole, *shown_articles, *cards, *_of_related(question, actors, topics))
    said = see_also(commands, question.dataset)
    positions = (item for event in question.dataset.kept for item in event.positions)
    of_actors = {*actors} if topics else set[str]()
    numbers = Counter(item.topic for item in positions if not of_actors or not of_actors.isdisjoint(item.actors))
    near, lang = [other for id_ in topics for other in vocabulary.topics[id_].related], spoken()
    near += sorted(alike, key=lambda id_: -numbers[id_])
    if actors and not found and not question.dataset.is_stream:
        return [*_no_position(question, actors, topics, near), *said, *on_question(question, found=not texts)]
    named_too = {*topics, *(id_ for id_, is_whole in alike.items() if is_whole and texts and not topics)}
    if others := [id_ for id_ in dict.fromkeys(near) if numbers[id_] and id_ not in named_too]:
        counted = (vocabulary.label("topic", id_, lang) + bracketed(str(numbers[id_]), lang) for id_ in others)
        said.append(_("related topics: {names}", names=COMMA[lang].join(islice(counted, _MOST_RELATED))))
    of_kind = any(each.condition and each.condition.field == "actor.kind" for each in question.readings)
    if found and (actors or topics or of_kind):
        said += without_words(question, len(found), lambda wider: len(positions_of(wider.entries())[0]))
    is_negated = any(isinstance(part, Not) for part in question.parts)
    if found and 1 < len(actors) <= _MOST_RELATED and not of_kind and not is_negated:
        taken = {id_: sum(id_ in position.actors for position in found) for id_ in actors}
        said += [_("{name}: {n}", name=named(vocabulary, "actor", [id_], spoken()), n=n) for id_, n in taken.items()]
    return said + on_question(question, found=bool(found))


def without_words(question: Question, number: int, count: Callable[[Question], int]) -> list[str]:
    """Say how many there are without the words of a question that name nothing, if that is more than a `number`."""
    wider = None if question.dataset.is_stream else question.without(question.words)
    if wider is None or (more := count(wider)) <= number:
        return []
    words = quoted(term.typed for part in question.words for term in part.terms)
    return [_("without {words}: {n}", words=words, n=more)]


def to_newest_source(dataset: Dataset, last: date) -> list[str]:
    """Say up to which day the record has sources, if a period that is asked about ends later."""
    newest = None if dataset.is_stream else newest_source(dataset.events, dataset.vocabulary, dataset.day or date.max)
    if newest is None or last <= newest:
        return []
    return [_("the newest source is dated {day}", day=date_in_full(newest.isoformat(), spoken()))]


def see_also(commands: Iterable[str], dataset: Dataset) -> list[str]:
    """Point to commands as of the day of a dataset."""
    day = f" --as-of {dataset.day}" if dataset.day else ""
    return [_("see also '{command}'", command=command + day) for command in dict.fromkeys(commands)]


def nearest(question: Question, *, of_entries: bool = False) -> Question | None:
    """Return the question to answer instead of one that matches nothing, and say so; None if there is none."""
    found, changed = question.nearest(of_entries=of_entries) or (None, {})
    if found:
        write_error(f"ahc: {instead_of(changed, filter(None, changed.values()))}")
    return found


def instead_of(words: Iterable[str], instead: Iterable[str]) -> str:
    """Say which words were not found, and what is shown instead or without them; without any, on related topics."""
    left_out = quoted(words)
    if shown := quoted(instead):
        return _("not found: {words}; showing {instead} instead:", words=left_out, instead=shown)
    if not left_out:
        return _("the record has no such position; these are on related topics:")
    return _("nothing matches all the words; without {words}:", words=left_out)


def _alike(readings: Iterable[Reading], vocabulary: Vocabulary) -> dict[str, bool]:
    """Return the topics that have a word, or two characters, in common with some words: whether it is a whole name."""
    typed = [each.bare for each in readings if not each.condition and each.bare not in SUBJECT]
    wanted = set[str]().union(*map(fragments, typed)) - SUBJECT
    found: dict[str, bool] = {}
    common = fragments(" ".join(asked("common")))
    for id_, topic in vocabulary.topics.items():
        spelled = [[part for part in fragments(name) if part not in common] for name in fold_names(names(topic))]
        if not wanted.isdisjoint(part for name in spelled for part in name):
            found[id_] = any(name and wanted.issuperset(name) for name in spelled)
    return found


def _of_related(question: Question, actors: Sequence[str], topics: Sequence[str]) -> list[str]:
    """Return the commands that show the positions of related actors, such as the bodies of an organization.

    They are those on the same topics, or else on topics related to them.
    """
    vocabulary = question.dataset.vocabulary
    near = [other for id_ in topics for other in vocabulary.topics[id_].related]
    found: list[str] = []
    for other in dict.fromkeys(other for id_ in actors for other in vocabulary.actors[id_].related):
        positions = (position for event in question.dataset.kept for position in event.positions)
        taken = {position.topic for position in positions if other in position.actors and other not in actors}
        on = [id_ for id_ in topics if id_ in taken] or [id_ for id_ in near if id_ in taken]
        found += [f"ahc positions {' '.join((other, *on))}"] if on or (taken and not topics) else []
    return found


def _no_position(question: Question, actors: Sequence[str], topics: Sequence[str], near: Iterable[str]) -> list[str]:
    """Say that actors have no position on some topics, if nothing else was asked, and on which they have some."""
    vocabulary, lang, said = question.dataset.vocabulary, spoken(), list[str]()
    who = named(vocabulary, "actor", actors, lang)
    is_named = all(each.tags for each in question.readings)
    is_plain = is_named and all(isinstance(part, Contains) for part in question.parts)
    if topics and is_plain and question.dataset.day is None:
        on = named(vocabulary, "topic", topics, lang)
        said.append(_("the record has no position of {actor} on {topic}", actor=who, topic=on))
    near = list(near)
    for actor in actors:
        taken = (position for event in question.dataset.events for position in event.positions)
        numbers = Counter(position.topic for position in taken if position.topic and actor in position.actors)
        # The topics near those that are named come first.
        in_order = dict.fromkeys((*near, *dict(numbers.most_common())))
        if spoken_of := [id_ for id_ in in_order if numbers[id_]]:
            one, names = named(vocabulary, "actor", [actor], lang), named(vocabulary, "topic", spoken_of, lang)
            said.append(_("topics of {actor}: {names}", actor=one, names=names))
    return said


def _why_nothing(question: Question, conditions: Sequence[Query]) -> list[str]:
    """Say what would be found instead of a query that matches nothing."""
    quotes = _("put a word in quotes to look for it as text")
    said = [quotes] if conditions else cards_of(question.readings, question.dataset)
    if near := suggestions([term.typed for term in question.terms if not term.is_name], question.dataset):
        return [*said, _("similar: {names}", names=COMMA[spoken()].join(near))]
    if unknown := question.unknown():
        return [*said, _("the record does not mention {words}", words=quoted(unknown))]
    return said


def cards_of(readings: Iterable[Reading], dataset: Dataset) -> list[str]:
    """Point to the cards of states and signatories, which show how they stand to the convention."""
    signatories = {item.actor for event in dataset.kept for item in event.actors if item.role == "signatory"}
    actors = [id_ for each in readings for table, id_ in each.tags if table == "actor"]
    found = [id_ for id_ in actors if dataset.vocabulary.actors[id_].kind == "state" or id_ in signatories]
    found = found if len(found) <= _MOST_RELATED else []  # those of a group are many
    return [_("'ahc show {id}' shows whether it has signed or ratified the convention", id=id_) for id_ in found]


def another_name(each: Reading, vocabulary: Vocabulary) -> bool:
    """Whether a name that was read as some entities is neither their id nor a name that answers show."""
    shown = {fold(name) for table, id_ in entity_tags(each.tags) for name in (id_, *vocabulary.labels(table, id_))}
    return bool(shown) and fold(each.text) not in shown


def reading(meanings: Sequence[tuple[str, str]]) -> list[str]:
    """Say how words were read; nothing without words."""
    written = (_("{text} as {meaning}", text=text, meaning=meaning) for text, meaning in meanings)
    return [_("understood {readings}", readings=CLAUSE[spoken()].join(written))] if meanings else []


def named_tags(each: Reading, vocabulary: Vocabulary) -> str:
    """Name the entities of a reading, the first of many."""
    tags = entity_tags(sorted(each.tags) if len(each.tags) <= _MOST_RELATED else each.tags)
    names = [vocabulary.label(table, id_, spoken()) for table, id_ in tags[:_MOST_RELATED]]
    return COMMA[spoken()].join((*names, *([_("...")] if len(tags) > _MOST_RELATED else [])))


def _is_obvious(each: Reading, vocabulary: Vocabulary) -> bool:
    """Whether words are a date in full, or a name as answers show it; the end of 2022 is neither."""
    is_place = any(table == "place" for table, _id in each.tags)
    is_name = bool(each.tags) and not (each.condition or is_place or another_name(each, vocabulary))
    is_id = each.names_event and each.text in {id_ for _table, id_ in each.tags}
    is_plain_date = each.is_date and re.search(r"^(?!.*(?:[初底末旬]| of )).*\d{4}", each.text) is not None
    return is_id or (is_name and not each.names_event) or is_plain_date


def _meaning(each: Reading, vocabulary: Vocabulary) -> str:
    """Say what words mean: the things that they name, or a condition as a query takes it."""
    field, codes = "place", [id_ for _table, id_ in each.tags]
    if each.names_event:
        return ",".join(codes)
    if each.condition:
        field, codes = each.condition.field, []
        for value in each.condition.values:
            codes += sorted(value) if isinstance(value, frozenset) else [getattr(value, "text", str(value))]
    elif any(table != "place" for table, _id in each.tags):
        return named_tags(each, vocabulary)
    if spoken() == "en":
        return f"{field}:{','.join(codes)}"
    table = FIELDS[field].table
    names = [vocabulary.label(table, code, "zh") if table else label(code, "zh") for code in codes]
    return f"{called(field)}：{'、'.join(names)}"
