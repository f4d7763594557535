"""The lanes of a timeline, and how events share them: side by side, or counted together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import get_args

from ahc_cli.models import Event, Kind, Status, Text
from ahc_cli.render.axis import Axis, Span
from ahc_cli.render.wording import LASTING

Part = tuple[float, float]


@dataclass(frozen=True)
class Lane:
    """Kinds of events that are drawn together."""

    name: str
    label: Text
    kinds: tuple[Kind, ...]


LANES = (
    Lane("meetings", Text(en="Meetings", zh="会议"), ("session", "consultation")),
    Lane("decisions", Text(en="Decisions", zh="决议决定"), ("resolution", "decision")),
    Lane("documents", Text(en="Documents", zh="文件"), ("document",)),
    Lane("statements", Text(en="Statements", zh="信函声明"), ("letter", "statement", "submission")),
    Lane("signatures", Text(en="Signatures", zh="签署批准"), ("signature", "ratification")),
)
LANE_OF: dict[Kind, Lane] = {kind: lane for lane in LANES for kind in lane.kinds}


def by_lane(events: Iterable[Event]) -> dict[Lane, list[Event]]:
    """The events of each lane that has any."""
    found: dict[Lane, list[Event]] = {lane: [] for lane in LANES}
    for event in events:
        found[LANE_OF[event.kind]].append(event)
    return {lane: members for lane, members in found.items() if members}


def is_vague(event: Event) -> bool:
    """Whether an event lies on some day of its span rather than on all of them."""
    return event.precision != "day" or (event.kind not in LASTING and event.start != event.end)


def status_of(event: Event) -> Status:
    """The status, which every event of a dataset has."""
    return event.status if isinstance(event.status, str) else "happened"


@dataclass(frozen=True)
class Box:
    """What an event takes of the width: its mark, and a label as wide as `label` beside it."""

    start: float
    end: float
    label: float = 0


@dataclass(frozen=True)
class Placed:
    """The track of a mark, counted from 0, and where its label begins; `below`: on the next track."""

    track: int
    label: float
    below: bool = False


def pack(boxes: Sequence[Box], width: float, gap: float, most: int) -> tuple[list[Placed], int] | None:
    """Each box on the first track with room for it, and the number of tracks; None if that is over `most`.

    A label stands right of its mark, left of it near the right edge, below it if neither side is wide enough.
    """
    taken: list[list[Part]] = []
    placed: list[Placed] = []
    for box in boxes:
        label, below = _label_at(box, width, gap)
        mark, name = (box.start, box.end), (label, label + box.label)
        beside = (min(mark[0], name[0]), max(mark[1], name[1])) if box.label else mark
        needs = [mark, name] if below else [beside]
        track = next(n for n in range(len(taken) + 1) if _is_free(taken[n : n + len(needs)], needs, 2 * gap))
        if track + len(needs) > most:
            return None
        taken.extend([] for _ in range(track + len(needs) - len(taken)))
        for number, need in enumerate(needs):
            taken[track + number].append(need)
        placed.append(Placed(track, label, below))
    return placed, len(taken)


def _label_at(box: Box, width: float, gap: float) -> tuple[float, bool]:
    if not box.label or box.end + gap + box.label <= width:
        return box.end + gap, False
    if box.start - gap - box.label >= 0:
        return box.start - gap - box.label, False
    return max(0, min(box.start, width - box.label)), True


def _is_free(tracks: Sequence[list[Part]], needs: Sequence[Part], gap: float) -> bool:
    """Whether each need has its part of its track for itself; a track that is not there yet is free."""
    return all(
        end + gap <= start or until + gap <= begin
        for track, (start, until) in zip(tracks, needs, strict=False)
        for begin, end in track
    )


def cells(span: Span, columns: int) -> tuple[int, int]:
    """The first of so many columns that a span takes, and the one after its last: at least one is taken."""
    length = max(1, round((span.end - span.start) * columns))
    first = min(int(span.start * columns), columns - length)
    return first, first + length


def counts(events: Sequence[Event], axis: Axis, columns: int) -> dict[tuple[Kind, Status], list[int]]:
    """How many events of each kind and status touch each column of an axis, in the order of the lanes."""
    steps: dict[tuple[Kind, Status], list[int]] = {}
    for event in events:
        first, until = cells(axis.span(event), columns)
        row = steps.setdefault((event.kind, status_of(event)), [0] * (columns + 1))
        row[first] += 1
        row[until] -= 1
    return {key: list(accumulate(steps[key][:-1])) for key in kinds_of(events)}


def kinds_of(events: Iterable[Event]) -> list[tuple[Kind, Status]]:
    """The kinds of events that there are, each with its statuses, in the order of the lanes."""
    seen = {(event.kind, status_of(event)) for event in events}
    order = [(kind, status) for lane in LANES for kind in lane.kinds for status in get_args(Status)]
    return [key for key in order if key in seen]
