"""Folding for matching, places that lead back, and what makes a text inert."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli.text import count_of, fold, inert, inert_json, is_han, is_word, replaced, respelled, unfolded, width

FOLDED = {
    "case": ("Hanoi", "hanoi"),
    "accents": ("Hà Nội", "ha noi"),
    "accents as marks of their own": ("Ha\u0300 No\u0323\u0302i", "ha noi"),
    "wide letters": ("ＵＮＯＤＣ", "unodc"),
    "wide digits and marks": ("２０２２：", "2022:"),
    "sharp s": ("Straße", "strasse"),
    "ligature": ("oﬃce", "office"),
    "Turkish dotted I": ("İstanbul", "istanbul"),
    "a letter with a mark inside is not bare": ("Øre", "øre"),
    "circled digit": ("①", "1"),
    "Chinese stays": ("第一届会议", "第一届会议"),
    "compatibility ideograph": ("\uf900", "\u8c48"),
    "Hangul stays composed": ("한국", "한국"),
    "kana stay voiced": ("ガ", "ガ"),
    "half-width kana": ("ｱ", "ア"),
    "Greek final sigma": ("ΣΑΣ", "σασ"),
    "the first and the last of the accents": ("a\u0300\u036f", "a"),
    "what is next to the accents": ("\u02ff\u0371", "\u02ff\u0371"),
    "nothing": ("", ""),
}
PLAIN = "第一届会议，Vienna：2022（一）！？；、。《》“”‘’·–—"


@pytest.mark.parametrize(("text", "folded"), FOLDED.values(), ids=FOLDED)
def test_texts_are_compared_without_case_width_or_accents(text, folded):
    assert fold(text) == folded


def test_plain_chinese_folds_the_same_beside_an_accent():
    assert fold(PLAIN) == "第一届会议,vienna:2022(一)!?;、。《》“”‘’·–—"
    assert fold(PLAIN + "é") == fold(PLAIN) + "e"


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_characters_fold_by_themselves(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text(st.characters(exclude_categories=["M"])))
def test_upper_and_lower_case_fold_alike(text):
    simple = "".join(c for c in text if c.upper().lower() == c.lower())
    assert fold(simple.upper()) == fold(simple.lower()) == fold(simple)


PLACES = [
    # text, needle, where it stands in the text
    ("In Hanoi", "hanoi", "Hanoi"),
    ("In Hà Nội.", "noi", "Nội"),
    ("In Ha\u0300 No\u0323\u0302i.", "noi", "No\u0323\u0302i"),
    ("Straße", "ss", "ß"),
    ("Straße", "s", "S"),
    ("oﬃce", "fi", "ﬃ"),
    ("一二三", "二", "二"),
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


ORDINALS = [
    ("第1届", "第一届"), ("第10条", "第十条"), ("第11条", "第十一条"), ("第20条", "第二十条"), ("第99条", "第九十九条"), ("第七十四届", "第74届"),
    ("第3条和第四条", "第三条和第4条"), ("第0条", "第0条"), ("第100条", "第100条"), ("第01条", "第01条"), ("第一二条", "第一二条"), ("第一百条", "第一百条"), ("第十一百条", "第十一百条"),
    ("第", "第"), ("第三", "第3"), ("3条", "3条"), ("article 42", "article 42"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "other"), ORDINALS)
def test_an_ordinal_is_spelled_in_the_other_numerals(text, other):
    assert respelled(text) == other


@pytest.mark.parametrize("further", "〇零一二三四五六七八九十百千0123456789")
def test_of_a_number_that_goes_on_no_part_is_an_ordinal(further):
    chinese, digits = f"第一{further}〇号", f"第3{further}千号"
    assert (respelled(chinese), respelled(digits)) == (chinese, digits)


def test_every_ordinal_up_to_the_99th_comes_back():
    spelled = [respelled(f"第{number}") for number in range(1, 100)]
    assert [respelled(one) for one in spelled] == [f"第{number}" for number in range(1, 100)]
    assert len(set(spelled)) == 99
    assert not any(char.isascii() for char in "".join(spelled))


@pytest.mark.parametrize(("text", "needle", "there"), PLACES)
def test_a_place_in_the_folded_text_is_a_place_in_the_text(text, needle, there):
    at = fold(text).index(needle)
    start, end = unfolded(text, at, at + len(needle))
    assert text[start:end] == there


@given(st.text(), st.data())
def test_a_place_holds_what_was_found_there(text, data):
    folded = fold(text)
    if folded:
        start = data.draw(st.integers(0, len(folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded)))
        first, last = unfolded(text, start, end)
        assert 0 <= first < last <= len(text)
        assert folded[start:end] in fold(text[first:last])


INERT = {
    "colour": ("a\x1b[31mb", r"a\x1b[31mb"),
    "title of the window": ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
    "C1 control": ("\x9b31m", r"\x9b31m"),
    "NUL and DEL": ("\0\x7f", r"\x00\x7f"),
    "carriage return": ("a\rb", r"a\x0db"),
    "line feed": ("a\nb", r"a\nb"),
    "tab is a blank": ("a\tb", "a b"),
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
def test_what_a_terminal_would_act_upon_is_a_visible_mark(text, shown):
    assert inert(text) == shown


def test_line_feeds_stay_where_a_text_may_have_several_lines():
    assert inert("a\n\x1bb\tc\r\n", lines=True) == "a\n\\x1bb c\\x0d\n"


# Ranges of what a terminal would act upon: the first and the last of each.
ACTIVE = [
    (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),
    (0xD800, 0xDFFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
]  # fmt: skip
NEXT_TO_THEM = [
    0x20, 0x7E, 0xA0, 0x61B, 0x61D, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x206A, 0xD7FF, 0xE000, 0xFFF8, 0xFFFC,
    0xDFFFF, 0xE0080,
]  # fmt: skip


@pytest.mark.parametrize("code", sorted({code for ends in ACTIVE for code in ends}), ids=hex)
def test_a_control_is_a_mark(code):
    digits = f"x{code:02x}" if code < 0x100 else f"u{code:04x}" if code < 0x10000 else f"U{code:08x}"
    assert inert(chr(code)) == inert(chr(code), lines=True) == f"\\{digits}"
    assert replaced(chr(code)) == "\ufffd"


@pytest.mark.parametrize("code", NEXT_TO_THEM, ids=hex)
def test_what_is_next_to_a_control_stays(code):
    assert inert(chr(code)) == inert(chr(code), lines=True) == inert_json(chr(code)) == replaced(chr(code)) == chr(code)


REPLACED = {
    "controls": ("\x1b]0;x\x07\x00\x7f\x9b", "\ufffd]0;x\ufffd\ufffd\ufffd\ufffd"),
    "the direction of writing": ("a\u202eb\u2066", "a\ufffdb\ufffd"),
    "a tab is a blank": ("a\tb", "a b"),
    "line feeds stay": ("a\nb\r\n", "a\nb\ufffd\n"),
    "Chinese": ("会议\u200d", "会议\u200d"),
}


@pytest.mark.parametrize(("text", "shown"), REPLACED.values(), ids=REPLACED)
def test_where_no_mark_can_be_shown_another_character_stands(text, shown):
    assert replaced(text) == shown


anything = st.text(st.characters(exclude_categories=()))


@given(anything)
def test_nothing_active_is_left(text):
    shown = inert(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not any(
        unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI") for c in shown
    )
    assert inert(shown) == shown
    assert inert(replaced(text), lines=True) == replaced(text)


@given(st.recursive(anything, lambda inner: st.lists(inner) | st.dictionaries(anything, inner)))
def test_json_says_the_same_when_it_is_inert(value):
    for indent in (None, 2):
        written = json.dumps(value, ensure_ascii=False, indent=indent)
        shown = inert_json(written)
        assert json.loads(shown) == value
        assert inert(shown, lines=True) == shown


def test_lines_of_json_stay_lines():
    assert inert_json('{\n "a": 1\n}\n') == '{\n "a": 1\n}\n'


def test_json_escapes_are_utf_16_units():
    assert inert_json('"\U000e0041\x7f会"') == '"\\udb40\\udc41\\u007f会"'
    assert inert_json("\ud800\U000e0001") == "\\ud800\\udb40\\udc01"


COUNTS = [
    (0, "event", "0 events"), (1, "event", "1 event"), (2, "event", "2 events"),
    (0, "entry", "0 entries"), (1, "entry", "1 entry"), (2, "entry", "2 entries"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "noun", "said"), COUNTS)
def test_of_one_thing_the_noun_is_singular(number, noun, said):
    assert count_of(number, noun) == said


WIDTHS = [("abc", 3), ("会议", 4), ("ａ", 2), ("e\u0301", 1), ("", 0), ("–", 1), ("한", 2), ("2022年2月", 9)]


@pytest.mark.parametrize(("text", "cells"), WIDTHS)
def test_wide_characters_take_two_cells_and_marks_none(text, cells):
    assert width(text) == cells


@given(st.text(), st.text())
def test_widths_add_up(one, other):
    assert width(one + other) == width(one) + width(other)


KINDS_OF_LETTERS = [
    # character, is Chinese, continues a word
    ("a", False, True), ("é", False, True), ("7", False, True), ("ж", False, True), ("会", True, False),
    ("𠀀", True, False), ("豈", True, False), ("한", False, True), ("-", False, False), ("。", False, False),
    (" ", False, False),
]  # fmt: skip


@pytest.mark.parametrize(("char", "han", "word"), KINDS_OF_LETTERS)
def test_a_chinese_character_is_a_word_by_itself(char, han, word):
    assert (is_han(char), is_word(char)) == (han, word)


@pytest.mark.parametrize(("first", "last"), [(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)])
def test_chinese_characters_are_from_here_to_there(first, last):
    assert [is_han(chr(code)) for code in (first - 1, first, last, last + 1)] == [False, True, True, False]
