"""The picture at a terminal, and the command that draws it."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from conftest import Outcome
from pictures import RECORD, drawn, many, screen, svg
from small import TODAY, event

from ahc_cli.models import Event
from ahc_cli.render.picture import picture
from ahc_cli.text import width


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
 Statements │                    │      ●┤ Letter     │          ┃          │
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
 Statements
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
 Statements |                 |     &] Letter   |        !        |
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


def test_a_hundred_thousand_events_make_a_bounded_picture() -> None:
    events = many(100_000)
    assert len(drawn(events, 120)) < 10_000
    assert len(svg(events)) < 500_000


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
        {"id": "letter", "start": "2022-02-01", "end": "2022-02-28", "lane": "statements", "kind": "letter",
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
            1                8                15               22
            ┼────────────────┴────────────────┴────────────────┴────────────────
 Statements ├┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┤
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
