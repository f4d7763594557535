"""Cards: what JSON has of a record, and which formats fit."""

import json
from datetime import date

import msgspec
import pytest
from msgspec.structs import replace
from small import DOCUMENT, INSTRUMENT, TODAY, dataset_of, event, to_json

from ahc_cli.answer.card import Cards
from ahc_cli.answer.entries import TakenPosition
from ahc_cli.ask.find import Entity
from ahc_cli.ask.standing import standing
from ahc_cli.ask.terms import article_term, topic_term
from ahc_cli.model.records import Text
from ahc_cli.model.vocabulary import Article, Instrument


@pytest.fixture
def cards(dataset):
    """Return a function that makes cards of some records of the small dataset."""
    return lambda *records, events=dataset.events: Cards(records, events, dataset.vocabulary, dataset.edition)


def test_json_has_events_as_they_are(cards):
    assert list(cards(event()).json()) == [event()]


def test_json_has_an_actor_with_its_positions_and_events(cards, vocabulary):
    (found,) = cards(Entity("actor", "eff", vocabulary.actors["eff"])).json()
    opposes = TakenPosition(
        event="session-2",
        date="2022-05-30/2022-06-10",
        actors=("eff",),
        stance="opposes",
        topic="safeguards",
        text=Text(en="No crime without safeguards."),
        sources=("eff-letter",),
        confidence="single",
    )
    assert found == {
        "id": "eff",
        "table": "actor",
        "kind": "ngo",
        "name": {"en": "Electronic Frontier Foundation", "zh": "电子前沿基金会"},
        "short": {"en": "EFF"},
        "relation": None,
        "positions": [opposes],
        "events": [
            {
                "id": "session-1",
                "date": "2022-02-28/2022-03-11",
                "title": Text(en="First session", zh="第一届会议"),
                "roles": ["observer"],
            },
            {
                "id": "session-2",
                "date": "2022-05-30/2022-06-10",
                "title": Text(en="Second session", zh="第二届会议"),
                "roles": [],
            },
        ],
    }


CARDS = {
    # table, id → the keys beside those of the record, the events
    ("topic", "safeguards"): ("events id positions table", "letter-2022 session-2"),
    ("place", "hanoi"): ("events id table", "signing"),
    ("source", "daily"): ("events id table", "session-1 session-2"),
}


@pytest.mark.parametrize(("table", "id_"), CARDS)
def test_json_has_what_belongs_to_a_topic_place_or_source(cards, vocabulary, table, id_):
    record = vocabulary.table(table)[id_]
    (found,) = cards(Entity(table, id_, record)).json()
    keys, events = CARDS[table, id_]
    assert " ".join(sorted(found.keys() - msgspec.to_builtins(record).keys())) == keys
    assert " ".join(each["id"] for each in found["events"]) == events


def test_the_positions_of_a_topic_are_those_on_it(cards, vocabulary):
    (found,) = cards(Entity("topic", "offences", vocabulary.topics["offences"])).json()
    assert [(taken.event, taken.actors) for taken in found["positions"]] == [("session-2", ("russia", "belarus"))]


def test_the_roles_of_an_actor_are_given_once_each(cards, vocabulary):
    talk = event(actors=[{"actor": "eff", "role": role} for role in ("speaker", "observer", "speaker")])
    eff = Entity("actor", "eff", vocabulary.actors["eff"])
    assert cards(eff).roles(talk, eff) == ["speaker", "observer"]


def test_the_instrument_is_given_as_it_is_and_an_article_with_the_events_that_mention_it(cards):
    talk = event("talk", facts=[{"text": {"zh": "讨论了第二十四条。"}}])
    instrument = Entity("instrument", "instrument", msgspec.convert(INSTRUMENT, Instrument))
    article = Entity("article", "article-24", Article(24, Text(en="Safeguards"), ("un-report",)))
    assert json.loads(msgspec.json.encode(list(cards(instrument, article, events=(talk, event("other"))).json()))) == [
        {"id": "instrument", "table": "instrument"} | INSTRUMENT | {"events": []},
        {"id": "article-24", "table": "article", "number": 24, "title": {"en": "Safeguards"}, "sources": ["un-report"],
         "positions": [], "contents": [], "events": [{"id": "talk", "date": "2022", "title": {"en": "Talk"}, "roles": []}]},
    ]  # fmt: skip


def test_the_positions_of_an_article_are_those_that_mention_it(cards):
    texts = {"of it": "Article 24 should go.", "of another": "Article 240 should go.", "in Chinese": "删去第二十四条。"}
    taken = [{"actors": ["eff"], "stance": "opposes", "text": {"en": text, "zh": name}} for name, text in texts.items()]
    article = Entity("article", "article-24", Article(24, Text(en="Respect for human rights"), ("un-report",)))
    answer = cards(article, events=(event("talk", positions=taken),))
    assert [position.text.lang("zh") for position in answer.positions(article)] == ["of it", "in Chinese"]
    assert [item.words for item in answer.card(article, "en").sections["related"]] == [
        answer.vocabulary.label("topic", "safeguards", "en")
    ]


def test_an_article_says_what_the_facts_of_the_adoption_say_of_it(vocabulary):
    texts = ({"en": "Article 24 protects rights."}, {"en": "Article 240 does not."}, {"zh": "第二十四条第二款。"})
    facts = [{"text": text, "sources": ["daily"], "confidence": "single"} for text in texts]
    adopted, other = event(INSTRUMENT["adopted"], facts=facts), event("talk", facts=facts)
    article = Article(24, Text(en="Safeguards"), ("un-report",))
    known = replace(vocabulary, instrument=msgspec.convert(INSTRUMENT, Instrument))
    answer = Cards((), (other, adopted), known, TODAY)
    assert [fact.text.lang("en") for fact in answer.contents(article)] == [
        "Article 24 protects rights.",
        "[zh] 第二十四条第二款。",
    ]
    (said, _) = answer.card(Entity("article", "article-24", article), "en").sections["contents"]
    assert (said.words, said.sources, said.confidence) == ("Article 24 protects rights.", ("daily",), "single")
    assert Cards((), (adopted,), vocabulary, TODAY).contents(article) == []


def test_an_event_tells_what_it_says_of_an_article_and_best_of_a_topic(cards, vocabulary):
    facts = [{"text": {"en": "Article 24 is open."}}, {"text": {"en": "Human rights and safeguards are disputed."}}]
    vote = {"motion": {"en": "To delete article 24"}, "result": "rejected"}
    talk = event(
        topics=["safeguards"], facts=facts, votes=[vote], caveats=[{"text": {"en": "Article 25 is not meant."}}]
    )
    answer = cards(talk, events=(talk,))
    assert answer.told(talk, article_term(24, vocabulary)) == [talk.facts[0], talk.votes[0]]
    assert answer.told(talk, topic_term("safeguards", vocabulary)) == [talk.facts[1]]
    assert answer.told(talk, None) == []


def test_a_state_has_a_relation_to_the_convention_once_it_was_adopted(vocabulary):
    signing = {
        "id": "signing-2022", "date": "2022-10-25", "kind": "signature", "title": {"en": "Signing"},
        "actors": [{"actor": "belarus", "role": "signatory", "sources": ["daily"]}],
    }  # fmt: skip
    events = [*DOCUMENT["events"], signing]
    dataset = dataset_of(to_json(DOCUMENT | {"events": events, "instrument": INSTRUMENT}))

    def relation(id_, day):
        entity = Entity("actor", id_, vocabulary.actors[id_])
        (found,) = Cards((entity,), dataset.events, vocabulary, dataset.edition, standing(dataset, day)).json()
        return found["relation"]

    assert relation("belarus", TODAY).en == (
        "signed on 25 Oct 2022 (single source), no deposit of an instrument of ratification on record"
    )
    assert relation("belarus", date(2022, 6, 9)) is None


def test_only_events_can_be_a_calendar(cards, vocabulary):
    vienna = Entity("place", "vienna", vocabulary.places["vienna"])
    assert ["ics" in answer.formats for answer in (cards(event()), cards(event(), vienna))] == [True, False]
