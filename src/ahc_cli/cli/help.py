"""`ahc help`: pages on the query language, dates, formats, exit codes and the data.

The pages are text files; fields, values and columns are filled in from their tables.
"""

import re
from itertools import groupby
from pkgutil import get_data
from typing import Annotated

import typer

from ahc_cli.cli.app import COMMANDS
from ahc_cli.cli.output import write_output
from ahc_cli.cli.terminal import width
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import COLUMNS, FIELDS, OF_ENTRIES
from ahc_cli.model.text import width as width_of
from ahc_cli.model.vocabulary import did_you_mean

TOPICS = {
    "query": "the query language: fields, values, and, or, not",
    "dates": "how to type dates, and --as-of",
    "formats": "the formats of an answer",
    "exit-codes": "what the exit status means",
    "data": "sources, how sure a fact is, other datasets",
}
_NARROWEST, _WIDEST = 20, 80
_NAME = re.compile(r" .*\S {2,}(?=\S)")


def help_(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            show_default=False,
            help=", ".join(TOPICS),
            autocompletion=lambda incomplete: [name for name in TOPICS if name.startswith(incomplete)],
        ),
    ] = None,
) -> int:
    """Explain queries, dates, formats and the data.

    \b
    Examples:
      ahc help query
      ahc help dates
      ahc help exit-codes
    """
    cells = min(max(width(), _NARROWEST), _WIDEST)
    if topic is None:
        topics = "\n".join(f"  {name:<12}{about}" for name, about in TOPICS.items())
        text = wrap(f"Usage: ahc help TOPIC\n\n{topics}\n\n'ahc help COMMAND' shows the options of a command.\n", cells)
    elif topic in TOPICS:
        text = page(topic, cells)
    else:
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        raise UsageError(f"no help for '{topic}'{near}", f"topics: {', '.join(TOPICS)}")
    write_output([text])
    return 0


def page(topic: str, width: int) -> str:
    """Return the page on a topic, wrapped to `width` cells."""
    text = (get_data("ahc_cli", f"help/en/{topic}.txt") or b"").decode()
    fields = [f"  {field.name + ':':<14}{field.about}" for field in FIELDS.values()]
    choices = [f"  {field.name + ':':<14}{' '.join(field.choices)}" for field in FIELDS.values() if field.choices]
    tables = {"fields": "\n".join(fields), "choices": "\n".join(choices)}
    for name, table in {**tables, "entries": ", ".join(OF_ENTRIES), "columns": " ".join(COLUMNS)}.items():
        text = text.replace(f"{{{name}}}", table)
    return wrap(text, width)


def wrap(text: str, cells: int) -> str:
    """Wrap a page: fill paragraphs, indent what follows a name, leave examples alone."""
    lines: list[str] = []
    for is_fixed, group in groupby(text.split("\n"), lambda line: line[:1] in ("", " ")):
        for line in group if is_fixed else (" ".join(group),):
            name = _NAME.match(line)
            lines += _filled(line, cells, name.end() if name else 0) if name or not is_fixed else [line]
    return "\n".join(lines)


def _filled(line: str, cells: int, indent: int) -> list[str]:
    """Break a line at blanks, further lines indented; widths are in cells."""
    lines = [line[:indent]]
    for word in line[indent:].split():
        blank = "" if width_of(lines[-1]) <= indent else " "
        if blank and width_of(lines[-1]) + 1 + width_of(word) > cells:
            lines.append(" " * indent)
            blank = ""
        lines[-1] += blank + word
    return lines
