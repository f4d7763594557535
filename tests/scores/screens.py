"""The first screen of an answer, and whether a fragment is shown on it.

The screen is what a terminal of 80 by 24 shows on 26 November 2026, standard output and standard
error together, without colour or pager. A machine format is its whole answer.

A fragment matches whole words, in any case, across line breaks; colons and middle dots, which only
set parts off, do not count. A fragment that is a date, such as 2026-12-31 or 2026-07, stands for
that date as a person writes it in either language.
"""

import io
import os
import re
import shlex
import sys
from datetime import datetime
from unittest.mock import patch

from rich.cells import cell_len

from ahc_cli.cli.app import run

COLUMNS, LINES = 80, 24
_ENVIRONMENT = {
    "COLUMNS": str(COLUMNS),
    "LINES": str(LINES),
    "TERM": "dumb",
    "AHC_PAGER": "",
    "LANG": "en_GB.UTF-8",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTH = re.compile(
    rf"\b({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)\b"
)
_CHINESE = r"\u2e80-\u9fff\uff00-\uffef"
_BESIDE_CHINESE = re.compile(rf"\s+(?=[{_CHINESE}])|(?<=[{_CHINESE}])\s+")
_MARKS = str.maketrans("–—:：·", "--   ")


class Terminal(io.BytesIO):
    """What a terminal shows."""

    def isatty(self) -> bool:
        return True


class Noon(datetime):
    """The clock of 26 November 2026."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 26, 12, tzinfo=tz)


def answer(line: str, lang: str, **environ: str) -> tuple[int, str]:
    """Return the exit code of `ahc` and a line, and all that a terminal shows."""
    terminal = Terminal()
    out, err = (io.TextIOWrapper(terminal, encoding="utf-8", write_through=True) for _ in range(2))
    with (
        patch.dict(os.environ, {**_ENVIRONMENT, "AHC_LANG": lang, **environ}, clear=True),
        patch.object(os, "get_terminal_size", lambda *_: os.terminal_size((COLUMNS, LINES))),
        patch("ahc_cli.cli.session.datetime", Noon),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        code = run(shlex.split(line))
    out.detach()
    err.detach()
    return code, terminal.getvalue().decode()


def first_screen(line: str, lang: str) -> str:
    """Return the lines that fit the terminal at once, or everything of a machine format."""
    _code, shown = answer(line, lang)
    if re.search(r"\s(--json|--csv|-f|--format)\b", line):
        return shown
    lines_shown, height = [], 0
    for line_shown in shown.splitlines():
        height += max(1, -(-cell_len(line_shown) // COLUMNS))
        if height > LINES:
            break
        lines_shown.append(line_shown)
    return "\n".join(lines_shown)


def plain(text: str) -> str:
    """Write a text on one line without colons and middle dots, with short months and one dash."""
    text = _LONG_MONTH.sub(r"\1", text.translate(_MARKS))
    return " ".join(_BESIDE_CHINESE.sub("", text).split())


def spellings(fragment: str) -> list[str]:
    """Return the ways to write a fragment: many for a date, one for anything else."""
    date = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", fragment)
    if date is None:
        return [plain(fragment)]
    year, month, day = (int(part) if part else None for part in date.groups())
    english = f"{_MONTHS[month - 1]} {year}"
    chinese = f"{year}年{month}月"
    return [
        fragment,
        f"{day} {english}" if day else english,
        f"{chinese}{day}日" if day else chinese,
    ]


def is_shown(fragment: str, screen: str) -> bool:
    """Whether a fragment stands on a plain screen as whole words."""
    for spelling in spellings(fragment):
        before = r"(?<![A-Za-z0-9-])" if re.match(r"[A-Za-z0-9]", spelling) else ""
        after = r"(?![A-Za-z0-9-])" if re.search(r"[A-Za-z0-9]$", spelling) else ""
        if re.search(f"{before}{re.escape(spelling)}{after}", screen, re.IGNORECASE):
            return True
    return False
