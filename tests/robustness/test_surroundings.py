"""Rows 44 to 56: descriptors, encodings, windows, folders, clocks and signals."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from robustness import attacks
from robustness.commands import FEW, HELPS, READING, differs, id_of
from robustness.running import PAST_TIME, PLAIN, Ended, ahc, batch, call, case, start

ALL = [*dict.fromkeys((*FEW, *READING))]
REFUSED: list[tuple[str, ...]] = [
    ("list", "kind:nope"),
    ("show", "nope"),
    ("nope",),
    ("list", "--nope"),
    ("list", "--data", "/nope"),
    ("search", "zzqqxx"),
]
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def plain() -> dict[tuple[str, ...], Ended]:
    """What each command line says where nothing is unusual."""
    return dict(zip(ALL, batch([case(*words) for words in ALL]), strict=True))


def test_the_forks_say_what_the_program_says(plain: dict[tuple[str, ...], Ended]) -> None:
    for words in (FEW[0], FEW[1], FEW[2], FEW[-1], ("diff", "session-1", "session-2")):
        assert plain[words][:3] == ahc(*words)[:3]
    for words in REFUSED:
        assert batch([case(*words)])[0][:3] == ahc(*words)[:3]


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_row_44_a_full_disk_is_said_and_the_code_tells() -> None:
    with FULL.open("wb") as full:
        ended = batch([case(*words, keep=[1]) for words in (*ALL, *HELPS)], stdout=full)
        for words, one in zip((*ALL, *HELPS), ended, strict=True):
            assert (one.code, one.err) == (4, b"ahc: the output could not be written: No space left on device\n"), words
        assert ahc("list", stdout=full)[:3] == (
            4,
            b"",
            b"ahc: the output could not be written: No space left on device\n",
        )
        assert ahc("list", "kind:nope", stdout=full).code == 2
        assert ahc("list", "-q", stdout=full).code == 0
        # Standard error full: nothing can be said, but the code is the same.
        silent = batch([case(*words, keep=[2]) for words in REFUSED], stderr=full)
        assert [(one.code, one.out) for one in silent] == [
            (one.code, b"") for one in (ahc(*words) for words in REFUSED)
        ]
        both = batch([case(*words, keep=[1, 2]) for words in FEW], stdout=full, stderr=full)
        assert {one.code for one in both} == {4}


def without(*descriptors: int) -> Callable[[], None]:
    def close() -> None:
        for descriptor in descriptors:
            os.close(descriptor)

    return close


def test_row_45_a_closed_standard_output_is_no_success() -> None:
    ended = batch([case(*words, keep=[1]) for words in (*ALL, *HELPS)], stdout=None, preexec_fn=without(1))
    for words, one in zip((*ALL, *HELPS), ended, strict=True):
        assert (one.code, one.err) == (4, b"ahc: standard output is closed\n"), words
    assert ahc("list", stdout=None, preexec_fn=without(1))[:3] == (4, b"", b"ahc: standard output is closed\n")
    assert ahc("--version", stdout=None, stderr=None, preexec_fn=without(1, 2)).code == 4


def test_row_46_closed_errors_and_input_change_no_answer(plain: dict[tuple[str, ...], Ended]) -> None:
    closed: list[tuple[list[int], dict[str, Any]]] = [
        ([2], {"stderr": None, "preexec_fn": without(2)}),
        ([0], {"stdin": None, "preexec_fn": without(0)}),
        ([0, 2], {"stdin": None, "stderr": None, "preexec_fn": without(0, 2)}),
    ]
    for keep, streams in closed:
        asked = ALL if keep == [0, 2] else FEW
        ended = batch([case(*words, keep=keep) for words in asked], **streams)
        for words, one in zip(asked, ended, strict=True):
            assert (one.code, one.out) == (plain[words].code, plain[words].out), (words, keep)
        refused = batch([case(*words, keep=keep) for words in REFUSED], **streams)
        for words, one in zip(REFUSED, refused, strict=True):
            assert one.code in (1, 2, 3), words
            assert not one.out, words
    assert ahc("show", "nope", stderr=None, preexec_fn=without(2))[:2] == (1, b"")


@pytest.mark.parametrize("reads", [0, 1, 5_000])
def test_row_47_a_reader_that_goes_away_is_no_error(reads: int, many: Path) -> None:
    commands = [words for words in READING if words[0] not in ("show", "diff")][:: 2 if reads == 0 else 8]
    cases = [case(*words, "--data", str(many), reads=reads) for words in commands]
    cases += [
        case("diff", str(many), "bundled", reads=reads),
        case("diff", str(many), "bundled", "--json", reads=reads),
        case("show", "e-1", "--data", str(many), reads=0),
    ]
    cases += [
        case(*words, reads=reads)
        for words in (*HELPS[:: 1 if reads == 0 else 9], ("--version",), ("schema",), ("help", "query"))
    ]
    for asked, one in zip(cases, batch(cases), strict=True):
        # What is short has been written whole before the reader is gone.
        assert one.code in ((0, 1) if "diff" in asked["args"] or "positions" in asked["args"] else (0,)), asked
        assert not one.err, asked
        assert one.seconds < PAST_TIME


def test_row_47_so_it_is_with_a_real_pipe(many: Path) -> None:
    for words in (("list",), ("list", "--json"), ("list", "-f", "ics"), ("timeline",)):
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


@pytest.mark.parametrize("name", LOCALES)
def test_row_48_json_is_the_same_and_text_is_replaced_whatever_the_encoding(
    name: str, plain: dict[tuple[str, ...], Ended], hostile: Path
) -> None:
    env = LOCALES[name]
    encoding = env.get("PYTHONIOENCODING", "ascii" if name in ("C", "POSIX", "unknown") else "utf-8").partition(":")[0]
    commands = [
        *[words for words in FEW if words][:: 1 if name in ("C", "gbk") else 4],
        ("list", "-f", "ndjson"),
        ("show", "session-1", "--json"),
    ]
    chinese = [
        (*words, "--lang", "zh")
        for words in (
            ("list",),
            ("list", "-f", "table"),
            ("show", "session-1"),
            ("timeline",),
            ("list", "-f", "csv"),
            ("count", "kind", "-f", "table"),
        )
    ]
    attacked = [("list", "-f", form, "--data", str(hostile)) for form in ("table", "tsv", "csv", "md", "json", "ics")]
    refused = [("list", "kind:会"), ("show", "é会"), ("list", "--data", "/nope/é会")]
    ended = dict(
        zip(
            (*commands, *chinese, *attacked, *refused),
            batch([case(*w) for w in (*commands, *chinese, *attacked, *refused)], env=env),
            strict=True,
        )
    )
    for words, one in ended.items():
        assert one.code in ((1, 2, 3) if words in refused else (differs(words),)), (words, one)
        assert b"Traceback" not in one.err, words
        assert words in refused or not one.err, (words, one.err)
        if words[-1] in ("json", "--json", "ics", "ndjson") and words in plain:
            assert one.out == plain[words].out, words
        elif words not in refused and not {"json", "--json", "ndjson", "ics", "svg", "schema"} & {*words}:
            assert decodes(one.out, encoding) or "--help" in words, words
    assert json.loads(ended[attacked[4]].out)
    if encoding == "ascii":
        assert all(b"?" in ended[words].out for words in chinese[:5])


def decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


WIDTHS = ["1", "0", "-1", "abc", "99999", "9" * 400, "", " 80", "８０", "1e3", "80.5", "\x1b[31m", "2", "19", "21"]
WINDOWS = [(0, 0), (1, 1), (65_535, 65_535), (2, 65_535), (65_535, 1), (0, 24), (20, 5), (400, 400)]
DRAWN = [
    words
    for words in FEW
    if words
    not in (("list", "--json"), ("list", "-f", "csv"), ("list", "-f", "ics"), ("list", "-f", "md"), ("schema",))
]


def test_row_49_any_width_is_drawn_for_within_bounds() -> None:
    cases = [case(*words, env={"COLUMNS": columns}) for columns in WIDTHS for words in DRAWN[::4]]
    cases += [
        case(*words, env={"COLUMNS": columns, "TERM": "xterm"}, window=(80, 24))
        for columns in WIDTHS[:6]
        for words in DRAWN[1::4]
    ]
    cases += [
        case(*words, env={"COLUMNS": None, "TERM": "xterm"}, window=window)
        for number, window in enumerate(WINDOWS)
        for words in DRAWN[:: 1 if number < 3 else 4]
    ]
    for asked, one in zip(cases, batch(cases), strict=True):
        assert one.code == differs(tuple(asked["args"])), (asked, one.err)
        assert b"Traceback" not in one.out + one.err, asked
        assert len(one.out) < 2_000_000, asked
        assert max(map(len, one.out.decode().splitlines()), default=0) < 5_000 or "-f" in asked["args"], asked


def test_row_50_the_width_of_a_pipe_changes_nothing_in_a_list(plain: dict[tuple[str, ...], Ended]) -> None:
    lists = [
        words
        for words in READING
        if "-f" not in words and words[0] in ("list", "filter", "search", "count", "positions", "actors", "topics")
    ]
    cases = [case(*words, env={"COLUMNS": columns}) for columns in ("20", "40", "80", "1", "300") for words in lists]
    for asked, one in zip(cases, batch(cases), strict=True):
        assert one.out == plain[asked["args"]].out, asked
    events = {line.split(b"\t")[0].decode() for line in plain["list",].out.splitlines()}
    for window in ((40, 24), (60, 24), (80, 24), (120, 24)):
        drawn = batch([case("list", window=window, env={"COLUMNS": None, "TERM": "dumb"})])[0].out.decode()
        assert events <= set(drawn.split()), window


@pytest.mark.parametrize(
    "term",
    [None, "", "nope", "xterm-nope", "dumb", "x" * 10_000, "\x1b[31m", "../../etc/passwd", "%s%n", "unknown"],
    ids=ascii,
)
def test_row_51_any_kind_of_terminal_is_written_for(term: str | None) -> None:
    cases = [case(*words, env={"TERM": term, "COLORTERM": term}, window=(80, 24)) for words in DRAWN[::3]] + [
        case(*words, env={"TERM": term}) for words in DRAWN[:3]
    ]
    for asked, one in zip(cases, batch(cases), strict=True):
        assert one.code == differs(tuple(asked["args"])), asked
        assert b"Traceback" not in one.out
        assert attacks.is_inert(attacks.OWN.sub("", one.out.decode()), "\t\r"), asked


def test_row_52_no_folder_of_the_user_is_needed_and_nothing_is_written(
    plain: dict[tuple[str, ...], Ended], tmp_path: Path
) -> None:
    file, closed, gone, work = tmp_path / "file", tmp_path / "closed", tmp_path / "gone", tmp_path / "work"
    file.write_bytes(b"")
    closed.mkdir(mode=0o500)
    gone.mkdir()
    work.mkdir()
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR")
    before = sorted(tmp_path.rglob("*"))
    places: list[Mapping[str, str | None]] = [
        dict.fromkeys(folders, value)
        for value in (None, "", str(tmp_path / "missing"), str(closed), str(file), "\x1b[31m", "/dev/null")
    ]
    cases = [
        case(*words, env=env, cwd=str(work)) for number, env in enumerate(places) for words in FEW[number % 3 :: 3]
    ]
    for asked, one in zip(cases, batch(cases), strict=True):
        assert one[:3] == plain[asked["args"]][:3], asked
    assert sorted(tmp_path.rglob("*")) == before

    def into_what_is_gone() -> None:
        os.chdir(gone)
        shutil.rmtree(gone)

    for words in (("list",), ("--version",), ("show", "session-1"), ("list", "-f", "table")):
        gone.mkdir(exist_ok=True)
        assert ahc(*words, preexec_fn=into_what_is_gone)[:3] == plain[words][:3] if words in plain else True
    gone.mkdir(exist_ok=True)
    assert ahc("list", "--data", "x.json", preexec_fn=into_what_is_gone).code == 3


def test_row_53_no_program_of_the_surroundings_is_run(plain: dict[tuple[str, ...], Ended], empty: Path) -> None:
    evil = dict.fromkeys(
        (
            "PAGER",
            "MANPAGER",
            "LESS",
            "LESSOPEN",
            "EDITOR",
            "VISUAL",
            "BROWSER",
            "SHELL",
            "PYTHONBREAKPOINT",
            "AHC_PAGER",
        ),
        "touch pwned",
    )
    cases = [case(*words, env=evil, cwd=str(empty)) for words in (*FEW, *HELPS)]
    for asked, one in zip(cases, batch(cases), strict=True):
        assert one.code == differs(tuple(asked["args"])), asked
        assert asked["args"] not in plain or one.out == plain[asked["args"]].out
    on_terminal = batch(
        [case(*words, env=evil | {"TERM": "xterm"}, cwd=str(empty), window=(80, 24)) for words in (*FEW, *HELPS)]
    )
    assert {one.code for one in on_terminal} == {0, 1}
    assert not [*empty.iterdir()]


ZONES = [
    "Pacific/Kiritimati",
    "XXX-14",
    "XXX+11",
    "UTC",
    "Nope/Nope",
    "\x1b[31m",
    "../../../etc/passwd",
    ":x" * 5_000,
    "<+14>-14",
    "America/New_York",
]


def test_row_54_neither_the_zone_nor_the_seed_of_hashes_changes_a_byte(plain: dict[tuple[str, ...], Ended]) -> None:
    before = time.gmtime().tm_yday
    for number, env in enumerate({"TZ": zone} for zone in ZONES):
        asked = FEW[number % 4 :: 4]
        for words, one in zip(asked, batch([case(*words) for words in asked], env=env), strict=True):
            assert one[:3] == plain[words][:3] or time.gmtime().tm_yday != before, (words, env)
    for seed, asked in (("0", ALL), ("4294967295", FEW[::3])):
        for words, one in zip(
            asked, batch([case(*words) for words in asked], env={"PYTHONHASHSEED": seed}), strict=True
        ):
            assert one[:3] == plain[words][:3] or time.gmtime().tm_yday != before, (words, seed)


@pytest.mark.parametrize("python", [["-O"], ["-OO"], ["-X", "dev", "-W", "error"], ["-B", "-s", "-E"]], ids=" ".join)
def test_row_55_bad_data_are_refused_without_asserts_too(
    python: Sequence[str], empty: Path, plain: dict[tuple[str, ...], Ended]
) -> None:
    sound = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "x"}}
    wrong: list[Any] = [
        sound | {"date": "2022-02-30"},
        sound | {"id": "E"},
        sound | {"kind": "x"},
        sound | {"nope": 1},
        sound | {"votes": [{"yes": -1}]},
        None,
    ]
    for number, one in enumerate(wrong):
        (empty / f"{number}.json").write_text(json.dumps([one]))
    (empty / "twice.json").write_text(json.dumps([sound, sound]))
    names = [str(path) for path in sorted(empty.iterdir())]
    # Without docstrings neither the schema nor the help has descriptions.
    asked = [words for words in FEW[::2] if words not in (("schema",), ())]
    cases = [case(*words) for name in names for words in (("validate", name), ("list", "--data", name))] + [
        case(*words) for words in asked
    ]
    ended = batch(cases, python=python)
    for one in ended[: 2 * len(names) : 2]:
        assert (one.code, one.err) == (1, b"")
    for one in ended[1 : 2 * len(names) : 2]:
        assert (one.code, one.out) == (3, b"")
    for words, one in zip(asked, ended[2 * len(names) :], strict=True):
        assert one[:3] == plain[words][:3], words


@pytest.mark.parametrize("words", [("list", "--data", "-"), ("validate", "-"), ("diff", "-", "bundled")], ids=id_of)
@pytest.mark.parametrize(
    "fed", [b"", b'{"id":"e","date":"2022","kind":"session","title":{"en":"x"}}\n'], ids=["at once", "after a line"]
)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_row_56_a_signal_ends_the_waiting_for_input(
    words: tuple[str, ...], fed: bytes, number: signal.Signals, code: int
) -> None:
    running = start(*words)
    try:
        assert running.stdin is not None
        running.stdin.write(fed)
        running.stdin.flush()
        _wait_until_it_reads(running)
        began = time.monotonic()
        running.send_signal(number)
        ended = running.wait(PAST_TIME)
        assert time.monotonic() - began < PAST_TIME
        assert ended in (code, -number)
        assert running.stdout is not None
        assert running.stderr is not None
        assert (running.stdout.read(), running.stderr.read()) == (b"", b"")
    finally:
        running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout, running.stderr):
            if stream is not None:
                stream.close()


def _wait_until_it_reads(running: subprocess.Popen[bytes]) -> None:
    """Wait until the process sleeps in a read of its standard input, where that can be seen."""
    where = Path(f"/proc/{running.pid}/wchan")
    end = time.monotonic() + PAST_TIME
    while where.exists() and time.monotonic() < end:
        if "pipe" in where.read_text(encoding="ascii", errors="replace"):
            return
        time.sleep(0.02)
    time.sleep(1)


def test_the_help_of_python_says_how_it_was_started() -> None:
    assert ahc("--help").out.startswith(b"Usage: ahc ")
    module = subprocess.run(
        [sys.executable, "-m", "ahc_cli", "nope"], env=PLAIN, capture_output=True, check=False, timeout=60
    )
    assert (module.returncode, module.stderr[:5]) == (2, b"ahc: ")


def test_what_ahc_reads_of_the_surroundings_may_be_rubbish() -> None:
    for name in ("AHC_LANG", "AHC_AS_OF", "AHC_DATA"):
        for value in ("", " ", "nope", "\x1b[31m", "/nope", "é" * 1_000, "[/x]"):
            ended = call("list", env={name: value})
            assert ended.code in (0, 2, 3), (name, value)
            assert (ended.code == 0) == (value == ""), (name, value)
            assert attacks.is_inert(ended.said)
