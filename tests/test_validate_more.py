"""Faults, where a change of the program went unseen."""

import json

import pytest
from small import DOCUMENT

from ahc_cli.validate import problems

PARTS = {
    "facts": {"text": {"en": "x"}, "sources": []},
    "actors": {"actor": "eff", "role": "host", "sources": []},
    "positions": {"actors": ["eff"], "stance": "urges", "text": {"en": "x"}, "sources": []},
    "votes": {"motion": {"en": "x"}, "result": "adopted", "sources": []},
    "attendance": {"count": 1, "of": "states", "sources": []},
    "documents": {"symbol": "A/1", "sources": []},
    "caveats": {"text": {"en": "x"}, "sources": []},
    "history": {"as_of": "2022-01-01", "date": "2022", "status": "scheduled", "title": {"en": "x"}, "sources": ["eff-letter"]},
    "matches": {"field": "title.en", "start": 0, "end": 1},
}  # fmt: skip


def said(event):
    plain = {"id": "talk", "date": "2022", "kind": "session", "title": {"en": "x"}}
    return [f"{problem.path}: {problem.message}" for problem in problems(json.dumps([plain | event]).encode())]


@pytest.mark.parametrize("part", PARTS)
def test_a_key_misspelt_in_a_part_is_told_with_what_is_near_there(part):
    key = "sources" if part != "matches" else "field"
    wrong = {name: value for name, value in PARTS[part].items() if name != key} | {f"{key}x": 1}
    assert said({part: [PARTS[part], wrong]})[0].startswith(
        f"[0].{part}[1].{key}x: unknown key '{key}x'; did you mean {key}?"
    )
    assert said({part: [PARTS[part]]}) == []


def test_a_document_without_events_or_without_a_version_lacks_just_that():
    for key in ("events", "schema_version"):
        lacking = {name: value for name, value in DOCUMENT.items() if name != key}
        assert next(problem.message for problem in problems(json.dumps(lacking).encode())) == f"'{key}' is missing"
    neither = problems(json.dumps({"title": {"en": "x"}}).encode())
    assert [problem.message for problem in neither] == [
        "no 'events', so no dataset; events alone stand in [ ] or one on a line"
    ]


@pytest.mark.parametrize("half", ["\\ud800", "\\uDBFFx", "x\\udbff"])
def test_half_a_character_is_told_where_it_stands(half):
    line = f' "title": {{"en": "ab{half}"}}}}]'
    (problem,) = problems(f'[{{"id": "talk",\n{line}'.encode())
    assert (problem.line, problem.column) == (2, line.index("\\u") + 1)
    assert problem.message == f"'{half.strip('x')}' alone is no character"
