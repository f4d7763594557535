"""The vocabularies as lists: which entries a text finds, and what each has."""

import pytest
from small import TODAY, dataset_with, event

from ahc_cli.answer.names import CitedSource, Name, names_with, sources_with
from ahc_cli.ask.question import ask
from ahc_cli.model.records import Actor, Text, Topic
from ahc_cli.model.vocabulary import Vocabulary

FOUND = [
    ("actor", "", "ahc russia belarus india indonesia united-states eff hrw"),
    ("actor", "俄罗斯", "russia belarus"),
    ("actor", "WATCH", "hrw"),
    ("actor", "united-s", "united-states"),
    ("actor", "usa", "united-states"),
    ("actor", "Federation", "russia"),
    ("actor", "RU", "russia"),
    ("actor", "nesia", "indonesia"),
    ("actor", "ngos", "eff hrw"),
    ("actor", "非政府组织", "eff hrw"),
    ("actor", "nobody", ""),
    ("topic", "", "safeguards offences"),
    ("topic", "human  rights", "safeguards"),
    ("topic", "human rights", "safeguards"),
    ("topic", "罪", "offences"),
    ("place", "wien", "vienna"),
    ("place", "", "vienna new-york hanoi"),
]


@pytest.mark.parametrize(("table", "text", "expected"), FOUND)
def test_entries_are_found_by_their_kind_the_beginning_of_a_word_or_else_a_part_of_one(dataset, table, text, expected):
    assert " ".join(name.id for name in names_with(text, table, dataset)) == expected


def test_an_entry_has_its_names_and_the_number_of_its_events(dataset):
    (states,) = names_with("united", "actor", dataset)
    assert states == Name(
        id="united-states",
        name=Text(en="United States of America", zh="美利坚合众国"),
        aliases=("US", "USA"),
        count=1,
        kind="state",
        iso="US",
        short=Text(en="United States", zh="美国"),
    )
    (offences,) = names_with("offences", "topic", dataset)
    assert offences == Name(id="offences", name=Text(en="Offences", zh="罪行"), aliases=(), count=2)


def test_an_event_counts_once_however_often_it_has_the_entry():
    talk = event(
        "talk",
        body="eff",
        topics=["scope"],
        actors=[{"actor": "eff", "role": "speaker"}],
        positions=[{"actors": ["eff"], "stance": "urges", "topic": "scope", "text": {"en": "x"}}],
    )
    known = Vocabulary(actors={"eff": Actor("ngo", Text(en="EFF"))}, topics={"scope": Topic(Text(en="Scope"))})
    dataset = dataset_with(talk, event("other", body="eff"), event("third"), vocabulary=known)
    assert [name.count for table in ("actor", "topic") for name in names_with("", table, dataset)] == [2, 1]


def test_a_topic_has_the_topics_beside_it():
    topics = {"scope": Topic(Text(en="Scope"), related=("mandate",)), "mandate": Topic(Text(en="Mandate"))}
    found = names_with("", "topic", dataset_with(event("talk"), vocabulary=Vocabulary(topics=topics)))
    assert [name.related for name in found] == [("mandate",), ()]


SOURCES = [
    # a text, a query, the sources with the text that events of the query cite
    ("", "", "un-report un-journal eff-timeline eff-letter daily repost"),
    ("eff", "", "eff-timeline eff-letter"),
    ("united nations", "", "un-report"),
    ("Newspaper", "", "daily"),
    ("", "kind:session place:vienna", "un-report un-journal eff-letter daily repost"),
    ("", "kind:letter", ""),
]


@pytest.mark.parametrize(("text", "query", "expected"), SOURCES)
def test_sources_are_found_by_id_publisher_or_title_if_the_events_cite_them(dataset, text, query, expected):
    assert " ".join(source.id for source in sources_with(text, ask(dataset, query, TODAY))) == expected


def test_a_source_has_the_number_of_events_that_cite_it(dataset):
    assert sources_with("daily", ask(dataset, "", TODAY)) == [
        CitedSource("daily", "Daily", "Newspaper", "press", "daily", count=2)
    ]
