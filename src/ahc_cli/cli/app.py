"""Runs a command line: finds the command, reads its options with Typer, and reports errors."""

import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from inspect import Parameter, Signature, signature
from io import StringIO
from itertools import pairwise, takewhile
from typing import Annotated, Any

import typer

from ahc_cli.answers import COMMANDS, NAMED, Command, answer
from ahc_cli.answers.remarks import remedy_for
from ahc_cli.cli.options import SHARED, Options, words_argument
from ahc_cli.cli.reply import write_answer
from ahc_cli.cli.session import Session
from ahc_cli.cli.terminal import abandon, language, write_error, write_output
from ahc_cli.errors import AhcError, DatasetError, OutputError, UsageError
from ahc_cli.messages import _, speak
from ahc_cli.model.text import check_length

# The most characters of all arguments together.
_MAX_ARGUMENTS = 100_000
_ON_WINDOWS = os.name == "nt"


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    if sys.stdout is None:
        write_error("ahc: standard output is closed")  # the language is not yet known
        return OutputError.exit_code
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # What is closed, is no file, or is on a system that has no such pipes, is left as it is.
        with suppress(AttributeError, OSError, ValueError):
            os.set_blocking(stream.fileno(), True)  # or else a full pipe takes a part of a write
    if "_AHC_COMPLETE" in os.environ:
        return _complete()
    try:
        speak(language(_lang(args)))
        check_length("".join(args), _MAX_ARGUMENTS)
        code = _invoke(_with_command(args))
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again if unexpected
        return _exit_code(error, args)
    return code


def _complete() -> int:
    """Answer a request of a shell for completion; a broken one is silent."""
    with redirect_stderr(None), suppress(Exception):
        speak(language(None))
        if not os.environ["_AHC_COMPLETE"]:
            return UsageError.exit_code
        from ahc_cli.cli.completion import join_words

        before, written = join_words(os.environ), StringIO()
        try:
            with redirect_stdout(written):
                _program(()).main((), "ahc")
        finally:
            for line in written.getvalue().splitlines():
                sys.stdout.write(f"{line.removeprefix(before)}\n")
    return UsageError.exit_code


def _with_command(args: Sequence[str]) -> list[str]:
    """Return a command line that names its command, which may be that of a line, or help.

    A language before the command was read before.
    """
    match args:
        case ["--lang", _, *rest]:
            return _with_command(rest)
        case [language, *rest] if language.startswith("--lang="):
            return _with_command(rest)
        case ["help", name, *rest] if name in NAMED:
            return [name, "--help", *rest]
        case [name, *_] if name not in NAMED and not re.match("-.", name):
            return ["line", *args]
    return [*args]


def _invoke(args: list[str]) -> int:
    """Have Typer read a command line and run its command."""
    command = _program(args)
    for each in (command, *command.commands.values()):
        each.get_help = lambda context: import_module("ahc_cli.cli.help").show_help(context)
    with command.make_context("ahc", args) as context:
        return int(command.invoke(context) or 0)


def _lang(args: Sequence[str]) -> str | None:
    """Return the argument of the last --lang, which is needed before Typer reads the options."""
    lang = None
    options = takewhile(lambda arg: arg != "--", args)
    for arg, following in pairwise([*options, ""]):
        if arg == "--lang":
            lang = following
        elif arg.startswith("--lang="):
            lang = arg.removeprefix("--lang=")
    return lang


def _exit_code(error: BaseException, args: Sequence[str]) -> int:
    """Report an error and return its exit code."""
    if isinstance(error, OSError | MemoryError | KeyboardInterrupt):
        abandon(sys.stdout)
    match error:
        case BrokenPipeError() | typer.Exit():
            return 0
        case OSError(errno=errno.EINVAL) if _ON_WINDOWS:
            return 0  # as it calls a pipe whose reader has gone away
        case KeyboardInterrupt():
            return 130
        case typer.TyperException():
            error = _refusal(error, args)
        case OSError():
            reason = _(str(error.strerror))
            error = OutputError(_("cannot write the output: {reason}", reason=reason))
        case MemoryError():
            message = _("not enough memory for this dataset; split it, or convert it to NDJSON")
            error = DatasetError(message)
    if not isinstance(error, AhcError):
        if os.environ.get("AHC_DEBUG") == "1":
            raise error
        message = _(
            "a bug in ahc ({kind}); run it again with AHC_DEBUG=1 and report the output",
            kind=type(error).__name__,
        )
        error = AhcError(message)
    write_error(f"ahc: {error.args[0]}", *error.args[1:])
    return error.exit_code


def _refusal(error: Any, args: Sequence[str]) -> UsageError:
    """Say in our words what Typer refuses, and what to type instead."""
    from ahc_cli.cli.help import option_names, option_of, usage_of

    kind, context, option = type(error).__name__, error.ctx, getattr(error, "option_name", None)
    if kind in ("BadOptionUsage", "BadParameter"):
        option = option or error.param.opts[-1]
        message = _("missing or wrong argument of option '{option}'", option=option)
        return UsageError(message, option_of(option))
    if context.parent is None:
        return UsageError(_("options follow the command, as in 'ahc list --json'"))
    if option is None:
        message = _("too few arguments") if kind == "MissingParameter" else _("too many arguments")
        return UsageError(message, usage_of(context.command.name))
    for arg in args:
        if arg.startswith(option) and re.search("[:：]", arg):
            condition = arg.lstrip("-")
            message = _("write 'not {condition}' instead of '-{condition}'", condition=condition)
            return UsageError(message)
    near = remedy_for(option, option_names(context))
    return UsageError(_("unknown option '{option}'{near}", option=option, near=near))


def _program(args: Sequence[str]) -> Any:
    """Return the program with the command that is named, or with all for help and completion."""
    app = typer.Typer(
        name="ahc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_top)
    for name in COMMANDS.keys() & args[:1] or NAMED:
        app.command(name)(_function_of(name, COMMANDS[name]))
    return typer.main.get_command(app)


def _function_of(name: str, command: Command) -> Callable[..., int]:
    """Return the function of a command for Typer, which reads its words and options."""
    options = signature(Options).parameters
    typed = {option: options[option] for option in (*command.options, *SHARED)}

    def run_command(*, words: Sequence[str] = (), **typed: Any) -> int:
        if command.most is not None and len(words) > command.most:
            from ahc_cli.cli.help import usage_of

            raise UsageError(_("too many arguments"), usage_of(name))
        session = Session(Options(**typed), command)
        request = session.request(name, words)
        return write_answer(answer(request, session.context), session, request)

    parameters = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in typed.values()]
    if command.most != 0:
        words_type = words_argument(command.words, command.least)
        of_words = Parameter("words", Parameter.KEYWORD_ONLY, annotation=words_type)
        parameters.insert(0, of_words)
    run_command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # for Typer
    return run_command


def _top(
    context: typer.Context,
    lang: str | None = None,  # noqa: ARG001 - which was read before
    *,
    version: Annotated[bool, typer.Option("-V", "--version")] = False,
) -> None:
    """Show the version, or where the instrument stands."""
    if version:
        write_output([f"{_version()}\n"])
        raise typer.Exit
    if context.invoked_subcommand is None:
        _function_of("front", COMMANDS["front"])()


def _version() -> str:
    """Say which version this is, and which dataset it reads."""
    from ahc_cli import __version__
    from ahc_cli.report.status import newest_source

    dataset = Session(Options(), COMMANDS["front"]).context.full
    return _(
        "ahc {version} (dataset {edition}, newest source {newest}, {n} events, schema 3)",
        version=__version__,
        edition=dataset.edition,
        newest=newest_source(dataset.events, dataset.vocabulary, dataset.edition),
        n=len(tuple(dataset.events)),
    )
