"""Cards as Markdown, with numbered sources and links."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from small import event, screen

from ahc_cli.answer.card import Cards
from ahc_cli.ask.find import Entity
from ahc_cli.model.records import Actor, Place, Source, Text
from ahc_cli.model.text import inert
from ahc_cli.model.vocabulary import Article, Vocabulary
from ahc_cli.write import write


def written(vocabulary, *records, events=(), lang="en", edition=None):
    return "".join(write(Cards(records, events, vocabulary, edition), "md", screen(lang)))


def by_id(dataset, id_):
    return next(event for event in dataset.events if event.id == id_)


def test_an_event_is_written_with_its_statements_and_their_numbered_sources(dataset):
    assert written(dataset.vocabulary, by_id(dataset, "session-1"), by_id(dataset, "vote-2022")) == snapshot("""\
# First session

第一届会议

28 Feb – 11 Mar 2022 · New York · hybrid · session · Ad Hoc Committee · session-1

The committee sets out.

## Facts

- 149 states attend. \\[1\\]\\[2\\] *corroborated*
- Talks are calm. \\[3\\] *EFF timeline only*

## Attendance

- 149 states \\[1\\] *official*

## Documents

- A/AC.291/7  Roadmap \\[4\\]

## Took part

- participant: United States
- observer \\(1 Mar 2022\\): EFF

## See also

- draft-2021

## Sources

1. United Nations: Report
2. Daily: Newspaper
3. EFF: Timeline
4. UN Journal: Journal

# The rules are adopted

通过规则

10 Jun 2022 · Vienna · resolution · Ad Hoc Committee · vote-2022

## Votes

- Two thirds: adopted \\(88 in favour, 42 against, 32 abstaining\\) \\[1\\] *official*

## Documents

- A/RES/75/282

## Took part

- sponsor: Indonesia

## Topics

- Offences

## Sources

1. United Nations: Report
""")


def test_a_card_is_written_in_the_language_of_the_reader(dataset):
    assert written(dataset.vocabulary, by_id(dataset, "session-2"), lang="zh") == snapshot("""\
# 第二届会议

Second session

2022年5月30日–6月10日 · 维也纳 · 线下 · 届会 · 特设委员会 · session-2

## 事实

- \\[en\\] Much is proposed. \\[1\\]\\[2\\] *官方*

## 立场

- 俄罗斯、白俄罗斯 · 提议 · 罪行：一份很长的罪行清单。 \\[3\\] *单一来源*
- \\[en\\] EFF · 反对 · 人权与保障：\\[en\\] No crime without safeguards. \\[4\\] *单一来源*

## 来源不一或存疑之处

- \\[en\\] Sources differ on the last day. \\[3\\]

## 来源

1. United Nations：Report
2. UN Journal：Journal
3. Daily：Newspaper
4. EFF：Letter
""")


def test_an_event_is_written_with_its_neighbours_and_related_events(dataset):
    lines = written(dataset.vocabulary, by_id(dataset, "session-1"), events=dataset.events).splitlines()
    assert lines[lines.index("## Before and after in the series") : lines.index("## Sources")] == [
        "## Before and after in the series",
        "",
        "- → 30 May – 10 Jun 2022  Second session \\(session-2\\)",
        "",
        "## See also",
        "",
        "- 2021  Draft of a convention \\(draft-2021\\)",
        "",
    ]


def test_an_actor_is_written_with_its_positions_and_events(dataset):
    eff = Entity("actor", "eff", dataset.vocabulary.actors["eff"])
    assert written(dataset.vocabulary, eff, events=dataset.events) == snapshot("""\
# Electronic Frontier Foundation

电子前沿基金会

NGO · eff

## Also called

- EFF

## What it wanted

- EFF · opposes · Human rights and safeguards: No crime without safeguards. \\(session-2\\) \\[1\\] *single source*

## Where it appears

- 28 Feb – 11 Mar 2022  First session \\(session-1\\) · observer
- 30 May – 10 Jun 2022  Second session \\(session-2\\)

## Sources

1. EFF: Letter
""")


PAGE = Source("A [page]", "UN", "un", "official", date="2022-02", url="https://un.org/a_(b)|c?d=<e>")


def test_a_source_is_a_link_in_which_nothing_acts_as_markdown():
    vocabulary = Vocabulary(sources={"page": PAGE})
    assert written(vocabulary, Entity("source", "page", PAGE)) == snapshot("""\
# A \\[page\\]

UN · Feb 2022 · official · page

## Sources

1. [UN: A \\[page\\], Feb 2022](https://un.org/a_%28b%29%7Cc?d=%3Ce%3E)
""")


def test_an_article_is_written_with_its_sources():
    vocabulary = Vocabulary(sources={"page": Source("Page", "UN", "un", "official")})
    article = Entity("article", "article-24", Article(24, Text(en="Safeguards"), ("page",)))
    assert written(vocabulary, article) == snapshot("""\
# Article 24: Safeguards

\\[page\\] · article-24

The text of the articles is not part of the record, and some titles are translations. Drafts and other treaties have articles of the same number.

## Sources

1. UN: Page
""")


def test_a_source_is_numbered_once_and_an_unknown_one_by_its_id():
    facts = [{"text": {"en": f"*{n}*"}, "sources": sources} for n, sources in enumerate((["a"], ["b", "a"], []))]
    assert written(Vocabulary(), event(facts=facts)) == snapshot("""\
# Talk

2022 · session · talk

## Facts

- \\*0\\* \\[1\\]
- \\*1\\* \\[2\\]\\[1\\]
- \\*2\\*

## Sources

1. a
2. b
""")


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
    both, sources = {"en": text, "zh": text}, ["page", text]
    talk = event(
        title=both, summary=both, place="p", body="a", series=text,
        facts=[{"text": both, "sources": ["page"], "confidence": "official"}], caveats=[{"text": both, "sources": sources}],
        positions=[{"actors": ["a", text], "stance": "urges", "text": both, "sources": sources}],
        votes=[{"motion": both, "result": "adopted", "sources": sources}], actors=[{"actor": "a", "role": "chair"}],
        attendance=[{"count": 1, "of": "states", "sources": sources}],
        documents=[{"symbol": text, "title": both, "sources": sources}],
    )  # fmt: skip
    name = Text(en=text, zh=text)
    actor = Actor("state", name)
    vocabulary = Vocabulary(
        sources={"page": Source(text, text, text, "official", url="https://un.org/")},
        places={"p": Place(name)},
        actors={"a": actor},
    )
    return written(vocabulary, talk, Entity("actor", "a", actor), events=(talk,))


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
    assert card.replace("\n", "").isprintable()


@given(st.text(min_size=1))
def test_no_text_adds_a_line_or_a_link_to_a_card(text):
    card = hostile_cards(text)
    assert len(card.splitlines()) == len(OWN.splitlines())
    assert unescaped(card).count("](") == OWN.count("](")


class Page(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.text = set(), set(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes |= {f"{name}={value}" for name, value in attrs if name not in ("id", "class")}

    def handle_data(self, data):
        self.text += data


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("dialect", ["markdown-smart", "commonmark_x-smart", "commonmark", "gfm"])
def test_pandoc_makes_a_clean_page_of_a_card(dialect):
    command = ["pandoc", "-f", dialect, "-t", "html"]
    for text in HOSTILE:
        done = subprocess.run(command, input=hostile_cards(text), capture_output=True, encoding="utf-8", check=True)
        page = Page(done.stdout)
        if text in ("[ ] x", "[x] x"):  # Pandoc makes a box of them, although they are escaped
            page.elements -= {"label", "input"}
            page.attributes.discard("checked=")
        assert page.elements == {"h1", "h2", "p", "ul", "ol", "li", "em", "a"}, text
        assert {value for value in page.attributes if not value.startswith("type=")} == {"href=https://un.org/"}, text
        visible = inert(text.replace("\n", " ")).strip()
        assert "".join(visible.split()) in "".join(page.text.split()), text
