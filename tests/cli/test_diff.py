"""The command `diff`: its operands, and how it shows differences."""

import io
import json
from copy import deepcopy

import pytest
from inline_snapshot import snapshot
from small import DOCUMENT, to_json, write_json


@pytest.fixture
def differences(bundled, path):
    """Compare two sides that differ, in the small dataset or in files of their own, and return what
    is shown.
    """

    def command(*args):
        code, out, err = bundled("diff", *args, "--data", str(path))
        assert (code, err) == (1, "")
        return out

    return command


@pytest.fixture
def edited(tmp_path):
    """Write an edited copy of the small dataset and return its path."""

    def command(edit):
        document = deepcopy(DOCUMENT)
        edit(document)
        return str(write_json(document, tmp_path / "edited.json"))

    return command


def test_an_edited_copy_shows_exactly_the_edits(differences, edited, path):
    def edit(document):
        events = document["events"]
        events[1]["title"]["zh"] += "（改）"
        events[3]["date"] = "2022-05-31/2022-06-10"
        del events[2]
        document["actors"]["belarus"]["name"]["en"] = "Republic of Belarus"

    shown = json.loads(differences(str(path), edited(edit), "--json"))
    assert shown["summary"] == {"added": 0, "removed": 1, "changed": 3}
    assert {
        change["id"]: [change["change"], *change.get("fields", {})] for change in shown["changes"]
    } == {
        "session-1": ["changed", "title.zh"],
        "session-2": ["changed", "date"],
        "letter-2022": ["removed"],
        "belarus": ["changed", "name.en"],
    }


def test_a_reordered_copy_shows_no_difference(bundled, edited, path):
    def edit(document):
        document["events"].reverse()
        for event in document["events"]:
            for name in ("facts", "actors", "positions", "history"):
                event.get(name, []).reverse()

    assert bundled("diff", str(path), edited(edit)) == (
        0,
        "0 events added, 0 removed, 0 changed\n",
        "",
    )


def test_two_days_of_knowledge(differences):
    assert differences("2022-05-31", "2022-09-01", "-v") == snapshot("""\
as known on 31 May 2022 → 1 Sep 2022
2 events added, 0 removed, 1 changed
+ 30 May – 10 Jun 2022  Second session  session-2
+ 10 Jun 2022  The rules are adopted  vote-2022
~ 9 – 20 Jan 2023  ○ Third session (scheduled)  session-3
    Date: Jan 2023 → 9 – 20 Jan 2023
    Place: New York → Vienna
    Format: – → hybrid
    Summary (English):
      + The draft is read.
""")


def test_two_days_are_first_compared_in_short_with_what_became_of_plans(differences):
    assert differences("2022-05-31", "2022-09-01") == snapshot("""\
as known on 31 May 2022 → 1 Sep 2022
What was planned, and what became of it
~ session-3  ○ Third session  Jan 2023 → 9 – 20 Jan 2023, Vienna, hybrid
2 events added, 0 removed, 1 changed
+ session-2  Second session
+ vote-2022  The rules are adopted
more: ahc diff 2022-05-31 2022-09-01 -v
""")


def test_a_changed_record_is_one_line(differences, edited, path):
    def edit(document):
        first, second = document["events"][1], document["events"][3]
        first["title"] = {"en": "Opening", "zh": "开幕"}
        second["facts"] = [*second["facts"][1:], {"text": {"en": "New."}, "sources": ["daily"]}]
        del document["events"][2]
        document["actors"]["belarus"]["aliases"] = ["Byelorussia"]
        document["sources"]["new"] = document["sources"]["daily"] | {"title": "New page"}

    sides = str(path), edited(edit)
    assert differences(*sides).partition("more:")[0] == snapshot("""\
0 events added, 1 removed, 2 changed
0 actors added, 0 removed, 1 changed
1 source added, 0 removed, 0 changed
~ session-1  title
~ session-2  2 facts
~ actor belarus  1 other name
+ source new
- letter-2022  Letter on safeguards
""")
    assert differences(*sides, "--lang", "zh").partition("更多：")[0] == snapshot("""\
新增0个事件，删除1个，更改2个
新增0个行为体，删除0个，更改1个
新增1个来源，删除0个，更改0个
~ session-1  标题
~ session-2  事实2项
~ 行为体 belarus  别名1项
+ 来源 new
- letter-2022  关于保障的信
""")


def test_a_new_name_says_what_it_is(differences, edited, path):
    def edit(document):
        new = {"id": "new", "date": "2023", "kind": "session", "title": {"en": "New"}}
        document["events"].append(new | {"summary": {"en": "It is new."}})
        about = {"text": {"en": "A state."}, "sources": ["daily"]}
        document["actors"]["norway"] = {"kind": "state", "name": {"en": "Norway"}, "about": about}
        document["sources"]["page"] = document["sources"]["daily"] | {"title": "A page"}

    assert differences(str(path), edited(edit), "-v") == snapshot("""\
1 event added, 0 removed, 0 changed
1 actor added, 0 removed, 0 changed
1 source added, 0 removed, 0 changed
+ 2023  New  new
+ actor Norway  norway
  A state.
+ source Daily: A page  page
""")


def test_of_two_days_only_the_wanted_fields_are_compared(differences):
    assert differences("2022-05-31", "2022-09-01", "--fields", "place") == snapshot("""\
as known on 31 May 2022 → 1 Sep 2022
2 events added, 0 removed, 1 changed
+ 30 May – 10 Jun 2022  Second session  session-2
+ 10 Jun 2022  The rules are adopted  vote-2022
~ 9 – 20 Jan 2023  ○ Third session (scheduled)  session-3
    Place: New York → Vienna
""")


def test_two_events(differences):
    assert differences(
        "session-1", "session-3", "--fields", "title,date,place,actors,facts"
    ) == snapshot("""\
- 28 Feb – 11 Mar 2022  First session  session-1
+ 9 – 20 Jan 2023  Third session (weak sources)  session-3
    Place: New York → Vienna
    Facts: -2 +1
      - 149 states attend. · corroborated [daily, un-report]
      - Talks are calm. · timeline only [eff-timeline]
      + India speaks. · weak source [repost]
    Actors: -2 +1
      - United States · participant
      - EFF · observer · 1 Mar 2022
      + India · speaker
""")


def test_two_events_in_json(differences):
    assert differences("session-1", "session-3", "--fields", "title", "--json") == snapshot("""\
{
  "summary": {
    "added": 0,
    "removed": 0,
    "changed": 1
  },
  "changes": [
    {
      "id": "session-3",
      "change": "changed",
      "table": "event",
      "title": {
        "en": "Third session",
        "zh": "第三届会议"
      },
      "date": "2023-01-09/2023-01-20",
      "fields": {
        "title.en": {
          "old": "First session",
          "new": "Third session",
          "words": [
            [
              "-",
              "First"
            ],
            [
              "+",
              "Third"
            ],
            [
              "=",
              " session"
            ]
          ]
        },
        "title.zh": {
          "old": "第一届会议",
          "new": "第三届会议",
          "words": [
            [
              "=",
              "第"
            ],
            [
              "-",
              "一"
            ],
            [
              "+",
              "三"
            ],
            [
              "=",
              "届会议"
            ]
          ]
        }
      },
      "left": "session-1"
    }
  ]
}
""")


OPERANDS = {
    "an event and a record": ("session-3 2020", 2, snapshot('ahc: give two events, two days or two datasets; -w works only between days or datasets\n')),
    "an event misspelt": ("sesion-3 session-2", 2, snapshot("""\
ahc: nothing found for 'sesion-3'; did you mean session-3 or session-1 or session-2?
give two events, days or files; a file name contains / or ends in .json or .ndjson
""")),
    "standard input twice": ("- -", 2, snapshot('ahc: only one side can be standard input; give a file for the other\n')),
}  # fmt: skip


@pytest.mark.parametrize(("operands", "code", "message"), OPERANDS.values(), ids=OPERANDS)
def test_operands_that_do_not_fit_are_an_error(ahc, operands, code, message):
    assert ahc("diff", *operands.split()) == (code, "", message)


REFUSED = {
    "a field that is not compared": ("2020 2021 --fields year", "year"),
    "an invalid query": ("2020 2021 -w knd:letter", "knd"),
}


@pytest.mark.parametrize(("operands", "named"), REFUSED.values(), ids=REFUSED)
def test_options_that_do_not_fit_are_code_2_and_named(ahc, operands, named):
    code, out, err = ahc("diff", *operands.split())
    assert (code, out) == (2, "")
    assert f"'{named}'" in err.splitlines()[0]


SAME = ["third session|session-3", "第三届会议|SESSION 3", "75/282|vote-2022", "letter|letter-2022"]


@pytest.mark.parametrize("operands", SAME)
def test_a_title_a_symbol_or_the_beginning_of_an_id_names_an_event(ahc, operands):
    assert ahc("diff", *operands.split("|"), "-q") == (0, "", "")


@pytest.fixture
def letters(tmp_path):
    """Write letters with these ids to a file, as an array or as a document with these tables, and
    return its path.
    """

    def command(name, *ids, **tables):
        events = [
            {"id": id_, "date": "2022", "kind": "letter", "title": {"en": "Letter"}} for id_ in ids
        ]
        document = {
            "schema_version": 2,
            "edition": "2026-01-01",
            "title": {"en": "Own"},
            "events": events,
            **tables,
        }
        return str(write_json(document if tables else events, tmp_path / name))

    return command


def test_a_removed_event_can_be_asked_for(differences, letters):
    left, right = letters("left.json", "gone", "kept"), letters("right.json", "kept")
    assert differences(left, right, "-w", "id:gone", "-v") == snapshot("""\
0 events added, 1 removed, 0 changed
- 2022  Letter  gone
""")


def test_items_of_a_list_are_compared_with_their_sources(differences, tmp_path):
    def write(name, count, text, sources):
        facts = [{"text": {"en": text}, "sources": sources}]
        attendance = [{"count": count, "of": "states", "at_least": True}]
        event = {"id": "a", "date": "2022", "kind": "session", "title": {"en": "A"}}
        return str(
            write_json([event | {"facts": facts, "attendance": attendance}], tmp_path / name)
        )

    left = write("left.json", 149, "Some states met in Vienna.", ["page", "other-page"])
    right = write("right.json", 150, "Some states met in New York.", ["page", "new-page"])
    assert differences(left, right, "-v") == snapshot("""\
0 events added, 0 removed, 1 changed
~ 2022  A  a
    Facts: -1 +1
      - Some states met in Vienna. [other-page, page]
      + Some states met in New York. [new-page, page]
    Attendance: -1 +1
      - at least 149 states · no source
      + at least 150 states · no source
""")


def test_records_of_a_vocabulary_are_compared_in_the_words_of_the_reader(differences, letters):
    place = {"oslo": {"name": {"en": "Oslo", "zh": "奥斯陆"}}}
    source = {
        "title": "Page",
        "publisher": "UN",
        "origin": "press",
        "weight": "official",
        "date": "2022",
    }
    changed = source | {
        "origin": "no",
        "weight": "press",
        "url": "https://un.org",
        "publisher": "UNODC",
    }
    actor = {"kind": "state", "name": {"en": "Norway", "zh": "挪威"}}
    renamed = actor | {"iso": "NO", "aliases": ["Norge"], "short": {"zh": "挪"}}
    left = letters(
        "left.json", "a", places=place, sources={"page": source}, actors={"norway": actor}
    )
    right = letters(
        "right.json", "a", "b", places={}, sources={"page": changed}, actors={"norway": renamed}
    )
    assert differences(left, right, "-v", "--lang", "zh") == snapshot("""\
新增1个事件，删除0个，更改0个
新增0个行为体，删除0个，更改1个
新增0个地点，删除1个，更改0个
新增0个来源，删除0个，更改1个
+ 2022年  [en] Letter  b
- 地点 oslo
~ 行为体 挪  norway
    简称（中文）：
      + 挪
    ISO代码：– → NO
    别名：+1
      + Norge
~ 来源 UNODC：Page  page
    发布者：UN → UNODC
    出处：press → no
    性质：官方 → 媒体
    网址：– → https://un.org
""")


def test_as_of_a_day_limits_both_sides(bundled, ahc, path):
    assert ahc("diff", "2022", str(path), "--as-of", "2022", "-q").code == 0
    later = "ahc: '2030' is later than 2022-12-31, the day of --as-of\n"
    assert ahc("diff", "2022", "2030", "--as-of", "2022") == (2, "", later)
    assert bundled("diff", "2020", "bundled", "--as-of", "2020", "-q") == (0, "", "")


def test_a_plan_is_marked_as_scheduled(differences):
    days = "2022-01", "2022-02-15", "-w", "id:session-3"
    assert differences(*days) == snapshot("""\
as known on 31 Jan 2022 → 15 Feb 2022
1 event added, 0 removed, 0 changed
+ session-3  ○ Third session
more: ahc diff --where id:session-3 2022-01 2022-02-15 -v
""")
    assert differences(*days, "-v") == snapshot("""\
as known on 31 Jan 2022 → 15 Feb 2022
1 event added, 0 removed, 0 changed
+ Jan 2023  ○ Third session (scheduled)  session-3
""")


@pytest.fixture
def piped(bundled, monkeypatch):
    """Compare with the small dataset on standard input."""

    def command(*args):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(to_json(DOCUMENT).encode())))
        return bundled("diff", *args)

    return command


def test_standard_input_can_be_the_dataset_or_one_side(piped, ahc, path):
    days = "2022-05-31", "2022-09-01", "-v"
    assert (
        piped(*days, "--data", "-")
        == piped(*days, "--data", "-", "--as-of", "2024")
        == ahc("diff", *days)
    )
    assert piped("-", str(path)).code == 0


def test_standard_input_is_not_read_twice(piped):
    assert piped("session-3", "-", "--data", "-")[:2] == (3, "")


def test_nothing_is_no_operand(bundled):
    for nothing in ("", " "):
        code, out, err = bundled("diff", nothing, "session-4")
        assert (code, out) == (2, "")
        assert f"'{nothing}'" in err
