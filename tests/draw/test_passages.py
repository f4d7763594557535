"""Hits of a search: the words that match, in the title or in an excerpt below it, or the tags."""

import pytest
from draw.drawing import drawn
from inline_snapshot import snapshot
from small import event, events_answer

from ahc_cli.answer.events import Hits
from ahc_cli.ask.search import search
from ahc_cli.ask.terms import Word
from ahc_cli.model.text import fold


def hits(dataset, typed, events=None):
    found = search(events or dataset.events, [Word(word) for word in typed.split()], dataset.vocabulary)
    listed = events_answer(*found, vocabulary=dataset.vocabulary)
    return Hits(
        records=listed.records, columns=listed.columns, vocabulary=listed.vocabulary, edition=listed.edition, text=fold(typed)
    )  # fmt: skip


def last_line(dataset, typed, lang, event_):
    return drawn(hits(dataset, typed, [event_]), lang, width=60).splitlines()[-1].strip()


def test_hits_have_full_dates_and_no_years(dataset):
    assert drawn(hits(dataset, "committee sets"), width=60) == (
        " 28 Feb – 11 Mar 2022  New York                    session-1\n   First session\n   The committee sets out.\n"
    )


def test_a_hit_in_the_title_is_marked_in_the_title(dataset):
    shown = drawn(hits(dataset, "Signing"), width=60, color=True)
    assert "\x1b[4mSigning\x1b[0m in Hanoi" in shown


def test_a_hit_by_a_tag_alone_names_the_tag(dataset):
    (event_,) = (each for each in dataset.events if each.id == "draft-2021")
    assert last_line(dataset, "Russia", "zh", event_) == "俄罗斯"


SAID = event(summary={"en": "It lists crimes.", "zh": "信中列出罪行。"})
TYPED = [("offences", "It lists crimes."), ("罪行", "信中列出罪行。"), ("crimes", "It lists crimes.")]


@pytest.mark.parametrize(("typed", "line"), TYPED)
def test_a_name_found_in_the_other_language_is_shown_in_the_readers(dataset, typed, line):
    assert last_line(dataset, typed, "en", SAID) == line


def test_an_excerpt_is_cut_at_blanks_around_the_first_match(dataset):
    long = event(summary={"en": "word " * 20 + "needle " + "word " * 30})
    assert drawn(hits(dataset, "needle", [long]), width=140) == snapshot("""\
 2022  session  Talk                                                                                                     talk
                …word word word word word needle word word word word word word word word word word word word word word…
""")


def test_matches_are_marked_in_an_excerpt_that_stays_inert(dataset):
    found = event(summary={"en": "a\x1b[1m needle \x1b[0m needle"})
    shown = drawn(hits(dataset, "needle", [found]), color=True)
    assert shown.splitlines()[-1].strip() == snapshot('\x1b[2ma\\x1b[1m \x1b[0m\x1b[4mneedle\x1b[0m\x1b[2m \\x1b[0m \x1b[0m\x1b[4mneedle\x1b[0m')
