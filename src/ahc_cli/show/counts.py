"""Counts as a table with bars, or as names."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from operator import attrgetter

from ahc_cli.messages import _
from ahc_cli.model.labels import section
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import width
from ahc_cli.render import Column, Line, Screen, Span
from ahc_cli.render.layout import GAP, WIDEST
from ahc_cli.report.counts import Tally
from ahc_cli.show.phrases import spoken_text, sure_spans, text_line, unbroken

# From this width on there are bars, which take what names and numbers leave of a window.
_WITH_BARS, _MOST_NAME, _NUMBERS, _LEAST_BAR = 40, 40, 12, 8

COUNT_GETTERS = {name: attrgetter(name) for name in Tally.__struct_fields__}


def count_table(
    tallies: Sequence[Tally], headings: tuple[str, str], screen: Screen
) -> list[Column]:
    """Return the columns of a count: the names of the values, how many events or entries have each,
    and bars; what has no value has no bar.
    """
    name, counted = headings
    most = max((tally.count for tally in tallies if tally.value is not None), default=1)
    names = max((width(spoken_text(tally.label)) for tally in tallies), default=0)
    room = max(_LEAST_BAR, min(screen.width, WIDEST) - min(names, _MOST_NAME) - _NUMBERS)

    def bar(tally: Tally) -> tuple[Span]:
        if tally.value is None:
            return (Span(""),)
        return (Span("▆" * max(1, round(room * tally.count / most))),)

    columns = [
        Column(name, lambda tally: (Span(spoken_text(tally.label)),), most=_MOST_NAME),
        Column(counted, lambda tally: (Span(str(tally.count), "heading"),), right=True),
    ]
    if most > 1 and len(tallies) > 1:
        columns.append(Column("", bar, most=room, since=_WITH_BARS))
    return columns


def names_page(
    tallies: Sequence[Tally], totals: Iterable[Statement | str], room: int
) -> Iterator[Line]:
    """Yield how many values there are, or what the status says of them, then their names.

    They stand in columns if there is room for any.
    """
    for total in totals:
        if isinstance(total, str):
            yield text_line(total, "heading")
            continue
        words = section(total.key) + _(": ") + spoken_text(total.text)
        yield Line((Span(words, "heading"), *sure_spans(total.confidence)), hang=2)
    names = [spoken_text(tally.label) for tally in tallies]
    if room:
        yield from map(text_line, _in_columns(names, min(room, WIDEST)))
    else:
        yield text_line(_(", ").join(names))


def _in_columns(names: Sequence[str], room: int) -> Iterator[str]:
    """Yield names as lines of columns, which are read downwards."""
    breadth = max(map(width, names)) + GAP
    columns = max(1, (room - 1 + GAP) // breadth)
    lines = ceil(len(names) / columns)
    for start in range(lines):
        line = (name + " " * (breadth - width(name)) for name in names[start::lines])
        yield unbroken("".join(line).rstrip())
