"""Rows 9 to 21: what stands in a dataset."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small import DOCUMENT

from robustness.inputs import GUISES, NAME, document, dumped, event, given, is_found_faulty, is_refused, lines, reading
from robustness.jsons import BROKEN, SOUND, is_dataset
from robustness.running import MIB, PAST_TIME, batch, call, case

pytestmark = pytest.mark.usefixtures("empty")


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


def test_row_10_a_document_that_lacks_a_part_is_refused() -> None:
    for part in ("events", "edition", "title", "schema_version"):
        name = given(json.dumps({key: value for key, value in document().items() if key != part}, indent=1).encode())
        listed, checked = call("list", "--data", name), call("validate", name)
        assert is_refused(listed), part
        assert is_found_faulty(checked), part
        assert f"'{part}' is missing" in listed.said, part


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
