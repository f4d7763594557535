"""The table of fields: each can be read, asked and, where it is shown, shown and sorted by, in both languages."""

from collections.abc import Iterable
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import EVENTS, TODAY, event, found, numbered
from strategies import dates, events

from ahc_cli.dates import parse
from ahc_cli.fields import (
    COLUMNS,
    FIELDS,
    KEYS,
    OF_ENTRIES,
    OTHER_NAMES,
    Entry,
    When,
    date_order,
    entries,
    order,
    when,
    with_symbol,
)
from ahc_cli.labels import choice_named, label
from ahc_cli.models import Event
from ahc_cli.render import columns

# field → what it reads from the second session
READ = {
    "id": ["session-2"],
    "date": [parse("2022-05-30/2022-06-10")],
    "within": [parse("2022-05-30/2022-06-10")],
    "since": [parse("2022-05-30/2022-06-10")],
    "until": [parse("2022-05-30/2022-06-10")],
    "year": [2022],
    "kind": ["session"],
    "status": ["happened"],
    "when": [],
    "series": ["session"],
    "place": ["vienna"],
    "format": ["in-person"],
    "body": ["ahc"],
    "actor": ["ahc", "russia", "belarus", "eff"],
    "actor.kind": ["ahc", "russia", "belarus", "eff"],
    "role": [],
    "topic": ["offences", "safeguards"],
    "stance": ["proposes", "opposes"],
    "doc": [],
    "source": ["un-report", "un-journal", "daily", "eff-letter", "daily"],
    "confidence": ["official"],
    "vote.yes": [],
    "vote.no": [],
    "vote.abstain": [],
    "states": [],
    "title": ["Second session", "第二届会议"],
    "text": [],
    "has": ["positions", "caveats", "facts"],
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_reads_its_values_from_an_event(dataset, name):
    session = next(event for event in dataset.events if event.id == "session-2")
    assert sorted(map(str, FIELDS[name].read(session))) == sorted(map(str, READ[name]))


@given(events())
def test_every_field_can_be_read_from_any_event(made):
    for field in FIELDS.values():
        assert isinstance(field.read(made), Iterable)
        assert all(value is not None for value in field.read(made) if field.type not in ("number", "choice"))
        if field.entry:
            assert all(field.entry(entry) is None or isinstance(field.entry(entry), str) for entry in entries(made))


def test_numbers_come_from_votes_and_attendance(dataset):
    events = {event.id: event for event in dataset.events}
    numbers = {name: list(FIELDS[name].read(events["vote-2022"])) for name in ("vote.yes", "vote.no", "vote.abstain")}
    assert numbers == {"vote.yes": [88], "vote.no": [42], "vote.abstain": [32]}
    assert list(FIELDS["states"].read(events["session-1"])) == [149]
    attended = event(attendance=[{"count": 300, "of": "participants"}, {"count": 9, "of": "states"}])
    assert list(FIELDS["states"].read(attended)) == [9]
    assert list(FIELDS["doc"].read(events["vote-2022"])) == ["A/RES/75/282"]


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_field_has_headings_in_both_languages_and_a_word_about_itself(field):
    assert field.en.isascii()
    assert field.zh
    assert not field.zh.isascii()
    assert field.about
    assert bool(field.choices) == (field.type == "choice")
    assert bool(field.table) == (field.type == "name")


def test_what_cannot_be_counted_is_a_question_and_no_value():
    assert [field.name for field in FIELDS.values() if not field.countable] == [
        "within", "since", "until", "title", "text",
    ]  # fmt: skip


def test_headings_are_told_apart():
    for lang in ("en", "zh"):
        headings = [getattr(field, lang) for field in FIELDS.values()]
        assert len(set(headings)) == len(headings)


CHOICES = sorted({choice for field in FIELDS.values() for choice in field.choices})


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_has_a_name_in_both_languages(choice):
    assert label(choice, "en").isascii()
    assert label(choice, "zh") not in (choice, "")
    assert not label(choice, "zh").isascii()


@pytest.mark.parametrize("field", [field for field in FIELDS.values() if field.choices], ids=lambda field: field.name)
def test_a_choice_is_known_by_its_code_and_by_its_name_in_either_language(field):
    for choice in field.choices:
        for said in (choice, choice.upper(), label(choice, "en"), label(choice, "zh")):
            assert choice_named(said, field.choices) == choice
    assert choice_named("nothing of this", field.choices) is None


def test_what_speaks_of_entries_is_named():
    assert OF_ENTRIES == ("actor", "actor.kind", "role", "topic", "stance")


def test_entries_are_each_actor_of_each_item():
    talk = event(
        body="ahc",
        actors=[{"actor": "eff", "role": "speaker", "date": "2022-05"}],
        positions=[{"actors": ["russia", "india"], "stance": "urges", "text": {"en": "x"}}],
    )
    position = talk.positions[0]
    assert list(entries(talk)) == [
        Entry(talk, "eff", role="speaker", date="2022-05"),
        Entry(talk, "russia", position=position),
        Entry(talk, "india", position=position),
    ]


def test_a_symbol_is_of_the_events_that_have_such_a_document(dataset):
    for symbol in ("A/RES/75/282", "75/282", "a/res/75/282"):
        assert found(with_symbol(dataset.events, symbol)) == "vote-2022"
    assert found(with_symbol(dataset.events, "A/AC.291")) == ""


WHEN = [
    # date, status, when it is on 1 July 2023
    ("2023-06-30", "happened", "past"),
    ("2023-06-30", "scheduled", "overdue"),
    ("2023-06-30", "cancelled", "past"),
    ("2023-07-01", "scheduled", "ongoing"),
    ("2023-07", "scheduled", "ongoing"),
    ("2023", "happened", "ongoing"),
    ("2023-07-02", "scheduled", "upcoming"),
    ("2023-07-02/..", "scheduled", "upcoming"),
    ("2022/..", "happened", "ongoing"),
    ("../2022", "happened", "past"),
    ("../2024", "scheduled", "ongoing"),
]


@pytest.mark.parametrize(("date", "status", "expected"), WHEN)
def test_when_an_event_is_depends_on_the_day(date, status, expected):
    assert when(event(date=date, status=status), TODAY) == expected
    assert expected in get_args(When)


def test_an_open_end_is_first_or_last_of_all():
    dated = ["../2024", "2021", "2021-01-01", "2021/..", "2022-02", "2022-02-01", "2022-02/2022-05"]
    ordered = ["../2024", "2021-01-01", "2021", "2021/..", "2022-02-01", "2022-02", "2022-02/2022-05"]
    made = [event("e", date=date) for date in dated]
    for some in (made, made[::-1]):
        assert [e.date for e in sorted(some, key=date_order)] == ordered


def test_events_of_the_same_days_come_by_id():
    made = [event(id_) for id_ in "bca"]
    assert {found(sorted(some, key=date_order)) for some in permutations(made)} == {"a b c"}


@given(st.lists(dates(), max_size=6))
def test_the_order_of_time_does_not_depend_on_the_order_before(given_dates):
    made = [event(f"e{i}", date=date) for i, date in enumerate(given_dates)]
    turned = made[::-1]
    assert sorted(made, key=date_order) == sorted(turned, key=date_order)


SORTED = {
    "id": "draft-2021 letter-2022 session-1 session-2 session-3 signing vote-2022",
    "date": EVENTS,
    "year": EVENTS,
    "kind": "draft-2021 letter-2022 vote-2022 session-1 session-2 session-3 signing",
    "place": "signing session-1 session-2 vote-2022 session-3 draft-2021 letter-2022",
    "vote.yes": "vote-2022 draft-2021 session-1 letter-2022 session-2 session-3 signing",
    "title": "draft-2021 session-1 letter-2022 session-2 signing vote-2022 session-3",
    "actor": "session-1 session-2 vote-2022 session-3 letter-2022 draft-2021 signing",
}


@pytest.mark.parametrize(("name", "expected"), SORTED.items())
def test_sorting_goes_by_the_first_value_then_time_and_what_has_none_comes_last(dataset, name, expected):
    turned = tuple(dataset.events)[::-1]
    assert found(sorted(turned, key=order(name))) == expected


def voted(id_, *numbers, **given):
    votes = [{"motion": {"en": "x"}, "result": "adopted"} | ({"yes": n} if n is not None else {}) for n in numbers]
    return event(id_, votes=votes, **given)


ORDERS = {
    "numbers by size": ("vote.yes", [voted("a", 100), voted("b", 88), voted("c", 9)], "c b a"),
    "what is not known last": ("vote.yes", [voted("a", None), voted("b", None, 5), voted("c", 4)], "c b a"),
    "without one by time": ("vote.yes", [event("a", date="2023"), event("b", date="2022")], "b a"),
    "texts by their letters": ("title", [event("b", title={"en": "f"}), event("a", title={"en": "É"})], "a b"),
    "dates by time": ("date", [event("a", date="2022-02"), event("b", date="2022/2023"), event("c", date="../2024")], "c b a"),
    "years by time": ("year", [event("a", date="2022-02"), event("b", date="2022/2023"), event("c", date="../2024")], "c b a"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "made", "expected"), ORDERS.values(), ids=ORDERS)
def test_what_goes_before_what(name, made, expected):
    assert found(sorted(made, key=order(name))) == expected


@given(st.sampled_from(columns.SORTABLE), st.lists(events(), max_size=4))
def test_any_events_can_be_sorted_by_any_field(name, made):
    among = numbered(made)
    turned = among[::-1]
    assert sorted(among, key=order(name)) == sorted(turned, key=order(name))


def test_what_is_shown_is_what_is_asked_about_and_every_key_of_an_event():
    assert set(COLUMNS) <= set(FIELDS)
    assert set(Event.__struct_fields__) <= {*FIELDS, *KEYS}
    assert not set(KEYS) & set(FIELDS)
    assert set(columns.SORTABLE) <= set(columns.NAMES)


def test_other_names_mean_fields_and_are_none():
    assert set(OTHER_NAMES.values()) <= set(FIELDS)
    assert not set(OTHER_NAMES) & set(FIELDS)
