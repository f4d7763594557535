"""Runs many command lines in one process, each in a fork that ends as the program ends.

`python driver.py CASES RESULTS`, both JSON. The fork has the streams, the window, the surroundings and the limits
that its case asks for. It does what the interpreter does last, and leaves; taking the interpreter to pieces first
would be half of its time. Where that may matter, with streams that are closed, full or no longer read, a case asks
for it as "finalised" and leaves through the interpreter's own exit, as `python -m ahc_cli` does.
"""

import atexit
import base64
import fcntl
import gc
import json
import os
import pkgutil
import pty
import resource
import runpy
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import ahc_cli

PAST_ALL = 250
UNFLUSHED = 120


def main(cases_path: str, results_path: str) -> None:
    with Path(cases_path).open(encoding="utf-8") as file:
        cases = json.load(file)
    for found in pkgutil.walk_packages(ahc_cli.__path__, "ahc_cli."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    gc.freeze()
    results = [_pty(case) if case.get("window") else _plain(case) for case in cases]
    with Path(results_path).open("w", encoding="utf-8") as file:
        json.dump(results, file)


def _plain(case: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        return _into(case, out, err)


def _into(case: dict[str, Any], out: Any, err: Any) -> dict[str, Any]:
    reading, writing = os.pipe() if case.get("reads") is not None else (None, None)
    if reading is not None and not case["reads"]:
        os.close(reading)  # gone before anything can be written
        reading = None
    began = time.monotonic()
    child = os.fork()
    if not child:
        if reading is not None:
            os.close(reading)
        _streams(case, os.dup(out.fileno() if writing is None else writing), os.dup(err.fileno()))
        out.close()
        err.close()
        _become(case)
    if writing is not None:
        os.close(writing)
    if reading is not None:
        _read_some(reading, case["reads"])
    code, peak = _ended(child)
    return _result(code, _all(out), _all(err), began, peak)


def _pty(case: dict[str, Any]) -> dict[str, Any]:
    began = time.monotonic()
    child, terminal = pty.fork()
    if not child:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", case["window"][1], case["window"][0], 0, 0))
        _become(case)
    chunks = []
    while select.select([terminal], [], [], 4 * case.get("seconds", 30))[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    code, peak = _ended(child)
    os.close(terminal)
    return _result(code, b"".join(chunks), b"", began, peak)


def _streams(case: dict[str, Any], out: int, err: int) -> None:
    """What the fork reads and writes; a stream that is kept is the driver's own, closed or full as it may be."""
    kept = case.get("keep", ())
    if 0 not in kept:
        with tempfile.TemporaryFile() as given:
            given.write(base64.b64decode(case.get("stdin", "")))
            given.seek(0)
            os.dup2(given.fileno(), 0)
    if 1 not in kept:
        os.dup2(out, 1)
    if 2 not in kept:
        os.dup2(err, 2)


def _become(case: dict[str, Any]) -> None:
    for name, value in case.get("env", {}).items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if "cwd" in case:
        os.chdir(case["cwd"])
    if "memory" in case:
        resource.setrlimit(resource.RLIMIT_AS, (case["memory"], case["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Of the processor's time, since the machine may be busy; what does nothing but wait is ended too.
    signal.setitimer(signal.ITIMER_PROF, case.get("seconds", 30))
    signal.alarm(4 * case.get("seconds", 30))
    sys.argv = ["ahc", *case["args"]]
    try:
        runpy.run_module("ahc_cli", run_name="__main__", alter_sys=True)
        sys.exit(PAST_ALL)  # the program always leaves by itself
    except SystemExit as ended:
        if case.get("finalised") or not isinstance(ended.code, int):
            raise
        os._exit(_last_things(ended.code))


def _last_things(code: int) -> int:
    """What the interpreter does before it takes itself to pieces; the code that it would leave with."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError):
            code = UNFLUSHED
    return code


def _read_some(reading: int, most: int) -> None:
    got = 0
    while got < most and (chunk := os.read(reading, most - got)):
        got += len(chunk)
    os.close(reading)


def _ended(child: int) -> tuple[int, int]:
    """The exit code, negative for a signal, and the most memory the fork had, in KiB."""
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss


def _all(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def _result(code: int, out: bytes, err: bytes, began: float, peak: int) -> dict[str, Any]:
    return {
        "code": code, "out": base64.b64encode(out).decode(), "err": base64.b64encode(err).decode(),
        "seconds": time.monotonic() - began, "peak": peak,
    }  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
