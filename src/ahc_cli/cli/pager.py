"""The pager: shows what is drawn for a terminal if it is taller than the window."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping

from ahc_cli.cli.terminal import height


def pager_command(environ: Mapping[str, str]) -> list[str]:
    """Return the command of the pager as words; nothing if there is none or it is switched off."""
    for name in ("AHC_PAGER", "PAGER"):
        if name in environ:
            try:
                words = shlex.split(environ[name])
            except ValueError:
                return []
            return words if words and shutil.which(words[0]) else []
    return ["less"] if shutil.which("less") else []


def page(text: str) -> bool:
    """Show a text in the pager; False if it fits the window or there is no pager."""
    command = pager_command(os.environ)
    lines = height()
    if not command or not lines or text.count("\n") < lines - 1:
        return False
    env = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}
    try:
        # The command is split as words and run without a shell.
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=env)  # noqa: S603
    except OSError:
        return False
    unwritten: bytes | None = text.encode(sys.stdout.encoding or "utf-8", "replace")
    while True:
        try:
            pager.communicate(unwritten)
        except KeyboardInterrupt:
            unwritten = None  # the pager handles Ctrl-C itself; nothing can be written to it twice
            continue
        return True
