"""`ahc show`: everything about events, actors, topics, places and sources."""

from typing import Annotated

import typer

from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Finder
from ahc_cli.ask.standing import standing
from ahc_cli.cli import completion
from ahc_cli.cli.options import Options, with_options
from ahc_cli.cli.output import check_format, reply


@with_options(options=Options)
def show(
    options: Options,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="An id, symbol, name or the start of an id.", autocompletion=completion.everything
        ),
    ],
) -> int:
    """Show everything about an event or a name.

    The name may be an actor, topic, place or source, the convention or an article of it; a document symbol shows its
    event. The first words of an id are enough if nothing else starts with them.

    \b
    Examples:
      ahc show session-4
      ahc show china
      ahc show A/RES/74/247
    """
    dataset = options.dataset.in_memory()
    finder = Finder(dataset)
    later = Finder(options.load()) if options.as_of_day else None
    found = finder.find_all(ids, later, options.as_of_day)
    has_instrument = dataset.whole and dataset.vocabulary.instrument is not None
    now = standing(dataset, options.today) if has_instrument else None
    answer = Cards(found, tuple(dataset.events), dataset.vocabulary, dataset.edition, now)
    check_format(options.format_name, answer.formats)
    return reply(options, answer)
