"""How events are laid out on a time axis, whoever paints them."""

from datetime import date
from typing import get_args

import msgspec
import pytest
from draw.pictures import RECORD, in_columns, in_february
from small import event, screen

from ahc_cli.answer.timeline import LANE_OF, Axis, Timeline, axis_of, is_vague, spread, today_words
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Kind

FEBRUARY = Axis(date(2022, 2, 1), date(2022, 2, 28))


def axis(first, last):
    return Axis(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["2022-02-28"], axis("2022-02-01", "2022-02-28"), id="whole months"),
        pytest.param(["2022-02-28", "2023"], axis("2022-02-01", "2023-12-31"), id="all that is known"),
        pytest.param(["2022-02-28/.."], axis("2022-02-01", "2022-03-31"), id="room for an open end"),
        pytest.param(["../2022-02-28"], axis("2022-01-01", "2022-02-28"), id="room for an open start"),
        pytest.param(["1990", "2022/.."], axis("1990-01-01", "2025-03-31"), id="a tenth for an open end"),
        pytest.param(["0001", "9999/.."], axis("0001-01-01", "9999-12-31"), id="all days there are"),
    ],
)
def test_an_axis_has_all_known_days_in_whole_months(dates, expected):
    assert axis_of([event(date=text) for text in dates]) == expected


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("2022-02-08/2022-02-14", (0.25, 0.5), id="to the end of its last day"),
        pytest.param("2022-02-15/..", (0.5, 1.0), id="open to the right"),
        pytest.param("../2022-02-14", (0.0, 0.5), id="open to the left"),
    ],
)
def test_a_span_takes_all_its_days(text, span):
    assert FEBRUARY.span(event(date=text)) == span


@pytest.mark.parametrize(
    ("days", "cells", "major", "minor", "rules"),
    [
        pytest.param("2022-02-01/2022-02-28", 90, "Feb 2022", " ".join(map(str, range(1, 29))), 1, id="days"),
        pytest.param("2022-02-01/2022-02-28", 70, "Feb 2022", "1 8 15 22", 1, id="weeks"),
        pytest.param("2022-02-01/2022-04-30", 30, "Feb 2022 Mar 2022 Apr 2022", "", 3, id="months alone"),
        pytest.param(
            "2022-01-01/2022-12-31", 70, "2022", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", 12, id="a year"
        ),
        pytest.param("2022-01-01/2023-12-31", 70, "2022 2023", "Jan Apr Jul Oct Jan Apr Jul Oct", 2, id="quarters"),
        pytest.param("2019-06-01/2023-12-31", 40, "2019 2020 2021 2022 2023", "", 4, id="years"),
        pytest.param("2019-11-01/2023-12-31", 30, "2020 2021 2022 2023", "", 4, id="no room for the first year"),
        pytest.param("2018-01-01/2023-12-31", 20, "2018 2020 2022", "", 6, id="every other year"),
        pytest.param("2022-03-01/2022-09-30", 20, "2022", "Apr Jul", 2, id="a part of a year"),
        pytest.param("1801-01-01/2023-12-31", 40, "1801 1850 1900 1950 2000", "", 4, id="half centuries"),
        pytest.param("0001-01-01/9999-12-31", 20, "1 5000", "", 1, id="all years there are"),
    ],
)
def test_an_axis_names_what_it_has_room_for(days, cells, major, minor, rules):
    marked = axis(*days.split("/")).scale(cells, "en")
    assert " ".join(label for _, label in marked[0]) == major
    assert " ".join(label for _, label in marked[1]) == minor
    assert len(marked[2]) == rules


def test_names_in_chinese_are_wider():
    major, minor, _ = axis("2022-01-01", "2023-12-31").scale(70, "zh")
    assert major == [(date(2022, 1, 1), "2022年"), (date(2023, 1, 1), "2023年")]
    assert [label for _, label in minor] == ["1月", "4月", "7月", "10月", "1月", "4月", "7月", "10月"]


def test_a_label_stays_on_the_axis_and_off_the_label_before_it():
    ticks = [(date(2022, 2, day), f"day {day}") for day in (1, 4, 8, 27)]
    assert list(spread(ticks, FEBRUARY, in_columns())) == [(0, "day 1"), (7, "day 8"), (22, "day 27")]


def test_every_kind_has_a_lane():
    assert set(LANE_OF) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("days", "places"),
    [
        pytest.param([(1, "abcd"), (11, "abcd")], [(0, 2, 0), (0, 12, 0)], id="side by side"),
        pytest.param([(1, "abcd"), (3, "abcd")], [(0, 2, 0), (1, 4, 1)], id="on the next track"),
        pytest.param([(1, "abcd"), (8, "abcd")], [(0, 2, 0), (1, 9, 1)], id="not without two gaps between them"),
        pytest.param([(27, "abcd")], [(0, 21, 0)], id="left of its mark near the edge"),
        pytest.param([(14, "a" * 20)], [(0, 8, 1)], id="below its mark"),
        pytest.param([(14, "a" * 20), (13, "b")], [(0, 8, 1), (2, 14, 2)], id="not between a mark and its label"),
        pytest.param([(14, "会议")], [(0, 15, 0)], id="in cells"),
    ],
)
def test_each_event_has_room_beside_the_others(days, places):
    events = [event(f"e{n}", date=f"2022-02-{day:02}", title={"en": title}) for n, (day, title) in enumerate(days)]
    ((_, _, lane),) = in_february(*events).lanes
    assert [(placed.track, placed.label_start, placed.label_track) for placed in lane] == places


def test_lanes_have_tracks_of_their_own_in_a_fixed_order():
    letter, talk = event("letter", date="2022-02-01", kind="letter"), event("talk", date="2022-02-01")
    lanes = in_february(letter, talk).lanes
    assert [(name, number, [placed.track for placed in events]) for name, number, events in lanes] == [
        ("Meetings", 1, [0]),
        ("Statements", 1, [0]),
    ]


def labels(*events, **given):
    return [placed.label for *_, lane in in_february(*events, **given).lanes for placed in lane]


def test_labels_are_titles_or_ids_if_titles_take_too_many_tracks_or_are_too_long():
    events = [event(f"e{n}", date="2022-02-01", title={"en": "A title"}) for n in range(3)]
    assert labels(*events, tracks=(3, 3)) == ["A title"] * 3
    assert labels(*events, tracks=(2, 3)) == ["e0", "e1", "e2"]
    assert labels(event(date="2022-02-01", title={"en": "x" * 28})) == ["x" * 28]
    assert labels(event(date="2022-02-01", title={"en": "x" * 29})) == ["talk"]


@pytest.mark.parametrize("most", [{"tracks": (2, 2)}, {"most_events": 2}], ids=["tracks", "events"])
def test_too_many_events_are_an_error_that_says_what_to_do(most):
    events = [event(f"e{n}", date="2022-02-01") for n in range(3)]
    with pytest.raises(UsageError) as error:
        in_february(*events, **most)
    assert str(error.value) == (
        "3 events do not fit on a timeline; narrow the query, as in 'ahc timeline kind:session date:2022', "
        "or use 'ahc count year'"
    )


@pytest.mark.parametrize(
    ("given", "vague"),
    [
        pytest.param({"date": "2022-05-01/2022-05-04", "kind": "session"}, False, id="a meeting lasts"),
        pytest.param({"date": "2022-05", "kind": "session"}, True, id="a meeting in a month"),
        pytest.param({"date": "2022-05-01", "kind": "letter"}, False, id="a letter of a day"),
        pytest.param({"date": "2022-05-01/2022-05-04", "kind": "letter"}, True, id="a letter of one day of several"),
    ],
)
def test_an_event_is_vague_if_it_is_somewhere_in_its_span(given, vague):
    assert is_vague(event(**given)) is vague


def test_the_legend_has_what_occurs():
    day, plan = event(date="2022-02-01"), event("plan", date="2022-02-02", status="scheduled")
    letter, signing = event("letter", date="2022-02", kind="letter"), event("open", date="2022-02-03/..")
    found = [(made.keys, made.vague, made.open) for made in (in_february(day), in_february(letter, signing, plan, day))]
    happened, scheduled = ("session", "happened"), ("session", "scheduled")
    assert found == [([happened], False, False), ([happened, scheduled, ("letter", "happened")], True, True)]


def test_today_is_marked_only_on_the_axis():
    assert in_february(event(date="2022-02-01")).today is None
    assert in_february(event(date="2023-07-31")).today == 0


def test_the_line_of_today_has_words():
    today = date(2023, 7, 1)
    assert today_words(screen()) == "today, 1 Jul 2023"
    assert today_words(screen("zh")) == "今天，2023年7月1日"
    assert today_words(screen(as_of=today)) == "as of 1 Jul 2023"
    assert today_words(screen("zh", as_of=today)) == "截至2023年7月1日"


def test_json_has_the_days_and_the_lane_of_each_event():
    draft, *_, signing = RECORD
    assert msgspec.json.encode(list(Timeline((draft, signing)).json())).decode() == (
        '[{"id":"draft","start":"2021-01-01","end":"2021-12-31","lane":"documents","kind":"document",'
        '"status":"happened","title":{"en":"Draft","zh":"草案"}},'
        '{"id":"signing","start":"2023-10-25","end":null,"lane":"signatures","kind":"signature",'
        '"status":"postponed","title":{"en":"Signing","zh":"签署"}}]'
    )
