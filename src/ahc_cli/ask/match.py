"""Terms, which find tokens in statements, and queries as predicates of events, of entries and of
lines of NDJSON.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from operator import call
from os.path import commonprefix
from typing import Any, assert_never

from msgspec import Struct

from ahc_cli.ask.find import Names
from ahc_cli.ask.lexicon import lexicon, stem
from ahc_cli.ask.query import And, Contains, Context, Is, Not, Or, Query, Token, leaves
from ahc_cli.data.load import Short
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Event, Match
from ahc_cli.model.statements import Statement, statements
from ahc_cli.model.text import fold, is_han, swap_numerals, unfold
from ahc_cli.model.vocabulary import names as names_of

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


def term_of(token: Token, names: Names, *, widened: bool) -> Term:
    """Return what a token matches; if it is `widened`, also the other words of its ideas, and the
    values they are.
    """
    if token.period:
        return Term(token)
    folded = " ".join(fold(token.text).split())
    others = [word for idea in token.ideas for word in lexicon().words[idea]] if widened else []
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
    conditions = (idea.split(":") for idea in token.ideas if ":" in idea)
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


Predicate = Callable[[Any], bool]

# The fields that `Short` has, and those that are read from its date.
_SHORT = {*Short.__struct_fields__, "within", "since", "until", "year"}
# In UTF-8, what folds to letters other than it shows; the middle dot, dashes, quotes, kana and
# full-width marks do not.
_FOLDING = re.compile(
    rb"[\xc3-\xe1\xea-\xee\xf0-\xf4]|\xc2[^\xb7]|\xe2[^\x80]|\xe3[\x86-\x8f]"
    rb"|\xef(?:[^\xbc]|\xbc[\x90-\x99\xa1-\xba])"
)
_ASCII = bytes(range(128))


def predicate(query: Query, context: Context, *, of_entries: bool = False) -> Predicate:
    """Return the test whether an event matches a query, or whether an entry does.

    Of an entry its actor, role, stance, topic, date and words are tested, otherwise its event.
    """
    match query:
        case And(parts) | Or(parts):
            tests = [predicate(part, context, of_entries=of_entries) for part in parts]
            combine = any if isinstance(query, Or) else all
            # Faster than a generator, because it runs for every event of long datasets.
            return lambda subject: combine(map(call, tests, repeat(subject)))
        case Not(part):
            test = predicate(part, context, of_entries=of_entries)
            return lambda subject: not test(subject)
        case Is(name, values):
            read, fits = (
                FIELDS[name].reader(context, of_entries=of_entries),
                FIELDS[name].test(values),
            )
            return lambda subject: fits(read(subject))
        case Contains(tokens):
            terms = [term_of(token, context.names, widened=False) for token in tokens]
            if of_entries:
                return lambda entry: any(_entry_contains(entry, term) for term in terms)
            return lambda event: contains(event, terms)
    assert_never(query)


def short_test(query: Query, context: Context) -> Callable[[Any], bool] | None:
    """Return a test of the short fields of an event that every match passes; None if there is
    nothing to test.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    short = tuple(
        part
        for part in parts
        if all(isinstance(of, Is) and of.field in _SHORT for of in leaves(part))
    )
    return predicate(And(short), context) if short else None


def line_test(terms: Sequence[Term]) -> Callable[[bytes], bool] | None:
    """Return a test of a line of JSON that an event with a match of every term passes; None if any
    line may match.
    """
    tests: list[list[bytes]] = []
    for term in terms:
        needles = {
            *term.needles,
            *(id_ for _table, id_ in term.token.tags),
            *(code for _field, code in term.codes),
        }
        if not term.token.period and all(
            needle.isascii() and needle.replace("-", "").isalnum() for needle in needles
        ):
            tests.append([needle.encode() for needle in needles])
    if not tests:
        return None

    def may_match(line: bytes) -> bool:
        lowered = line.lower()
        has_all = all(any(needle in lowered for needle in needles) for needles in tests)
        # Characters without ASCII are searched faster.
        return has_all or b"\\u" in line or bool(_FOLDING.search(line.translate(None, _ASCII)))

    return may_match


def contains(event: Event, terms: Iterable[Term]) -> bool:
    """Whether the statements of an event have a match of every term."""
    said = list(statements(event))
    return all(any(any(term.find(each)) for each in said) for term in terms)


def _entry_contains(entry: Statement, term: Term) -> bool:
    """Whether an entry contains a term: its actor or event is it, or else it or the title of its
    event has it.
    """
    title = next(statements(entry.event)) if entry.event else entry
    if term.token.sort in ("actor", "event"):
        return not {*entry.tags, *title.about}.isdisjoint(term.token.tags)
    return any(term.find(entry)) or (term.token.sort != "topic" and any(term.find(title)))
