"""Text: folding for comparison, mapping positions back, and making text inert."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli.model import text as text_module
from ahc_cli.model.text import (
    canonical,
    fold,
    inert,
    inert_json,
    inert_plain,
    is_han,
    pieces,
    shorten,
    swap_numerals,
    unfold,
    width,
)

FOLDED = {
    "case": ("Hanoi", "hanoi"),
    "accents": ("Hà Nội", "ha noi"),
    "combining accents": ("Ha\u0300 No\u0323\u0302i", "ha noi"),
    "wide letters": ("ＵＮＯＤＣ", "unodc"),
    "wide digits and marks": ("２０２２：", "2022:"),
    "sharp s": ("Straße", "strasse"),
    "ligature": ("oﬃce", "office"),
    "Turkish dotted I": ("İstanbul", "istanbul"),
    "a stroke is not an accent": ("Øre", "øre"),
    "circled digit": ("①", "1"),
    "Chinese is kept": ("第一届会议", "第一届会议"),
    "compatibility ideograph": ("\uf900", "\u5c82"),
    "Traditional characters": ("聯合國第四屆會議：網絡犯罪公約", "联合国第四届会议:网络犯罪公约"),
    "a character that is written alike": ("里程", "里程"),
    "Hangul stays composed": ("한국", "한국"),
    "kana stay voiced": ("ガ", "ガ"),
    "half-width kana": ("ｱ", "ア"),
    "Greek final sigma": ("ΣΑΣ", "σασ"),
    "the first and the last accent": ("a\u0300\u036f", "a"),
    "the neighbours of the accents": ("\u02ff\u0371", "\u02ff\u0371"),
    "nothing": ("", ""),
}
PLAIN = "第一届会议，Vienna：2022（一）！？；、。《》“”‘’·–—"

# Characters as Chinese and English texts have them, and some that need the full folding.
USUAL = "aZ 9,:·“”‘’–—、。《》，：；（）！？第一届会議㐀鿿"
UNUSUAL = "聯國屆éＡß…①ﬃ\u0301\u3000ＩİΣ\uf900㈠～％ガ\U00020000\ud800"


def folded_by_definition(text: str) -> str:
    """Fold a text as it is defined: each character by NFKC, lower case, no accents, Simplified."""

    def folded(char: str) -> str:
        decomposed = unicodedata.normalize("NFKD", char).casefold()
        return unicodedata.normalize(
            "NFKC", "".join(c for c in decomposed if not 0x300 <= ord(c) < 0x370)
        ).translate(simplified)

    simplified = text_module.simplified()
    return "".join(map(folded, text))


@pytest.mark.parametrize(("text", "folded"), FOLDED.values(), ids=FOLDED)
def test_folding_removes_case_width_and_accents(text, folded):
    assert fold(text) == folded


def test_plain_chinese_folds_the_same_beside_an_accent():
    assert fold(PLAIN) == "第一届会议,vienna:2022(一)!?;、。《》“”‘’·–—"
    assert fold(PLAIN + "é") == fold(PLAIN) + "e"


@given(st.text(st.sampled_from(USUAL)) | st.text(st.sampled_from(USUAL + UNUSUAL)) | st.text())
def test_a_text_folds_character_by_character(text):
    assert fold(text) == folded_by_definition(text)


@pytest.mark.slow
def test_every_character_folds_by_its_definition_beside_a_chinese_one():
    chars = map(chr, range(0x110000))
    assert [hex(ord(c)) for c in chars if fold("届" + c) != "届" + folded_by_definition(c)] == []


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=["M"])))
def test_upper_and_lower_case_fold_alike(text):
    simple = "".join(c for c in text if c.upper().lower() == c.lower())
    assert fold(simple.upper()) == fold(simple.lower()) == fold(simple)


UNFOLDED = [
    # text, needle in the folded text, the same in the text
    ("In Hanoi", "hanoi", "Hanoi"),
    ("In Hà Nội.", "noi", "Nội"),
    ("In Ha\u0300 No\u0323\u0302i.", "noi", "No\u0323\u0302i"),
    ("Straße", "ss", "ß"),
    ("Straße", "s", "S"),
    ("oﬃce", "fi", "ﬃ"),
    ("一二三", "二", "二"),
    ("聯合國會議", "国会", "國會"),
    ("x𠀀二", "二", "二"),
    ("Cafe\u0301", "cafe", "Cafe\u0301"),
    ("éx", "e", "é"),
    ("e\u0301x", "e", "e\u0301"),
    ("e\u0301\u0302x", "e", "e\u0301\u0302"),
    ("e\u0301\u0323x", "e", "e\u0301\u0323"),
    ("e\u0301\u0302\u0303x", "e", "e\u0301\u0302\u0303"),
    ("e\u0301", "e", "e\u0301"),
    ("e\u0301\u0302", "e", "e\u0301\u0302"),
]


@pytest.mark.parametrize(("text", "needle", "expected"), UNFOLDED)
def test_a_span_of_the_folded_text_maps_back_to_the_text(text, needle, expected):
    at = fold(text).index(needle)
    start, end = unfold(text, at, at + len(needle))
    assert text[start:end] == expected


@given(st.text(), st.data())
def test_a_span_that_maps_back_folds_to_what_was_found(text, data):
    folded = fold(text)
    if folded:
        start = data.draw(st.integers(0, len(folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded)))
        first, last = unfold(text, start, end)
        assert 0 <= first < last <= len(text)
        assert folded[start:end] in fold(text[first:last])


NUMERALS = [
    ("第1届", "第一届"),
    ("第10条", "第十条"),
    ("第11条", "第十一条"),
    ("第20条", "第二十条"),
    ("第99条", "第九十九条"),
    ("第七十四届", "第74届"),
    ("第3条和第四条", "第三条和第4条"),
    ("第三", "第3"),
    *[
        (text, text)
        for text in ("第0条", "第100条", "第01条", "第一二条", "第一百条", "第十一百条")
    ],
    *[(text, text) for text in ("第", "3条", "article 42")],
]


@pytest.mark.parametrize(("text", "expected"), NUMERALS)
def test_ordinals_up_to_99_are_written_in_the_other_numerals(text, expected):
    assert swap_numerals(text) == expected


def test_a_part_of_a_longer_number_is_not_an_ordinal():
    digits = "〇零一二三四五六七八九十百千0123456789"
    longer = [text for more in digits for text in (f"第一{more}〇号", f"第3{more}千号")]
    assert [text for text in longer if swap_numerals(text) != text] == []


def test_swapping_the_numerals_of_every_ordinal_twice_changes_nothing():
    swapped = [swap_numerals(f"第{number}") for number in range(1, 100)]
    assert [swap_numerals(text) for text in swapped] == [f"第{number}" for number in range(1, 100)]
    assert len(set(swapped)) == 99
    assert not any(char.isascii() for char in "".join(swapped))


INERT = {
    "colour": ("a\x1b[31mb", r"a\x1b[31mb"),
    "title of the window": ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
    "C1 control": ("\x9b31m", r"\x9b31m"),
    "NUL and DEL": ("\0\x7f", r"\x00\x7f"),
    "carriage return": ("a\rb", r"a\x0db"),
    "line feed": ("a\nb", r"a\nb"),
    "a tab becomes a blank": ("a\tb", "a b"),
    "right-to-left override": ("a\u202eb", r"a\u202eb"),
    "isolates": ("\u2066a\u2069", r"\u2066a\u2069"),
    "Arabic letter mark": ("\u061c", r"\u061c"),
    "line separator": ("\u2028\u2029", r"\u2028\u2029"),
    "next line": ("\x85", r"\x85"),
    "interlinear marks": ("\ufff9\ufffb", r"\ufff9\ufffb"),
    "tag": ("\U000e0041", r"\U000e0041"),
    "surrogate": ("\ud800", r"\ud800"),
    "emoji of several": ("👩\u200d⚖️", "👩\u200d⚖️"),
    "combining marks": ("e\u0301", "e\u0301"),
    "markup": ("[bold]:skull:[/x]", "[bold]:skull:[/x]"),
    "Chinese": ("会议", "会议"),
    "backslash": (r"a\x1b", r"a\x1b"),
}


@pytest.mark.parametrize(("text", "shown"), INERT.values(), ids=INERT)
def test_what_a_terminal_would_act_upon_becomes_visible(text, shown):
    assert inert(text) == shown


def test_line_feeds_are_kept_in_a_text_of_several_lines():
    assert inert("a\n\x1bb\tc\r\n", lines=True) == "a\n\\x1bb c\\x0d\n"


# Ranges of what a terminal would act upon: the first and the last of each.
ACTIVE = [
    (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),
    (0xD800, 0xDFFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
]  # fmt: skip
NEIGHBOURS = [
    0x20, 0x7E, 0xA0, 0x61B, 0x61D, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x206A, 0xD7FF, 0xE000, 0xFFF8, 0xFFFC,
    0xDFFFF, 0xE0080,
]  # fmt: skip


@pytest.mark.parametrize("code", sorted({code for ends in ACTIVE for code in ends}), ids=hex)
def test_a_control_is_escaped_by_its_number(code):
    digits = (
        f"x{code:02x}" if code < 0x100 else f"u{code:04x}" if code < 0x10000 else f"U{code:08x}"
    )
    assert inert(chr(code)) == inert(chr(code), lines=True) == f"\\{digits}"
    assert inert_plain(chr(code)) == "\ufffd"


@pytest.mark.parametrize("code", NEIGHBOURS, ids=hex)
def test_the_neighbours_of_the_controls_are_kept(code):
    char = chr(code)
    assert [inert(char), inert(char, lines=True), inert_json(char), inert_plain(char)] == [char] * 4


@pytest.mark.slow
def test_of_all_characters_only_unprintable_ones_are_escaped():
    escaped = [chr(code) for code in range(0x110000) if inert(chr(code)) != chr(code)]
    assert [char for char in escaped if char.isprintable()] == []
    assert [char for char in escaped if inert_json(char) == char and char != "\n"] == []


PLAIN_MARKS = {
    "controls": ("\x1b]0;x\x07\x00\x7f\x9b", "\ufffd]0;x\ufffd\ufffd\ufffd\ufffd"),
    "the direction of writing": ("a\u202eb\u2066", "a\ufffdb\ufffd"),
    "a tab becomes a blank": ("a\tb", "a b"),
    "line ends become line feeds": ("a\nb\r\nc\r", "a\nb\nc\ufffd"),
    "Chinese": ("会议\u200d", "会议\u200d"),
}


@pytest.mark.parametrize(("text", "shown"), PLAIN_MARKS.values(), ids=PLAIN_MARKS)
def test_formats_without_an_escape_get_a_replacement_character(text, shown):
    assert inert_plain(text) == shown


anything = st.text(st.characters(exclude_categories=()))


@given(anything)
def test_nothing_active_is_left(text):
    shown = inert(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not any(
        unicodedata.bidirectional(c)
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for c in shown
    )
    assert inert(shown) == shown
    assert inert(inert_plain(text), lines=True) == inert_plain(text)


@given(st.recursive(anything, lambda inner: st.lists(inner) | st.dictionaries(anything, inner)))
def test_inert_json_means_the_same(value):
    for indent in (None, 2):
        written = json.dumps(value, ensure_ascii=False, indent=indent)
        shown = inert_json(written)
        assert json.loads(shown) == value
        assert inert(shown, lines=True) == shown


def test_inert_json_keeps_its_lines_and_escapes_by_utf_16_units():
    assert inert_json('{\n "a": 1\n}\n') == '{\n "a": 1\n}\n'
    assert inert_json('"\U000e0041\x7f会"') == '"\\udb40\\udc41\\u007f会"'
    assert inert_json("\ud800\U000e0001") == "\\ud800\\udb40\\udc01"


SHORTENED = {
    "as long as the limit": ("abcdef", 6, "abcdef"),
    "longer": ("abcdefg", 6, "abc … efg"),
    "an odd limit": ("abcdefgh", 5, "ab … gh"),
    "Chinese": ("第一届会议决定", 4, "第一 … 决定"),
    "nothing": ("", 4, ""),
}


@pytest.mark.parametrize(("text", "limit", "expected"), SHORTENED.values(), ids=SHORTENED)
def test_a_long_text_loses_its_middle(text, limit, expected):
    assert shorten(text, limit) == expected


def test_a_text_of_300_characters_is_not_shortened():
    assert [shorten("x" * length) for length in (300, 301)] == [
        "x" * 300,
        f"{'x' * 150} … {'x' * 150}",
    ]


WIDTHS = [
    ("abc", 3),
    ("会议", 4),
    ("ａ", 2),
    ("e\u0301", 1),
    ("", 0),
    ("–", 1),
    ("한", 2),
    ("2022年2月", 9),
]


@pytest.mark.parametrize(("text", "cells"), WIDTHS)
def test_wide_characters_take_two_cells_and_combining_ones_none(text, cells):
    assert width(text) == cells


_SHOWN = st.text(st.characters(categories=["L", "N", "P", "Zs", "Sc"]))


@given(_SHOWN, _SHOWN)
def test_widths_add_up(one, other):
    assert width(one + other) == width(one) + width(other)


@pytest.mark.parametrize(("chars", "han"), [("aé7ж한-。 ", False), ("会𠀀豈", True)])
def test_chinese_characters_are_told_from_others(chars, han):
    assert [is_han(char) for char in chars] == [han] * len(chars)


@pytest.mark.parametrize(
    ("first", "last"), [(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]
)
def test_chinese_characters_lie_in_three_ranges(first, last):
    assert [is_han(chr(code)) for code in (first - 1, first, last, last + 1)] == [
        False,
        True,
        True,
        False,
    ]


CANONICAL = {
    "A/RES/74/247": "74/247", "resolution 74/247": "74/247", "联合国大会第74/247号决议": "74/247",
    "A/AC.291/22/Rev.3": "a/ac.291/22/rev.3", "Fourth Sessions": "4th session", "《公约》第二十四条": "公约第24条",
}  # fmt: skip


def test_names_and_symbols_have_one_form():
    assert {text: canonical(text) for text in CANONICAL} == CANONICAL


MARKS = [
    # marks, what stands before and behind one, and the pieces between which a line may break
    ("，。、；：？！）》」』】”’…—–·,.;:!?)]%", "会{}议", "会{} 议"),
    ("（《「『【“‘([", "会{}议", "会 {}议"),
    ("年月日条届次号章份", "第3{}会", "第 3{} 会"),
    ("年月日条届次号章份", "会{}议", "会 {} 议"),
    ("ᄀ⺀ぁ가豈︰￠\U0001f300𠀀", "a{}b", "a {} b"),
    ("\u2060\U000e0ffe", "会{}议", "会{}议"),
    ("\u200b\U000e0fff", "a{}b", "a{} b"),
]


def test_a_chinese_date_stays_on_one_line():
    assert list(pieces("于2022年1月24日开幕")) == ["于", "2022年1月24日", "开", "幕"]
    assert list(pieces("2022年1月至12月")) == ["2022年1月", "至", "12月"]


@pytest.mark.parametrize(("marks", "text", "parts"), MARKS)
def test_a_line_breaks_where_its_script_does(marks, text, parts):
    assert [
        mark for mark in marks if list(pieces(text.format(mark))) != parts.format(mark).split(" ")
    ] == []
