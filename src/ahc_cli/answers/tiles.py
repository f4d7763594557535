"""A map with a tile for each state: `ahc map`, who signed and ratified, or how each voted."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.answers.remarks import number_of_names, of_question
from ahc_cli.answers.states import state_answer
from ahc_cli.messages import _
from ahc_cli.model.labels import bracketed, date_in_full, event_words, label, labels
from ahc_cli.model.records import Confidence, JsonValue, Text
from ahc_cli.query.context import Context
from ahc_cli.query.question import asked
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Screen, Span, Spans, Style
from ahc_cli.report.states import STATES, StateRow, StateVote, roll_calls
from ahc_cli.show.phrases import sure_spans, text_line, unbroken

# How many cells the tiles of a line take in a window, and in a picture.
_WINDOW, _PICTURE = 79, 106
# How a state is drawn that did so: its code in capital or small letters with a sign, and a style.
_TILES: Mapping[str | None, tuple[str, Style]] = {
    "signed": ("XX", "meetings"),
    "approved": ("XX+", "decisions"),
    "ratified": ("XX*", "documents"),
    "yes": ("XX", "meetings"),
    "no": ("xx-", "signatures"),
    "abstain": ("xx~", "decisions"),
    "absent": ("xx/", ""),
    None: ("xx", ""),
}
_POINT = Span(" .", "faint")


class StateTile(JsonValue, frozen=True):
    """A state on the map: its column and row from 0, None if it has no place there, and its value.

    The value is `signed`, `approved`, `ratified`, or the side that it took in a roll call; None if
    no source says so.

    >>> from ahc_cli import load
    >>> [(tile.iso, tile.column, tile.value) for tile in load().map("74/247", "china")]
    [('CN', 21, 'yes')]
    """

    id: str
    iso: str | None
    name: Text
    column: int | None
    row: int | None
    value: str | None

    @property
    def words(self) -> str:
        """The name of the state, and what it did."""
        return self.name.lang() + bracketed(_act_words(self.value))

    @property
    def span(self) -> Span:
        """The tile as it is drawn."""
        sample, style = _TILES[self.value]
        code = (self.iso or self.id)[:2]
        text = sample.replace("XX", code.upper()).replace("xx", code.lower())
        return Span(text, style, tile=(self.id, self.words))


class StateMap(Struct, frozen=True):
    """A map of how states voted in a roll call or, without one, of who signed and ratified.

    In a picture a tile is four cells wide and two lines high, else three and one.
    """

    context: Context
    vote: StateVote | None
    is_picture: bool

    def tile(self, row: StateRow) -> StateTile:
        """Return the place of a state, and what it did."""
        column, line = self.context.vocabulary.actors[row.id].tile or (None, None)
        value = next((key for key in ("ratified", "approved", "signed") if getattr(row, key)), None)
        if self.vote:
            value = {vote.event: vote.side for vote in row.votes}[self.vote.event]
        return StateTile(row.id, row.iso, row.name, column, line, value)

    def page(self, answer: Answer, screen: Screen) -> Iterator[Line]:
        """Yield the map or, in a narrow window, why there is none."""
        if screen.width < _WINDOW:
            yield text_line(_("the map takes {n} columns; this is the table", n=_WINDOW))
        elif answer.records:
            yield from self._lines(answer.records)

    def _lines(self, rows: Sequence[StateRow]) -> Iterator[Line]:
        """Yield a head, a legend, the lines of tiles, and who has no place among them."""
        actors = self.context.vocabulary.actors
        states = [row for row in rows if actors[row.id].kind == "state"]
        tiles = [*map(self.tile, states if self.vote else rows)]
        spans = self._spans(tiles)
        yield self._head(states)
        yield _legend(Counter(self.tile(row).value for row in states), spans.values())
        yield from self._tile_lines(spans)
        beside = [tile.words for tile in tiles if tile.column is None]
        if beside:
            yield text_line(_("not on the map: {states}", states=_(", ").join(beside)))
        if not self.vote:
            yield text_line(_("not named: no source says so, but it may have happened"))

    def _spans(self, tiles: Iterable[StateTile]) -> dict[Any, Span]:
        """Return tiles by their places, and a point for each state that is not among them."""
        actors = self.context.vocabulary.actors.values()
        spans: dict[Any, Span] = {actor.tile: _POINT for actor in actors if actor.tile}
        return spans | {
            (tile.column, tile.row): tile.span for tile in tiles if tile.row is not None
        }

    def _head(self, states: Sequence[StateRow]) -> Line:
        """Say which roll call it is, or how many signed by which day, and how sure that is."""
        dataset, grades = self.context.dataset, list[Any]()
        if self.vote:
            event = next(event for event in dataset.events if event.id == self.vote.event)
            words = event_words(event)
            grades += [vote.confidence for vote in event.votes if vote.roll]
        else:
            grades += [row.signed.confidence for row in states if row.signed]
            day = date_in_full(str(min(self.context.today, dataset.edition)))
            n, names = len(grades), number_of_names(len(states), "state")
            words = _("Signed by {n} of {states} · as of {day}", n=n, states=names, day=day)
        sure = max(filter(None, grades), key=get_args(Confidence).index, default=None)
        return Line((Span(words, "heading"), *sure_spans(sure)), hang=2)

    def _tile_lines(self, spans: Mapping[Any, Span]) -> Iterator[Line]:
        """Yield lines of spans at their places."""
        size, gap = 3 + self.is_picture, [BLANK] * self.is_picture
        for row in sorted({row for _column, row in spans}):
            line = [Span(" ")]
            for column in range(_WINDOW // 3):
                span = spans.get((column, row), Span(""))
                line.append(replace(span, text=span.text.ljust(size)))
            yield from gap
            yield Line(tuple(line), "chart", indent=0)
        yield from gap


def _legend(values: Mapping[str | None, int], drawn: Collection[Span]) -> Line:
    """Say what each sort of tile means, and how many there are."""
    spans: Spans = ()
    for value, (sample, style) in _TILES.items():
        if values[value]:
            words = unbroken(f" {_act_words(value)} {values[value]}")
            spans += Span(unbroken(sample), style), Span(words), Span("   ")
    if _POINT in drawn:
        spans += (Span(unbroken(". " + _("not asked about"))),)
    return Line(spans, hang=2)


def _act_words(value: str | None) -> str:
    """Say what a state did."""
    return label(value, "sides", "values") if value else _("not named")


def map_(request: Request, context: Context) -> Answer:
    """Draw a map of the states or, in a narrow window, their table."""
    field, *query = request.text.split() or ["signed"]
    events = context.index.candidates(field)
    votes = roll_calls(context.dataset, context.today)
    vote = next((vote for vote in votes if vote.event in events), None)
    if not vote and field not in labels("fields")["signed"]:
        query = [field, *query]
    question = asked(replace(request, words=tuple(query)), context, STATES)
    made = state_answer(question)
    state_map = StateMap(context, vote, request.format in ("svg", "html"))
    return replace(
        made,
        page=state_map.page,
        table=lambda _answer, screen: made.table(made, screen) if screen.width < _WINDOW else (),
        json=state_map.tile,
        row=state_map.tile,
        picture_width=_PICTURE,
        remarks=of_question(question, made.found or 0, made.total)["remarks"],
    )
