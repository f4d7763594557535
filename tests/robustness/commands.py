"""Command lines that say what "every command" means in `docs/robustness.md`."""

import re

from ahc_cli.answers import NAMED
from ahc_cli.render import ROW_FORMATS

Words = tuple[str, ...]


def _in_formats(words: Words, formats: tuple[str, ...]) -> list[Words]:
    return [words, *((*words, "-f", name) for name in formats)]


# Commands that read a dataset, each in every format. They find something in the bundled dataset and
# in the hostile ones.
READING: list[Words] = [
    *_in_formats(("list",), (*ROW_FORMATS, "ics")),
    *_in_formats(("filter", "kind:session"), (*ROW_FORMATS, "ics")),
    *_in_formats(
        ("search", '"session"'), (*ROW_FORMATS, "ics")
    ),  # in quotes it is a word, and no value that is listed
    *_in_formats(("show", "session-1"), ("table", "json", "ndjson", "md")),
    *_in_formats(("positions",), ROW_FORMATS),
    *_in_formats(("facts",), ROW_FORMATS),
    *_in_formats(("count", "kind"), ROW_FORMATS),
    *_in_formats(("timeline", "kind:session"), ("table", "json", "ndjson", "svg")),
    *_in_formats(("diff", "session-1", "session-2"), ("table", "json", "md")),
    *_in_formats(("actors",), ROW_FORMATS),
    *_in_formats(("topics",), ROW_FORMATS),
    *_in_formats(("places",), ROW_FORMATS),
    *_in_formats(("sources",), (*ROW_FORMATS, "csl")),
]
# Command lines that do not read one, or need one that is bundled, or not with --data.
OTHERS: list[Words] = [
    *_in_formats(("status", "--data", "bundled"), ("table", "json", "md")),
    *_in_formats(("states", "--data", "bundled"), ROW_FORMATS),
    *_in_formats(("map", "--data", "bundled"), ("table", "json", "ndjson", "svg")),
    *_in_formats(("compare", "russia", "china", "--data", "bundled"), ROW_FORMATS),
    ("validate",),
    ("validate", "-f", "json"),
    ("schema",),
    ("export", "--as-of", "2018"),
    ("who", "signed", "--data", "bundled"),
    ("help",),
    ("help", "query"),
    ("--version",),
    (),
]
HELP: list[Words] = [("--help",), *((name, "--help") for name in NAMED)]
# Command lines that are refused or find nothing, and write nothing to standard output.
REFUSED: list[Words] = [
    ("list", "kind:nope"), ("show", "nope"), ("show", "é会"), ("filter",), ("list", "--nope"), ("list", "--data", "/nope"),
    ("list", "-f", "nope"), ("validate", "/nope"), ("diff", "/nope", "bundled"), ("help", "nope"), ("search", "zzqqxx"),
]  # fmt: skip
ALL = [*READING, *OTHERS, *HELP, *REFUSED]
# Every command once, and every format once: enough where the surroundings change and the answers do
# not.
SOME: list[Words] = [
    *(words for words in READING if "-f" not in words or words[0] == "list"),
    ("timeline", "kind:session", "-f", "svg"), ("sources", "-f", "csl"), ("show", "session-1", "-f", "md"), ("count", "kind", "-f", "table"), ("positions", "-f", "table"), ("actors", "-f", "table"),
    ("list", "-f", "ids", "--data", "bundled"), *OTHERS, *HELP[:2], *REFUSED,
]  # fmt: skip


def is_drawn(words: Words) -> bool:
    """Whether a command line fills the width it is given, in a pipe too."""
    if words in REFUSED:
        return False
    if "--help" in words or not words:
        return True
    return (
        "table" in words
        if "-f" in words
        else words[0] in ("show", "timeline", "map", "status", "diff", "help", "who")
    )


def expected_code(words: Words) -> int:
    """The exit code of a command line that answers."""
    return int(words[:1] == ("diff",) and "--help" not in words)


def line_id(words: Words) -> str:
    return " ".join(words) or "alone"


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
