"""Runs a command line: finds the command, reads its options with Typer, and turns errors into exit
codes.
"""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, suppress
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer

from ahc_cli.cli import COMMANDS, function_of
from ahc_cli.cli.options import Lang, with_options
from ahc_cli.cli.output import abandon, write_error, write_output
from ahc_cli.cli.terminal import language
from ahc_cli.errors import AhcError, DatasetError, OutputError, UsageError
from ahc_cli.messages import _, speak, spoken
from ahc_cli.model.labels import label, labels
from ahc_cli.model.vocabulary import did_you_mean


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    if sys.stdout is None:
        write_error("ahc: standard output is closed")  # the language is not yet known
        return OutputError.exit_code
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(
            AttributeError, OSError, ValueError
        ):  # closed, no file, or a system that has no such pipes
            os.set_blocking(
                stream.fileno(), True
            )  # or else a full pipe takes a part, and the rest is lost
    if "_AHC_COMPLETE" in os.environ:
        with redirect_stderr(None), suppress(Exception):  # a broken request of a shell is silent
            speak(language(None))
            typer.main.get_command(program(())).main((), "ahc")
        return UsageError.exit_code
    try:
        speak(language(_lang(args)))
        match args:
            case ["help", name, *rest] if name in COMMANDS:
                args = [name, "--help", *rest]
            case [name, *_] if name not in COMMANDS and not re.match("-.", name):
                args = ["line", *args]
        command: Any = typer.main.get_command(program(args))
        for each in (command, *command.commands.values()):
            each.get_help = lambda context: import_module("ahc_cli.cli.help").show_help(context)
        with command.make_context("ahc", [*args]) as context:
            code = int(command.invoke(context) or 0)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - raised again if unexpected
        return _exit_code(error, args)
    return code


def _lang(args: Sequence[str]) -> str | None:
    """Return the argument of the last --lang, which is needed before Typer reads the options."""
    before = [*(args[: args.index("--")] if "--" in args else args), ""]
    given = [
        after if arg == "--lang" else arg[7:]
        for arg, after in pairwise(before)
        if re.match("--lang(=|$)", arg)
    ]
    return given[-1] if given else None


def _exit_code(error: BaseException, args: Sequence[str]) -> int:
    """Report an error and return its exit code."""
    if isinstance(error, OSError | MemoryError | KeyboardInterrupt):
        abandon(sys.stdout)
    match error:
        case BrokenPipeError() | typer.Exit():
            return 0
        case KeyboardInterrupt():
            return 130
        case typer.TyperException():
            error = _refusal(error, args)
        case OSError():
            error = OutputError(
                _("cannot write the output: {reason}", reason=_(str(error.strerror)))
            )
        case MemoryError():
            error = DatasetError(
                _("not enough memory for this dataset; split it, or convert it to NDJSON")
            )
        case Exception() if not isinstance(error, AhcError) and os.environ.get("AHC_DEBUG") != "1":
            kind = type(error).__name__
            error = AhcError(
                _(
                    "a bug in ahc ({kind}); run it again with AHC_DEBUG=1 and report the output",
                    kind=kind,
                )
            )
    if not isinstance(error, AhcError):
        raise error
    write_error(f"ahc: {error.args[0]}", *error.args[1:])
    return error.exit_code


def _refusal(error: Any, args: Sequence[str]) -> UsageError:
    """Say in our words what Typer refuses, and what to type instead."""
    from ahc_cli.cli.help import option_of, usage_of

    kind, context, option = type(error).__name__, error.ctx, getattr(error, "option_name", None)
    if kind in ("BadOptionUsage", "BadParameter"):
        option = option or error.param.opts[-1]
        return UsageError(
            _("missing or wrong argument of option '{option}'", option=option), option_of(option)
        )
    if context.parent is None:
        return UsageError(_("options follow the command, as in 'ahc list --json'"))
    if option is None:
        return UsageError(_("too few or too many arguments"), usage_of(context))
    if condition := next(
        (arg.lstrip("-") for arg in args if arg.startswith(option) and re.search("[:：]", arg)), ""
    ):
        return UsageError(
            _("write 'not {condition}' instead of '-{condition}'", condition=condition)
        )
    near = did_you_mean(option, [known for each in context.command.params for known in each.opts])
    if option in labels("remedies"):
        near = _("; {remedy}", remedy=label(option, spoken(), "remedies"))
    return UsageError(_("unknown option '{option}'{near}", option=option, near=near))


def program(args: Sequence[str]) -> typer.Typer:
    """Return the program with the command of a command line, or with all of them for help and
    completion.
    """
    app = typer.Typer(
        name="ahc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_top)
    named = next((arg for arg in args if not arg.startswith("-")), "")
    for name in (named,) if named in (*COMMANDS, "line") else COMMANDS:
        app.command(name)(with_options(function_of(name)))
    return app


def _top(
    context: typer.Context,
    lang: Lang = None,  # noqa: ARG001 - which was read before
    *,
    version: Annotated[bool, typer.Option("-V", "--version")] = False,
) -> None:
    """Show the version, or where the convention stands."""
    if version:
        from ahc_cli import __version__
        from ahc_cli.data.load import bundled
        from ahc_cli.report.status import newest_source

        dataset = bundled()
        said = _(
            "ahc {version} (dataset {edition}, newest source {newest}, {n} events, schema 1)",
            version=__version__,
            edition=dataset.edition,
            newest=newest_source(dataset.events, dataset.vocabulary, dataset.edition),
            n=len(tuple(dataset.events)),
        )
        write_output([f"{said}\n"])
        raise typer.Exit
    if context.invoked_subcommand is None:
        import_module("ahc_cli.cli.show").front()
