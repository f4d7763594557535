"""`ahc actors`, `topics`, `places` and `sources`: the vocabularies, with counts."""

from typing import Annotated

from ahc_cli.answer import Column
from ahc_cli.answer.names import ACTOR_COLUMNS, COLUMNS, SOURCE_COLUMNS, Name, Names, Sources, names_with, sources_with
from ahc_cli.cli.options import Options, RowOptions, Texts, Where, argument, with_options
from ahc_cli.cli.output import reply
from ahc_cli.messages import spoken
from ahc_cli.model.records import Table
from ahc_cli.model.text import fold, shown_of

Text = Annotated[Texts, argument("[TEXT]", "Only names that contain this text.")]


@with_options(Names.formats, rows=RowOptions)
def actors(rows: RowOptions, options: Options, text: Text = None) -> int:
    """List actors with their other names.

    The last figure is the number of events with the actor.

    \b
    Examples:
      ahc actors
      ahc actors watch
      ahc actors 俄罗斯 --json
    """
    return _answer("actor", ACTOR_COLUMNS, rows, options, text)


@with_options(Names.formats, rows=RowOptions)
def topics(rows: RowOptions, options: Options, text: Text = None) -> int:
    """List topics with their other names.

    The last figure is the number of events with the topic.

    \b
    Examples:
      ahc topics
      ahc topics offences
      ahc topics 保障 --json
    """
    return _answer("topic", COLUMNS, rows, options, text)


@with_options(Names.formats, rows=RowOptions)
def places(rows: RowOptions, options: Options, text: Text = None) -> int:
    """List places with their other names.

    The last figure is the number of events at the place.

    \b
    Examples:
      ahc places
      ahc places york
      ahc places --json
    """
    return _answer("place", COLUMNS, rows, options, text)


@with_options(Sources.formats, rows=RowOptions)
def sources(rows: RowOptions, options: Options, text: Text = None, where: Where = None) -> int:
    """List sources with their addresses.

    The last figure is the number of events that cite the source; with -w only events that match the query count.

    \b
    Examples:
      ahc sources unodc
      ahc sources -w session-4 -f csv
      ahc sources --sort date -r -n 5
    """
    found = sources_with(" ".join(text or ()), options.ask([where] if where else None))
    answer = Sources(**rows.of(found, SOURCE_COLUMNS, options))
    return reply(options, answer, shown_of(answer.records, found, "source"), missed=not found)


def _answer(
    table: Table, columns: tuple[Column[Name], ...], rows: RowOptions, options: Options, text: list[str] | None
) -> int:
    found = names_with(" ".join(text or ()), table, options.dataset)
    found.sort(key=lambda name: fold(name.name.lang(spoken())))
    answer = Names(**rows.of(found, columns, options))
    return reply(options, answer, shown_of(answer.records, found, table), missed=not found)
