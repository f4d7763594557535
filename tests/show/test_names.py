"""The vocabularies as lists: which entries a text finds, what each has, and the tables of them."""

import pytest
from small import TODAY, dataset_with, event

from ahc_cli.answers.names import entries_with
from ahc_cli.data.load import bundled
from ahc_cli.model.records import Actor, Title
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from show.answers import ADDRESS, FULL, listed_entries, written

FOUND = [
    ("actor", "", "ahc russia belarus india indonesia united-states eff hrw"),
    ("actor", "俄罗斯", "russia belarus"),
    ("actor", "WATCH", "hrw"),
    ("actor", "rights watch", "hrw"),
    ("actor", "ngos", "eff hrw"),
    ("actor", "非政府组织", "eff hrw"),
    ("topic", "human  rights", "safeguards"),
    ("place", "wien", "vienna"),
]


# What an actor has that no group is.
NO_GROUP = {"related": (), "members": (), "joined": {}, "left": {}, "members_as_of": None}


def entries(text, table, dataset, query=""):
    return list(entries_with(text, table, ask(Context(dataset, TODAY), query)))


@pytest.mark.parametrize(("table", "text", "expected"), FOUND)
def test_entries_are_found_by_kind_or_by_the_beginning_of_words(dataset, table, text, expected):
    assert " ".join(entry["id"] for entry in entries(text, table, dataset)) == expected


def test_an_entry_has_its_names_and_the_number_of_its_events(dataset):
    (found,) = entries("united", "actor", dataset)
    assert list(found.items()) == [
        ("id", "united-states"), ("name", Title(en="United States of America", zh="美利坚合众国")), ("aliases", ("US", "USA")),
        ("count", 1), ("kind", "state"), ("iso", "US"), ("iso3", None), ("short", Title(en="United States", zh="美国")), *NO_GROUP.items(),
    ]  # fmt: skip
    taken = {"actors": ["eff"], "stance": "urges", "topic": "scope", "text": {"en": "x"}}
    talk = event(
        "talk",
        body="eff",
        topics=["scope"],
        actors=[{"actor": "eff", "role": "speaker"}],
        positions=[taken],
    )
    known = Vocabulary(actors={"eff": Actor("ngo", Title(en="EFF"), adjectives=("Effish",))})
    own = dataset_with(talk, event("other", body="eff"), event("third"), vocabulary=known)
    assert entries("", "actor", own) == [
        {
            "id": "eff",
            "name": Title(en="EFF"),
            "aliases": (),
            "count": 2,
            "kind": "ngo",
            "iso": None,
            "iso3": None,
            "short": None,
        }
        | NO_GROUP
    ]


SOURCES = [
    # a text, a query, the sources with the text that events of the query cite
    ("", "", "un-report un-journal eff-timeline eff-letter daily repost"),
    ("eff", "", "eff-timeline eff-letter"),
    ("united nations", "", "un-report"),
    ("", "kind:session place:vienna", "un-report un-journal eff-letter daily repost"),
    ("", "kind:letter", ""),
]


@pytest.mark.parametrize(("text", "query", "expected"), SOURCES)
def test_sources_are_found_by_id_publisher_or_title_if_the_events_cite_them(
    dataset, text, query, expected
):
    assert " ".join(source["id"] for source in entries(text, "source", dataset, query)) == expected
    daily = {"publisher": "Daily", "title": "Newspaper", "weight": "press", "origin": "daily"}
    missing = {"date": None, "url": None, "aliases": ()}
    assert entries("daily", "source", dataset) == [{"id": "daily", "count": 2} | daily | missing]


def test_names_are_a_table():
    table = ["名称        事件数  编号", "──────────────────────────────", "罪行             2  offences", "人权与保障       2  safeguards"]  # fmt: skip
    assert written(listed_entries(FULL, "topic"), lang="zh").splitlines() == table
    assert written(listed_entries(FULL, "actor", "nobody")) == ""


def test_of_a_list_of_sources_events_go_first_then_dates_and_weights_go_behind_the_title():
    heads = {
        width: written(listed_entries(FULL, "source"), width=width).splitlines()[0].split()
        for width in (88, 87, 79, 66)
    }
    assert heads == {
        88: ["Title", "Weight", "Date", "Events"], 87: ["Title", "Weight", "Date"],
        79: ["Title", "Weight"], 66: ["Title"],
    }  # fmt: skip
    for width in heads:
        shown = written(listed_entries(FULL, "source"), width=width)
        assert "official" in shown
        assert "eff-timeline" in shown


def test_the_title_of_a_source_is_a_link_or_its_address_stands_below():
    assert ADDRESS in "".join(
        written(listed_entries(FULL, "source", "un-report", fields="url"), "tsv").split()
    )
    plain = written(listed_entries(FULL, "source", "un-report"), terminal=True).splitlines()[3]
    linked = written(listed_entries(FULL, "source", "un-report"), terminal=True, color=True)
    assert plain.strip().startswith("https://un.org/")
    assert f"\x1b]8;;{ADDRESS}\x1b\\\x1b[4mReport" in linked
    assert linked.count("\n") == 3


def test_a_column_of_numbers_is_as_wide_as_its_heading():
    head = written(listed_entries(bundled(), "topic"), lang="zh", width=60).splitlines()[0]
    assert head.split() == ["名称", "事件数"]


def test_ids_name_exactly_those_entries(bundled):
    lines = [
        bundled("sources", *ids, "-f", "ids").out.split()
        for ids in (["eff-timeline"], ["unodc-home", "eff-timeline"])
    ]
    assert lines == [["eff-timeline"], ["eff-timeline", "unodc-home"]]


def test_names_in_each_language_are_columns(bundled):
    out = bundled("topics", "child-protection", "--fields", "id,name.en,name.zh", "-f", "csv").out
    assert out.splitlines()[1].startswith("child-protection,Protection of children,")
    assert bundled("topics", "-f", "csv").out.splitlines()[0] == "id,name,count,aliases"
