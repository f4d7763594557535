"""Help: `ahc help` and its pages, and the help of commands; text files into which tables of names
are filled.
"""

import re
from collections.abc import Iterator, Mapping
from pkgutil import get_data
from typing import Annotated, Any

import typer
from typer import Argument

from ahc_cli.cli import COMMANDS
from ahc_cli.cli.options import Options, Texts, one_of
from ahc_cli.cli.output import write_answer
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import COLUMNS, FIELDS, OF_ENTRIES
from ahc_cli.model.labels import COMMA, bracketed, heading, label, labels
from ahc_cli.model.text import width
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.render import BLANK, Answer, Line, Span

TOPICS = tuple(labels("topics"))
# A name and, behind two blanks or more, what is said of it.
_NAMED = re.compile(r"( *)(\S|\S.*\S)( {2,})(\S.*)")


def help_(
    options: Options, words: Annotated[Texts, Argument(autocompletion=one_of(TOPICS))] = None
) -> int:
    """Show a page of help."""
    typed = "-".join(words or ("topics",))
    topic = next(
        (
            name
            for name, others in labels("topics").items()
            if typed in ", ".join(others).split(", ")
        ),
        typed,
    )
    if topic not in (*TOPICS, "topics"):
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        topics = _("topics: {topics}", topics=_(", ").join(TOPICS))
        raise UsageError(_("no help for '{topic}'{near}", topic=topic, near=near), topics)
    _write(options, _page(topic).format(**_tables()))
    return 0


def show_help(context: Any) -> Any:
    """Write the help of a command, or of the program, and end."""
    names = {name for param in context.command.get_params(context) for name in param.opts}
    section = _section(context.command.name if context.parent else "ahc") or _section("ahc")
    commands = {
        name: _section(name).split("\n\n")[1].strip() for name in COMMANDS
    }  # the first sentence of each
    text = re.sub(
        "{(.+)}", lambda found: _table({name: commands[name] for name in found[1].split()}), section
    )
    title, *lines = _section("options").splitlines()
    _write(
        Options(), "\n".join((text, "", title, *(line for line in lines if _names(line) & names)))
    )
    raise typer.Exit


def usage_of(context: Any) -> str:
    """Return how a command is written."""
    return _section(context.command.name).partition("\n")[0]


def option_of(name: str) -> str:
    """Return how an option is written, and what is said of it."""
    line = next(line for line in _section("options").splitlines() if name in _names(line))
    return re.sub(" {2,}", "  ", line.strip())


def _names(line: str) -> set[str]:
    """Return the names of the option that a line is about."""
    return {*re.findall(r"--?[\w-]+", line.strip().partition("  ")[0])}


def _page(name: str) -> str:
    return (get_data("ahc_cli", f"help/{spoken()}/{name}.txt") or b"").decode()


def _section(name: str) -> str:
    """Return a section of the help of commands."""
    return _page("commands").partition(f"\n[{name}]\n")[2].partition("\n\n[")[0].rstrip()


def _write(options: Options, text: str) -> None:
    lines = list(_lines(text.rstrip("\n")))
    write_answer(options, Answer(records=(), page=lambda _screen: lines, formats=("table", "md")))


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines of a page: a heading is not indented and ends with no full stop, a name hangs
    before its text.
    """
    for line in text.split("\n"):
        bare = line.lstrip()
        indent = len(line) - len(bare)
        if not bare:
            yield BLANK
        elif named := _NAMED.fullmatch(line):
            name = named[2] + named[3]
            yield Line(
                (Span(named[4]),), "item", indent=indent, mark=Span(name.rstrip()), hang=width(name)
            )
        else:
            is_heading = not indent and bare[-1] not in ".。;；"
            yield Line((Span(bare, "heading" if is_heading else ""),), "text", indent=indent)


def _tables() -> dict[str, str]:
    """Return what the pages leave to fill in, by name; in Chinese, codes with their names."""

    def both(code: str, name: str) -> str:
        return code + bracketed({"en": "", "zh": name}[spoken()], spoken())

    choices = {
        code: [both(choice, label(choice, "zh")) for choice in FIELDS[code].choices]
        for code in FIELDS
    }
    return {
        "fields": _table(
            {
                f"{both(code, heading(code, 'zh'))}:": label(code, spoken(), "about")
                for code in FIELDS
            }
        ),
        "choices": _table(
            {f"{code}:": " ".join(values) for code, values in choices.items() if values}
        ),
        "entries": COMMA[spoken()].join(OF_ENTRIES),
        "columns": " ".join(COLUMNS),
    }


def _table(rows: Mapping[str, str]) -> str:
    """Align a table of names by cells."""
    broadest = max(map(width, rows))
    return "\n".join(
        f"  {name}{' ' * (broadest - width(name))}  {about}" for name, about in rows.items()
    )
