"""Opens files and standard input, and tells from the first line what they contain."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from pkgutil import get_data
from typing import BinaryIO

from msgspec import DecodeError, Raw
from msgspec.json import decode

from ahc_cli.errors import DatasetError
from ahc_cli.messages import _
from ahc_cli.model.text import inert

MAX_BYTES = 10**9
MAX_LINE = 64 << 20  # and of blank lines in succession
# How much is read and, of NDJSON, decoded at once; more and less take longer.
_CHUNK = 64 << 10
_BOM = b"\xef\xbb\xbf"

# The text of a document or of an array; or some lines of NDJSON, and the number of the first.
Part = bytes | tuple[int, list[bytes]]


def open_input(name: str, stdin: Callable[[], BinaryIO]) -> tuple[str, Iterable[Part]]:
    """Open a file, or standard input if the name is `-`; return its printable name and its text.

    A document or an array is a list of one part. NDJSON is read while its parts are iterated, all
    but the first. DatasetError if it cannot be read or is not JSON at all.
    """
    shown_name = _("standard input") if name == "-" else inert(name) or "''"
    parts = _parts(shown_name, name, stdin)
    first_part = next(parts)
    if isinstance(first_part, bytes):
        return shown_name, [first_part]
    return shown_name, chain([first_part], parts)


def file_name(name: str) -> str:
    """Return the name by which the system, in any locale, knows a file of a name in UTF-8."""
    return os.fsdecode(name.encode(errors="surrogateescape"))


def _parts(shown_name: str, name: str, stdin: Callable[[], BinaryIO]) -> Iterator[Part]:
    """Yield the whole text, or batches of lines of NDJSON; only a line feed ends a line."""
    try:
        path = file_name(name)
        with stdin() if name == "-" else open(path, "rb", _CHUNK) as stream:  # noqa: PTH123
            blank, first_line = _first_lines(stream)
            if reason := _refusal(first_line):
                raise DatasetError(f"{shown_name}: {reason}")
            if _is_ndjson(first_line):
                number = blank.count(b"\n") + 1
                yield from _batches(shown_name, stream, first_line, number)
            else:
                yield _whole_text(shown_name, stream, blank, first_line)
    except OSError as error:
        raise DatasetError(f"{shown_name}: {_(error.strerror or '')}") from None
    except ValueError:
        raise DatasetError(_("{file}: not a file name", file=shown_name)) from None


def _first_lines(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Read the blank lines with which a file begins, and the first line that is not blank."""
    blank = bytearray()
    line = stream.readline(len(_BOM) + MAX_LINE + 1).removeprefix(_BOM)
    while line.isspace() and len(blank) + len(line) <= MAX_LINE:
        blank += line
        line = stream.readline(MAX_LINE + 1)
    return bytes(blank), line


def _refusal(first_line: bytes) -> str:
    """Return why a text that begins with a line cannot be a dataset; "" if it may be one."""
    if first_line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first_line[:4]:
        return _("UTF-16, UTF-32 or binary, not UTF-8 text; convert it first")
    if not first_line.strip():
        return _("empty")
    if not first_line.lstrip().startswith((b"[", b"{")):
        return _("not JSON; a dataset starts with { or [")
    return ""


def _is_ndjson(first_line: bytes) -> bool:
    """Whether a text is NDJSON: its first line is a whole object, but not a document."""
    try:
        return "events" not in decode(first_line, type=dict[str, Raw])
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _whole_text(shown_name: str, stream: BinaryIO, blank: bytes, first_line: bytes) -> bytes:
    """Read the rest of a text of which the first lines are read, and return all of it."""
    # Reading the whole limit at once would take memory for it, however small the file is.
    rest = islice(iter(partial(stream.read, _CHUNK), b""), MAX_BYTES // _CHUNK + 1)
    chunks = [blank, first_line, *rest]
    if sum(map(len, chunks)) > MAX_BYTES:
        raise DatasetError(_("{file}: larger than 1 GB; convert it to NDJSON", file=shown_name))
    return b"".join(chunks)


def _batches(shown_name: str, stream: BinaryIO, first_line: bytes, number: int) -> Iterator[Part]:
    """Yield the lines of NDJSON, some at a time, with the number of the first of them."""
    lines = [first_line]
    blank = 0
    while lines:
        if len(lines[-1]) > MAX_LINE:
            last = number + len(lines) - 1
            raise DatasetError(
                _("{file}:{line}: line longer than 64 MiB", file=shown_name, line=last)
            )
        yield number, lines
        number += len(lines)
        if blank > MAX_LINE:
            raise DatasetError(_("{file}: more than 64 MiB of blank lines", file=shown_name))
        lines, size = [], 0
        for line in iter(partial(stream.readline, MAX_LINE + 1), b""):
            lines.append(line)
            size += len(line)
            if size > _CHUNK:
                break
        blank = 0 if any(map(bytes.strip, lines)) else blank + size


def is_document(text: bytes) -> bool:
    """Whether JSON that is not NDJSON is a document, and not an array of events."""
    return text.lstrip().startswith(b"{")


def raw_events(part: Part) -> Sequence[bytes | Raw]:
    """Return the JSON of each event; blank lines of NDJSON have none."""
    if isinstance(part, tuple):
        _number, lines = part
        return [line for line in lines if not line.isspace()]
    array = decode(part, type=dict[str, Raw])["events"] if is_document(part) else part
    return decode(array, type=list[Raw])


def bundled_bytes() -> bytes:
    """Return the dataset in the package, or the one beside it in a checkout."""
    in_checkout = Path(__file__).parents[3] / "data" / "events.json"
    for read in (partial(get_data, "ahc_cli", "data/events.json"), in_checkout.read_bytes):
        with suppress(OSError):
            text = read() or b""
            if is_document(text):
                return text
    raise DatasetError(_("the bundled dataset is missing or damaged; install ahc-cli again"))
