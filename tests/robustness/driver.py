"""Run many command lines in one process, each in a fork that ends as the program ends.

`python driver.py CASES RESULTS`, both JSON. A case has `args` and `stdin` (base64), and may have:
`env`, variables that are set, or removed by null; `window`, the columns and rows of a terminal that
it runs at; `keep`, the streams that are those of this process, closed or full as they may be;
`reads`, after how many bytes the reader of standard output goes away; `seconds` of CPU and bytes of
`memory` that it may use.

A fork does what the interpreter does last, and leaves; taking the interpreter to pieces first would
be half of its time. Where that may matter, with streams that are closed, full or no longer read, a
case asks to be `finalised`: it leaves through the interpreter's own exit, as `python -m ahc_cli`
does.
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
from importlib import import_module
from pathlib import Path
from typing import Any

import ahc_cli

_DID_NOT_EXIT = 250
_UNFLUSHED = 120
_SECONDS = 30


def main(cases_path: str, results_path: str) -> None:
    cases = json.loads(Path(cases_path).read_text(encoding="ascii"))
    for found in pkgutil.walk_packages(ahc_cli.__path__, "ahc_cli."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    gc.freeze()
    results = [_at_terminal(case) if case.get("window") else _in_pipe(case) for case in cases]
    encoded = [
        (code, base64.b64encode(out).decode(), base64.b64encode(err).decode())
        for code, out, err in results
    ]
    Path(results_path).write_text(json.dumps(encoded), encoding="ascii")


def _in_pipe(case: dict[str, Any]) -> tuple[int, bytes, bytes]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        reading, writing = os.pipe() if case.get("reads") is not None else (None, None)
        if reading is not None and not case["reads"]:
            os.close(reading)  # gone before anything can be written
            reading = None
        child = os.fork()
        if not child:
            if reading is not None:
                os.close(reading)
            _streams(
                case, os.dup(out.fileno() if writing is None else writing), os.dup(err.fileno())
            )
            out.close()
            err.close()
            _become(case)
        if writing is not None:
            os.close(writing)
        if reading is not None:
            _read_some(reading, case["reads"])
        code = _ended(child)
        out.seek(0)
        err.seek(0)
        return code, out.read(), err.read()


def _at_terminal(case: dict[str, Any]) -> tuple[int, bytes, bytes]:
    child, terminal = pty.fork()
    if not child:
        columns, rows = case["window"]
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        _become(case)
    chunks = []
    while select.select([terminal], [], [], 4 * case.get("seconds", _SECONDS))[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    code = _ended(child)
    os.close(terminal)
    return code, b"".join(chunks), b""


def _streams(case: dict[str, Any], out: int, err: int) -> None:
    """Connect the streams of the fork, but for those that are kept."""
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
    """Run the program in the fork; never returns."""
    for name, value in case.get("env", {}).items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if "memory" in case:
        resource.setrlimit(resource.RLIMIT_AS, (case["memory"], case["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Of CPU, since the machine may be busy; what only waits is ended too.
    signal.setitimer(signal.ITIMER_PROF, case.get("seconds", _SECONDS))
    signal.alarm(4 * case.get("seconds", _SECONDS))
    # As a process of this locale is given them, whatever the locale of the tests.
    words = (word.encode(errors="surrogateescape") for word in case["args"])
    sys.argv = ["ahc", *map(os.fsdecode, words)]
    try:
        runpy.run_module("ahc_cli", run_name="__main__", alter_sys=True)
        sys.exit(_DID_NOT_EXIT)
    except SystemExit as ended:
        if case.get("finalised") or not isinstance(ended.code, int):
            raise
        os._exit(_last_things(ended.code))


def _last_things(code: int) -> int:
    """Do what the interpreter does before it takes itself to pieces; return its exit code."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError):
            code = _UNFLUSHED
    return code


def _read_some(reading: int, most: int) -> None:
    got = 0
    while got < most and (chunk := os.read(reading, most - got)):
        got += len(chunk)
    os.close(reading)


def _ended(child: int) -> int:
    """Wait for the fork and return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
