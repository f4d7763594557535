import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from conftest import Outcome
from small import TODAY, event

from ahc_cli.models import Event, Kind, Text
from ahc_cli.render import Answer, Screen
from ahc_cli.render import svg as svg_format
from ahc_cli.render import timeline as drawing
from ahc_cli.render.axis import Axis, Span, axis_of, scale
from ahc_cli.render.legend import Caption
from ahc_cli.render.picture import picture
from ahc_cli.render.shapes import text as xml_text
from ahc_cli.render.tracks import LANE_OF, Box, Placed, cells, counts, is_vague, pack
from ahc_cli.text import width
from ahc_cli.vocabulary import Vocabulary

CAPTION = Caption("", Text(en="A small record", zh="小型记录"), date(2023, 6, 1))


def screen(wide: int = 80, lang: str = "en", **given: object) -> Screen:
    plain = {"terminal": False, "color": False, "unicode": True, "today": TODAY}
    return Screen(lang=lang, width=wide, **(plain | given))


def answer(events: Iterable[Event], caption: Caption = CAPTION) -> Answer:
    return Answer("timeline", tuple(events), (), Vocabulary(), draw="timeline", detail=caption)


def drawn(events: Iterable[Event], wide: int = 80, lang: str = "en", **given: object) -> str:
    return "".join(drawing.render(answer(events), screen(wide, lang, **given)))


def svg(events: Iterable[Event], lang: str = "en", caption: Caption = CAPTION, **given: object) -> str:
    return b"".join(svg_format.render(answer(events, caption), screen(lang=lang, **given))).decode()


RECORD = (
    event("draft", date="2021", kind="document", title={"en": "Draft", "zh": "草案"}),
    event("session-1", date="2022-02-28/2022-03-11", title={"en": "First session", "zh": "第一届会议"}),
    event("talks", date="2022-04-04/2022-04-05", kind="consultation", title={"en": "Talks", "zh": "磋商"}),
    event("letter", date="2022-05", kind="letter", title={"en": "Letter", "zh": "信函"}),
    event("vote", date="2022-06-10", kind="resolution",
          title={"en": "The rules are adopted", "zh": "通过规则"}),
    event("session-2", date="2023-08-21/2023-09-01", status="scheduled",
          title={"en": "Second session", "zh": "第二届会议"}),
    event("signing", date="2023-10-25/..", kind="signature", status="postponed",
          title={"en": "Signing", "zh": "签署"}),
)  # fmt: skip


def many(number: int) -> list[Event]:
    kinds = get_args(Kind)
    return [event(f"e{n}", date=f"{1900 + n % 120}-{1 + n % 12:02}-01", kind=kinds[n % 10]) for n in range(number)]


def test_lanes_bars_marks_spans_the_years_and_today_make_the_picture() -> None:
    assert (
        drawn(RECORD, 80)
        == """\
            2021                 2022                 2023                  2024
            Jan  Apr  Jul   Oct  Jan  Apr   Jul  Oct  Jan   Apr  Jul   Oct  Jan
            ┼────┴────┴─────┴────┼────┴─────┴────┴────┼─────┴────▼─────┴────┼───
 Meetings   │                    │  █ First session  Second session ░       │
            │                    │    ▄ Talks         │          ┃          │
            │                    │                    │          ┃          │
 Decisions  │                    │        ◆ The rules are adopted           │
            │                    │                    │          ┃          │
 Documents  ├┄┄┄┄┄┄┄┄┄■┄┄┄┄┄┄┄┄┄┤ Draft               │          ┃          │
            │                    │                    │          ┃          │
 Letters    │                    │      ●┤ Letter     │          ┃          │
            │                    │                    │          ┃          │
 Signatures │                    │                    │         Signing ↷↷↷↷↷↷↷→

 █ session   ▄ consultation   ◆ resolution   ■ document   ● letter   ░ scheduled
 ↷ postponed   ├┄┤ some day in the span   ←→ open end   ┃ today, 1 Jul 2023
"""
    )


def test_in_chinese_columns_still_stand_one_below_the_other() -> None:
    assert (
        drawn(RECORD, 60, "zh")
        == """\
          2021年         2022年          2023年       2024年
          ┬──────────────┬───────────────┬───────▼───────┬──
 会议     │              │  █ 第一届会议 │       ┃       │
          │              │   ▄ 磋商     第二届会议 ░     │
          │              │               │       ┃       │
 决议决定 │              │      ◆ 通过规则       ┃       │
          │              │               │       ┃       │
 文件     ├┄┄┄┄┄┄■┄┄┄┄┄┄┄┤ 草案          │       ┃       │
          │              │               │       ┃       │
 信函声明 │              │    ● 信函     │       ┃       │
          │              │               │       ┃       │
 签署批准 │              │               │       签署 ↷↷↷↷↷→

 █ 会议   ▄ 协商   ◆ 决议   ■ 文件   ● 信函   ░ 预定
 ↷ 推迟   ├┄┤ 期间某日   ←→ 起止未定   ┃ 今天，2023年7月1日
"""
    )


def test_in_a_narrow_window_the_lanes_are_named_above() -> None:
    assert (
        drawn(RECORD, 40)
        == """\
 2021        2022        2023       2024
 ┬───────────┬───────────┬─────▼─────┬──
 Meetings
 │           │ █ First session ┃     │
 │           │  ▄ Talks  │     ┃     │
 │           │    Second session ░   │
 Decisions
 │           │    ◆      │     ┃     │
 │           │    The rules are adopted
 Documents
 ├┄┄┄┄■┄┄┄┄┄┤ Draft      │     ┃     │
 Letters
 │           │   ● Letter      ┃     │
 Signatures
 │           │           │ Signing ↷↷↷→

 █ session   ▄ consultation
 ◆ resolution   ■ document   ● letter
 ░ scheduled   ↷ postponed
 ├┄┤ some day in the span   ←→ open end
 ┃ today, 1 Jul 2023
"""
    )


def test_in_ascii_every_sign_has_a_twin() -> None:
    assert (
        drawn(RECORD, 70, unicode=False)
        == """\
            2021              2022              2023              2024
            Jan Apr  Jul Oct  Jan Apr  Jul  Oct Jan  Apr Jul  Oct Jan
            +---'----'---'----+---'----'----'---+----'---v----'---+---
 Meetings   |                 |  # First session         !        |
            |                 |   = Talks    Second session o     |
            |                 |                 |        !        |
 Decisions  |                 |       * The rules are adopted     |
            |                 |                 |        !        |
 Documents  [-------@--------] Draft            |        !        |
            |                 |                 |        !        |
 Letters    |                 |     &] Letter   |        !        |
            |                 |                 |        !        |
 Signatures |                 |                 |      Signing >>>>>>

 # session   = consultation   * resolution   @ document   & letter
 o scheduled   > postponed   [-] some day in the span   <> open end
 ! today, 1 Jul 2023
"""
    )


def test_events_too_many_for_their_titles_bear_their_ids() -> None:
    title = {"en": "A title that is quite long and leaves no room"}
    events = [event(f"e{n}", title=title, date=f"2022-0{1 + n % 9}") for n in range(27)]
    assert (
        drawn(events, 60)
        == """\
          2022
          Jan  Feb  Mar   Apr  May   Jun   Jul  Aug   Sep
          ┼────┼────┼─────┼────┼─────┼─────┼────┼─────┼─────
 Meetings ├┄█┄┄┤ e0 │     ├┄█┄┤ e3   ├┄█┄┤ e5   ├┄█┄┄┤ e7
          │    ├┄█┄┤ e1   │    ├┄█┄┄┤ e4   ├┄█┄┄┤ e6  │
          │    │    ├┄█┄┄┤ e2  ├┄█┄┄┤ e13  │    │  e8 ├┄█┄┤
          ├┄█┄┄┤ e9 │     ├┄█┄┤ e12  ├┄█┄┤ e14  ├┄█┄┄┤ e16
          │    ├┄█┄┤ e10  ├┄█┄┤ e21  │     ├┄█┄┄┤ e15 │
          │    │    ├┄█┄┄┤ e11 │     ├┄█┄┤ e23  │ e17 ├┄█┄┤
          ├┄█┄┄┤ e18      │    ├┄█┄┄┤ e22  ├┄█┄┄┤ e24 │
          │    ├┄█┄┤ e19  │    │     │     │    ├┄█┄┄┤ e25
          │    │    ├┄█┄┄┤ e20 │     │     │    │ e26 ├┄█┄┤

 █ session   ├┄┤ some day in the span
"""
    )


def test_events_too_many_to_be_drawn_are_counted() -> None:
    events = [event(f"e{n}", date=f"2022-0{1 + n % 3}-01", kind="letter") for n in range(450)]
    planned = [event(f"p{n}", date="2022-03-20", status="scheduled") for n in range(60)]
    assert (
        drawn((*events, *planned), 60)
        == """\
           Jan 2022        Feb 2022        Mar 2022
           1  8   15  22   1   8   15  22  1  8   15  22
           ┼──┴───┴───┴────┼───┴───┴───┴───┼──┴───┴───┴─────
 session ○ │               │               │         ▄
           │               │               │
 letter    █               █               █

 █ 150 in a column   ○ scheduled
"""
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("wide", [20, 25, 40, 60, 80, 120, 200, 400])
@pytest.mark.parametrize("events", [RECORD, RECORD[:1], many(60), many(2000)], ids=["record", "one", "sixty", "many"])
def test_every_line_fits_the_window(events: Iterable[Event], wide: int, lang: str) -> None:
    assert max(map(width, drawn(events, wide, lang).splitlines())) <= wide


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_label_covers_another_event(lang: str) -> None:
    for row in picture(many(60), screen(60, lang)).rows:
        ends = [mark.column + width(mark.text) for mark in row.marks]
        assert all(end <= mark.column for end, mark in zip(ends, row.marks[1:], strict=False))


def test_what_a_terminal_would_act_upon_is_shown_as_a_mark() -> None:
    assert " \\x1b[31m[bold]\\n" in drawn([event(title={"en": "\x1b[31m[bold]\n"})])


def test_colour_adds_nothing_but_escapes() -> None:
    colored = drawn(RECORD, color=True)
    plain = "".join(part.partition("m")[2] if n else part for n, part in enumerate(colored.split("\x1b[")))
    assert [line.rstrip() for line in plain.splitlines()] == drawn(RECORD).splitlines()


def test_only_what_is_planned_has_the_colour_of_plans() -> None:
    planned = {part.partition("m")[2] for part in drawn(RECORD, color=True).split("\x1b[") if part.startswith("35m")}
    assert planned == {"░", " Second session "}


def test_as_of_a_day_the_line_is_that_of_the_day() -> None:
    assert drawn(RECORD, as_of=TODAY).splitlines()[-1].endswith("┃ as of 1 Jul 2023")
    assert drawn(RECORD, lang="zh", as_of=TODAY).splitlines()[-1].endswith("┃ 截至2023年7月1日")


def test_today_beyond_the_axis_is_not_marked() -> None:
    assert "today" not in drawn(RECORD, today=date(2030, 1, 1))


def test_every_kind_has_a_lane() -> None:
    assert set(LANE_OF) == set(get_args(Kind))


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


def months_2022() -> Axis:
    return Axis(date(2022, 2, 1).toordinal(), date(2022, 2, 28).toordinal())


@pytest.mark.parametrize(
    ("given", "span"),
    [
        pytest.param("2022-02-08/2022-02-14", Span(0.25, 0.5), id="until the end of its last day"),
        pytest.param("2022-02-15/..", Span(0.5, 1.0, open_end=True), id="open to the right"),
        pytest.param("../2022-02-14", Span(0.0, 0.5, open_start=True), id="open to the left"),
    ],
)
def test_a_span_takes_all_its_days(given: str, span: Span) -> None:
    assert months_2022().span(event(date=given)) == span


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
    assert counts(events, months_2022(), 4) == {
        ("session", "happened"): [1, 2, 0, 0],
        ("session", "scheduled"): [0, 1, 0, 0],
    }


def test_a_hundred_thousand_events_make_a_bounded_picture() -> None:
    events = many(100_000)
    assert len(drawn(events, 120)) < 10_000
    assert len(svg(events)) < 500_000


SVG = "{http://www.w3.org/2000/svg}"


def elements(drawing: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter(SVG + name))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("events", [RECORD, (), many(2000)], ids=["record", "none", "many"])
def test_an_svg_needs_nothing_but_itself(events: Iterable[Event], lang: str) -> None:
    drawing = svg(events, lang)
    names = {element.tag.removeprefix(SVG) for element in ET.fromstring(drawing).iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "path", "g"}
    assert drawing.count("http") == 1
    assert not any(word in drawing for word in ("url(", "@import", "href", "src"))


def test_an_svg_tells_of_each_event_when_pointed_at() -> None:
    told = [title.text for group in elements(svg(RECORD), "g") for title in group.findall(SVG + "title")]
    assert told == [
        "First session\n28 Feb – 11 Mar 2022 · session · happened · session-1",
        "Talks\n4 – 5 Apr 2022 · consultation · happened · talks",
        "Second session\n21 Aug – 1 Sep 2023 · session · scheduled · session-2",
        "The rules are adopted\n10 Jun 2022 · resolution · happened · vote",
        "Draft\n2021 · document · happened · draft",
        "Letter\nMay 2022 · letter · happened · letter",
        "Signing\n25 Oct 2023 – … · signature · postponed · signing",
    ]


def test_an_svg_is_named_and_described() -> None:
    root = ET.fromstring(svg(RECORD, "zh", Caption("kind:session <or> all", CAPTION.title, CAPTION.edition)))
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == (
        "img",
        "ahc-title ahc-about",
        "zh",
    )
    assert root.findtext(SVG + "title") == "小型记录"
    assert root.findtext(SVG + "desc") == (
        "7个事件 · 2021年1月至2023年10月 · kind:session <or> all · 资料核对至2023年6月1日; "
        "会议: 3; 决议决定: 1; 文件: 1; 信函声明: 1; 签署批准: 1"
    )


def test_an_svg_says_in_words_what_did_not_simply_happen() -> None:
    said = [element.text for element in elements(svg(RECORD), "text") if not element.get("aria-hidden")]
    assert [text for text in said if text and "(" in text] == [
        "Second session (scheduled)",
        "Signing (postponed)",
    ]
    assert "today, 1 Jul 2023" in said


def test_an_svg_of_an_array_of_ones_own_bears_neither_the_title_nor_the_day_of_the_bundled_data(
    bundled: Callable[..., Outcome], tmp_path: Path
) -> None:
    own = tmp_path / "own.json"
    own.write_text('[{"id": "a", "date": "2022", "kind": "letter", "title": {"en": "A"}}]')
    for lang, title, about in (
        ("en", "Timeline", "1 event · Jan 2022 – Dec 2022"),
        ("zh", "时间线", "1个事件 · 2022年1月至2022年12月"),
    ):
        root = ET.fromstring(bundled("timeline", "--data", str(own), "-f", "svg", "--lang", lang).out)
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert (root[0].text, texts[:2]) == (title, [title, about])


def test_an_svg_has_its_labels_over_outlines_of_their_own() -> None:
    """Programs that do not know `paint-order` would paint the outline of a text over its letters."""
    drawing = svg(RECORD)
    labels = [group.findall(SVG + "text") for group in elements(drawing, "g") if group.find(SVG + "title") is not None]
    assert len(labels) == len(RECORD)
    for outline, label in labels:
        assert outline.attrib == {**label.attrib, "class": "t o", "aria-hidden": "true"}
        assert (outline.text, label.get("class")) == (label.text, "t")
    assert "paint-order" not in drawing


def test_an_svg_of_nothing_says_so() -> None:
    empty = svg((), caption=Caption("q", CAPTION.title, CAPTION.edition))
    assert [element.text for element in elements(empty, "text")] == ["A small record", "No events · q"]


def test_an_svg_cuts_what_is_too_long_and_tells_it_when_pointed_at() -> None:
    drawing = svg([event(title={"en": "x" * 100_000})])
    longest = max(len(element.text or "") for element in elements(drawing, "text"))
    assert longest < 100
    assert "x" * 100_000 in drawing


def test_an_svg_may_be_drawn_without_rich() -> None:
    script = "import sys; from ahc_cli.render import svg; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_shapes_of_an_svg_lie_within_it() -> None:
    dates = ["2022-01-01", "2022-12-31", "../2022-03", "2022-06-01/.."]
    edges = [event(f"e{n}", date=given, kind=kind) for n, given in enumerate(dates) for kind in ("letter", "session")]
    for rect in elements(svg(edges), "rect"):
        x, wide = float(rect.get("x", 0)), float(rect.get("width", 0))
        assert -10 <= x <= x + wide <= 1280


@pytest.mark.parametrize(
    ("said", "written"),
    [
        pytest.param("<b>&\"'", "&lt;b&gt;&amp;\"'", id="markup"),
        pytest.param("\x00\x1b\u202e", "\\x00\\x1b\\u202e", id="what XML or a reader cannot have"),
        pytest.param("\ufffe\uffff", "\ufffd\ufffd", id="noncharacters"),
        pytest.param("第一届会议 😀", "第一届会议 😀", id="all else is itself"),
    ],
)
def test_texts_are_inert_in_an_svg(said: str, written: str) -> None:
    assert xml_text(said) == written
    drawing = svg([event(title={"en": said})], caption=Caption(said, Text(en=said), CAPTION.edition))
    assert ET.fromstring(drawing).findtext(SVG + "title") == written.replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    )


@pytest.fixture
def ask(bundled: Callable[..., Outcome], tmp_path: Path) -> Callable[..., Outcome]:
    """Ask for a timeline of two events."""
    events = [
        {
            "id": "meeting",
            "date": "2022-02-28/..",
            "kind": "session",
            "title": {"en": "Meeting", "zh": "会议"},
        },
        {"id": "letter", "date": "2022-02", "kind": "letter", "title": {"en": "Letter"}},
    ]
    path = tmp_path / "events.json"
    path.write_text(json.dumps(events), encoding="utf-8")
    return lambda *args: bundled("timeline", *args, "--data", str(path))


def test_json_has_a_row_for_each_event_in_date_order(ask: Callable[..., Outcome]) -> None:
    assert json.loads(ask("--json").out) == [
        {"id": "letter", "start": "2022-02-01", "end": "2022-02-28", "lane": "letters", "kind": "letter",
         "status": "happened", "title": {"en": "Letter"}},
        {"id": "meeting", "start": "2022-02-28", "end": None, "lane": "meetings", "kind": "session",
         "status": "happened", "title": {"en": "Meeting", "zh": "会议"}},
    ]  # fmt: skip
    assert [json.loads(line)["id"] for line in ask("-f", "ndjson").out.splitlines()] == ["letter", "meeting"]


def test_a_query_narrows_the_picture(ask: Callable[..., Outcome]) -> None:
    assert (
        ask("kind:letter").out
        == """\
         Feb 2022
         1                8                 15                22
         ┼────────────────┴─────────────────┴─────────────────┴─────────────────
 Letters ├┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
         Letter

 ● letter   ├┄┤ some day in the span
"""
    )


@pytest.mark.parametrize(
    ("args", "out"),
    [((), ""), (("--json",), "[]\n"), (("-f", "ndjson"), "")],
    ids=["drawn", "json", "ndjson"],
)
def test_a_query_that_finds_nothing_is_told_by_the_exit_status(
    ask: Callable[..., Outcome], args: tuple[str, ...], out: str
) -> None:
    assert ask("kind:document", *args) == Outcome(1, out, "")


def test_an_empty_dataset_is_no_failure(bundled: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text("[]", encoding="utf-8")
    assert bundled("timeline", "--data", str(path)) == Outcome(0, "", "")


def test_a_pipe_gets_the_drawing_without_escapes(bundled: Callable[..., Outcome]) -> None:
    code, out, err = bundled("timeline")
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert "█ session-1" in out


def test_a_format_for_rows_does_not_fit(ask: Callable[..., Outcome]) -> None:
    assert ask("-f", "csv") == Outcome(
        2, "", "ahc: 'csv' does not fit this command\nformats: table, json, ndjson, svg\n"
    )


def test_an_svg_is_written_in_utf_8_whatever_the_window(
    ask: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ask("-f", "svg", "--lang", "zh")
    monkeypatch.setenv("COLUMNS", "20")
    assert ask("-f", "svg", "--lang", "zh") == whole
    assert "会议" in whole.out
