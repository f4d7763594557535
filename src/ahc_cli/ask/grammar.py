"""The query language: text → query.

    query = or ;  or = and {"or" and} ;  and = not {["and"] not} ;  not = {"not"} atom
    atom  = "(" query ")" | field ":" values | "quoted text" | word
    values = value {"," value}

The shell removes quotes, so after the colon of a name or date field the longest run of words that together are a name
or a date is the value. A date or a name of several words needs no field.
"""

import re
from collections.abc import Iterator
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.line import Token
from ahc_cli.ask.query import EVERYTHING, And, Contains, Context, Is, Not, Or, Query
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import date_pattern
from ahc_cli.model.fields import FIELDS, Choice, Days, Field, Name, Value, called, called_all, field_named
from ahc_cli.model.text import fold, inert, width
from ahc_cli.model.vocabulary import did_you_mean

MAX_LENGTH, MAX_DEPTH, _SHOWN = 10_000, 50, 72
# The most words of a name, which is that of the Ad Hoc Committee, and of a date.
_LONGEST_VALUE = 24
# The most different words of a line: more take long to look for.
MAX_WORDS = 64

_TWINS = str.maketrans("：，、（）“”「」『』", ':,,()""""""')
_OPERATORS = {"and": "and", "or": "or", "not": "not", "且": "and", "或": "or", "非": "not"}
_WORD = re.compile(r'[\s,]*([^\s,()"]+)')
_QUOTED = re.compile(r'[\s,]*"([^"]*)"')
# What parts words: quotes, brackets, a field with its colon or equals sign; a comparison with a number is an error.
_STRUCTURE = re.compile(
    r'"(?P<quoted>[^"]*)"|(?P<mark>["()])'
    r"|(?<![^\s,(\"])(?P<field>-?[^\W\d][\w.]*)(?::|=(?=[^\s=])|\ ?(?P<sign>[<>])=?\ ?(?P<number>\d+))"
)
# Bare words of one of these fields or sorts are alternatives: an event has one place, and an entry one actor.
_SINGLE = ("place", "kind", "date", "actor", "topic", "event")


class Mark(Struct, frozen=True):
    """A bracket, an operator or the end, as it was typed, and where."""

    sign: str
    text: str
    at: int


Piece = Token | Is | Mark


def parse(text: str, context: Context) -> tuple[Query, list[Token]]:
    """Parse a query; return with it its bare words. UsageError with a caret under the fault."""
    line = _Line(text, context, strict=True)
    if not line.pieces and (marks := text.strip()):
        message = _("'{text}' has no letters or digits to look for", text=" ".join(marks.split()))
        line.fail(text.index(marks), message, length=len(marks))
    # Words that say nothing are looked for if there is nothing else.
    telling = [piece for piece in line.pieces if not isinstance(piece, Token) or piece.telling]
    return (_Parser(telling or line.pieces, line).parse() if line.pieces else EVERYTHING), line.tokens


def split(text: str, context: Context) -> tuple[list[Token], list[Query]]:
    """Split a search or a question into its words and the conditions among them; a `not` before one negates it.

    Other operators and brackets are words.
    """
    tokens: list[Token] = []
    conditions: list[Query] = []
    for piece in _Line(text, context, strict=False).pieces:
        if isinstance(piece, Token):
            tokens.append(piece)
        elif isinstance(piece, Is):
            negated = tokens and fold(tokens[-1].text) == "not" and tokens.pop()
            conditions.append(Not(piece) if negated else piece)
    return tokens, conditions


def condition(token: Token) -> Is | Contains:
    """Return what a bare word asks for: a date, a place, a value, or else what has it as a tag or in its texts."""
    if token.period:
        return Is("date", (token.period,))
    if token.value:
        field, _colon, codes = token.value.partition(":")
        return Is(field, (frozenset(codes.split(",")),))
    if token.sort == "place":
        return Is("place", (frozenset(id_ for _table, id_ in token.tags),))
    return Contains((replace(token, at=0),))  # the same word is the same condition, wherever it stands


class _Line:
    """A line that is cut into quoted texts, brackets, operators, conditions, and the words between them.

    What is wrong in a query is an error if it is `strict`, and otherwise a word.
    """

    def __init__(self, text: str, context: Context, *, strict: bool) -> None:
        if len(text) > MAX_LENGTH:
            message = _("the query has {n} characters; at most {most} are allowed", n=len(text), most=MAX_LENGTH)
            raise UsageError(message)
        self.given, self.text, self.context, self.strict = text, text.translate(_TWINS), context, strict
        self.pieces = list(self._pieces())
        self.tokens = [piece for piece in self.pieces if isinstance(piece, Token)]
        if len({fold(token.text) for token in self.tokens}) > MAX_WORDS:
            raise UsageError(_("more than {n} different words; give fewer", n=MAX_WORDS))

    def fail(self, at: int, message: str, *more: str, length: int = 1) -> NoReturn:
        """Raise UsageError with the fault underlined."""
        start = max(0, at - _SHOWN // 2)
        before, fault = self.given[start:at], self.given[at : at + min(length, _SHOWN // 2)]
        after = self.given[at + len(fault) : start + _SHOWN]
        shown, indent = inert(before + fault + after), width(inert(before))
        carets = "^" * max(1, width(inert(fault)))
        raise UsageError(message, f"  {shown}", f"  {' ' * indent}{carets}", *more)

    def value(self, field: Field, text: str, start: int, end: int, *more: str) -> Value:
        """Parse a value that stands between two offsets."""
        try:
            return field.value(" ".join(text.split()), self.context)
        except UsageError as error:
            self.fail(start, *error.args, *more, length=end - start)

    def _pieces(self) -> Iterator[Piece]:
        begin = at = 0
        while found := _STRUCTURE.search(self.text, at):
            start, at = found.span()
            piece: Piece | None = None
            if field := self._field(found):
                piece, at = self._condition(field, at)
            elif found["quoted"] is not None:
                text = self.given[start + 1 : at - 1]
                self.value(FIELDS["text"], text, start, at)
                piece = Token(" ".join(text.split()), start, quoted=True)
            elif self.strict and found[0] == '"':
                self.fail(start, _("missing closing quotation mark"))
            elif self.strict and found["mark"]:
                piece = Mark(found[0], found[0], start)
            if piece:
                yield from self._words(begin, start)
                yield piece
                begin = at
        yield from self._words(begin, len(self.text))

    def _field(self, found: re.Match[str]) -> Field | None:
        """Return the field that is named before a colon, if it is one; in a query any other name is an error."""
        name, number, at = found["field"] or "", found["number"], found.start()
        field = field_named(name)
        if number and field and self.strict:
            condition = f"{called(field.name)}:{f'{number}..' if found['sign'] == '>' else f'..{number}'}"
            message = _("unexpected '{word}'; write {condition}", word=found["sign"], condition=condition)
            self.fail(at, message, length=len(found[0]))
        if field or not self.strict or found[0][-1] != ":":
            return None if number else field
        if field_named(name[1:]) and name[0] == "-":
            typed = self.text[at + 1 :].split(maxsplit=1)[0]
            message = _("write 'not {condition}' instead of '-{condition}'", condition=typed)
            self.fail(at, message, length=len(typed) + 1)
        near = did_you_mean(name, (*FIELDS, *map(called, FIELDS)))
        near = near or _("""; quote a word with ":", as in '"a:b"'""")
        message = _("unknown field '{name}'{near}", name=inert(name), near=near)
        return self.fail(at, message, _("fields: {names}", names=called_all(FIELDS)), length=len(name))

    def _condition(self, field: Field, at: int) -> tuple[Is, int]:
        """Parse the values of a field, which begin at an offset; return also where they end.

        A value is quoted, the longest run of words that is a name or a date of the field, or else one word.
        """
        values: list[Value] = []
        while not values or self.text[at:].lstrip().startswith(","):
            spans: list[tuple[int, int]] = []
            while len(spans) < _LONGEST_VALUE and (word := _WORD.match(self.text, spans[-1][1] if spans else at)):
                spans.append(word.span(1))
            if quoted := _QUOTED.match(self.text, at):
                at = quoted.end()
                values.append(self.value(field, self.given[slice(*quoted.span(1))], quoted.start(1) - 1, at))
            elif not spans:
                at = len(self.text) - len(re.sub(r"^[\s,]+", "", self.text[at:]))
                self.fail(at, _("expected a value after '{field}:'", field=called(field.name)))
            else:
                start, at = spans[0]
                for _start, end in reversed(spans) if isinstance(field, Choice | Name | Days) else ():
                    if field.parse(" ".join(self.given[start:end].split()), self.context) is not None:
                        at = end
                        break
                values.append(self.value(field, self.given[start:at], start, at))
        return Is(field.name, tuple(values)), at

    def _words(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the words of a part of the line; of a query also operators, and an error for what is nearly a date."""
        for token in self.context.reader.read(self.text, start, end):
            word = _WORD.match(self.text, token.at)
            if not self.strict or token.tags or token.period:
                yield token
            elif sign := _OPERATORS.get(fold(token.text)):
                yield Mark(sign, token.text, token.at)
            else:
                if word and date_pattern("meant").fullmatch(word[1]):
                    help_ = _("put it in quotes to look for it as text")
                    self.value(FIELDS["date"], word[1], *word.span(1), help_)
                yield token


class _Parser:
    """A recursive-descent parser of pieces; `at` is the next one, and `sign` what it is if it is a mark."""

    def __init__(self, pieces: list[Piece], line: _Line) -> None:
        self.pieces, self.fail, self.at = [*pieces, Mark("end", "", len(line.text))], line.fail, 0

    @property
    def sign(self) -> str:
        piece = self.pieces[self.at]
        return piece.sign if isinstance(piece, Mark) else ""

    def take(self, sign: str) -> bool:
        """Take the next piece if it is a certain mark."""
        is_next = self.sign == sign
        self.at += is_next
        return is_next

    def parse(self) -> Query:
        query = self.alternatives(0)
        if (piece := self.pieces[self.at]) and isinstance(piece, Mark) and piece.sign == ")":
            self.fail(piece.at, _("unmatched closing bracket"))
        if isinstance(query, Contains) and [token.sort for token in query.values] == ["event"]:
            return Is("id", (frozenset(id_ for _table, id_ in query.values[0].tags),))  # that event alone
        return query

    def alternatives(self, depth: int) -> Query:
        parts = {self.conjunction(depth): None}
        while self.take("or"):
            parts[self.conjunction(depth)] = None
        return next(iter(parts)) if len(parts) == 1 else Or(tuple(parts))

    def conjunction(self, depth: int) -> Query:
        """Parse conditions up to `or`, a bracket or the end; bare words of a sort, such as dates, are alternatives."""
        parts: dict[object, Query] = {}
        while not parts or self.sign not in (")", "or", "end"):
            if parts:
                self.take("and")
            negated = False
            while self.take("not"):
                negated = not negated
            piece = self.atom(depth)
            query = condition(piece) if isinstance(piece, Token) else piece
            query = Not(query) if negated else query
            sort = query.field if isinstance(query, Is) else getattr(piece, "sort", None)
            is_bare = isinstance(piece, Token) and sort in _SINGLE and not negated
            known = parts.get(sort) if is_bare else None
            if isinstance(query, Is | Contains) and isinstance(known, Is | Contains):
                query = replace(query, values=tuple(dict.fromkeys((*known.values, *query.values))))
            parts[sort if is_bare else query] = query
        return query if len(parts) == 1 else And(tuple(parts.values()))

    def atom(self, depth: int) -> Query | Token:
        piece = self.pieces[self.at]
        self.at += 1
        if not isinstance(piece, Mark):
            return piece
        if piece.sign == "end":
            self.fail(piece.at, _("the query ends too early; expected a condition here"))
        if piece.sign != "(":
            message = _("expected a condition before '{word}'", word=piece.text.lower())
            self.fail(piece.at, message, length=len(piece.text))
        if depth == MAX_DEPTH:
            self.fail(piece.at, _("more than {n} nested brackets", n=MAX_DEPTH))
        query = self.alternatives(depth + 1)
        if not self.take(")"):
            self.fail(piece.at, _("missing closing bracket"))
        return query
