"""`ahc help`: the query language, dates, formats, exit codes and the data, explained."""

from typing import Annotated

import typer

from ahc_cli.cli import COMMANDS
from ahc_cli.cli.options import width
from ahc_cli.cli.output import write
from ahc_cli.cli.pages import TOPICS, fitted
from ahc_cli.errors import UsageError
from ahc_cli.vocabulary import did_you_mean

_NARROWEST, _WIDEST = 20, 80


def _offers(incomplete: str) -> list[str]:
    return [name for name in TOPICS if name.startswith(incomplete)]


def help_(
    topic: Annotated[
        str | None,
        typer.Argument(metavar="[TOPIC]", show_default=False, help=", ".join(TOPICS), autocompletion=_offers),
    ] = None,
) -> int:
    """Explain queries, dates, formats, data.

    \b
    Examples:
      ahc help query
      ahc help dates
      ahc help exit-codes
    """
    if topic is None:
        about = "\n".join(f"  {name:<12}{page.about}" for name, page in TOPICS.items())
        text = f"ahc help TOPIC, where TOPIC is one of:\n\n{about}\n\nahc help COMMAND tells the options of one.\n"
    elif topic in TOPICS:
        text = TOPICS[topic].text()
    else:
        near = did_you_mean(topic, (*TOPICS, *COMMANDS))
        raise UsageError(f"no help on '{topic}'{near}", f"topics: {', '.join(TOPICS)}")
    write([fitted(text, min(max(width(), _NARROWEST), _WIDEST))])
    return 0
