"""What the record says that a thing is answers a question about that thing alone."""

import json

import pytest

ASKED = {
    # what is asked → the id of the actor or topic
    "what is caricom": "caricom",
    "what is the budapest convention": "budapest",
    "什么是东盟": "asean",
    "什么是双重犯罪": "dual-criminality",
}


@pytest.mark.parametrize(("line", "id_"), ASKED.items(), ids=ASKED)
def test_what_a_thing_is_comes_first(at_terminal, bundled, line, id_):
    (card,) = json.loads(bundled("show", id_, "--json").out)
    answer = at_terminal(*line.split(), "--data", "bundled")
    said = "".join(answer.out.split())
    assert said.startswith("".join(card["about"]["text"]["en"].split()))


def test_another_question_about_it_is_not_answered_by_what_it_is(at_terminal, bundled):
    (card,) = json.loads(bundled("show", "asean", "--json").out)
    answer = at_terminal("did", "asean", "sign", "--data", "bundled")
    assert "".join(card["about"]["text"]["en"].split()) not in "".join(answer.out.split())
