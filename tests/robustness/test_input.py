"""What a dataset contains."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small import DOCUMENT

from robustness.inputs import (
    FORMS,
    NAME,
    document,
    event,
    is_found_faulty,
    is_refused,
    lines,
    reading,
    to_bytes,
    write,
)
from robustness.jsons import MALFORMED, VALID, is_dataset
from robustness.running import MIB, TIME_LIMIT, Ended, batch, call, case

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("empty")]


def list_and_validate(data: bytes) -> tuple[Ended, Ended]:
    """Give a dataset to `list` and to `validate`, which must agree that it is faulty."""
    name = write(data)
    listed, validated = call("list", "--data", name), call("validate", name)
    assert is_refused(listed), (data[:200], listed)
    assert is_found_faulty(validated), (data[:200], validated)
    return listed, validated


def test_malformed_json_is_refused() -> None:
    """Row 9: Malformed JSON of every kind, binary data, web pages and merge conflicts are refused
    by every command.
    """
    for number, text in enumerate(MALFORMED):
        list_and_validate(text)
        if number % 20 == 0:
            assert all(is_refused(call(*words)) for words in reading(NAME)), text
            assert is_refused(call("list", "--data", "-", stdin=text)), text


def test_malformed_json_inside_a_valid_dataset_is_refused() -> None:
    """Row 9: So they are inside a valid dataset."""
    forms = [*FORMS.values()]
    for number, text in enumerate(MALFORMED):
        list_and_validate(
            forms[number % 3](event(), event("f", title={"en": "@@"})).replace(b'"@@"', text)
        )


def test_valid_json_that_is_no_dataset_is_refused() -> None:
    """Row 10: Valid JSON that is no dataset is refused."""
    for text in VALID:
        if is_dataset(text):
            assert call("list", "--data", write(text)) == (0, b"", b""), text
            assert call("validate", NAME).code == 0, text
        else:
            list_and_validate(text)


def test_a_document_that_lacks_a_part_is_refused() -> None:
    """Row 10: A document that lacks a part is refused, and the error names the missing key."""
    for part in ("events", "edition", "title", "schema_version"):
        whole = document()
        del whole[part]
        listed, _ = list_and_validate(json.dumps(whole, indent=1).encode())
        assert f"missing key '{part}'" in listed.error


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "nan", "1e999", "-1e999"])
def test_nan_and_infinity_are_refused(number: str) -> None:
    """Row 11: NaN, infinity and numbers too large to be finite are refused wherever they stand."""
    for form in FORMS.values():
        for field in ("score", "date", "votes", "nope", "summary"):
            list_and_validate(form(event(**{field: "@@"})).replace(b'"@@"', number.encode()))
    for text in (number, f"[{number}]", f'{{"a":{number}}}'):
        assert is_refused(call("list", "--data", write(text.encode())))


def test_deeply_nested_json_is_refused_in_time_and_without_a_crash() -> None:
    """Row 12: JSON nested up to a hundred thousand levels, closed or not, is refused in time and
    does not crash the interpreter.
    """
    deep: list[bytes] = []
    for depth in (1_000, 100_000):
        for start, end in (
            (b"[", b"]"),
            (b'{"a":', b"}"),
            (b'[{"a":', b"}]"),
            (b'{"events":[', b"]}"),
        ):
            deep += [start * depth, start * depth + b"1" + end * depth]
        for form in FORMS.values():
            deep += [
                form(event(x="@@")).replace(b'"@@"', text)
                for text in (b"[" * depth + b"]" * depth, b'{"a":' * depth)
            ]
    for number, data in enumerate(deep):
        Path(f"{number}.json").write_bytes(data)
    names = [f"{number}.json" for number in range(len(deep))]
    limits = {"seconds": TIME_LIMIT, "memory": 1500 * MIB}
    for name, ended in zip(
        names, batch([case("list", "--data", name, **limits) for name in names]), strict=True
    ):
        assert is_refused(ended), (name, ended)
    for name, ended in zip(
        names, batch([case("validate", name, **limits) for name in names]), strict=True
    ):
        assert is_found_faulty(ended), (name, ended)


def test_json_nested_just_too_deeply_is_refused_too() -> None:
    """Row 12: So it is around the depth where nesting becomes too deep."""
    for depth in range(850, 1_000):
        for form in FORMS.values():
            list_and_validate(form(event(x="@@")).replace(b'"@@"', b"[" * depth + b"]" * depth))


def test_millions_of_values_are_refused_in_time_with_their_place() -> None:
    """Row 12: Millions of values where an event or a key is expected are refused in time, with
    their place.
    """
    one = to_bytes(event())
    many = b"[" + b"[]," * 3_000_000 + b"[]]"
    long = to_bytes(event("f")).replace(b'"2022"', b'"' + b"[" * 6_000_000 + b'"')
    large = {
        "opened": (b"[" * 5_000_000, "1:1: nested too deeply"),
        "objects": (b'{"a":' * 2_000_000, "1:1: nested too deeply"),
        "line": (one + b"\n" + b'{"a":' * 2_000_000, "2:1: nested too deeply"),
        "arrays": (
            b"[" + one + b"," + b"[]," * 3_000_000 + b"[]]",
            f"1:{len(one) + 3}: [1]: expected {{",
        ),
        "in an event": (
            b"[" + one + b', {"x": ' + many + b"}]",
            f"1:{len(one) + 5}: [1].x: unknown key 'x'",
        ),
        "in a line": (one + b'\n{"x": ' + many + b"}", "2:2: x: unknown key 'x'"),
        "in a string": (b"[" + one + b"," + long + b"]", f"1:{len(one) + 15}: [1].date: "),
    }
    for name, (data, _) in large.items():
        Path(f"{name}.json").write_bytes(data)
    ended = batch(
        [
            case("list", "--data", f"{name}.json", seconds=TIME_LIMIT, memory=1500 * MIB)
            for name in large
        ]
    )
    for (name, (_, place)), found in zip(large.items(), ended, strict=True):
        assert is_refused(found), (name, found)
        assert found.error.startswith(f"ahc: {name}.json:{place}"), (name, found)


HUGE = [
    "9" * 5_000,
    "9" * 1_000_000,
    "1e999999999",
    "0." + "9" * 5_000,
    "1" + "0" * 400 + "e-400",
    str(2**64),
    str(-(2**63) - 1),
]


def test_huge_numbers_are_refused_in_time() -> None:
    """Row 13: Numbers of up to a million digits, or with huge exponents, are refused in time."""
    vote = {"motion": {"en": "x"}, "result": "adopted", "yes": "@@"}
    places: list[dict[str, Any]] = [
        {"id": "@@"}, {"date": "@@"}, {"votes": [vote]}, {"nope": "@@"}, {"attendance": [{"count": "@@", "of": "states"}]},
    ]  # fmt: skip
    for number in HUGE:
        for place in places:
            for form in FORMS.values():
                began = time.monotonic()
                list_and_validate(form(event(**place)).replace(b'"@@"', number.encode()))
                assert time.monotonic() - began < TIME_LIMIT


def test_an_empty_file_is_no_dataset() -> None:
    """Row 14: A file or standard input without a byte, or with blanks only, is refused as empty: a
    failed download must not look like a record without events.
    """
    for data in (
        b"",
        b" ",
        b"\n",
        b" \n\t\r\n \n",
        b"\n" * 100_000,
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf \n",
    ):
        for words in (*reading(write(data)), ("validate", NAME)):
            ended = call(*words)
            assert is_refused(ended), (data[:20], words)
            assert "empty" in ended.error
        for words in (("list", "--data", "-"), ("validate", "-"), ("diff", "-", "bundled")):
            assert is_refused(call(*words, stdin=data)), (data[:20], words)


def test_a_file_cut_at_any_byte_is_refused() -> None:
    """Row 15: A file cut at any byte is refused; of NDJSON cut inside a line, the error names the
    line.
    """
    votes = [{"motion": {"en": "m"}, "result": "adopted", "yes": 88}]
    array = to_bytes([event(), event("f", summary={"zh": "会议"}, votes=votes)])
    whole = json.dumps(
        document(event(), actors={"a": {"kind": "ngo", "name": {"en": "A"}}}), indent=1
    ).encode()
    for data in (array, whole):
        assert call("list", "--data", write(data)).code == 0
        for end in range(len(data)):
            list_and_validate(data[:end])
    two = lines(event(), event("f", summary={"zh": "会议"}))
    first = two.index(b"\n")
    for end in {*range(1, len(two) - 1)} - {first, first + 1}:
        listed, _ = list_and_validate(two[:end])
        assert f"{NAME}:{1 + (end > first)}:" in listed.error


def test_a_byte_order_mark_is_ignored(form: Callable[..., bytes]) -> None:
    """Row 16: A byte order mark before a dataset is ignored."""
    data = form(event(), event("f"))
    plain = call("list", "--json", "--data", write(data)).out
    assert json.loads(plain)[1]["id"] == "f"
    assert call("list", "--json", "--data", write(b"\xef\xbb\xbf" + data)).out == plain
    assert call("list", "--json", "--data", "-", stdin=b"\xef\xbb\xbf\n " + data).out == plain
    assert call("validate", NAME).code == 0
    assert is_refused(call("list", "--data", write(b"\xef\xbb\xbf" * 2 + data)))


# A text that an encoding has, where not all of them have "会议".
ENCODINGS = dict.fromkeys(
    (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "gbk",
        "gb18030",
        "shift-jis",
    ),
    "会議",
)
ENCODINGS |= {"big5": "會議", "euc-kr": "회의", "latin-1": "é", "cp1252": "é", "cp500": "é"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_is_named_as_the_fault(encoding: str) -> None:
    """Row 17: A dataset in UTF-16, UTF-32, GBK, Latin-1 or another encoding is refused, and the
    error says that UTF-8 is expected.
    """
    for form in FORMS.values():
        data = form(event(title={"en": ENCODINGS[encoding]}), event("f")).decode()
        listed, validated = list_and_validate(data.encode(encoding))
        for ended in (listed, validated):
            assert "UTF-8" in ended.error + ended.text or (
                encoding == "cp500" and "not JSON" in ended.error
            ), ended


def test_invalid_utf_8_and_nul_are_refused_wherever_they_stand() -> None:
    """Row 17: Overlong and other invalid UTF-8 and NUL are refused wherever they stand."""
    places: list[dict[str, Any]] = [
        {"title": {"en": "a@@b"}}, {"date": "20@@"}, {"nope@@": 1}, {"id": "@@"}, {"kind": "@@"}, {"actors": [{"actor": "@@", "role": "host"}]},
    ]  # fmt: skip
    for bad in (
        b"\xff",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe4\xbc",
        b"\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\0",
    ):
        for place in places:
            for form in FORMS.values():
                listed, _ = list_and_validate(
                    form(event(), event(**({"id": "f"} | place))).replace(b"@@", bad)
                )
                assert bad == b"\0" or "UTF-8" in listed.error, (bad, place)


BAD_EVENTS: dict[str, dict[str, Any]] = {
    "date": {"date": "2022-02-30"}, "kind": {"kind": "party"}, "title": {"title": {}, "summary": {"en": "x"}}, "key": {"titel": {"en": "x"}}, "id": {"id": "A b"},
    "votes": {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": -1}]}, "role": {"actors": [{"actor": "a", "role": "guest"}]},
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD_EVENTS)
def test_one_bad_event_among_a_hundred_is_named_and_nothing_is_shown(
    fault: str, form: Callable[..., bytes]
) -> None:
    """Row 18: If one of a hundred events is wrong, every command names it and shows none."""
    for at in (0, 50, 99):
        events = [event(f"e-{number}") for number in range(100)]
        events[at] |= BAD_EVENTS[fault]
        name = write(form(*events))
        place = f"{NAME}:{at + 1}:" if form is lines else f"[{at}]"
        for words in (*reading(name), ("validate", name)):
            ended = call(*words)
            assert is_refused(ended) if words[0] != "validate" else ended.code == 1, (at, words)
            assert place in ended.error + ended.text, (at, words)


def test_three_bad_events_are_all_named(form: Callable[..., bytes]) -> None:
    """Row 19: If three events are wrong, validate names all three."""
    events = [event(f"e-{number}") for number in range(9)]
    events[1]["date"], events[4]["kind"], events[8]["nope"] = "2022-13", "party", 1
    ended = call("validate", write(form(*events)))
    assert ended.code == 1
    for at, said in ((1, "2022-13"), (4, "party"), (8, "nope")):
        assert (f":{at + 1}:" if form is lines else f"[{at}]") in ended.text
        assert said in ended.text
    records = json.loads(call("validate", NAME, "--json").out)
    assert [[*record] for record in records] == [["line", "column", "path", "message"]] * 3


def test_three_unknown_references_are_all_named() -> None:
    """Row 19: So it does with three references to what is not in the document."""
    sources = {"sources": ["nobody"]}
    faults = [
        {"place": "nowhere"},
        {"topics": ["nothing"]},
        {"facts": [{"text": {"en": "x"}} | sources]},
    ]
    events = [event(f"e-{number}", **fault) for number, fault in enumerate(faults)]
    ended = call("validate", write(to_bytes(document(*events))))
    assert ended.code == 1
    for path in ("events[0].place", "events[1].topics[0]", "events[2].facts[0].sources[0]"):
        assert f"{path}: unknown " in ended.text


def test_an_id_used_twice_is_refused_by_every_command(form: Callable[..., bytes]) -> None:
    """Row 20: An id that is used twice is refused by every command."""
    name = write(form(event(), event("f"), event()))
    for words in (*reading(name), ("validate", name)):
        ended = call(*words)
        assert "'e' is used twice" in ended.error + ended.text, words
        assert is_found_faulty(ended)
        assert ended.code == 3 or words[0] == "validate"


def test_an_id_used_in_two_tables_or_reserved_is_refused() -> None:
    """Row 20: An id of two tables, or a reserved one, is refused."""
    name = {"name": {"en": "A"}}
    source = {"title": "t", "publisher": "p", "origin": "o", "weight": "ngo"}
    for table, record in (
        ("sources", source),
        ("places", name),
        ("actors", name | {"kind": "ngo"}),
        ("topics", name),
    ):
        for id_ in ("e", "bundled", "today", "instrument", "convention"):
            listed, _ = list_and_validate(to_bytes(document(event(), **{table: {id_: record}})))
            assert f"'{id_}' is" in listed.error, table


_NAME = {"name": {"en": "Name"}}
_PART = {"number": 1, "title": {"en": "Part"}}
_ARTICLE = _PART | {"sources": ["s"]}
# What would hide one thing behind another, by the path of its error.
HIDING: dict[str, dict[str, Any]] = {
    "topics.b": {"topics": {"a": _NAME, "b": {"name": {"en": "B"}, "aliases": ["nàme"]}}},
    "places.b": {"places": {"a": _NAME, "b": _NAME}},
    "actors.b": {"actors": {"a": _NAME | {"kind": "ngo"}, "b": _NAME | {"kind": "state"}}},
    "instrument.chapters[1].number": {"instrument": _NAME | {"chapters": [_PART, _PART]}},
    "instrument.articles[1].number": {"instrument": _NAME | {"articles": [_ARTICLE, _ARTICLE]}},
    "instrument.articles[0].chapter": {
        "instrument": _NAME | {"articles": [_ARTICLE | {"chapter": 2}], "chapters": [_PART]}
    },
}


@pytest.mark.parametrize("error", HIDING)
def test_what_would_hide_one_thing_behind_another_is_refused(error: str) -> None:
    """Row 77: Two articles or chapters with one number, an article of a chapter that does not
    exist, and a name that two actors, topics or places share, are refused.
    """
    source = {"title": "t", "publisher": "p", "origin": "o", "weight": "ngo"}
    given = HIDING[error] | {"sources": {"s": source}}
    listed, _ = list_and_validate(to_bytes(document(event(), **given)))
    assert f": {error}: " in listed.error


def test_a_roll_call_that_does_not_add_up_is_refused(form: Callable[..., bytes]) -> None:
    """Row 77: A roll call that does not add up is refused, in a document, an array and NDJSON."""
    roll = {"yes": ["a", "a"], "no": ["a"], "sources": ["s"]}
    vote = {"motion": {"en": "x"}, "result": "adopted", "yes": 7, "roll": roll}
    listed, _ = list_and_validate(form(event("f"), event(votes=[vote])))
    assert "votes[0].roll" in listed.error


def test_an_actor_called_like_an_article_and_the_article_are_both_named() -> None:
    """Row 77: Where an actor is called like an article, both are named, and neither is hidden."""
    given = {
        "actors": {"article-1": {"kind": "ngo", "name": {"en": "ARTICLE 1"}}},
        "instrument": _NAME | {"adopted": "e", "articles": [_ARTICLE]},
        "sources": {"s": {"title": "t", "publisher": "p", "origin": "o", "weight": "ngo"}},
    }
    write(to_bytes(document(event(date="2021"), **given)))
    shown = call("show", "article 1", "--data", NAME)
    assert (shown.code, shown.text) == (1, "")
    assert "did you mean article-1 or article:1?" in shown.error
    assert "Article 1: Part" in call("show", "article:1", "--data", NAME).text
    assert "ARTICLE 1" in call("show", "article-1", "--data", NAME).text


def test_a_duplicate_key_is_found_with_its_place(form: Callable[..., bytes]) -> None:
    """Row 20: A duplicate key, escaped or not, is found by validate, with its place."""
    for again in (b'"date"', b'"d\\u0061te"'):
        data = form(event(), event("f", date="@@")).replace(
            b'"@@"', b'"2022", ' + again + b': "2023"'
        )
        ended = call("validate", write(data))
        assert ended.code == 1
        assert "duplicate key 'date'" in ended.text
        assert (f"{NAME}:2:" if form is lines else "[1].date") in ended.text


WRONG_TYPES: list[dict[str, Any]] = [
    {"id": 1}, {"id": None}, {"id": ["e"]}, {"id": ""}, {"id": "E"}, {"id": "1e"}, {"id": "e\n"}, {"id": "e f"}, {"id": "é"}, {"id": "e" * 65}, {"id": "today"},
    {"date": 2022}, {"date": None}, {"date": True}, {"date": ["2022"]}, {"date": {}}, {"title": "x"}, {"title": None}, {"title": []}, {"title": {"en": 1}},
    {"title": {"en": ""}}, {"title": {"fr": "x"}}, {"title": {"en": None}}, {"kind": 1}, {"kind": None}, {"kind": "Session"}, {"status": "done"}, {"place": 1},
    {"facts": {}}, {"facts": [1]}, {"facts": [{"text": "x"}]}, {"facts": [{}]}, {"actors": ["a"]}, {"actors": [{"actor": "a"}]}, {"positions": [{}]},
    {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": 1.5}]}, {"votes": [{"motion": {"en": "x"}, "result": "adopted", "yes": "1"}]}, {"topics": "a"},
    {"topics": [1]}, {"topics": None}, {"summary": "x"}, {"history": [{"as_of": "2022"}]}, {"start": 1}, {"start": "2022"}, {"score": "1"}, {"matches": 1},
    {"related": {}}, {"documents": [{"symbol": ""}]}, {"attendance": [{"count": True, "of": "states"}]}, {"series": ""}, {"body": []}, {"when": "past"},
]  # fmt: skip


def test_a_value_of_the_wrong_type_is_refused_with_its_key() -> None:
    """Row 21: A value of the wrong type or outside its closed set is refused, and the error names
    its key.
    """
    for wrong in WRONG_TYPES:
        for form in FORMS.values():
            listed, _ = list_and_validate(form(event("f"), event() | wrong))
            assert next(iter(wrong)) in listed.error, (wrong, listed)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _objects(inner)


def test_an_unknown_key_is_refused_wherever_it_stands() -> None:
    """Row 21: An unknown key is refused wherever it stands."""
    content = json.loads(json.dumps(DOCUMENT))
    assert call("validate", write(to_bytes(content))).code == 0
    for place in [*_objects(content)]:
        place["nope"] = {"en": "x"}
        list_and_validate(to_bytes(content))
        if "nope" in json.dumps(content["events"]):
            list_and_validate(lines(*content["events"]))
        del place["nope"]


NO_DATASETS = [
    b"[null]", b"[[]]", b"[1]", b'["e"]', b"[true]", to_bytes([event(), None]), to_bytes(document(None)), to_bytes(document(1)), lines(event()) + b"null\n",
    lines(event()) + b"[]\n", lines(event()) + b"{}\n", lines(event()) + b"1\n", to_bytes(document() | {"events": {}}), to_bytes(document() | {"events": None}),
    to_bytes(document() | {"schema_version": 1}), to_bytes(document() | {"edition": "2022"}), to_bytes(document() | {"title": "x"}), to_bytes(document() | {"nope": 1}),
    to_bytes(document() | {"actors": []}), to_bytes(document() | {"actors": {"A": {}}}), to_bytes({"events": []}), b'{"events": 1}', to_bytes(event("e", id="e") | {"events": 1}),
    to_bytes([document()]), lines(document(), document()), to_bytes(document()) + lines(event()),
]  # fmt: skip


def test_a_null_event_and_a_wrong_top_level_are_refused() -> None:
    """Row 21: A null event, and a top level that is neither a document nor events, are refused."""
    for data in NO_DATASETS:
        list_and_validate(data)
