"""Malformed JSON by kind of fault, and valid JSON that is no dataset."""

from itertools import product

# Malformed values, to be put behind a colon or into an array.
_NUMBERS = [
    "+1", "++1", "-", "--1", "-a", "01", "-01", "00", "0012", "1.", "-1.", "1.e3", ".5", "-.5", "1..2", "1.2.3", "1e", "1e+", "1e-",
    "1E", "1E+", "0e", "0e+", "1e1.5", "1e1e1", "1 000", "1_000", "1,5e", "0x10", "0b1", "0o7", "1a", "1.5a", "Infinity", "+Infinity",
    "-Infinity", "inf", "-inf", "NaN", "nan", "-NaN", "+NaN", "１", "-１", "٣", "1½", "2e", "9.e+", "1#", "1f", "1L", "1n", "- 1", "1- 1",
]  # fmt: skip
_WORDS = [
    "nul", "nulll", "Null", "NULL", "none", "None", "undefined", "tru", "True", "TRUE", "truee", "fals", "False", "FALSE", "falsey", "yes",
    "a", "é", "会", "$", "@", "#", "%", "&", "*", "\\", "/", "|", "~", "`", "^", "=", "<", ">", "?", "(", ")", ";", "_",
]  # fmt: skip
_STRINGS = [
    '"', '"\\"', "'a'", "'", "`a`", "“a”", '"a', 'a"', '"a" "b"', '"\\', '"\\x41"', '"\\a"', '"\\ "', '"\\\n"', '"\\u"', '"\\u1"', '"\\u12"',
    '"\\u123"', '"\\u123g"', '"\\u 123"', '"\\U0041"', '"\\u{41}"', '"\\0"', '"\\\'"', '"\\ud800"', '"\\udc00"', '"\\ud800\\ud800"',
    '"\\udc00\\ud800"', '"\\ud800x"', '"\\ud800\\n"', '"\\ud800\\u0041"', '"a\nb"', '"a\tb"', '"a\rb"', '"\0"', '"\x1f"', '"\x01"', '"\\é"',
    '"\\会"', '"\\\\\\"', '"\\u00A"', 'u"a"', 'b"a"', '"""a"""',
]  # fmt: skip
_ARRAYS = [
    "[", "]", "[[", "[]]", "[1", "[1,", "[,", "[,]", "[,1]", "[1,]", "[1,,2]", "[1,,]", "[1 2]", "[1;2]", "[1:2]", "[a]", '["a"', '["a",', '["a" "b"]',
    "[1}", "[}", "{]", "[{]", "[[1]", "[...]", "[1, ...]", "[\x0b1]", "[\x0c1]", "[\xa01]", "[\u2028]", "(1)", "[1]x", "[1],", "[]:", "[-]", "[,,]",
]  # fmt: skip
_OBJECTS = [
    "{", "}", "{{", "{}}", "{,", "{,}", "{a", "{a:1}", "{'a':1}", '{"a"', '{"a"}', '{"a":', '{"a":}', '{"a":1', '{"a":1,', '{"a":1,}', '{"a":1,,}',
    '{"a":1,,"b":2}', '{"a" 1}', '{"a",1}', '{"a"::1}', '{"a"=1}', '{"a":1 "b":2}', '{"a":1;"b":2}', "{1:1}", "{null:1}", "{[]:1}", "{true:1}", '{"a":1]',
    '{:1}', '{"a":1:2}', '{"a":1}}', '{"a":1}x', '{"a":1},', '{"a":a}', '{"a":\'b\'}', '{é:1}', '{"a":1/*x*/}', '{"a":1}//x', '{"a":1}#x', '{"a":1}/**/',
    '{"a":[}', '{"a":{]}', '{"a":"b}', '{"a:1}', '{"a":.}', '{"a":-}', '{a"b":1}', '{"\\ud800":1}', '{"\\x":1}', '{"a\n":1}', "{...}", '{"a":1...}', "{}[]",
]  # fmt: skip
# Whole texts.
_TEXTS = [
    b"<html><body>404</body></html>", b"<?xml version='1.0'?><a/>", b"<<<<<<< HEAD\n[]\n=======\n[]\n>>>>>>> main\n", b"id,date\na,2022\n", b"---\n- id: a\n",
    b"[] []", b"[]\n[]\n", b"{} x", b"[]x", b"[]\0", b"\0[]", b"[\0]", b"// x\n[]", b"/* x */ []", b"# x\n[]", b"var x = [];", b"callback([])", b")]}',\n[]",
    b"\xff", b"[\xff]", b'["\xff"]', b'["\xc0\xaf"]', b'["\xed\xa0\x80"]', b'["\xf4\x90\x80\x80"]', b'["\xe4\xbc"]', b'["\xe9"]', b"\xef\xbb", b"\xef\xbb\xbf",
    b"\xef\xbb\xbf\xef\xbb\xbf[]", b"[\xef\xbb\xbf]", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"\x89PNG\r\n", b"%PDF-1.7", b"\x7fELF", b"SQLite format 3\0",
    b"\x00" * 100, b"\x80" * 100, b"\x0b[]", b"\x0c[]", b"\xa0[]", b"\xe2\x80\xa8[]", b"\xe3\x80\x80[]", b"[]\x0c", b"[]\x1a", b"[1][2]", b'{"a":1}{"b":2}', b"[\n",
    b'{"events":', b'{"events":[', b'{"events":[]', b'[{"id":', b'[{"id":"a"', b'[{"id":"a"}', b'[{"id":"a"},', b'{"id":"a"', b'{"id":"a",\n', b"null\n[", b"true false",
]  # fmt: skip

_VALUES = [*_NUMBERS, *_WORDS, *_STRINGS, *_ARRAYS, *_OBJECTS]
# The values left out make valid JSON, or another kind of dataset, in these places.
MALFORMED: list[bytes] = [
    *_TEXTS,
    *(f"[{value}]".encode() for value in _VALUES if value not in ('a"', "]", "[]]", "{}}")),
]
MALFORMED += [
    f'{{"a":{value}}}'.encode() for value in _VALUES if value not in ("}", '{"a":1}}', "{}}")
]

_VALID_VALUES = [
    "null", "true", "false", "0", "-0", "1", "-1", "1.5", "-1.5", "0.0", "1e3", "1E3", "1e+3", "1e-3", "123456789012345678", "1e-999", '""', '" "', '"a"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\u0000"', '"\\u001b"', '"\\u00e9"', '"\\uD83D\\uDE00"', '"\\uFFFF"', '"é会😀"', '"\x7f"', '"\u2028"', '"\ufeff"', "[]", "[[]]", "[[],[]]",
    "[null]", "[1,2]", "[1,[2,[3]]]", "{}", '{"":0}', '{"a":null}', '{"a":{}}', '{"a":[]}', '{"a":{"b":{"c":1}}}', '{"é":1}', '{"\\u0061":1}', '{"a":1,"a":2}', '{"events":1}',
    '{"events":[]}', '{"events":null}', '{"events":{}}', '{"id":"a"}', '{"id":1}', '{"schema_version":2}', '{"schema_version":2,"events":[]}',
]  # fmt: skip
_BLANKS = ["", "\t \r\n "]
# Valid JSON, of which only `[]` with blanks around it is a dataset.
VALID: list[bytes] = [
    f"{blank}{value}{blank}".encode() for value, blank in product(_VALID_VALUES, _BLANKS)
]
VALID += [f"[{value}]".encode() for value in _VALID_VALUES]


def is_dataset(text: bytes) -> bool:
    return b"".join(text.split()) == b"[]"
