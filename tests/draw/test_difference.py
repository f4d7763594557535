"""Differences: what was added, removed and edited, marked in words where there is no colour."""

import pytest
from inline_snapshot import snapshot
from msgspec.structs import replace
from small import TODAY, event

from ahc_cli.answer.reports import Differences
from ahc_cli.ask.compare import COMPARED, compare, compare_snapshots
from ahc_cli.model.records import Actor, Source, Text
from draw.drawing import drawn


def between(left, right, vocabulary):
    return Differences(compare(left, right, COMPARED, None, TODAY), {left.id: left, right.id: right}, vocabulary)


@pytest.fixture
def sessions(dataset):
    by_id = {each.id: each for each in dataset.events}
    return between(by_id["session-1"], by_id["session-2"], dataset.vocabulary)


def test_two_events_are_compared_field_by_field(sessions):
    assert drawn(sessions) == snapshot("""\
~ session-1 → session-2  30 May – 10 Jun 2022  Second session
    Date: 28 Feb – 11 Mar 2022 → 30 May – 10 Jun 2022
    Place: New York → Vienna
    Format: hybrid → in person
    Title (English): [-First-]{+Second+} session
    Summary (English): [-The committee sets out.-]
    Facts:
      + Much is proposed. [un-journal, un-report]
      - 149 states attend. [daily, un-report]
      - Talks are calm. [eff-timeline]
    Actors:
      - United States · participant
      - EFF · observer · 1 Mar 2022
    Positions:
      + Belarus, Russia · proposes · Offences: A long list of offences. [daily]
      + EFF · opposes · Human rights and safeguards: No crime without
        safeguards. [eff-letter]
    Attendance:
      - 149 states [un-report]
    Documents:
      - A/AC.291/7  Roadmap [un-journal]
    Related:
      - draft-2021
    Caveats:
      + Sources differ on the last day. [daily]
""")


def test_in_chinese_too(sessions):
    assert drawn(sessions, "zh") == snapshot("""\
~ session-1 → session-2  2022年5月30日–6月10日  第二届会议
    日期：2022年2月28日–3月11日 → 2022年5月30日–6月10日
    地点：纽约 → 维也纳
    形式：混合形式 → 线下
    标题（中文）：第[-一-]{+二+}届会议
    摘要（中文）：[-委员会启动工作。-]
    事实：
      + [en] Much is proposed. [un-journal, un-report]
      - 149个国家出席。 [daily, un-report]
      - [en] Talks are calm. [eff-timeline]
    行为体：
      - 美国 · 参与方
      - [en] EFF · 观察员 · 2022年3月1日
    立场：
      + 白俄罗斯、俄罗斯 · 提议 · 罪行：一份很长的罪行清单。 [daily]
      + [en] EFF · 反对 · 人权与保障：[en] No crime without safeguards.
        [eff-letter]
    出席：
      - 149个国家 [un-report]
    文件：
      - A/AC.291/7  [en] Roadmap [un-journal]
    相关：
      - draft-2021
    来源不一或存疑：
      + [en] Sources differ on the last day. [daily]
""")


def test_colour_stands_for_the_marks_of_edited_words(sessions):
    shown = drawn(sessions, color=True)
    assert "\x1b[1mTitle (English): \x1b[0m\x1b[9;31mFirst\x1b[0m \x1b[1;4mSecond\x1b[0m session" in shown
    assert "[-" not in shown


def test_added_and_removed_records_have_their_signs(dataset):
    talk, letter = event("talk", title={"en": "Talk"}), event("letter", date="2023", kind="letter")
    found = compare_snapshots({"talk": talk}, {"letter": letter})
    answer = Differences(found, {"talk": talk, "letter": letter}, dataset.vocabulary)
    assert drawn(answer) == "1 added, 1 removed, 0 changed\n+ letter  2023  Talk\n- talk  2022  Talk\n"


def test_no_difference_is_a_summary_alone(dataset):
    same = Differences(compare_snapshots({}, {}), {}, dataset.vocabulary)
    assert drawn(same) == "0 added, 0 removed, 0 changed\n"
    assert drawn(same, "zh") == "新增0项，删除0项，更改0项\n"


def test_a_window_in_which_an_event_lies_is_between_two_days(dataset):
    left, right = (event(kind="letter", date=date) for date in ("2022-05", "2022-05-02/2022-05-04"))
    assert "    Date: May 2022 → between 2 and 4 May 2022\n" in drawn(between(left, right, dataset.vocabulary))


def test_an_id_that_went_is_no_edit_of_one_that_came(dataset):
    left, right = event("a", related=["session-3"]), event("b", related=["session-4"])
    assert drawn(between(left, right, dataset.vocabulary)) == (
        "~ a → b  2022  Talk\n    Related:\n      + session-4\n      - session-3\n"
    )


def test_the_sources_of_an_edited_item_have_signs_of_their_own(dataset):
    fact = {"text": {"en": "149 states attend the session."}, "sources": ["daily", "repost"]}
    other = {"text": {"en": "150 states attend the session."}, "sources": ["daily", "un-report"]}
    answer = between(event(facts=[fact]), event(facts=[other]), dataset.vocabulary)
    assert drawn(answer).splitlines()[-1] == (
        "      ~ [-149-]{+150+} states attend the session. [daily, +un-report, -repost]"
    )


def test_other_records_are_compared_in_words_too(dataset):
    source = Source("T", "P", "o", "press", date="2022-03", url="https://example.org/a")
    actor = Actor("state", Text(en="A"), aliases=("Ah",))
    left = {"s": source, "a": actor}
    right = {
        "s": replace(source, weight="ngo", date="2022-03-01", url=None),
        "a": replace(actor, kind="ngo", aliases=("Oh",)),
    }
    assert drawn(Differences(compare_snapshots(left, right), {}, dataset.vocabulary)) == snapshot("""\
0 added, 0 removed, 2 changed
~ s
    Weight: press → NGO
    Date: Mar 2022 → 1 Mar 2022
    Address: https://example.org/a → –
~ a
    Kind: state → NGO
    Also:
      + Oh
      - Ah
""")


def test_texts_of_two_events_with_little_in_common_stand_below_each_other(vocabulary):
    texts = (
        "The committee reads the draft.",
        "Ministers meet elsewhere about something new.",
        "The committee reads it.",
    )
    first, other, alike = (event(f"e{n}", summary={"en": text}) for n, text in enumerate(texts))
    said = drawn(between(first, other, vocabulary)).splitlines()
    at = said.index("    Summary (English):")
    assert said[at + 1 : at + 3] == [f"      - {texts[0]}", f"      + {texts[1]}"]
    assert "    Summary (English): The committee reads [-the draft-]{+it+}." in drawn(between(first, alike, vocabulary))
