"""How things are worded and wrapped for a reader."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ahc_cli.models import Event, Text
from ahc_cli.render import console, prose, wording

IN_YEAR = [
    ("2022-02-28/2022-03-11", "28 Feb – 11 Mar", "2月28日–3月11日"),
    ("2023-01-09/2023-01-20", "9 – 20 Jan", "1月9日–20日"),
    ("2022-04", "Apr", "4月"),
    ("2022", "in the year", "年内"),
    ("2024-01/2024-02", "Jan – Feb", "1月–2月"),
    ("2022-11-07/2023-04-11", "7 Nov – 11 Apr 2023", "11月7日–2023年4月11日"),
    ("2026-01/2026-05-21", "Jan – 21 May", "1月–5月21日"),
    ("2022-02-28", "28 Feb", "2月28日"),
    ("2022-02-28/2022-02-28", "28 Feb", "2月28日"),
    ("2022/2023", "2022 – 2023", "2022年–2023年"),
    ("2022-02/..", "Feb 2022 – …", "2022年2月 – ……"),
    ("../2022-02-03", "… – 3 Feb 2022", "…… – 2022年2月3日"),
]
IN_FULL = [
    ("2022-02-28/2022-03-11", "28 Feb – 11 Mar 2022", "2022年2月28日–3月11日"),
    ("2023-01-09/2023-01-20", "9 – 20 Jan 2023", "2023年1月9日–20日"),
    ("2022-04", "Apr 2022", "2022年4月"),
    ("2022", "2022", "2022年"),
    ("2022-11-07/2023-04-11", "7 Nov 2022 – 11 Apr 2023", "2022年11月7日–2023年4月11日"),
]


@pytest.mark.parametrize(("date", "en", "zh"), IN_YEAR)
def test_dates_below_the_heading_of_their_year(date, en, zh):
    assert (wording.date_in_year(date, "en"), wording.date_in_year(date, "zh")) == (en, zh)


@pytest.mark.parametrize(("date", "en", "zh"), IN_FULL)
def test_dates_in_full(date, en, zh):
    assert (wording.date_in_full(date, "en"), wording.date_in_full(date, "zh")) == (en, zh)


def event(**fields):
    return Event(
        **{
            "id": "a",
            "date": "2022",
            "kind": "decision",
            "status": "happened",
            "title": Text(en="A", zh="甲"),
        }
        | fields
    )


def test_a_window_is_said_to_be_one():
    decided = event(date="2024-02-09/2024-07-29")
    assert wording.of_event(decided, "en") == "between 9 Feb 2024 and 29 Jul 2024"
    assert wording.of_event(decided, "zh") == "2024年2月9日至2024年7月29日之间"
    assert wording.of_event_short(decided, "en", in_year=True) == "9 Feb – 29 Jul ?"
    assert wording.of_event_short(event(date="2024-02-09/2024-02-09"), "en", in_year=True) == "9 Feb"
    lasting = event(date="2024-02-09/2024-07-29", kind="session")
    assert wording.of_event(lasting, "en") == "9 Feb – 29 Jul 2024"


TITLES = [
    ("happened", "A", "甲"),
    ("scheduled", "○ A (scheduled)", "○ 甲（预定）"),
    ("postponed", "↷ A (postponed)", "↷ 甲（推迟）"),
    ("cancelled", "× A (cancelled)", "× 甲（取消）"),
]


@pytest.mark.parametrize(("status", "en", "zh"), TITLES)
def test_a_title_tells_what_did_not_simply_happen(status, en, zh):
    marked = event(status=status)
    assert (wording.title(marked, "en"), wording.title(marked, "zh")) == (en, zh)


def test_a_missing_translation_shows_the_other_marked():
    assert wording.title(event(title=Text(zh="甲")), "en") == "[zh] 甲"


def wrapped(line, width):
    offsets = [0, *prose.breaks(line, width), len(line)]
    return [line[a:b] for a, b in itertools.pairwise(offsets)]


WRAPS = [
    pytest.param("one two three", 8, ["one two ", "three"], id="Latin between words"),
    pytest.param("特设委员会举行会议", 8, ["特设委员", "会举行会", "议"], id="Chinese between characters"),
    pytest.param("会议结束。再见", 8, ["会议结", "束。再见"], id="a full stop begins no line"),
    pytest.param("据《公约》草案", 4, ["据", "《公", "约》", "草案"], id="an opening mark ends no line"),
    pytest.param("于2022年3月开会", 8, ["于2022年", "3月开会"], id="a number stays with its unit"),
    pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="what is wider than the line is cut"),
    pytest.param("EFF 与会", 5, ["EFF ", "与会"], id="both scripts"),
]


@pytest.mark.parametrize(("line", "width", "lines"), WRAPS)
def test_lines_wrap_as_their_script_does(line, width, lines):
    assert wrapped(line, width) == lines


DATES = [
    pytest.param("24 – 25 Mar 2022", ["It was on ", "24 – 25 Mar 2022"], id="days of one month"),
    pytest.param("28 Feb – 11 Mar 2022", ["It was on 28 Feb – ", "11 Mar 2022"], id="days of two months"),
    pytest.param(
        "between 9 Feb 2024 and 29 Jul 2024", ["It was on ", "between 9 Feb 2024 and ", "29 Jul 2024"], id="a window"
    ),
    pytest.param(
        "2024年2月9日至2024年7月29日之间",
        ["It was on ", "2024年2月9日至", "2024年7月29日之间"],
        id="a window in Chinese",
    ),
]


@pytest.mark.parametrize(("date", "lines"), DATES)
def test_a_day_is_never_broken(date, lines):
    said = console.joined("It was on ", console.dated(date)).plain
    assert [line.replace(prose.WORD_JOINER, "") for line in wrapped(said, 23)] == lines


@given(st.text("ab，。（《 会议案2年", max_size=60), st.integers(2, 20))
def test_no_line_is_wider_than_the_window_and_nothing_is_lost(line, width):
    lines = wrapped(line, width)
    assert "".join(lines) == line
    assert all(cell_len(part.rstrip()) <= width for part in lines)


def test_a_table_too_wide_becomes_a_block_a_row_with_its_headings(ahc, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    shown = ahc("actors", "united", "-f", "table").out
    assert shown == (
        " united-states\n   Name  United States of America\n"
        "   Short  United States   Kind  state\n   Events  1   Also  US, USA\n"
    )


def test_in_a_narrow_window_the_place_stands_beside_the_date_if_it_fits_else_beside_the_title(ahc, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    shown = ahc("search", "committee sets", "-f", "table").out
    assert shown == (
        " 28 Feb – 11 Mar 2022          session-1\n   First session  New York\n   The committee sets out.\n"
    )
    monkeypatch.setenv("COLUMNS", "42")
    shown = ahc("search", "committee sets", "-f", "table").out
    assert shown == (" 28 Feb – 11 Mar 2022  New York  session-1\n   First session\n   The committee sets out.\n")


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        ("2022-12", [" ┄ 2022-12-31 ┄", " 2023"]),
        ("2023-01-01", [" 2023", " ┄ 2023-01-01 ┄"]),
    ],
    ids=["before a later year", "within its own year"],
)
def test_a_rule_stands_where_the_future_begins(ahc, day, lines):
    shown = ahc("list", "id:session-3", "--as-of", day, "-f", "table").out.splitlines()
    assert shown[:2] == lines


def test_cards_have_the_marks_of_their_language(bundled):
    card = bundled("show", "session-4", "--lang", "zh").out
    assert "2022年8月29日–9月9日  第三届会议  session-3" in card
    assert "UNODC：" in card
    assert "2023年4月7日（非政府组织）" in card
    assert "（发言）" in bundled("show", "eff", "--lang", "zh").out
