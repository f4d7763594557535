"""A terminal for command lines that run in this process."""

import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import Outcome


@pytest.fixture
def at_terminal(
    bundled: Callable[..., Outcome], path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Run a command line at a terminal of 80 columns without colour and pager, on the small dataset
    unless it names another.
    """
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("AHC_PAGER", "")

    def command(name: str, *args: str) -> Outcome:
        with (
            patch.object(sys.stdout, "isatty", lambda: True),
            patch.object(sys.stderr, "isatty", lambda: True),
        ):
            return bundled(name, "--data", str(path), *args)

    return command
