"""The line: what is typed, cut once into tokens; and views, which are lines that a command answers.

Queries, views and the ranking take tokens and never the text again.
The longest known phrase comes first, in both scripts: 白俄罗斯 is not 俄罗斯, and 发展中国家 is
not 中国.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import product

from msgspec.structs import replace

from ahc_cli.model.dates import date_pattern, read_date
from ahc_cli.model.text import HAN, canonical, fold, is_han
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import concepts_of, lexicon
from ahc_cli.query.names import NameIndex

# What phrases are made of: a Chinese character, or a run of anything else but blanks and marks. An
# apostrophe is within a run, and a hyphen or dash alone is a mark.
_RUN = rf"[^\s{HAN},，、。！？；;!?“”‘’《》()（）·\"]+"
_LATIN = rf"(?![-–—]+(?:[\s{HAN}]|$)){_RUN}(?:’{_RUN})*"
_ATOM, _WORD = re.compile(f"[{HAN}]|{_LATIN}"), re.compile(f"[{HAN}]+|{_LATIN}")
# The most parts of a date, as of "from 28th of February 2022 to 11th of March 2022", and of a
# phrase.
_MOST_OF_DATE, _MOST_OF_PHRASE = 10, 100
# Before it, four digits are a number.
_FIRST_YEAR = "1900"


def read(text: str, context: Context, first: int = 0, last: int = sys.maxsize) -> list[Token]:
    """Return the tokens of a part of a line without quotes, brackets and fields: known phrases,
    then the rest.
    """
    atoms = [found.span() for found in _ATOM.finditer(text, first, last)]
    tokens: list[Token] = []
    end, meaning = (
        first,
        cache(partial(_meaning, context.query_names)),
    )  # a long line repeats phrases
    for number, (start, _end) in enumerate(atoms):
        if start >= end and (
            token := _longest(text, atoms[number : number + _MOST_OF_PHRASE], context, meaning)
        ):
            tokens += [*_unknown(text, end, start, context, after=end > first), token]
            end = start + len(token.text)
    return [*tokens, *_unknown(text, end, min(last, len(text)), context, after=end > first)]


def knows(word: str, context: Context) -> bool:
    """Whether a word means something; one that does not may be misspelt. "Shows" is no stop word,
    as "show" is.
    """
    tokens = read(word, context)
    return (
        not tokens
        or fold(word) in lexicon().stop
        or any(token.tags or token.concepts or token.period for token in tokens)
    )


def _longest(
    text: str,
    atoms: Sequence[tuple[int, int]],
    context: Context,
    meaning: Callable[[str], Token | None],
) -> Token | None:
    """Return the longest phrase or date that begins with the first of some atoms; as long a phrase
    comes first.
    """
    start, ends = atoms[0][0], [end for _start, end in atoms]
    phrases = ends[
        : context.query_names.lengths.get(canonical(text[start : ends[0]]).partition(" ")[0], 1)
    ]
    dates = ends[:_MOST_OF_DATE] if date_pattern("begin").match(text, start) else []
    if found := date_pattern("run").match(text, start):
        dates = [found.end()]
    for end in sorted({*phrases, *dates}, reverse=True):
        typed = text[start:end]
        if end in phrases and (token := meaning(typed)):
            return replace(token, at=start)
        for written in (
            (typed, typed.rstrip(".")) if end in dates else ()
        ):  # a dot may end a sentence
            is_number = written.isdecimal() and written < _FIRST_YEAR
            if not is_number and (period := read_date(written, context.today)):
                return Token(written, start, period=period)
    return None


def _meaning(names: NameIndex, phrase: str) -> Token | None:
    """Return what a phrase means: names, concepts or a stop word; None if it means nothing."""
    tags, key = names.lookup(phrase), canonical(phrase)
    # Names are no words of a stem; stemming takes long to load.
    concepts = lexicon().concepts.get(key, ()) if tags else concepts_of(key)
    stop = not (tags or concepts) and key in lexicon().stop and not is_han(key[0])
    return (
        Token(phrase, tags=tags, concepts=concepts, stop=stop) if tags or concepts or stop else None
    )


def _unknown(text: str, start: int, end: int, context: Context, *, after: bool) -> Iterator[Token]:
    """Yield the words of what stands before a known phrase, or `after` one, as they are or cut."""
    for found in _WORD.finditer(text, start, end):
        if is_han(found[0][0]):
            is_after, is_before = after and found.start() == start, found.end() == end < len(text)
            yield from _cut(found[0], found.start(), context, after=is_after, before=is_before)
        elif fold(bare := found[0].rstrip(".:'’")).strip():
            yield Token(bare, found.start())


def _cut(
    run: str, at: int, context: Context, *, after: bool = False, before: bool = False
) -> Iterator[Token]:
    """Yield the words of a run of Chinese characters: itself if some text has it, else its parts,
    else pairs.

    Stop words of one character are left out at its ends where that makes it stand in a text, and
    one at least `after` or `before` a known phrase.
    """
    stop = sorted((word for word in lexicon().stop if is_han(word[0])), reverse=True)
    bare = run.strip("".join(word for word in stop if len(word) == 1))
    if fold(run) in stop or not bare:
        yield Token(run, at, stop=True)
        return
    left = run.index(bare)
    right = len(run) - left - len(bare)
    dropped = product(range(min(after, left), left + 1), range(min(before, right), right + 1))
    for first, last in sorted(dropped, key=sum):
        if context.stands(fold(word := run[first : len(run) - last])):
            yield Token(word, at + first)
            return
    longer = "|".join(word for word in stop if len(word) > 1)
    parts = list(re.finditer(f"{longer}|(?:(?!{longer}).)+", bare))
    for part in parts if len(parts) > 1 else ():
        yield from _cut(part[0], at + left + part.start(), context)
    for pair in (
        re.finditer("..(?!.$)|.+", bare) if len(parts) == 1 else ()
    ):  # the last perhaps of three
        yield Token(pair[0], at + left + pair.start(), run=bare)


def is_list(tokens: Sequence[Token]) -> bool:
    """Whether a line has nothing but dates, places and values, which are conditions on events, and
    asks nothing.
    """
    said = [token for token in tokens if not token.stop]
    return bool(said) and all(
        token.telling and (token.sort in ("date", "place") or token.value) for token in said
    )
