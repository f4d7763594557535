"""The query language: text → query.

    query = or ;  or = and {"or" and} ;  and = not {["and"] not} ;  not = {"not"} atom
    atom  = "(" query ")" | field ":" values | "quoted text" | word
    values = value {"," value}

The shell removes quotes, so after the colon of a name or date field the longest run of words that together are a name
or a date is the value. A date of several words needs no field.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from ahc_cli.ask.query import And, Context, Is, Not, Or, Query, Value, events_alone, is_name, parse_value, side_by_side
from ahc_cli.ask.reading import LONGEST_DATE, LONGEST_NAME, SUBJECT, Reading, read, without_ignored
from ahc_cli.ask.terms import Word, plain_word
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import Date, beyond, looks_like_date
from ahc_cli.model.fields import FIELDS, Field, called, called_all, field_named, with_colons
from ahc_cli.model.stems import asked, asks_for, is_ignored
from ahc_cli.model.text import fold, inert, width
from ahc_cli.model.vocabulary import did_you_mean

MAX_LENGTH, MAX_DEPTH, _SHOWN = 10_000, 50, 72

_TWINS = str.maketrans("：，、（）“”「」『』", ':,,()""""""')
_BLANKS = re.compile(r"\s*")
_SEPARATORS = re.compile(r"[\s,]*")
_PIECE = re.compile(r'[^\s,()"]+')
_WORD = re.compile(r'[^\s()"]+')
_OPERATORS = {"and": "and", "or": "or", "not": "not", "且": "and", "或": "or", "非": "not"}
_DIVIDING = re.compile(r"(?:\(|\bor|或)\s*$")
# A comparison such as vote.yes>80.
_COMPARISON = re.compile(r"([^\W\d][\w.]*)(>=|<=|=|>|<)(\d{1,12})")


def parse(text: str, context: Context) -> Query:
    """Parse a query; UsageError with a caret under the fault."""
    return parse_with_readings(text, context)[0]


def parse_with_readings(text: str, context: Context) -> tuple[Query, list[Reading]]:
    """Parse a query; return with it how its bare words were read."""
    parser = _Parser(text, context)
    query = parser.alternatives()
    if parser.at < len(text):
        parser.fail(parser.at, _("unmatched closing bracket"))
    return events_alone(query), parser.readings


def parse_search(text: str, context: Context) -> tuple[list[Word], list[Query]]:
    """Split a search into words and the conditions that stand among them, which brackets and `or` cannot divide."""
    parser = _Parser(text, context)
    found: list[Word | Query] = []
    while parser.at < len(text):
        found.append(parser.word_or_condition())
    words = [each for each in found if isinstance(each, Word) and fold(each.text).strip()]
    conditions = [each for each in found if not isinstance(each, Word)]
    if not words and not conditions:
        raise UsageError(_("nothing to search for; give a word, as in 'ahc search surveillance'"))
    return words, conditions


class _Parser:
    """A recursive-descent parser; `at` is the next character that is not a blank."""

    def __init__(self, text: str, context: Context) -> None:
        if len(text) > MAX_LENGTH:
            message = _("the query has {n} characters; at most {most} are allowed", n=len(text), most=MAX_LENGTH)
            raise UsageError(message)
        self._given, self._text = text, with_colons(text.translate(_TWINS))
        self._context, self._depth = context, 0
        self.readings: list[Reading] = []
        self.at = 0
        self._skip_to(0)

    def alternatives(self) -> Query:
        parts = [self._conjunction()]
        while self._operator("or"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def word_or_condition(self) -> Word | Query:
        """Read one word or condition of a search; an empty word for a bracket.

        Operators are words, except for `not` before a condition. Between conditions, `or` and brackets are errors.
        """
        start, negated = self.at, self._negates()
        name, colon, _text = self._word().partition(":")
        if not (colon and field_named(name)):
            self.at = start
            return self._word_or_phrase()
        condition, after = self._condition(name), self._text[self.at : self.at + 1]
        if _DIVIDING.search(self._text[:start].lower()) or after == ")" or self._next_operator() == "or":
            self.fail(start, _("beside conditions a search takes no 'or' and no brackets; use -w for them"))
        return Not(condition) if negated else condition

    def fail(self, at: int, message: str, *more: str, length: int = 1) -> NoReturn:
        """Raise UsageError with the fault underlined."""
        start = max(0, at - _SHOWN // 2)
        before, fault = self._given[start:at], self._given[at : at + min(length, _SHOWN // 2)]
        after = self._given[at + len(fault) : start + _SHOWN]
        shown, indent = inert(before + fault + after), width(inert(before))
        carets = "^" * max(1, width(inert(fault)))
        raise UsageError(message, f"  {shown}", f"  {' ' * indent}{carets}", *more)

    def _conjunction(self) -> Query:
        """Parse conditions up to `or` or the end; adjacent bare words are read together, for names of several words."""
        queries: list[Query] = []
        words: list[Word] = []
        first, negated, joined = len(self.readings), False, False
        while True:
            is_not = self._negates()
            if is_not:
                queries += self._bare_words(words, negated=negated)
                words, negated = [], True
            found, passed_over = self._atom(), list[Word]()
            # What "not in Vienna" excludes is Vienna.
            while is_not and isinstance(found, Word) and self._is_passed_over(found):
                passed_over.append(found)
                found = self._atom()
            if isinstance(found, Word):
                # An "and" may be within a name or a date.
                words += [*passed_over, *([Word("and", at=-1)] if joined and words else []), found]
            else:
                queries += [*self._bare_words(words, negated=negated), Not(found) if is_not else found]
                words, negated = [], False
            joined = self._operator("and")
            if not (joined or self._continues()):
                break
        queries += self._bare_words(words, negated=negated)
        if not queries:  # "latest" is an order
            alone = (each for each in without_ignored(self.readings[first:]) if not asks_for("latest", [each.bare]))
            queries = [each.query(self._context) for each in alone]
        return queries[0] if len(queries) == 1 else And(tuple(queries))

    def _bare_words(self, words: Sequence[Word], *, negated: bool) -> list[Query]:
        """Read adjacent words without a field; what is nearly a date or a comparison is an error.

        If they are negated, the first of them that says something is.
        """
        found = read(words, self._context, cut="if known")
        of_dates = {word.at for each in found if each.is_date for word in each.words}
        of_names = {word.at for each in found for word in each.words if each.tags or " " in word.text}  # article 24
        for word, following in pairwise((*words, Word("", at=-1))):
            if not word.quoted and word.at not in of_dates | of_names:
                # "In may" is not a date, but "in may 2022" is.
                is_part = following.at in of_dates and word.text.isalpha()
                self._check_bare(word.text, "" if is_part else following.text, word.at)
        self.readings += found
        of_all = SUBJECT | asked("whole")
        telling = [each for each in found if each.condition or not (each.is_ignored or each.bare in of_all)]
        queries = [each.query(self._context) for each in telling or found[:negated]]
        return side_by_side([*map(Not, queries[:negated]), *queries[negated:]])

    def _check_bare(self, word: str, following: str, at: int) -> None:
        for text in filter(looks_like_date, (word, f"{word} {following}")):
            self._parse_value(FIELDS["date"], text, at, len(text), _("put it in quotes to look for it as text"))
        if word in ("..", "-", "–", ">", "<", "=", ">=", "<=", "=="):
            self.fail(at, _("unexpected '{word}'; write a range as 2022-02..2022-05", word=word), length=len(word))
        compared = _COMPARISON.fullmatch(word)
        if compared and (field := field_named(compared[1])):
            span = {">": f"{compared[3]}..", "<": f"..{compared[3]}"}.get(compared[2][0], compared[3])
            condition = f"{called(field.name)}:{span}"
            message = _("unexpected '{word}'; write {condition}", word=compared[2], condition=condition)
            self.fail(at, message, length=len(word))

    def _negates(self) -> bool:
        negated = False
        while self._operator("not"):
            negated = not negated
        return negated

    def _is_passed_over(self, word: Word) -> bool:
        """Whether a word behind `not` says nothing by itself, and something else follows."""
        return not word.quoted and is_ignored(fold(word.text)) and self._continues() and not self._next_operator()

    def _atom(self) -> Query | Word:
        start, word = self.at, self._word()
        match self._text[start : start + 1]:
            case "":
                self.fail(start, _("the query ends too early; expected a condition here"))
            case ")":
                self.fail(start, _("expected a condition before this bracket"))
            case "(":
                return self._group()
        if self._next_operator() in ("and", "or"):
            self.fail(start, _("expected a condition before '{word}'", word=word.lower()), length=len(word))
        if ":" in word:
            return self._condition(word.partition(":")[0])
        found = self._word_or_phrase()
        if not fold(found.text).strip():  # accents alone
            message = _("'{text}' has no letters or digits to look for", text=found.text)
            self.fail(start, message, length=len(found.text) + 2 if found.quoted else len(word))
        return found

    def _word_or_phrase(self) -> Word:
        start, word = self.at, self._word()
        if self._text[start] == '"':
            return Word(self._quoted(), quoted=True, at=start)
        self._skip_to(start + max(1, len(word)))
        return plain_word(self._given[start : start + len(word)], start)

    def _group(self) -> Query:
        start = self.at
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self.fail(start, _("more than {n} nested brackets", n=MAX_DEPTH))
        self._skip_to(start + 1)
        query = self.alternatives()
        if self.at >= len(self._text):
            self.fail(start, _("missing closing bracket"))
        self._skip_to(self.at + 1)
        self._depth -= 1
        return query

    def _quoted(self) -> str:
        start = self.at
        end = self._text.find('"', start + 1)
        if end < 0:
            self.fail(start, _("missing closing quotation mark"))
        quoted = self._between(start + 1, end)
        if not quoted:
            self.fail(start, _("empty quotation marks"), length=end + 1 - start)
        self._skip_to(end + 1)
        return quoted

    def _condition(self, name: str) -> Query:
        """Parse the field that is named before a colon, and its values; any other name is an error."""
        field = field_named(name)
        if field is None:
            near = did_you_mean(name, (*FIELDS, *map(called, FIELDS)))
            near = near or _("""; quote a word with ":", as in '"a:b"'""")
            message = _("unknown field '{name}'{near}", name=inert(name), near=near)
            self.fail(self.at, message, _("fields: {names}", names=called_all(FIELDS)), length=max(1, len(name)))
        self._skip_to(self.at + len(name) + 1)
        values = [self._value(field)]
        while self._text.startswith(",", self.at):
            self._skip_to(self.at + 1)
            values.append(self._value(field))
        if fold(name) in ("after", "before"):
            # Like "after 2022" without a colon, which leaves the year itself out.
            values = [beyond(each, after=fold(name) == "after") for each in values if isinstance(each, Date)]
        return Is(field.name, tuple(values))

    def _value(self, field: Field) -> Value:
        start = self.at
        if self._text.startswith('"', start):
            text = self._quoted()
            return self._parse_value(field, text, start, len(text) + 2)
        ends: list[int] = []
        at, most = start, LONGEST_DATE if field.type == "date" else LONGEST_NAME
        while len(ends) < most and (end := self._after(_PIECE, at)) > at:
            ends.append(end)
            at = self._after(_SEPARATORS, end)
        if not ends:
            self.fail(start, _("expected a value after '{field}:'", field=called(field.name)))
        # The longest run of words that is a name or a date of the field, or else one word.
        end = next((end for end in reversed(ends) if is_name(field, self._between(start, end), self._context)), ends[0])
        self._skip_to(end)
        return self._parse_value(field, self._between(start, end), start, end - start)

    def _parse_value(self, field: Field, text: str, at: int, length: int, *more: str) -> Value:
        try:
            return parse_value(field, text, self._context)
        except UsageError as error:
            self.fail(at, *error.args, *more, length=length)

    def _between(self, start: int, end: int) -> str:
        return " ".join(self._given[start:end].split())

    def _operator(self, operator: str) -> bool:
        if self._next_operator() != operator:
            return False
        self._skip_to(self.at + len(self._word()))
        return True

    def _continues(self) -> bool:
        """Whether another condition follows that has to match too."""
        return self._text[self.at : self.at + 1] not in ("", ")") and self._next_operator() != "or"

    def _next_operator(self) -> str:
        return _OPERATORS.get(self._word().lower(), "")

    def _word(self) -> str:
        """The next characters up to a blank, bracket or quotation mark."""
        return self._text[self.at : self._after(_WORD, self.at)]

    def _skip_to(self, at: int) -> None:
        self.at = self._after(_BLANKS, at)

    def _after(self, pattern: re.Pattern[str], at: int) -> int:
        """Return where the match of a pattern at an offset ends; the offset if there is none."""
        found = pattern.match(self._text, at)
        return found.end() if found else at
