"""Two snapshots → differences. A snapshot maps ids to records; the order of anything never matters."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct

from ahc_cli.models import Actor, Event, Place, Record, Source, Text, Topic

Words = tuple[tuple[Literal["=", "-", "+"], str], ...]
Snapshot = Mapping[str, Record]

# What is derived, or tells of the past of a record, is not compared.
_PASSED_OVER = frozenset({"id", "start", "end", "precision", "history", "score", "matches", "confidence"})
# The fields that may differ, as a person names them.
COMPARED = tuple(
    dict.fromkeys(
        name
        for record in (Event, Actor, Place, Topic, Source)
        for name in record.__struct_fields__
        if name not in _PASSED_OVER
    )
)
# Longer texts than this, in pairs of tokens, are replaced whole.
_MOST_PAIRS = 500_000_000
_TOKEN = re.compile(r"\s+|\d+|[^\W\d_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|.", re.DOTALL)
# Equal text this short between two changes is no landmark to a reader.
_ISLAND = 2
_ALIKE = 65
# With more pairs of items than this nobody reads which one became which.
_MOST_PAIRED = 100_000


class Values(Struct, frozen=True, omit_defaults=True):
    """A value that differs, old and new; `words` tells the edits of a text: kept =, removed -, added +."""

    old: Any
    new: Any
    words: Words | None = None


class Items(Struct, frozen=True):
    """What came into a list, and what went out of it."""

    added: tuple[Any, ...]
    removed: tuple[Any, ...]


class Change(Struct, frozen=True, omit_defaults=True):
    """A record that was added, removed or changed; `left` is the other id where two events are compared.

    `similar` is a record of the other side that an added one may be, under a new id.
    """

    id: str
    change: Literal["added", "removed", "changed"]
    fields: dict[str, Values | Items] = {}
    left: str | None = None
    similar: str | None = None


class Summary(Struct, frozen=True):
    added: int
    removed: int
    changed: int

    def __str__(self) -> str:
        return f"{self.added} added, {self.removed} removed, {self.changed} changed"


class Difference(Struct, frozen=True):
    """All that differs, in the order of the ids on the right, then of those that only the left has."""

    summary: Summary
    changes: tuple[Change, ...]


def snapshots(left: Snapshot, right: Snapshot, wanted: Callable[[str], bool] = lambda _: True) -> Difference:
    """What differs between two snapshots, in the fields that are `wanted`."""
    gone = {id_: record for id_, record in left.items() if id_ not in right}
    renamed = _Gone(gone)
    changes: list[Change] = []
    for id_, record in right.items():
        if id_ not in left:
            changes.append(Change(id_, "added", similar=renamed.like(record)))
        elif changed := fields(left[id_], record, wanted):
            changes.append(Change(id_, "changed", changed))
    changes += [Change(id_, "removed") for id_ in gone]
    return _summed(changes)


def events(left: Event, right: Event, wanted: Callable[[str], bool] = lambda _: True) -> Difference:
    """What tells two events apart."""
    changed = fields(left, right, wanted)
    return _summed([Change(right.id, "changed", changed, left=left.id)] if changed else [])


def fields(left: Record, right: Record, wanted: Callable[[str], bool]) -> dict[str, Values | Items]:
    """The fields in which two records differ, texts apart by language."""
    if left is right or left == right:
        return {}
    old, new = dict(_flat(left)), dict(_flat(right))
    changed: dict[str, Values | Items] = {}
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before != after and wanted(name):
            changed[name] = _change(name, before, after)
    return changed


def words(old: str, new: str) -> Words:
    """The edits that make one text of another: a token is a word, a number, a Chinese character or a mark.

    What is kept and removed joins to the old text, what is kept and added to the new one.
    """
    from rapidfuzz.distance import Indel

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return (("-", old), ("+", new))
    runs: list[tuple[str, str, str]] = []
    for edit in Indel.opcodes(before, after):
        kept = "".join(before[edit.src_start : edit.src_end])
        if edit.tag == "equal":
            runs.append((kept, "", ""))
        else:
            runs.append(("", kept, "".join(after[edit.dest_start : edit.dest_end])))
    return tuple(_phrases(runs))


def alike(old: str, new: str) -> float:
    """How alike two texts are, from 0 to 100."""
    from rapidfuzz import fuzz

    return fuzz.ratio(old, new)


def paired(items: Items) -> Iterator[tuple[Any | None, Any | None]]:
    """Removed and added items side by side where one reads like an edit of the other, else alone."""
    left = list(items.removed)
    if len(left) * len(items.added) > _MOST_PAIRED:
        yield from ((old, None) for old in left)
        yield from ((None, new) for new in items.added)
        return
    for new in items.added:
        likeness = [alike(_said(old), _said(new)) if _of_one(old, new) else 0 for old in left]
        best = max(range(len(left)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= _ALIKE:
            yield left.pop(best), new
        else:
            yield None, new
    yield from ((old, None) for old in left)


def _change(name: str, before: Any, after: Any) -> Values | Items:
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = before or {}, after or {}
        return Items(
            added=tuple(item for key, item in new.items() if key not in old),
            removed=tuple(item for key, item in old.items() if key not in new),
        )
    if name.endswith((".en", ".zh")):
        return Values(before, after, words(before or "", after or ""))
    return Values(before, after)


def _flat(record: Record) -> Iterator[tuple[str, Any]]:
    """The fields of a record that are compared: texts by language, lists by what is in them."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in _PASSED_OVER or value is UNSET:
            continue
        if isinstance(value, Text):
            yield from ((f"{name}.{lang}", text) for lang, text in value.both())
        elif isinstance(value, tuple):
            yield name, {_spelled(item): item for item in map(_comparable, value)}
        else:
            yield name, value


def _comparable(item: Any) -> Any:
    """An item of a list as plain values, without what is derived; its own lists in one order."""
    if not isinstance(item, Record):
        return item
    plain: dict[str, Any] = msgspec.to_builtins(item)
    return {
        name: sorted(value) if isinstance(value, list | tuple) else value
        for name, value in plain.items()
        if name not in _PASSED_OVER
    }


def _spelled(item: Any) -> bytes:
    return msgspec.json.encode(item, order="sorted")


def _of_one(old: Any, new: Any) -> bool:
    """Whether two items may be one before and after: another actor in a role is no edit of the first."""
    return not isinstance(old, dict) or not isinstance(new, dict) or old.get("actor") == new.get("actor")


def _said(item: Any) -> str:
    """The texts of an item, without its sources: what a reader compares."""
    if isinstance(item, dict):
        return " ".join(_said(value) for key, value in item.items() if key != "sources")
    return " ".join(map(_said, item)) if isinstance(item, list | tuple) else str(item)


def _phrases(runs: Sequence[tuple[str, str, str]]) -> Iterator[tuple[Literal["=", "-", "+"], str]]:
    """Runs of (kept, removed, added) text with short islands between two changes drawn into them."""
    removed = added = ""
    for at, (kept, out, into) in enumerate(runs):
        inside = 0 < at < len(runs) - 1 and len(kept.strip()) <= _ISLAND and "\n" not in kept
        if kept and not inside:
            yield from _edit(removed, added)
            removed = added = ""
            yield "=", kept
        else:
            removed, added = removed + kept + out, added + kept + into
    yield from _edit(removed, added)


def _edit(removed: str, added: str) -> Iterator[tuple[Literal["=", "-", "+"], str]]:
    if removed:
        yield "-", removed
    if added:
        yield "+", added


class _Gone:
    """Records that are gone, found again by what only one of them says."""

    def __init__(self, records: Snapshot) -> None:
        self._said = {id_: _said_by(record) for id_, record in records.items()}
        self._by_value: dict[tuple[str, Any], str | None] = {}
        for id_, said in self._said.items():
            for value in said.items():
                self._by_value[value] = None if value in self._by_value else id_

    def like(self, record: Record) -> str | None:
        """The id of the one that is nearly this record: three of four fields that either has are the same."""
        said = _said_by(record)
        for id_ in dict.fromkeys(self._by_value.get(value) for value in said.items()):
            other = self._said[id_] if id_ else {}
            same = sum(other.get(name) == value for name, value in said.items())
            if same * 4 >= 3 * len(said.keys() | other.keys()):
                return id_
        return None


def _said_by(record: Record) -> dict[str, Any]:
    """What a record says: its filled fields, a list as the set of its items."""
    filled = {name: frozenset(value) if isinstance(value, dict) else value for name, value in _flat(record)}
    return {name: value for name, value in filled.items() if value}


def _summed(changes: Sequence[Change]) -> Difference:
    counts = {kind: sum(change.change == kind for change in changes) for kind in ("added", "removed", "changed")}
    return Difference(Summary(**counts), tuple(changes))
