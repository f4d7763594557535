"""The machine formats of some command lines, byte for byte, and how command lines end.

`golden/lines.tsv` names a file for each line, and `golden/errors.tsv` what other lines end with.
All of them read a frozen copy of edition 2 on a fixed day. No test writes a golden file;
`scripts/golden.py` does, by hand.
"""

import shlex
import sys
from datetime import datetime
from difflib import unified_diff
from functools import cache
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path

import pytest

from ahc_cli.answers import NAMED
from ahc_cli.cli.app import run
from ahc_cli.data import load
from ahc_cli.render import FORMATS

GOLDEN = Path(__file__).parent / "golden"
TABLES = ("lines.tsv", "errors.tsv")
DATASET = "edition-2.json"
# The copy is read once for all lines.
EDITION, READ = cache(load.read), load.read
# Where the program reads the clock.
CLOCK = "ahc_cli.cli.session.datetime"
# How many lines of a difference a failure quotes.
QUOTED = 30


class Noon(datetime):
    """The clock of 26 November 2026."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 26, 12, tzinfo=tz)


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table beside the golden files, without its comments."""
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def answer(line: str) -> tuple[int, bytes]:
    """Run a line after `ahc`; return the exit code and the bytes on standard output.

    It is split as by a shell, and runs in the folder of the golden files, so that a line can name them.
    """
    out = BytesIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(GOLDEN)
        patched.setattr(CLOCK, Noon)
        patched.setattr(
            load, "read", lambda name, stdin: (EDITION if name == DATASET else READ)(name, stdin)
        )
        patched.setattr(sys, "stdout", TextIOWrapper(out, encoding="utf-8", write_through=True))
        for name, value in {"AHC_DATA": DATASET, "AHC_LANG": "en", "AHC_AS_OF": ""}.items():
            patched.setenv(name, value)
        code = run(shlex.split(line))
        return code, out.getvalue()


LINES, ERRORS = map(rows, TABLES)


@pytest.mark.parametrize(("name", "code", "line"), LINES, ids=[line for *_, line in LINES])
def test_a_command_line_writes_its_golden_file(name, code, line):
    exit_code, out = answer(line)
    golden = (GOLDEN / name).read_bytes()
    if out != golden:
        old, new = (text.decode().split("\n") for text in (golden, out))
        difference = unified_diff(old, new, name, f"ahc {line}", n=1, lineterm="")
        pytest.fail("\n".join(islice(difference, QUOTED)), pytrace=False)
    assert exit_code == int(code)


@pytest.mark.parametrize(("code", "written", "line"), ERRORS, ids=[line for *_, line in ERRORS])
def test_a_command_line_ends_as_promised(code, written, line):
    exit_code, out = answer(line)
    assert (exit_code, "text" if out else "nothing") == (int(code), written)


def test_every_golden_file_belongs_to_a_line():
    assert {name for name, *_ in LINES} == {path.name for path in GOLDEN.iterdir()} - {
        *TABLES,
        DATASET,
    }


def test_every_command_and_machine_format_has_a_golden_file():
    # Help is prose, the order in which msgspec writes a schema depends on its version, and a server
    # has no one answer.
    assert {line.split()[0] for *_, line in LINES} == {*NAMED} - {"help", "schema", "mcp"}
    assert {Path(name).suffix[1:] for name, *_ in LINES} == {*FORMATS} - {"table"}
