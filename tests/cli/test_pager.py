"""The pager: what goes through it, which program it is, and what happens if it cannot run."""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from io import BytesIO, TextIOWrapper

import pytest

from ahc_cli.cli.terminal import page

COMMANDS = {
    # the environment → the words of the command
    "nothing set": ({}, ["less"]),
    "AHC_PAGER before PAGER": ({"AHC_PAGER": "most", "PAGER": "more"}, ["most"]),
    "AHC_PAGER empty": ({"AHC_PAGER": "", "PAGER": "more"}, None),
}


@pytest.fixture(autouse=True)
def window(at_terminal, monkeypatch):
    """A terminal of five lines, and none of the variables of a pager."""
    for name in ("AHC_PAGER", "PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LINES", "5")


@pytest.mark.parametrize(("environ", "expected"), COMMANDS.values(), ids=COMMANDS)
def test_the_pager_is_the_command_of_the_environment_or_less(monkeypatch, environ, expected):
    commands = []
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(
        "subprocess.run",
        lambda command, stdin, **_: (
            commands.append(command)
            or subprocess.CompletedProcess(command, 0, stdout=stdin.read(1))
        ),
    )
    assert page("\n" * 9) == bool(expected)
    assert commands == ([expected] if expected else [])


@pytest.fixture
def pager(tmp_path, monkeypatch):
    """A pager that keeps the text it is given and its args, LESS last; call it for either, or None
    if it did not run.
    """
    program = tmp_path / "pager"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" "LESS=$LESS" > "$0.args"\ncat > "$0.text"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PAGER", str(program))

    def kept(part="text"):
        path = tmp_path / f"pager.{part}"
        return path.read_text() if path.exists() else None

    return kept


DRAWN = ["list", "filter kind:session", "search offences", "show session-2", "positions", "count kind", "timeline", "diff session-1 session-2", "actors", "sources"]  # fmt: skip


def test_a_drawing_taller_than_the_window_goes_through_the_pager(at_terminal, pager):
    for line in DRAWN:
        code, out, err = at_terminal(*line.split())
        assert out == "", line
        assert at_terminal(*line.split(), "--no-pager") == (code, pager(), err)


def test_what_fits_the_window_above_a_remark_and_the_next_prompt_is_written_at_once(
    at_terminal, pager, monkeypatch
):
    monkeypatch.setenv("LINES", "9")
    assert at_terminal("count", "kind").out.count("\n") == 7
    assert pager() is None
    monkeypatch.setenv("LINES", "8")
    assert at_terminal("count", "kind").out == ""
    assert pager().count("\n") == 7


# What a program that is run by the pager finds: whether it would page a long text.
INSIDE = r"from sys import argv; from ahc_cli.cli.terminal import page; open(argv[1], 'w').write(str(page('x\n' * 99)))"
WITHOUT = {"--quiet": "list -q", "TSV": "list -f tsv", "a Markdown card": "show session-2 -f md"}


@pytest.mark.parametrize("line", WITHOUT.values(), ids=WITHOUT)
def test_only_what_is_drawn_goes_through_the_pager(at_terminal, pager, line):
    """Row 53: Only what is drawn at a terminal goes through a pager."""
    code, out, _ = at_terminal(*line.split())
    assert (code, bool(out), pager()) == (0, "-q" not in line, None)


def test_a_pipe_has_no_pager(ahc, pager):
    assert ahc("list", "-f", "table").out.count("\n") > 5
    assert ahc("show", "session-2").out.count("\n") > 5
    assert pager() is None


def test_a_window_of_unknown_height_has_no_pager(at_terminal, pager, monkeypatch):
    monkeypatch.setenv("LINES", "0")
    assert at_terminal("list").out == at_terminal("list", "--no-pager").out != ""
    assert pager() is None


def test_colours_are_kept(at_terminal, pager, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    at_terminal("list")
    assert "\x1b[" in pager()


def test_less_keeps_colours_and_quits_if_one_screen_is_enough_unless_told_otherwise(
    at_terminal, pager, monkeypatch
):
    for options, expected in (({}, "LESS=FRX -Ps7 events  %lb/11$"), ({"LESS": ""}, "LESS=")):
        for name, value in options.items():
            monkeypatch.setenv(name, value)
        at_terminal("list")
        assert pager("args").splitlines()[-1] == expected


def test_a_less_that_can_keeps_the_headings_of_a_table_in_view(
    at_terminal, pager, tmp_path, monkeypatch
):
    less = tmp_path / "less"
    for version, expected in (("668", "LESS=FRX --header=3 -Ps"), ("551", "LESS=FRX -Ps")):
        less.write_text(
            f'#!/bin/sh\n[ "$1" ] && echo less {version} && exit\nexec "{tmp_path}/pager"\n'
        )
        less.chmod(0o755)
        monkeypatch.setenv("PAGER", str(less))
        at_terminal("list")
        assert pager("args").splitlines()[-1].startswith(expected)
        at_terminal("positions")
        assert pager("args").splitlines()[-1].startswith("LESS=FRX -Ps")


def test_no_shell_reads_the_command(at_terminal, pager, tmp_path, monkeypatch):
    """Row 53: The command of a pager is split into words, and no shell reads it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGER", f"{tmp_path}/pager 'two words' $(touch made); touch made & > made")
    at_terminal("list")
    words = ["two words", "$(touch", "made);", "touch", "made", "&", ">", "made"]
    assert pager("args").splitlines()[:-1] == words
    assert not (tmp_path / "made").exists()


USELESS = {
    "a program that is missing": "more-or-less --no-such-option",
    "an open quote": "more 'a",
    "a program that fails": "false",
    "a program that reads all and fails": "sh -c 'cat > /dev/null; exit 1'",
}


@pytest.mark.parametrize("command", USELESS.values(), ids=USELESS)
def test_a_pager_that_cannot_run_or_fails_is_replaced_by_plain_output(
    at_terminal, monkeypatch, command
):
    """Rows 53, 69: If a pager cannot run or ends with an error, the answer is written without it."""
    expected = at_terminal("list", "--no-pager")
    monkeypatch.setenv("PAGER", command)
    assert at_terminal("list") == expected


@pytest.mark.parametrize("command", ["env", "true", "sh -c 'kill -9 $$'", "echo"])
def test_a_pager_that_reads_nothing_is_replaced_by_plain_output(at_terminal, monkeypatch, command):
    """Row 79: A pager that reads nothing, such as `env` and `true`, or is killed before it does, is
    replaced too: the answer is on the screen once.
    """
    expected = at_terminal("list", "--no-pager")
    monkeypatch.setenv("PAGER", command)
    assert at_terminal("list") == expected


@pytest.mark.parametrize("signal", ["KILL", "TERM", "SEGV"])
def test_a_pager_that_is_killed_half_way_is_replaced_by_plain_output(
    at_terminal, monkeypatch, signal
):
    """Row 79: So is one that a signal ends after it read a part; if that is an interruption, by who
    reads it, nothing more is written.
    """
    expected = at_terminal("list", "--no-pager")
    monkeypatch.setenv("PAGER", f"sh -c 'head -c 100 > /dev/null; kill -{signal} $$'")
    assert at_terminal("list") == expected
    monkeypatch.setenv("PAGER", "sh -c 'head -c 100 > /dev/null; kill -INT $$'")
    assert at_terminal("list") == (0, "", "7 events\n")


@pytest.mark.slow
def test_nothing_pages_again_inside_a_pager(at_terminal, tmp_path, monkeypatch):
    """Row 69: Inside a pager nothing pages again."""
    script = tmp_path / "script"
    script.write_text(
        f'#!/bin/sh\nhead -c 1 > /dev/null\nexec "{sys.executable}" -c "{INSIDE}" "$0.out"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PAGER", str(script))
    assert at_terminal("list") == (0, "", "7 events\n")
    assert (tmp_path / "script.out").read_text() == "False"


def test_a_pager_that_ends_early_is_no_error(at_terminal, monkeypatch):
    """Row 53: A pager that is left early is no error."""
    monkeypatch.setenv("PAGER", "sh -c 'head -c 1 > /dev/null'")
    assert at_terminal("list") == (0, "", "7 events\n")
    assert page("x" * 1_000_000 + "\n" * 5) is True


def test_the_pager_gets_the_encoding_of_the_terminal(pager, monkeypatch, tmp_path):
    for encoding, expected in (
        ("gbk", "会é\n".encode("gb18030")),
        ("ascii", b"??\n"),
        ("utf-8", "会é\n".encode()),
    ):
        monkeypatch.setattr("sys.stdout", TextIOWrapper(BytesIO(), encoding=encoding))
        assert page("会é\n" * 5) is True
        assert (tmp_path / "pager.text").read_bytes() == expected * 5


def in_a_window(path, *keys, pager):
    """Type keys at the pager of a list in a window of ten lines.

    Return the exit code and what the window was given to show.
    """
    child, window = pty.fork()
    if child == 0:
        environ = {**os.environ, "TERM": "xterm", "PAGER": pager, "PYTHONWARNINGS": "ignore"}
        os.execve(
            sys.executable, [sys.executable, "-m", "ahc_cli", "list", "--data", str(path)], environ
        )
    fcntl.ioctl(window, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 80, 0, 0))
    shown, keys_left = b"", list(keys)
    while select.select([window], [], [], 10)[0]:
        try:
            shown += os.read(window, 65536)
        except OSError:  # so Linux reports the end of the program
            break
        # less writes how far one is below a screen, or ":" if it was interrupted, and waits for a key.
        below = shown.removesuffix(b"\x1b[K").removesuffix(b"\x1b[27m")
        if keys_left and re.search(rb"(?::|\(END\)|\d/\d+)$", below):
            time.sleep(0.2)
            os.write(window, keys_left.pop(0))
    os.close(window)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_less_ends_cleanly_after_a_page_and_ctrl_c(path):
    code, shown = in_a_window(path, b" ", b"\x03", b"q", pager="less")
    assert code == 0
    assert "Date" in shown
    assert "Traceback" not in shown
    assert "a bug" not in shown
