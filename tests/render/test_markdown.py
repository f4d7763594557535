"""Markdown: tables and pages with footnotes, in which nothing of the data acts as Markdown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from robustness.attacks import document
from show.answers import FULL, cards, listed, page, written
from small import dataset_of, event, to_json

from ahc_cli.render import BLANK, Line, Span
from ahc_cli.render.markdown import escape


def test_a_table_has_headings_and_texts_in_the_language_of_the_reader():
    talk = event(place="vienna", title={"en": "Talks", "zh": "会谈"})
    assert written(listed(talk), "md") == (
        "| Id | Date | Kind | Status | Place | Title |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| talk | 2022 | session | happened | vienna | Talks |\n"
    )
    assert (
        written(listed(talk, fields="id,title"), "md", "zh")
        == "| 编号 | 标题 |\n| --- | --- |\n| talk | 会谈 |\n"
    )
    assert written(listed(fields="id"), "md") == "| Id |\n| --- |\n"


def test_a_page_has_headings_lists_links_and_footnotes():
    said = (Span("It is so."), Span(" [a, b]", "faint", cites=("a", "b")), Span(" official"))
    cited = (
        Span("Page (a)", "", "https://un.org/a_(b)|<e>"),
        Span(" (press)"),
        Span("\nhttps://un.org/a_(b)|<e>"),
    )
    lines = (
        Line((Span("A * title"),), "title"),
        Line((Span("Second"), Span("  "), Span("line"))),
        BLANK,
        Line((Span("Facts"),), "heading"),
        Line(said, "item", mark=Span("•")),
        Line((Span("in doubt"),), "item", mark=Span("△")),
        Line((Span("Sources"),), "source"),
    )
    made = replace(page(*lines), source=lambda id_: cited if id_ == "a" else (Span(id_),))
    assert written(made, "md", color=True) == r"""# A \* title

Second line

## Facts

- It is so.[^1] [^2] official
- in doubt

[^1]: [Page \(a\)](https://un.org/a_%28b%29%7C%3Ce%3E) \(press\)
[^2]: b
"""  # fmt: skip


def test_every_footnote_of_several_cards_has_one_definition():
    text = written(cards(FULL, "session-1", "vote-2022", "session-2", format="md"), "md", "zh")
    notes, defined = (
        re.findall(r"(\[\^[\d-]+\])(?!:)", text),
        re.findall(r"^(\[\^[\d-]+\]):", text, re.MULTILINE),
    )
    assert len(defined) == len(set(defined)) == 5
    assert set(notes) == set(defined)


def test_what_acts_as_markdown_is_escaped():
    assert (
        escape("a|b\n# - http://x.example @p \x1b[31m")
        == r"a\|b \# - http\://x.example \@p \\x1b\[31m"
    )
    assert [escape(text) for text in ("- item", "1. item", "=1", " 第一届会议：“x”, 2022. ")] == [r"\- item", r"1\. item", r"\=1", "第一届会议：“x”, 2022."]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a@b.example", "mailto:a+c@b.example", "xmpp:a_c@b.example", "(a.c@b.example)"]
)
def test_an_address_of_mail_becomes_no_link(text):
    """GitHub makes links of them even if they are escaped, unless something stands between."""
    assert "\u2060\\@" in escape(text)
    assert escape(text).replace("\u2060", "").replace("\\", "") == text


@given(st.text(min_size=1))
def test_a_row_has_a_line_and_a_cell_for_each_column(text):
    *_, row, after = written(
        listed(event(title={"en": text}), fields="id,title,place"), "md"
    ).split("\n")
    assert after == ""
    assert len(re.split(r"(?<!\\)(?:\\\\)*\|", row)) == 5


# Texts that Markdown, or a page made of it, would act upon.
HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://evil.example/x.png)", "<http://evil.example>",
    "http://evil.example", "www.evil.example", "evil@evil.example", "[x][1]", "[1]: http://evil.example", "[^1]", "^[note]",
    "**bold** _it_ ~~no~~ ~sub~ ^sup^", "`code`", "``` x", "&lt;b&gt;", "&#60;b&#62;", "<!-- x", "<b onclick=x>y</b>", "<?php x", "$m$ \\(m\\)",
    "\\textbf{x}", "{.class #id}", "[x]{.class}", "::: box", "@page", "[@page]", "a\n# heading", "# heading", "a\n\n> said",
    "> said", "- item", "+ item", "* item", "1. item", "1) item", "(1) item", "#. item", "a\n---", "---", "===", "| a | b |", "a\n:   b",
    "    code", "\ttab", "---\ntitle: x\n---", "% title", "\\", "a\\", "a  \nb", "\x1b[31m", "\u202eevil", ": term", "=1+1", "[ ] x", "[x] x",
]  # fmt: skip


def hostile_cards(text):
    """Return an event and an actor in every text of which there is a hostile one."""
    return written(cards(dataset_of(to_json(document([text]))), "session-1", "actor-0"), "md")


def unescaped(card):
    """Return a card without what is escaped."""
    return re.sub(r"\\(_|[^\w\s])", "", card)


OWN = unescaped(hostile_cards("text"))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_the_data_acts_as_markdown(text):
    card = unescaped(hostile_cards(text))
    assert len(card.splitlines()) == len(OWN.splitlines())
    for char in "*`_{}[]()<>#+!|~&$@^\\":
        assert card.count(char) == OWN.count(char), char
    assert card.replace("\n", "").replace("\u2060", "").isprintable()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_no_text_adds_a_line_or_a_link_to_a_card(text):
    card = hostile_cards(text)
    assert len(card.split("\n")) == len(OWN.split("\n"))
    assert unescaped(card).count("](") == OWN.count("](")
