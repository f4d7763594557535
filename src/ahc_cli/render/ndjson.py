"""NDJSON: a record a line. What some readers take for the end of a line is escaped."""

from collections.abc import Iterator

from ahc_cli.render import Answer, Screen
from ahc_cli.render.json import lines
from ahc_cli.text import inert_json

_BREAKS = {"\u0085".encode(): b"\\u0085", "\u2028".encode(): b"\\u2028", "\u2029".encode(): b"\\u2029"}


def render(answer: Answer, screen: Screen) -> Iterator[bytes]:
    for line in lines(answer):
        shown = inert_json(line.decode()).encode() if screen.terminal else line
        for seen, escaped in _BREAKS.items():
            shown = shown.replace(seen, escaped)
        yield shown + b"\n"
