"""A line without a command: the card of one thing, a view, or else a search."""

import inspect
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

from typer import Argument

from ahc_cli.ask.find import Finder
from ahc_cli.ask.grammar import split
from ahc_cli.ask.line import view_of
from ahc_cli.ask.query import Context
from ahc_cli.cli import COMMANDS, function_of
from ahc_cli.cli.options import QueryOptions, Where
from ahc_cli.cli.output import announce
from ahc_cli.errors import AhcError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.model.words import label, labels


class _Options(QueryOptions, frozen=True):
    """A line is read against the dataset before it is known which command answers it."""

    reads_streams = False


def line(options: _Options, words: Annotated[list[str], Argument()], where: Where = None) -> int:
    """Answer a line without a command."""
    _refuse_misspelt(words[0], options.context)
    text = " ".join(words)
    tokens, conditions = split(text, options.context)
    if not (conditions or where):
        finder = Finder(options.dataset)
        found = finder.candidates(text)
        is_name = len(found) == 1 and (finder.names.lookup(text) or found[0] == text)
        command = ["show", *words] if is_name else view_of(tokens)
        with suppress(AhcError):  # a view may need what the dataset has not
            if command and _run(command, options.but(quiet=True)) == 0:
                announce(options, command)
                return _run(command, options)
    return function_of("search")(options, words, where)


def _refuse_misspelt(word: str, context: Context) -> None:
    """Refuse a word that people type instead of a command, or that is one edit from one and means nothing itself."""
    from rapidfuzz.distance import OSA

    remedy = _("; {remedy}", remedy=label(word, spoken(), "remedies")) if word in labels("remedies") else ""
    near = [name for name in COMMANDS if OSA.distance(fold(word), name) == 1]
    if near and not context.reader.knows(word):
        remedy = did_you_mean(word, near)
    if remedy:
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=remedy))


def _run(command: Sequence[str], options: QueryOptions) -> int:
    """Run the command of a view with the options of the line and its own; 1 if it takes one of them not."""
    function, words = function_of(command[0]), list[str]()
    rest = iter(command[1:])
    for word in rest:
        match word:
            case "-r":
                options = options.but(reverse=True)
            case "-n":
                first = int(next(rest))
                options = options.but(limit=first if options.limit is None else options.limit)
            case "--as-of":
                options = options.but(as_of=next(rest))
            case _:
                words.append(word)
    defaults = zip(options.__struct_fields__, options.__struct_defaults__, strict=True)
    given = {name for name, default in defaults if getattr(options, name) != default}
    takes = inspect.signature(function).parameters["options"].annotation
    return function(options, words) if given.issubset(takes.__struct_fields__) else 1
