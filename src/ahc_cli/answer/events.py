"""Events as a list, their columns, and how columns are chosen and sorted by."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from msgspec import UNSET

from ahc_cli.answer import ROW_FORMATS, Column, Format, Rows, T, cell
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import COLUMNS, FIELDS, KEYS, called_all, field_named
from ahc_cli.model.records import Event, Lang
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.model.words import heading

SORTABLE = tuple(name for name, field in FIELDS.items() if field.shown)
LANGUAGES = ("title.en", "title.zh", "summary.en", "summary.zh")
NAMES = (*SORTABLE, *KEYS, *LANGUAGES)


class Events(Rows[Event], frozen=True, kw_only=True):
    """Events in some order; `edition` is the day of the data."""

    formats: ClassVar[tuple[Format, ...]] = (*ROW_FORMATS, "ics")

    edition: date


class Hits(Events, frozen=True, kw_only=True):
    """Events that a search found, best first, with their matches.

    `passages` are the paths of the passages that contain the words, and `remarks` what is said of them, by event.
    `lead` are lines that answer before the events do. `partial` events lack some of the words, as `missing` says.
    """

    passages: Mapping[str, str]
    remarks: Mapping[str, str] = {}
    lead: Sequence[str] = ()
    partial: Sequence[Event] = ()
    missing: str = ""


def event_columns(names: str | None) -> tuple[Column[Event], ...]:
    """Return the comma-separated columns, or those of every list; UsageError for an unknown one."""
    return tuple(_event_column(name) for name in (COLUMNS if names is None else split_names(names, NAMES)))


def split_names(names: str, known: Collection[str]) -> list[str]:
    """Split a comma-separated option into names, each once, also by synonyms or in Chinese; UsageError for another."""
    found: list[str] = []
    for typed in map(str.strip, re.split("[,，、]", names)):
        name = _named(typed, known)
        if name is None:
            shown = [_shown(name, known) for name in known]
            unknown = _("unknown field '{name}'{near}", name=typed, near=did_you_mean(typed, (*known, *shown)))
            raise UsageError(unknown, _("fields: {names}", names=called_all(shown)))
        found.append(name)
    return list(dict.fromkeys(found))


def _named(typed: str, known: Collection[str]) -> str | None:
    """Return the known name that is typed, also by a synonym or in Chinese; None if there is none."""
    if typed in known:
        return typed
    field = field_named(typed)
    if field and field.name in known:
        return field.name
    return next((name for name in known if fold(heading(name, "zh")) == fold(typed)), None)


def _shown(name: str, known: Collection[str]) -> str:
    """Name what can be typed: by its code, in Chinese by its Chinese name if that does not mean something else."""
    chinese = heading(name, "zh")
    return chinese if spoken() == "zh" and not chinese.isascii() and _named(chinese, known) == name else name


def pick(columns: tuple[Column[T], ...], names: str | None) -> tuple[Column[T], ...]:
    """Return the comma-separated ones of some columns, or all of them; UsageError for an unknown one."""
    by_name = {column.name: column for column in columns}
    return columns if names is None else tuple(by_name[name] for name in split_names(names, by_name))


def sort_key(column: Column[T], lang: Lang) -> Callable[[T], tuple[bool, Any]]:
    """Return the sort key of a column: numbers by size, anything else as text; missing values last."""

    def key(record: T) -> tuple[bool, Any]:
        value = column.value(record)
        if isinstance(value, int | float):
            return False, value
        text = cell(value, lang)
        return not text, fold(text)

    return key


def _event_column(name: str) -> Column[Event]:
    """A key keeps its shape; a field that is no key becomes the list of its values, each once."""
    if name in LANGUAGES:
        key, _, lang = name.partition(".")
        return Column(name, lambda event: getattr(getattr(event, key), lang, None))
    field = FIELDS.get(name)
    if field is None or name in Event.__struct_fields__:
        return Column(name, lambda event: None if (value := getattr(event, name)) is UNSET else value)
    if name == "states":
        # A least number is written as the range that finds it: 160.. is at least 160.
        return Column(name, lambda e: [f"{a.count}.." if a.at_least else a.count for a in e.attendance if a.of == name])
    if name == "year":
        return Column(name, lambda event: next(iter(field.read(event)), None))
    return Column(name, lambda event: list(dict.fromkeys(value for value in field.read(event) if value is not None)))
