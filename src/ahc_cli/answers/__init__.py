"""The commands: one table of them, and the one way from a request to an answer.

The command line, Python and the assistant are faces of this table; none of them lists commands, or
asks a query of its own.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.query.context import Context
from ahc_cli.query.request import CONDITIONS, Request
from ahc_cli.render import FORMATS, PAGE_FORMATS, ROW_FORMATS, Answer

EVENT_FORMATS = (*ROW_FORMATS, "ics")
_ROWS = ("fields", "sort", "reverse", "limit")
_QUERY = (*_ROWS, *CONDITIONS, "where")
# What the words of a command are, for completion.
Words = Literal[
    "query",
    "question",
    "facts",
    "states",
    "map",
    "field",
    "actors",
    "ids",
    "answers",
    "topics",
    "day",
    "text",
    "",
]


class Command(Struct, frozen=True, kw_only=True):
    """A row of the table: a command, what it takes, and what it answers with.

    The `function`, the `types` of the rows, and the names of the `columns` where an answer without
    words has none, are named by their module below `ahc_cli`. Of the words there are `least` to
    `most`. `options` are those that not every command has. The first of its `formats` is for
    people, and TSV, if that is the second, for a pipe. A command that `streams` reads a dataset
    once, event by event; one that does not `read` needs none. `tool` describes it to an assistant,
    then has examples, a line each, with places for names of the dataset. `no_python` says why
    Python has no method for it.
    """

    function: str
    words: Words = ""
    least: int = 0
    most: int | None = None
    options: tuple[str, ...] = ()
    formats: tuple[str, ...] = PAGE_FORMATS
    streams: bool = False
    reads: bool = True
    types: tuple[str, ...] = ()
    columns: str = ""
    tool: str = ""
    no_python: str = ""


def _table_of(table: str) -> Command:
    """Return the command that lists the entries of a table."""
    return Command(
        function=f"answers.names.{table}s",
        words="text",
        options=(*_ROWS, "where"),
        formats=(*ROW_FORMATS, "csl") if table == "source" else ROW_FORMATS,
        streams=True,
        types=(f"model.records.{table.title()}",),
        no_python=f"record.{table}s is a mapping",
    )


_DRAWN = ("table", "json", "ndjson", "html", "svg")
# What lists statements, or events, that a query finds.
_ITEMS = Command(
    function="",
    words="query",
    options=_ROWS,
    formats=ROW_FORMATS,
    streams=True,
    types=("report.items.Item",),
)
_EVENTS = Command(
    function="",
    columns="answers.events.COLUMN_NAMES",
    words="query",
    options=_QUERY,
    formats=EVENT_FORMATS,
    streams=True,
    types=("model.records.Event",),
)
COMMANDS = {
    "show": Command(
        function="answers.cards.show",
        words="ids",
        least=1,
        types=("model.records.Event", "answers.cards.Card"),
        tool="Show all about an event, actor, topic, place, source, article or older treaty."
        "\n$state\narticle $article\n$symbol",
    ),
    "status": Command(
        function="answers.status.status",
        words="day",
        types=("report.status.Status",),
        tool="Show where the instrument stands: adopted, signed, ratified, and what is ahead.",
    ),
    "states": Command(
        function="answers.states.states",
        words="states",
        options=_ROWS,
        formats=ROW_FORMATS,
        types=("report.states.StateRow",),
        tool="Show which states signed and ratified and, if fields name it, how they voted."
        "\nnot signed\ngroup:$group signed",
    ),
    "map": Command(
        function="answers.tiles.map_",
        words="map",
        formats=_DRAWN,
        types=("answers.tiles.StateTile",),
    ),
    "compare": Command(
        function="answers.compare.compare",
        columns="answers.compare.COLUMNS",
        words="actors",
        least=1,
        options=_ROWS,
        formats=ROW_FORMATS,
        types=("answers.compare.ComparedRow", "answers.parallels.Counterpart"),
        tool="Compare two to four states or groups, or the articles with those of an older treaty."
        '\n["$state", "$state2"]',
    ),
    "list": replace(
        _EVENTS,
        function="answers.events.list_",
        tool="List events in date order that match a query."
        "\nkind:session place:$place\n$year has:votes",
    ),
    "filter": replace(_EVENTS, function="answers.events.filter_"),
    "timeline": Command(
        function="answers.timeline.timeline",
        words="query",
        formats=_DRAWN,
        types=("answers.timeline.Mark",),
    ),
    "search": replace(
        _EVENTS,
        function="answers.search.search",
        least=1,
        tool="Find the events of which a statement has all words, or else the nearest, best first.",
    ),
    "positions": replace(
        _ITEMS,
        function="answers.items.positions",
        tool="Show who proposed, supported, opposed, warned or urged what."
        "\n$state topic:$topic\nstance:opposes",
    ),
    "facts": replace(
        _ITEMS,
        function="answers.items.facts",
        words="facts",
        tool="Show what sources say, fact by fact, and with of:caveat where they disagree."
        "\n$topic $year\nof:caveat $event",
    ),
    "count": Command(
        function="answers.counts.count",
        words="field",
        options=_QUERY,
        formats=ROW_FORMATS,
        streams=True,
        types=("answers.counts.Tally",),
    ),
    "actors": _table_of("actor"),
    "topics": _table_of("topic"),
    "places": _table_of("place"),
    "sources": _table_of("source"),
    "diff": Command(
        function="answers.diff.diff",
        columns="answers.diff.COMPARED",
        words="ids",
        least=1,
        options=("fields", "where", "verbose"),
        types=("answers.diff.Difference",),
    ),
    "validate": Command(
        function="answers.datasets.validate",
        words="text",
        most=1,
        formats=("table", "json", "ndjson"),
        reads=False,
        types=("data.check.Problem",),
        no_python="load() raises DatasetError",
    ),
    "schema": Command(
        function="answers.datasets.schema",
        words="answers",
        most=1,
        formats=("json",),
        reads=False,
        no_python="a schema describes JSON",
    ),
    "export": Command(function="answers.datasets.export", most=0, formats=("json", "html")),
    "mcp": Command(
        function="assistant.serve", most=0, formats=("table",), no_python="it is a face itself"
    ),
    "help": Command(
        function="answers.help.help_",
        words="topics",
        formats=("table", "md"),
        reads=False,
        no_python="help() is Python's",
    ),
    # What answers where no command is named: a line of words, and nothing at all.
    "line": Command(
        function="answers.line.line",
        words="question",
        least=1,
        options=_QUERY,
        formats=tuple(dict.fromkeys((*PAGE_FORMATS, *FORMATS))),
        types=("report.items.Item",),
        tool="Answer a plain question or a name, in English or Chinese."
        "\ndid $state sign\nwhat does $state2 want\n$state $topic",
    ),
    "front": Command(function="answers.status.front", most=0, no_python="it is for a terminal"),
}
# Those that have a name on the command line.
NAMED = [name for name in COMMANDS if name not in ("line", "front")]


def described() -> list[str]:
    """Return the commands whose answers have a schema."""
    return [name for name in NAMED if COMMANDS[name].types]


def named(path: str) -> Any:
    """Import what is named by its module below `ahc_cli` and its name there."""
    module_name, _dot, name = path.rpartition(".")
    return getattr(import_module(f"ahc_cli.{module_name}"), name)


def answer(request: Request, context: Context) -> Answer:
    """Answer a request, with the rows sorted, limited and their columns chosen as it says.

    UsageError or NotFoundError if it cannot be answered.
    """
    command = COMMANDS[request.command]
    if request.as_of:
        context = context.on(request.as_of)
        request = replace(request, as_of=str(context.day))
    function: Callable[[Request, Context], Answer] = named(command.function)
    made = function(request, context)
    if made.request is not None:  # another request was answered instead
        return made
    made = replace(made, request=request, formats=made.formats or command.formats)
    return arranged(made, request, context) if made.getters else made


def arranged(made: Answer, request: Request, context: Context) -> Answer:
    """Return an answer of rows as its request wants it: which columns, in what order, how many.

    Columns that are chosen are drawn as a table; missing values come last in either order.
    """
    from ahc_cli.show.columns import chosen_table, sort_key, split_names

    if request.fields is None:
        names = list(made.columns or made.getters)
    elif request.format == "csl":
        raise UsageError(_("the format csl has no fields to choose"))
    else:
        names = split_names(request.fields, made.getters)
    chosen = {name: made.getters[name] for name in names}
    sorting = [] if request.sort is None else split_names(request.sort, made.getters)
    keys = [sort_key(name, made.getters[name]) for name in sorting]
    records = sorted(made.records, key=lambda record: [key(record) for key in keys])
    if request.reverse:
        present = len(records)
        if keys:
            present = sum(not is_missing for is_missing, *_rest in map(keys[0], records))
        records = [*reversed(records[:present]), *records[present:]]
    made = replace(
        made,
        records=records[: request.limit],
        getters=chosen,
        vocabulary=context.vocabulary,
        edition=context.dataset.edition,
        name=context.dataset.title,
    )
    if request.fields is None:
        return made
    return replace(
        made,
        page=lambda _made, _screen: (),
        table=lambda made, _screen: [
            made.chosen.get(column.name, column)
            for column in chosen_table(made.getters, made.vocabulary)
        ],
        json=lambda record: {name: value(record) for name, value in chosen.items()},
    )
