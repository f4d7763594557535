"""What cog puts into README.md, README.zh.md and docs/screens.md: commands, and what they print."""

import os
import shlex
import subprocess
from code import InteractiveInterpreter
from contextlib import redirect_stdout
from io import StringIO

import cog

_PLAIN = ("show", "diff", "timeline", "help", "status", "--version")


def run(command: str, lines: int | None = None, lang: str = "en", as_of: str = "") -> None:
    """Write a command and what it prints, as a console would show it; at most some lines of it."""
    words = shlex.split(command)
    env = {**os.environ, "COLUMNS": "80", "AHC_LANG": lang, "LC_ALL": "C.UTF-8", "AHC_AS_OF": as_of}
    for name in ("AHC_DATA", "FORCE_COLOR"):
        env.pop(name, None)
    table = (
        []
        if words[1:2] == [] or words[1] in _PLAIN or "-f" in words or "--json" in words
        else ["-f", "table"]
    )
    done = subprocess.run([*words, *table], env=env, capture_output=True, text=True, check=False)
    shown = (done.stdout + done.stderr).rstrip("\n").split("\n")
    if lines and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    cog.outl("```console")
    cog.outl(f"$ {command}")
    cog.outl("\n".join(shown))
    cog.outl("```")


def python(source: str) -> None:
    """Write lines of Python, one statement each, and what they show at its prompt."""
    interpreter = InteractiveInterpreter()
    cog.outl("```pycon")
    for line in source.strip().split("\n"):
        with redirect_stdout(StringIO()) as shown:
            interpreter.runsource(line)
        cog.outl(f">>> {line}")
        cog.out(shown.getvalue())
    cog.outl("```")
