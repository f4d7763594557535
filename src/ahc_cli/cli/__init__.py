"""The command line. Typer only here: what was typed becomes a question, an error an exit code."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ahc_cli.cli.completion import mend
from ahc_cli.cli.options import width
from ahc_cli.cli.output import abandon, complain, encodable, unwritten
from ahc_cli.docstrings import documented
from ahc_cli.errors import AhcError, DatasetError, OutputError, UsageError

# Every command: its module, and its function there. A new one is a file and a line here.
COMMANDS = {
    "list": "list_",
    "filter": "filter_",
    "search": "search",
    "show": "show",
    "positions": "positions",
    "count": "count",
    "timeline": "timeline",
    "diff": "diff",
    "actors": "actors",
    "topics": "topics",
    "validate": "validate",
    "schema": "schema",
    "help": "help_",
}
_INTERRUPTED = 130
# The widths of the lines of help.
_NARROWEST, _WIDEST = 20, 78


def main() -> None:
    """Run the program and leave with its exit code."""
    code = run(sys.argv[1:])
    gc.freeze()  # the interpreter looks for garbage as it ends, and would go through all there is
    sys.exit(code)


def run(args: Sequence[str]) -> int:
    """Run one command line and give its exit code; nothing that is raised gets past here but what asks to be."""
    if sys.stdout is None:
        complain("standard output is closed")
        return OutputError.exit_code
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # what Typer writes may have Chinese in it
    match args:
        case ["help", command] if command in COMMANDS:
            args = (command, "--help")
    try:
        code = typer.main.get_command(_app(args)).main([*args], prog_name="ahc", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - what is no failure of ours is raised again
        return _failed(error)
    return int(code or 0)


def _failed(error: BaseException) -> int:
    """Say what went wrong, if a reader can do something about it, and give its exit code."""
    if isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError):
        error = error.__context__  # Typer makes one of the other
    if isinstance(error, OSError | MemoryError | KeyboardInterrupt | typer.Abort):
        abandon(sys.stdout)
    match error:
        case BrokenPipeError():
            return 0
        case KeyboardInterrupt() | typer.Abort():
            return _INTERRUPTED
        case typer.TyperException():
            said: AhcError = UsageError(error.format_message())
        case OSError():
            said = unwritten(error)
        case MemoryError():
            said = DatasetError("not enough memory for this dataset; split it, or give it as NDJSON")
        case AhcError():
            said = error
        case Exception() if os.environ.get("AHC_DEBUG") != "1":
            kind = type(error).__name__
            said = AhcError(f"a bug in ahc ({kind}); run it again with AHC_DEBUG=1 and report what it prints")
        case _:
            raise error
    complain(*said.args)
    return said.exit_code


def _app(args: Sequence[str]) -> typer.Typer:
    """The program with the command that the command line names; for help and completion with all of them."""
    app = typer.Typer(
        name="ahc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=_ABOUT,
        cls=_Group,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "terminal_width": min(max(width() - 2, _NARROWEST), _WIDEST),
        },
    )
    app.callback(invoke_without_command=True, epilog=_EXAMPLES)(_top)
    named = next((arg for arg in args if not arg.startswith("-")), "")
    if "_AHC_COMPLETE" in os.environ:
        named = ""
        mend(os.environ)
    for name in (named,) if named in COMMANDS else COMMANDS:
        command = getattr(import_module(f"ahc_cli.cli.{name}"), COMMANDS[name])
        app.command(name, cls=_Command, rich_help_panel=None)(documented(command))
    return app


class _Command(TyperCommand):
    """A command whose help is in the encoding of the output; Typer would write UTF-8 where that is ASCII."""

    def get_help(self, ctx: Any) -> str:
        return encodable(super().get_help(ctx))


class _Group(TyperGroup):
    """The same of the program."""

    def get_help(self, ctx: Any) -> str:
        return encodable(super().get_help(ctx))


_ABOUT = (
    "The negotiation of the UN convention against cybercrime: what happened when, who wanted what, how sure we are."
)
_EXAMPLES = """
\b
Examples:
  ahc list kind:session
  ahc search "Hanoi"
  ahc show ga-74-247
"""


def _top(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Tell the version and the edition of the data.")] = False,
) -> Any:
    if version:
        from ahc_cli.cli.version import version_line

        typer.echo(version_line())
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
