"""Denials: what is said not to be on record, and what is not, because it is or may be."""

import pytest
from msgspec.structs import replace
from small import ARRAY, DOCUMENT, INSTRUMENT, TODAY, dataset_of, event, to_json

from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.search.answers import answer_line
from ahc_cli.search.denials import deny

RECORD = dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT}))
MENTION = {"en": "Belarus sends one too."}


def kind_denied(line, *more):
    """Return the kind that is denied of a line, of the small dataset with more events."""
    dataset = replace(RECORD, events=(*RECORD.events, *more))
    context = Context(dataset, TODAY)
    denial = deny(split(line, context)[0], context)
    return denial and denial.kind


def keys(dataset, line):
    """Return the keys of the statements that answer a line."""
    context = Context(dataset, TODAY)
    answer = answer_line(context, *split(line, context))
    return [ranked.statement.key for ranked in answer.statements]


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"facts": [{"text": MENTION}]}, None),
        ({"summary": MENTION}, None),
        ({"caveats": [{"text": MENTION}]}, "letter"),
    ],
    ids=["fact", "summary", "caveat"],
)
def test_what_a_fact_or_a_summary_mentions_is_not_denied(more, kind):
    assert kind_denied("letters of Belarus") == "letter"
    assert kind_denied("letters of Belarus", event("other", **more)) == kind


def test_of_what_may_be_a_part_of_a_record_nothing_is_denied():
    line = "letters of Belarus"
    assert keys(RECORD, line)[0] == "denial"
    part = replace(dataset_of(to_json(ARRAY)), vocabulary=RECORD.vocabulary)
    assert "denial" not in keys(part, line)
