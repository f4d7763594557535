"""Columns: how they are chosen by name, what they show, and how rows are sorted by one."""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import Any

from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import called, field_named
from ahc_cli.model.labels import heading, labels
from ahc_cli.model.records import Lang
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean
from ahc_cli.render import Column, Getters, Span, Spans, Style, cell
from ahc_cli.report.sentences import DATES
from ahc_cli.show.phrases import date_words, value_words

MOST_ID = 24
_MOST = {"id": MOST_ID, "event": MOST_ID, "date": 25}
_STYLES: dict[str, Style] = {"id": "id", "event": "id", "url": "faint"}


def chosen_table(getters: Getters, vocabulary: Vocabulary) -> list[Column]:
    """Return the table of some columns: dates, names and codes in words, items a line each."""

    def show(name: str, record: Any) -> Spans:
        words = value_words(name, getters[name](record), vocabulary)
        if name == "date":
            words = date_words(words)
        return (Span(words, _STYLES.get(name, "")),)

    return [Column(name, partial(show, name), most=_MOST.get(name, 0)) for name in getters]


def split_names(text: str, valid: Collection[str]) -> list[str]:
    """Split a comma-separated option into names, each once; UsageError for an unknown one."""
    names = re.split("[,，、]", text)
    return list(dict.fromkeys(known_name(name.strip(), valid) for name in names))


def known_name(typed: str, valid: Collection[str]) -> str:
    """Return the valid name that is typed, also by a synonym or in Chinese.

    UsageError for another.
    """
    if typed in valid:
        return typed
    field = field_named(typed.lstrip("-"))
    in_chinese = (name for name in valid if heading(name, "zh") == typed)
    name = field.name if field else next(in_chinese, "")
    if name not in valid:
        near = did_you_mean(typed, (*valid, *map(called, valid)))
    elif typed.startswith("-") or _is_for_conditions(typed, name):
        near = _("; did you mean {near}?", near=called(name))
    else:
        return name
    unknown = _("unknown field '{name}'{near}", name=typed, near=near)
    raise UsageError(unknown, _("fields: {names}", names=called(*valid)))


def _is_for_conditions(synonym: str, name: str) -> bool:
    """Whether a field is called so only in a condition: events have a date, not a day."""
    _everywhere, in_conditions = labels("synonyms").get(name, ("", ""))
    return fold(synonym).removesuffix("s") in in_conditions.split(", ")


def sort_key(
    name: str, value_of: Callable[[Any], Any], lang: Lang
) -> Callable[[Any], tuple[Any, ...]]:
    """Return the sort key of a column: days, numbers, texts, then missing values.

    Of several values the first counts.
    """

    def key(record: Any) -> tuple[Any, ...]:
        value = value_of(record)
        if isinstance(value, list | tuple):
            value = next(iter(value), None)
        text = fold(cell(value, lang))
        if name in DATES and text:
            span = parse(text)
            return False, span.start or date.min, span.end or date.max
        number = re.fullmatch(r"(\d+(\.\d+)?)(\.\.)?", text, re.ASCII)
        if number:
            return False, False, float(number[1])
        return text == "", True, text

    return key
