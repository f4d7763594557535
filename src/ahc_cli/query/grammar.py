"""The query language: text → query.

    query = or ;  or = and {"or" and} ;  and = not {["and"] not} ;  not = {"not"} atom
    atom  = "(" query ")" | field ":" values | "quoted text" | word
    values = value {"," value}

The shell removes quotes, so the longest run of words after a colon that is a value of the field is
the value. A date or a name of several words needs no field.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import date_pattern
from ahc_cli.model.fields import FIELDS, REGIONS, Field, Value, called, field_named
from ahc_cli.model.text import MAX_QUERY, check_length, fold, inert, width
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.query.algebra import (
    EVERYTHING,
    And,
    Contains,
    Is,
    Not,
    Or,
    Query,
    Token,
    condition,
    joined,
)
from ahc_cli.query.context import Context
from ahc_cli.query.line import read

# The most characters of a search or a line without a command, and the most nested brackets.
MAX_LINE, MAX_DEPTH = 1_000, 50
# The most different words of a line: more take long to look for.
MAX_WORDS = 64
# The most characters of a line that an error shows.
_SHOWN = 72

_TWINS = str.maketrans("：，、（）“”「」『』０１２３４５６７８９", ':,,()""""""0123456789')
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
# What may be a date: a word, which is no longer, or a day in front of its month.
_DATE = re.compile(r'\d{1,2} +[A-Za-z]+\.?,? +\d{4}|[^\s,()"]{1,50}(?![^\s,()"])')
# Bare words of one of these fields or sorts are alternatives: an event has one place, an entry one
# actor.
_SINGLE = ("place", *REGIONS, "kind", "date", "actor", "topic", "event", "id", "signed")


class Subject(Struct, frozen=True):
    """What a query is about: its fields, and what a bare word asks for.

    Words that express a concept of `negations` negate what follows, as `not` does everywhere.
    """

    fields: Mapping[str, Field]
    condition: Callable[[Token, Context], Query]
    negations: frozenset[str] = frozenset()


def parse(
    text: str, context: Context, subject: "Subject | None" = None
) -> tuple[Query, list[Token]]:
    """Parse a query; return with it its bare words. UsageError with a caret under the fault."""
    line = _Line(text, context, subject or EVENTS, strict=True)
    return line.query(), line.tokens


def split(text: str, context: Context) -> tuple[list[Token], list[Query]]:
    """Split a search into its words and conditions.

    `not` negates a condition or a date; other operators are words.
    """
    tokens: list[Token] = []
    conditions = []
    for piece in _Line(text, context, EVENTS, strict=False).pieces:
        is_negated = bool(tokens) and _OPERATORS.get(fold(tokens[-1].text)) == "not"
        if isinstance(piece, Token) and not (is_negated and piece.period):
            tokens.append(piece)
            continue
        query = condition(piece)
        if is_negated:
            tokens.pop()
            query = Not(query)
        conditions.append(query)
    return tokens, conditions


EVENTS = Subject(FIELDS, lambda token, _context: condition(token))


class _Line:
    """A line, cut into pieces, and parsed by recursive descent.

    The next piece to parse is at `index`, within `depth` brackets. What is wrong in a query is an
    error if it is `strict`, and otherwise a word.
    """

    def __init__(self, text: str, context: Context, subject: Subject, *, strict: bool) -> None:
        check_length(text, MAX_QUERY if strict else MAX_LINE)
        self.typed = text
        self.text = text.translate(_TWINS)
        self.context = context
        self.subject = subject
        self.strict = strict
        surrogate = re.search("[\ud800-\udfff]", text)
        if surrogate:  # JSON could not quote it
            self._fail(surrogate.start(), _("not UTF-8"))
        self.pieces = list(self._cut())
        tokens = (piece for piece in self.pieces if isinstance(piece, Token))
        self.tokens = [token for token in tokens if not token.sign]
        self.index = self.depth = 0
        if len({fold(token.text) for token in self.tokens}) > MAX_WORDS:
            raise UsageError(_("more than {n} different words; give fewer", n=MAX_WORDS))

    def query(self) -> Query:
        """Parse the whole line."""
        if not self.pieces:
            marks = self.text.strip()
            if not marks:
                return EVERYTHING
            typed = " ".join(marks.split())
            message = _("'{text}' has no letters or digits to look for", text=typed)
            self._fail(self.text.index(marks), message, length=len(marks))
        # Words that say nothing are looked for if there is nothing else.
        telling = [piece for piece in self.pieces if getattr(piece, "telling", True)]
        self.pieces = [*(telling or self.pieces), Token("", len(self.text), sign="end")]
        query = self._alternatives()
        if bracket := self._take(")"):
            self._fail(bracket.at, _("unmatched closing bracket"))
        return query

    def _cut(self) -> Iterator[Token | Is]:
        """Yield quoted texts, brackets, operators and conditions, and the words between them."""
        words_start = end = 0
        while match := _STRUCTURE.search(self.text, end):
            piece, end = self._piece(match)
            if piece:
                yield from self._words(words_start, match.start())
                yield piece
                words_start = end
        yield from self._words(words_start, len(self.text))

    def _piece(self, match: re.Match[str]) -> tuple[Token | Is | None, int]:
        """Return the quoted text, bracket or condition that begins with a match, and its end.

        It is None where the match is only words.
        """
        start, end = match.span()
        if match["field"]:
            field = self._field(match)
            return self._condition(field, end) if field else (None, end)
        if match["quoted"] is not None:
            self._value(FIELDS["text"], start, end)
            return Token(self._unquoted(start, end), start, quoted=True), end
        if not self.strict:
            return None, end
        if match[0] == '"':
            self._fail(start, _("missing closing quotation mark"))
        return Token(match[0], start, sign=match[0]), end

    def _words(self, start: int, end: int) -> Iterator[Token]:
        """Yield the words of a part of the line.

        In a query some are operators, and what is nearly a date is an error.
        """
        for token in read(self.text, self.context, start, end):
            sign = ""
            if self.strict:
                sign = _OPERATORS.get(fold(token.text), "")
                if not (sign or token.tags or token.period):
                    self._check_date(token.at)
            if self.subject.negations.isdisjoint(token.concepts):
                yield replace(token, sign=sign)
            else:
                yield from self._negated_words(token)

    def _negated_words(self, token: Token) -> Iterator[Token]:
        """Yield a negation, and what it negates if the word says that too, as "non-signatory"."""
        yield replace(token, sign="not")
        negated = [each for each in token.concepts if each not in self.subject.negations]
        if negated:
            yield replace(token, concepts=tuple(negated))

    def _check_date(self, start: int) -> None:
        """Refuse what is meant as a date and is none."""
        word = _DATE.match(self.text, start)
        if word and date_pattern("meant").fullmatch(word[0]):
            remedy = _("put it in quotes to look for it as text")
            self._value(FIELDS["date"], *word.span(), remedy)

    def _field(self, match: re.Match[str]) -> Field | None:
        """Return the field that is named before a colon or an equals sign, if it is one.

        In a query any other name before a colon is an error.
        """
        name, start = match["field"], match.start()
        fields = self.subject.fields
        field = field_named(name.removeprefix("-"), fields)
        is_condition = match["number"] is None and name[0] != "-"
        if field and is_condition:
            return field
        if not self.strict:
            return None
        if field:
            self._fail_form(match, field)
        if match[0][-1] != ":":
            return None
        near = did_you_mean(name, (*fields, *map(called, fields)))
        near = near or _("""; quote a word with ":", as in '"a:b"'""")
        message = _("unknown field '{name}'{near}", name=inert(name), near=near)
        if field_named(name):
            message = _("'{name}' is a field of events; it cannot be used here", name=name)
        names = _("fields: {names}", names=called(*fields))
        return self._fail(start, message, names, length=len(name))

    def _fail_form(self, match: re.Match[str], field: Field) -> NoReturn:
        """Raise UsageError for `-kind:session` or `states>100`, with what to write instead."""
        start, number = match.start(), match["number"]
        if number:
            typed = match[0]
            values = f"{number}.." if match["sign"] == ">" else f"..{number}"
            right = f"{called(field.name)}:{values}"
        else:
            typed = self.text[start:].split(maxsplit=1)[0]
            right = f"not {typed[1:]}"
        message = _("write '{right}' instead of '{typed}'", right=right, typed=typed)
        self._fail(start, message, length=len(typed))

    def _condition(self, field: Field, end: int) -> tuple[Is, int]:
        """Read the values of a field, whose colon ends at an offset; return also their end."""
        values = []
        while True:
            match = _VALUE.match(self.text, end)
            if not match:
                self._fail(end, _("expected a value after '{field}:'", field=called(field.name)))
            start, end = self._span_of_value(field, match)
            values.append(self._value(field, start, end))
            if not self.text[end:].lstrip().startswith(","):
                return Is(field.name, tuple(values)), end

    def _span_of_value(self, field: Field, match: re.Match[str]) -> tuple[int, int]:
        """Return where a value stands in a match of `_VALUE`.

        It is a quoted text, or the most words that are a value of the field, or else one word.
        """
        if match[1]:
            return match.span(1)
        words = [word.span() for word in _WORD.finditer(self.text, *match.span())]
        start, _end = words[0]
        for _start, end in reversed(words):
            if field.parse(self._unquoted(start, end), self.context) is not None:
                return start, end
        return words[0]

    def _value(self, field: Field, start: int, end: int, *more: str) -> Value:
        """Read the value that stands between two offsets."""
        try:
            return field.value(self._unquoted(start, end), self.context)
        except UsageError as error:
            self._fail(start, *error.args, *more, length=end - start)

    def _unquoted(self, start: int, end: int) -> str:
        """Return what was typed between two offsets, without the quotes around it."""
        quotes = self.text[start] == '"'
        return " ".join(self.typed[start + quotes : end - quotes].split())

    def _alternatives(self) -> Query:
        """Parse conjunctions with `or` between them."""
        parts = {self._conjunction(): None}
        while self._take("or"):
            parts[self._conjunction()] = None
        return joined(Or, parts)

    def _conjunction(self) -> Query:
        """Parse conditions up to `or`, a bracket or the end.

        Bare words of a sort, such as dates, are alternatives.
        """
        parts: dict[object, Query] = {}
        while True:
            query, key = self._negation()
            earlier = parts.get(key)
            if isinstance(query, Is | Contains) and isinstance(earlier, Is | Contains):
                values = dict.fromkeys((*earlier.values, *query.values))
                query = replace(query, values=tuple(values))
            parts[key] = query
            if getattr(self.pieces[self.index], "sign", "") in (")", "or", "end"):
                return joined(And, parts.values())
            self._take("and")

    def _negation(self) -> tuple[Query, object]:
        """Parse a condition, perhaps with `not` before it.

        Return also what its alternatives share: the sort of a bare word, or else only itself.
        """
        is_negated = False
        while self._take("not"):
            is_negated = not is_negated
        piece = self._atom()
        query = self._asked(piece) if isinstance(piece, Token) else piece
        if is_negated:
            query = Not(query)
        elif isinstance(piece, Token):
            sort = getattr(query, "field", piece.sort)
            if sort in _SINGLE:
                return query, sort
        return query, query

    def _asked(self, token: Token) -> Query:
        """Return what a bare word asks for; UsageError if it asks for nothing."""
        try:
            return self.subject.condition(token, self.context)
        except UsageError as error:
            self._fail(token.at, *error.args, length=len(token.text))

    def _atom(self) -> Query | Token:
        """Parse a bracket, or take a word or a condition."""
        piece = self.pieces[self.index]
        self.index += 1
        if not isinstance(piece, Token) or not piece.sign:
            return piece
        if piece.sign == "end":
            self._fail(piece.at, _("the query ends too early; expected a condition here"))
        if piece.sign != "(":
            message = _("expected a condition before '{word}'", word=piece.text.lower())
            self._fail(piece.at, message, length=len(piece.text))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail(piece.at, _("more than {n} nested brackets", n=MAX_DEPTH))
        query = self._alternatives()
        self.depth -= 1
        if not self._take(")"):
            self._fail(piece.at, _("missing closing bracket"))
        return query

    def _take(self, *signs: str) -> Token | None:
        """Take the next piece if it is one of certain signs."""
        piece = self.pieces[self.index]
        if isinstance(piece, Token) and piece.sign in signs:
            self.index += 1
            return piece
        return None

    def _fail(self, start: int, message: str, *more: str, length: int = 1) -> NoReturn:
        """Raise UsageError with the fault, which starts at an offset, underlined."""
        first = max(0, start - _SHOWN // 2)
        end = start + min(length, _SHOWN // 2)
        before, fault = self.typed[first:start], self.typed[start:end]
        after = self.typed[end : first + _SHOWN]
        carets = " " * width(inert(before)) + "^" * max(1, width(inert(fault)))
        raise UsageError(message, f"  {inert(before + fault + after)}", f"  {carets}", *more)
