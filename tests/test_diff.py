"""Two snapshots → differences: keyed by id, blind to order, texts by words in both scripts."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event

from ahc_cli import diff
from ahc_cli.diff import Change, Difference, Items, Summary, Values
from ahc_cli.models import Actor, Appearance, Event, Fact, Position, Text

BASE = Event(
    id="talks",
    date="2022-02",
    kind="session",
    status="happened",
    place="vienna",
    title=Text(en="First talks", zh="首次会谈"),
    summary=Text(en="The committee approved a road map.", zh="委员会核准路线图。"),
    facts=(Fact(Text(en="It met.", zh="会议举行。"), ("un",)),),
    actors=(Appearance("eff", "speaker"), Appearance("un", "host")),
    topics=("scope", "safeguards"),
)


def edited(**fields):
    return msgspec.structs.replace(BASE, **fields)


def between(left, right):
    return diff.snapshots({left.id: left}, {right.id: right})


WORDS = [
    pytest.param("", "", (), id="nothing"),
    pytest.param("same", "same", (("=", "same"),), id="same"),
    pytest.param("old text", "new text", (("-", "old"), ("+", "new"), ("=", " text")), id="a Latin word is one token"),
    pytest.param(
        "第三届",
        "第四届",
        (("=", "第"), ("-", "三"), ("+", "四"), ("=", "届")),
        id="a Chinese character is one",
    ),
    pytest.param("149 states", "150 states", (("-", "149"), ("+", "150"), ("=", " states")), id="a number is one"),
    pytest.param(
        "approved a map of it",
        "adopted the map of it",
        (("-", "approved a"), ("+", "adopted the"), ("=", " map of it")),
        id="a blank between two edits reads as one phrase",
    ),
    pytest.param("end.", "end!", (("=", "end"), ("-", "."), ("+", "!")), id="a mark is one"),
    pytest.param("a_one", "a_two", (("=", "a_"), ("-", "one"), ("+", "two")), id="an underscore is a mark"),
    pytest.param("", "new", (("+", "new"),), id="all is added"),
    pytest.param("old", "", (("-", "old"),), id="all is removed"),
    pytest.param("a  b", "a b", (("=", "a"), ("-", "  "), ("+", " "), ("=", "b")), id="blanks are one"),
    pytest.param(
        "one of two", "six of ten", (("-", "one of two"), ("+", "six of ten")), id="two equal characters are drawn in"
    ),
    pytest.param(
        "one off two",
        "six off ten",
        (("-", "one"), ("+", "six"), ("=", " off "), ("-", "two"), ("+", "ten")),
        id="three are not",
    ),
    pytest.param("one of two", "of ten", (("-", "one of two"), ("+", "of ten")), id="drawn in behind a removal alone"),
    pytest.param("one of two", "six of", (("-", "one of two"), ("+", "six of")), id="drawn in before a removal alone"),
    pytest.param("of two", "of ten", (("=", "of "), ("-", "two"), ("+", "ten")), id="not at the beginning"),
    pytest.param("one of", "six of", (("-", "one"), ("+", "six"), ("=", " of")), id="not at the end"),
    pytest.param(
        "one\ntwo",
        "six\nten",
        (("-", "one"), ("+", "six"), ("=", "\n"), ("-", "two"), ("+", "ten")),
        id="a line feed is not drawn in",
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), WORDS)
def test_texts_differ_by_words(old, new, words):
    assert diff.words(old, new) == words


@given(st.text("ab 12.,\n法案第三四届é", max_size=60), st.text("ab 12.,\n法案第三四届é", max_size=60))
def test_words_spell_both_texts(old, new):
    edits = diff.words(old, new)
    assert "".join(part for sign, part in edits if sign != "+") == old
    assert "".join(part for sign, part in edits if sign != "-") == new


def test_texts_beyond_the_bound_are_replaced_whole(monkeypatch):
    monkeypatch.setattr(diff, "_MOST_PAIRS", 3 * 3)
    assert diff.words("a b", "a c") == (("=", "a "), ("-", "b"), ("+", "c"))
    monkeypatch.setattr(diff, "_MOST_PAIRS", 3 * 3 - 1)
    assert diff.words("a b", "a c") == (("-", "a b"), ("+", "a c"))


CHANGES = [
    pytest.param({"place": "geneva"}, {"place": Values("vienna", "geneva")}, id="a scalar"),
    pytest.param({"place": None}, {"place": Values("vienna", None)}, id="a scalar that went"),
    pytest.param({"status": "postponed"}, {"status": Values("happened", "postponed")}, id="the status"),
    pytest.param(
        {"title": Text(en="First talks", zh="二次会谈")},
        {"title.zh": Values("首次会谈", "二次会谈", (("-", "首"), ("+", "二"), ("=", "次会谈")))},
        id="a text in one language",
    ),
    pytest.param(
        {"summary": None},
        {
            "summary.en": Values("The committee approved a road map.", None, (("-", BASE.summary.en),)),
            "summary.zh": Values("委员会核准路线图。", None, (("-", BASE.summary.zh),)),
        },
        id="a text that went",
    ),
    pytest.param(
        {"topics": ("scope", "mandate")},
        {"topics": Items(added=("mandate",), removed=("safeguards",))},
        id="a set of ids",
    ),
    pytest.param(
        {"actors": (Appearance("un", "host"),)},
        {"actors": Items(added=(), removed=({"actor": "eff", "role": "speaker"},))},
        id="an item that went",
    ),
    pytest.param(
        {"date": "2022-02-28/2022-03-11"},
        {"date": Values("2022-02", "2022-02-28/2022-03-11")},
        id="a date, not what derives",
    ),
]


@pytest.mark.parametrize(("changes", "fields"), CHANGES)
def test_fields_differ_as_a_reader_would_tell(changes, fields):
    assert between(BASE, edited(**changes)) == Difference(Summary(0, 0, 1), (Change("talks", "changed", fields),))


def test_a_text_that_came_is_all_added():
    assert between(edited(summary=None), BASE).changes[0].fields == {
        "summary.en": Values(None, BASE.summary.en, (("+", BASE.summary.en),)),
        "summary.zh": Values(None, BASE.summary.zh, (("+", BASE.summary.zh),)),
    }


SAME = [
    pytest.param({"topics": ("safeguards", "scope")}, id="order of a list"),
    pytest.param({"actors": BASE.actors[::-1]}, id="order of items"),
    pytest.param({"facts": (Fact(BASE.facts[0].text, ("un",), "official"),)}, id="confidence"),
    pytest.param({"history": (msgspec.UNSET,)}, id="history"),
    pytest.param({"score": 2.5, "matches": ()}, id="what a search added"),
]


@pytest.mark.parametrize("changes", SAME)
def test_what_does_not_matter_is_no_difference(changes):
    assert between(BASE, edited(**changes)) == Difference(Summary(0, 0, 0), ())


def test_the_order_of_lists_inside_an_item_is_no_difference():
    left, right = (
        edited(
            facts=(Fact(BASE.facts[0].text, sources),),
            positions=(Position(actors=actors, stance="urges", text=Text(en="x"), sources=sources),),
        )
        for actors, sources in ((("a", "b"), ("eff", "un")), (("b", "a"), ("un", "eff")))
    )
    assert between(left, right) == Difference(Summary(0, 0, 0), ())


def test_records_come_and_go():
    other = edited(id="other", title=Text(en="Other", zh="其他"), date="2020", summary=None, facts=(), topics=())
    assert diff.snapshots({"talks": BASE}, {"other": other}) == Difference(
        Summary(1, 1, 0), (Change("other", "added"), Change("talks", "removed"))
    )


def test_a_record_under_a_new_id_is_hinted_at():
    found = diff.snapshots({"talks": BASE}, {"renamed": edited(id="renamed")})
    assert found.changes == (Change("renamed", "added", similar="talks"), Change("talks", "removed"))


def test_other_records_are_no_new_ids_of_those_that_are_gone():
    def letter(name, title):
        return Event(id=name, date="2022", kind="letter", title=Text(en=title))

    gone = {f"a{i}": letter(f"a{i}", f"First {i}") for i in range(3)}
    found = diff.snapshots(gone, {"b": letter("b", "Second")})
    assert found.changes[0] == Change("b", "added")


@pytest.mark.parametrize(
    ("was", "becomes", "similar"),
    [
        pytest.param({}, {"date": "2023"}, "was", id="three of four"),
        pytest.param({}, {"date": "2023", "kind": "letter"}, None, id="two of four"),
        pytest.param({"place": "vienna"}, {"place": "hanoi", "date": "2023"}, None, id="three of five"),
        pytest.param({}, {"place": "vienna"}, "was", id="one more"),
        pytest.param({}, {"place": "vienna", "series": "s", "body": "un"}, None, id="three more"),
        pytest.param({"place": "vienna", "series": "s", "body": "un"}, {}, None, id="three fewer"),
    ],
)
def test_a_record_is_found_under_a_new_id_if_three_of_four_fields_are_the_same(was, becomes, similar):
    """The fields that are counted are those that either has: here date, kind, status and title at least."""
    found = diff.snapshots({"was": event("was", **was)}, {"is": event("is", **becomes)})
    assert found.changes == (Change("is", "added", similar=similar), Change("was", "removed"))


def test_of_two_that_say_the_same_neither_is_hinted_at():
    found = diff.snapshots({"one": event("one"), "two": event("two")}, {"is": event("is")})
    assert found.changes[0] == Change("is", "added")


def test_the_fields_to_choose_from_are_those_that_can_differ():
    assert {"date", "title", "positions", "aliases", "url"} <= set(diff.COMPARED)
    assert {"id", "start", "history", "score", "year"}.isdisjoint(diff.COMPARED)


@pytest.mark.parametrize(("number", "alone"), [(2, 0), (400, 800)])
def test_very_many_items_are_not_paired(number, alone):
    items = Items(tuple(f"a word, {i}" for i in range(number)), tuple(f"a word; {i}" for i in range(number)))
    pairs = list(diff.paired(items))
    assert sum(None in pair for pair in pairs) == alone


def test_as_many_items_as_the_bound_says_are_paired(monkeypatch):
    items = Items(added=("a word, 0", "a word, 1"), removed=("a word; 0", "a word; 1"))
    monkeypatch.setattr(diff, "_MOST_PAIRED", 4)
    assert list(diff.paired(items)) == [("a word; 0", "a word, 0"), ("a word; 1", "a word, 1")]
    monkeypatch.setattr(diff, "_MOST_PAIRED", 3)
    assert list(diff.paired(items)) == [
        ("a word; 0", None), ("a word; 1", None), (None, "a word, 0"), (None, "a word, 1"),
    ]  # fmt: skip


def test_an_id_may_become_that_of_a_record_of_another_kind():
    was, becomes = Actor("state", Text(en="A"), aliases=("B",)), event("a", topics=("x",))
    changed = diff.snapshots({"a": was}, {"a": becomes}).changes[0].fields
    assert (changed["aliases"], changed["topics"]) == (Items((), ("B",)), Items(("x",), ()))
    back = diff.snapshots({"a": becomes}, {"a": was}).changes[0].fields
    assert (back["aliases"], back["topics"]) == (Items(("B",), ()), Items((), ("x",)))


def test_vocabulary_records_are_compared_too():
    old, new = (Actor("state", Text(en=name, zh="越南")) for name in ("Vietnam", "Viet Nam"))
    found = diff.snapshots({"viet-nam": old}, {"viet-nam": new})
    assert list(found.changes[0].fields) == ["name.en"]


def test_two_events_are_one_change_with_both_ids():
    other = edited(id="second", place="geneva")
    assert diff.events(BASE, other).changes == (
        Change("second", "changed", {"place": Values("vienna", "geneva")}, left="talks"),
    )
    assert diff.events(BASE, edited(id="second")) == Difference(Summary(0, 0, 0), ())
    assert diff.fields(BASE, BASE, lambda _: True) == {}


def test_only_the_fields_wanted():
    other = edited(place="geneva", topics=())
    found = diff.fields(BASE, other, lambda name: name == "topics")
    assert found == {"topics": Items(added=(), removed=("scope", "safeguards"))}


def test_items_that_read_like_edits_stand_side_by_side():
    old, new = {"text": {"en": "149 states came to Vienna"}}, {"text": {"en": "150 states came to Vienna"}}
    lone = {"text": {"en": "Something else altogether"}}
    assert list(diff.paired(Items(added=(new, lone), removed=(old,)))) == [(old, new), (None, lone)]


def told(text, *sources):
    return {"text": text, "sources": list(sources)}


# Removed, added, whether they stand side by side: they do if 65 of 100 characters are the same.
LIKENESS = [
    pytest.param("abcdef", "abcxyz", False, id="half"),
    pytest.param("a" * 13 + "b" * 7, "a" * 13 + "c" * 7, True, id="65 of 100"),
    pytest.param("a" * 16 + "b" * 9, "a" * 16 + "c" * 9, False, id="64 of 100"),
    pytest.param(told("Talks", "one"), told("Talks", "a-second-source", "a-third-one"), True, id="sources do not count"),
    pytest.param(told("abc", "a-source", "another"), told("xyz", "a-source", "another"), False, id="nor the same ones"),
    pytest.param(
        {"en": "a" * 12 + "b" * 4, "zh": "b" * 4}, {"en": "a" * 12 + "c" * 4, "zh": "c" * 4}, False, id="both languages"
    ),
    pytest.param(
        {"actors": ["a" * 12 + "b" * 5, "b" * 3]}, {"actors": ["a" * 12 + "c" * 5, "c" * 3]}, False, id="all of a list"
    ),
    ({"actor": "eff", "role": "speaker"}, {"actor": "eff", "role": "observer"}, True),
    ({"actor": "iran", "role": "speaker"}, {"actor": "iraq", "role": "speaker"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "paired"), LIKENESS)
def test_items_stand_side_by_side_if_they_say_nearly_the_same(old, new, paired):
    pairs = [(old, new)] if paired else [(None, new), (old, None)]
    assert list(diff.paired(Items(added=(new,), removed=(old,)))) == pairs


def test_an_item_stands_beside_the_one_that_is_most_like_it():
    items = Items(added=("abcdef",), removed=("abcdxy", "abcdez"))
    assert list(diff.paired(items)) == [("abcdez", "abcdef"), ("abcdxy", None)]
