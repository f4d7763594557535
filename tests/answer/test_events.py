"""The columns of events: which there are, what each has, and how rows are sorted by one."""

from datetime import date

import pytest
from small import event

from ahc_cli.answer import Column, attributes
from ahc_cli.answer.events import LANGUAGES, NAMES, SORTABLE, event_columns, pick, sort_key, split_names
from ahc_cli.errors import UsageError
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Event, Text

FULL = event(
    date="2022-02-28/2023-03-11", body="ahc", topics=["safeguards"],
    actors=[{"actor": "eff", "role": "speaker"}, {"actor": "eff", "role": "observer"}],
    positions=[{"actors": ["russia", "eff"], "stance": "urges", "topic": "offences", "text": {"en": "x"}}],
    votes=[{"motion": {"en": "x"}, "result": "adopted", "yes": 88}, {"motion": {"en": "y"}, "result": "adopted"}],
)  # fmt: skip
# column → its value in the event above
VALUES = {
    "id": "talk",
    "date": "2022-02-28/2023-03-11",
    "start": date(2022, 2, 28),
    "end": date(2023, 3, 11),
    "precision": "day",
    "year": 2022,
    "status": "happened",
    "place": None,
    "title": Text(en="Talk"),
    "topics": ("safeguards",),
    "topic": ["safeguards", "offences"],
    "actor": ["ahc", "eff", "russia"],
    "role": ["speaker", "observer"],
    "votes": FULL.votes,
    "vote.yes": [88],
    "has": ["votes", "positions"],
    "score": None,
    "title.en": "Talk",
    "title.zh": None,
    "summary.zh": None,
}


def test_a_key_keeps_its_shape_and_any_other_field_is_a_list_of_its_values():
    columns = event_columns(",".join(VALUES))
    assert {column.name: column.value(FULL) for column in columns} == VALUES


def test_without_fields_the_columns_are_these():
    assert " ".join(column.name for column in event_columns(None)) == "id date kind status place title"


def test_every_key_and_every_field_that_is_shown_can_be_a_column():
    shown = {name for name, field in FIELDS.items() if field.shown}
    assert set(NAMES) == set(Event.__struct_fields__) | shown | set(LANGUAGES)
    assert set(SORTABLE) <= set(NAMES)
    assert [column.name for column in event_columns(",".join(NAMES))] == list(NAMES)


def test_names_are_separated_by_commas_and_each_counts_once():
    assert split_names(" b, a,b ", ["a", "b", "c"]) == ["b", "a"]
    assert split_names("b，a", ["a", "b"]) == ["b", "a"]


def test_a_column_can_be_named_by_a_synonym_of_its_field():
    assert split_names("PLACE,类别,venue,places", ["id", "place", "kind"]) == ["place", "kind"]
    assert split_names("venue", ["venue", "place"]) == ["venue"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("id,plce", "unknown field 'plce'; did you mean place?\nfields: id place kind"),
        ("", "unknown field ''\nfields: id place kind"),
        ("id,", "unknown field ''\nfields: id place kind"),
        ("actor", "unknown field 'actor'\nfields: id place kind"),
    ],
)
def test_an_unknown_name_is_an_error(names, message):
    with pytest.raises(UsageError) as error:
        split_names(names, ["id", "place", "kind"])
    assert str(error.value) == message


def test_columns_are_picked_in_the_order_given():
    columns = attributes("id", "kind", "place")
    assert pick(columns, None) == columns
    assert pick(columns, "place,id") == (columns[2], columns[0])
    with pytest.raises(UsageError, match="unknown field 'title'"):
        pick(columns, "title")


SORTED = {
    "numbers by size": ([100, 9, 88], [9, 88, 100]),
    "texts without case and accents": (["É", "b", "Ф", "a"], ["a", "b", "É", "Ф"]),
    "missing values last": ([None, "b", "", "a"], ["a", "b", None, ""]),
    "missing numbers last": ([None, 2, 1], [1, 2, None]),
    "texts in the language": ([Text(en="a", zh="二"), Text(en="b", zh="一")], [Text(en="b", zh="一"), Text(en="a", zh="二")]),
}  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), SORTED.values(), ids=SORTED)
def test_rows_are_sorted_by_a_column(values, expected):
    assert sorted(values, key=sort_key(Column("value", lambda value: value), "zh")) == expected
