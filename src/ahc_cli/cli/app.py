"""Runs a command line: finds the command, reads its options with Typer, and turns errors into exit codes."""

import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, suppress
from importlib import import_module
from typing import Annotated, Any

import typer

from ahc_cli.cli import COMMANDS
from ahc_cli.cli.completion import join_bash_words
from ahc_cli.cli.options import with_options
from ahc_cli.cli.output import abandon, announce, write_error
from ahc_cli.cli.terminal import language, wait_for_streams
from ahc_cli.errors import AhcError, DatasetError, OutputError, UsageError
from ahc_cli.messages import _, speak, spoken
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.model.words import label, labels

# Options and commands that people try, and what to type instead in English and Chinese.
REMEDIES = labels("remedies")
_INTERRUPTED = 130


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    if sys.stdout is None:
        write_error("ahc: standard output is closed")  # the language is not yet known
        return OutputError.exit_code
    wait_for_streams()
    if "_AHC_COMPLETE" in os.environ:
        return _complete()
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
                args = _with_command(args)
        code = _run_command(args)
        if code == _INTERRUPTED:  # Typer caught it; a reader that has stopped would hold up the flush
            abandon(sys.stdout)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - an unexpected one is raised again
        return _exit_code(error, args)
    return code


def _complete() -> int:
    """Answer a shell that asks what may follow, with variables; a broken request is silent."""
    with redirect_stderr(None), suppress(Exception):
        speak(language(None))
        join_bash_words()
        return _run_command(())
    return UsageError.exit_code


def _with_command(args: Sequence[str]) -> list[str]:
    """Return the command line that answers a line without a command, and at a terminal name it.

    A view that finds nothing, or that the dataset has not what it needs for, leaves the answer to a search.
    """
    from ahc_cli.cli.line import commands_for

    if args[0] in REMEDIES:
        raise UsageError(
            _("unknown command '{word}'; {remedy}", word=args[0], remedy=label(args[0], spoken(), "remedies"))
        )
    *views, last = commands_for(args, tuple(COMMANDS))
    for view in views:
        with suppress(AhcError, typer.TyperException):
            if _run_command([*view, "--quiet"]) == 0:
                announce(view)
                return view
    return last


def _run_command(args: Sequence[str]) -> int:
    command: Any = typer.main.get_command(program(args))
    for each in (command, *command.commands.values()):
        each.get_help = lambda context: import_module("ahc_cli.cli.help").show_help(context)
    if "_AHC_COMPLETE" in os.environ:
        import_module("ahc_cli.cli.help").describe(command)
    return int(command.main(args, prog_name="ahc", standalone_mode=False) or 0)


def _language(args: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take --lang out of a command line, wherever it is: return the language given last, and the other arguments."""
    end = args.index("--") if "--" in args else len(args)
    lang: str | None = None
    others: list[str] = []
    words = iter(args[:end])
    for word in words:
        if word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
        elif word == "--lang" and (value := next(words, None)) is not None:
            lang = value
        else:
            others.append(word)
    return lang, [*others, *args[end:]]


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
            return _unknown_option(option, args, error.ctx)
        case "BadOptionUsage" if any(arg.startswith(f"{option}=") for arg in args):
            return _("option '{option}' takes no argument", option=option)
        case "BadOptionUsage":
            return _("option '{option}' needs an argument; see 'ahc {command} --help'", option=option, command=command)
        case "MissingParameter":
            from ahc_cli.cli.help import name_of

            return _(
                "missing {name}; see 'ahc {command} --help'", name=name_of(error.param, error.ctx), command=command
            )
        case "BadParameter" if error.param.name == "limit":
            return _("-n needs 0 or a positive number, as in -n 5")
        case "BadParameter" if error.param.name == "color":
            return _("--color must be auto, always or never")
        case "UsageError" if error.ctx.parent is None:
            return _("unknown command '{word}'{near}", word=command, near=did_you_mean(command, COMMANDS))
        case "UsageError":
            return _("too many arguments; see 'ahc {command} --help'", command=command)
    return str(error.format_message())


def _unknown_option(option: str, args: Sequence[str], context: Any) -> str:
    if negated := next(filter(re.compile(r"-[^\W\d][\w.]*[:：]").match, args), None):
        return _("write 'not {condition}' instead of '-{condition}'", condition=negated[1:])
    if option in REMEDIES:
        return _("unknown option '{option}'; {remedy}", option=option, remedy=label(option, spoken(), "remedies"))
    if context.parent is None:
        return _("unknown option '{option}'; options follow the command, as in 'ahc list --json'", option=option)
    near = did_you_mean(option, [known for each in context.command.params for known in each.opts])
    return _("unknown option '{option}'{near}", option=option, near=near)


def program(args: Sequence[str]) -> typer.Typer:
    """Return the program with the command of a command line, or with all of them for help and completion."""
    app = typer.Typer(
        name="ahc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_top)
    named = next((arg for arg in args if not arg.startswith("-")), "")
    for name in (named,) if named in COMMANDS else COMMANDS:
        module, function = COMMANDS[name]
        command = getattr(import_module(f"ahc_cli.cli.{module}"), function)
        app.command(name)(with_options(command))
    return app


def _top(context: typer.Context, *, version: Annotated[bool, typer.Option("-V", "--version")] = False) -> None:
    """Show the version, or where the convention stands."""
    if version:
        from ahc_cli import __version__
        from ahc_cli.ask.standing import newest_source
        from ahc_cli.data.load import bundled

        dataset = bundled()
        said = _(
            "ahc {version} (dataset {edition}, newest source {newest}, {n} events, schema 1)",
            version=__version__,
            edition=dataset.edition,
            newest=newest_source(dataset.events, dataset.vocabulary, dataset.edition),
            n=len(tuple(dataset.events)),
        )
        typer.echo(said)
    elif context.invoked_subcommand is None:
        from ahc_cli.cli.show import front

        front()
