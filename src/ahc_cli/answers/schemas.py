"""The JSON Schemas of answers, made from their types."""

import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from types import GenericAlias
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, defstruct
from msgspec.json import schema_components
from msgspec.structs import fields

from ahc_cli.answers import COMMANDS, diff, named
from ahc_cli.answers.compare import GroupAct
from ahc_cli.answers.names import ENTRY_KEYS
from ahc_cli.answers.parallels import Counterpart
from ahc_cli.model.records import (
    Actor,
    JsonValue,
    Place,
    Record,
    Source,
    Stance,
    Table,
    Text,
    Topic,
    Treaty,
)
from ahc_cli.model.vocabulary import Article, Instrument, Provision
from ahc_cli.report.items import FACT_KEYS, FOUND_KEYS, POSITION_KEYS, Item
from ahc_cli.report.states import Act, StateVote

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_RECORDS: Mapping[str, type[Record]] = {
    "actor": Actor,
    "topic": Topic,
    "place": Place,
    "source": Source,
    "article": Article,
    "instrument": Instrument,
    "treaty": Treaty,
    "provision": Provision,
}


def _type_of(name: str, keys: Iterable[str], **narrower: Any) -> type:
    """Return the type of the items with some keys; some are of a narrower type than others are."""
    types = _types(Item) | narrower
    return defstruct(name, [(key, types[key]) for key in keys], namespace={"__doc__": Item.__doc__})


def _types(record: type[Struct]) -> dict[str, Any]:
    """Return the types of the keys of a type of records."""
    return {field.name: field.type for field in fields(record)}


PositionItem = _type_of("PositionItem", POSITION_KEYS, event=str, date=str, stance=Stance)
FactItem = _type_of("FactItem", FACT_KEYS, of=Literal["fact", "article", "caveat"])
FoundItem = _type_of("FoundItem", FOUND_KEYS)

# What a card has besides its record, where the record of the dataset says any of it.
_ON_CARDS: dict[str, Any] = {
    "relation": Text | None,
    "groups": tuple[str, ...],
    "signed": Act | None,
    "ratified": Act | None,
    "approved": Act | None,
    "votes": tuple[StateVote, ...],
    "members_signed": tuple[str, ...],
    "positions": GenericAlias(tuple, (PositionItem, ...)),
    "counterparts": tuple[Counterpart, ...],
    "events": tuple[dict[str, Any], ...],
}


class Change(diff.Change, frozen=True):
    """A record that was added, removed or changed."""

    fields: dict[str, Any] = {}


class Difference(diff.Difference, frozen=True):
    """All changes, and how many there are."""

    changes: tuple[Change, ...]


def _entry(table: Table) -> type:
    """Return the type of the entries of a table."""
    types = _types(_RECORDS[table]) | {"id": str, "count": int}
    keys = [(key, types[key]) for key in ENTRY_KEYS[table].split()]
    return defstruct(f"{table.title()}Entry", keys, forbid_unknown_fields=True)


def _card(table: str) -> type:
    """Return the type of the cards of a table."""
    types = _types(_RECORDS[table]) | _ON_CARDS
    keys: list[Any] = [(key, type_ | UnsetType, UNSET) for key, type_ in types.items()]
    keys = [("id", str), ("table", str), *keys]
    return defstruct(f"{table.title()}Card", keys, forbid_unknown_fields=True)


ActorEntry, TopicEntry, PlaceEntry, SourceEntry = map(_entry, ENTRY_KEYS)
CARDS = tuple(map(_card, _RECORDS))
# Of an answer, what the values of a key of a type can be where its annotation cannot say it.
_VALUES: Mapping[str, tuple[str, str, tuple[Any, ...]]] = {
    "diff": ("Change", "fields", (diff.Values, diff.Items)),
    "compare": (
        "ComparedRow",
        "values",
        (Act | str | None, GroupAct, dict[str, int], tuple[str, ...], _ON_CARDS["positions"]),
    ),
}


def schema_of(answer: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an answer."""
    types = tuple(_flat(map(named, COMMANDS[answer].types)))
    name, key, values = _VALUES.get(answer, ("", "", ()))
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


def _flat(named_types: Iterable[Any]) -> Iterator[type]:
    """Yield types, some of which are named together."""
    for types in named_types:
        yield from types if isinstance(types, tuple) else (types,)


def describe(definitions: Mapping[str, dict[str, Any]]) -> None:
    """Make descriptions, which are docstrings, one line a paragraph, without examples."""
    for definition in definitions.values():
        # From Python 3.13 on docstrings are not indented.
        text = cleandoc(definition.get("description", "")).partition("\n\n>>>")[0].rstrip()
        text = re.sub(r"(?<!\n)\n *(?!\n)", " ", text)
        definition["description"] = re.sub(r"\n +", "\n", text)
