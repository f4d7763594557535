"""The only writing of answers and errors: bytes as they are, text in the encoding of the output."""

import os
import sys
from collections.abc import Iterable
from typing import TextIO

import typer

from ahc_cli.errors import OutputError
from ahc_cli.render import Piece
from ahc_cli.text import cut, inert, width

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
        raise unwritten(error) from None


def unwritten(error: OSError) -> OutputError:
    """What is told of an output that could not be written."""
    return OutputError(f"the output could not be written: {error.strerror}")


def encodable(text: str) -> str:
    """What `write` makes of a text, for what is written by others."""
    encoding = (sys.stdout and sys.stdout.encoding) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def complain(first: str, *more: str) -> None:
    """The lines of an error on standard error."""
    remark(f"ahc: {first}", *more)


def remark(*lines: str) -> None:
    """Lines on standard error, inert, if there is one."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    whole = "".join(f"{inert(cut(line, _LONGEST))}\n" for line in lines)
    said = _wrapped(whole, sys.stderr).encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stderr.write(said)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def _wrapped(text: str, stream: TextIO) -> str:
    """Text whose lines are broken at blanks where a terminal would break words; what is indented stands as it is."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return text
    if not columns:
        return text  # a terminal that does not know its size
    return "\n".join(line if line.startswith(" ") else _filled(line, columns) for line in text.split("\n"))


def _filled(line: str, columns: int) -> str:
    """A line broken at blanks, its width counted in cells."""
    lines = [""]
    for word in line.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and width(longer) > columns:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def abandon(stream: TextIO) -> None:
    """Let what is still unwritten go nowhere, so that the interpreter does not stumble over it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
