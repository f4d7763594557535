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
from ahc_cli.cli.output import abandon, complain, encodable
from ahc_cli.docstrings import documented
from ahc_cli.errors import AhcError, DatasetError, OutputError

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
_BUG, _INTERRUPTED = 70, 130
# The widths of the lines of help.
_NARROWEST, _WIDEST = 20, 78


def main() -> None:
    """Run the program and leave with its exit code."""
    code = run(sys.argv[1:])
    gc.freeze()  # the interpreter looks for garbage as it ends, and would go through all there is
    sys.exit(code)


def run(args: Sequence[str]) -> int:  # noqa: C901, PLR0911 - an exit code for each way to end
    """Run one command line and give its exit code; nothing that is raised gets past here."""
    if sys.stdout is None:
        complain("standard output is closed")
        return OutputError.exit_code
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # what Typer writes may have Chinese in it
    try:
        code = typer.main.get_command(_app(args)).main([*args], prog_name="ahc", standalone_mode=False)
        sys.stdout.flush()
    except AhcError as error:
        complain(*error.args)
        return error.exit_code
    except typer.TyperException as error:
        complain(error.format_message())
        return error.exit_code
    except BrokenPipeError:
        abandon(sys.stdout)
        return 0
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        abandon(sys.stdout)
        return 0
    except (KeyboardInterrupt, typer.Abort):
        abandon(sys.stdout)
        return _INTERRUPTED
    except OSError as error:
        abandon(sys.stdout)
        complain(f"the output could not be written: {error.strerror}")
        return OutputError.exit_code
    except MemoryError:
        abandon(sys.stdout)
        complain("not enough memory for this dataset; split it, or give it as NDJSON")
        return DatasetError.exit_code
    except Exception as error:
        if os.environ.get("AHC_DEBUG") == "1":
            raise
        complain(f"a bug in ahc ({type(error).__name__}); run it again with AHC_DEBUG=1 and report what it prints")
        return _BUG
    return int(code or 0)


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
