"""The headings of cards in both languages."""

from ahc_cli.models import Lang

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
