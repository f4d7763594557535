"""Where the convention stands, as a page; and what a new reader sees first."""

import re
from collections.abc import Iterator
from math import ceil

from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import date_in_full, section
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import width
from ahc_cli.render import BLANK, Line, Screen, Span
from ahc_cli.report.sentences import lines, phase_words
from ahc_cli.report.status import StatusReport
from ahc_cli.show.examples import filled_in
from ahc_cli.show.phrases import citation, spoken_text, sure_span, text_line

_MOST_BAR = 30
# The figures of the page in short.
_BEFORE_ADOPTION = ("held", "ahead")
_AFTER_ADOPTION = ("signatories", "ratifications", "deadline", "newest_source")


def status_page(report: StatusReport, screen: Screen, *, in_short: bool = False) -> Iterator[Line]:
    """Yield the name of the convention, its phase, and a line for each figure with its sources.

    In short there are few figures and no sources, and a bar shows how many ratifications are
    needed.
    """
    name = report.instrument.short or report.instrument.name
    yield text_line(spoken_text(name), "heading", "title")
    day = date_in_full(report.status.as_of.isoformat(), screen.lang)
    yield text_line(_("{phase} · {day}", phase=phase_words(report), day=day))
    figures = _figures(report, in_short=in_short)
    if not figures:
        return
    yield BLANK
    room = max(width(section(line.key, screen.lang)) for line in figures) + 1
    previous_key = ""
    for figure in figures:
        is_first = figure.key != previous_key
        mark = Span(section(figure.key, screen.lang) if is_first else "", "faint")
        spans = _figure_spans(figure, in_short=in_short)
        yield Line(spans, "item", mark=mark, hang=room)
        if in_short and is_first and figure.key == "ratifications":
            yield from _bar(report, screen, room)
        previous_key = figure.key


def _figures(report: StatusReport, *, in_short: bool) -> list[Statement]:
    _phase, *figures = lines(report)
    if not in_short:
        return figures
    keys = _AFTER_ADOPTION if report.status.adopted else _BEFORE_ADOPTION
    return [figure for figure in figures if figure.key in keys]


def _figure_spans(figure: Statement, *, in_short: bool) -> tuple[Span, ...]:
    """Write a figure, its number marked if it has sources, and how sure it is."""
    text = spoken_text(figure.text)
    parts = re.split(r"(\d+)", text, maxsplit=1) if figure.sources else [text]
    spans = list(map(Span, parts))
    if len(parts) > 1:
        spans[1] = Span(parts[1], "heading")
    if not in_short:
        spans.append(citation(figure.sources, in_short=True))
    if figure.confidence:
        spans += Span(" ·", "faint"), sure_span(figure.confidence)
    return tuple(spans)


def _bar(report: StatusReport, screen: Screen, room: int) -> Iterator[Line]:
    """Draw how many of the needed ratifications there are, if it is known how many are needed."""
    parties = report.status.parties
    if not parties or parties["needed"] is None:
        return
    needed = max(parties["needed"], 1)
    columns = min(_MOST_BAR, needed, screen.width - room - 1)
    full = min(columns, ceil(columns * parties["sourced"].count / needed))
    yield Line((Span("▆" * full), Span("·" * (columns - full), "faint")), "item", hang=room)


def front_page(
    dataset: Dataset | None, report: StatusReport | None, screen: Screen
) -> Iterator[Line]:
    """Yield in a few lines where the convention stands or what the dataset is, and what to try."""
    if report:
        yield from status_page(report, screen, in_short=True)
    elif dataset:
        yield text_line(spoken_text(dataset.title), "heading", "title")
        number = ngettext("{n} event", "{n} events", len(tuple(dataset.events)))
        yield text_line(f"{date_in_full(dataset.edition.isoformat(), screen.lang)} · {number}")
    yield from (BLANK, text_line(_("Try"), kind="heading"))
    commands = _("ahc positions $state\nahc show $event\nahc search $topic\nahc list $place $year")
    if report:
        commands = _("ahc did $state sign") + "\n" + commands
    for command in filled_in(commands, dataset).split("\n"):
        yield Line((Span(command, "id"),), "item", indent=3)
    yield Line((Span(_("ahc --lang zh"), "id"),), "item", indent=3)
    yield text_line(_("A plain question works. 'ahc --help' lists the commands."), "faint")
