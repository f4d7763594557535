"""Writes answers, remarks and errors: bytes as they are, text in the encoding of the stream."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from ahc_cli.answer import Format, Piece
from ahc_cli.ask.query import Is, Query
from ahc_cli.ask.question import Question
from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import is_terminal, page
from ahc_cli.errors import OutputError
from ahc_cli.messages import _
from ahc_cli.model.text import inert, plural, shorten
from ahc_cli.write import write

if TYPE_CHECKING:
    from ahc_cli.answer import Answer

# The longest line of an error, which may quote a text of any length.
_MOST_CHARACTERS = 1000


def reply(options: Options, answer: "Answer", remark: str = "", *, missed: bool = False) -> int:
    """Write an answer, and at a terminal a remark; return the exit code, 1 if a query `missed`."""
    write_answer(options, answer)
    if not options.quiet and is_terminal(sys.stderr) and is_terminal(sys.stdout):
        hidden = options.dataset.hidden
        later = f"{plural(hidden, 'later event')} not shown: not known as of {options.as_of_day}" if hidden else ""
        write_error(*filter(None, (remark, later)))
    return int(missed)


def reply_to(question: Question, options: Options, answer: "Answer", remark: str, *, found: bool) -> int:
    """Reply to a question; when its query matches nothing, the remark names what is near its words."""
    missed = not found and not question.is_everything
    conditions = [query for _, query in question.readings if isinstance(query, Is)]
    if conditions:
        remark += f"; read {', '.join(f'{text} as {_written(query)}' for text, query in question.readings)}"
    if any(query.field == "role" for query in conditions):
        remark += "; 'ahc count actor' with the same words counts them"
    if missed and conditions:
        remark += "; put a word in quotes to look for it as text"
    if missed and not options.quiet and (near := question.near()):
        remark += f"; near: {', '.join(near)}"
    elif missed and (unknown := question.unknown()):
        remark += "; the record does not mention " + ", ".join(f"'{word}'" for word in unknown)
    elif missed and len(question.terms) > 1:
        remark += "; 'ahc search' also shows what has only some of the words"
    return reply(options, answer, remark, missed=missed)


def _written(query: Query) -> str:
    """Write how a bare word was read."""
    if not isinstance(query, Is):
        return "text"
    values = [
        code for value in query.values for code in (sorted(value) if isinstance(value, frozenset) else [str(value)])
    ]
    return f"{query.field}:{','.join(values)}"


def write_answer(options: Options, answer: "Answer") -> None:
    """Write an answer in the format given, else in the one that suits a terminal or a pipe; nothing with --quiet."""
    if options.quiet:
        return
    screen, chosen = options.screen, "json" if options.json else options.format
    name: Format = chosen or ("table" if screen.terminal else answer.piped)  # type: ignore[assignment]  # checked before
    if name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in write(answer, name, screen))
        return
    from ahc_cli.draw import draw

    drawn = "".join(draw(answer, screen))
    if options.no_pager or not screen.terminal or not page(drawn):
        write_output([drawn])


def write_output(pieces: Iterable[Piece]) -> None:
    """Write pieces to standard output."""
    out = sys.stdout
    if out is None:
        raise OutputError(_("standard output is closed"))
    for piece in pieces:
        out.buffer.write(piece if isinstance(piece, bytes) else piece.encode(out.encoding, "replace"))
    out.buffer.flush()


def write_error(*lines: str) -> None:
    """Write lines to standard error, if it is open, with everything a terminal would act upon escaped."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.writelines(f"{inert(shorten(line, _MOST_CHARACTERS))}\n" for line in lines)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Discard what is still unwritten, so that the interpreter does not fail on it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
