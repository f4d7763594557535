"""Finding where the values of JSON are, and which keys occur twice."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli.data.check import duplicates
from ahc_cli.data.check import values as values_of


def members(value, path=()):
    """Yield the path and the value of a Python value and of all values in it, in order."""
    yield path, value
    steps = (
        enumerate(value)
        if isinstance(value, list)
        else value.items()
        if isinstance(value, dict)
        else ()
    )
    for step, member in steps:
        yield from members(member, (*path, step))


TEXTS = [
    # text, (path, what stands at its place) of each value
    pytest.param("1", [((), "1")], id="a value alone"),
    pytest.param(" [] ", [((), "[] ")], id="an empty array"),
    pytest.param('[1, "a"]', [((), "[1"), ((0,), "1,"), ((1,), '"a"')], id="members of an array"),
    pytest.param(
        '{"a" : {"b":null}}',
        [((), '{"a"'), (("a",), '"a"'), (("a", "b"), '"b"')],
        id="members of an object, at keys",
    ),
    pytest.param(r'{"\u0061":1}', [(("a",), r'"\u')], id="a key with an escape"),
    pytest.param(
        '[{"a":1},{"a":2}]',
        [((0, "a"), '"a":1'), ((1, "a"), '"a":2')],
        id="the same key in two objects",
    ),
    pytest.param(
        r'{"a\"}":"[{\\"}', [((), "{"), (('a"}',), '"a')], id="brackets and quotes in strings"
    ),
    pytest.param("[{}, [], 5]", [((2,), "5")], id="after what is empty"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_each_value_has_its_path_and_its_place(text, expected):
    places = {path: at for path, at, _ in values_of(text)}
    assert [(path, text[places[path] :][: len(at)]) for path, at in expected] == expected


texts = st.text(
    st.one_of(st.sampled_from('"\\{}[]:,\n 第😀'), st.characters(exclude_categories=["Cs"])),
    max_size=6,
)
values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        texts,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)


@given(values, st.booleans(), st.sampled_from((None, 0, 2)))
def test_every_value_is_found_where_it_starts(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    expected = dict(members(value))
    places = {path: at for path, at, _ in values_of(text)}
    assert list(places) == list(expected)
    assert list(places.values()) == sorted(places.values())
    for path, offset in places.items():
        start = text[offset:]
        if path and isinstance(path[-1], str):
            key, end = json.JSONDecoder().raw_decode(start)
            assert key == path[-1]
            start = start[end:].lstrip(": ")
        assert json.JSONDecoder().raw_decode(start)[0] == expected[path]


DUPLICATES = [
    pytest.param('[{"a": 1, "b": {"a": 2}}]', [], id="the same key in two objects"),
    pytest.param('[[{"a": 1, "a": 2}]]', [(0, 0, "a")], id="in an object"),
    pytest.param(
        '[{"b": {"a": 1, "c": [], "a": 2}}]', [(0, "b", "a")], id="in an object in an object"
    ),
    pytest.param('[{"b": {"a": 1}, "c": {"a": 1}, "b": 1}]', [(0, "b")], id="after other objects"),
    pytest.param(
        r'[{"b": [{"a": 1}, {"a": 1, "\u0061": 2}]}]', [(0, "b", 1, "a")], id="with an escape"
    ),
    pytest.param(
        '[{"b": {"a":1,"a": 2}}, {"b":{"a":1,"a": 2}}]',
        [(0, "b", "a"), (1, "b", "a")],
        id="in two objects",
    ),
    pytest.param('[[["a", "a"], "a"], "a"]', [], id="strings are not keys"),
    pytest.param(
        '[["]"], {"a": 1, "a": 2}, ["]"]]',
        [(1, "a")],
        id="between arrays with a bracket in a string",
    ),
    pytest.param(
        '[{"b": "}"}, {"a": 1, "a": 2}, {"b": "}"}]', [(1, "a")], id="between objects with one"
    ),
]


@pytest.mark.parametrize(("text", "paths"), DUPLICATES)
def test_duplicate_keys_are_found_at_any_depth(text, paths):
    assert [path for path, _ in duplicates(text)] == paths


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


def repeated(text):
    """Count the keys that occur before in the same object, as Python's own parser sees them."""
    found = []

    def compare(pairs):
        found.extend(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))

    json.loads(text, object_pairs_hook=compare)
    return sorted(found)


@given(repetitive)
def test_every_duplicate_key_is_found(text):
    found = duplicates(text)
    assert sorted(path[-1] for path, _ in found) == repeated(text)
    assert [json.JSONDecoder().raw_decode(text[offset:])[0] for _, offset in found] == [
        path[-1] for path, _ in found
    ]


def test_nested_values_and_long_strings_take_no_stack():
    text = '{"a": ' + "[" * 400 + "]" * 400 + ', "b": "' + r"\n" * 2_000_000 + '", "b": 1}'
    assert duplicates(text) == [(("b",), len(text) - 7)]
