"""The bundled record is well formed: valid, complete in both languages, sourced, and without a name
too many.
"""

import re
from typing import get_args

from ahc_cli.data.check import problems
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import RESERVED, Subregion, references
from ahc_cli.model.text import width
from ahc_cli.model.vocabulary import names

from .reading import DATA, EVENTS, FILE, RECORD, VOCABULARY, texts

HAN = re.compile("[\u3400-\u9fff]")
FIXED_IDS = """
draft-2017 third-2018 ga-2018 third-2019 ga-74-247 postponed-2020 postponed-2021 org-session ga-75-282 org-matters
session-1 session-2 session-3 session-4 session-5 session-6 consultation-1 consultation-2 consultation-3 consultation-4
consultation-5 cnd-1 zero-draft concluding-session reconvening-decision reconvened-session adoption-2024 third-2024
ga-79-243 signing-hanoi rules-session apc-letter-2019 hrw-2021-01 rights-letter-2021 cpj-2022 rights-groups-2022
eff-speech-2022 ngo-letter-2022 cnd-letter-2022 pi-eff-2022 mauritius-2025 qatar-2026 viet-nam-2026 azerbaijan-2026
"""
# The 193 member states of the United Nations, then the observer states.
STATES = """
AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG CR
CI HR CU CY CZ KP CD DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR
IQ IE IL IT JM JP JO KZ KE KI KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MC MN ME MA MZ MM NA NR
NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA KR MD RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO
ZA SS ES LK SD SR SE CH SY TJ TH TL TG TO TT TN TR TM TV UG UA AE GB TZ US UY UZ VU VE VN YE ZM ZW
PS VA
"""


def test_the_record_is_valid():
    assert list(problems(FILE.read_bytes(), set())) == []


def test_ids_that_were_published_are_kept():
    assert [id_ for id_ in FIXED_IDS.split() if id_ not in EVENTS] == []


def test_nothing_of_edition_4_is_lost():
    text = (FILE.parents[1] / "tests/record/edition_4.txt").read_text(encoding="utf-8")
    rows = dict(re.findall("^([a-z0-9-]+) = (.*)$", text, re.MULTILINE))
    lost = {}
    for table in ("sources", "places", "actors", "topics"):
        lost[table] = [id_ for id_ in rows.pop(table).split() if id_ not in DATA[table]]
    keys = ("facts", "positions", "votes", "caveats", "history")
    for id_, counts in rows.items():
        event = EVENTS[id_]
        for key, count in zip(keys, map(int, counts.split()), strict=True):
            if len(getattr(event, key)) < count:
                lost.setdefault(id_, []).append(key)
    assert {where: what for where, what in lost.items() if what} == {}


def test_an_id_names_one_thing():
    ids = [*EVENTS, *VOCABULARY.actors, *VOCABULARY.topics, *VOCABULARY.places, *VOCABULARY.sources]
    assert len(ids) == len(set(ids))
    assert set(ids) & set(RESERVED) == set()


def test_events_stand_in_date_order():
    assert list(EVENTS) == [event.id for event in sorted(RECORD.events, key=date_order)]


def test_every_text_is_in_both_languages():
    assert [path for path, text in texts(DATA) if set(text) != {"en", "zh"}] == []


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    sentences = list(texts(DATA["events"]))
    assert [path for path, text in sentences if not HAN.search(text["zh"])] == []
    # A caveat may quote a Chinese name.
    assert [
        path for path, text in sentences if HAN.search(text["en"]) and "caveats" not in path
    ] == []


def test_chinese_texts_have_full_width_punctuation():
    wrong = re.compile(r"[\u3400-\u9fff][,;:!?]|[,;!?][\u3400-\u9fff]|[\u3400-\u9fff]\.(?!\d)")
    assert [
        (path, text["zh"]) for path, text in texts(DATA["events"]) if wrong.search(text["zh"])
    ] == []


def test_titles_fit_a_table():
    titles = [
        (path, text)
        for path, text in texts(DATA["events"])
        if re.search(r"(^\[[^.]*|\.history\[\d+\])\.title$", path)
    ]
    assert len(titles) > len(EVENTS)
    assert [
        (path, said) for path, text in titles for said in text.values() if width(said) > 72
    ] == []


def test_every_name_in_the_vocabularies_is_used_and_no_other():
    used = {
        (table, id_)
        for event in RECORD.events
        for table, id_, _ in references(event)
        if table not in ("event", "article")
    }
    used |= {("source", id_) for id_ in sources_of(DATA.get("instrument", {}))}
    used |= {("source", id_) for id_ in sources_of([DATA["actors"], DATA["topics"]])}
    used |= {("actor", id_) for id_, actor in VOCABULARY.actors.items() if actor.members}
    named_alone = {"state", "territory"}
    used |= {
        ("actor", id_) for id_, actor in VOCABULARY.actors.items() if actor.kind in named_alone
    }
    defined = {
        (table, id_)
        for table in ("actor", "place", "topic", "source")
        for id_ in VOCABULARY.table(table)
    }
    # Texts name the first, and they are not China; people type the other.
    named_only = {("actor", "developing-countries"), ("actor", "african-union")}
    assert used == defined - named_only


def test_every_member_and_observer_state_of_the_united_nations_is_an_actor():
    assert sorted(actor.iso for actor in VOCABULARY.actors.values() if actor.iso) == sorted(
        STATES.split()
    )


def sources_of(value):
    """Yield the ids below any `sources` of a value of the data."""
    if isinstance(value, dict):
        yield from value.get("sources", ())
        for inner in value.values():
            yield from sources_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources_of(inner)


def test_every_statement_has_a_source():
    unsourced = [
        (event.id, name, number)
        for event in RECORD.events
        for name in ("facts", "positions", "votes", "attendance", "documents", "caveats", "history")
        for number, item in enumerate(getattr(event, name))
        if not item.sources
    ]
    assert unsourced == []


def test_every_event_has_a_summary_and_a_fact():
    assert [event.id for event in RECORD.events if event.summary is None or not event.facts] == []


def test_related_events_name_each_other():
    assert [
        (e.id, other)
        for e in RECORD.events
        for other in e.related
        if e.id not in EVENTS[other].related
    ] == []


def test_related_topics_name_each_other():
    related = {(id_, other) for id_, topic in VOCABULARY.topics.items() for other in topic.related}
    assert [
        pair for pair in sorted(related) if pair[::-1] not in related or pair[0] == pair[1]
    ] == []


def test_the_topics_that_the_title_of_an_article_names_stand_first():
    wrong = []
    for article in VOCABULARY.instrument.articles:
        titles = article.title.both() if article.title else ()
        title = " ".join(words for _lang, words in titles).lower()
        named = {
            topic
            for topic in article.topics
            for name in names(VOCABULARY.topics[topic])
            if re.search(rf"(?<![a-z]){re.escape(name.lower())}(?![a-z])", title)
        }
        if {*article.topics[: len(named)]} != named:
            wrong.append((article.number, named))
    assert wrong == []


def test_states_have_an_iso_code_of_their_own():
    codes = {id_: actor.iso for id_, actor in VOCABULARY.actors.items() if actor.iso}
    assert len(set(codes.values())) == len(codes)
    assert [
        id_ for id_, actor in VOCABULARY.actors.items() if (actor.kind == "state") != (id_ in codes)
    ] == []


def test_states_have_a_code_of_three_letters_and_a_region():
    states = [actor for actor in VOCABULARY.actors.values() if actor.kind == "state"]
    assert len({state.iso3 for state in states if state.iso3}) == len(states)
    assert [state.iso for state in states if not (state.region and state.subregion)] == []
    parents = {(state.subregion, state.region) for state in states}
    assert len(parents) == len(dict(parents)) == len(get_args(Subregion))


def test_states_and_nothing_else_have_places_on_the_map_which_is_26_by_18():
    tiles = {id_: actor.tile for id_, actor in VOCABULARY.actors.items() if actor.tile}
    assert [id_ for id_, actor in VOCABULARY.actors.items() if (actor.kind == "state") != (id_ in tiles)] == []  # fmt: skip
    assert len({*tiles.values()}) == len(tiles) == 195
    assert max(column for column, _row in tiles.values()) == 25
    assert {row for _column, row in tiles.values()} == {*range(18)}


def test_a_source_is_not_dated_after_the_edition():
    dated = {id_: source.date for id_, source in VOCABULARY.sources.items() if source.date}
    assert [(id_, day) for id_, day in dated.items() if day[:10] > str(RECORD.edition)] == []


def test_an_event_is_scheduled_exactly_if_it_starts_after_the_edition():
    assert [
        e.id for e in RECORD.events if (e.status == "scheduled") != (e.start > RECORD.edition)
    ] == []


def test_a_publisher_has_the_same_other_names_in_all_its_sources():
    named = {}
    for source in VOCABULARY.sources.values():
        named.setdefault(source.publisher, set()).add(source.aliases)
    assert [publisher for publisher, aliases in named.items() if len(aliases) > 1] == []


def test_the_regional_groups_have_each_member_state_of_the_united_nations_once():
    groups = ("african-group", "asia-pacific-group", "eastern-european-group", "grulac", "weog")
    members = [id_ for group in groups for id_ in VOCABULARY.actors[group].members]
    observers = {"holy-see", "palestine"}
    states = {id_ for id_, actor in VOCABULARY.actors.items() if actor.kind == "state"}
    assert len(members) == 193
    assert set(members) == states - observers
