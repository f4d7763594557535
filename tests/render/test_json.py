"""JSON, NDJSON and CSL-JSON: whole records or the chosen fields, without loss."""

import json
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from show.answers import FULL, listed, listed_entries, written
from small import dataset_of, event

from ahc_cli.render import Answer

TALK = event(title={"en": "Talk", "zh": "会谈"}, topics=["offences"])


def test_json_is_an_indented_array_of_whole_records_and_ndjson_a_line_for_each():
    assert written(listed(TALK, fields="id,title"), "json", "zh") == """\
[
  {
    "id": "talk",
    "title": {
      "en": "Talk",
      "zh": "会谈"
    }
  }
]
"""  # fmt: skip
    line = '{"id":"ID","date":"2022","start":"2022-01-01","end":"2022-12-31","precision":"year","kind":"session","status":"happened","title":{"en":"Talk"}}\n'
    assert written(listed(event("a"), event("b")), "ndjson") == line.replace(
        "ID", "a"
    ) + line.replace("ID", "b")
    assert (written(listed(), "json"), written(listed(), "ndjson")) == ("[]\n", "")


def test_many_records_are_one_array():
    made = [event(f"e{n}") for n in range(250)]
    assert [found["id"] for found in json.loads(written(listed(*made), "json"))] == [
        each.id for each in made
    ]


def test_chosen_fields_keep_their_order_and_their_values_their_shape():
    answer = listed(TALK, fields="year,title,topics,place,actor")
    expected = {
        "year": 2022,
        "title": {"en": "Talk", "zh": "会谈"},
        "topics": ["offences"],
        "place": None,
        "actor": [],
    }
    assert json.loads(written(answer, "json")) == [expected]
    assert list(json.loads(written(answer, "ndjson"))) == list(expected)
    one = Answer(records=[{"a": 1}], formats=("table", "json", "md"))
    assert written(one, "json") == '{\n  "a": 1\n}\n'


ODD = listed(event(title={"en": "\x1b[31m\u202e\u0085\u2028\U000e0041 会"}), fields="title")


def test_what_a_terminal_would_act_upon_is_escaped_only_at_a_terminal_and_line_ends_in_ndjson():
    assert '"\\u001b[31m\u202e\u0085\u2028\U000e0041 会"' in written(ODD, "json")
    assert '"\\u001b[31m\\u202e\\u0085\\u2028\\udb40\\udc41 会"' in written(
        ODD, "json", terminal=True
    )
    assert (
        written(ODD, "ndjson")
        == '{"title":{"en":"\\u001b[31m\u202e\\u0085\\u2028\U000e0041 会"}}\n'
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_read_back_as_it_was(text):
    talk = event(title={"en": text})
    for form in ("json", "ndjson"):
        for terminal in (False, True):
            assert tuple(dataset_of(written(listed(talk), form, terminal=terminal)).events) == (
                talk,
            )


SOURCE = {"id": "a", "publisher": "A", "title": "A", "weight": "press", "origin": "a", "count": 1}


def csl(*found):
    return json.loads(written(SimpleNamespace(records=found), "csl"))


def test_a_source_is_an_item_in_which_nothing_acts_as_markup():
    page = SOURCE | {
        "id": "page",
        "publisher": "UN & <i>co</i>",
        "title": "A <b> page",
        "date": "2022-02-28",
    }
    page |= {"weight": "official", "url": "https://un.org/a"}
    publisher = "UN & <\u2060i>co<\u2060/i>"
    assert csl(page) == [
        {"id": "page", "type": "webpage", "title": "A <\u2060b> page", "author": [{"literal": publisher}],
         "issued": {"date-parts": [[2022, 2, 28]]}, "URL": "https://un.org/a"},
    ]  # fmt: skip
    assert [
        item["id"] for item in json.loads(written(listed_entries(FULL, "source", "eff"), "csl"))
    ] == [
        "eff-timeline",
        "eff-letter",
    ]
    (article,) = csl(SOURCE)
    assert (article.get("author"), article["container-title"]) == (None, "A")
    assert csl() == []


def test_a_date_of_a_source_is_as_precise_as_it_is_known():
    for day, parts in (
        ("2022", [[2022]]),
        ("2022-02/2022-03-01", [[2022, 2], [2022, 3, 1]]),
        ("[2022-02..2022-03-01]", [[2022, 2], [2022, 3, 1]]),
        ("../2022-02", [[2022, 2]]),
    ):
        (item,) = csl(SOURCE | {"date": day})
        assert (item["type"], item["issued"]) == ("article-newspaper", {"date-parts": parts})
    (item,) = csl(SOURCE | {"weight": "academic"})
    assert (item["type"], {"issued", "URL"}.isdisjoint(item)) == ("article", True)
