"""Texts, where a change of the program went unseen."""

import pytest

from ahc_cli.text import fold, inert, inert_json, unfolded


def test_a_tab_is_a_blank_and_a_line_feed_a_mark_or_itself():
    assert inert("a\tb\nc\r\n") == "a b\\nc\\x0d\\n"
    assert inert("a\tb\nc\r\n", lines=True) == "a b\nc\\x0d\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [("éx", (0, 1)), ("e\u0301x", (0, 2)), ("e\u0301\u0302x", (0, 3)), ("e\u0301\u0302\u0303x", (0, 4)), ("e\u0301", (0, 2)), ("e\u0301\u0302", (0, 3))],
)  # fmt: skip
def test_all_marks_behind_a_letter_belong_to_its_place(text, place):
    assert unfolded(text, 0, 1) == place


FIRST_AND_LAST = [
    0x00,
    0x1F,
    0x7F,
    0x9F,
    0x61C,
    0x200E,
    0x200F,
    0x2028,
    0x202E,
    0x2066,
    0x2069,
    0xD800,
    0xDFFF,
    0xFFF9,
    0xFFFB,
    0xE0000,
    0xE007F,
]
NEXT_TO_THEM = [
    0x20,
    0x7E,
    0xA0,
    0x61B,
    0x61D,
    0x200D,
    0x2010,
    0x2027,
    0x202F,
    0x2065,
    0x206A,
    0xFFF8,
    0xFFFC,
    0xDFFFF,
    0xE0080,
]


@pytest.mark.parametrize("code", FIRST_AND_LAST, ids=hex)
def test_a_control_is_a_mark(code):
    digits = f"x{code:02x}" if code < 0x100 else f"u{code:04x}" if code < 0x10000 else f"U{code:08x}"
    assert inert(chr(code)) == f"\\{digits}"


@pytest.mark.parametrize("code", NEXT_TO_THEM, ids=hex)
def test_what_is_next_to_a_control_stays(code):
    assert inert(chr(code)) == inert_json(chr(code)) == chr(code)


def test_half_a_character_is_escaped_in_json_too():
    assert inert_json("\ud800\U000e0001") == "\\ud800\\udb40\\udc01"


def test_a_text_of_plain_chinese_folds_as_any_other():
    plain = "第一届会议，Vienna：2022（一）！？；、。《》“”‘’·–—"
    assert fold(plain) == "第一届会议,vienna:2022(一)!?;、。《》“”‘’·–—"
    assert fold(plain + "é") == fold(plain) + "e"
