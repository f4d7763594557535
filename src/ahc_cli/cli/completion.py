"""What a shell offers for the word that is being typed, which Typer calls `incomplete`."""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import chain
from typing import get_args

import typer

from ahc_cli.answers import COMMANDS, described, named
from ahc_cli.data import load
from ahc_cli.model.fields import FIELDS, Field, Name, field_named
from ahc_cli.model.labels import heading, label
from ahc_cli.model.records import Table
from ahc_cli.model.text import inert
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer

# A word that bash makes of signs, and the ends of lines around such a word.
_CUT = re.compile("[:=]+")
_JOINTS = re.compile("\n?([:=]+)\n?")


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


# Where the fields are of which the words of a query consist, and whose values are among the words.
_OF_EVENTS, _OF_MAP = ("actor", "place", "topic"), ("voted.yes", "group")
_NAMES = {"ids": ("id", *get_args(Table)), "actors": ("actor", "treaty")}
_QUERIES = {
    "query": ("query.grammar.EVENTS", _OF_EVENTS),
    "question": ("query.grammar.EVENTS", _OF_EVENTS),
    "field": ("query.grammar.EVENTS", _OF_EVENTS),
    "facts": ("report.facts.FACTS", _OF_EVENTS),
    "states": ("report.states.STATES", ("id", "group")),
    "map": ("report.states.STATES", _OF_MAP),
}


def offer(sort: str, ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer words of a sort: columns, formats, words of a query, or values of a field."""
    command = str(ctx.info_name)
    if sort == "columns":
        return _names_of(_columns(command), incomplete)
    if sort == "formats":
        return _names_of(COMMANDS[command].formats, incomplete)
    if sort == "answers":
        return _names_of(described(), incomplete)
    if sort == "topics":
        return _names_of(named("answers.help.TOPICS"), incomplete)
    if sort in _QUERIES:
        path, of_fields = _QUERIES[sort]
        words = _query_words(named(path).fields, incomplete, *of_fields)
        return [word.removesuffix(":") for word in words] if sort == "field" else words
    fields = FIELDS | {"treaty": Name("treaty", tuple, table="treaty")}
    return _starting(_values(fields, *_NAMES.get(sort, (sort,))), incomplete)


def _names_of(names: Iterable[str], incomplete: str) -> list[str]:
    """Offer some names, also in Chinese, as the last of a comma-separated list."""
    names = list(names)
    return _starting((*names, *(heading(name, lang="zh") for name in names)), incomplete)


def _columns(name: str) -> Iterable[str]:
    """Return the columns of the rows that a command answers with."""
    command = COMMANDS[name]
    if command.columns:
        columns: Iterable[str] = named(command.columns)
        return columns
    dataset = load.bundled()
    made: Answer = named(command.function)(Request(name), Context(dataset, dataset.edition))
    return made.getters


def _query_words(fields: Mapping[str, Field], incomplete: str, *of_fields: str) -> list[str]:
    """Offer the words of a query about a subject, which has these fields.

    They are its fields with their colon, and the values of some of them, of a map at once; after a
    colon, the values of the field before it.
    """
    name = "".join(re.split("[:：]", incomplete)[:-1])
    if name:
        field = field_named(name, fields)
        return _starting(_values(fields, field.name) if field else (), incomplete)
    chinese = (heading(name, lang="zh") for name in fields)
    names = (f"{name}:" for name in (*fields, *chinese))
    values = _values(fields, *of_fields) if incomplete or of_fields == _OF_MAP else ()
    return _starting(chain(names, values), incomplete)


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
        yield from sorted(spellings)
        yield from (label(choice, lang="zh") for choice in field.choices)
