"""The vocabularies: the names to show, the nearest spelling, and how sure a fact is."""

import msgspec
import pytest
from small import INSTRUMENT

from ahc_cli.messages import speak
from ahc_cli.model.vocabulary import Instrument, did_you_mean, names, nearest


def test_the_names_of_an_instrument_are_its_long_short_and_other_names():
    assert list(names(msgspec.convert(INSTRUMENT, Instrument))) == [
        "Convention on Offences", "罪行公约", "Vienna Convention", "维也纳公约", "the convention", "公约",
    ]  # fmt: skip
    assert list(names(None)) == []


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
def test_an_id_is_shown_by_its_short_name_and_an_unknown_one_as_it_is(
    vocabulary, table, id_, lang, label
):
    speak(lang)
    assert vocabulary.label(table, id_) == label


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
    ("俄罗丝", ["白俄罗斯", "俄罗斯"], ["俄罗斯"]),
    ("North Korea", ["South Korea"], []),
    ("abc", ["abcd"], ["abcd"]),
    ("abc", ["abcdefgh"], []),
    ("abcde", ["abcxy"], []),
    ("abcdefgh", ["abcdefxy"], ["abcdefxy"]),
    ("a" * 29 + "b" * 14, ["a" * 29 + "c" * 14], []),
    ("Taiwan", ["Thailand", "Tajikistan"], []),
    ("abcd", ["abcd4", "abcd3", "abcd2", "abcd1"], ["abcd1", "abcd2", "abcd3"]),
    (
        "A/22",
        ["A/23", "A/22/Rev.3", "A/22/Add.1", "A/221/Add.1"],
        ["A/23", "A/22/Add.1", "A/22/Rev.3"],
    ),
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
