"""Runs a command line: finds the command, reads its options with Typer, and turns errors into exit codes."""

import gc
import io
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from itertools import takewhile
from typing import Annotated, Any

import typer

from ahc_cli.cli.completion import join_bash_words
from ahc_cli.cli.output import abandon, output_error, write_error
from ahc_cli.cli.terminal import language
from ahc_cli.errors import AhcError, DatasetError, OutputError, UsageError
from ahc_cli.messages import speak, spoken

# Each command with its module and function; a new command is a file and a line here.
COMMANDS = {
    "list": ("events", "list_"),
    "filter": ("events", "filter_"),
    "search": ("search", "search"),
    "show": ("show", "show"),
    "positions": ("entries", "positions"),
    "count": ("entries", "count"),
    "timeline": ("events", "timeline"),
    "status": ("show", "status"),
    "diff": ("diff", "diff"),
    "actors": ("names", "actors"),
    "topics": ("names", "topics"),
    "places": ("names", "places"),
    "sources": ("names", "sources"),
    "validate": ("dataset", "validate"),
    "schema": ("dataset", "schema"),
    "help": ("help", "help_"),
}
_INTERRUPTED = 130
# So wide that Typer breaks no line of help; `help.wrap` does, in cells.
_WIDE = 10_000

_ABOUT = (
    "The negotiation of the UN convention against cybercrime: what happened when, who wanted what, and how sure we are."
)
_EXAMPLES = """\b
Examples:
  ahc list kind:session
  ahc search "Hanoi"
  ahc show ga-74-247
"""


# Options and commands that people try, and what to type instead.
_REMEDIES = {
    "--from": "use --since",
    "--after": "use --since",
    "--to": "use --until",
    "--before": "use --until",
    "--type": "use --kind",
    "--country": "use --actor",
    "-o": "redirect the output, as in ahc list -f csv > events.csv",
    "--output": "redirect the output, as in ahc list -f csv > events.csv",
    "next": "try 'ahc list upcoming' or 'ahc status'",
    "upcoming": "try 'ahc list upcoming'",
    "version": "try 'ahc --version'",
    "info": "try 'ahc status' or 'ahc help'",
    "find": "try 'ahc search' or 'ahc show'",
    "events": "try 'ahc list'",
    "calendar": "try 'ahc list -f ics'",
    "export": "try 'ahc list -f csv', or 'ahc help formats'",
}


def main() -> None:
    """Run the program and exit with its code."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    code = run(sys.argv[1:])
    gc.freeze()  # otherwise the interpreter looks for garbage as it ends
    sys.exit(code)


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    if sys.stdout is None:
        write_error("ahc: standard output is closed")
        return OutputError.exit_code
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # Typer may write Chinese
    lang, args = _language(args)
    try:
        speak(language(lang))
        match args:
            case ["help", name] if name in COMMANDS:
                args = [name, "--help"]
        command: Any = typer.main.get_command(program(args))
        if spoken() == "zh":
            from ahc_cli.cli.help import translate

            translate(command)
        for each in (command, *command.commands.values()):
            each.get_help = partial(_help, each.get_help)
        code = command.main(args, prog_name="ahc", standalone_mode=False)
        if code == _INTERRUPTED:  # Typer caught it; a reader that has stopped would hold up the flush
            abandon(sys.stdout)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - an unexpected one is raised again
        return _exit_code(error, args)
    return int(code or 0)


def _language(args: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take --lang out of a command line, wherever it is: return the language given last, and the other arguments."""
    lang: str | None = None
    others: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--":
            return lang, [*others, word, *words]
        if word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        elif word == "--lang" and (value := next(words, None)) is not None:
            lang = value
        else:
            others.append(word)
    return lang, others


def _help(print_help: Callable[[Any], str], context: Any) -> str:
    from ahc_cli.cli.help import wrap

    return wrap(print_help(context), 78)


def _exit_code(error: BaseException, args: Sequence[str]) -> int:
    """Report an error and return its exit code."""
    if isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError):
        error = error.__context__  # Typer turns one into the other
    if isinstance(error, OSError | MemoryError | KeyboardInterrupt | typer.Abort):
        abandon(sys.stdout)
    match error:
        case BrokenPipeError():
            return 0
        case KeyboardInterrupt() | typer.Abort():
            return _INTERRUPTED
        case typer.TyperException():
            reported: AhcError = UsageError(_reworded(error.format_message(), args))
        case OSError():
            reported = output_error(error)
        case MemoryError():
            reported = DatasetError("not enough memory for this dataset; split it, or convert it to NDJSON")
        case AhcError():
            reported = error
        case Exception() if os.environ.get("AHC_DEBUG") != "1":
            kind = type(error).__name__
            reported = AhcError(f"a bug in ahc ({kind}); run it again with AHC_DEBUG=1 and report the output")
        case _:
            raise error
    first, *more = reported.args
    write_error(f"ahc: {first}", *more)
    return reported.exit_code


def _reworded(message: str, args: Sequence[str]) -> str:
    """Say what to type instead of what Typer does not know."""
    for name, remedy in _REMEDIES.items():
        if re.match(rf"No such (option: |command '){re.escape(name)}(?!\w)", message):
            return f"unknown {'option' if name.startswith('-') else 'command'} '{name}'; {remedy}"
    if unknown := re.fullmatch(r"No such command '(.*?)'\.( Did you mean .*)?", message, re.DOTALL):
        command, typed = _intended(unknown[1], args)
        if command != "search" or not unknown[2]:
            return f"unknown command '{unknown[1]}'; try 'ahc {command} {typed}'"
    if missing := re.fullmatch(r"Missing argument '(.*?)(?:\.\.\.)?'\.", message):
        return f"missing {missing[1]}; see 'ahc {args[0]} --help'"
    negated = next((arg for arg in args if re.fullmatch(r"-[^\W\d][\w.]*[:：].*", arg)), None)
    if negated and message.startswith("No such option"):
        return f"write 'not {negated[1:]}' instead of '{negated}'"
    return message


def _intended(word: str, args: Sequence[str]) -> tuple[str, str]:
    """Return the command that was meant by a line without one, and its words: list, show or search."""
    from ahc_cli.ask.find import Finder
    from ahc_cli.ask.language import parse_with_readings
    from ahc_cli.ask.query import Contains
    from ahc_cli.ask.question import context_of
    from ahc_cli.data.load import bundled

    words = list(takewhile(lambda arg: not arg.startswith("-"), args[args.index(word) :])) if word in args else [word]
    typed, dataset = " ".join(words), bundled()
    if Finder(dataset).named(typed):
        return "show", typed
    try:
        query, readings = parse_with_readings(typed, context_of(dataset, dataset.edition))
    except UsageError:
        return "search", typed
    only_conditions = not any(isinstance(read, Contains) for _, read in readings)
    return ("list" if only_conditions and not isinstance(query, Contains) else "search"), typed


def program(args: Sequence[str]) -> typer.Typer:
    """Return the program with the command of a command line, or with all of them for help and completion."""
    app = typer.Typer(
        name="ahc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=_ABOUT,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "terminal_width": _WIDE,
        },
    )
    app.callback(invoke_without_command=True, epilog=_EXAMPLES)(_top)
    named = next((arg for arg in args if not arg.startswith("-")), "")
    if "_AHC_COMPLETE" in os.environ:
        named = ""
        join_bash_words(os.environ)
    for name in (named,) if named in COMMANDS else COMMANDS:
        module, function = COMMANDS[name]
        app.command(name, rich_help_panel=None)(getattr(import_module(f"ahc_cli.cli.{module}"), function))
    return app


def _top(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version and the edition of the data.")
    ] = False,
) -> Any:
    if version:
        from ahc_cli import __version__
        from ahc_cli.ask.standing import newest_source
        from ahc_cli.data.load import bundled

        dataset = bundled()
        events = len(tuple(dataset.events))
        newest = newest_source(dataset.events, dataset.vocabulary, dataset.edition)
        typer.echo(f"ahc {__version__} (dataset {dataset.edition}, newest source {newest}, {events} events, schema 1)")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
