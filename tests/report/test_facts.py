"""Facts, one by one: all of them, and each as the record has it."""

from datetime import date

import pytest
from msgspec.structs import replace
from shared import TODAY

from ahc_cli.model.fields import date_order
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.items import FACT_KEYS, item_of


@pytest.fixture(scope="module")
def of_events(record):
    """Each fact of an event with its event."""
    return [(event, fact) for event in record.events for fact in event.facts]


@pytest.fixture(scope="module")
def caveats(record):
    return [(event, caveat) for event in record.events for caveat in event.caveats]


@pytest.fixture(scope="module")
def of_articles(record):
    """Each fact of an article with its article."""
    articles = record.vocabulary.instrument.articles
    return [(article, fact) for article in articles for fact in article.facts]


def found(context, text=""):
    statements, _number = facts_of(ask(context, text, subject=FACTS))
    return [item_of(statement, FACT_KEYS) for statement in statements]


def texts(facts):
    return sorted(fact.text.en for fact in facts)


def test_they_are_all_facts_of_events_and_then_of_articles(context, of_events, of_articles):
    facts = found(context)
    assert [fact.of for fact in facts] == ["fact"] * len(of_events) + ["article"] * len(of_articles)
    assert texts(facts) == texts(fact for _of, fact in (*of_events, *of_articles))


def test_facts_of_events_are_in_date_order(context, record):
    events = {event.id: event for event in record.events}
    days = [date_order(events[fact.event]) for fact in found(context, "of:fact")]
    assert days == sorted(days)


def test_caveats_are_among_them_only_if_they_are_asked_for(context, caveats, of_events):
    assert texts(found(context, "of:caveat")) == texts(caveat for _event, caveat in caveats)
    assert len(found(context, "of:fact,caveat")) == len(of_events) + len(caveats)
    assert {fact.of for fact in found(context, "since:2022")} == {"fact"}


def test_the_facts_of_an_article_are_its_own_and_those_tagged_with_it(
    context, record, of_events, of_articles
):
    for article in record.vocabulary.instrument.articles:
        number = article.number
        own = [fact for of, fact in of_articles if of.number == number or number in fact.articles]
        tagged = [fact for _event, fact in of_events if number in fact.articles]
        facts = found(context, f"article:{number}")
        assert texts(facts) == texts([*own, *tagged]), number
        assert all(number in fact.articles for fact in facts)
        assert {fact.id for fact in facts if fact.of == "article"} <= {
            f"article-{of.number}" for of, _fact in of_articles
        }


def test_a_fact_has_the_sources_of_the_record_and_is_as_sure_as_they_are(context, record):
    for fact in found(context):
        assert fact.sources
        assert fact.confidence == record.vocabulary.confidence(fact.sources)


def test_its_actors_and_topics_are_those_of_its_event(context, record):
    events = {event.id: event for event in record.events}
    for fact in found(context, "of:fact,caveat"):
        event = events[fact.event]
        assert fact.topics == tuple(event.topics)
        assert {item.actor for item in event.actors} <= set(fact.actors)
    with_china = [event for event in events.values() if "china" in _actors(event)]
    number = sum(len(event.facts) for event in with_china)
    assert len(found(context, "actor:china")) == number > 0


def _actors(event):
    of_positions = [actor for position in event.positions for actor in position.actors]
    return {event.body, *(item.actor for item in event.actors), *of_positions}


SAME = {
    "caveats": ("of:caveat", "of:存疑", "属于:存疑"),
    "an article": ("article:14", "条款:14"),
    "a place and a year": ("place:hanoi date:2025", "hanoi 2025", "河内 2025年"),
    "a value": ("kind:session", "sessions", "届会"),
    "how sure": ("confidence:weak", "可信度:可信度低"),
}


@pytest.mark.parametrize("queries", SAME.values(), ids=SAME)
def test_a_query_in_either_language_finds_the_same(context, queries):
    first, *others = (found(context, text) for text in queries)
    assert first
    assert all(facts == first for facts in others)


def test_facts_of_articles_are_known_from_the_adoption_on(record):
    for day, sorts in (("2024-12-23", {"fact"}), ("2024-12-24", {"fact", "article"})):
        today = date.fromisoformat(day)
        context = Context(record, TODAY, today)
        assert {fact.of for fact in found(context)} == sorts
        assert found(context, "of:caveat") == []


def test_a_part_of_a_record_has_the_facts_of_its_events_alone(record):
    part = replace(record, events=record.events[:3], whole=False)
    facts = found(Context(part, TODAY))
    assert len(facts) == sum(len(event.facts) for event in part.events)
