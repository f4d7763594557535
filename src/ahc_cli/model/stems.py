"""Word stems, families of words, and the words that are ignored in a search."""

from collections.abc import Callable
from functools import cache

# Words that belong together although their stems differ.
FAMILIES = (
    ("sign", "signature", "signatures", "signatory", "signatories"),
    ("ratify", "ratification", "ratifications"),
    ("oppose", "opposition"),
    ("criminalize", "criminalise", "criminalisation"),
    ("organization", "organisation", "organisations"),
    ("offence", "offense", "offenses"),
    ("defence", "defense"),
    ("journalist", "journalism"),
    ("child", "children"),
    ("woman", "women"),
    ("enter", "entry"),
)
# Chinese words that say the same.
SYNONYMS = (("成立", "设立"), ("建立", "设立"), ("投票", "表决"), ("延期", "推迟"), ("延后", "推迟"))
# Function and question words of English and Chinese.
STOP_WORDS = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "as", "is", "are", "was",
    "were", "be", "been", "it", "its", "this", "that", "these", "those", "there", "did", "do", "does", "has", "have",
    "had", "will", "would", "can", "could", "should", "who", "whom", "whose", "what", "when", "where", "which", "why",
    "how", "many", "country", "countries", "much", "about", "any", "me", "tell", "so", "far", "yet", "into", "latest",
    "newest", "recent",
    "什么时候", "为什么", "是什么", "怎么样", "有没有", "什么", "何时", "哪些", "哪个", "哪国", "哪里", "多少", "几个",
    "怎么", "如何", "是否", "关于", "有关", "对于", "时候", "谁", "哪", "几", "的", "了", "吗", "呢", "是", "在", "和",
    "与", "及", "或", "有", "被", "把", "对", "所", "都", "国家", "召开", "举行", "举办", "最新", "最近",
    "请问", "目前", "现在", "截至目前",
))  # fmt: skip


@cache
def stem(word: str) -> str:
    """Return the stem of a folded English word; words of one family have the same one.

    >>> stem("ratified") == stem("ratification")
    True
    """
    return _stemmer()(next((words[0] for words in FAMILIES if word in words), word))


def family(word: str) -> list[str]:
    """Return the words of the table of families that have the stem of a word."""
    return [other for words in FAMILIES for other in words if stem(other) == stem(word)]


def stems(*words: str) -> frozenset[str]:
    """Return the stems of English words, and Chinese words as they are."""
    return frozenset(stem(word) if word.isascii() else word for word in words)


# Words that ask what comes next; what came last; what an actor wanted; what states did with the convention; and where
# it stands.
NEXT = ("next", "upcoming", "forthcoming", "下一届", "下一次", "下一", "下届", "下次", "即将", "接下来")
LATEST = ("last", "latest", "newest", "recent", "最后", "最近", "最新", "上一", "上届", "上次")
WANTING = (
    "position", "want", "oppose", "support", "propose", "stance", "demand", "立场", "反对", "支持", "主张", "提议",
)  # fmt: skip
ACTING = (
    "sign", "ratify", "approve", "accede", "join", "party", "deposit",
    "签署", "签字", "签", "没签", "未签", "批准", "核准", "加入", "缔约", "缔约国", "交存",
)  # fmt: skip
STANDING = (
    *ACTING, "adopt", "enter", "force", "status", "stand", "deadline", "need", "open", "still", "require", "close",
    "通过", "生效", "现状", "状态", "截止", "需要", "开放", "批准书", "何时生效",
)  # fmt: skip
# Words for whoever acts, which narrow nothing.
GENERIC = ("state", "states", "nation", "nations", "member", "members", "国", "各国", "成员国")
# Chinese words along which a run of characters is cut, besides the names and values of the record.
CUTTING = frozenset(word for word in (*NEXT, *WANTING, *STANDING, *sum(SYNONYMS, ())) if not word.isascii())


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer.english_stemmer import EnglishStemmer

    stem_word: Callable[[str], str] = EnglishStemmer().stemWord
    return stem_word
