"""Where values of a JSON text stand, in bytes, and as people count."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli import locate as locate_module
from ahc_cli.locate import Place, lines_and_columns, locate
from ahc_cli.models import spelled

TEXTS = [
    pytest.param(b"1", [Place((), 0, 0, False)], id="a value alone"),
    pytest.param(b" [] ", [Place((), 1, 1, False)], id="an empty array"),
    pytest.param(
        b'[1, "a"]',
        [Place((), 0, 0, False), Place((0,), 1, 1, False), Place((1,), 4, 4, False)],
        id="members of an array",
    ),
    pytest.param(
        b'{"a" : {"b":null}}',
        [Place((), 0, 0, False), Place(("a",), 1, 7, False), Place(("a", "b"), 8, 12, False)],
        id="members of an object stand at their keys",
    ),
    pytest.param(
        b'{"a":1,"b":2,"a":3}',
        [
            Place((), 0, 0, False),
            Place(("a",), 1, 5, False),
            Place(("b",), 7, 11, False),
            Place(("a",), 13, 17, True),
        ],
        id="a key that stands twice",
    ),
    pytest.param(
        rb'{"a":1,"\u0061":2}',
        [Place((), 0, 0, False), Place(("a",), 1, 5, False), Place(("a",), 7, 16, True)],
        id="twice in two spellings",
    ),
    pytest.param(
        b'[{"a":1},{"a":2}]',
        [
            Place((), 0, 0, False),
            Place((0,), 1, 1, False),
            Place((0, "a"), 2, 6, False),
            Place((1,), 9, 9, False),
            Place((1, "a"), 10, 14, False),
        ],
        id="the same key in two objects stands once in each",
    ),
    pytest.param(
        rb'{"a\"}":"[{\\"}',
        [Place((), 0, 0, False), Place(('a"}',), 1, 8, False)],
        id="brackets and quotes inside of strings",
    ),
]


@pytest.mark.parametrize(("text", "places"), TEXTS)
def test_values_are_located(text, places):
    assert list(locate(text)) == places


texts = st.text(st.one_of(st.sampled_from('"\\{}[]:,\n 第😀'), st.characters(exclude_categories=["Cs"])), max_size=6)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)


def members(value, path=()):
    yield path, value
    steps = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for step, member in steps:
        yield from members(member, (*path, step))


@given(values, st.booleans(), st.sampled_from((None, 0, 2)))
def test_every_value_is_found_where_it_begins(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    read = json.JSONDecoder().raw_decode
    found = [(place.path, read(text.encode()[place.value :].decode())[0]) for place in locate(text.encode())]
    assert found == list(members(value))


keys = st.sampled_from(('"a"', '"b"', '"\\u0061"', '"]"', '"\\""', '""'))
blanks = st.sampled_from(("", " ", "\n\t"))


def joined(opening, parts, closing, blank):
    """JSON of parts with blanks wherever they may stand."""
    return f"{opening}{blank}{f'{blank},{blank}'.join(parts)}{blank}{closing}"


# JSON whose objects may have the same key several times.
repetitive = st.recursive(
    st.sampled_from(("1", "-2.5e3", "true", '"x"', '"[{,:"', r'"\"}"', "null")),
    lambda inner: st.one_of(
        st.builds(joined, st.just("["), st.lists(inner, max_size=4), st.just("]"), blanks),
        st.builds(
            joined,
            st.just("{"),
            st.lists(st.builds("{}{}:{}{}".format, keys, blanks, blanks, inner), max_size=4),
            st.just("}"),
            blanks,
        ),
    ),
    max_leaves=20,
)


@given(repetitive, st.integers(0, 4))
def test_of_what_lies_deeper_only_the_keys_that_stand_twice_are_located(text, depth):
    whole = list(locate(text.encode()))
    assert list(locate(text.encode(), depth)) == [place for place in whole if len(place.path) <= depth or place.again]


DEEPER = [
    pytest.param('[{"a": 1, "b": {"a": 2}}]', [], id="the same key of two objects"),
    pytest.param('[[{"a": 1, "a": 2}]]', [(0, 0, "a")], id="in an object"),
    pytest.param('[{"b": {"a": 1, "c": [], "a": 2}}]', [(0, "b", "a")], id="in an object of an object"),
    pytest.param('[{"b": {"a": 1}, "c": {"a": 1}, "b": 1}]', [(0, "b")], id="behind other objects"),
    pytest.param(r'[{"b": [{"a": 1}, {"a": 1, "\u0061": 2}]}]', [(0, "b", 1, "a")], id="in two spellings"),
    pytest.param('[{"b": {"a":1,"a": 2}}, {"b":{"a":1,"a": 2}}]', [(0, "b", "a"), (1, "b", "a")], id="in two objects"),
    pytest.param('[[["a", "a"], "a"], "a"]', [], id="strings are no keys"),
    pytest.param('[["]"], {"a": 1, "a": 2}, ["]"]]', [(1, "a")], id="between arrays that hold a bracket in a string"),
    pytest.param('[{"b": "}"}, {"a": 1, "a": 2}, {"b": "}"}]', [(1, "a")], id="between objects that do"),
]


@pytest.mark.parametrize(("text", "again"), DEEPER)
def test_keys_that_stand_twice_are_found_at_any_depth(text, again):
    assert [place.path for place in locate(text.encode(), 0) if place.path] == again


def test_what_lies_deeper_is_passed_over_at_one_go(monkeypatch):
    class Counted:
        searched = 0

        def search(self, *args):
            self.searched += 1
            return token.search(*args)

    token, counted = locate_module._TOKEN, Counted()
    monkeypatch.setattr(locate_module, "_TOKEN", counted)
    deeper = b'{"a": [1, {"b": "x"}, [2, [3]], {"c": 1, "d": {"a": "]"}}], "b": {"c": [[]]}}'
    assert [place.path for place in locate(b"[" + deeper + b"," + deeper + b"]", 1)] == [(), (0,), (1,)]
    assert counted.searched == len((b"[", deeper, b",", deeper, b"]", None))


def test_a_string_of_millions_of_escapes_is_one_token():
    assert len(list(locate(b'["' + rb"\n" * 2_000_000 + b'"]'))) == 2


OFFSETS = [
    pytest.param("ab\ncd", [0, 1, 3, 4], [(1, 1), (1, 2), (2, 1), (2, 2)], id="lines"),
    pytest.param("第一\n届x", [0, 3, 7, 10], [(1, 1), (1, 2), (2, 1), (2, 2)], id="characters, not bytes"),
    pytest.param("a\r\nb", [3], [(2, 1)], id="a carriage return is of the line before"),
    pytest.param("a\u2028b", [4], [(1, 3)], id="only a line feed ends a line"),
    pytest.param("a\n", [2], [(2, 1)], id="the end"),
    pytest.param("ab", [1, 1], [(1, 2), (1, 2)], id="the same place twice"),
    pytest.param("ab\ncd", [4], [(2, 2)], id="inside of a line that was not met before"),
]


@pytest.mark.parametrize(("text", "offsets", "places"), OFFSETS)
def test_offsets_are_counted_as_people_count(text, offsets, places):
    assert list(lines_and_columns(text.encode(), offsets)) == places


@given(st.text(st.sampled_from("a第\n😀"), max_size=30))
def test_any_character_is_counted_as_if_it_were_the_only_one(text):
    starts = [len(text[:i].encode()) for i in range(len(text))]
    lines = [(text.count("\n", 0, i) + 1, i - text.rfind("\n", 0, i)) for i in range(len(text))]
    assert list(lines_and_columns(text.encode(), starts)) == lines


PATHS = [
    pytest.param((), "", id="the whole"),
    pytest.param((3,), "[3]", id="of an array"),
    pytest.param(("events", 12, "date"), "events[12].date", id="of a document"),
    pytest.param(("facts", 0, "text", "zh"), "facts[0].text.zh", id="of an event"),
]


@pytest.mark.parametrize(("path", "text"), PATHS)
def test_a_path_is_spelled_as_in_errors(path, text):
    assert spelled(path) == text


def test_places_come_in_the_order_of_the_text():
    text = re.sub(rb"\s", b"", b'{"b": [1, {"c": 2}], "a": {"d": []}}')
    offsets = [place.offset for place in locate(text)]
    assert offsets == sorted(offsets)
