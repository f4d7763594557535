"""A line without a command: the card of one thing, a list, a view, or else a search."""

from collections.abc import Sequence
from itertools import islice, pairwise
from os.path import isfile

from msgspec.structs import replace

from ahc_cli.ask.find import Finder
from ahc_cli.ask.grammar import split
from ahc_cli.ask.lexicon import lexicon
from ahc_cli.ask.query import Context
from ahc_cli.ask.views import is_list, view_of
from ahc_cli.cli.options import Options
from ahc_cli.data.load import Lines, bundled
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import did_you_mean

# Options that take an argument, which is no word of the line.
_WITH_ARGUMENT = (
    "-f", "--format", "--lang", "--data", "--as-of", "--color", "--fields", "--sort", "-n", "--limit", "--since",
    "--until", "--kind", "--place", "--actor", "--topic", "--status", "-w", "--where",
)  # fmt: skip


def commands_for(args: Sequence[str], commands: Sequence[str]) -> list[list[str]]:
    """Return the command lines that may answer a line without a command, the best first; the last one always can.

    UsageError if its first word is a misspelt command.
    """
    words, options = _divided(args)
    text = " ".join(words)
    given, can_repeat = _context(options)
    tokens, conditions = split(text, given)
    if words:
        _refuse_misspelt(words[0], commands, given)
    finder = Finder(given.dataset)
    named = finder.candidates(text) if not conditions else []
    if len(named) == 1 and (finder.names.lookup(text) or named[0] == text):
        return [["show", *words, *options]]
    if is_list(tokens) or (conditions and not any(token.telling for token in tokens)):
        return [["list", *words, *options]]
    # A view may find nothing, and then the dataset is read once more.
    view = view_of(tokens) if can_repeat and not conditions else None
    search = ["search", *words, *options]
    return [[*view, *options], search] if view else [search]


def _refuse_misspelt(word: str, commands: Sequence[str], context: Context) -> None:
    """Refuse a word that is one edit from a command and means nothing itself."""
    from rapidfuzz.distance import OSA

    token, *more = context.reader.read(word) or (None,)
    # "Shows" is no stop word, although "show" is one.
    is_known = not token or token.tags or token.ideas or token.period or fold(word) in lexicon().stop
    near = [name for name in commands if OSA.distance(fold(word), name) == 1]
    if near and not (more or is_known):
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=did_you_mean(word, near)))


def _divided(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Divide arguments into words and options with their arguments."""
    words: list[str] = []
    options: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            words += rest
        elif not arg.startswith("-") or arg == "-":
            words.append(arg)
        else:
            name, equals, value = arg.partition("=")
            options += [name, value] if equals and name in _WITH_ARGUMENT else [arg]
            if arg in _WITH_ARGUMENT:
                options += islice(rest, 1)
    return words, options


def _context(options: Sequence[str]) -> tuple[Context, bool]:
    """Return what the line is read against, and whether the dataset can be read again, as standard input cannot.

    It has no events of a stream; instead of a dataset that can be read only once it is the bundled one.
    """
    given = dict(pairwise(options))
    asked = Options(data=given.get("--data"), as_of=given.get("--as-of"))
    if asked.data_name != "bundled" and not isfile(asked.data_name):  # noqa: PTH113 - `Path` fails for a long name
        return Context(replace(bundled(), events=()), asked.today), False
    dataset = asked.dataset
    if isinstance(dataset.events, Lines):
        dataset.events.given.stream.close()
        dataset = replace(dataset, events=())
    return Context(dataset, asked.today), True
