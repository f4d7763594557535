"""Files that are written, and files of the program with other line ends."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import ahc_cli
from robustness.running import ENVIRONMENT, call

OLD = "what was there before"


@pytest.mark.parametrize("at", ["a folder", "a full disk", "no folder", "a loop", "behind a loop"])
def test_what_cannot_be_written_is_code_4(tmp_path, at):
    """Row 85: An output that is a folder, on a full disk, in no folder or a link to itself ends
    with code 4.
    """
    (tmp_path / "loop").symlink_to("loop")
    name = {
        "a folder": str(tmp_path),
        "a full disk": "/dev/full",
        "no folder": f"{tmp_path}/no/x.csv",
        "a loop": f"{tmp_path}/loop",
        "behind a loop": f"{tmp_path}/loop/x.csv",
    }[at]
    ended = call("list", "-o", name, "-f", "csv")
    assert (ended.code, ended.out) == (4, b"")
    assert name in ended.error
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]


# Writes a file, and half-way gets the signal of a number.
_SIGNALLED = """
import os, sys
from ahc_cli.cli.terminal import write_file

def pieces():
    yield "new"
    os.kill(os.getpid(), int(sys.argv[2]))
    yield "er"

write_file(sys.argv[1], pieces())
"""


@pytest.mark.slow
@pytest.mark.parametrize("is_ignored", [False, True])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_old_file_and_nothing_beside_it(tmp_path, number, is_ignored):
    """Row 85: TERM, HUP or INT while a file is written leaves the old one, and nothing beside it;
    one that is ignored, as by `nohup`, ends nothing.
    """
    file = tmp_path / "file.csv"
    file.write_text(OLD)
    given = signal.SIG_IGN if is_ignored else signal.SIG_DFL
    ended = subprocess.run(
        [sys.executable, "-c", _SIGNALLED, file, str(int(number))],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
        preexec_fn=lambda: signal.signal(number, given),
    )
    assert ended.returncode == (0 if is_ignored else -number)
    assert file.read_text() == ("newer" if is_ignored else OLD)
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_replaced_whole_or_left_as_it_is(tmp_path, monkeypatch):
    """Row 85: A file is replaced through a link, with its mode; what fails or is interrupted
    half-way leaves the old one, and nothing beside it.
    """
    file, link = tmp_path / "old.csv", tmp_path / "link.csv"
    file.write_text(OLD)
    file.chmod(0o640)
    link.symlink_to(file)
    for error, code in ((KeyboardInterrupt, 130), (OSError(28, "No space left on device"), 4)):

        def pieces(*_args, error=error):
            yield "half of it"
            raise error

        monkeypatch.setattr("ahc_cli.cli.reply.write", pieces)
        assert call("list", "-o", str(link)).code == code
        assert file.read_text() == OLD
        assert sorted(tmp_path.iterdir()) == [link, file]
    monkeypatch.undo()
    assert call("list", "nosuch:1", "-o", str(link)).code == 2
    assert file.read_text() == OLD
    assert call("list", "-o", str(link)).code == 0
    assert file.read_text().startswith("id,date,")
    assert (link.is_symlink(), file.stat().st_mode & 0o777) == (True, 0o640)


@pytest.mark.slow
def test_line_ends_of_a_checkout_change_nothing(tmp_path):
    """Row 83: A checkout in which every text file has CR LF gives the same bytes."""
    source, copy = Path(ahc_cli.__file__).parent, tmp_path / "src" / "ahc_cli"
    shutil.copytree(source, copy)
    (tmp_path / "data").mkdir()
    shutil.copy(source.parents[1] / "data" / "events.json", tmp_path / "data")
    for path in tmp_path.rglob("*"):
        if path.suffix in (".py", ".txt", ".css", ".json"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for lang in ("en", "zh"):
        for line in (
            "list -f table",
            "did israel sign",
            "谁签署了公约",
            "states",
            "help query",
            "list --help",
            "schema",
            "timeline 2022 -f svg",
            "list last year",
            "search 數據",
        ):
            outputs = []
            for folder in (source.parent, copy.parent):
                environ = (
                    os.environ
                    | ENVIRONMENT
                    | {"PYTHONPATH": str(folder), "AHC_LANG": lang, "AHC_DATA": ""}
                )
                command = [sys.executable, "-m", "ahc_cli", *line.split()]
                outputs.append(
                    subprocess.run(command, env=environ, capture_output=True, check=False)
                )
            assert outputs[0].stdout == outputs[1].stdout != b""
            assert outputs[0].stderr == outputs[1].stderr
