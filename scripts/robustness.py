"""Make `docs/robustness.md` from the docstrings of the tests that show what the program withstands.

    python scripts/robustness.py            # write the page
    python scripts/robustness.py --check    # exit with 1 if it is not up to date

A test that shows a promise says so in its docstring: `Row 15: A file cut at any byte is refused.`
Several tests may share a row, then each says its part; one test may say several rows, and
`Rows 34, 35:` says one sentence of both.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "robustness.md"
INTRODUCTION = """\
# What `ahc` withstands

Every string of a dataset, of the command line and of the environment is untrusted until it leaves the program, and
each kind of output has one function that escapes it. Who could hurt whom:

- **Who writes a dataset** (a file given with `--data`, a download, a pull request) supplies bytes, texts, dates and
  links. They could take over the terminal of a reader, crash or stall the program, falsify the history, run a formula
  in a spreadsheet, or add an entry to a calendar. So a dataset is read whole or refused whole, within limits.
- **Who types, or lets others type into a script,** supplies words, queries and file names. They could run code, write
  files, or make a query take forever. So nothing that is typed is evaluated, expanded or a regular expression.
- **The surroundings** supply locales, windows, folders, clocks, streams and signals. They could lose output, shift a
  date or change an order. So what programs read is the same bytes everywhere, and what cannot be written is an error.
- **Who reads the output** is a person, a parser, a spreadsheet, a calendar or a page, to whom data must not become code.

A user of the machine with the same rights, and a tampered Python, are out of scope.

*Refused* means: one short message on standard error that says what is wrong and where, exit code 1, 2 or 3 (`ahc help
exit-codes`), nothing on standard output, and no traceback. Only `ahc validate`, whose answer is what is wrong, writes that
to standard output. *Inert* means: shown, and acted upon by nothing. *In time* means within 15 seconds on a slow and busy
machine, unless the row says another limit. Limits of CPU are those of a machine with nothing else to do; one that is slow
just now is allowed as many times more as a fixed piece of work takes longer on it.

This page is made by `python scripts/robustness.py` from the docstrings of the tests that it names. Run one of them with
`pytest -m slow FILE::TEST`, without `-m slow` if it is a fast one.

| row | what is put in, and what happens | shown by |
|---|---|---|
"""


class Promise(NamedTuple):
    """What one test shows of one row."""

    row: int
    sentence: str
    test: str


def promises_of(docstring: str) -> Iterator[tuple[int, str]]:
    """Yield the rows that a docstring names, each with what is said of it.

    >>> [*promises_of("Row 30: JSON is lossless. Rows 34, 35: No text acts.")]
    [(30, 'JSON is lossless.'), (34, 'No text acts.'), (35, 'No text acts.')]
    """
    paragraph = " ".join(docstring.split("\n\n", maxsplit=1)[0].split())
    parts = re.split(r"(?:^| )Rows? (\d+(?:, \d+)*): ", paragraph)
    for numbers, sentence in zip(parts[1::2], parts[2::2], strict=True):
        for number in numbers.split(", "):
            yield int(number), sentence


def promises() -> list[Promise]:
    """Return what the tests show, by row; of a row the tests of its own folder come first."""
    found = []
    paths = ROOT.glob("tests/**/test_*.py")
    for path in sorted(paths, key=lambda path: (path.parent.name != "robustness", path)):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                test = f"{path.relative_to(ROOT).as_posix()}::{node.name}"
                for row, sentence in promises_of(ast.get_docstring(node) or ""):
                    found.append(Promise(row, sentence, test))
    return sorted(found, key=lambda promise: promise.row)


def page() -> str:
    """Return the page: one line of a table for each row."""
    rows: dict[int, list[Promise]] = {}
    for promise in promises():
        rows.setdefault(promise.row, []).append(promise)
    text = INTRODUCTION
    for row, shown in rows.items():
        sentences = " ".join(promise.sentence for promise in shown)
        tests = "<br>".join(f"`{promise.test}`" for promise in shown)
        text += f"| {row} | {sentences.replace('|', '&#124;')} | {tests} |\n"
    return text


def main(args: list[str]) -> None:
    """Write the page, or check that it is up to date."""
    if args not in ([], ["--check"]):
        sys.exit(__doc__)
    if not args:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        sys.exit(f"{PAGE.relative_to(ROOT)} is not up to date; run python scripts/robustness.py")


if __name__ == "__main__":
    main(sys.argv[1:])
