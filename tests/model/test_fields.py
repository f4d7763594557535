"""The table of fields: what each reads, who is in an entry, when an event is, their order."""

from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from small import TODAY, event, ids
from strategies import events

from ahc_cli.model.dates import parse
from ahc_cli.model.fields import (
    COLUMNS,
    FIELDS,
    KEYS,
    OF_ENTRIES,
    Choice,
    Name,
    Number,
    When,
    date_order,
    field_named,
    when,
)
from ahc_cli.model.labels import label, labels
from ahc_cli.model.records import Event
from ahc_cli.model.statements import entries

# Field → its values in the second session.
READ = {
    "id": ["session-2"],
    "date": ["2022-05-30/2022-06-10"],
    "within": ["2022-05-30/2022-06-10"],
    "since": ["2022-05-30/2022-06-10"],
    "until": ["2022-05-30/2022-06-10"],
    "year": [2022],
    "month": ["2022-05"],
    "precision": ["day"],
    "kind": ["session"],
    "status": ["happened"],
    "series": ["session"],
    "place": ["vienna"],
    "format": ["in-person"],
    "body": ["ahc"],
    "actor": ["ahc", "russia", "belarus", "eff"],
    "group": ["ahc", "russia", "belarus", "eff"],
    "actor.kind": ["ahc", "russia", "belarus", "eff"],
    "region": ["ahc", "russia", "belarus", "eff"],
    "subregion": ["ahc", "russia", "belarus", "eff"],
    "role": [],
    "topic": ["offences", "safeguards"],
    "stance": ["proposes", "opposes"],
    "doc": [],
    "source": ["un-report", "un-journal", "daily", "eff-letter", "daily"],
    "confidence": ["official"],
    "vote.yes": [],
    "vote.no": [],
    "vote.abstain": [],
    "voted.yes": [],
    "voted.no": [],
    "voted.abstain": [],
    "voted.absent": [],
    "states": [],
    "article": [],
    "title": ["Second session", "第二届会议"],
    "has": ["positions", "caveats", "facts"],
}


def test_a_choice_is_typed_as_its_code_or_its_name_in_either_language(context):
    wrong = [
        (field.name, typed)
        for field in FIELDS.values()
        for choice in field.choices
        for typed in (choice, choice.upper(), label(choice), label(choice, lang="zh"))
        if field.parse(typed, context) != {choice}
    ]
    assert wrong == []
    assert FIELDS["kind"].parse("nothing of this", context) is None


def test_the_spellings_of_a_name_are_ids_names_and_aliases(context):
    assert list(FIELDS["place"].offers(context)[0]) == [
        "vienna", "Vienna", "维也纳", "Wien", "new-york", "New York", "纽约", "hanoi", "Hanoi", "河内", "Hà Nội",
    ]  # fmt: skip
    assert list(FIELDS["source"].offers(context)[0]) == [
        "un-report", "un-journal", "eff-timeline", "eff-letter", "daily", "repost",
    ]  # fmt: skip


def test_each_field_reads_its_values_from_an_event(dataset):
    session = next(event for event in dataset.events if event.id == "session-2")
    read = {
        name: list(field.read(session))
        for name, field in FIELDS.items()
        if name not in ("when", "text")
    }
    assert read == READ


@given(events())
def test_every_field_can_be_read_from_any_event(made):
    for field in FIELDS.values():
        assert None not in list(field.read(made)) or isinstance(field, Number | Choice)
        if field.entry:
            values = [value for entry in entries(made) for value in field.entry(entry)]
            assert {type(value) for value in values} <= {str, int, type(None)}


def test_numbers_are_read_from_votes_and_from_the_attendance_of_states(dataset):
    events = {event.id: event for event in dataset.events}
    numbers = {
        name: list(FIELDS[name].read(events["vote-2022"]))
        for name in ("vote.yes", "vote.no", "vote.abstain")
    }
    assert numbers == {"vote.yes": [88], "vote.no": [42], "vote.abstain": [32]}
    assert list(FIELDS["states"].read(events["session-1"])) == [149]
    attended = event(
        attendance=[{"count": 300, "of": "participants"}, {"count": 9, "of": "states"}]
    )
    assert list(FIELDS["states"].read(attended)) == [9]
    assert list(FIELDS["doc"].read(events["vote-2022"])) == ["A/RES/75/282"]


def test_what_an_event_has_is_looked_up_to_compare_it(context):
    talk = event(date="2023-06-30", body="ahc", documents=[{"symbol": "A/RES/75/282"}])
    compared = {
        name: list(FIELDS[name].reader(context)(talk))
        for name in ("when", "year", "actor.kind", "doc")
    }
    assert compared == {
        "when": ["past"],
        "year": [parse("2023-06-30")],
        "actor.kind": ["un-body"],
        "doc": ["75/282"],
    }


PRECISION = {
    # an event → how exactly its date is known
    "a day": (event(date="2023-06-30"), "day"),
    "a month": (event(date="2023-06"), "month"),
    "all days from one to another": (event(date="2023-06-01/2023-06-30"), "day"),
    "an unknown day between two": (event(date="[2023-06-01..2023-06-30]"), "window"),
    "an unknown day of two months": (event(date="[2023-05..2023-06]"), "window"),
}


@pytest.mark.parametrize(("dated", "precision"), PRECISION.values(), ids=PRECISION)
def test_a_date_is_known_to_the_day_the_month_or_the_year_or_is_in_a_window(dated, precision):
    assert list(FIELDS["precision"].read(dated)) == [precision]


def test_choices_have_values_and_names_have_a_table():
    assert [
        field.name for field in FIELDS.values() if bool(field.choices) != isinstance(field, Choice)
    ] == []
    assert [
        field.name for field in FIELDS.values() if bool(field.table) != isinstance(field, Name)
    ] == []


def test_these_fields_cannot_be_counted():
    assert " ".join(field.name for field in FIELDS.values() if not field.countable) == (
        "within since until group title text"
    )


def test_these_fields_can_be_queried_and_are_no_columns():
    assert " ".join(field.name for field in FIELDS.values() if not field.shown) == (
        "within since until when actor.kind group region subregion text"
    )


def test_these_fields_are_asked_of_entries_and_some_count_entries():
    assert " ".join(name for name, field in FIELDS.items() if field.entry) == (
        "date year month actor actor.kind group region subregion role topic stance source "
        "confidence article"
    )
    assert " ".join(OF_ENTRIES) == "actor actor.kind region subregion role topic stance"


def test_an_entry_has_its_own_sources_and_confidence():
    position = {
        "actors": ["eff"],
        "stance": "urges",
        "text": {"en": "x"},
        "sources": ["daily"],
        "confidence": "single",
    }
    talk = event(
        actors=[{"actor": "eff", "role": "speaker", "sources": ["repost"]}], positions=[position]
    )
    read = [
        (*FIELDS["source"].entry(entry), *FIELDS["confidence"].entry(entry))
        for entry in entries(talk)
    ]
    assert read == [("repost", None), ("daily", "single")]


NAMED = {
    "its name": ("kind", "kind"),
    "capitals": ("KIND", "kind"),
    "the plural": ("kinds", "kind"),
    "the plural of a name in y": ("confidences", "confidence"),
    "a synonym": ("country", "actor"),
    "the plural of a synonym": ("countries", "actor"),
    "its Chinese name": ("地点", "place"),
    "a Chinese synonym": ("国家", "actor"),
    "a Traditional name": ("議題", "topic"),
    "a column that is no field": ("summaries", "text"),
}


@pytest.mark.parametrize(("name", "expected"), NAMED.values(), ids=NAMED)
def test_a_field_is_named_in_several_ways(name, expected):
    assert field_named(name).name == expected


def test_no_field_has_another_name():
    assert [field_named(name) for name in ("", "s", "nothing", "kin")] == [None] * 4


def test_the_columns_are_fields_and_every_key_of_an_event_can_be_shown():
    assert set(COLUMNS) <= set(FIELDS)
    assert set(Event.__struct_fields__) <= {*FIELDS, *KEYS}
    assert set(KEYS).isdisjoint(FIELDS)


def test_names_that_people_try_mean_a_field_and_are_none_themselves():
    typed = [word for listed, _ in labels("synonyms").values() for word in listed.split(", ")]
    assert set(labels("synonyms")) <= set(FIELDS)
    assert set(typed).isdisjoint(FIELDS)
    assert [word for word in typed if field_named(word) is None] == []


WHEN = [
    # date, status, when the event is on 1 July 2023
    ("2023-06-30", "happened", "past"),
    ("2023-06-30", "scheduled", "overdue"),
    ("2023-06-30", "cancelled", "past"),
    ("2023-07-01", "scheduled", "ongoing"),
    ("2023-07", "scheduled", "upcoming"),
    ("2023-07", "happened", "ongoing"),
    ("2023", "happened", "ongoing"),
    ("2023-07-02", "scheduled", "upcoming"),
    ("2023-07-02/..", "scheduled", "upcoming"),
    ("2022/..", "happened", "ongoing"),
    ("../2022", "happened", "past"),
    ("../2024", "happened", "ongoing"),
]


@pytest.mark.parametrize(("date", "status", "expected"), WHEN)
def test_an_event_is_past_ongoing_upcoming_or_overdue(date, status, expected):
    assert when(event(date=date, status=status), TODAY) == expected
    assert expected in get_args(When)


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2023-06-20/2023-07-09", "ongoing"), ("[2023-06-20..2023-07-09]", "upcoming")],
)
def test_an_event_lasts_all_days_of_an_interval_and_comes_on_an_unknown_one_of_a_window(
    date, expected
):
    assert when(event(date=date, status="scheduled"), TODAY) == expected


def test_an_open_start_comes_first_and_an_open_end_last():
    dated = ["../2024", "2021", "2021-01-01", "2021/..", "2022-02", "2022-02-01", "2022-02/2022-05"]
    ordered = [
        "../2024",
        "2021-01-01",
        "2021",
        "2021/..",
        "2022-02-01",
        "2022-02",
        "2022-02/2022-05",
    ]
    made = [event("e", date=date) for date in dated]
    for some in (made, made[::-1]):
        assert [e.date for e in sorted(some, key=date_order)] == ordered


def test_events_on_the_same_days_are_in_the_order_of_their_ids():
    made = [event(id_) for id_ in "bca"]
    assert {ids(sorted(some, key=date_order)) for some in permutations(made)} == {"a b c"}
