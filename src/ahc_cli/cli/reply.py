"""Writes an answer, with a remark on it at a terminal."""

import sys
from functools import partial

from msgspec.structs import replace

from ahc_cli.cli.session import Session
from ahc_cli.cli.terminal import (
    can_encode,
    is_terminal,
    page,
    write_error,
    write_file,
    write_output,
)
from ahc_cli.messages import _, spoken
from ahc_cli.model.labels import date_in_full
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, write


def write_answer(answer: Answer, session: Session, asked: Request | None = None) -> int:
    """Write the answer to what was asked and return its exit code; nothing with --quiet."""
    session.check_format(answer.formats)
    name = session.format
    if session.options.quiet:
        return answer.exit_code
    is_read = is_terminal(sys.stderr) and is_terminal(sys.stdout)
    if name in ("html", "svg"):
        answer = _titled(answer, session, asked)
    elif name == "table" and session.screen.terminal and answer.most_drawn:
        answer = replace(answer, records=answer.records[: answer.most_drawn])
    _write(answer, session, name)
    if asked and answer.request.command != asked.command and is_read:
        write_error(_("running: {command}", command=answer.request.line))
    if answer.error:
        raise answer.error
    remark = _("; ").join(filter(None, answer.remarks(len(answer.records)))) if is_read else ""
    write_error(*filter(None, (remark, answer.note)))
    return answer.exit_code


def _titled(answer: Answer, session: Session, asked: Request | None) -> Answer:
    """Give an answer the title, and the words for sources, that a picture or HTML has."""
    from ahc_cli.show.phrases import source_spans

    dataset = session.context.dataset
    screen = replace(session.screen, terminal=True, color=True)
    title = [answer.total, asked.text if asked else ""]
    if dataset.whole:  # an array or NDJSON has no title and edition of its own
        day = date_in_full(dataset.edition.isoformat())
        edition = _("record checked up to {day}", day=day)
        title = [dataset.title.lang(), edition, *title]
    return replace(
        answer,
        title=answer.title or " · ".join(filter(None, title)),
        source=partial(source_spans, vocabulary=dataset.vocabulary, screen=screen),
    )


def _write(answer: Answer, session: Session, name: str) -> None:
    """Write an answer in a format, to the file that is given.

    A drawing taller than the window goes through a pager.
    """
    screen, file = session.screen, session.options.output
    pieces = write(answer, name, screen)
    if file is not None:
        write_file(file, pieces)
    elif name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    elif screen.terminal and not session.options.no_pager:
        drawing = "".join(map(str, pieces))
        if not page(drawing, has_heading=bool(answer.table(answer, screen))):
            write_output([drawing])
    else:
        write_output(pieces)
        if spoken() == "zh" and not can_encode("中"):
            # In Chinese this could not be read there either.
            write_error("ahc: the output cannot show Chinese; set PYTHONIOENCODING=utf-8")
