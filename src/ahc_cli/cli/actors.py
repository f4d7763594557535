"""`ahc actors`: who is in the data, under which names."""

from ahc_cli.cli.listing import Search, list_vocabulary
from ahc_cli.cli.options import Asked, Rows, sharing


@sharing(Rows, Asked)
def actors(rows: Rows, asked: Asked, text: Search = None) -> int:
    """List the actors and their other names.

    Beside each stands the number of events that it is in.

    \b
    Examples:
      ahc actors
      ahc actors watch
      ahc actors 俄罗斯 --json
    """
    return list_vocabulary("actor", " ".join(text or ()), rows, asked)
