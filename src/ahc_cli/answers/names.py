"""The entries of the tables: `ahc actors`, `topics`, `places` and `sources`."""

from functools import partial

from msgspec.structs import replace

from ahc_cli.answers.remarks import number_of_names, of_names
from ahc_cli.messages import _
from ahc_cli.model.records import Table
from ahc_cli.model.text import check_length
from ahc_cli.query.context import Context
from ahc_cli.query.question import asked
from ahc_cli.query.request import Request
from ahc_cli.render import Answer
from ahc_cli.show.names import entries_with, entry_getters, entry_table


def _names(table: Table, request: Request, context: Context) -> Answer:
    """List the entries of a table: those of most events first, and sources in their order."""
    text = request.text
    check_length(text)
    question = asked(replace(request, words=()), context)
    entries = list(entries_with(text, table, question))
    if table != "source":
        entries.sort(key=lambda entry: (-entry["count"], entry["id"]))
    hint = _("for those of an event: ahc {table}s -w {text}", table=table, text=text)
    said = of_names(
        context,
        len(entries),
        number_of_names(len(entries), table),
        lambda: [hint] if text and not entries else [],
    )
    return Answer(
        records=entries,
        table=lambda _answer, screen: entry_table(table, screen),
        getters=entry_getters(table),
        **said,
    )


actors = partial(_names, "actor")
topics = partial(_names, "topic")
places = partial(_names, "place")
sources = partial(_names, "source")
