"""Cards: everything about a thing, as a page and as JSON."""

import json
from datetime import date

import msgspec
import pytest
from small import DOCUMENT, INSTRUMENT, dataset_of, to_json

from show.answers import FULL, cards, written

SMALL = dataset_of(to_json(DOCUMENT))
CARDS = {
    "an event": (SMALL, "en", "session-1", """\
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
    "a topic in Chinese": (SMALL, "zh", "safeguards", """\
 人权与保障
 Human rights and safeguards
 safeguards

 立场
  • [en] EFF · 反对：[en] No crime without safeguards.（单一来源）
    2022年5月30日–6月10日 session-2

 相关事件
  • 2022年5月  关于保障的信  letter-2022
  • 2022年5月30日–6月10日  第二届会议  session-2

 别名
  • human rights
"""),
}  # fmt: skip


@pytest.mark.parametrize(("dataset", "lang", "id_", "expected"), CARDS.values(), ids=CARDS)
def test_a_card_tells_everything(dataset, lang, id_, expected):
    assert written(cards(dataset, id_), lang=lang) == expected


def test_cards_have_plans_figures_of_the_convention_and_the_relation_of_a_state():
    planned = cards(SMALL.as_of(date(2022, 12, 31)), "session-3")
    assert written(planned).startswith(" ○ Third session (scheduled)\n 第三届会议\n 9 – 20 Jan 2023 · Vienna · hybrid")
    lines = written(cards(FULL, "instrument")).splitlines()
    assert lines[4:6] == [
        " Vienna Convention: adopted, not in force",
        " Signatories: 2 named, most recently Belarus, India (25 Oct 2022) single source",
    ]
    assert " Signed on 25 Oct 2022 (single source), deposited its instrument of" in written(cards(FULL, "belarus"))
    assert {" Chapters", " Articles that a source names", "  • Article 24: Safeguards [un-report]"} <= set(lines)


def test_several_cards_are_parted_by_an_empty_line_below_the_symbol_that_they_have():
    both = written(cards(SMALL, "hanoi", "vote-2022"))
    assert both == f"{written(cards(SMALL, 'hanoi'))}\n{written(cards(SMALL, 'vote-2022'))}"
    shown = written(cards(SMALL, "session-1", "vote-2022", of_symbol=True))
    assert shown.startswith(" 2 events have this document symbol\n\n First session\n")


def test_what_the_record_lacks_is_shown_by_its_id():
    fact = {"text": {"en": "It is so."}, "sources": ["lost"]}
    own = {"id": "a", "date": "2022", "kind": "letter", "title": {"en": "A"}, "related": ["gone"], "facts": [fact]}
    shown = written(cards(dataset_of(to_json([own])), "a"))
    assert (
        shown == " A\n 2022 · letter · a\n\n Facts\n  • It is so. [1]\n\n See also\n  • gone\n\n Sources\n  [1] lost\n"
    )


def found(dataset, id_):
    """Return the JSON of a card, and the ids of its events."""
    (card,) = json.loads(msgspec.json.encode(cards(dataset, id_).records))
    return card, " ".join(event["id"] for event in card.get("events", ()))


def test_json_has_an_event_as_it_is_and_an_actor_with_its_relation_positions_and_events():
    assert cards(SMALL, "session-1").records == [event for event in SMALL.events if event.id == "session-1"]
    card, events = found(FULL, "belarus")
    (taken,) = card.pop("positions")
    assert (taken["event"], taken["stance"], taken["confidence"]) == ("session-2", "proposes", "single")
    assert card.pop("relation")["en"].startswith("signed on 25 Oct 2022 (single source)")
    assert card.pop("events")[1] == {"id": "signed", "date": "2022-10-25", "title": {"en": "Signatures"}, "roles": ["signatory", "ratifier"]}  # fmt: skip
    assert (card, events) == ({"id": "belarus", "table": "actor"} | DOCUMENT["actors"]["belarus"], "session-2 signed")


IN_JSON = {
    # id → the keys beside those of the record, the events with it
    "safeguards": ("events id positions table", "letter-2022 session-2"),
    "hanoi": ("events id table", "signing"),
    "daily": ("events id table", "session-1 session-2 signed"),
    "instrument": ("events id table", "vote-2022 signing"),
    "article-24": ("contents events id positions table", "letter-2022 session-2"),
}


@pytest.mark.parametrize("id_", IN_JSON)
def test_json_has_what_belongs_to_anything_else(id_):
    record = {**DOCUMENT["topics"], **DOCUMENT["places"], **DOCUMENT["sources"], "instrument": INSTRUMENT, "article-24": INSTRUMENT["articles"][0]}[id_]  # fmt: skip
    card, events = found(FULL, id_)
    assert (" ".join(sorted(card.keys() - record.keys() - {"date", "url"})), events) == IN_JSON[id_]
