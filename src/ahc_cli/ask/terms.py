"""Terms: what a token matches in the statements of a record, in both languages at once."""

import re
from collections.abc import Iterator
from functools import lru_cache
from os.path import commonprefix

from msgspec import Struct

from ahc_cli.ask.lexicon import lexicon, stem
from ahc_cli.ask.line import Token
from ahc_cli.ask.names import Names
from ahc_cli.model.dates import Date, parse
from ahc_cli.model.records import Match
from ahc_cli.model.statements import Statement, Tag
from ahc_cli.model.text import fold, is_han, swap_numerals, unfold
from ahc_cli.model.vocabulary import names as names_of

_ACRONYM = 3
# Where a number goes on: 第七 is not in 第七十八, nor 60 in 160 or 1,960.
_NUMERALS = "0-9〇零一二三四五六七八九十百"


class Term(Struct, frozen=True):
    """What a token matches: tags and values of statements, the days of a date, and text.

    In a folded text the pattern finds names (`n`), of which short acronyms count only in capitals, and words (`w`),
    which count if their stem is one of the `stems`. Every text that matches has one of the `needles`.
    """

    token: Token
    pattern: re.Pattern[str] | None = None
    needles: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    tags: frozenset[Tag] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    period: Date | None = None

    def tagged(self, statement: Statement) -> str | None:
        """Return the path of a tag or value of a statement that matches, or of its date; None if there is none."""
        if self.tags:
            for tag, path in statement.tags:
                if tag in self.tags:
                    return path
        if self.codes and not self.codes.isdisjoint(statement.codes):
            return statement.path
        if self.period and statement.date and parse(statement.date).overlaps(self.period):
            return statement.path
        return None

    def find(self, statement: Statement) -> Iterator[Match]:
        """Yield the matches in a statement, a tag first."""
        if tag := self.tagged(statement):
            yield Match(tag, None, None)
        for path, text in statement.texts:
            folded = _folded(text)
            is_possible = any(needle in folded for needle in self.needles)
            for found in self.pattern.finditer(folded) if self.pattern and is_possible else ():
                name = found.lastgroup or ""
                if name and (name == "n" or stem(found["w"]) in self.stems):
                    start, end = unfold(text, *found.span(name))
                    if found[name] not in self.capitals or text[start:end].isupper():
                        yield Match(path, start, end)


# One statement is looked at for each term in turn.
_folded = lru_cache(maxsize=16)(fold)


def term_of(token: Token, names: Names, *, widened: bool) -> Term:
    """Return what a token matches; if it is `widened`, also the other words of its ideas, and the values they are."""
    if token.period:
        return Term(token, period=token.period)
    folded = " ".join(fold(token.text).split())
    others = [word for idea in token.ideas for word in lexicon().words[idea]] if widened else []
    spelled, words = names.spelled(token.tags), set[str]()
    for word in (folded, *others):
        if word.isascii() and word.isalpha() and not token.quoted and not token.tags:
            words.add(word)
        elif word == folded or not is_han(word[0]) or len(word) > 1:
            spelled += [word] if token.quoted else [word, swap_numerals(word)]
    spelled = sorted(dict.fromkeys(spelled), key=len, reverse=True)
    roots = sorted({_root(word) for word in words}, key=len, reverse=True)
    parts = list(map(_whole, names.longer(spelled, token.tags) if token.tags else ()))
    parts += [f"(?P<n>{'|'.join(map(_whole, spelled))})"] if spelled else []
    parts += [f"(?P<w>(?<![a-z0-9])(?:{'|'.join(map(re.escape, roots))})[a-z]*)"] if roots else []
    conditions = (idea.split(":") for idea in token.ideas if ":" in idea)
    codes = {(field, code) for field, listed in conditions for code in listed.split(",")}
    codes |= {("number", folded.replace("–", "-"))} if folded[:1].isdigit() else set()
    actors = (names.vocabulary.actors[id_] for table, id_ in token.tags if table == "actor")
    acronyms = (name for actor in actors for name in names_of(actor) if len(name) <= _ACRONYM and name.isupper())
    return Term(
        token,
        re.compile("|".join(parts)),
        needles=(*spelled, *roots),
        stems=frozenset(map(stem, words)),
        capitals=frozenset(fold(name) for name in acronyms if name.isascii()),  # US is not us
        tags=frozenset(token.tags),
        codes=frozenset(codes) if widened else frozenset(),
    )


def _root(word: str) -> str:
    """Return the letters that all words of the stem of a word begin with."""
    shared = commonprefix([word, stem(word)])  # noqa: RUF071 - characters are what is wanted
    return shared[:-1] if len(shared) > _ACRONYM and shared[-1] in "eiy" else shared


def _whole(text: str) -> str:
    """Return the pattern of a folded text that is not part of a Latin word or of a number."""
    before = "(?<![a-z0-9])" if text[:1].isascii() and text[:1].isalnum() else ""
    after = "(?![a-z0-9])" if text[-1:].isascii() and text[-1:].isalnum() else ""
    if re.match(f"[{_NUMERALS}]", text):
        before += f"(?<![{_NUMERALS}])(?<!\\d[.,/-])"
    if re.search(f"[{_NUMERALS}]$", text):
        after += f"(?![{_NUMERALS}])(?![.,/-]\\d)"
    return before + re.escape(text) + after
