"""Datasets full of attacks, as files, the guises of a dataset, and an empty folder to run in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from robustness import attacks
from robustness.commands import ALL, Plain
from robustness.inputs import GUISES


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks")


@pytest.fixture(scope="session")
def hostile(folder: Path) -> Path:
    """A document with every attack in every text."""
    return attacks.written(attacks.document(attacks.EVERYTHING), folder / "hostile.json")


@pytest.fixture(scope="session")
def hostile_array(folder: Path) -> Path:
    """Events with every attack in every text and id."""
    return attacks.written(attacks.array(attacks.EVERYTHING), folder / "hostile-array.json")


@pytest.fixture(scope="session")
def many(folder: Path) -> Path:
    """3000 sound events as NDJSON, with enough in them for every command to answer at length."""
    sources, both = ["source"], {"en": "Text", "zh": "文"}
    lines = (
        {
            "id": f"e-{n}",
            "date": f"20{n % 30 + 10}-0{n % 9 + 1}",
            "kind": "session",
            "title": {"en": f"Session {n} 会议"},
            "actors": [{"actor": f"actor-{n % 700}", "role": "host", "sources": sources}],
            "topics": [f"topic-{n % 300}"],
            "positions": [{"actors": [f"actor-{n}"], "stance": "urges", "text": both, "sources": sources}],
        }
        for n in range(3000)
    )
    path = folder / "many.ndjson"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="ascii")
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the working directory: what is written unasked is found here."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=GUISES, ids=list(GUISES))
def guise(request: pytest.FixtureRequest) -> Callable[..., bytes]:
    return GUISES[request.param]


@pytest.fixture(params=["document", "array"])
def dataset(request: pytest.FixtureRequest, hostile: Path, hostile_array: Path) -> Path:
    return hostile if request.param == "document" else hostile_array


@pytest.fixture(scope="session")
def plain() -> Plain:
    found = Plain()
    found.of(ALL)
    return found
