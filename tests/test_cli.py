"""Whole command lines: exit codes, errors, options, and the promises that answers keep."""

import json
import re

import pytest
from conftest import Outcome
from inline_snapshot import snapshot
from robustness.running import batch, call, case
from small import DOCUMENT

from ahc_cli.text import width

EMPTY = [
    ("table", ""),
    ("tsv", ""),
    ("ids", ""),
    ("ndjson", ""),
    ("json", "[]\n"),
    ("csv", "id,date,kind,status,place,title\r\n"),
    ("md", "| Id | Date | Kind | Status | Place | Title |\n| --- | --- | --- | --- | --- | --- |\n"),
]


@pytest.mark.parametrize(("form", "out"), EMPTY)
def test_an_empty_answer_is_empty_in_every_format_and_the_code_says_so(ahc, form, out):
    assert ahc("list", "kind:ratification", "-f", form) == (1, out, "")
    assert ahc("filter", "kind:ratification", "-f", form) == (1, out, "")
    assert ahc("search", "session", "-w", "kind:letter", "-f", form)[:2] == (1, out)


def test_what_is_not_found_is_said_with_what_is_near(ahc):
    assert ahc("search", "sesion") == snapshot(
        Outcome(code=1, out="", err="ahc: nothing found for 'sesion'; near: session\n")
    )
    assert ahc("search", "zzz", "--json") == snapshot(Outcome(code=1, out="[]\n", err="ahc: nothing found for 'zzz'\n"))


def test_a_condition_given_to_a_search_is_shown_its_place(ahc):
    assert ahc("search", "committee", "kind:session") == snapshot(
        Outcome(
            code=1,
            out="",
            err="ahc: nothing found for 'committee kind:session'; a condition goes behind -w: -w kind:session\n",
        )
    )


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("hanoi calm", "; each of the words is found, but no event has them all"),
        ("hanoi calmm", ""),
        ("hanoi indai", "; near: India"),
        ("calm -w place:vienna", ""),
        ("hanoi calm -w place:vienna", ""),
    ],
)
def test_words_that_are_found_are_not_called_misspelt(ahc, words, remedy):
    said = f"ahc: nothing found for '{words.partition(' -w')[0]}'{remedy}\n"
    assert ahc("search", *words.split()) == (1, "", said)


NEAR = {
    "list surveilance": "0 events; near: surveillance\n",
    "filter kind:session (hanoy or zzqq not viena)": "0 events; near: Hanoi\n",
    "timeline hanoy": "0 events; near: Hanoi\n",
    "positions tajikstan": "0 positions; near: Tajikistan\n",
    "list 欧盟的立场": "0 events; near: 欧盟\n",
    "list 越南什么时候批准公约": "0 events; near: 越南\n",
    "list zzqq": "0 events\n",
    "list -q surveilance": "",
}


@pytest.mark.parametrize(("line", "said"), NEAR.items())
def test_a_person_who_finds_nothing_is_told_what_is_near(line, said):
    assert call(*line.split(), "--color", "never", terminal=True).said == said
    assert call(*line.split()).said == ""


def test_what_is_near_is_inert_and_does_not_break_within_a_word():
    titled = [event | {"title": {"en": "sur\x1b]0;x\x07veillance"}} for event in DOCUMENT["events"][:1]]
    given = json.dumps(DOCUMENT | {"events": titled}).encode()
    said = call("list", "surveillance", "--data", "-", stdin=given, terminal=True).said
    assert said == "0 events; near: sur\\x1b]0;x\\x07veillance\n"
    later = "59 later events not shown: not known as\r\nof 2019-12-31\r\n"
    assert batch([case("list", "--as-of", "2019", window=(40, 24))])[0].text.endswith(later)


def test_an_error_in_chinese_breaks_where_the_window_ends():
    shown = batch([case("search", "人权观察家 观察组织们", window=(40, 24))])[0].text
    assert len(shown.splitlines()) > 1
    assert [line for line in shown.splitlines() if width(line) > 40] == []


@pytest.mark.parametrize("wrong", [["--lang", "xx"], ["--color", "blue"]])
def test_what_is_wrong_is_refused_though_nothing_is_to_be_printed(ahc, wrong):
    assert ahc("list", "-q", *wrong).code == ahc("list", *wrong).code == 2


NOTHING = ["positions stance:urges", "count place kind:ratification", "actors zzz", "topics zzz"]


@pytest.mark.parametrize("line", NOTHING)
def test_a_question_that_nothing_answers_is_code_1(ahc, line):
    assert ahc(*line.split(), "--json") == (1, "[]\n", "")


@pytest.mark.parametrize("guise", ["[]", dict(DOCUMENT, events=[])], ids=["array", "document"])
def test_an_empty_dataset_is_no_fault(bundled, tmp_path, guise):
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(guise) if guise != "[]" else guise)
    for command in ("list", "positions", "count kind"):
        assert bundled(*command.split(), "--data", str(path), "--json") == (0, "[]\n", "")
    assert bundled("filter", "kind:session", "--data", str(path)) == (1, "", "")


QUIET = [("list", 0), ("list kind:ratification", 1), ("search session", 0), ("search sesion", 1), ("count kind", 0),
         ("positions stance:urges", 1), ("actors eff", 0), ("topics zzz", 1)]  # fmt: skip


@pytest.mark.parametrize(("line", "code"), QUIET)
def test_quiet_is_only_the_exit_status(ahc, line, code):
    for option in ("-q", "--quiet"):
        assert ahc(*line.split(), option) == (code, "", "")


def test_quiet_does_not_hide_an_error(ahc):
    code, out, err = ahc("list", "knd:x", "-q")
    assert (code, out, err.split("\n")[0]) == (2, "", "ahc: no field 'knd'; did you mean kind?")


ERRORS = {
    "an unknown field of the query": ("list knd:session", snapshot("""\
ahc: no field 'knd'; did you mean kind?
  knd:session
  ^^^
fields: (all of them)
""")),
    "an unknown value": ("filter place:viena", snapshot("""\
ahc: no place 'viena'; did you mean Vienna?
  place:viena
        ^^^^^
places: vienna, new-york, hanoi
""")),
    "an unknown column": ("list --fields id,titel", snapshot("""\
ahc: no field 'titel'; did you mean title?
fields: (all of them)
""")),
    "a column that only compares": ("list --fields when", snapshot("""\
ahc: no field 'when'
fields: (all of them)
""")),
    "an empty column": ("list --fields id,,title", snapshot("""\
ahc: no field ''
fields: (all of them)
""")),
    "a column of another command": ("count kind --fields id", snapshot("""\
ahc: no field 'id'
fields: value label count
""")),
    "an unknown field to sort by": ("list --sort dat", snapshot("""\
ahc: no field 'dat'; did you mean date?
fields: (all of them)
""")),
    "several fields to sort by": ("list --sort kind,date", snapshot("ahc: --sort: 'kind,date' is more than one field; give one\n")),
    "a field that is not counted": ("count title", snapshot("""\
ahc: cannot count 'title'
fields: (all of them)
""")),
    "an unknown field to count": ("count plce", snapshot("""\
ahc: cannot count 'plce'; did you mean place?
fields: (all of them)
""")),
    "an unknown format": ("list -f jsn", snapshot("""\
ahc: no format 'jsn'; did you mean json or ndjson?
formats: table, tsv, csv, json, ndjson, md, ics, ids
""")),
    "a format of other commands": ("list -f svg", snapshot("""\
ahc: 'svg' does not fit this command
formats: table, tsv, csv, json, ndjson, md, ics, ids
""")),
    "a calendar of positions": ("positions -f ics", snapshot("""\
ahc: 'ics' does not fit this command
formats: table, tsv, csv, json, ndjson, md, ids
""")),
    "two formats": ("list --json -f csv", snapshot('ahc: --json and --format csv contradict each other; give one\n')),
    "an unknown language": ("list --lang fr", snapshot("ahc: --lang: 'fr' is no language here; give en or zh\n")),
    "an unknown colour": ("list -f table --color blue", snapshot("ahc: --color: 'blue' is not one of auto, always, never\n")),
    "no condition": ("filter", snapshot("ahc: filter needs a condition, as in 'ahc filter place:vienna'; 'ahc help query' tells more\n")),
    "a bad typed date": ("list --since 2022-02-30", snapshot("ahc: --since: '2022-02-30' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022\n")),
    "a bad typed kind": ("list --kind sesion", snapshot("""\
ahc: --kind: 'sesion' is no kind; did you mean session?
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification
""")),
    "a bad typed actor": ("list --actor rusia", snapshot("""\
ahc: --actor: no actor 'rusia'; did you mean Russia or USA?
actors: 'ahc actors' lists them
""")),
    "a bad day": ("list --as-of yesterday", snapshot("ahc: --as-of: 'yesterday' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022\n")),
    "a day without an end": ("list --as-of 2022..", snapshot("ahc: --as-of: '2022..' has no last day; give a day, a month or a year\n")),
    "a condition of a search": ("search session -w kind:", snapshot("""\
ahc: 'kind:' needs a value
  kind:
       ^
""")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), ERRORS.values(), ids=ERRORS)
def test_a_usage_error_is_code_2_and_names_the_remedy(ahc, line, message):
    code, out, err = ahc(*line.split())
    assert (code, out) == (2, "")
    assert re.sub("^fields: id .*", "fields: (all of them)", err, flags=re.MULTILINE) == message


def test_a_bad_day_of_the_environment_is_said_to_be_of_it(ahc, monkeypatch):
    monkeypatch.setenv("AHC_AS_OF", "2022..")
    assert ahc("list") == (2, "", "ahc: AHC_AS_OF: '2022..' has no last day; give a day, a month or a year\n")


def test_a_file_without_a_name_is_named_all_the_same(bundled):
    assert bundled("list", "--data", "") == (3, "", "ahc: '': No such file or directory\n")


@pytest.mark.parametrize("words", [[""], [" "], [" ", "\t"], ["", ""]])
def test_blanks_are_no_condition(ahc, words):
    assert ahc("filter", *words)[:2] == (2, "")
    assert ahc("search", *words)[:2] == (2, "")
    assert ahc("list", *words) == ahc("list")


UNKNOWN = [["lst"], ["list", "--sinc", "2022"], ["list", "-n", "many"], ["list", "-n", "-1"], ["search"], ["count"],
           ["--nothing"], ["list", "--since"]]  # fmt: skip


@pytest.mark.parametrize("args", UNKNOWN, ids=" ".join)
def test_what_the_command_line_has_not_got_is_code_2_in_one_message(bundled, args):
    code, out, err = bundled(*args)
    assert (code, out) == (2, "")
    assert err.startswith("ahc: ")
    assert 0 < len(err.splitlines()) <= 3


def test_a_dataset_that_cannot_be_read_is_code_3(bundled, tmp_path):
    missing = tmp_path / "missing.json"
    assert bundled("list", "--data", str(missing)) == (3, "", f"ahc: {missing}: No such file or directory\n")
    lines = tmp_path / "bad.ndjson"
    lines.write_text('{"id": "a", "date": "2022", "kind": "letter", "title": {"en": "x"}}\n{"id": "b"}\n')
    assert bundled("list", "--data", str(lines))[:2] == (3, "")
