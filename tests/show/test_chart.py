"""Timelines: how events are laid out on a time axis, and the page and the picture that are made of
it.
"""

import re
from datetime import date
from functools import partial
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robustness.attacks import EVERYTHING, is_inert
from small import TODAY, event, numbered
from strategies import events

from ahc_cli.answers.timeline import KINDS, mark, timeline_page
from ahc_cli.model.records import Kind
from ahc_cli.model.text import width
from show.answers import paged, written

RECORD = (
    event("draft", date="2021", kind="document", title={"en": "Draft", "zh": "草案"}),
    event("session-1", date="2022-02-28/2022-03-11", title={"en": "First session", "zh": "第一届会议"}),
    event("letter", date="2022-05", kind="letter", title={"en": "Letter", "zh": "信函"}),
    event("vote", date="2022-06-10", kind="resolution", title={"en": "The rules are adopted", "zh": "通过规则"}),
    event("session-2", date="2023-08-21/2023-09-01", status="scheduled", title={"en": "Second session", "zh": "第二届会议"}),
    event("signing", date="2023-10-25/..", kind="signature", status="postponed", title={"en": "Signing", "zh": "签署"}),
)  # fmt: skip
# A column for each day of 2022.
COLUMNS = 365


def chart(*made, title="A record"):
    formats = ("table", "json", "ndjson", "svg")
    return paged(partial(timeline_page, made), list(map(mark, made)), title=title, formats=formats)


def test_lanes_years_bars_signs_spans_and_today_make_a_picture():
    assert written(chart(*RECORD)) == """\
                            2021             2022             2023
                            Jan Apr Jul Oct  Jan Apr Jul Oct  Jan Apr Jul Oct
                            ┬───┴───┴───┴────┬───┴───┴───┴────┬───┴───┃───┴────
 Meetings                   │                │                │       ┃
 First session              │                │ ██             │       ┃
 Second session (scheduled) │                │                │       ┃ ○○
 Decisions                  │                │                │       ┃
 The rules are adopted      │                │      ◆         │       ┃
 Documents                  │                │                │       ┃
 Draft                      ├┄┄┄┄┄┄┄■┄┄┄┄┄┄┄┤│                │       ┃
 Statements                 │                │                │       ┃
 Letter                     │                │    ●┤          │       ┃
 Signatures                 │                │                │       ┃
 Signing (postponed)        │                │                │       ┃    ↷

 █ session   ◆ resolution   ■ document   ● letter   ○ scheduled   ↷ postponed
 ├┄┤ some day in the span   ┃ today, 1 Jul 2023
"""  # fmt: skip
    assert " 第二届会议（预定） |           |  !o\n" in written(
        chart(*RECORD), lang="zh", width=40, unicode=False
    )


def test_an_axis_has_whole_years_and_names_what_has_room():
    for dates, years, months in (
        ("2022-02-28", "2022", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ("2022-02-28 2023", "2022 2023", "Jan Mar May Jul Sep Nov Jan Mar May Jul Sep Nov"),
        (
            "../0001 9999/..",
            "0001 0771 1541 2311 3081 3851 4621 5391 6161 6931 7701 8471 9241",
            "",
        ),
    ):
        shown = written(chart(*(event(date=text) for text in dates.split())), width=72).splitlines()
        assert [" ".join(line.split()) for line in shown[:2]] == [years, months or shown[1].strip()]


def row(id_="talk", title="Talk", width=COLUMNS + 7, **given):
    """Return the row of an event that is alone on an axis."""
    made = chart(event(id_, title={"en": title}, **given))
    shown = written(made, width=width, today=date(1990, 1, 1)).splitlines()
    return shown[shown.index("") - 1]


def test_a_mark_takes_all_its_days_and_of_an_open_date_the_day_that_is_known():
    title, axis = " Talk ", slice(len(" Talk "), None)
    assert row(date="2022-01-08/2022-01-14").startswith(f"{title}│      ███████")
    assert row(date="2022-12-31")[axis].index("█") == COLUMNS - 1
    assert re.fullmatch("├┄+►?█?┄+┤", row(date="2022")[axis])
    assert row(date="2022-05/..")[axis].index("█") == 120


def test_a_title_that_has_no_room_is_cut():
    for title, wide, shown in (
        ("Talks of the committee", 80, "Talks of the committee"),
        ("Talks of the committee on the rules of the talks", 60, "Talks of the committee on the…"),
        ("Talks of the committee", 30, "Talks of the…"),
        ("一个很长的标题", 23, "一个很长…"),
    ):
        assert row(title=title, width=wide, date="2022-07").startswith(f" {shown} ")


@given(
    st.lists(events(), min_size=1, max_size=6),
    st.sampled_from(("en", "zh")),
    st.sampled_from((20, 40, 80, 120)),
)
def test_any_events_fit_the_window_a_row_each(made, lang, wide):
    shown = written(chart(*numbered(made)), lang=lang, width=wide).splitlines()
    assert max(map(width, shown)) <= wide
    assert set(KINDS) == set(get_args(Kind))
    lanes = {KINDS[each.kind].lane for each in made}
    assert (
        sum(line[:2] not in (" ┬", "") for line in shown[: shown.index("")])
        >= len(made) + len(lanes) + 1
    )


def test_the_axis_is_the_period_that_was_asked_for(bundled):
    for asked_for, years, months in (
        ("2023", "2023", "Jan Mar May Jul Sep Nov"),
        (
            "2022-06..2023-03",
            "2022 2023",
            "Jun Aug Oct Dec Feb",
        ),
        ("2022..2023 kind:session", "2022 2023", "Jan Apr Jul Oct Jan Apr Jul Oct"),
    ):
        shown = bundled("timeline", *asked_for.split(), "-f", "table").out.splitlines()
        assert [" ".join(line.split()) for line in shown[:2]] == [years, months]


def test_a_meeting_without_room_is_named_without_its_body_below_the_name_of_that(bundled):
    shown = bundled("timeline", "2023", "-f", "table").out.splitlines()
    lane = next(line for line in shown if line.startswith(" Meetings · Ad Hoc Committee "))
    meetings = [line[1:42].strip() for line in shown[shown.index(lane) + 1 :][:2]]
    assert meetings == ["Ad Hoc Committee, fourth session", "fourth intersessional consultation"]


def test_today_is_marked_on_the_axis_only_and_json_has_days_and_lanes():
    assert written(chart(*RECORD), as_of=TODAY).endswith("┃ as of 1 Jul 2023\n")
    assert "today" not in written(chart(*RECORD), today=date(2030, 1, 1))
    assert written(chart()) == ""
    assert written(chart(RECORD[-1]), "ndjson").startswith(
        '{"id":"signing","start":"2023-10-25","end":null,"lane":"signatures",'
    )


def test_of_too_many_events_the_newest_are_drawn():
    shown = written(chart(*(event(f"e{n}", title={"en": f"Talk {n}"}) for n in range(401))))
    assert shown.startswith(" the newest 400 of 401 events\n")
    assert " Talk 400 " in shown
    assert " Talk 0 " not in shown


SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "text", ["Talk", "".join(EVERYTHING)[:1000], "<b>&\"'\ufffe", *EVERYTHING[:3]]
)
def test_a_picture_is_well_formed_and_nothing_in_it_is_live(lang, text):
    made = [
        event(f"e{n}", date=f"20{10 + n}", kind=kind, title={"en": text})
        for n, kind in enumerate(get_args(Kind))
    ]
    for shown in (chart(*made, title=text), chart(title=text)):
        drawn = written(shown, "svg", lang)
        elements = list(ET.fromstring(drawn).iter())
        names = {element.tag.removeprefix(SVG) for element in elements}
        assert names - {"tspan"} == {"svg", "title", "style", "rect", "text"}
        assert is_inert(drawn, allowed="\n")
        attributes = {name for element in elements for name in element.attrib}
        assert not re.search(r"\bon\w+|href|src|style", " ".join(attributes))
        styles = [element.text for element in elements if element.tag == f"{SVG}style"]
        assert not re.search(r"url\(|@import", "".join(styles))


def test_a_picture_has_a_title_and_in_it_each_text_of_the_page_at_its_column():
    root = ET.fromstring(written(chart(*RECORD, title='q <or> "r"'), "svg", "zh", width=20))
    assert (root.get("role"), root.get("lang"), root.get("aria-label")) == (
        "img",
        "zh",
        'q <or> "r"',
    )
    texts = list(root.iter(f"{SVG}text"))
    shown = ["".join(each.itertext()) for each in texts]
    assert shown[:5] == ['q <or> "r"', "2021年", "2022年", "2023年", "1月"]
    assert {"会议", "第二届会议（预定）", "○○"} <= {*shown}
    assert {each.text for each in root.iter(f"{SVG}tspan")} >= {"年", "月", "会议"}
    (bar,) = (each for each in texts if each.text == "███")
    assert (bar.get("class"), bar.get("x"), bar.get("textLength")) == ("meetings", "609", "27")
