"""What the shell offers for the word that is being typed."""

import os
from unittest.mock import patch

import pytest
from conftest import Outcome

from ahc_cli.cli.app import run

OFFERS = {
    "a command": ("ahc li", "list"),
    "an id": ("ahc show ga-74", "ga-74-247"),
    "a field": ("ahc filter pl", "place:"),
    "a value": ("ahc filter place:v", "place:vienna"),
    "a value as bash splits it": ("ahc filter kind:letter place : v", "vienna"),
    "any value as bash splits it": ("ahc list stance :", "proposes supports opposes warns urges"),
    "a value of -w as bash splits it": ("ahc search x -w place : v", "vienna"),
    "a value of -w with its field": ("ahc search x -w place:v", "place:vienna"),
    "any value of -w": ("ahc diff a b -w stance :", "proposes supports opposes warns urges"),
    "a value of an unknown field as bash splits it": ("ahc list nosuch : v", ""),
    "a value of an unknown field": ("ahc filter nosuch:v", ""),
    "one of a closed set": ("ahc count kind status:po", "status:postponed"),
    "a series": ("ahc list series:sess", "series:session"),
    "an id in a query": ("ahc list id:ga-74", "id:ga-74-247"),
    "a typed condition": ("ahc list --kind sess", "session"),
    "a format": ("ahc list -f nd", "ndjson"),
    "the next of several columns": ("ahc list --fields id,da", "id,date"),
    "no column of other rows": ("ahc count kind --fields la", ""),
    "a field to sort by": ("ahc list --sort pla", "place"),
    "no field to sort other rows by": ("ahc count kind --sort la", ""),
    "a field that can differ": ("ahc diff session-1 session-2 --fields po", "positions"),
    "a field to count": ("ahc count st", "status stance states"),
    "a page of help": ("ahc help exit", "exit-codes"),
}


@pytest.fixture
def complete(capsysbinary):
    """Ask for completions as a shell does, which calls the program with variables and without arguments."""

    def command(shell: str, typed: str) -> Outcome:
        asked = {
            "_AHC_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": typed.replace(" ", "\n"),
            "COMP_CWORD": str(typed.count(" ")),
            "_TYPER_COMPLETE_ARGS": typed,
        }
        with patch.dict(os.environ, asked), pytest.raises(SystemExit) as ended:
            run([])
        out, err = capsysbinary.readouterr()
        return Outcome(ended.value.code, out.decode(), err.decode())

    return command


@pytest.mark.parametrize(("typed", "offered"), OFFERS.values(), ids=OFFERS)
def test_bash_is_offered(complete, typed, offered):
    code, out, err = complete("bash", typed)
    assert (code, out.split(), err) == (0, offered.split(), "")


def test_zsh_is_shown_the_titles_of_ids(complete):
    code, out, err = complete("zsh", "ahc show ga-74-247")
    assert (code, err) == (0, "")
    assert '"ga-74-247":"' in out
