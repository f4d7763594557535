"""The surroundings of the process: its streams, their size and encoding, and the pager."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any, BinaryIO, get_args

from ahc_cli.errors import DatasetError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Lang


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
    locale = next(
        (os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), ""
    )
    return "zh" if (text or (locale if can_encode("中") else "")).lower().startswith("zh") else "en"


def width(stream: Any = None) -> int:
    """Return the cells of a line: COLUMNS, else the width of the window, also of another stream, or
    80; at most 400.
    """
    window = 80
    with suppress(AttributeError, OSError, ValueError):
        window = os.get_terminal_size(stream.fileno()).columns or window
    return min(shutil.get_terminal_size((window, 0)).columns, 400)


def page(text: str) -> bool:
    """Show a text in the pager; False if it fits the window, or if no pager showed it."""
    import shlex

    given, lines = (
        text.encode(sys.stdout.encoding, "replace"),
        shutil.get_terminal_size((80, 0)).lines,
    )
    environ = {"LESS": "FRX", **os.environ, "AHC_PAGER": ""}  # what runs inside a pager has none
    before = signal.getsignal(signal.SIGINT)
    try:
        command = shlex.split(os.environ.get("AHC_PAGER", os.environ.get("PAGER", "less")))
        if not command or not 0 < lines <= text.count("\n") + 1:
            return False
        signal.signal(signal.SIGINT, lambda *_: None)  # the pager handles Ctrl-C itself
        # The command is split as words and run without a shell.
        done = subprocess.run(command, input=given, env=environ, check=False)  # noqa: S603
    except (OSError, ValueError):
        return False
    else:
        return done.returncode <= 0
    finally:
        signal.signal(signal.SIGINT, before)
