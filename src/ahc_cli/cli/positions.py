"""`ahc positions`: who wanted what, and when."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.cli.asking import QueryWords, arranged, question, report, row_answer
from ahc_cli.cli.options import Asked, Rows, sharing
from ahc_cli.fields import Entry, date_order
from ahc_cli.models import Event, Position, Stance, Text
from ahc_cli.render import Column, check, columns


class Wanted(Struct, frozen=True):
    """A position with the event it was taken at."""

    event: str
    date: str
    actors: tuple[str, ...]
    stance: Stance
    topic: str | None
    text: Text
    sources: tuple[str, ...]


_COLUMNS: tuple[Column, ...] = (
    columns.plain("event", "Event", "事件", lambda w: w.event),
    columns.plain("date", "Date", "日期", lambda w: w.date),
    columns.plain("actors", "Actors", "行为体", lambda w: w.actors),
    columns.plain("stance", "Stance", "立场", lambda w: w.stance),
    columns.plain("topic", "Topic", "议题", lambda w: w.topic),
    columns.plain("text", "Text", "内容", lambda w: w.text),
    columns.plain("sources", "Sources", "来源", lambda w: w.sources),
)


@sharing(Rows, Asked)
def positions(rows: Rows, asked: Asked, query: QueryWords = None) -> int:
    """Show who wanted what, and when.

    Stances are proposes, supports, opposes, warns and urges. Actor, stance, topic, date and words of the query
    speak of the same position.

    \b
    Examples:
      ahc positions china
      ahc positions topic:safeguards stance:opposes
      ahc positions actor:EFF date:2022
    """
    check(asked.format_name, "rows")
    asking = question(asked, query)
    taken = _taken(asking.entries())
    found = [Wanted(e.id, e.date, p.actors, p.stance, p.topic, p.text, p.sources) for e, p in taken]
    cut = arranged(rows, found, _COLUMNS, asked.language)
    answer = row_answer(rows, cut, _COLUMNS, asking.dataset.vocabulary, draw="position_list")
    answer = replace(answer, detail={event.id: event for event, _ in taken})
    return report(asked, answer, asking, found, "position")


def _taken(found: Iterable[Entry]) -> list[tuple[Event, Position]]:
    """The positions of entries with their events, each once, in the order of time."""
    taken = {id(entry.position): (entry.event, entry.position) for entry in found if entry.position is not None}
    return sorted(taken.values(), key=lambda at: date_order(at[0]))
