"""The bundled record, as it is written and as it is read, and its texts with their paths."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ahc_cli.data.load import bundled

FILE = Path(__file__).parents[2] / "data" / "events.json"
DATA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
RECORD = bundled()
EVENTS = {event.id: event for event in RECORD.events}
VOCABULARY = RECORD.vocabulary


def texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text below a value of the data, with its path."""
    if isinstance(value, dict) and value and set(value) <= {"en", "zh"}:
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            name = inner.get("id", number) if isinstance(inner, dict) else number
            yield from texts(inner, f"{path}[{name}]")
