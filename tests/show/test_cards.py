"""Cards: everything about a thing, as a page and as JSON."""

import json
from datetime import date
from functools import partial

import msgspec
import pytest
from small import DOCUMENT, INSTRUMENT, dataset_of, to_json

from ahc_cli.answers.cards import CardPages
from ahc_cli.model.records import Event, Fact, Text, Topic
from ahc_cli.query.names import Entity
from show.answers import FULL, cards, paged, written

SMALL = dataset_of(to_json(DOCUMENT))
CARDS = {
    "an event": (SMALL, "en", "session-1", """\
 First session
 第一届会议
 28 Feb – 11 Mar 2022 · New York · hybrid · session · Ad Hoc Committee
 · session-1

 The committee sets out.

 Facts
  • 149 states attend. · corroborated [un-report, daily]
  • Talks are calm. · timeline only [eff-timeline]

 Attendance
  • 149 states · official [un-report]

 Documents
  • A/AC.291/7  Roadmap [un-journal]

 Took part
  • participant: United States
  • observer (1 Mar 2022): EFF

 Before and after in the series
  • → 30 May – 10 Jun 2022  session-2  Second session

 See also
  • 2021  draft-2021  Draft of a convention

 Sources
  • official: un-report, un-journal
  • NGO: eff-timeline
  • press: daily
 in full: ahc sources -w session-1
"""),
    "a topic in Chinese": (SMALL, "zh", "safeguards", """\
 人权与保障
 Human rights and safeguards
 议题 · safeguards

 反对（1）
  • 2022年5月30日至6月10日  session-2  [en] EFF（单一来源）：[en] No crime
    without safeguards.

 相关事件（2） · 2022年5月
  • 2022年5月  letter-2022  关于保障的信
  • 2022年5月30日至6月10日  session-2  第二届会议
"""),
}  # fmt: skip


@pytest.mark.parametrize(("dataset", "lang", "id_", "expected"), CARDS.values(), ids=CARDS)
def test_a_card_tells_everything(dataset, lang, id_, expected):
    assert written(cards(dataset, id_), lang=lang) == expected


def test_cards_have_plans_figures_of_the_convention_and_the_relation_of_a_state():
    planned = cards(SMALL.as_of(date(2022, 12, 31)), "session-3")
    assert written(planned).startswith(
        " ○ Third session (scheduled)\n 第三届会议\n 9 – 20 Jan 2023 · Vienna · hybrid"
    )
    lines = written(cards(FULL, "instrument")).splitlines()
    assert lines[:2] == [" Vienna Convention", " adopted, not in force · as of 1 Jul 2023"]
    assert " Signatories     2 named (2 states) · single source [daily, un-report]" in lines
    acts = " Signed on 25 Oct 2022 · single source\n Deposited its instrument of"
    assert acts in written(cards(FULL, "belarus"))
    assert {
        " Chapters",
        " Articles that a source names",
        "  • Article 24: Safeguards [un-report]",
    } <= set(lines)


def test_a_roll_call_is_on_the_card_of_its_event_and_of_each_state_and_a_group_has_its_members_that_signed():
    roll = {"yes": ["belarus", "india"], "abstain": ["russia"], "sources": ["daily"]}
    vote = {
        "motion": {"en": "Rules"},
        "yes": 2,
        "no": 0,
        "abstain": 1,
        "result": "adopted",
        "roll": roll,
    }
    meeting = {
        "id": "meeting",
        "date": "2022-07",
        "kind": "resolution",
        "title": {"en": "Meeting"},
        "votes": [vote],
    }
    signed = {"id": "signed", "date": "2022-10-25", "kind": "signature", "title": {"en": "Signatures"},
              "actors": [{"actor": id_, "role": "signatory", "sources": ["daily"]} for id_ in ("belarus", "india")]}  # fmt: skip
    members = {"members": ["belarus", "russia", "india"], "left": {"india": "2022-12-31"}}
    group = {"kind": "group", "name": {"en": "Group"}, **members}
    own = dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT, "actors": DOCUMENT["actors"] | {"group": group},
                                         "events": [*DOCUMENT["events"], meeting, signed]}))  # fmt: skip
    assert """\
 Votes
  • Rules: adopted (2 in favour, 0 against, 1 abstaining) · no source
  • voted for: Belarus, India
  • abstained: Russia
""" in written(cards(own, "meeting"))
    assert "\n How it voted\n  • voted for  Jul 2022  meeting  Meeting\n" in written(
        cards(own, "india")
    )
    assert (
        "\n Members that signed (1)\n  • Belarus\n\n Members not named as signatories (1)\n  • Russia\n"
        in written(cards(own, "group"))
    )
    (vote,) = found(own, "russia")[0]["votes"]
    assert (vote["event"], vote["side"]) == ("meeting", "abstain")
    assert "votes" not in found(own, "eff")[0]
    assert found(own, "group")[0]["members_signed"] == ["belarus"]


def test_what_an_actor_is_comes_first_with_its_sources():
    about = {"text": {"en": "It is a state."}, "sources": ["daily"]}
    actors = DOCUMENT["actors"] | {"russia": DOCUMENT["actors"]["russia"] | {"about": about}}
    own = dataset_of(to_json(DOCUMENT | {"actors": actors}))
    assert found(own, "russia")[0]["about"] == about
    head, said, rest = written(cards(own, "russia")).partition(
        "\n It is a state. · single source [daily]\n"
    )
    assert said
    assert head + rest == written(cards(SMALL, "russia"))


def test_a_list_of_members_of_one_day_says_which():
    group = {"kind": "group", "name": {"en": "Group"}, "members": ["russia"]}
    actors = DOCUMENT["actors"] | {"group": group | {"members_as_of": "2022-01-31"}}
    shown = written(cards(dataset_of(to_json(DOCUMENT | {"actors": actors})), "group"))
    assert "Russia (as of 31 Jan 2022)" in shown


def test_several_cards_are_parted_by_an_empty_line():
    both = written(cards(SMALL, "hanoi", "vote-2022"))
    assert both == f"{written(cards(SMALL, 'hanoi'))}\n{written(cards(SMALL, 'vote-2022'))}"


def test_what_the_record_lacks_is_shown_by_its_id():
    fact = {"text": {"en": "It is so."}, "sources": ["lost"]}
    own = {
        "id": "a",
        "date": "2022",
        "kind": "letter",
        "title": {"en": "A"},
        "related": ["gone"],
        "facts": [fact],
    }
    shown = written(cards(dataset_of(to_json([own])), "a"))
    assert (
        shown == " A\n 2022 · letter · a\n\n Facts\n  • It is so. [lost]\n\n See also\n  • gone\n"
    )


def found(dataset, id_):
    """Return the JSON of a card, and the ids of its events."""
    (card,) = json.loads(msgspec.json.encode(cards(dataset, id_)().plain))
    return card, " ".join(event["id"] for event in card.get("events", ()))


def test_json_has_an_event_as_it_is_and_an_actor_with_its_relation_positions_and_events():
    assert cards(SMALL, "session-1")().records == [
        event for event in SMALL.events if event.id == "session-1"
    ]
    card, events = found(FULL, "belarus")
    (taken,) = card.pop("positions")
    assert (taken["event"], taken["stance"], taken["confidence"]) == (
        "session-2",
        "proposes",
        "single",
    )
    assert card.pop("relation")["en"].startswith("signed on 25 Oct 2022 · single source;")
    assert card.pop("events")[1] == {"id": "signed", "date": "2022-10-25", "title": {"en": "Signatures"}, "roles": ["signatory", "ratifier"]}  # fmt: skip
    assert card.pop("signed")["date"] == card.pop("ratified")["date"] == "2022-10-25"
    assert (card.pop("groups"), card.pop("approved"), card.pop("votes")) == ([], None, [])
    assert (card, events) == (
        {"id": "belarus", "table": "actor"} | DOCUMENT["actors"]["belarus"],
        "session-2 signed",
    )


IN_JSON = {
    # id → the keys beside those of the record, the events with it
    "safeguards": ("events id positions table", "letter-2022 session-2"),
    "hanoi": ("events id table", "signing"),
    "daily": ("events id table", "session-1 session-2 signed"),
    "instrument": ("events id table", "vote-2022 signing"),
    "article-24": ("events id positions table", ""),
}


@pytest.mark.parametrize("id_", IN_JSON)
def test_json_has_what_belongs_to_anything_else(id_):
    record = {**DOCUMENT["topics"], **DOCUMENT["places"], **DOCUMENT["sources"], "instrument": INSTRUMENT, "article-24": INSTRUMENT["articles"][0]}[id_]  # fmt: skip
    card, events = found(FULL, id_)
    assert (" ".join(sorted(card.keys() - record.keys() - {"date", "url"})), events) == IN_JSON[id_]


def test_an_article_has_what_sources_say_of_it_and_only_statements_that_are_tagged_with_it():
    tagged = {"text": {"en": "It is short."}, "sources": ["daily"], "articles": [24]}
    other = {"text": {"en": "Article 24 of another treaty is long."}, "sources": ["daily"]}
    urges = {
        "actors": ["eff"],
        "stance": "urges",
        "text": {"en": "Keep it."},
        "sources": ["daily"],
        "articles": [24],
    }
    talk = {"id": "talk", "date": "2022-07", "kind": "letter", "title": {"en": "Talk"}, "facts": [other, tagged], "positions": [urges]}  # fmt: skip
    article = INSTRUMENT["articles"][0] | {
        "facts": [{"text": {"en": "It has limits."}, "sources": ["un-report"]}]
    }
    document = DOCUMENT | {
        "instrument": INSTRUMENT | {"articles": [article]},
        "events": [*DOCUMENT["events"], talk],
    }
    own = dataset_of(to_json(document))
    shown = written(cards(own, "article-24"))
    assert shown.endswith("""\

 What sources say of it
  • It has limits. · official [un-report]

 Positions (1) · 1 event · 2022
  Jul 2022  talk  Talk [daily]
   • EFF (appeal · single source): Keep it.

 Where it appears (1)
  • Jul 2022  talk  Talk
    – It is short. · single source
""")
    card, events = found(own, "article-24")
    assert (events, [each["text"] for each in card["events"][0]["said"]]) == (
        "talk",
        [tagged["text"]],
    )


class NewEvent(Event, frozen=True, kw_only=True):
    """An event with keys that the record does not have today."""

    notes: tuple[Fact, ...] = ()
    languages: tuple[str, ...] = ()
    language: str | None = None
    host: Text | None = None


def page_of(record, vocabulary=SMALL.vocabulary):
    """Return the lines of the card of a record that is not in a dataset."""
    events = (record,) if isinstance(record, Event) else ()
    page = partial(CardPages(events, vocabulary).page, [record])
    return written(paged(page)).splitlines()


def test_a_new_key_of_an_event_has_a_section_behind_the_others():
    keys = {"id": "later", "date": "2022", "kind": "letter", "title": {"en": "Later"}}
    note = {"text": {"en": "It is new."}, "sources": ["daily"], "confidence": "single"}
    given = {"topics": ["scope"], "notes": [note], "languages": ["en", "fr"], "language": "fr", "host": {"en": "Palau"}}  # fmt: skip
    assert page_of(msgspec.convert(keys | given, NewEvent)) == """\
 Later
 2022 · letter · later

 Topics
  • scope

 Notes
  • It is new. · single source [daily]

 Languages
  • en, fr

 Language
  • fr

 Host
  • Palau

 Sources
  • press: daily
 in full: ahc sources -w later
""".splitlines()  # fmt: skip
    assert page_of(msgspec.convert(keys, NewEvent)) == [" Later", " 2022 · letter · later"]


class NewTopic(Topic, frozen=True):
    """A topic with keys that the record does not have today."""

    facts: tuple[Fact, ...] = ()
    stage: str | None = None


def test_a_new_key_of_anything_else_has_a_section_behind_the_others():
    fact = Fact(Text(en="It is broad."), sources=("daily",))
    topic = NewTopic(Text(en="Scope"), aliases=("reach",), facts=(fact,), stage="open")
    assert page_of(Entity("topic", "scope", topic)) == """\
 Scope
 topic · scope

 What sources say of it
  • It is broad. [daily]

 Stage
  • open
""".splitlines()  # fmt: skip
