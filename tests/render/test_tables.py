"""Tables at a terminal: a heading row and a rule, columns by the width of the window alone, groups,
aligned numbers.
"""

import re
from operator import itemgetter

import pytest
from show.answers import FULL, listed, written
from small import event

from ahc_cli.render import Answer, Column, Span


def column(at, heading, **given):
    return Column(heading, lambda record: (Span(str(itemgetter(at)(record))),), **given)


def table(*records):
    columns = (
        column(0, "Name", most=8),
        column(1, "Said", most=0),
        column(2, "Number", most=6, right=True),
        column(3, "Also", most=8, goes="away"),
    )
    return Answer(records=records, table=lambda _answer, _screen: columns)


RECORDS = (
    ("one", "A first text that is longer than the column", 7, "x"),
    ("a-word-that-is-one", "第二", 120, "y"),
)


def test_a_table_has_headings_and_a_rule_and_aligns_numbers_to_the_right():
    assert written(table(*RECORDS), width=50) == """\
Name                Said                   Number
─────────────────────────────────────────────────
one                 A first text that is        7
                    longer than the
                    column
a-word-that-is-one  第二                      120
"""  # fmt: skip


def test_columns_that_may_go_do_so_from_a_width_on_whatever_the_content():
    assert written(table(*RECORDS), width=69).splitlines()[0].split() == [
        "Name",
        "Said",
        "Number",
        "Also",
    ]
    for records in (RECORDS, RECORDS[:1], (("", "", "", ""),)):
        assert written(table(*records), width=68).splitlines()[0].split() == [
            "Name",
            "Said",
            "Number",
        ]
    assert written(table()) == ""


def test_below_40_columns_a_record_has_a_line_for_each_cell():
    lines = [
        "one",
        "  A first text that is longer",
        "    than the column",
        "  7",
        "a-word-that-is-one",
        "  第二",
        "  120",
    ]
    assert written(table(*RECORDS), width=30).splitlines() == [
        "Name · Said · Number",
        "─" * 29,
        *lines,
    ]


PLAIN = [event(f"e{n}", date=f"2022-0{n}-01") for n in range(1, 4)]
# The longest ids that have room beside a date in 40 columns; longer ones are below it.
LONG = [event(f"event-with-a-long-id-{n}", date="2022-11-07/2023-04-11", place="new-york", title={"en": "long " * 30}) for n in range(3)]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 59, 60, 80, 99, 100, 120, 140])
def test_at_one_width_all_lists_of_events_have_the_same_columns(lang, width):
    heads = {
        tuple(re.split(" {2,}| · ", heading_of(written(listed(*events), lang=lang, width=width))))
        for events in (PLAIN, LONG, FULL.events)
    }
    (heads,) = heads
    assert len(heads) == {120: 3, 140: 4}.get(width, 2)


def test_what_a_column_shows_goes_to_another_below_the_row_or_away():
    made = event(id_="talk", place="new-york")
    lines = {width: written(listed(made), width=width).splitlines()[-2:] for width in (40, 80, 140)}
    assert lines[80][1] == "2022 █ Talk  New York  talk"
    assert lines[140][1] == "2022 █ Talk   talk  New York"
    assert lines[40] == ["2022", "  █ Talk  New York  talk"]


def heading_of(shown):
    """Return the line above the rule of a table."""
    lines = shown.splitlines()
    return lines[next(at for at, line in enumerate(lines) if not line.strip("─")) - 1]


def test_a_text_is_as_wide_as_a_page_at_most_and_what_is_no_prose_as_wide_as_the_window():
    for given, most in (({}, 100), ({"is_prose": False}, 195)):
        columns = (column(0, "Said", most=0, **given), column(1, "Number"))
        words = Answer(
            records=[("word " * 60, 7)], table=lambda _answer, _screen, columns=columns: columns
        )
        shown = written(words, width=205)
        said = [line.partition("  7")[0].rstrip() for line in shown.splitlines()[2:]]
        assert most - len("word ") < max(map(len, said)) <= most
