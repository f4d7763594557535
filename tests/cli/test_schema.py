"""Every answer in JSON is valid against its schema, which refuses what no answer has."""

import json
import runpy
from pathlib import Path

import jsonschema
import pytest
from shared import sampled, slow

from ahc_cli.answers import NAMED, described

SCRIPTS = Path(__file__).parents[2] / "scripts"
# Of each answer, command lines that give it.
LINES = {
    "list": ["list", "list --as-of 2021"],
    "filter": ["filter has:votes"],
    "search": ["search surveillance"],
    "show": [
        "show china",
        "show session-4 session-2027",
        "show eu brics caricom",
        "show eff ahc",
        "show safeguards vienna unodc-home",
        "show article-24",
        "show convention",
        "show eu china --as-of 2021",
    ],
    "positions": ["positions", "positions --as-of 2020"],
    "facts": ["facts", "facts of:caveat", "facts article:14"],
    "compare": [
        "compare us eu russia china",
        "compare eff microsoft",
        "compare qatar asean",
        "compare russia china --as-of 2019",
    ],
    "count": ["count kind", "count actor role:signatory", "count vote.yes", "count month"],
    "status": ["status", "status 2017", "status 2023-05", "status 2025-11", "status 2028"],
    "states": ["states", "states --as-of 2018"],
    "map": ["map", "map 74/247 group:eu --as-of 2020"],
    "timeline": ["timeline"],
    "diff": ["diff 2020-06 2021-06", "diff session-3 session-4", "diff 2023 2023"],
    "validate": ["validate"],
    "actors": ["actors", "actors --as-of 2019"],
    "topics": ["topics"],
    "places": ["places"],
    "sources": ["sources", "sources -w 74/247"],
}


def validator(bundled, answer):
    """Make what validates an answer."""
    code, out, err = bundled("schema", answer)
    assert (code, err) == (0, "")
    schema = json.loads(out)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


FIRST = [(answer, lines[0]) for answer, lines in LINES.items()]
OTHERS = [(answer, line) for answer, lines in LINES.items() for line in lines[1:]]


@pytest.mark.parametrize(("answer", "line"), [*sampled(FIRST), *slow(*OTHERS)])
def test_an_answer_is_valid_against_its_schema(bundled, answer, line):
    valid = validator(bundled, answer)
    printed = json.loads(bundled(*line.split(), "--json").out)
    assert [error.message for error in valid.iter_errors(printed)] == []
    rows = printed["changes"] if answer == "diff" else printed
    for first in rows[:1]:
        assert not valid.is_valid([first, {"nope": 1}])
        assert not valid.is_valid([{**first, "id": 1, "row": 1, "as_of": 1, "of": 1, "stance": 1, "count": ""}])  # fmt: skip


def test_every_command_with_json_has_a_schema():
    others = {"schema", "export", "mcp", "help"}  # schemas, a dataset, a server, and text
    assert {*NAMED} - others == {*described()} == {*LINES}


def in_order(schema):
    """Put alternatives in one order: each version of msgspec has its own."""
    if isinstance(schema, list):
        return sorted(map(in_order, schema), key=str)
    if isinstance(schema, dict):
        return {key: in_order(schema[key]) for key in sorted(schema)}
    return schema


def test_the_schemas_are_those_of_the_types(monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    script = runpy.run_path(str(SCRIPTS / "answer_schemas.py"))
    made = (SCRIPTS.parent / "src/ahc_cli/data/answers.json").read_bytes()
    # python scripts/answer_schemas.py
    assert in_order(json.loads(made)) == in_order(json.loads(script["schemas"]()))


@pytest.mark.parametrize("answer", described())
def test_a_schema_is_for_readers(bundled, answer):
    out = bundled("schema", answer).out
    assert ">>>" not in out
    assert "\\n  " not in out


def test_what_is_missing_is_null(bundled):
    for line, keys in (
        ("states japan", {"signed", "ratified", "approved"}),
        ("compare russia china", {"topic"}),
        ("topics extradition", set()),
        ("actors eff", {"iso", "members_as_of"}),
    ):
        first = json.loads(bundled(*line.split(), "--json").out)[0]
        assert {key for key, value in first.items() if value is None} >= keys, line
    schema = json.loads(bundled("schema", "states").out)
    row = schema["$defs"]["StateRow"]
    assert {*row["required"]} == {*row["properties"]}


def test_an_unknown_answer_is_an_error_that_names_them(bundled):
    code, out, err = bundled("schema", "position")
    assert (code, out) == (2, "")
    assert "did you mean positions?" in err
    assert "compare, list" in err
