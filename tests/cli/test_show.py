"""What `ahc show` finds, however a person names it."""

import json
import shlex
from io import BytesIO

import pytest
from inline_snapshot import snapshot
from small import DOCUMENT, write_json

NAMES = {
    "an id": ("session-3", "session-3"),
    "an id in capitals": ("SESSION-3", "session-3"),
    "an id with blanks for its hyphens": ("session 3", "session-3"),
    "several words that are one name": ("Human Rights Watch", "hrw"),
    "a name in Chinese": ("人权观察", "hrw"),
    "a short name": ("特设委员会", "ahc"),
    "another name of a state": ("Russian Federation", "russia"),
    "the ISO code of a state": ("BY", "belarus"),
    "an alias": ("Wien", "vienna"),
    "a topic": ("human rights", "safeguards"),
    "a title": ("third session", "session-3"),
    "a title in Chinese": ("第三届会议", "session-3"),
    "a title in Chinese with a digit": ("第3届会议", "session-3"),
    "two things": ("session-3 俄罗斯", "session-3 russia"),
    "the same thing twice": ("hrw 人权观察", "hrw"),
    "a symbol": ("A/RES/75/282", "vote-2022"),
    "a symbol without A/RES/": ("75/282", "vote-2022"),
    "the beginning of an id": ("letter", "letter-2022"),
    "the beginning of an id in capitals": ("LETTER", "letter-2022"),
    "a source": ("eff-timeline", "eff-timeline"),
}


@pytest.mark.parametrize(("typed", "found"), NAMES.values(), ids=NAMES)
def test_show_finds(ahc, typed, found):
    code, out, err = ahc("show", *typed.split(), "--json")
    assert ([record["id"] for record in json.loads(out)], code, err) == (found.split(), 0, "")


UNCLEAR = {
    "the beginning of two ids": ("session", snapshot("ahc: 'session' is ambiguous; did you mean session-1 or session-2 or session-3?\n")),
    "a title of which one word is near": ("'forth session'", snapshot("ahc: nothing found for 'forth session'; try 'ahc search forth session'\n")),
    "what was not yet known": ("session-2 --as-of 2022-01-01", snapshot("ahc: 'session-2' was not yet known on 2022-01-01\n")),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "message"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_unclear_is_an_error_that_names_what_may_be_meant(ahc, typed, message):
    assert ahc("show", *shlex.split(typed)) == (1, "", message)


def test_a_pattern_is_the_beginning_of_ids(ahc):
    beginning, pattern = ahc("show", "session"), ahc("show", "session-?")
    assert (pattern.code, pattern.out) == (1, "")
    assert pattern.err == beginning.err.replace("'session'", "'session-?'")


def test_an_empty_name_finds_nothing(ahc):
    code, out, err = ahc("show", "")
    assert (code, out) == (1, "")
    assert "''" in err


LETTER = {"date": "2022", "kind": "letter", "title": {"en": "Letter"}}


def test_a_symbol_of_two_events_shows_both(bundled, tmp_path):
    events = [
        LETTER | {"id": id_, "documents": [{"symbol": "A/1/Rev.1"}]} for id_ in ("one", "two")
    ]
    path = str(write_json(events, tmp_path / "own.json"))
    code, out, _ = bundled("show", "a/1/rev.1", "--data", path, "--json")
    assert ([record["id"] for record in json.loads(out)], code) == (["one", "two"], 0)
    code, out, err = bundled("show", "A/1", "--data", path)
    assert (code, out) == (1, "")
    assert err.startswith("ahc: nothing found for 'A/1'")


def test_an_id_comes_before_a_symbol(bundled, tmp_path):
    events = [
        LETTER | {"id": "press"},
        LETTER | {"id": "other", "documents": [{"symbol": "press"}]},
    ]
    path = str(write_json(events, tmp_path / "own.json"))
    (shown,) = json.loads(bundled("show", "press", "--data", path, "--json").out)
    assert shown["id"] == "press"


def test_the_json_of_a_card_is_the_record_and_its_events(ahc):
    (shown,) = json.loads(ahc("show", "hanoi", "--json").out)
    assert shown == DOCUMENT["places"]["hanoi"] | {
        "id": "hanoi",
        "table": "place",
        "events": [
            {
                "id": "signing",
                "date": "2025-10-25/..",
                "title": DOCUMENT["events"][-1]["title"],
                "roles": [],
            }
        ],
    }


def test_records_of_different_kinds_are_shown_in_the_order_given(ahc):
    code, out, err = ahc("show", "vienna", "session-3", "russia", "-f", "ndjson")
    assert ([json.loads(line)["id"] for line in out.splitlines()], code, err) == (
        ["vienna", "session-3", "russia"],
        0,
        "",
    )


def test_standard_input_is_read_once(bundled, path, monkeypatch):
    for day in ((), ("--as-of", "2022-07")):
        expected = bundled("show", "session-2", "--data", str(path), *day)
        stream = BytesIO(path.read_bytes())
        monkeypatch.setattr("ahc_cli.cli.session.stdin", lambda stream=stream: stream)
        assert bundled("show", "session-2", "--data", "-", *day) == expected
        assert expected.code == 0
