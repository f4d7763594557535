"""Pages at a terminal: lines that fit the window, break as their script does, and hold nothing that
acts.
"""

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from robustness.attacks import EVERYTHING, MARKUP, bracket, is_inert, shows_all
from shared import slow
from show.answers import (
    ADDRESS,
    FULL,
    cards,
    counted,
    facts,
    listed,
    listed_entries,
    page,
    positions,
    states,
    written,
)
from small import event

from ahc_cli.answers.timeline import KINDS
from ahc_cli.model.labels import MARKS
from ahc_cli.model.records import Confidence
from ahc_cli.render import BLANK, Answer, Column, Line, Span, Style
from ahc_cli.render.layout import wrap_line
from ahc_cli.render.terminal import STYLES
from ahc_cli.show.phrases import date_words, sure_spans

WIDTHS = (20, 40, 60, 80, 120)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def words(text, **given):
    return Line((Span(text),), **given)


def test_marks_hang_before_the_first_line_and_headings_part_the_lines():
    lines = (
        Line((Span("A title"),), "title"),
        BLANK,
        words("Facts", kind="heading"),
        words(
            "They agree on a text\nthat is long enough for two.",
            kind="item",
            indent=2,
            mark=Span("•"),
            hang=2,
        ),
        words("没有标记的中文条目也在同一列开始。", kind="item", indent=2, hang=2),
        words("[1] stands before a source only", kind="source", indent=2, mark=Span("[1]"), hang=4),
        words("A line without a mark hangs below itself.", hang=3),
        words("a chart fills the window", kind="chart", indent=0),
    )
    assert written(page(*lines), width=32) == """\
 A title

 Facts
  • They agree on a text
    that is long enough for two.
    没有标记的中文条目也在同一列
    开始。
  [1] [1] stands before a source
      only
 A line without a mark hangs
    below itself.
a chart fills the window
"""  # fmt: skip


def test_two_sides_stand_beside_each_other_in_a_wide_window_alone():
    left, right = words("for it", side="left"), words("against", side="right")
    beside = f" for it{' ' * 45}against\n"
    below = " for it\n against\n"
    assert written(page(left, right), width=100, terminal=True) == beside
    assert written(page(left, right), width=99, terminal=True) == below
    assert written(page(left, right), width=100) == below
    assert written(page(right), width=100, terminal=True) == " against\n"


WRAPS = {
    # a text → its lines in a window of 20 columns
    "Latin between words": ("one two three four five", "one two three four/five"),
    "Chinese between characters": ("特设委员会举行会议通过草案", "特设委员会举行会议/通过草案"),
    "a full stop starts no line": ("特设委员会举行会议。再见", "特设委员会举行会/议。再见"),
    "an opening mark ends no line": ("特设委员会举行会《公约》", "特设委员会举行会/《公约》"),
    "a number and its unit": ("特设委员会在于2022年开会", "特设委员会在于/2022年开会"),
    "a word wider than the line": ("abcdefghijklmnopqrstuvw", "abcdefghijklmnopqrs/tuvw"),
    "days": (
        f"held on {date_words('7 Nov 2022 – 11 Apr 2023')}",
        "held on/7 Nov 2022 –/11 Apr 2023",
    ),
    "days of a month": (f"was held {date_words('24 – 25 Mar 2022')}", "was held/24 – 25 Mar 2022"),
    "a window": (
        f"on {date_words('between 9 Feb and 29 Jul 2024')}",
        "on between 9 Feb/and 29 Jul 2024",
    ),
}


@pytest.mark.parametrize(("text", "lines"), WRAPS.values(), ids=WRAPS)
def test_a_line_breaks_as_its_script_does_and_prose_at_100_columns(text, lines):
    assert (
        "/".join(line.strip() for line in written(page(words(text)), width=20).splitlines())
        == lines
    )
    assert max(map(len, written(page(words("word " * 90)), width=200).splitlines())) == 100


letters = st.sampled_from(
    [
        *"axé1９. ，。会议年（“”案–",
        "\u3000",
        "\xa0",
        "e\u0301",
        "हि",
        "न्",
        "🇨🇳",
        "👩‍👩‍👧",
        "x" * 30,
        "\n",
    ]
)
texts = st.lists(letters, max_size=40).map("".join)
spans = st.builds(Span, texts, st.sampled_from(get_args(Style)))
lines = st.builds(
    Line, st.tuples(spans, spans), st.sampled_from(("text", "heading", "item", "source", "chart")), st.integers(0, 4),
    st.sampled_from((Span(""), Span("•"), Span("△", "weak"))), st.integers(1, 4),
)  # fmt: skip


@given(lines, st.sampled_from(WIDTHS), st.booleans())
def test_any_line_fits_the_window_and_nothing_of_it_is_lost(line, width, color):
    shown = ESCAPE.sub("", written(page(line), width=width, color=color, terminal=True))
    assert [part for part in shown.splitlines() if cell_len(part) > width] == []
    said = "".join(span.text for span in (line.mark, *line.spans))
    assert sorted("".join(shown.split())) == sorted("".join(said.split()))


def styled_letters(spans):
    return [(letter, span.style) for span in spans for letter in span.text if not letter.isspace()]


@given(lines, st.sampled_from(WIDTHS))
def test_every_letter_keeps_its_style_where_a_line_is_wrapped(line, width):
    wrapped = [span for spans in wrap_line(line, width) for span in spans]
    assert styled_letters(wrapped) == styled_letters((line.mark, *line.spans))


def answers():
    """One answer of each kind that is drawn."""
    events = list(FULL.events)
    ids = (
        "session-1 session-2 vote-2022 russia eff safeguards vienna un-report instrument article-24"
    )
    return {
        "list": listed(*events),
        "fields": listed(*events, fields="id,date,place,title,facts,positions"),
        "positions": positions(FULL),
        "facts": facts(FULL, "of:fact,article,caveat"),
        "states": states(FULL),
        "count": counted(FULL, "actor"),
        "actors": listed_entries(FULL, "actor"),
        "sources": listed_entries(FULL, "source"),
        "cards": cards(FULL, *ids.split()),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [20, 80, *slow(40, 60, 120)])
def test_every_answer_fits_the_window_from_20_columns_on(lang, width):
    for name, answer in answers().items():
        lines = written(answer, lang=lang, width=width).splitlines()
        wrong = [line for line in lines if cell_len(line) > width and line.strip() != ADDRESS]
        assert wrong == [], name
        assert [
            line for line in lines if line != line.rstrip() or "\u2060" in line or "\u200b" in line
        ] == []
        if width == 20:
            assert written(answer, lang=lang, width=1) == written(answer, lang=lang, width=20)


@pytest.mark.parametrize("width", WIDTHS)
def test_ids_and_days_of_a_list_are_never_cut(width):
    shown = written(
        listed(
            event("vote-on-the-rules", date="2022-11-07/2023-04-11", title={"en": "long " * 20})
        ),
        width=width,
    )
    assert all(whole in shown for whole in ("vote-on-the-rules", "7 Nov 2022 –", "11 Apr 2023"))


def everywhere(text):
    """Return a page and a table with a text in every place, in every style."""
    styled = tuple(Span(text, style) for style in get_args(Style))
    kinds = ("text", "title", "heading", "item", "source", "chart")
    many = page(*(Line(styled, kind, mark=Span(text)) for kind in kinds))
    cell = Column(text, lambda _record: styled, most=0)
    below = Column("", cell.show, below=True)
    table = Answer(records=[1], table=lambda _answer, _screen: (cell, below))
    return many, table


@pytest.mark.parametrize("color", slow(True, False))
def test_no_text_acts_upon_a_terminal_wherever_it_stands(color):
    text = "".join(bracket(number, attack) for number, attack in enumerate(EVERYTHING))
    for answer in everywhere(text):
        shown = written(answer, width=100, color=color, terminal=True)
        assert is_inert(ESCAPE.sub("", shown), allowed="\n")
        assert shows_all(re.sub(r"\s", "", ESCAPE.sub("", shown)))


def test_markup_is_shown_letter_by_letter():
    assert [
        text
        for text in MARKUP
        for answer in everywhere(text)
        if text not in written(answer, width=120)
    ] == []


def test_without_unicode_every_sign_has_a_twin():
    signs = "".join(
        [*(sign for sign, _lane in KINDS.values()), *MARKS.values(), "–—─┄│▆•·…←→△“”‘’┬┴┃├┤"]
    )
    assert written(page(words(signs, kind="chart")), width=100, unicode=False).isascii()
    shown = written(listed(event(status="scheduled", date="2022-02-28/2022-03-11")), unicode=False)
    assert shown.isascii()
    assert "28 Feb - 11 Mar 2022 # o Talk (scheduled)" in shown


def test_links_are_drawn_in_colour_at_a_terminal_only_and_have_no_random_ids():
    for answer in (cards(FULL, "un-report"), listed_entries(FULL, "source")):
        linked = written(answer, color=True, terminal=True)
        assert linked.count(f"\x1b]8;;{ADDRESS}\x1b\\") >= 1
        assert linked == written(answer, color=True, terminal=True)
        assert "\x1b]8" not in written(answer, color=True) + written(answer, terminal=True)


def test_an_address_is_whole_in_a_pipe():
    assert ADDRESS in written(cards(FULL, "un-report"), width=20)
    assert ADDRESS not in written(cards(FULL, "un-report"), terminal=True)


def test_nothing_depends_on_colour():
    for answer in answers().values():
        plain, colored = written(answer, terminal=True), written(answer, color=True)
        assert "\x1b" not in plain
        shown = [line.rstrip() for line in ESCAPE.sub("", colored).splitlines()]
        assert shown == written(answer).splitlines()


def luminance(rgb):
    parts = [
        value / 255 / 12.92 if value / 255 <= 0.03928 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in rgb
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("ground", ["ffffff", "000000", "002b36", "fdf6e3"])
def test_every_colour_is_legible_on_a_light_and_on_a_dark_ground(ground):
    numbers = {
        int(number) for style in STYLES.values() for number in re.findall(r"color\((\d+)\)", style)
    }
    assert numbers
    for number in numbers:
        cube = (0, 95, 135, 175, 215, 255)
        color = [cube[(number - 16) // step % 6] for step in (36, 6, 1)]
        dark, light = sorted(luminance(rgb) + 0.05 for rgb in (color, bytes.fromhex(ground)))
        assert light / dark >= 3, number


def test_without_colour_what_is_bold_or_underlined_at_a_terminal_stays_so():
    answer = page(Line((Span("a", "heading"), Span("b", "match"), Span("c", "id"))))
    shown = written(answer, terminal=True, styled=True)
    assert shown == " \x1b[1ma\x1b[0m\x1b[4mb\x1b[0mc\n"
    assert written(answer, terminal=True) == " abc\n"


def test_colours_are_fixed_and_confidence_is_never_faint():
    assert all(
        re.fullmatch(r"((color\(\d+\)|bold|dim|not|italic|underline|strike) ?)+", style)
        for style in STYLES.values()
    )
    assert STYLES["weak"].startswith("bold")
    for sure in get_args(Confidence):
        (span,) = sure_spans(sure)
        assert "dim" not in STYLES.get(span.style, "")
