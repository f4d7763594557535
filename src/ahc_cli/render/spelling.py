"""What stands in the lists of an event, in words: a fact, a vote, a position, a document on a line."""

from typing import Any

from msgspec import Struct

from ahc_cli.labels import label
from ahc_cli.models import Lang, Table, Text
from ahc_cli.render.wording import attended, date_in_full, named
from ahc_cli.vocabulary import Vocabulary

# The keys of items whose ids a table names.
_TABLES: dict[str, Table] = {"actor": "actor", "actors": "actor", "topic": "topic", "place": "place"}
_CODES = ("role", "stance", "result", "confidence", "status")


class Spelling(Struct, frozen=True):
    """How items are spelled: in a language, or with their texts in `both`; items are as JSON has them."""

    vocabulary: Vocabulary
    lang: Lang
    both: bool = False

    def item(self, item: Any) -> str:
        """An item without its sources."""
        if not isinstance(item, dict):
            return str(item)
        if "count" in item:
            return attended(item["count"], item["of"], self.lang, at_least=item.get("at_least", False))
        parts = (self._part(key, value) for key, value in item.items() if key != "sources")
        return " · ".join(part for part in parts if part)

    def _part(self, key: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, dict):
            said = Text(**value)
            return " / ".join(text for _, text in said.both()) if self.both else said.lang(self.lang)
        if table := _TABLES.get(key):
            return named(self.vocabulary, table, value if isinstance(value, list | tuple) else [value], self.lang)
        if key in ("date", "as_of"):
            return date_in_full(str(value), self.lang)
        if key in ("yes", "no", "abstain"):
            return f"{label(key, self.lang)} {value}"
        return label(str(value), self.lang) if key in _CODES else str(value)
