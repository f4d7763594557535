"""The headings of cards in both languages, and the sections below them."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from ahc_cli.models import Lang
from ahc_cli.render.console import HEADING, listed, text

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
