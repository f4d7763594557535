"""The views, which are data: their limits, and that they name what there is."""

import re
from pkgutil import get_data

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query.test_line import RECORD, UNKNOWN, parts
from shared import slow

from ahc_cli.query.algebra import Token
from ahc_cli.query.grammar import split
from ahc_cli.query.lexicon import conditions_of, lexicon
from ahc_cli.query.request import Request
from ahc_cli.search.views import Row, rows, views_of

# What a place in a view stands for, and something of that sort.
PLACES = {"{actor}": "Russia", "{topic}": "extradition", "{place}": "Vienna", "{event}": "74/247", "{date}": "2024",
          "{article}": "article 24", "{instrument}": "the convention", "{kind}": "session", "{stance}": "opposes",
          "{series}": "text", "{has}": "votes", "{role}": "speaker"}  # fmt: skip


def test_who_opposes_are_not_those_who_warn():
    assert {*lexicon().words["stance:opposes"]}.isdisjoint(lexicon().words["stance:warns"])
    opposing = [row for row in rows() if "stance:opposes" in row.must]
    assert [
        row for row in opposing if "stance:warns" in (*row.must, *row.may, *row.view.typed)
    ] == []


def test_there_are_few_views_and_every_line_is_one():
    lines = [
        line
        for line in (get_data("ahc_cli", "search/views.txt") or b"").decode().splitlines()
        if line and not line.startswith("#")
    ]
    assert len(lines) == len(rows()) <= 60


def test_a_view_is_made_of_concepts_and_of_sorts_of_names_and_its_command_takes_only_these():
    for row in rows():
        parts = row.parts
        assert {part for part in parts if not part.startswith("{")} <= set(lexicon().words)
        assert {part for part in parts if part.startswith("{")} <= set(PLACES)
        assert set(re.findall(r"\{\w+\}", " ".join(row.view.typed))) <= set(parts)


def test_no_view_joins_a_stance_with_a_topic():
    """Who "opposes human rights" are not those who warn for them."""
    for row in rows():
        if "{topic}" in row.parts:
            assert "stance" not in " ".join(row.must)


@pytest.mark.parametrize("has_all_names", [True, *slow(False)])
def test_the_command_of_every_view_is_a_command_line_with_names_and_without(bundled, has_all_names):
    commands = set()
    for row in rows():
        either = "|".join(row.must).split("|")
        names = {part: PLACES[part] for part in either if part.startswith("{")}
        names |= PLACES if has_all_names else {}
        words = [
            re.sub(r"\{\w+\}", lambda place, names=names: names.get(place[0], ""), word)
            for word in row.view.typed
        ]
        if words[0] == "compare":  # which needs different ones, or one that two share
            words[1:] = ["Korean"] if len(words) == 2 else [*words[1:-1], "China"]
        commands.add(tuple(word for word in words if word and word[-1] != ":"))
    ended = {words: bundled(*words) for words in sorted(commands)}
    assert {words: outcome for words, outcome in ended.items() if outcome.code not in (0, 1)} == {}


def test_a_name_that_a_view_takes_is_in_its_command():
    """But the convention is the only one, who chairs a body is the chair of all of its meetings,
    and for a stance that an actor has not taken stand those that it has.
    """
    lost = {
        part
        for row in rows()
        if row.must[:2] != ("who", "role:chair")
        for part in row.parts
        if part not in " ".join(row.view.typed)
    }
    assert {part for part in lost if part.startswith("{")} <= {"{instrument}", "{stance}"}


def _places(token):
    """Return the places of the values that a token expresses."""
    return [f"{{{field}}}" for field, _codes in conditions_of(token.concepts)]


@given(st.lists(parts, min_size=1, max_size=5).map(" ".join))
def test_a_view_covers_every_telling_token_with_all_its_concepts(line):
    tokens, _conditions = split(line, RECORD)
    for row in rows():
        view = row.answer(tokens)
        if view is None:
            continue
        known = set(row.parts)
        for token in tokens:
            assert (
                not token.telling
                or f"{{{token.sort}}}" in known
                or not known.isdisjoint(_places(token))
                or (token.concepts and known.issuperset(token.concepts))
            )
            assert not token.quoted
        names = [
            token.text
            for token in tokens
            if token.telling and f"{{{token.sort}}}" in " ".join(row.view.typed)
        ]
        assert all(name in " ".join(view.typed) for name in names)


def test_a_view_has_a_name_in_its_condition_and_without_it_no_condition():
    for typed, command in (
        ("which states signed", "count country role:signatory"),
        ("which states of Belarus signed", "states has:signed group:Belarus"),
    ):
        assert next(views_of(split(typed, RECORD)[0]), None).typed == command.split()


VIEWS = st.sampled_from(
    (
        "who signed {}",
        "哪些国家签署 {}",
        "when is the next session {}",
        "how many votes {}",
        "what does Russia want {}",
    )
)


@given(
    VIEWS,
    st.sampled_from([each for each in UNKNOWN if each != "qx"] + ["discuss", "surveillance"]),
)
def test_an_unknown_word_a_quoted_text_or_another_concept_falls_through_to_the_ranking(line, more):
    for typed in (line.format(more), f"{more} {line.format('')}"):
        tokens, _conditions = split(typed, RECORD)
        assert next(views_of(tokens), None) is None
    assert next(views_of(split(line.format(""), RECORD)[0]), None)


def test_two_names_are_both_in_the_command_or_no_view_answers():
    for typed in (
        "what does Russia want India",
        "who signed in Vienna in Hanoi",
        "compare first session second session",
        "2022 since March 2022 vote against",
    ):
        view = next(views_of(split(typed, RECORD)[0]), None)
        names = [token.text for token in split(typed, RECORD)[0] if token.sort]
        assert view is None or all(name in " ".join(view.typed) for name in names)


def test_a_row_is_read_into_its_command_words_order_number_and_day():
    views = [row.view for row in rows()]
    assert Request("list", ("kind:{kind}", "when:past", "{actor}"), reverse=True, limit=1) in views
    assert Request("show", ("{event}",), as_of="{date}") in views
    assert [view for view in views if view.typed != " ".join(view.typed).split()] == []


def test_a_word_of_several_values_stands_in_no_place():
    row = Row(("{kind}",), (), Request("list", ("kind:{kind}",)))
    one, several = Token("a", concepts=("kind:letter",)), Token("b", concepts=("kind:letter", "x"))
    assert row.answer([one]).typed == ["list", "kind:letter"]
    assert row.answer([several]) is None
