"""Rows 44 to 48: output that is full, closed or no longer read, and encodings that lack what is said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from robustness import attacks
from robustness.commands import ALL, HELPS, OTHERS, READING, REFUSED, Plain, Words, is_drawn, letters, written
from robustness.running import PAST_TIME, ahc, batch, call, case, start

FULL = Path("/dev/full")


UNWRITTEN = (4, b"", b"ahc: the output could not be written: No space left on device\n")


CLOSED = (4, b"", b"ahc: standard output is closed\n")


def test_the_forks_say_what_the_program_says(plain: Plain, many: Path) -> None:
    asked = [("list",), ("list", "-f", "table"), ("list", "--help"), ("diff", "session-1", "session-2"), *REFUSED]
    real = [ahc(*words)[:3] for words in asked]
    for finalised in (False, True):
        assert [one[:3] for one in batch([case(*words, finalised=finalised) for words in asked])] == real
        with FULL.open("wb") as full:
            ended = batch([case(*words, finalised=finalised, keep=[1]) for words in asked], stdout=full)
        assert [one[:3] for one in ended] == [UNWRITTEN if written(words) else plain[words][:3] for words in asked]
        gone = batch([case(*words, "--data", str(many), finalised=finalised, reads=1) for words in asked[:2]])
        assert [one[:3] for one in gone] == [(0, b"", b"")] * 2


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_row_44_a_full_disk_is_said_and_the_code_tells(plain: Plain) -> None:
    with FULL.open("wb") as full:
        ended = batch([case(*words, keep=[1], finalised=True) for words in ALL], stdout=full)
        for words, one in zip(ALL, ended, strict=True):
            assert one[:3] == (UNWRITTEN if written(words) else plain[words][:3]), words
        assert ahc("list", stdout=full)[:3] == UNWRITTEN
        assert ahc("list", "kind:nope", stdout=full).code == 2
        assert ahc("list", "-q", stdout=full).code == 0
        # Standard error full: nothing can be said, but the answer and the code are the same.
        silent = batch([case(*words, keep=[2], finalised=True) for words in ALL], stderr=full)
        for words, one in zip(ALL, silent, strict=True):
            assert one[:3] == (plain[words].code, plain[words].out, b""), words
        both = batch([case(*words, keep=[1, 2], finalised=True) for words in ALL], stdout=full, stderr=full)
        for words, one in zip(ALL, both, strict=True):
            assert one[:3] == (4 if written(words) else plain[words].code, b"", b""), words


def without(*descriptors: int) -> Callable[[], None]:
    def close() -> None:
        for descriptor in descriptors:
            os.close(descriptor)

    return close


def test_row_45_a_closed_standard_output_is_no_success() -> None:
    cases = [case(*words, keep=[1], finalised=True) for words in ALL]
    for words, one in zip(ALL, batch(cases, stdout=None, preexec_fn=without(1)), strict=True):
        assert one[:3] == CLOSED, words
    assert ahc("list", stdout=None, preexec_fn=without(1))[:3] == CLOSED
    assert ahc("--version", stdout=None, stderr=None, preexec_fn=without(1, 2)).code == 4


@pytest.mark.parametrize("closed", [[2], [0], [0, 2]], ids=str)
def test_row_46_closed_errors_and_input_change_no_answer(closed: list[int], plain: Plain) -> None:
    streams = {("stdin", "stdout", "stderr")[number]: None for number in closed}
    cases = [case(*words, keep=closed, finalised=True) for words in ALL]
    for words, one in zip(ALL, batch(cases, preexec_fn=without(*closed), **streams), strict=True):
        assert one[:3] == (plain[words].code, plain[words].out, b"" if 2 in closed else plain[words].err), words
    assert ahc("show", "nope", preexec_fn=without(*closed), **streams)[:2] == (1, b"")


@pytest.mark.parametrize("reads", [0, 1, 5_000])
def test_row_47_a_reader_that_goes_away_is_no_error(reads: int, many: Path) -> None:
    asked: list[Words] = [
        *((*(word.replace("session-", "e-") for word in words), "--data", str(many)) for words in READING),
        *(("diff", str(many), "bundled", "-f", form) for form in ("table", "json")),
        *(("validate", str(many), *rest) for rest in ((), ("-f", "json"))),
        *OTHERS,
        *HELPS,
    ]
    for words, one in zip(asked, batch([case(*w, reads=reads, finalised=True) for w in asked]), strict=True):
        # What is short has been written whole before the reader is gone.
        assert one.code in ((0, 1) if words[0:1] == ("diff",) and reads else (0,)), words
        assert not one.err, words
        assert one.seconds < PAST_TIME, words


def test_row_47_so_it_is_with_a_real_pipe(many: Path) -> None:
    for words in (("list",), ("list", "--json"), ("list", "-f", "ics"), ("timeline", "--json")):
        running = start(*words, "--data", str(many))
        assert running.stdout is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr is not None
        assert (running.wait(PAST_TIME), running.stderr.read()) == (0, b"")
        assert running.stdin is not None
        running.stdin.close()
        running.stderr.close()


UNICODE_OFF = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


LOCALES: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"} | UNICODE_OFF, "POSIX": {"LC_ALL": "POSIX", "LANG": "POSIX"} | UNICODE_OFF, "unknown": {"LC_ALL": "xx_YY.nope"} | UNICODE_OFF,
    "C.UTF-8": {"LC_ALL": "C.UTF-8"} | UNICODE_OFF, "rubbish": {"LANG": "\x1b[31m", "LC_ALL": "../../etc/passwd", "LANGUAGE": "%s"},
    **{name: {"PYTHONIOENCODING": name} for name in ("ascii", "latin-1", "gbk", "cp1252", "ascii:strict", "gbk:ignore")},
}  # fmt: skip


BYTES = {"json", "ndjson", "ics", "svg", "schema"}


@pytest.mark.parametrize("name", LOCALES)
def test_row_48_json_is_the_same_and_text_is_replaced_whatever_the_encoding(
    name: str, plain: Plain, hostile: Path
) -> None:
    env = LOCALES[name]
    encoding = env.get("PYTHONIOENCODING", "ascii" if name in ("C", "POSIX", "unknown") else "utf-8").partition(":")[0]
    asked = [*ALL, *((*words, "--lang", "zh", "--data", str(hostile)) for words in READING)]
    *ended, unnamed = batch([*(case(*words) for words in asked), case("list", "--data", "/nope/é会")], env=env)
    for words, one, usual in zip(asked, ended, plain.of(asked), strict=True):
        assert one.code == usual.code, words
        assert one.err == usual.err.decode().encode(encoding, "backslashreplace"), words
        replaced = usual.text.encode(encoding, "replace")
        if BYTES & {*words}:
            assert one.out == usual.out, words
        elif words in HELPS or not is_drawn(words):
            assert one.out == replaced, words
        elif "--data" in words:
            assert attacks.is_inert(one.out.decode(encoding)), words
        else:
            # Lines and marks are drawn of other characters.
            assert letters(one.out.decode(encoding)) == letters(replaced.decode(encoding)), words
    assert (unnamed.code, unnamed.out) == (3, b"")
    assert unnamed.err.startswith("ahc: /nope/é会: ".encode(encoding, "backslashreplace"))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "cp1252"])
def test_row_48_json_at_a_terminal_is_the_same_too(encoding: str) -> None:
    for words in (("list", "--json"), ("list", "-f", "ndjson"), ("diff", "session-1", "session-2", "--json")):
        assert call(*words, terminal=True, encoding=encoding).out == call(*words, terminal=True).out, words


def test_row_48_what_is_drawn_has_twins_where_the_encoding_lacks_it(empty: Path) -> None:
    events = [
        {"id": f"e-{number}", "date": when, "kind": kind, "status": status, "place": "vienna", "title": {"en": "Talk"},
         "caveats": [{"text": {"en": "In doubt."}}]}
        for number, (when, kind, status) in enumerate((
            ("2022-02-28/2022-03-11", "session", "happened"), ("2022", "letter", "happened"), ("2023/..", "session", "scheduled"),
            ("../2021", "document", "happened"), ("2022-05", "decision", "postponed"), ("2022-06", "signature", "cancelled")))
    ]  # fmt: skip
    path = str(attacks.written(events, empty / "drawn.json"))
    for words in (
        ("list", "-f", "table"),
        ("timeline",),
        ("count", "kind", "-f", "table"),
        ("show", "e-0", "e-2"),
        ("diff", "e-0", "e-2"),
    ):
        ended = call(*words, "--data", path, encoding="ascii", env={"COLUMNS": "100"})
        assert ended.out, words
        assert b"?" not in ended.out, (words, ended.text)
