"""Compare two events or two datasets, whatever the order of anything in them.

A snapshot maps ids to records.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, Literal, cast, get_args

import msgspec
from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import Lang, _
from ahc_cli.model.dates import last_day, read_date
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import (
    About,
    Actor,
    Event,
    JsonValue,
    Place,
    Record,
    Source,
    Table,
    Text,
    Topic,
)
from ahc_cli.model.text import HAN
from ahc_cli.query.context import Context
from ahc_cli.query.names import NameIndex
from ahc_cli.query.question import ask

Operand = Event | Dataset
Edit = tuple[Literal["=", "-", "+"], str]
Words = tuple[Edit, ...]
Snapshot = Mapping[str, Record]

# Derived keys, plans and what is not shown are not compared.
_IGNORED = {
    "id",
    "start",
    "end",
    "precision",
    "history",
    "score",
    "matches",
    "confidence",
    "adjectives",
}
_RECORDS = (Event, Actor, Place, Topic, Source)
_KEYS = chain.from_iterable(record.__struct_fields__ for record in _RECORDS)
# The fields that can differ.
COMPARED = tuple(dict.fromkeys(key for key in _KEYS if key not in _IGNORED))
# Which related events are known differs from day to day, which is no change of the event, and no
# day has caveats or says what a thing is.
_VARYING = {"related", "caveats", "about"}
# A document symbol such as A/AC.291/22, whether the record knows it or not.
_SYMBOL = re.compile(r"[A-Z]/[A-Z\d]")
# Texts with more pairs of tokens than this are replaced whole.
_MOST_PAIRS = 500_000_000
_TOKEN = re.compile(rf"\s+|\d+|[^\W\d_{HAN}]+|.")
# Equal text of up to this length between two edits is merged into them, to read as a phrase.
_ISLAND = 2


Kind = Literal["added", "removed", "changed"]
ComparedTable = Literal["event"] | Table


class Values(JsonValue, frozen=True, omit_defaults=True):
    """A value that differs; `words` are the edits of a text: = kept, - removed, + added."""

    old: Any
    new: Any
    words: Words | None = None


class Items(JsonValue, frozen=True):
    """Items added to a list and removed from it."""

    added: tuple[Any, ...]
    removed: tuple[Any, ...]


class Change(JsonValue, frozen=True, omit_defaults=True):
    """A record that was added, removed or changed, an event or one of another table.

    When two events are compared, `left` is the id of the other one.

    >>> from ahc_cli import load
    >>> difference = load(as_of="2020-06").diff(load(as_of="2021-06"))
    >>> (change,) = [change for change in difference.changes if change.id == "session-1"]
    >>> change.change, change.table, change.fields["place"].new
    ('changed', 'event', 'new-york')
    """

    id: str
    change: Kind
    table: ComparedTable
    fields: dict[str, Values | Items] = {}
    left: str | None = None


class ChangeStat(JsonValue, frozen=True):
    """A change in short: for each field how many items or values changed, of a text one."""

    id: str
    change: Kind
    table: ComparedTable
    fields: dict[str, int]


class Summary(JsonValue, frozen=True):
    """How many records were added, removed and changed."""

    added: int = 0
    removed: int = 0
    changed: int = 0


class Difference(JsonValue, frozen=True):
    """All changes, in the order of the ids on the right, then of those that only the left has.

    >>> from ahc_cli import load
    >>> difference = load(as_of="2020-06").diff(load(as_of="2021-06"))
    >>> difference.summary.added, difference.summary.changed
    (11, 5)
    """

    summary: Summary
    changes: tuple[Change, ...]


def find_operand(
    text: str, names: NameIndex, load: Callable[[str], Dataset], today: date
) -> Operand:
    """Return what an operand means: -, bundled, an event, a day or a file; else UsageError.

    What `load` returns is limited to the day of the dataset of the names, if it has one.
    """
    limit = names.dataset.day
    if text in ("-", "bundled") or _is_file(text, names):
        loaded = load(text)
        return (loaded.as_of(limit) if limit else loaded).in_memory()
    if text in names.records or not read_date(text, today):
        return _find_event(text, names)
    return (names.full or names.dataset).as_of(last_day(text, today, limit))


def _is_file(text: str, names: NameIndex) -> bool:
    """Whether a text is the name of a file, not of a document or anything else in the record."""
    is_path = "/" in text and not _SYMBOL.match(text)
    return (is_path or text.endswith((".json", ".ndjson"))) and not names.candidates(text)


def _find_event(text: str, names: NameIndex) -> Event:
    """Return the one event that a text means, or else raise UsageError."""
    records = [names.records[id_] for id_ in names.candidates(text)]
    events = [record for record in records if isinstance(record, Event)]
    if "/" in text:  # of several events with a symbol, the document is meant
        documents = [event for event in events if event.kind == "document"]
        events = documents or events
    if len(events) != 1:
        hint = _(
            "give two events, days or files; a file name contains / or ends in .json or .ndjson"
        )
        raise UsageError(names.refusal(text), hint)
    return events[0]


def difference_of(
    left: Operand, right: Operand, fields: Container[str], where: str | None, today: date
) -> Difference:
    """Compare two events, or two datasets in the events that match `where`; else UsageError.

    Of documents, which are compared as records, the topics are left out.
    """
    if isinstance(left, Event) and isinstance(right, Event) and where is None:
        if "document" in (left.kind, right.kind):
            fields = {name for name in COMPARED if name in fields} - {"topics"}
        difference = compare_snapshots({right.id: left}, {right.id: right}, fields)
        changes = tuple(replace(change, left=left.id) for change in difference.changes)
        return replace(difference, changes=changes)
    if isinstance(left, Dataset) and isinstance(right, Dataset):
        return _compare_datasets(left, right, fields, where, today)
    raise UsageError(
        _("give two events, two days or two datasets; -w works only between days or datasets")
    )


def _compare_datasets(
    left: Dataset, right: Dataset, fields: Container[str], where: str | None, today: date
) -> Difference:
    """Compare the events that match `where` and, without one, all that whole datasets have."""
    is_whole = left.whole and right.whole and where is None
    tables: tuple[Table, ...] = ("actor", "topic", "place", "source") if is_whole else ()
    # An event that matches on either side is compared, also if it was removed or left the series.
    either = Context(replace(right, events=(*left.events, *right.events)), today)
    kept = {event.id for event in ask(either, where or "").events()}
    before, after = (_snapshot(side, kept, tables) for side in (left, right))
    if left.day or right.day:
        fields = {name for name in COMPARED if name in fields} - _VARYING
    return compare_snapshots(before, after, fields)


def _snapshot(dataset: Dataset, kept: Container[str], tables: Iterable[Table]) -> Snapshot:
    """Return the events with some ids, in date order, and the records of some tables."""
    events = sorted(dataset.events, key=date_order)
    snapshot: dict[str, Record] = {event.id: event for event in events if event.id in kept}
    for table in tables:
        snapshot.update(dataset.vocabulary.table(table))
    return snapshot


def compare_snapshots(
    left: Snapshot, right: Snapshot, fields: Container[str] = COMPARED
) -> Difference:
    """Compare two snapshots in some fields."""
    changes: list[Change] = []
    for id_, record in right.items():
        if id_ not in left:
            changes.append(Change(id_, "added", _table(record)))
        elif left[id_] != record and (changed := changed_fields(left[id_], record, fields)):
            changes.append(Change(id_, "changed", _table(record), changed))
    for id_, record in left.items():
        if id_ not in right:
            changes.append(Change(id_, "removed", _table(record)))
    summary = Summary(**Counter[str](change.change for change in changes))
    return Difference(summary, tuple(changes))


def stat_of(difference: Difference) -> list[ChangeStat]:
    """Return each change in short."""
    stats: list[ChangeStat] = []
    for change in difference.changes:
        numbers: dict[str, int] = {}
        for name, value in change.fields.items():
            items = (*value.added, *value.removed) if isinstance(value, Items) else (value,)
            numbers[name.partition(".")[0]] = len(items)
        stats.append(ChangeStat(change.id, change.change, change.table, numbers))
    return stats


def _table(record: Record) -> ComparedTable:
    """Return the table of a record."""
    return cast("ComparedTable", type(record).__name__.lower())


def changed_fields(
    left: Record, right: Record, fields: Container[str] = COMPARED
) -> dict[str, Values | Items]:
    """Return the fields in which two records differ, texts split by language."""
    changed: dict[str, Values | Items] = {}
    for name in COMPARED:
        old, new = getattr(left, name, None), getattr(right, name, None)
        if name not in fields or old == new:
            continue
        value = new if old is None else old
        if isinstance(value, About):  # of which the text is compared, not its sources
            old, new = getattr(old, "text", None), getattr(new, "text", None)
        if isinstance(value, Text | About):
            changed.update(_changed_texts(name, old, new))
        elif not isinstance(value, tuple):
            changed[name] = Values(old, new)
        elif items := _changed_items(old or (), new or ()):
            changed[name] = items
    return changed


def _changed_texts(name: str, old: Text | None, new: Text | None) -> Iterator[tuple[str, Values]]:
    """Yield the languages in which a text differs, with the edits of its words."""
    for lang in get_args(Lang):
        before, after = getattr(old, lang, None), getattr(new, lang, None)
        if before != after:
            edits = word_edits(before or "", after or "")
            yield f"{name}.{lang}", Values(before, after, edits)


def _changed_items(old: tuple[Any, ...], new: tuple[Any, ...]) -> Items | None:
    """Return the items that only one of two lists has; None if they have the same ones."""
    before, after = _items(old), _items(new)
    added = tuple(item for key, item in after.items() if key not in before)
    removed = tuple(item for key, item in before.items() if key not in after)
    return Items(added, removed) if added or removed else None


def _items(items: tuple[Any, ...]) -> dict[bytes, Any]:
    """Return items by their JSON, without derived keys and with their own lists sorted.

    So are the lists of a roll call.
    """
    unordered = map(_unordered, msgspec.to_builtins(items))
    return {msgspec.json.encode(item, order="sorted"): item for item in unordered}


def _unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unordered(inner) for key, inner in value.items() if key not in _IGNORED}
    return sorted(value) if isinstance(value, tuple) else value


def word_edits(old: str, new: str) -> Words:
    """Return the edits that turn one text into another, token by token.

    A token is a Latin word, a number, a Chinese character or a punctuation mark. Kept and removed
    parts join to the old text, kept and added parts to the new one. A short kept part between two
    edits belongs to both.
    """
    from rapidfuzz.distance import Indel

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        return (("-", old), ("+", new))
    edits: list[Edit] = []
    removed = added = ""
    steps = Indel.opcodes(before, after)
    last = len(steps) - 1
    for index, step in enumerate(steps):
        old_part = "".join(before[step.src_start : step.src_end])
        is_short = len(old_part.strip()) <= _ISLAND and "\n" not in old_part
        is_island = is_short and 0 < index < last
        if step.tag == "equal" and not is_island:
            edits += ("-", removed), ("+", added), ("=", old_part)
            removed = added = ""
        else:
            removed += old_part
            added += "".join(after[step.dest_start : step.dest_end])
    edits += ("-", removed), ("+", added)
    return tuple(edit for edit in edits if edit[1])
