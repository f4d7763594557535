"""Whatever is drawn fits the window, holds no text that acts upon the terminal, and is empty if there is nothing."""

import re
from datetime import date

import pytest
from msgspec import convert
from msgspec.structs import replace
from rich.cells import cell_len
from small import INSTRUMENT, dataset_with, event, events_answer

from ahc_cli.answer.entries import (
    Counts,
    Positions,
    positions_of,
    tally,
)
from ahc_cli.answer.names import Names, names_with
from ahc_cli.answer.reports import Differences, Faults, Status
from ahc_cli.ask.compare import compare_snapshots
from ahc_cli.ask.standing import standing
from ahc_cli.data.check import Problem
from ahc_cli.data.load import bundled
from ahc_cli.model.fields import FIELDS, entries
from ahc_cli.model.records import Actor, Text
from ahc_cli.model.vocabulary import Instrument
from draw.drawing import cards, drawn


def test_faults_are_written_a_line_each_as_editors_read_them():
    problems = [Problem(3, 7, "events[0].date", "'2022-13' is not a date"), Problem(9, 1, "", "not \x1b JSON")]
    assert drawn(Faults("a.json", 2, problems)) == (
        "a.json:3:7: events[0].date: '2022-13' is not a date\na.json:9:1: not \\x1b JSON\n"
    )


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        (3, "most recently S1, S2, S3 (1 Feb 2026)", "最近签署的是[en] S1、[en] S2、[en] S3（2026年2月1日）"),
        (4, "most recently 4 (1 Feb 2026)", "最近签署的是[en] S1、[en] S2、[en] S3等4个（2026年2月1日）"),
    ],
)
def test_of_many_signatories_of_one_day_only_the_number_is_given(vocabulary, number, en, zh):
    day = {"role": "signatory", "date": "2026-02-01"}
    signed = event("signing", kind="signature", date="2026-01/2026-03", actors=[
        {"actor": "russia", "role": "signatory", "date": "2026-01-20"},
        *({"actor": f"s{n}"} | day for n in range(1, number + 1)),
    ])  # fmt: skip
    states = {f"s{n}": Actor("state", Text(en=f"S{n}")) for n in range(1, 5)}
    names = replace(vocabulary, actors=vocabulary.actors | states, instrument=convert(INSTRUMENT, Instrument))
    dataset = dataset_with(event("vote-2022"), signed, vocabulary=names)
    for lang, expected in (("en", en), ("zh", zh)):
        shown = drawn(Status(standing(dataset, date(2026, 6, 1))), lang, width=200)
        assert expected in shown


def test_a_dataset_without_faults_is_valid():
    assert drawn(Faults("bundled", 1, [])) == "bundled: valid, 1 event\n"


def answers(dataset):
    """Return an answer of each kind that is made of rows, cards or changes."""
    events, vocabulary = tuple(dataset.events), dataset.vocabulary
    rows, by_id = positions_of(entry for event in events for entry in entries(event))
    topics = tally(FIELDS["topic"], [event.topics or (None,) for event in events], vocabulary)
    half = {event.id: event for event in events[: len(events) // 2]}
    return {
        "list": events_answer(*events, vocabulary=vocabulary),
        "fields": events_answer(*events, fields="id,date,place,title", vocabulary=vocabulary),
        "items": events_answer(*events, fields="id,facts,positions", vocabulary=vocabulary),
        "positions": Positions(records=rows, columns=Positions.all_columns, vocabulary=vocabulary, events=by_id),
        "count": Counts(records=topics, columns=Counts.all_columns, vocabulary=vocabulary),
        "actors": Names(records=names_with("", "actor", dataset), columns=Names.all_columns, vocabulary=vocabulary),
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
