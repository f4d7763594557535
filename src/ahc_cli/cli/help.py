"""Help: `ahc help` and its pages, and the help of commands.

They are text files into which tables of names are filled.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any

import typer

from ahc_cli.cli import COMMANDS
from ahc_cli.cli.completion import one_of
from ahc_cli.cli.options import Options
from ahc_cli.cli.reply import Reply, write_reply
from ahc_cli.cli.session import Session
from ahc_cli.data.load import bundled
from ahc_cli.errors import DatasetError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import COLUMNS, FIELDS, OF_ENTRIES, Field
from ahc_cli.model.labels import bracketed, heading, label, labels
from ahc_cli.model.text import data_text, width
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.render import BLANK, Answer, Line, Span
from ahc_cli.report.facts import FACTS
from ahc_cli.report.states import STATES
from ahc_cli.show.examples import filled_in
from ahc_cli.show.phrases import unbroken
from ahc_cli.show.states import state_getters

TOPICS = tuple(labels("topics"))
# A command in quotes, which stands on one line.
_QUOTED = re.compile("'ahc [^'\n]*'|“ahc [^”\n]*”")
# A name and, behind two blanks or more, what is said of it.
_NAMED = re.compile(r"( *)(\S|\S.*\S)( {2,})(\S.*)")


def help_(
    session: Session[Options],
    words: Annotated[
        list[str], typer.Argument(default_factory=list, autocompletion=one_of(TOPICS))
    ],
) -> Reply:
    """Show a page of help, or the commands and the names of the pages."""
    if not words:
        return _reply(session, f"{_commands('ahc')}\n{_page('topics')}")
    topic = _topic("-".join(words))
    if topic not in TOPICS:
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        topics = _("topics: {topics}", topics=_(", ").join(TOPICS))
        raise UsageError(_("no help for '{topic}'{near}", topic=topic, near=near), topics)
    return _reply(session, _with_names(_page(topic).format(**_tables())))


def show_help(context: Any) -> Any:
    """Write the help of a command, or of the program, and end."""
    name = context.command.name
    text = _commands(name if _section(name) else "ahc")
    options = _with_names("\n".join(_option_lines({*option_names(context), "--help"})))
    write_reply(_reply(Session(Options()), f"{text}\n\n{options}"))
    raise typer.Exit


def option_names(context: Any) -> list[str]:
    """Return the names of the options of a command but --help."""
    return [name for param in context.command.params for name in param.opts]


def usage_of(context: Any) -> str:
    """Return how a command is written."""
    return _section(context.command.name).partition("\n")[0]


def option_of(name: str) -> str:
    """Return how an option is written, and what is said of it."""
    _title, line = _option_lines({name})
    return re.sub(" {2,}", "  ", line.strip())


def _topic(typed: str) -> str:
    """Return the topic that is typed, perhaps by another name of it."""
    for topic, others in labels("topics").items():
        if typed in ", ".join(others).split(", "):
            return topic
    return typed


def _commands(name: str) -> str:
    """Return a section of the help of commands, tables of them filled in."""
    tables = re.sub("{(.+)}", lambda found: _summaries(found[1].split()), _section(name))
    return _with_names(tables)


def _summaries(commands: list[str]) -> str:
    """Return a table of commands, each with the first sentence of its help."""
    rows = {name: _section(name).split("\n\n")[1].strip() for name in commands}
    return _table(rows, least=max(map(len, COMMANDS)))


def _option_lines(names: set[str]) -> list[str]:
    """Return the title of the section of options, and the lines about those with some names."""
    title, *lines = _section("options").splitlines()
    chosen = [title]
    for line in lines:
        written, _blanks, _about = line.strip().partition("  ")
        if not names.isdisjoint(re.findall(r"--?[\w-]+", written)):
            chosen.append(line)
    return chosen


def _page(name: str) -> str:
    return data_text(f"help/{spoken()}/{name}.txt")


def _with_names(text: str) -> str:
    """Fill names of the dataset into a text, of the bundled one if that cannot be read at once."""
    session = Session(Options())
    dataset = bundled()
    with suppress(DatasetError):
        given = session.load(session.data) if session.data != "-" else dataset
        dataset = given if given.whole else dataset
    return filled_in(text, dataset)


def _section(name: str) -> str:
    """Return a section of the help of commands."""
    return _page("commands").partition(f"\n[{name}]\n")[2].partition("\n\n[")[0].rstrip()


def _reply(session: Session[Options], text: str) -> Reply:
    lines = list(_lines(text.rstrip("\n")))
    answer = Answer(records=(), page=lambda _screen: lines, formats=("table", "md"))
    return Reply(session, answer)


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines of a page, a name hanging before what is said of it.

    A heading is not indented, and no mark ends it as one ends a sentence.
    """
    for line in _QUOTED.sub(lambda found: unbroken(found[0]), text).split("\n"):
        bare = line.lstrip()
        indent = len(line) - len(bare)
        named = _NAMED.fullmatch(line)
        if not bare:
            yield BLANK
        elif named:
            _indent, name, gap, said = named.groups()
            room = width(name + gap)
            yield Line((Span(said),), "item", indent=indent, mark=Span(name), hang=room)
        else:
            is_heading = not indent and bare[-1] not in ".。;；:："
            yield Line((Span(bare, "heading" if is_heading else ""),), "text", indent=indent)


def _tables() -> dict[str, str]:
    """Return what the pages leave to fill in, by name."""
    choices = {}
    for code, field in FIELDS.items():
        if field.choices:
            choices[f"{code}:"] = _values(field)
    return {
        "fields": _about(FIELDS, "about"),
        "fields_of_states": _about(STATES.fields, "about-states"),
        "columns_of_states": _names(state_getters(())),
        "choices": _table(choices),
        "sorts": _values(FACTS.fields["of"]),
        "entries": _(", ").join(OF_ENTRIES),
        "columns": " ".join(COLUMNS),
    }


def _about(fields: Mapping[str, Field], part: str) -> str:
    """Return a table of fields, with what a part of `labels.txt` says of each."""
    rows = {}
    for code, field in fields.items():
        name = _with_name(code)
        rows[f"{name}:"] = label(code, part).format(values=_values(field))
    return _table(rows)


def _values(field: Field) -> str:
    """Name the values of a field."""
    return _names(field.choices, "values")


def _names(codes: Iterable[str], *parts: str) -> str:
    """Name codes, as parts of `labels.txt` have them, in a row."""
    return " ".join(_with_name(code, *parts) for code in codes)


def _with_name(code: str, *parts: str) -> str:
    """Write a code, for a reader of Chinese with its name."""
    return code if spoken() == "en" else code + bracketed(heading(code, *parts))


def _table(rows: Mapping[str, str], least: int = 0) -> str:
    """Align a table of names by cells; the names take `least` cells at least."""
    broadest = max(least, *map(width, rows))
    return "\n".join(
        f"  {name}{' ' * (broadest - width(name))}  {about}" for name, about in rows.items()
    )
