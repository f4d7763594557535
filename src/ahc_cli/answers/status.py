"""Where the instrument stands: `ahc status`, and the front page."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from math import ceil
from operator import attrgetter

from ahc_cli.data.load import Dataset
from ahc_cli.errors import DatasetError, NotFoundError, UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.labels import date_in_full, section
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import width
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Screen, Span, Spans
from ahc_cli.report.sentences import lines, phase_words
from ahc_cli.report.status import StatusReport, report_status
from ahc_cli.show.examples import lines_to_try
from ahc_cli.show.phrases import citation, spoken_text, sure_spans, text_line

_MOST_BAR = 30
# A window as wide as this has what a figure is about beside the figure, not above.
_WITH_LABELS = 50
# The figures of the page in short.
_BEFORE_ADOPTION = ("held", "ahead")
_AFTER_ADOPTION = ("signatories", "ratifications", "deadline", "newest_source")


def status_page(report: StatusReport, screen: Screen, *, in_short: bool = False) -> Iterator[Line]:
    """Yield the name of the instrument, its phase, and a line for each figure with its sources.

    In short there are few figures and no sources, and a bar shows how many ratifications are
    needed.
    """
    name = report.instrument.short or report.instrument.name
    yield text_line(spoken_text(name), "heading", "title")
    day = date_in_full(report.status.as_of.isoformat())
    yield text_line(_("{phase} · as of {day}", phase=phase_words(report), day=day))
    figures = _figures(report, in_short=in_short)
    if figures:
        yield BLANK
        yield from _figure_lines(figures, report, screen, in_short=in_short)


def _figure_lines(
    figures: Sequence[Statement], report: StatusReport, screen: Screen, *, in_short: bool
) -> Iterator[Line]:
    """Yield figures beside what they are about, or in a narrow window below it."""
    room = max(width(section(line.key)) for line in figures) + 1
    is_narrow = screen.width < _WITH_LABELS
    if is_narrow:
        room = 2
    for key, of_key in groupby(figures, attrgetter("key")):
        mark = Span(section(key), "faint")
        if is_narrow:
            yield Line((mark,))
            mark = Span("")
        for figure in of_key:
            spans = _figure_spans(figure, report, in_short=in_short)
            yield Line(spans, "item", mark=mark, hang=room)
            mark = Span("")
        if in_short and key == "ratifications":
            yield from _bar(report, screen, room)


def _figures(report: StatusReport, *, in_short: bool) -> list[Statement]:
    _phase, *figures = lines(report)
    if not in_short:
        return figures
    keys = _AFTER_ADOPTION if report.status.adopted else _BEFORE_ADOPTION
    return [figure for figure in figures if figure.key in keys]


def _figure_spans(figure: Statement, report: StatusReport, *, in_short: bool) -> Spans:
    """Write a figure, its number or its event marked, and how sure it is."""
    text = spoken_text(figure.text)
    *_words, id_ = text.rpartition("  ")
    if id_ in report.events:
        return Span(text.removesuffix(id_)), Span(id_, "id")
    # Of a deadline not the day counts, but how many days are left; else no part of a date does.
    number = "[(（](.+)[)）]" if figure.key == "deadline" else r"(\d+)(?![\d年月日])"
    found = re.search(number, text) if figure.sources else None
    start, end = found.span(1) if found else (0, 0)
    cited = () if in_short else figure.sources
    return (
        Span(text[:start]),
        Span(text[start:end], "heading"),
        Span(text[end:]),
        *sure_spans(figure.confidence, citation(cited, in_short=True)),
    )


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
    """Yield in a few lines where the instrument stands or what the dataset is, and what to try."""
    if report:
        yield from status_page(report, screen, in_short=True)
    elif dataset:
        yield text_line(spoken_text(dataset.title), "heading", "title")
        number = ngettext("{n} event", "{n} events", len(tuple(dataset.events)))
        yield text_line(f"{date_in_full(dataset.edition.isoformat())} · {number}")
    commands = lines_to_try(dataset, may_sign=report is not None, in_both=screen.unicode)
    if commands:
        yield from (BLANK, text_line(_("Try"), kind="heading"))
    for command in commands:
        yield Line((Span(command, "id"),), "item", indent=3)
    yield text_line(_("A plain question works. 'ahc --help' lists the commands."), "faint")


def status(request: Request, context: Context) -> Answer:
    """Show where the instrument stands, today or as of a day."""
    if request.words and request.words[-1].endswith((".json", ".ndjson")):
        message = _("to read a dataset, type 'ahc status --data {file}'", file=request.words[-1])
        raise UsageError(message)
    if request.words:
        context = context.on(_day_in(request.text, context))
    report = report_status(context.dataset, context.today)
    if report is None:
        reason = NotFoundError(_("this dataset has no 'instrument', so it has no status"))
        return Answer(records=[], found=0, exit_code=1, error=reason)
    page = partial(status_page, report)
    return Answer(records=[report.status], page=lambda _answer, screen: page(screen))


def _day_in(text: str, context: Context) -> str:
    """Return the day that a question about the status names, or else the text."""
    from ahc_cli.query.grammar import split
    from ahc_cli.search.questions import questions_of

    tokens, _conditions = split(text, context)
    for asked in questions_of(tokens, context.vocabulary):
        if asked.request.command == "status" and asked.request.words:
            return asked.request.text
    return text


def front(_request: Request, context: Context) -> Answer:
    """Show in a few lines where the instrument stands, and what to try."""
    dataset: Dataset | None = None
    report: StatusReport | None = None
    refusal = None
    try:
        dataset = context.dataset
        report = report_status(dataset, context.today)
    except DatasetError as error:
        refusal = error
    page = partial(front_page, dataset, report)
    return Answer(records=(), page=lambda _answer, screen: page(screen), error=refusal)
