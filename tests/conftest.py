"""Fixtures: the small dataset in several forms, and command lines run in this process."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from shared import sharing
from small import DOCUMENT, TODAY, write_json

from ahc_cli.cli.app import run
from ahc_cli.data.load import Dataset, read
from ahc_cli.messages import speak
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context

# A shell starts what runs in the background with Ctrl-C ignored, and `nohup` with SIGHUP: programs
# that the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# `default` is for `pytest` while working; `.ci/run` sets HYPOTHESIS_PROFILE=ci.
_SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile(
    "default", max_examples=25, deadline=None, suppress_health_check=_SLOW_IS_FINE
)
settings.register_profile(
    "ci", max_examples=80, derandomize=True, deadline=None, suppress_health_check=_SLOW_IS_FINE
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


class Outcome(NamedTuple):
    """The exit code of a command line, and what it wrote to both streams."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset as a file."""
    return write_json(DOCUMENT, tmp_path_factory.mktemp("data") / "small.json")


@pytest.fixture(scope="session")
def dataset(path: Path) -> Dataset:
    return read(str(path), None)


@pytest.fixture(scope="session")
def vocabulary(dataset: Dataset) -> Vocabulary:
    return dataset.vocabulary


@pytest.fixture(scope="session")
def context(dataset: Dataset) -> Context:
    """What queries about the small dataset are parsed against."""
    return Context(dataset, TODAY)


@pytest.fixture(scope="session", autouse=True)
def shared() -> Iterator[None]:
    """One index of the names of a dataset for all command lines about it.

    To make it takes longer than most of them. What is there before the first test stays, so garbage
    is not looked for in it.
    """
    gc.freeze()
    with sharing():
        yield


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same window and language wherever the tests run, and no variable that changes an answer."""
    for name in (
        "AHC_DATA",
        "AHC_LANG",
        "AHC_AS_OF",
        "NO_COLOR",
        "FORCE_COLOR",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("AHC_DEBUG", "1")
    speak("en")


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
