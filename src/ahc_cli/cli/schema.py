"""`ahc schema`: the JSON Schema of a dataset."""

import msgspec

from ahc_cli import schema as schemas
from ahc_cli.cli.output import write


def schema() -> int:
    """Print the JSON Schema of a dataset.

    It is satisfied by documents, by arrays of events, and so by every answer made of whole events. What no
    schema can say, as that ids are known and dates exist, 'ahc validate' checks.

    \b
    Examples:
      ahc schema
      ahc schema > dataset.schema.json
      ahc list --json > events.json
    """
    write([msgspec.json.format(msgspec.json.encode(schemas.schema()), indent=2), b"\n"])
    return 0
