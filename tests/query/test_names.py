"""The index of names: what a phrase means, and which longer names hide a shorter one."""

import msgspec
import pytest
from msgspec.structs import replace
from small import INSTRUMENT, TODAY, dataset_with, event

from ahc_cli.model.records import Actor, Place, Source, Text
from ahc_cli.model.vocabulary import Instrument, Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.names import NameIndex

CHAIR = {
    "title": {"en": "Ad Hoc Committee, chair’s note", "zh": "特设委员会，主席说明"},
    "documents": [{"symbol": "A/AC.291/22/Rev.1"}, {"symbol": "A/RES/75/282"}],
}


@pytest.fixture(scope="module")
def names(dataset):
    """The names of the small dataset with an instrument, an adjective, and an event whose title
    begins with its body.
    """
    actors = dict(dataset.vocabulary.actors)
    actors |= {"russia": replace(actors["russia"], adjectives=("Russian",))}
    (article,) = INSTRUMENT["articles"]
    articles = [article | {"aliases": ["watchdog clause"]}]
    instrument = msgspec.convert(INSTRUMENT | {"articles": articles}, Instrument)
    vocabulary = replace(dataset.vocabulary, actors=actors, instrument=instrument)
    return NameIndex(
        dataset_with(
            *dataset.events, event("note-2023", body="ahc", **CHAIR), vocabulary=vocabulary
        )
    )


MEANT = {
    # a phrase → the ids that it means
    "an id": ("session-2", "session-2"),
    "an id with blanks": ("united states", "united-states"),
    "another name of an article": ("Watchdog clause", "article-24"),
    "a name": ("Russian Federation", "russia"),
    "a name in any case, full-width": ("ＲＵＳＳＩＡ", "russia"),
    "a name in Chinese": ("俄罗斯联邦", "russia"),
    "a name in Traditional characters": ("俄羅斯", "russia"),
    "an alias": ("Wien", "vienna"),
    "a name without its accents": ("ha noi", "hanoi"),
    "an adjective": ("russian", "russia"),
    "a plural": ("offence", "offences"),
    "a possessive": ("India’s", "india"),
    "a code in capitals": ("RU", "russia"),
    "a code in small letters": ("ru", ""),
    "a code that is a word": ("in", ""),
    "a title": ("Second session", "session-2"),
    "a title with another ordinal": ("2nd sessions", "session-2"),
    "a title in Chinese with a digit": ("第2届会议", "session-2"),
    "a title with its body": ("Ad Hoc Committee, chair's note", "note-2023"),
    "a title without its body": ("Chair's notes", "note-2023"),
    "a title in Chinese without its body": ("主席说明", "note-2023"),
    "a symbol": ("a/ac.291/22/rev.1", "note-2023"),
    "a symbol without A/RES/ of two events": ("75/282", "vote-2022 note-2023"),
    "an id that ends in a year is no phrase": ("note 2023", ""),
    "the instrument": ("the Conventions", "instrument"),
    "an article": ("Art. 24", "article-24"),
    "an article in Chinese numerals": ("第二十四条", "article-24"),
    "an article that is not on record": ("article 99", "article-99"),
    "the title of an article and a topic": ("Safeguard", "safeguards article-24"),
    "part of a name": ("Federation", ""),
    "part of a Chinese name": ("俄罗", ""),
    "a source": ("daily", "daily"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("phrase", "expected"), MEANT.values(), ids=MEANT)
def test_a_whole_phrase_means_what_is_called_so(names, phrase, expected):
    assert sorted(id_ for _table, id_ in names.lookup(phrase)) == sorted(expected.split())


def test_saint_and_the_may_be_written_as_people_do():
    index = of("Saint Kitts and Nevis", "Comoros")
    assert index.lookup("St. Kitts & Nevis") == index.lookup("Saint Kitts and Nevis")
    for table_ids in (index.candidates, lambda name: [*index.ids("actor", name)]):
        assert table_ids("the Comoros") == table_ids("The Comoros") == ["a1"]
        assert table_ids("the") == table_ids("the " * 2000) == []


def test_an_abbreviation_that_may_be_a_word_is_a_name_only_in_capitals():
    actors = {"republic": Actor("state", Text(en="Republic"), adjectives=("CAR", "Republican"))}
    index = NameIndex(dataset_with(vocabulary=Vocabulary(actors=actors)))
    assert index.lookup("CAR") == index.lookup("republican") == (("actor", "republic"),)
    assert index.lookup("car") == index.lookup("cars") == ()
    assert index.candidates("car") == ["republic"]  # a whole name may be in any case


def test_only_a_region_that_a_state_is_in_is_a_name():
    actors = {"togo": Actor("state", Text(en="Togo"), region="africa", subregion="western-africa")}
    index = NameIndex(dataset_with(vocabulary=Vocabulary(actors=actors)))
    assert index.lookup("Africa") == (("region", "africa"),)
    assert index.lookup("Sub-Saharan Africa") == (("subregion", "western-africa"),)
    assert index.lookup("Europe") == of("Africa").lookup("western africa") == ()


FIELDS = [
    # table, text → ids
    ("actor", "RUSSIA", {"russia"}),
    ("actor", "ru", {"russia"}),
    ("actor", "ＲＵ", {"russia"}),
    ("actor", "in", {"india"}),
    ("actor", "白俄罗斯", {"belarus"}),
    ("actor", "印度尼西亚", {"indonesia"}),
    ("actor", "vienna", set()),
    ("actor", "", set()),
    ("place", "河内", {"hanoi"}),
    ("topic", "human rights", {"safeguards"}),
    ("source", "un-report", {"un-report"}),
    ("source", "eff", {"eff-timeline", "eff-letter"}),
]


@pytest.mark.parametrize(("table", "text", "ids"), FIELDS)
def test_a_field_takes_the_names_of_its_table_and_codes_in_any_case(names, table, text, ids):
    assert names.ids(table, text) == ids


def test_a_name_that_two_share_means_both_and_a_name_comes_before_a_code():
    actors = {
        "gabon": Actor("state", Text(en="Gabon"), iso="GA"),
        "assembly": Actor("un-body", Text(en="Assembly"), aliases=("GA",)),
        "north": Actor("state", Text(en="North Korea"), adjectives=("Korean",)),
        "south": Actor("state", Text(en="South Korea"), adjectives=("Korean",)),
        "rome": Actor("state", Text(en="Rome")),
    }
    sources = {id_: Source("Page", "Same", id_, "press") for id_ in ("one", "two")}
    vocabulary = Vocabulary(actors=actors, sources=sources, places={"city": Place(Text(en="Rome"))})
    shared = NameIndex(dataset_with(vocabulary=vocabulary))
    assert shared.ids("actor", "ga") == shared.ids("actor", "GA") == {"assembly"}
    assert shared.ids("actor", "korean") == {"north", "south"}
    assert shared.lookup("Rome") == (("actor", "rome"), ("place", "city"))
    assert shared.ids("source", "same") == {"one", "two"}


def of(*names):
    actors = {
        f"a{number}": Actor("state", Text(en=name, zh=name)) for number, name in enumerate(names)
    }
    return NameIndex(dataset_with(vocabulary=Vocabulary(actors=actors)))


HIDING = {
    # names, the first of which is inside these
    "a longer name in Chinese": (("俄罗斯", "白俄罗斯", "印度"), {"白俄罗斯"}),
    "a longer name in Latin": (("Niger", "Nigeria"), {"nigeria"}),
    "several": (
        ("Korea", "DPR Korea", "South Korea"),
        {"south korea", "dpr korea"},
    ),
    "a word": (("中国",), {"发展中国家"}),
    "none": (("India", "Belarus"), set()),
}


@pytest.mark.parametrize(("called", "hidden"), HIDING.values(), ids=HIDING)
def test_longer_names_and_words_hide_a_name_inside_them(called, hidden):
    index = of(*called)
    tags = index.lookup(called[0])
    assert index.longer(index.spelled(tags), tags) == hidden


def test_a_name_is_spelled_in_both_languages(names):
    assert names.spelled([("actor", "russia")]) == {
        "russian federation",
        "俄罗斯联邦",
        "russia",
        "俄罗斯",
    }
    assert {"second session", "第二届会议"} <= names.spelled([("event", "session-2")])
    assert {"article 24", "art. 24", "第24条"} <= names.spelled([("article", "article-24")])


def test_a_stream_has_the_names_of_its_vocabulary_only(names):
    streamed = Context(replace(names.dataset, whole=False), TODAY).query_names
    assert streamed.lookup("Second session") == ()
    assert streamed.ids("actor", "俄罗斯") == {"russia"}


def test_candidates_for_the_nearest_spelling_are_ids_names_titles_and_symbols(names):
    assert {"russia", "俄罗斯联邦", "session-2", "第二届会议", "A/RES/75/282", "Wien"} <= set(
        names.spellings()
    )
