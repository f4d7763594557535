"""The vocabularies: names → ids and back, the nearest spelling, and how sure a fact is."""

import msgspec
import pytest
from small import INSTRUMENT

from ahc_cli.model.records import Actor, Place, Source, Text, Topic
from ahc_cli.model.vocabulary import Instrument, Vocabulary, did_you_mean, names, nearest, symbol_key

NAMED = [
    # table, text, ids
    ("actor", "russia", {"russia"}),
    ("actor", "Russian Federation", {"russia"}),
    ("actor", "RUSSIA", {"russia"}),
    ("actor", "俄罗斯", {"russia"}),
    ("actor", "俄罗斯联邦", {"russia"}),
    ("actor", "RU", {"russia"}),
    ("actor", "ru", {"russia"}),
    ("actor", "ＲＵ", {"russia"}),
    ("actor", "白俄罗斯", {"belarus"}),
    ("actor", "印度", {"india"}),
    ("actor", "印度尼西亚", {"indonesia"}),
    ("actor", "usa", {"united-states"}),
    ("actor", "eff", {"eff"}),
    ("actor", "human rights watch", {"hrw"}),
    ("place", "Vienna", {"vienna"}),
    ("place", "wien", {"vienna"}),
    ("place", "河内", {"hanoi"}),
    ("place", "ha noi", {"hanoi"}),
    ("topic", "Human Rights", {"safeguards"}),
    ("topic", "罪行", {"offences"}),
    ("source", "un-report", {"un-report"}),
    ("source", "eff", {"eff-timeline", "eff-letter"}),
    ("actor", "Russ", set()),
    ("actor", "俄罗", set()),
    ("actor", "", set()),
    ("place", "russia", set()),
    ("topic", "vienna", set()),
]


@pytest.mark.parametrize(("table", "text", "ids"), NAMED)
def test_a_whole_name_in_either_language_and_any_case_names_an_id(vocabulary, table, text, ids):
    assert vocabulary.ids(table, text) == ids


LABELS = [
    ("actor", "russia", "en", "Russia"),
    ("actor", "russia", "zh", "俄罗斯"),
    ("actor", "belarus", "zh", "白俄罗斯"),
    ("actor", "eff", "zh", "[en] EFF"),
    ("place", "hanoi", "en", "Hanoi"),
    ("topic", "offences", "zh", "罪行"),
    ("source", "daily", "zh", "Daily"),
    ("actor", "nobody", "en", "nobody"),
]


@pytest.mark.parametrize(("table", "id_", "lang", "label"), LABELS)
def test_an_id_is_shown_by_its_short_name_and_an_unknown_one_as_it_is(vocabulary, table, id_, lang, label):
    assert vocabulary.label(table, id_, lang) == label


def test_entities_are_found_by_name_but_not_by_id_or_iso_code(vocabulary):
    assert vocabulary.entities["俄罗斯"] == (("actor", "russia"),)
    assert vocabulary.entities["human rights"] == (("topic", "safeguards"),)
    assert vocabulary.entities["ha noi"] == (("place", "hanoi"),)
    assert {"ru", "by", "russia-", "new-york", "united-states"}.isdisjoint(vocabulary.entities)


def test_a_name_that_two_share_names_both():
    shared = Vocabulary(
        sources={id_: Source("Page", "Same", id_, "press") for id_ in ("one", "two")},
        actors={"rome": Actor("state", Text(en="Rome"))},
        places={"city": Place(Text(en="Rome"))},
    )
    assert shared.ids("source", "same") == {"one", "two"}
    assert shared.entities["rome"] == (("actor", "rome"), ("place", "city"))


def test_a_name_wins_over_an_iso_code():
    gabon, assembly = Actor("state", Text(en="Gabon"), iso="GA"), Actor("un-body", Text(en="Assembly"), aliases=("GA",))
    assert Vocabulary(actors={"gabon": gabon, "assembly": assembly}).ids("actor", "ga") == {"assembly"}


def test_an_iso_code_names_a_state(vocabulary):
    assert (vocabulary.with_code("ru"), vocabulary.with_code("RU"), vocabulary.with_code("xx")) == (["russia"], [], [])


def test_the_words_of_names_are_those_of_actors_and_places(vocabulary):
    assert {"federation", "watch", "york", "wien", "ha", "俄罗斯"} <= vocabulary.name_words
    assert {"offences", "safeguards", "ru"}.isdisjoint(vocabulary.name_words)


def test_the_instrument_is_named_but_not_by_its_everyday_names():
    instrument = msgspec.convert(INSTRUMENT, Instrument)
    assert list(names(instrument)) == [
        "Convention on Offences", "罪行公约", "Vienna Convention", "维也纳公约", "the convention", "公约",
    ]  # fmt: skip
    assert Vocabulary(instrument=instrument).entities == dict.fromkeys(
        ["convention on offences", "罪行公约", "vienna convention", "维也纳公约"], (("instrument", "instrument"),)
    )
    taken = Vocabulary(instrument=instrument, topics={"offences": Topic(Text(zh="罪行公约"))})
    assert taken.entities["罪行公约"] == (("topic", "offences"),)
    assert list(names(None)) == []


def test_a_name_with_an_ordinal_is_known_in_either_numerals():
    third = Actor("un-body", Text(zh="第三委员会"), aliases=("第4组",))
    numbered = Vocabulary(actors={"third": third})
    for name in ("第三委员会", "第3委员会", "第4组", "第四组"):
        assert numbered.ids("actor", name) == {"third"}
        assert numbered.entities[name] == (("actor", "third"),)
    assert numbered.ids("actor", "第五委员会") == set()


def test_spellings_are_ids_names_and_aliases(vocabulary):
    assert vocabulary.spellings("place") == [
        "vienna", "Vienna", "维也纳", "Wien", "new-york", "New York", "纽约", "hanoi", "Hanoi", "河内", "Hà Nội",
    ]  # fmt: skip
    assert vocabulary.spellings("source") == [
        "un-report", "un-journal", "eff-timeline", "eff-letter", "daily", "repost",
    ]  # fmt: skip


CONFIDENCE = [
    ((), None),
    (("nowhere",), None),
    (("un-report", "nowhere"), None),
    (("un-report",), "official"),
    (("un-report", "un-journal"), "official"),
    (("daily",), "single"),
    (("eff-letter",), "single"),
    (("eff-timeline",), "timeline"),
    (("repost",), "weak"),
    (("un-report", "daily"), "corroborated"),
    (("eff-letter", "daily"), "corroborated"),
    (("eff-timeline", "un-report"), "official"),
    (("eff-timeline", "daily"), "single"),
    (("eff-timeline", "eff-letter"), "single"),
    (("eff-timeline", "repost"), "timeline"),
    (("repost", "daily"), "single"),
    (("repost", "un-report"), "official"),
    (("repost", "eff-timeline", "daily", "un-journal"), "corroborated"),
    (("daily", "daily"), "single"),
]


@pytest.mark.parametrize(("sources", "confidence"), CONFIDENCE)
def test_a_fact_is_as_sure_as_its_sources_are_independent(vocabulary, sources, confidence):
    assert vocabulary.confidence(sources) == confidence
    assert vocabulary.confidence(reversed(sources)) == confidence


NEAREST = [
    ("viena", ["vienna", "new-york"], ["vienna"]),
    ("VIENNA", ["Vienna"], ["Vienna"]),
    ("sesion", ["session", "sessions", "letter"], ["session", "sessions"]),
    ("白俄", ["白俄罗斯", "印度"], ["白俄罗斯"]),
    ("hwr", ["hrw", "russia"], ["hrw"]),
    ("abc", ["abcdefg"], ["abcdefg"]),
    ("abc", ["abcdefgh"], []),
    ("abcde", ["abcxy"], []),
    ("abcd", ["abcxyz"], ["abcxyz"]),
    ("abcdefgh", ["abcdefxy"], ["abcdefxy"]),
    ("a" * 29 + "b" * 14, ["a" * 29 + "c" * 14], []),
    ("Taiwan", ["Thailand", "Tajikistan"], []),
    ("abcd", ["abcd4", "abcd3", "abcd2", "abcd1"], ["abcd1", "abcd2", "abcd3"]),
    ("A/22", ["A/23", "A/22/Rev.3", "A/22/Add.1", "A/221/Add.1"], ["A/22/Add.1", "A/22/Rev.3"]),
    ("zzz", ["vienna"], []),
    ("", ["vienna"], []),
    ("x", [], []),
]


@pytest.mark.parametrize(("word", "candidates", "near"), NEAREST)
def test_only_close_spellings_are_near_and_the_best_comes_first(word, candidates, near):
    assert nearest(word, candidates) == near


def test_an_error_names_what_is_near_if_anything_is():
    assert did_you_mean("knd", ["kind", "place"]) == "; did you mean kind?"
    assert did_you_mean("vote.yse", ["vote.no", "vote.yes"]) == "; did you mean vote.yes?"
    assert did_you_mean("vote", ["vote.no", "vote.yes"]) == "; did you mean vote.no or vote.yes?"
    assert did_you_mean("zzz", ["kind"]) == ""


SYMBOLS = [
    ("A/RES/74/247", "74/247"),
    ("a/res/74/247", "74/247"),
    ("74/247", "74/247"),
    ("A/AC.291/7", "a/ac.291/7"),
]


@pytest.mark.parametrize(("symbol", "key"), SYMBOLS)
def test_symbols_are_compared_in_any_case_and_without_a_res(symbol, key):
    assert symbol_key(symbol) == key
