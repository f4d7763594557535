"""What fuzzing and probing once broke, each kept as a case."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from ahc_cli.render import FORMATS
from robustness import attacks
from robustness.running import PAST_TIME, batch, call, case

EVENT = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "Talk"}}


def one(**given: Any) -> bytes:
    return json.dumps([EVENT | given]).encode()


def lines(*events: Any) -> bytes:
    return "".join(json.dumps(event) + "\n" for event in events).encode()


# A fault of a value, behind which the text is no JSON at all.
BEHIND_A_FAULT = [
    b'[{"id":1}}}}}]]]', b'{"id":1}}}', b'[{"nope":{"a":1}]]}', b'[{"id":1,"\\ud800":2}]', b'[{"id":1,"k\\ud800":2}]', b'[{"id":1,"\xff":2}]',
    b'{"id":"e","date":"2022","k\\ud800":1}\n', b'[{"date":1}', b'{"events":[1],"events":[2]}', b'{"schema_version":1,"title":1}}}', b'[{"id":1},]]',
]  # fmt: skip


@pytest.mark.parametrize("data", BEHIND_A_FAULT, ids=repr)
def test_a_fault_before_broken_json_is_told(data: bytes) -> None:
    ended = call("list", "--data", "-", stdin=data)
    assert (ended.code, ended.out) == (3, b"")
    assert call("validate", "-", stdin=data).code in (1, 3)


def test_blank_lines_by_the_hundred_thousand_are_passed_over_at_once() -> None:
    data = b"\n" * 300_000
    began = time.monotonic()
    assert call("list", "--data", "-", stdin=data).code == 3
    assert call("list", "--data", "-", stdin=data + lines(EVENT)).code == 0
    assert call("list", "--data", "-", stdin=data + b"{").said.startswith("ahc: standard input:300001:")
    assert time.monotonic() - began < PAST_TIME


def test_brackets_by_the_hundred_thousand_behind_a_fault_are_passed_over_in_time(tmp_path: Path) -> None:
    deep = [b'[{"id":1,"x":' + opened * 100_000 for opened in (b"[", b'{"a":', b'[{"a":')]
    deep += [b'{"id":"e","x":' + b"[" * 900 + b"1," * 100_000 + b"1" + b"]" * 900 + b"}\n"]
    for number, data in enumerate(deep):
        (tmp_path / f"{number}.json").write_bytes(data)
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    ended = batch(
        [case(*words, seconds=PAST_TIME) for name in names for words in (("list", "--data", name), ("validate", name))]
    )
    assert {one.code for one in ended} <= {1, 3}


def test_a_word_that_is_found_half_a_million_times_is_found_in_time() -> None:
    for text, word in (("x " * 300_000, "x"), ("é " * 300_000, "e"), ("会" * 300_000, "会")):
        began = time.monotonic()
        ended = call("search", word, "--json", "--data", "-", stdin=one(summary={"zh": text}))
        (found,) = json.loads(ended.out)
        assert found["matches"]
        assert time.monotonic() - began < PAST_TIME


def test_events_of_ndjson_are_there_for_whoever_goes_through_them_twice() -> None:
    data = lines(
        EVENT | {"series": "s", "place": "vienna", "documents": [{"symbol": "A/1"}]},
        EVENT | {"id": "f", "date": "2023", "series": "s", "place": "vienna", "title": {"en": "Next talk"}},
    )
    for words in (("show", "A/1"), ("show", "e"), ("show", "vienna"), ("show", "e", "f", "--json"), ("diff", "e", "f"), ("diff", "2022", "2024"), ("diff", "-", "bundled", "--json")):  # fmt: skip
        as_lines = call(*words, "--data", "-", stdin=data) if "-" not in words else call(*words, stdin=data)
        array = json.dumps([json.loads(line) for line in data.splitlines()]).encode()
        assert (
            as_lines[:3]
            == (call(*words, "--data", "-", stdin=array) if "-" not in words else call(*words, stdin=array))[:3]
        )
    assert "Next talk" in call("show", "e", "--data", "-", stdin=data).text


def test_a_changed_event_of_ndjson_is_named_with_its_title(empty: Path) -> None:
    Path("old.ndjson").write_bytes(lines(EVENT, EVENT | {"id": "gone", "title": {"en": "Quite gone"}}))
    Path("new.ndjson").write_bytes(lines(EVENT | {"title": {"en": "New talk"}}))
    said = call("diff", "old.ndjson", "new.ndjson").text
    assert "~ e  2022  New talk" in said
    assert "- gone  2022  Quite gone" in said
    Path("bad.ndjson").write_bytes(lines(EVENT) + b"x\n")
    for sides in (("bad.ndjson", "new.ndjson"), ("new.ndjson", "bad.ndjson")):
        assert call("diff", *sides).code == 3


NOT_THERE = ["score", "matches", "confidence", "score,status", "facts,confidence", "history,body,series"]


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in ("svg", "ics")])
@pytest.mark.parametrize("names", NOT_THERE)
def test_a_field_that_an_event_has_not_is_empty_in_every_format(names: str, form: str) -> None:
    data = one(facts=[{"text": {"en": "x"}, "sources": ["nobody-knows"]}, {"text": {"en": "y"}}])
    ended = call("list", "--fields", names, "-f", form, "--data", "-", stdin=data)
    assert (ended.code, ended.err) == (0, b"")
    assert "UNSET" not in ended.text


def test_a_fact_without_a_known_source_counts_as_one_without_confidence() -> None:
    data = one(facts=[{"text": {"en": "x"}, "sources": ["nobody-knows"]}])
    ended = call("count", "confidence", "--json", "--data", "-", stdin=data)
    assert json.loads(ended.out) == [{"value": None, "label": {"en": "(none)", "zh": "（无）"}, "count": 1}]


def test_a_text_of_any_length_in_an_error_is_cut() -> None:
    long = "x" * 200_000
    for words in (
        ("show", long),
        ("list", long + ":y"),
        ("list", "--fields", long),
        ("list", f"--data=./{long}"),
        (long,),
        ("list", "--kind", long),
    ):
        ended = call(*words)
        assert ended.code in (1, 2, 3)
        assert len(ended.said) < 3_000
    for wrong in ({"date": long}, {"kind": long}, {long: 1}, {"id": long}):
        ended = call("list", "--data", "-", stdin=one(**wrong))
        assert ended.code == 3
        assert len(ended.said) < 3_000
        assert len(call("validate", "-", stdin=one(**wrong)).out) < 3_000


def test_a_line_feed_in_data_makes_no_line_of_an_error() -> None:
    for wrong in (
        {"date": "x\nahc: all is well"},
        {"kind": "x\nahc: all is well"},
        {"x\nahc: all is well": 1},
        {"title": {"x\nahc: all is well": "y"}},
    ):
        ended = call("list", "--data", "-", stdin=one(**wrong))
        assert ended.said.count("\n") == 1
        assert call("validate", "-", stdin=one(**wrong)).out.count(b"\n") == 1


def test_help_with_chinese_in_it_can_be_written_in_any_encoding() -> None:
    for encoding in ("ascii", "latin-1", "cp1252", "gbk", "utf-8"):
        ended = call("list", "--help", encoding=encoding)
        assert ended.code == 0
        assert ended.out.startswith(b"Usage: ahc list")


def test_utf_16_without_a_mark_is_called_so() -> None:
    for encoding in ("utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"):
        ended = call("list", "--data", "-", stdin=json.dumps([EVENT]).encode(encoding))
        assert ended.code == 3
        assert "UTF-8" in ended.said


def test_a_formula_behind_an_invisible_character_is_guarded() -> None:
    for first in ("\ufeff", "\u200b", "\xa0", " ", '"', "\u2003", "\u202f", "\u205f", "\u1680"):
        said = call(
            "list", "-f", "csv", "--fields", "title", "--data", "-", stdin=one(title={"en": f"{first}=1+1"})
        ).text
        assert said.splitlines()[1].strip('"').startswith("'")
        assert attacks.is_inert(said.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    "words", [("list",), ("filter",), ("positions",), ("search",), ("search", "talk", "-w")], ids=" ".join
)
def test_accents_alone_are_nothing_to_look_for(words: tuple[str, ...]) -> None:
    for text in ("\u0301", '"\u0301"', "\u0300 \u0301", "´", "¨"):
        ended = call(*words, text)
        assert ended.code == 2, (words, text)
        assert "nothing to" in ended.said
    assert call("search", "russia", "\u0301", "-f", "ids").out == call("search", "russia", "-f", "ids").out


def test_what_is_not_accents_is_not_everything() -> None:
    for command in ("list", "filter", "positions", "timeline"):
        for text in ("not ´", "e ´", 'not "\u0301"'):
            ended = call(command, text)
            assert (ended.code, ended.out) == (2, b""), (command, text)
