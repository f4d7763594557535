"""Reading, where a change of the program went unseen."""

import io
import json

import pytest

from ahc_cli import dataset
from ahc_cli.errors import DatasetError

EVENT = {"id": "talk", "date": "2022", "kind": "session", "title": {"en": "Talk"}}


def read(data):
    return tuple(dataset.read("-", lambda: io.BytesIO(data)).events)


def test_a_text_may_be_as_large_as_the_limit_and_no_larger(monkeypatch):
    array = json.dumps([EVENT]).encode()
    monkeypatch.setattr(dataset, "MAX_BYTES", len(array) + 10)
    assert len(read(array + b" " * 10)) == 1
    with pytest.raises(DatasetError, match="standard input: larger than 1 GiB; split it into NDJSON files"):
        read(array + b" " * 11)


def test_a_line_may_be_as_long_as_the_limit_and_no_longer(monkeypatch):
    line = json.dumps(EVENT).encode()
    monkeypatch.setattr(dataset, "MAX_LINE", len(line) + 50)
    assert len(read(line + b"\n")) == 1
    longer = json.dumps(EVENT | {"id": "more", "summary": {"en": "x" * 60}}).encode()
    with pytest.raises(DatasetError, match="standard input:2: a line longer than 64 MiB"):
        read(line + b"\n" + longer + b"\n")


def test_blanks_before_a_dataset_may_be_many_but_not_without_end(monkeypatch):
    monkeypatch.setattr(dataset, "MAX_LINE", 1000)
    array = json.dumps([EVENT]).encode()
    assert len(read(b"\n" * 900 + array)) == 1
    with pytest.raises(DatasetError, match="empty"):
        read(b"\n" * 5000 + array)


def test_what_breaks_off_while_it_is_read_is_named():
    class Broken(io.BytesIO):
        def readline(self, *_):
            raise OSError(5, "Input/output error")

    with pytest.raises(DatasetError, match="standard input: Input/output error"):
        dataset.open_input("-", lambda: Broken(b"[]"))


@pytest.mark.parametrize("data", [b'[{"id": 1}]', b'{"id": 1}\n'])
def test_faults_are_told_of_every_guise_and_none_of_the_bundled_data(data):
    met = []
    found = [*dataset.faults("-", lambda: io.BytesIO(data), lambda: met.append(None))]
    assert next((problem.line, problem.path.removeprefix("[0].")) for problem in found) == (1, "id")
    assert len(met) == 1
    assert [*dataset.faults(None, io.BytesIO, lambda: met.append(None))] == []
    assert len(met) == 1 + len(dataset.bundled().events)


def test_events_held_can_be_gone_through_again():
    given = dataset.read("-", lambda: io.BytesIO(json.dumps(EVENT).encode() + b"\n")).held()
    assert [event.id for event in given.events] == [event.id for event in given.events] == ["talk"]
