"""Terms, which find tokens in statements."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from os.path import commonprefix

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.model.dates import parse
from ahc_cli.model.fields import REGIONS
from ahc_cli.model.records import Event, Match
from ahc_cli.model.statements import Statement, statements
from ahc_cli.model.text import fold, swap_numerals, unfold
from ahc_cli.model.vocabulary import names as names_of
from ahc_cli.query.algebra import Token
from ahc_cli.query.lexicon import conditions_of, has_stem, lexicon, stem
from ahc_cli.query.names import NameIndex

_LONGEST_ACRONYM = 3
_SHORTEST_ROOT = 3
# A word can stand in the names of thousands of actors.
_MOST_COMPARED = 100
_NUMERALS = "0-9〇零一二三四五六七八九十百"
# No match begins or ends within a Latin word or a number, which may have marks: 第七 is not in
# 第七十八, nor 60 in 160 or 1,960.
_NOT_WITHIN = rf"(?!(?<=[a-z0-9])[a-z0-9])(?![{_NUMERALS}](?<=[{_NUMERALS}].))"
_BEGIN = rf"{_NOT_WITHIN}(?![{_NUMERALS}](?<=\d[.,/-].))"
_END = rf"{_NOT_WITHIN}(?!(?<=[{_NUMERALS}])[.,/-]\d)"


class Term(Struct, frozen=True):
    """What a token matches: its tags and days, and values and texts of statements.

    In a folded text the pattern finds each `name`, of which short acronyms count only in capitals,
    and each `word`, which counts if its stem is one of the `stems`. Every text that matches has one
    of the `needles`. What every article expresses is of them all.
    """

    token: Token
    pattern: re.Pattern[str] | None = None
    needles: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    is_of_articles: bool = False

    def find(self, statement: Statement) -> Iterator[Match]:
        """Yield the matches in a statement, first that of a tag, of a value or of its date."""
        if self._fits(statement):
            yield Match(statement.path, None, None)
        if self.pattern is None:
            return
        for path, text in statement.texts:
            folded = _folded(text)
            if any(map(folded.__contains__, self.needles)):
                for match in self.pattern.finditer(folded):
                    if span := self._span(match, text):
                        yield Match(path, *span)

    def _fits(self, statement: Statement) -> bool:
        """Whether a statement has a tag or a value of the term, or a date in its days."""
        tags, period = self.token.tags, self.token.period
        if tags and any(tag in tags for tag in statement.tags):
            return True
        if self.codes and not self.codes.isdisjoint(statement.codes):
            return True
        if self.is_of_articles and statement.key in ("article", "contents"):
            return True
        return bool(period and statement.date and parse(statement.date).overlaps(period))

    def _span(self, match: re.Match[str], text: str) -> tuple[int, int] | None:
        """Return where a match of the pattern stands in a text; None if it does not count."""
        group = match.lastgroup
        if group is None:  # a longer name
            return None
        spelling = match[group]
        if group == "word" and stem(spelling) not in self.stems:
            return None
        start, end = unfold(text, *match.span(group))
        if spelling in self.capitals and not text[start:end].isupper():
            return None
        return start, end


# One statement is looked at for each term in turn.
_folded = lru_cache(maxsize=16)(fold)


def term_of(token: Token, names: NameIndex, *, widened: bool) -> Term:
    """Return what a token matches.

    If it is `widened`, that is also the other words of its concepts, and the values that they are.
    """
    if token.period:
        return Term(token)
    # A quoted token has no tags and no concepts.
    typed = " ".join(fold(token.text).split())
    words, codes = [typed], frozenset[tuple[str, str]]()
    if widened:
        words = list(_synonyms(token, typed)) or words
        codes = frozenset(_codes(token, typed))
    stemmed = set[str]()
    if not (token.quoted or token.tags):
        stemmed.update(filter(has_stem, words))
    spellings = names.spelled(token.tags).union(words) - stemmed
    if not token.quoted:
        spellings.update([*map(swap_numerals, spellings)])
    roots = set(map(_root, stemmed))
    needles = _needles(spellings | roots)
    # What is called after a region, such as South Africa, has to do with it.
    has_longer = token.tags and token.sort not in REGIONS
    longer = names.longer(needles, token.tags) if has_longer else ()
    return Term(
        token,
        _pattern(longer, spellings, roots),
        needles=tuple(needles),
        stems=frozenset(map(stem, stemmed)),
        capitals=frozenset(_acronyms(token, names)),
        codes=codes,
        is_of_articles=not lexicon().of_articles.isdisjoint(token.concepts),
    )


def with_names(token: Token, names: NameIndex) -> Token:
    """Return a token that, if it means nothing, stands for what has its word in a name."""
    if token.tags:
        return token
    return replace(token, tags=names.having(term_of(token, names, widened=False).find))


def contains(event: Event, terms: Iterable[Term]) -> bool:
    """Whether the statements of an event have a match of every term."""
    of_event = list(statements(event))
    return all(any(map(any, map(term.find, of_event))) for term in terms)


def entry_contains(entry: Statement, term: Term) -> bool:
    """Whether an entry contains a term.

    Its actor or its event is what the term names, or else it, or the title of its event, has it.
    """
    title = next(statements(entry.event)) if entry.event else entry
    sort = term.token.sort
    if sort in ("actor", "event"):
        return not {*entry.tags, *title.about}.isdisjoint(term.token.tags)
    return any(term.find(entry)) or (sort != "topic" and any(term.find(title)))


def _synonyms(token: Token, typed: str) -> Iterator[str]:
    """Yield the words of the concepts of a token.

    One character is in too many other words to be one, unless it was typed.
    """
    for concept in token.concepts:
        for word in lexicon().words[concept]:
            if word == typed or len(word) > 1:
                yield word


def _root(word: str) -> str:
    """Return the letters with which all words of the stem of a word begin."""
    root = commonprefix([word, stem(word)])  # noqa: RUF071 - of characters, not of paths
    return root[:-1] if len(root) > _SHORTEST_ROOT and root[-1] in "eiy" else root


def _pattern(
    longer: Collection[str], spellings: Collection[str], roots: Collection[str]
) -> re.Pattern[str]:
    """Compile the pattern of a term; longer names, which it matches first, are in no group."""
    names = [_any_of(longer)] if longer else []
    if spellings:
        names.append(f"(?P<name>{_any_of(spellings)})")
    # Where a match begins is tested once for all names, because that is much faster.
    parts = [f"{_BEGIN}(?:{'|'.join(names)}){_END}"] if names else []
    if roots:
        parts.append(f"(?P<word>(?<![a-z0-9])(?:{'|'.join(roots)})[a-z]*)")
    return re.compile("|".join(parts))


def _any_of(texts: Iterable[str]) -> str:
    """Return the pattern of folded texts, the longest first."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def _needles(texts: set[str]) -> set[str]:
    """Return the texts that have none of the shortest in them: what has one of all has one of
    these.
    """
    needles = set(texts)
    for text in sorted(texts, key=len)[:_MOST_COMPARED]:
        needles -= {longer for longer in needles if text in longer} - {text}
    return needles


def _acronyms(token: Token, names: NameIndex) -> Iterator[str]:
    """Yield the short acronyms, folded, of the actors that a token names: us is not the US."""
    for id_ in token.ids:
        for name in names_of(names.dataset.vocabulary.actors.get(id_)):
            if name.isascii() and name.isupper() and len(name) <= _LONGEST_ACRONYM:
                yield fold(name)


def _codes(token: Token, typed: str) -> Iterator[tuple[str, str]]:
    """Yield the values that the concepts of a token are, with their fields, and its number."""
    for field, codes in conditions_of(token.concepts):
        for code in codes:
            yield field, code
    if typed[:1].isdigit():
        yield "number", typed.replace("–", "-")
