"""`ahc actors`, `topics`, `places` and `sources`: the vocabularies, with counts."""

from typing import Annotated

import typer

from ahc_cli.answer.events import pick
from ahc_cli.answer.names import ACTOR_COLUMNS, COLUMNS, SOURCE_COLUMNS, Names, Sources, names_with, sources_with
from ahc_cli.cli.options import Options, RowOptions, Where, with_options
from ahc_cli.cli.output import check_format, reply
from ahc_cli.model.records import Table
from ahc_cli.model.text import fold, shown_of

Text = Annotated[
    list[str] | None, typer.Argument(metavar="[TEXT]", show_default=False, help="Only names that contain this text.")
]


@with_options(rows=RowOptions, options=Options)
def actors(rows: RowOptions, options: Options, text: Text = None) -> int:
    """List actors with their other names.

    The last figure is the number of events with the actor.

    \b
    Examples:
      ahc actors
      ahc actors watch
      ahc actors 俄罗斯 --json
    """
    return _answer("actor", rows, options, text)


@with_options(rows=RowOptions, options=Options)
def topics(rows: RowOptions, options: Options, text: Text = None) -> int:
    """List topics with their other names.

    The last figure is the number of events with the topic.

    \b
    Examples:
      ahc topics
      ahc topics offences
      ahc topics 保障 --json
    """
    return _answer("topic", rows, options, text)


@with_options(rows=RowOptions, options=Options)
def places(rows: RowOptions, options: Options, text: Text = None) -> int:
    """List places with their other names.

    The last figure is the number of events at the place.

    \b
    Examples:
      ahc places
      ahc places york
      ahc places --json
    """
    return _answer("place", rows, options, text)


@with_options(rows=RowOptions, options=Options)
def sources(rows: RowOptions, options: Options, text: Text = None, where: Where = None) -> int:
    """List sources with their addresses.

    The last figure is the number of events that cite the source; with -w only events that match the query count.

    \b
    Examples:
      ahc sources unodc
      ahc sources -w session-4 -f csv
      ahc sources --sort date -r -n 5
    """
    check_format(options.format_name, Sources.formats)
    question = options.ask([where] if where else None)
    found = sources_with(" ".join(text or ()), question)
    answer = Sources(
        records=rows.arrange(found, SOURCE_COLUMNS, options.language),
        columns=pick(SOURCE_COLUMNS, rows.fields),
        vocabulary=options.dataset.vocabulary,
        chosen=rows.fields is not None,
    )
    return reply(options, answer, shown_of(answer.records, found, "source"), missed=not found)


def _answer(table: Table, rows: RowOptions, options: Options, text: list[str] | None) -> int:
    check_format(options.format_name, Names.formats)
    lang, columns = options.language, ACTOR_COLUMNS if table == "actor" else COLUMNS
    found = names_with(" ".join(text or ()), table, options.dataset)
    found.sort(key=lambda name: fold(name.name.lang(lang)))
    answer = Names(
        records=rows.arrange(found, columns, lang),
        columns=pick(columns, rows.fields),
        vocabulary=options.dataset.vocabulary,
        chosen=rows.fields is not None,
    )
    return reply(options, answer, shown_of(answer.records, found, table), missed=not found)
