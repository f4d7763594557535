"""Examples to type, with names that the dataset has."""

import re
from collections import Counter
from collections.abc import Mapping
from shlex import quote
from string import Template
from typing import cast, get_args

from ahc_cli.data.load import Dataset
from ahc_cli.messages import Lang, spoken
from ahc_cli.model.labels import label, labels
from ahc_cli.model.records import Table, references
from ahc_cli.model.vocabulary import Vocabulary

_IN_WORDS = ("actor", "place", "topic")
_MOST_LINES = 6


def filled_in(text: str, dataset: Dataset | None) -> str:
    """Fill names of a dataset into a text, as `$place`; leave out lines of which it has no name."""
    return _filled_in(text, _names(dataset, spoken()))


def lines_to_try(dataset: Dataset | None, *, may_sign: bool, in_both: bool) -> list[str]:
    """Return lines to type, the last two in the other language if the dataset has its names."""
    codes = list(labels("try"))[0 if may_sign else 1 :]
    lang, others = spoken(), list[str]()
    (other,) = {*get_args(Lang)} - {lang}
    if in_both:
        others = [f"{line} --lang {other}" for line in _lines(codes[::2][:2], dataset, other)]
    return _lines(codes, dataset, lang)[: _MOST_LINES - len(others)] + others


def _lines(codes: list[str], dataset: Dataset | None, lang: Lang) -> list[str]:
    text = "\n".join(label(code, "try", lang=lang) for code in codes)
    return _filled_in(text, _names(dataset, lang, in_words=True)).splitlines()


def _filled_in(text: str, names: Mapping[str, str]) -> str:
    lines = Template(text).safe_substitute(names).split("\n")
    return "\n".join(line for line in lines if not re.search(r"\$[a-z]", line))


def _names(dataset: Dataset | None, lang: Lang, *, in_words: bool = False) -> dict[str, str]:
    """Return the two names of each sort that most events have, as `state` and `state2`.

    They are ids, in Chinese or `in_words` what people call the things in that language.
    """
    if dataset is None:
        return {}
    vocabulary = dataset.vocabulary
    names = {"title": dataset.title.lang(lang)}
    if vocabulary.note:
        names["note"] = vocabulary.note.lang(lang)
    for (table, id_), _count in _counts(dataset).most_common():
        sort = vocabulary.kind_of(id_) if table == "actor" else table
        key, name = f"{sort}", id_
        if key in names:
            key += "2"
        if table in _IN_WORDS and (in_words or lang == "zh"):
            name = _called(vocabulary, cast("Table", table), id_, lang)
        if name:
            names.setdefault(key, name)
    return names


def _called(vocabulary: Vocabulary, table: Table, id_: str, lang: Lang) -> str:
    """Return what a thing is called in a language, quoted if a shell needs that.

    What has no name in the reader's language has its id, in another language nothing.
    """
    record = vocabulary.table(table).get(id_)
    text = getattr(record, "short", None) or getattr(record, "name", None)
    name = getattr(text, lang, None) or ""
    if not name and lang == spoken():
        name = id_
    return name if re.fullmatch(r"[\w .-]*", name) else quote(name)


def _counts(dataset: Dataset) -> Counter[tuple[str, str]]:
    """Count in how many events each thing is; documents count as often as there was a vote."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in dataset.events:
        counts.update({(table, id_) for table, id_, _path in references(event)})
        counts["event", event.id] += bool(event.series)
        if event.start:
            counts["year", str(event.start.year)] += 1
        for document in event.documents:
            counts["symbol", document.symbol or ""] += len(event.votes)
    return counts
