"""The columns of events: from the table of fields, and from the keys of the data."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec

from ahc_cli.errors import UsageError
from ahc_cli.fields import COLUMNS, FIELDS, KEYS, Field
from ahc_cli.labels import label
from ahc_cli.models import Event, Lang, Text
from ahc_cli.render import Column
from ahc_cli.text import fold
from ahc_cli.vocabulary import did_you_mean

SORTABLE = tuple(name for name, field in FIELDS.items() if field.shown)
NAMES = (*SORTABLE, *KEYS)


def of_events(names: str | None) -> tuple[Column, ...]:
    """The columns named, comma-separated; without names, those of every list; UsageError for an unknown one."""
    return tuple(_column(name) for name in (COLUMNS if names is None else chosen(names, NAMES)))


def chosen(names: str, known: Iterable[str]) -> list[str]:
    """The names of columns in an option; UsageError for one that there is not."""
    wanted = [name.strip() for name in names.split(",")]
    known = list(known)
    for name in wanted:
        if name not in known:
            raise UsageError(f"no field '{name}'{did_you_mean(name, known)}", f"fields: {' '.join(known)}")
    return list(dict.fromkeys(wanted))


def pick(columns: tuple[Column, ...], names: str | None) -> tuple[Column, ...]:
    """The columns named out of those an answer has; all of them without names; UsageError for an unknown one."""
    if names is None:
        return columns
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in chosen(names, by_name))


def plain(name: str, en: str, zh: str, value: Callable[[Any], Any]) -> Column:
    """A column whose cell is its value as text."""
    return Column(name, en, zh, value, lambda record, lang: cell(value(record), lang))


def order(column: Column, lang: Lang) -> Callable[[Any], tuple[bool, Any]]:
    """The order of a column: numbers by size, all else as it reads; what has nothing there comes last."""

    def key(record: Any) -> tuple[bool, Any]:
        value = column.value(record)
        if isinstance(value, int | float):
            return False, value
        said = cell(value, lang)
        return not said, fold(said)

    return key


def cell(value: Any, lang: Lang) -> str:
    """A value in one cell: a text in the reader's language, several values separated by commas."""
    if value is None or value is msgspec.UNSET:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.lang(lang)
    if isinstance(value, int | float | date):
        return str(value)
    if isinstance(value, tuple | list):
        return ",".join(cell(item, lang) for item in value)
    return msgspec.json.encode(value, enc_hook=str).decode()


def _column(name: str) -> Column:
    field = FIELDS.get(name)
    en, zh = (field.en, field.zh) if field else (name.capitalize(), label(name, "zh"))
    return plain(name, en, zh, _reader(name, field))


def _reader(name: str, field: Field | None) -> Callable[[Event], Any]:
    """A key of the data keeps its shape; a field that is none gives a list of its values, each once."""
    if field is None or name in Event.__struct_fields__:
        return lambda event: None if (value := getattr(event, name)) is msgspec.UNSET else value
    if name == "year":
        return lambda event: next(iter(field.read(event)), None)
    return lambda event: list(dict.fromkeys(value for value in field.read(event) if value is not None))
