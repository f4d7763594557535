"""Streams that are full, closed, no longer read or of another encoding, and signals."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from robustness import attacks
from robustness.attacks import is_inert
from robustness.commands import HELP, READING, REFUSED, SOME, Words, expected_code, is_drawn
from robustness.inputs import event, lines
from robustness.running import (
    ENVIRONMENT,
    TIME_LIMIT,
    WINDOW,
    Ended,
    ahc,
    batch,
    call,
    case,
    started,
)

pytestmark = pytest.mark.slow

FULL = Path("/dev/full")
UNWRITTEN = (4, b"", b"ahc: cannot write the output: No space left on device\n")
CLOSED = (4, b"", b"ahc: standard output is closed\n")


@pytest.fixture(scope="module")
def usual() -> dict[Words, Ended]:
    """How the command lines of SOME end where nothing is unusual."""
    return dict(zip(SOME, batch([case(*words) for words in SOME]), strict=True))


def without(*descriptors: int) -> Callable[[], None]:
    def close() -> None:
        for descriptor in descriptors:
            os.close(descriptor)

    return close


def test_a_fork_of_the_driver_ends_as_the_program_itself(
    usual: dict[Words, Ended], many: Path
) -> None:
    asked = [
        ("list",),
        ("list", "-f", "table"),
        ("list", "--help"),
        ("diff", "session-1", "session-2"),
        ("show", "nope"),
        ("filter",),
    ]
    real = [ahc(*words) for words in asked]
    assert [call(*words) for words in asked] == real
    for finalised in (False, True):
        assert batch([case(*words, finalised=finalised) for words in asked]) == real
        with FULL.open("wb") as full:
            unwritten = batch(
                [case(*words, finalised=finalised, keep=[1]) for words in asked], stdout=full
            )
        assert unwritten == [UNWRITTEN] * 4 + real[4:]
        gone = batch(
            [case(*words, "--data", str(many), finalised=finalised, reads=1) for words in asked[:2]]
        )
        assert gone == [(0, b"", b"")] * 2


@pytest.mark.parametrize("form", ["json", "table", "csv"])
def test_a_slow_reader_of_a_nonblocking_pipe_gets_every_byte(many: Path, form: str) -> None:
    """Row 63: A slow reader of a pipe that does not block gets every byte."""
    words = ("list", "-f", form, "--data", str(many))
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with started(*words, stdout=writing) as process:
        os.close(writing)
        found = bytearray()
        while piece := os.read(reading, 9_000):
            found += piece
            time.sleep(0.002)
        os.close(reading)
        assert process.wait() == 0
    assert bytes(found) == ahc(*words).out


def test_nonblocking_input_is_waited_for(many: Path) -> None:
    """Row 63: Standard input that does not block is waited for."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with started(
        "list", "-f", "ids", "--data", "-", stdin=reading, stdout=subprocess.PIPE
    ) as process:
        os.close(reading)
        for line in many.read_bytes().splitlines(keepends=True)[:40]:
            os.write(writing, line)
            time.sleep(0.01)
        os.close(writing)
        assert process.stdout is not None
        assert len(process.stdout.read().split()) == 40
        assert process.wait() == 0


@pytest.mark.parametrize("env", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
def test_a_disk_that_is_full_one_byte_before_the_end_is_an_error(
    env: dict[str, str], tmp_path: Path
) -> None:
    """Row 63: A disk that is full one byte before the end gives exit code 4, buffered or not."""
    for words in (
        ("list",),
        ("list", "--json"),
        ("show", "session-1"),
        ("diff", "session-1", "session-2"),
        ("--help",),
    ):
        size = len(ahc(*words).out)
        for room in (size - 1, size):
            with (tmp_path / "out").open("wb") as out:
                limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
                ended = ahc(*words, env=env, stdout=out, preexec_fn=limit)
            if room < size:
                assert (ended.code, ended.err) == (
                    4,
                    b"ahc: cannot write the output: File too large\n",
                ), words
            else:
                assert ended == (expected_code(words), b"", b""), words


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_disk_is_an_error_and_the_code_tells(usual: dict[Words, Ended]) -> None:
    """Row 44: An answer that a full disk does not take gives exit code 4 and one message, in every
    command.
    """
    with FULL.open("wb") as full:
        only_out = batch([case(*words, keep=[1], finalised=True) for words in SOME], stdout=full)
        only_err = batch([case(*words, keep=[2], finalised=True) for words in SOME], stderr=full)
        both = batch(
            [case(*words, keep=[1, 2], finalised=True) for words in SOME], stdout=full, stderr=full
        )
        assert ahc("list", stdout=full) == UNWRITTEN
        assert ahc("list", "-q", stdout=full).code == 0
    for words, *ended in zip(SOME, only_out, only_err, both, strict=True):
        code, out, _ = usual[words]
        answers = words not in REFUSED
        assert ended[0] == (UNWRITTEN if answers else usual[words]), words
        assert ended[1] == (code, out, b""), words
        assert ended[2] == (4 if answers else code, b"", b""), words


def test_a_closed_standard_output_is_no_success() -> None:
    """Row 45: A closed standard output gives exit code 4."""
    ended = batch(
        [case(*words, keep=[1], finalised=True) for words in SOME],
        stdout=None,
        preexec_fn=without(1),
    )
    assert dict(zip(SOME, ended, strict=True)) == dict.fromkeys(SOME, CLOSED)
    assert ahc("list", stdout=None, preexec_fn=without(1)) == CLOSED
    assert ahc("--version", stdout=None, stderr=None, preexec_fn=without(1, 2)).code == 4


@pytest.mark.parametrize("closed", [[2], [0], [0, 2]], ids=str)
def test_a_closed_standard_input_or_error_changes_no_answer(
    closed: list[int], usual: dict[Words, Ended]
) -> None:
    """Row 46: A closed standard input or standard error changes neither answer nor exit code; an
    error never lands in the output.
    """
    streams = {("stdin", "stdout", "stderr")[number]: None for number in closed}
    cases = [case(*words, keep=closed, finalised=True) for words in SOME]
    for words, ended in zip(
        SOME, batch(cases, preexec_fn=without(*closed), **streams), strict=True
    ):
        code, out, err = usual[words]
        assert ended == (code, out, b"" if 2 in closed else err), words
    assert ahc("show", "nope", preexec_fn=without(*closed), **streams)[:2] == (1, b"")


@pytest.mark.parametrize("reads", [0, 5_000])
def test_a_reader_that_goes_away_is_no_error(reads: int, many: Path) -> None:
    """Row 47: If the reader goes away before the end, the program ends at once, silently, with exit
    code 0.
    """
    reading = [
        tuple(word.replace("session-", "e-") for word in words)
        for words in SOME
        if words in READING and words[0] != "timeline"
    ]
    asked: list[Words] = [*((*words, "--data", str(many)) for words in (*reading, ("timeline", "--json"))), ("timeline", "kind:session"),
                          ("diff", str(many), "bundled"), ("validate", str(many)), *HELP[:2], ("schema",)]  # fmt: skip
    for words, ended in zip(
        asked, batch([case(*words, reads=reads, finalised=True) for words in asked]), strict=True
    ):
        # A short difference is written before the reader is gone.
        assert ended == (0, b"", b"") or (
            words[0] == "diff" and reads and ended == (1, b"", b"")
        ), words


def test_a_reader_of_a_real_pipe_that_goes_away_is_no_error(many: Path) -> None:
    """Row 47: So it does when the reader of a real pipe goes away."""
    for words in (("list",), ("list", "--json"), ("list", "-f", "ics"), ("timeline", "--json")):
        with started(*words, "--data", str(many)) as process:
            process.stdout.read(10)
            process.stdout.close()
            assert (process.wait(TIME_LIMIT), process.stderr.read()) == (0, b""), words


ENCODINGS = ["ascii", "latin-1", "gbk", "cp1252"]


# What is said once where Chinese was asked for in vain.
NO_CHINESE = b"ahc: the output cannot show Chinese; set PYTHONIOENCODING=utf-8\n"


def check_encoded(words: Words, ended: Ended, expected: Ended, encoding: str) -> None:
    """Check an answer in an encoding against the same in UTF-8, which all formats but drawings and
    help are in.
    """
    replaced = expected.text.encode(encoding, "replace")
    assert ended.code == expected.code, words
    noted = ended.err.replace(NO_CHINESE, b"")
    assert noted == expected.error.encode(encoding, "backslashreplace"), words
    if words == ():
        # Of the lines to try, two are Chinese only where the encoding has them.
        shown, usual = (
            [drawn_words(line) for line in text.splitlines() if not line.startswith("   ahc ")]
            for text in (ended.out.decode(encoding), replaced.decode(encoding))
        )
        assert shown == usual
    elif ("--help" in words or words == ("--version",)) and ended.out in (replaced, expected.out):
        pass  # Typer writes UTF-8 where the locale is plain ASCII
    elif not is_drawn(words):
        assert ended.out == expected.out or "validate" in words, words
    elif "--data" in words:
        assert is_inert(ended.out.decode(encoding)), words
    else:
        # Lines and marks are drawn with other characters.
        assert drawn_words(ended.out.decode(encoding)) == drawn_words(replaced.decode(encoding)), (
            words
        )


def drawn_words(text: str) -> list[str]:
    """Return the words of a drawing; a single letter may be a mark."""
    return re.findall(r"[^\W_]{2,}", text)


def test_json_is_the_same_and_text_is_replaced_in_any_encoding(hostile: Path) -> None:
    """Row 48: In any encoding of the output, formats for programs are the same UTF-8, and drawings
    and messages replace what it lacks.
    """
    in_chinese = [
        (*words, "--lang", "zh", "--data", str(hostile))
        for words in SOME
        if words in READING and words[0] != "timeline"
    ]
    for words in (*SOME, *in_chinese, ("list", "--data", "/nope/é会")):
        expected = call(*words)
        for encoding in ENCODINGS:
            check_encoded(words, call(*words, encoding=encoding), expected, encoding)
    for words in (
        ("list", "--json"),
        ("list", "-f", "ndjson"),
        ("diff", "session-1", "session-2", "--json"),
    ):
        assert (
            len(
                {
                    call(*words, window=WINDOW, encoding=encoding)
                    for encoding in ("utf-8", *ENCODINGS)
                }
            )
            == 1
        ), words


NO_UTF_8 = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES: dict[str, tuple[dict[str, str], str]] = {
    "C": ({"LC_ALL": "C"} | NO_UTF_8, "ascii"),
    "POSIX": ({"LC_ALL": "POSIX", "LANG": "POSIX"} | NO_UTF_8, "ascii"),
    "unknown": ({"LC_ALL": "xx_YY.nope"} | NO_UTF_8, "ascii"),
    "rubbish": ({"LANG": "\x1b[31m", "LC_ALL": "../../etc/passwd", "LANGUAGE": "%s"}, "utf-8"),
    "gbk:ignore": ({"PYTHONIOENCODING": "gbk:ignore"}, "gbk"),
    "ascii:strict": ({"PYTHONIOENCODING": "ascii:strict"}, "ascii"),
}


@pytest.mark.parametrize("name", LOCALES)
def test_json_is_the_same_and_text_is_replaced_in_a_real_locale(
    name: str, usual: dict[Words, Ended]
) -> None:
    """Row 48: So it is in the C, POSIX, unknown and nonsense locales of a real process."""
    env, encoding = LOCALES[name]
    for words, ended in zip(SOME, batch([case(*words) for words in SOME], env=env), strict=True):
        check_encoded(words, ended, usual[words], encoding)


def test_arguments_are_utf8_in_every_locale(tmp_path: Path) -> None:
    """Row 48: Arguments are read as UTF-8 in every locale, names of files too; what is not UTF-8
    is refused.
    """
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    file = tmp_path / "记录.ndjson"
    for words in (
        ("search", "俄罗斯", "-f", "ids"),
        ("list", "-f", "ndjson", "-o", str(file)),
        ("list", "-f", "ids", "--data", str(file)),
    ):
        ended = ahc(*(word.encode() for word in words), env=env)
        assert ended == ahc(*words)
        assert ended.code == 0
    assert file.exists()
    refused = ahc("search", b"\xb6\xed", env=env)
    assert (refused.code, refused.out) == (2, b"")
    assert "not UTF-8" in refused.error


CHINESE = {
    "UTF-8": ({"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8"}, "utf-8", "zh"),
    "GBK": ({"LANG": "zh_CN.GBK", "PYTHONIOENCODING": "gbk"}, "gbk", "zh"),
    # A locale alone chooses no language that the output cannot show; the variable does.
    "ASCII": ({"LANG": "zh_CN", "PYTHONIOENCODING": "ascii"}, "ascii", "en"),
    "ASCII, chosen": ({"AHC_LANG": "zh", "PYTHONIOENCODING": "ascii"}, "ascii", "zh"),
}


@pytest.mark.parametrize("name", CHINESE)
def test_json_is_the_same_and_text_is_replaced_in_a_chinese_locale(name: str) -> None:
    """Row 48: A Chinese locale chooses Chinese only if the output can encode it; AHC_LANG always
    does.
    """
    env, encoding, lang = CHINESE[name]
    cases = [case(*words) for words in SOME]
    ended, expected = batch(cases, env=env), batch(cases, env={"AHC_LANG": lang})
    for words, one, other in zip(SOME, ended, expected, strict=True):
        check_encoded(words, one, other, encoding)


def test_drawings_use_other_marks_where_the_encoding_lacks_theirs(empty: Path) -> None:
    """Row 48: Lines and marks are drawn in ASCII where the encoding lacks them."""
    cases = [("2022-02-28/2022-03-11", "session", "happened"), ("2022", "letter", "happened"), ("2023/..", "session", "scheduled"),
             ("../2021", "document", "happened"), ("2022-05", "decision", "postponed"), ("2022-06", "signature", "cancelled")]  # fmt: skip
    caveats = [{"text": {"en": "In doubt."}}]
    events = [
        event(f"e-{n}", date=date, kind=kind, status=status, place="vienna", caveats=caveats)
        for n, (date, kind, status) in enumerate(cases)
    ]
    attacks.write(events, empty / "drawn.json")
    for words in (
        ("list", "-f", "table"),
        ("timeline",),
        ("count", "kind", "-f", "table"),
        ("show", "e-0", "e-2"),
        ("diff", "e-0", "e-2"),
    ):
        ended = call(*words, "--data", "drawn.json", encoding="ascii", env={"COLUMNS": "100"})
        assert ended.out, words
        assert b"?" not in ended.out, (words, ended.text)


SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
each_signal = pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)


def check_ended_by(number: signal.Signals, process: subprocess.Popen[bytes]) -> None:
    """Check that a process ends at once after a signal, with the code of the signal or by it, and
    without a word.
    """
    code = process.wait(TIME_LIMIT)
    assert code in (SIGNALS[number], -number)
    assert process.stderr.read() == b""


def wait_until_it_waits(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process sleeps in a read or a write of a pipe, where the system tells."""
    where = Path(f"/proc/{process.pid}/wchan")
    end = time.monotonic() + TIME_LIMIT
    while where.exists() and time.monotonic() < end:
        if b"pipe" in where.read_bytes():
            return
        time.sleep(0.01)
    time.sleep(1)


@each_signal
@pytest.mark.parametrize("given", [b"", lines(event())], ids=["nothing", "one event"])
def test_a_signal_ends_the_waiting_for_input(number: signal.Signals, given: bytes) -> None:
    """Row 56: An interruption, SIGTERM or SIGHUP ends the program at once and without a word while
    it waits for input, with 130, 143, 129 or by the signal.
    """
    for words in (("list", "--data", "-"), ("validate", "-"), ("diff", "-", "bundled")):
        with started(*words) as process:
            process.stdin.write(given)
            process.stdin.flush()
            wait_until_it_waits(process)
            process.send_signal(number)
            check_ended_by(number, process)
            assert process.stdout.read() == b""


@each_signal
def test_a_signal_ends_the_writing(number: signal.Signals, many: Path) -> None:
    """Row 56: So it does while the program writes."""
    for words in (("list",), ("list", "--json"), ("list", "-f", "ics")):
        with started(*words, "--data", str(many)) as process:
            process.stdout.read(1)
            wait_until_it_waits(process)
            process.send_signal(number)
            check_ended_by(number, process)


@each_signal
def test_a_signal_while_modules_load_ends_the_program_without_a_word(
    number: signal.Signals, many: Path
) -> None:
    """Row 56: So it does while modules load."""
    for module in (
        b"msgspec",
        b"typer",
        b"ahc_cli.cli.session",
        b"ahc_cli.cli.app",
        b"ahc_cli.data.load",
        b"rich.console",
    ):
        # Of so many events, it does not end before the signal comes.
        with started(
            "list", "-f", "table", "--data", str(many), python=["-X", "importtime"]
        ) as process:
            for line in process.stderr:
                if line.split(b"|")[-1].strip() == module:
                    break
            process.send_signal(number)
            code, rest = process.wait(TIME_LIMIT), process.stderr.read()
            assert code in (SIGNALS[number], -number), module
            assert all(line.startswith(b"import time:") for line in rest.splitlines()), (
                module,
                rest,
            )


@each_signal
@pytest.mark.parametrize("delay", [0.02, 0.05, 0.1], ids="{} s".format)
def test_a_signal_soon_after_the_start_meets_no_code_of_the_program(
    number: signal.Signals, delay: float
) -> None:
    """Row 56: Milliseconds after the start no code of the program is in a traceback."""
    for words in (("list", "-f", "table"), ("list", "--data", "-"), ("--help",)):
        with started(*words) as process:
            time.sleep(delay)
            process.send_signal(number)
            process.wait(TIME_LIMIT)
            # On a slow machine Python itself, which prints a traceback, may still be starting.
            assert re.findall(rb'File "[^"]*ahc_cli/', process.stderr.read()) == [], words


# Python reads this when it starts, and is interrupted when it looks for the program.
INTERRUPTING = """
import os, signal, sys
class Finder:
    def find_spec(name, path=None, target=None):
        if name == "ahc_cli.__main__":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)
"""


@pytest.mark.parametrize("way", ["module", "script", "library"])
def test_an_interruption_before_the_program_is_loaded_meets_no_code_of_it(
    way: str, empty: Path
) -> None:
    """Row 56: So it is while Python looks for the program, run as a module or as a script; a
    program that only imports it still handles interruptions itself.
    """
    (empty / "sitecustomize.py").write_text(INTERRUPTING, encoding="ascii")
    script = empty / ("mine" if way == "library" else "ahc")
    script.write_text("from ahc_cli.__main__ import main\nmain()\n", encoding="ascii")
    paths = os.pathsep.join([str(empty), os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)
    command = ["-m", "ahc_cli"] if way == "module" else [str(script)]
    ended = subprocess.run(
        [sys.executable, *command, "--version"],
        env=ENVIRONMENT | {"PYTHONPATH": paths},
        capture_output=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    if way == "library":
        assert b"KeyboardInterrupt" in ended.stderr
    else:
        assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")


def test_an_interruption_before_a_command_runs_is_130_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Row 56: An interruption before the command runs gives 130."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("typer.main.get_command", interrupted)
    assert call("list") == (130, b"", b"")
