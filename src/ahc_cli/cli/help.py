"""`ahc help`: the query language, dates, formats, exit codes and the data, explained."""

from typing import Annotated

import typer

from ahc_cli.cli.output import write
from ahc_cli.cli.pages import TOPICS
from ahc_cli.errors import UsageError
from ahc_cli.vocabulary import did_you_mean


def _offers(incomplete: str) -> list[str]:
    return [name for name in TOPICS if name.startswith(incomplete)]


def help_(
    topic: Annotated[
        str | None,
        typer.Argument(metavar="[TOPIC]", show_default=False, help=", ".join(TOPICS), autocompletion=_offers),
    ] = None,
) -> int:
    """Explain queries, dates, formats, exit codes, the data.

    \b
    Examples:
      ahc help query
      ahc help dates
      ahc help exit-codes
    """
    if topic is None:
        lines = [f"  {name:<12}{page.about}" for name, page in TOPICS.items()]
        write(
            [
                "ahc help TOPIC, where TOPIC is one of:\n\n",
                "\n".join(lines),
                "\n\nahc COMMAND --help tells the options.\n",
            ]
        )
        return 0
    if topic not in TOPICS:
        raise UsageError(f"no help on '{topic}'{did_you_mean(topic, TOPICS)}", f"topics: {', '.join(TOPICS)}")
    write([TOPICS[topic].text()])
    return 0
