"""The command line: options become a question, errors exit codes. Typer is used only here."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

# The commands: the module of this package that has one, and its function.
COMMANDS = {
    "show": "cards.show",
    "status": "cards.status",
    "states": "states.states",
    "compare": "states.compare",
    "list": "events.list_",
    "filter": "events.filter_",
    "timeline": "events.timeline",
    "search": "search.search",
    "positions": "entries.positions",
    "facts": "entries.facts",
    "count": "entries.count",
    "actors": "entries.actors",
    "topics": "entries.topics",
    "places": "entries.places",
    "sources": "entries.sources",
    "diff": "diff.diff",
    "validate": "dataset.validate",
    "schema": "dataset.schema",
    "export": "dataset.export",
    "mcp": "assistant.mcp",
    "help": "help.help_",
}
# What answers where no command is named: a line of words, and nothing at all.
WITHOUT_NAME = {"line": "search.line", "front": "cards.front"}


def function_of(command: str) -> Callable[..., Any]:
    """Import the function of a command."""
    module_name, _dot, name = (COMMANDS | WITHOUT_NAME)[command].partition(".")
    module = import_module(f"ahc_cli.cli.{module_name}")
    function: Callable[..., Any] = getattr(module, name)
    return function
