"""Positions: each once, in date order; counts: how many events, or entries, have each value of a field."""

import pytest
from small import TODAY, dataset_with, event

from ahc_cli.answer.entries import (
    Positions,
    TakenPosition,
    Tally,
    countable_field,
    positions_of,
    tally,
    values_of,
)
from ahc_cli.ask.question import ask
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import FIELDS, entries
from ahc_cli.model.records import Text

URGES = {
    "actors": ["eff", "hrw"],
    "stance": "urges",
    "text": {"en": "No."},
    "sources": ["daily"],
    "confidence": "single",
}
WARNS = {"actors": ["eff"], "stance": "warns", "topic": "scope", "text": {"en": "Beware."}}


def test_a_position_of_several_entries_is_one_row():
    talk = event(positions=[URGES, WARNS], actors=[{"actor": "eff", "role": "speaker"}])
    rows, events = positions_of(entries(talk))
    assert rows == [
        TakenPosition("talk", "2022", ("eff", "hrw"), "urges", None, Text(en="No."), ("daily",), "single"),
        TakenPosition("talk", "2022", ("eff",), "warns", "scope", Text(en="Beware."), (), None),
    ]
    assert events == {"talk": talk}


def test_positions_come_in_date_order_and_equal_ones_of_two_events_are_two():
    later, earlier = event("later", date="2023", positions=[URGES]), event("earlier", date="2021", positions=[URGES])
    rows, events = positions_of(entry for each in (later, earlier) for entry in entries(each))
    assert [row.event for row in rows] == list(events) == ["earlier", "later"]


def test_an_actor_in_a_role_has_no_position():
    assert positions_of(entries(event(actors=[{"actor": "eff", "role": "speaker"}]))) == ([], {})


def test_the_columns_are_those_of_a_position():
    (row,), _ = positions_of(entries(event(positions=[WARNS])))
    assert {column.name: column.cell(row, "en") for column in Positions.all_columns} == {
        "event": "talk",
        "date": "2022",
        "actors": "eff",
        "stance": "warns",
        "topic": "scope",
        "text": "Beware.",
        "sources": "",
        "confidence": "",
    }


def count(name, query, dataset):
    """Count the values of a field."""
    field = FIELDS[name]
    return tally(field, values_of(field, ask(dataset, query, TODAY)), dataset.vocabulary)


def written(tallies):
    """Write tallies as `value number`, separated by commas."""
    return ", ".join(f"{each.value} {each.count}" for each in tallies)


COUNTS = [
    # field, query, values and how many events or entries have each
    ("kind", "", "session 3, document 1, letter 1, resolution 1, signature 1"),
    ("year", "", "2021 1, 2022 4, 2023 1, 2025 1"),
    ("date", "series:session", "2022-02-28/2022-03-11 1, 2022-05-30/2022-06-10 1, 2023-01-09/2023-01-20 1"),
    ("id", "place:vienna", "session-2 1, session-3 1, vote-2022 1"),
    ("place", "", "vienna 3, hanoi 1, new-york 1, None 2"),
    ("when", "", "past 6, upcoming 1"),
    ("vote.yes", "", "88 1, None 6"),
    ("states", "", "149 1, None 6"),
    ("source", "source:EFF", "daily 2, un-journal 2, un-report 2, eff-letter 1, eff-timeline 1"),
    ("has", "place:vienna", "facts 2, caveats 1, documents 1, history 1, positions 1, votes 1"),
    ("kind", "kind:ratification", ""),
    ("actor", "stance:proposes", "belarus 1, russia 1"),
    ("actor", "role:observer or stance:opposes", "eff 2"),
    ("actor.kind", "", "state 5, ngo 3, un-body 1"),
    ("role", "", "addressee 1, author 1, observer 1, participant 1, speaker 1, sponsor 1, None 3"),
    ("stance", "", "proposes 2, opposes 1, None 6"),
    ("topic", "", "offences 2, safeguards 1, None 6"),
    ("confidence", "", "corroborated 1, official 1, timeline 1, weak 1, None 4"),
]


@pytest.mark.parametrize(("name", "query", "expected"), COUNTS)
def test_values_are_counted(dataset, name, query, expected):
    assert written(count(name, query, dataset)) == expected


LABELS = [
    # field, query, the first tally
    ("kind", "kind:session", Tally("session", Text(en="session", zh="届会"), 3)),
    ("place", "place:vienna", Tally("vienna", Text(en="Vienna", zh="维也纳"), 3)),
    ("place", "id:draft-2021", Tally(None, Text(en="(none)", zh="（无）"), 1)),
    ("actor", "actor:eff", Tally("eff", Text(en="EFF", zh="[en] EFF"), 2)),
    ("actor.kind", "actor:ahc", Tally("un-body", Text(en="UN body", zh="联合国机构"), 1)),
    ("source", "source:daily", Tally("daily", Text(en="Daily (daily)", zh="Daily (daily)"), 2)),
    ("year", "date:2023", Tally(2023, Text(en="2023", zh="2023"), 1)),
    ("date", "date:2023", Tally("2023-01-09/2023-01-20", Text(en="9 – 20 Jan 2023", zh="2023年1月9日–20日"), 1)),
    ("series", "kind:session", Tally("session", Text(en="session", zh="session"), 3)),
    ("doc", "doc:75/282", Tally("A/RES/75/282", Text(en="A/RES/75/282", zh="A/RES/75/282"), 1)),
]


@pytest.mark.parametrize(("name", "query", "expected"), LABELS)
def test_a_value_is_named_in_both_languages(dataset, name, query, expected):
    assert count(name, query, dataset)[0] == expected


def test_a_source_that_is_named_like_its_id_is_named_once():
    talk = event(facts=[{"text": {"en": "x"}, "sources": ["unknown"]}])
    assert count("source", "", dataset_with(talk)) == [Tally("unknown", Text(en="unknown", zh="unknown"), 1)]


def test_an_event_counts_once_for_each_of_its_values():
    talk = event(votes=[{"motion": {"en": "x"}, "result": "adopted", "yes": yes} for yes in (9, 9, 100)])
    assert written(count("vote.yes", "", dataset_with(talk, event("other")))) == "9 1, 100 1, None 1"


def test_an_actor_that_the_vocabulary_lacks_has_no_kind():
    talk = event(actors=[{"actor": "nobody", "role": "speaker"}])
    assert written(count("actor.kind", "", dataset_with(talk))) == "None 1"


def test_a_field_can_be_named_by_a_synonym():
    assert [countable_field(name, "", pytest.fail).name for name in ("countries", "Kind", "地点")] == [
        "actor",
        "kind",
        "place",
    ]


def test_a_field_that_cannot_be_counted_is_an_error(dataset):
    found = "; as a query it finds 1 event: try 'ahc list hanoi or ratified'"
    for name, near in (("title", ""), ("knd", "; did you mean kind?"), ("hanoi or ratified", found), ("(", "")):
        with pytest.raises(UsageError) as error:
            countable_field(name, "", lambda line: ask(dataset, line, TODAY))
        assert error.value.args[0] == f"cannot count by '{name}'{near}"
        assert error.value.args[1].startswith("fields: id date year precision kind status")
