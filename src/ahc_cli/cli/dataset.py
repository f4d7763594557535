"""Datasets: `ahc validate`, `export`, and `schema`, which also describes answers."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pkgutil import get_data
from typing import Annotated, Any

from msgspec import UNSET, Raw
from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli.completion import one_of
from ahc_cli.cli.options import Options
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.cli.terminal import stdin
from ahc_cli.data.check import Problem, check
from ahc_cli.data.document import document_of
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.text import inert, width
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.render import Answer, Line, Screen, Span
from ahc_cli.show.schemas import ANSWERS, schema_of

# What a problem is about, on its line: a value, behind its key.
_FAULT = re.compile(r'("(?:[^"\\]|\\.)*"\s*:?\s*)*[^\s,{}\[\]]*')


def validate(session: Session[Options], file: Annotated[str | None, Argument()] = None) -> Reply:
    """Check a dataset and show where its errors are."""
    name = session.data if file is None else file
    problems, events = check(name, stdin)
    shown = {"bundled": _("bundled"), "-": _("standard input")}.get(name, name)
    valid = ngettext("{name}: valid, {n} event", "{name}: valid, {n} events", events, name=shown)
    answer = Answer(
        records=[replace(problem, quote=UNSET) for problem in problems],
        page=partial(_page, shown, problems, valid),
        formats=("table", "json", "ndjson"),
    )
    return Reply(session, answer, exit_code=int(bool(problems)))


def _page(name: str, problems: Sequence[Problem], valid: str, screen: Screen) -> Iterator[Line]:
    """Yield each problem of a dataset, at a terminal with its line; or that it is valid."""
    for problem in problems:
        yield _line(inert(f"{name}:{problem}"))
        if screen.terminal and problem.quote:
            # A character has two cells at most.
            room = screen.width // 4
            before, after = problem.quote[0][-room:], problem.quote[1][:room]
            yield _line(before + after)
            fault = _FAULT.match(after)
            carets = "^" * width(fault[0]) if fault else ""
            yield _line(" " * width(before) + (carets or "^"))
    if not problems:
        yield _line(inert(valid))


def _line(text: str) -> Line:
    return Line((Span(text),), "chart", indent=0)


def export(session: Session[Options]) -> Reply:
    """Print the whole document, which --data reads."""
    if not session.dataset.whole:
        raise NotFoundError(_("an array or NDJSON is a part of a document; 'ahc list' prints it"))
    document = document_of(session.dataset)
    parts: Sequence[Answer] = ()
    if session.options.format == "html":
        from ahc_cli.cli.page import parts_of

        parts = tuple(parts_of(document, session))
    return Reply(session, Answer(records=[document], parts=parts, formats=("json", "html")))


def schema(
    session: Session[Options],
    answer: Annotated[str | None, Argument(autocompletion=one_of(ANSWERS))] = None,
) -> Reply:
    """Print the JSON Schema of a dataset, or of an answer."""
    if answer is None:
        made: Any = Raw(get_data("ahc_cli", "data/schema.json") or b"")
    elif answer in ANSWERS:
        made = schema_of(answer)
    else:
        near = did_you_mean(answer, ANSWERS)
        message = _("no schema of '{answer}'{near}", answer=answer, near=near)
        raise UsageError(message, _("answers: {names}", names=_(", ").join(ANSWERS)))
    return Reply(session, Answer(records=[made], formats=("json",)))
