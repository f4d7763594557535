"""What is written behind the colon of a field → what the field is compared with."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from ahc_cli.dates import parse_typed
from ahc_cli.errors import DateError, UsageError
from ahc_cli.fields import Field
from ahc_cli.labels import choice_named
from ahc_cli.query.algebra import Range, Value
from ahc_cli.text import fold
from ahc_cli.vocabulary import Vocabulary, did_you_mean, symbol_key

_NUMBER = re.compile(r"(\d{1,12})?(?:(\.\.)(\d{1,12})?)?", re.ASCII)


class Context(Struct, frozen=True):
    """What a query is read against: the names, what `today` is, and which ids and series there are.

    `ids` and `series` are None where they are not known beforehand, as when NDJSON is streamed; then, and
    where the vocabulary is not `whole`, an unknown name is taken as an id.
    """

    vocabulary: Vocabulary
    today: date
    whole: bool = True
    ids: frozenset[str] | None = None
    series: frozenset[str] | None = None


def read(field: Field, text: str, context: Context) -> Value:
    """The value of a field; UsageError with the nearest spelling or what is allowed."""
    return _READERS[field.type](field, text, context)


def is_name(field: Field, text: str, context: Context) -> bool:
    """Whether a run of words is, as a whole, a name or a date that the field knows."""
    if field.type == "date":
        return _is_date(text, context)
    if field.choices:
        return choice_named(text, field.choices) is not None
    return field.table is not None and bool(context.vocabulary.ids(field.table, text))


def _is_date(text: str, context: Context) -> bool:
    try:
        parse_typed(text, context.today)
    except DateError:
        return False
    return True


def _date(_field: Field, text: str, context: Context) -> Value:
    return parse_typed(text, context.today)


def _id(_field: Field, text: str, context: Context) -> Value:
    return _among(text, context.ids, "id")


def _series(_field: Field, text: str, context: Context) -> Value:
    return _among(text, context.series, "series")


def _among(text: str, known: frozenset[str] | None, what: str) -> Value:
    if known is not None and text not in known:
        raise UsageError(f"no {what} '{text}'{did_you_mean(text, known)}")
    return frozenset((text,))


def _choice(field: Field, text: str, context: Context) -> Value:
    choice = choice_named(text, field.choices)
    if choice is None:
        near = did_you_mean(text, field.choices)
        raise UsageError(f"'{text}' is no {field.name}{near}", f"{field.name}: {', '.join(field.choices)}")
    if field.name == "actor.kind":
        return frozenset(id_ for id_, actor in context.vocabulary.actors.items() if actor.kind == choice)
    return frozenset((choice,))


def _name(field: Field, text: str, context: Context) -> Value:
    if field.table is None:
        raise TypeError(field.name)
    ids = context.vocabulary.ids(field.table, text)
    if not ids and context.whole:
        near = did_you_mean(text, context.vocabulary.spellings(field.table))
        listing = {"actor": "ahc actors", "topic": "ahc topics", "source": "ahc count source"}.get(field.table)
        known = f"'{listing}' lists them" if listing else ", ".join(context.vocabulary.table(field.table))
        raise UsageError(f"no {field.name} '{text}'{near}", f"{field.table}s: {known}")
    return ids or frozenset((text,))


def _number(field: Field, text: str, _context: Context) -> Value:
    match = _NUMBER.fullmatch(text)
    if not match or not (match[1] or match[3]):
        raise UsageError(f"'{text}' is no number for {field.name}; try 149, 100.. or 100..150")
    low, high = (int(end) if end else None for end in (match[1], match[3]))
    if not match[2]:
        high = low
    if low is not None and high is not None and low > high:
        raise UsageError(f"'{text}' ends before it begins; put the smaller number first")
    return Range(low, high)


def _symbol(_field: Field, text: str, _context: Context) -> Value:
    return frozenset((symbol_key(text),))


def _contains(field: Field, text: str, _context: Context) -> Value:
    folded = fold(text)
    if not folded.strip():
        raise UsageError(f"nothing to look for in {field.name} is left of '{text}'; give letters or digits")
    return folded


_READERS: Mapping[str, Callable[[Field, str, Context], Value]] = {
    "id": _id,
    "date": _date,
    "choice": _choice,
    "name": _name,
    "number": _number,
    "symbol": _symbol,
    "series": _series,
    "contains": _contains,
    "words": _contains,
}
