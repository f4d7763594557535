"""Views: questions that a command answers better than a sentence does."""

import re
from collections.abc import Sequence
from functools import cache
from pkgutil import get_data

from msgspec import Struct

from ahc_cli.query.algebra import Token


class View(Struct, frozen=True):
    """The concepts and sorts of names that a line must and may have, and the command for it.

    A sort of name is written as `{actor}`. In its place, also in `group:{actor}`, the command has
    what was typed, and no word if that is nothing.
    """

    must: tuple[str, ...]
    may: tuple[str, ...]
    command: tuple[str, ...]

    def answer(self, tokens: Sequence[Token]) -> list[str] | None:
        """Return the command for a line; None unless every token that says something is covered,
        with all its concepts.
        """
        said = {concept for token in tokens for concept in token.concepts}
        places = [part for part in (*self.must, *self.may) if part.startswith("{")]
        taken: dict[str, list[str]] = {}
        for token in filter(lambda token: token.telling, tokens):
            place = f"{{{token.sort}}}"
            if place in places:
                places.remove(place)
                taken.setdefault(place, []).append(token.text)
            elif (
                token.quoted
                or not token.concepts
                or not {*self.must, *self.may}.issuperset(token.concepts)
            ):
                return None
        if not ((said | taken.keys()) - {*places}).issuperset(self.must):
            return None
        parts = (
            re.sub(r"\{\w+\}", lambda place: (taken.get(place[0]) or [""]).pop(0), word)
            for word in self.command
        )
        return [word for word in parts if word and word[-1] != ":"]


@cache
def views() -> tuple[View, ...]:
    """Read the table."""
    lines = (get_data("ahc_cli", "search/views.txt") or b"").decode().splitlines()
    rows = filter(
        None, (re.fullmatch(r"([^#\[\]]*?) *(?:\[(.*)\])? *-> (.*)", line) for line in lines)
    )
    return tuple(View(*(tuple((part or "").split()) for part in row.groups())) for row in rows)


def view_of(tokens: Sequence[Token]) -> list[str] | None:
    """Return the command that answers a line as a view; None if none does."""
    return next((command for view in views() if (command := view.answer(tokens))), None)
