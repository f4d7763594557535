"""The only writing of answers and errors: bytes as they are, text in the encoding of the output."""

import os
import sys
from collections.abc import Iterable

from ahc_cli.errors import OutputError
from ahc_cli.render import Piece
from ahc_cli.text import inert


def write(pieces: Iterable[Piece]) -> None:
    """Write an answer; OutputError if it cannot be written, BrokenPipeError if nobody reads on."""
    out = sys.stdout
    if out is None:
        raise OutputError("standard output is closed")
    encoding = out.encoding or "utf-8"
    try:
        for piece in pieces:
            out.buffer.write(piece if isinstance(piece, bytes) else piece.encode(encoding, "replace"))
        out.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        raise OutputError(f"the output could not be written: {error.strerror}") from None


def complain(message: str) -> None:
    """An error on standard error, inert, if there is one."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    said = inert(f"ahc: {message}\n", lines=True).encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stderr.write(said)
        sys.stderr.flush()
    except OSError:
        return


def abandon() -> None:
    """Let what is still unwritten go nowhere, so that the interpreter says nothing of it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
