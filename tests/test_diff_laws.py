"""Laws of differences, over any two snapshots."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from ahc_cli import diff
from ahc_cli.diff import Items
from ahc_cli.models import Event, Fact, Text

texts = st.builds(Text, en=st.text("ab c", min_size=1, max_size=8), zh=st.text("会议案", min_size=1, max_size=5))


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


snapshots = st.lists(events, max_size=4, unique_by=lambda event: event.id).map(lambda es: {e.id: e for e in es})


@given(snapshots)
def test_nothing_differs_from_itself(snapshot):
    assert diff.snapshots(snapshot, snapshot).changes == ()


@given(snapshots, snapshots)
def test_the_difference_mirrors(left, right):
    there, back = diff.snapshots(left, right), diff.snapshots(right, left)
    assert (there.summary.added, there.summary.removed) == (back.summary.removed, back.summary.added)
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(c.id, swapped[c.change]) for c in there.changes} == {(c.id, c.change) for c in back.changes}
    for change in there.changes:
        twin = next(c for c in back.changes if c.id == change.id)
        for name, value in change.fields.items():
            other = twin.fields[name]
            if isinstance(value, Items):
                assert sorted(map(str, value.added)) == sorted(map(str, other.removed))
            else:
                assert (value.old, value.new) == (other.new, other.old)


def flat(record):
    return dict(diff._flat(record))


@given(snapshots, snapshots)
def test_the_new_values_make_the_left_into_the_right(left, right):
    found = diff.snapshots(left, right)
    ids = (set(left) - {c.id for c in found.changes if c.change == "removed"}) | {
        c.id for c in found.changes if c.change == "added"
    }
    assert ids == set(right)
    for change in found.changes:
        if change.change != "changed":
            continue
        made = flat(left[change.id])
        for name, value in change.fields.items():
            if isinstance(value, Items):
                kept = {key: item for key, item in made[name].items() if item not in value.removed}
                made[name] = kept | {diff._spelled(item): item for item in value.added}
            else:
                made[name] = value.new
        whole = flat(right[change.id])
        assert {k: v for k, v in made.items() if v} == {k: v for k, v in whole.items() if v}


@given(snapshots)
def test_reordering_changes_nothing(snapshot):
    for order in list(permutations(snapshot))[:6]:
        assert diff.snapshots(snapshot, {id_: snapshot[id_] for id_ in order}).changes == ()
