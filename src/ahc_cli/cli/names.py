"""Names: `ahc actors`, `topics`, `places` and `sources`."""

from functools import partial
from operator import itemgetter
from typing import Annotated

from msgspec.structs import replace
from typer import Argument

from ahc_cli.cli.answers import row_answer
from ahc_cli.cli.options import RowOptions, Texts, Where
from ahc_cli.cli.reply import Reply, number_of_entries
from ahc_cli.cli.session import Session
from ahc_cli.messages import _
from ahc_cli.model.records import Table
from ahc_cli.show.names import entries_with, entry_getters, entry_table


def _names(
    table: Table,
    session: Session[RowOptions],
    text: Annotated[Texts, Argument()] = None,
    where: Where = None,
) -> Reply:
    """List the entries of a table: names by id, and sources in their order."""
    typed = " ".join(text or ())
    entries = list(entries_with(typed, table, session.ask([where or ""])))
    if table != "source":
        entries.sort(key=itemgetter("id"))
    hint = ""
    if typed and not entries:
        hint = _("for those of an event: ahc {table}s -w {text}", table=table, text=typed)
    drawn = entry_table(table, session.screen)
    answer = row_answer(session, entries, entry_getters(table), drawn)
    return Reply(
        session=session,
        answer=replace(answer, formats=(*answer.formats, "csl")) if table == "source" else answer,
        found=len(entries),
        total=number_of_entries(len(entries), table),
        remarks=(hint,),
        counts_hidden=True,
    )


actors = partial(_names, "actor")
topics = partial(_names, "topic")
places = partial(_names, "place")
sources = partial(_names, "source")
