"""Finds where the values of JSON are, and which keys occur twice in an object. The JSON must be well-formed."""

import json
import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from ahc_cli.model.records import Path

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]|[^\[\]{},:"\s]++')


def locate(text: str, paths: Collection[Path]) -> dict[Path, int]:
    """Return the offset of each value with one of the paths, or that of its key. No key may be duplicate."""
    found = ((path, offset) for path, offset, _ in _values(text) if path in paths)
    return dict(islice(found, len(paths)))


def duplicates(text: str) -> list[tuple[Path, int]]:
    """Return the path and offset of each key that occurs before in the same object, at any depth."""
    try:
        json.loads(text, object_pairs_hook=_compare_keys, parse_int=str, parse_float=str)
    except KeyError:
        return [(path, offset) for path, offset, is_repeated in _values(text) if is_repeated]
    return []


def _compare_keys(pairs: list[tuple[str, None]]) -> None:
    if len(dict(pairs)) < len(pairs):
        raise KeyError


def _values(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Yield the path of each value, its offset or that of its key, and whether the key occurs before in its object."""
    # The way to the present value: the index in each array, and the key in each object, None before it is read.
    path: list[Any] = []
    keys: list[set[Any]] = []
    for token in _TOKEN.finditer(text):
        written, offset = token[0], token.start()
        if written in ("]", "}"):
            path.pop()
            keys.pop()
        elif written == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
        elif path and path[-1] is None:
            path[-1] = json.loads(written)
            yield tuple(path), offset, path[-1] in keys[-1]
            keys[-1].add(path[-1])
        else:
            if not path or isinstance(path[-1], int):
                yield tuple(path), offset, False
            if written in ("[", "{"):
                path.append(0 if written == "[" else None)
                keys.append(set())
