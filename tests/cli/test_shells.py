"""Completion in real shells, each at a terminal of its own."""

import os
import re
import select
import shutil
import sys
import time

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
pytestmark = pytest.mark.slow

# How a shell starts without the reader's configuration, and how it learns to complete.
SHELLS = {
    "bash": (("--norc", "--noprofile", "-i"), 'eval "$(_AHC_COMPLETE=source_bash ahc)"'),
    "zsh": (
        ("-f", "-i"),
        'autoload -Uz compinit; compinit -u -D; eval "$(_AHC_COMPLETE=source_zsh ahc)"',
    ),
    "fish": (("--no-config", "-i"), "_AHC_COMPLETE=source_fish ahc | source"),
}
# What is typed before Tab, and what the shell then offers.
OFFERED = {
    "ahc list kind:s": ("session", "signature", "statement", "submission"),
    "ahc show sess": ("session-1", "session-2", "session-6"),
    "ahc states --fields ": ("ratified", "signed", "74/247"),
    "ahc facts of:": ("article", "caveat", "fact"),
}
_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][AB0]|[=>])")
# fish asks the terminal what it is, and where the cursor is, and waits for the answers.
_ANSWERS = {b"\x1b[c": b"\x1b[?62c", b"\x1b[0c": b"\x1b[?62c", b"\x1b[6n": b"\x1b[1;1R"}
_LONGEST_WAIT = 20


class Shell:
    """A shell at a terminal of its own."""

    def __init__(self, name, path, home):
        options, _setup = SHELLS[name]
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            environ = {"HOME": str(home), "PATH": path, "TERM": "xterm", "LANG": "C.UTF-8"}
            os.execvpe(name, (name, *options), {**os.environ, **environ})

    def type(self, keys, *expected):
        """Type keys, and return what the terminal shows until all that is expected is there."""
        os.write(self.terminal, keys.encode())
        shown, until = b"", time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < until:
            if select.select([self.terminal], [], [], 0.1)[0]:
                part = os.read(self.terminal, 65536)
                for question, reply in _ANSWERS.items():
                    if question in part:
                        os.write(self.terminal, reply)
                shown += part
            text = _ESCAPES.sub("", shown.decode(errors="replace"))
            if all(word in text for word in expected):
                return text
        return text

    def close(self):
        os.close(self.terminal)  # which ends the shell
        os.waitpid(self.pid, 0)


@pytest.fixture(params=SHELLS)
def shell(request, tmp_path):
    """A shell that has learned to complete."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    program = tmp_path / "ahc"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ahc_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    started = Shell(request.param, f"{tmp_path}:{os.environ['PATH']}", tmp_path)
    # The words are typed in two parts, so that only what the shell prints has them whole.
    started.type(f'{SHELLS[request.param][1]}; echo rea""dy\r', "ready")
    yield started
    started.close()


@pytest.mark.parametrize(("typed", "offered"), OFFERED.items(), ids=OFFERED)
def test_a_shell_offers_what_can_follow(shell, typed, offered):
    shown = shell.type(f"{typed}\t\t\t", *offered)
    assert [word for word in offered if word not in shown] == [], shown
