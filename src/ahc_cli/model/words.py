"""The words of the record in both languages: names of fields and values, and dates as a person writes them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ahc_cli.model import records
from ahc_cli.model.records import Event, Lang, Stance, Table
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary

# The names of values in Chinese; in English they are the codes, or else in `_ENGLISH_VALUES`.
_VALUES = {
    "session": "届会", "consultation": "协商", "resolution": "决议", "decision": "决定", "document": "文件",
    "letter": "信函", "statement": "声明", "submission": "书面意见", "signature": "签署", "ratification": "批准",
    "happened": "已发生", "scheduled": "预定", "postponed": "推迟", "cancelled": "取消",
    "past": "已过", "ongoing": "进行中", "upcoming": "将至", "overdue": "逾期未证实",
    "in-person": "线下", "hybrid": "混合形式", "online": "线上", "written": "书面",
    "chair": "主席", "host": "东道主", "sponsor": "提案方", "speaker": "发言方", "participant": "参与方",
    "author": "作者", "addressee": "收件方", "observer": "观察员",
    "signatory": "签署方", "approver": "国内核准方", "ratifier": "批准方", "publisher": "发布方",
    "proposes": "提议", "supports": "支持", "opposes": "反对", "warns": "警告", "urges": "敦促",
    "state": "国家", "group": "群体", "un-body": "联合国机构", "intergovernmental": "政府间组织",
    "regional": "区域组织", "ngo": "非政府组织", "company": "企业", "person": "个人",
    "official": "官方", "government": "政府", "press": "媒体", "academic": "学术", "weak": "薄弱",
    "corroborated": "多方印证", "single": "单一来源", "timeline": "仅见于EFF时间线",
    "adopted": "通过", "rejected": "否决", "states": "国家", "organizations": "组织", "participants": "与会者",
    "yes": "赞成", "no": "反对", "abstain": "弃权",
    "day": "精确到日", "month": "仅知月份", "year": "仅知年份", "range": "期间某日",
    "votes": "表决", "positions": "立场", "documents": "文件", "attendance": "出席", "caveats": "来源不一或存疑",
    "history": "此前的安排", "related": "相关", "facts": "事实",
}  # fmt: skip
# The names of fields, and of keys of the records, that differ from those of values.
_FIELDS = {
    "id": "编号", "date": "日期", "within": "期内", "since": "自", "until": "至", "year": "年份",
    "start": "起始日", "end": "结束日", "precision": "精度", "kind": "类别", "status": "状态", "when": "时间状态",
    "series": "系列", "place": "地点", "format": "形式", "body": "机构", "title": "标题", "summary": "摘要",
    "text": "内容", "actor": "行为体", "actors": "行为体", "actor.kind": "行为体类别", "role": "角色", "topic": "议题",
    "topics": "议题", "stance": "立场", "doc": "文号", "source": "来源", "sources": "来源", "confidence": "可信度",
    "vote.yes": "赞成", "vote.no": "反对", "vote.abstain": "弃权", "states": "国家数", "caveats": "来源不一或存疑",
    "has": "含有", "score": "得分", "matches": "匹配处", "event": "事件", "events": "事件数", "value": "值",
    "label": "名称", "count": "数量", "name": "名称", "short": "简称", "aliases": "别名", "iso": "ISO代码",
    "publisher": "发布者", "origin": "出处", "weight": "性质", "url": "网址", "members": "成员",
}  # fmt: skip
_ENGLISH_VALUES = {
    "in-person": "in person", "un-body": "UN body", "intergovernmental": "intergovernmental organization",
    "regional": "regional organization", "ngo": "NGO", "single": "single source", "timeline": "EFF timeline only",
    "yes": "in favour", "no": "against", "abstain": "abstaining", "caveats": "sources disagree or are in doubt",
}  # fmt: skip
_ENGLISH_FIELDS = {
    "actor.kind": "kind of actor", "doc": "document", "vote.yes": "in favour", "vote.no": "against",
    "vote.abstain": "abstaining", "aliases": "also", "iso": "ISO code", "url": "address",
}  # fmt: skip
# English and Chinese.
Pair = tuple[str, str]
LABELS: Mapping[str, Pair] = {code: (_ENGLISH_VALUES.get(code, code), zh) for code, zh in _VALUES.items()}
NAMES: Mapping[str, Pair] = {name: (_ENGLISH_FIELDS.get(name, name), zh) for name, zh in _FIELDS.items()}
# Where the convention stands.
PHASES: Mapping[str, Pair] = {
    "proposed": ("proposed", "已提出"), "in-negotiation": ("in negotiation", "谈判中"),
    "adopted": ("adopted", "已通过"), "open-for-signature": ("open for signature", "开放供签署"),
    "closed-for-signature": ("closed for signature", "签署期已过"), "in-force": ("in force", "已生效"),
}  # fmt: skip

# The sections of cards that are not called like their keys.
SECTIONS: Mapping[str, Pair] = {
    "aliases": ("Also called", "别名"),
    "attendance": ("Attendance", "出席情况"),
    "caveats": ("Sources disagree, or are in doubt", "来源不一或存疑之处"),
    "actors": ("Took part", "参与方"),
    "history": ("As it was planned before", "此前的安排"),
    "series": ("Before and after in the series", "同一系列的前后事件"),
    "related": ("See also", "另见"),
    "wanted": ("What it wanted", "立场"),
    "short": ("In short", "概要"),
    "said": ("Positions on it", "立场"),
    "contents": ("What the record says of it", "资料所述内容"),
    "appears": ("Where it appears", "相关事件"),
    "chapters": ("Chapters", "各章"),
    "articles": ("Articles that a source names", "来源提及的条款"),
    "cites": ("What rests on it", "引用该来源的事件"),
}


@cache
def known_words() -> frozenset[str]:
    """The folded names of values, fields and keys in Chinese."""
    return frozenset(fold(zh) for _, zh in (*LABELS.values(), *NAMES.values()))


def label(code: str, lang: Lang) -> str:
    """Name a value of a closed set in a language; anything else is shown as it is."""
    return LABELS.get(code, (code, code))[lang == "zh"]


def heading(name: str, lang: Lang) -> str:
    """Name a field or key as the heading of a column or line, such as `Kind of actor`."""
    words = NAMES[name][lang == "zh"] if name in NAMES else label(name, lang)
    return words[:1].upper() + words[1:]


def section(name: str, lang: Lang) -> str:
    """Name a section of a card."""
    return SECTIONS[name][lang == "zh"] if name in SECTIONS else heading(name, lang)


def find_choice(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice whose code or name, in either language, is the text."""
    return next((c for c in choices if fold(text) in map(fold, (c, *LABELS.get(c, ())))), None)


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_OPEN = {"en": "…", "zh": "……"}
COMMA = {"en": ", ", "zh": "、"}
CLAUSE = {"en": ", ", "zh": "，"}
COLON = {"en": ": ", "zh": "："}
MEETINGS = ("session", "consultation")
# The mark before the title of an event that has not happened.
MARKS = {"scheduled": "○", "postponed": "↷", "cancelled": "×"}


def date_in_full(text: str, lang: Lang, *, window: bool = False) -> str:
    """Write an EDTF date with its year: `28 Feb – 11 Mar 2022`, `2022年2月28日–3月11日`.

    Of an interval that is a `window`, one unknown day is meant: `between 28 Feb and 11 Mar 2022`.
    """
    return written_date(text, lang, window=window)


def event_date(event: Event, lang: Lang, *, in_year: bool = False) -> str:
    """Write the date of an event, in full or below its year; unless the event lasts, an interval is a window."""
    return written_date(event.date, lang, in_year=in_year, window=not lasts(event))


def lasts(event: Event) -> bool:
    """Whether an event lasts all its days, as meetings and joint signatures do, or is on an unknown one of them."""
    signatories = [item.actor for item in event.actors if item.role == "signatory"]
    return event.kind in MEETINGS or (event.kind == "signature" and len(signatories) != 1)


def written_date(text: str, lang: Lang, *, in_year: bool = False, window: bool = False) -> str:
    """Write an EDTF date with its year, or below a heading that gives it: `28 Feb – 11 Mar`, `2月28日–3月11日`."""
    ends = text.split("/")
    if ".." in ends:
        return " – ".join(_OPEN[lang] if end == ".." else _end(end.split("-"), lang) for end in ends)
    first, last = ends[0].split("-"), ends[-1].split("-")
    if first == last:
        if in_year and len(first) == 1:
            return "in the year" if lang == "en" else "年内"
        return _end(first, lang, int(in_year))
    # How many parts the two ends have in common: days of a month share two, other dates of a year share one.
    shared = len(first) - 1 if first[:-1] == last[:-1] else int(first[0] == last[0])
    if lang == "zh":
        ends = [_end(first, lang, int(in_year)), _end(last, lang, shared)]
        return "{}至{}之间".format(*ends) if window else "–".join(ends)
    ends = [_end(first, lang, shared or int(in_year)), _end(last, lang, int(in_year and shared > 0))]
    return "between {} and {}".format(*ends) if window else " – ".join(ends)


def _end(parts: Sequence[str], lang: Lang, known: int = 0) -> str:
    """Write a year, month and day without the parts that are `known`; a year alone is always written."""
    numbers = [int(part) for part in parts]
    if lang == "zh":
        written = [f"{number}{unit}" for number, unit in zip(numbers, "年月日", strict=False)]
        return "".join(written[known:] or written)
    written = [_MONTHS[number - 1] if at == 1 else str(number) for at, number in enumerate(numbers)]
    return " ".join(reversed(written[known:] or written))


def named(vocabulary: Vocabulary, table: Table, ids: Iterable[str], lang: Lang) -> str:
    """Name the ids of a table, separated by commas."""
    return COMMA[lang].join(vocabulary.label(table, id_, lang) for id_ in ids)


def title(event: Event, lang: Lang) -> str:
    """Write the title of an event, with a mark unless it happened, and with what is to be said of it."""
    mark = f"{MARKS[event.status]} " if event.status in MARKS else ""
    return mark + event.title.lang(lang) + aside_of(event, lang)


def aside_of(event: Event, lang: Lang) -> str:
    """Say the status of an event unless it happened, and that all facts on it are weak, if they are."""
    said = [label(event.status, lang)] if event.status in MARKS else []
    if {fact.confidence for fact in event.facts} == {"weak"}:
        said.append("weak source" if lang == "en" else "来源薄弱")
    return bracketed(COMMA[lang].join(said), lang) if said else ""


def vote_counts(vote: records.Vote, lang: Lang) -> str:
    """Write the counts of a vote in one word, such as `79–60–33` or `amendment 88–42–32`; empty if one is unknown."""
    counts = (vote.yes, vote.no, vote.abstain)
    amendment = {"en": "amendment ", "zh": "修正案"}[lang] if vote.amendment else ""
    return "" if None in counts else amendment + "–".join(map(str, counts))


def stance_words(actors: Iterable[str], stance: Stance, topic: str | None, vocabulary: Vocabulary, lang: Lang) -> str:
    """Write who takes which stance on what: `Russia · proposes · Offences`; without the parts that are empty."""
    about = vocabulary.label("topic", topic, lang) if topic else ""
    return " · ".join(filter(None, (named(vocabulary, "actor", actors, lang), label(stance, lang), about)))


def item_words(item: records.Listed, vocabulary: Vocabulary, lang: Lang, *, window: bool = False) -> str:
    """Write an item of a list of an event, without its sources; the date of a plan may be a `window`."""
    match item:
        case records.Appearance():
            day = date_in_full(item.date, lang) if item.date else ""
            parts = (vocabulary.label("actor", item.actor, lang), label(item.role, lang), day)
            return " · ".join(filter(None, parts))
        case records.Position():
            who = stance_words(item.actors, item.stance, item.topic, vocabulary, lang)
            return who + COLON[lang] + item.text.lang(lang)
        case records.Vote():
            counts = (("yes", item.yes), ("no", item.no), ("abstain", item.abstain))
            unit = " " if lang == "en" else "票"
            said = COMMA[lang].join(f"{n}{unit}{label(name, lang)}" for name, n in counts if n is not None)
            result = f"{item.motion.lang(lang)}{COLON[lang]}{label(item.result, lang)}"
            return result + (bracketed(said, lang) if said else "")
        case records.Attendance():
            least, unit = ("at least ", " ") if lang == "en" else ("至少", "名" if item.of == "participants" else "个")
            return f"{least if item.at_least else ''}{item.count}{unit}{label(item.of, lang)}"
        case records.Document():
            return item.symbol + (f"  {item.title.lang(lang)}" if item.title else "")
        case records.Plan():
            day = date_in_full(item.date, lang, window=window)
            planned = CLAUSE[lang].join((day, label(item.status, lang), item.title.lang(lang)))
            return date_in_full(item.as_of.isoformat(), lang) + COLON[lang] + planned
        case _:
            return item.text.lang(lang)


def doubt(sure: records.Confidence | None, lang: Lang) -> str:
    """Say how sure a statement is, if a reader should know that at once."""
    return label(sure, lang) if sure in ("single", "timeline", "weak") else ""


def bracketed(words: str, lang: Lang) -> str:
    """Put words in brackets, with the space that precedes them in English; no words are nothing."""
    if not words:
        return ""
    return f" ({words})" if lang == "en" else f"（{words}）"
