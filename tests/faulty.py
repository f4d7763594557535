"""What is said of faulty data, and the words that messages have in common."""

import json

from ahc_cli.validate import problems


def said(data):
    return [str(problem) for problem in problems(data)]


def told(data, expected):
    """Each fault as (what stands at its place, its path and message), the former as long as it is expected."""
    lines, found = data.decode().split("\n"), problems(data)
    assert len(found) == len(expected), found
    return [
        (lines[problem.line - 1][problem.column - 1 :][: len(at)], f"{problem.path}: {problem.message}")
        for problem, (at, _) in zip(found, expected, strict=True)
    ]


def array(*events):
    """An array with an event on each line from the second."""
    return ("[\n" + ",\n".join(json.dumps(event, ensure_ascii=False) for event in events) + "\n]").encode()


NO_ID = "not an id; use lower-case letters, digits and hyphens, a letter first"


KINDS = "session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification"


EN = {"en": "第"}
