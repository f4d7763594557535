"""The command line: options become a question, errors exit codes. Typer is used only here."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

# The commands of each module; a new command is a function, its name here, and its help.
_MODULES = {
    "cards": "show status",
    "events": "list filter timeline",
    "search": "search",
    "entries": "positions count actors topics places sources",
    "diff": "diff",
    "dataset": "validate schema",
    "help": "help",
}
COMMANDS = {
    command: module for module, commands in _MODULES.items() for command in commands.split()
}
# What answers where no command is named: a line of words, and nothing at all.
WITHOUT_NAME = {"line": "search", "front": "cards"}


def function_of(command: str) -> Callable[..., Any]:
    """Import the function of a command; list_ is not Python's list."""
    module = import_module(f"ahc_cli.cli.{(COMMANDS | WITHOUT_NAME)[command]}")
    name = command if hasattr(module, command) else f"{command}_"
    function: Callable[..., Any] = getattr(module, name)
    return function
