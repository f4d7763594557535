"""`ahc search`: full text in both languages, the best matches first."""

from collections.abc import Sequence
from typing import Annotated

import typer

from ahc_cli.answer.events import SORTABLE, Hits, event_columns, split_names
from ahc_cli.ask.question import ask, near_words
from ahc_cli.ask.search import search as find
from ahc_cli.ask.search import split_words
from ahc_cli.ask.terms import Word
from ahc_cli.cli.options import Options, RowOptions, Where, with_options
from ahc_cli.cli.output import check_format, reply, write_error
from ahc_cli.data.load import Dataset
from ahc_cli.model.fields import FIELDS, order
from ahc_cli.model.text import fold, plural


@with_options(rows=RowOptions, options=Options)
def search(
    rows: RowOptions,
    options: Options,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Words that must all be found.")],
    where: Where = None,
) -> int:
    """Search all texts and rank the matches.

    English and Chinese are searched at once. A name finds everything with that name, in either language. Quote a
    phrase twice to keep its words together.

    \b
    Examples:
      ahc search surveillance
      ahc search 俄罗斯 -w kind:session
      ahc search '"article 42"' --json
    """
    check_format(options.format_name, Hits.formats)
    columns = event_columns(rows.fields)
    typed = " ".join(text)
    words = split_words(typed)
    dataset = options.dataset
    events = dataset.events if where is None else ask(dataset, where, options.today).events()
    found = find(events, words, dataset.vocabulary)
    if rows.sort:
        found.sort(key=order(split_names(rows.sort, SORTABLE)[0]))
    if not found and not options.quiet:
        write_error(f"ahc: nothing found for '{typed}'{_remedy(words, dataset, where)}")
    answer = Hits(
        records=rows.cut(found),
        columns=columns,
        vocabulary=dataset.vocabulary,
        chosen=rows.fields is not None,
        edition=dataset.edition,
        text=fold(typed),
    )
    return reply(options, answer, plural(len(answer.records), "event") if found else "", missed=not found)


def _remedy(words: Sequence[Word], dataset: Dataset, where: str | None) -> str:
    """Say what to try when nothing was found, as the end of a message."""
    for word in words:
        field, colon, _ = word.text.partition(":")
        if colon and field in FIELDS:
            return f"; give a condition with -w: -w {word.text}"
    missing, near = near_words(words, dataset)
    if near:
        return f"; near: {', '.join(near)}"
    scattered = not missing and len(words) > 1 and where is None
    return "; each word is found, but no event contains all of them" if scattered else ""
