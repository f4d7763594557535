"""The streams of the process: their size, encoding and language, what is written, and the pager."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, TextIO, get_args

from ahc_cli.data.files import file_name
from ahc_cli.errors import DatasetError, OutputError, UsageError
from ahc_cli.messages import Lang, _
from ahc_cli.model.text import breaks, inert, shorten
from ahc_cli.model.text import width as cells
from ahc_cli.render import Piece

# Names of standard output.
_STDOUT = ("-", "/dev/stdout")
# An error may quote a text of any length.
_LONGEST_ERROR = 1000
# The first version of less that keeps a heading in view.
_WITH_HEADINGS = 600


def stdin() -> BinaryIO:
    """Return standard input as bytes; DatasetError if it is closed, as it is after it was read."""
    if sys.stdin is None or sys.stdin.buffer.closed:
        raise DatasetError(_("standard input: closed"))
    return sys.stdin.buffer


def is_terminal(stream: Any) -> bool:
    """Whether a stream exists and is a terminal."""
    return stream is not None and bool(stream.isatty())


def can_encode(text: str, encoding: str | None = None) -> bool:
    """Whether an encoding, or that of standard output, has the characters of a text."""
    with suppress(UnicodeEncodeError):
        text.encode(encoding or sys.stdout.encoding)
        return True
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


def page(text: str, *, heading: int = 0, total: str = "") -> bool:
    """Show a text in the pager; False if it fits the window, or if no pager showed it.

    A pager that read nothing of it showed nothing, whatever its exit code, and one that a signal
    ended, other than Ctrl-C, has shown who knows what. Its prompt says the total and how far one
    is, and it keeps the lines of the heading in view if it can.
    """
    import shlex
    from tempfile import TemporaryFile

    data = text.encode(sys.stdout.encoding, "replace")
    lines = shutil.get_terminal_size((80, 0)).lines
    before = signal.getsignal(signal.SIGINT)
    try:
        command = shlex.split(os.environ.get("AHC_PAGER", os.environ.get("PAGER", "less")))
        if not command or not 0 < lines <= text.count("\n") + 1:
            return False
        options = "FRX"
        if heading and _keeps_headings(command[0]):
            options += f" --header={heading}"
        # These characters mean something in a prompt, which a dollar sign ends.
        prompt = re.sub(r"[?:.%\\]", r"\\\g<0>", total.replace("$", ""))
        options += f" -Ps{prompt}  %lb/{text.count(chr(10))}$"
        # What runs inside a pager has none.
        environ = {"LESS": options, **os.environ, "AHC_PAGER": ""}
        signal.signal(signal.SIGINT, lambda *_: None)  # the pager handles Ctrl-C itself
        # The command is split as words and run without a shell.
        with TemporaryFile(buffering=0) as file:
            file.write(data)
            file.seek(0)
            done = subprocess.run(command, stdin=file, env=environ, check=False)  # noqa: S603
            return done.returncode in (0, -signal.SIGINT) and file.tell() > 0
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)


def _keeps_headings(pager: str) -> bool:
    """Whether a pager is less, and new enough to keep a heading in view."""
    if not pager.endswith("less"):
        return False
    about = subprocess.run([pager, "--version"], capture_output=True, check=False)  # noqa: S603
    number = re.match(rb"less (\d+)", about.stdout)
    return int(number[1]) >= _WITH_HEADINGS if number else False


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


def is_file(name: str) -> bool:
    """Whether the name of an output is that of a regular file, or of one that does not exist."""
    path = Path(file_name(name))
    return name not in _STDOUT and (path.is_file() or not path.exists())


def write_file(name: str, pieces: Iterable[Piece]) -> None:
    """Write pieces to a file in UTF-8, whole or not at all; directly to what is no regular file.

    OutputError if it cannot be written.
    """
    encoded = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    if name in _STDOUT:
        write_output(encoded)
        return
    try:
        path = Path(file_name(name))
        if is_file(name):
            _replace(Path(os.path.realpath(path)), encoded)
        else:
            with path.open("wb") as out:
                out.writelines(encoded)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        reason = _(str(getattr(error, "strerror", error)))
        message = _("cannot write '{file}': {reason}", file=name, reason=reason)
        raise OutputError(message) from None


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    """Replace a file when all is written; until then it is left as it is.

    A signal that ends the process leaves nothing beside it.
    """
    unfinished = path.with_name(f".ahc-{os.getpid()}.tmp")

    def end(number: int, _frame: Any) -> None:
        unfinished.unlink(missing_ok=True)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    ending = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    ending = {number for number in ending if signal.getsignal(number) is signal.SIG_DFL}
    try:
        for number in ending:
            signal.signal(number, end)
        with unfinished.open("xb") as out:
            out.writelines(pieces)
        if os.path.lexists(path):  # also a link that leads to itself
            path.open("ab").close()  # or else an error says that it cannot be written
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
        for number in ending:
            signal.signal(number, signal.SIG_DFL)


def write_error(*lines: str) -> None:
    """Write inert lines to standard error, if it is open; at a terminal they are wrapped."""
    if sys.stderr is None:
        return
    texts: Iterable[str] = [inert(shorten(line, _LONGEST_ERROR)) for line in lines]
    if is_terminal(sys.stderr):
        texts = _wrapped([*texts, ""], width(sys.stderr))
    written = "".join(f"{text}\n" for text in texts)
    try:
        sys.stderr.write(written)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def _wrapped(texts: Sequence[str], most: int) -> Iterator[str]:
    """Yield texts as lines of at most some cells, the carets of a text below what they mark.

    The last text only ends them.
    """
    for text, below in pairwise(texts):
        if not text.strip(" ^"):
            continue  # these carets stand below their text
        carets = "" if below.strip(" ^") else below
        column = 0
        for start, end in pairwise((0, *breaks(text, most), len(text))):
            part = text[start:end]
            shown = part.rstrip()
            yield shown
            # A caret may stand behind the end of the text.
            past = end == len(text)
            marked = carets[column : column + cells(shown) + past].rstrip()
            if marked:
                yield marked
            column += cells(part)


def abandon(stream: TextIO) -> None:
    """Discard what is still unwritten, so that the interpreter does not fail on it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
