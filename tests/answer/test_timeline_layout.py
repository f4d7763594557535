"""How events are laid out on a time axis, whoever paints them."""

from datetime import date
from typing import get_args

import msgspec
import pytest
from draw.pictures import RECORD
from small import event, screen

from ahc_cli.answer.timeline import LANE_OF, Axis, Timeline, axis_of, is_vague, layout, today_words
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Kind

# A column for each day of 2022.
COLUMNS = 365


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        pytest.param(["2022-02-28"], (2022, 2022), id="whole years"),
        pytest.param(["2022-02-28", "2024"], (2022, 2024), id="all that is known"),
        pytest.param(["2022-02-28/.."], (2022, 2023), id="a year for an open end"),
        pytest.param(["../2022-02-28"], (2021, 2022), id="a year for an open start"),
        pytest.param(["../0001", "9999/.."], (1, 9999), id="all years there are"),
    ],
)
def test_an_axis_has_all_known_days_in_whole_years(dates, years):
    assert axis_of([event(date=text) for text in dates], 80) == Axis(*years, 80)


@pytest.mark.parametrize(
    ("years", "cells", "named", "months"),
    [
        pytest.param(
            (2022, 2022), 70, "2022", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", id="a year and its months"
        ),
        pytest.param((2022, 2023), 70, "2022 2023", "Jan Apr Jul Oct Jan Apr Jul Oct", id="quarters"),
        pytest.param((2019, 2023), 40, "2019 2020 2021 2022 2023", "", id="years"),
        pytest.param((2018, 2023), 20, "2018 2020 2022", "", id="every other year"),
        pytest.param((2018, 2022), 20, "2018 2020", "", id="no name that would leave the axis"),
        pytest.param((1801, 2023), 40, "1801 1833 1865 1897 1929 1961 1993", "", id="decades"),
        pytest.param((1, 9999), 20, "1 4097", "", id="all years there are"),
    ],
)
def test_an_axis_names_what_it_has_room_for(years, cells, named, months):
    axis = Axis(*years, cells)
    assert " ".join(name for _, name in axis.years("en")) == named
    assert " ".join(name for _, name in axis.months("en")) == months


def test_names_in_chinese_are_wider():
    axis = Axis(2022, 2023, 70)
    assert [name for _, name in axis.years("zh")] == ["2022年", "2023年"]
    assert [name for _, name in axis.months("zh")] == ["1月", "4月", "7月", "10月", "1月", "4月", "7月", "10月"]


def test_every_kind_has_a_lane():
    assert set(LANE_OF) == set(get_args(Kind))


def laid_out(*events, cells=COLUMNS, **given):
    return layout(Timeline(events), cells, screen(**given))


def placed(*args, cells=COLUMNS, **given):
    """Lay out one event."""
    (((only,),),) = [laid_out(event(*args, **given), cells=cells).lanes.values()]
    return only


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("2022-01-08/2022-01-14", (7, 14), id="to the end of its last day"),
        pytest.param("2022-12-31", (364, 365), id="a day"),
        pytest.param("2022", (0, 365), id="all days that it may be on"),
    ],
)
def test_a_mark_takes_all_its_days(text, span):
    found = placed(date=text)
    assert (found.start, found.end) == span


def test_a_mark_takes_a_cell_that_is_on_the_axis():
    found = placed(date="2022-12-31", cells=10)
    assert (found.start, found.end) == (9, 10)


def test_an_open_end_is_at_the_edge():
    assert placed(date="2022-06-01/..").end == COLUMNS
    assert placed(date="../2022-06-01").start == 0


def test_an_axis_has_a_year_if_no_known_day_lies_in_the_period():
    open_ended = [event(date="../2020"), event(date="2018/..")]
    for year in (2015, 2017, 2030):
        assert axis_of(open_ended, 80, (date(year, 1, 1), date(year, 12, 31))) == Axis(year, year, 80)


def test_of_a_period_the_axis_has_only_its_years():
    span = event(date="2021-11-01/2022-01-10")
    found = layout(
        Timeline((span, event(date="2022-05")), period=(date(2022, 1, 1), date(2022, 12, 31))), COLUMNS, screen()
    )
    assert [name for _, name in found.years] == ["2022"]
    ((only, other),) = found.lanes.values()
    assert (only.start, only.end, only.open_start, only.open_end) == (0, 10, True, False)
    assert (other.open_start, other.open_end) == (False, False)


@pytest.mark.parametrize(
    ("date", "title", "label", "at"),
    [
        pytest.param("2022-01-01", "abcd", "abcd", 2, id="right of its mark"),
        pytest.param("2022-12-31", "abcd", "abcd", 359, id="left of its mark near the edge"),
        pytest.param("2022-12-31", "会议", "会议", 359, id="in cells"),
        pytest.param("2022-07-03", "a" * 182, "a" * 182, 0, id="as long as the room of one side"),
        pytest.param("2022-07-03", "a" * 183, "talk", 185, id="an id in place of a title"),
        pytest.param("2022", "a" * 180, "a" * 180, 184.5, id="over a mark that leaves no room"),
    ],
)
def test_a_label_has_room(date, title, label, at):
    found = placed(date=date, title={"en": title})
    assert (found.label, found.label_start) == (label, at)


def test_a_title_is_cut_if_the_id_has_no_room_either():
    assert placed("x" * 60, date="2022-07-02", title={"en": "A title that is long"}, cells=21).label == "A title …"
    assert placed("x" * 60, date="2022-07-02", title={"en": "一个很长的标题"}, cells=21).label == "一个很长…"


def test_a_label_says_that_an_event_has_not_happened():
    assert placed(status="scheduled", date="2022-03-01").label == "Talk (scheduled)"


def test_lanes_are_in_a_fixed_order_and_their_events_in_that_of_dates():
    letter, talk, rules = event("letter", kind="letter"), event("talk"), event("rules", kind="consultation")
    lanes = laid_out(letter, talk, rules).lanes
    assert {name: [placed.event.id for placed in lane] for name, lane in lanes.items()} == {
        "Meetings": ["talk", "rules"],
        "Statements": ["letter"],
    }
    assert list(laid_out(letter, talk, rules, lang="zh").lanes) == ["会议", "信函和声明"]


def test_too_many_events_are_an_error_that_says_what_to_do():
    with pytest.raises(UsageError) as error:
        laid_out(*(event(f"e{n}", date="2022-02-01") for n in range(401)))
    assert str(error.value) == (
        "401 events do not fit on a timeline; narrow the query, as in 'ahc timeline kind:session date:2022', "
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


def test_today_is_marked_only_on_the_axis():
    assert laid_out(event(date="2022-02-01")).today is None
    assert laid_out(event(date="2023-07-31")).today == 181


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
