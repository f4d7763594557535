"""The query language: text → query.

    query = or ;  or = and {"or" and} ;  and = not {["and"] not} ;  not = {"not"} atom
    atom  = "(" query ")" | field ":" values | "quoted text" | word
    values = value {"," value}

The shell removes quotes, so the longest run of words after a colon that is a value of the field is
the value. A date or a name of several words needs no field.
"""

import re
from collections.abc import Iterator
from typing import NoReturn

from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import date_pattern
from ahc_cli.model.fields import FIELDS, Field, Value, called, field_named
from ahc_cli.model.text import fold, inert, width
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.query.algebra import EVERYTHING, And, Contains, Is, Not, Or, Query, Token
from ahc_cli.query.context import Context
from ahc_cli.query.line import read

# The most different words of a line: more take long to look for.
MAX_LENGTH, MAX_DEPTH, MAX_WORDS, _SHOWN = 10_000, 50, 64, 72

_TWINS = str.maketrans("：，、（）“”「」『』", ':,,()""""""')
_OPERATORS = {"and": "and", "or": "or", "not": "not", "且": "and", "或": "or", "非": "not"}
# What parts words: quotes, brackets, a field with its colon or equals sign; a comparison with a
# number is an error.
_STRUCTURE = re.compile(
    r'"(?P<quoted>[^"]*)"|["()]'
    r'|(?<![^\s,("])(?P<field>-?[^\W\d][\w.]*)(?::|=(?=[^\s=])|(?P<sign>[<>])=?(?P<number>\d+))'
)
_WORD = re.compile(r'[^\s,()"]+')
# What may be a value: a quoted text, or as many words as a name has, of which that of the Ad Hoc
# Committee has most.
_VALUE = re.compile(r'[\s,]*(?:("[^"]*")|(?:[\s,]*[^\s,()"]+){1,24})')
# What may be a date: a word, or a day in front of its month.
_DATE = re.compile(r'\d{1,2} +[A-Za-z]+\.?,? +\d{4}|[^\s,()"]+')
# Bare words of one of these fields or sorts are alternatives: an event has one place, an entry one
# actor.
_SINGLE = ("place", "kind", "date", "actor", "topic", "event")


def parse(text: str, context: Context) -> tuple[Query, list[Token]]:
    """Parse a query; return with it its bare words. UsageError with a caret under the fault."""
    line = _Line(text, context, strict=True)
    return line.query(), line.tokens


def split(text: str, context: Context) -> tuple[list[Token], list[Query]]:
    """Split a search into its words and conditions; `not` negates a condition or a date, other
    operators are words.
    """
    tokens: list[Token] = []
    conditions: list[Query] = []
    for piece in _Line(text, context, strict=False).pieces:
        negated = bool(tokens) and fold(tokens[-1].text) == "not"
        if isinstance(piece, Token) and not (negated and piece.period):
            tokens.append(piece)
            continue
        tokens = tokens[:-1] if negated else tokens
        query = condition(piece) if isinstance(piece, Token) else piece
        conditions.append(Not(query) if negated else query)
    return tokens, conditions


def condition(token: Token) -> Is | Contains:
    """Return what a bare word asks for: a date, a place, a value, or else what has it as a tag or
    in its texts.
    """
    if token.period:
        return Is("date", (token.period,))
    if token.value:
        field, _colon, codes = token.value.partition(":")
        return Is(field, (frozenset(codes.split(",")),))
    if token.sort == "place":
        return Is("place", (frozenset(id_ for _table, id_ in token.tags),))
    return Contains(
        (replace(token, at=0),)
    )  # the same word is the same condition, wherever it stands


class _Line:
    """A line, cut into pieces, and parsed by recursive descent, which stands `at` one of them.

    What is wrong in a query is an error if it is `strict`, and otherwise a word.
    """

    def __init__(self, text: str, context: Context, *, strict: bool) -> None:
        if len(text) > MAX_LENGTH:
            message = _(
                "the query has {n} characters; at most {most} are allowed",
                n=len(text),
                most=MAX_LENGTH,
            )
            raise UsageError(message)
        self.given, self.text, self.context, self.strict, self.at = (
            text,
            text.translate(_TWINS),
            context,
            strict,
            0,
        )
        self.pieces = list(self._cut())
        self.tokens = [
            piece for piece in self.pieces if isinstance(piece, Token) and not piece.sign
        ]
        if len({fold(token.text) for token in self.tokens}) > MAX_WORDS:
            raise UsageError(_("more than {n} different words; give fewer", n=MAX_WORDS))

    def _fail(self, at: int, message: str, *more: str, length: int = 1) -> NoReturn:
        """Raise UsageError with the fault underlined."""
        start = max(0, at - _SHOWN // 2)
        before, fault = self.given[start:at], self.given[at : at + min(length, _SHOWN // 2)]
        after = self.given[at + len(fault) : start + _SHOWN]
        carets = " " * width(inert(before)) + "^" * max(1, width(inert(fault)))
        raise UsageError(message, f"  {inert(before + fault + after)}", f"  {carets}", *more)

    def _typed(self, start: int, end: int) -> str:
        """What stands between two offsets, without the quotes around it."""
        quotes = self.text[start] == '"'
        return " ".join(self.given[start + quotes : end - quotes].split())

    def _value(self, field: Field, start: int, end: int, *more: str) -> Value:
        """Read the value that stands between two offsets."""
        try:
            return field.value(self._typed(start, end), self.context)
        except UsageError as error:
            self._fail(start, *error.args, *more, length=end - start)

    def _cut(self) -> Iterator[Token | Is]:
        """Yield quoted texts, brackets, operators and conditions, and the words between them."""
        begin = at = 0
        while found := _STRUCTURE.search(self.text, at):
            start, at = found.span()
            piece: Token | Is | None = None
            if found["field"]:
                if field := self._field(found):
                    piece, at = self._condition(field, at)
            elif found["quoted"] is not None:
                self._value(FIELDS["text"], start, at)
                piece = Token(self._typed(start, at), start, quoted=True)
            elif self.strict:
                if found[0] == '"':
                    self._fail(start, _("missing closing quotation mark"))
                piece = Token(found[0], start, sign=found[0])
            if piece:
                yield from self._words(begin, start)
                yield piece
                begin = at
        yield from self._words(begin, len(self.text))

    def _words(self, start: int, end: int) -> Iterator[Token]:
        """Yield the words of a part of the line; of a query also operators, and an error for what
        is nearly a date.
        """
        for token in read(self.text, self.context, start, end):
            word, is_read = _DATE.match(self.text, token.at), bool(token.tags or token.period)
            if self.strict and (sign := _OPERATORS.get(fold(token.text))):
                yield replace(token, sign=sign)
                continue
            if self.strict and not is_read and word and date_pattern("meant").fullmatch(word[0]):
                self._value(
                    FIELDS["date"], *word.span(), _("put it in quotes to look for it as text")
                )
            yield token

    def _field(self, found: re.Match[str]) -> Field | None:
        """Return the field that is named before a colon, if it is one; in a query any other name is
        an error.
        """
        name, number, at = found["field"], found["number"], found.start()
        field = field_named(name.removeprefix("-"))
        if not self.strict:
            return None if number or name[0] == "-" else field
        if field and (number or name[0] == "-"):
            typed = found[0] if number else self.text[at:].split(maxsplit=1)[0]
            of_number = (
                f"{called(field.name)}:{f'{number}..' if found['sign'] == '>' else f'..{number}'}"
            )
            right = of_number if number else f"not {typed[1:]}"
            self._fail(
                at,
                _("write '{right}' instead of '{typed}'", right=right, typed=typed),
                length=len(typed),
            )
        if field or found[0][-1] != ":":
            return field
        near = did_you_mean(name, (*FIELDS, *map(called, FIELDS)))
        near = near or _("""; quote a word with ":", as in '"a:b"'""")
        message = _("unknown field '{name}'{near}", name=inert(name), near=near)
        return self._fail(
            at, message, _("fields: {names}", names=called(*FIELDS)), length=len(name)
        )

    def _condition(self, field: Field, at: int) -> tuple[Is, int]:
        """Read the values of a field, which begin at an offset; return also where they end."""
        values: list[Value] = []
        while not values or self.text[at:].lstrip().startswith(","):
            found = _VALUE.match(self.text, at)
            if not found:
                self._fail(at, _("expected a value after '{field}:'", field=called(field.name)))
            spans = [word.span() for word in _WORD.finditer(self.text, at, found.end())]
            start, at = found.span(1) if found[1] else spans[0]
            for _start, end in () if found[1] else reversed(spans):
                if field.parse(self._typed(start, end), self.context) is not None:
                    at = end
                    break
            values.append(self._value(field, start, at))
        return Is(field.name, tuple(values)), at

    def query(self) -> Query:
        """Parse the whole line."""
        if not self.pieces:
            if marks := self.text.strip():
                message = _(
                    "'{text}' has no letters or digits to look for", text=" ".join(marks.split())
                )
                self._fail(self.text.index(marks), message, length=len(marks))
            return EVERYTHING
        # Words that say nothing are looked for if there is nothing else.
        telling = [piece for piece in self.pieces if not isinstance(piece, Token) or piece.telling]
        self.pieces = [*(telling or self.pieces), Token("", len(self.text), sign="end")]
        query = self._alternatives(0)
        if bracket := self._take(")"):
            self._fail(bracket.at, _("unmatched closing bracket"))
        if isinstance(query, Contains) and [token.sort for token in query.values] == ["event"]:
            return Is(
                "id", (frozenset(id_ for _table, id_ in query.values[0].tags),)
            )  # that event alone
        return query

    def _take(self, *signs: str) -> Token | None:
        """Take the next piece if it is one of certain signs."""
        piece = self.pieces[self.at]
        if isinstance(piece, Token) and piece.sign in signs:
            self.at += 1
            return piece
        return None

    def _alternatives(self, depth: int) -> Query:
        parts = {self._conjunction(depth): None}
        while self._take("or"):
            parts[self._conjunction(depth)] = None
        return next(iter(parts)) if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self, depth: int) -> Query:
        """Parse conditions up to `or`, a bracket or the end; bare words of a sort, such as dates,
        are alternatives.
        """
        parts: dict[object, Query] = {}
        while not parts or getattr(self.pieces[self.at], "sign", "") not in (")", "or", "end"):
            if parts:
                self._take("and")
            negated = False
            while self._take("not"):
                negated = not negated
            piece = self._atom(depth)
            query = condition(piece) if isinstance(piece, Token) else piece
            query = Not(query) if negated else query
            sort = query.field if isinstance(query, Is) else getattr(piece, "sort", None)
            is_bare = isinstance(piece, Token) and sort in _SINGLE and not negated
            known = parts.get(sort) if is_bare else None
            if isinstance(query, Is | Contains) and isinstance(known, Is | Contains):
                query = replace(query, values=tuple(dict.fromkeys((*known.values, *query.values))))
            parts[sort if is_bare else query] = query
        return query if len(parts) == 1 else And(tuple(parts.values()))

    def _atom(self, depth: int) -> Query | Token:
        if bracket := self._take("("):
            if depth == MAX_DEPTH:
                self._fail(bracket.at, _("more than {n} nested brackets", n=MAX_DEPTH))
            query = self._alternatives(depth + 1)
            return (
                query if self._take(")") else self._fail(bracket.at, _("missing closing bracket"))
            )
        if wrong := self._take("end"):
            self._fail(wrong.at, _("the query ends too early; expected a condition here"))
        if wrong := self._take("and", "or", ")"):
            message = _("expected a condition before '{word}'", word=wrong.text.lower())
            self._fail(wrong.at, message, length=len(wrong.text))
        self.at += 1
        return self.pieces[self.at - 1]
