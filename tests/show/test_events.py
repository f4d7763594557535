"""Lists of events, searches, and the columns of events: which there are, and what each has."""

from datetime import date

import pytest
from small import DOCUMENT, TODAY, dataset_of, event, search, to_json

from ahc_cli.answers.events import COLUMN_NAMES, EVENT_GETTERS, LANGUAGES
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Event, Title
from ahc_cli.show.statements import hits_page
from show.answers import FULL, listed, paged, written

SMALL = dataset_of(to_json(DOCUMENT))


def test_a_list_of_events_has_a_group_for_each_year():
    assert written(listed(*SMALL.events), width=120) == """\
Date                Title                                     Id
─────────────────────────────────────────────────────────────────────────
2021
in the year      ■  Draft of a convention                     draft-2021
2022
28 Feb – 11 Mar  █  First session  New York                   session-1
May              ●  Letter on safeguards                      letter-2022
30 May – 10 Jun  █  Second session  Vienna                    session-2
10 Jun           ◆  The rules are adopted (88–42–32)  Vienna  vote-2022
2023
9 – 20 Jan       █  Third session (weak sources)  Vienna      session-3
2025
25 Oct 2025 – …  ★  ○ Signing in Hanoi (scheduled)  Hanoi     signing

 █ session   ◆ resolution   ■ document   ● letter   ★ signature
"""  # fmt: skip
    assert "2022年\n2月28日至3月11日     █  第一届会议  纽约 " in written(
        listed(*SMALL.events), lang="zh"
    )


def test_a_row_tells_what_did_not_simply_happen():
    assert "\x1b[3min the year" in written(listed(event(status="scheduled")), color=True)


def hits(typed, *remarks):
    found = search(FULL, typed, TODAY)
    return paged(lambda _: hits_page(found.events, found, remarks, FULL.vocabulary))


def test_a_search_shows_remarks_and_below_each_event_its_best_statements():
    assert written(hits("calm 149 attend hanoi", "A remark.")) == """\
 A remark.
 Best matches first:

 25 Oct 2025 – …  Hanoi  signing
   ○ Signing in Hanoi (scheduled)

 28 Feb – 11 Mar 2022  New York  session-1
   First session
   • 149 states attend. · corroborated [un-report, daily]
   • 149 states · official [un-report]
"""  # fmt: skip
    assert "No \x1b[4mcrime\x1b[0m without" in written(hits("crime"), color=True)


CELLED = event(
    date="[2024-02-09..2024-07-29]", kind="decision", place="new-york", topics=["safeguards"],
    actors=[{"actor": "eff", "role": "chair"}, {"actor": "india", "role": "author"}],
    facts=[{"text": {"en": "So."}, "sources": ["daily"]}, {"text": {"en": "Not so."}, "sources": ["daily"]}],
    attendance=[{"count": 149, "of": "states", "at_least": True, "sources": ["daily"]}],
    votes=[{"motion": {"en": "Rules", "zh": "规则"}, "yes": 88, "no": 42, "result": "adopted", "sources": ["daily"]}],
)  # fmt: skip
WORDS = {
    # a field → its words in both languages
    "date": ("between 9 Feb and 29 Jul 2024", "2024年2月9日至7月29日之间"),
    "place": ("New York", "纽约"),
    "actor": ("EFF, India", "[en] EFF、印度"),
    "topics": ("Human rights and safeguards", "人权与保障"),
    "source": ("daily", "daily"),
    "states": ("149..", "149.."),
    "facts": ("• So. • Not so.", "• [en] So. • [en] Not so."),
    "votes": ("• Rules: adopted (88 in favour, 42 against)", "• 规则：通过（88票赞成、42票反对）"),
    "attendance": ("• at least 149 states", "• 至少149个国家"),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_field_is_shown_in_words_its_items_a_line_each(name):
    for lang, expected in zip(("en", "zh"), WORDS[name], strict=True):
        rows = written(listed(CELLED, fields=f"id,{name}"), lang=lang, width=120).splitlines()[2:]
        assert " ".join(" ".join(rows).split()).removeprefix("talk").strip() == expected


FULL_EVENT = event(
    date="2022-02-28/2023-03-11", body="ahc", topics=["safeguards"],
    actors=[{"actor": "eff", "role": "speaker"}, {"actor": "eff", "role": "observer"}],
    positions=[{"actors": ["russia", "eff"], "stance": "urges", "topic": "offences", "text": {"en": "x"}}],
    votes=[{"motion": {"en": "x"}, "result": "adopted", "yes": 88}, {"motion": {"en": "y"}, "result": "adopted"}],
)  # fmt: skip
VALUES = {
    # a column → its value in the event above
    "id": "talk", "date": "2022-02-28/2023-03-11", "start": date(2022, 2, 28), "precision": "day", "year": 2022, "place": None,
    "title": Title(en="Talk"), "topics": ("safeguards",), "topic": ["safeguards", "offences"], "actor": ["ahc", "eff", "russia"],
    "role": ["speaker", "observer"], "votes": FULL_EVENT.votes, "vote.yes": [88, None], "has": ["votes", "positions"], "score": None,
    "title.en": "Talk", "title.zh": None, "summary.zh": None,
}  # fmt: skip


def test_a_key_keeps_its_shape_and_any_other_field_is_a_list_of_its_values():
    assert {name: EVENT_GETTERS[name](FULL_EVENT) for name in VALUES} == VALUES


def test_every_key_and_every_field_that_is_shown_can_be_a_column():
    shown = {name for name, field in FIELDS.items() if field.shown}
    assert set(COLUMN_NAMES) == set(Event.__struct_fields__) | shown | set(LANGUAGES)
    assert tuple(EVENT_GETTERS) == COLUMN_NAMES
