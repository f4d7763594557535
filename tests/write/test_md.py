"""Markdown: a table in which nothing acts as Markdown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event, events_answer, screen

from ahc_cli.write import write
from ahc_cli.write.rows import escape


def md(*events, lang="en", fields=None):
    return "".join(write(events_answer(*events, fields=fields), "md", screen(lang)))


def test_the_header_and_the_texts_are_in_the_language_of_the_reader():
    talk = event(place="vienna", title={"en": "Talks", "zh": "会谈"})
    assert md(talk) == (
        "| Id | Date | Kind | Status | Place | Title |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| talk | 2022 | session | happened | vienna | Talks |\n"
    )
    assert md(talk, lang="zh", fields="id,title") == "| 编号 | 标题 |\n| --- | --- |\n| talk | 会谈 |\n"


def test_without_records_the_header_is_written():
    assert md(fields="id,title") == "| Id | Title |\n| --- | --- |\n"


ESCAPED = {
    "a bar": ("a|b", r"a\|b"),
    "a heading": ("a\n# heading", r"a \# heading"),
    "HTML": ("<script>x</script>", r"\<script\>x\</script\>"),
    "a link": ("[x](y)", r"\[x\]\(y\)"),
    "an image": ("![x](y)", r"\!\[x\]\(y\)"),
    "emphasis": ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
    "code": ("`code`", r"\`code\`"),
    "an entity": ("&lt;", r"\&lt;"),
    "a backslash": ("\\|", r"\\\|"),
    "braces": ("{x}", r"\{x\}"),
    "a list": ("+ item", r"\+ item"),
    "line feeds": ("a\r\nb\nc", r"a\\x0d b c"),
    "blanks at the ends": ("  a  b \n", "a  b"),
    "an escape sequence": ("\x1b[31m", r"\\x1b\[31m"),
    "nothing": ("", ""),
    "a plain text": ("Talks, 2022. 第一届会议：“x”", "Talks, 2022. 第一届会议：“x”"),
}


@pytest.mark.parametrize(("cell", "expected"), ESCAPED.values(), ids=ESCAPED)
def test_what_acts_as_markdown_is_escaped(cell, expected):
    assert escape(cell) == expected


@given(st.text(min_size=1))
def test_a_row_has_a_line_and_a_cell_for_each_column(text):
    *_, row, after = md(event(title={"en": text}), fields="id,title,place").split("\n")
    assert after == ""
    assert len(re.split(r"(?<!\\)(?:\\\\)*\|", row)) == 5
