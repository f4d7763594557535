"""The faster ways come to what the plain ones come to."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from small import event as made
from strategies import events, texts

from ahc_cli.dataset import read
from ahc_cli.matching import Substring, Word, found_in, may_hold, passages, terms, wording
from ahc_cli.text import fold, inert, inert_json

# Characters as Chinese and English texts have them, and some that only the long way folds.
USUAL = "aZ 9,:·“”‘’–—、。《》，：；（）！？第一届会議㐀鿿"
UNUSUAL = "éＡß…①ﬃ\u0301\u3000ＩİΣ\uf900㈠～％ガ\U00020000\ud800"


def folded(char: str) -> str:
    """A character folded as the contract says: NFKC, casefold, accents off."""
    apart = unicodedata.normalize("NFKD", char).casefold()
    return unicodedata.normalize("NFKC", "".join(c for c in apart if not 0x300 <= ord(c) < 0x370))


@given(st.text(st.sampled_from(USUAL)) | st.text(st.sampled_from(USUAL + UNUSUAL)) | st.text())
def test_a_text_is_folded_as_its_characters_are(text):
    assert fold(text) == "".join(map(folded, text))


def test_every_character_is_folded_the_same_beside_a_chinese_one():
    wrong = [hex(code) for code in range(0x110000) if fold("届" + chr(code)) != "届" + folded(chr(code))]
    assert wrong == []


@given(events())
def test_the_wording_of_an_event_has_every_text_of_it_as_lines(event):
    whole = f"\n{wording(event)}\n"
    assert [text.path for text in passages(event) if f"\n{text.folded}\n" not in whole] == []


@given(events(), texts)
def test_no_term_is_found_that_the_wording_rules_out(vocabulary, event, typed):
    asked = [*terms([Word(word) for word in typed.split()], vocabulary), Substring((fold(typed),), frozenset())]
    ruled_out = [term for term in asked if not may_hold(event, wording(event), term)]
    assert [term for term in ruled_out if found_in(event, passages(event), term)] == []


def test_a_word_that_is_nowhere_is_ruled_out():
    assert not may_hold(made("talk"), wording(made("talk")), Substring(("nowhere",), frozenset()))


def test_what_is_printable_needs_no_mark():
    marked = [chr(code) for code in range(0x110000) if inert(chr(code)) != chr(code)]
    assert [char for char in marked if char.isprintable()] == []
    assert [char for char in marked if inert_json(char) == char and char != "\n"] == []


def test_events_of_an_array_hold_one_copy_of_what_they_share(tmp_path):
    event = {"date": "2022-02", "kind": "session", "title": {"en": "Talk"}, "place": "vienna", "topics": ["privacy"]}
    event |= {"facts": [{"text": {"en": "So it was."}, "sources": ["unodc-home"]}]}
    path = tmp_path / "two.json"
    path.write_text(json.dumps([{"id": "one", **event}, {"id": "two", **event}]), "utf-8")
    one, two = read(str(path), None).events
    assert (one.place, one.topics, one.date) == ("vienna", ("privacy",), "2022-02")
    assert one.place is two.place
    assert one.topics is two.topics
    assert one.facts[0].sources is two.facts[0].sources
