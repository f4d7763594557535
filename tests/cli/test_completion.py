"""What the shell offers for the word that is being typed."""

import os
from unittest.mock import patch

import pytest
from conftest import Outcome
from shared import sampled

from ahc_cli.cli.app import run

OFFERS = {
    "a command": ("ahc li", "list"),
    "an id": ("ahc show ga-74", "ga-74-247"),
    "a field": ("ahc filter pl", "place:"),
    "a value": ("ahc filter place:v", "place:vienna"),
    "a value of -w with its field": ("ahc search x -w place:v", "place:vienna"),
    "a value of an unknown field": ("ahc filter nosuch:v", ""),
    "one of a closed set": ("ahc count kind status:po", "status:postponed"),
    "a series": ("ahc list series:sess", "series:session"),
    "an id in a query": ("ahc list id:ga-74", "id:ga-74-247"),
    "a typed condition": ("ahc list --kind sess", "session"),
    "a format": ("ahc list -f nd", "ndjson"),
    "the next of several columns": ("ahc list --fields id,da", "id,date"),
    "a column of counts": ("ahc count kind --fields la", "label"),
    "a column of states": ("ahc states --fields si", "signed signed.start signed.end"),
    "a roll call as a column of states": ("ahc states --fields 74", "74/247"),
    "no column of events for states": ("ahc states --fields ki", ""),
    "a field to sort by": ("ahc list --sort pla", "place"),
    "a field to sort counts by": ("ahc count kind --sort la", "label"),
    "a field that can differ": ("ahc diff session-1 session-2 --fields po", "positions"),
    "a field to count": ("ahc count stan", "stance"),
    "a page of help": ("ahc help exit", "exit-codes"),
    "the next of several values": ("ahc list place:vienna,new", "place:vienna,new-york"),
    "a value of a synonym": ("ahc list where:vi", "where:vienna"),
    "a field in Chinese": ("ahc filter 地", "地点:"),
    "a field of states": ("ahc states voted.y", "voted.yes:"),
    "no field of events for states": ("ahc states ki", "kiribati"),
    "a state": ("ahc states swit", "switzerland"),
    "a group": ("ahc states cari", "caricom"),
    "no organization for states": ("ahc states human", ""),
    "a group after its field": ("ahc states group:cari", "group:caricom"),
    "a roll call": ("ahc states voted.no:74", "voted.no:74/247"),
    "a roll call for a map": ("ahc map 74", "74/247"),
    "a group for a map": ("ahc map cari", "caricom"),
    "what states have": ("ahc states has:rat", "has:ratified"),
    "a field of states in Chinese": ("ahc states 国内", "国内核准:"),
    "a group in Chinese": ("ahc states 集团:加共", "集团:加共体"),
    "a field of facts": ("ahc facts of", "of:"),
    "a sort of facts": ("ahc facts of:c", "of:caveat"),
    "a topic of facts": ("ahc facts topic:safeg", "topic:safeguards"),
    "a month to count": ("ahc count mont", "month montenegro"),
    "a value in Chinese": ("ahc filter 地点:维", "地点:维也纳 地点:维也纳国际中心"),
    "a value in Chinese after a wide colon": ("ahc filter 地点：河", "地点：河内 地点：河内市"),
    "one of a closed set in Chinese": ("ahc list 类别:决", "类别:决议 类别:决定"),
    "a typed condition in Chinese": ("ahc list --status 推", "推迟"),
    "a name in Chinese": ("ahc search 俄联", "俄联邦"),
    "what has a card in Chinese": ("ahc show 河内", "河内 河内市"),
    "columns in Chinese": ("ahc list --fields 编号,类", "编号,类别"),
    "a field to count in Chinese": ("ahc count 议题", "议题"),
}


@pytest.fixture
def complete(capsysbinary):
    """Ask for completions as a shell does, which calls the program with variables and without
    arguments.
    """

    def command(shell: str, typed: str) -> Outcome:
        variables = {
            "_AHC_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": typed.replace(" ", "\n"),
            "COMP_CWORD": str(typed.count(" ")),
            "_TYPER_COMPLETE_ARGS": typed,
        }
        with patch.dict(os.environ, variables), pytest.raises(SystemExit) as ended:
            run([])
        out, err = capsysbinary.readouterr()
        return Outcome(ended.value.code, out.decode(), err.decode())

    return command


@pytest.mark.parametrize(("typed", "offered"), sampled(OFFERS.values(), 2), ids=OFFERS)
def test_bash_is_offered(complete, typed, offered):
    code, out, err = complete("bash", typed)
    assert (code, out.split(), err) == (0, offered.split(), "")


@pytest.mark.parametrize(
    "line",
    ["list", "search vienna", "positions", "facts", "count kind", "states", "compare eu china",
     "actors", "topics", "places", "sources"],
)  # fmt: skip
def test_every_column_that_is_offered_is_one(complete, bundled, line):
    offered = complete("bash", f"ahc {line} --fields ").out.split()
    assert "id" in offered or line.split()[0] in ("positions", "facts", "count", "compare")
    assert bundled(*line.split(), "-f", "tsv", "--fields", ",".join(offered)).code == 0


def test_zsh_is_offered_the_same(complete):
    assert '"ga-74-247"' in complete("zsh", "ahc show ga-74-247").out


CUT = {
    # the words as bash cuts them → what stands in place of the last of them
    "list kind : s": "session signature statement submission", "list kind :": "session", "list place : vie": "vienna",
    "list place : vienna,new": "vienna,new-york", "states voted.no : 74": "74/247", "list --kind = sess": "session",
}  # fmt: skip


@pytest.mark.parametrize("typed", CUT)
def test_bash_which_cuts_words_at_colons_is_offered_what_stands_behind_them(complete, typed):
    code, out, err = complete("bash", f"ahc {typed}")
    assert (code, err) == (0, "")
    assert set(CUT[typed].split()) <= set(out.split())
    assert not any(":" in offer for offer in out.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "nosuch"])
def test_a_broken_request_is_silent(shell, monkeypatch, capsysbinary):
    for number in ("", "many", "9" * 20, "-1"):
        variables = {
            "_AHC_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "ahc\nshow",
            "COMP_CWORD": number,
        }
        with patch.dict(os.environ, variables):
            try:
                code = run([])
            except SystemExit as ended:
                code = ended.code
        assert code in (0, 1, 2)
        assert capsysbinary.readouterr().err == b""
