"""`ahc validate` and `ahc schema`: the errors of a dataset, and what a dataset looks like."""

from typing import Annotated

import msgspec

from ahc_cli.answer.reports import Faults
from ahc_cli.cli.options import Options, argument
from ahc_cli.cli.output import write_answer, write_output
from ahc_cli.cli.terminal import stdin
from ahc_cli.data import check
from ahc_cli.errors import UsageError
from ahc_cli.messages import _

File = Annotated[str | None, argument("[FILE]", "The dataset; - is standard input.")]


class _Options(Options, frozen=True):
    without = ("as_of", "color")


def validate(options: _Options, file: File = None) -> int:
    """Check a dataset and show where its errors are.

    Show the first error of each record, up to 1000 errors. Without FILE, check the dataset in AHC_DATA, or else the
    bundled one. The exit status is 0 if it is valid, 1 if not, 3 if it cannot be read.

    \b
    Examples:
      ahc validate
      ahc validate --json
      ahc list --json | ahc validate -
    """
    if file is not None and options.data is not None:
        raise UsageError(_("give either FILE or --data, not both"))
    name = options.data_name if file is None else file
    problems, events = check.check(name, stdin)
    shown = {"bundled": _("bundled"), "-": _("standard input")}.get(name, name)
    write_answer(options, Faults(shown, events, problems))
    return int(bool(problems))


def schema() -> int:
    """Print the JSON Schema of a dataset.

    Datasets, arrays of events and the JSON output of whole events are valid against it. 'ahc validate' also checks
    what a schema cannot: that dates exist, and that every id a dataset uses is defined.

    \b
    Examples:
      ahc schema
      ahc schema > dataset.schema.json
      ahc list --json > events.json
    """
    write_output([msgspec.json.format(msgspec.json.encode(check.schema()), indent=2), b"\n"])
    return 0
