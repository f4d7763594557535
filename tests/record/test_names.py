"""Every name in the vocabularies names one thing, and finds it."""

from collections import defaultdict

from ahc_cli.ask.language import parse
from ahc_cli.ask.query import And, Context, Is
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import read
from ahc_cli.ask.search import find_hits as search
from ahc_cli.ask.terms import Word, entity
from ahc_cli.model.records import tags
from ahc_cli.model.vocabulary import names

from .reading import RECORD, VOCABULARY

NAMES = [
    (table, id_, name)
    for table in ("actor", "topic", "place")
    for id_, record in VOCABULARY.table(table).items()
    for name in dict.fromkeys(names(record))
]
ORDINARY = """
council third committee commission convention assembly session state states group court report draft letter union
rights network watch chair host brown car in it no to is so id me my at be by ec cnd ep
大会 委员会 国家 组织 会议 公约 草案
"""


def test_no_name_is_shared_by_two_things():
    assert {name: bearers for name, bearers in VOCABULARY.entities.items() if len(bearers) > 1} == {}


def test_no_name_is_the_id_of_something_else():
    ids = {id_ for table in ("actor", "topic", "place") for id_ in VOCABULARY.table(table)}
    assert [name for name, ((_, bearer),) in VOCABULARY.entities.items() if name in ids - {bearer}] == []


def test_no_name_is_an_ordinary_word():
    assert [word for word in ORDINARY.split() if word in VOCABULARY.entities] == []


def test_every_name_is_read_as_what_it_names():
    context = Context(VOCABULARY, RECORD.edition)
    tags_of = {name: [each.tags for each in read([Word(word) for word in name.split()], context)] for *_, name in NAMES}
    assert {name: tags_of[name] for table, id_, name in NAMES if tags_of[name] != [((table, id_),)]} == {}


def test_searching_a_name_finds_every_event_of_it():
    tagged = defaultdict(dict)
    for event in RECORD.events:
        for table, id_, _ in tags(event):
            tagged[table, id_][event.id] = event
    missed = {}
    for tag, events in tagged.items():
        found = {hit.event.id for hit in search(events.values(), [[entity([tag], VOCABULARY)]]).hits}
        if found != set(events):
            missed[tag] = set(events) - found
    assert missed == {}


def test_no_name_needs_quotes_in_a_query():
    context = context_of(RECORD, RECORD.edition)
    wrong = []
    for table, id_, name in NAMES:
        named = And((Is(table, (frozenset({id_}),)), Is("kind", (frozenset({"session"}),))))
        typed = [f'{table}:"{name}" kind:session']
        if not {"(", "（"} & set(name):  # a bracket belongs to the query
            typed.append(f"{table}:{name} kind:session")
        wrong += [query for query in typed if parse(query, context) != named]
    assert wrong == []
