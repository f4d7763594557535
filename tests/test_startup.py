"""What a start may cost: no command loads what its answer does not need."""

import os
import subprocess
import sys

import pytest

from ahc_cli.cli import COMMANDS

HEAVY = {"rich", "dateutil", "icalendar", "rapidfuzz", "pydantic", "socket", "ssl", "http", "urllib.request"}
# Runs a command line and tells on the last line of standard error what has been loaded.
PROGRAM = """
import sys
from ahc_cli.cli import run
try:
    code = run(sys.argv[1:])
finally:
    sys.stderr.write("\\n" + " ".join(sys.modules))
sys.exit(code)
"""
QUESTIONS = {
    "list": ("--json",),
    "filter": ("place:vienna", "since:2022", "not", "speech", "--json"),
    "search": ("Hanoi", "--json"),
    "show": ("session-4", "--json"),
    "positions": ("stance:opposes", "--json"),
    "count": ("kind", "--json"),
    "timeline": ("--json",),
    "diff": ("2023-04", "2023-05", "--fields", "date,place,status,actors", "--json"),
    "actors": ("--json",),
    "topics": ("--json",),
    "validate": ("--json",),
    "schema": (),
    "help": ("query",),
}
SHELLS = {
    # Typer itself calls Rich to tidy the descriptions that these two show.
    "zsh": HEAVY - {"rich"},
    "fish": HEAVY - {"rich"},
    "bash": HEAVY,
}


def loaded(*args: str, **env: str) -> tuple[str, set[str]]:
    """What a command line printed, and the modules it had loaded in the end."""
    command = [sys.executable, "-c", PROGRAM, *args]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | env, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout, set(done.stderr.splitlines()[-1].split())


def test_every_command_is_asked_here():
    assert set(QUESTIONS) == set(COMMANDS)


@pytest.mark.parametrize("command", QUESTIONS)
def test_an_answer_in_json_loads_nothing_heavy(command):
    out, modules = loaded(command, *QUESTIONS[command])
    assert (out == "[]\n") == (command == "validate")  # the bundled data have no faults, and all else an answer
    assert modules & HEAVY == set()


@pytest.mark.parametrize("command", ["list", "filter", "search", "positions", "count", "actors", "topics"])
def test_an_answer_for_a_pipe_loads_nothing_heavy(command):
    out, modules = loaded(command, *QUESTIONS[command][:-1])
    assert out
    assert modules & HEAVY == set()


def test_a_start_loads_only_the_command_that_is_named():
    _, modules = loaded("list", "--json")
    commands = {f"ahc_cli.cli.{name}" for name in COMMANDS}
    assert modules & commands == {"ahc_cli.cli.list"}


def test_a_sound_file_is_read_without_what_explains_faults(path):
    _, modules = loaded("list", "--json", "--data", str(path))
    assert "ahc_cli.validate" not in modules


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_loads_nothing_heavy(shell):
    typed = "ahc filter place:vie"
    out, modules = loaded(
        _AHC_COMPLETE=f"complete_{shell}",
        COMP_WORDS=typed,
        COMP_CWORD="2",
        _TYPER_COMPLETE_ARGS=typed,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert "vienna" in out
    assert modules & SHELLS[shell] == set()
