"""Help: `ahc help` and its pages, and the texts of the help of commands.

They are text files, into which names of the dataset are filled.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from ahc_cli.answers import COMMANDS
from ahc_cli.data.load import bundled
from ahc_cli.errors import DatasetError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.labels import labels
from ahc_cli.model.text import data_text, width
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import BLANK, Answer, Line, Span
from ahc_cli.show.examples import filled_in
from ahc_cli.show.phrases import unbroken

TOPICS = tuple(labels("topics"))
# A command in quotes, which stands on one line.
_QUOTED = re.compile("'ahc [^'\n]*'|“ahc [^”\n]*”")
# A name and, behind two blanks or more, what is said of it.
_NAMED = re.compile(r"( *)(\S|\S.*\S)( {2,})(\S.*)")


def help_(request: Request, context: Context) -> Answer:
    """Show a page of help, or the commands and the names of the pages."""
    if not request.words:
        return help_answer(f"{commands_text('ahc')}\n{_page('topics')}", context)
    topic = _topic("-".join(request.words))
    if topic not in TOPICS:
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        topics = _("topics: {topics}", topics=_(", ").join(TOPICS))
        raise UsageError(_("no help for '{topic}'{near}", topic=topic, near=near), topics)
    return help_answer(_page(topic), context)


def help_answer(text: str, context: Context) -> Answer:
    """Return a text as a page, names of the dataset filled in.

    They are those of the bundled one if the dataset cannot be read at once.
    """
    dataset, files = bundled(), context.files
    with suppress(DatasetError):
        given = files.open(files.name) if files.name != "-" else dataset
        dataset = given if given.whole else dataset
    lines = list(_lines(filled_in(text, dataset).rstrip("\n")))
    return Answer(records=(), page=lambda _answer, _screen: lines)


def commands_text(name: str) -> str:
    """Return the help of a command or of the program, tables of commands filled in."""
    name = name if section_text(name) else "ahc"
    return re.sub("{(.+)}", lambda found: _summaries(found[1].split()), section_text(name))


def option_lines(names: set[str]) -> list[str]:
    """Return the title of the section of options, and the lines about those with some names."""
    title, *lines = section_text("options").splitlines()
    chosen = [title]
    for line in lines:
        written, _blanks, _about = line.strip().partition("  ")
        if not names.isdisjoint(re.findall(r"--?[\w-]+", written)):
            chosen.append(line)
    return chosen


def section_text(name: str) -> str:
    """Return a section of the help of commands."""
    return _page("commands").partition(f"\n[{name}]\n")[2].partition("\n\n[")[0].rstrip()


def _topic(typed: str) -> str:
    """Return the topic that is typed, perhaps by another name of it."""
    for topic, others in labels("topics").items():
        if typed in ", ".join(others).split(", "):
            return topic
    return typed


def _summaries(commands: list[str]) -> str:
    """Return a table of commands, each with the first sentence of its help."""
    broadest = max(map(len, COMMANDS))
    rows = []
    for name in commands:
        summary = section_text(name).split("\n\n")[1].strip()
        rows.append(f"  {name:{broadest}}  {summary}")
    return "\n".join(rows)


def _page(name: str) -> str:
    """Return a page without its comments, such as those that say how its tables are made."""
    return re.sub(r"(?m)^ *#.*\n", "", data_text(f"help/{spoken()}/{name}.txt"))


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
