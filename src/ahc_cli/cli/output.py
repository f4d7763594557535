"""The only writing of answers and errors: bytes as they are, text in the encoding of the output."""

import os
import sys
from collections.abc import Iterable
from typing import TextIO

import typer

from ahc_cli.errors import OutputError
from ahc_cli.render import Piece
from ahc_cli.text import inert

# The longest line of an error; what is quoted may be a text of any length.
_LONGEST = 1000


def write(pieces: Iterable[Piece]) -> None:
    """Write an answer; OutputError if it cannot be written; if nobody reads on, the program ends with 0."""
    out = sys.stdout
    if out is None:
        raise OutputError("standard output is closed")
    encoding = out.encoding or "utf-8"
    try:
        for piece in pieces:
            out.buffer.write(piece if isinstance(piece, bytes) else piece.encode(encoding, "replace"))
        out.buffer.flush()
    except BrokenPipeError:
        # Left to itself Typer makes 1 of it; that nobody reads on is no failure.
        abandon(out)
        raise typer.Exit from None
    except OSError as error:
        abandon(out)
        raise OutputError(f"the output could not be written: {error.strerror}") from None


def complain(*message: str) -> None:
    """The lines of an error on standard error, inert, if there is one."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    whole = "\n".join(inert(_cut(line)) for line in message)
    said = f"ahc: {whole}\n".encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stderr.write(said)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def _cut(line: str) -> str:
    """A line of bearable length, its beginning and end kept."""
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half]} ... {line[-half:]}"


def abandon(stream: TextIO) -> None:
    """Let what is still unwritten go nowhere, so that the interpreter does not stumble over it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
