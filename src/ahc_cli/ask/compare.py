"""Compare two events or two datasets. A snapshot maps ids to records; the order of anything never matters."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.find import Operand
from ahc_cli.ask.question import ask
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Actor, Event, Place, Record, Source, Topic

Edit = tuple[Literal["=", "-", "+"], str]
Words = tuple[Edit, ...]
Snapshot = Mapping[str, Record]

# Derived keys and plans are not compared.
_IGNORED = frozenset({"id", "start", "end", "precision", "history", "score", "matches", "confidence"})
_KEYS = (key for record in (Event, Actor, Place, Topic, Source) for key in record.__struct_fields__)
# The fields that can differ.
COMPARED = tuple(dict.fromkeys(key for key in _KEYS if key not in _IGNORED))
# Texts with more pairs of tokens than this are replaced whole.
_MOST_PAIRS = 500_000_000
_TOKEN = re.compile(r"\s+|\d+|[^\W\d_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|.")
# Equal text of up to this length between two edits is merged into them, to read as a phrase.
_ISLAND = 2
# From this ratio, of 100, an added item counts as an edit of a removed one.
_ALIKE = 65


class Values(Struct, frozen=True, omit_defaults=True):
    """A value that differs; `words` are the edits of a text: = kept, - removed, + added."""

    old: Any
    new: Any
    words: Words | None = None


class Items(Struct, frozen=True):
    """Items added to a list and removed from it."""

    added: tuple[Any, ...]
    removed: tuple[Any, ...]


class Change(Struct, frozen=True, omit_defaults=True):
    """A record that was added, removed or changed; `left` is the other id when two events are compared."""

    id: str
    change: Literal["added", "removed", "changed"]
    fields: dict[str, Values | Items] = {}
    left: str | None = None


class Summary(Struct, frozen=True):
    """How many records were added, removed and changed."""

    added: int
    removed: int
    changed: int


class Difference(Struct, frozen=True):
    """All changes, in the order of the ids on the right, then of those that only the left has."""

    summary: Summary
    changes: tuple[Change, ...]


def compare(left: Operand, right: Operand, fields: Container[str], where: str | None, today: date) -> Difference:
    """Compare two events, or two datasets in the events that match `where`; UsageError for one of each."""
    if isinstance(left, Event) and isinstance(right, Event):
        if where is not None:
            raise UsageError(
                _("-w works only between days or datasets; to compare two events use --fields, or leave -w out")
            )
        found = compare_snapshots({right.id: left}, {right.id: right}, fields)
        return replace(found, changes=tuple(replace(change, left=left.id) for change in found.changes))
    if isinstance(left, Event) or isinstance(right, Event):
        name = next(side.id for side in (left, right) if isinstance(side, Event))
        raise UsageError(
            _("'{name}' is an event but the other side is not; give two events, two days or two datasets", name=name)
        )
    whole = left.whole and right.whole and where is None
    # Which related events are known differs from day to day, which is no change of the event, and no day has caveats.
    if left.day or right.day:
        fields = {name for name in COMPARED if name in fields and name not in ("related", "caveats")}
    # An event that matches on either side is compared, also if it was removed or left the series.
    either = ask(replace(right, events=(*left.events, *right.events)), where or "", today)
    kept = {event.id for event in either.events()}
    return compare_snapshots(_snapshot(left, kept, whole=whole), _snapshot(right, kept, whole=whole), fields)


def events_of(left: Operand, right: Operand) -> Mapping[str, Event]:
    """Return the events of both operands by id, the right one of two."""
    sides = ((side,) if isinstance(side, Event) else side.events for side in (left, right))
    return {event.id: event for events in sides for event in events}


def compare_snapshots(left: Snapshot, right: Snapshot, fields: Container[str] = COMPARED) -> Difference:
    """Compare two snapshots in some fields."""
    changes: list[Change] = []
    for id_, record in right.items():
        if id_ not in left:
            changes.append(Change(id_, "added"))
        elif changed := changed_fields(left[id_], record, fields):
            changes.append(Change(id_, "changed", changed))
    changes += [Change(id_, "removed") for id_ in left if id_ not in right]
    counts = Counter(change.change for change in changes)
    return Difference(Summary(counts["added"], counts["removed"], counts["changed"]), tuple(changes))


def changed_fields(left: Record, right: Record, fields: Container[str] = COMPARED) -> dict[str, Values | Items]:
    """Return the fields in which two records differ, texts split by language."""
    if left == right:
        return {}
    old, new = dict(_flat(left, fields)), dict(_flat(right, fields))
    changed: dict[str, Values | Items] = {}
    for name in (*old, *new):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(before or after, dict):
            before, after = before or {}, after or {}
            added = tuple(item for key, item in after.items() if key not in before)
            changed[name] = Items(added, tuple(item for key, item in before.items() if key not in after))
        else:
            is_text = name.endswith((".en", ".zh"))
            changed[name] = Values(before, after, word_edits(before or "", after or "") if is_text else None)
    return changed


def word_edits(old: str, new: str) -> Words:
    """Return the edits that turn one text into another, token by token.

    A token is a Latin word, a number, a Chinese character or a punctuation mark. Kept and removed parts join to the
    old text, kept and added parts to the new one. A short kept part between two edits belongs to both.
    """
    from rapidfuzz.distance import Indel

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return (("-", old), ("+", new))
    edits: list[Edit] = []
    removed = added = ""
    steps = Indel.opcodes(before, after)
    for at, step in enumerate(steps):
        left = "".join(before[step.src_start : step.src_end])
        is_island = 0 < at < len(steps) - 1 and len(left.strip()) <= _ISLAND and "\n" not in left
        if step.tag == "equal" and not is_island:
            edits += ("-", removed), ("+", added), ("=", left)
            removed = added = ""
        else:
            removed += left
            added += "".join(after[step.dest_start : step.dest_end])
    edits += ("-", removed), ("+", added)
    return tuple(edit for edit in edits if edit[1])


def paired(items: Items) -> Iterator[tuple[Any | None, Any | None]]:
    """Yield (removed, added) items in pairs where one reads like an edit of the other, otherwise alone.

    An id or a name is no edit of another, and neither is the role of another actor.
    """
    from rapidfuzz import fuzz, process

    left = dict(enumerate(items.removed))
    for new in items.added:
        is_item = isinstance(new, dict)
        like = {at: _words_of(old) for at, old in left.items() if is_item and old.get("actor") == new.get("actor")}
        best = process.extractOne(_words_of(new), like, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        yield (left.pop(best[2]) if best else None), new
    yield from ((old, None) for old in left.values())


def _snapshot(dataset: Dataset, kept: Container[str], *, whole: bool) -> Snapshot:
    """Return the events of a dataset that are `kept` by id, with its vocabulary if it is `whole`."""
    events = sorted(dataset.events, key=date_order)
    found: dict[str, Record] = {event.id: event for event in events if event.id in kept}
    for table in ("actor", "topic", "place", "source") if whole else ():
        found.update(dataset.vocabulary.table(table))
    return found


def _flat(record: Record, fields: Container[str]) -> Iterator[tuple[str, Any]]:
    """Yield some fields of a record: texts by language, lists as maps from encoded items to items."""
    for name in record.__struct_fields__:
        if name not in fields:
            continue
        value = msgspec.to_builtins(getattr(record, name))
        if isinstance(value, dict):
            yield from ((f"{name}.{lang}", text) for lang, text in value.items())
        elif isinstance(value, tuple):
            items = [_comparable(item) for item in value]
            yield name, {msgspec.json.encode(item, order="sorted"): item for item in items}
        else:
            yield name, value


def _comparable(item: Any) -> Any:
    """Leave out the derived keys of an item of a list, and sort its own lists."""
    if not isinstance(item, dict):
        return item
    kept = ((name, value) for name, value in item.items() if name not in _IGNORED)
    return {name: sorted(value) if isinstance(value, tuple) else value for name, value in kept}


def _words_of(item: Any) -> str:
    """All words of an item without its sources, the way a reader compares items."""
    if isinstance(item, dict):
        return " ".join(_words_of(value) for key, value in item.items() if key != "sources")
    return " ".join(map(_words_of, item)) if isinstance(item, list | tuple) else str(item)
