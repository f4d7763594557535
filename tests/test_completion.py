"""What the shell offers, as it asks for it."""

import os
import subprocess
import sys

import pytest

OFFERS = {
    "a command": ("ahc li", "list"),
    "an id": ("ahc show ga-74", "ga-74-247"),
    "a field": ("ahc filter pl", "place:"),
    "a value": ("ahc filter place:v", "place:vienna"),
    "a value as bash splits it": ("ahc filter kind:letter place : v", "vienna"),
    "a value of which nothing is typed, as bash splits it": (
        "ahc list stance :",
        "proposes supports opposes warns urges",
    ),
    "a value of an option as bash splits it": ("ahc search x -w place : v", "vienna"),
    "a value with a colon in its option": ("ahc search x -w place:v", "place:vienna"),
    "a value of an option of which nothing is typed": (
        "ahc diff a b -w stance :",
        "proposes supports opposes warns urges",
    ),
    "no field as bash splits it": ("ahc list nosuch : v", ""),
    "a closed set": ("ahc count kind status:po", "status:postponed"),
    "a typed condition": ("ahc list --kind sess", "session"),
    "a format": ("ahc list -f nd", "ndjson"),
    "a column of several": ("ahc list --fields id,da", "id,date"),
    "a field that may differ": ("ahc diff session-1 session-2 --fields po", "positions"),
    "a field to count": ("ahc count st", "status stance states"),
    "a page of help": ("ahc help exit", "exit-codes"),
    "nothing": ("ahc filter nosuch:v", ""),
}


@pytest.mark.parametrize(("typed", "offered"), OFFERS.values(), ids=OFFERS)
def test_bash_is_offered(typed, offered):
    asked = os.environ | {
        "_AHC_COMPLETE": "complete_bash",
        "COMP_WORDS": typed.replace(" ", "\n"),
        "COMP_CWORD": str(typed.count(" ")),
    }
    command = [sys.executable, "-m", "ahc_cli"]
    done = subprocess.run(command, env=asked, capture_output=True, text=True, check=True)
    assert " ".join(done.stdout.split()) == offered
    assert done.stderr == ""


def test_zsh_is_told_the_titles_of_ids():
    asked = os.environ | {"_AHC_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "ahc show session-4"}
    done = subprocess.run([sys.executable, "-m", "ahc_cli"], env=asked, capture_output=True, text=True, check=True)
    assert '"session-4":"Fourth session"' in done.stdout
