"""Opens files and standard input, and tells from the first line what they contain."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from pkgutil import get_data
from typing import BinaryIO

import msgspec
from msgspec import Raw

from ahc_cli.errors import DatasetError
from ahc_cli.messages import _
from ahc_cli.model.text import inert

MAX_BYTES = 1 << 30
MAX_LINE = 64 << 20
# How much is read and, of NDJSON, decoded at once; more and less take longer.
_CHUNK = 64 << 10
_BOM = b"\xef\xbb\xbf"

# Lines with their numbers, from 1.
Batch = list[tuple[int, bytes]]


def open_input(name: str, stdin: Callable[[], BinaryIO]) -> tuple[str, Iterable[bytes | Batch]]:
    """Open a file, or standard input if the name is `-`; DatasetError if it cannot be read or is not JSON at all.

    Return its printable name and its text; of NDJSON the lines in batches, of which only the first has been read.
    """
    shown = _("standard input") if name == "-" else inert(name) or "''"
    parts = _parts(shown, name, stdin)
    first = next(parts)
    return shown, [first] if isinstance(first, bytes) else chain([first], parts)


def _parts(shown: str, name: str, stdin: Callable[[], BinaryIO]) -> Iterator[bytes | Batch]:
    """Yield the whole text, or the lines of NDJSON that are not blank in batches; only a line feed ends a line."""
    with _os_errors(shown), stdin() if name == "-" else open(name, "rb", _CHUNK) as stream:  # noqa: PTH123
        blank, first = _first_line(stream)
        reason = ""
        if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first[:4]:
            reason = _("UTF-16, UTF-32 or binary, not UTF-8 text; convert it first")
        elif not first.strip():
            reason = _("empty")
        elif first.lstrip()[:1] not in (b"[", b"{"):
            reason = _("not JSON; a dataset starts with { or [")
        if reason:
            raise DatasetError(f"{shown}: {reason}")
        if not _is_line(first):
            chunks = [blank, first, *islice(iter(partial(stream.read, _CHUNK), b""), MAX_BYTES // _CHUNK + 1)]
            if sum(map(len, chunks)) > MAX_BYTES:
                raise DatasetError(_("{file}: larger than 1 GiB; convert it to NDJSON", file=shown))
            yield b"".join(chunks)
            return
        lines = chain([first], iter(partial(stream.readline, MAX_LINE + 1), b""))
        yield from _batches(shown, enumerate(lines, blank.count(b"\n") + 1))


def _batches(shown: str, lines: Iterable[tuple[int, bytes]]) -> Iterator[Batch]:
    batch: Batch = []
    # The first line, which is at hand, is a batch of its own.
    size = _CHUNK
    for number, line in lines:
        if len(line) > MAX_LINE:
            raise DatasetError(_("{file}:{line}: line longer than 64 MiB", file=shown, line=number))
        if not line.isspace():
            batch.append((number, line))
        size += len(line)
        if size > _CHUNK:
            yield batch
            batch, size = [], 0
    yield batch


@contextmanager
def _os_errors(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatasetError(f"{name}: {_(error.strerror or '')}") from None
    except ValueError:
        raise DatasetError(_("{file}: not a file name", file=name)) from None


def _first_line(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Read to the end of the first line that is not blank; return the blank ones, without a byte order mark, and it."""
    blank, line = bytearray(), stream.readline(len(_BOM) + MAX_LINE + 1).removeprefix(_BOM)
    while line.isspace() and len(blank) + len(line) <= MAX_LINE:
        blank += line
        line = stream.readline(MAX_LINE + 1)
    return bytes(blank), line


def _is_line(first: bytes) -> bool:
    """Whether the first line is one of NDJSON: a whole object, but not a document."""
    try:
        return "events" not in msgspec.json.decode(first, type=dict[str, Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def is_document(text: bytes) -> bool:
    """Whether JSON that is not NDJSON is a document, and not an array of events."""
    return text.lstrip().startswith(b"{")


def bundled_bytes() -> bytes:
    """Return the dataset in the package, or the one beside it in a checkout."""
    in_checkout = Path(__file__).parents[3] / "data" / "events.json"
    for read in (partial(get_data, "ahc_cli", "data/events.json"), in_checkout.read_bytes):
        with suppress(OSError):
            return read() or b""
    raise DatasetError(_("the bundled dataset is missing; install ahc-cli again"))
