"""Lines without a command: which of the views that fit answers, and how parts of a line were read."""

from typing import NamedTuple

from small import DOCUMENT, TODAY, dataset_of, to_json

from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.request import Request
from ahc_cli.search.lines import ReadLine, read_line
from ahc_cli.search.views import views_of

CONTEXT = Context(dataset_of(to_json(DOCUMENT)), TODAY)
LINE = "how many votes"


class Found(NamedTuple):
    """What a view finds: nothing, or something."""

    is_empty: bool


def fitting():
    """Return the views that fit the line."""
    return list(views_of(split(LINE, CONTEXT)[0]))


def test_the_first_view_that_finds_anything_answers():
    first, second, *_others = fitting()
    assert read_line(LINE, CONTEXT, lambda view: Found(is_empty=False)).view == first
    line = read_line(LINE, CONTEXT, lambda view: Found(is_empty=view != second))
    assert line.view == second


def test_where_no_view_finds_anything_the_answer_names_the_command_of_the_first():
    line = read_line(LINE, CONTEXT, lambda view: Found(is_empty=True))
    said = line.found.statements[0].statement.text.en
    assert said == f"Nothing found by: {fitting()[0].line}"


def test_a_view_whose_command_cannot_answer_is_passed_over_in_silence():
    line = read_line(LINE, CONTEXT, lambda view: None)
    assert line.view.command == "search"
    assert "Nothing found" not in str([each.statement.text for each in line.found.statements])


def test_what_a_part_of_a_line_names_is_in_order():
    tags = tuple(("actor", id_) for id_ in "fdbeac")
    [reading] = ReadLine([Token("x", tags=tags)], Request("search"), Found(is_empty=True)).readings
    assert reading.names == tuple("abcdef")
