"""What a search answers before its events, and which commands answer better."""

from datetime import date

import pytest
from msgspec.structs import replace
from small import DOCUMENT, INSTRUMENT, dataset_of, to_json

from ahc_cli.ask.instead import pointers
from ahc_cli.ask.lead import lead
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import read
from ahc_cli.ask.terms import Word
from ahc_cli.messages import speak
from ahc_cli.model.records import Text

SIGNED = {
    "id": "signed", "date": "2022-10-25", "kind": "signature", "title": {"en": "Signing"},
    "actors": [{"actor": id_, "role": "signatory", "sources": ["daily"]} for id_ in ("belarus", "indonesia")],
}  # fmt: skip
PAGE = {"title": "Page", "publisher": "UN", "origin": "un", "weight": "official", "date": "2022-11"}
CHANGED = {"events": [*DOCUMENT["events"], SIGNED], "instrument": INSTRUMENT}
DATASET = dataset_of(to_json(DOCUMENT | CHANGED | {"sources": DOCUMENT["sources"] | {"daily": PAGE}}))
TODAY = date(2022, 12, 31)


def readings(typed):
    return read([Word(part) for part in typed.split()], context_of(DATASET, TODAY), cut="always")


BELARUS = Text(
    en="Belarus: signed on 25 Oct 2022 (official), no deposit of an instrument of ratification on record",
    zh="白俄罗斯：2022年10月25日签署（官方），未见交存批准书的记录",
)
INDIA = Text(
    en="India: not among the signatories named by Nov 2022", zh="印度：截至2022年11月，不在有据可查的签署方之列"
)
SUMMARY = Text(
    en="Vienna Convention: adopted on 10 Jun 2022; 2 signatories named; 0 of the 2 ratifications needed are on record; "
    "not in force; opens for signature: 25 Oct 2025 – … (see 'ahc status')",
    zh="《维也纳公约》：2022年6月10日通过；有据可查的签署方2个；生效需2份批准书，有据可查的0份；尚未生效；"
    "开放供签署日期：2025年10月25日 – ……（见“ahc status”）",
)
AHEAD = [
    Text(
        en="25 Oct 2025 – …  ○ Signing in Hanoi (scheduled)  Hanoi  signing",
        zh="2025年10月25日 – ……  ○ 河内签署（预定）  河内  signing",
    )
]

NO_LIST = Text(en="No full list of who voted how is on record.", zh="资料中没有完整的投票名单。")
TOOK = [
    Text(
        en="28 Feb – 11 Mar 2022  First session  New York  session-1",
        zh="2022年2月28日–3月11日  第一届会议  纽约  session-1",
    ),
    Text(
        en="10 Jun 2022  The rules are adopted (88–42–32)  Vienna  vote-2022",
        zh="2022年6月10日  通过规则（88–42–32）  维也纳  vote-2022",
    ),
    Text(en="4 months from the first meeting to the adoption", zh="从首次会议到通过共4个月"),
]

LEADS = {
    # a search → the lines before its events
    "Belarus signed": [BELARUS],
    "did India sign": [INDIA],
    "白俄罗斯签署": [BELARUS],
    "Belarus India ratification": [BELARUS, INDIA],
    "the convention": [SUMMARY],
    "Vienna Convention entry into force": [SUMMARY],
    "how many ratifications are needed": [SUMMARY],
    "公约什么时候通过": [SUMMARY],
    "who signed first": [SUMMARY],
    "how long did the negotiation take": TOOK,
    "谈判谈了多久": TOOK,
    "how long did the first session take": [],
    "who signed the Vienna Convention": [SUMMARY],
    "谁最先签署": [SUMMARY],
    "first session": [],
    "what comes next": AHEAD,
    "whens next": AHEAD,
    "next zzqq": AHEAD,
    "接下来有什么": AHEAD,
    "下一次签署": AHEAD,
    "next signing of the Vienna Convention": AHEAD,
    "next session": [Text(en="Nothing of that kind is known to be scheduled.", zh="未见此类预定安排。")],
    "next meeting on surveillance": [
        Text(en="Nothing of that kind is known to be scheduled.", zh="未见此类预定安排。")
    ],
    "who voted against the convention": [SUMMARY],
    "who voted against it": [SUMMARY],
    "how did states vote on the Vienna Convention": [SUMMARY],
    "how did states vote on the convention": [SUMMARY],
    "how did states vote": [NO_LIST],
    "who voted against in 2019": [NO_LIST],
    "who voted on safeguards": [NO_LIST],
    "how was the vote 2021": [],
    "which states spoke in 2021": [],
    "surveillance": [],
    "surveillance convention": [],
    "Belarus": [],
    "EFF signed": [],
    "Belarus proposes": [],
}


@pytest.mark.parametrize(("typed", "expected"), LEADS.items(), ids=LEADS)
def test_a_search_about_signing_or_about_the_convention_starts_with_its_answer(typed, expected):
    for lang in ("en", "zh"):
        speak(lang)
        assert lead(readings(typed), DATASET, TODAY) == [line.lang(lang) for line in expected]


VOTED = {
    # a question → what it is told of the sides in votes, after the line that nobody lists who voted how
    "who voted for it in 2022": ["vote-2022", "  EFF · supports · Human rights and safeguards: x (single source)"],
    "how did Indonesia vote": ["vote-2022", "  Indonesia · sponsor"],
    "how did Belarus vote on vote-2022": ["vote-2022", "  nothing on record"],
    "who voted with Indonesia on article 24": [
        "vote-2022",
        "  EFF · supports · Human rights and safeguards: x (single source)",
    ],
    "who voted on article 25": [],
}


@pytest.mark.parametrize(("typed", "expected"), VOTED.items(), ids=VOTED)
def test_who_voted_how_is_answered_with_the_sides_that_sources_name(typed, expected):
    vote = next(event for event in DOCUMENT["events"] if event["id"] == "vote-2022")
    position = {
        "actors": ["eff"],
        "stance": "supports",
        "topic": "safeguards",
        "text": {"en": "x"},
        "sources": ["daily"],
    }
    votes = [{**vote["votes"][0], "motion": {"en": "To delete article 24"}}]
    others = [event for event in CHANGED["events"] if event is not vote]
    events = [*others, vote | {"votes": votes, "positions": [position]}]
    dataset = dataset_of(to_json(DOCUMENT | CHANGED | {"events": events}))
    first, *said = lead(
        read([Word(part) for part in typed.split()], context_of(dataset, TODAY), cut="always"), dataset, TODAY
    )
    assert first == NO_LIST.en
    assert [line if line.startswith("  ") else line.rpartition("  ")[2] for line in said[1:]] == expected


def test_the_sides_of_a_vote_without_positions_are_not_on_record():
    assert lead(readings("who voted on vote-2022"), DATASET, TODAY)[-1] == "  nothing on record"


def test_nothing_leads_before_the_adoption_or_without_an_instrument():
    words = readings("Belarus signed")
    assert lead(words, DATASET, date(2022, 6, 9)) == []
    assert lead(readings("convention"), DATASET, date(2022, 6, 9)) == []
    assert lead(words, replace(DATASET, whole=False), TODAY) == []
    assert lead(words, replace(DATASET, vocabulary=replace(DATASET.vocabulary, instrument=None)), TODAY) == []


def test_what_comes_next_has_all_that_is_asked_for():
    talks = [
        {"id": f"talks-{about}", "date": "2024", "kind": "session", "title": {"en": f"Talks on {about}"}}
        for about in ("police", "borders")
    ]
    ahead = dataset_of(to_json(DOCUMENT | CHANGED | {"events": [*CHANGED["events"], *talks]}))
    (line,) = lead(readings("next talks on police"), ahead, TODAY)
    assert line == "2024  ○ Talks on police (scheduled)  place not known  talks-police"


POINTERS = {
    "Russia position": ["ahc positions russia"],
    "what did EFF want": ["ahc positions eff"],
    "what did Russia and EFF want": ["ahc positions russia eff"],
    "俄罗斯的立场": ["ahc positions russia"],
    "next session": ["ahc list upcoming"],
    "who chaired the session": ["ahc count actor role:chair"],
    "who signed": ["ahc count country role:signatory"],
    "who ratified": ["ahc status"],
    "did Belarus sign": [],
    "article 24": ["ahc show article 24"],
    "the safeguards articles": ["ahc show article 24"],
    "保障": ["ahc show article 24"],
    "article 25": [],
    "Russia": [],
    "position": [],
}


@pytest.mark.parametrize(("typed", "expected"), POINTERS.items(), ids=POINTERS)
def test_a_search_points_to_the_command_that_answers_better(typed, expected):
    assert pointers(readings(typed), DATASET) == expected
