"""Assistants: `ahc mcp`, a server of the Model Context Protocol on standard input and output."""

import os
import re
import select
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from contextvars import copy_context
from datetime import date
from typing import Annotated, Any

from msgspec import NODEFAULT, Meta, Struct, ValidationError, convert, defstruct, json
from msgspec.structs import asdict

from ahc_cli import __version__
from ahc_cli.answers import COMMANDS, answer
from ahc_cli.errors import AhcError, UsageError
from ahc_cli.messages import Lang, _, speak
from ahc_cli.model.records import to_plain
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Screen
from ahc_cli.show.examples import filled_in

# An assistant reads this, and the query language, before it asks anything.
_INSTRUCTIONS = """\
The record of one negotiation: events, who took which position, votes, signatures, what sources say.
It cannot be changed. With each fact give its sources (their ids are in "sources"; `show` has their
addresses) and how sure it is ("confidence": corroborated, official, single, timeline or weak).
Votes and counts have theirs in `show` of the event, section "votes". What is not in an answer, or
is null, is not on record, which does not mean that it did not happen: say so.
Dates are EDTF: A/B is from a day to a day, [A..B] one unknown day between two. Start with `ask`.
Several rows with ids have no lists: "sections_left_out" counts what they lack, `show` of an id and
section has it, "fields" name it (of states a roll call by its symbol). If an answer has
"next", call that tool with these arguments for the rest. A line below such as "list '(a or b)'" is
the tool `list` with the query (a or b), without the quotes.

"""
# The parameters of tools: their types, what they are if they are not given, and what they are for;
# and those that each tool has.
_PARAMETERS: Mapping[str, tuple[Any, Any, str]] = {
    "question": (str, "", "A question or a name, in English or Chinese."),
    "query": (str, "", "Words and conditions of the query language; all, if it is empty."),
    "name": (str, "", "A name, id, symbol, title, or an article such as 'article 14'."),
    "names": (list[str], (), "Names or ids of what is put side by side."),
    "section": (str, "", "The key of a card of which to show all items."),
    "fields": (
        str | None,
        None,
        "Comma-separated names of what rows have; a wrong one lists them.",
    ),
    "sort": (str | None, None, "Comma-separated names of what rows are sorted by."),
    "reverse": (bool, False, "Whether rows are in reverse order."),
    "limit": (Annotated[int, Meta(ge=1)], 100, "How many rows the answer has at most."),
    "offset": (Annotated[int, Meta(ge=0)], 0, "How many rows are left out before these."),
    "as_of": (str, "", "A date: answer from what was known by then."),
    "lang": (Lang | None, None, "The language of messages: en or zh."),
}
_ALWAYS = ("limit", "offset", "as_of", "lang")
# What the words of a command are called as a parameter of a tool; `as_of` is the day of a status.
_WORDS = {"question": "question", "ids": "name", "actors": "names", "day": ""}
# How many bytes an answer has at most, and those of what is said beside its rows.
_MOST, _SPARE = 20_000, 500


def serve(_request: Request, context: Context) -> Answer:
    """Answer the questions of an assistant, which starts this as a server."""
    if sys.stdin is None:
        raise UsageError(_("standard input: closed"))
    if context.files.name in ("-", "/dev/stdin"):
        message = _("'ahc mcp' reads messages from standard input; give a file for the dataset")
        raise UsageError(message)
    try:
        import anyio
        from mcp import types
        from mcp.server import Server
    except ImportError:
        install = "pip install 'ahc-cli[mcp]'"
        raise UsageError(_("this needs a package more: {command}", command=install)) from None
    tools = tools_of(context)
    listed = [types.Tool(**tool.form) for tool in tools.values()]

    async def on_list_tools(_context: Any, _parameters: Any) -> Any:
        return types.ListToolsResult(tools=listed)

    async def on_call_tool(_context: Any, asked: Any) -> Any:
        try:
            said = _called(tools, asked.name, asked.arguments or {})
        except AhcError as error:
            text = types.TextContent(type="text", text=_for_tools(str(error), tools))
            return types.CallToolResult(content=[text], is_error=True)
        text = types.TextContent(type="text", text=json.encode(said).decode())
        return types.CallToolResult(content=[text], structured_content=said)

    server = Server(
        "ahc",
        version=__version__,
        title=context.dataset.title.lang(),
        instructions=_INSTRUCTIONS + _for_tools(_query_help(context), tools),
        on_list_tools=on_list_tools,
        on_call_tool=on_call_tool,
    )
    try:
        anyio.run(_talk, server)
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        raise error from None
    return Answer(records=())


async def _talk(server: Any) -> None:
    """Serve until the client closes either end.

    The server of the package would wait for a line of a client that has gone, or that cannot be
    answered.
    """
    from anyio import create_task_group
    from mcp.server.stdio import stdio_server

    out = os.dup(sys.stdout.fileno())  # the server moves the number of standard output
    async with create_task_group() as tasks:
        tasks.start_soon(_client_gone, out)
        async with stdio_server(stdin=_lines()) as streams:
            await server.run(*streams, server.create_initialization_options())
        tasks.cancel_scope.cancel()


async def _client_gone(out: int) -> None:
    """Raise BrokenPipeError when nobody can read an output any more, where that can be known."""
    from anyio.to_thread import run_sync

    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(out, 0)
        await run_sync(poll.poll, abandon_on_cancel=True)
        raise BrokenPipeError


async def _lines() -> AsyncIterator[str]:
    """Yield the lines of standard input; waiting for one does not keep the program from ending."""
    from anyio.to_thread import run_sync

    try:
        while line := await run_sync(sys.stdin.buffer.readline, abandon_on_cancel=True):
            yield line.decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{_('standard input')}: {_(str(error.strerror))}") from None


def _called(tools: Mapping[str, "Tool"], name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a tool says; AhcError if there is none of this name."""
    if name not in tools:
        near = did_you_mean(name, tools)
        raise UsageError(_("no tool '{name}'{near}", name=name, near=near), ", ".join(tools))
    return tools[name](**given)


def _query_help(context: Context) -> str:
    """Return the page of help about queries as text."""
    made = answer(Request("help", ("query",)), context)
    screen = Screen(width=80, terminal=False, color=False, unicode=True, today=date.min)
    lines = []
    for line in made.page(made, screen):
        words = "".join(span.plain for span in line.spans)
        lines.append(" " * line.indent + line.mark.text.ljust(line.hang) + words)
    return "\n".join(lines)


def _for_tools(text: str, tools: Mapping[str, Any]) -> str:
    """Let a text name tools in place of commands; leave out a line whose first command is none."""
    lines = []
    for line in text.split("\n"):
        command = re.search(r"\bahc ([a-z]+)", line)
        if not command or command[1] in tools:
            lines.append(re.sub(r"\bahc (?=[a-z]+)", "", line))
    return "\n".join(lines)


class Tool(Struct, frozen=True):
    """What an assistant can ask: a command, and the type of its arguments.

    `words` is the argument that has its words; `keys` are those of its rows, as their schema has
    them.
    """

    name: str
    command: str
    about: str
    words: str
    arguments: type[Struct]
    keys: Mapping[str, Any]
    context: Context

    @property
    def form(self) -> dict[str, Any]:
        """What an assistant is told of it, with the schemas of its arguments and its answers.

        Rows may lack keys, and those of a section are its items.
        """
        _references, schemas = json.schema_components([self.arguments])
        rows: dict[str, Any] = {"type": "array"}
        if "section" not in self.arguments.__struct_fields__:
            rows["items"] = {"type": "object", "properties": self.keys}
        keys = {"total": {"type": "integer"}, "rows": rows, "next": {"type": "object"}}
        return {
            "name": self.name,
            "description": self.about,
            "input_schema": schemas[self.arguments.__name__],
            "output_schema": {"type": "object", "properties": keys, "required": ["total", "rows"]},
            "annotations": {"read_only_hint": True, "open_world_hint": False},
        }

    def __call__(self, /, **given: Any) -> dict[str, Any]:
        """Return an answer as JSON has it; AhcError says what is wrong with arguments."""
        try:
            arguments = asdict(convert(given, self.arguments))
        except ValidationError as error:
            names = _("parameters: {names}", names=", ".join(self.arguments.__struct_fields__))
            raise UsageError(f"{self.name}: {error}", names) from None
        words = arguments.get(self.words, "")
        texts = [words] if isinstance(words, str) else words
        call = {"tool": self.name, **given, "limit": arguments.pop("limit")}
        options = {key: arguments[key] for key in Request.__struct_fields__ if key in arguments}
        request = Request(self.command, (*filter(None, texts),), **options)
        return copy_context().run(self._answer, request, arguments, call)

    def _answer(
        self, request: Request, arguments: Mapping[str, Any], call: Mapping[str, Any]
    ) -> dict[str, Any]:
        if arguments["lang"]:
            speak(arguments["lang"])
        made = answer(request, self.context)
        section = arguments.get("section")
        if made.error and not made.records:
            raise made.error
        rows = [to_plain(made.json(record)) for record in made.records]
        are_whole = not rows[1:] or section or request.fields
        are_heads = not are_whole and "id" in rows[0]
        rows = self._items(rows, section)
        return _page(rows, call, arguments["offset"], to_plain(made.about), are_heads=are_heads)

    def _items(self, cards: list[Any], section: str | None) -> list[Any]:
        """Return the items of a section of cards, or the cards."""
        if not section:
            return cards
        if section not in self.keys:
            near = did_you_mean(section, self.keys)
            raise UsageError(_("no card has a section '{name}'{near}", name=section, near=near))
        items = list[Any]()
        for card in cards:
            value = card.get(section) or []
            items += value if isinstance(value, list) else [value]
        return items


def tools_of(context: Context) -> dict[str, Tool]:
    """Return what an assistant can ask, by the names of the tools."""
    tools = {}
    for command, row in COMMANDS.items():
        if row.tool:
            name = "ask" if command == "line" else command
            tools[name] = _tool(name, command, context)
    return tools


def _tool(name: str, command: str, context: Context) -> Tool:
    """Return the tool of a command, with examples from the dataset."""
    row = COMMANDS[command]
    arguments = list[Any]()
    words = _WORDS.get(row.words, "query")
    names = [words, *["section"] * (command == "show"), *row.options, *_ALWAYS]
    for key in dict.fromkeys(filter(_PARAMETERS.get, names)):
        type_, default, about = _PARAMETERS[key]
        if key == words and row.least:
            default = NODEFAULT
        arguments.append((key, Annotated[type_, Meta(description=about)], default))
    about, *examples = filled_in(row.tool, context.dataset).split("\n")
    if examples:
        about += f" Examples: {'; '.join(examples)}"
    taken = defstruct("Arguments", arguments, kw_only=True, forbid_unknown_fields=True)
    return Tool(name, command, about, words, taken, _keys_of(command, context), context)


def _keys_of(command: str, context: Context) -> dict[str, Any]:
    """Return the keys of the rows of a command, with their types where these are simple."""
    keys = dict[str, Any]()
    with suppress(UsageError):  # not every answer has a schema
        schema = to_plain(answer(Request("schema", (command,)), context).plain)
        for reference in schema["items"].get("anyOf", [schema["items"]]):
            of_row = schema["$defs"][reference["$ref"].rpartition("/")[2]]
            for key, value in of_row["properties"].items():
                keys[key] = {"type": value["type"]} if "type" in value else {}
    return keys


def _page(
    rows: Sequence[Any],
    call: Mapping[str, Any],
    offset: int,
    about: Mapping[str, Any],
    *,
    are_heads: bool,
) -> dict[str, Any]:
    """Return rows that fit in one answer, how many there are, what these lack of theirs, and the
    call that gives the next.
    """
    shown = list[Any]()
    left_out = Counter[str]()
    further = {**call, "offset": len(rows)}
    room = _MOST - _SPARE - len(json.encode({**about, "next": further}))
    for row in rows[offset : offset + call["limit"]]:
        kept, sections = _kept(row, _MOST if shown else room, is_head=are_heads)
        room -= len(json.encode(kept)) + 1
        if shown and room < 0:
            break
        shown.append(kept)
        left_out += sections
    made = {**about, "total": len(rows), "rows": shown}
    if left_out:
        made["sections_left_out"] = dict(left_out)
    if offset + len(shown) < len(rows):
        made["next"] = further | {"offset": offset + len(shown)}
    return made


def _kept(row: Any, room: int, *, is_head: bool) -> tuple[Any, Counter[str]]:
    """Leave out what is null, the lists of a head, and the longest sections of what does not fit;
    return how many items these have.
    """
    left_out = Counter[str]()
    if not isinstance(row, dict):
        return row, left_out
    kept = dict(row)
    for key, value in row.items() if is_head else ():
        if value is None or (isinstance(value, list) and key != "topics"):
            left_out[key] = len(kept.pop(key) or ())
    while len(json.encode(kept)) > room:
        longest = max(kept, key=lambda key: len(json.encode(kept[key])))
        left_out[longest] = len(kept.pop(longest))
    del left_out["matches"]
    return kept, left_out
