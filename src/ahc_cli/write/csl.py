"""CSL-JSON: sources as Zotero, Pandoc and papis read them."""

from collections.abc import Iterator
from typing import Any

from ahc_cli.answer.names import CitedSource, Sources
from ahc_cli.model.dates import parse
from ahc_cli.model.records import Weight

# What kind of publication a source of a weight usually is.
_TYPES: dict[Weight, str] = {
    "official": "webpage",
    "government": "webpage",
    "ngo": "webpage",
    "press": "article-newspaper",
    "academic": "article",
    "weak": "webpage",
}


def csl_items(answer: Sources) -> Iterator[dict[str, Any]]:
    """Yield a CSL item for each source."""
    for source in answer.records:
        yield {
            "id": source.id,
            "type": _TYPES[source.weight],
            # Citation processors read tags in titles as markup.
            "title": source.title.replace("<", "&#60;"),
            "publisher": source.publisher,
            "container-title": source.publisher,
            "author": [{"literal": source.publisher}],
            **({"issued": issued} if (issued := _issued(source)) else {}),
            **({"URL": source.url} if source.url else {}),
        }


def _issued(source: CitedSource) -> dict[str, Any] | None:
    """Return the date of a source as CSL has it: one list of numbers for each end."""
    if source.date is None:
        return None
    span = parse(source.date)
    first, _, last = span.text.partition("/")
    ends = [end for end in (first, last) if end and end != ".."]
    return {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
