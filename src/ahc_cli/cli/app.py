"""Runs a command line: finds the command, reads its options with Typer, and turns errors into exit codes."""

import io
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from ahc_cli.answer import FORMATS
from ahc_cli.cli.completion import join_bash_words
from ahc_cli.cli.options import with_options
from ahc_cli.cli.output import abandon, write_error
from ahc_cli.cli.terminal import language, wait_for_streams
from ahc_cli.errors import AhcError, DatasetError, NotFoundError, OutputError, UsageError
from ahc_cli.messages import _, speak
from ahc_cli.model.vocabulary import did_you_mean

# Each command with its module and function; a new command is a file and a line here.
COMMANDS = {
    "list": ("events", "list_"),
    "filter": ("events", "filter_"),
    "search": ("events", "search"),
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
# Options and commands that people try, and what to type instead; the remedies are messages.
REMEDIES = {
    "--from": "use --since",
    "--after": "use --since",
    "--to": "use --until",
    "--before": "use --until",
    "--type": "use --kind",
    "--country": "use --actor",
    "--actor": "name it, as in 'ahc positions china'",
    "--topic": "name it, as in 'ahc positions safeguards'",
    "--at": "use --as-of",
    "--on": "use --as-of, or name the date",
    "--by": "name the field first, as in 'ahc count year'",
    "-o": "redirect the output, as in ahc list -f csv > events.csv",
    "--output": "redirect the output, as in ahc list -f csv > events.csv",
    "next": "try 'ahc list upcoming' or 'ahc status'",
    "version": "try 'ahc --version'",
    "info": "try 'ahc status' or 'ahc help'",
    "find": "try 'ahc search' or 'ahc show'",
    "events": "try 'ahc list'",
    "calendar": "try 'ahc list -f ics'",
    "export": "try 'ahc list -f csv', or 'ahc help formats'",
}


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    if sys.stdout is None:
        write_error("ahc: standard output is closed")  # the language is not yet known
        return OutputError.exit_code
    wait_for_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # Typer may write Chinese
    lang, args = _language(args)
    try:
        speak(language(lang))
        match args:
            case ["help", name] if name in COMMANDS:
                args = [name, "--help"]
            # Options before a command, and help, are left to Typer.
            case [name, *_] if name not in COMMANDS and not (re.match("-.", name) or {"-h", "--help"} & {*args}):
                from ahc_cli.cli.meant import with_command

                args = with_command(args)
        try:
            code = _run_command(args)
        except (NotFoundError, UsageError):
            from ahc_cli.cli.meant import without_command

            if not (question := without_command(args)):
                raise
            args = question
            code = _run_command(args)
        if code == _INTERRUPTED:  # Typer caught it; a reader that has stopped would hold up the flush
            abandon(sys.stdout)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - an unexpected one is raised again
        return _exit_code(error, args)
    return code


def _run_command(args: Sequence[str]) -> int:
    command: Any = typer.main.get_command(program(args))
    for each in (command, *command.commands.values()):
        each.get_help = lambda context: import_module("ahc_cli.cli.help").command_help(context)
    try:
        return int(command.main(args, prog_name="ahc", standalone_mode=False) or 0)
    except typer.TyperException as refused:
        # Any format is an option, too.
        error: Any = refused
        name = error.option_name[2:] if type(error).__name__ == "NoSuchOption" else ""
        has_formats = name in FORMATS and any(each.name == "format" for each in error.ctx.command.params)
        if not has_formats or f"--{name}" not in args:
            raise
        at = args.index(f"--{name}")
        return _run_command([*args[:at], "-f", name, *args[at + 1 :]])


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


def _exit_code(error: BaseException, args: Sequence[str]) -> int:
    """Report an error and return its exit code."""
    if isinstance(error, SystemExit) and isinstance(error.__context__, BrokenPipeError):
        error = error.__context__  # Typer turns one into the other
    if isinstance(error, OSError | MemoryError | KeyboardInterrupt):
        abandon(sys.stdout)
    match error:
        case BrokenPipeError():
            return 0
        case KeyboardInterrupt():
            return _INTERRUPTED
        case typer.TyperException():
            reported: AhcError = UsageError(_refusal(error, args))
        case OSError():
            reported = OutputError(_("cannot write the output: {reason}", reason=_(str(error.strerror))))
        case MemoryError():
            reported = DatasetError(_("not enough memory for this dataset; split it, or convert it to NDJSON"))
        case AhcError():
            reported = error
        case Exception() if os.environ.get("AHC_DEBUG") != "1":
            kind = type(error).__name__
            reported = AhcError(
                _("a bug in ahc ({kind}); run it again with AHC_DEBUG=1 and report the output", kind=kind)
            )
        case _:
            raise error
    first, *more = reported.args
    write_error(f"ahc: {first}", *more)
    return reported.exit_code


def _refusal(error: Any, args: Sequence[str]) -> str:
    """Say in our words what Typer refuses, and what to type instead."""
    option, command = getattr(error, "option_name", ""), args[0]
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(error, args)
        case "BadOptionUsage" if any(arg.startswith(f"{option}=") for arg in args):
            return _("option '{option}' takes no argument", option=option)
        case "BadOptionUsage":
            return _("option '{option}' needs an argument; see 'ahc {command} --help'", option=option, command=command)
        case "MissingParameter":
            name = _(error.param.metavar).rstrip(".")
            return _("missing {name}; see 'ahc {command} --help'", name=name, command=command)
        case "BadParameter" if error.param.name == "limit":
            return _("-n needs 0 or a positive number, as in -n 5")
        case "BadParameter" if error.param.name == "color":
            return _("--color must be auto, always or never")
        case "UsageError" if error.ctx.parent is None:
            return _("unknown command '{word}'{near}", word=command, near=did_you_mean(command, COMMANDS))
        case "UsageError":
            return _("too many arguments; see 'ahc {command} --help'", command=command)
    return str(error.format_message())


def _unknown_option(error: Any, args: Sequence[str]) -> str:
    name, command = error.option_name, error.ctx.command
    negated = next((arg for arg in args if re.fullmatch(r"-[^\W\d][\w.]*[:：].*", arg)), None)
    if negated:
        return _("write 'not {condition}' instead of '-{condition}'", condition=negated[1:])
    if remedy := REMEDIES.get(name):
        return _("unknown option '{option}'; {remedy}", option=name, remedy=_(remedy))
    if error.ctx.parent is None:
        return _("unknown option '{option}'; options follow the command, as in 'ahc list --json'", option=name)
    near = did_you_mean(name, [known for option in command.params for known in option.opts])
    return _("unknown option '{option}'{near}", option=name, near=near)


def program(args: Sequence[str]) -> typer.Typer:
    """Return the program with the command of a command line, or with all of them for help and completion."""
    app = typer.Typer(
        name="ahc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_top)
    if "_AHC_COMPLETE" in os.environ:  # then there are no arguments
        join_bash_words()
    named = next((arg for arg in args if not arg.startswith("-")), "")
    for name in (named,) if named in COMMANDS else COMMANDS:
        module, function = COMMANDS[name]
        command = getattr(import_module(f"ahc_cli.cli.{module}"), function)
        app.command(name)(with_options(command))
    return app


def _top(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("-V", "--version", help="Show the version and the edition of the data.")
    ] = False,
) -> Any:
    """The negotiation of the UN convention against cybercrime: what happened when, who wanted what, and how sure
    we are.

    \b
    Examples:
      ahc list kind:session
      ahc search "Hanoi"
      ahc show ga-74-247
    """
    if version:
        from ahc_cli import __version__
        from ahc_cli.ask.standing import newest_source
        from ahc_cli.data.load import bundled

        dataset = bundled()
        about = _(
            "ahc {version} (dataset {edition}, newest source {newest}, {n} events, schema 1)",
            version=__version__,
            edition=dataset.edition,
            newest=newest_source(dataset.events, dataset.vocabulary, dataset.edition),
            n=len(tuple(dataset.events)),
        )
        typer.echo(about)
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
