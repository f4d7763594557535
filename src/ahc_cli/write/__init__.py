"""The formats other than a drawing; their modules are imported when they are used."""

from collections.abc import Iterator
from typing import Any

from ahc_cli.answer import Format, Piece, Rows, Screen


def write(answer: Any, name: Format, screen: Screen) -> Iterator[Piece]:
    """Write an answer in a format that fits it."""
    from ahc_cli.write import json

    match name:
        case "json":
            return json.write(answer, screen)
        case "ndjson":
            return json.write_lines(answer, screen)
        case "csl":
            return json.write_csl(answer, screen)
        case "ics":
            from ahc_cli.write import ics

            return ics.write(answer, screen)
        case "svg":
            from ahc_cli.write import svg

            return svg.write(answer, screen)
        case "md" if not isinstance(answer, Rows):
            from ahc_cli.write import card_md

            return card_md.write(answer, screen)

    from ahc_cli.write import rows

    return rows.write(answer, name, screen)
