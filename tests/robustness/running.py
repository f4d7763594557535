"""Three ways to run the program: in this process, in forks of one process, and as itself."""

import base64
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from ahc_cli.cli.app import run

DRIVER = Path(__file__).with_name("driver.py")
MIB = 1 << 20
# Seconds after which something did not end "in time", on a slow and busy machine.
TIME_LIMIT = 15
WINDOW = (80, 24)
# From so many cases on, two drivers are faster than one; each loads all modules first.
_WORTH_TWO = 10
# The fixture `small` adds AHC_DATA.
ENVIRONMENT = {"LANG": "en_GB.UTF-8", "PYTHONUTF8": "1", "AHC_PAGER": ""}
ENVIRONMENT |= {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
Env = Mapping[str, str | None]


class Ended(NamedTuple):
    """The exit code of a command line, and what it wrote to both streams."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def error(self) -> str:
        return self.err.decode("utf-8", "surrogateescape")


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1


def call(
    *args: str,
    stdin: bytes = b"",
    window: tuple[int, int] | None = None,
    encoding: str = "utf-8",
    env: Env | None = None,
) -> Ended:
    """Run a command line in this process, at a terminal if there is a window; a bug in the program
    is raised.

    The environment is ENVIRONMENT with `env`, in which None removes a variable; COLUMNS is 80
    unless there is a window.
    """
    out, err = (_Terminal() if window else io.BytesIO() for _ in range(2))
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"),
        "stdout": io.TextIOWrapper(out, encoding=encoding),
        "stderr": io.TextIOWrapper(err, encoding=encoding, errors="backslashreplace"),
    }
    usual = ENVIRONMENT | {"AHC_DEBUG": "1"} | ({"TERM": "xterm"} if window else {"COLUMNS": "80"})
    with ExitStack() as stack:
        stack.enter_context(
            patch.dict(os.environ, _without_none(usual | dict(env or {})), clear=True)
        )
        stack.enter_context(patch.multiple(sys, **streams))
        if window:
            size = os.terminal_size(window)
            stack.enter_context(patch.object(os, "get_terminal_size", lambda _: size))
        code = run(args)
        streams["stdout"].flush()
        streams["stderr"].flush()
    return Ended(code, out.getvalue(), err.getvalue())


def case(*args: str, stdin: bytes = b"", **more: Any) -> dict[str, Any]:
    """Describe a command line for `batch`; `more` is what its fork is to have, as the driver
    explains.
    """
    return {"args": args, "stdin": base64.b64encode(stdin).decode(), **more}


def batch(
    cases: Sequence[Mapping[str, Any]],
    *,
    env: Env | None = None,
    python: Sequence[str] = (),
    **streams: Any,
) -> list[Ended]:
    """Run command lines as processes of their own, forks of two drivers that have `streams` and the
    options `python`.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts = [cases] if len(cases) < _WORTH_TWO else [cases[::2], cases[1::2]]
        paths = [Path(folder, str(number)) for number in range(len(parts))]
        drivers = [
            _start_driver(part, path, env, python, streams)
            for part, path in zip(parts, paths, strict=True)
        ]
        said = [driver.communicate(timeout=300)[0] for driver in drivers]
        results = [_results(path, text) for path, text in zip(paths, said, strict=True)]
    return [results[number % len(parts)][number // len(parts)] for number in range(len(cases))]


def _start_driver(
    cases: Sequence[Mapping[str, Any]],
    folder: Path,
    env: Env | None,
    python: Sequence[str],
    streams: Mapping[str, Any],
) -> subprocess.Popen[bytes]:
    folder.mkdir()
    (folder / "cases.json").write_text(json.dumps(cases), encoding="ascii")
    command = [
        sys.executable,
        *python,
        str(DRIVER),
        str(folder / "cases.json"),
        str(folder / "results.json"),
    ]
    usual = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(
        command, env=_without_none(ENVIRONMENT | dict(env or {})), **(usual | streams)
    )


def _results(folder: Path, said: bytes) -> list[Ended]:
    path = folder / "results.json"
    assert path.exists(), said
    results = json.loads(path.read_text(encoding="ascii"))
    return [Ended(code, base64.b64decode(out), base64.b64decode(err)) for code, out, err in results]


def ahc(*args: str | bytes, env: Env | None = None, **more: Any) -> Ended:
    """Run `python -m ahc_cli` itself."""
    streams = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    } | more
    command: list[str | bytes] = [sys.executable, "-m", "ahc_cli", *args]
    given = _without_none(ENVIRONMENT | dict(env or {}))
    found = subprocess.run(command, env=given, timeout=60, check=False, **streams)
    return Ended(found.returncode, found.stdout or b"", found.stderr or b"")


@contextmanager
def started(
    *args: str, python: Sequence[str] = (), **more: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Start `python -m ahc_cli`; it is killed at the end if it still runs."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    with subprocess.Popen(
        [sys.executable, *python, "-m", "ahc_cli", *args], env=ENVIRONMENT, **pipes
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _without_none(env: Env) -> dict[str, str]:
    return {name: value for name, value in env.items() if value is not None}


def ids(names: Iterable[object]) -> list[str]:
    """Make test ids of strings that may contain anything."""
    return [f"{number}-{ascii(str(name))[1:25]}" for number, name in enumerate(names)]
