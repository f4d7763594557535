"""The command line: options become a question, errors exit codes. Typer is used only here."""

from collections.abc import Callable
from importlib import import_module

# The commands of each module; a new command is a function, its name here, and its help.
_MODULES = {
    "show": "show status diff validate schema",
    "rows": "list filter search timeline positions count actors topics places sources",
    "help": "help",
}
COMMANDS = {
    command: module for module, commands in _MODULES.items() for command in commands.split()
}


def function_of(command: str) -> Callable[..., int]:
    """Import the function of a command, or of a line without one; list_ is not Python's list."""
    module = import_module(f"ahc_cli.cli.{COMMANDS.get(command, 'rows')}")
    found: Callable[..., int] = getattr(module, command, None) or getattr(module, f"{command}_")
    return found
