"""What a shell offers for the word that is being typed, which Typer calls `incomplete`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from itertools import chain
from typing import get_args

import typer

from ahc_cli.data import load
from ahc_cli.model.fields import FIELDS, Field, field_named
from ahc_cli.model.labels import heading, label
from ahc_cli.model.records import Table
from ahc_cli.model.text import inert
from ahc_cli.query.context import Context
from ahc_cli.show.events import COLUMN_NAMES

# A word that bash makes of signs, and the ends of lines around such a word.
_CUT = re.compile("[:=]+")
_JOINTS = re.compile("\n?([:=]+)\n?")

Offer = Callable[[str], list[str]]


def join_words(environ: MutableMapping[str, str]) -> str:
    """Join the words of a request that bash has cut at colons and equals signs.

    Return what stands before the last sign of the word to complete, which bash does not replace.
    """
    words, number = environ.get("COMP_WORDS", "").split("\n"), environ.get("COMP_CWORD", "")
    if not (number.isdecimal() and any(map(_CUT.fullmatch, words))):
        return ""
    words = words[: int(number) + 1]
    typed = _JOINTS.sub(r"\1", "\n".join(words))
    environ["COMP_WORDS"], environ["COMP_CWORD"] = typed, str(typed.count("\n"))
    word = typed.rpartition("\n")[2]
    return word if _CUT.fullmatch(words[-1]) else word.removesuffix(words[-1])


def one_of(names: Iterable[str]) -> Offer:
    """Return what offers some names, also in Chinese, as the last of a comma-separated list."""
    return lambda incomplete: _starting(
        (*names, *(heading(name, lang="zh") for name in names)), incomplete
    )


def columns(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the columns of the rows that a command answers with."""
    return one_of(_columns_of(str(ctx.info_name)))(incomplete)


def _columns_of(command: str) -> Iterable[str]:
    from ahc_cli.report.states import roll_calls
    from ahc_cli.show import compare, counts, names, statements, states

    tables = {f"{table}s": table for table in get_args(Table)}
    if command in tables:
        return names.entry_getters(tables[command])
    match command:
        case "positions":
            return statements.POSITION_GETTERS
        case "facts":
            return statements.FACT_GETTERS
        case "count":
            return counts.COUNT_GETTERS
        case "compare":
            return compare.compare_getters(())
        case "states":
            dataset = load.bundled()
            votes = roll_calls(dataset, dataset.edition)
            return states.state_getters([vote.symbol for vote in votes])
        case _:
            return COLUMN_NAMES


def values_of(*fields: str) -> Offer:
    """Return what offers the values of some fields of events."""
    return lambda incomplete: _starting(_values(FIELDS, *fields), incomplete)


def words_of(fields: Mapping[str, Field], *named: str) -> Offer:
    """Return what offers the words of a query about a subject, which has these fields.

    They are its fields with their colon, and the values of the fields that are `named`; after a
    colon, the values of the field before it.
    """

    def offer(incomplete: str) -> list[str]:
        name = "".join(re.split("[:：]", incomplete)[:-1])
        if name:
            field = field_named(name, fields)
            return _starting(_values(fields, field.name) if field else (), incomplete)
        chinese = (heading(name, lang="zh") for name in fields)
        names = (f"{name}:" for name in (*fields, *chinese))
        values = _values(fields, *named) if incomplete else ()
        return _starting(chain(names, values), incomplete)

    return offer


query_words = words_of(FIELDS, "actor", "place", "topic")


def countable(incomplete: str) -> list[str]:
    """Offer fields to count, and what a query consists of."""
    return [word.removesuffix(":") for word in query_words(incomplete)]


def _starting(words: Iterable[str], typed: str) -> list[str]:
    """Return the codes, or the names if it is Chinese, that start with the last part typed."""
    part = re.split("[:：,，]", typed)[-1]
    pattern = re.compile(re.escape(part) + ("[a-z0-9.:/-]*" if part.isascii() else ".*"))
    before = inert(typed.removesuffix(part))
    return [before + word for word in dict.fromkeys(words) if pattern.fullmatch(word)]


def _values(fields: Mapping[str, Field], *names: str) -> Iterator[str]:
    """Yield the codes or ids of some fields, as the bundled dataset has them, and their names."""
    dataset = load.bundled()
    context = Context(dataset, dataset.edition)
    for field in map(fields.__getitem__, names):
        spellings, _valid = field.offers(context)
        yield from spellings
        yield from (label(choice, lang="zh") for choice in field.choices)
