"""Examples to type, with names that the dataset has."""

import re
from collections import Counter
from string import Template
from typing import cast

from ahc_cli.data.load import Dataset
from ahc_cli.messages import spoken
from ahc_cli.model.records import Table, references


def filled_in(text: str, dataset: Dataset | None) -> str:
    """Fill names of a dataset into a text, as `$place`; leave out lines of which it has no name."""
    names = _names(dataset) if dataset else {}
    lines = Template(text).safe_substitute(names).split("\n")
    return "\n".join(line for line in lines if not re.search(r"\$[a-z]", line))


def _names(dataset: Dataset) -> dict[str, str]:
    """Return the two names of each sort that most events have, as `state` and `state2`."""
    lang, vocabulary = spoken(), dataset.vocabulary
    names = {"title": dataset.title.lang(lang)}
    for (table, id_), _count in _counts(dataset).most_common():
        sort = vocabulary.kind_of(id_) if table == "actor" else table
        key, name = f"{sort}", id_
        if key in names:
            key += "2"
        if lang == "zh" and table in ("actor", "place", "topic"):
            name = vocabulary.label(cast("Table", table), id_, lang)
        names.setdefault(key, name)
    return names


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
