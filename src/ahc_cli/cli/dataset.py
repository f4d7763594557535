"""`ahc validate` and `ahc schema`: the errors of a dataset, and what a dataset looks like."""

from typing import Annotated

import msgspec

from ahc_cli.cli.options import Options, argument
from ahc_cli.cli.output import write_answer, write_output
from ahc_cli.cli.terminal import stdin
from ahc_cli.data import check
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext
from ahc_cli.model.text import inert
from ahc_cli.out import Line, Page, Span


class _Options(Options, frozen=True):
    without = ("as_of", "color")


def validate(options: _Options, file: Annotated[str | None, argument()] = None) -> int:
    """Check a dataset and show where its errors are."""
    if file is not None and options.data is not None:
        raise UsageError(_("give either FILE or --data, not both"))
    name = options.data_name if file is None else file
    problems, events = check.check(name, stdin)
    shown = {"bundled": _("bundled"), "-": _("standard input")}.get(name, name)
    valid = ngettext("{name}: valid, {n} event", "{name}: valid, {n} events", events, name=shown)
    said = [f"{shown}:{problem}" for problem in problems] or [valid]
    lines = [Line((Span(inert(line)),), "chart", indent=0) for line in said]
    write_answer(options, Page(records=problems, page=lambda _screen: lines, formats=("table", "json", "ndjson")))
    return int(bool(problems))


def schema() -> int:
    """Print the JSON Schema of a dataset."""
    write_output([msgspec.json.format(msgspec.json.encode(check.schema()), indent=2), b"\n"])
    return 0
