"""The views, which are data: their limits, and that they name what there is."""

import re
from pkgutil import get_data

from ahc_cli.query.lexicon import lexicon
from ahc_cli.search.views import views

# What a place in a view stands for, and something of that sort.
PLACES = {"{actor}": "Russia", "{topic}": "extradition", "{place}": "Vienna", "{event}": "session-4", "{date}": "2024",
          "{article}": "article 24", "{instrument}": "the convention"}  # fmt: skip


def test_who_opposes_are_not_those_who_warn():
    assert {*lexicon().words["stance:opposes"]}.isdisjoint(lexicon().words["stance:warns"])
    rows = [row for row in views() if "stance:opposes" in row.must]
    assert [row for row in rows if "stance:warns" in (*row.must, *row.may, *row.command)] == []


def test_there_are_few_views_and_every_line_is_one():
    rows = [
        line
        for line in (get_data("ahc_cli", "search/views.txt") or b"").decode().splitlines()
        if line and not line.startswith("#")
    ]
    assert len(rows) == len(views()) <= 50


def test_a_view_is_made_of_concepts_and_of_sorts_of_names_and_its_command_takes_only_these():
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
