"""Checking files: line by line, as reading refuses them, and by the command."""

import json

import pytest
from faulty import array
from hypothesis import given
from hypothesis import strategies as st
from small import DOCUMENT, PLAIN
from test_validate_documents import document

from ahc_cli.data.check import faults
from ahc_cli.data.load import read
from ahc_cli.errors import DatasetError


def ndjson(*lines):
    return b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)


LINES = [
    pytest.param(ndjson(PLAIN, PLAIN | {"id": "other"}), [], id="sound"),
    pytest.param(ndjson(PLAIN, PLAIN), ["2:2: id: 'talk' is used twice"], id="an id twice"),
    pytest.param(ndjson(b"\xef\xbb\xbf", b"\r", PLAIN | {"id": 1}), ["3:2: id: expected str, got int"], id="blank lines"),
    pytest.param(ndjson(b"  " + ndjson(PLAIN | {"id": 1})), ["1:4: id: expected str, got int"], id="indented"),
    pytest.param(
        ndjson(PLAIN, b'{"id": "cut', b"null", b"[]", PLAIN),
        [
            "2:12: the line ends inside a string",
            "3:1: expected object, got null",
            "4:1: expected object, got array",
            "5:2: id: 'talk' is used twice",
        ],
        id="several",
    ),
    pytest.param(ndjson(b"{}", PLAIN), ["1:1: id: missing key 'id'"], id="a first line of two characters"),
    pytest.param(
        ndjson(b'{"id": "a",}', b'{"id": "b"}'),
        ["1:12: trailing comma in object", "2:1: date: missing key 'date'"],
        id="the first is no JSON",
    ),
    pytest.param(
        ndjson(PLAIN | {"title": {"en": "…"}}, "x").replace(rb"\u2026", "\u2028".encode()),
        ["2:1: expected object, got str"],
        id="a line separator is none",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), LINES)
def test_ndjson_is_checked_line_by_line(tmp_path, data, expected):
    path = tmp_path / "lines.ndjson"
    path.write_bytes(data)
    met = []
    assert [str(problem) for problem in faults(str(path), None, lambda: met.append(None))] == expected
    assert len(met) == sum(1 for line in data.split(b"\n") if line.strip(b"\xef\xbb\xbf\r"))


FAULTY = [
    pytest.param(array(PLAIN | {"kind": 1}), id="an array"),
    pytest.param(array(PLAIN, PLAIN), id="an id twice"),
    pytest.param(ndjson(PLAIN, PLAIN), id="a line"),
    pytest.param(ndjson(PLAIN, b'{"\xff": 1}'), id="a line that is not UTF-8"),
    pytest.param(array(PLAIN).replace(b"Talk", b"\xff"), id="not UTF-8"),
    pytest.param(document(topics={"russia": {"name": {"en": "x"}}}), id="an id of two tables"),
    pytest.param(document(events=[PLAIN | {"related": ["x"]}]), id="an unknown event"),
    pytest.param(document(events=[PLAIN | {"place": "x"}]), id="an unknown place"),
    pytest.param(document(events=...), id="no events"),
    pytest.param(b"[" * 100_000, id="too deep"),
]


@pytest.mark.parametrize("data", FAULTY)
def test_reading_refuses_with_the_first_fault(tmp_path, data):
    path = tmp_path / "faulty.json"
    path.write_bytes(data)
    first = next(faults(str(path), None, lambda: None))
    with pytest.raises(DatasetError) as refused:
        list(read(str(path), None).events)
    assert str(refused.value) == f"{path}:{first}"


SMALL = json.dumps(DOCUMENT, ensure_ascii=False).encode()


@given(
    st.integers(0, len(SMALL) - 1),
    st.integers(0, 30),
    st.sampled_from((b"", b'"', b"}", b"1", b"\xff", b"null", b"\n")),
)
def test_whatever_is_broken_is_either_refused_and_told_or_taken(tmp_path_factory, at, length, put):
    data = SMALL[:at] + put + SMALL[at + length :]
    path = tmp_path_factory.mktemp("broken") / "broken.json"
    path.write_bytes(data)
    try:
        taken = bool(list(read(str(path), None).events))
    except DatasetError:
        taken = False
    try:
        found = [problem for problem in faults(str(path), None, lambda: None) if "duplicate key" not in problem.message]
    except DatasetError:
        found = ["unreadable"]
    assert taken is not bool(found)
