"""Where lines break: between words, between Chinese characters, and the same however long the text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from ahc_cli.render import prose
from ahc_cli.render.prose import Prose, breaks, extent

BROKEN = [
    pytest.param("第一届会议，2022年2月", 10, ["第一届会", "议，2022年", "2月"], id="closing marks begin no line, counted words neither"),
    pytest.param("见“第一届会议”", 6, ["见“第", "一届会", "议”"], id="opening marks end no line"),
    pytest.param("AHC 会议 in Vienna", 7, ["AHC 会", "议 in ", "Vienna"], id="words stay whole"),
    pytest.param("会abcdefghijk 议", 5, ["会", "abcde", "fghij", "k 议"], id="what is wider than a line is cut"),
    pytest.param("会   \u3000  议", 4, ["会   \u3000  ", "议"], id="blanks at the end take no room"),
    pytest.param("e\u0301会e\u0301会", 3, ["e\u0301会", "e\u0301会"], id="marks without a width"),
    pytest.param(f"会 28{prose.WORD_JOINER} {prose.WORD_JOINER}Feb", 6, ["会 ", f"28{prose.WORD_JOINER} {prose.WORD_JOINER}Feb"], id="what is joined"),
]  # fmt: skip


def parts(text, width):
    ends = [*breaks(text, width), len(text)]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(("text", "width", "lines"), BROKEN)
def test_a_line_is_broken_like_this(text, width, lines):
    assert parts(text, width) == lines


letters = st.sampled_from(
    ["a", "x", "é", "1", "９", " ", " ", "\u3000", "会", "议", "年", "，", "。", ".", "(", "（", "“", "”", "\xa0"]
)
texts = st.lists(letters, max_size=60).map("".join)


@given(texts, st.integers(2, 20))
def test_by_the_kinds_of_characters_the_breaks_are_those_that_measuring_finds(text, width):
    line = f"会{text}"
    assert list(breaks(line, width)) == list(prose._measured_breaks(line, width))


@given(texts)
def test_by_the_kinds_of_characters_the_widest_piece_is_the_one_that_measuring_finds(text):
    assert extent(text)[0] == max((bare for _, _, bare in prose._pieces(text)), default=0)


@given(st.text(st.sampled_from("ab) .("), max_size=60), st.integers(1, 20))
def test_ascii_is_broken_as_rich_does(text, width):
    lines = Text(text, overflow="fold").wrap(Console(), width)
    assert [part.rstrip() for part in parts(text, width)] == [line.plain.rstrip() for line in lines]


@given(texts.filter(str.strip), st.integers(20, 40))
def test_styles_stand_where_they_stood(text, width):
    shown = Prose(text, overflow="fold")
    shown.stylize("bold", 0, 2)
    console = Console(width=width, color_system="standard", force_terminal=True, _environ={})
    bold = "".join(s.text for line in console.render_lines(shown) for s in line if s.style and s.style.bold)
    assert bold.split() == text[:2].split()
