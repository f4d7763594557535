"""Timelines: how events are laid out on a time axis, and the page and the picture that are made of it."""

import re
from datetime import date
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robustness.attacks import EVERYTHING, is_inert
from small import TODAY, event, numbered, screen
from strategies import events

from ahc_cli.errors import UsageError
from ahc_cli.model.records import Kind, Text
from ahc_cli.model.text import width
from ahc_cli.out import Chart
from ahc_cli.show.chart import LANE_OF, Timeline, layout, marks, timeline_page
from ahc_cli.show.svg import picture
from show.answers import written

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


def chart(*made, **given):
    timeline = Timeline(made, **{"title": Text(en="A record", zh="记录"), "edition": date(2023, 6, 1)} | given)
    page, drawing = (lambda shown: timeline_page(timeline, shown)), (lambda shown: picture(timeline, shown))
    return Chart(records=marks(made), page=page, picture=drawing)


def test_lanes_years_bars_signs_spans_and_today_make_a_picture():
    assert written(chart(*RECORD)) == """\
 2021               2022               2023                2024
 Jan Apr  Jul  Oct  Jan  Apr  Jul  Oct Jan  Apr  Jul  Oct  Jan  Apr  Jul  Oct
 ┬───┴────┴────┴────┬────┴────┴────┴───┬────┴────▼────┴────┬────┴────┴────┴────
 Meetings           │                  │         ┃         │
 │                  │  █ First session │         ┃         │
 │                  │    Second session (scheduled) ○      │
 Decisions          │                  │         ┃         │
 │                  │        ◆ The rules are adopted       │
 Documents          │                  │         ┃         │
 ├┄┄┄┄┄┄┄┄■┄┄┄┄┄┄┄┄┤ Draft             │         ┃         │
 Statements         │                  │         ┃         │
 │                  │     ●┤ Letter    │         ┃         │
 Signatures         │                  │         ┃         │
 │                  │              Signing (postponed) ↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷→

 █ session   ◆ resolution   ■ document   ● letter   ├┄┤ some day in the span
 ┃ today, 1 Jul 2023
"""  # fmt: skip
    assert " |     第二届会议（预定） o  |\n" in written(chart(*RECORD), lang="zh", width=40, unicode=False)


def test_an_axis_has_whole_years_and_names_what_has_room():
    for dates, years, months in (
        ("2022-02-28", "2022", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ("2022-02-28/..", "2022 2023", "Jan Apr Jul Oct Jan Apr Jul Oct"),
        ("../0001 9999/..", "1 2049 4097 6145 8193", ""),
    ):
        made = Timeline([event(date=text) for text in dates.split()])
        found = layout(made, 70, screen())
        assert " ".join(name for _at, name in layout(made, 40, screen()).years) == years
        assert " ".join(name for _at, name in found.months) == months


def laid_out(*made, cells=COLUMNS):
    return layout(Timeline(made), cells, screen())


def placed(id_="talk", cells=COLUMNS, **given):
    (((only,),),) = [laid_out(event(id_, **given), cells=cells).lanes.values()]
    return only


def test_a_mark_takes_all_its_days():
    found = [placed(date=text) for text in ("2022-01-08/2022-01-14", "2022-12-31", "2022")]
    assert [(each.start, each.end) for each in found] == [(7, 14), (364, 365), (0, 365)]
    assert placed(date="2022-05/..").end == COLUMNS


def test_a_label_has_room():
    """Right of its mark; left of it near the edge; as an id; over a mark that leaves no room."""
    for day, title, label, at in (
        ("2022-01-01", "abcd", "abcd", 2), ("2022-12-31", "会议", "会议", 359), ("2022-07-03", "a" * 183, "talk", 185),
        ("2022", "a" * 180, "a" * 180, 184.5),
    ):  # fmt: skip
        found = placed(date=day, title={"en": title})
        assert (found.label, found.label_start) == (label, at)
    assert placed("x" * 60, date="2022-07-02", title={"en": "一个很长的标题"}, cells=21).label == "一个很长…"


@given(st.lists(events(), min_size=1, max_size=6), st.sampled_from(("en", "zh")), st.sampled_from((20, 40, 80, 120)))
def test_any_events_fit_the_window_a_row_each(made, lang, wide):
    shown = written(chart(*numbered(made)), lang=lang, width=wide).splitlines()
    assert max(map(width, shown)) <= wide
    assert set(LANE_OF) == set(get_args(Kind))
    lanes = {LANE_OF[each.kind] for each in made}
    assert sum(line[:2] not in (" ┬", "") for line in shown[: shown.index("")]) >= len(made) + len(lanes) + 1


def test_today_is_marked_on_the_axis_only_json_has_days_and_lanes_and_too_many_events_are_an_error():
    assert written(chart(*RECORD), as_of=TODAY).endswith("┃ as of 1 Jul 2023\n")
    assert "today" not in written(chart(*RECORD), today=date(2030, 1, 1))
    assert written(chart()) == ""
    assert written(chart(RECORD[-1]), "ndjson").startswith(
        '{"id":"signing","start":"2023-10-25","end":null,"lane":"signatures",'
    )
    with pytest.raises(UsageError, match="401 events do not fit on a timeline; narrow the query"):
        written(chart(*(event(f"e{n}") for n in range(401))))


SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("text", ["Talk", "".join(EVERYTHING), "<b>&\"'\ufffe", *EVERYTHING[:3]])
def test_a_picture_is_well_formed_and_nothing_in_it_is_live(lang, text):
    made = [event(f"e{n}", date=f"20{10 + n}", kind=kind, title={"en": text}) for n, kind in enumerate(get_args(Kind))]
    for shown in (chart(*made, query=text, title=Text(en=text)), chart(query=text)):
        drawn = written(shown, "svg", lang)
        names = {element.tag.removeprefix(SVG) for element in ET.fromstring(drawn).iter()}
        assert names <= {"svg", "title", "desc", "style", "rect", "text", "path", "g"}
        assert is_inert(drawn, allowed="\n")
        assert not re.search(r'\son\w+=|href=|src=|url\(|@import|style="', re.sub(r">[^<]*<", "><", drawn))


def test_a_picture_has_a_title_labels_and_what_is_shown_of_an_event_that_is_pointed_at():
    root = ET.fromstring(written(chart(*RECORD, query="q <or> r"), "svg", "zh", width=20))
    assert (root.get("role"), root.get("lang"), root.findtext(f"{SVG}title")) == ("img", "zh", "记录")
    assert root.findtext(f"{SVG}desc") == "6个事件 · 资料核对至2023年6月1日 · q <or> r"
    pointed = [group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g")]
    assert "第一届会议\n2022年2月28日–3月11日 · 届会 · 已发生 · session-1" in pointed
    read = [element.text for element in root.iter(f"{SVG}text") if not element.get("aria-hidden")]
    assert read[2:6] == ["2021年", "2022年", "2023年", "2024年"]
    assert {"今天，2023年7月1日", "会议", "第二届会议（预定）", "届会", "期间某日"} <= set(read)
