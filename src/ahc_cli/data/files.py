"""Opens files and standard input, and tells from the first line what they contain."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
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

MAX_BYTES = 10**9
MAX_LINE = 64 << 20
# How much is read and, of NDJSON, decoded at once; more and less take longer.
_CHUNK = 64 << 10
_BOM = b"\xef\xbb\xbf"

# The text of a document or of an array, or lines of NDJSON with the number of the first, from 1.
Part = bytes | tuple[int, list[bytes]]


def open_input(name: str, stdin: Callable[[], BinaryIO]) -> tuple[str, Iterable[Part]]:
    """Open a file, or standard input if the name is `-`; DatasetError if it cannot be read or is
    not JSON at all.

    Return its printable name and its text; of NDJSON some lines at a time, of which only the first
    has been read.
    """
    shown = _("standard input") if name == "-" else inert(name) or "''"
    parts = _parts(shown, name, stdin)
    first = next(parts)
    return shown, [first] if isinstance(first, bytes) else chain([first], parts)


def _parts(shown: str, name: str, stdin: Callable[[], BinaryIO]) -> Iterator[Part]:
    """Yield the whole text, or lines of NDJSON, some at a time; only a line feed ends a line."""
    try:
        with stdin() if name == "-" else open(name, "rb", _CHUNK) as stream:  # noqa: PTH123
            blank, first = bytearray(), stream.readline(len(_BOM) + MAX_LINE + 1).removeprefix(_BOM)
            while first.isspace() and len(blank) + len(first) <= MAX_LINE:
                blank += first
                first = stream.readline(MAX_LINE + 1)
            if reason := _refusal(first):
                raise DatasetError(f"{shown}: {reason}")
            if not _is_line(first):
                left = max(0, MAX_BYTES - len(blank) - len(first))
                chunks = [
                    bytes(blank),
                    first,
                    *islice(iter(partial(stream.read, _CHUNK), b""), left // _CHUNK + 1),
                ]
                if sum(map(len, chunks)) > MAX_BYTES:
                    raise DatasetError(
                        _("{file}: larger than 1 GB; convert it to NDJSON", file=shown)
                    )
                yield b"".join(chunks)
                return
            number, lines = blank.count(b"\n") + 1, [first]
            while lines:
                if len(lines[-1]) > MAX_LINE:
                    last = number + len(lines) - 1
                    raise DatasetError(
                        _("{file}:{line}: line longer than 64 MiB", file=shown, line=last)
                    )
                yield number, lines
                number, lines, size = number + len(lines), [], 0
                while size <= _CHUNK and (line := stream.readline(MAX_LINE + 1)):
                    lines.append(line)
                    size += len(line)
    except OSError as error:
        raise DatasetError(f"{shown}: {_(error.strerror or '')}") from None
    except ValueError:
        raise DatasetError(_("{file}: not a file name", file=shown)) from None


def _refusal(first: bytes) -> str:
    """Return why a text that begins with a line cannot be a dataset; "" if it may be one."""
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first[:4]:
        return _("UTF-16, UTF-32 or binary, not UTF-8 text; convert it first")
    if not first.strip():
        return _("empty")
    return "" if first.lstrip()[:1] in (b"[", b"{") else _("not JSON; a dataset starts with { or [")


def _is_line(first: bytes) -> bool:
    """Whether the first line is one of NDJSON: a whole object, but not a document."""
    try:
        return "events" not in msgspec.json.decode(first, type=dict[str, Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def is_document(text: bytes) -> bool:
    """Whether JSON that is not NDJSON is a document, and not an array of events."""
    return text.lstrip().startswith(b"{")


def raw_events(part: Part) -> Sequence[bytes | Raw]:
    """Return the JSON of each event; blank lines of NDJSON have none."""
    if isinstance(part, tuple):
        return [line for line in part[1] if not line.isspace()]
    array = msgspec.json.decode(part, type=dict[str, Raw])["events"] if is_document(part) else part
    return msgspec.json.decode(array, type=list[Raw])


def bundled_bytes() -> bytes:
    """Return the dataset in the package, or the one beside it in a checkout."""
    in_checkout = Path(__file__).parents[3] / "data" / "events.json"
    for read in (partial(get_data, "ahc_cli", "data/events.json"), in_checkout.read_bytes):
        with suppress(OSError):
            return read() or b""
    raise DatasetError(_("the bundled dataset is missing; install ahc-cli again"))
