"""Rows of fields, vocabularies and counts: tables that wrap, or blocks where a table would be too narrow."""

import pytest
from inline_snapshot import snapshot
from small import event, events_answer

from ahc_cli.answer.entries import Counts, Positions, Tally, positions_of
from ahc_cli.answer.events import pick
from ahc_cli.answer.names import Names, names_with
from ahc_cli.model.fields import entries
from ahc_cli.model.records import Text
from draw.drawing import drawn

HELD = event(
    "vote",
    date="2022-06-10",
    kind="resolution",
    facts=[{"text": {"en": "It passed.", "zh": "获通过。"}}, {"text": {"en": "All spoke."}}],
    votes=[{"motion": {"en": "Rules", "zh": "规则"}, "yes": 88, "no": 42, "result": "adopted"}],
    attendance=[{"count": 150, "of": "states", "at_least": True}],
    history=[
        {"as_of": "2022-01-01", "date": "2022-06", "status": "scheduled", "format": "hybrid", "title": {"en": "Vote"}, "sources": ["x"]}
    ],
)  # fmt: skip
STRUCTURED = {
    "English": (
        "en",
        snapshot("""\
 Id    Facts         Votes                                        Attendance             History
 vote  • It passed.  • Rules: adopted (88 in favour, 42 against)  • at least 150 states  • 1 Jan 2022: Jun 2022, scheduled, Vote
       • All spoke.
"""),
    ),
    "Chinese": (
        "zh",
        snapshot("""\
 编号  事实               表决                                出席             此前的安排
 vote  • 获通过。         • 规则：通过（88票赞成、42票反对）  • 至少150个国家  • 2022年1月1日：2022年6月，预定，[en] Vote
       • [en] All spoke.
"""),
    ),
}


@pytest.mark.parametrize(("lang", "expected"), STRUCTURED.values(), ids=STRUCTURED)
def test_the_items_of_a_field_are_written_in_words_a_line_each(lang, expected):
    assert drawn(events_answer(HELD, fields="id,facts,votes,attendance,history"), lang, width=140) == expected


CELLS = [
    pytest.param("date", "between 9 Feb and 29 Jul 2024", "2024年2月9日至7月29日之间", id="a window"),
    pytest.param("kind", "decision", "决定", id="a code"),
    pytest.param("place", "New York", "纽约", id="a place"),
    pytest.param("actor", "EFF, India", "[en] EFF、印度", id="several actors"),
    pytest.param("topics", "Human rights and safeguards", "人权与保障", id="a key that is the plural of a field"),
    pytest.param("source", "daily", "daily", id="a source keeps its id"),
    pytest.param("title", "Talk", "[en] Talk", id="a text"),
    pytest.param("states", "149", "149", id="a number"),
    pytest.param("series", "", "", id="nothing"),
]
CELLED = event(
    date="2024-02-09/2024-07-29",
    kind="decision",
    place="new-york",
    actors=[{"actor": "eff", "role": "chair"}, {"actor": "india", "role": "author"}],
    topics=["safeguards"],
    facts=[{"text": {"en": "So."}, "sources": ["daily"]}],
    attendance=[{"count": 149, "of": "states"}],
)


@pytest.mark.parametrize(("name", "en", "zh"), CELLS)
def test_a_cell_is_in_words_in_the_readers_language(vocabulary, name, en, zh):
    answer = events_answer(CELLED, fields=f"id,{name}", vocabulary=vocabulary)
    for lang, cell in (("en", en), ("zh", zh)):
        lines = drawn(answer, lang, width=120).splitlines()[1:]
        assert " ".join(line.removeprefix(" talk").strip() for line in lines) == cell


def test_numbers_are_aligned_to_the_right():
    counted = [Tally("b", Text(en="B"), 12), Tally("a", Text(en="A"), 3)]
    answer = Counts(records=counted, columns=pick(Counts.all_columns, "value,count"), vocabulary=None, chosen=True)
    assert drawn(answer) == " Value  Count\n b         12\n a          3\n"


def test_a_long_date_is_folded_between_its_days_and_a_word_is_never_cut(vocabulary):
    answer = events_answer(CELLED, fields="id,date,place,topics", vocabulary=vocabulary)
    assert drawn(answer, width=64) == snapshot("""\
 Id    Date             Place     Topics
 talk  between 9 Feb    New York  Human rights and safeguards
       and 29 Jul 2024
""")


@pytest.fixture
def actors(dataset):
    return Names(
        records=names_with("united", "actor", dataset), columns=Names.all_columns, vocabulary=dataset.vocabulary
    )


def test_a_vocabulary_is_a_table(actors):
    assert drawn(actors, width=80) == snapshot("""\
 Id             Name                      Short          Kind   Events  Also
 united-states  United States of America  United States  state       1  US, USA
""")


def test_a_table_too_wide_becomes_a_block_for_each_row_with_its_headings(actors):
    assert drawn(actors, width=40) == snapshot("""\
 united-states
   Name    United States of America
   Short   United States
   Kind    state
   Events  1
   Also    US, USA
""")


def test_what_would_be_cut_beside_its_heading_stands_below_it():
    long = event("a" * 30, date="2022", series="b" * 30)
    assert drawn(events_answer(long, fields="date,series,id"), width=36) == snapshot("""\
 2022
   Series
   bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
   Id
   aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
""")


def test_positions_as_rows_have_the_dates_of_their_events(dataset):
    rows, events = positions_of(entry for each in dataset.events for entry in entries(each))
    columns = pick(Positions.all_columns, "event,date,actors")
    answer = Positions(records=rows, columns=columns, vocabulary=dataset.vocabulary, chosen=True, events=events)
    assert drawn(answer) == snapshot("""\
 Event      Date                  Actors
 session-2  30 May – 10 Jun 2022  Russia, Belarus
 session-2  30 May – 10 Jun 2022  EFF
""")


@pytest.fixture
def counts():
    tallies = [Tally("session", Text(en="session", zh="会议"), 30), Tally("letter", Text(en="letter", zh="信函"), 7)]
    return Counts(records=[*tallies, Tally(None, Text(en="(none)"), 1)], columns=Counts.all_columns, vocabulary=None)


def test_a_count_is_a_bar(counts):
    assert drawn(counts, width=40) == snapshot("""\
 session  30  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
 letter    7  ▆▆▆▆▆▆
 (none)    1  ▆
""")


def test_without_unicode_a_bar_is_made_of_hashes(counts):
    assert drawn(counts, width=40, unicode=False).splitlines()[1] == " letter    7  ######"


def test_a_bar_is_at_least_one_sign_long(counts):
    assert drawn(counts, width=30).splitlines()[2] == " (none)    1  ▆"
