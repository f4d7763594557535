"""Every command in every format it has, as command lines: what a row says of every command is asked of these."""

import re
from collections.abc import Sequence

from ahc_cli.cli import COMMANDS
from ahc_cli.render import fitting
from robustness.running import Ended, batch, case

Words = tuple[str, ...]

EVENTS, ROWS, DIFF, TIMELINE = (fitting(shape) for shape in ("events", "rows", "diff", "timeline"))
CARDS = ("table", "json", "ndjson")


def _formats(words: tuple[str, ...], formats: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words, *((*words, "-f", name) for name in formats)]


# Those that read a dataset. All of them find something in the bundled one and in that of the attacks.
READING: list[tuple[str, ...]] = [
    *_formats(("list",), EVENTS),
    *_formats(("filter", "kind:session"), EVENTS),
    *_formats(("search", "session"), EVENTS),
    *_formats(("show", "session-1"), CARDS),
    ("show", "session-1", "-f", "ics"),
    *_formats(("positions",), ROWS),
    *_formats(("count", "kind"), ROWS),
    *_formats(("timeline",), TIMELINE),
    *_formats(("diff", "session-1", "session-2"), DIFF),
    *_formats(("actors",), ROWS),
    *_formats(("topics",), ROWS),
]
# Those that do not, or not by `--data`.
OTHERS: list[tuple[str, ...]] = [
    ("validate",),
    ("validate", "-f", "json"),
    ("schema",),
    ("help",),
    ("help", "query"),
    ("--version",),
    (),
]
HELPS: list[tuple[str, ...]] = [("--help",), *((name, "--help") for name in COMMANDS)]
# Those that are refused, or find nothing.
REFUSED: list[tuple[str, ...]] = [
    ("list", "kind:nope"),
    ("show", "nope"),
    ("show", "é会"),
    ("nope",),
    ("list", "--nope"),
    ("list", "--data", "/nope"),
    ("list", "-f", "nope"),
    ("validate", "/nope"),
    ("diff", "/nope", "bundled"),
    ("help", "nope"),
    ("search", "zzqqxx"),
]
ALL = [*READING, *OTHERS, *HELPS, *REFUSED]


def is_drawn(words: tuple[str, ...]) -> bool:
    """Whether one of these command lines fills the width it is given, in a pipe too."""
    if words in REFUSED:
        return False
    if "--help" in words or not words:
        return True
    return "table" in words if "-f" in words else words[0] in ("show", "timeline", "diff", "help")


def differs(words: tuple[str, ...]) -> int:
    """The exit code of one of these command lines where nothing is wrong."""
    return int(words[:1] == ("diff",) and "--help" not in words)


def id_of(words: tuple[str, ...]) -> str:
    return " ".join(words) or "alone"


def written(words: Words) -> bool:
    """Whether a command line answers on standard output."""
    return words not in REFUSED


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


class Plain(dict[Words, Ended]):
    """What command lines say where nothing is unusual; asked once."""

    def of(self, asked: Sequence[Words]) -> list[Ended]:
        new = [words for words in dict.fromkeys(asked) if words not in self]
        self.update(zip(new, batch([case(*words) for words in new]), strict=True))
        return [self[words] for words in asked]
