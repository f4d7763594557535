"""`ahc schema`: the JSON Schema of a dataset."""

import msgspec

from ahc_cli.cli.output import write_output
from ahc_cli.data.schema import schema as dataset_schema


def schema() -> int:
    """Print the JSON Schema of a dataset.

    Documents and arrays of events satisfy it, and so does every answer of whole events. 'ahc validate' also checks
    what a schema cannot say: that ids are known and dates exist.

    \b
    Examples:
      ahc schema
      ahc schema > dataset.schema.json
      ahc list --json > events.json
    """
    write_output([msgspec.json.format(msgspec.json.encode(dataset_schema()), indent=2), b"\n"])
    return 0
