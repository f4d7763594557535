"""The line: what is typed, cut once into tokens.

Queries, views and the ranking take tokens and never the text again. The longest known phrase comes
first, in both scripts: 白俄罗斯 is not 俄罗斯, and 发展中国家 is not 中国.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import pairwise, product

from msgspec.structs import replace

from ahc_cli.model.dates import date_pattern, end_of_run, read_date
from ahc_cli.model.text import HAN, canonical, fold, is_han
from ahc_cli.query.algebra import Is, Token, condition
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import concepts_of, lexicon

# What phrases are made of: a Chinese character, or a run of anything else but blanks and marks. An
# apostrophe is within a run, and a hyphen or dash alone is a mark.
_LATIN = rf"(?:’?[^\s{HAN},，、。！？；;!?“”‘’《》()（）·\"])+"
_WORD = re.compile(rf"(?P<han>[{HAN}]+)|(?!’|[-–—]+(?:[\s{HAN}]|$)){_LATIN}")
# The most parts of a date, as of "from 28th of February 2022 to 11th of March 2022".
_MOST_OF_DATE = 10
_MOST_OF_PHRASE = 100
# The most stop words of one character that stay at an end of a Chinese word; texts have no more in
# succession.
_MOST_KEPT = 4
# Before it, four digits are a number.
_FIRST_YEAR = "1900"


def read(text: str, context: Context, first: int = 0, last: int = sys.maxsize) -> Iterator[Token]:
    """Yield the tokens of a part of a line without quotes, brackets and fields.

    They are the known phrases, and the words between them. An actor with a direction before its
    name, as in "West Guinea", is another one, which is not known.
    """
    atoms: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, first, last):
        start, end = match.span()
        atoms += pairwise(range(start, end + 1)) if match["han"] else [(start, end)]
    atoms = [atom for atom in atoms if canonical(text[slice(*atom)])]  # a lone accent is none
    meaning = cache(partial(_meaning, context))  # a long line repeats phrases
    a_direction = rf"(?<![a-z])(?:{'|'.join(lexicon().directions)})\s*$"
    end = first  # of the last phrase
    for index, (start, _end) in enumerate(atoms):
        if start < end:
            continue
        phrase = _longest(text, atoms[index : index + _MOST_OF_PHRASE], context, meaning)
        if phrase:
            direction = re.search(a_direction, fold(text[end:start]))
            if direction and phrase.sort == "actor":
                at = start - len(direction[0])
                phrase = Token(text[at : start + len(phrase.text)], at)
            yield from _unknown(text, end, phrase.at, context, after=end > first)
            yield phrase
            end = phrase.at + len(phrase.text)
    yield from _unknown(text, end, last, context, after=end > first)


def knows(word: str, context: Context) -> bool:
    """Whether a word means something; one that does not may be misspelt.

    "Shows" is no stop word, as "show" is.
    """
    tokens = list(read(word, context))
    if not tokens or fold(word) in lexicon().stop:
        return True
    return any(token.tags or token.concepts or token.period for token in tokens)


def _longest(
    text: str,
    atoms: Sequence[tuple[int, int]],
    context: Context,
    meaning: Callable[[str], Token | None],
) -> Token | None:
    """Return the longest phrase or date that begins with the first of some atoms, if any.

    Of a phrase and a date as long as each other, it is the phrase.
    """
    start, first_end = atoms[0]
    ends = [end for _start, end in atoms]
    first_word = canonical(text[start:first_end]).partition(" ")[0]
    phrase_ends = ends[: context.query_names.lengths.get(first_word, 1)]
    date_ends: list[int] = []
    run_end = end_of_run(text, start)
    if run_end:
        date_ends = [run_end]
    elif date_pattern("begin").match(text, start):
        date_ends = ends[:_MOST_OF_DATE]
    for end in sorted({*phrase_ends, *date_ends}, reverse=True):
        typed = text[start:end]
        token = meaning(typed) if end in phrase_ends else None
        if token is None and end in date_ends:
            token = _date(typed, context.today)
        if token:
            return replace(token, at=start)
    return None


def _meaning(context: Context, phrase: str) -> Token | None:
    """Return what a phrase means: names, concepts or a stop word; None if it means nothing."""
    tags, key = context.query_names.lookup(phrase), canonical(phrase)
    # Names are no words of a stem; stemming takes long to load.
    concepts = lexicon().concepts.get(key, ()) if tags else concepts_of(key)
    if tags or concepts:
        return Token(phrase, tags=tags, concepts=concepts)
    if key in lexicon().stop and key.isascii():
        return Token(phrase, stop=True)
    return None


def _date(typed: str, today: date) -> Token | None:
    """Return a date as it is typed, without the dot that may end a sentence; None if it is none."""
    for written in (typed, typed.rstrip(".")):
        if written.isdecimal() and written < _FIRST_YEAR:
            continue
        if period := read_date(written, today):
            return Token(written, period=period)
    return None


def _unknown(text: str, start: int, end: int, context: Context, *, after: bool) -> Iterator[Token]:
    """Yield the words of what stands before a known phrase, or `after` one, as they are or cut."""
    for match in _WORD.finditer(text, start, end):
        if match["han"]:
            is_after = after and match.start() == start
            is_before = match.end() == end < len(text)
            yield from _cut(match[0], match.start(), context, after=is_after, before=is_before)
            continue
        word = match[0].rstrip(".:'’")
        if fold(word).strip():
            yield Token(word, match.start())


def _cut(run: str, start: int, context: Context, *, after: bool, before: bool) -> Iterator[Token]:
    """Yield the words of a run of Chinese characters, which starts at an offset.

    Where a text has 网上 and none has 在网上, the run 在网上 is that word: stop words are left out
    at its ends until it stands in a text. No text has any of 里是强制的吗, so it is cut at its
    particles, 里 and 是, and its word is 强制.
    """
    stop_characters, _parting = _chinese_stop_words()
    bare = run.strip(stop_characters)
    folded = fold(run)
    is_stop_word = not {folded, fold(bare)}.isdisjoint(lexicon().stop | lexicon().particles)
    is_joining = after and before and lexicon().joining.issuperset(fold(bare))
    if not bare or is_stop_word or is_joining:
        yield Token(run, start, stop=True)
        return
    for first, last in _spans(run, bare, after=after, before=before):
        if context.stands(fold(run[first:last])):
            yield Token(run[first:last], start + first)
            return
    parts = list(_between_particles(bare))
    if not parts:
        yield Token(run, start, stop=True)
    for part_start, part in parts:
        for first, last in _known_parts(part, context):
            at = start + run.index(bare) + part_start + first
            yield Token(part[first:last], at, run=part)


def _spans(run: str, bare: str, *, after: bool, before: bool) -> Iterator[tuple[int, int]]:
    """Yield where a run begins and ends with fewer and fewer stop words, until it is bare.

    One is always left out at an end that is `after` or `before` a known phrase.
    """
    left = run.index(bare)
    right = len(run) - left - len(bare)
    least_left = max(left - _MOST_KEPT, min(after, left))
    least_right = max(right - _MOST_KEPT, min(before, right))
    left_out = product(range(least_left, left + 1), range(least_right, right + 1))
    for out_left, out_right in sorted(left_out, key=sum):
        yield out_left, len(run) - out_right


def _between_particles(bare: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a run between particles and stop words, with their offsets.

    Those of characters that only join are left out.
    """
    _characters, parting = _chinese_stop_words()
    for part in re.finditer(f"{parting}|(?P<words>(?:(?!{parting}).)+)", fold(bare)):
        if part["words"] and not lexicon().joining.issuperset(part["words"]):
            yield part.start(), bare[slice(*part.span())]


def _known_parts(run: str, context: Context) -> list[tuple[int, int]]:
    """Return where the longest parts of a run stand that texts have.

    It is the whole run if no part is known, or only one, unless all other characters only join.
    """
    folded = fold(run)
    whole = [(0, len(run))]
    parts: list[tuple[int, int]] = []
    first = 0
    while first < len(run):
        last = first + 2
        if last > len(run) or not context.stands(folded[first:last]):
            first += 1
            continue
        while last < len(run) and context.stands(folded[first : last + 1]):
            last += 1
        parts.append((first, last))
        first = last
    if len(parts) == 1:
        (first, last), *_others = parts
        return parts if lexicon().joining.issuperset(folded[:first] + folded[last:]) else whole
    return parts or whole


@cache
def _chinese_stop_words() -> tuple[str, str]:
    """Return the Chinese stop words of one character, and a pattern of all words that part others:
    the longer stop words and the particles.
    """
    characters = "".join(filter(is_han, lexicon().stop))
    longer = {word for word in lexicon().stop if is_han(word[0])}.difference(characters)
    parting = sorted(longer | lexicon().particles, key=len, reverse=True)
    return characters, "|".join(parting)


def is_list(tokens: Sequence[Token]) -> bool:
    """Whether a line has nothing but conditions on events, which are dates, places and values.

    It then asks nothing. A title with a bracket or a colon is no condition as it stands.
    """
    said = [token for token in tokens if not token.stop]
    if any(re.search("[():]", token.text) for token in said):
        return False
    return bool(said) and all(isinstance(condition(token), Is) for token in said)
