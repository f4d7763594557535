"""Days as places on an axis, and the names it has room for."""

from datetime import date

import pytest
from pictures import FEBRUARY
from small import event

from ahc_cli.render.axis import Axis, Span, axis_of, scale


@pytest.mark.parametrize(
    ("dates", "axis"),
    [
        pytest.param(["2022-02-28"], ("2022-02-01", "2022-02-28"), id="whole months"),
        pytest.param(["2022-02-28", "2023"], ("2022-02-01", "2023-12-31"), id="all that is known"),
        pytest.param(["2022-02-28/.."], ("2022-02-01", "2022-03-31"), id="room for an open end"),
        pytest.param(["../2022-02-28"], ("2022-01-01", "2022-02-28"), id="room for an open beginning"),
        pytest.param(["0001", "9999/.."], ("0001-01-01", "9999-12-31"), id="all days there are"),
    ],
)
def test_an_axis_holds_all_known_days_in_whole_months(dates: list[str], axis: tuple[str, str]) -> None:
    found = axis_of([event(f"e{n}", date=given) for n, given in enumerate(dates)])
    assert (date.fromordinal(found.first).isoformat(), date.fromordinal(found.last).isoformat()) == axis


@pytest.mark.parametrize(
    ("given", "span"),
    [
        pytest.param("2022-02-08/2022-02-14", Span(0.25, 0.5), id="until the end of its last day"),
        pytest.param("2022-02-15/..", Span(0.5, 1.0), id="open to the right"),
        pytest.param("../2022-02-14", Span(0.0, 0.5), id="open to the left"),
    ],
)
def test_a_span_takes_all_its_days(given: str, span: Span) -> None:
    assert FEBRUARY.span(event(date=given)) == span


@pytest.mark.parametrize(
    ("first", "last", "cells_", "major", "minor"),
    [
        pytest.param("2022-02-01", "2022-02-28", 70, "Feb 2022", "1 8 15 22", id="a month"),
        pytest.param(
            "2022-01-01",
            "2022-12-31",
            70,
            "2022",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            id="a year",
        ),
        pytest.param("2022-01-01", "2023-12-31", 70, "2022 2023", "Jan Apr Jul Oct Jan Apr Jul Oct", id="two years"),
        pytest.param("2019-06-01", "2023-12-31", 40, "2019 2020 2021 2022 2023", "", id="years"),
        pytest.param("2019-11-01", "2023-12-31", 30, "2020 2021 2022 2023", "", id="a year too short for its name"),
        pytest.param("2018-01-01", "2023-12-31", 20, "2018 2020 2022", "", id="every other year"),
        pytest.param("1801-01-01", "2023-12-31", 40, "1801 1850 1900 1950 2000", "", id="centuries"),
    ],
)
def test_an_axis_names_what_it_has_room_for(first: str, last: str, cells_: int, major: str, minor: str) -> None:
    axis = Axis(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
    found = scale(axis, cells_, "en")
    assert " ".join(tick.label for tick in found.major) == major
    assert " ".join(tick.label for tick in found.minor) == minor
