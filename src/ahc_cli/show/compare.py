"""Actors side by side, as a table with a column for each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.messages import Lang, _, ngettext
from ahc_cli.model.fields import distinct
from ahc_cli.model.labels import date_in_full, heading, label
from ahc_cli.model.records import Text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Column, Getters, Span, Spans
from ahc_cli.report.compare import ComparedRow, GroupAct
from ahc_cli.report.positions import TakenPosition
from ahc_cli.report.states import Act
from ahc_cli.show.phrases import date_words, item_spans, sure_spans

# The columns of every comparison.
COLUMNS = ("row", "event", "topic")
# How many positions of each actor are shown, the newest.
_SHOWN = 2
_MOST_OF_TITLE = 24
# A window has columns if it has this for each of them; and positions in them if it is at least as
# wide as the first, and has the second for each actor.
_LEAST_COLUMN, _WITH_POSITIONS, _LEAST_OF_POSITIONS = 15, 100, 50


def compare_getters(ids: Iterable[str]) -> Getters:
    """Return what the columns of a comparison have, one of them for each actor."""
    getters: dict[str, Any] = {name: attrgetter(name) for name in COLUMNS}
    return getters | {id_: partial(_value, id_) for id_ in ids}


def _value(id_: str, row: ComparedRow) -> Any:
    """Return the value of an actor in brief: a day, a number of members, the texts in one."""
    value = row.values[id_]
    match value:
        case Act():
            return value.date
        case GroupAct():
            own = [value.own.date or ""] if value.own else []
            return " ".join([*own, f"{value.count}/{value.members}"])
        case [TakenPosition(), *_others]:
            english, chinese = ([each.text.lang(lang) for each in value] for lang in get_args(Lang))
            return Text(en=" ".join(english), zh="".join(chinese))
    return value


class Comparison(Struct, frozen=True):
    """What a comparison is drawn from: the actors, and the symbols of roll calls by their events.

    Where there is room, positions stand in the columns of their actors, and below only those that
    several hold together; else all stand below their topic; and where nothing has room, all does.
    """

    ids: Sequence[str]
    symbols: Mapping[str, str]
    vocabulary: Vocabulary
    width: int

    def table(self) -> list[Column]:
        """Return the columns that are drawn: what a row is about, and one for each actor."""
        below = Column("", self._below, below=True)
        if not self._has_columns:
            return [Column(" · ".join(map(self._name, self.ids)), self._title, most=0), below]
        columns = [
            Column(self._name(id_), partial(self._beside, id_), most=0, hang=2) for id_ in self.ids
        ]
        return [Column("", self._title, most=_MOST_OF_TITLE), *columns, below]

    @property
    def _has_columns(self) -> bool:
        return self.width >= _LEAST_COLUMN * (len(self.ids) + 1)

    @property
    def _has_positions(self) -> bool:
        return self.width >= max(_WITH_POSITIONS, _LEAST_OF_POSITIONS * len(self.ids))

    def _name(self, id_: str) -> str:
        return self.vocabulary.label("actor", id_)

    def _title(self, row: ComparedRow) -> Spans:
        """Name what a row is about; a topic has its name below, if it has no column."""
        if row.event:
            return (Span(_("Vote on {symbol}", symbol=self.symbols[row.event])),)
        if row.topic:
            return (Span("\n"), self._topic(row)) if self._has_positions else ()
        blank = "\n" if row.row == "alone" else ""
        return (Span(blank + heading(row.row)),)

    def _topic(self, row: ComparedRow) -> Span:
        return Span(self.vocabulary.label("topic", row.topic or ""), "heading")

    def _beside(self, id_: str, row: ComparedRow) -> Spans:
        """Write what a row says of an actor beside what it is about."""
        if row.row not in ("topic", "alone"):
            return _said(row.values[id_], id_) or (Span("–", "faint"),)
        if row.row == "alone" or not self._has_positions:
            return ()
        positions = [each for each in _newest(id_, row) if not self._is_shared(each)]
        return *self._items(positions, id_), *_rest(id_, row)

    def _below(self, row: ComparedRow) -> Spans:
        """Write what has no column: positions, each once, or else what is said of each actor."""
        spans: Spans = ()
        if row.row == "topic":
            positions = distinct(chain(*(_newest(id_, row) for id_ in self.ids)))
            if self._has_positions:
                return self._items(filter(self._is_shared, positions))[1:]
            spans = self._topic(row), *self._items(positions)
            return *spans, *chain(*(_rest(id_, row) for id_ in self.ids))
        for id_ in self.ids if row.row == "alone" or not self._has_columns else ():
            named = self._name(id_) + _(": ")
            spans += Span("\n"), Span(named), *(_said(row.values[id_], id_) or (Span("–"),))
        return spans[1:]

    def _is_shared(self, position: TakenPosition) -> bool:
        return len({*self.ids}.intersection(position.actors)) > 1

    def _items(self, positions: Iterable[TakenPosition], holder: str = "") -> Spans:
        """Write positions with their days, a line each, for a holder alone without the name."""
        spans: Spans = ()
        for position in positions:
            day = Span(f" · {date_words(date_in_full(position.date))}", "faint")
            actors = () if position.actors == (holder,) else position.actors
            untitled = replace(position, topic=None, actors=actors)
            item = item_spans(untitled, self.vocabulary, day, lead=self.ids)
            spans += Span("\n"), Span("• "), *item
        return spans


def _newest(id_: str, row: ComparedRow) -> Sequence[TakenPosition]:
    """Return the newest positions of an actor in a row about a topic, the last one first."""
    positions: Sequence[TakenPosition] = row.values[id_]
    return positions[: -_SHOWN - 1 : -1]


def _said(value: Any, id_: str) -> Spans:
    """Write what a row that is not about a topic says of an actor."""
    match value:
        case None | ():
            return ()
        case str():
            return (Span(label(value, "sides")),)
        case Act():
            day = Span(date_words(date_in_full(value.date)))
            return day, *sure_spans(value.confidence)
        case GroupAct():
            own = _said(value.own, id_)
            members = _("{n} of {members} members", n=value.count, members=value.members)
            return *own, Span((" · " if own else "") + members)
        case Mapping():
            counts = []
            for side, n in value.items():
                words = label(side, "sides")
                if n:
                    counts.append(
                        ngettext("{n} member: {side}", "{n} members: {side}", n, side=words)
                    )
            return (Span(_(", ").join(counts)),)
        case _:
            return (Span(_more(ngettext("{n} topic", "{n} topics", len(value)), id_)),)


def _rest(id_: str, row: ComparedRow) -> Spans:
    """Say how many more positions an actor has on a topic, and the command for them."""
    more = len(row.values[id_]) - _SHOWN
    if more <= 0:
        return ()
    return Span("\n"), Span(_more(_("and {n} more", n=more), id_, f" topic:{row.topic}"), "faint")


def _more(words: str, id_: str, condition: str = "") -> str:
    """Name the command that shows the positions of an actor."""
    return words + _(": ") + f"ahc positions actor:{id_}{condition}"
