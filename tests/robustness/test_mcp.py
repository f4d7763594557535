"""The server of assistants, whose client is gone, deaf or mute."""

import json
import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from robustness.running import TIME_LIMIT, Ended, ahc, call, started

pytest.importorskip("mcp", reason="the package mcp is not installed")
pytestmark = pytest.mark.slow

CLIENT = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}  # fmt: skip
HELLO = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": CLIENT}) + "\n"
# What a client has sent before it no longer reads, while its other end stays open.
SENT = {"nothing": "", "half a message": HELLO[:40], "a message": HELLO, "many": HELLO * 1000}
# Seconds from when it can be known.
SOON = 2


def ended_soon(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """Return the exit code of a server that ends soon, though it can still be asked; and errors."""
    code = process.wait(TIME_LIMIT)
    assert process.stderr
    return code, process.stderr.read()


@pytest.mark.parametrize("sent", SENT)
def test_a_server_whose_client_is_gone_ends_in_silence(sent: str) -> None:
    """Row 88: `ahc mcp` ends with 0, in silence, if its client stops reading before, in or after a
    message, also where its input stays open.
    """
    reading, writing = os.pipe()
    os.close(reading)
    with started("mcp", stdout=writing) as process:
        os.close(writing)
        assert process.stdin
        with suppress(BrokenPipeError):
            process.stdin.write(SENT[sent].encode())
            process.stdin.flush()
        assert ended_soon(process) == (0, b"")


@pytest.mark.parametrize("sent", ["nothing", "a message"])
def test_a_server_ends_when_its_client_goes(sent: str) -> None:
    """Row 88: So it does if its client goes later."""
    with started("mcp") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write((HELLO + SENT[sent]).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdout.close()
        gone = time.monotonic()
        assert ended_soon(process) == (0, b"")
        assert time.monotonic() - gone < SOON


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_server_whose_output_is_full_says_so_and_ends() -> None:
    """Row 88: A full output ends it with 4, also where its input stays open."""
    with Path("/dev/full").open("wb") as full, started("mcp", stdout=full) as process:
        assert process.stdin
        process.stdin.write(HELLO.encode())
        process.stdin.flush()
        code, error = ended_soon(process)
    assert (code, error.startswith(b"ahc: cannot write the output: ")) == (4, True)


def test_a_server_without_an_input_that_can_be_read_is_refused() -> None:
    """Row 88: A closed input, and one that cannot be read, are refused with 2, a closed output with
    4; an empty input is the end, and a message cut short is no reason to fail.
    """
    assert refused(ahc("mcp", preexec_fn=lambda: os.close(0)))
    with Path(os.devnull).open("wb") as unreadable:
        assert refused(ahc("mcp", stdin=unreadable))
    assert ahc("mcp", preexec_fn=lambda: os.close(1), stdout=None).code == 4
    assert ahc("mcp") == (0, b"", b"")
    assert ahc("mcp", input=HELLO[:40].encode(), stdin=None).code == 0


def test_what_would_disturb_the_protocol_is_refused() -> None:
    """Row 88: Another format than messages, and a dataset on standard input, which carries them,
    are refused with 2 and the reason.
    """
    formats = ("--json",), ("-f", "html"), ("-f", "tsv"), ("-o", "x.html")
    assert all(refused(call("mcp", *words)) for words in formats)
    for name in ("-", "/dev/stdin"):
        for ended in (call("mcp", "--data", name), call("mcp", env={"AHC_DATA": name})):
            assert refused(ended)
            assert "messages from standard input" in ended.error


def refused(ended: Ended) -> bool:
    """Whether a server was refused, and its client got nothing that is no message."""
    return (ended.code, ended.out, ended.err[:5]) == (2, b"", b"ahc: ")
