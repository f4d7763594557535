"""CSL-JSON: sources for reference managers."""

import json

import pytest
from small import dataset_with, screen

from ahc_cli.answer.names import SOURCE_COLUMNS, CitedSource, Sources
from ahc_cli.write import write

PAGE = CitedSource("page", "UNODC", "A <b> page", "official", "un", 2, "2022-02-28", "https://un.org/a")


def written(*sources):
    answer = Sources(records=sources, columns=SOURCE_COLUMNS, vocabulary=dataset_with().vocabulary)
    return json.loads(b"".join(write(answer, "csl", screen())))


def test_a_source_is_an_item_in_which_nothing_acts_as_markup():
    assert written(PAGE) == [
        {
            "id": "page",
            "type": "webpage",
            "title": "A &#60;b> page",
            "publisher": "UNODC",
            "container-title": "UNODC",
            "author": [{"literal": "UNODC"}],
            "issued": {"date-parts": [[2022, 2, 28]]},
            "URL": "https://un.org/a",
        }
    ]


DATES = {
    "2022": [[2022]],
    "2022-02": [[2022, 2]],
    "2022-02/2022-03-01": [[2022, 2], [2022, 3, 1]],
    "2022-02/..": [[2022, 2]],
    "../2022": [[2022]],
}


@pytest.mark.parametrize(("date", "parts"), DATES.items())
def test_a_date_is_as_precise_as_it_is_known(date, parts):
    (item,) = written(CitedSource("a", "A", "A", "press", "a", 1, date))
    assert (item["type"], item["issued"]) == ("article-newspaper", {"date-parts": parts})


def test_a_source_without_a_date_or_an_address_lacks_these_keys():
    (item,) = written(CitedSource("a", "A", "A", "academic", "a", 1))
    assert item["type"] == "article"
    assert {"issued", "URL"}.isdisjoint(item)
    assert written() == []
