"""Phrases: the one way to write an item of an event."""

import pytest
from small import event

from ahc_cli.messages import speak
from ahc_cli.model.records import Attendance, Text, Vote
from ahc_cli.model.text import WORD_JOINER
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.show.phrases import counts_span, item_spans

CITED = ("un",)
ITEMS = {
    # an item → its words in both languages
    Attendance(150, "states"): ("150 states · no source", "150个国家 · 无来源"),
    Attendance(150, "states", at_least=True, sources=CITED): ("at least 150 states", "至少150个国家"),
    Attendance(150, "organizations", sources=CITED): ("150 organizations", "150个组织"),
    Attendance(150, "participants", at_least=True, sources=CITED): ("at least 150 participants", "至少150名与会者"),
    Vote(Text(en="Motion", zh="动议"), "adopted", 79, 60, 33, sources=CITED): (
        "Motion: adopted (79 in favour, 60 against, 33 abstaining)", "动议：通过（79票赞成、60票反对、33票弃权）",
    ),
    Vote(Text(en="Motion"), "rejected", yes=1, no=0, sources=CITED): (
        "Motion: rejected (1 in favour, 0 against)", "[en] Motion：否决（1票赞成、0票反对）",
    ),
}  # fmt: skip


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_written_in_words_without_what_is_unknown(item):
    for lang, expected in zip(("en", "zh"), ITEMS[item], strict=True):
        speak(lang)
        written = "".join(span.text for span in item_spans(item, Vocabulary()))
        assert written.replace(WORD_JOINER, "") == expected


VOTES = [
    ({}, "79 yes, 60 no, 33 abstained", "79票赞成、60票反对、33票弃权"),
    (
        {"amendment": True},
        "amendment 79 yes, 60 no, 33 abstained",
        "修正案79票赞成、60票反对、33票弃权",
    ),
    ({"no": None}, "", ""),
]


@pytest.mark.parametrize(("keys", "en", "zh"), VOTES)
def test_the_counts_of_a_vote_stand_behind_the_title_unless_one_is_unknown(keys, en, zh):
    vote = {"motion": {"en": "x"}, "result": "adopted", "yes": 79, "no": 60, "abstain": 33} | keys
    for lang, expected in (("en", en), ("zh", zh)):
        speak(lang)
        assert (
            counts_span(event(votes=[vote])).text.replace(WORD_JOINER, "").strip(" ()（）")
            == expected
        )
