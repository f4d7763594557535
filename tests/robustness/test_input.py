"""Rows 9 to 29: what stands in a dataset, and where it comes from."""

import gzip
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small import DOCUMENT

from robustness import attacks
from robustness.jsons import BROKEN, SOUND, is_dataset
from robustness.running import MIB, PAST_TIME, Ended, ahc, batch, call, case, ids

NAME = "given.json"


def reading(name: str) -> list[tuple[str, ...]]:
    """A command line of each command that reads a dataset."""
    return [
        *((*words, "--data", name) for words in (
            ("list",), ("list", "--json"), ("filter", "kind:session"), ("search", "x"), ("show", "e"), ("positions",), ("count", "kind"),
            ("timeline",), ("actors",), ("topics",), ("diff", "2022", "2023"))),
        ("diff", f"./{name}", "bundled"), ("diff", "bundled", f"./{name}"), ("diff", f"./{name}", f"./{name}"),
    ]  # fmt: skip


def is_refused(ended: Ended) -> bool:
    """By a command that wanted the dataset for something."""
    said = ended.said
    return (
        ended.code == 3 and not ended.out and said.startswith("ahc: ") and said.count("\n") <= 4 and len(said) < 2_000
        and _speaks_to_people(said)
    )  # fmt: skip


def is_found_faulty(ended: Ended) -> bool:
    """By `validate`: faults are its answer; what cannot be read is an error."""
    verdict = ended.code == 1 and ended.out and not ended.err and _speaks_to_people(ended.out.decode())
    return bool(verdict) or is_refused(ended)


def _speaks_to_people(said: str) -> bool:
    pythonic = (
        "Traceback",
        "msgspec",
        "DecodeError",
        "Error(",
        "codec",
        "NoneType",
        "object at 0x",
        "a bug in",
        ".py",
        "struct",
        "utf-8'",
    )
    return not any(word in said for word in pythonic) and attacks.is_inert(said)


def event(id_: str = "e", **given: Any) -> dict[str, Any]:
    return {"id": id_, "date": "2022", "kind": "session", "title": {"en": "Talk x"}} | given


def document(*events: Any, **given: Any) -> dict[str, Any]:
    return {"schema_version": 1, "edition": "2022-01-01", "title": {"en": "Record"}, "events": [*events]} | given


def lines(*events: Any, end: str = "\n") -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + end for one in events).encode()


def dumped(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


# The three guises of a dataset, of one and of two events.
GUISES: dict[str, Callable[..., bytes]] = {
    "array": lambda *events: dumped([*events]),
    "document": lambda *events: dumped(document(*events)),
    "ndjson": lines,
}


@pytest.fixture(params=GUISES, ids=list(GUISES))
def guise(request: pytest.FixtureRequest) -> Callable[..., bytes]:
    return GUISES[request.param]


def given(data: bytes) -> str:
    Path(NAME).write_bytes(data)
    return NAME


@pytest.fixture(autouse=True)
def _in_an_empty_folder(empty: Path) -> None:
    pass


CHUNKS = [BROKEN[start::10] for start in range(10)]


@pytest.mark.parametrize("texts", CHUNKS, ids=range(10))
def test_row_9_broken_json_is_refused(texts: list[bytes]) -> None:
    for number, text in enumerate(texts):
        name = given(text)
        assert is_refused(call("list", "--data", name)), text
        assert is_found_faulty(call("validate", name)), text
        if number % 10 == 0:
            assert all(is_refused(call(*words)) for words in reading(name)), text
            assert is_refused(call("list", "--data", "-", stdin=text)), text


@pytest.mark.parametrize("texts", CHUNKS, ids=range(10))
def test_row_9_broken_json_inside_a_sound_dataset_is_refused(texts: list[bytes]) -> None:
    for number, text in enumerate(texts):
        data = [*GUISES.values()][number % 3](event(), event("f", title={"en": "@@"})).replace(b'"@@"', text)
        name = given(data)
        assert is_refused(call("list", "--data", name)), text
        assert is_found_faulty(call("validate", name)), text


def test_row_10_sound_json_that_is_no_dataset_is_refused() -> None:
    for text in SOUND:
        name = given(text)
        listed, checked = call("list", "--data", name), call("validate", name)
        if is_dataset(text):
            assert (listed.code, listed.out, checked.code) == (0, b"", 0), text
        else:
            assert is_refused(listed), text
            assert is_found_faulty(checked), text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "nan", "1e999", "-1e999"])
def test_row_11_numbers_that_are_none_are_refused(number: str, guise: Callable[..., bytes]) -> None:
    for field in ("score", "date", "votes", "nope", "place", "summary", "series"):
        name = given(guise(event(**{field: "@@"})).replace(b'"@@"', number.encode()))
        assert is_refused(call("list", "--data", name)), field
        assert is_found_faulty(call("validate", name)), field
    for text in (number, f"[{number}]", f'{{"a":{number}}}'):
        assert is_refused(call("list", "--data", given(text.encode())))


def test_row_12_deep_json_is_refused_in_time_and_without_a_crash() -> None:
    deep: list[bytes] = []
    for depth in (1_000, 10_000, 100_000):
        for opened, closed in ((b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]"), (b'{"events":[', b"]}")):
            deep += [opened * depth, opened * depth + b"1" + closed * depth]
        deep += [guise(event(x="@@")).replace(b'"@@"', b"[" * depth + b"]" * depth) for guise in GUISES.values()]
        deep += [guise(event(x="@@")).replace(b'"@@"', b'{"a":' * depth) for guise in GUISES.values()]
    for number, data in enumerate(deep):
        Path(f"{number}.json").write_bytes(data)
    names = [f"{number}.json" for number in range(len(deep))]
    ended = batch([case(*words, seconds=PAST_TIME, memory=1500 * MIB) for name in names for words in
                   (("list", "--data", name), ("diff", f"./{name}", "bundled"))])  # fmt: skip
    assert all(map(is_refused, ended)), next(one for one in ended if not is_refused(one))
    checked = batch([case("validate", name, seconds=PAST_TIME, memory=1500 * MIB) for name in names])
    assert all(map(is_found_faulty, checked)), next(one for one in checked if not is_found_faulty(one))


def test_row_12_at_the_very_depth_that_is_too_deep_it_is_refused_too(guise: Callable[..., bytes]) -> None:
    for depth in range(850, 1_000):
        data = guise(event(x="@@")).replace(b'"@@"', b"[" * depth + b"]" * depth)
        assert is_refused(call("list", "--data", "-", stdin=data)), depth
        assert is_found_faulty(call("validate", "-", stdin=data)), depth


def test_row_12_tens_of_millions_of_values_are_refused_in_time_with_the_place() -> None:
    one = dumped(event())
    many = b"[" + b"[]," * 20_000_000 + b"[]]"
    deep = {
        "opened": (b"[" * 50_000_000, "1:1: nested too deeply"),
        "objects": (b'{"a":' * 20_000_000, "1:1: nested too deeply"),
        "line": (one + b"\n" + b'{"a":' * 12_000_000, "2:1: nested too deeply"),
        "arrays": (b"[" + one + b"," + b"[]," * 30_000_000 + b"[]]", f"1:{len(one) + 3}: [1]: expected object, got array"),
        "in an event": (b"[" + one + b', {"x": ' + many + b"}]", f"1:{len(one) + 5}: [1].x: unknown key 'x'"),
        "in a line": (one + b'\n{"x": ' + many + b"}", "2:2: x: unknown key 'x'"),
        "in a string": (b"[" + one + b"," + dumped(event("f")).replace(b'"2022"', b'"' + b"[" * 60_000_000 + b'"') + b"]", f"1:{len(one) + 15}: [1].date: "),
    }  # fmt: skip
    for name, (data, _) in deep.items():
        Path(f"{name}.json").write_bytes(data)
    ended = batch([case("list", "--data", f"{name}.json", seconds=30, memory=1500 * MIB) for name in deep])
    for (name, (_, place)), found in zip(deep.items(), ended, strict=True):
        assert is_refused(found), (name, found)
        assert found.said.startswith(f"ahc: {name}.json:{place}"), (name, found)


@pytest.mark.parametrize(
    "number",
    [
        "9" * 5_000,
        "9" * 1_000_000,
        "1e999999999",
        "-" + "9" * 5_000,
        "0." + "9" * 5_000,
        "1" + "0" * 400 + "e-400",
        str(2**64),
        str(-(2**63) - 1),
    ],
)
def test_row_13_huge_numbers_are_refused_in_time(number: str, guise: Callable[..., bytes]) -> None:
    places: list[dict[str, Any]] = [
        {"id": "@@"}, {"date": "@@"}, {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": "@@"}]}, {"nope": "@@"},
        {"attendance": [{"count": "@@", "of": "states"}]},
    ]  # fmt: skip
    for place in places:
        name = given(guise(event(**place)).replace(b'"@@"', number.encode()))
        began = time.monotonic()
        assert is_refused(call("list", "--data", name))
        assert is_found_faulty(call("validate", name))
        assert time.monotonic() - began < PAST_TIME


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\n", b" \n\t\r\n \n", b"\n" * 100_000, b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"], ids=repr
)
def test_row_14_nothing_is_no_dataset(data: bytes) -> None:
    for words in (*reading(given(data)), ("validate", NAME)):
        ended = call(*words)
        assert is_refused(ended), words
        assert "empty" in ended.said
    for words in (("list", "--data", "-"), ("validate", "-"), ("diff", "-", "bundled")):
        assert is_refused(call(*words, stdin=data))


def test_row_15_a_file_cut_at_any_byte_is_refused() -> None:
    sound = {
        "array": dumped(
            [
                event(),
                event("f", summary={"zh": "会议"}, votes=[{"motion": {"en": "m"}, "result": "adopted", "yes": 88}]),
            ]
        ),
        "document": json.dumps(
            document(event(), actors={"a": {"kind": "ngo", "name": {"en": "A"}}}), indent=1
        ).encode(),
    }
    for whole in sound.values():
        assert call("list", "--data", given(whole)).code == 0
        for end in range(len(whole)):
            name = given(whole[:end])
            assert is_refused(call("list", "--data", name)), whole[:end]
            assert end % 5 or is_found_faulty(call("validate", name)), whole[:end]
    two = lines(event(), event("f", summary={"zh": "会议"}))
    first = two.index(b"\n")
    for end in {*range(1, len(two) - 1)} - {first, first + 1}:
        ended = call("list", "--data", given(two[:end]))
        assert is_refused(ended), two[:end]
        assert f"{NAME}:{1 + (end > first)}:" in ended.said


def test_row_16_a_byte_order_mark_is_passed_over(guise: Callable[..., bytes]) -> None:
    data = guise(event(), event("f"))
    plain = call("list", "--json", "--data", given(data)).out
    assert json.loads(plain)[1]["id"] == "f"
    assert call("list", "--json", "--data", given(b"\xef\xbb\xbf" + data)).out == plain
    assert call("list", "--json", "--data", "-", stdin=b"\xef\xbb\xbf\n " + data).out == plain
    assert call("validate", NAME).code == 0
    assert is_refused(call("list", "--data", given(b"\xef\xbb\xbf" * 2 + data)))


ENCODINGS = [
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "gbk",
    "gb18030",
    "big5",
    "shift-jis",
    "euc-kr",
    "latin-1",
    "cp1252",
    "cp500",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_row_17_another_encoding_is_named_as_the_fault(encoding: str, guise: Callable[..., bytes]) -> None:
    text = {"latin-1": "é", "cp1252": "é", "cp500": "é", "big5": "會議", "euc-kr": "회의", "shift-jis": "会議"}.get(
        encoding, "会议"
    )
    data = guise(event(title={"en": text}), event("f")).decode()
    name = given(data.encode(encoding))
    for words in (("list", "--data", name), ("validate", name), ("diff", f"./{name}", "bundled")):
        ended = call(*words)
        assert is_found_faulty(ended)
        assert "UTF-8" in ended.said + ended.text or (encoding == "cp500" and "not JSON" in ended.said), ended


@pytest.mark.parametrize(
    "bad",
    [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xbc", b"\x80", b"\xf8\x88\x80\x80\x80", b"\0"],
    ids=repr,
)
def test_row_17_bytes_that_are_no_text_are_refused_wherever_they_stand(bad: bytes, guise: Callable[..., bytes]) -> None:
    for place in (
        {"title": {"en": "a@@b"}},
        {"date": "20@@"},
        {"nope@@": 1},
        {"id": "@@"},
        {"kind": "@@"},
        {"actors": [{"actor": "@@", "role": "host"}]},
    ):
        data = guise(event(), event(**({"id": "f"} | place))).replace(b"@@", bad)
        ended = call("list", "--data", given(data))
        assert is_refused(ended), place
        assert bad == b"\0" or "UTF-8" in ended.said, place
        assert is_found_faulty(call("validate", NAME)), place


BAD_EVENTS: dict[str, dict[str, Any]] = {
    "date": {"date": "2022-02-30"}, "kind": {"kind": "party"}, "title": {"title": {}}, "key": {"titel": {"en": "x"}}, "id": {"id": "A b"},
    "votes": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": -1}]}, "role": {"actors": [{"actor": "a", "role": "guest"}]},
}  # fmt: skip


@pytest.mark.parametrize("at", [0, 50, 99])
@pytest.mark.parametrize("fault", BAD_EVENTS.values(), ids=BAD_EVENTS)
def test_row_18_one_bad_event_among_a_hundred_is_named_and_nothing_is_shown(
    at: int, fault: dict[str, Any], guise: Callable[..., bytes]
) -> None:
    events = [event(f"e-{number}") for number in range(100)]
    events[at] = events[at] | fault
    name = given(guise(*events))
    place = f"{NAME}:{at + 1}:" if guise is lines else f"[{at}]"
    for words in (*reading(name), ("validate", name)):
        ended = call(*words)
        assert is_refused(ended) if words[0] != "validate" else ended.code == 1, words
        assert place in ended.said + ended.text, words


def test_row_19_three_bad_events_are_all_named(guise: Callable[..., bytes]) -> None:
    events = [event(f"e-{number}") for number in range(9)]
    events[1]["date"], events[4]["kind"], events[8]["nope"] = "2022-13", "party", 1
    ended = call("validate", given(guise(*events)))
    assert ended.code == 1
    for at, said in ((1, "2022-13"), (4, "party"), (8, "nope")):
        assert (f":{at + 1}:" if guise is lines else f"[{at}]") in ended.text
        assert said in ended.text
    assert [*json.loads(call("validate", NAME, "--json").out)[0]] == ["line", "column", "path", "message"]
    assert len(json.loads(call("validate", NAME, "--json").out)) == 3


def test_row_20_an_id_used_twice_is_refused_everywhere(guise: Callable[..., bytes]) -> None:
    name = given(guise(event(), event("f"), event()))
    for words in (*reading(name), ("validate", name)):
        ended = call(*words)
        assert "'e' is used twice" in ended.said + ended.text, words
        assert is_found_faulty(ended)
        assert ended.code == 3 or words[0] == "validate"


@pytest.mark.parametrize("table", ["sources", "places", "actors", "topics"])
def test_row_20_an_id_used_in_two_tables_is_refused(table: str) -> None:
    record: dict[str, Any] = {"name": {"en": "A"}}
    if table == "sources":
        record = {"title": "t", "publisher": "p", "origin": "o", "weight": "ngo"}
    elif table == "actors":
        record |= {"kind": "ngo"}
    for id_ in ("e", "bundled", "today"):
        ended = call("list", "--data", given(dumped(document(event(), **{table: {id_: record}}))))
        assert is_refused(ended)
        assert f"'{id_}' is" in ended.said


def test_row_20_a_key_that_stands_twice_is_found_with_its_place(guise: Callable[..., bytes]) -> None:
    data = guise(event(), event("f", date="@@")).replace(b'"@@"', b'"2022", "date": "2023"')
    ended = call("validate", given(data))
    assert ended.code == 1
    assert "'date' stands twice" in ended.text
    assert (f"{NAME}:2:" if guise is lines else "[1].date") in ended.text
    escaped = guise(event(), event("f", date="@@")).replace(b'"@@"', b'"2022", "d\\u0061te": "2023"')
    assert "'date' stands twice" in call("validate", given(escaped)).text


WRONG_TYPES: list[dict[str, Any]] = [
    {"id": 1}, {"id": None}, {"id": ["e"]}, {"id": ""}, {"id": "E"}, {"id": "1e"}, {"id": "e\n"}, {"id": "e f"}, {"id": "é"}, {"id": "e" * 65}, {"id": "today"},
    {"date": 2022}, {"date": None}, {"date": True}, {"date": ["2022"]}, {"date": {}}, {"title": "x"}, {"title": None}, {"title": []}, {"title": {"en": 1}},
    {"title": {"en": ""}}, {"title": {"fr": "x"}}, {"title": {"en": None}}, {"kind": 1}, {"kind": None}, {"kind": "Session"}, {"status": "done"}, {"place": 1},
    {"facts": {}}, {"facts": [1]}, {"facts": [{"text": "x"}]}, {"facts": [{}]}, {"actors": ["a"]}, {"actors": [{"actor": "a"}]}, {"positions": [{}]},
    {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 1.5}]}, {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": "1"}]}, {"topics": "a"},
    {"topics": [1]}, {"topics": None}, {"summary": "x"}, {"history": [{"as_of": "2022"}]}, {"start": 1}, {"start": "2022"}, {"score": "1"}, {"matches": 1},
    {"related": {}}, {"documents": [{"symbol": ""}]}, {"attendance": [{"count": True, "of": "states"}]}, {"series": ""}, {"body": []}, {"when": "past"},
]  # fmt: skip


def test_row_21_values_of_the_wrong_type_are_refused_by_name(guise: Callable[..., bytes]) -> None:
    for wrong in WRONG_TYPES:
        name = given(guise(event("f"), event() | wrong))
        listed, checked = call("list", "--data", name), call("validate", name)
        assert is_refused(listed), wrong
        assert is_found_faulty(checked), wrong
        assert next(iter(wrong)) in listed.said, (wrong, listed)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
    for one in inner:
        yield from _objects(one)


def test_row_21_a_key_that_there_is_not_is_refused_wherever_it_stands() -> None:
    content = json.loads(json.dumps(DOCUMENT))
    assert call("validate", given(dumped(content))).code == 0
    for place in [*_objects(content)]:
        place["nope"] = {"en": "x"}
        in_event = '"nope"' in json.dumps(content["events"])
        for text in (dumped(content), *([lines(*content["events"])] if in_event else [])):
            assert is_refused(call("list", "--data", given(text))), place
            assert is_found_faulty(call("validate", NAME)), place
        del place["nope"]


def test_row_21_no_event_and_no_dataset_are_refused() -> None:
    for data in (b"[null]", b"[[]]", b"[1]", b'["e"]', b"[true]", dumped([event(), None]), dumped(document(None)), dumped(document(1)), lines(event()) + b"null\n",
                 lines(event()) + b"[]\n", lines(event()) + b"{}\n", lines(event()) + b"1\n", dumped(document() | {"events": {}}), dumped(document() | {"events": None}),
                 dumped(document() | {"schema_version": 2}), dumped(document() | {"edition": "2022"}), dumped(document() | {"title": "x"}), dumped(document() | {"nope": 1}),
                 dumped(document() | {"actors": []}), dumped(document() | {"actors": {"A": {}}}), dumped({"events": []}), b'{"events": 1}', dumped(event("e", id="e") | {"events": 1}),
                 dumped([document()]), lines(document(), document()), dumped(document()) + lines(event())):  # fmt: skip
        name = given(data)
        assert is_refused(call("list", "--data", name)), data
        assert is_found_faulty(call("validate", name)), data


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n\n", " \n \t\n", "\n \r\n"], ids=repr)
def test_row_22_ndjson_is_taken_with_any_line_ends(end: str) -> None:
    data = lines(*(event(f"e-{number}") for number in range(30)), end=end)
    for text in (data, data.rstrip(), b"\n \n" + data):
        found = json.loads(call("list", "--json", "--data", given(text)).out)
        assert sorted(one["id"] for one in found) == sorted(f"e-{number}" for number in range(30))
        assert call("validate", NAME).code == 0
        assert len(call("list", "-f", "ndjson", "--data", "-", stdin=text).out.splitlines()) == 30


BAD_LINES = [b"null", b"x", b'{"id":', b"[]", b"{}", b'{"id":"e-3"}', b"}", b'{"id":"x","date":"2022","kind":"session","title":{"en":"x"}', b'{"a":1}{"b":2}',
             b'{"id":"x"},', b"<html>", b"\xff", b"\xef\xbb\xbf{}", b"[" * 2_000, b"NaN"]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_LINES, ids=ids(BAD_LINES))
def test_row_23_a_bad_line_is_refused_by_its_number(bad: bytes) -> None:
    good = [lines(event(f"e-{number}")) for number in range(20)]
    for at in (1, 10, 19):
        data = b"".join((*good[:at], b"\n", bad, b"\n", *good[at:]))
        name = given(data)
        for words in (*reading(name), ("validate", name)):
            ended = call(*words)
            assert is_found_faulty(ended), words
            assert f"{NAME}:{at + 2}:" in ended.said + ended.text, (words, ended)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x7f", "\u200b", "\ufeff"], ids=ascii)
def test_row_24_only_a_line_feed_ends_a_line(mark: str) -> None:
    data = lines(event(title={"en": f"a{mark}b"}), event("f"))
    ended = call("list", "--json", "--data", given(data))
    assert json.loads(ended.out)[0]["title"]["en"] == f"a{mark}b"
    again = call("list", "-f", "ndjson", "--data", given(data)).out.decode()
    assert len(again.splitlines()) == 2 or mark in "\x7f\u200b\ufeff"
    assert call("list", "--json", "--data", "-", stdin=again.encode()).out == ended.out
    assert call("list", "--data", NAME).out.count(b"\n") == 2


def test_row_25_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "closed").touch(mode=0)
    names = ["folder", "folder/", "missing", "missing.json", "dangling", "loop", "one", "x" * 300, "x/" * 3_000, "", " ", "given.json/x", "/proc/self/mem", "a\0b", "\udcff",
             "https://example.org/x.json", "file:///etc/passwd", "~/x.json", "$HOME"]  # fmt: skip
    names += [] if os.access(tmp_path / "closed", os.R_OK) else ["closed"]
    given(b"[]")
    for name in names:
        for words in (
            ("list", "--data", name),
            ("list", "--json", "--data", name),
            ("search", "x", "--data", name),
            ("validate", name),
            ("validate", "--data", name),
        ):
            if words[0] == "validate" and name == "":
                continue
            assert is_refused(call(*words)), words
        path = f"./{name}" if name[:1] not in ("/", "") else name
        if name:
            assert is_refused(call("diff", path, "bundled")), path
    for name in names[:-5]:
        if name and "\0" not in name:
            assert is_refused(call("list", env={"AHC_DATA": name})), name


NAMES = [
    "with blank.json",
    "会议.json",
    "[bold].json",
    "[x]",
    "-x.json",
    "%s",
    "a\nb",
    "\x1b[31m",
    "\u202e.json",
    ":skull:",
    "'",
    '"',
    "$(touch pwned)",
    "é.ndjson",
    " blanks at its ends ",
    "%41+&#65;.json",
    "${HOME}",
    "~",
]


@pytest.mark.parametrize("name", NAMES, ids=ids(NAMES))
def test_row_26_a_file_is_taken_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    data = lines(event())
    Path(name).write_bytes(data)
    Path("link").symlink_to(name)
    for given_name in (f"./{name}", str(tmp_path / name), "link"):
        assert call("list", f"--data={given_name}").out.startswith(b"e\t2022\t")
        checked = call("validate", f"--data={given_name}")
        assert checked.code == 0
        assert attacks.is_inert(checked.text)
    Path(name).write_bytes(data + b"{")
    for words in (("list", f"--data=./{name}"), ("validate", f"--data=./{name}"), ("diff", f"./{name}", "bundled")):
        assert is_found_faulty(call(*words))
    assert not Path("pwned").exists()


def _feeds(fifo: Path, data: bytes) -> threading.Thread:
    thread = threading.Thread(target=lambda: fifo.write_bytes(data), daemon=True)
    thread.start()
    return thread


def test_row_26_a_pipe_with_a_name_is_taken(guise: Callable[..., bytes], tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    data = guise(*(event(f"e-{number}", title={"en": "x" * 200}) for number in range(2_000)))
    for words, count in (
        (("list", "--data", str(fifo)), 2_000),
        (("validate", str(fifo)), 1),
        (("list", "-f", "ids", "--data", str(fifo)), 2_000),
    ):
        feeding = _feeds(fifo, data)
        ended = call(*words)
        feeding.join(PAST_TIME)
        assert (ended.code, ended.out.count(b"\n")) == (0, count)


def test_row_27_standard_input_is_taken_whole_or_refused(many: Path) -> None:
    data = many.read_bytes()
    array = b"[" + data.rstrip().replace(b"\n", b",") + b"]"
    for text in (data, array):
        found = call("list", "-f", "ids", "--data", "-", stdin=text)
        assert (found.code, len(set(found.out.split()))) == (0, 3000)
    assert call("validate", "-", stdin=data).code == 0
    for text in (b"", b" ", b"\n\n"):
        for words in (
            ("list", "--data", "-"),
            ("search", "x", "--data", "-"),
            ("validate", "-"),
            ("diff", "-", "bundled"),
            ("diff", "bundled", "-"),
        ):
            assert is_refused(call(*words, stdin=text))
    assert call("diff", "-", "-").code == 2
    for words in (
        ("list", "--data", "-"),
        ("list", "--json", "--data", "-"),
        ("validate", "-"),
        ("diff", "-", "bundled"),
    ):
        closed = ahc(*words, stdin=None, preexec_fn=lambda: os.close(0))
        assert is_refused(closed), words


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_row_28_a_file_without_end_is_refused_at_once(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.json.gz"
    bomb.write_bytes(gzip.compress(b"[" + b" " * (64 * MIB) + b"]"))
    names = ["/dev/zero", "/dev/urandom", str(bomb)]
    cases = [case(*words, seconds=PAST_TIME, memory=600 * MIB) for name in names for words in
             (("list", "--data", name), ("validate", name), ("diff", name, "bundled"), ("search", "x", "--data", name))]  # fmt: skip
    assert all(map(is_refused, batch(cases)))


def _endless(start: bytes, chunk: bytes) -> Iterator[bytes]:
    yield start
    while True:
        yield chunk


@pytest.mark.parametrize("start", [b'{"a', b"[1", b"\n", b'{"id":"e"}\n', b"["], ids=repr)
def test_row_28_what_goes_on_for_ever_after_a_fair_beginning_is_refused(
    start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ahc_cli.dataset.MAX_BYTES", 4 * MIB)
    monkeypatch.setattr("ahc_cli.dataset.MAX_LINE", MIB)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    chunk = b" " * 65_536
    fed, enough = 0, 64 * MIB

    def feed() -> None:
        nonlocal fed
        try:
            with fifo.open("wb", buffering=0) as pipe:
                for piece in _endless(start, chunk):
                    fed += pipe.write(piece) or 0
                    if fed > enough:
                        return
        except BrokenPipeError:
            return

    feeding = threading.Thread(target=feed, daemon=True)
    feeding.start()
    assert is_refused(call("list", "--data", str(fifo)))
    feeding.join(PAST_TIME)
    assert not feeding.is_alive()
    assert fed < enough


BIG = ("list", "list -f table", "list --json", "list -f csv", "list -f ics", "list -f md", "list -f ids", "list -f ndjson", "filter kind:session", "search x", "show e-7", "positions", "count place -f table",
       "timeline", "timeline -f svg", "actors")  # fmt: skip


def test_row_29_twenty_thousand_events_are_all_there_in_time_and_room(tmp_path: Path) -> None:
    actors = [*DOCUMENT["actors"]]
    events = [
        {"id": f"e-{n}", "date": f"{1900 + n % 200}-0{n % 9 + 1}", "kind": "session", "title": {"en": f"Event {n} x", "zh": f"第{n}届会议"},
         "summary": {"en": "What was said there. " * 5, "zh": "会上说了什么。" * 5}, "actors": [{"actor": actors[n % 8], "role": "host"}], "place": "vienna",
         "positions": [{"actors": [actors[n % 7]], "stance": "urges", "text": {"en": f"More of {n}"}}]} for n in range(20_000)
    ]  # fmt: skip
    path = attacks.written(DOCUMENT | {"events": events, "sources": {}}, tmp_path / "big.json")
    other = attacks.written(DOCUMENT | {"events": events[:-1], "sources": {}}, tmp_path / "other.json")
    commands = [
        *([*words.split(" "), "--data", str(path)] for words in BIG),
        ["validate", str(path)],
        ["diff", str(path), str(other)],
    ]
    ended = batch([case(*words, seconds=30, memory=1500 * MIB) for words in commands])
    for words, one in zip(commands, ended, strict=True):
        assert one.code == (words[0] == "diff"), (words, one.code, one.err[:500])
    for words, one in zip(commands, ended, strict=True):
        if words[0] in ("list", "filter", "search", "positions"):
            assert one.out.count(b"e-") >= 20_000, words
    assert len(json.loads(ended[2].out)) == 20_000
    assert ended[-1].out.startswith(b"0 added, 1 removed, 0 changed")


@pytest.mark.parametrize("text", ["x" * (32 * MIB), "会" * 1_000_000, "x " * 500_000, "\x1b" * 100_000, "e\u0301" * 100_000, '\\"' * 100_000],
                         ids=["32 MiB", "letters", "words", "escapes", "marks", "quotes"])  # fmt: skip
def test_row_29_a_text_of_millions_of_letters_passes(text: str, tmp_path: Path) -> None:
    path = attacks.written([event(title={"en": text})], tmp_path / "long.json")
    faulty = attacks.written([event(title={"en": text}), event("f", date=text)], tmp_path / "faulty.json")
    commands = [("list",), ("list", "--json"), ("search", "x")]
    if len(text) < 4 * MIB:
        commands += [
            ("list", "-f", "csv"),
            ("list", "-f", "md"),
            ("list", "-f", "ics"),
            ("list", "-f", "table"),
            ("show", "e"),
            ("filter", "title:x"),
            ("timeline",),
            ("timeline", "-f", "svg"),
            ("diff", "e", "e"),
        ]
    ended = batch([case(*words, "--data", str(path), seconds=30, memory=1500 * MIB) for words in commands]
                  + [case("validate", str(path), seconds=30, memory=1500 * MIB)])  # fmt: skip
    for words, one in zip((*commands, ("validate",)), ended, strict=True):
        assert one.code in (0, 1), (words, one.code, one.err[:300])
        assert not one.err or words[0] == "search", words
    bad = batch(
        [
            case(*words, seconds=30, memory=1500 * MIB)
            for words in (("list", "--data", str(faulty)), ("validate", str(faulty)))
        ]
    )
    assert is_refused(bad[0])
    assert is_found_faulty(bad[1])
    assert len(bad[1].out) < 2_000


def test_row_29_a_text_of_32_mib_is_drawn_whole() -> None:
    words = {"one": "x", "words": "word ", "chinese": "会"}
    for name, word in words.items():
        long = event("long", kind="letter", title={"en": word * (32 * MIB // len(word.encode()))})
        attacks.written([long, event("two", title={"en": "Two"})], Path(f"{name}.json"))
    commands = [("list", "-f", "table", "--data", f"{name}.json") for name in words]
    commands.append(("show", "long", "--data", "chinese.json"))
    ended = batch([case(*command, seconds=30, memory=1500 * MIB) for command in commands])
    for command, one, word in zip(commands, ended, (*words.values(), "会"), strict=True):
        assert (one.code, one.err) == (0, b""), command
        drawn = one.out.translate(None, b" \n")
        assert drawn.count(word.strip().encode()) == 32 * MIB // len(word.encode()), command
        assert b"long" in drawn, command
