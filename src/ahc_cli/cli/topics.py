"""`ahc topics`: what it was about, under which names."""

from ahc_cli.cli.listing import Search, list_vocabulary
from ahc_cli.cli.options import Asked, Rows, sharing


@sharing(Rows, Asked)
def topics(rows: Rows, asked: Asked, text: Search = None) -> int:
    """List the topics and their other names.

    Beside each stands the number of events that it is in.

    \b
    Examples:
      ahc topics
      ahc topics offences
      ahc topics 保障 --json
    """
    return list_vocabulary("topic", " ".join(text or ()), rows, asked)
