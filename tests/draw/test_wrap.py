"""Where lines break: Latin between words, Chinese between characters, and no mark where it cannot stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from ahc_cli.draw import console
from ahc_cli.draw.console import extent, wrap
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER, breaks

WRAPS = [
    pytest.param("one two three", 8, ["one two ", "three"], id="Latin between words"),
    pytest.param("特设委员会举行会议", 8, ["特设委员", "会举行会", "议"], id="Chinese between characters"),
    pytest.param("EFF 与会", 5, ["EFF ", "与会"], id="both scripts"),
    pytest.param("AHC 会议 in Vienna", 7, ["AHC 会", "议 in ", "Vienna"], id="words stay whole"),
    pytest.param("会议结束。再见", 8, ["会议结", "束。再见"], id="a full stop starts no line"),
    pytest.param("about 50 % of it", 8, ["about ", "50 % of ", "it"], id="no closing mark starts a line, even after a blank"),
    pytest.param("据《公约》草案", 4, ["据", "《公", "约》", "草案"], id="an opening mark ends no line"),
    pytest.param("于2022年3月开会", 8, ["于2022年", "3月开会"], id="a number stays with its unit"),
    pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="what is wider than the line is cut"),
    pytest.param("会abcdefghijk 议", 5, ["会", "abcde", "fghij", "k 议"], id="and what follows it goes on in its last line"),
    pytest.param("会   \u3000  议", 4, ["会   \u3000  ", "议"], id="blanks at the end take no room"),
    pytest.param("e\u0301会e\u0301会", 3, ["e\u0301会", "e\u0301会"], id="accents have no width"),
    pytest.param(f"会 28{WORD_JOINER} {WORD_JOINER}Feb", 6, ["会 ", f"28{WORD_JOINER} {WORD_JOINER}Feb"], id="joined words stay together"),
    pytest.param("", 3, [""], id="nothing"),
]  # fmt: skip


def parts(line, width):
    return [line[start:end] for start, end in itertools.pairwise([0, *breaks(line, width, cell_len), len(line)])]


@pytest.mark.parametrize(("line", "width", "lines"), WRAPS)
def test_a_line_breaks_as_its_script_does(line, width, lines):
    assert parts(line, width) == lines


DATES = [
    pytest.param("7 Nov 2022 – 11 Apr 2023", ["It was on 7 Nov 2022 – ", "11 Apr 2023"], id="days of two years"),
    pytest.param("2022年11月7日–2023年4月11日", ["It was on ", "2022年11月7日–", "2023年4月11日"], id="days of two years in Chinese"),
    pytest.param("24 – 25 Mar 2022", ["It was on ", "24 – 25 Mar 2022"], id="days of one month"),
    pytest.param("28 Feb – 11 Mar 2022", ["It was on 28 Feb – ", "11 Mar 2022"], id="days of two months"),
    pytest.param("between 9 Feb and 29 Jul 2024", ["It was on between 9 Feb ", "and 29 Jul 2024"], id="a window"),
    pytest.param("2024年2月9日至7月29日之间", ["It was on ", "2024年2月9日至", "7月29日之间"], id="a window in Chinese"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "lines"), DATES)
def test_a_day_is_never_broken(date, lines):
    shown = console.join("It was on ", console.date_text(date)).plain
    assert [line.replace(WORD_JOINER, "").replace(WORD_BREAK, "") for line in parts(shown, 23)] == lines


letters = st.sampled_from([*"axé1９. ，。会议年（“”案", "\u3000", "\xa0", "\u0301"])
texts = st.lists(letters, max_size=60).map("".join)


@given(texts, st.integers(2, 20))
def test_no_line_is_wider_than_the_window_and_nothing_is_lost(line, width):
    lines = parts(line, width)
    assert "".join(lines) == line
    assert [part for part in lines if cell_len(part.rstrip()) > width] == []


@given(texts)
def test_a_line_that_fits_is_not_broken(line):
    assert parts(line, cell_len(line)) == [line]


def test_the_extent_of_lines_is_that_of_the_widest():
    assert extent("AHC 会议\nin Vienna") == (6, 9)


@given(texts.filter(str.strip), st.integers(20, 40))
def test_styles_stay_where_they_are(line, width):
    shown = Text(line)
    shown.stylize("bold", 0, 2)
    lines = wrap(shown, width)
    bold = "".join(part.plain[span.start : span.end] for part in lines for span in part.spans)
    assert bold.split() == line[:2].split()


@pytest.mark.slow
@pytest.mark.parametrize("title", ["a", "会", "ab ", "，", "（", "e\u0301", "1年"])
def test_a_title_of_a_million_letters_is_wrapped_too(title):
    long = title * (1_000_000 // len(title))
    assert sum(map(len, parts(long, 80))) == len(long)
