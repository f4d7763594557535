"""`ahc status`: where the convention stands."""

from typing import Annotated

import typer
from msgspec.structs import replace

from ahc_cli.answer.status import Status
from ahc_cli.ask.standing import standing
from ahc_cli.cli.options import Options, with_options
from ahc_cli.cli.output import check_format, write_answer


@with_options(options=Options)
def status(
    options: Options,
    day: Annotated[
        list[str] | None, typer.Argument(metavar="[DATE]", show_default=False, help="The same as --as-of DATE.")
    ] = None,
) -> int:
    """Show where the convention stands, today or as of a day.

    Every figure has its sources. Deposits of instruments of ratification, national approvals and reported totals are
    kept apart.

    \b
    Examples:
      ahc status
      ahc status 2023-05
      ahc status --json
    """
    check_format(options.format_name, Status.formats)
    if day:
        options = replace(options, as_of=" ".join(day))
    write_answer(options, Status(standing(options.dataset, options.today)))
    return 0
