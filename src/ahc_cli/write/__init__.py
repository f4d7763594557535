"""The formats other than a drawing, a module each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ahc_cli.answer import Format, Piece, Rows, Screen
from ahc_cli.answer.card import Cards
from ahc_cli.answer.names import Sources
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
        case "md" if isinstance(answer, Cards):
            from ahc_cli.write import card_md

            return card_md.write(answer, screen)
        case "csl" if isinstance(answer, Sources):
            from ahc_cli.write import csl

            return json.write_items(csl.csl_items(answer), screen)
        case "ics":
            return _calendar(answer, screen)
        case "svg":
            return _picture(answer, screen)
    raise TypeError(name)


def _calendar(answer: "Answer", screen: Screen) -> Iterator[Piece]:
    from ahc_cli.answer.card import Cards
    from ahc_cli.answer.events import Events
    from ahc_cli.write import ics

    if not isinstance(answer, Events | Cards):
        raise TypeError(answer)
    events = (record for record in answer.records if isinstance(record, Event))
    return ics.write(events, answer.vocabulary, answer.edition, screen.lang)


def _picture(answer: "Answer", screen: Screen) -> Iterator[Piece]:
    from ahc_cli.answer.timeline import Timeline
    from ahc_cli.write import svg

    if not isinstance(answer, Timeline):
        raise TypeError(answer)
    return svg.write(answer, screen)
