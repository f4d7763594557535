"""Differences, where a change of the program went unseen."""

from ahc_cli.diff import Items, fields, paired, snapshots, words
from ahc_cli.models import Event, Position, Text


def event(id_="talk", **given):
    plain = {"date": "2022", "kind": "session", "status": "happened", "title": Text(en="Talk")}
    return Event(id=id_, **(plain | given))


def test_the_order_of_lists_inside_an_item_is_no_difference():
    left, right = (
        event(positions=(Position(actors=actors, stance="urges", text=Text(en="x"), sources=sources),))
        for actors, sources in ((("a", "b"), ("s", "t")), (("b", "a"), ("t", "s")))
    )
    assert fields(left, right, lambda _: True) == {}


def test_two_equal_characters_between_changes_are_drawn_in_and_three_are_not():
    assert words("one of two", "six of ten") == (("-", "one of two"), ("+", "six of ten"))
    assert words("one off two", "six off ten") == (
        ("-", "one"),
        ("+", "six"),
        ("=", " off "),
        ("-", "two"),
        ("+", "ten"),
    )


def test_a_record_is_found_under_a_new_id_if_three_of_four_fields_are_the_same():
    """Date, kind, status, title: one of four may differ, two may not, and what only one side has counts."""
    old = {"old": event("old")}
    assert [c.similar for c in snapshots(old, {"new": event("new", date="2023")}).changes if c.id == "new"] == ["old"]
    two = {"new": event("new", date="2023", kind="letter")}
    assert [c.similar for c in snapshots(old, two).changes if c.id == "new"] == [None]
    more = {"new": event("new", place="vienna", series="s", body="un")}
    assert [c.similar for c in snapshots(old, more).changes if c.id == "new"] == [None]
    assert [c.similar for c in snapshots({"old": more["new"]}, {"new": event("new")}).changes if c.id == "new"] == [
        None
    ]


def test_items_that_have_little_in_common_stand_alone():
    assert [*paired(Items(added=("abcdef",), removed=("abcxyz",)))] == [(None, "abcdef"), ("abcxyz", None)]
    assert [*paired(Items(added=("abcdef",), removed=("abcdxy", "abcdez")))] == [("abcdez", "abcdef"), ("abcdxy", None)]
