"""Finding where the values of JSON are, and which keys occur twice."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli.data.places import duplicates, locate, root


def walk(value):
    """Yield a value and all values in it, in order."""
    yield value
    for member in value.members():
        yield from walk(member)


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
        rb'{"a":1,"\u0061":2}', [((), 0, 0), (("a",), 1, 5), (("a",), 7, 16)], id="a duplicate key with an escape"
    ),
    pytest.param(
        b'[{"a":1},{"a":2}]',
        [((), 0, 0), ((0,), 1, 1), ((0, "a"), 2, 6), ((1,), 9, 9), ((1, "a"), 10, 14)],
        id="the same key in two objects",
    ),
    pytest.param(rb'{"a\"}":"[{\\"}', [((), 0, 0), (('a"}',), 1, 8)], id="brackets and quotes in strings"),
]


@pytest.mark.parametrize(("text", "places"), TEXTS)
def test_each_value_has_its_path_and_its_place(text, places):
    assert [(value.path, value.place, value.start) for value in walk(root(text))] == places


texts = st.text(st.one_of(st.sampled_from('"\\{}[]:,\n 第😀'), st.characters(exclude_categories=["Cs"])), max_size=6)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)


def members(value, path=()):
    """Yield the path and the value of a Python value and of all values in it, in order."""
    yield path, value
    steps = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for step, member in steps:
        yield from members(member, (*path, step))


@given(values, st.booleans(), st.sampled_from((None, 0, 2)))
def test_every_value_is_found_where_it_starts(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    assert [(each.path, json.loads(bytes(each.text))) for each in walk(root(text))] == list(members(value))


@given(values)
def test_all_paths_can_be_located_at_once(value):
    text = json.dumps(value).encode()
    places = {each.path: each.place for each in walk(root(text))}
    assert locate(root(text), places) == places


def test_only_the_values_on_the_way_to_a_path_are_located_and_the_last_of_duplicates():
    value = root(b'{"a": [1, {"b": 2}], "c": {"b": 3}, "a": [4]}')
    assert locate(value, {("a", 1, "b"), ("d", "b")}) == {(): 0, ("a",): 36, ("a", 1): 10, ("a", 1, "b"): 11}
    assert locate(value, {("a",)}) == {(): 0, ("a",): 36}


DUPLICATES = [
    pytest.param('[{"a": 1, "b": {"a": 2}}]', [], id="the same key in two objects"),
    pytest.param('[[{"a": 1, "a": 2}]]', [(0, 0, "a")], id="in an object"),
    pytest.param('[{"b": {"a": 1, "c": [], "a": 2}}]', [(0, "b", "a")], id="in an object in an object"),
    pytest.param('[{"b": {"a": 1}, "c": {"a": 1}, "b": 1}]', [(0, "b")], id="after other objects"),
    pytest.param(r'[{"b": [{"a": 1}, {"a": 1, "\u0061": 2}]}]', [(0, "b", 1, "a")], id="with an escape"),
    pytest.param('[{"b": {"a":1,"a": 2}}, {"b":{"a":1,"a": 2}}]', [(0, "b", "a"), (1, "b", "a")], id="in two objects"),
    pytest.param('[[["a", "a"], "a"], "a"]', [], id="strings are not keys"),
    pytest.param('[["]"], {"a": 1, "a": 2}, ["]"]]', [(1, "a")], id="between arrays with a bracket in a string"),
    pytest.param('[{"b": "}"}, {"a": 1, "a": 2}, {"b": "}"}]', [(1, "a")], id="between objects with one"),
]


@pytest.mark.parametrize(("text", "paths"), DUPLICATES)
def test_duplicate_keys_are_found_at_any_depth(text, paths):
    assert [value.path for value in duplicates(root(text.encode()))] == paths


def test_nothing_is_a_duplicate_in_what_is_too_large_to_compare(monkeypatch):
    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(json, "loads", fail)
    assert list(duplicates(root(b'{"a": 1, "a": 2}'))) == []


keys = st.sampled_from(('"a"', '"b"', '"\\u0061"', '"]"', '"\\""', '""'))
blanks = st.sampled_from(("", " ", "\n\t"))


def enclose(opening, parts, closing, blank):
    """Write JSON of some parts, with blanks wherever they are allowed."""
    return f"{opening}{blank}{f'{blank},{blank}'.join(parts)}{blank}{closing}"


# JSON whose objects may have the same key several times.
repetitive = st.recursive(
    st.sampled_from(("1", "-2.5e3", "true", '"x"', '"[{,:"', r'"\"}"', "null")),
    lambda inner: st.one_of(
        st.builds(enclose, st.just("["), st.lists(inner, max_size=4), st.just("]"), blanks),
        st.builds(
            enclose,
            st.just("{"),
            st.lists(st.builds("{}{}:{}{}".format, keys, blanks, blanks, inner), max_size=4),
            st.just("}"),
            blanks,
        ),
    ),
    max_leaves=20,
)


def has_duplicate(value, member):
    """Whether an earlier member of a value has the path of a member."""
    return any(other.path == member.path and other.start < member.start for other in value.members())


@given(repetitive)
def test_every_duplicate_key_is_found(text):
    whole = root(text.encode())
    expected = [member for value in walk(whole) for member in value.members() if has_duplicate(value, member)]
    assert list(duplicates(whole)) == sorted(expected, key=lambda value: value.place)


def test_nested_values_are_skipped_at_once():
    deep = b'{"a": ' + b"[" * 400 + b"]" * 400 + b', "b": 1}'
    assert [value.path for value in root(deep).members()] == [("a",), ("b",)]


def test_a_string_of_millions_of_escapes_is_one_value():
    assert len(list(root(b'["' + rb"\n" * 2_000_000 + b'"]').members())) == 1
