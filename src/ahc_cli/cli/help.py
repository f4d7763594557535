"""`ahc help`: the query language, dates, formats, exit codes and the data."""

from typing import Annotated

import typer

from ahc_cli.cli.app import COMMANDS
from ahc_cli.cli.output import write_output
from ahc_cli.cli.pages import TOPICS, page, wrap
from ahc_cli.cli.terminal import width
from ahc_cli.errors import UsageError
from ahc_cli.model.vocabulary import did_you_mean

_NARROWEST, _WIDEST = 20, 80


def help_(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            show_default=False,
            help=", ".join(TOPICS),
            autocompletion=lambda incomplete: [name for name in TOPICS if name.startswith(incomplete)],
        ),
    ] = None,
) -> int:
    """Explain queries, dates, formats and the data.

    \b
    Examples:
      ahc help query
      ahc help dates
      ahc help exit-codes
    """
    cells = min(max(width(), _NARROWEST), _WIDEST)
    if topic is None:
        topics = "\n".join(f"  {name:<12}{about}" for name, about in TOPICS.items())
        text = wrap(
            f"Usage: ahc help TOPIC\n\n{topics}\n\n'ahc help COMMAND' shows the options of a command.\n", cells
        )
    elif topic in TOPICS:
        text = page(topic, cells)
    else:
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        raise UsageError(f"no help for '{topic}'{near}", f"topics: {', '.join(TOPICS)}")
    write_output([text])
    return 0
