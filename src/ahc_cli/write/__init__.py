"""The formats other than a drawing, a module each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ahc_cli.answer import Format, Piece, Rows, Screen
from ahc_cli.model.records import Event

if TYPE_CHECKING:
    from ahc_cli.answer import Answer


def write(answer: "Answer", name: Format, screen: Screen) -> Iterator[Piece]:
    """Write an answer in a format that fits it; modules are imported when they are used."""
    from ahc_cli.write import json

    match name:
        case "json":
            return json.write(answer, screen)
        case "ndjson":
            return json.write_lines(answer, screen)
        case "tsv" if isinstance(answer, Rows):
            from ahc_cli.write import tsv

            return tsv.write(answer, screen)
        case "csv" if isinstance(answer, Rows):
            from ahc_cli.write import csv

            return csv.write(answer, screen)
        case "md" if isinstance(answer, Rows):
            from ahc_cli.write import md

            return md.write(answer, screen)
        case "ids" if isinstance(answer, Rows):
            from ahc_cli.write import ids

            return ids.write(answer, screen)
    return _write_other(answer, name, screen)


def _write_other(answer: "Answer", name: Format, screen: Screen) -> Iterator[Piece]:
    from ahc_cli.answer.card import Cards
    from ahc_cli.answer.events import Events
    from ahc_cli.answer.names import Sources
    from ahc_cli.answer.timeline import Timeline
    from ahc_cli.write import card_md, csl, json

    match name:
        case "md" if isinstance(answer, Cards):
            return card_md.write(answer, screen)
        case "csl" if isinstance(answer, Sources):
            return json.write_items(csl.csl_items(answer), screen)
        case "ics" if isinstance(answer, Events | Cards):
            from ahc_cli.write import ics

            events = (record for record in answer.records if isinstance(record, Event))
            return ics.write(events, answer.vocabulary, answer.edition, screen.lang)
        case "svg" if isinstance(answer, Timeline):
            from ahc_cli.write import svg

            return svg.write(answer, screen)
    raise TypeError(name)
