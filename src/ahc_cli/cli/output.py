"""Writes answers, remarks and errors: bytes as they are, text in the encoding of the stream."""

import os
import sys
from collections.abc import Iterable, Sequence, Sized
from contextlib import suppress
from typing import TextIO

from ahc_cli.answer import Answer, Piece
from ahc_cli.ask.question import Question
from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import page
from ahc_cli.messages import _, ngettext
from ahc_cli.model.text import inert, shorten
from ahc_cli.write import write

# The longest line of an error, which may quote a text of any length.
_MOST_CHARACTERS = 1000


def reply(options: Options, answer: Answer, *remarks: str, found: bool = True, question: Question | None = None) -> int:
    """Write an answer, and at a terminal the remarks on it; return the exit code, 1 if nothing was found.

    Of a question, further remarks say how its words were read and why nothing matches; for everything, the code is 0.
    """
    missed = not found and not (question and question.is_everything)
    if question and options.shows_remarks and (missed or question.typed):
        from ahc_cli.cli.remarks import on_question

        remarks += tuple(on_question(question, found=found))
    lines = [_("; ").join(remarks)] if remarks else []
    if hidden := options.dataset.hidden:
        later = ngettext(
            "{n} later event is hidden: not yet known on {day}",
            "{n} later events are hidden: not yet known on {day}",
            hidden,
            day=options.as_of_day,
        )
        lines.append(later)
    write_answer(options, answer, lines if options.shows_remarks else ())
    return int(missed)


def shown_of(shown: Sized, found: Sized, total: str) -> str:
    """Say how many things are shown: the total, or a part of it."""
    return total if len(shown) == len(found) else _("{shown} of {total}", shown=len(shown), total=total)


def write_answer(options: Options, answer: Answer, remarks: Sequence[str] = ()) -> None:
    """Write an answer in its format; nothing with --quiet.

    Remarks come after it, and in a pager, whose first screen they belong to, also before it.
    """
    screen, name = options.screen, options.format_for(answer.formats)
    if options.quiet:
        return
    if name == "table":
        from ahc_cli.draw import draw

        drawn: Iterable[str] = draw(answer, screen)
        if screen.terminal and not options.no_pager:
            text = "".join(drawn)
            drawn = () if page(text, above="".join(f"{inert(line)}\n" for line in remarks)) else (text,)
        write_output(drawn)
    else:
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in write(answer, name, screen))
    write_error(*remarks)


def write_output(pieces: Iterable[Piece]) -> None:
    """Write pieces to standard output."""
    out = sys.stdout
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
