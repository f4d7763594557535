"""Assistants: `ahc mcp`, a server of the Model Context Protocol on standard input and output."""

import os
import select
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any, get_args

from msgspec import json
from msgspec.structs import fields

from ahc_cli.answers import COMMANDS, answer
from ahc_cli.answers.cards import Card
from ahc_cli.errors import AhcError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event, to_plain
from ahc_cli.model.vocabulary import Article, Instrument, Named, Provision, did_you_mean
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer

# An assistant reads this before it asks anything.
_INSTRUCTIONS = """\
The record of one negotiation: events, who took which position, votes, signatures, what sources say.
It cannot be changed. With each fact give its sources (their ids are in "sources"; `show` has their
addresses) and how sure it is ("confidence": corroborated, official, single, timeline or weak).
Votes and counts have theirs in `show` of the event, section "votes". What is not in an answer, or
is null, is not on record, which does not mean that it did not happen: say so.
Dates are EDTF: A/B is from a day to a day, [A..B] one unknown day between two. Start with `ask`.
If an answer has "next", call that tool with these arguments for the rest; of an event or a card,
`show` with a section that was left out.
"""
# What the words of a command are called as a parameter of a tool.
_PARAMETERS = {"question": "question", "ids": "name", "actors": "names", "day": "day"}
# How many bytes of rows an answer has at most.
_MOST = 20_000


def serve(_request: Request, context: Context) -> Answer:
    """Answer the questions of an assistant, which starts this as a server."""
    if sys.stdin is None:
        raise UsageError(_("standard input: closed"))
    if context.files.name in ("-", "/dev/stdin"):
        message = _("'ahc mcp' reads messages from standard input; give a file for the dataset")
        raise UsageError(message)
    try:
        import anyio
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        install = "pip install 'ahc-cli[mcp]'"
        raise UsageError(_("this needs a package more: {command}", command=install)) from None
    server = MCPServer("ahc", instructions=_INSTRUCTIONS, log_level="ERROR")
    annotations = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for name, tool in tools_of(context, ToolError).items():
        server.add_tool(
            tool,
            name=name,
            description=tool.__doc__,
            annotations=annotations,
            structured_output=False,
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

    served = server._lowlevel_server  # noqa: SLF001 - `server.run` takes no streams
    out = os.dup(sys.stdout.fileno())  # the server moves the number of standard output
    async with create_task_group() as tasks:
        tasks.start_soon(_client_gone, out)
        async with stdio_server(stdin=_lines()) as streams:
            await served.run(*streams, served.create_initialization_options())
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


def tools_of(context: Context, error_type: type[Exception]) -> dict[str, Callable[..., str]]:
    """Return what an assistant can ask, by the names of the tools; each answer is JSON.

    An error of ours is raised as one of a type, whose messages an assistant gets.
    """
    tools = {}
    for command, row in COMMANDS.items():
        if row.tool:
            name = "ask" if command == "line" else command
            tools[name] = _tool(name, command, context, error_type)
    return tools


def _tool(
    name: str, command: str, context: Context, error_type: type[Exception]
) -> Callable[..., str]:
    """Return the function of a tool, with a signature made of the row of its command."""
    row = COMMANDS[command]
    parameter = _PARAMETERS.get(row.words, "query")

    def tool(**given: Any) -> str:
        bound = signature.bind(**given)
        bound.apply_defaults()
        named, call = bound.arguments, {"tool": name} | given
        words, section = named[parameter], named.get("section", "")
        words = tuple(words) if isinstance(words, list) else (words,)
        try:
            made = answer(Request(command, tuple(filter(None, words))), context)
            rows = [to_plain(made.json(record)) for record in made.records]
            rows = _shown(command, rows, section)
            return _page(rows, call, named["limit"], named["offset"], made.about)
        except AhcError as error:
            raise error_type(str(error)) from error

    type_ = list[str] if row.words == "actors" else str
    first = Parameter(parameter, Parameter.POSITIONAL_OR_KEYWORD, annotation=type_)
    parameters = [first if row.least else first.replace(default="")]
    section = Parameter("section", first.kind, annotation=str, default="")
    parameters += [section] if command == "show" else []
    for number, default in {"limit": 50, "offset": 0}.items():
        parameters.append(Parameter(number, first.kind, annotation=int, default=default))
    signature = Signature(parameters)
    tool.__signature__ = signature  # type: ignore[attr-defined]  # for the server
    tool.__name__, tool.__doc__ = name, row.tool
    return tool


def _shown(command: str, rows: list[Any], section: str) -> list[Any]:
    """Return what an answer has of rows: heads of events, and cards, or a section of them."""
    if command in ("list", "search"):
        return list(map(_head, rows))
    if command != "show":
        return rows
    if not section:
        return list(map(_shortened, rows))
    types = (Event, Card, *get_args(Named), Article, Instrument, Provision)
    known = {field.name for type_ in types for field in fields(type_)}
    if section not in known:
        near = did_you_mean(section, known)
        raise UsageError(_("no card has a section '{name}'{near}", name=section, near=near))
    items = []
    for card in rows:
        value = card.get(section, [])
        items += value if isinstance(value, list) else [value]
    return items


def _page(
    plain: Sequence[Any],
    call: Mapping[str, Any],
    limit: int,
    offset: int,
    about: Mapping[str, Any],
) -> str:
    """Write rows that fit in one answer, how many there are, and the call that gives the next."""
    if offset < 0:
        raise UsageError(_("the offset {n} is less than 0", n=offset))
    shown: list[Any] = []
    size = 0
    for row in plain[offset : offset + max(limit, 1)]:
        size += len(json.encode(row))
        if shown and size > _MOST:
            break
        shown.append(row)
    end = offset + len(shown)
    answer = {**about, "total": len(plain), "rows": shown}
    if end < len(plain):
        answer["next"] = {**call, "limit": limit, "offset": end}
    return json.encode(answer).decode()


def _head(event: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the lists of an event, and say how many items they have."""
    head, left_out = dict(event), {}
    for key, value in list(head.items()):
        if isinstance(value, list) and key != "topics":
            left_out[key] = len(head.pop(key))
    left_out.pop("matches", None)
    return {**head, "sections_left_out": left_out}


def _shortened(card: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the longest sections of a card until it fits, and say how many items they have."""
    kept, left_out = dict(card), {}
    while len(json.encode(kept)) > _MOST:
        longest = max(kept, key=lambda key: len(json.encode(kept[key])))
        left_out[longest] = len(kept.pop(longest))
    if left_out:
        kept["sections_left_out"] = left_out
    return kept
