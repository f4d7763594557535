"""Help: `ahc help` and its pages, and the help of each command, in the reader's language, as wide as the window.

The pages are text files; fields, values and columns are filled in from their tables.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from pkgutil import get_data
from typing import Annotated, Any

from ahc_cli.cli.app import COMMANDS
from ahc_cli.cli.completion import one_of
from ahc_cli.cli.options import Texts, argument
from ahc_cli.cli.output import write_output
from ahc_cli.cli.terminal import width
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import COLUMNS, FIELDS, OF_ENTRIES
from ahc_cli.model.text import breaks
from ahc_cli.model.text import width as width_of
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.model.words import COMMA, bracketed, heading, label

TOPICS = {
    "query": "the query language: fields, values, and, or, not",
    "dates": "how to type dates, and --as-of",
    "formats": "output formats",
    "exit-codes": "what the exit codes mean",
    "data": "sources, confidence, other datasets",
}
_TOPIC = f"{', '.join(TOPICS)}, or a command"
_CHINESE = {
    "查询": "query", "日期": "dates", "格式": "formats", "退出码": "exit-codes",
    "数据": "data", "资料": "data", "来源": "data",
}  # fmt: skip
_NARROWEST, _WIDEST, _LEAST_ROOM = 20, 80, 16
_NAME_AND_TEXT = re.compile(r"( .*\S {2,}(?=\S)| *)(.*)")
_EXAMPLE = re.compile(r" +(ahc|if|found)\b")


def help_(words: Annotated[Texts, argument("[TOPIC]", _TOPIC, one_of(TOPICS))] = None) -> int:
    """Explain a command, or queries, dates, formats, exit codes and the data.

    \b
    Examples:
      ahc help query
      ahc help dates
      ahc help exit-codes
    """
    typed = "-".join(words or ())
    topic = _CHINESE.get(typed, typed)
    if not topic:
        topics = _table({name: _(about) for name, about in TOPICS.items()})
        usage, commands = _("Usage: ahc help TOPIC"), _("'ahc help COMMAND' shows the options of a command.")
        text = f"{usage}\n\n{topics}\n\n{commands}\n"
    elif topic in TOPICS:
        page = (get_data("ahc_cli", f"help/{spoken()}/{topic}.txt") or b"").decode()
        text = page.format(**_tables())
    else:
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        raise UsageError(
            _("no help for '{topic}'{near}", topic=topic, near=near), _("topics: {topics}", topics=_(", ").join(TOPICS))
        )
    write_output([wrap(text)])
    return 0


def _tables() -> dict[str, str]:
    """Return what the pages leave to fill in, by name; in Chinese, codes with their names."""

    def both(code: str, name: str) -> str:
        return code if spoken() == "en" else code + bracketed(name, "zh")

    choices = {code: [both(choice, label(choice, "zh")) for choice in FIELDS[code].choices] for code in FIELDS}
    return {
        "fields": _table({f"{both(code, heading(code, 'zh'))}:": _(field.about) for code, field in FIELDS.items()}),
        "choices": _table({f"{code}:": " ".join(values) for code, values in choices.items() if values}),
        "entries": COMMA[spoken()].join(OF_ENTRIES),
        "columns": " ".join(COLUMNS),
    }


def _table(rows: Mapping[str, str]) -> str:
    """Align a table of names by cells."""
    broadest = max(map(width_of, rows))
    return "\n".join(f"  {name}{' ' * (broadest - width_of(name))}  {about}" for name, about in rows.items())


def command_help(context: Any) -> str:
    """Return the help of a command in the reader's language, wrapped to the window."""
    command = context.command
    commands: dict[str, Any] = getattr(command, "commands", {})
    arguments: dict[str, str] = {}
    options: dict[str, str] = {}
    for param in command.get_params(context):
        if param.param_type_name == "argument":
            arguments[_(param.metavar)] = _(param.help)
        else:
            names = ", ".join(sorted(param.opts, key=len))
            options[f"{names} {_(param.metavar or '')}".rstrip()] = _(param.help)
    usage = [context.command_path, _("[OPTIONS]"), *arguments, *([_("COMMAND [ARGS]...")] if commands else [])]
    # Under `python -OO` there are no docstrings.
    tables = {
        _("Arguments:"): arguments,
        _("Commands:"): {name: _((inner.help or "").partition("\n\n")[0]) for name, inner in commands.items()},
        _("Options:"): options,
    }
    parts = [_("Usage: ") + " ".join(usage), *map(_translated, (command.help or "").split("\n\n"))]
    parts += [f"{title}\n{_table(rows)}" for title, rows in tables.items() if rows]
    return wrap("\n\n".join(parts))


def _translated(paragraph: str) -> str:
    """Translate and indent a paragraph; of examples, which are marked with a backspace, each line by itself."""
    if not paragraph.startswith("\b"):
        return "  " + _(paragraph).replace("\n", " ")
    _mark, heading, *examples = paragraph.split("\n")
    return "\n    ".join((f"  {_(heading)}", *(_(example.strip()) for example in examples)))


def wrap(text: str) -> str:
    """Break the lines of a text at the width of the window, at most 80 cells, except lines to copy.

    What is continued is indented to the text after a name; a name that leaves it hardly any room has its own line.
    """
    cells = min(max(width(), _NARROWEST), _WIDEST)
    lines: list[str] = []
    for line in text.split("\n"):
        if width_of(line) <= cells or _EXAMPLE.match(line):
            lines.append(line)
            continue
        name, shown = _NAME_AND_TEXT.findall(line)[0]
        margin = " " * min(width_of(name), cells - _LEAST_ROOM)
        if width_of(name) > len(margin):
            lines.append(name)
            name = margin
        for start, end in pairwise((0, *breaks(shown, cells - len(margin)), len(shown))):
            lines.append((margin if start else name) + shown[start:end])
    return "\n".join(line.rstrip() for line in lines)
