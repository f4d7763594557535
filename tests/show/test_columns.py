"""Columns: how they are named, and how rows are sorted by one."""

import pytest
from small import DOCUMENT, dataset_of, event, to_json

from ahc_cli.answers.events import EVENT_GETTERS
from ahc_cli.errors import UsageError
from ahc_cli.messages import speak
from ahc_cli.model.fields import FIELDS, date_order
from ahc_cli.model.records import Text
from ahc_cli.show.columns import known_name, sort_key, split_names

SMALL = dataset_of(to_json(DOCUMENT))


def test_columns_are_named_once_each_by_a_name_a_synonym_or_in_chinese():
    assert split_names(" b, a,b ， c", ["a", "b", "c"]) == ["b", "a", "c"]
    assert split_names("PLACE,类别、venue,places", ["id", "place", "kind"]) == ["place", "kind"]


def test_an_unknown_name_is_an_error():
    for typed, said in (
        ("id,plce", "'plce'; did you mean place?"),
        ("id,", "''"),
        ("actor", "'actor'"),
    ):
        with pytest.raises(UsageError) as error:
            split_names(typed, ["id", "place", "kind"])
        assert str(error.value) == f"unknown field {said}\nfields: id, place, kind"


def test_a_field_can_be_named_by_a_synonym_and_another_name_is_an_error():
    countable = [name for name, field in FIELDS.items() if field.countable]
    named = [known_name(name, countable) for name in ("countries", "Kind", "地点")]
    assert named == ["actor", "kind", "place"]
    for name, near in (("title", ""), ("knd", "; did you mean kind?"), ("(", "")):
        with pytest.raises(UsageError) as error:
            known_name(name, countable)
        assert error.value.args[0] == f"unknown field '{name}'{near}"
        assert error.value.args[1].startswith(
            "fields: id, date, year, month, precision, kind, status"
        )


SORTED = {
    "numbers by size": ([100, 9, 88], [9, 88, 100]),
    "texts without case and accents": (["É", "b", "Ф", "a"], ["a", "b", "É", "Ф"]),
    "missing values last": ([None, "b", "", "a"], ["a", "b", None, ""]),
    "texts in the language": ([Text(en="a", zh="二"), Text(en="b", zh="一")], [Text(en="b", zh="一"), Text(en="a", zh="二")]),
}  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), SORTED.values(), ids=SORTED)
def test_rows_are_sorted_by_a_column(values, expected):
    speak("zh")
    assert sorted(values, key=sort_key("value", lambda value: value)) == expected


BY_DATE = "draft-2021 session-1 letter-2022 session-2 vote-2022 session-3 signing"
EVENTS_SORTED = {
    "id": "draft-2021 letter-2022 session-1 session-2 session-3 signing vote-2022",
    "date": BY_DATE,
    "year": BY_DATE,
    "kind": "draft-2021 letter-2022 vote-2022 session-1 session-2 session-3 signing",
    "place": "signing session-1 session-2 vote-2022 session-3 draft-2021 letter-2022",
    "vote.yes": "vote-2022 draft-2021 session-1 letter-2022 session-2 session-3 signing",
    "title": "draft-2021 session-1 letter-2022 session-2 signing vote-2022 session-3",
    "actor": "session-1 session-2 vote-2022 session-3 letter-2022 draft-2021 signing",
}


def sorted_ids(name, made):
    return " ".join(event.id for event in sorted(made, key=sort_key(name, EVENT_GETTERS[name])))


@pytest.mark.parametrize(("name", "expected"), EVENTS_SORTED.items())
def test_events_are_sorted_by_their_first_value_and_otherwise_stay_in_order(name, expected):
    assert sorted_ids(name, sorted(SMALL.events, key=date_order)) == expected


def test_days_are_in_order_and_numbers_by_size():
    dates = ("9999-12-31/..", "2022-02", "2022-02-01", "2022/2023", "../2024")
    assert (
        sorted_ids("date", [event(f"e{at}", date=date) for at, date in enumerate(dates)])
        == "e4 e3 e2 e1 e0"
    )
    counted = [{"count": 100, "of": "states", "at_least": True}], [{"count": 99, "of": "states"}]
    assert (
        sorted_ids("states", [event(f"e{at}", attendance=each) for at, each in enumerate(counted)])
        == "e1 e0"
    )
