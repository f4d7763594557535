"""Draws answers made of the small dataset."""

from typing import Any

from small import screen

from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Finder
from ahc_cli.data.load import Dataset
from ahc_cli.draw import draw


def drawn(answer: Any, *args: Any, **given: Any) -> str:
    """Draw an answer on a screen of 80 columns, or as given."""
    return "".join(draw(answer, screen(*args, **given)))


def cards(dataset: Dataset, *ids: str) -> Cards:
    """Make the cards of some ids."""
    events = tuple(dataset.events)
    return Cards(Finder(dataset).find_all(ids), events, dataset.vocabulary, dataset.edition)
