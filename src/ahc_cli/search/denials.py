"""Denials: that nothing of one kind, of one thing, is on record."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast, get_args

from msgspec import Struct

from ahc_cli.model.labels import label
from ahc_cli.model.records import Match, Table
from ahc_cli.model.statements import Statement, Tag, statements
from ahc_cli.model.text import data_text
from ahc_cli.model.vocabulary import INSTRUMENT
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from ahc_cli.query.terms import term_of
from ahc_cli.report.sentences import own_text

_ROW = re.compile(r"(?P<sort>\w+) (?P<kind>\w+): (?P<concepts>.*) -> (?P<commands>.*)")


class _Row(Struct, frozen=True):
    """A row of the table: what is denied of things of a sort, what asks for it, what finds it."""

    sort: str
    kind: str
    concepts: frozenset[str]
    commands: tuple[str, ...]

    def finds(self, tag: Tag, context: Context) -> bool:
        """Whether a command finds anything of a thing."""
        return any(_finds(command, tag, context) for command in self.commands)


def _finds(command: str, tag: Tag, context: Context) -> bool:
    name, _blank, query = command.partition(" ")
    question = ask(context, query.format(name=tag[1]))
    match name:
        case "mention":
            found: Iterator[object] = _mentions(tag, context)
        case "positions":
            found = question.positions()
        case "count":
            found = question.entries()
        case _:
            found = question.events()
    return next(found, None) is not None


def _mentions(tag: Tag, context: Context) -> Iterator[Match]:
    """Yield where facts and summaries name a thing."""
    names = context.query_names
    term = term_of(Token(_name_of(tag, context), tags=(tag,)), names, widened=False)
    for event in context.dataset.events:
        for statement in statements(event):
            if statement.key in ("summary", "facts"):
                yield from term.find(statement)


# What the relation of a state to the convention says better.
IN_RELATION = ("signature", "ratification")


class Denial(Struct, frozen=True):
    """That nothing of a kind is on record of one thing, and the statement of it.

    It `is_telling` if the kind was asked for by a word that says something.
    """

    kind: str
    statement: Statement
    is_telling: bool


def deny(tokens: Sequence[Token], context: Context) -> Denial | None:
    """Deny what a line asks for of the one thing that it names, if nothing of that kind is on
    record; None if there is some, or if the line asks for no kind.

    An actor is what a line is about, whatever else it names.
    """
    tag = _thing(tokens)
    if tag is None:
        return None
    sort, _id = tag
    for row in _rows():
        asking = [token for token in tokens if not row.concepts.isdisjoint(token.concepts)]
        if row.sort == sort and asking:
            is_telling = any(token.telling for token in asking)
            statement = _statement(row.kind, tag, context)
            is_found = row.finds(tag, context)
            return None if is_found else Denial(row.kind, statement, is_telling)
    return None


def _thing(tokens: Sequence[Token]) -> Tag | None:
    """Return the one thing that a line is about: its only actor, or else its only name."""
    actors, others = set[Tag](), set[Tag]()
    for token in tokens:
        if token.sort == "actor":
            actors.update(token.tags)
        elif token.sort != INSTRUMENT:
            others.update(token.tags)
    candidates = actors or others
    return candidates.pop() if len(candidates) == 1 else None


def _statement(kind: str, tag: Tag, context: Context) -> Statement:
    """Say that nothing of a kind is on record of a thing."""
    _table, id_ = tag
    text = own_text(label(kind, "denials").format(name=_name_of(tag, context)))
    command = f"ahc show {id_} --json"
    return Statement("denial", text=text, about=(tag,), command=command)


def _name_of(tag: Tag, context: Context) -> str:
    """Name an actor or a place, or an event by its title."""
    table, id_ = tag
    if table in get_args(Table):
        return context.vocabulary.label(cast("Table", table), id_)
    titles = [event.title for event in context.dataset.events if event.id == id_]
    return titles[0].lang()


@cache
def _rows() -> tuple[_Row, ...]:
    """Read the table."""
    return tuple(_read())


def _read() -> Iterator[_Row]:
    lines = data_text("search/denials.txt").splitlines()
    for match in filter(None, map(_ROW.fullmatch, lines)):
        concepts = frozenset(match["concepts"].split())
        commands = tuple(match["commands"].split(" | "))
        yield _Row(match["sort"], match["kind"], concepts, commands)
