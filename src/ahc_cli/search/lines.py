"""Lines without a command: the card of one thing, a view, a list, or else what is known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.query.algebra import Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.line import is_list
from ahc_cli.query.request import Request
from ahc_cli.query.spelling import respell
from ahc_cli.search.answers import LineAnswer, answer_line
from ahc_cli.search.views import views_of


class Reading(Struct, frozen=True):
    """How a part of a line was read: as which name or word if it was misspelt, what it names, its
    date in EDTF, the concepts it expresses.

    One that has none of these is a word to look for.
    """

    text: str
    spelled: str | None
    names: tuple[str, ...]
    date: str | None
    concepts: tuple[str, ...]


class Found(Protocol):
    """What a view finds."""

    @property
    def is_empty(self) -> bool:
        """Whether that is nothing."""


T = TypeVar("T", bound=Found)


class _Nothing(Struct, frozen=True):
    is_empty: bool = True


NOTHING = _Nothing()


class ReadLine(Struct, Generic[T], frozen=True):
    """A line as it was read: its tokens, and what some words were `spelled` as; and what the
    command of a view found, or else the answer. A view that fits better may have found `nothing`.
    """

    tokens: Sequence[Token]
    view: Request
    found: T | LineAnswer
    spelled: Mapping[str, str] = {}
    nothing: Request | None = None

    @property
    def readings(self) -> list[Reading]:
        """How each part that says something was read."""
        typed_as = {name: typed for typed, name in self.spelled.items()}
        read: list[Reading] = []
        for token in self.tokens:
            if token.telling:
                typed = typed_as.get(token.text)
                date = token.period.text if token.period else None
                name = token.text if typed else None
                names = tuple(sorted(token.ids))
                read.append(Reading(typed or token.text, name, names, date, token.concepts))
        return read


def read_line(
    text: str,
    context: Context,
    run: Callable[[Request], T | None],
    limits: Sequence[Query] = (),
) -> ReadLine[T]:
    """Read a line, also as it may have been meant, and answer it from events under conditions.

    `run` returns what a view finds, or None if its command cannot answer.
    """
    line = _read(text, context, run, limits)
    missing = line.found.missing if isinstance(line.found, LineAnswer) else ()
    respelled, spelled = respell(text, missing, context)
    if spelled:
        line = replace(_read(respelled, context, run, limits), spelled=spelled)
    return line


def readings(tokens: Sequence[Token], spelled: Mapping[str, str]) -> list[Reading]:
    """Return how each part of a line that says something was read, some `spelled` as others."""
    return ReadLine(tokens, Request("line"), NOTHING, spelled).readings


def is_only_conditions(tokens: Sequence[Token], conditions: Sequence[Query]) -> bool:
    """Whether a line has nothing to search for, but conditions on events."""
    is_query = conditions and not any(token.telling for token in tokens)
    return bool(is_query) or is_list(tokens)


def _read(
    text: str,
    context: Context,
    run: Callable[[Request], T | None],
    limits: Sequence[Query],
) -> ReadLine[T]:
    """Answer a line as it is typed: with the first view that finds anything, or else a search."""
    tokens, conditions = split(text, context)
    empty: ReadLine[T] | None = None
    for view in _views(text, tokens, conditions, context):
        found = run(view)
        if found and not found.is_empty:
            return ReadLine(tokens, view, found, nothing=empty.view if empty else None)
        if found and empty is None:
            empty = ReadLine(tokens, view, found)
    if empty and not any(token.telling for token in tokens):
        return empty
    nothing = empty.view if empty else None
    answer = answer_line(context, tokens, [*conditions, *limits], nothing)
    return ReadLine(tokens, Request("search", tuple(text.split())), answer)


def _views(
    text: str, tokens: Sequence[Token], conditions: Sequence[Query], context: Context
) -> Iterator[Request]:
    """Yield what may answer a line: the card of one thing, rows of the table, or a list."""
    words = tuple(text.split())
    if not conditions:
        if is_name(text, context):
            yield Request("show", words)
        yield from views_of(tokens)
    if is_only_conditions(tokens, conditions):
        yield Request("list", words)


def is_name(text: str, context: Context) -> bool:
    """Whether a text is the name of one thing, and not only the start of an id."""
    ids = context.index.candidates(text)
    is_whole = text in ids or bool(context.index.lookup(text))
    return is_whole and len(ids) == 1
