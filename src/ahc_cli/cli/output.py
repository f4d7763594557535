"""Writes to the streams of the process: bytes as they are, text in the encoding of the stream."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from typing import TextIO

from ahc_cli.cli.options import Options
from ahc_cli.cli.session import Session
from ahc_cli.cli.terminal import is_terminal, page, width
from ahc_cli.model.text import breaks, inert, shorten
from ahc_cli.render import Answer, Piece, write

# An error may quote a text of any length.
_LONGEST_ERROR = 1000


def write_answer(session: Session[Options], answer: Answer, name: str) -> None:
    """Write an answer in a format; a drawing taller than the window goes through a pager."""
    screen = session.screen
    pieces = write(answer, name, screen)
    if name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    elif screen.terminal and not session.options.no_pager:
        drawing = "".join(map(str, pieces))
        write_output(() if page(drawing) else (drawing,))
    else:
        write_output(pieces)


def write_output(pieces: Iterable[Piece]) -> None:
    """Write pieces to standard output.

    Where Python does not buffer it, it may take only a part of a piece at a time.
    """
    out = sys.stdout
    for piece in pieces:
        data = piece if isinstance(piece, bytes) else piece.encode(out.encoding, "replace")
        unwritten = memoryview(data)
        while unwritten:
            unwritten = unwritten[out.buffer.write(unwritten) :]
    out.buffer.flush()


def write_error(*lines: str) -> None:
    """Write inert lines to standard error, if it is open; at a terminal they are wrapped."""
    if sys.stderr is None:
        return
    most = width(sys.stderr) if is_terminal(sys.stderr) else sys.maxsize
    written = ""
    for line in lines:
        text = inert(shorten(line, _LONGEST_ERROR))
        for start, end in pairwise((0, *breaks(text, most), len(text))):
            written += f"{text[start:end].rstrip()}\n"
    try:
        sys.stderr.write(written)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Discard what is still unwritten, so that the interpreter does not fail on it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
