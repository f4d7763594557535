"""Every name in the vocabularies names one thing, and finds it."""

from collections import defaultdict

from small import parsed

from ahc_cli.model.records import references
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import names
from ahc_cli.query.algebra import And, Is, Token
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.line import read
from ahc_cli.query.names import NameIndex
from ahc_cli.query.terms import contains, term_of

from .reading import FILE, RECORD, VOCABULARY

CONTEXT = Context(RECORD, RECORD.edition)
NAMES = [
    (table, id_, name)
    for table in ("actor", "topic", "place")
    for id_, record in VOCABULARY.table(table).items()
    for name in dict.fromkeys(names(record))
]
ORDINARY = """
council third committee commission assembly session state states group court report draft letter union
rights network watch chair host brown car in it no to is so id me my at be by ec cnd ep
大会 委员会 国家 组织 会议 草案
"""


# What people type → the id of what it names, in the characters of Taiwan or Hong Kong too.
TYPED = [
    line.split("\t")
    for line in (FILE.parents[1] / "tests/record/typed_names.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


def test_no_name_is_shared_by_two_things_or_the_id_of_another():
    bearers = defaultdict(set)
    for table, id_, name in NAMES:
        bearers[canonical(name)].add((table, id_))
        bearers[canonical(id_)].add((table, id_))
    assert {name: found for name, found in bearers.items() if len(found) > 1} == {}


def test_no_name_is_an_ordinary_word():
    assert [word for word in ORDINARY.split() if CONTEXT.query_names.lookup(word)] == []


def test_every_name_is_read_as_what_it_names():
    found = {name: [token.tags for token in read(name, CONTEXT)] for *_, name in NAMES}
    wrong = [
        name
        for table, id_, name in NAMES
        if len(found[name]) != 1 or (table, id_) not in found[name][0]
    ]
    assert wrong == []


def test_a_name_in_the_texts_of_a_language_matches_every_event_that_is_tagged_with_it():
    missed, terms = defaultdict(list), {}
    for event in RECORD.events:
        for table, id_, path in references(event):
            if table not in ("actor", "topic", "place") or {"history", "roll"} & {*path}:
                continue
            tag = (table, id_)
            if tag not in terms:
                terms[tag] = term_of(Token(id_, tags=(tag,)), CONTEXT.query_names, widened=False)
            if not contains(event, [terms[tag]]):
                missed[tag].append(event.id)
    assert missed == {}


def test_no_name_needs_quotes_in_a_query():
    wrong = []
    for table, id_, name in NAMES:
        named = And((Is(table, (frozenset({id_}),)), Is("kind", (frozenset({"session"}),))))
        typed = [f'{table}:"{name}" kind:session']
        if not {"(", "（"} & set(name):  # a bracket belongs to the query
            typed.append(f"{table}:{name} kind:session")
        wrong += [query for query in typed if parsed(query, CONTEXT) != named]
    assert wrong == []


def test_what_people_type_leads_to_what_it_names():
    index = NameIndex(RECORD)
    wrong = [
        (typed, id_, index.candidates(typed))
        for name, id_ in TYPED
        for typed in {name, fold(name)}  # also in Simplified characters
        if index.candidates(typed) != [id_]
    ]
    assert wrong == []


def test_what_people_type_is_found_in_a_question_and_a_query_too():
    wrong = []
    for name, id_ in TYPED:
        is_code = name.isupper() and len(name) <= 3
        for typed in {name, name if is_code else fold(name)}:
            question = f"did {typed} sign" if typed.isascii() else f"{typed}签署了吗"
            named = [token.ids for token in read(question, CONTEXT) if token.tags]
            if named != [{id_}]:
                wrong.append((question, named))
            if id_ in VOCABULARY.actors and CONTEXT.ids("actor", typed) != {id_}:
                wrong.append((typed, CONTEXT.ids("actor", typed)))
    assert wrong == []


def test_the_states_of_a_group_are_the_group_where_one_thing_is_named():
    index = NameIndex(RECORD)
    for name in ("EU states", "EU member states", "the EU countries", "歐盟國家", "欧盟成员国"):
        assert index.candidates(name) == ["european-union"]
    assert index.candidates("Russian states") == index.candidates("states") == []


# The names that several things have, each of which is offered: no others may share one.
SHARED = """
AU: australia african-union
Korea, Korean: dpr-korea republic-of-korea
the Congo, Congolese, 剛果: congo dr-congo
中非: central-african-republic china african-group
中俄, 俄中: china russia
中美, 美中: china united-states
中印: china india
日韓: japan republic-of-korea
美俄, 俄美: russia united-states
英美, 美英: united-kingdom united-states
歐美, 美歐: european-union united-states
初稿: draft-2021 zero-draft
consolidated negotiating document, 合併談判文件, 綜合談判文件: cnd-1 cnd-2
"""


def test_no_other_names_are_shared_than_those_that_ask_which_is_meant():
    index, offered = NameIndex(RECORD), set()
    for row in SHARED.strip().splitlines():
        listed, _colon, ids = row.partition(": ")
        for name in listed.split(", "):
            assert {*index.candidates(name)} == {*ids.split()}
            offered.add(fold(name))
    called = {name for record in VOCABULARY.actors.values() for name in record.adjectives}
    called.update(name for _table, _id, name in NAMES)
    called.update(alias for event in RECORD.events for alias in event.aliases)
    shared = {
        fold(name)
        for name in called
        # A topic may have a name of the article about it, or of the treaty about it.
        if len([tag for tag in index.lookup(name) if tag[0] not in ("article", "treaty")]) > 1
    }
    assert shared == offered


def test_a_region_is_a_condition_by_any_of_its_names_and_no_thing_to_show():
    index = NameIndex(RECORD)
    for typed, field, codes in [
        ("Africa", "region", {"africa"}),
        ("the Americas", "region", {"americas"}),
        ("Americas", "region", {"americas"}),
        ("亞洲", "region", {"asia"}),
        ("West Africa", "subregion", {"western-africa"}),
        ("西非", "subregion", {"western-africa"}),
        ("撒哈拉以南非洲", "subregion", SUB_SAHARAN),
    ]:
        assert parsed(typed, CONTEXT) == Is(field, (frozenset(codes),))
        assert index.candidates(typed) == []
        assert "ahc states" in index.refusal(typed)
    # What is called like a region is meant: a state, or a group.
    assert index.candidates("Micronesia") == ["micronesia"]
    assert index.candidates("北歐") == ["nordic-countries"]


SUB_SAHARAN = {"eastern-africa", "middle-africa", "southern-africa", "western-africa"}


def test_what_is_no_state_of_the_record_says_so_and_never_names_one_that_is():
    territories = {
        id_: actor for id_, actor in VOCABULARY.actors.items() if actor.kind == "territory"
    }
    assert {"england", "taiwan", "yugoslavia"} < territories.keys()
    for id_, actor in territories.items():
        assert [lang for lang, _sentence in actor.about.text.both()] == ["en", "zh"]
        for name in names(actor):
            assert [token.tags for token in read(name, CONTEXT)] == [(("actor", id_),)]


# Nouns that name a thing and are words, too; each is found as both. No more are added.
NAMES_AND_WORDS = """
rights groups, civil society, 民间社会, 公民社会, 民间组织, developing country, developing states, children, 儿童,
minors, 未成年人, gender, 性别, safeguards, definitions, journalists, journalist, 记者, reporters, 协商一致, consensus,
postponement, postponements, 签署与批准, 签署及批准, additional protocol, 议定书, final text,
生效条件, 生效门槛, 开放供签署, opening for signature, instruments of ratification, 批准书
"""


def test_no_alias_is_a_word_that_asks_or_relates():
    words = {canonical(word) for words in lexicon().words.values() for word in words}
    records = [
        *(
            each
            for table in ("actor", "topic", "place")
            for each in VOCABULARY.table(table).values()
        ),
        *VOCABULARY.instrument.articles,
        *RECORD.events,
        VOCABULARY.instrument,
    ]
    called = {name for record in records for name in record.aliases}
    called.update(name for actor in VOCABULARY.actors.values() for name in actor.adjectives)
    aliases = {name for name in called if canonical(name) in words}
    assert aliases == {name.strip() for name in NAMES_AND_WORDS.replace("\n", " ").split(",")}
