"""CSL-JSON: sources for reference managers."""

import json
import re
import shutil
import subprocess

import pytest
from small import dataset_with, screen

from ahc_cli.answer.names import CitedSource, Sources
from ahc_cli.write import write

PAGE = CitedSource("page", "UNODC", "A <b> page", "official", "un", 2, "2022-02-28", "https://un.org/a")


def written(*sources):
    answer = Sources(records=sources, columns=Sources.all_columns, vocabulary=dataset_with().vocabulary)
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


def cited(tmp_path, form, *sources):
    """Return what Pandoc makes of a sentence that cites each source, and of the list of them."""
    (tmp_path / "sources.json").write_text(json.dumps(written(*sources)), encoding="utf-8")
    command = ["pandoc", "--citeproc", "--bibliography", str(tmp_path / "sources.json"), "-t", form, "--wrap=none"]
    sentence = " ".join(f"[@{source.id}]" for source in sources)
    return subprocess.run(command, input=sentence, capture_output=True, encoding="utf-8", check=True).stdout


needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@pytest.mark.slow
@needs_pandoc
def test_pandoc_cites_sources(tmp_path):
    page = CitedSource("page", "UNODC", "First session", "official", "un", 2, "2022-02-28", "https://un.org/a")
    paper = CitedSource("paper", "联合国新闻", "公约开放供签署", "press", "un", 1, "2025-10")
    sentence, *listed = cited(tmp_path, "plain", page, paper).split("\n\n")
    assert sentence == "(UNODC 2022) (联合国新闻 2025)"
    (of_page,) = [entry for entry in listed if entry.startswith("UNODC")]
    (of_paper,) = [entry for entry in listed if entry.startswith("联合国新闻")]
    assert re.search(r"First Session.*February 28.*https://un\.org/a", of_page, re.IGNORECASE)
    assert re.search(r"公约开放供签署.*October", of_paper)


@pytest.mark.slow
@needs_pandoc
def test_pandoc_makes_a_clean_page_of_hostile_sources(tmp_path):
    for text in ("<script>x</script>", "<a href='http://evil.example'>x</a>", "[x](http://evil.example)", "http://evil.example", "<img src=x>", "`x`{=html}", "$x$", "&lt;b&gt;"):  # fmt: skip
        page = cited(tmp_path, "html", CitedSource("page", text, text, "press", text, 1, "2022", "https://un.org/a"))
        assert set(re.findall(r"<(\w+)", page)) <= {"p", "div", "span", "a", "em"}, text
        assert set(re.findall(r'href="([^"]*)"', page)) == {"https://un.org/a"}, text
        assert set(re.findall(r'(\w+)="', page)) <= {"class", "id", "href", "role", "data", "cites", "spacing"}, text
