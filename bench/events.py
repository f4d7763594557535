"""Makes datasets of any size, the same for the same seed.

Their texts are walks through the texts of the bundled record, word by word in English and character
by character in Chinese, so that words are as frequent as they are in nature.
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

_SEED = 1
_POOL = 4_000
_FIRST = date(2018, 1, 1)
_DAYS = 3_000
_LENGTHS = {"en": range(6, 20), "zh": range(8, 32)}


class Maker:
    """Makes events out of the words, names and codes of a record."""

    def __init__(self, record: Sequence[dict[str, Any]]) -> None:
        self._rng = random.Random(_SEED)
        texts = [text for event in record for text in _texts(event)]
        self._pool = {
            "en": self._sentences(
                "en", [word for text in texts for word in text["en"].split()], " "
            ),
            "zh": self._sentences(
                "zh", [c for text in texts for c in re.sub(r"[ -~]+", "", text["zh"])], ""
            ),
        }
        self._seen = {
            key: [value for event in record if (value := event.get(key))]
            for key in (
                "kind",
                "place",
                "format",
                "body",
                "actors",
                "topics",
                "positions",
                "documents",
            )
        }

    def write(self, folder: Path, number: int) -> tuple[Path, Path]:
        """Write so many events as a JSON array and as NDJSON, a piece at a time; give the two
        files.
        """
        array, lines = folder / f"{number}.json", folder / f"{number}.ndjson"
        with array.open("wb") as a, lines.open("wb") as b:
            for i in range(number):
                event = json.dumps(
                    self._event(i), ensure_ascii=False, separators=(",", ":")
                ).encode()
                a.write((b",\n" if i else b"[\n") + event)
                b.write(event + b"\n")
            a.write(b"\n]\n")
        return array, lines

    def _event(self, number: int) -> dict[str, Any]:
        rng = self._rng
        start = _FIRST + timedelta(rng.randrange(_DAYS))
        ends = (f"{start}", f"{start}/{start + timedelta(rng.randrange(1, 15))}", f"{start:%Y-%m}")
        position = rng.choice(self._seen["positions"])[0]
        return {
            "id": f"event-{number}",
            "date": rng.choice(ends),
            **{key: rng.choice(self._seen[key]) for key in ("kind", "body", "place", "format")},
            "title": {lang: text[:60] for lang, text in self._text().items()},
            "summary": self._text(),
            "facts": [{"text": self._text(), "sources": ["unodc-home"]} for _ in range(2)],
            "actors": rng.choice(self._seen["actors"])[:3],
            "positions": [position | {"text": self._text()}],
            "documents": rng.choice(self._seen["documents"])[:1],
            "topics": rng.choice(self._seen["topics"]),
        }

    def _text(self) -> dict[str, str]:
        return {lang: self._rng.choice(pool) for lang, pool in self._pool.items()}

    def _sentences(self, lang: str, words: Sequence[str], blank: str) -> list[str]:
        """Walks from word to word, each word chosen as often as it follows the one before."""
        following: dict[str, list[str]] = defaultdict(list)
        for word, after in pairwise(words):
            following[word].append(after)
        return [
            blank.join(
                self._walk(self._rng.choice(words), following, self._rng.choice(_LENGTHS[lang]))
            )
            for _ in range(_POOL)
        ]

    def _walk(self, first: str, following: dict[str, list[str]], length: int) -> Iterator[str]:
        def after(word: str, _: int) -> str:
            return self._rng.choice(following[word] or [first])

        return accumulate(range(length), after, initial=first)


def _texts(event: dict[str, Any]) -> Iterator[dict[str, str]]:
    yield event["title"]
    yield event["summary"]
    for key in ("facts", "positions", "caveats"):
        yield from (item["text"] for item in event.get(key, ()))


def of_texts(folder: Path, name: str, text: str) -> Path:
    """A dataset of one event with one long text, longer than a title may be."""
    title = {"en": "A long text"}
    event = {
        "id": "event",
        "date": "2024",
        "kind": "document",
        "title": title,
        "summary": {"zh": text},
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps([event], ensure_ascii=False), "utf-8")
    return path
