"""Laws that hold for the difference of any two snapshots."""

from itertools import permutations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli.answers import diff
from ahc_cli.answers.diff import Items, compare_snapshots
from ahc_cli.model.records import Event, Fact, Text

texts = st.builds(
    Text, en=st.text("ab c", min_size=1, max_size=8), zh=st.text("会议案", min_size=1, max_size=5)
)


events = st.builds(
    Event,
    id=st.sampled_from(["a", "b", "c", "d"]),
    date=st.sampled_from(["2020", "2021-05", "2022-01-02/2022-01-05"]),
    kind=st.sampled_from(["session", "letter"]),
    status=st.sampled_from(["happened", "scheduled"]),
    title=texts,
    place=st.sampled_from([None, "vienna", "geneva"]),
    summary=st.none() | texts,
    topics=st.lists(st.sampled_from(["x", "y", "z"]), unique=True).map(tuple),
    facts=st.lists(st.builds(Fact, text=texts, sources=st.just(("s",))), max_size=2).map(tuple),
)


snapshots = st.lists(events, max_size=4, unique_by=lambda event: event.id).map(
    lambda es: {e.id: e for e in es}
)


@given(snapshots)
def test_a_snapshot_does_not_differ_from_itself(snapshot):
    assert compare_snapshots(snapshot, snapshot).changes == ()


@given(snapshots, snapshots)
def test_the_difference_in_the_other_direction_is_its_mirror_image(left, right):
    there, back = compare_snapshots(left, right), compare_snapshots(right, left)
    assert (there.summary.added, there.summary.removed) == (
        back.summary.removed,
        back.summary.added,
    )
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(c.id, swapped[c.change]) for c in there.changes} == {
        (c.id, c.change) for c in back.changes
    }
    for change in there.changes:
        twin = next(c for c in back.changes if c.id == change.id)
        for name, value in change.fields.items():
            other = twin.fields[name]
            if isinstance(value, Items):
                assert sorted(map(str, value.added)) == sorted(map(str, other.removed))
            else:
                assert (value.old, value.new) == (other.new, other.old)


def flat(record):
    values = {name: getattr(record, name, None) for name in diff.COMPARED}
    texts = {
        f"{name}.{lang}": text
        for name, value in values.items()
        if isinstance(value, Text)
        for lang, text in value.both()
    }
    lists = {name: diff._items(value) for name, value in values.items() if isinstance(value, tuple)}
    return (
        {name: value for name, value in values.items() if not isinstance(value, Text)}
        | texts
        | lists
    )


@given(snapshots, snapshots)
def test_the_changes_turn_the_left_side_into_the_right_one(left, right):
    difference = compare_snapshots(left, right)
    ids = (set(left) - {c.id for c in difference.changes if c.change == "removed"}) | {
        c.id for c in difference.changes if c.change == "added"
    }
    assert ids == set(right)
    for change in difference.changes:
        if change.change != "changed":
            continue
        made = flat(left[change.id])
        for name, value in change.fields.items():
            if isinstance(value, Items):
                kept = {key: item for key, item in made[name].items() if item not in value.removed}
                made[name] = kept | {
                    msgspec.json.encode(item, order="sorted"): item for item in value.added
                }
            else:
                made[name] = value.new
        whole = flat(right[change.id])
        assert {k: v for k, v in made.items() if v} == {k: v for k, v in whole.items() if v}


@given(snapshots)
def test_the_order_of_records_is_not_compared(snapshot):
    for order in list(permutations(snapshot))[:6]:
        assert compare_snapshots(snapshot, {id_: snapshot[id_] for id_ in order}).changes == ()
