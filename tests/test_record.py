"""The Python interface: what scripts that import `ahc_cli` can rely on."""

import copy
import doctest
import importlib.util
import json
import pickle
import pydoc
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import pytest
from shared import sampled, slow
from small import DOCUMENT, EVENTS, LINES, ids

import ahc_cli
from ahc_cli import Record, load
from ahc_cli.cli.app import run
from ahc_cli.errors import DatasetError, DateError, NotFoundError, UsageError

SCRIPT = """\
from pathlib import Path

from ahc_cli import (
    Act, AhcError, Card, ComparedRow, Counterpart, Item, Record, StateTile, Status, Tally, load
)

record: Record = load(Path("small.json"), as_of="2023-04")
titles: list[str | None] = [event.title.zh for event in record.filter("kind:session")]
positions: tuple[Item, ...] = record.positions("")
stances: list[str | None] = [position.stance for position in positions]
changed: int = load().diff(record).summary.changed
signed: list[Act] = [state.signed for state in record.states("has:signed") if state.signed]
counts: dict[object, int] = {tally.value: tally.count for tally in record.count("kind")}
rows: tuple[ComparedRow | Counterpart, ...] = record.compare("russia", "china")
tiles: tuple[StateTile, ...] = record.map("74/247", "group:eu")
said: list[str] = [fact.text.lang("en") for fact in record.facts("article:14")]
status: Status | None = record.status()
cards: list[Card] = [thing for thing in record.find("china") if isinstance(thing, Card)]
tables: list[dict[str, object]] = [value.to_dict() for value in (*signed, *rows, *cards)]
first: Tally = record.count("actor", "role:signatory")[0]
try:
    record.filter("kind:nope")
except AhcError as error:
    print(error.exit_code)
"""


@pytest.fixture(scope="module")
def record(path: Path) -> Record:
    return load(path)


@pytest.fixture(autouse=True)
def silence(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """No test of this file makes the package write anything."""
    yield
    assert capfd.readouterr() == ("", "")


def test_the_bundled_record_is_loaded_without_a_path():
    bundled = load()
    assert bundled.edition >= date(2026, 11, 26)
    assert len(bundled.events) > 100
    assert bundled == load()


def test_a_path_may_be_a_string(record, path):
    assert load(str(path)) == record


def test_a_record_has_the_tables_of_its_file(record):
    assert record.edition == date(2023, 6, 1)
    assert ids(record.events) == EVENTS
    assert {
        name: list(getattr(record, name)) for name in ("actors", "topics", "places", "sources")
    } == {name: list(DOCUMENT[name]) for name in ("actors", "topics", "places", "sources")}
    assert record.actors["russia"].name.zh == "俄罗斯联邦"


def test_events_are_in_date_order_whatever_the_order_of_the_file(tmp_path):
    file = tmp_path / "reversed.json"
    file.write_text(json.dumps(DOCUMENT | {"events": DOCUMENT["events"][::-1]}), encoding="utf-8")
    assert ids(load(file).events) == EVENTS


def test_lines_can_be_asked_more_than_once(tmp_path):
    file = tmp_path / "small.ndjson"
    file.write_text("\n".join(LINES), encoding="utf-8")
    record = load(file)
    assert (
        ids(record.filter("kind:session"))
        == ids(record.filter("kind:session"))
        == "session-1 session-2 session-3"
    )


def test_filter_returns_the_events_that_match(record):
    assert ids(record.filter("kind:session place:vienna")) == "session-2 session-3"


def test_an_empty_query_matches_every_event(record):
    assert record.list() == record.list("") == record.events


def test_a_query_that_nothing_matches_gives_an_empty_tuple(record):
    assert (
        record.filter("date:1999") == record.search("zebra") == record.positions("date:1999") == ()
    )


def test_search_ranks_events_and_tells_where_the_words_are(record):
    (first,) = record.search("convention draft")
    assert first.id == "draft-2021"
    assert [(match.start, match.end) for match in first.matches if match.field == "title.en"] == [
        (11, 21), (0, 5)
    ]  # fmt: skip
    assert first.score > 0


def test_a_search_takes_conditions_among_its_words(record):
    assert (
        ids(record.search("safeguards"))
        != ids(record.search("safeguards kind:session"))
        == "session-2"
    )


def test_a_search_for_conditions_alone_is_a_list(record):
    assert record.search("kind:session") == record.filter("kind:session") != ()


def test_a_search_reads_a_misspelt_name_as_the_command_does(record):
    assert record.search("talks of belaruss") == record.search("talks of belarus") != ()


def test_positions_name_the_event_at_which_they_were_taken(record):
    (position,) = record.positions("actor:EFF topic:safeguards kind:session")
    assert (position.event, position.actors, position.stance) == ("session-2", ("eff",), "opposes")


@pytest.mark.parametrize("name", ["session-2", "Second session", "第二届会议"])
def test_find_reads_ids_and_names(record, name):
    assert ids(record.find(name)) == "session-2"


def test_find_returns_other_things_with_their_table(record):
    (found,) = record.find("RU")
    assert (found.table, found.id, found.record) == ("actor", "russia", record.actors["russia"])


def test_diff_tells_what_the_other_record_changes(record, tmp_path):
    first, *others = DOCUMENT["events"]
    file = tmp_path / "other.json"
    file.write_text(
        json.dumps(DOCUMENT | {"events": [first | {"kind": "letter"}, *others]}), encoding="utf-8"
    )
    difference = record.diff(load(file))
    assert [(change.id, change.change) for change in difference.changes] == [
        (first["id"], "changed")
    ]
    kind = difference.changes[0].fields["kind"]
    assert (kind.old, kind.new) == (first["kind"], "letter")
    assert record.diff(record).changes == ()


@pytest.mark.parametrize("day", ["2022-10-01", date(2022, 10, 1)], ids=["text", "date"])
def test_as_of_hides_what_was_not_yet_known(path, day):
    known = load(path, as_of=day)
    assert "signing" not in ids(known.events)
    (planned,) = known.find("session-3")
    assert (planned.status, planned.format) == ("scheduled", "hybrid")
    assert known.edition == date(2023, 6, 1)


def test_today_is_the_day_that_a_record_is_as_of(path):
    known = load(path, as_of="2022-10-01")
    assert ids(known.filter("since:today")) == "session-3"


def test_a_month_or_year_means_its_last_day(path):
    assert load(path, as_of="2022") == load(path, as_of="2022-12-31")


def test_repr_is_short(record, path):
    assert repr(record) == "<ahc record of 2023-06-01, 7 events>"
    assert repr(record.find("session-1")) == "(<session-1, 2022-02-28/2022-03-11: First session>,)"
    assert repr(load(path, as_of="2022-02-01")).startswith(
        "<ahc record of 2023-06-01 as of 2022-02-01, "
    )


def test_a_record_cannot_be_changed(record):
    with pytest.raises(AttributeError):
        record.edition = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.json", "missing.json: No such file or directory"),
        ("-", "standard input: No such file or directory"),
    ],
)
def test_a_dataset_that_cannot_be_read_is_an_error(source, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError) as raised:
        load(source)
    assert str(raised.value) == message


def test_an_invalid_line_is_an_error_when_it_is_loaded(tmp_path):
    file = tmp_path / "wrong.ndjson"
    file.write_text(f'{LINES[0]}\n{{"id": "talk"}}', encoding="utf-8")
    with pytest.raises(DatasetError, match=r"wrong\.ndjson:2"):
        load(file)


@pytest.mark.parametrize("day", ["1999-13", "soon", "", "2022.."])
def test_a_day_that_is_no_date_is_an_error(path, day):
    with pytest.raises(DateError):
        load(path, as_of=day)


@pytest.mark.parametrize("query", ["kind:nope", "(", "nope:1"])
def test_a_wrong_query_is_an_error(record, query):
    for ask in (record.filter, record.positions):
        with pytest.raises(UsageError):
            ask(query)


@pytest.mark.parametrize("query", ["", "kind:nope x"])
def test_a_search_without_words_or_with_a_wrong_condition_is_an_error(record, query):
    with pytest.raises(UsageError):
        record.search(query)


def test_an_unknown_name_is_an_error(record):
    with pytest.raises(NotFoundError, match="nothing found for 'atlantis'"):
        record.find("atlantis")


def test_a_name_that_was_not_yet_known_is_an_error_that_says_so(path):
    with pytest.raises(NotFoundError, match="'signing' was not yet known on 2022-12-31"):
        load(path, as_of="2022").find("signing")


def test_environment_variables_change_nothing(monkeypatch, path):
    before = load()
    monkeypatch.setenv("AHC_DATA", str(path))
    monkeypatch.setenv("AHC_AS_OF", "2022-01-01")
    monkeypatch.setenv("AHC_LANG", "nope")
    assert load() == before
    assert ids(load().filter("since:today")) == ids(before.filter("since:today"))


def test_the_package_exports_only_the_interface():
    assert {type(getattr(ahc_cli, name)).__name__ for name in ahc_cli.__all__} == {
        "StructMeta",
        "function",
        "type",
    }
    assert {*ahc_cli.__all__} <= {*dir(ahc_cli)}
    with pytest.raises(AttributeError, match="has no attribute 'nope'"):
        _ = ahc_cli.nope


@pytest.mark.slow
def test_every_name_has_an_example_that_help_shows(monkeypatch):
    monkeypatch.setattr(ahc_cli.record, "load", cache(load))
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner(verbose=False)
    things = {"ahc_cli": ahc_cli} | {name: getattr(ahc_cli, name) for name in ahc_cli.__all__}
    for name, thing in things.items():
        (examples,) = finder.find(thing, name, globs={})
        assert examples.examples, name
        runner.run(examples)
    assert runner.summarize().failed == 0
    shown = pydoc.plaintext.document(ahc_cli)
    assert [name for name in ahc_cli.__all__ if name not in shown] == []
    assert ">>> signed.date, signed.event" in shown


ANSWERS = {
    "filter kind:session": lambda record: record.filter("kind:session"),
    "positions actor:russia": lambda record: record.positions("actor:russia"),
    "facts article:14": lambda record: record.facts("article:14"),
    "states has:signed": lambda record: record.states("has:signed"),
    "count actor role:signatory": lambda record: record.count("actor", "role:signatory"),
    "count year": lambda record: record.count("year"),
    "compare us eu russia": lambda record: record.compare("us", "eu", "russia"),
    "show china": lambda record: record.find("china"),
    "show eu": lambda record: record.find("eu"),
    "show article-24": lambda record: record.find("article 24"),
    "show safeguards": lambda record: record.find("safeguards"),
    "show session-4": lambda record: record.find("session-4"),
}


@pytest.mark.parametrize("line", sampled(ANSWERS))
def test_a_value_is_a_dictionary_as_json_prints_it(line, capfd):
    assert run([*line.split(), "--json", "--as-of", "2026-11"]) == 0
    printed = json.loads(capfd.readouterr().out)
    assert [value.to_dict() for value in ANSWERS[line](load(as_of="2026-11"))] == printed


def test_the_status_is_that_of_the_day(path):
    status = load(as_of="2025-11").status()
    assert (status.phase, status.as_of) == ("open-for-signature", date(2025, 11, 30))
    assert status.to_dict()["signatories"]["named"]["count"] == status.signatories["named"].count
    assert load(path).status() is None


@pytest.mark.parametrize("id_", ["china", "eff", *slow("eu", "g77", "vienna")])
def test_what_a_card_knows_means_the_same_in_python_and_in_json(id_):
    (card,) = load(as_of="2026-11").find(id_)
    shown = card.to_dict()
    for key in ("groups", "signed", "ratified", "approved", "votes", "members_signed", "positions"):
        known = json.loads(msgspec.json.encode(getattr(card, key)))
        assert shown.get(key) == known or (key not in shown and not known), key


def test_find_knows_what_the_card_knows():
    record = load(as_of="2026-11")
    (china,) = record.find("china")
    (row,) = record.states("id:china")
    for key in ("groups", "signed", "ratified", "approved", "votes"):
        assert getattr(china, key) == getattr(row, key)
    assert china.positions == record.positions("actor:china")
    assert (china.table, china.record) == ("actor", record.actors["china"])
    assert repr(china) == "<actor china>"


def test_a_count_of_what_is_no_field_is_an_error(record):
    for name in ("colour", "title"):
        with pytest.raises(UsageError, match=f"unknown field '{name}'"):
            record.count(name)
    states = {tally.value for tally in record.count("country")}
    assert states < {tally.value for tally in record.count("actor")}
    assert {record.actors[id_].kind for id_ in states} == {"state"}


def test_a_record_and_its_values_are_pickled_and_copied(record):
    record.find("russia")  # makes the index of names
    values = (record, *record.find("russia"), *record.states(), *record.compare("russia", "us"))
    for value in values:
        assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == copy.copy(value)
        assert pickle.loads(pickle.dumps(value)) == value
    again = pickle.loads(pickle.dumps(record))
    assert again.filter("kind:session") == record.filter("kind:session")


@pytest.mark.slow
def test_pandas_makes_a_table_of_an_answer_in_one_line():
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(state.to_dict() for state in load().states())
    assert table.id.tolist() == [state.id for state in load().states()]
    assert table.signed.notna().sum() == len(load().states("has:signed"))


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_a_script_is_checked_against_the_types(tmp_path):
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(SCRIPT, encoding="utf-8")
    bad.write_text("from ahc_cli import load, nope\n\nload().filter(1)\n", encoding="utf-8")

    def check(script: Path) -> str:
        command = [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            str(tmp_path / "cache"),
            script.name,
        ]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False
        ).stdout

    assert check(good) == "Success: no issues found in 1 source file\n"
    found = check(bad)
    assert 'has no attribute "nope"' in found
    assert 'Argument 1 to "filter" of "Record" has incompatible type "int"' in found
