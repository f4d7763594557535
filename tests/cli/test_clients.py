"""What other programs make of the output: whole command lines, each in a process of its own."""

import csv
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter

import icalendar
import jsonschema
import pytest
from small import DOCUMENT, write_json

pytestmark = pytest.mark.slow

JQ, DUCKDB = shutil.which("jq"), shutil.which("duckdb")
needs_jq = pytest.mark.skipif(JQ is None, reason="jq is not installed")
needs_duckdb = pytest.mark.skipif(
    not DUCKDB and not importlib.util.find_spec("duckdb"), reason="DuckDB is not installed"
)


def run(*args, given=None):
    """Run a program to its end; standard input is text."""
    return subprocess.run(
        args, input=given, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def ahc(*args, given=None):
    return run(sys.executable, "-m", "ahc_cli", *args, given=given)


def answer(*args, given=None):
    """Return what a command that finds something prints."""
    done = ahc(*args, given=given)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def events():
    """The events of the bundled dataset, as JSON has them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AHC_")]:
            patch.delenv(name)
        return json.loads(answer("list", "--json"))


def ids(events):
    return [event["id"] for event in events]


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_an_answer_is_a_valid_dataset_and_comes_back_byte_for_byte(form, events):
    first = answer("list", "-f", form)
    assert answer("list", "-f", form, "--data", "-", given=first) == first
    assert answer("validate", "-", given=first) == f"standard input: valid, {len(events)} events\n"


def test_a_filter_feeds_a_list(events):
    sessions = answer("filter", "kind:session", "--json")
    table = answer("list", "--data", "-", "-f", "csv", given=sessions)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["id"] for row in rows] == ids(
        event for event in events if event["kind"] == "session"
    )
    assert {row["kind"] for row in rows} == {"session"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_csv_module_reads_csv(events, lang):
    rows = list(csv.reader(io.StringIO(answer("list", "-f", "csv", "--lang", lang))))
    columns = ["id", "date", "start", "end", "kind", "status", "place", "title"]
    values = [
        [event.get(name, "") for name in columns[:-1]] + [event["title"][lang]] for event in events
    ]
    assert rows == [columns, *values]


def test_tsv_has_a_line_of_six_cells_for_each_event(events):
    rows = [line.split("\t") for line in answer("list").splitlines()]
    assert [row[0] for row in rows] == ids(events)
    assert {len(row) for row in rows} == {6}


def test_markdown_has_a_row_for_each_event(events):
    heading, rule, *rows = answer("list", "-f", "md").splitlines()
    assert heading.count("|") == rule.count("|") == 7
    assert len(rows) == len(events)
    assert {row.replace("\\|", "").count("|") for row in rows} == {7}


def test_ids_feed_cards(events):
    listed_ids = answer("list", "-f", "ids").split()
    assert listed_ids == ids(events)
    assert ids(json.loads(answer("show", *listed_ids[:3], "--json"))) == listed_ids[:3]


def test_icalendar_reads_an_entry_for_each_event(events):
    entries = icalendar.Calendar.from_ical(answer("list", "-f", "ics")).walk("VEVENT")
    uids = Counter(str(entry["UID"]).partition("@")[0] for entry in entries)
    assert uids == Counter(ids(events))
    assert [str(entry["DTSTART"].dt) for entry in entries] == [event["start"] for event in events]


@pytest.mark.parametrize("line", ["list", "filter place:vienna", "search Hanoi"])
def test_a_validator_of_json_schema_accepts_the_answers(line):
    validator = jsonschema.Draft202012Validator(json.loads(answer("schema")))
    assert list(validator.iter_errors(json.loads(answer(*line.split(), "--json")))) == []


@needs_jq
def test_jq_reads_what_is_printed(events):
    corroborated = [
        event["id"]
        for event in events
        if any(fact["confidence"] == "corroborated" for fact in event.get("facts", ()))
    ]
    asking = 'select(any(.facts[]?; .confidence == "corroborated")) | .id'
    assert (
        run(JQ, "-r", asking, given=answer("list", "-f", "ndjson")).stdout.split()
        == corroborated
        != []
    )


@needs_jq
def test_what_jq_prints_is_read(events):
    picked = run(JQ, "-c", '.[] | select(.kind == "letter")', given=answer("list", "--json"))
    assert answer("list", "--data", "-", "-f", "ids", given=picked.stdout).split() == ids(
        event for event in events if event["kind"] == "letter"
    )


@needs_jq
def test_events_that_jq_spreads_over_lines_are_an_error_that_names_the_remedy():
    spread = run(JQ, ".[]", given=answer("list", "--json"))
    refused = ahc("list", "--data", "-", given=spread.stdout)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "NDJSON has one event" in refused.stderr


def duckdb(query):
    """Return the rows of a query, each a list of strings."""
    if DUCKDB:
        return list(csv.reader(io.StringIO(run(DUCKDB, "-csv", "-noheader", "-c", query).stdout)))
    import duckdb as module

    return [[str(value) for value in row] for row in module.sql(query).fetchall()]


@needs_duckdb
@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_duckdb_reads_what_is_printed(tmp_path, events, form):
    path = tmp_path / f"events.{form}"
    path.write_text(answer("list", "-f", form), encoding="utf-8")
    expected = Counter(event["kind"] for event in events)
    counted = duckdb(f"select kind, count(*) from '{path}' group by kind order by kind")
    assert counted == [[kind, str(number)] for kind, number in sorted(expected.items())]


def test_pandas_reads_the_days_of_csv(events):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_csv(io.StringIO(answer("list", "-f", "csv")))
    days = pandas.to_datetime(frame["start"]).dt.strftime("%Y-%m-%d")
    assert list(days) == [event["start"] for event in events]
    assert (pandas.to_datetime(frame["end"]) >= pandas.to_datetime(frame["start"])).all()


@pytest.fixture
def invalid(tmp_path):
    """The small dataset with an error in its first, third and last event."""
    document = json.loads(json.dumps(DOCUMENT))
    first, third, last = (document["events"][i] for i in (0, 2, -1))
    first["kind"], third["actors"][0]["role"], last["date"] = "sesion", "autor", "2025-13"
    return write_json(document, tmp_path / "invalid.json")


PATHS = ["events[0].kind", "events[2].actors[0].role", "events[6].date"]


def test_an_editor_finds_the_lines_of_errors(invalid):
    lines = invalid.read_text(encoding="utf-8").split("\n")
    done = ahc("validate", str(invalid))
    assert (done.returncode, done.stderr) == (1, "")
    errors = [line.split(":", 4) for line in done.stdout.splitlines()]
    assert [(file, lines[int(line) - 1].strip()) for file, line, *_ in errors] == [
        (str(invalid), '"kind": "sesion",'),
        (str(invalid), '"role": "autor"'),
        (str(invalid), '"date": "2025-13",'),
    ]
    assert [path.strip() for _, _, _, path, _ in errors] == PATHS


@needs_jq
def test_jq_reads_the_paths_of_errors(invalid):
    done = ahc("validate", str(invalid), "--json")
    assert done.returncode == 1
    assert run(JQ, "-r", ".[].path", given=done.stdout).stdout.split() == PATHS


def test_what_is_invalid_is_not_listed(invalid):
    done = ahc("list", "--data", str(invalid))
    assert (done.returncode, done.stdout, PATHS[0] in done.stderr) == (3, "", True)


@pytest.mark.parametrize("command", ["list", "validate"])
def test_a_reader_that_goes_away_is_no_error(tmp_path, command):
    many = [
        {"id": f"e-{i}", "date": "2022", "kind": "letter", "title": {"en": "x" * 100}}
        for i in range(3000)
    ]
    wrong = [event | {"kind": "sesion"} for event in many]
    path = write_json(many if command == "list" else wrong, tmp_path / "many.json")
    with subprocess.Popen(
        [sys.executable, "-m", "ahc_cli", command, "--data", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stdout.read(1)
        started.stdout.close()
        assert (started.stderr.read(), started.wait(60)) == (b"", 0)
