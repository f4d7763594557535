"""Timelines at a terminal, and the command that draws them."""

import json
import re
from datetime import date
from typing import get_args

import pytest
from conftest import Outcome
from small import TODAY, event, write_json

from ahc_cli.model.records import Kind
from ahc_cli.model.text import width
from draw.pictures import ALL, MATRIX, RECORD, drawn, many


def test_lanes_years_bars_signs_spans_and_today_make_a_picture():
    assert (
        drawn(RECORD)
        == """\
 2021               2022               2023                2024
 Jan Apr  Jul  Oct  Jan  Apr  Jul  Oct Jan  Apr  Jul  Oct  Jan  Apr  Jul  Oct
 ┬───┴────┴────┴────┬────┴────┴────┴───┬────┴────▼────┴────┬────┴────┴────┴────
 Meetings           │                  │         ┃         │
 │                  │  █ First session │         ┃         │
 │                  │    ▄ Talks       │         ┃         │
 │                  │    Second session (scheduled) ○      │
 Decisions          │                  │         ┃         │
 │                  │        ◆ The rules are adopted       │
 Documents          │                  │         ┃         │
 ├┄┄┄┄┄┄┄┄■┄┄┄┄┄┄┄┄┤ Draft             │         ┃         │
 Statements         │                  │         ┃         │
 │                  │     ●┤ Letter    │         ┃         │
 Signatures         │                  │         ┃         │
 │                  │              Signing (postponed) ↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷→

 █ session   ▄ consultation   ◆ resolution   ■ document   ● letter
 ├┄┤ some day in the span   ┃ today, 1 Jul 2023
"""
    )


def test_in_chinese_the_columns_are_still_aligned():
    assert (
        drawn(RECORD, "zh", width=60)
        == """\
 2021年        2022年        2023年         2024年
 ┬─────────────┬─────────────┬───────▼──────┬──────────────
 会议          │             │       ┃      │
 │             │ █ 第一届会议        ┃      │
 │             │   ▄ 磋商    │       ┃      │
 │             │    第二届会议（预定） ○    │
 决议和决定    │             │       ┃      │
 │             │     ◆ 通过规则      ┃      │
 文件          │             │       ┃      │
 ├┄┄┄┄┄■┄┄┄┄┄┄┤ 草案         │       ┃      │
 信函和声明    │             │       ┃      │
 │             │    ● 信函   │       ┃      │
 签署和批准    │             │       ┃      │
 │             │            签署（推迟） ↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷→

 █ 届会   ▄ 协商   ◆ 决议   ■ 文件   ● 信函   ├┄┤ 期间某日
 ┃ 今天，2023年7月1日
"""
    )


def test_in_a_narrow_window_ids_stand_for_titles_that_have_no_room():
    assert (
        drawn(RECORD, width=40)
        == """\
 2021     2022     2023      2024
 ┬────────┬────────┬────▼────┬─────────
 Meetings │        │    ┃    │
 │        │ █ First session  │
 │        │ ▄ Talks     ┃    │
 │  session-2 (scheduled) ○  │
 Decisions         │    ┃    │
 │        │   ◆ The rules are adopted
 Documents         │    ┃    │
 ├┄┄┄■┄┄┄┤ Draft   │    ┃    │
 Statements        │    ┃    │
 │        │  ● Letter   ┃    │
 Signatures        │    ┃    │
 │     Signing (postponed) ↷↷↷↷↷↷↷↷↷↷↷→

 █ session   ▄ consultation
 ◆ resolution   ■ document   ● letter
 ├┄┤ some day in the span
 ┃ today, 1 Jul 2023
"""
    )


def test_in_ascii_every_sign_has_a_twin():
    assert (
        drawn(RECORD, width=70, unicode=False)
        == """\
 2021            2022             2023             2024
 +---------------+----------------+--------v-------+-----------------
 Meetings        |                |        !       |
 |               |  # First session        !       |
 |               |    = Talks     |        !       |
 |                Second session (scheduled) o     |
 Decisions       |                |        !       |
 |               |       * The rules are adopted   |
 Documents       |                |        !       |
 [------@-------] Draft           |        !       |
 Statements      |                |        !       |
 |               |     &] Letter  |        !       |
 Signatures      |                |        !       |
 |               |          Signing (postponed) >>>>>>>>>>>>>>>>>>>>>

 # session   = consultation   * resolution   @ document   & letter
 [-] some day in the span   ! today, 1 Jul 2023
"""
    )


def test_all_that_an_event_can_be_is_drawn():
    assert (
        drawn(ALL, width=100)
        == """\
 2016    2017    2018    2019    2020    2021     2022    2023    2024    2025    2026    2027
 ┬───────┬───────┬───────┬───────┬───────┬────────┬───────┬───▼───┬───────┬───────┬───────┬────────
 Meetings        │       │       │       │        │       │   ┃   │       │       │       │
 │       │       │       │       │  × Organizational session (cancelled)  │       │       │
 │       │       │       │       │       │  █ [zh] 组织会议   ┃   │       │       │       │
 │       │       │       │       │       │        │█ First session        │       │       │
 │       │       │       │       │       │        │▄ Talks    ┃   │       │       │       │
 │       │       │       │       │       │        │  █ Second session     │       │       │
 │       │       │       │       │       │        │       ↷ Third session (postponed)     │
 │       │       │       │       │       │        │       ○ consultation-14 (scheduled)   │
 │       │       │       │       │       │        │       │   ┃   │    ○ [zh] 总结会议 (scheduled)
 Decisions       │       │       │       │        │       │   ┃   │       │       │       │
 │       │       │       │       ◆ The Assembly decides to elaborate a convention … in full
 │       │       │       │       │       │        │  ▲ Rules  ┃   │       │       │       │
 │       │       │       │       │       │        │       │   ┃   │    ○ The text (scheduled)
 │       │       │       │       │       │        │       │   ┃   │   Deposit (scheduled) ○
 Documents       │       │       │       │        │       │   ┃   │       │       │       │
 │       ├┄┄■┄┄┄┤ Draft laid before the Assembly by one state ┃   │       │       │       │
 │       │       │       │       │       │        │    Report (postponed) ├┄┄┄┄┄┄┄┄┄┄┄↷┄┄┄┄┄┄┄┄┄┄┄→
 Statements      │       │       │       │        │       │   ┃   │       │       │       │
 ←┄┄┄┄┄┄┄┄┄┄┄►┄┄┄┄┄┄┄┄┄┄┄┄┤ Statement of a group whose day is lost        │       │       │
 │       │       │       │      ● [zh] 信函       │       │   ┃   │       │       │       │
 │       │       │       │       │       │        │  ▬ Comments of a company      │       │
 │       │       │       │       │       │        │   × “Comments” – withdrawn (cancelled)
 │       │       │       │       │       │        │       │  ● Letter on safeguards       │
 │       │       │       │       │       │        │       │ ► Article     │       │       │
 Signatures      │       │       │       │        │       │   ┃   │       │       │       │
 │       │       │       │       │       │        │    × [zh] 核准 (cancelled)    │       │
 │       │       │       │        [zh] 开放供签署 (scheduled) ○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○→
 │       │       │       │       │ First ratification (scheduled) ├┄┄○┄┄┄┤│       │       │
 ←↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷↷ Last day for signature (postponed) ↷↷↷↷↷↷↷↷│

 █ session   ▄ consultation   ◆ resolution   ▲ decision   ■ document   ● letter   ► statement
 ▬ submission   ├┄┤ some day in the span   ┃ today, 1 Jul 2023
"""
    )


@pytest.mark.parametrize("wide", [40, 80, 160])
def test_each_event_has_a_row(wide):
    """As many as the bundled dataset has."""
    kinds = get_args(Kind)
    events = [event(f"e{n}", date=f"{2017 + n % 10}-0{1 + n % 9}", kind=kinds[n % 10]) for n in range(110)]
    assert len(re.findall(r"\bTalk\b", drawn(events, width=wide))) == 110


def test_a_tall_picture_has_its_years_at_the_foot_too():
    assert [drawn(many(number), width=200).count("1900 ") for number in (24, 25)] == [1, 2]


def test_every_line_fits_the_window():
    too_wide = [
        (name, lang, wide)
        for name, events in MATRIX.items()
        for lang in ("en", "zh")
        for wide in (20, 25, 40, 60, 80, 200)
        if max(map(width, drawn(events, lang, width=wide).splitlines())) > wide
    ]
    assert too_wide == []


def test_open_ends_have_arrows():
    days = ["../2022-03-31", "2022-02-01/..", "../2022-02", "2022-02/.."]
    events = [event(f"e{n}", date=day, title={"en": str(n)}) for n, day in enumerate(days)]
    assert drawn(events, width=40).splitlines()[3:7] == [
        " ←██████████████ 0        │     ┃",
        " │          1 ████████████████████████→",
        " ←┄┄┄┄┄█┄┄┄┄┄┄┤ 2         │     ┃",
        " │          3 ├┄┄┄┄┄┄┄┄┄┄┄█┄┄┄┄┄┄┄┄┄┄┄→",
    ]


def test_a_label_is_over_a_mark_that_leaves_no_room():
    events = [event(date="2022-01-01/2022-12-31"), event(date="2022", kind="document", title={"en": "Draft"})]
    meeting, document = drawn(events, width=30).splitlines()[4:7:2]
    assert (meeting, document) == (" ███████████████ Talk ███████", " ├┄┄┄┄┄┄┄┄┄┄┄┄■┄ Draft ┄┄┄┄┄┤")


def test_what_a_terminal_would_act_upon_is_shown_as_a_mark():
    assert " \\x1b[31m[bold]\\n" in drawn([event(title={"en": "\x1b[31m[bold]\n"})])


def test_an_ellipsis_takes_three_columns_in_ascii():
    events = [event("a", date="2021-01-01", title={"en": "So … on"}), event("b", date="2022-12-31")]
    assert drawn(events, width=40, unicode=False).splitlines()[3:6] == [
        " Meetings           |",
        " # So ... on        |",
        " |                  |            Talk #",
    ]


def test_a_title_that_is_cut_fits_in_ascii():
    picture = drawn([event("x" * 60, date="2022-07-01", title={"en": "A long title"})], width=22, unicode=False)
    assert picture.splitlines()[4] == " |   |    # A lon..."


def test_colour_adds_nothing_but_escapes():
    assert re.sub(
        r" *\x1b\[[0-9;]*m *$| +$|\x1b\[[0-9;]*m", "", drawn(RECORD, color=True), flags=re.MULTILINE
    ) == drawn(RECORD)


def test_only_what_is_scheduled_is_italic():
    assert re.findall(r"\x1b\[3m([^\x1b]*)", drawn(RECORD, color=True)) == [" Second session (scheduled) ", "○"]


def test_as_of_a_day_the_line_is_that_of_the_day():
    assert drawn(RECORD, as_of=TODAY).splitlines()[-1].endswith("┃ as of 1 Jul 2023")


def test_today_off_the_axis_is_not_marked():
    assert "today" not in drawn(RECORD, today=date(2030, 1, 1))


@pytest.fixture
def timeline(bundled, tmp_path):
    """Run `ahc timeline` on two events."""
    meeting = {"id": "meeting", "date": "2022-02-28/..", "kind": "session", "title": {"en": "Meeting", "zh": "会议"}}
    letter = {"id": "letter", "date": "2022-02", "kind": "letter", "title": {"en": "Letter"}}
    path = write_json([meeting, letter], tmp_path / "events.json")
    return lambda *args: bundled("timeline", *args, "--data", str(path))


def test_a_query_narrows_the_picture(timeline):
    assert timeline("kind:letter") == Outcome(
        0,
        """\
 2022
 Jan   Feb   Mar    Apr   May    Jun   Jul    Aug   Sep    Oct   Nov    Dec
 ┬─────┬─────┬──────┬─────┬──────┬─────┬──────┬─────┬──────┬─────┬──────┬──────
 Statements  │      │     │      │     │      │     │      │     │      │
 │     ├┄●┄┄┤ Letter      │      │     │      │     │      │     │      │

 ● letter   ├┄┤ some day in the span
""",
        "",
    )


def test_json_and_ndjson_have_a_record_per_event_in_date_order(timeline):
    assert [record["id"] for record in json.loads(timeline("--json").out)] == ["letter", "meeting"]
    assert [json.loads(line)["id"] for line in timeline("-f", "ndjson").out.splitlines()] == ["letter", "meeting"]


@pytest.mark.parametrize(
    ("args", "out"),
    [((), ""), (("--json",), "[]\n"), (("-f", "ndjson"), "")],
    ids=["drawn", "json", "ndjson"],
)
def test_a_query_that_matches_nothing_has_an_exit_code(timeline, args, out):
    assert timeline("kind:document", *args) == Outcome(1, out, "")


def test_an_empty_dataset_is_no_failure(bundled, tmp_path):
    path = write_json([], tmp_path / "none.json")
    assert bundled("timeline", "--data", str(path)) == Outcome(0, "", "")


@pytest.mark.parametrize(("number", "args"), [(401, ()), (20_000, ("-f", "svg"))], ids=["drawn", "svg"])
def test_too_many_events_are_an_error_but_not_in_json(bundled, tmp_path, number, args):
    events = [{"id": f"e{n}", "date": "2022", "kind": "letter", "title": {"en": "Letter"}} for n in range(number)]
    path = str(write_json(events, tmp_path / "many.json"))
    code, out, err = bundled("timeline", "--data", path, *args)
    assert (code, out) == (2, "")
    assert err.startswith(f"ahc: {number:,} events do not fit on a timeline; narrow the query, ")
    assert len(json.loads(bundled("timeline", "--data", path, "--json").out)) == number
