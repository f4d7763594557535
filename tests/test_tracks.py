"""The lanes of a picture, and how events share them."""

from typing import get_args

import pytest
from pictures import FEBRUARY
from small import event

from ahc_cli.models import Kind
from ahc_cli.render.axis import Span
from ahc_cli.render.tracks import LANE_OF, Box, Placed, cells, counts, is_vague, pack


def test_every_kind_has_a_lane() -> None:
    assert set(LANE_OF) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("span", "taken"),
    [
        pytest.param(Span(0.0, 1.0), (0, 10), id="all"),
        pytest.param(Span(0.52, 0.521), (5, 6), id="at least one"),
        pytest.param(Span(0.99, 1.0), (9, 10), id="the last"),
        pytest.param(Span(0.96, 1.0), (9, 10), id="never beyond"),
    ],
)
def test_a_span_takes_whole_columns(span: Span, taken: tuple[int, int]) -> None:
    assert cells(span, 10) == taken


@pytest.mark.parametrize(
    ("boxes", "placed"),
    [
        pytest.param([Box(0, 1, 4), Box(10, 11, 4)], ([Placed(0, 2), Placed(0, 12)], 1), id="side by side"),
        pytest.param([Box(0, 1, 4), Box(3, 4, 4)], ([Placed(0, 2), Placed(1, 5)], 2), id="on the next track"),
        pytest.param([Box(18, 19, 4)], ([Placed(0, 13)], 1), id="left of its mark near the edge"),
        pytest.param([Box(9, 10, 15)], ([Placed(0, 5, below=True)], 2), id="below its mark"),
        pytest.param([Box(0, 1), Box(3, 4)], ([Placed(0, 2), Placed(0, 5)], 1), id="without labels"),
        pytest.param([Box(0, 1, 4)] * 4, None, id="too many"),
    ],
)
def test_each_event_finds_room_beside_the_others(boxes: list[Box], placed: object) -> None:
    assert pack(boxes, 20, 1, 3) == placed


@pytest.mark.parametrize(
    ("given", "vague"),
    [
        pytest.param({"date": "2022-05-01/2022-05-04", "kind": "session"}, False, id="a meeting lasts"),
        pytest.param({"date": "2022-05", "kind": "session"}, True, id="a meeting in a month"),
        pytest.param({"date": "2022-05-01", "kind": "letter"}, False, id="a letter of a day"),
        pytest.param({"date": "2022-05-01/2022-05-04", "kind": "letter"}, True, id="a letter of one day of several"),
    ],
)
def test_an_event_is_vague_if_it_lies_somewhere_in_its_span(given: dict[str, str], vague: bool) -> None:
    assert is_vague(event(**given)) is vague


def test_counts_are_of_the_events_that_touch_a_column() -> None:
    events = [
        event("a", date="2022-02-01/2022-02-14"),
        event("b", date="2022-02-14", status="scheduled"),
        event("c", date="2022-02-08"),
    ]
    assert counts(events, FEBRUARY, 4) == {
        ("session", "happened"): [1, 2, 0, 0],
        ("session", "scheduled"): [0, 1, 0, 0],
    }
