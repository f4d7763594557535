"""Input that is very large, endless, breaks off or is not there, and what is told of faulty input."""

from io import BytesIO

import pytest
from small import ARRAY, DOCUMENT, LINES, PLAIN, dumped, of

from ahc_cli.data import files, load
from ahc_cli.data.check import faults
from ahc_cli.data.files import open_input
from ahc_cli.data.load import bundled, read
from ahc_cli.errors import DatasetError


def events_of(data):
    return tuple(of(data).events)


def test_the_limits_are_as_errors_say():
    assert (files.MAX_BYTES, files.MAX_LINE) == (1024**3, 64 * 1024**2)


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_a_text_may_be_as_large_as_the_limit_and_no_larger(monkeypatch, at_once):
    array = dumped([PLAIN]).encode()
    monkeypatch.setattr(files, "MAX_BYTES", len(array) + 10)
    monkeypatch.setattr(files, "_CHUNK", at_once)
    assert len(events_of(array + b" " * 10)) == 1
    with pytest.raises(DatasetError) as refused:
        of(array + b" " * 11)
    assert str(refused.value) == "standard input: larger than 1 GiB; convert it to NDJSON"


@pytest.mark.parametrize(
    ("before", "at"),
    [(b"", 1), (b"\xef\xbb\xbf", 1), (b"\n\n", 3), (b"\xef\xbb\xbf\n", 2), (dumped(PLAIN | {"id": "x"}).encode() + b"\n", 2)],
    ids=["first", "behind a BOM", "behind blank lines", "behind both", "behind another"],
)  # fmt: skip
def test_a_line_may_be_as_long_as_the_limit_and_no_longer(monkeypatch, before, at):
    line = dumped(PLAIN | {"summary": {"en": "x" * 60}}).encode() + b"\n"
    monkeypatch.setattr(files, "MAX_LINE", len(line))
    assert events_of(before + line)[-1].id == "talk"
    monkeypatch.setattr(files, "MAX_LINE", len(line) - 1)
    with pytest.raises(DatasetError) as refused:
        events_of(before + line)
    assert str(refused.value) == f"standard input:{at}: line longer than 64 MiB"


def test_blanks_before_a_dataset_may_be_many_but_not_without_end(monkeypatch):
    monkeypatch.setattr(files, "MAX_LINE", 1000)
    array = dumped([PLAIN]).encode()
    wide = b" " * 299 + b"\n"
    assert len(events_of(b"\n" * 900 + array)) == 1
    assert len(events_of(b"\n" + wide * 3 + array)) == 1
    for blanks in (b"\n" * 5000, b"\n" + wide * 4):
        with pytest.raises(DatasetError, match=r"^standard input: empty$"):
            of(blanks + array)


class Endless(BytesIO):
    """Blanks without end behind its first line: who asks for all of them, or again and again, never comes back."""

    def read(self, size=-1, /):
        if size < 0 or self.seek(size, 1) > 10_000:
            pytest.fail("this may go on for ever")
        return b" " * size

    def readline(self, size=-1, /):
        return super().readline(size) or self.read(size)


@pytest.mark.parametrize(
    ("first", "message"),
    [
        (b"[\n", "standard input: larger than 1 GiB; convert it to NDJSON"),
        (dumped(PLAIN).encode() + b"\n", "standard input:2: line longer than 64 MiB"),
    ],
    ids=["an array", "NDJSON"],
)
def test_what_does_not_end_is_refused_when_it_is_too_long(monkeypatch, first, message):
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    monkeypatch.setattr(files, "MAX_LINE", 1000)
    monkeypatch.setattr(files, "_CHUNK", 100)
    with pytest.raises(DatasetError) as refused:
        list(read("-", lambda: Endless(first)).events)
    assert str(refused.value) == message


class Broken(BytesIO):
    """A stream that breaks off behind its first line."""

    def readline(self, size=-1, /):
        if self.tell() >= len(self.getvalue().partition(b"\n")[0]):
            raise OSError(5, "Input/output error")
        return super().readline(size)

    def read(self, size=-1, /):
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    "data", [b"", b"[\n]", b"[]", dumped(DOCUMENT).encode(), f"{LINES[0]}\n{LINES[1]}".encode()],
    ids=["at once", "in an array", "at its end", "in a document", "in NDJSON"],
)  # fmt: skip
def test_what_breaks_off_while_it_is_read_is_named(data):
    broken = Broken(data)
    with pytest.raises(DatasetError, match=r"^standard input: Input/output error$"):
        list(read("-", lambda: broken).events)
    assert broken.closed


@pytest.mark.parametrize("data", [b'[{"id": 1}]', b'{"id": 1}\n'])
def test_faults_are_told_of_every_guise_and_none_of_the_bundled_data(data):
    met = []
    found = [*faults("-", lambda: BytesIO(data), lambda: met.append(None))]
    assert next((problem.line, problem.path.removeprefix("[0].")) for problem in found) == (1, "id")
    assert len(met) == 1
    assert [*faults(None, BytesIO, lambda: met.append(None))] == []
    assert len(met) == 1 + len(bundled().events)


def test_a_sound_text_that_there_is_no_room_for_is_not_called_faulty(monkeypatch):
    def crowded(*_, **__):
        raise MemoryError

    monkeypatch.setattr(load, "_decode_array", crowded)
    with pytest.raises(MemoryError):
        of(dumped(ARRAY))
    with pytest.raises(DatasetError, match=r"^standard input:1:2: \[0\]\.date: missing key 'date'$"):
        of('[{"id": "a"}]')


def test_events_held_can_be_gone_through_again():
    given = of(dumped(PLAIN) + "\n").in_memory()
    assert [event.id for event in given.events] == [event.id for event in given.events] == ["talk"]


NAMES = {
    "a missing file": ("nowhere.json", "nowhere.json: No such file or directory"),
    "a directory": (".", ".: Is a directory"),
    "no name": ("", "'': No such file or directory"),
    "an escape sequence": ("\x1b[31m", r"\x1b[31m: No such file or directory"),
    "NUL": ("a\0b", r"a\x00b: not a file name"),
    "a long name": ("x" * 300, "x" * 300 + ": File name too long"),
}


@pytest.mark.parametrize(("name", "message"), NAMES.values(), ids=NAMES)
def test_what_cannot_be_opened_is_named(name, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError) as refused:
        open_input(name, None)
    assert str(refused.value) == message
