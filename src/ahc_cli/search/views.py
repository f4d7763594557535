"""Views: questions that a command answers better than a sentence does."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from ahc_cli.model.text import data_text
from ahc_cli.query.algebra import Token
from ahc_cli.query.lexicon import conditions_of
from ahc_cli.query.request import PLACE, Request

# A row of views.txt: concepts, those in brackets, and a command with its words, order, limit, day.
_ROW = re.compile(
    r"(?P<must>[^#\[\]]*?) *(?:\[(?P<may>.*)\])? *-> "
    r"(?P<command>\S+) ?(?P<words>.*?)"
    r"(?P<reverse> -r)?(?: -n (?P<limit>\d+))?(?: --as-of (?P<as_of>\S+))?"
)


class Row(Struct, frozen=True, dict=True):
    """A row of the table: what a line must have and may have, and the view that answers it.

    Both are concepts, and places such as `{actor}` for a name of that sort. A line must have any of
    `a|b`, and as many of a concept or a name as the row has.
    """

    must: tuple[str, ...]
    may: tuple[str, ...]
    view: Request

    @cached_property
    def parts(self) -> list[str]:
        """All concepts and places that it has."""
        return "|".join((*self.must, *self.may)).split("|")

    def answer(self, tokens: Sequence[Token]) -> Request | None:
        """Return the view for a line; None unless it covers every telling token."""
        names = self._placed(tokens)
        if names is None:
            return None
        numbers = Counter(chain.from_iterable(token.concepts for token in tokens))
        numbers.update({place: len(texts) for place, texts in names.items()})
        for part, required in Counter(self.must).items():
            if sum(numbers[choice] for choice in part.split("|")) < required:
                return None
        return self.view.filled(names)

    def _placed(self, tokens: Sequence[Token]) -> Mapping[str, Sequence[str]] | None:
        """Return what tokens put into each place; None if a telling one fits none and is not
        covered.
        """
        free = [part for part in self.parts if PLACE.fullmatch(part)]
        command = " ".join(self.view.typed)
        for place in {*free}:
            # What the command has no room for would be lost.
            while 0 < command.count(place) < free.count(place):
                free.remove(place)
        names: dict[str, list[str]] = defaultdict(list)
        for token in filter(attrgetter("telling"), tokens):
            fitting = [(place, name) for place, name in _places(token) if place in free]
            if not (fitting or self._covers(token)):
                return None
            for place, name in fitting[:1]:
                free.remove(place)
                names[place].append(name)
        return names

    def _covers(self, token: Token) -> bool:
        """Whether the row has all the concepts of a token, which is no text that must stand."""
        is_known = set(self.parts).issuperset(token.concepts)
        return is_known and bool(token.concepts) and not token.quoted


def _places(token: Token) -> Iterator[tuple[str, str]]:
    """Yield the places that a token can stand in, with what it puts there: a name, or values."""
    if token.sort:
        yield f"{{{token.sort}}}", token.text
    for field, codes in conditions_of(token.concepts if len(token.concepts) == 1 else ()):
        yield f"{{{field}}}", ",".join(sorted(codes))


@cache
def rows() -> tuple[Row, ...]:
    """Read the table."""
    lines = data_text("search/views.txt").splitlines()
    found = filter(None, map(_ROW.fullmatch, lines))
    return tuple(_row(match.groupdict(default="")) for match in found)


def _row(parts: Mapping[str, str]) -> Row:
    """Make a row of the parts of its line."""
    view = Request(
        command=parts["command"],
        words=tuple(parts["words"].split()),
        reverse=bool(parts["reverse"]),
        limit=int(parts["limit"]) if parts["limit"] else None,
        as_of=parts["as_of"],
    )
    return Row(tuple(parts["must"].split()), tuple(parts["may"].split()), view)


def views_of(tokens: Sequence[Token]) -> Iterator[Request]:
    """Yield the views that answer a line, the best first."""
    return filter(None, (row.answer(tokens) for row in rows()))
