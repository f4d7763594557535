"""A request: a command with its words and options, and the command line that asks the same."""

import re
from collections.abc import Mapping, Sequence
from shlex import quote

from msgspec import Struct
from msgspec.structs import replace

# The options that are conditions on one field.
CONDITIONS = ("since", "until", "kind", "place", "actor", "topic", "status")
# What a shell reads otherwise than it stands.
_SHELL = re.compile(r"[\s'\"\\$`|&;<>()*?!#~\[\]{}]")
PLACE = re.compile(r"\{\w+\}")


class Request(Struct, frozen=True):
    """What is asked: a command, its words, and the options that decide what is answered.

    `conditions` have the texts of each option that is a condition, and of `where`. `fields` and
    `sort` are names of columns as they are typed, `as_of` is a day or a period. In a row of the
    views `{actor}` is the place of a name of that sort.

    >>> from ahc_cli import Request, load
    >>> request = Request("list", ("kind:session",), limit=2)
    >>> request.line, [event.id for event in load().answer(request).records]
    ('ahc list kind:session -n 2', ['org-session', 'org-matters'])
    """

    command: str
    words: tuple[str, ...] = ()
    conditions: Mapping[str, Sequence[str]] = {}
    fields: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    as_of: str = ""
    verbose: bool = False
    format: str | None = None

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(self.words)

    @property
    def typed(self) -> list[str]:
        """What a person would type for it behind `ahc`."""
        typed = [self.command]
        for name, texts in self.conditions.items():
            for text in texts:
                typed += [f"--{name}", text]
        if any(word.startswith("-") for word in self.words):
            typed.append("--")
        typed += self.words
        options: dict[str, str | int | None] = {"--fields": self.fields, "--sort": self.sort}
        for name, switch in (("reverse", "-r"), ("verbose", "-v")):
            if getattr(self, name):
                typed.append(switch)
        options |= {"-n": self.limit, "--as-of": self.as_of or None}
        for name, value in options.items():
            if value is not None:
                typed += [name, str(value)]
        return typed

    @property
    def line(self) -> str:
        """The command line, with the quotes that a shell needs."""
        return " ".join(["ahc", *map(_quoted, self.typed)])

    @property
    def options(self) -> set[str]:
        """The names of the options that are given."""
        own = ("fields", "sort", "reverse", "limit", "verbose")
        given = {name for name in own if getattr(self, name) not in (None, False)}
        return given.union(self.conditions)

    @property
    def most(self) -> int | None:
        """How many rows are held at most, the first in the usual order; None if all are needed."""
        if self.limit is None or self.sort or self.reverse:
            return None
        return max(1, self.limit)

    def filled(self, names: Mapping[str, Sequence[str]]) -> "Request":
        """Put names in their places; a place, or a word, that stays empty is left out."""
        unused = {place: iter(texts) for place, texts in names.items()}

        def fill(word: str) -> str:
            return PLACE.sub(lambda place: next(unused.get(place[0], iter(())), ""), word)

        words = (re.sub(",+", ",", fill(word)).rstrip(",") for word in self.words)
        complete = tuple(word for word in words if word[-1:] not in ("", ":"))
        return replace(self, words=complete, as_of=fill(self.as_of))


def _quoted(word: str) -> str:
    """Put a word in quotes if it has anything in it that a shell would read."""
    return quote(word) if _SHELL.search(word) else word
