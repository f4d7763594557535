"""Lines that name no command: the command that is meant, or what to type instead."""

import sys
from collections.abc import Sequence
from typing import Literal

from ahc_cli.ask.find import Finder
from ahc_cli.ask.language import parse_with_readings
from ahc_cli.ask.lead import lead
from ahc_cli.ask.query import And, Contains, Not, Or
from ahc_cli.ask.question import Question, context_of, search
from ahc_cli.cli.app import COMMANDS, REMEDIES
from ahc_cli.cli.output import write_error
from ahc_cli.cli.terminal import is_terminal
from ahc_cli.data.load import Dataset, bundled
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.stems import LATEST, STOP_WORDS
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import did_you_mean

Meant = Literal["show", "list", "search"]


def with_command(args: Sequence[str]) -> list[str]:
    """Put the command that is meant before a line that has an answer there; UsageError for any other line.

    One Latin word is only taken for a name or for a condition such as `sessions`: a misspelt command is an error.
    "Last" and the like ask for the latest first.
    """
    end = next((at for at, arg in enumerate(args) if len(arg) > 1 and arg.startswith("-")), len(args))
    words = " ".join(args[:end]).split()
    typed, word, dataset = " ".join(words), words[0] if words else args[0], bundled()
    if typed == word and (remedy := REMEDIES.get(word)):
        raise UsageError(_("unknown command '{word}'; {remedy}", word=word, remedy=_(remedy)))
    others = " ".join(each for each in words if fold(each) not in LATEST)
    if others != typed and others and _meant(others, dataset) == "list":
        meant = ["list", *others.split(), "not", "when:upcoming", "-r"]
    else:
        meant = [_meant(typed, dataset), *words]
    if meant[0] == "search":
        if fold(word) not in (*STOP_WORDS, *LATEST) and (near := did_you_mean(word, COMMANDS)):
            raise UsageError(_("unknown command '{word}'{near}", word=word, near=near))
        if (typed == word and word.isascii()) or not _is_found(typed, dataset):
            line = " ".join(("ahc", "search", typed or word))
            raise UsageError(_("unknown command '{word}'; try '{line}'", word=word, line=line))
    if is_terminal(sys.stderr) and is_terminal(sys.stdout) and not {"-q", "--quiet"} & {*args[end:]}:
        write_error(_("read as '{line}'", line=" ".join(("ahc", *meant))))
    return [*meant, *args[end:]]


def _meant(typed: str, dataset: Dataset) -> Meant:
    """Return show for a name, list for conditions that some event meets, search for anything else."""
    finder = Finder(dataset)
    if finder.with_symbol(typed) or finder.named(typed):
        return "show"
    try:
        query, readings = parse_with_readings(typed, context_of(dataset, dataset.edition))
    except UsageError:
        return "search"
    if isinstance(query, Or | Not) or (isinstance(query, And) and any(isinstance(part, Not) for part in query.parts)):
        return "list"
    if isinstance(query, Contains) or any(isinstance(read, Contains) for __, read in readings):
        return "search"
    return "list" if any(Question(dataset, query, dataset.edition).events()) else "search"


def _is_found(typed: str, dataset: Dataset) -> bool:
    try:
        found = search(dataset, typed, dataset.edition)
    except UsageError:
        return False
    return bool(found.result.hits or lead(found.words, dataset, dataset.edition))
