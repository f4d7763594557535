"""`ahc timeline`: the picture of when what happened."""

from ahc_cli.cli.asking import QueryWords, question, report
from ahc_cli.cli.options import Asked, sharing
from ahc_cli.dataset import Dataset
from ahc_cli.fields import date_order
from ahc_cli.render import Answer, Column, check, columns
from ahc_cli.render.legend import Caption
from ahc_cli.render.tracks import LANE_OF

_COLUMNS: tuple[Column, ...] = (
    columns.plain("id", "Id", "编号", lambda event: event.id),
    columns.plain("start", "Start", "起", lambda event: event.start),
    columns.plain("end", "End", "止", lambda event: event.end),
    columns.plain("lane", "Lane", "分道", lambda event: LANE_OF[event.kind].name),
    columns.plain("kind", "Kind", "类别", lambda event: event.kind),
    columns.plain("status", "Status", "状态", lambda event: event.status),
    columns.plain("title", "Title", "标题", lambda event: event.title),
)


@sharing(Asked)
def timeline(asked: Asked, query: QueryWords = None) -> int:
    """Draw events on a time axis.

    Meetings are bars, all else are marks. A few events bear their titles, more of them their ids, and very many
    are counted. A date known only to the month or the year is drawn as the span that it may lie in. With -f svg
    the picture is one for a page.

    \b
    Examples:
      ahc timeline
      ahc timeline kind:session,consultation date:2022..2023
      ahc timeline place:vienna -f svg > vienna.svg
    """
    check(asked.format_name, "timeline")
    asking = question(asked, query)
    found = sorted(asking.events(), key=date_order)
    answer = Answer(
        "timeline",
        found,
        _COLUMNS,
        asking.dataset.vocabulary,
        draw="timeline",
        chosen=True,
        plain=True,
        detail=_caption(asking.dataset, " ".join(query or ())),
    )
    return report(asked, answer, asking, found, "event")


def _caption(dataset: Dataset, asked: str) -> Caption:
    """What the picture is of; an array or NDJSON has no title and no day of its own."""
    return Caption(asked, dataset.title, dataset.edition) if dataset.whole else Caption(asked)
