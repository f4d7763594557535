"""The words and the views, which are data: their limits, and that they name what there is."""

import re
from collections import Counter
from pkgutil import get_data

import pytest

from ahc_cli.ask.lexicon import ideas_of, lexicon, stem
from ahc_cli.ask.line import views
from ahc_cli.data.load import bundled as bundled_dataset
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.text import canonical, fold, is_han

CHOICES = {name: set(field.choices) for name, field in FIELDS.items() if field.choices}
CHOICES |= {"series": {event.series for event in bundled_dataset().events if event.series}}
# What a place in a view stands for, and something of that sort.
PLACES = {"{actor}": "Russia", "{topic}": "extradition", "{place}": "Vienna", "{event}": "session-4", "{date}": "2024",
          "{article}": "article 24", "{instrument}": "the convention"}  # fmt: skip


def lines(name):
    return [
        line for line in (get_data("ahc_cli", f"ask/{name}") or b"").decode().splitlines() if line
    ]


def test_there_are_few_ideas_of_few_words_and_few_stop_words():
    known = lexicon()
    assert len(known.words) <= 120
    assert [idea for idea, words in known.words.items() if len(words) > 40] == []
    assert len(known.stop) <= 200
    assert len([word for word in known.stop if len(word) == 1 and is_han(word)]) <= 10


def test_every_idea_has_one_line_and_every_line_is_one():
    names = [line.partition(" =")[0] for line in lines("words.txt") if not line.startswith("#")]
    assert [name for name, number in Counter(names).items() if number > 1 and name != "stop"] == []
    assert {name.removesuffix("?") for name in names} - {"stop"} == set(lexicon().words)


def test_an_idea_that_is_a_condition_is_a_field_with_codes_of_it():
    values = [idea.split(":") for idea in lexicon().words if ":" in idea]
    assert [
        (field, codes) for field, codes in values if not set(codes.split(",")) <= CHOICES[field]
    ] == []


def test_no_word_says_something_and_is_a_stop_word():
    assert lexicon().stop.isdisjoint(lexicon().ideas)
    assert [
        word for words in lexicon().words.values() for word in words if word != fold(word)
    ] == []


ALIKE = [("ratify", "ratification"), ("vote", "voting"), ("authorise", "authorized"), ("authorising", "authorization"),
         ("organises", "organizations"), ("child", "children"), ("sign", "签署"), ("offense", "罪行"), ("meetings", "会议"),
         ("drafts", "草案")]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_words_of_a_stem_or_a_line_express_the_same_idea(one, other):
    shared = {*ideas_of(canonical(one))} & {*ideas_of(canonical(other))}
    assert shared or stem(one) == stem(other)


def test_who_opposes_are_not_those_who_warn():
    assert {*lexicon().words["stance:opposes"]}.isdisjoint(lexicon().words["stance:warns"])
    rows = [row for row in views() if "stance:opposes" in row.must]
    assert [row for row in rows if "stance:warns" in (*row.must, *row.may, *row.command)] == []


def test_there_are_few_views_and_every_line_is_one():
    rows = [line for line in lines("views.txt") if not line.startswith("#")]
    assert len(rows) == len(views()) <= 50


def test_a_view_is_made_of_ideas_and_of_sorts_of_names_and_its_command_takes_only_these():
    for row in views():
        parts = [*row.must, *row.may]
        assert {part for part in parts if not part.startswith("{")} <= set(lexicon().words)
        assert {part for part in parts if part.startswith("{")} <= set(PLACES)
        assert set(re.findall(r"\{\w+\}", " ".join(row.command))) <= set(parts)


def test_no_view_joins_a_stance_with_a_topic():
    """Who "opposes human rights" are not those who warn for them."""
    joined = [
        row
        for row in views()
        if "{topic}" in row.must + row.may and any("stance:" in part for part in row.must)
    ]
    assert joined == []


def test_the_command_of_every_view_is_a_command_line_with_names_and_without(bundled):
    commands = set()
    for row in views():
        required = [part for part in row.must if part.startswith("{")]
        for given in (PLACES, {place: PLACES[place] for place in required}):
            words = (
                re.sub(r"\{\w+\}", lambda place, given=given: given.get(place[0], ""), word)
                for word in row.command
            )
            commands.add(tuple(word for word in words if word and word[-1] != ":"))
    ended = {words: bundled(*words) for words in sorted(commands)}
    assert {words: outcome for words, outcome in ended.items() if outcome.code not in (0, 1)} == {}


def test_a_name_that_a_view_takes_is_in_its_command():
    """But the convention is the only one, and who chairs a body is the chair of all of its
    meetings.
    """
    lost = {
        part
        for row in views()
        if row.must[:2] != ("who", "role:chair")
        for part in {*row.must, *row.may}
        if part not in " ".join(row.command)
    }
    assert {part for part in lost if part.startswith("{")} <= {"{instrument}"}
