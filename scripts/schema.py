"""Make the JSON Schema (draft 2020-12) of documents and of arrays of events from the records.

    python scripts/schema.py > src/ahc_cli/data/schema.json

It checks one value at a time. Unknown and duplicate ids, dates that do not exist and reversed
intervals and windows are left to `ahc validate`.
"""

import re
import sys
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

import msgspec
from msgspec.json import schema_components

from ahc_cli.model.records import ID, TABLES, Event
from ahc_cli.model.vocabulary import Collection

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Loading checks ids together and parses dates, which tells more than patterns do.
IDS = {"pattern": rf"^{ID}$(?!\n)", "maxLength": 64}
PERIOD = r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
INTERVAL = rf"{PERIOD}(/({PERIOD}|\.\.))?|\.\./{PERIOD}"
WINDOW = rf"\[{PERIOD}\.\.{PERIOD}\]"
DATES = {"pattern": rf"^({INTERVAL}|{WINDOW})$(?!\n)"}


def schema() -> bytes:
    """Return the JSON Schema as it stands in the package."""
    (document, event), definitions = schema_components(
        (Collection, Event), ref_template="#/$defs/{name}"
    )
    describe(definitions)
    for definition in definitions.values():
        properties = definition["properties"]
        for key, pattern in {"id": IDS, "date": DATES}.items():
            if key in properties:
                properties[key].get("anyOf", [properties[key]])[0].update(pattern)
    for table in TABLES.values():
        definitions["Collection"]["properties"][table]["propertyNames"] = IDS
    for text in (definitions["Text"], definitions["Title"]):
        text["anyOf"] = [
            {"required": [lang], "properties": {lang: {"type": "string"}}}
            for lang in text["properties"]
        ]
    made = {
        "$schema": DRAFT,
        "title": "A dataset of ahc",
        "description": "A document, or an array of events such as ahc prints.",
        # With `anyOf`, validators could only say that neither fits.
        "if": {"type": "array"},
        "then": {"items": event},
        "else": document,
        "$defs": definitions,
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def describe(definitions: Mapping[str, dict[str, Any]]) -> None:
    """Make descriptions, which are docstrings, one line a paragraph, without examples."""
    for definition in definitions.values():
        # From Python 3.13 on docstrings are not indented.
        text = cleandoc(definition.get("description", "")).partition("\n\n>>>")[0].rstrip()
        text = re.sub(r"(?<!\n)\n *(?!\n)", " ", text)
        definition["description"] = re.sub(r"\n +", "\n", text)


if __name__ == "__main__":
    sys.stdout.buffer.write(schema())
