"""What `ahc actors` and `ahc topics` share: a vocabulary as a list."""

from collections import Counter
from typing import Annotated, Literal

import typer
from msgspec import Struct

from ahc_cli.cli.asking import arranged, row_answer, tell
from ahc_cli.cli.options import Asked, Rows
from ahc_cli.models import Actor, ActorKind, Place, Source, Text, Topic, tags
from ahc_cli.render import Column, check, columns
from ahc_cli.text import count_of, fold
from ahc_cli.vocabulary import names

Search = Annotated[
    list[str] | None, typer.Argument(metavar="[TEXT]", show_default=False, help="Only those with this in a name.")
]


class Listed(Struct, frozen=True, omit_defaults=True):
    """A record of a vocabulary, and the number of events it is in."""

    id: str
    name: Text
    aliases: tuple[str, ...]
    count: int
    kind: ActorKind | None = None
    iso: str | None = None
    short: Text | None = None


def list_vocabulary(table: Literal["actor", "topic"], text: str, rows: Rows, asked: Asked) -> int:
    """List the records of a table whose names hold a text; 1 if there is none."""
    check(asked.format_name, "rows")
    dataset = asked.dataset()
    counts = Counter(id_ for event in dataset.events for id_ in {id_ for of, id_, _ in tags(event) if of == table})
    wanted = fold(text)
    found = [
        _listed(id_, record, counts[id_])
        for id_, record in dataset.vocabulary.table(table).items()
        if not isinstance(record, Source | Place) and any(wanted in fold(name) for name in (id_, *names(record)))
    ]
    found.sort(key=lambda listed: fold(listed.name.lang(asked.language)))
    shown = tuple(column for column in _COLUMNS if table == "actor" or column.name not in ("kind", "short"))
    cut = arranged(rows, found, shown, asked.language)
    answer = row_answer(rows, cut, shown, dataset.vocabulary)
    return tell(asked, answer, count_of(len(answer.records), table), nothing=not found)


def _listed(id_: str, record: Actor | Topic, count: int) -> Listed:
    if isinstance(record, Actor):
        return Listed(id_, record.name, record.aliases, count, record.kind, record.iso, record.short)
    return Listed(id_, record.name, record.aliases, count)


_COLUMNS: tuple[Column, ...] = (
    columns.plain("id", "Id", "编号", lambda listed: listed.id),
    columns.plain("name", "Name", "名称", lambda listed: listed.name),
    columns.plain("short", "Short", "简称", lambda listed: listed.short),
    columns.plain("kind", "Kind", "类别", lambda listed: listed.kind),
    columns.plain("count", "Events", "事件数", lambda listed: listed.count),
    columns.plain("aliases", "Also", "别名", lambda listed: listed.aliases),
)
