"""The query language: text → query.

    query = or ;  or = and {"or" and} ;  and = not {["and"] not} ;  not = {"not"} atom
    atom  = "(" query ")" | field ":" values | "quoted text" | word
    values = value {"," value}

The shell removes quotes, so after the colon of a name or date field the longest run of words that together are a name
or a date is the value. A date or a name of several words needs no field.
"""

import re
from collections.abc import Iterator
from typing import Literal, NoReturn

from msgspec import Struct

from ahc_cli.ask import query as algebra
from ahc_cli.ask.line import Token
from ahc_cli.ask.query import EVERYTHING, And, Contains, Context, Is, Not, Or, Query, Value
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import Date, beyond, looks_like_date
from ahc_cli.model.fields import FIELDS, Field, called, called_all, field_named
from ahc_cli.model.text import fold, inert, width
from ahc_cli.model.vocabulary import did_you_mean

MAX_LENGTH, MAX_DEPTH, _SHOWN = 10_000, 50, 72
# The most words of a name, which is that of the Ad Hoc Committee, and of a date.
_LONGEST_VALUE = 24
# The most different words of a line: more take long to look for.
MAX_WORDS = 64

_TWINS = str.maketrans("：，、（）“”「」『』", ':,,()""""""')
_SEPARATORS = re.compile(r"[\s,]*")
_COMMA = re.compile(r"\s*,")
_PIECE = re.compile(r'[^\s,()"]+')
_OPERATORS = {"and": "and", "or": "or", "not": "not", "且": "and", "或": "or", "非": "not"}
# What parts words: quotes, brackets, a field with its colon, or with an equals sign; a comparison is an error.
_STRUCTURE = re.compile(
    r"""["()]|(?<![^\s,("])(?P<field>-?[^\W\d][\w.]*)(?::|=(?=[^\s=])|\ ?(?P<sign>[<>])=?\ ?(?P<number>\d+))""",
    re.VERBOSE,
)


class Mark(Struct, frozen=True):
    """A bracket, an operator or the end, as it was typed, and where."""

    sign: Literal["(", ")", "and", "or", "not", "end"]
    text: str
    at: int


Piece = Token | Is | Mark


def parse(text: str, context: Context) -> tuple[Query, list[Token]]:
    """Parse a query; return with it its bare words. UsageError with a caret under the fault."""
    line = _Line(text, context, strict=True)
    found = list(line.pieces())
    tokens = [piece for piece in found if isinstance(piece, Token)]
    if not found and (marks := text.strip()):
        message = _("'{text}' has no letters or digits to look for", text=" ".join(marks.split()))
        line.fail(text.index(marks), message, length=len(marks))
    # Words that say nothing are looked for if there is nothing else.
    telling = [piece for piece in found if not isinstance(piece, Token) or piece.telling]
    return (_Parser(telling or found, line).parse() if found else EVERYTHING), tokens


def split(text: str, context: Context) -> tuple[list[Token], list[Query]]:
    """Split a search or a question into its words and the conditions among them; a `not` before one negates it.

    Other operators and brackets are words.
    """
    tokens: list[Token] = []
    conditions: list[Query] = []
    for piece in _Line(text, context, strict=False).pieces():
        if isinstance(piece, Token):
            tokens.append(piece)
        elif isinstance(piece, Is):
            negated = tokens and fold(tokens[-1].text) == "not" and tokens.pop()
            conditions.append(Not(piece) if negated else piece)
    return tokens, conditions


class _Line:
    """A line that is cut into pieces: quoted texts, brackets, operators, conditions, and the words between them.

    What is wrong in a query is an error if it is `strict`, and otherwise a word; more different words than are looked
    for are always an error.
    """

    def __init__(self, text: str, context: Context, *, strict: bool) -> None:
        if len(text) > MAX_LENGTH:
            message = _("the query has {n} characters; at most {most} are allowed", n=len(text), most=MAX_LENGTH)
            raise UsageError(message)
        self.given, self.text, self.context, self.strict = text, text.translate(_TWINS), context, strict
        self._different = set[str]()

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces."""
        begin = at = 0
        while found := _STRUCTURE.search(self.text, at):
            start, at = found.span()
            field = self._field(found) if found["field"] else None
            is_open = found[0] == '"' and not self.strict and self.text.find('"', at) <= at
            if is_open or (found["field"] and not field):
                continue
            yield from self._words(begin, start)
            if field:
                condition, at = self._condition(field, found)
                yield condition
            elif found[0] == '"':
                quoted, at = self._quoted(start)
                yield from self._counted([Token(quoted, start, quoted=True)])
            elif self.strict:
                yield Mark(found[0], found[0], start)  # type: ignore[arg-type]  # a bracket
            begin = at
        yield from self._words(begin, len(self.text))

    def fail(self, at: int, message: str, *more: str, length: int = 1) -> NoReturn:
        """Raise UsageError with the fault underlined."""
        start = max(0, at - _SHOWN // 2)
        before, fault = self.given[start:at], self.given[at : at + min(length, _SHOWN // 2)]
        after = self.given[at + len(fault) : start + _SHOWN]
        shown, indent = inert(before + fault + after), width(inert(before))
        carets = "^" * max(1, width(inert(fault)))
        raise UsageError(message, f"  {shown}", f"  {' ' * indent}{carets}", *more)

    def _quoted(self, start: int) -> tuple[str, int]:
        """Return the text in the quotes that start at an offset, and where it goes on behind them."""
        end = self.text.find('"', start + 1)
        if end < 0:
            self.fail(start, _("missing closing quotation mark"))
        text = self._between(start + 1, end)
        if not fold(text).strip():
            self.fail(start, _("empty quotation marks"), length=end + 1 - start)
        return text, end + 1

    def _between(self, start: int, end: int) -> str:
        """Return what was typed between two offsets, with single blanks."""
        return " ".join(self.given[start:end].split())

    def _field(self, found: re.Match[str]) -> Field | None:
        """Return the field that is named before a colon, if it is one; in a query any other name is an error."""
        name, number, at = found["field"], found["number"], found.start()
        field = field_named(name)
        if field and not number:
            return field
        if not self.strict or (not field and found[0][-1] != ":"):
            return None
        if field:
            span = f"{number}.." if found["sign"] == ">" else f"..{number}"
            condition = f"{called(field.name)}:{span}"
            message = _("unexpected '{word}'; write {condition}", word=found["sign"], condition=condition)
            self.fail(at, message, length=len(found[0]))
        if field_named(name.removeprefix("-")):
            typed = self.text[at + 1 :].split(maxsplit=1)[0]
            message = _("write 'not {condition}' instead of '-{condition}'", condition=typed)
            self.fail(at, message, length=len(typed) + 1)
        near = did_you_mean(name, (*FIELDS, *map(called, FIELDS)))
        near = near or _("""; quote a word with ":", as in '"a:b"'""")
        message = _("unknown field '{name}'{near}", name=inert(name), near=near)
        self.fail(at, message, _("fields: {names}", names=called_all(FIELDS)), length=len(name))
        return None

    def _condition(self, field: Field, found: re.Match[str]) -> tuple[Is, int]:
        """Parse the values behind a field and its colon; return also where they end."""
        name, at = fold(found["field"]), found.end()
        values: list[Value] = []
        while not values or _COMMA.match(self.text, at):
            value, at = self._value(field, self._after_blanks(at))
            values.append(value)
        if name in ("after", "before"):  # like "after 2022" without a colon, which leaves the year itself out
            values = [beyond(each, after=name == "after") for each in values if isinstance(each, Date)]
        return Is(field.name, tuple(values)), at

    def _value(self, field: Field, start: int) -> tuple[Value, int]:
        if self.text.startswith('"', start):
            text, end = self._quoted(start)
            return self._parse_value(field, text, start, end), end
        ends: list[int] = []
        at = start
        while len(ends) < _LONGEST_VALUE and (found := _PIECE.match(self.text, at)):
            ends.append(found.end())
            at = self._after_blanks(found.end())
        if not ends:
            self.fail(start, _("expected a value after '{field}:'", field=called(field.name)))
        # The longest run of words that is a name or a date of the field, or else one word.
        several = ends[::-1] if field.type in ("date", "choice", "name") else ()
        names = (end for end in several if algebra.read_value(field, self._between(start, end), self.context))
        end = next(names, ends[0])
        return self._parse_value(field, self._between(start, end), start, end), end

    def _parse_value(self, field: Field, text: str, start: int, end: int, *more: str) -> Value:
        """Parse a value that stands between two offsets."""
        try:
            return algebra.parse_value(field, text, self.context)
        except UsageError as error:
            self.fail(start, *error.args, *more, length=end - start)

    def _after_blanks(self, at: int) -> int:
        found = _SEPARATORS.match(self.text, at)
        return found.end() if found else at

    def _words(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the words of a part of the line; of a query also operators, and errors for what is nearly a date."""
        tokens = self._counted(self.context.reader.read(self.text[start:end], start))
        for token, following in zip(tokens, [*tokens[1:], None], strict=False):
            if not self.strict or token.tags or token.period:
                yield token
            elif sign := _OPERATORS.get(fold(token.text)):
                yield Mark(sign, token.text, token.at)  # type: ignore[arg-type]  # one of the operators
            else:
                self._check_word(token, following)
                yield token

    def _counted(self, tokens: list[Token]) -> list[Token]:
        self._different.update(fold(token.text) for token in tokens)
        if len(self._different) > MAX_WORDS:
            raise UsageError(_("more than {n} different words; give fewer", n=MAX_WORDS))
        return tokens

    def _check_word(self, token: Token, following: Token | None) -> None:
        """Refuse marks, and what is nearly a date: 2022-02-30, "30 Feb" before a year, "in may" without one."""
        piece = _PIECE.match(self.text, token.at)
        ends = [piece.end() if piece else token.at]
        if not fold(token.text).strip():
            typed = self._between(token.at, ends[0])
            message = _("'{text}' has no letters or digits to look for", text=typed)
            self.fail(token.at, message, length=len(typed))
        if following and not following.tags:
            ends.append(following.at + len(following.text.partition(" ")[0]))
        is_preposition = token.text.isalpha() and following and following.period
        for end in () if is_preposition else ends:
            if looks_like_date(self._between(token.at, end)):
                help_ = _("put it in quotes to look for it as text")
                self._parse_value(FIELDS["date"], self._between(token.at, end), token.at, end, help_)


class _Parser:
    """A recursive-descent parser of pieces; `at` is the next one."""

    def __init__(self, pieces: list[Piece], line: _Line) -> None:
        self._pieces, self._line, self._at = [*pieces, Mark("end", "", len(line.text))], line, 0

    def parse(self) -> Query:
        query = self._alternatives(0)
        if mark := self._take(")"):
            self._line.fail(mark.at, _("unmatched closing bracket"))
        if isinstance(query, Contains) and [token.sort for token in query.tokens] == ["event"]:
            return Is("id", (frozenset(id_ for _table, id_ in query.tokens[0].tags),))  # that event alone
        return query

    def _alternatives(self, depth: int) -> Query:
        parts = [self._conjunction(depth)]
        while self._take("or"):
            parts.append(self._conjunction(depth))
        parts = list(dict.fromkeys(parts))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self, depth: int) -> Query:
        """Parse conditions up to `or`, a bracket or the end; adjacent bare words belong together, also with `and`."""
        queries: list[Query] = []
        adjacent: list[Query] = []
        while True:
            negated = False
            while self._take("not"):
                negated = not negated
            piece = self._atom(depth)
            query = (
                algebra.of_token(piece, self._line.context.dataset.vocabulary) if isinstance(piece, Token) else piece
            )
            if isinstance(piece, Token) and not negated:
                adjacent.append(query)
            else:
                queries += [*algebra.side_by_side(adjacent), Not(query) if negated else query]
                adjacent = []
            following = self._pieces[self._at]
            if isinstance(following, Mark) and following.sign in (")", "or", "end"):
                break
            self._take("and")
        queries = list(dict.fromkeys((*queries, *algebra.side_by_side(adjacent))))
        return queries[0] if len(queries) == 1 else And(tuple(queries))

    def _atom(self, depth: int) -> Query | Token:
        piece = self._pieces[self._at]
        if not isinstance(piece, Mark):
            self._at += 1
            return piece
        if piece.sign == "end":
            self._line.fail(piece.at, _("the query ends too early; expected a condition here"))
        if not self._take("("):
            message = _("expected a condition before '{word}'", word=piece.text.lower())
            self._line.fail(piece.at, message, length=len(piece.text))
        if depth == MAX_DEPTH:
            self._line.fail(piece.at, _("more than {n} nested brackets", n=MAX_DEPTH))
        query = self._alternatives(depth + 1)
        if not self._take(")"):
            self._line.fail(piece.at, _("missing closing bracket"))
        return query

    def _take(self, sign: str) -> Mark | None:
        """Take the next piece if it is a certain mark."""
        piece = self._pieces[self._at]
        if not isinstance(piece, Mark) or piece.sign != sign:
            return None
        self._at += 1
        return piece
