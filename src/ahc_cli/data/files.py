"""Opens files and standard input, and tells from the first line what they contain."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from pkgutil import get_data
from typing import BinaryIO

import msgspec
from msgspec import Raw, Struct

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


class Input(Struct, frozen=True):
    """An open file or standard input: its printable name, everything to the end of its first line, and the rest."""

    name: str
    first: bytes
    stream: BinaryIO

    @property
    def is_lines(self) -> bool:
        """Whether this is NDJSON: the first line is a whole object, but not a document."""
        try:
            return "events" not in msgspec.json.decode(self.first, type=dict[str, Raw])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False

    def read(self) -> bytes:
        """Return the whole text; DatasetError if it is too large."""
        with self.stream, _os_errors(self.name):
            chunks = islice(iter(partial(self.stream.read, _CHUNK), b""), MAX_BYTES // _CHUNK + 1)
            text = b"".join((self.first, *chunks))
        if len(text) > MAX_BYTES:
            raise DatasetError(_("{file}: larger than 1 GiB; convert it to NDJSON", file=self.name))
        return text

    def batches(self) -> Iterator[Batch]:
        """Yield the lines that are not blank in batches; only a line feed ends a line."""
        rest = iter(partial(self.stream.readline, MAX_LINE + 1), b"")
        batch: Batch = []
        # The first line, which is at hand, is a batch of its own.
        size = _CHUNK
        with self.stream, _os_errors(self.name):
            for number, line in enumerate(chain(BytesIO(self.first), rest), 1):
                if len(line) > MAX_LINE:
                    raise DatasetError(_("{file}:{line}: line longer than 64 MiB", file=self.name, line=number))
                if not line.isspace():
                    batch.append((number, line))
                size += len(line)
                if size > _CHUNK:
                    yield batch
                    batch, size = [], 0
        yield batch


def open_input(name: str, stdin: Callable[[], BinaryIO]) -> Input:
    """Open a file, or standard input if the name is `-`; DatasetError if it cannot be read or is not JSON at all."""
    shown = _("standard input") if name == "-" else inert(name) or "''"
    with _os_errors(shown), ExitStack() as opened:
        stream = opened.enter_context(stdin() if name == "-" else open(name, "rb", _CHUNK))  # noqa: PTH123, SIM115
        first = _first_line(stream)
        reason = ""
        if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first[:4]:
            reason = _("UTF-16, UTF-32 or binary, not UTF-8 text; convert it first")
        elif not first.strip():
            reason = _("empty")
        elif first.lstrip()[:1] not in (b"[", b"{"):
            reason = _("not JSON; a dataset starts with { or [")
        if reason:
            raise DatasetError(f"{shown}: {reason}")
        opened.pop_all()  # it is closed after reading
    return Input(shown, first, stream)


@contextmanager
def _os_errors(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatasetError(f"{name}: {_(error.strerror or '')}") from None
    except ValueError:
        raise DatasetError(_("{file}: not a file name", file=name)) from None


def _first_line(stream: BinaryIO) -> bytes:
    """Read to the end of the first line that is not blank, without a byte order mark."""
    lines = [stream.readline(len(_BOM) + MAX_LINE + 1).removeprefix(_BOM)]
    length = len(lines[0])
    while lines[-1].isspace() and length <= MAX_LINE:
        lines.append(stream.readline(MAX_LINE + 1))
        length += len(lines[-1])
    return b"".join(lines)


def bundled_bytes() -> bytes:
    """Return the dataset in the package, or the one beside it in a checkout."""
    in_checkout = Path(__file__).parents[3] / "data" / "events.json"
    for read in (partial(get_data, "ahc_cli", "data/events.json"), in_checkout.read_bytes):
        with suppress(OSError):
            return read() or b""
    raise DatasetError(_("the bundled dataset is missing; install ahc-cli again"))
