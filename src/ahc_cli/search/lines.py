"""How a line without a command was read: each part that says something, and what it is."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ahc_cli.query.algebra import Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.line import is_list


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


def readings(tokens: Sequence[Token], spelled: Mapping[str, str]) -> list[Reading]:
    """Return how each part of a line that says something was read, some `spelled` as others."""
    typed_as = {name: typed for typed, name in spelled.items()}
    read: list[Reading] = []
    for token in tokens:
        if token.telling:
            typed = typed_as.get(token.text)
            date = token.period.text if token.period else None
            name = token.text if typed else None
            names = tuple(sorted(token.ids))
            read.append(Reading(typed or token.text, name, names, date, token.concepts))
    return read


def is_only_conditions(tokens: Sequence[Token], conditions: Sequence[Query]) -> bool:
    """Whether a line has nothing to search for, but conditions on events."""
    is_query = conditions and not any(token.telling for token in tokens)
    return bool(is_query) or is_list(tokens)


def is_name(text: str, context: Context) -> bool:
    """Whether a text is the name of one thing, and not only the start of an id."""
    ids = context.index.candidates(text)
    is_whole = text in ids or bool(context.index.lookup(text))
    return is_whole and len(ids) == 1
