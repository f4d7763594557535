"""Opening files and standard input: what is refused, what is NDJSON, and the limits."""

from io import BytesIO

import pytest
from small import LINES, PLAIN, dataset_of, to_json

from ahc_cli.data import files
from ahc_cli.data.files import bundled_bytes, open_input
from ahc_cli.data.load import read
from ahc_cli.errors import DatasetError

BOM = b"\xef\xbb\xbf"
CONVERT = "UTF-16, UTF-32 or binary, not UTF-8 text; convert it first"
NOT_JSON = "not JSON; a dataset starts with { or ["

REFUSED = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\n\t ", "empty"),
    "a BOM alone": (BOM, "empty"),
    "a word": (b"hello", NOT_JSON),
    "a web page": (b"<html>", NOT_JSON),
    "zeros": (b"\0" * 9, CONVERT),
    "UTF-16": ("{}".encode("utf-16"), CONVERT),
    "UTF-16, big-endian": (b"\xfe\xff" + "{}".encode("utf-16-be"), CONVERT),
    "Chinese in UTF-16": (b"\xff\xfe" + "会议".encode("utf-16-le"), CONVERT),
    "Chinese in UTF-16, big-endian": (b"\xfe\xff" + "会议".encode("utf-16-be"), CONVERT),
    "gzip": (b"\x1f\x8b\x08\0", CONVERT),
    "zip": (b"PK\x03\x04", NOT_JSON),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_a_dataset_is_refused_by_its_first_bytes(data, reason):
    stream = BytesIO(data)
    with pytest.raises(DatasetError) as error:
        open_input("-", lambda: stream)
    assert str(error.value) == f"standard input: {reason}"
    assert stream.closed


UNREADABLE = {
    "a missing file": ("nowhere.json", "nowhere.json: No such file or directory"),
    "a directory": (".", ".: Is a directory"),
    "no name": ("", "'': No such file or directory"),
    "an escape sequence": ("\x1b[31m", r"\x1b[31m: No such file or directory"),
    "NUL": ("a\0b", r"a\x00b: not a file name"),
    "a long name": ("x" * 300, "x" * 300 + ": File name too long"),
}


@pytest.mark.parametrize(("name", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_opened_is_named(name, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError) as error:
        open_input(name, None)
    assert str(error.value) == message


class Broken(BytesIO):
    """A stream that fails after its first line."""

    def readline(self, size=-1, /):
        if self.tell() >= len(self.getvalue().partition(b"\n")[0]):
            raise OSError(5, "Input/output error")
        return super().readline(size)

    def read(self, size=-1, /):
        raise OSError(5, "Input/output error")


BROKEN = {
    "at once": b"",
    "in an array": b"[\n]",
    "at its end": b"[]",
    "in NDJSON": f"{LINES[0]}\n{LINES[1]}".encode(),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_an_error_while_reading_names_the_input_and_closes_it(data):
    stream = Broken(data)
    with pytest.raises(DatasetError, match=r"^standard input: Input/output error$"):
        list(read("-", lambda: stream).events)
    assert stream.closed


FIRST_LINES = {
    "a line": (b'{"a": 1}\n{}\n', b'{"a": 1}\n'),
    "a line of two characters": (b"{}\n{}\n", b"{}\n"),
    "blank lines too": (b"\n \n{}\n{}\n", b"\n \n{}\n"),
    "without a BOM": (BOM + b"{}\n{}\n", b"{}\n"),
    "blank lines without a BOM": (BOM + b"\n{}\n{}\n", b"\n{}\n"),
}


@pytest.mark.parametrize(("data", "first"), FIRST_LINES.values(), ids=FIRST_LINES)
def test_nothing_is_read_in_advance_except_the_first_line(data, first):
    stream = BytesIO(data)
    _name, parts = open_input("-", lambda: stream)
    assert stream.read() == data.removeprefix(BOM)[len(first) :]
    assert next(iter(parts)) == (first.count(b"\n"), [first.lstrip()])


# First lines.
NDJSON = {
    "an object": b'{"id": "a"}\n',
    "an empty object": b"{}\n",
    "a value that is not UTF-8": b'{"id": "\xff"}\n',
}
NOT_NDJSON = {
    "an array": b"[1]\n",
    "a malformed object": b'{"id": "a",}\n',
    "a document": b'{"events": []}\n',
    "a malformed document": b'{"events": [1,]}\n',
    "the start of a document": b"{\n",
    "the start of a document that ends as an object does": b'{"sources": {"a": {}}\n',
    "the start of a table": b'{"sources": {\n',
    "NUL, but not among the first four bytes": b'{"a"\0\n',
    "a malformed start": b'{"id": x\n',
    "a key that is not UTF-8": b'{"\xff": 1}\n',
    "nested too deeply": b'{"id": ' + b"[" * 100_000 + b"}\n",
}


@pytest.mark.parametrize("first", NDJSON.values(), ids=NDJSON)
def test_an_object_in_one_line_starts_ndjson_unless_it_is_a_document(first):
    assert next(iter(open_input("-", lambda: BytesIO(first))[1])) == (1, [first])


@pytest.mark.parametrize("first", NOT_NDJSON.values(), ids=NOT_NDJSON)
def test_anything_else_does_not_start_ndjson(first):
    assert open_input("-", lambda: BytesIO(first))[1] == [first]


NUMBERED = {
    "each line": (b"{}\n[]\n", [(1, b"{}\n"), (2, b"[]\n")]),
    "no line feed at the end": (b"{}\n[]", [(1, b"{}\n"), (2, b"[]")]),
    "blank lines": (b"\n\n{}\n\r\n \t\n[]\n\n", [(3, b"{}\n"), (6, b"[]\n")]),
    "a BOM": (BOM + b"{}\n[]", [(1, b"{}\n"), (2, b"[]")]),
    "a BOM and blank lines": (BOM + b"\n \n{}", [(3, b"{}")]),
    "carriage returns": (b"{}\r\n[]\r{}\n", [(1, b"{}\r\n"), (2, b"[]\r{}\n")]),
    "other separators": ("{}\n\u2028\u2029\x85\n\x0b\x0c\x1c[]".encode(), [(1, b"{}\n"), (2, "\u2028\u2029\x85\n".encode()), (3, b"\x0b\x0c\x1c[]")]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "lines"), NUMBERED.values(), ids=NUMBERED)
def test_lines_are_numbered_and_only_a_line_feed_ends_a_line(data, lines):
    _name, parts = open_input("-", lambda: BytesIO(data))
    numbered = [each for number, some in parts for each in enumerate(some, number)]
    assert [(number, line) for number, line in numbered if not line.isspace()] == lines


def test_the_limits_are_those_that_errors_state():
    assert (files.MAX_BYTES, files.MAX_LINE) == (10**9, 64 * 1024**2)


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_a_text_may_be_as_large_as_the_limit_and_no_larger(monkeypatch, chunk):
    array = to_json([PLAIN]).encode()
    monkeypatch.setattr(files, "MAX_BYTES", len(array) + 10)
    monkeypatch.setattr(files, "_CHUNK", chunk)
    assert len(tuple(dataset_of(array + b" " * 10).events)) == 1
    with pytest.raises(
        DatasetError, match=r"^standard input: larger than 1 GB; convert it to NDJSON$"
    ):
        dataset_of(array + b" " * 11)


BEFORE = {
    "first": (b"", 1),
    "after a BOM": (BOM, 1),
    "after blank lines": (b"\n\n", 3),
    "after both": (BOM + b"\n", 2),
    "after another": (to_json(PLAIN | {"id": "x"}).encode() + b"\n", 2),
}


@pytest.mark.parametrize(("before", "number"), BEFORE.values(), ids=BEFORE)
def test_a_line_may_be_as_long_as_the_limit_and_no_longer(monkeypatch, before, number):
    line = to_json(PLAIN | {"summary": {"en": "x" * 60}}).encode() + b"\n"
    monkeypatch.setattr(files, "MAX_LINE", len(line))
    assert [event.id for event in dataset_of(before + line).events][-1] == "talk"
    monkeypatch.setattr(files, "MAX_LINE", len(line) - 1)
    with pytest.raises(DatasetError, match=rf"^standard input:{number}: line longer than 64 MiB$"):
        list(dataset_of(before + line).events)


def test_the_blanks_before_a_dataset_have_a_limit(monkeypatch):
    monkeypatch.setattr(files, "MAX_LINE", 1000)
    array = to_json([PLAIN]).encode()
    wide = b" " * 299 + b"\n"
    assert len(tuple(dataset_of(b"\n" * 900 + array).events)) == 1
    assert len(tuple(dataset_of(b"\n" + wide * 3 + array).events)) == 1
    for blanks in (b"\n" * 5000, b"\n" + wide * 4):
        with pytest.raises(DatasetError, match=r"^standard input: empty$"):
            dataset_of(blanks + array)


class Endless(BytesIO):
    """A stream of endless blanks after its first line.

    Reading all of it, or far too much, fails the test.
    """

    def read(self, size=-1, /):
        if size < 0 or self.seek(size, 1) > 10_000:
            pytest.fail("read without limit")
        return b" " * size

    def readline(self, size=-1, /):
        return super().readline(size) or self.read(size)


ENDLESS = {
    "an array": (b"[\n", "standard input: larger than 1 GB; convert it to NDJSON"),
    "NDJSON": (to_json(PLAIN).encode() + b"\n", "standard input:2: line longer than 64 MiB"),
}


@pytest.mark.parametrize(("first", "message"), ENDLESS.values(), ids=ENDLESS)
def test_an_endless_stream_is_refused_at_the_limit(monkeypatch, first, message):
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    monkeypatch.setattr(files, "MAX_LINE", 1000)
    monkeypatch.setattr(files, "_CHUNK", 100)
    with pytest.raises(DatasetError) as error:
        list(read("-", lambda: Endless(first)).events)
    assert str(error.value) == message


def test_the_bundled_dataset_is_looked_for_in_the_package_first(monkeypatch):
    monkeypatch.setattr(files, "get_data", lambda *name: f"{{{name}".encode())
    assert bundled_bytes() == b"{('ahc_cli', 'data/events.json')"


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    """An empty checkout from which the program runs, not being installed."""

    def missing(*_):
        raise OSError

    monkeypatch.setattr(files, "get_data", missing)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "src" / "ahc_cli" / "data" / "files.py"))
    return tmp_path


def test_in_a_checkout_the_bundled_dataset_is_a_file(checkout):
    (checkout / "data").mkdir()
    (checkout / "data" / "events.json").write_bytes(b"{}")
    assert bundled_bytes() == b"{}"


def test_a_missing_bundled_dataset_is_an_error(checkout):
    with pytest.raises(
        DatasetError, match=r"^the bundled dataset is missing or damaged; install ahc-cli again$"
    ):
        bundled_bytes()
