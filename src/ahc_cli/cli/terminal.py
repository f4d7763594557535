"""The surroundings of the process: its streams, their size and encoding, and the pager."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from ahc_cli.errors import DatasetError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Lang


def stdin() -> BinaryIO:
    """Return standard input as bytes; DatasetError if it is closed, as it is after it was read."""
    if sys.stdin is None or sys.stdin.buffer.closed:
        raise DatasetError(_("standard input: closed"))
    return sys.stdin.buffer


def wait_for_streams() -> None:
    """Make reading and writing wait, also where the program that started this one left its pipes non-blocking.

    Otherwise a full pipe takes a part of the output, and the rest is lost.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # closed, no file, or a system that has no such pipes
            os.set_blocking(stream.fileno(), True)


def is_terminal(stream: Any) -> bool:
    """Whether a stream exists and is a terminal."""
    return stream is not None and bool(stream.isatty())


def can_encode(sample: str) -> bool:
    """Whether the encoding of standard output has some characters."""
    try:
        sample.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def language(given: str | None) -> Lang:
    """Return the reader's language: the one given by --lang, else that of AHC_LANG, else that of the locale.

    Chinese is chosen by the locale alone if standard output can encode it; all other locales are English. UsageError
    for another language.
    """
    for name, text in (("--lang", given), ("AHC_LANG", os.environ.get("AHC_LANG"))):
        if text:
            if text.lower().partition("_")[0].partition("-")[0] not in ("en", "zh"):
                raise UsageError(_("{option}: unknown language '{text}'; give en or zh", option=name, text=text))
            return "zh" if text.lower().startswith("zh") else "en"
    locale = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    return "zh" if locale.lower().startswith("zh") and can_encode("中") else "en"


def width(stream: Any = None) -> int:
    """Return the cells of a line: COLUMNS, else the width of the window, also of another stream, or 80; at most 400."""
    window = 80
    with suppress(AttributeError, OSError, ValueError):
        window = os.get_terminal_size(stream.fileno()).columns or window
    return min(shutil.get_terminal_size((window, 0)).columns, 400)


def pager_command(environ: Mapping[str, str]) -> list[str]:
    """Return the command of the pager as words; nothing if there is none or it is switched off."""
    import shlex

    try:
        words = shlex.split(environ.get("AHC_PAGER", environ.get("PAGER", "less")))
    except ValueError:
        return []
    return words if words and shutil.which(words[0]) else []


def page(text: str, above: str = "") -> bool:
    """Show a text in the pager, with other lines above it; False if it fits the window, or if no pager showed it."""
    command, lines = pager_command(os.environ), shutil.get_terminal_size((80, 0)).lines
    if not command or not lines or text.count("\n") < lines - 1:
        return False
    environ = {"LESS": "FRX", **os.environ, "AHC_PAGER": ""}  # what runs inside a pager has none
    try:
        # The command is split as words and run without a shell.
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environ)  # noqa: S603
    except OSError:
        return False
    unwritten: bytes | None = (above + text).encode(sys.stdout.encoding, "replace")
    while True:
        try:
            pager.communicate(unwritten)
        except KeyboardInterrupt:
            unwritten = None  # the pager handles Ctrl-C itself; nothing can be written to it twice
        else:
            # A pager that was used may end with any code; another one that fails has shown nothing.
            return unwritten is None or pager.returncode <= 0
