"""Datasets as bytes, and what their refusal looks like."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from robustness import attacks
from robustness.running import Ended

NAME = "given.json"
# Words that come from Python, not from a person.
_PYTHONIC = (
    "Traceback", "msgspec", "DecodeError", "Error(", "codec", "NoneType", "object at 0x", "a bug in", ".py", "utf-8'",
)  # fmt: skip


def reading(name: str) -> list[tuple[str, ...]]:
    """Return a command line of each command that reads a dataset."""
    commands = [
        ("list",), ("list", "--json"), ("filter", "kind:session"), ("search", "x"), ("show", "e"), ("positions",), ("count", "kind"),
        ("timeline",), ("actors",), ("topics",), ("diff", "2022", "2023"),
    ]  # fmt: skip
    path = f"./{name}"
    return [
        *((*words, "--data", name) for words in commands),
        ("diff", path, "bundled"),
        ("diff", "bundled", path),
        ("diff", path, path),
    ]


def is_refused(ended: Ended) -> bool:
    """Whether a command refused the dataset that it was to read, with one short message."""
    error = ended.error
    return (
        ended.code == 3
        and not ended.out
        and error.startswith("ahc: ")
        and error.count("\n") <= 4
        and is_plain(error)
    )


def is_found_faulty(ended: Ended) -> bool:
    """Whether `validate` reported faults, or refused what it could not read."""
    reported = ended.code == 1 and ended.out and not ended.err and is_plain(ended.text)
    return bool(reported) or is_refused(ended)


def is_plain(message: str) -> bool:
    """Whether a message is short, inert, and says nothing of Python."""
    return (
        len(message) < 2_000
        and attacks.is_inert(message)
        and not any(word in message for word in _PYTHONIC)
    )


def event(id_: str = "e", **given: Any) -> dict[str, Any]:
    return {"id": id_, "date": "2022", "kind": "session", "title": {"en": "Talk x"}} | given


def document(*events: Any, **given: Any) -> dict[str, Any]:
    return {
        "schema_version": 2,
        "edition": "2022-01-01",
        "title": {"en": "Record"},
        "events": [*events],
    } | given


def lines(*events: Any, end: str = "\n") -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + end for one in events).encode()


def to_bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


# The three forms of a dataset, made of events.
FORMS: dict[str, Callable[..., bytes]] = {
    "array": lambda *events: to_bytes([*events]),
    "document": lambda *events: to_bytes(document(*events)),
    "ndjson": lines,
}


def write(data: bytes) -> str:
    """Write a dataset to the file NAME and return its name."""
    Path(NAME).write_bytes(data)
    return NAME
