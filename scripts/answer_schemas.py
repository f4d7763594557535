"""Make the JSON Schemas (draft 2020-12) of answers from their types, by the names of commands.

    python scripts/answer_schemas.py > src/ahc_cli/data/answers.json

Most types stand in the table of commands; some answers are narrower than the type that Python has.
"""

import sys
from collections.abc import Iterable, Mapping
from types import GenericAlias
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, defstruct, json
from msgspec.json import schema_components
from msgspec.structs import fields
from schema import DRAFT, describe

from ahc_cli.answers import COMMANDS, described, diff, named
from ahc_cli.answers.cards import Card
from ahc_cli.answers.compare import GroupAct
from ahc_cli.answers.names import ENTRY_KEYS
from ahc_cli.model.records import (
    Actor,
    Event,
    JsonValue,
    Place,
    Record,
    Source,
    Stance,
    Table,
    Topic,
    Treaty,
)
from ahc_cli.model.vocabulary import Article, Instrument, Provision
from ahc_cli.report.items import FACT_KEYS, POSITION_KEYS, Item
from ahc_cli.report.states import Act

RECORDS: Mapping[str, type[Record]] = {
    "actor": Actor,
    "topic": Topic,
    "place": Place,
    "source": Source,
    "article": Article,
    "instrument": Instrument,
    "treaty": Treaty,
    "provision": Provision,
}


def items(name: str, keys: Iterable[str], **narrower: Any) -> type:
    """Return the type of the items with some keys; some are of a narrower type than others are."""
    types = types_of(Item) | narrower
    return defstruct(name, [(key, types[key]) for key in keys], namespace={"__doc__": Item.__doc__})


def types_of(record: type[Struct]) -> dict[str, Any]:
    """Return the types of the keys of a type of records."""
    return {field.name: field.type for field in fields(record)}


POSITION = items("PositionItem", POSITION_KEYS, event=str, date=str, stance=Stance)
FACT = items("FactItem", FACT_KEYS, of=Literal["fact", "article", "caveat"])

# What a card has besides its record, where the record of the dataset says any of it.
ON_CARDS = types_of(Card) | {
    "positions": GenericAlias(tuple, (POSITION, ...)),
    "events": tuple[dict[str, Any], ...],
}
for name in ("table", "id", "record", "shown"):
    del ON_CARDS[name]


class Change(diff.Change, frozen=True):
    """A record that was added, removed or changed."""

    fields: dict[str, Any] = {}


class Difference(diff.Difference, frozen=True):
    """All changes, and how many there are."""

    changes: tuple[Change, ...]


def entry(table: Table) -> type:
    """Return the type of the entries of a table."""
    types = types_of(RECORDS[table]) | {"id": str, "count": int}
    keys = [(key, types[key]) for key in ENTRY_KEYS[table].split()]
    return defstruct(f"{table.title()}Entry", keys, forbid_unknown_fields=True)


def card(table: str) -> type:
    """Return the type of the cards of a table."""
    types = types_of(RECORDS[table]) | ON_CARDS
    keys: list[Any] = [(key, type_ | UnsetType, UNSET) for key, type_ in types.items()]
    keys = [("id", str), ("table", str), *keys]
    return defstruct(f"{table.title()}Card", keys, forbid_unknown_fields=True)


# The types of answers that are narrower than in the table of commands.
NARROW: Mapping[str, tuple[type, ...]] = {
    "show": (Event, *map(card, RECORDS)),
    "positions": (POSITION,),
    "facts": (FACT,),
    "diff": (Difference,),
    **{f"{table}s": (entry(table),) for table in ENTRY_KEYS},
}
# Of an answer, what the values of a key of a type can be where its annotation cannot say it.
VALUES: Mapping[str, tuple[str, str, tuple[Any, ...]]] = {
    "diff": ("Change", "fields", (diff.Values, diff.Items)),
    "compare": (
        "ComparedRow",
        "values",
        (Act | str | None, GroupAct, dict[str, int], tuple[str, ...], ON_CARDS["positions"]),
    ),
}


def schema_of(answer: str) -> dict[str, Any]:
    """Return the JSON Schema of an answer."""
    types = NARROW.get(answer) or tuple(map(named, COMMANDS[answer].types))
    name, key, values = VALUES.get(answer, ("", "", ()))
    made, definitions = schema_components((*types, *values), ref_template="#/$defs/{name}")
    items: dict[str, Any] = {"anyOf": list(made[: len(types)])}
    if values:
        definitions[name]["properties"][key]["additionalProperties"] = {
            "anyOf": list(made[len(types) :])
        }
    for type_ in JsonValue.__subclasses__():
        definition = definitions.get(type_.__name__)
        if definition and not type_.__struct_config__.omit_defaults:
            definition["required"] = list(definition["properties"])  # null if it is missing
    describe(definitions)
    answered = items if answer == "diff" else {"type": "array", "items": items}
    title = f"The answer of 'ahc {answer}' in JSON"
    schema = {"$schema": DRAFT, "title": title, **answered}
    return schema | {"$defs": definitions}


def schemas() -> bytes:
    """Return the JSON Schemas as they stand in the package."""
    made = json.encode({answer: schema_of(answer) for answer in described()})
    return json.format(made, indent=1) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schemas())
