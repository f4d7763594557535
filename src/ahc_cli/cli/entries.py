"""`ahc positions` and `ahc count`: who wanted what, and how many events, or entries, have each value of a field."""

from collections.abc import Sequence
from itertools import product
from typing import Annotated

from msgspec.structs import replace

from ahc_cli.answer.entries import MANY, Counts, Positions, Tally, countable_field, positions_of, tally, values_of
from ahc_cli.ask.language import parse
from ahc_cli.ask.query import And, Contains, Is, conditions, leaves
from ahc_cli.ask.question import Question, context_of, text_of
from ahc_cli.ask.reading import Reading
from ahc_cli.cli import completion
from ahc_cli.cli.events import answer_search
from ahc_cli.cli.options import QueryOptions, QueryWords, RowOptions, argument
from ahc_cli.cli.output import reply, shown_of, write_error
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import FIELDS, OF_ENTRIES, Field, field_named
from ahc_cli.model.stems import asked, asks_for, is_ignored
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import EVERYDAY, Vocabulary
from ahc_cli.model.words import find_choice, named

# Who acts at events of these kinds.
_ACTS = {"signature": "signatory", "ratification": "ratifier"}
# The fields that are no answer to how states voted.
_OF_VOTES = [FIELDS[name] for name in ("actor", "vote.yes", "vote.no", "vote.abstain")]
_Field = Annotated[str, argument("FIELD", "kind, year, place, actor, topic, ...", completion.countable)]


def positions(options: RowOptions, query: QueryWords = None) -> int:
    """Show who wanted what, and when.

    The stances are proposes, supports, opposes, warns and urges. Actor, stance, topic, date and words in the query
    must match the same position.

    \b
    Examples:
      ahc positions china
      ahc positions topic:safeguards stance:opposes
      ahc positions actor:EFF date:2022
    """
    return _positions(_on_convention(_of_states(options.ask(query))), options)


def _of_states(question: Question) -> Question:
    """Limit a question which countries take a position to those of states, unless it names actors."""
    plain = [each for each in question.typed if not (each.tags or each.words[0].quoted)]
    states = [each for each in plain if asks_for("states", [each.bare])]
    is_asked = not {each.bare for each in plain}.isdisjoint({*asked("who"), "what"})
    said = [each.query(question.context) for each in plain if each in states or each.is_ignored]
    rest = [part for part in question.parts if part not in said]
    is_of_kind = any(isinstance(part, Is) and part.field.startswith("actor") for part in rest)
    named = {table for term in question.terms for table, _id in term.tagged if term.is_name}
    if not (states and is_asked) or is_of_kind or "actor" in named:
        return question
    of_states = replace(states[0], condition=Is("actor.kind", (frozenset(("state",)),)))
    readings = [of_states if each in states else each for each in question.typed]
    return replace(question, query=And((*rest, of_states.query(question.context))), typed=readings)


def _on_convention(question: Question) -> Question:
    """Limit a question who is for or against the convention to the topics of the convention itself."""
    words = {each.bare for each in question.typed if not each.tags}
    topics = asked("itself") & question.dataset.vocabulary.topics.keys()
    stances = frozenset(stance for stance in FIELDS["stance"].choices if asks_for(stance, words))
    is_about_it = topics and stances and not words.isdisjoint(EVERYDAY)
    if not is_about_it or any(each.tags for each in question.typed):
        return question
    said = [word for word in words if any(asks_for(stance, [word]) for stance in stances)]
    others = [part for part in question.parts if not (isinstance(part, Contains) and part.terms[0].typed in said)]
    return replace(question, query=And((*others, Is("stance", (stances,)), Is("topic", (topics,)))))


def _positions(question: Question, options: RowOptions) -> int:
    found, events = positions_of(question.entries())
    tags = [tag for each in question.readings for tag in each.tags]
    if not found and options.draws_again(question.dataset):
        from ahc_cli.cli.remarks import nearest

        if other := nearest(question, of_entries=True):
            _positions(other, options)
            return 1
        others = [each for each in question.readings if not (each.tags or asks_for("wanting", [each.bare]))]
        is_plain = not others and all(isinstance(part, Contains) for part in question.parts)
        is_named = tags and is_plain and all(table == "actor" for table, _id in tags)
        if is_named and any((question.without(question.words) or question).events()):
            who = named(question.dataset.vocabulary, "actor", [id_ for _table, id_ in tags], spoken())
            write_error(_("ahc: the record has no position of {actor}; it has these events:", actor=who))
            answer_search(text_of(each for each in question.readings if each.tags), options)
            return 1
    actors, topics = ([id_ for of, id_ in tags if of == table] for table in ("actor", "topic"))
    actors += _codes(question, "actor")
    answer = Positions(**options.rows(found, Positions.all_columns), events=events, actors=actors, topics=topics)
    remarks = [shown_of(answer.records, found, ngettext("{n} position", "{n} positions", len(found)))]
    remarks += [_("-r puts the latest first")] if len(answer.records) > MANY and not options.reverse else []
    if options.shows_remarks:
        from ahc_cli.cli.remarks import on_positions

        remarks += on_positions(question, found)
    return reply(options, answer, *remarks, found=bool(found) or question.is_everything)


def _codes(question: Question, field: str) -> list[str]:
    """Return the codes that a whole query, and not only a part of it, asks for in a field."""
    of_field = (part for part in question.parts if isinstance(part, Is) and part.field == field)
    values = (value for part in of_field for value in part.values if isinstance(value, frozenset))
    return [code for value in values for code in sorted(value)]


def count(options: QueryOptions, field: _Field, query: QueryWords = None) -> int:
    """Count events for each value of a field.

    With actor, country (states only), actor.kind, role, stance or topic, count entries: an actor in a role or with a
    position. Conditions on these fields must then match the same entry.

    \b
    Examples:
      ahc count kind
      ahc count year kind:session
      ahc count actor stance:proposes
    """
    typed = [word for word in (field, *(query or [])) if not field_named(word)]
    field, query, is_of_value = _counted(field, query or [], options.dataset.vocabulary)
    of_states = fold(field) in asked("states")
    counted = countable_field("actor" if of_states else field, " ".join(query), lambda line: options.ask([line]))
    states = [parse("actor.kind:state", context_of(options.dataset, options.today))] if of_states else []
    question = options.ask(query, *states)
    _check_votes(field, typed, question)
    values = list(values_of(counted, question))
    only = _codes(question, counted.name) if is_of_value else []
    tallies = [row for row in tally(counted, values, question.dataset.vocabulary) if not only or row.value in only]
    answer = Counts(**options.rows(tallies, Counts.all_columns))
    if counted.name in OF_ENTRIES:
        remarks = _of_entries(counted, tallies, len(values), question)
        if options.shows_remarks:
            from ahc_cli.cli.remarks import on_acts, on_no_entries

            missed = [] if values else on_no_entries(typed, question, lambda each: len([*values_of(counted, each)]))
            remarks += [*on_acts(query, question), *missed]
    else:
        remarks = [ngettext("{n} event", "{n} events", len(values)), *_several(question)]
        again = () if question.dataset.is_stream else question.events()  # those of NDJSON cannot be read again
        if scheduled := sum(event.status == "scheduled" for event in again):
            remarks.append(ngettext("{n} of them scheduled", "{n} of them scheduled", scheduled))
    if len(answer.records) < len(tallies):
        remarks.append(shown_of(answer.records, tallies, ngettext("{n} row", "{n} rows", len(tallies))))
    if sum(map(len, values)) > len(values) and not only:
        remarks.append(_("an event can be counted in several rows"))
    return reply(options, answer, *remarks, found=bool(values), question=question)


def _check_votes(field: str, typed: Sequence[str], question: Question) -> None:
    """Refuse to count votes by state, by the numbers for or against, or of one event; UsageError points to the list."""
    of_votes = field_named(field) in _OF_VOTES and (field == "actor" or field not in FIELDS)
    of_event = field == "has" and any(each.names_event for each in question.readings)
    if (of_votes or of_event or fold(field) in asked("states")) and asks_for("voting", map(fold, typed)):
        raise UsageError(_("how each state voted is not on record; 'ahc list has:votes' shows the counts"))


def _several(question: Question) -> list[str]:
    """Say of what an event can have several, if the query asks for events with it."""
    if "votes" in _codes(question, "has"):
        return [_("an event can have several votes")]
    if any(isinstance(part, Is) and part.field in ("role", "stance") for part in question.parts):
        return [_("events are counted, not actors")]
    return []


def _of_entries(counted: Field, tallies: Sequence[Tally], number: int, question: Question) -> list[str]:
    """Say how many actors there are, how many of them are states, and how many entries of which sort are counted."""
    said = list[str]()
    if counted.name == "actor":
        states = sum(question.dataset.vocabulary.kind_of(row.value) == "state" for row in tallies)
        said.append(ngettext("{n} actor", "{n} actors", len(tallies)))
        if 0 < states < len(tallies):
            said.append(ngettext("{n} of them a state", "{n} of them states", states))
    limited = {part.field for part in leaves(question.query, negated=True) if isinstance(part, Is)}
    is_mixed = counted.name.startswith("actor") and limited.isdisjoint(("role", "stance", "topic"))
    entries = ngettext("{n} entry", "{n} entries", number)
    said.append(_("{n} (roles and positions)", n=entries) if is_mixed else entries)
    acted = [_ACTS[code] for code in _codes(question, "kind") if code in _ACTS] if is_mixed else []
    return said + [_("see also '{command}'", command=f"ahc count {counted.name} role:{role}") for role in acted]


def _counted(field: str, query: list[str], vocabulary: Vocabulary) -> tuple[str, list[str], bool]:
    """Return the field that is to be counted, the query, and whether only values that it names are counted.

    The field may come last, as in "letters by year". A value is counted by itself, as in "sessions 2022"; of a role or
    a stance, of signatures and ratifications, and of "countries that signed", the actors are counted.
    """
    words = ["by" if word == "per" else word for word in " ".join([field, *query]).replace(" 按", " by ").split()]
    known, value = field_named(field), conditions().get(fold(field))
    # Sessions year, but not signatories EU states.
    of_name = any(fold(word) in vocabulary.entities for word in words[-2:-1])
    last = len(words) - 1 if value and field_named(words[-1]) and not of_name else 0
    by = next(
        (at for at, word in enumerate(words) if words[at - 1 : at] == ["by"] and _is_field(word, vocabulary)), last
    )
    role, taken = _role_of(value), None if known else _taken(field)
    if by:
        rest = [word for at, word in enumerate(words) if at != by and word != "by"]
        if known and known.name == "stance":
            rest[0] = f"stance:{','.join(known.choices)}"
        elif taken or (role and field_named(words[by]) == FIELDS["actor"]):
            rest[0] = taken or f"role:{role}"
        return words[by], rest, False
    if known:
        is_of_actors = known.name == "actor" or fold(field) in asked("states")
        return field, _with_role(query) if is_of_actors else query, False
    if taken:
        return "actor", [taken, *query], False
    if vocabulary.ids("place", field):
        act = next((role for word in query if (role := _role_of(conditions().get(fold(word))))), None)
        rest = [word for word in query if not _role_of(conditions().get(fold(word)))]
        return ("actor", [f"role:{act}", field, *rest], False) if act else ("place", [f"place:{field}", *query], True)
    if value is None:
        return field, query, False
    if role or value.field in OF_ENTRIES:
        return "actor", [f"role:{role}" if role else field, *query], False
    return value.field, [field, *query], True


def _role_of(value: Is | None) -> str | None:
    """Return the role that a condition asks for, or the role of those who act in the events of a kind."""
    code = min(value.codes, default="") if value else ""
    return code if value and value.field == "role" else _ACTS.get(code)


def _is_field(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word behind "by" is a field, and not a name or a value; what is neither is refused as a field."""
    return field_named(word) is not None or not (
        word.isupper() or fold(word) in vocabulary.entities or fold(word) in conditions()
    )


def _taken(word: str) -> str | None:
    """Return the condition on entries that a role or a stance is, such as `chairs` or `proposals`; None for others."""
    for name, form in product(("role", "stance"), (word, word.removesuffix("s"))):
        if choice := find_choice(form, FIELDS[name].choices):
            return f"{name}:{choice}"
    return next((f"stance:{code}" for code in FIELDS["stance"].choices if asks_for(code, [fold(word)])), None)


def _with_role(query: list[str]) -> list[str]:
    """Return a query about actors in which "that signed the convention" is their role."""
    words = list(map(fold, query))
    acts = [act for act in ("signatory", "ratifier") if any(asks_for(act, [word]) for word in words)]
    if len(acts) != 1:
        return query
    if asks_for("negating", words):
        from ahc_cli.ask.standing import no_list

        raise UsageError(no_list())
    rest = [
        word
        for word in query
        if not (asks_for(acts[0], [fold(word)]) or is_ignored(fold(word)) or fold(word) in EVERYDAY)
    ]
    return [f"role:{acts[0]}", *rest]


def count_of(readings: Sequence[Reading]) -> list[str]:
    """Return the field and query that count what there was each year, or who took a stance or was in a role."""
    words = [each.bare for each in readings if not each.tags]
    if asks_for("years", words) and not any(each.empty for each in readings):
        return ["year", *text_of(each for each in readings if each.tags or each.condition).split()]
    is_number = asks_for("number", words) and asks_for("sponsor", words)
    if not (asks_for("who", words) or is_number) or asks_for("negating", words):
        return []
    of = "country" if asks_for("states", words) else "actor"
    kinds = [each for each in readings if each.condition and each.condition.field == "kind"]
    limits = text_of(each for each in readings if each.tags or each.is_date or each in kinds).split()
    for field in ("stance", "role"):
        if taken := next((value for value in FIELDS[field].choices if asks_for(value, words)), None):
            return [of, f"{field}:{taken}", *limits]
    return []


def most(named: Sequence[Reading], readings: Sequence[Reading]) -> list[str]:
    """Return the line that counts who took a stance, or was in a role, if all that is asked is who did so most.

    Who the sponsors are is counted, too.
    """
    counted = count_of(readings) if readings else []
    verbs = [each for each in named if not (each.tags or each.is_date or asks_for("states", [each.bare]))]
    if "role:sponsor" in counted:
        verbs = [each for each in verbs if not (each.condition and each.condition.field == "kind")]
    elif not (readings and asks_for("most", [readings[-1].bare])):
        return []
    return ["count", *counted] if len(verbs) == 1 and not asks_for("acting", [verbs[0].bare]) and counted else []
