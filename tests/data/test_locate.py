"""Where values of JSON are, in bytes and as people count."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli.data.check import _placed
from ahc_cli.data.places import duplicates, locate, root
from ahc_cli.model.records import path_text


def walked(value):
    """A value and all values in it, in order."""
    yield value
    for member in value.members():
        yield from walked(member)


TEXTS = [
    # text, (path, offset of the key or the value, offset of the value) of each value
    pytest.param(b"1", [((), 0, 0)], id="a value alone"),
    pytest.param(b" [] ", [((), 1, 1)], id="an empty array"),
    pytest.param(b'[1, "a"]', [((), 0, 0), ((0,), 1, 1), ((1,), 4, 4)], id="members of an array"),
    pytest.param(
        b'{"a" : {"b":null}}',
        [((), 0, 0), (("a",), 1, 7), (("a", "b"), 8, 12)],
        id="members of an object are at their keys",
    ),
    pytest.param(
        b'{"a":1,"b":2,"a":3}',
        [((), 0, 0), (("a",), 1, 5), (("b",), 7, 11), (("a",), 13, 17)],
        id="a duplicate key",
    ),
    pytest.param(
        rb'{"a":1,"\u0061":2}', [((), 0, 0), (("a",), 1, 5), (("a",), 7, 16)], id="a duplicate key spelled in two ways"
    ),
    pytest.param(
        b'[{"a":1},{"a":2}]',
        [((), 0, 0), ((0,), 1, 1), ((0, "a"), 2, 6), ((1,), 9, 9), ((1, "a"), 10, 14)],
        id="the same key in two objects",
    ),
    pytest.param(
        rb'{"a\"}":"[{\\"}', [((), 0, 0), (('a"}',), 1, 8)], id="brackets and quotes inside of strings"
    ),
]


@pytest.mark.parametrize(("text", "places"), TEXTS)
def test_values_are_located(text, places):
    assert [(value.path, value.place, value.start) for value in walked(root(text))] == places


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
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    found = [(each.path, json.loads(bytes(each.text))) for each in walked(root(text))]
    assert found == list(members(value))


@given(values)
def test_a_path_is_located_by_its_last_value(value):
    text = json.dumps(value).encode()
    last = {each.path: each.place for each in walked(root(text))}
    assert locate(root(text), last) == last


def test_only_what_is_on_the_way_to_a_path_is_located():
    value = root(b'{"a": [1, {"b": 2}], "c": {"b": 3}, "a": [4]}')
    assert locate(value, {("a", 1, "b"), ("d", "b")}) == {(): 0, ("a",): 36, ("a", 1): 10, ("a", 1, "b"): 11}
    assert locate(value, {("a",)}) == {(): 0, ("a",): 36}


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


@given(repetitive)
def test_duplicate_keys_are_found_wherever_they_are(text):
    expected = []

    def look(value):
        keys = set()
        for member in value.members():
            if member.path[-1] in keys:
                expected.append(member.place)
            keys.add(member.path[-1])
            look(member)

    look(root(text.encode()))
    assert [value.place for value in duplicates(root(text.encode()))] == expected


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
    assert [value.path for value in duplicates(root(text.encode()))] == again


def test_nested_values_are_skipped_in_one_step():
    deep = b'{"a": ' + b"[" * 400 + b"]" * 400 + b', "b": 1}'
    assert [value.path for value in root(deep).members()] == [("a",), ("b",)]


def test_a_string_of_millions_of_escapes_is_one_value():
    assert len(list(root(b'["' + rb"\n" * 2_000_000 + b'"]').members())) == 1


def counted(text, offsets):
    faults = [(offset, (), "") for offset in offsets]
    return [(problem.line, problem.column) for problem in _placed(text.encode(), faults, 1)]


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
    assert counted(text, offsets) == places


@given(st.text(st.sampled_from("a第\n😀"), max_size=30))
def test_any_character_is_counted_as_if_it_were_the_only_one(text):
    starts = [len(text[:i].encode()) for i in range(len(text))]
    lines = [(text.count("\n", 0, i) + 1, i - text.rfind("\n", 0, i)) for i in range(len(text))]
    assert counted(text, starts) == lines


PATHS = [
    pytest.param((), "", id="the whole"),
    pytest.param((3,), "[3]", id="of an array"),
    pytest.param(("events", 12, "date"), "events[12].date", id="of a document"),
    pytest.param(("facts", 0, "text", "zh"), "facts[0].text.zh", id="of an event"),
]


@pytest.mark.parametrize(("path", "text"), PATHS)
def test_a_path_is_path_text_as_in_errors(path, text):
    assert path_text(path) == text
