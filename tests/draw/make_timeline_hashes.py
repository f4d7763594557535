"""Hashes of drawn timelines, so that a test sees at once whether any of them has changed.

Usage: PYTHONPATH=tests python -m draw.make_timeline_hashes > tests/draw/timeline_hashes.txt

Look at the pictures before you accept new hashes: `pictures.drawn(MATRIX["record"], width=80)` draws one. The timelines
are those of `pictures.MATRIX`; a line of the file has the hashes of one of them in one language, three bytes of SHA-256
for each picture, in Base64.
"""

import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from small import TODAY

from ahc_cli.model.records import Event, Lang
from draw.pictures import MATRIX, drawn, svg

FILE = Path(__file__).with_name("timeline_hashes.txt")
_HEADER = "# Hashes of drawn timelines; make_timeline_hashes.py says what they are and makes them.\n"
_LANGS: tuple[Lang, ...] = ("en", "zh")
_WIDTHS = range(30, 161, 5)
_BYTES = 3


def pictures(events: tuple[Event, ...], lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield each picture of a timeline in a language, below its name."""
    for width in _WIDTHS:
        yield f"{width} columns", drawn(events, lang, width=width)
        yield f"{width} columns, ASCII, as of a day", drawn(events, lang, width=width, unicode=False, as_of=TODAY)
    yield "in colour", drawn(events, lang, color=True)
    yield "svg", svg(events, lang)
    yield "svg of a query, as of a day", svg(events, lang, query="kind:session", as_of=TODAY)


def hashed(picture: str) -> bytes:
    return sha256(picture.encode()).digest()[:_BYTES]


def changed() -> list[str]:
    """Name the pictures whose hashes are not those of the file."""
    known = dict(line.split(": ") for line in FILE.read_text(encoding="ascii").splitlines() if line[:1] != "#")
    found: list[str] = []
    for name, events in MATRIX.items():
        for lang in _LANGS:
            data = b64decode(known.get(f"{name}, {lang}", ""))
            for number, (which, picture) in enumerate(pictures(events, lang)):
                if data[number * _BYTES : (number + 1) * _BYTES] != hashed(picture):
                    found.append(f"{name}, {lang}, {which}")
    return found


def main() -> None:
    """Write the file."""
    sys.stdout.write(_HEADER)
    for name, events in MATRIX.items():
        for lang in _LANGS:
            data = b"".join(hashed(picture) for _, picture in pictures(events, lang))
            sys.stdout.write(f"{name}, {lang}: {b64encode(data).decode()}\n")


if __name__ == "__main__":
    main()
