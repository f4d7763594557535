"""The operands of `diff`: what each means, and what can be compared with what."""

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace
from shared import bundled, slow
from small import DOCUMENT, INSTRUMENT, TODAY, dataset_of, dataset_with, event, ids, to_json

from ahc_cli.answers.diff import (
    COMPARED,
    Change,
    Items,
    Summary,
    Values,
    difference_of,
    find_operand,
)
from ahc_cli.data.document import document_of
from ahc_cli.data.load import read
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Actor, Text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.names import NameIndex

OTHER = dataset_with(event("elsewhere", date="2020"), event("later", date="2024"))


def operands_of(dataset, day=None):
    """Return what finds an operand in a dataset, as of a day if it is given; any file is OTHER."""
    names = NameIndex(dataset.as_of(day) if day else dataset, dataset)
    return lambda text: find_operand(text, names, lambda _name: OTHER, TODAY)


@pytest.fixture
def operands(dataset):
    """Operands in the small dataset; any file is OTHER."""
    return operands_of(dataset)


EVENTS = {
    "an id": ("session-2", "session-2"),
    "a symbol": ("A/RES/75/282", "vote-2022"),
    "a symbol without A/RES/": ("75/282", "vote-2022"),
    "a title": ("Second session", "session-2"),
    "a title in Chinese": ("第二届会议", "session-2"),
    "an id in any case with blanks": ("SESSION 2", "session-2"),
    "the start of an id": ("draft", "draft-2021"),
}


@pytest.mark.parametrize(("text", "id_"), EVENTS.values(), ids=EVENTS)
def test_an_operand_can_be_an_event(operands, text, id_):
    assert operands(text).id == id_


@pytest.mark.parametrize(
    "text", ["-", "bundled", "./other.json", "dir/other", "other.json", "other.ndjson"]
)
def test_an_operand_can_be_another_dataset(operands, text):
    assert operands(text) == OTHER


DAYS = {
    "2022-05": "draft-2021 session-1 letter-2022 session-3",
    "May 2022": "draft-2021 session-1 letter-2022 session-3",
    "2022-03-10": "draft-2021 session-3",
    "2023": "draft-2021 session-1 letter-2022 session-2 vote-2022 session-3",
    "today": "draft-2021 session-1 letter-2022 session-2 vote-2022 session-3",
    "..2022-05": "draft-2021 session-1 letter-2022 session-3",
}


@pytest.mark.parametrize(("text", "expected"), DAYS.items(), ids=DAYS)
def test_a_day_means_the_record_as_it_was_known_on_the_last_day(operands, text, expected):
    assert ids(operands(text).events) == expected


ERRORS = {
    "a misspelt id": ("vote-2023", "nothing found for 'vote-2023'; did you mean vote-2022?"),
    "nothing": ("", "nothing found for ''"),
    "an unknown symbol": (
        "A/79/460",
        "nothing found for 'A/79/460'; try 'ahc search A/79/460'",
    ),
    "the start of several ids": (
        "session",
        "'session' is ambiguous; did you mean session-1 or session-2 or session-3?",
    ),
    "a period without an end": (
        "2020..",
        "'2020..' has no last day; give a day, a month or a year",
    ),
}


@pytest.mark.parametrize(("text", "message"), ERRORS.values(), ids=ERRORS)
def test_any_other_operand_is_an_error(operands, text, message):
    with pytest.raises(UsageError) as error:
        operands(text)
    assert error.value.args[0] == message


def test_at_most_six_candidates_are_named():
    many = dataset_with(*(event(f"talk-{i}") for i in range(1, 8)))
    with pytest.raises(
        UsageError, match=r"did you mean talk-1 or talk-2 or talk-3 or talk-4 or talk-5 or talk-6\?"
    ):
        operands_of(many)("talk")


def test_of_several_events_with_a_symbol_the_document_is_compared():
    draft = event("draft", kind="document", documents=[{"symbol": "A/AC.291/7"}])
    session = event("meeting", documents=[{"symbol": "A/AC.291/7"}])
    assert operands_of(dataset_with(session, draft))("A/AC.291/7") == draft


def test_an_id_comes_before_a_day_and_a_day_before_a_symbol_and_a_symbol_before_a_file():
    may, symbol = event("may"), event("b", documents=[{"symbol": "2022"}, {"symbol": "a/b.json"}])
    operands = operands_of(dataset_with(may, symbol))
    assert operands("may") == may
    assert ids(operands("2022").events) == "may b"
    assert operands("a/b.json") == symbol
    assert operands("a/c.json") == OTHER


def test_as_of_limits_every_operand(dataset):
    operands = operands_of(dataset, date(2022, 12, 31))
    assert ids(operands("bundled").events) == ids(operands("./other.json").events) == "elsewhere"
    assert ids(operands("2021").events) == "draft-2021"
    assert operands("session-3").status == "scheduled"
    with pytest.raises(UsageError, match="'signing' was not yet known on 2022-12-31"):
        operands("signing")


def test_a_day_later_than_as_of_is_an_error(dataset):
    operands = operands_of(dataset, date(2022, 12, 31))
    assert operands("2022").day == date(2022, 12, 31)
    with pytest.raises(UsageError, match="'2023' is later than 2022-12-31, the day of --as-of"):
        operands("2023")


def test_caveats_and_related_events_are_not_compared_with_those_of_a_day(dataset):
    talk = event(
        "talk",
        date="2021",
        caveats=[{"text": {"en": "Another source says 2020."}}],
        related=["later"],
    )
    full = replace(dataset, events=(talk, event("later", date="2022-06")))
    changes = difference_of(full.as_of(date(2022, 1, 1)), full, COMPARED, None, TODAY).changes
    assert [(change.id, change.change) for change in changes] == [("later", "added")]


def test_two_events_are_compared_with_each_other(dataset):
    left, right = event("a", place="vienna"), event("b", place="hanoi")
    difference = difference_of(left, right, COMPARED, None, TODAY)
    moved = {"place": Values("vienna", "hanoi")}
    assert difference.changes == (
        Change("b", "changed", "event", right.title, "2022", moved, left="a"),
    )


def test_two_records_are_compared_with_their_vocabularies():
    changed = DOCUMENT | {
        "topics": DOCUMENT["topics"] | {"offences": {"name": {"en": "Crimes", "zh": "罪行"}}}
    }
    left, right = dataset_of(to_json(DOCUMENT)), dataset_of(to_json(changed))
    difference = difference_of(left, right, COMPARED, None, TODAY)
    assert [(change.id, list(change.fields)) for change in difference.changes] == [
        ("offences", ["name.en"])
    ]
    assert difference_of(replace(left, whole=False), right, COMPARED, None, TODAY).changes == ()
    assert difference_of(left, replace(right, whole=False), COMPARED, None, TODAY).changes == ()
    assert difference_of(left, right, COMPARED, "2022", TODAY).changes == ()


def test_changes_are_sorted_by_date_then_the_vocabulary_then_what_was_removed():
    left = dataset_with(event("gone", date="2021"))
    names = Vocabulary(actors={"an-actor": Actor("ngo", Text(en="A"))})
    right = dataset_with(event("b", date="2023"), event("c", date="2022"), vocabulary=names)
    difference = difference_of(left, right, COMPARED, None, TODAY)
    assert [(change.id, change.change) for change in difference.changes] == [
        ("c", "added"),
        ("b", "added"),
        ("an-actor", "added"),
        ("gone", "removed"),
    ]


def test_related_events_are_not_compared_as_of_days():
    left, right = dataset_with(event("a", related=["b"])), dataset_with(event("a"))
    day = date(2023, 1, 1)
    sides = [
        (left, right),
        (left.as_of(day), right),
        (left, right.as_of(day)),
        (left.as_of(day), right.as_of(day)),
    ]
    changes = [difference_of(*pair, COMPARED, None, TODAY).changes for pair in sides]
    assert [[change.fields for change in each] for each in changes] == [
        [{"related": Items((), ("b",))}],
        [],
        [],
        [],
    ]


WHERE = {
    "an event that was removed": ("id:gone", Summary(0, 1, 0)),
    "an event that was added": ("id:new", Summary(1, 0, 0)),
    "events that match on the left only": ("kind:session", Summary(0, 1, 1)),
    "an event that matches on the right only": ("kind:letter", Summary(0, 0, 1)),
    "events that did not change": ("id:kept", Summary(0, 0, 0)),
    "all events": ("2022", Summary(1, 1, 1)),
}


@pytest.mark.parametrize("day", ["2018-01-01", "2022-03-24", *slow("2023-04-30", "2025-10-25")])
def test_a_day_and_its_document_differ_alike_from_today_and_from_the_whole_record(day, tmp_path):
    whole, then = bundled(), date.fromisoformat(day)
    path = tmp_path / "then.json"
    path.write_bytes(msgspec.json.encode(document_of(whole.as_of(then))))
    today = whole.as_of(TODAY)
    expected = difference_of(whole.as_of(then), today, COMPARED, None, TODAY)
    assert expected.changes
    assert difference_of(read(str(path), None), whole, COMPARED, None, TODAY) == expected
    assert difference_of(read(str(path), None), today, COMPARED, None, TODAY) == expected


@pytest.mark.parametrize(("where", "summary"), WHERE.values(), ids=WHERE)
def test_a_query_selects_the_events_that_match_on_either_side(where, summary):
    left = dataset_with(event("gone"), event("kept", kind="decision"), event("changed"))
    right = dataset_with(
        event("new", kind="decision"),
        event("kept", kind="decision"),
        event("changed", kind="letter"),
    )
    assert difference_of(left, right, COMPARED, where, TODAY).summary == summary


def test_only_the_wanted_fields_of_a_record_are_compared():
    left, right = dataset_with(event("a", topics=["x"])), dataset_with(event("a", kind="letter"))
    difference = difference_of(left, right, {"topics"}, None, TODAY)
    (change,) = difference.changes
    assert change.fields == {"topics": Items((), ("x",))}


def test_an_event_cannot_be_compared_with_a_record():
    for sides in ((event("a"), OTHER), (OTHER, event("a"))):
        with pytest.raises(UsageError) as error:
            difference_of(*sides, COMPARED, None, TODAY)
        assert (
            str(error.value)
            == "give two events, two days or two datasets; -w works only between days or datasets"
        )


def test_a_query_cannot_select_from_two_events():
    with pytest.raises(UsageError) as error:
        difference_of(event("a"), event("b"), COMPARED, "2022", TODAY)
    assert str(error.value) == (
        "give two events, two days or two datasets; -w works only between days or datasets"
    )


def test_what_is_no_event_has_no_other_side():
    operands = operands_of(dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT})))
    with pytest.raises(UsageError, match="'Russia' is not an event; try 'ahc positions Russia' or"):
        operands("Russia")
