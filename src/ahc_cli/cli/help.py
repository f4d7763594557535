"""The help that Typer asks for: of a command, of its options, and of how it is written."""

import re
from typing import Any

import typer
from msgspec.structs import replace

from ahc_cli.answers import COMMANDS
from ahc_cli.answers.help import commands_text, help_answer, option_lines, section_text
from ahc_cli.cli.options import Options
from ahc_cli.cli.reply import write_answer
from ahc_cli.cli.session import Session


def show_help(context: Any) -> Any:
    """Write the help of a command, or of the program, and end."""
    command = COMMANDS["help"]
    session = Session(Options(), command)
    options = "\n".join(option_lines({*option_names(context), "--help"}))
    text = f"{commands_text(context.command.name)}\n\n{options}"
    write_answer(replace(help_answer(text, session.context), formats=command.formats), session)
    raise typer.Exit


def option_names(context: Any) -> list[str]:
    """Return the names of the options of a command but --help."""
    return [name for param in context.command.params for name in param.opts]


def usage_of(command: str) -> str:
    """Return how a command is written."""
    return section_text(command).partition("\n")[0]


def option_of(name: str) -> str:
    """Return how an option is written, and what is said of it."""
    _title, line = option_lines({name})
    return re.sub(" {2,}", "  ", line.strip())
