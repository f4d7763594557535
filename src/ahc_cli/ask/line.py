"""The line: what is typed, cut once into tokens; and views, which are lines that a command answers.

Queries, views and the ranking take tokens and never the text again.
The longest known phrase comes first, in both scripts: 白俄罗斯 is not 俄罗斯, and 发展中国家 is not 中国.
"""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import product
from pkgutil import get_data

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.find import Names
from ahc_cli.ask.lexicon import ideas_of, lexicon
from ahc_cli.model.dates import Date, date_pattern, read_date
from ahc_cli.model.statements import Tag
from ahc_cli.model.text import canonical, fold, is_han

_HAN = "㐀-鿿豈-﫿𠀀-𯿿"
# What phrases are made of: a Chinese character, or a run of anything else but blanks and marks. An apostrophe is within
# a run, and a hyphen or dash alone is a mark.
_RUN = rf"[^\s{_HAN},，、。！？；;!?“”‘’《》()（）·\"]+"
_ATOM = re.compile(rf"[{_HAN}]|(?![-–—]+(?:[\s{_HAN}]|$)){_RUN}(?:’{_RUN})*")
# What a date may begin with, so that nothing else is tried as one. Longer dates than these have no more parts.
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE_START = re.compile(
    rf"\d|\.\.|(?:(?:{_MONTH})[a-z]*|q[1-4]|since|from|between|before|after|until|till|by|to|the|start|beginning|end|last"
    r"|past|next|this|today|yesterday|tomorrow)(?![a-z])|(?:[自从到至]|截至)\s*(?=[\d去今明])",
    re.IGNORECASE,
)
_MOST_OF_DATE = 8
# Before it, four digits are a number.
_FIRST_YEAR = "1900"


class Token(Struct, frozen=True):
    """A part of a line with all that it means: things that it names, a date, the ideas that it expresses.

    A token without any of these is a word to look for, perhaps cut out of a `run` of Chinese characters that no text
    has. A `quoted` text must stand as it is. `at` counts code points.
    """

    text: str
    at: int = 0
    quoted: bool = False
    tags: tuple[Tag, ...] = ()
    period: Date | None = None
    ideas: tuple[str, ...] = ()
    stop: bool = False
    run: str = ""

    @property
    def telling(self) -> bool:
        """Whether it says something: it is no stop word, and none of the words that only ask."""
        if self.quoted or self.tags or self.period:
            return True
        return not self.stop and not (self.ideas and lexicon().asking.issuperset(self.ideas))

    @property
    def value(self) -> str | None:
        """The condition that it is by itself, such as `kind:session`; a name or a date is none."""
        return next((idea for idea in self.ideas if ":" in idea), None) if not (self.tags or self.period) else None

    @property
    def sort(self) -> str | None:
        """What it can stand for in a view: a date, or a name of one table."""
        tables = {table for table, _id in self.tags}
        return "date" if self.period else tables.pop() if len(tables) == 1 else None


class Reader(Struct, frozen=True, dict=True):
    """Cuts text into tokens, given the names of a record, the day that `today` means, and what its texts contain."""

    names: Names
    today: date
    stands: Callable[[str], bool]

    def read(self, text: str, first: int = 0, last: int = sys.maxsize) -> list[Token]:
        """Return the tokens of a part of a line without quotes, brackets and fields."""
        atoms = [found.span() for found in _ATOM.finditer(text, first, last)]
        found: list[Token] = []
        at = 0
        while at < len(atoms):
            token, after = self._longest(text, atoms, at)
            start, end = atoms[at][0], atoms[after - 1][1]
            word, before = text[start:end], found[-1] if found else Token("")
            if token:
                found.append(token)
            elif not is_han(word[0]):
                bare = word.rstrip(".:'’")
                found += [Token(bare, start)] if fold(bare).strip() else []
            elif before.run and before.at + len(before.run) == start:
                found[-1] = Token(before.run + word, before.at, run=before.run + word)
            else:
                found.append(Token(word, start, run=word))
            at = after
        ends, starts = {token.at + len(token.text) for token in found}, {token.at for token in found}
        cut: list[Token] = []
        for token in found:
            is_after, is_before = token.at in ends, token.at + len(token.run) in starts
            cut += self._cut(token.run, token.at, after=is_after, before=is_before) if token.run else [token]
        return cut

    def knows(self, word: str) -> bool:
        """Whether a word means something; one that does not may be misspelt. "Shows" is no stop word, as "show" is."""
        tokens = self.read(word)
        is_one = len(tokens) == 1 and fold(word) not in lexicon().stop
        return not is_one or bool(tokens[0].tags or tokens[0].ideas or tokens[0].period)

    def _longest(self, text: str, atoms: list[tuple[int, int]], first: int) -> tuple[Token | None, int]:
        """Return the longest phrase or date that begins at an atom, if one does, and where the next begins."""
        start, end = atoms[first]
        most = self._most.get(canonical(text[start:end]).partition(" ")[0], 1)
        last, token = first, None
        for last in range(min(len(atoms), first + most), first, -1):
            if token := self._token(text[start : atoms[last - 1][1]]):
                token = replace(token, at=start)
                break
        return self._date(text, atoms, first, last if token else first) or (token, last)

    @cached_property
    def _token(self) -> Callable[[str], Token | None]:
        """What a phrase means: names, ideas or a stop word; None if it means nothing. A long line repeats phrases."""

        def look_up(phrase: str) -> Token | None:
            tags, key = self.names.lookup(phrase), canonical(phrase)
            # Names are no words of a stem; stemming takes long to load.
            ideas = lexicon().ideas.get(key, ()) if tags else ideas_of(key)
            stop = not (tags or ideas) and key in lexicon().stop and not is_han(key[0])
            return Token(phrase, tags=tags, ideas=ideas, stop=stop) if tags or ideas or stop else None

        return cache(look_up)

    def _date(self, text: str, atoms: list[tuple[int, int]], first: int, least: int) -> tuple[Token, int] | None:
        """Return the longest date that begins at an atom, if it is longer than a phrase that ends before `least`."""
        start = atoms[first][0]
        if found := date_pattern("run").match(text, start):
            last = next((at for at in range(first + 1, len(atoms) + 1) if atoms[at - 1][1] == found.end()), 0)
            if last > least and (period := read_date(found[0], self.today)):
                return Token(found[0], start, period=period), last
        if not _DATE_START.match(text, start):
            return None
        for last in range(min(len(atoms), first + _MOST_OF_DATE), max(least, first), -1):
            typed = text[start : atoms[last - 1][1]].rstrip(".")
            if typed.isdecimal() and typed < _FIRST_YEAR:
                return None
            if period := read_date(typed, self.today):
                return Token(typed, start, period=period), last
        return None

    def _cut(self, run: str, at: int, *, after: bool = False, before: bool = False) -> list[Token]:
        """Return the words of a run of Chinese characters: itself if some text has it, else its parts, else pairs.

        Stop words of one character are left out at its ends where that makes it stand in a text, and one at least
        `after` or `before` a known phrase.
        """
        stop = sorted((word for word in lexicon().stop if is_han(word[0])), key=len, reverse=True)
        bare = run.strip("".join(word for word in stop if len(word) == 1))
        if fold(run) in stop or not bare:
            return [Token(run, at, stop=True)]
        left = run.index(bare)
        right = len(run) - left - len(bare)
        dropped = product(range(min(after, left), left + 1), range(min(before, right), right + 1))
        for first, last in sorted(dropped, key=sum):
            if self.stands(fold(word := run[first : len(run) - last])):
                return [Token(word, at + first)]
        at += left
        if len(bare) == 1:
            return [Token(bare, at)]
        parts = re.split(f"({'|'.join(word for word in stop if len(word) > 1)})", bare)
        if len(parts) == 1:  # pairs, the last perhaps of three
            pairs = re.finditer("..(?!.$)|...", bare)
            return [Token(pair[0], at + pair.start(), run=bare) for pair in pairs]
        tokens: list[Token] = []
        for number, part in enumerate(parts):
            if part:
                tokens += [Token(part, at, stop=True)] if number % 2 else self._cut(part, at)
            at += len(part)
        return tokens

    @cached_property
    def _most(self) -> dict[str, int]:
        """First word or character of a phrase → the most words and characters that a phrase has."""
        found: dict[str, int] = {}
        for phrase in (*self.names.meanings, *lexicon().ideas, *lexicon().stop):
            parts = re.findall(r"[㐀-鿿]|[^㐀-鿿\s]+", phrase)
            # A numeral may have three characters where the canonical one is one part.
            found[parts[0]] = max(len(parts) + 2 * phrase.startswith("第"), found.get(parts[0], 0))
        return found


class View(Struct, frozen=True):
    """The ideas and sorts of names that a line must and may have, and the command that answers it.

    A sort of name is written as `{actor}`; the command takes what was typed in its place.
    """

    must: tuple[str, ...]
    may: tuple[str, ...]
    command: tuple[str, ...]

    def answer(self, tokens: Sequence[Token]) -> list[str] | None:
        """Return the command for a line; None unless every token that says something is covered, with all its ideas."""
        said = {idea for token in tokens for idea in token.ideas}
        places = [part for part in (*self.must, *self.may) if part.startswith("{")]
        taken: dict[str, list[str]] = {}
        for token in filter(lambda token: token.telling, tokens):
            place = f"{{{token.sort}}}"
            if place in places:
                places.remove(place)
                taken.setdefault(place, []).append(token.text)
            elif token.quoted or not token.ideas or not {*self.must, *self.may}.issuperset(token.ideas):
                return None
        if not ((said | taken.keys()) - {*places}).issuperset(self.must):
            return None
        command = [(taken.get(word) or [""]).pop(0) if word.startswith("{") else word for word in self.command]
        return [word for word in command if word]


@cache
def views() -> tuple[View, ...]:
    """Read the table."""
    lines = (get_data("ahc_cli", "ask/views.txt") or b"").decode().splitlines()
    rows = filter(None, (re.fullmatch(r"([^#\[\]]*?) *(?:\[(.*)\])? *-> (.*)", line) for line in lines))
    return tuple(View(*(tuple((part or "").split()) for part in row.groups())) for row in rows)


def view_of(tokens: Sequence[Token]) -> list[str] | None:
    """Return the command that answers a line as a view; None if none does."""
    return next((command for view in views() if (command := view.answer(tokens))), None)


def is_list(tokens: Sequence[Token]) -> bool:
    """Whether a line has nothing but dates, places and values, which are conditions on events, and asks nothing."""
    said = [token for token in tokens if not token.stop]
    return bool(said) and all(token.telling and (token.sort in ("date", "place") or token.value) for token in said)
