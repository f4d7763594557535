"""What cards have in common: headings in both languages, the sections below them, and how they name events."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from ahc_cli.labels import label
from ahc_cli.models import Event, Lang, Stance
from ahc_cli.render.console import FAINT, HEADING, ID, date_style, dated, joined, listed, text, unbroken
from ahc_cli.render.wording import bracketed, of_event, title

HEADINGS = {
    "summary": ("Summary", "摘要"),
    "facts": ("Facts", "事实"),
    "positions": ("Positions", "立场"),
    "votes": ("Votes", "表决"),
    "attendance": ("Attendance", "出席情况"),
    "documents": ("Documents", "文件"),
    "caveats": ("Sources disagree, or are in doubt", "来源不一或存疑之处"),
    "actors": ("Took part", "参与方"),
    "topics": ("Topics", "议题"),
    "history": ("As it was planned before", "此前的安排"),
    "series": ("Before and after in the series", "系列中的前后"),
    "related": ("See also", "另见"),
    "sources": ("Sources", "来源"),
    "names": ("Also called", "别名"),
    "wanted": ("What it wanted", "主张"),
    "said": ("Positions on it", "各方立场"),
    "appears": ("Where it appears", "相关事件"),
    "cites": ("What rests on it", "引用该来源的事件"),
}


def other(lang: Lang) -> Lang:
    """The language that is not the reader's."""
    return "zh" if lang == "en" else "en"


def heading(name: str, lang: Lang) -> str:
    """A heading of a card."""
    return HEADINGS[name][lang == "zh"]


def section(
    name: str, items: Iterable[RenderableType], lang: Lang, style: str = "", mark: str = "•"
) -> Iterator[RenderableType]:
    """A section of a card below its heading; nothing if there are no items."""
    if shown := [(mark, item) for item in items]:
        yield Text()
        yield text(heading(name, lang), f"{HEADING} {style}".strip())
        yield listed(shown, indent=1)


def titled(event: Event, lang: Lang, style: str = "") -> Text:
    """The title of an event, the mark before it on the line of its first letter."""
    said = title(event, lang)
    if event.status == "happened":
        return text(said, style)
    mark, _, words = said.partition(" ")
    return text(unbroken(f"{mark} {words[:1]}") + words[1:], style)


def stance(of: Stance, lang: Lang) -> Text:
    """What is done with a position, as what is read first of it."""
    return text(unbroken(label(of, lang)), HEADING)


def aside(words: str, lang: Lang) -> Text:
    """Words in brackets behind others, faint, never broken."""
    said = bracketed(words, lang)
    return text(" " * said.startswith(" ") + unbroken(said.lstrip()), FAINT)


def pointer(event: Event, lang: Lang) -> Text:
    """An event on a line of a card: its date, title and id."""
    when = dated(of_event(event, lang), date_style(event))
    return joined(when, "  ", titled(event, lang), "  ", text(event.id, ID))
