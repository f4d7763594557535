"""Datasets full of attacks as files, the forms of a dataset, and an empty folder to run in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small import DOCUMENT

from robustness import attacks
from robustness.inputs import FORMS
from robustness.running import ENVIRONMENT


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks")


@pytest.fixture(scope="session", autouse=True)
def small(folder: Path) -> Path:
    """The small dataset, which command lines read unless they name another."""
    path = attacks.write(DOCUMENT, folder / "small.json")
    ENVIRONMENT["AHC_DATA"] = str(path)
    return path


@pytest.fixture(scope="session")
def hostile(folder: Path) -> Path:
    """A document with every attack in every text."""
    return attacks.write(attacks.document(attacks.EVERYTHING), folder / "hostile.json")


@pytest.fixture(scope="session")
def hostile_array(folder: Path) -> Path:
    """An array of events with every attack in every text and id."""
    return attacks.write(attacks.array(attacks.EVERYTHING), folder / "hostile-array.json")


@pytest.fixture(params=["document", "array"])
def hostile_data(request: pytest.FixtureRequest, hostile: Path, hostile_array: Path) -> Path:
    return hostile if request.param == "document" else hostile_array


@pytest.fixture(scope="session")
def many(folder: Path) -> Path:
    """3000 valid events as NDJSON, with enough in them for every command to answer at length."""
    text = {"en": "Text", "zh": "文"}
    events = (
        {
            "id": f"e-{n}",
            "date": f"20{n % 30 + 10}-0{n % 9 + 1}",
            "kind": "session",
            "title": {"en": f"Session {n} 会议"},
            "actors": [{"actor": f"actor-{n % 700}", "role": "host"}],
            "topics": [f"topic-{n % 300}"],
            "positions": [{"actors": [f"actor-{n}"], "stance": "urges", "text": text}],
        }
        for n in range(3000)
    )
    path = folder / "many.ndjson"
    path.write_text("".join(json.dumps(one) + "\n" for one in events), encoding="ascii")
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, in which a file that is written unasked is found."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=FORMS, ids=list(FORMS))
def form(request: pytest.FixtureRequest) -> Callable[..., bytes]:
    return FORMS[request.param]
