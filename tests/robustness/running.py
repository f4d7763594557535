"""Three ways to run the program: in this process, in forks of one process, and as itself."""

import base64
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from ahc_cli.cli import run

DRIVER = Path(__file__).with_name("driver.py")
MIB = 1 << 20
# Seconds after which something has not ended "in time", on a slow and busy machine.
PAST_TIME = 15
PLAIN = {"LANG": "en_GB.UTF-8", "PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"}


class Ended(NamedTuple):
    """How a command line ended."""

    code: int
    out: bytes
    err: bytes
    seconds: float = 0
    peak: int = 0

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def said(self) -> str:
        return self.err.decode("utf-8", "surrogateescape")


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


def call(
    *args: str,
    stdin: bytes = b"",
    terminal: bool = False,
    encoding: str = "utf-8",
    env: Mapping[str, str] | None = None,
) -> Ended:
    """Run a command line here; what is a bug in it is raised (AHC_DEBUG is set)."""
    out, err = (_Terminal() if terminal else io.BytesIO() for _ in range(2))
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"),
        "stdout": io.TextIOWrapper(out, encoding=encoding, write_through=False),
        "stderr": io.TextIOWrapper(err, encoding=encoding, errors="backslashreplace"),
    }
    with patch.multiple(sys, **streams), _environment(env or {}):
        code = run(args)
        for stream in (streams["stdout"], streams["stderr"]):
            stream.flush()
    return Ended(code, out.getvalue(), err.getvalue())


@contextmanager
def _environment(env: Mapping[str, str]) -> Any:
    with patch.dict(os.environ, env):
        yield


def case(*args: str, stdin: bytes = b"", **more: Any) -> dict[str, Any]:
    """A command line for `batch`, and what its fork is to have: see the driver."""
    return {"args": args, "stdin": base64.b64encode(stdin).decode(), **more}


def batch(
    cases: Sequence[Mapping[str, Any]],
    *,
    env: Mapping[str, str] | None = None,
    python: Sequence[str] = (),
    **streams: Any,
) -> list[Ended]:
    """Run command lines as the program itself does, in forks of two processes; `streams` are those processes'."""
    with tempfile.TemporaryDirectory() as folder:
        halves = [cases] if len(cases) < _WORTH_TWO else [cases[::2], cases[1::2]]
        running = [
            _driver(half, Path(folder, str(number)), env or {}, python, streams) for number, half in enumerate(halves)
        ]
        said = [process.communicate(timeout=300)[0] for process in running]
        found = [_results(Path(folder, str(number)), said[number]) for number in range(len(halves))]
    if len(found) == 1:
        return found[0]
    return [half[number] for number in range(len(found[0])) for half in found if number < len(half)]


_WORTH_TWO = 4


def _driver(
    cases: Sequence[Mapping[str, Any]],
    folder: Path,
    env: Mapping[str, str],
    python: Sequence[str],
    streams: Mapping[str, Any],
) -> subprocess.Popen[bytes]:
    folder.mkdir()
    (folder / "cases.json").write_text(json.dumps(cases), encoding="ascii")
    command = [sys.executable, *python, str(DRIVER), str(folder / "cases.json"), str(folder / "results.json")]
    usual = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, env=PLAIN | env, **(usual | streams))


def _results(folder: Path, said: bytes) -> list[Ended]:
    answered = folder / "results.json"
    assert answered.exists(), said
    return [
        Ended(r["code"], base64.b64decode(r["out"]), base64.b64decode(r["err"]), r["seconds"], r["peak"])
        for r in json.loads(answered.read_text(encoding="ascii"))
    ]


def ahc(*args: str | bytes, env: Mapping[str, str] | None = None, **more: Any) -> Ended:
    """Run `python -m ahc_cli` itself."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    command: list[str | bytes] = [sys.executable, "-m", "ahc_cli", *args]
    found = subprocess.run(command, env=PLAIN | dict(env or {}), timeout=60, check=False, **streams)
    return Ended(found.returncode, found.stdout or b"", found.stderr or b"")


def start(*args: str, **more: Any) -> subprocess.Popen[bytes]:
    """Start `python -m ahc_cli`, to be signalled."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.Popen([sys.executable, "-m", "ahc_cli", *args], env=PLAIN, **streams)


def ids(names: Iterable[object]) -> list[str]:
    """Test ids of strings that may hold anything."""
    return [f"{number}-{ascii(str(name))[1:25]}" for number, name in enumerate(names)]
