"""The command diff: its operands, and how differences are told."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from ahc_cli import dataset, diff
from ahc_cli.cli import run


def asked(capfdbinary, *args):
    code = run(["diff", *args])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def test_an_edited_copy_shows_exactly_the_edits(capfdbinary, tmp_path):
    document = json.loads(open_data())
    document["events"][0]["title"]["zh"] += "（改）"
    document["events"][3]["date"] = "2019-11-05"
    last = document["events"].pop()["id"]
    relating = [event for event in document["events"][4:] if last in event.get("related", ())]
    for each in relating:
        each["related"].remove(last)
    document["actors"]["france"]["name"]["en"] = "Republic of France"
    (tmp_path / "edited.json").write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = asked(capfdbinary, "bundled", str(tmp_path / "edited.json"), "--json")
    found = json.loads(out)
    assert code == 1
    assert found["summary"] == {"added": 0, "removed": 1, "changed": 3 + len(relating)}
    fields = {change["id"]: sorted(change.get("fields", {})) for change in found["changes"]}
    first, fourth = (dataset.bundled().events[i].id for i in (0, 3))
    expected = {first: ["title.zh"], fourth: ["date"], "france": ["name.en"], last: []}
    assert fields == expected | {event["id"]: ["related"] for event in relating}


def open_data():
    shipped = files("ahc_cli") / "data" / "events.json"
    beside = Path(diff.__file__).parents[2] / "data" / "events.json"
    return (shipped if shipped.is_file() else beside).read_text(encoding="utf-8")


def test_a_reordered_copy_shows_none(capfdbinary, tmp_path):
    document = json.loads(open_data())
    document["events"].reverse()
    for each in document["events"]:
        each.get("facts", []).reverse()
        each.get("topics", []).reverse()
    (tmp_path / "reordered.json").write_text(json.dumps(document), encoding="utf-8")
    assert asked(capfdbinary, "bundled", str(tmp_path / "reordered.json"))[0] == 0


def test_two_days_of_knowledge(capfdbinary):
    code, out, _ = asked(capfdbinary, "2020-06", "2021-06", "--json")
    found = json.loads(out)
    assert code == 1
    added = {change["id"] for change in found["changes"] if change["change"] == "added"}
    assert {"postponed-2020", "postponed-2021", "ga-75-282"} <= added
    (changed,) = (change for change in found["changes"] if change["change"] == "changed")
    assert changed["id"] == "org-session"
    assert changed["fields"]["date"] == {"old": "2020-08", "new": "2021-05-10/2021-05-12"}
    assert changed["fields"]["status"] == {"old": "scheduled", "new": "happened"}


REFUSED = [
    (
        ["session-3", "2020"],
        2,
        "'session-3' is one event, and the other side a whole record; give two of a kind",
    ),
    (["sesion-3", "session-4"], 2, "'sesion-3' is no event, day, symbol or file"),
    (["session", "session-4"], 2, "'session' may be session-1, session-2,"),
    (["2020..", "2021"], 2, "'2020..' has no last day; give a day, a month or a year"),
    (["-", "-"], 2, "standard input can be only one of the two"),
    (["session-3", "session-4", "-w", "kind:letter"], 2, "-w chooses among the events of two records"),
    (["2020", "2021", "--fields", "year"], 2, "no field 'year'"),
    (["./nowhere.json", "bundled"], 3, "./nowhere.json: No such file or directory"),
]


@pytest.mark.parametrize(("operands", "code", "message"), REFUSED, ids=[" ".join(case[0]) for case in REFUSED])
def test_operands_that_do_not_fit(capfdbinary, operands, code, message):
    found, out, err = asked(capfdbinary, *operands)
    assert (found, out) == (code, "")
    assert err.startswith(f"ahc: {message}")


def test_a_symbol_a_title_or_the_start_of_an_id_names_an_event(capfdbinary):
    assert asked(capfdbinary, "Third session", "session-3")[0] == 0
    assert asked(capfdbinary, "第三届会议", "SESSION 3")[0] == 0
    assert asked(capfdbinary, "A/RES/74/247", "ga-74-247")[0] == 0
    assert asked(capfdbinary, "ga-75", "ga-75-282")[0] == 0


def test_edits_are_marked_without_colour(capfdbinary):
    _, out, _ = asked(capfdbinary, "session-3", "session-4", "--fields", "title,place", "--lang", "en")
    assert out == (
        "0 added, 0 removed, 1 changed\n"
        "~ session-3 → session-4  9 – 20 Jan 2023  Fourth session\n"
        "    Place: New York → Vienna\n"
        "    Title (en): [-Third-]{+Fourth+} session\n"
        "    Title (zh): 第[-三-]{+四+}届会议\n"
    )


def test_edited_items_tell_their_sources_by_name(capfdbinary, tmp_path):
    def held(count, text, sources):
        facts = [{"text": {"en": text}, "sources": sources}]
        attendance = [{"count": count, "of": "states", "at_least": True}]
        event = {"id": "a", "date": "2022", "kind": "session", "title": {"en": "A"}}
        return json.dumps([event | {"facts": facts, "attendance": attendance}])

    (tmp_path / "old.json").write_text(held(149, "Some states met in Vienna.", ["unodc-home", "us-session-3"]))
    (tmp_path / "new.json").write_text(held(150, "Some states met in New York.", ["unodc-home", "us-session-4"]))
    _, out, _ = asked(capfdbinary, str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--lang", "en")
    assert out == (
        "0 added, 0 removed, 1 changed\n"
        "~ a  2022  A\n"
        "    Facts:\n"
        "      ~ Some states met in [-Vienna-]{+New York+}. [unodc-home, +us-session-4,\n"
        "        -us-session-3]\n"
        "    Attendance:\n"
        "      ~ at least [-149-]{+150+} states\n"
    )


def test_what_is_planned_is_marked_as_planned(capfdbinary):
    _, out, _ = asked(capfdbinary, "2020-06", "2021-06", "-w", "id:session-1", "--lang", "en")
    assert out == "1 added, 0 removed, 0 changed\n+ session-1  2022  ○ First session (scheduled)\n"


def from_stdin(*args):
    """What the real command says of a diff whose input is the bundled data."""
    command = [sys.executable, "-m", "ahc_cli", "diff", *args]
    done = subprocess.run(command, input=open_data(), capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.partition("\n")[0], done.stderr


def test_standard_input_is_read_once_with_as_of():
    days = "2020-06", "2021-06"
    whole = from_stdin(*days, "--data", "-")
    assert from_stdin(*days, "--data", "-", "--as-of", "2024") == whole
    assert (whole[0], whole[2]) == (1, "")


def test_standard_input_is_not_read_twice():
    code, out, err = from_stdin("session-3", "-", "--data", "-")
    assert (code, out, err) == (3, "", "ahc: standard input: read already; only one side can be -\n")


def letters(path, *ids, **more):
    """A file of letters: an array, or a document with what else it is given."""
    events = [{"id": id_, "date": "2022", "kind": "letter", "title": {"en": "Letter"}} for id_ in ids]
    edition = {"schema_version": 1, "edition": "2026-01-01", "title": {"en": "Own"}, "events": events, **more}
    path.write_text(json.dumps(edition if more else events), encoding="utf-8")
    return str(path)


def test_what_was_removed_may_be_asked_about(capfdbinary, tmp_path):
    left, right = letters(tmp_path / "left.json", "gone", "kept"), letters(tmp_path / "right.json", "kept")
    code, out, _ = asked(capfdbinary, left, right, "-w", "id:gone", "--json")
    assert (code, json.loads(out)["summary"]) == (1, {"added": 0, "removed": 1, "changed": 0})


def test_as_of_a_day_holds_for_files_too(capfdbinary, tmp_path):
    (tmp_path / "copy.json").write_text(open_data(), encoding="utf-8")
    assert asked(capfdbinary, "2020", str(tmp_path / "copy.json"), "--as-of", "2020")[0] == 0
    assert asked(capfdbinary, "2020", "bundled", "--as-of", "2020")[0] == 0


def test_records_are_told_in_the_words_of_their_own_file_and_of_the_reader(capfdbinary, tmp_path):
    places = {"oslo": {"name": {"en": "Oslo", "zh": "奥斯陆"}}}
    sources = {"page": {"title": "Page", "publisher": "UN", "origin": "press", "weight": "official", "date": "2022"}}
    actors = {"norway": {"kind": "state", "name": {"en": "Norway", "zh": "挪威"}}}
    given = {"places": places, "sources": sources, "actors": actors}
    changed = json.loads(json.dumps(given))
    changed["sources"]["page"] |= {"origin": "no", "weight": "press", "url": "https://un.org", "publisher": "UNODC"}
    changed["actors"]["norway"] |= {"iso": "NO", "aliases": ["Norge"], "short": {"zh": "挪"}}
    left, right = (letters(tmp_path / f"{n}.json", "a", **more) for n, more in enumerate((given, changed)))
    document = json.loads(Path(right).read_text(encoding="utf-8"))
    document["events"][0]["place"] = "oslo"
    Path(right).write_text(json.dumps(document), encoding="utf-8")
    _, out, _ = asked(capfdbinary, left, right, "--lang", "zh")
    assert [line.strip() for line in out.splitlines()] == [
        "新增0项，删除0项，更改3项",
        "~ a  2022年  [en] Letter",
        "地点：– → 奥斯陆",
        "~ norway",
        "ISO 代码：– → NO",
        "别名：",
        "+ Norge",
        "简称（zh）：{+挪+}",
        "~ page",
        "发布者：UN → UNODC",
        "出处：press → no",
        "分量：官方 → 媒体",
        "网址：– → https://un.org",
    ]


def test_a_new_id_of_the_same_is_said_in_the_language_of_the_reader(capfdbinary, tmp_path):
    left, right = letters(tmp_path / "left.json", "letter-1"), letters(tmp_path / "right.json", "letter-2")
    assert "（letter-1换了编号？）" in asked(capfdbinary, left, right, "--lang", "zh")[1]
    assert "(letter-1 under a new id?)" in asked(capfdbinary, left, right, "--lang", "en")[1]
