"""What a start costs: no command loads what its answer does not need."""

import json
import os
import subprocess
import sys

import pytest

from ahc_cli.answers import COMMANDS, NAMED

HEAVY = ["rich", "dateutil", "icalendar", "rapidfuzz", "pydantic", "socket", "ssl", "http", "urllib.request", "ahc_cli.render.terminal", "ahc_cli.render.html", "ahc_cli.cli.page", "mcp"]  # fmt: skip
# Runs command lines, given as JSON, and writes which modules each of them loaded and what it wrote.
PROGRAM = """
import io, json, sys
answers = []
for line in json.loads(sys.argv[1]):
    before, sys.stdout = set(sys.modules), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    from ahc_cli.cli.app import run
    code = run(line)
    answers.append([code, sys.stdout.buffer.getvalue().decode(), sorted(set(sys.modules) - before)])
json.dump(answers, sys.__stdout__)
"""
JSON = {
    "list": "--json",
    "filter": "place:vienna since:2022 not speech --json",
    "search": "Hanoi --json",
    "show": "session-4 --json",
    "positions": "stance:opposes --json",
    "facts": "article:14 --json",
    "count": "kind --json",
    "timeline": "--json",
    "status": "--json",
    "states": "group:caricom not signed --json",
    "map": "74/247 group:caricom --json",
    "compare": "russia china --json",
    "diff": "2023-04 2023-05 --fields date,place,status,actors --json",
    "actors": "--json",
    "topics": "--json",
    "places": "--json",
    "sources": "--json",
    "validate": "--json",
    "schema": "",
    "export": "",
    "help": "query",
}
# Commands whose answer for a pipe is not drawn.
ROWS = [
    "list",
    "filter",
    "search",
    "positions",
    "facts",
    "count",
    "states",
    "compare",
    "actors",
    "topics",
    "places",
    "sources",
]


def loaded(*lines: str) -> list[tuple[int, str, set[str]]]:
    """Run command lines one after another in a fresh process: the code, output and newly loaded
    modules of each.
    """
    command = [sys.executable, "-c", PROGRAM, json.dumps([line.split() for line in lines])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return [(code, out, set(modules)) for code, out, modules in json.loads(done.stdout)]


@pytest.mark.slow
def test_a_list_without_words_does_not_load_what_reads_them():
    readers = {f"ahc_cli.query.{name}" for name in ("grammar", "line", "names", "terms")}
    (_, _, without_words), (_, _, with_words) = loaded("list --json", "list surveillance --json")
    assert without_words & readers == set()
    assert with_words & readers == readers


def test_every_command_but_the_server_has_a_line_that_is_measured():
    assert set(JSON) == set(NAMED) - {"mcp"}


@pytest.mark.slow
def test_no_answer_but_a_drawing_loads_anything_heavy():
    lines = [*(f"{name} {JSON[name]}" for name in JSON), *(f"{name} {JSON[name]}".removesuffix(" --json") for name in ROWS)]  # fmt: skip
    answers = dict(zip(lines, loaded(*lines), strict=True))
    # A page of help is drawn.
    heavy = {
        line: found for line, (_, _, modules) in answers.items() if (found := modules & set(HEAVY))
    }
    assert set(heavy) == {"help query"}
    # The bundled data have no errors.
    assert [
        line for line, (code, out, _) in answers.items() if code > 1 or out in ("", "[]\n")
    ] == ["validate --json"]


@pytest.mark.slow
def test_words_are_stemmed_only_if_a_latin_one_is_looked_for():
    lines = [
        "search 草案",
        "count kind --json",
        "count actor",
        "list 监控",
        "positions russia",
        "search serious",
    ]
    stemmed = [
        line
        for line, (_, _, modules) in zip(lines, loaded(*lines), strict=True)
        if "snowballstemmer" in modules
    ]
    assert stemmed == ["search serious"]


@pytest.mark.slow
def test_a_start_loads_only_the_command_that_is_named():
    ((_, _, modules),) = loaded("list --json")
    functions = [command.function.rpartition(".")[0] for command in COMMANDS.values()]
    assert modules & {f"ahc_cli.{module}" for module in functions} == {"ahc_cli.answers.events"}


@pytest.mark.slow
def test_a_stream_is_read_without_what_checks_a_document(tmp_path):
    path = tmp_path / "events.ndjson"
    path.write_text('{"id": "talk", "date": "2022", "kind": "letter", "title": {"en": "Talk"}}\n')
    ((_, _, modules),) = loaded(f"list --json --data {path}")
    assert {name for name in modules if name.startswith("ahc_cli.data.")} <= {
        "ahc_cli.data.files",
        "ahc_cli.data.load",
    }


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_loads_nothing_heavy(shell):
    typed = "ahc filter place:vie"
    variables = {
        "_AHC_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": typed,
        "COMP_CWORD": "2",
        "_TYPER_COMPLETE_ARGS": typed,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    program = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); import ahc_cli.__main__ as m; m.main()"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], env=os.environ | variables, capture_output=True, encoding="utf-8", check=True)  # fmt: skip
    assert "vienna" in done.stdout
    # Typer itself calls Rich to tidy the descriptions that two of the shells show.
    typers_own = set() if shell == "bash" else {"rich"}
    assert set(done.stderr.split()) & set(HEAVY) <= typers_own


@pytest.mark.slow
def test_the_package_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "ahc_cli", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("ahc ")


SAME = (
    "search who signed",
    "positions russia china",
    "count actor",
    "diff session-3 session-4",
    "search vote next why",
)


@pytest.mark.slow
@pytest.mark.parametrize("line", SAME)
def test_an_answer_does_not_depend_on_the_order_of_sets(line):
    def answer(seed: str) -> bytes:
        command = [sys.executable, "-m", "ahc_cli", *line.split(), "-f", "table"]
        return subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=False
        ).stdout

    assert len({answer(seed) for seed in "0123"}) == 1
