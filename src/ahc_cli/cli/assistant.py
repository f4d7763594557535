"""Assistants: `ahc mcp`, a server of the Model Context Protocol on standard input and output."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from inspect import getdoc
from typing import Any

from msgspec import Struct, json

from ahc_cli.cli.options import Options
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.errors import AhcError, UsageError
from ahc_cli.messages import _
from ahc_cli.model.records import Event, JsonValue
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.record import Record, load
from ahc_cli.render import Answer
from ahc_cli.show.schemas import ANSWERS

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
_TOOLS = (
    "ask",
    "search",
    "list_events",
    "show",
    "positions",
    "facts",
    "states",
    "compare",
    "status",
)
# How many bytes of rows an answer has at most.
_MOST = 20_000


def mcp(session: Session[Options]) -> Reply:
    """Answer the questions of an assistant, which starts this as a server."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        install = "pip install 'ahc-cli[mcp]'"
        raise UsageError(_("this needs a package more: {command}", command=install)) from None
    source: str | None = session.data
    if source == "bundled":
        source = None
    tools = Tools(load(source, as_of=session.day))
    server = MCPServer("ahc", instructions=_INSTRUCTIONS, log_level="ERROR")
    annotations = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for name in _TOOLS:
        tool = _with_errors(getattr(tools, name), ToolError)
        about = getdoc(tool)
        server.add_tool(tool, description=about, annotations=annotations, structured_output=False)
    server.run()
    return Reply(session, Answer(records=()))


def _with_errors(tool: Callable[..., str], kind: type[Exception]) -> Callable[..., str]:
    """Make a tool raise errors of a kind, whose messages an assistant gets."""

    @wraps(tool)
    def checked(*args: Any, **named: Any) -> str:
        try:
            return tool(*args, **named)
        except AhcError as error:
            raise kind(str(error)) from error

    return checked


class Tools(Struct, frozen=True):
    """What an assistant can ask of a record; each answer is JSON."""

    record: Record

    def ask(self, question: str, limit: int = 50, offset: int = 0) -> str:
        """Answer a plain question or a name, in English or Chinese: "did china sign"."""
        answer = self.record.ask(question).to_dict()
        call = {"tool": "ask", "question": question}
        return _page(answer.pop("rows"), call, limit, offset, answer)

    def search(self, query: str, limit: int = 50, offset: int = 0) -> str:
        """Find the events of which one statement has all words, or else the nearest, best first.

        Of each event it has the head; `show` has its sections, `ask` single statements.
        """
        events = map(_head, self.record.search(query))
        return _page(events, {"tool": "search", "query": query}, limit, offset)

    def list_events(self, query: str = "", limit: int = 50, offset: int = 0) -> str:
        """List events in date order that match a query: "kind:session place:vienna 2022".

        Of each event it has the head; `show` has its sections.
        """
        call = {"tool": "list_events", "query": query}
        return _page(map(_head, self.record.filter(query)), call, limit, offset)

    def show(self, name: str, section: str = "", limit: int = 50, offset: int = 0) -> str:
        """Show all about an event, actor, topic, place, source or article, by id or name.

        A section, such as positions, votes or events, shows the items of that alone.
        """
        call = {"tool": "show", "name": name, "section": section}
        cards = [found.to_dict() for found in self.record.find(name)]
        if not section:
            return _page([_shortened(card) for card in cards], call, limit, offset)
        known = {name for card in ANSWERS["show"] for name in card.__struct_fields__}
        if section not in known:
            near = did_you_mean(section, known)
            raise UsageError(_("no card has a section '{name}'{near}", name=section, near=near))
        items = []
        for card in cards:
            value = card.get(section, [])
            if isinstance(value, list):
                items += value
            else:
                items.append(value)
        return _page(items, call, limit, offset)

    def positions(self, query: str = "", limit: int = 50, offset: int = 0) -> str:
        """Show who proposed, supported, opposed, warned or urged what: "china topic:safeguards"."""
        call = {"tool": "positions", "query": query}
        return _page(self.record.positions(query), call, limit, offset)

    def facts(self, query: str = "", limit: int = 50, offset: int = 0) -> str:
        """Show what sources say, fact by fact, and with of:caveat where they disagree."""
        return _page(self.record.facts(query), {"tool": "facts", "query": query}, limit, offset)

    def states(self, query: str = "", limit: int = 200, offset: int = 0) -> str:
        """Show which states signed and ratified, and how they voted: "group:eu not signed"."""
        return _page(self.record.states(query), {"tool": "states", "query": query}, limit, offset)

    def compare(self, names: list[str], limit: int = 50, offset: int = 0) -> str:
        """Compare two to four states, groups or organizations."""
        rows = self.record.compare(*names)
        return _page(rows, {"tool": "compare", "names": names}, limit, offset)

    def status(self) -> str:
        """Show where the instrument stands: adopted, signed, ratified, and what is ahead."""
        status = self.record.status()
        return _page(filter(None, [status]), {"tool": "status"}, 1, 0)


def _page(
    rows: Iterable[JsonValue | Mapping[str, Any]],
    call: Mapping[str, Any],
    limit: int,
    offset: int,
    about: Mapping[str, Any] | None = None,
) -> str:
    """Write rows that fit in one answer, how many there are, and the call that gives the next."""
    if offset < 0:
        raise UsageError(_("the offset {n} is less than 0", n=offset))
    plain = [row.to_dict() if isinstance(row, JsonValue) else row for row in rows]
    shown: list[Any] = []
    size = 0
    for row in plain[offset : offset + max(limit, 1)]:
        size += len(json.encode(row))
        if shown and size > _MOST:
            break
        shown.append(row)
    end = offset + len(shown)
    answer = {**(about or {}), "total": len(plain), "rows": shown}
    if end < len(plain):
        answer["next"] = {**call, "limit": limit, "offset": end}
    return json.encode(answer).decode()


def _head(event: Event) -> dict[str, Any]:
    """Leave out the lists of an event, and say how many items they have."""
    head, left_out = event.to_dict(), {}
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
