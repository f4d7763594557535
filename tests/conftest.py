"""The small dataset of the tests in its several guises, and a command line to run."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from small import DOCUMENT, TODAY, written

from ahc_cli.cli import run
from ahc_cli.dataset import Dataset, read
from ahc_cli.query import Context
from ahc_cli.vocabulary import Vocabulary

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", max_examples=200, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


class Outcome(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset as a file."""
    return written(DOCUMENT, tmp_path_factory.mktemp("data") / "small.json")


@pytest.fixture(scope="session")
def dataset(path: Path) -> Dataset:
    return read(str(path), None)


@pytest.fixture(scope="session")
def vocabulary(dataset: Dataset) -> Vocabulary:
    return dataset.vocabulary


@pytest.fixture(scope="session")
def context(dataset: Dataset) -> Context:
    """What queries about the small dataset are read against."""
    ids = frozenset(event.id for event in dataset.events)
    return Context(dataset.vocabulary, TODAY, whole=True, ids=ids, series=frozenset({"session"}))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same window and language wherever the tests run."""
    for name in ("AHC_DATA", "AHC_LANG", "AHC_AS_OF", "NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("AHC_DEBUG", "1")


@pytest.fixture
def bundled(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Outcome]:
    """Run a command line on the bundled dataset."""

    def command(*args: str) -> Outcome:
        code = run(args)
        out, err = capsysbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return command


@pytest.fixture
def ahc(bundled: Callable[..., Outcome], path: Path) -> Callable[..., Outcome]:
    """Run a command line on the small dataset."""
    return lambda command, *args: bundled(command, *args, "--data", str(path))
