"""Lines without a command: how their parts were read."""

from ahc_cli.query.algebra import Token
from ahc_cli.search.lines import readings


def test_what_a_part_of_a_line_names_is_in_order():
    tags = tuple(("actor", id_) for id_ in "fdbeac")
    [reading] = readings([Token("x", tags=tags)], {})
    assert reading.names == tuple("abcdef")
