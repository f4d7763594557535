"""An answer as one HTML file, which runs nothing of the data and asks the network for nothing.

Its sources are numbered as they are cited, and listed at its end. The anchor of a card is its id,
that of a source `source-` and its id, that of a part `_` and its name, which is no id.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from ahc_cli.messages import _, spoken
from ahc_cli.model.labels import heading, section
from ahc_cli.model.text import data_text
from ahc_cli.render import Answer, Column, Line, Screen, Span, Spans, cell, svg
from ahc_cli.render.svg import escape

# The elements that lines of some kinds are; any other line is a paragraph.
_TAGS = {"title": "h2", "heading": "h3", "item": "li", "chart": "pre"}
# Those of the parts of a page, which have a title above.
_TAGS_OF_PARTS = {**_TAGS, "title": "h3", "heading": "h4"}
# What is wider than the window can be moved with the keys.
_DIV = '<div tabindex="0">'


def write(answer: Answer, screen: Screen) -> Iterator[str]:
    """Yield a file: its title, the answer or its parts, and the sources that are cited."""
    title, script, allowed = escape(answer.title), "", ""
    if answer.parts:
        script = data_text("render/html.js")
        digest = b64encode(sha256(script.encode()).digest()).decode()
        script, allowed = f"<script>{script}</script>\n", f"; script-src 'sha256-{digest}'"
    yield f"""\
<!DOCTYPE html>
<html lang="{spoken()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'{allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title or "ahc"}</title>
<style>
{data_text("render/html.css")}</style>
</head>
<body>
"""
    body = _Body(answer, screen)
    if answer.parts:
        yield from body.head()
    yield f"<main>\n<h1>{title}</h1>\n"
    yield from body.parts() if answer.parts else body.part(answer)
    yield from body.sources()
    yield "</main>\n"
    if answer.parts:
        yield f"<footer>{''.join(body.lines(answer.legend(answer, screen)))}</footer>\n"
    yield f"{script}</body>\n</html>\n"


class _Body:
    """What a file has below its title: cards or a table, and the sources, numbered as cited."""

    def __init__(self, answer: Answer, screen: Screen) -> None:
        self.answer, self.screen = answer, screen
        self.cards = {}
        for part in answer.parts.values() or [answer]:
            self.cards[part.title] = list(_cards(part.page(part, screen)))
        self.ids = set(map(_id_of, chain(*self.cards.values())))
        self.numbers: dict[str, int] = {}
        self.tags = _TAGS_OF_PARTS if answer.parts else _TAGS

    def head(self) -> Iterator[str]:
        """Yield links to the parts, and a box to find things with what its script says of them."""
        yield "<header><nav>\n"
        for name, part in self.answer.parts.items():
            yield f'<a href="#_{name}">{escape(part.title)}</a>\n'
        words = escape(_("Find on this page"))
        some = escape(_("nothing has all of these words; {n} have some of them"))
        none, found = escape(_("nothing found for '{text}'")), escape(_("found: {n}"))
        yield f"""\
</nav>
<search hidden><input type="search" placeholder="{words}" aria-label="{words}">
<output data-found="{found}" data-some="{some}" data-none="{none}"></output></search>
</header>
"""

    def parts(self) -> Iterator[str]:
        """Yield each part below its title."""
        for name, part in self.answer.parts.items():
            yield f'<section id="_{name}">\n<h2>{escape(part.title)}</h2>\n'
            yield from self.part(part)
            yield "</section>\n"

    def part(self, part: Answer) -> Iterator[str]:
        """Yield a picture of an answer, or its cards and its table."""
        if "svg" in part.formats:
            yield from chain([_DIV], svg.write(part, self.screen, self.ids), ["</div>\n"])
        else:
            for card in self.cards[part.title]:
                id_ = _id_of(card)
                yield f'<article id="{escape(id_)}">\n' if id_ else "<article>\n"
                yield from self.lines(card)
                yield "</article>\n"
        columns = part.table(part, self.screen) if part.records else ()
        if columns:
            yield from self.lines(part.legend(part, self.screen))
            yield from self._table(part, columns)

    def sources(self) -> Iterator[str]:
        """Yield the sources that are cited."""
        if self.numbers:
            yield f'<section id="_sources">\n<h2>{section("sources")}</h2>\n<ol>\n'
            for id_ in self.numbers:
                source = self._spans(self.answer.source(id_))
                yield f'<li id="{self._anchor(id_)}">{source}</li>\n'
            yield "</ol>\n</section>\n"

    def lines(self, lines: Iterable[Line]) -> Iterator[str]:
        """Yield lines of a page, those that are items as a list."""
        for kind, of_kind in groupby(lines, attrgetter("kind")):
            tag = self.tags.get(kind, "p")
            if tag == "li":
                yield "<ul>\n"
            for line in of_kind:
                if line.columns:
                    yield from self._table(Answer(records=line.rows), line.columns)
                    continue
                mark = line.mark.text.strip("•")
                mark = mark and f"<b>{escape(mark)}</b>"
                yield f"<{tag}>{mark}{self._spans(line.spans)}</{tag}>\n"
            if tag == "li":
                yield "</ul>\n"

    def _table(self, answer: Answer, columns: Sequence[Column]) -> Iterator[str]:
        """Yield the table that a wide window has."""
        beside = [column for column in columns if not column.below]
        headings = [_cell("th", column, escape(heading(column.name))) for column in beside]
        yield f"{_DIV}<table>\n<thead><tr>{''.join(headings)}</tr></thead>\n<tbody>\n"
        for record in answer.records:
            yield from self._rows(answer, columns, record)
        yield "</tbody></table></div>\n"

    def _rows(self, answer: Answer, columns: Sequence[Column], record: Any) -> Iterator[str]:
        """Yield the row of a record, and another for what stands below it.

        In the page of a record tables can be sorted, by what programs read.
        """
        cells = below = ""
        for column in columns:
            content = self._content(column, record)
            key = ""
            if self.answer.parts and column.name in answer.getters:
                key = cell(answer.getters[column.name](record)).lstrip("[")
            if column.below:
                below += content
            else:
                cells += _cell("td", column, content, key)
        yield f"<tr>{cells}</tr>\n"
        if below:
            span = cells.count("<td")
            yield f'<tr><td colspan="{span}">{below}</td></tr>\n'

    def _content(self, column: Column, record: Any) -> str:
        """Write what a column shows of a record, its name as a link to its card."""
        content, id_ = self._spans(column.show(record)), getattr(record, "id", "")
        if column.name in ("name", "title") and id_ in self.ids and "<a " not in content:
            return f'<a href="#{escape(id_)}">{content}</a>'
        return content

    def _spans(self, spans: Spans) -> str:
        return "".join(map(self._span, spans)).strip()

    def _span(self, span: Span) -> str:
        """Write sources as their numbers, an address or the id of a card as a link."""
        if span.cites:
            return "".join(map(self._note, span.cites))
        text, address, kind = escape(span.plain), span.link, str(span.style)
        if span.is_unbroken:
            kind = kind or "unbroken"
        if span.style == "id" and span.text in self.ids:
            address = f"#{span.text}"
        if address and text:
            return f'<a class="{kind}" href="{escape(address)}">{text}</a>'
        if kind and text:
            return f'<span class="{kind}">{text}</span>'
        return text

    def _note(self, source: str) -> str:
        """Write the number of a source, which is the next if it was not cited before."""
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        return f' <a class="note" href="#{self._anchor(source)}">{number}</a>'

    def _anchor(self, source: str) -> str:
        """Return the anchor of a source, which is not the id of a card."""
        anchor = f"source-{source}"
        return escape(anchor.replace("-", ":", 1) if anchor in self.ids else anchor)


def _cell(tag: str, column: Column, content: str, key: str = "") -> str:
    """Write a cell, which may be of a column of texts, or of one that a phone does not have.

    Rows are sorted by its key, if that is not its content.
    """
    kind = "text" if column.most == 0 else ""
    if column.goes not in ("", "below"):
        kind = "broad"
    kind = kind and f' class="{kind}"'
    if key and escape(key) not in content:
        kind += f' data-key="{escape(key)}"'
    return f"<{tag}{kind}>{content}</{tag}>"


def _cards(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Divide a page at its titles, without blank lines and sources."""
    card: list[Line] = []
    for line in lines:
        if line.kind == "title" and card:
            yield card
            card = []
        if line.kind != "source" and any(span.text for span in line.spans):
            card.append(line)
    if card:
        yield card


def _id_of(card: list[Line]) -> str:
    """Return the id that ends a line of the head of a card; a page has none."""
    for line in card[1:3]:
        if line.kind == "text" and card[0].kind == "title" and line.spans[-1].style == "id":
            return line.spans[-1].text
    return ""
