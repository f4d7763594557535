"""The table of questions: what a line must have, and the request that finds what it asks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain

from msgspec import Struct

from ahc_cli.model.text import data_text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Token
from ahc_cli.query.lexicon import conditions_of
from ahc_cli.query.request import PLACE, Request

# A row: concepts, those in brackets, a command with its words, order, limit and day, and the reply.
_ROW = re.compile(
    r"(?P<must>[^#\[\]]*?) *(?:\[(?P<may>.*)\])? *-> "
    r"(?P<command>\S+)(?P<words>.*?)"
    r"(?P<reverse> -r)?(?: -n (?P<limit>\d+))?(?: --as-of (?P<as_of>\S+))?(?: = (?P<reply>.*))?"
)
# What every line may have besides: it says no more than the question.
_ALWAYS = re.compile(r"^always: (.*)", re.MULTILINE)


class Asked(Struct, frozen=True):
    """A question as it was read: the request that finds what it asks, and the `reply` to it, a
    function and its argument, if it is replied to in a sentence.

    `names` are what its tokens put into each place: ids, codes or a date, as they were typed in
    `typed`; `concepts` are all that it expresses.
    """

    request: Request
    reply: str
    argument: str
    names: Mapping[str, Sequence[str]]
    typed: Mapping[str, Sequence[str]]
    concepts: frozenset[str]

    def ids(self, *places: str) -> list[str]:
        """Return the ids and codes in some places."""
        texts = chain.from_iterable(self.names.get(f"{{{place}}}", ()) for place in places)
        return [id_ for text in texts for id_ in text.split(",")]

    def text(self, *places: str) -> str:
        """Return what was typed in some places."""
        return " ".join(chain.from_iterable(self.typed.get(f"{{{each}}}", ()) for each in places))


class Row(Struct, frozen=True, dict=True):
    """A row of the table: what a line must have and may have, and the request that finds it.

    Both are concepts, and places such as `{actor}` for a name of that sort. A line must have any of
    `a|b`, and as many of a concept or a name as the row has, and none of `-a`.
    """

    must: tuple[str, ...]
    may: tuple[str, ...]
    request: Request
    reply: str = ""

    @cached_property
    def parts(self) -> list[str]:
        """All concepts and places that it has."""
        return "|".join((*self.must, *self.may)).split("|")

    def read(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> Asked | None:
        """Return what a line asks; None unless the row covers every telling token."""
        placed = self._placed(tokens, vocabulary)
        if placed is None:
            return None
        concepts = list(chain.from_iterable(token.concepts for token in tokens))
        numbers = Counter(concepts)
        numbers.update({place: len(names) for place, names in placed.items()})
        for part, required in Counter(self.must).items():
            if part.startswith("-"):
                if numbers[part[1:]]:
                    return None
            elif sum(numbers[choice] for choice in part.split("|")) < required:
                return None
        names = {place: [name for name, _text in each] for place, each in placed.items()}
        typed = {place: [text for _name, text in each] for place, each in placed.items()}
        reply, _blank, argument = self.reply.partition(" ")
        request = self.request.filled(names)
        return Asked(request, reply, argument, names, typed, frozenset(concepts))

    def _placed(
        self, tokens: Sequence[Token], vocabulary: Vocabulary
    ) -> Mapping[str, Sequence[tuple[str, str]]] | None:
        """Return what tokens put into each place; None if a telling one fits none and is not
        covered.
        """
        free = [part for part in self.parts if PLACE.fullmatch(part)]
        command = " ".join(self.request.typed)
        for place in {*free}:
            # What the command has no room for would be lost.
            while 0 < command.count(place) < free.count(place):
                free.remove(place)
        placed: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for token in tokens:
            if not token.telling:
                continue
            fitting = ((place, name) for place, name in _places(token, vocabulary) if place in free)
            place, name = next(fitting, ("", ""))
            if place:
                free.remove(place)
                placed[place].append((name, token.text))
            elif not self._covers(token):
                return None
        return placed

    def _covers(self, token: Token) -> bool:
        """Whether the row has all the concepts of a token, which is no text that must stand."""
        is_known = set(self.parts).issuperset(token.concepts)
        return is_known and bool(token.concepts) and not token.quoted


def _places(token: Token, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the places that a token can stand in, the narrowest first, with what it puts there."""
    if token.period:
        yield "{date}", token.period.text
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, id_ in token.tags:
        by_table[table].append(id_)
    # A treaty and the topic about it are one name.
    for sort, ids in sorted(by_table.items(), key=lambda item: item[0] != "treaty"):
        name = ",".join(sorted(ids))
        if sort == "actor":
            kinds = {vocabulary.kind_of(id_) for id_ in ids}
            is_group = any(vocabulary.actors[id_].members for id_ in ids)
            if kinds <= {"state", "territory"}:
                yield "{state}", name
            elif kinds == {"un-body"}:
                yield "{body}", name
            elif is_group:
                yield "{group}", name
        yield f"{{{sort}}}", name.removeprefix("article-") if sort == "article" else name
    for field, values in conditions_of(token.concepts if len(token.concepts) == 1 else ()):
        yield f"{{{field}}}", ",".join(sorted(values))


@cache
def rows() -> tuple[Row, ...]:
    """Read the table."""
    text = data_text("search/questions.txt")
    always = tuple(chain.from_iterable(words.split() for words in _ALWAYS.findall(text)))
    found = filter(None, map(_ROW.fullmatch, text.splitlines()))
    return tuple(_row(match.groupdict(default=""), always) for match in found)


def _row(parts: Mapping[str, str], always: tuple[str, ...]) -> Row:
    """Make a row of the parts of its line."""
    request = Request(
        command=parts["command"],
        words=tuple(parts["words"].split()),
        reverse=bool(parts["reverse"]),
        limit=int(parts["limit"]) if parts["limit"] else None,
        as_of=parts["as_of"],
    )
    may = (*parts["may"].split(), *always)
    return Row(tuple(parts["must"].split()), may, request, parts["reply"])


def questions_of(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Asked]:
    """Yield the questions that a line may ask, the best first."""
    return filter(None, (row.read(tokens, vocabulary) for row in rows()))
