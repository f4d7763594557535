"""`ahc actors`, `topics`, `places` and `sources`: the vocabularies, with counts."""

from collections.abc import Callable
from typing import Annotated

from ahc_cli.cli.options import RowOptions, Texts, Where, argument
from ahc_cli.cli.output import reply
from ahc_cli.messages import ngettext, spoken
from ahc_cli.model.records import Table
from ahc_cli.model.text import fold
from ahc_cli.out import ROW_FORMATS
from ahc_cli.show.names import NAME_COLUMNS, SOURCE_COLUMNS, name_table, names_with, source_table, sources_with

Text = Annotated[Texts, argument()]


def _command(table: Table) -> Callable[..., int]:
    """Return the command that lists a table."""

    def command(options: RowOptions, text: Text = None) -> int:
        """List names and aliases."""
        found = names_with(" ".join(text or ()), table, options.dataset)
        # In a table by name; in other formats by id, so that the order does not depend on the language.
        in_table = options.format_for(ROW_FORMATS) == "table"
        found.sort(key=lambda name: fold(name.name.lang(spoken())) if in_table else name.id)
        columns = tuple(each for each in NAME_COLUMNS if table == "actor" or each.name not in ("short", "kind"))
        answer = options.rows(found, columns, name_table())
        totals = {
            "actor": ngettext("{n} actor", "{n} actors", len(found)),
            "topic": ngettext("{n} topic", "{n} topics", len(found)),
            "place": ngettext("{n} place", "{n} places", len(found)),
        }
        return reply(options, answer, totals[table], found=found)

    return command


actors, topics, places = _command("actor"), _command("topic"), _command("place")


def sources(options: RowOptions, text: Text = None, where: Where = None) -> int:
    """List sources with their addresses."""
    formats = (*ROW_FORMATS, "csl")
    typed, question = " ".join(text or ()), options.ask([where] if where else None)
    found = sources_with(typed, question)
    answer = options.rows(found, SOURCE_COLUMNS, source_table(options.screen), formats=formats)
    total = ngettext("{n} source", "{n} sources", len(found))
    return reply(options, answer, total, found=found)
