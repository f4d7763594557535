"""Whatever is drawn fits the window, holds no text that acts upon the terminal, and is empty if there is nothing."""

import re

import pytest
from rich.cells import cell_len
from small import events_answer

from ahc_cli.answer.counts import COLUMNS, Counts, countable_field, tally
from ahc_cli.answer.names import ACTOR_COLUMNS, Names, names_with
from ahc_cli.answer.positions import COLUMNS as POSITION_COLUMNS
from ahc_cli.answer.positions import Positions, positions_of
from ahc_cli.answer.verdict import Differences, Faults
from ahc_cli.ask.compare import compare_snapshots
from ahc_cli.data.check import Problem
from ahc_cli.data.load import bundled
from ahc_cli.model.fields import entries
from draw.drawing import cards, drawn


def test_faults_are_written_a_line_each_as_editors_read_them():
    problems = [Problem(3, 7, "events[0].date", "'2022-13' is not a date"), Problem(9, 1, "", "not \x1b JSON")]
    assert drawn(Faults("a.json", 2, problems)) == (
        "a.json:3:7: events[0].date: '2022-13' is not a date\na.json:9:1: not \\x1b JSON\n"
    )


def test_a_dataset_without_faults_is_valid():
    assert drawn(Faults("bundled", 1, [])) == "bundled: valid, 1 event\n"


def answers(dataset):
    """Return an answer of each kind that is made of rows, cards or changes."""
    events, vocabulary = tuple(dataset.events), dataset.vocabulary
    rows, by_id = positions_of(entry for event in events for entry in entries(event))
    topics = tally(countable_field("topic"), [event.topics or (None,) for event in events], vocabulary)
    half = {event.id: event for event in events[: len(events) // 2]}
    return {
        "list": events_answer(*events, vocabulary=vocabulary),
        "fields": events_answer(*events, fields="id,date,place,title", vocabulary=vocabulary),
        "items": events_answer(*events, fields="id,facts,positions", vocabulary=vocabulary),
        "positions": Positions(records=rows, columns=POSITION_COLUMNS, vocabulary=vocabulary, events=by_id),
        "count": Counts(records=topics, columns=COLUMNS, vocabulary=vocabulary),
        "actors": Names(records=names_with("", "actor", dataset), columns=ACTOR_COLUMNS, vocabulary=vocabulary),
        "cards": cards(
            dataset, *(event.id for event in events[::7]), *list(vocabulary.actors)[::9], *vocabulary.topics
        ),
        "diff": Differences(compare_snapshots(half, {event.id: event for event in events[1::2]}), by_id, vocabulary),
    }


ADDRESS = re.compile(r"\s*https?://\S+$")  # whole in a pipe, to be copied


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_every_line_fits_the_window(lang, width):
    wrong = [
        (name, line)
        for name, answer in answers(bundled()).items()
        for line in drawn(answer, lang, width=width).splitlines()
        if (cell_len(line) > width and not ADDRESS.match(line)) or line != line.rstrip() or "\u2060" in line
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["positions", "count", "actors"])
def test_an_answer_without_rows_is_drawn_as_nothing(dataset, name):
    answer = answers(dataset)[name]
    assert (
        drawn(type(answer)(**{key: getattr(answer, key) for key in answer.__struct_fields__} | {"records": []})) == ""
    )


def test_nothing_is_drawn_in_colour_that_is_not_drawn_without(dataset):
    escape = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
    for name, answer in answers(dataset).items():
        if name != "diff":  # where colour stands for the marks
            shown = escape.sub("", drawn(answer, terminal=True, color=True))
            assert [line.rstrip() for line in shown.splitlines()] == drawn(answer, terminal=True).splitlines()
