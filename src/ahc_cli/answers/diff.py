"""Differences: `ahc diff` of events, days and datasets."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import Lang, _, ngettext, spoken
from ahc_cli.model.dates import last_day, read_date
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import (
    MARKS,
    aside_of,
    bracketed,
    date_in_full,
    heading,
    label,
    side_counts,
)
from ahc_cli.model.records import (
    About,
    Actor,
    Claim,
    Event,
    JsonValue,
    Place,
    Record,
    Source,
    Table,
    Text,
    Topic,
)
from ahc_cli.model.text import HAN, WORD_JOINER, breaks, width
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.names import NameIndex
from ahc_cli.query.question import ask
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Line, Screen, Span, Spans, Style, cell
from ahc_cli.show.columns import side_table, split_names
from ahc_cli.show.phrases import (
    citation,
    date_words,
    event_line,
    few_words,
    item_spans,
    sure_spans,
    unbroken,
    value_words,
)

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
    """A record that was added, removed or changed, an event or one of another table, with its title
    or name, and its date if it has one.

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
    title: Text | str
    date: str | None = None
    fields: dict[str, Values | Items] = {}
    left: str | None = None


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

    Of documents, which are compared as records, the topics are left out. If one dataset is as of a
    day, so is the other.
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
    """Compare the events that match `where` and, without one, all that whole datasets have; as of
    days events alone.
    """
    if left.day or right.day:
        left, right = left.as_of(left.day or today), right.as_of(right.day or today)
        fields = {name for name in COMPARED if name in fields} - _VARYING
    is_whole = left.whole and right.whole and where is None and not left.day
    tables: tuple[Table, ...] = ("actor", "topic", "place", "source") if is_whole else ()
    # An event that matches on either side is compared, also if it was removed or left the series.
    either = Context(replace(right, events=(*left.events, *right.events)), today)
    kept = {event.id for event in ask(either, where or "").events()}
    before, after = (_snapshot(side, kept, tables) for side in (left, right))
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
            changes.append(_change(id_, "added", record))
        elif left[id_] != record and (changed := changed_fields(left[id_], record, fields)):
            changes.append(_change(id_, "changed", record, changed))
    for id_, record in left.items():
        if id_ not in right:
            changes.append(_change(id_, "removed", record))
    summary = Summary(**Counter[str](change.change for change in changes))
    return Difference(summary, tuple(changes))


def _change(
    id_: str, change: Kind, record: Any, fields: Mapping[str, Values | Items] | None = None
) -> Change:
    """Return what happened to a record."""
    table = cast("ComparedTable", type(record).__name__.lower())
    title = record.title if table in ("event", "source") else record.name
    return Change(id_, change, table, title, getattr(record, "date", None), dict(fields or {}))


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


# The signs of records, items and words: their styles, and the marks of words without colour.
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_STYLES: Mapping[str, Style] = {"+": "new", "-": "old", "~": "", "=": ""}
_MARKED = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
# The types of the items of lists; those of other records are texts.
_ITEMS = {
    name: get_args(type_)[0]
    for name, type_ in (get_type_hints(Actor) | get_type_hints(Event)).items()
    if get_origin(type_) is tuple
}


def difference_page(
    difference: Difference, events: Mapping[str, Event], vocabulary: Vocabulary, screen: Screen
) -> Iterator[Line]:
    """Yield the number of changes, then each; what was added or removed comes before the rest."""
    if not any(change.left for change in difference.changes):  # two events are one change
        yield _summary(difference)
    for change in sorted(difference.changes, key=lambda change: change.change == "changed"):
        if change.left:
            yield _signed("-", event_line(change.left, events, "heading"))
            yield _signed("+", event_line(change.id, events, "heading"))
        else:
            yield _signed(_SIGNS[change.change], _subject(change, events, vocabulary))
        yield from _fields(change, vocabulary, screen)


# So many positions of an event are shown, and of a text with more cells than this so many.
_MOST_POSITIONS, _MOST_OF_TEXT, _CUT = 3, 115, 105


def events_page(left: Event, right: Event, vocabulary: Vocabulary) -> Iterator[Line]:
    """Yield what differs between two events in a table, what is the same, and the first positions
    that only one has.
    """
    rows: list[tuple[str, Sequence[Spans]]] = []
    same: list[str] = []
    others = _rows_of(right, vocabulary)
    for title, cell_of_left in _rows_of(left, vocabulary).items():
        if cell_of_left != others[title]:
            rows.append((title, (cell_of_left, others[title])))
        elif words := "".join(span.text for span in cell_of_left):
            same.append(words + bracketed(title[:1].lower() + title[1:]))
    yield from side_table((left.id, right.id), rows)
    if same:
        words = _("The same: {values}", values=_(", ").join(same))
        yield Line((Span(words),), indent=0, hang=2)
    yield from _own_positions("left", left, right, vocabulary)
    yield from _own_positions("right", right, left, vocabulary)


def _rows_of(event: Event, vocabulary: Vocabulary) -> dict[str, Spans]:
    """Return what an event has for each row of a table of events, by the title of the row."""
    title = Span(event.title.lang() + aside_of(event))
    day = Span(date_words(date_in_full(event.date)))
    rows: dict[str, Spans] = {heading("date"): (day,), heading("title"): (title,)}
    for name in ("kind", "body", "place", "format"):
        rows[heading(name)] = (Span(value_words(name, getattr(event, name), vocabulary)),)
    rows[heading("votes")] = _votes_cell(event)
    label_of = vocabulary.label
    sponsors = [label_of("actor", each.actor) for each in event.actors if each.role == "sponsor"]
    rows[heading("sponsor")] = (Span(few_words(sponsors)),)
    symbols = [document.symbol for document in event.documents]
    rows[heading("documents")] = (Span(few_words(symbols)),)
    statements = []
    for name in ("positions", "facts", "caveats"):
        number = len(getattr(event, name))
        if number:
            statements.append(_count_words(name, number))
    rows[_("Statements")] = (Span(_(", ").join(statements)),)
    return rows


def _votes_cell(event: Event) -> Spans:
    """Write the result, the counts and the grade of each vote."""
    spans: Spans = ()
    for vote in event.votes:
        numbers = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain}
        counts = _(", ").join(map(unbroken, side_counts(numbers)))
        words = _(": ").join(filter(None, (label(vote.result), counts)))
        spans += Span(_("; ")), Span(words), *sure_spans(vote.confidence or None)
    return spans[1:]


def _own_positions(
    side: Literal["left", "right"], event: Event, other: Event, vocabulary: Vocabulary
) -> Iterator[Line]:
    """Yield the first positions that only one event has."""
    own = [position for position in event.positions if position not in other.positions]
    if own:
        words = _("Only in {event}", event=event.id)
        yield Line((Span(words, "heading"),), indent=0, side=side)
    for position in own[:_MOST_POSITIONS]:
        text = position.text.lang()
        if width(text) > _MOST_OF_TEXT:
            text = text[: next(breaks(text, _CUT))].rstrip(" ,;:，；：、") + "…"
        item = replace(position, topic=None)
        lead = position.actors[:1]
        spans = item_spans(item, vocabulary, marked_text=(Span(text),), lead=lead)
        yield Line(spans, "item", indent=0, mark=Span("•"), hang=2, side=side)


def short_page(
    difference: Difference,
    vocabulary: Vocabulary,
    before: Iterable[Event],
    after: Iterable[Event],
) -> Iterator[Line]:
    """Yield each change on a line: the record, and what of it changed.

    First come those of what was planned before, with what became of it, then how many others there
    are. What is planned after has its mark.
    """
    planned, marks = _marks(before), _marks(after)
    then: list[Line] = []
    others: list[Line] = []
    for change in difference.changes:
        is_planned = change.id in planned
        words = list(_short_words(change, vocabulary, is_planned=is_planned))
        title = ""
        if change.table == "event" and (is_planned or not words):
            title = f"  {marks.get(change.id, '')}{cell(change.title)}"
        spans = *_table_spans(change.table), Span(change.id, "id"), Span(title)
        line = _signed(_SIGNS[change.change], (*spans, Span("  " + _(", ").join(words))))
        (then if is_planned else others).append(line)
    if then:
        heading_words = _("What was planned, and what became of it")
        yield Line((Span(heading_words, "heading"),), indent=0)
    yield from (*then, _summary(difference), *others)


def _marks(events: Iterable[Event]) -> dict[str, str]:
    """Return the marks of the events that have not happened, by id."""
    marks: dict[str, str] = {}
    for event in events:
        if event.status in MARKS:
            marks[event.id] = unbroken(f"{MARKS[event.status]} ") + WORD_JOINER
    return marks


def _short_words(change: Change, vocabulary: Vocabulary, *, is_planned: bool) -> Iterator[str]:
    """Yield what changed: how many items of a list, or the name of a value; of something planned
    the value that it has now.
    """
    for name in dict.fromkeys(field.partition(".")[0] for field in change.fields):
        value = change.fields.get(name)
        if isinstance(value, Items):
            yield _count_words(name, _number_of_items((name, value)))
        elif not is_planned:
            yield label(name, "fields", "values")
        elif isinstance(value, Values):
            old, arrow, new = _beside(name, value, vocabulary)
            yield old.text + arrow.text + new.text if name == "date" else new.text


def _count_words(name: str, number: int) -> str:
    """Count the items of a list."""
    key = label(name, "changed", "fields", "values")
    items = key.removesuffix("s") if number == 1 else key
    return unbroken(_("{n} {items}", n=number, items=items))


def _signed(sign: str, spans: Spans, indent: int = 0) -> Line:
    """Write a line behind its sign."""
    return Line(spans, "item", indent=indent, mark=Span(sign, _STYLES[sign]), hang=2)


def _summary(difference: Difference) -> Line:
    """Say how many events changed, and how many records of each other table if any did."""
    lines = []
    for table in ("event", *get_args(Table)):
        counts = Counter(change.change for change in difference.changes if change.table == table)
        if counts or table == "event":
            name = label(table, "fields")
            line = _(
                "{things} added, {removed} removed, {changed} changed",
                things=ngettext("{n} {thing}", "{n} {thing}s", counts["added"], thing=name),
                removed=counts["removed"],
                changed=counts["changed"],
            )
            lines.append(line)
    return Line((Span("\n".join(lines), "heading"),), "title", indent=0)


def _subject(change: Change, events: Mapping[str, Event], vocabulary: Vocabulary) -> Spans:
    """Name what changed: an event, or a record of another table and, if it is new, what it is.

    The title of an event stands out if more is said of it.
    """
    if change.table == "event":
        return event_line(change.id, events, "heading" if change.fields else "")
    record, id_ = vocabulary.table(change.table).get(change.id), Span(change.id, "id")
    if record is None:  # it was removed
        return *_table_spans(change.table), id_
    name = vocabulary.label(change.table, change.id)
    named = _(": ").join(filter(None, (name, getattr(record, "title", ""))))
    about = getattr(record, "about", None) if change.change == "added" else None
    text = Span(f"\n{about.text.lang()}" if about else "")
    return *_table_spans(change.table), Span(named, "heading"), Span("  "), id_, text


def _table_spans(table: str) -> Spans:
    """Name the table of a record other than an event, before the record."""
    return () if table == "event" else (Span(f"{label(table, 'fields')} ", "faint"),)


def _fields(change: Change, vocabulary: Vocabulary, screen: Screen) -> Iterator[Line]:
    """Yield the fields that changed; of a text that changed in both languages the reader's.

    Two events have their dates and titles above.
    """
    above = ("date", "title") if change.left else ()
    for name, value in sorted(change.fields.items(), key=_number_of_items):
        key, _dot, language = name.partition(".")
        is_other = language not in ("", spoken()) and f"{key}.{spoken()}" in change.fields
        if is_other or key in above:
            continue
        in_language = bracketed(label(language))
        title = Span(heading(key) + in_language + _(": "), "heading")
        beside = _beside(name, value, vocabulary)
        yield Line((title, *beside), indent=4, hang=2)
        for sign, spans in _below(name, value, vocabulary, screen):
            yield _signed(sign, spans, indent=6)


def _number_of_items(field: tuple[str, Values | Items]) -> int:
    """Return how many items of a field differ, so that the longest lists come last."""
    _name, value = field
    return len(value.removed) + len(value.added) if isinstance(value, Items) else 0


def _beside(name: str, value: Values | Items, vocabulary: Vocabulary) -> Spans:
    """Write beside the name of a field what it was and what it is, of items how many differ."""
    if isinstance(value, Items):
        numbers = {"-": len(value.removed), "+": len(value.added)}
        return (Span(" ".join(f"{sign}{n}" for sign, n in numbers.items() if n), "faint"),)
    if value.words:
        return ()
    old = date_words(value_words(name, value.old, vocabulary) or "–")
    new = date_words(value_words(name, value.new, vocabulary) or "–")
    return Span(old), Span(" → "), Span(new)


def _below(
    name: str, value: Values | Items, vocabulary: Vocabulary, screen: Screen
) -> Iterator[tuple[str, Spans]]:
    """Yield the lines below the name of a field with their signs."""
    if isinstance(value, Items):
        yield from _item_rows(name, value, vocabulary)
        return
    for sign, text in (("-", value.old), ("+", value.new)):
        if text and value.words:
            yield sign, _edited(text, sign, value, screen)


def _edited(text: str, sign: str, value: Values, screen: Screen) -> Spans:
    """Write one side of a text, with the words that only it has marked, unless most are."""
    kept = sum(len(part) for part_sign, part in value.words or () if part_sign == "=")
    if 2 * kept < max(len(value.old or ""), len(value.new or "")):
        return (Span(text),)
    spans = []
    for part_sign, part in value.words or ():
        marked = part if screen.color else _MARKED[part_sign].format(part)
        if part_sign in ("=", sign):
            spans.append(Span(marked, _STYLES[part_sign]))
    return tuple(spans)


def _item_rows(name: str, value: Items, vocabulary: Vocabulary) -> Iterator[tuple[str, Spans]]:
    """Yield the items that were removed, then those that were added; names are on one line."""
    type_ = _ITEMS.get(name, str)
    for sign, items in (("-", value.removed), ("+", value.added)):
        if items and type_ is str:
            yield sign, (Span(value_words(name, items, vocabulary)),)
            continue
        for builtins in items:
            item = msgspec.convert(builtins, type_)
            if isinstance(item, Claim):
                item = replace(item, confidence=vocabulary.confidence(item.sources))
            yield sign, item_spans(item, vocabulary, citation(item.sources))


def diff(request: Request, context: Context) -> Answer:
    """Compare two events, days or datasets."""
    left, *right = request.words
    if not right:
        message = _("give two events, days or files, as in 'ahc diff 2022 2023'")
        raise UsageError(message)
    if request.words == ("-", "-"):
        message = _("only one side can be standard input; give a file for the other")
        raise UsageError(message)
    fields = request.fields
    compared = set(COMPARED if fields is None else split_names(fields, COMPARED))
    before, after = (
        find_operand(text, context.index, context.files.open, context.today)
        for text in (left, " ".join(right))
    )
    (where,) = request.conditions.get("where", [None])
    difference = difference_of(before, after, compared, where, context.today)
    return Answer(
        records=[difference],
        page=lambda _answer, screen: _page(request, context, (before, after), difference, screen),
        formats=("table", "json", "md", "html"),
        title=" → ".join((left, " ".join(right))),
        exit_code=int(bool(difference.changes)),
    )


def _page(
    request: Request,
    context: Context,
    sides: Sequence[Operand],
    difference: Difference,
    screen: Screen,
) -> Iterator[Line]:
    """Yield a difference in short, or else in sentences."""
    left, right = sides
    vocabulary = (right if isinstance(right, Dataset) else context.dataset).vocabulary
    yield from _head_lines(left, right, context.today)
    if request.verbose or request.fields is not None or not difference.changes:
        events = {event.id: event for event in (*_events(left), *_events(right))}
        yield from difference_page(difference, events, vocabulary, screen)
        return
    if isinstance(left, Event) and isinstance(right, Event):
        yield from events_page(left, right, vocabulary)
    else:
        yield from short_page(difference, vocabulary, _events(left), _events(right))
    command = replace(request, verbose=True).line
    yield Line((Span(_("more: {command}", command=command), "faint"),), indent=0, hang=2)


def _head_lines(left: Operand, right: Operand, today: date) -> Iterator[Line]:
    """Say that records of documents are compared, or as of which days a record is."""
    if "document" in (getattr(left, "kind", ""), getattr(right, "kind", "")):
        words = _("The records are compared, not the texts of the drafts.")
        yield Line((Span(words, "faint"),), indent=0)
    days = getattr(left, "day", None), getattr(right, "day", None)
    if any(days):
        words = " → ".join(date_in_full(str(day or today)) for day in days)
        yield Line((Span(_("as known on {day}", day=words)),), indent=0)


def _events(operand: Operand) -> Iterable[Event]:
    """Return the events of one side."""
    return operand.events if isinstance(operand, Dataset) else (operand,)
