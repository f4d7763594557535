"""Word stems, families of words, and the words that are ignored in a search."""

from functools import cache
from typing import Any

# Words that belong together although their stems differ.
FAMILIES = (
    ("sign", "signs", "signed", "signing", "signature", "signatures", "signatory", "signatories"),
    ("ratify", "ratifies", "ratified", "ratifying", "ratification", "ratifications", "ratifier"),
    ("adopt", "adopts", "adopted", "adoption"),
    ("approve", "approves", "approved", "approval", "approver"),
    ("vote", "votes", "voted", "voting"),
    ("propose", "proposes", "proposed", "proposal", "proposals"),
    ("oppose", "opposes", "opposed", "opposition"),
    ("criminalize", "criminalise", "criminalization", "criminalisation"),
    ("organization", "organisation", "organizations", "organisations"),
    ("attend", "attended", "attendance"),
    ("negotiate", "negotiates", "negotiated", "negotiation", "negotiations", "negotiator"),
    ("offence", "offences", "offense", "offenses"),
    ("defence", "defense"),
    ("journalist", "journalists", "journalism"),
    ("child", "children"),
    ("woman", "women"),
    ("postpone", "postpones", "postponed", "postponement"),
    ("participate", "participates", "participated", "participation", "participant", "participants"),
    ("enter", "enters", "entered", "entry"),
)
# Chinese words that say the same.
SYNONYMS = (("成立", "设立"), ("建立", "设立"), ("投票", "表决"), ("延期", "推迟"), ("延后", "推迟"))
# Function and question words of English and Chinese.
STOP_WORDS = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "as", "is", "are", "was",
    "were", "be", "been", "it", "its", "this", "that", "these", "those", "there", "did", "do", "does", "has", "have",
    "had", "will", "would", "can", "could", "should", "who", "whom", "whose", "what", "when", "where", "which", "why",
    "how", "many", "country", "countries", "much", "about", "any", "me", "tell", "so", "far", "yet", "into",
    "什么时候", "为什么", "是什么", "怎么样", "有没有", "什么", "何时", "哪些", "哪个", "哪国", "哪里", "多少", "几个",
    "怎么", "如何", "是否", "关于", "有关", "对于", "时候", "谁", "哪", "几", "的", "了", "吗", "呢", "是", "在", "和",
    "与", "及", "或", "有", "被", "把", "对", "所", "都", "国家", "召开", "举行", "举办",
))  # fmt: skip


@cache
def stem(word: str) -> str:
    """Return the stem of a folded English word; words of one family have the same one.

    >>> stem("ratified") == stem("ratification")
    True
    """
    return _families().get(word) or _snowball(word)


def family(word: str) -> list[str]:
    """Return the words of the table of families that have the stem of a word."""
    return [other for other in _families() if stem(other) == stem(word)]


def stems(*words: str) -> frozenset[str]:
    """Return the stems of English words, and Chinese words as they are."""
    return frozenset(stem(word) if word.isascii() else word for word in words)


# Words that ask what comes next; what an actor wanted; what states did with the convention; where it stands.
NEXT = ("next", "upcoming", "forthcoming", "下一届", "下一次", "下一", "下届", "下次", "即将", "接下来")
WANTING = (
    "position", "want", "oppose", "support", "propose", "stance", "demand", "立场", "反对", "支持", "主张", "提议",
)  # fmt: skip
ACTING = (
    "sign", "ratify", "approve", "accede", "join", "party", "deposit",
    "签署", "签字", "批准", "核准", "加入", "缔约", "缔约国", "交存",
)  # fmt: skip
STANDING = (
    *ACTING, "adopt", "enter", "force", "status", "stand", "deadline", "need", "open", "still", "require", "close",
    "通过", "生效", "现状", "状态", "截止", "需要", "开放", "批准书", "何时生效",
)  # fmt: skip
# Words for whoever acts, which narrow nothing.
GENERIC = (
    "country",
    "countries",
    "state",
    "states",
    "nation",
    "nations",
    "member",
    "members",
    "国家",
    "国",
    "各国",
    "成员国",
)
# Chinese words along which a run of characters is cut, besides the names and values of the record.
CUTTING = frozenset(word for word in (*NEXT, *WANTING, *STANDING, *sum(SYNONYMS, ())) if not word.isascii())


@cache
def _families() -> dict[str, str]:
    return {word: _snowball(family[0]) for family in FAMILIES for word in family}


def _snowball(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()
