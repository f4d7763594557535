"""What is said of an answer at a terminal: how many records it has, and how words were read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import distinct
from ahc_cli.model.labels import bracketed, date_in_full, label
from ahc_cli.model.records import Event
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import did_you_mean, names
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question

# What a command says of a number of records that are shown.
Remarks = Callable[[int], Iterable[str]]


def no_remarks(_shown: int) -> tuple[()]:
    """Say nothing more."""
    return ()


def of_question(
    question: Question, found: int, total: str, remarks: Remarks = no_remarks
) -> dict[str, Any]:
    """Return what an answer to a question says of itself, as the keys of `Answer`.

    Nothing found is exit code 1, but an empty dataset without a query is not nothing.
    """
    return of_names(question.context, found, total, partial(_asked, question, found, remarks)) | {
        "exit_code": int(not (found or question.is_everything))
    }


def of_names(
    context: Context, found: int, total: str = "", remarks: Remarks = no_remarks
) -> dict[str, Any]:
    """Return what an answer without a question says of itself, as the keys of `Answer`."""
    return {
        "found": found,
        "total": total,
        "remarks": partial(_remarks, context, found, total, remarks),
        "exit_code": int(not found),
    }


def _remarks(
    context: Context, found: int, total: str, remarks: Remarks, shown: int
) -> Iterator[str]:
    """Say how many records are shown of those found, more, and what was not yet known."""
    yield _("{shown} of {total}", shown=shown, total=total) if shown < found else total
    yield from remarks(shown)
    hidden = context.dataset.hidden
    if hidden:
        day = date_in_full(str(context.day))
        yield ngettext(
            "{n} event not yet known on {day}", "{n} events not yet known on {day}", hidden, day=day
        )


def _asked(question: Question, found: int, remarks: Remarks, shown: int) -> Iterator[str]:
    """Say more of what was found, how words were read, and why nothing matches."""
    yield from remarks(shown)
    if question.tokens:
        yield from _readings(question)
        if not found:
            yield from _reasons(question)


def _readings(question: Question) -> Iterator[str]:
    """Say how words were read where that is not obvious."""
    match [token.period.text for token in question.tokens if token.period]:
        case [first, last] if "/" not in first + last:
            period = f"{first}..{last}"
            yield _("either of two dates; all from one to the other is '{period}'", period=period)
    for token in question.tokens:
        meanings = _meanings(token, question)
        if meanings and fold(token.text) not in map(fold, meanings):
            yield _("{word} is {meaning}", word=token.text, meaning=meanings[0])


def _meanings(token: Token, question: Question) -> tuple[str, ...]:
    """Return what a token means, and other names of that; nothing if it is just a word."""
    vocabulary = question.dataset.vocabulary
    for table, id_ in token.tags[:1]:
        if table in ("actor", "topic", "place"):
            name = vocabulary.label(table, id_)
            return name, id_, *names(vocabulary.table(table)[id_])
    # A date in figures, such as "since 2022", is clear as it stands.
    if token.period and not any(map(str.isdecimal, token.text)):
        return date_in_full(token.period.text), token.period.text
    return ()


def _reasons(question: Question) -> Iterator[str]:
    """Say which words no event has, and what else to type."""
    from ahc_cli.query.line import is_list
    from ahc_cli.query.spelling import not_mentioned

    unknown = question.unknown()
    if unknown:
        yield not_mentioned(unknown, question.context)
    elif not is_list(question.tokens):  # a search for conditions lists the same
        yield _("try 'ahc search {text}'", text=question.text)


def extent_of(items: Sequence[Any], events: Mapping[str, Event]) -> Iterator[str]:
    """Say at how many events items were said, from when to when, and how doubtful they are."""
    shown = [events[id_] for id_ in distinct(item.id for item in items) if id_ in events]
    years = [f"{event.start.year:04}" for event in shown if event.start]
    yield number_of_events(len(shown))
    if years:
        yield date_in_full(f"{min(years)}/{max(years)}")
    grades = Counter(item.confidence for item in items)
    for grade in ("weak", "timeline"):
        if grades[grade]:
            yield label(grade) + bracketed(str(grades[grade]))


def number_of_events(count: int) -> str:
    """Say how many events there are."""
    return ngettext("{n} event", "{n} events", count)


def number_of_names(count: int, sort: str) -> str:
    """Say how many entries of a table, or actors of a kind, there are."""
    thing = label(sort, "fields", "values")
    return ngettext("{n} {thing}", "{n} {thing}s", count, thing=thing)


def remedy_for(typed: str, names: Iterable[str]) -> str:
    """Say what to type instead of a word or an option: its remedy, else the nearest names."""
    remedy = label(typed, "remedies")
    if remedy == typed:  # it has none
        return did_you_mean(typed, names)
    return _("; {remedy}", remedy=remedy)
