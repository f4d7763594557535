"""The commands `validate` and `schema`."""

import io
import json
from itertools import pairwise

import jsonschema
import pytest
from inline_snapshot import snapshot
from small import ARRAY, DOCUMENT, LINES, to_json

from ahc_cli.model.text import width

INVALID = """\
{"schema_version": 2, "edition": "2023-06-01", "title": {"en": "Invalid"},
 "topics": {"safeguards": {"name": {"en": "Safeguards"}}},
 "events": [
  {"id": "one", "date": "2022", "kind": "sesion", "title": {"en": "One"}},
  {"id": "two", "date": "2022", "kind": "letter", "title": {"en": "Two"}, "topics": ["safeguard"]},
  {"id": "three", "date": "2025-13", "kind": "letter", "titel": {"en": "Three"}}]}
"""


@pytest.fixture
def invalid(tmp_path, monkeypatch):
    """The name of a file with errors in three events, in the working directory."""
    (tmp_path / "invalid.json").write_text(INVALID, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "invalid.json"


def test_errors_are_shown_a_line_each_with_their_places(bundled, invalid):
    code, out, err = bundled("validate", invalid)
    assert (code, err) == (1, "")
    assert out == snapshot("""\
invalid.json:4:33: events[0].kind: 'sesion' is not one of session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification; did you mean session?
invalid.json:6:56: events[2].titel: unknown key 'titel'; did you mean title?
""")
    assert bundled("validate", invalid, "-q") == (1, "", "")


def test_at_a_terminal_the_place_of_an_error_is_shown(at_terminal, invalid):
    lines = at_terminal("validate", "--data", invalid).out.splitlines()
    marked = [
        "".join(char for char, mark in zip(line, below, strict=False) if mark == "^")
        for line, below in pairwise(lines)
    ]
    assert [*filter(None, marked)] == ['"kind": "sesion"', '"titel": ']


@pytest.mark.parametrize("value", ["a kind of event", "网络犯罪公约", "a" * 70])
def test_a_faulty_value_is_shown_as_far_as_the_window_goes(at_terminal, tmp_path, value):
    event = {"id": "e", "title": {"en": "t"}, "date": "2022", "kind": value}
    (tmp_path / "invalid.json").write_text(json.dumps([event], ensure_ascii=False), "utf-8")
    lines = at_terminal("validate", "--data", str(tmp_path / "invalid.json")).out.splitlines()
    shown, carets = lines[-2:]
    assert width(shown) <= 80
    assert width(carets) == width(shown.rstrip("}]"))
    assert value in shown or width(shown) == 80


def test_errors_in_json(bundled, invalid):
    code, out, err = bundled("validate", invalid, "--json")
    assert (code, err) == (1, "")
    errors = json.loads(out)
    assert [list(error) for error in errors] == [["line", "column", "path", "message"]] * len(
        errors
    )
    shown = bundled("validate", invalid).out.splitlines()
    assert [
        "invalid.json:{line}:{column}: {path}: {message}".format(**error) for error in errors
    ] == shown
    lines = bundled("validate", invalid, "-f", "ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == errors


VALID = {"document": to_json(DOCUMENT), "array": to_json(ARRAY), "NDJSON": "\n".join(LINES)}


@pytest.mark.parametrize("text", VALID.values(), ids=VALID)
def test_a_valid_dataset_has_no_errors(bundled, monkeypatch, tmp_path, text):
    (tmp_path / "data").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (
        bundled("validate", "data")
        == bundled("validate", "--data", "data")
        == (0, "data: valid, 7 events\n", "")
    )
    assert bundled("validate", "data", "--json") == (0, "[]\n", "")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert bundled("validate", "-") == (0, "standard input: valid, 7 events\n", "")
    monkeypatch.setenv("AHC_DATA", "data")
    assert bundled("validate") == (0, "data: valid, 7 events\n", "")


def test_without_a_file_the_bundled_dataset_is_checked(bundled):
    code, out, err = bundled("validate")
    assert (code, err) == (0, "")
    assert out.startswith("bundled: valid, ")


def test_a_file_that_is_no_dataset_cannot_be_read(bundled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<html>")
    assert bundled("validate", "page.html") == (
        3,
        "",
        snapshot("ahc: page.html: not JSON; a dataset starts with { or [\n"),
    )
    assert bundled("validate", "missing.json")[:2] == (3, "")


def test_the_schema_accepts_the_small_dataset_and_answers_about_it(ahc, bundled):
    schema = json.loads(bundled("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for value in (
        DOCUMENT,
        ARRAY,
        json.loads(ahc("list", "--json").out),
        json.loads(ahc("search", "session", "--json").out),
    ):
        assert list(validator.iter_errors(value)) == []
    assert list(validator.iter_errors([ARRAY[0] | {"kind": "sesion"}])) != []
