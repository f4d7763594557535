"""Hashes of a text from which no sentence may be taken, so that a test can compare without having
the text.

Usage: python tests/record/timeline_hashes.py TEXT... > tests/record/timeline_hashes.txt

The texts are those of the timeline that the record began with (EFF, 7 April 2023), in Chinese and
as far as it was at hand in English (to January 2021). They are not ours to publish, so their hashes
are kept instead: of every second run of 14 Chinese characters and of every second run of 9 English
words, five bytes of SHA-256 each, sorted, in Base64. So a copy of 15 characters or 10 words is
certain to be found.
"""

import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from textwrap import fill

FILE = Path(__file__).with_suffix(".txt")
_CHARACTERS, _WORDS, _EVERY, _BYTES = 14, 9, 2, 5


def runs(text: str) -> Iterator[str]:
    """Yield the runs of Chinese characters of a text, and those of English words, whatever stands
    between them.
    """
    chinese = re.sub(r"[^\u3400-\u9fff]", "", text)
    yield from (chinese[at : at + _CHARACTERS] for at in range(len(chinese) - _CHARACTERS + 1))
    english = re.findall(r"[a-z0-9]+", text.lower())
    yield from (" ".join(english[at : at + _WORDS]) for at in range(len(english) - _WORDS + 1))


def hashed(run: str) -> bytes:
    return sha256(run.encode()).digest()[:_BYTES]


def known() -> set[bytes]:
    """Return the hashes of the file."""
    data = b64decode(
        "".join(line for line in FILE.read_text(encoding="ascii").split("\n") if line[:1] != "#")
    )
    return {data[at : at + _BYTES] for at in range(0, len(data), _BYTES)}


def main(texts: list[str]) -> None:
    """Write the file for some texts."""
    found = {hashed(run) for text in texts for run in list(runs(text))[::_EVERY]}
    sys.stdout.write(
        "# Hashes of the EFF timeline; timeline_hashes.py says what they are and makes them.\n"
    )
    sys.stdout.write(fill(b64encode(b"".join(sorted(found))).decode(), 120) + "\n")


if __name__ == "__main__":
    main([Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]])
