"""Datasets written for the check, and what it finds in them."""

import json
from typing import Any

from small import PLAIN

from ahc_cli.data import check
from ahc_cli.data.check import Problem

NOT_AN_ID = (
    "not an id; use at most 64 lower-case letters, digits and hyphens, starting with a letter"
)
KINDS = "session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification"
# A text that has more bytes than characters.
TEXT = {"en": "第"}
SOURCE = {"title": "t", "publisher": "p", "origin": "o", "weight": "official"}
ACTOR = {"kind": "state", "name": {"en": "Russia"}}


def array(*events: Any) -> bytes:
    """Write an array with one event per line, from the second line."""
    return (
        "[\n" + ",\n".join(json.dumps(event, ensure_ascii=False) for event in events) + "\n]"
    ).encode()


def ndjson(*lines: Any) -> bytes:
    """Write one line per value; bytes are lines as they are."""
    return b"\n".join(
        line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines
    )


def document(**change: Any) -> bytes:
    """Write a document with one key per line, from the second line; `...` leaves a key out."""
    whole = {
        "schema_version": 2,
        "edition": "2023-01-01",
        "title": {"en": "x"},
        "sources": {"un": SOURCE},
        "places": {"vienna": {"name": {"en": "Vienna"}}},
        "actors": {"russia": ACTOR},
        "topics": {"scope": {"name": {"en": "Scope"}}},
        "events": [PLAIN],
    } | change
    lines = (
        f"{json.dumps(key)}: {json.dumps(value)}"
        for key, value in whole.items()
        if value is not ...
    )
    return ("{\n" + ",\n".join(lines) + "\n}").encode()


def problems(data: bytes) -> list[Problem]:
    """Return the problems of a document or an array."""
    return list(check.problems(data, set()))


def messages(data: bytes) -> list[str]:
    """Return the problems of a dataset as they are shown."""
    return [str(problem) for problem in problems(data)]


def problems_at(data: bytes, expected: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each problem as what stands at its place, and its path and message.

    Of what stands there, as much as is expected.
    """
    lines, found = data.decode().split("\n"), problems(data)
    assert len(found) == len(expected), found
    return [
        (
            lines[problem.line - 1][problem.column - 1 :][: len(at)],
            f"{problem.path}: {problem.message}",
        )
        for problem, (at, _) in zip(found, expected, strict=True)
    ]
