"""How a command line ends when something fails below it: the exit code, one message, and no
traceback.
"""

import errno
import io
import os
import sys
from types import SimpleNamespace

import pytest

from ahc_cli.cli.app import run
from ahc_cli.cli.terminal import width


@pytest.fixture
def failing(monkeypatch):
    """Make the loading of the bundled dataset fail."""

    def command(error):
        def load():
            raise error

        monkeypatch.setattr("ahc_cli.data.load.bundled", load)

    return command


NO_SPACE = OSError(errno.ENOSPC, "No space left on device")
FULL = "ahc: cannot write the output: No space left on device\n"
FAILURES = {
    "an interrupt": (KeyboardInterrupt(), (130, "", "")),
    "a reader that has gone away": (BrokenPipeError(), (0, "", "")),
    "too little memory": (
        MemoryError(),
        (3, "", "ahc: not enough memory for this dataset; split it, or convert it to NDJSON\n"),
    ),
    "an error of the system": (NO_SPACE, (4, "", FULL)),
    "a bug": (
        RuntimeError("what?"),
        (
            70,
            "",
            "ahc: a bug in ahc (RuntimeError); run it again with AHC_DEBUG=1 and report the output\n",
        ),
    ),
}


@pytest.mark.parametrize(("error", "ended"), FAILURES.values(), ids=FAILURES)
def test_a_failure_has_its_exit_code_and_message(bundled, failing, monkeypatch, error, ended):
    monkeypatch.delenv("AHC_DEBUG")
    failing(error)
    assert bundled("list") == ended


def test_a_bug_is_raised_for_who_debugs(failing):
    failing(RuntimeError("what?"))
    with pytest.raises(RuntimeError, match=r"^what\?$"):
        run(["list"])


class Broken(io.BytesIO):
    """A stream whose writing fails."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def write(self, _data):
        raise self.error


LINES = ["list", "list --json", "list -f table", "schema", "help query", "diff session-1 session-2"]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("error", "ended"),
    [(NO_SPACE, (4, "", FULL)), (BrokenPipeError(), (0, "", ""))],
    ids=["full", "closed"],
)
def test_output_that_cannot_be_written_ends_the_program(bundled, monkeypatch, line, error, ended):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(Broken(error), encoding="utf-8"))
    assert bundled(*line.split()) == ended


@pytest.mark.parametrize(("on_windows", "code"), [(True, 0), (False, 4)])
def test_a_closed_pipe_is_no_error_on_windows_which_calls_it_invalid(
    bundled, monkeypatch, on_windows, code
):
    invalid = Broken(OSError(errno.EINVAL, "Invalid argument"))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(invalid, encoding="utf-8"))
    monkeypatch.setattr("ahc_cli.cli.app._ON_WINDOWS", on_windows)
    assert bundled("list").code == code


def test_no_standard_output_is_an_error(bundled, monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    assert bundled("list") == (4, "", "ahc: standard output is closed\n")


def test_no_standard_error_leaves_only_the_exit_code(bundled, monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    assert bundled("list", "knd:x") == (2, "", "")


def test_no_standard_input_is_an_error(bundled, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert bundled("list", "--data", "-") == (3, "", "ahc: standard input: closed\n")


def test_an_error_is_written_in_the_encoding_of_the_stream(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(
        "sys.stderr", io.TextIOWrapper(written, encoding="ascii", errors="backslashreplace")
    )
    assert run(["show", "不存在"]) == 1
    assert written.getvalue().startswith(b"ahc: nothing found for '\\u4e0d\\u5b58\\u5728'")


def test_an_error_quotes_at_most_the_ends_of_a_long_value(bundled):
    code, out, err = bundled("show", "x" * 5000)
    assert (code, out) == (1, "")
    assert len(err) < 1100
    assert "…" in err or "..." in err


WIDTHS = [("80", 80), ("40", 40), ("1", 1), ("99999", 400), ("0", 80), ("-5", 80), ("wide", 80), ("", 80), ("9" * 400, 400)]  # fmt: skip


@pytest.mark.parametrize(("columns", "cells"), WIDTHS)
def test_columns_gives_the_width_if_it_is_a_sensible_number(monkeypatch, columns, cells):
    monkeypatch.setenv("COLUMNS", columns)
    assert width() == cells


def test_a_terminal_gives_its_width(monkeypatch):
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1)
    for columns, cells in ((132, 132), (1000, 400), (0, 80)):
        size = os.terminal_size((columns, 24))
        monkeypatch.setattr("os.get_terminal_size", lambda _, size=size: size)
        assert width() == cells


def test_a_stream_that_is_a_terminal_gives_the_width_if_standard_output_is_none(monkeypatch):
    monkeypatch.delenv("COLUMNS")

    def size_of(number):
        if number != 7:
            raise OSError
        return os.terminal_size((60, 24))

    monkeypatch.setattr("os.get_terminal_size", size_of)
    assert (width(SimpleNamespace(fileno=lambda: 7)), width()) == (60, 80)
