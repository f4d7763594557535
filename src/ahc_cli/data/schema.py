"""The JSON Schema of a dataset, made from the models.

It says what can be said of one value at a time. That ids are known and used once, that a date exists and
does not end before it begins, is for `validate` to say.
"""

from typing import Any

from msgspec.json import schema_components

from ahc_cli.model import records as models
documented = lambda x: x
from ahc_cli.model.records import Collection, Event, Record

_PERIOD = r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
# As of ids: `$` alone would also stand before a last line feed.
_EDTF = rf"^({_PERIOD}(/({_PERIOD}|\.\.))?|\.\./{_PERIOD})$(?!\n)"


def schema() -> dict[str, Any]:
    """A schema of draft 2020-12 that documents, and arrays of events, satisfy."""
    for shape in vars(models).values():
        if isinstance(shape, type) and issubclass(shape, Record):
            documented(shape)
    (document, event), shapes = schema_components((Collection, Event), ref_template="#/$defs/{name}")
    for shape in shapes.values():
        if "date" in shape["properties"]:
            _only_edtf(shape["properties"]["date"])
    shapes["Text"]["anyOf"] = [
        {"required": [lang], "properties": {lang: {"type": "string"}}} for lang in shapes["Text"]["properties"]
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dataset of ahc",
        "description": "A document, or an array of events as the answers of ahc are.",
        # Not `anyOf`, of which validators can only say that nothing in it fits.
        "if": {"type": "array"},
        "then": {"items": event},
        "else": document,
        "$defs": shapes,
    }


def _only_edtf(date: dict[str, Any]) -> None:
    """Let a date, which may be one of several shapes, be only EDTF."""
    for option in date.get("anyOf", [date]):
        if option.get("type") == "string":
            option["pattern"] = _EDTF
