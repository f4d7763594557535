"""Errors, remarks and exit codes of whole command lines."""

import json
import re

import pytest
from inline_snapshot import snapshot
from small import DOCUMENT

EMPTY = [
    ("table", ""),
    ("tsv", ""),
    ("ids", ""),
    ("ndjson", ""),
    ("json", "[]\n"),
    ("csv", "id,date,start,end,kind,status,place,title\r\n"),
    (
        "md",
        "| Id | Date | Kind | Status | Place | Title |\n| --- | --- | --- | --- | --- | --- |\n",
    ),
]


@pytest.mark.parametrize(("form", "out"), EMPTY, ids=[form for form, _ in EMPTY])
def test_an_empty_answer_is_empty_in_every_format_and_the_code_is_1(ahc, form, out):
    for command in ("list", "filter"):
        assert ahc(command, "kind:ratification", "-f", form) == (1, out, "")
    assert ahc("search", "session", "-w", "kind:letter", "-f", form)[:2] == (1, out)


@pytest.mark.parametrize("form", ["tsv", "csv", "md", "ids"])
def test_rows_of_events_name_the_command_for_what_no_event_says(bundled, form):
    answer = bundled("search", "tuvalu", "abstained", "-f", form)
    assert (answer.code, answer.err) == (
        1, "ahc: no event says this; try 'ahc states id:tuvalu'\n"
    )  # fmt: skip


NOTHING_FOUND = {
    "a word misspelt": ("search sesiom", snapshot("ahc: nothing found for 'sesiom': the record does not mention 'sesiom' (session?)\n")),
    "a word like no other": ("search zzz", snapshot("ahc: nothing found for 'zzz': the record does not mention 'zzz'\n")),
    "a name misspelt": ("show rusia", snapshot("ahc: nothing found for 'rusia'; did you mean Russia?\n")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), NOTHING_FOUND.values(), ids=NOTHING_FOUND)
def test_what_is_not_found_is_code_1_and_a_message_that_helps(ahc, line, message):
    assert ahc(*line.split()) == (1, "", message)


QUESTIONS = ["positions stance:urges", "count place kind:ratification", "actors zzz", "topics zzz"]


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_question_without_an_answer_is_code_1(ahc, line):
    assert ahc(*line.split(), "--json") == (1, "[]\n", "")


@pytest.mark.parametrize("data", [[], DOCUMENT | {"events": []}], ids=["array", "document"])
def test_an_empty_dataset_is_no_error(bundled, tmp_path, data):
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(data))
    for command in ("list", "positions", "count kind", "timeline"):
        assert bundled(*command.split(), "--data", str(path), "--json") == (0, "[]\n", "")
    assert bundled("filter", "kind:session", "--data", str(path)) == (1, "", "")


REMARKS = {
    "list kind:session": (0, snapshot("3 events\n")),
    "list -n 5": (0, snapshot("5 of 7 events\n")),
    "list -n 7": (0, snapshot("7 events\n")),
    "list vienna sessions": (0, snapshot("2 events\n")),
    "list since 2023": (0, snapshot("2 events\n")),
    "list session -q": (0, snapshot("")),
    "list --as-of 2022-06-01": (
        0,
        snapshot("4 events; 3 events not yet known on 1 Jun 2022\n"),
    ),
    "list vienna 1999": (1, snapshot("0 events\n")),
    "list letters offences": (1, snapshot("0 events; try 'ahc search letters offences'\n")),
    "list sesion": (
        1,
        snapshot(
            "0 events; the record does not mention 'sesion' (session? session-1? session-2?)\n"
        ),
    ),
    "filter kind:session (hanoy or zzqq not viena)": (
        1,
        snapshot(
            """\
0 events; the record does not mention 'hanoy' (Hanoi?), 'zzqq', 'viena'
(Vienna?)
"""
        ),
    ),
    "positions -n 1": (0, snapshot("1 of 2 positions\n")),
    "positions india": (1, snapshot("0 positions; try 'ahc search india'\n")),
    "sources -n 1 -r": (0, snapshot("1 of 6 sources\n")),
    "actors": (0, snapshot("8 actors\n")),
    "count stance": (0, snapshot("9 roles and positions in 3 rows\n")),
    "count source": (0, snapshot("7 rows; an event can be counted in several rows\n")),
    "timeline": (0, snapshot("7 events\n")),
    "show session-3": (0, snapshot("")),
    "search offences": (0, snapshot("2 events\n")),
    "search session -n 1": (
        0,
        snapshot("""\
running: ahc list session -n 1
1 of 3 events
"""),
    ),
    "search russia calm": (1, snapshot("1 event\n")),
    "search hanoi kind:letter": (
        1,
        snapshot("""\
running: ahc list hanoi kind:letter
0 events
"""),
    ),
}


@pytest.mark.parametrize(("line", "expected"), REMARKS.items())
def test_a_person_is_told_how_much_was_found_or_what_is_near(at_terminal, line, expected):
    code, _, err = at_terminal(*line.split())
    assert (code, err) == expected


def test_a_search_says_how_to_see_all_events_only_where_some_are_not_shown(at_terminal):
    whole_record = ("search", "surveillance", "--data", "bundled")
    assert "all with -n" in at_terminal(*whole_record).err
    assert "all with -n" not in at_terminal(*whole_record, "--json").err
    assert "all with -n" in at_terminal(*whole_record, "--json", "-n", "2").err


@pytest.mark.parametrize("line", REMARKS)
def test_a_pipe_gets_no_remarks(ahc, line):
    err = ahc(*line.split()).err
    assert err == "" or line.startswith("search")


def test_a_suggestion_is_escaped(at_terminal, tmp_path):
    event = DOCUMENT["events"][0] | {"title": {"en": "surv\x07eillance"}}
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(DOCUMENT | {"events": [event]}))
    err = at_terminal("list", "surveillance", "--data", str(path)).err
    assert r"(surv\x07eillance?)" in err
    assert "\x07" not in err


QUIET = [
    ("list", 0),
    ("list kind:ratification", 1),
    ("search session", 0),
    ("search sesiom", 1),
    ("count kind", 0),
    ("positions stance:urges", 1),
    ("actors eff", 0),
    ("topics zzz", 1),
    ("show eff", 0),
    ("timeline", 0),
    ("diff session-1 session-2", 1),
    ("diff session-1 session-1", 0),
]


@pytest.mark.parametrize("option", ["-q", "--quiet"])
@pytest.mark.parametrize(("line", "code"), QUIET)
def test_quiet_leaves_only_the_exit_status(ahc, line, code, option):
    assert ahc(*line.split(), option) == (code, "", "")


@pytest.mark.parametrize("wrong", ["knd:x", "--lang xx", "--color blue", "--sort nope"])
def test_quiet_does_not_hide_an_error(ahc, wrong):
    loud = ahc("list", *wrong.split())
    assert (loud.code, loud.out) == (2, "")
    assert loud.err.startswith("ahc: ")
    assert ahc("list", "-q", *wrong.split()) == loud


USAGE = {
    "an unknown field of the query": ("list knd:session", snapshot("""\
ahc: unknown field 'knd'; did you mean kind?
  knd:session
  ^^^
fields: (all of them)
""")),
    "an unknown value": ("filter place:viena", snapshot("""\
ahc: unknown place 'viena'; did you mean Vienna?
  place:viena
        ^^^^^
place: 'ahc places' lists them
""")),
    "an unknown column": ("list --fields id,titel", snapshot("""\
ahc: unknown field 'titel'; did you mean title?
fields: (all of them)
""")),
    "a column of another command": ("count kind --fields id", snapshot("""\
ahc: unknown field 'id'
fields: value, label, count
""")),
    "an unknown format": ("list -f jsn", snapshot("""\
ahc: this command does not support the format 'jsn'
formats: table, tsv, csv, json, ndjson, md, html, ids, ics
""")),
    "a table of the timeline": ("timeline -f csv", snapshot("""\
ahc: this command does not support the format 'csv'
formats: table, json, ndjson, html, svg
""")),
    "two formats": ("list --json -f csv", snapshot('ahc: --json and --format csv conflict; give one\n')),
    "an unknown language": ("list --lang fr", snapshot("ahc: --lang: unknown language 'fr'; give en or zh\n")),
    "no query": ("filter", snapshot("ahc: filter needs a query, as in 'ahc filter kind:session'; see 'ahc help query'\n")),
    "an invalid date": ("list --since 2022-02-30", snapshot("ahc: '2022-02-30' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]\n")),
    "an unknown kind": ("list --kind sesion", snapshot("""\
ahc: unknown kind 'sesion'; did you mean session?
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification
""")),
    "an unknown actor": ("list --actor rusia", snapshot("""\
ahc: unknown actor 'rusia'; did you mean Russia?
actor: 'ahc actors' lists them
""")),
    "an invalid day": ("list --as-of monday", snapshot("ahc: --as-of: 'monday' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]\n")),
    "a day without an end": ("list --as-of 2022..", snapshot("ahc: --as-of: '2022..' has no last day; give a day, a month or a year\n")),
    "an invalid query of -w": ("search session -w kind:", snapshot("""\
ahc: expected a value after 'kind:'
  kind:
       ^
""")),
    "an unknown topic of help": ("help querry", snapshot("""\
ahc: no help for 'querry'; did you mean query?
topics: query, dates, formats, exit-codes, data, environment
""")),
    "a command as a topic of help": ("help serch", snapshot("""\
ahc: no help for 'serch'; did you mean search?
topics: query, dates, formats, exit-codes, data, environment
""")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), USAGE.values(), ids=USAGE)
def test_a_usage_error_is_code_2_and_names_the_remedy(ahc, bundled, line, message):
    code, out, err = (bundled if line.startswith("help") else ahc)(*line.split())
    assert (code, out) == (2, "")
    # The list of all fields is long.
    assert re.sub("^fields: id,.*", "fields: (all of them)", err, flags=re.MULTILINE) == message


# A line, and the field that it names.
NO_SUCH_FIELD = {
    "a field that is no column": ("list --fields when", "when"),
    "an empty column": ("list --fields id,,title", ""),
    "an unknown field to sort by": ("list --sort dat", "dat"),
    "no field to sort by": ("list --sort=", ""),
    "a field that cannot be counted": ("count title", "title"),
    "an unknown field to count": ("count plce", "plce"),
}


@pytest.mark.parametrize(("line", "field"), NO_SUCH_FIELD.values(), ids=NO_SUCH_FIELD)
def test_a_field_that_does_not_fit_is_code_2_and_named(ahc, line, field):
    code, out, err = ahc(*line.split())
    assert (code, out) == (2, "")
    assert f"'{field}'" in err.splitlines()[0]


def test_an_error_in_a_variable_names_the_variable(ahc, bundled, monkeypatch):
    monkeypatch.setenv("AHC_LANG", "fr")
    code, out, err = ahc("list")
    assert (code, out) == (2, "")
    assert err.startswith("ahc: AHC_LANG: ")
    monkeypatch.delenv("AHC_LANG")
    monkeypatch.setenv("AHC_AS_OF", "2022..")
    code, out, err = ahc("list")
    assert (code, out) == (2, "")
    assert err.startswith("ahc: AHC_AS_OF: ")
    assert bundled() == ahc("list")  # nothing is tried first, and the error is said once


@pytest.mark.parametrize(
    "words", [[""], [" "], [" ", "\t"], ["", ""]], ids=["empty", "blank", "blanks", "two"]
)
def test_blanks_are_no_query(ahc, words):
    assert ahc("filter", *words)[:2] == (2, "")
    assert ahc("search", *words)[:2] == (2, "")
    assert ahc("list", *words) == ahc("list")


# What Typer refuses, in our words.
REFUSED = {
    "an unknown option before the command": ("--nothing list", "options follow the command, as in 'ahc list --json'"),
    "an option before the command": ("--json list", "options follow the command, as in 'ahc list --json'"),
    "an option misspelt": ("list --sinc 2022", "unknown option '--sinc'; did you mean --since?"),
    "an option like no other": ("list --zzqq", "unknown option '--zzqq'"),
    "an option without its argument": ("list --since", "missing or wrong argument of option '--since'\n--since DATE  Only events ending on or after DATE."),
    "a language without its name": ("list --lang", "missing or wrong argument of option '--lang'\n--lang en|zh  Output language: English or Chinese."),
    "an option with an argument too many": ("list --json=yes", "missing or wrong argument of option '--json'\n--json  Write JSON; same as -f json."),
    "no number": ("list -n many", "missing or wrong argument of option '--limit'\n-n, --limit N  Show at most N results."),
    "a negative number": ("list -n -1", "missing or wrong argument of option '--limit'\n-n, --limit N  Show at most N results."),
    "an unknown choice": ("list --color blue", "missing or wrong argument of option '--color'\n--color WHEN  When to use colour: auto, always or never."),
    "no words": ("search", "too few arguments\nUsage: ahc search [OPTIONS] TEXT..."),
    "no id": ("show", "too few arguments\nUsage: ahc show [OPTIONS] ID..."),
    "one side": ("diff x", "give two events, days or files, as in 'ahc diff 2022 2023'"),
    "three sides": ("diff x y z", "nothing found for 'x'; try 'ahc search x'\ngive two events, days or files; a file name contains / or ends in .json or .ndjson"),
    "an argument of a command without one": ("export x", "too many arguments\nUsage: ahc export [OPTIONS]"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), REFUSED.values(), ids=REFUSED)
def test_what_typer_refuses_is_code_2_in_our_words(bundled, line, message):
    assert bundled(*line.split()) == (2, "", f"ahc: {message}\n")


def test_a_dataset_that_cannot_be_read_is_code_3(bundled, tmp_path):
    missing, invalid = tmp_path / "missing.json", tmp_path / "invalid.ndjson"
    assert bundled("list", "--data", str(missing)) == (
        3,
        "",
        f"ahc: {missing}: No such file or directory\n",
    )
    assert bundled("list", "--data", "")[:2] == (3, "")
    invalid.write_text(
        '{"id": "a", "date": "2022", "kind": "letter", "title": {"en": "x"}}\n{"id": "b"}\n'
    )
    code, out, err = bundled("list", "--data", str(invalid))
    assert (code, out) == (3, "")
    assert err.startswith(f"ahc: {invalid}:2:1: ")
