"""The signs of a timeline at a terminal, in Unicode and in ASCII."""

from dataclasses import dataclass

from ahc_cli.models import Event, Kind, Status
from ahc_cli.render.tracks import is_vague, status_of
from ahc_cli.render.wording import MARKS

# What happened, what is scheduled, and the twin of the first in ASCII.
KINDS: dict[Kind, tuple[str, str, str]] = {
    "session": ("█", "░", "#"), "consultation": ("▄", "░", "="),
    "resolution": ("◆", "◇", "*"), "decision": ("▲", "△", "^"), "document": ("■", "□", "@"),
    "letter": ("●", "○", "&"), "statement": ("►", "▷", '"'), "submission": ("▬", "▭", "_"),
    "signature": ("★", "☆", "$"), "ratification": ("✓", "○", "%"),
}  # fmt: skip


@dataclass(frozen=True)
class Signs:
    """The lines of the axis, of spans, of today and at open ends, and heights that rise."""

    rule: str
    axis: str
    down: str
    up: str
    cross: str
    today: str
    today_top: str
    first: str
    dash: str
    last: str
    earlier: str
    later: str
    heights: str
    unicode: bool

    def kind(self, kind: Kind, status: Status) -> str:
        """The sign of an event: filled if it happened, hollow if scheduled, else the mark of its status."""
        done, planned, twin = KINDS[kind]
        if status == "happened":
            return done if self.unicode else twin
        return planned if status == "scheduled" and self.unicode else MARKS[status]

    def event(self, event: Event, length: int) -> str:
        """An event over so many columns: as a bar, or within the span that it may lie in."""
        sign = self.kind(event.kind, status_of(event))
        if is_vague(event):
            first = self.earlier if event.start is None else self.first
            last = self.later if event.end is None else self.last
            if length < 3:  # noqa: PLR2004 - room for the sign and both ends
                return (sign + last)[:length]
            before = (length - 3) // 2
            return first + self.dash * before + sign + self.dash * (length - 3 - before) + last
        bar = sign * length
        if length > 1 and event.start is None:
            bar = self.earlier + bar[1:]
        return bar[:-1] + self.later if length > 1 and event.end is None else bar


UNICODE = Signs("│", "─", "┬", "┴", "┼", "┃", "▼", "├", "┄", "┤", "←", "→", "▁▂▃▄▅▆▇█", unicode=True)
ASCII = Signs("|", "-", "+", "'", "+", "!", "v", "[", "-", "]", "<", ">", "123456789", unicode=False)
