"""The formats other than a drawing; their modules are imported when they are used."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ahc_cli.answer import Format, Piece, Rows, Screen

if TYPE_CHECKING:
    from ahc_cli.answer import Answer


def write(answer: "Answer", name: Format, screen: Screen) -> Iterator[Piece]:
    """Write an answer in a format; TypeError if the format does not fit it."""
    from ahc_cli.write import json

    match name:
        case "json":
            return json.write(answer, screen)
        case "ndjson":
            return json.write_lines(answer, screen)
        case "tsv" | "csv" | "md" | "ids" if isinstance(answer, Rows):
            from ahc_cli.write import rows

            return rows.write(answer, name, screen)

    from ahc_cli.answer.card import Cards
    from ahc_cli.answer.events import Events
    from ahc_cli.answer.names import Sources
    from ahc_cli.answer.timeline import Timeline

    if name == "md" and isinstance(answer, Cards):
        from ahc_cli.write import card_md

        return card_md.write(answer, screen)
    if name == "csl" and isinstance(answer, Sources):
        return json.write_csl(answer, screen)
    if name == "ics" and isinstance(answer, Events | Cards):
        from ahc_cli.write import ics

        return ics.write(answer, screen)
    if name == "svg" and isinstance(answer, Timeline):
        from ahc_cli.write import svg

        return svg.write(answer, screen)
    raise TypeError(name)
