"""Comparing records: by id, without regard to order, texts word by word in both scripts."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small import TODAY, event

from ahc_cli.answers import diff
from ahc_cli.answers.diff import (
    COMPARED,
    Change,
    Difference,
    Items,
    Summary,
    Values,
    changed_fields,
    compare_snapshots,
    difference_of,
    word_edits,
)
from ahc_cli.model.records import About, Actor, Appearance, Event, Fact, Position, Roll, Text, Vote

BASE = Event(
    id="talks",
    date="2022-02",
    kind="session",
    status="happened",
    place="vienna",
    title=Text(en="First talks", zh="首次会谈"),
    summary=Text(en="The committee approved a road map.", zh="委员会核准路线图。"),
    facts=(Fact(Text(en="It met.", zh="会议举行。"), sources=("un",)),),
    actors=(Appearance("eff", "speaker"), Appearance("un", "host")),
    topics=("scope", "safeguards"),
)


def edited(**fields):
    """Return BASE with other values."""
    return replace(BASE, **fields)


def changed_to(event, fields):
    """Return the change to an event in some fields."""
    return Change(event.id, "changed", "event", event.title, event.date, fields)


def difference(left, right):
    return compare_snapshots({left.id: left}, {right.id: right})


WORDS = [
    pytest.param("", "", (), id="nothing"),
    pytest.param("same", "same", (("=", "same"),), id="same"),
    pytest.param(
        "old text",
        "new text",
        (("-", "old"), ("+", "new"), ("=", " text")),
        id="a Latin word is a token",
    ),
    pytest.param(
        "第三届",
        "第四届",
        (("=", "第"), ("-", "三"), ("+", "四"), ("=", "届")),
        id="a Chinese character is a token",
    ),
    pytest.param(
        "149 states",
        "150 states",
        (("-", "149"), ("+", "150"), ("=", " states")),
        id="a number is a token",
    ),
    pytest.param(
        "approved a map of it",
        "adopted the map of it",
        (("-", "approved a"), ("+", "adopted the"), ("=", " map of it")),
        id="a blank between two edits is merged into them",
    ),
    pytest.param(
        "end.", "end!", (("=", "end"), ("-", "."), ("+", "!")), id="a punctuation mark is a token"
    ),
    pytest.param(
        "a_one", "a_two", (("=", "a_"), ("-", "one"), ("+", "two")), id="an underscore is a token"
    ),
    pytest.param("", "new", (("+", "new"),), id="everything is added"),
    pytest.param("old", "", (("-", "old"),), id="everything is removed"),
    pytest.param(
        "a  b",
        "a b",
        (("=", "a"), ("-", "  "), ("+", " "), ("=", "b")),
        id="several blanks are a token",
    ),
    pytest.param(
        "one of two",
        "six of ten",
        (("-", "one of two"), ("+", "six of ten")),
        id="two equal characters between edits are merged",
    ),
    pytest.param(
        "one off two",
        "six off ten",
        (("-", "one"), ("+", "six"), ("=", " off "), ("-", "two"), ("+", "ten")),
        id="three are not merged",
    ),
    pytest.param(
        "one of two",
        "of ten",
        (("-", "one of two"), ("+", "of ten")),
        id="merged after a removal alone",
    ),
    pytest.param(
        "one of two",
        "six of",
        (("-", "one of two"), ("+", "six of")),
        id="merged before a removal alone",
    ),
    pytest.param(
        "of two", "of ten", (("=", "of "), ("-", "two"), ("+", "ten")), id="not merged at the start"
    ),
    pytest.param(
        "one of", "six of", (("-", "one"), ("+", "six"), ("=", " of")), id="not merged at the end"
    ),
    pytest.param(
        "one\ntwo",
        "six\nten",
        (("-", "one"), ("+", "six"), ("=", "\n"), ("-", "two"), ("+", "ten")),
        id="a line feed is not merged",
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), WORDS)
def test_texts_are_compared_word_by_word(old, new, words):
    assert word_edits(old, new) == words


@given(
    st.text("ab 12.,\n法案第三四届é", max_size=60), st.text("ab 12.,\n法案第三四届é", max_size=60)
)
def test_the_edits_contain_both_texts(old, new):
    edits = word_edits(old, new)
    assert "".join(part for sign, part in edits if sign != "+") == old
    assert "".join(part for sign, part in edits if sign != "-") == new


def test_texts_with_too_many_pairs_of_words_are_replaced_whole(monkeypatch):
    monkeypatch.setattr(diff, "_MOST_PAIRS", 3 * 3)
    assert word_edits("a b", "a c") == (("=", "a "), ("-", "b"), ("+", "c"))
    monkeypatch.setattr(diff, "_MOST_PAIRS", 3 * 3 - 1)
    assert word_edits("a b", "a c") == (("-", "a b"), ("+", "a c"))


CHANGES = [
    pytest.param({"place": "geneva"}, {"place": Values("vienna", "geneva")}, id="a scalar"),
    pytest.param({"place": None}, {"place": Values("vienna", None)}, id="a scalar that is removed"),
    pytest.param(
        {"status": "postponed"}, {"status": Values("happened", "postponed")}, id="the status"
    ),
    pytest.param(
        {"title": Text(en="First talks", zh="二次会谈")},
        {"title.zh": Values("首次会谈", "二次会谈", (("-", "首"), ("+", "二"), ("=", "次会谈")))},
        id="a text in one language",
    ),
    pytest.param(
        {"summary": None},
        {
            "summary.en": Values(
                "The committee approved a road map.", None, (("-", BASE.summary.en),)
            ),
            "summary.zh": Values("委员会核准路线图。", None, (("-", BASE.summary.zh),)),
        },
        id="a text that is removed",
    ),
    pytest.param(
        {"topics": ("scope", "mandate")},
        {"topics": Items(added=("mandate",), removed=("safeguards",))},
        id="a set of ids",
    ),
    pytest.param(
        {"actors": (Appearance("un", "host"),)},
        {"actors": Items(added=(), removed=({"actor": "eff", "role": "speaker"},))},
        id="an item that is removed",
    ),
    pytest.param(
        {"date": "2022-02-28/2022-03-11"},
        {"date": Values("2022-02", "2022-02-28/2022-03-11")},
        id="a date without its derived keys",
    ),
]


@pytest.mark.parametrize(("changes", "fields"), CHANGES)
def test_a_difference_consists_of_the_fields_that_changed(changes, fields):
    assert difference(BASE, edited(**changes)) == Difference(
        Summary(0, 0, 1), (changed_to(edited(**changes), fields),)
    )


def test_all_words_of_a_new_text_are_added():
    assert difference(edited(summary=None), BASE).changes[0].fields == {
        "summary.en": Values(None, BASE.summary.en, (("+", BASE.summary.en),)),
        "summary.zh": Values(None, BASE.summary.zh, (("+", BASE.summary.zh),)),
    }


SAME = [
    pytest.param({"topics": ("safeguards", "scope")}, id="order of a list"),
    pytest.param({"actors": BASE.actors[::-1]}, id="order of items"),
    pytest.param(
        {"facts": (Fact(BASE.facts[0].text, sources=("un",), confidence="official"),)},
        id="confidence",
    ),
    pytest.param({"history": (msgspec.UNSET,)}, id="history"),
    pytest.param({"score": 2.5, "matches": ()}, id="what a search adds"),
]


@pytest.mark.parametrize("changes", SAME)
def test_order_and_derived_keys_are_not_compared(changes):
    assert difference(BASE, edited(**changes)) == Difference(Summary(0, 0, 0), ())


def test_the_order_of_lists_inside_an_item_is_not_compared():
    left, right = (
        edited(
            facts=(Fact(BASE.facts[0].text, sources=sources),),
            positions=(
                Position(actors=actors, stance="urges", text=Text(en="x"), sources=sources),
            ),
        )
        for actors, sources in ((("a", "b"), ("eff", "un")), (("b", "a"), ("un", "eff")))
    )
    assert difference(left, right) == Difference(Summary(0, 0, 0), ())


def test_the_order_of_a_roll_call_is_not_compared():
    votes = [
        Roll(sources, yes=yes, no=("c",))
        for sources, yes in ((("eff", "un"), ("a", "b")), (("un", "eff"), ("b", "a")))
    ]
    left, right, other = (
        edited(votes=(Vote(Text(en="m"), "adopted", yes=2, no=1, roll=roll),))
        for roll in (*votes, Roll(("eff", "un"), yes=("a", "c"), no=("b",)))
    )
    assert difference(left, right) == Difference(Summary(0, 0, 0), ())
    assert difference(left, other).summary == Summary(0, 0, 1)


def test_records_are_added_and_removed():
    other = edited(
        id="other",
        title=Text(en="Other", zh="其他"),
        date="2020",
        summary=None,
        facts=(),
        topics=(),
    )
    assert compare_snapshots({"talks": BASE}, {"other": other}) == Difference(
        Summary(1, 1, 0),
        (
            Change("other", "added", "event", other.title, "2020"),
            Change("talks", "removed", "event", BASE.title, BASE.date),
        ),
    )


def test_the_fields_that_can_be_compared_are_those_that_can_differ():
    assert {"date", "title", "positions", "aliases", "url"} <= set(COMPARED)
    assert {"id", "start", "history", "score", "year"}.isdisjoint(COMPARED)


def test_an_id_can_become_that_of_a_record_of_another_kind():
    was, becomes = Actor("state", Text(en="A"), aliases=("B",)), event("a", topics=("x",))
    changed = compare_snapshots({"a": was}, {"a": becomes}).changes[0].fields
    assert (changed["aliases"], changed["topics"]) == (Items((), ("B",)), Items(("x",), ()))
    back = compare_snapshots({"a": becomes}, {"a": was}).changes[0].fields
    assert (back["aliases"], back["topics"]) == (Items(("B",), ()), Items((), ("x",)))


def test_entries_of_a_vocabulary_are_compared_too():
    old, new = (Actor("state", Text(en=name, zh="越南")) for name in ("Vietnam", "Viet Nam"))
    (change,) = compare_snapshots({"viet-nam": old}, {"viet-nam": new}).changes
    assert list(change.fields) == ["name.en"]


def test_the_difference_of_two_events_has_both_ids():
    other = edited(id="second", place="geneva")
    assert difference_of(BASE, other, COMPARED, None, TODAY).changes == (
        replace(changed_to(other, {"place": Values("vienna", "geneva")}), left="talks"),
    )
    assert difference_of(BASE, edited(id="second"), COMPARED, None, TODAY) == Difference(
        Summary(0, 0, 0), ()
    )
    assert changed_fields(BASE, BASE) == {}


def test_only_the_wanted_fields_are_compared():
    other = edited(place="geneva", topics=())
    changed = changed_fields(BASE, other, {"topics"})
    assert changed == {"topics": Items(added=(), removed=("scope", "safeguards"))}


def test_of_what_a_thing_is_the_text_is_compared():
    name, told = Text(en="Group"), About(Text(en="It has two members."), ("daily",))
    old = Actor(kind="group", name=name, about=told)
    same = Actor(kind="group", name=name, about=About(told.text, ("report",)))
    new = Actor(kind="group", name=name, about=About(Text(en="It has three members."), ("daily",)))
    assert changed_fields(old, same) == {}
    assert list(changed_fields(old, new)) == ["about.en"]
    assert list(changed_fields(Actor(kind="group", name=name), new)) == ["about.en"]
