"""Measures ahc against its budgets, each as a ratio to a reference measured beside it in the same run.

Whole processes are measured, their processor time and peak memory, in turn with those of the reference: noise
of the machine falls on both. `python bench/run.py --quick` takes a minute, the whole some six.
"""

import argparse
import json
import math
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from events import Maker, of_texts

RESULTS = Path(__file__).with_name("RESULTS.md")
_AHC = [sys.executable, str(Path(sys.executable).with_name("ahc"))]
_TRIVIAL = """\
import typer

app = typer.Typer()


@app.command()
def main(name: str = "world") -> None:
    typer.echo(f"Hello {name}")


app()
"""
_MIB = 1 << 20
_FILTER = ("filter", "actor:china", "place:vienna", "kind:session")
_ACTORS_JQ = ".body, .actors[].actor, .positions[].actors[]"
_FILTER_JQ = f'select(any({_ACTORS_JQ}; . == "china") and .place == "vienna" and .kind == "session")'
# The harder question for ahc: more answers, while jq has less to do.
_SHORTER = ("filter", "place:vienna", "kind:session")
_SHORTER_JQ = 'select(.place == "vienna" and .kind == "session")'
_SHORTER_SQL = "select * from {} where place = 'vienna' and kind = 'session'"
# In no name, so that only texts are searched; never capitalised, so that jq need not fold, which is 15 times slower.
_WORD = "wording"
_TEXTS_JQ = "[.title, .summary, (.facts[], .positions[]).text, .documents[].title | .en, .zh]"
_SEARCH_JQ = f'select({_TEXTS_JQ} | any(contains("{_WORD}")))'
_EDITED = 0.05
# What would measure something else: modules compiled at every start, writing unbuffered, other data.
_DISTORTING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "AHC_")
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(_DISTORTING)}


@dataclass(frozen=True)
class Run:
    """What a process used: processor time in seconds, peak memory in bytes."""

    cpu: float
    peak: int


@dataclass(frozen=True)
class Row:
    """A line of the table: a value (the best, and the median) and its limits; without them it only informs."""

    name: str
    against: str
    best: float
    middle: float
    unit: str = ""
    budget: float | None = None
    aim: float | None = None

    def __str__(self) -> str:
        if self.budget is None:
            verdict = ""
        elif self.best > self.budget:
            verdict = "over"
        else:
            verdict = "met" if self.aim is None or self.best > self.aim else "aim met"
        limits = (f"{limit:g}{self.unit}" if limit is not None else "" for limit in (self.budget, self.aim))
        values = (f"{value:.2f}{self.unit}" for value in (self.best, self.middle))
        return f"| {' | '.join((self.name, self.against, *values, *limits, verdict))} |"


def run(command: Sequence[str], out: int = subprocess.DEVNULL) -> Run:
    """Run a command to its end. The peak of a child is never less than ours, so ours is kept small."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=out, stderr=nothing, env=_ENVIRONMENT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def pairs(ours: Sequence[str], reference: Sequence[str], times: int) -> list[tuple[Run, Run]]:
    """Both commands in turn, after one of each that does not count."""
    return [(run(ours), run(reference)) for _ in range(times + 1)][1:]


def ratio(name: str, against: str, measured: Sequence[tuple[Run, Run]], *limits: float) -> Row:
    """Processor time as a multiple of the reference's."""
    best = min(a.cpu for a, _ in measured) / min(b.cpu for _, b in measured)
    return Row(name, against, best, median(a.cpu / b.cpu for a, b in measured), "", *limits)


def ahc(*args: str | Path) -> list[str]:
    return [*_AHC, *map(str, args)]


def lines(command: Sequence[str]) -> int:
    """The number of lines that a command prints."""
    with tempfile.TemporaryFile() as out:
        run(command, out.fileno())
        out.seek(0)
        return sum(1 for _ in out)


class Bench:
    """The measurements, in the order of the table; data are made in a folder unless they are there."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self._folder = folder
        self._most = 10_000 if quick else 100_000
        self._few, self._many = (3, 7) if quick else (5, 25)

    def rows(self) -> list[Row]:
        self._make()
        beginning = [*self._starts(), *self._questions(), *self._memory()]
        return [*beginning, self._growth(), *self._diffs(), *self._others()]

    def _make(self) -> None:
        """In a process of its own: the memory it takes would count as that of the processes measured."""
        if not (self._folder / f"{self._most}.ndjson").exists():
            made = [sys.executable, __file__, "--make", str(self._most), "--keep", str(self._folder)]
            subprocess.run(made, check=True)
        (self._folder / "trivial.py").write_text(_TRIVIAL, "utf-8")

    def _starts(self) -> list[Row]:
        """Short commands over the bundled record, against the least that Typer can do."""
        trivial = [sys.executable, str(self._folder / "trivial.py")]
        bare = [sys.executable, "-c", "pass"]
        commands: dict[str, tuple[float, ...]] = {
            "list --json": (1.3, 1.2), "list -f table": (2.1, 1.95), f"search {_WORD} --json": (),
            "filter place:vienna --json": (), "count kind --json": (), "show session-4 --json": (),
            "show session-4": (), "diff session-3 session-4": (),
        }  # fmt: skip
        found = [
            ratio(name, "one-command Typer program", pairs(ahc(*name.split()), trivial, self._many), *limits)
            for name, limits in commands.items()
        ]
        return [*found, ratio("list --json", "bare Python", pairs(ahc("list", "--json"), bare, self._many))]

    def _questions(self) -> list[Row]:
        """Questions to a long NDJSON file, against jq asking the same."""
        if not shutil.which("jq"):
            return []
        data, size = self._file("ndjson"), f"{self._most:,} events"
        asked = {
            f"filter, two fields, {size}": (_SHORTER, _SHORTER_JQ, 0.5, 0.35),
            f"filter, three fields, {size}": (_FILTER, _FILTER_JQ, 0.5, 0.35),
            f"search, {size}": (("search", _WORD), _SEARCH_JQ, 1.0, 0.6),
        }
        found = []
        for name, (question, program, *limits) in asked.items():
            ours = ahc(*question, "--data", data, "-f", "ndjson")
            theirs = ["jq", "-c", program, str(data)]
            counted = lines(ours), lines(theirs)
            if counted[0] != counted[1]:
                raise SystemExit(f"{name}: not the same question: {counted[0]} and {counted[1]} answers")
            found.append(ratio(name, f"jq, the same {counted[0]:,}", pairs(ours, theirs, self._few), *limits))
        return found

    def _memory(self) -> list[Row]:
        found = []
        for kind, what, unit, limits in (
            ("ndjson", "-", " MiB", (64.0, 30.0)),
            ("json", "size of the file", "", (3.2, 2.9)),
        ):
            data = self._file(kind)
            measure = _MIB if kind == "ndjson" else data.stat().st_size
            peaks = [run(ahc(*_SHORTER, "--data", data, "--json")).peak / measure for _ in range(2)]
            found.append(Row(f"peak of filter, {kind}", what, min(peaks), median(peaks), unit, *limits))
        return found

    def _growth(self) -> Row:
        """The exponent with which the time grows from a tenth of the events to all, the start apart."""
        sizes = (100, self._most // 10, self._most)
        commands = [ahc(*_SHORTER, "--data", self._folder / f"{n}.json", "--json") for n in sizes]
        times = [[run(command).cpu for command in commands] for _ in range(self._few)]
        name = f"growth, {sizes[1]:,} to {sizes[2]:,} events, array"
        best = _exponent(*(min(of_size) for of_size in zip(*times, strict=True)))
        return Row(name, "exponent", best, median(_exponent(*turn) for turn in times), "", 1.1, 1.02)

    def _diffs(self) -> list[Row]:
        """Differences of long texts, beyond the start of the program, and of datasets as a whole."""
        rng = random.Random(2)
        characters = "".join(map(chr, range(0x4E00, 0x5200)))
        old, other = ("".join(rng.choices(characters, k=20_000)) for _ in range(2))
        edited = "".join(rng.choice(characters) if rng.random() < _EDITED else c for c in old[:2000])
        cases = {
            "diff, 2,000 characters, 5 % edited": (old[:2000], edited, 20.0, 5.0),
            "diff, 20,000 unrelated characters": (old, other, 1000.0, 200.0),
        }
        found = []
        for name, (left, right, *limits) in cases.items():
            files = [of_texts(self._folder, side, text) for side, text in (("left", left), ("right", right))]
            same = ahc("diff", files[0], files[0], "--json")
            measured = pairs(ahc("diff", *files, "--json"), same, self._many)
            spent = [1000 * (a.cpu - b.cpu) for a, b in measured]
            best = 1000 * (min(a.cpu for a, _ in measured) - min(b.cpu for _, b in measured))
            found.append(Row(name, "without the difference", best, median(spent), " ms", *limits))
        whole = self._folder / f"{self._most // 10}.json"
        changed = self._folder / "changed.json"
        changed.write_text(whole.read_text("utf-8").replace("convention", "Convention"), "utf-8")
        times = [run(ahc("diff", whole, changed, "--json")).cpu for _ in range(self._few)]
        return [*found, Row(f"diff, {self._most // 10:,} events", "-", min(times), median(times), " s", 3.0, 1.0)]

    def _others(self) -> list[Row]:
        """Other tools on the same questions, where they are installed."""
        data, small = self._file("ndjson"), self._folder / f"{self._most // 10}.ndjson"
        duck = _SHORTER_SQL.format(f"read_ndjson('{data}')")
        tools: dict[str, tuple[tuple[str, ...], Path, list[str]]] = {
            "filter, two fields": (_SHORTER, data, ["duckdb", "-json", "-c", duck]),
            "filter, a tenth of the events": (
                _SHORTER, small, ["sqlite-utils", "memory", f"{small}:nl", _SHORTER_SQL.format("t1")],
            ),
            "search": (("search", _WORD), data, ["rg", "-ci", _WORD, str(data)]),
        }  # fmt: skip
        return [
            ratio(name, theirs[0], pairs(ahc(*question, "--data", file, "-f", "ndjson"), theirs, 2))
            for name, (question, file, theirs) in tools.items()
            if shutil.which(theirs[0])
        ]

    def _file(self, kind: str) -> Path:
        return self._folder / f"{self._most}.{kind}"


def _exponent(start: float, small: float, large: float) -> float:
    return math.log10((large - start) / (small - start))


def make(folder: Path, most: int) -> None:
    """Make the data of a run out of the bundled record."""
    record = json.loads(subprocess.run(ahc("list", "--json"), check=True, capture_output=True).stdout)
    maker = Maker(record)
    for number in (100, most // 10, most):
        maker.write(folder, number)


def report(rows: Sequence[Row]) -> str:
    """The table, and what it was measured with."""
    head = "| what | against | best | median | at most | aim | |\n|---|---|---|---|---|---|---|"
    return "\n".join((f"{_surroundings()}\n", head, *map(str, rows), ""))


def _surroundings() -> str:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    said = [f"Python {platform.python_version()}", machine]
    for name in ("ahc-cli", "typer", "msgspec", "rich", "rapidfuzz"):
        try:
            said.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    for tool in ("jq", "duckdb", "sqlite-utils", "rg"):
        if shutil.which(tool):
            shown = subprocess.run([tool, "--version"], check=True, capture_output=True, text=True).stdout
            said.append(f"{tool} {re.findall(r'[0-9.]{3,}', shown)[0]}")
    return ", ".join(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the events, and fewer runs")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the data there, and leave them")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    parser.add_argument("--make", type=int, metavar="N", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if given.make:
            make(folder, given.make)
            return
        said = report(Bench(folder, quick=given.quick).rows())
    print(said)
    if given.write:
        RESULTS.write_text(f"# Results of `python bench/run.py`\n\n{said}", "utf-8")


if __name__ == "__main__":
    main()
