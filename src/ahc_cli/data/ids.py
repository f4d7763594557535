"""Checks ids and the references to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ahc_cli.messages import _, spoken
from ahc_cli.model.records import ID, RESERVED, Path, Record
from ahc_cli.model.vocabulary import Vocabulary, did_you_mean, references_of
from ahc_cli.model.words import heading

TABLES = tuple(name for name in Vocabulary.__struct_fields__ if name != "instrument")
# Among more ids than these, looking for near ones takes too long.
_MOST_COMPARED = 5000


class IdCheck:
    """Checks that ids are used once and, in a document, that references are known."""

    def __init__(self, known: Mapping[str, AbstractSet[str]] | None = None) -> None:
        """Take the ids of the tables and events of a document; without them, references are not checked."""
        self._known = known or {}
        self._used = set(RESERVED)

    def add(self, id_: str) -> str | None:
        """Add the id of a record, and return what is wrong with it."""
        if not are_ids([id_]):
            return _("'{id}' is not an id; use lower-case letters, digits and hyphens, starting with a letter", id=id_)
        if self.add_all([id_]):
            return None
        return _("'{id}' is reserved", id=id_) if id_ in RESERVED else _("'{id}' is used twice", id=id_)

    def add_all(self, ids: Sequence[str]) -> bool:
        """Add the ids of records if all are new, and return whether they are."""
        new = set(ids)
        if len(new) < len(ids) or not self._used.isdisjoint(new):
            return False
        self._used |= new
        return True

    def unknown(self, record: Record) -> Iterator[tuple[Path, str]]:
        """Yield the references of an event, a topic or a document itself that are unknown, as path and message."""
        for table, id_, path in references_of(record):
            known = self._known.get(f"{table}s")
            if known is not None and id_ not in known:
                near = did_you_mean(id_, known) if len(known) <= _MOST_COMPARED else ""
                kind = heading(table, "zh") if spoken() == "zh" else table
                yield path, _("unknown {table} '{id}'{near}", table=kind, id=id_, near=near)


def are_ids(texts: Sequence[str]) -> bool:
    """Whether all texts are ids; they are matched together, which is quicker than one after the other."""
    lines = "\n".join([*texts, ""])
    return re.fullmatch(f"(?:{ID}\n)*", lines) is not None and lines.count("\n") == len(texts)
