"""The JSON Schema of a dataset, generated from the records.

It checks one value at a time. Unknown and duplicate ids, dates that do not exist and reversed intervals are left to
`ahc validate`.
"""

from typing import Any

from msgspec.json import schema_components

from ahc_cli.model.document import Collection
from ahc_cli.model.records import Event

_PERIOD = r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
# As in ids, `$` alone would also match before a final line feed.
_EDTF = rf"^({_PERIOD}(/({_PERIOD}|\.\.))?|\.\./{_PERIOD})$(?!\n)"


def schema() -> dict[str, Any]:
    """Return a schema (draft 2020-12) of documents and of arrays of events."""
    (document, event), definitions = schema_components((Collection, Event), ref_template="#/$defs/{name}")
    for definition in definitions.values():
        date = definition["properties"].get("date", {})
        for option in date.get("anyOf", [date]):
            if option.get("type") == "string":
                option["pattern"] = _EDTF
    definitions["Text"]["anyOf"] = [
        {"required": [lang], "properties": {lang: {"type": "string"}}} for lang in definitions["Text"]["properties"]
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of ahc",
        "description": "A document, or an array of events such as ahc prints.",
        # With `anyOf`, validators could only say that neither fits.
        "if": {"type": "array"},
        "then": {"items": event},
        "else": document,
        "$defs": definitions,
    }
