"""Whole cards of the small dataset, in a window of 80 columns."""

from datetime import date

import pytest
from inline_snapshot import snapshot
from msgspec.structs import replace
from small import DOCUMENT, dataset_of, to_json

from draw.drawing import cards, drawn

CARDS = {
    "an event": (
        "session-1",
        "en",
        None,
        snapshot("""\
 First session
 第一届会议
 28 Feb – 11 Mar 2022 · New York · hybrid · session · Ad Hoc Committee ·
 session-1

 The committee sets out.

 Facts
  • 149 states attend. [1][2] corroborated
  • Talks are calm. [3] EFF timeline only

 Attendance
  • 149 states [1] official

 Documents
  • A/AC.291/7  Roadmap [4]

 Took part
  • participant: United States
  • observer (1 Mar 2022): EFF

 Before and after in the series
  • → 30 May – 10 Jun 2022  Second session  session-2

 See also
  • 2021  Draft of a convention  draft-2021

 Sources
  [1] United Nations: Report (official) un-report
  [2] Daily: Newspaper (press) daily
  [3] EFF: Timeline (NGO) eff-timeline
  [4] UN Journal: Journal (official) un-journal
"""),
    ),
    "an event with positions and a caveat": (
        "session-2",
        "en",
        None,
        snapshot("""\
 Second session
 第二届会议
 30 May – 10 Jun 2022 · Vienna · in person · session · Ad Hoc Committee ·
 session-2

 Facts
  • Much is proposed. [1][2] official

 Positions
  • Russia, Belarus · proposes · Offences: A long list of offences.
    [3] single source
  • EFF · opposes · Human rights and safeguards: No crime without safeguards.
    [4] single source

 Sources disagree, or are in doubt
  △ Sources differ on the last day. [3]

 Before and after in the series
  • ← 28 Feb – 11 Mar 2022  First session  session-1
  • → 9 – 20 Jan 2023  Third session (weak source)  session-3

 Sources
  [1] United Nations: Report (official) un-report
  [2] UN Journal: Journal (official) un-journal
  [3] Daily: Newspaper (press) daily
  [4] EFF: Letter (NGO) eff-letter
"""),
    ),
    "an event in Chinese": (
        "session-2",
        "zh",
        None,
        snapshot("""\
 第二届会议
 Second session
 2022年5月30日–6月10日 · 维也纳 · 线下 · 届会 · 特设委员会 · session-2

 事实
  • [en] Much is proposed. [1][2] 官方

 立场
  • 俄罗斯、白俄罗斯 · 提议 · 罪行：一份很长的罪行清单。 [3] 单一来源
  • [en] EFF · 反对 · 人权与保障：[en] No crime without safeguards. [4] 单一来源

 来源不一或存疑之处
  △ [en] Sources differ on the last day. [3]

 同一系列的前后事件
  • ← 2022年2月28日–3月11日  第一届会议  session-1
  • → 2023年1月9日–20日  第三届会议（来源薄弱）  session-3

 来源
  [1] United Nations：Report（官方） un-report
  [2] UN Journal：Journal（官方） un-journal
  [3] Daily：Newspaper（媒体） daily
  [4] EFF：Letter（非政府组织） eff-letter
"""),
    ),
    "an event with a vote": (
        "vote-2022",
        "en",
        None,
        snapshot("""\
 The rules are adopted
 通过规则
 10 Jun 2022 · Vienna · resolution · Ad Hoc Committee · vote-2022

 Votes
  • Two thirds: adopted (88 in favour, 42 against, 32 abstaining) [1] official

 Documents
  • A/RES/75/282

 Took part
  • sponsor: Indonesia

 Topics
  • Offences

 Sources
  [1] United Nations: Report (official) un-report
"""),
    ),
    "an event as it was planned": (
        "session-3",
        "en",
        "2022-12-31",
        snapshot("""\
 ○ Third session (scheduled)
 第三届会议
 9 – 20 Jan 2023 · Vienna · hybrid · session · Ad Hoc Committee · session-3

 The draft is read.

 Before and after in the series
  • ← 30 May – 10 Jun 2022  Second session  session-2
"""),
    ),
    "an actor": (
        "russia",
        "en",
        None,
        snapshot("""\
 Russian Federation
 俄罗斯联邦
 state · RU · russia

 Also called
  • Russia, 俄罗斯

 What it wanted
  • Russia, Belarus · proposes · Offences: A long list of offences.
    (single source) 30 May – 10 Jun 2022 session-2

 Where it appears
  • 2021  Draft of a convention  draft-2021
  • 30 May – 10 Jun 2022  Second session  session-2
"""),
    ),
    "a topic in Chinese": (
        "safeguards",
        "zh",
        None,
        snapshot("""\
 人权与保障
 Human rights and safeguards
 safeguards

 别名
  • human rights

 立场
  • [en] EFF · 反对：[en] No crime without safeguards.（单一来源）
    2022年5月30日–6月10日 session-2

 相关事件
  • 2022年5月  关于保障的信  letter-2022
  • 2022年5月30日–6月10日  第二届会议  session-2
"""),
    ),
    "a place": (
        "vienna",
        "en",
        None,
        snapshot("""\
 Vienna
 维也纳
 vienna

 Also called
  • Wien

 Where it appears
  • 30 May – 10 Jun 2022  Second session  session-2
  • 10 Jun 2022  The rules are adopted  vote-2022
  • 9 – 20 Jan 2023  Third session (weak source)  session-3
"""),
    ),
    "a source": (
        "un-report",
        "en",
        None,
        snapshot("""\
 Report
 United Nations · official · un-report

 What rests on it
  • 28 Feb – 11 Mar 2022  First session  session-1
  • 30 May – 10 Jun 2022  Second session  session-2
  • 10 Jun 2022  The rules are adopted  vote-2022
  • 9 – 20 Jan 2023  Third session (weak source)  session-3
"""),
    ),
}


@pytest.mark.parametrize(("id_", "lang", "as_of", "expected"), CARDS.values(), ids=CARDS)
def test_a_card_tells_everything(dataset, id_, lang, as_of, expected):
    seen = dataset.as_of(date.fromisoformat(as_of)) if as_of else dataset
    assert drawn(cards(seen, id_), lang) == expected


def test_cards_are_separated_by_an_empty_line(dataset):
    both = drawn(cards(dataset, "hanoi", "vote-2022"))
    assert both == f"{drawn(cards(dataset, 'hanoi'))}\n{drawn(cards(dataset, 'vote-2022'))}"


def test_a_name_in_one_language_stands_once():
    made = dataset_of(to_json(DOCUMENT | {"topics": DOCUMENT["topics"] | {"fishing": {"name": {"en": "Fishing"}}}}))
    assert drawn(cards(made, "fishing")) == " Fishing\n fishing\n"


ADDRESS = "https://example.org/a-long-address-that-no-window-has-room-for/" + "x" * 80


@pytest.fixture
def linked():
    source = DOCUMENT["sources"]["un-report"] | {"url": ADDRESS}
    return dataset_of(to_json(DOCUMENT | {"sources": DOCUMENT["sources"] | {"un-report": source}}))


@pytest.mark.parametrize("id_", ["vote-2022", "un-report"], ids=["cited by an event", "of the source itself"])
@pytest.mark.parametrize("width", [20, 40, 200])
def test_an_address_is_whole_in_a_pipe(linked, id_, width):
    assert ADDRESS in [line.strip() for line in drawn(cards(linked, id_), width=width).splitlines()]


def test_an_address_is_wrapped_at_a_terminal_and_a_hyperlink_if_it_has_colour(linked):
    assert ADDRESS not in drawn(cards(linked, "un-report"), terminal=True)
    assert f";{ADDRESS}\x1b\\" in drawn(cards(linked, "un-report"), terminal=True, color=True)


def test_roles_of_an_actor_are_named_in_chinese_brackets(dataset):
    assert "• 2022年2月28日–3月11日  第一届会议  session-1（观察员）" in drawn(cards(dataset, "eff"), "zh")


def test_an_unknown_source_and_an_unknown_related_event_are_shown_by_their_ids():
    own = {"id": "a", "date": "2022", "kind": "letter", "title": {"en": "A"}, "related": ["gone"]}
    array = [own | {"facts": [{"text": {"en": "It is so."}, "sources": ["lost"]}]}]
    assert drawn(cards(dataset_of(to_json(array)), "a")) == snapshot("""\
 A
 2022 · letter · a

 Facts
  • It is so. [1]

 See also
  • gone

 Sources
  [1] lost
""")


def test_the_card_of_a_topic_ends_with_related_topics():
    topics = DOCUMENT["topics"] | {"offences": DOCUMENT["topics"]["offences"] | {"related": ["safeguards"]}}
    made = dataset_of(to_json(DOCUMENT | {"topics": topics, "events": []}))
    assert drawn(cards(made, "offences")).endswith(" See also\n  • Human rights and safeguards\n")


def test_the_card_of_a_topic_with_many_positions_begins_with_who_takes_which_stance():
    def talk(number):
        taken = {"actors": ["eff"], "stance": "urges", "topic": "offences"}
        return {
            "id": "talk", "date": "2022", "kind": "letter", "title": {"en": "Talk"},
            "positions": [taken | {"text": {"en": f"{at}"}} for at in range(number)],
        }  # fmt: skip

    many, few = (dataset_of(to_json(DOCUMENT | {"instrument": None, "events": [talk(n)]})) for n in (7, 6))
    sides = " In short\n  • urges (7): EFF\n\n Positions on it\n  • EFF · urges: 0"
    assert sides in drawn(cards(many, "offences"))
    assert "In short" not in drawn(cards(few, "offences"))


def test_events_with_one_document_symbol_are_shown_below_a_line_that_says_so(dataset):
    both = replace(cards(dataset, "session-1", "vote-2022"), of_symbol=True)
    assert drawn(both).startswith(" 2 events have this document symbol\n\n First session\n")


def test_chinese_wraps_between_characters_in_every_line_of_a_card():
    events = [{"id": "a", "date": "2022", "kind": "letter", "title": {"en": "A", "zh": "一份很长的信函标题" * 3}, "related": ["b"]},
              {"id": "b", "date": "2022", "kind": "letter", "title": {"en": "B", "zh": "另一份很长的信函标题" * 3}}]  # fmt: skip
    assert drawn(cards(dataset_of(to_json(events)), "a"), "zh", width=40) == snapshot("""\
 一份很长的信函标题一份很长的信函标题一
 份很长的信函标题
 A
 2022年 · 信函 · a

 另见
  • 2022年  另一份很长的信函标题另一份很
    长的信函标题另一份很长的信函标题  b
""")
