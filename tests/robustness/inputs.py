"""Datasets to be given, and what it is to be refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from robustness import attacks
from robustness.running import Ended

NAME = "given.json"


def reading(name: str) -> list[tuple[str, ...]]:
    """A command line of each command that reads a dataset."""
    return [
        *((*words, "--data", name) for words in (
            ("list",), ("list", "--json"), ("filter", "kind:session"), ("search", "x"), ("show", "e"), ("positions",), ("count", "kind"),
            ("timeline",), ("actors",), ("topics",), ("diff", "2022", "2023"))),
        ("diff", f"./{name}", "bundled"), ("diff", "bundled", f"./{name}"), ("diff", f"./{name}", f"./{name}"),
    ]  # fmt: skip


def is_refused(ended: Ended) -> bool:
    """By a command that wanted the dataset for something."""
    said = ended.said
    return (
        ended.code == 3 and not ended.out and said.startswith("ahc: ") and said.count("\n") <= 4 and len(said) < 2_000
        and _speaks_to_people(said)
    )  # fmt: skip


def is_found_faulty(ended: Ended) -> bool:
    """By `validate`: faults are its answer; what cannot be read is an error."""
    verdict = ended.code == 1 and ended.out and not ended.err and _speaks_to_people(ended.out.decode())
    return bool(verdict) or is_refused(ended)


def _speaks_to_people(said: str) -> bool:
    pythonic = (
        "Traceback",
        "msgspec",
        "DecodeError",
        "Error(",
        "codec",
        "NoneType",
        "object at 0x",
        "a bug in",
        ".py",
        "struct",
        "utf-8'",
    )
    return not any(word in said for word in pythonic) and attacks.is_inert(said)


def event(id_: str = "e", **given: Any) -> dict[str, Any]:
    return {"id": id_, "date": "2022", "kind": "session", "title": {"en": "Talk x"}} | given


def document(*events: Any, **given: Any) -> dict[str, Any]:
    return {"schema_version": 1, "edition": "2022-01-01", "title": {"en": "Record"}, "events": [*events]} | given


def lines(*events: Any, end: str = "\n") -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + end for one in events).encode()


def dumped(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


# The three guises of a dataset, of one and of two events.
GUISES: dict[str, Callable[..., bytes]] = {
    "array": lambda *events: dumped([*events]),
    "document": lambda *events: dumped(document(*events)),
    "ndjson": lines,
}


def given(data: bytes) -> str:
    Path(NAME).write_bytes(data)
    return NAME
