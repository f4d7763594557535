"""The whole document: what is written can be read again, and gives the same answers."""

from datetime import date

import msgspec
import pytest
from shared import bundled, slow
from small import DOCUMENT, INSTRUMENT, to_json

from ahc_cli.data.document import document_of
from ahc_cli.data.load import Dataset, read
from ahc_cli.model.records import references
from ahc_cli.model.statements import statements
from ahc_cli.report.status import report_status

# Days of plans, of first and last days of events, of the adoption, of signatures, and none of these.
DAYS = [date.fromisoformat(day) for day in [
    "2010-12-31", "2011-01-21", "2017-12-01", "2019-12-27", "2020-06-30", "2021-05-26", "2022-02-27", "2022-02-28", "2022-12-31",
    "2023-01-15", "2023-11-30", "2024-02-09", "2024-07-29", "2024-08-09", "2024-12-23", "2024-12-24", "2025-10-24", "2025-10-25", "2026-06-30", "2027-03-01",
]]  # fmt: skip
# Every fourth is asked in the fast tests.
SOME_AND_ALL = [*DAYS[::4], *slow(*(day for day in DAYS if day not in DAYS[::4]))]


def read_again(dataset: Dataset, path) -> Dataset:
    path.write_bytes(msgspec.json.encode(document_of(dataset)))
    return read(str(path), None)


@pytest.mark.parametrize("day", SOME_AND_ALL, ids=str)
def test_the_document_of_a_day_has_what_was_known_then(day, tmp_path):
    known = bundled().as_of(day)
    again = read_again(known, tmp_path / "then.json")
    assert (again.edition, again.day) == (known.edition, day)
    assert again.events == again.as_of(day).events == known.events
    report, expected = report_status(again.as_of(day), day), report_status(known, day)
    assert report.status == expected.status
    assert report.acts == expected.acts


@pytest.mark.parametrize("day", SOME_AND_ALL, ids=str)
def test_the_document_of_a_day_has_nothing_from_later(day):
    known = bundled().as_of(day)
    document = document_of(known)
    cited = {
        source for event in known.events for each in statements(event) for source in each.sources
    }
    assert cited <= {*document.sources}
    assert {id_ for target, id_, _ in references(document) if target == "source"} == {
        *document.sources
    }
    records = (*document.actors.values(), *document.topics.values())
    assert not any(record.about for record in records)
    if day < date(2024, 12, 24):
        instrument = document.instrument
        assert (instrument.adopted, instrument.opened, instrument.signature_until) == (None,) * 3
        assert (instrument.reported, instrument.chapters) == ((), ())
        assert not any(article.facts or article.aliases for article in instrument.articles)


def test_a_whole_document_is_read_again_as_it_was(tmp_path):
    for number, text in enumerate((DOCUMENT, DOCUMENT | {"instrument": INSTRUMENT})):
        path = tmp_path / f"{number}.json"
        path.write_text(to_json(text), encoding="utf-8")
        dataset = read(str(path), None)
        assert read_again(dataset, path) == dataset
    assert read_again(bundled(), tmp_path / "bundled.json") == bundled()
