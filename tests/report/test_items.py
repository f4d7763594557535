"""Items: a position or a fact is the same wherever it is found."""

import pytest
from msgspec import UNSET

from ahc_cli import load
from ahc_cli.report.items import FACT_KEYS, FOUND_KEYS, POSITION_KEYS


@pytest.fixture(scope="module")
def record():
    return load()


def test_what_a_line_finds_of_a_position_is_what_positions_have(record):
    everything = {(item.event, item.text): item for item in record.positions()}
    found = record.ask("why does russia oppose the safeguards article").rows
    taken = [item for item in found if item.of == "position"]
    assert taken
    for item in taken:
        position = everything[item.event, item.text]
        shared = [key for key in POSITION_KEYS if key in FOUND_KEYS]
        assert [getattr(item, key) for key in shared] == [getattr(position, key) for key in shared]
        assert item.topics == ((position.topic,) if position.topic else ())


def test_a_key_that_a_command_does_not_have_is_unset_and_not_printed(record):
    (position, *_others), (fact, *_facts) = record.positions(), record.facts()
    for item, keys in ((position, POSITION_KEYS), (fact, FACT_KEYS)):
        assert {*item.to_dict()} == {*keys}
        left_out = {*type(item).__struct_fields__} - {*keys}
        assert {getattr(item, key) for key in left_out} == {UNSET}


def test_what_is_of_an_event_names_the_articles_it_is_about_and_is_of_none(record):
    found = record.ask("what does india say about article 23 and 24").rows
    items = [item for item in (*record.facts("article:23"), *found) if item.event]
    assert any(item.articles for item in items if item in found)
    assert {item.article for item in items} == {None}
