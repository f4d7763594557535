"""What is near words that nothing contains: names and words to suggest, and what a misspelt word means."""

import pytest
from msgspec.structs import replace
from small import TODAY, dataset_with, event

from ahc_cli.ask.instead import corrections, respelled, suggestions
from ahc_cli.ask.search import search

NEAR = [
    ("sesion", ["session"]),
    ("rusia", ["Russia"]),
    ("viena", ["Vienna"]),
    ("zzzzzz", []),
    ("two words", []),
    ("俄罗斯", []),
    ("session1", []),
    ("俄罗斯与维也纳签署", ["俄罗斯", "维也纳"]),
    ("印度尼西亚在河内发言", ["印度尼西亚", "印度", "河内"]),
    ("印度在河内发言", ["印度", "河内"]),
]


@pytest.mark.parametrize(("word", "near"), NEAR)
def test_close_names_and_words_of_titles_are_suggested(dataset, word, near):
    found = suggestions([word], dataset)
    assert found[: len(near) or None] == near


def test_names_that_contain_a_word_are_suggested(dataset):
    assert suggestions(["watch"], dataset) == ["Human Rights Watch"]
    assert suggestions(["zzqq"], dataset) == []


CORRECTED = {
    "convetion": "convention",
    "sesion": "session",
    "rusia": "russia",
    # As near are words of several meanings, a word that is no title, and one that says nothing.
    "boltem": "",
    "drownes": "",
    "wherre": "",
    # Of five letters, only names are corrected.
    "boatz": "",
    # The first letter is certain.
    "zession": "",
    # In a short word one letter is too much, in one of nine letters two are not.
    "sesi": "",
    "survelliance": "surveillance",
    "survlance": "",
    "zzqqzz": "",
    # A word of questions that the record does not have is spelled right.
    "complain": "",
    # Another letter makes another word.
    "sussion": "",
    "sesison": "session",
    "session1": "",
    "俄罗思": "",
}


@pytest.mark.parametrize(("word", "meant"), CORRECTED.items(), ids=CORRECTED)
def test_a_misspelt_word_means_the_one_known_word_that_is_near(vocabulary, word, meant):
    title = {"en": "The convention on surveillance at the session: bolter, bolten, boats and fines"}
    text = {"en": "Drowned in facts."}
    known = dataset_with(event(title=title, facts=[{"text": text, "sources": ["daily"]}]), vocabulary=vocabulary)
    assert corrections([word], known) == ({word: meant} if meant else {})


def test_words_of_another_dataset_are_not_corrected(dataset):
    assert corrections(["rusia"], dataset) == {"rusia": "russia"}
    assert corrections(["rusia"], replace(dataset, whole=False)) == {}


def test_whole_words_are_corrected_in_any_case():
    assert respelled("Rusia and rusian, RUSIA", {"rusia": "russia"}) == "russia and rusian, russia"


def test_a_search_that_finds_nothing_has_what_is_probably_meant_as_partial_hits(dataset):
    found = search(dataset, "first sesion", TODAY)
    assert [hit.event.id for hit in found.partial][:1] == ["session-1"]
    assert (found.hits, found.missing, found.instead) == ((), ["sesion"], "first session")
    assert search(dataset, "first session", TODAY).instead == ""
