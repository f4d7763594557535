"""The words of the record: terms that must not return, titles that stand alone, and no sentence of
the timeline.
"""

import re

import pytest

from ahc_cli.model.vocabulary import names

from .reading import DATA, VOCABULARY, texts
from .timeline_hashes import hashed, known, runs

# Pattern → what to write.
ENGLISH = {
    r"\bput(s|ting)? off\b": "postpone",
    r"Member States": "member states",
    r"machine-made": "machine-generated",
    r"\b[Oo]rganis|\b[Aa]uthoris": "-ize",
    r"Russian Foreign Ministry": "foreign ministry",
    r"is to be had|on the changed positions|[Tt]he day was that of|settles which|[Aa]pproval was given to": "plain words",
    r"comes on top of|left many out|groundwork of the negotiation|thanks for hybrid access": "plain words",
    r"[Tt]he ground was COVID|in the same breath|other sides of the chapter|[Tt]his was done by": "plain words",
    r"formally a ratifier|[Ww]ho came first is told|lets the concluding session resume": "plain words",
}
CHINESE = {
    "涵盖面|适用面": "范围",
    "维权组织": "人权组织",
    "煽动破坏": "煽动颠覆",
    "鼓动或胁迫自杀": "鼓励或胁迫自杀",
    "谈判条件": "谈判方式",
    "总结会议": "闭幕会议, or 盘点会议 of the expert group",
    "线上线下结合": "混合形式",
    "条约草案|(?<!反)网络犯罪条约": "公约草案, 网络犯罪公约",
    "致信|信件": "致函, 信函",
    "(?<!供)签署开放|开放签署": "开放供签署",
    "EFF(?!时间线|数字版权组织)": "电子前沿基金会",
    "GI-TOC": "打击跨国有组织犯罪全球倡议",
    "数字观察": "Digital Watch",
    "新冠": "2019冠状病毒病",
    "议会核准": "议会批准",
    "更新草案": "公约草案更新案文",
    "修订草案": "公约草案订正案文",
    "欧洲理事会": "欧洲委员会, which is the Council of Europe",
    "综合谈判文件": "合并谈判文件",
    "[\u3400-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u3400-\u9fff]": "no space",
}
TITLES = {
    r"^(First|Second|Third|Fourth|Fifth|Sixth|Concluding|Reconvened|Organizational) (session|consultation|intersessional)": "which body met",
    r"\b[Tt]he committee\b": "which committee",
    # "EFF: ..." or "Human Rights Watch: ...", but not "Convention against Cybercrime: ..."
    r"^[A-Z]\w*(,? (and )?[A-Z]\w*)*: ": "a sentence",
}
CHINESE_TITLES = {
    r"^(第.{1,3}(届会议|次.*协商)|组织会议|闭幕会议)": "which body met",
    r"^[^，（《]{2,12}：": "a sentence",
}
# Event, key and pattern that stands there rightly → why.
EXCEPTIONS = {
    (
        "ga-74-247",
        "caveats",
        "欧洲理事会",
    ): "the seed confuses the two bodies, and the caveat says so",
    ("eu-council-2025", "caveats", "欧洲理事会"): "the European Council itself",
    (
        "cnd-1",
        "caveats",
        "综合谈判文件",
    ): "the caveat says that EFF's Chinese edition has this name",
    ("cnd-2", "caveats", "综合谈判文件"): "the same",
}


def found(patterns, lang, wanted=""):
    """Return (event, key, pattern) → text for each pattern that a text of an event contains, if its
    path is wanted.
    """
    return {
        (event["id"], re.match(r"\.(\w+)", path)[1], pattern): text[lang]
        for event in DATA["events"]
        for path, text in texts(event)
        if re.search(wanted, path)
        for pattern in patterns
        if re.search(pattern, text[lang])
    }


@pytest.mark.parametrize(
    ("patterns", "lang"), [(ENGLISH, "en"), (CHINESE, "zh")], ids=["English", "Chinese"]
)
def test_terms_that_must_not_return(patterns, lang):
    returned = found(patterns, lang)
    allowed = {exception for exception in EXCEPTIONS if exception[-1] in patterns}
    assert {where: text for where, text in returned.items() if where not in allowed} == {}
    assert allowed <= set(returned)


@pytest.mark.parametrize(
    ("patterns", "lang"), [(TITLES, "en"), (CHINESE_TITLES, "zh")], ids=["English", "Chinese"]
)
def test_a_title_says_by_itself_what_happened(patterns, lang):
    assert found(patterns, lang, r"^(\.history\[\d+\])?\.title$") == {}


# Names and lists of states that are the same whoever writes them.
COMMON = [
    *(
        name
        for table in ("actor", "place", "topic")
        for each in VOCABULARY.table(table).values()
        for name in names(each)
    ),
    *names(VOCABULARY.instrument),
    "联合国打击网络犯罪合作公约草案",
    "公民权利和政治权利国际公约第十九条",
    "巴西、多米尼加共和国、欧盟、列支敦士登、挪威、瑞士、英国和美国",
    "with Belarus, Cambodia, China, Iran, Myanmar, Nicaragua, Syria and Venezuela",
    "a UN convention on countering the use of information and communications technologies for criminal purposes",
]


def test_no_sentence_is_taken_from_the_timeline():
    common, hashes = {run for text in COMMON for run in runs(text)}, known()
    taken = [
        (path, run)
        for path, text in texts(DATA)
        for said in text.values()
        for run in runs(said)
        if run not in common and hashed(run) in hashes
    ]
    assert taken == []
