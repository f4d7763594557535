"""What attacks on version 2.0 found, apart from limits: a row each."""

import copy
import csv
import datetime as dt
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shared import bundled
from small import DOCUMENT

from ahc_cli import load
from ahc_cli.data import files
from robustness.attacks import is_inert
from robustness.inputs import document, event, is_refused, lines, to_bytes
from robustness.running import batch, call, case

_LIST = ("list", "--data", "-")


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_no_cell_of_csv_begins_a_formula_whatever_divides_cells(mark: str) -> None:
    """Row 75: Read with semicolons or tabs, as spreadsheets in half of Europe read it, CSV has no
    cell that begins a formula: behind a semicolon, a tab and a line feed it gets an apostrophe.
    """
    texts = [
        "x;=1+1;y",
        "a\n=HYPERLINK(1);b",
        'a; "+1',
        "a\n\n\u200b@SUM(1)",
        "a;-1",
        "a\t=1",
        "=1;=1\n＝1",
    ]
    data = to_bytes([event(f"e{n}", title={"en": text}) for n, text in enumerate(texts)])
    written = call("list", "-f", "csv", "--data", "-", stdin=data).text
    for row in csv.reader(written.splitlines(), delimiter=mark):
        for cell in row:
            assert cell.lstrip(" \"'\u200b")[:1] not in {*"=+-@＝＋－＠"} or "'" in cell, row
    assert "x;'=1+1;y" in written
    assert "'=1;'=1\n'＝1" in written


@pytest.mark.parametrize("name", ["-n", "-r", "--as-of", "--data"])
def test_a_name_is_never_an_option(name: str) -> None:
    """Row 76: An actor who is named like an option is one in a line without a command."""
    text = {"en": "It asks."}
    actors = {
        id_: {"kind": "ngo", "name": {"en": called}} for id_, called in (("a", name), ("b", "Beta"))
    }
    positions = [{"actors": [id_], "stance": "urges", "text": text} for id_ in actors]
    data = to_bytes(document(event(positions=positions), actors=actors))
    for words in (f"what does {name} want", f"what does {name} want 2022"):
        answer = call(words, "--json", "--data", "-", stdin=data)
        assert (answer.code, answer.text.count("urges")) == (0, 1), words
        assert '"a"' in answer.text


@pytest.mark.parametrize("text", [b"", b"[]", b'{"schema_version":2', b"{}"])
def test_a_damaged_installation_says_what_to_do(
    text: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Row 80: If the bundled dataset is empty, cut or none, every command says to install the
    program again, with exit code 3.
    """
    monkeypatch.setattr("ahc_cli.data.load.bundled", bundled.__wrapped__)  # it reads it anew
    monkeypatch.setattr(files, "get_data", lambda *_: text)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "a" / "b" / "c" / "d"))
    for words in (["list"], ["show", "x"], ["china"], ["--version"], ["status"], ["validate"], []):
        ended = call(*words, env={"AHC_DATA": "bundled"})
        assert ended.code == 3, words
        assert "install ahc-cli again" in ended.error, words


def test_a_dataset_that_cannot_be_read_is_an_error_of_the_front_page_too(tmp_path: Path) -> None:
    """Row 81: If AHC_DATA is a folder, the front page ends with exit code 3."""
    ended = call(env={"AHC_DATA": str(tmp_path)})
    assert (ended.code, ended.error.count("\n")) == (3, 1)


@pytest.mark.slow
def test_an_empty_request_for_completion_is_silent() -> None:
    """Row 81: `_AHC_COMPLETE` set but empty is silent, and what is offered behind a typed escape is
    inert.
    """
    typed = "ahc list kind:\x1b]52;c;ZQ==\x07\u202e,se"
    asked = {"_AHC_COMPLETE": "complete_bash", "COMP_WORDS": typed.replace(" ", "\n")}
    unasked, offered = batch(
        [
            case("list", "-n", "1", env={"_AHC_COMPLETE": ""}),
            case(env=asked | {"COMP_CWORD": "2"}),
        ]
    )
    assert (unasked.code, unasked.out, unasked.err) == (2, b"", b"")
    assert is_inert(offered.text)


def test_a_lone_surrogate_is_named_with_its_place(form: Callable[..., bytes]) -> None:
    """Row 81: Half of a surrogate pair is named as the fault, with its place."""
    data = form(event(title={"en": "@@"})).replace(b"@@", b"\\ud800")
    refused = call(*_LIST, stdin=data)
    assert is_refused(refused)
    assert f":{data.index(b'ud800')}: half of a surrogate pair" in refused.error
    cut = call(*_LIST, stdin=data.partition(b"\\ud800")[0] + b"\\ud83d\\ude00")
    assert "ends too early" in cut.error


def test_a_blank_behind_a_symbol_is_ignored() -> None:
    """Row 81: A blank before or behind a symbol is ignored."""
    plain = call("show", "A/RES/74/247", "--data", "bundled")
    assert plain.code == 0
    for typed in ("A/RES/74/247 ", " A/RES/74/247"):
        assert call("show", typed, "--data", "bundled") == plain


def test_a_record_is_of_the_day_of_a_datetime_and_cannot_be_changed(tmp_path: Path) -> None:
    """Row 82: In Python, `load(as_of=...)` takes the day of a datetime. A record and its mappings
    cannot be changed; it can be pickled and copied.
    """
    path = tmp_path / "record.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    moment = dt.datetime(2022, 12, 31, 12)  # noqa: DTZ001 - of no time zone
    assert load(path, as_of=moment).events == load(path, as_of="2022").events
    record = load(path)
    record.filter("russia id:session-1")  # whatever it remembers from now on
    for table in (record.actors, record.topics, record.places, record.sources):
        with pytest.raises(TypeError):
            table["new"] = None  # type: ignore[index]
        with pytest.raises(TypeError):
            table.clear()  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        record.events = ()  # type: ignore[misc]
    for same in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record)):
        assert same == record
        assert same.actors == record.actors


def test_no_table_within_a_record_can_be_changed() -> None:
    """Row 82: Nor can a table within it, such as the days on which members joined a group."""
    record = load()
    brics, document = record.actors["brics"], record.export()
    tables: list[Any] = [brics.joined, brics.left, load(as_of="2025").export().actors]
    tables += [document.actors, document.sources, document.topics, document.places]
    for table in tables:
        for change in ("pop", "setdefault", "__setitem__", "update", "__ior__", "clear"):
            with pytest.raises(TypeError):
                getattr(table, change)("iran", None)
        with pytest.raises(TypeError):
            del table["iran"]
    assert brics.joined["iran"]
    assert copy.deepcopy(brics) == pickle.loads(pickle.dumps(brics)) == brics


def test_the_counts_of_a_vote_are_found_in_ndjson() -> None:
    vote = {"motion": {"en": "m"}, "result": "adopted", "yes": 79, "no": 60, "abstain": 33}
    data = lines(event(votes=[vote]), event("f"))
    for typed in ("79-60-33", "79"):
        assert call("search", typed, "-f", "ids", "--data", "-", stdin=data).text == "e\n"
