"""What the codes of the data are called in the reader's language."""

from collections.abc import Iterable, Mapping

from ahc_cli.models import Lang
from ahc_cli.text import fold

_LABELS: Mapping[str, tuple[str, str]] = {
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
    "summary": ("summary", "摘要"),
    "actors": ("actors", "参与方"),
    "topics": ("topics", "议题"),
    "start": ("first day", "首日"),
    "end": ("last day", "末日"),
    "precision": ("precision", "精度"),
    "score": ("score", "得分"),
    "matches": ("matches", "命中处"),
}


def label(code: str, lang: Lang) -> str:
    """A code of a closed set in a language; what is none is shown as it is."""
    pair = _LABELS.get(code)
    return code if pair is None else pair[lang == "zh"]


def choice_named(text: str, choices: Iterable[str]) -> str | None:
    """The choice that a text is the code or the name of, in either language."""
    wanted = fold(text)
    return next((c for c in choices if wanted in (fold(c), *map(fold, _LABELS.get(c, ())))), None)
