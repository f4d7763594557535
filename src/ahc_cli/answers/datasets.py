"""Datasets: `ahc validate`, `export`, and `schema`, which also describes answers."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pkgutil import get_data

from msgspec import UNSET, Raw, json
from msgspec.structs import replace

from ahc_cli import __version__
from ahc_cli.answers import answer
from ahc_cli.answers.remarks import number_of_events, number_of_names
from ahc_cli.data.check import Problem, check
from ahc_cli.data.document import document_of
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import date_in_full, section
from ahc_cli.model.records import Event, Table
from ahc_cli.model.text import inert, width
from ahc_cli.model.vocabulary import Collection, did_you_mean
from ahc_cli.query.context import Context
from ahc_cli.query.names import Entity
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Line, Screen, Span
from ahc_cli.report.status import report_status
from ahc_cli.show.phrases import text_line

# What a problem is about, on its line: a value, behind its key.
_FAULT = re.compile(r'("(?:[^"\\]|\\.)*(?:"\s*:?\s*|$))*[^\s,{}\[\]]*')


def validate(request: Request, context: Context) -> Answer:
    """Check a dataset and show where its errors are."""
    (name,) = request.words or (context.files.name,)
    if name == "bundled":
        context.files.open(name)  # or else an error says to install the program again
    problems, events = check(name, context.files.stdin)
    shown = {"bundled": _("bundled"), "-": _("standard input")}.get(name, name)
    valid = ngettext("{name}: valid, {n} event", "{name}: valid, {n} events", events, name=shown)
    return Answer(
        records=[replace(problem, quote=UNSET) for problem in problems],
        page=partial(_problems_page, shown, problems, valid),
        exit_code=int(bool(problems)),
    )


def _problems_page(
    name: str, problems: Sequence[Problem], valid: str, _answer: Answer, screen: Screen
) -> Iterator[Line]:
    """Yield each problem of a dataset, at a terminal with its line; or that it is valid."""
    for problem in problems:
        yield _line(inert(f"{name}:{problem}"))
        if screen.terminal and problem.quote:
            before, after = problem.quote[0][-screen.width // 4 :], problem.quote[1]
            # A character has two cells at most, in ASCII one.
            after = after[: (screen.width - width(before)) // (2 - after.isascii())]
            yield _line(before + after)
            fault = _FAULT.match(after)
            carets = "^" * width(fault[0]) if fault else ""
            yield _line(" " * width(before) + (carets or "^"))
    if not problems:
        yield _line(inert(valid))


def _line(text: str) -> Line:
    return Line((Span(text),), "chart", indent=0)


def export(request: Request, context: Context) -> Answer:
    """Print the whole document, which --data reads."""
    if not context.dataset.whole:
        raise NotFoundError(_("an array or NDJSON is a part of a document; 'ahc list' prints it"))
    document = document_of(context.dataset)
    parts = _parts(document, context) if request.format == "html" else {}
    return Answer(records=[document], parts=parts, legend=partial(_imprint, context))


def _imprint(context: Context, _answer: Answer, _screen: Screen) -> Iterator[Line]:
    """Say what made a page of a document, how to cite it, and who may use the data of this one."""
    cite = _(
        "Cite as: {title}, checked up to {day}. Made with ahc {version}.",
        title=context.dataset.title.lang(),
        day=date_in_full(str(context.dataset.edition)),
        version=__version__,
    )
    yield text_line(cite)
    if context.files.name == "bundled":
        yield text_line(_("Data and program: MIT licence. The sources keep their own rights."))


def _parts(document: Collection, context: Context) -> dict[str, Answer]:
    """Return the parts of the page of a document, by their anchors: answers of other commands."""
    from ahc_cli.answers.cards import CardPages

    events = sorted(document.events, key=date_order)
    parts = dict[str, Answer]()
    titles = {"status": _("Where it stands"), "map": _("Map"), "states": _("States")}
    if not document.instrument:
        titles = {}
    for command, title in titles.items():
        parts[command] = replace(answer(Request(command, format="html"), context), title=title)
    # A phone and paper have the list in place of the picture.
    listed, drawn = answer(Request("list"), context), answer(Request("timeline"), context)
    both = replace(listed, page=drawn.page, formats=drawn.formats)
    parts["timeline"] = replace(both, title=_("Timeline"))
    report = report_status(context.dataset, context.today)
    cards = CardPages(tuple(events), document, report)

    def add(name: str, things: Sequence[Event | Entity], title: str) -> None:
        parts[name] = Answer(
            records=things, page=lambda _answer, screen: cards.page(things, screen), title=title
        )

    add("events", events, number_of_events(len(events)))
    articles = []
    for article in document.instrument.articles if document.instrument else ():
        id_ = context.index.key(("article", f"article-{article.number}"))
        articles.append(Entity("article", id_, article))
    add("articles", articles, number_of_names(len(articles), "article"))
    treaties = [Entity("treaty", *entry) for entry in document.treaties.items()]
    add("treaties", treaties, section("parallels"))
    tables: tuple[Table, ...] = ("topic", "actor")
    for table in tables:
        entities = [Entity(table, *entry) for entry in document.table(table).items()]
        add(f"{table}s", entities, number_of_names(len(entities), table))
    return parts


def schema(request: Request, _context: Context) -> Answer:
    """Print the JSON Schema of a dataset, or of an answer."""
    (name,) = request.words or ("",)
    made = get_data("ahc_cli", f"data/{'answers' if name else 'schema'}.json") or b""
    if not name:
        return Answer(records=[Raw(made)])
    schemas = json.decode(made, type=dict[str, Raw])
    if name not in schemas:
        near = did_you_mean(name, schemas)
        message = _("no schema of '{answer}'{near}", answer=name, near=near)
        raise UsageError(message, _("answers: {names}", names=_(", ").join(schemas)))
    return Answer(records=[schemas[name]])
