"""The words of the record in both languages: names of fields and values, and dates as a person writes them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ahc_cli.model.records import Counted, Event, Lang, Table, Vote
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary

Pair = tuple[str, str]

# The values of closed sets, in English and Chinese.
LABELS: Mapping[str, Pair] = {
    "session": ("session", "会议"),
    "consultation": ("consultation", "协商"),
    "resolution": ("resolution", "决议"),
    "decision": ("decision", "决定"),
    "document": ("document", "文件"),
    "letter": ("letter", "信函"),
    "statement": ("statement", "声明"),
    "submission": ("submission", "书面意见"),
    "signature": ("signature", "签署"),
    "ratification": ("ratification", "批准"),
    "happened": ("happened", "已发生"),
    "scheduled": ("scheduled", "预定"),
    "postponed": ("postponed", "推迟"),
    "cancelled": ("cancelled", "取消"),
    "past": ("past", "已过"),
    "ongoing": ("ongoing", "进行中"),
    "upcoming": ("upcoming", "将至"),
    "overdue": ("overdue", "逾期未证实"),
    "in-person": ("in person", "线下"),
    "hybrid": ("hybrid", "线上线下结合"),
    "online": ("online", "线上"),
    "written": ("written", "书面"),
    "chair": ("chair", "主席"),
    "host": ("host", "东道主"),
    "sponsor": ("sponsor", "提案方"),
    "speaker": ("speaker", "发言"),
    "participant": ("participant", "参与"),
    "author": ("author", "作者"),
    "addressee": ("addressee", "收件方"),
    "observer": ("observer", "观察员"),
    "signatory": ("signatory", "签署方"),
    "approver": ("approver", "国内核准方"),
    "ratifier": ("ratifier", "批准方"),
    "publisher": ("publisher", "发布方"),
    "proposes": ("proposes", "提议"),
    "supports": ("supports", "支持"),
    "opposes": ("opposes", "反对"),
    "warns": ("warns", "警告"),
    "urges": ("urges", "敦促"),
    "state": ("state", "国家"),
    "group": ("group", "集团"),
    "un-body": ("UN body", "联合国机构"),
    "intergovernmental": ("intergovernmental organization", "政府间组织"),
    "regional": ("regional organization", "区域组织"),
    "ngo": ("NGO", "非政府组织"),
    "company": ("company", "企业"),
    "person": ("person", "个人"),
    "official": ("official", "官方"),
    "government": ("government", "政府"),
    "press": ("press", "媒体"),
    "academic": ("academic", "学术"),
    "weak": ("weak", "薄弱"),
    "corroborated": ("corroborated", "多方印证"),
    "single": ("single source", "单一来源"),
    "timeline": ("EFF timeline only", "仅见EFF时间线"),
    "adopted": ("adopted", "通过"),
    "rejected": ("rejected", "否决"),
    "states": ("states", "国家"),
    "organizations": ("organizations", "组织"),
    "participants": ("participants", "与会者"),
    "yes": ("in favour", "赞成"),
    "no": ("against", "反对"),
    "abstain": ("abstaining", "弃权"),
    "votes": ("votes", "表决"),
    "positions": ("positions", "立场"),
    "documents": ("documents", "文件"),
    "attendance": ("attendance", "出席"),
    "caveats": ("sources disagree or are in doubt", "来源不一或存疑"),
    "history": ("history", "此前的安排"),
    "related": ("related", "相关"),
    "facts": ("facts", "事实"),
}

# Where the convention stands.
PHASES: Mapping[str, Pair] = {
    "proposed": ("proposed", "已提出"),
    "in-negotiation": ("in negotiation", "谈判中"),
    "adopted": ("adopted", "已通过"),
    "open-for-signature": ("open for signature", "开放供签署"),
    "closed-for-signature": ("closed for signature", "签署期已过"),
    "in-force": ("in force", "已生效"),
}

# Fields, and keys of the records, that are not named after a value.
NAMES: Mapping[str, Pair] = {
    "id": ("id", "编号"),
    "date": ("date", "日期"),
    "within": ("within", "在……之内"),
    "since": ("since", "自"),
    "until": ("until", "至"),
    "year": ("year", "年份"),
    "start": ("start", "首日"),
    "end": ("end", "末日"),
    "precision": ("precision", "精度"),
    "kind": ("kind", "类别"),
    "status": ("status", "状态"),
    "when": ("when", "时态"),
    "series": ("series", "系列"),
    "place": ("place", "地点"),
    "format": ("format", "形式"),
    "body": ("body", "机构"),
    "title": ("title", "标题"),
    "summary": ("summary", "摘要"),
    "text": ("text", "内容"),
    "actor": ("actor", "行为体"),
    "actors": ("actors", "行为体"),
    "actor.kind": ("kind of actor", "行为体类别"),
    "role": ("role", "角色"),
    "topic": ("topic", "议题"),
    "topics": ("topics", "议题"),
    "stance": ("stance", "立场"),
    "doc": ("document", "文件"),
    "source": ("source", "来源"),
    "sources": ("sources", "来源"),
    "confidence": ("confidence", "可信度"),
    "vote.yes": ("in favour", "赞成"),
    "vote.no": ("against", "反对"),
    "vote.abstain": ("abstaining", "弃权"),
    "states": ("states", "国家数"),
    "caveats": ("caveats", "来源不一或存疑"),
    "has": ("has", "含有"),
    "score": ("score", "得分"),
    "matches": ("matches", "命中处"),
    "event": ("event", "事件"),
    "events": ("events", "事件数"),
    "value": ("value", "值"),
    "label": ("label", "名称"),
    "count": ("count", "数量"),
    "name": ("name", "名称"),
    "short": ("short", "简称"),
    "aliases": ("also", "别名"),
    "iso": ("ISO code", "ISO代码"),
    "publisher": ("publisher", "发布者"),
    "origin": ("origin", "出处"),
    "weight": ("weight", "类别"),
    "url": ("address", "网址"),
}


@cache
def known_words() -> frozenset[str]:
    """The folded names of values, fields and keys in Chinese."""
    return frozenset(fold(zh) for _, zh in (*LABELS.values(), *NAMES.values()))


def label(code: str, lang: Lang) -> str:
    """Name a value of a closed set in a language; anything else is shown as it is."""
    pair = LABELS.get(code)
    return code if pair is None else pair[lang == "zh"]


def heading(name: str, lang: Lang) -> str:
    """Name a field or key as the heading of a column or line.

    >>> heading("actor.kind", "en")
    'Kind of actor'
    """
    words = (NAMES.get(name) or LABELS.get(name) or (name, name))[lang == "zh"]
    return words[:1].upper() + words[1:]


def find_choice(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice whose code or name, in either language, is the text."""
    wanted = fold(text)
    return next((c for c in choices if wanted in (fold(c), *map(fold, LABELS.get(c, ())))), None)


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_OPEN = {"en": "…", "zh": "……"}
COMMA = {"en": ", ", "zh": "、"}
CLAUSE = {"en": ", ", "zh": "，"}
COLON = {"en": ": ", "zh": "："}
# The mark before the title of an event that has not happened.
MARKS = {"scheduled": "○", "postponed": "↷", "cancelled": "×"}
# The measure words of Chinese.
_COUNTED_BY = {"states": "个", "organizations": "个", "participants": "名"}
MEETINGS = ("session", "consultation")
# Events that last as long as their date says; any other event with an interval lies on an unknown day within it.
LASTING = (*MEETINGS, "signature")


def date_in_year(text: str, lang: Lang) -> str:
    """Write an EDTF date below a heading that gives its year: `28 Feb – 11 Mar`, `2月28日–3月11日`."""
    return _written(text, lang, in_year=True)


def date_in_full(text: str, lang: Lang, *, window: bool = False) -> str:
    """Write an EDTF date with its year: `28 Feb – 11 Mar 2022`, `2022年2月28日–3月11日`.

    Of an interval that is a `window`, one unknown day is meant: `between 28 Feb and 11 Mar 2022`.
    """
    return _written(text, lang, in_year=False, window=window)


def event_date(event: Event, lang: Lang, *, in_year: bool = False) -> str:
    """Write the date of an event, in full or below its year; unless the event lasts, an interval is a window."""
    return _written(event.date, lang, in_year=in_year, window=event.kind not in LASTING)


def _written(text: str, lang: Lang, *, in_year: bool, window: bool = False) -> str:
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
    """Write the title of an event, with a mark and the status unless it happened."""
    said = event.title.lang(lang)
    mark = MARKS.get(event.status)
    return f"{mark} {said}{bracketed(label(event.status, lang), lang)}" if mark else said


def attended(count: int, of: Counted, lang: Lang, *, at_least: bool) -> str:
    """Write how many attended.

    >>> attended(150, "states", "en", at_least=True)
    'at least 150 states'
    """
    if lang == "en":
        return f"{'at least ' if at_least else ''}{count} {label(of, lang)}"
    return f"{'至少' if at_least else ''}{count}{_COUNTED_BY[of]}{label(of, lang)}"


def vote_counts(vote: Vote) -> str:
    """Write the counts of a vote in one word, empty if one is unknown.

    >>> vote_counts(Vote(Text(en="Motion"), "adopted", 79, 60, 33))
    '79–60–33'
    """
    counts = (vote.yes, vote.no, vote.abstain)
    return "" if None in counts else "–".join(map(str, counts))


def vote_words(vote: Vote, lang: Lang) -> str:
    """Write the motion, the result and the counts of a vote."""
    counts = (("yes", vote.yes), ("no", vote.no), ("abstain", vote.abstain))
    parts = (f"{label(name, lang)} {count}" for name, count in counts if count is not None)
    result = f"{vote.motion.lang(lang)}{COLON[lang]}{label(vote.result, lang)}"
    return CLAUSE[lang].join((result, *parts))


def bracketed(words: str, lang: Lang) -> str:
    """Put words in brackets, with the space that precedes them.

    >>> bracketed("scheduled", "en")
    ' (scheduled)'
    """
    return f" ({words})" if lang == "en" else f"（{words}）"
