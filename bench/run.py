"""Measure ahc beside other tools and against its budgets: `python bench/run.py --write`, about ten
minutes.

Whole processes are measured, in processor time and peak memory. The commands of a comparison take
turns, and a ratio is the median of the ratios within each turn, so that other work on the machine
affects both sides alike. DuckDB and Polars (`pip install --group bench`), jq and rg take part if they
are installed. Short commands are measured beside version 3.0, too, if there is a checkout of it:
`git worktree add DIR b50542f2`, and `--old DIR`.
"""

import argparse
import compileall
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
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

from events import Maker, of_texts

import ahc_cli

RESULTS = Path(__file__).with_name("RESULTS.md")
_EVENTS = 100_000
_MANY, _FEW = 15, 7  # turns of the short commands, and of the long ones
_SLOWEST = 5  # turns of those that take seconds
_FEWEST = 2  # turns of those that take longest
_MOST_EVENTS = 1_000_000
_MIB = 1 << 20
_AHC = [sys.executable, str(Path(sys.executable).with_name("ahc"))]
# They would change what is measured: modules compiled at every start, unbuffered output, other
# data.
_DISTORTING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "AHC_")
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(_DISTORTING)
}

_TYPER = """\
import typer

app = typer.Typer()

@app.command()
def main(name: str = "world") -> None:
    typer.echo(f"Hello {name}")

app()
"""
_FILTER = ("filter", "kind:letter", "date:2020")
_FILTER_RG = '"date":"[^"]*2020[^"]*","kind":"letter"'
_FILTER_JQ = 'select(.kind == "letter" and (.date | contains("2020")))'
# The quickest way that was found: the tools keep each line as text, and extract from it the fields
# of a filter.
_DUCKDB = """\
import sys, duckdb
duckdb.sql(f\"\"\"copy (
  select json from read_ndjson_objects('{sys.argv[1]}') where {sys.argv[2]}
) to '/dev/stdout' (format csv, header false, quote '', delimiter '\\x01')\"\"\")
"""
_FILTER_DUCKDB = "json->>'kind' = 'letter' and contains(json->>'date', '2020')"
# The usual way: every line becomes a row of typed columns.
_DUCKDB_COLUMNS = """\
import sys, duckdb
duckdb.sql(f\"\"\"copy (
  select * from read_ndjson('{sys.argv[1]}') where kind = 'letter' and contains(date::varchar, '2020')
) to '/dev/stdout' (format json)\"\"\")
"""
_POLARS = """\
import sys, polars as pl
line = pl.col("line")
lines = pl.scan_lines(sys.argv[1], name="line")
lines.filter(eval(sys.argv[2])).sink_csv(sys.stdout.buffer, include_header=False, quote_style="never")
"""
_FILTER_POLARS = """\
(line.str.json_path_match("$.kind") == "letter") & line.str.json_path_match("$.date").str.contains("2020", literal=True)"""
# Words of which the texts have no other form: to look for the letters gives the same answer.
_RARE, _CHINESE = "preliminary", "跨境"


def _search_jq(word: str) -> str:
    texts = "[.title, .summary, (.facts[], .positions[]).text, .documents[].title | .en, .zh]"
    return f'select({texts} | any(contains("{word}")))'


class Run(NamedTuple):
    """Processor time in seconds and peak memory in bytes of a process."""

    cpu: float
    peak: int


class Row(NamedTuple):
    """A line of the table; a value without a budget only informs."""

    what: str
    against: str
    value: float
    unit: str = ""
    budget: float | None = None
    aim: float | None = None
    used: str = ""

    def __str__(self) -> str:
        verdict = (
            "" if self.budget is None else "met" if self.value <= self.budget else "**missed**"
        )
        limits = (
            "" if limit is None else f"{limit:g}{self.unit}" for limit in (self.budget, self.aim)
        )
        return f"| {' | '.join((self.what, self.against, self.used, f'{self.value:.2f}{self.unit}', *limits, verdict))} |"


_OLD = "3.0"


def ahc(*args: str | Path) -> list[str]:
    return [*_AHC, *map(str, args)]


def old(folder: Path | None, *args: str | Path) -> dict[str, list[str]]:
    """The same command of version 3.0; nothing without a checkout of it."""
    if folder is None:
        return {}
    path = os.pathsep.join((f"{folder}/src", os.environ.get("PYTHONPATH", "")))
    return {_OLD: ["env", f"PYTHONPATH={path}", sys.executable, "-m", "ahc_cli", *map(str, args)]}


def run(command: Sequence[str], out: int = subprocess.DEVNULL) -> Run:
    """Run a command to its end; exit status 1 says that nothing matched or something differs."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=nothing, stdout=out, stderr=nothing, env=_ENVIRONMENT
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def take_turns(commands: Mapping[str, Sequence[str]], times: int) -> dict[str, list[Run]]:
    """Run every command once in each turn; the first turn, which warms the caches, does not count."""
    turns = [{name: run(command) for name, command in commands.items()} for _ in range(times + 1)][
        1:
    ]
    return {name: [turn[name] for turn in turns] for name in commands}


def ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> float:
    return median(a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True))


def used(runs: Sequence[Run]) -> str:
    return f"{median(run.cpu for run in runs):.2f} s, {median(run.peak for run in runs) / _MIB:.0f} MiB"


def starts(folder: Path, checkout: Path | None) -> Iterator[Row]:
    """Short commands over the bundled record, against the least that Typer can do, and 3.0,
    which reads its own."""
    limits: dict[str, tuple[float, ...]] = {
        "list": (), "list --json": (1.3, 1.2), "list -f table": (2.9, 2.4), "list -f table -n 10": (2.0, 1.8),
        "search surveillance": (2.7, 2.2), "what did china say about human rights safeguards --json": (3.1, 2.5),
        "states": (), "facts china": (), "compare china russia": (), "list -f html": (), "--version": (),
    }  # fmt: skip
    in_both = list(limits)[:6]
    program = folder / "trivial.py"
    program.write_text(_TYPER, "utf-8")
    commands = {"Typer": [sys.executable, str(program)]}
    for name in limits:
        commands[name] = ahc(*name.split())
        if name in in_both:
            for version_, command in old(checkout, *name.split()).items():
                commands[f"{version_} {name}"] = command
    runs = take_turns(commands, _MANY)
    reference = runs["Typer"]
    yield Row("one-command Typer program", "", 1.0, used=used(reference))
    for name, (budget, aim) in ((name, found or (None, None)) for name, found in limits.items()):
        yield Row(
            f"ahc {name}",
            "the Typer program",
            ratio(runs[name], reference),
            "",
            budget,
            aim,
            used(runs[name]),
        )
        if theirs := runs.get(f"{_OLD} {name}"):
            yield Row(
                f"ahc {name}", _OLD, ratio(runs[name], theirs), used=f"{_OLD}: {used(theirs)}"
            )


def _others(data: Path, jq: str, rg: str, duckdb: str, polars: str) -> dict[str, list[str]]:
    """The same question to the other tools that are installed, by their names."""
    programs = {"jq": ["jq", "-c", jq], "rg": ["rg", "-N", rg]}
    others = {name: [*words, str(data)] for name, words in programs.items() if shutil.which(name)}
    for name, program, condition in (
        ("DuckDB, lines", _DUCKDB, duckdb),
        ("Polars, lines", _POLARS, polars),
    ):
        if find_spec(name.partition(",")[0].lower()):
            others[name] = [sys.executable, "-c", program, str(data), condition]
    return others


def filters(data: Path) -> Iterator[Row]:
    """A query of two short fields."""
    others = _others(data, _FILTER_JQ, _FILTER_RG, _FILTER_DUCKDB, _FILTER_POLARS)
    if find_spec("duckdb"):
        others["DuckDB, columns"] = [sys.executable, "-c", _DUCKDB_COLUMNS, str(data)]
    words = (*_FILTER, "--data", data, "-f", "ndjson")
    limits = {"-": (64.0, 40.0), "jq": (0.42, 0.36), "DuckDB, lines": (1.3, 1.0)}
    yield from _compared(f"ahc {' '.join(_FILTER)}", ahc(*words), others, limits, _FEW)


def searches(data: Path) -> Iterator[Row]:
    """Searches for a rare word and a Chinese one."""
    for word, limits in ((_RARE, {"jq": (0.8, 0.6)}), (_CHINESE, {"jq": (0.7, 0.6)})):
        in_line = f"contains(json::varchar, '{word}')"
        polars = f"line.str.contains({word!r}, literal=True)"
        others = _others(data, _search_jq(word), word, in_line, polars)
        words = ("search", word, "--data", data, "-f", "ndjson")
        yield from _compared(f"ahc search {word}", ahc(*words), others, limits, _SLOWEST)


def _compared(
    what: str,
    ours: list[str],
    others: Mapping[str, list[str]],
    limits: Mapping[str, tuple[float, float]],
    times: int,
) -> Iterator[Row]:
    """Compare a question with the same question to other tools, once all are seen to find as many
    events.
    """
    found = {name: count_lines(command) for name, command in {"ahc": ours, **others}.items()}
    if len(set(found.values())) > 1:
        raise SystemExit(f"not the same question: {found}")
    runs = take_turns({"ahc": ours, **others}, times)
    what = f"{what}, {found['ahc']:,} found"
    peak = max(run.peak for run in runs["ahc"]) / _MIB
    yield Row(f"{what}: peak", "-", peak, " MiB", *limits.get("-", ()), used=used(runs["ahc"]))
    for name in others:
        compared = ratio(runs["ahc"], runs[name])
        theirs = f"{name}: {used(runs[name])}"
        yield Row(what, name, compared, "", *limits.get(name, (None, None)), theirs)


def count_lines(command: Sequence[str]) -> int:
    with tempfile.TemporaryFile() as out:
        run(command, out.fileno())
        out.seek(0)
        return sum(1 for _ in out)


def arrays(folder: Path) -> Iterator[Row]:
    """The same query of a JSON array: peak, and how the time grows from a tenth of the events to
    all of them.
    """
    sizes = (100, _EVENTS // 10, _EVENTS)
    files = {str(size): folder / f"{size}.json" for size in sizes}
    runs = take_turns(
        {name: ahc(*_FILTER, "--data", file, "--json") for name, file in files.items()}, _SLOWEST
    )
    whole = runs[str(_EVENTS)]
    peak = max(run.peak for run in whole) / files[str(_EVENTS)].stat().st_size
    yield Row("JSON array: peak of filter", "size of the file", peak, "", 4.0, 3.0, used(whole))
    yield Row("JSON array: growth from a tenth", "exponent", _exponent(runs), "", 1.1, 1.02)


def growth(folder: Path) -> Iterator[Row]:
    """How time and memory grow with NDJSON, up to a million events."""
    files = {str(n): folder / f"{n}.ndjson" for n in (_EVENTS // 100, _EVENTS, _MOST_EVENTS)}
    limits = {"list -n 20": (64.0, 64.0)}
    for words in (" ".join(_FILTER), f"search {_RARE}", "list -n 20"):
        commands = {
            name: ahc(*words.split(), "--data", file, "-f", "ids") for name, file in files.items()
        }
        runs = take_turns(commands, _FEWEST)
        what = f"ahc {words}, NDJSON"
        yield Row(f"{what}: growth from a tenth of 1,000,000", "exponent", _exponent(runs))
        for number in (_EVENTS, _MOST_EVENTS):
            of_size = runs[str(number)]
            peak = max(run.peak for run in of_size) / _MIB
            budget = limits.get(words, ()) if number == _EVENTS else ()
            yield Row(f"{what}: peak at {number:,}", "-", peak, " MiB", *budget, used=used(of_size))


def _exponent(runs: Mapping[str, Sequence[Run]]) -> float:
    """How the time grows from the second to the third of three sizes, without that of a few events."""
    start, small, large = ([run.cpu for run in of_size] for of_size in runs.values())
    return median(
        math.log10((c - a) / (b - a)) for a, b, c in zip(start, small, large, strict=True)
    )


def diffs(folder: Path) -> Iterator[Row]:
    """Differences of long texts, without the time of the program itself, and of two datasets."""
    rng = random.Random(2)
    characters = "".join(map(chr, range(0x4E00, 0x5200)))
    old, other = ("".join(rng.choices(characters, k=20_000)) for _ in range(2))
    edited = "".join(rng.choice(characters) if rng.random() < 0.05 else c for c in old[:2000])  # noqa: PLR2004
    for what, left, right, *limits in (
        ("diff of 2,000 characters, 5 % edited", old[:2000], edited, 20.0, 5.0),
        ("diff of 20,000 unrelated characters", old, other, 1000.0, 200.0),
    ):
        files = [of_texts(folder, side, text) for side, text in (("left", left), ("right", right))]
        commands = {
            "same": ahc("diff", files[0], files[0], "--json"),
            "other": ahc("diff", *files, "--json"),
        }
        runs = take_turns(commands, _MANY)
        spent = median(
            1000 * (a.cpu - b.cpu) for a, b in zip(runs["other"], runs["same"], strict=True)
        )
        yield Row(what, "diff of equal texts", spent, " ms", *limits, used=used(runs["other"]))
    whole, changed = folder / f"{_EVENTS // 10}.json", folder / "changed.json"
    changed.write_text(whole.read_text("utf-8").replace("convention", "Convention"), "utf-8")
    runs = take_turns({"diff": ahc("diff", whole, changed, "--json")}, _SLOWEST)
    spent = median(run.cpu for run in runs["diff"])
    yield Row(f"diff of {_EVENTS // 10:,} events", "-", spent, " s", 3.0, 1.0, used(runs["diff"]))


def make(folder: Path) -> None:
    """Make the data out of the bundled record."""
    maker = Maker(
        json.loads(subprocess.run(ahc("list", "--json"), check=True, capture_output=True).stdout)
    )
    for number in (100, _EVENTS // 100, _EVENTS // 10, _EVENTS):
        _array, lines = maker.write(folder, number)
    # A million events are the same ten times, under other ids.
    with (folder / f"{_MOST_EVENTS}.ndjson").open("wb") as million:
        for time in range(_MOST_EVENTS // _EVENTS):
            with lines.open("rb") as events:
                million.writelines(
                    line.replace(b'"id":"event-', b'"id":"event-%d-' % time, 1) for line in events
                )


def report(rows: Sequence[Row], data: Path) -> str:
    table = "\n".join(map(str, rows))
    missed = [
        f"- {row.what}: {row.value:.2f}{row.unit} against {row.against}, at most {row.budget:g}{row.unit}"
        for row in rows
        if row.budget is not None and row.value > row.budget
    ]
    listed = "\n".join(missed) or "- none"
    return f"""\
# Results of `python bench/run.py`

{_versions()}. {_processor()}.

The large file has {_EVENTS:,} generated events, {data.stat().st_size / 1e6:.0f} MB of NDJSON.
The figures are the processor time (user and system, of all threads) and the peak memory of whole processes, medians of
all turns. The commands of a comparison took turns, and a ratio is the median of the ratios within each turn: {_MANY} turns
for start-up and texts, {_FEW} for `filter`, {_SLOWEST} for `search`, arrays and datasets, {_FEWEST} for the growth of NDJSON. A peak as
a value is the largest of all turns. A peak below 20 MiB is that of the bench itself, which its children inherit.
"Lines" means that the tool keeps each line as text and looks into it, "columns" that it reads every line into typed
columns. rg and the tools that keep lines look for a word anywhere in them. 3.0 reads its own record.

Budgets missed:

{listed}

| what | against | processor time, peak | value | at most | aim | |
|---|---|---|---|---|---|---|
{table}

The questions: `ahc {" ".join(_FILTER)}`, `jq -c '{_FILTER_JQ}'`, `rg '{_FILTER_RG}'`; `ahc search {_RARE}`,
`jq -c '{_search_jq(_RARE)}'`. Each writes the events it finds as NDJSON, and all find the same number.
"""


def _versions() -> str:
    said = [f"Python {platform.python_version()}"]
    names = ("ahc-cli", "typer", "msgspec", "rich", "rapidfuzz", "duckdb", "polars")
    said += [f"{name} {version(name)}" for name in names if find_spec(name.replace("-", "_"))]
    if shutil.which("jq"):
        said.append(_output("jq", "--version").replace("-", " "))
    if shutil.which("rg"):
        said.append(_output("rg", "--version").partition("\n")[0])
    return ", ".join(said)


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", file.read_text("utf-8")) if file.exists() else None
    name = named[1] if named else platform.machine()
    return f"{platform.system()}, {name}, {os.cpu_count()} cores"


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="make the data there, and keep them"
    )
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    parser.add_argument("--old", type=Path, metavar="DIR", help="a checkout of 3.0 to compare with")
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if given.make:
            make(folder)
            return
        data = folder / f"{_EVENTS}.ndjson"
        if not data.exists():
            # In a process of its own: the peak of a child is never less than that of this process.
            subprocess.run([sys.executable, __file__, "--make", "--keep", str(folder)], check=True)
        # Some environments forbid writing compiled modules when they are imported.
        compileall.compile_dir(Path(ahc_cli.__file__).parent, quiet=1)
        if given.old:
            compileall.compile_dir(given.old / "src", quiet=1)
        rows = [
            *starts(folder, given.old),
            *filters(data),
            *searches(data),
            *arrays(folder),
            *growth(folder),
            *diffs(folder),
        ]
        said = report(rows, data)
    print(said)
    if given.write:
        RESULTS.write_text(said, "utf-8")


if __name__ == "__main__":
    main()
