"""The streams of the process: their size, encoding and language, what is written, and the pager."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from typing import Any, BinaryIO, TextIO, get_args

from ahc_cli.errors import DatasetError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Lang
from ahc_cli.model.text import breaks, inert, shorten
from ahc_cli.render import Piece

# An error may quote a text of any length.
_LONGEST_ERROR = 1000


def stdin() -> BinaryIO:
    """Return standard input as bytes; DatasetError if it is closed, as it is after it was read."""
    if sys.stdin is None or sys.stdin.buffer.closed:
        raise DatasetError(_("standard input: closed"))
    return sys.stdin.buffer


def is_terminal(stream: Any) -> bool:
    """Whether a stream exists and is a terminal."""
    return stream is not None and bool(stream.isatty())


def can_encode(sample: str) -> bool:
    """Whether the encoding of standard output has some characters."""
    with suppress(UnicodeEncodeError):
        return bool(sample.encode(sys.stdout.encoding))
    return False


def language(given: str | None) -> Lang:
    """Return the reader's language: the one given by --lang, else that of AHC_LANG, else that of
    the locale.

    Chinese is chosen by the locale alone if standard output can encode it; all other locales are
    English. UsageError for another language.
    """
    name, text = ("--lang", given) if given else ("AHC_LANG", os.environ.get("AHC_LANG"))
    if text and text[:2].lower() not in get_args(Lang):
        raise UsageError(
            _("{option}: unknown language '{text}'; give en or zh", option=name, text=text)
        )
    if not text and can_encode("中"):
        variables = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
        text = next(filter(None, variables), None)
    return "zh" if text and text.lower().startswith("zh") else "en"


def width(stream: Any = None) -> int:
    """Return the cells of a line: COLUMNS, else the width of the window, also of another stream, or
    80; at most 400.
    """
    window = 80
    with suppress(AttributeError, OSError, ValueError):
        window = os.get_terminal_size(stream.fileno()).columns or window
    return min(shutil.get_terminal_size((window, 0)).columns, 400)


def page(text: str) -> bool:
    """Show a text in the pager; False if it fits the window, or if no pager showed it.

    A pager that read nothing of it showed nothing, whatever its exit code.
    """
    import shlex
    from tempfile import TemporaryFile

    data = text.encode(sys.stdout.encoding, "replace")
    lines = shutil.get_terminal_size((80, 0)).lines
    environ = {"LESS": "FRX", **os.environ, "AHC_PAGER": ""}  # what runs inside a pager has none
    before = signal.getsignal(signal.SIGINT)
    try:
        command = shlex.split(os.environ.get("AHC_PAGER", os.environ.get("PAGER", "less")))
        if not command or not 0 < lines <= text.count("\n") + 1:
            return False
        signal.signal(signal.SIGINT, lambda *_: None)  # the pager handles Ctrl-C itself
        # The command is split as words and run without a shell.
        with TemporaryFile(buffering=0) as file:
            file.write(data)
            file.seek(0)
            done = subprocess.run(command, stdin=file, env=environ, check=False)  # noqa: S603
            return done.returncode <= 0 < file.tell()
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)


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
