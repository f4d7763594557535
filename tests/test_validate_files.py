"""Checking files: line by line, as reading refuses them, and by the command."""

import copy
import json

import pytest
from faulty import array
from hypothesis import given
from hypothesis import strategies as st
from small import DOCUMENT, PLAIN, written
from test_validate_documents import document

from ahc_cli.cli import run
from ahc_cli.dataset import faults, read
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
    pytest.param(ndjson(b"{}", PLAIN), ["1:1: id: 'id' is missing"], id="a first line of two characters"),
    pytest.param(
        ndjson(b'{"id": "a",}', b'{"id": "b"}'),
        ["1:12: trailing comma in object", "2:1: date: 'date' is missing"],
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
    first = next(faults(str(path), None))
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
        found = [problem for problem in faults(str(path), None) if "stands twice" not in problem.message]
    except DatasetError:
        found = ["unreadable"]
    assert taken is not bool(found)


def checked(capsysbinary, *args):
    code = run(["validate", *args])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def test_a_sound_file_is_said_to_be_one(capsysbinary, path):
    assert checked(capsysbinary, str(path)) == (0, f"{path}: valid, 7 events\n", "")
    assert checked(capsysbinary, "--data", str(path)) == (0, f"{path}: valid, 7 events\n", "")
    assert checked(capsysbinary, str(path), "--json") == (0, "[]\n", "")
    assert checked(capsysbinary, str(path), "-q") == (0, "", "")


def test_without_a_file_the_data_in_use_are_checked(capsysbinary, monkeypatch, path):
    code, out, err = checked(capsysbinary)
    assert (code, out.startswith("bundled: valid, "), err) == (0, True, "")
    monkeypatch.setenv("AHC_DATA", str(path))
    assert checked(capsysbinary) == (0, f"{path}: valid, 7 events\n", "")


def test_three_faults_are_three_lines(capsysbinary, tmp_path):
    faulty = copy.deepcopy(DOCUMENT)
    faulty["events"][0]["kind"] = "sesion"
    faulty["events"][2]["related"] = ["unheard-of"]
    del faulty["events"][6]["date"]
    path = written(faulty, tmp_path / "three.json")
    lines = path.read_text(encoding="utf-8").split("\n")
    code, out, err = checked(capsysbinary, str(path))
    places = [line.split(":")[1:4] for line in out.splitlines()]
    assert (code, err, [at for _, _, at in places]) == (
        1, "", [" events[0].kind", " events[2].related[0]", " events[6].date"]
    )  # fmt: skip
    assert [lines[int(line) - 1][int(column) - 1 :] for line, column, _ in places] == [
        '"kind": "sesion",', '"unheard-of"', "{"
    ]  # fmt: skip
    assert checked(capsysbinary, str(path), "-q") == (1, "", "")
    code, out, err = checked(capsysbinary, str(path), "--json")
    assert (code, err) == (1, "")
    assert [(str(fault["line"]), str(fault["column"])) for fault in json.loads(out)] == [
        (line, column) for line, column, _ in places
    ]
    assert [list(fault) for fault in json.loads(out)] == [["line", "column", "path", "message"]] * 3


def test_what_a_fault_quotes_is_inert(capsysbinary, tmp_path):
    path = tmp_path / "\x1b[31m.json"
    path.write_bytes(array(PLAIN | {"\x1b]0;x\x07\u202e": 1}))
    code, out, err = checked(capsysbinary, str(path))
    shown = "\\x1b]0;x\\x07\\u202e"
    assert (code, err) == (1, "")
    assert out == f"{tmp_path}/\\x1b[31m.json:2:76: [0].{shown}: unknown key '{shown}'\n"


UNREADABLE = [
    pytest.param(b"", "empty", id="empty"),
    pytest.param(b" \n", "empty", id="blank"),
    pytest.param(b"<html>", "not JSON: a dataset begins with { or [", id="a page"),
    pytest.param("[]".encode("utf-16"), "UTF-16, not UTF-8 text; convert it first", id="another encoding"),
]


@pytest.mark.parametrize(("data", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_neither_valid_nor_invalid(capsysbinary, tmp_path, data, reason):
    path = tmp_path / "file"
    path.write_bytes(data)
    assert checked(capsysbinary, str(path)) == (3, "", f"ahc: {path}: {reason}\n")


def test_a_file_that_is_not_there_is_unreadable(capsysbinary):
    assert checked(capsysbinary, "nowhere.json") == (3, "", "ahc: nowhere.json: No such file or directory\n")
    assert checked(capsysbinary, "")[:2] == (3, "")


def test_one_dataset_at_a_time_and_in_a_format_that_fits(capsysbinary):
    assert checked(capsysbinary, "a", "--data", "b") == (
        2,
        "",
        "ahc: FILE and --data are the same; give one\n",
    )
    assert checked(capsysbinary, "-f", "csv")[:2] == (2, "")
