"""JSON and NDJSON: whole records or the chosen fields, without loss."""

import json

from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from small import TODAY, dataset_of, dataset_with, event, events_answer, screen

from ahc_cli.answer.reports import Differences
from ahc_cli.ask.compare import COMPARED, compare
from ahc_cli.write import write


def written(answer, form, *, terminal=False):
    return b"".join(write(answer, form, screen("zh", terminal=terminal))).decode()


TALK = event(title={"en": "Talk", "zh": "会谈"}, topics=["offences"])


def test_json_is_an_indented_array_of_whole_records():
    assert written(events_answer(TALK, event("b")), "json") == snapshot("""\
[
  {
    "id": "talk",
    "date": "2022",
    "start": "2022-01-01",
    "end": "2022-12-31",
    "precision": "year",
    "kind": "session",
    "status": "happened",
    "title": {
      "en": "Talk",
      "zh": "会谈"
    },
    "topics": [
      "offences"
    ]
  },
  {
    "id": "b",
    "date": "2022",
    "start": "2022-01-01",
    "end": "2022-12-31",
    "precision": "year",
    "kind": "session",
    "status": "happened",
    "title": {
      "en": "Talk"
    }
  }
]
""")


def test_ndjson_is_a_compact_record_per_line():
    assert written(events_answer(TALK, event("b")), "ndjson") == snapshot("""\
{"id":"talk","date":"2022","start":"2022-01-01","end":"2022-12-31","precision":"year","kind":"session","status":"happened","title":{"en":"Talk","zh":"会谈"},"topics":["offences"]}
{"id":"b","date":"2022","start":"2022-01-01","end":"2022-12-31","precision":"year","kind":"session","status":"happened","title":{"en":"Talk"}}
""")


def test_chosen_fields_keep_their_order_and_their_values_their_shape():
    answer = events_answer(TALK, fields="year,title,topics,place,actor")
    expected = {"year": 2022, "title": {"en": "Talk", "zh": "会谈"}, "topics": ["offences"], "place": None, "actor": []}
    assert json.loads(written(answer, "json")) == [expected]
    assert list(json.loads(written(answer, "ndjson"))) == ["year", "title", "topics", "place", "actor"]


def test_no_records_are_an_empty_array_or_no_line():
    assert (written(events_answer(), "json"), written(events_answer(), "ndjson")) == ("[]\n", "")


def test_a_difference_is_one_object():
    difference = compare(event("a"), event("b", place="hanoi"), COMPARED, None, TODAY)
    answer = Differences(difference, {}, dataset_with().vocabulary)
    assert written(answer, "json") == snapshot("""\
{
  "summary": {
    "added": 0,
    "removed": 0,
    "changed": 1
  },
  "changes": [
    {
      "id": "b",
      "change": "changed",
      "fields": {
        "place": {
          "old": null,
          "new": "hanoi"
        }
      },
      "left": "a"
    }
  ]
}
""")


ODD = event(title={"en": "\x1b[31m\u202e\u0085\u2028\U000e0041 会"})


def test_what_a_terminal_would_act_upon_is_escaped_only_at_a_terminal():
    answer = events_answer(ODD, fields="title")
    assert (
        written(answer, "json")
        == '[\n  {\n    "title": {\n      "en": "\\u001b[31m\u202e\u0085\u2028\U000e0041 会"\n    }\n  }\n]\n'
    )
    assert '"\\u001b[31m\\u202e\\u0085\\u2028\\udb40\\udc41 会"' in written(answer, "json", terminal=True)


def test_in_ndjson_every_character_that_could_end_a_line_is_escaped():
    line = written(events_answer(ODD, fields="title"), "ndjson")
    assert line == '{"title":{"en":"\\u001b[31m\u202e\\u0085\\u2028\U000e0041 会"}}\n'


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_read_back_as_it_was(text):
    talk = event(title={"en": text})
    for form in ("json", "ndjson"):
        for terminal in (False, True):
            assert tuple(dataset_of(written(events_answer(talk), form, terminal=terminal)).events) == (talk,)
