"""Terms, which find tokens in statements, and queries as predicates of events, of entries and of
lines of NDJSON.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from os.path import commonprefix

from msgspec import Struct

from ahc_cli.model.dates import parse
from ahc_cli.model.records import Match
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import fold, is_han, swap_numerals, unfold
from ahc_cli.model.vocabulary import names as names_of
from ahc_cli.query.algebra import Token
from ahc_cli.query.lexicon import lexicon, stem
from ahc_cli.query.names import NameIndex

_ACRONYM = 3
# Where a number goes on: 第七 is not in 第七十八, nor 60 in 160 or 1,960.
_NUMERALS = "0-9〇零一二三四五六七八九十百"


class Term(Struct, frozen=True):
    """What a token matches: its tags and days, and values and texts of statements.

    In a folded text the pattern finds names (`n`), of which short acronyms count only in capitals,
    and words (`w`), which count if their stem is one of the `stems`. Every text that matches has
    one of the `needles`.
    """

    token: Token
    pattern: re.Pattern[str] | None = None
    needles: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()

    def find(self, statement: Statement) -> Iterator[Match]:
        """Yield the matches in a statement, first that of a tag, of a value or of its date."""
        tags, period = self.token.tags, self.token.period
        is_tagged = bool(tags) and any(tag in tags for tag in statement.tags)
        is_so = bool(self.codes) and not self.codes.isdisjoint(statement.codes)
        is_then = period and statement.date and parse(statement.date).overlaps(period)
        if is_tagged or is_so or is_then:
            yield Match(statement.path, None, None)
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


def term_of(token: Token, names: NameIndex, *, widened: bool) -> Term:
    """Return what a token matches; if it is `widened`, also the other words of its concepts, and
    the values they are.
    """
    if token.period:
        return Term(token)
    folded = " ".join(fold(token.text).split())
    others = (
        [word for concept in token.concepts for word in lexicon().words[concept]] if widened else []
    )
    spelled, words = names.spelled(token.tags), set[str]()
    for word in others or (folded,):
        if word.isascii() and word.isalpha() and not token.quoted and not token.tags:
            words.add(word)
        elif word == folded or not is_han(word[0]) or len(word) > 1:
            spelled += [word] if token.quoted else [word, swap_numerals(word)]
    spelled = sorted(dict.fromkeys(spelled), key=len, reverse=True)
    # The letters that all words of a stem begin with.
    shared = {commonprefix([word, stem(word)]) for word in words}  # noqa: RUF071
    roots = {each[:-1] if len(each) > _ACRONYM and each[-1] in "eiy" else each for each in shared}
    parts = _any_of(names.longer(spelled, token.tags) if token.tags else ())
    parts += [f"(?P<n>{'|'.join(_any_of(spelled))})"] if spelled else []
    parts += (
        [f"(?P<w>(?<![a-z0-9])(?:{'|'.join(map(re.escape, sorted(roots)))})[a-z]*)"]
        if roots
        else []
    )
    needles = {*spelled, *roots}
    conditions = (concept.split(":") for concept in token.concepts if ":" in concept)
    codes = {(field, code) for field, listed in conditions for code in listed.split(",")}
    codes |= {("number", folded.replace("–", "-"))} if folded[:1].isdigit() else set()
    actors = (names.dataset.vocabulary.actors[id_] for table, id_ in token.tags if table == "actor")
    acronyms = (
        name
        for actor in actors
        for name in names_of(actor)
        if len(name) <= _ACRONYM and name.isupper()
    )
    return Term(
        token,
        re.compile("|".join(parts)),
        # A text that has a longer one has the shorter one within it too.
        needles=tuple(
            each for each in needles if not any(other in each for other in needles - {each})
        ),
        stems=frozenset(map(stem, words)),
        capitals=frozenset(fold(name) for name in acronyms if name.isascii()),  # US is not us
        codes=frozenset(codes) if widened else frozenset(),
    )


def _any_of(texts: Sequence[str]) -> list[str]:
    """Return the pattern of folded texts, the longest first, that are not part of a Latin word or
    of a number.
    """
    alike = defaultdict[tuple[str, str], list[str]](list)
    for text in texts:
        before = "(?<![a-z0-9])" if text[:1].isascii() and text[:1].isalnum() else ""
        after = "(?![a-z0-9])" if text[-1:].isascii() and text[-1:].isalnum() else ""
        if re.match(f"[{_NUMERALS}]", text):
            before += f"(?<![{_NUMERALS}])(?<!\\d[.,/-])"
        if re.search(f"[{_NUMERALS}]$", text):
            after += f"(?![{_NUMERALS}])(?![.,/-]\\d)"
        alike[before, after].append(re.escape(text))
    # What stands before and after is tested once for all, because that is much faster.
    return [f"{before}(?:{'|'.join(several)}){after}" for (before, after), several in alike.items()]
