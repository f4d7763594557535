"""Rows 49 to 56: windows, folders, clocks and signals.

"Every command" of these rows is all of the table of commands, in every format, and what is refused. Surroundings that
must all leave the same bytes are changed together: the first run has the first of every list, and so on.
"""

import ast
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

import ahc_cli
from robustness import attacks
from robustness.commands import ALL, HELPS, OTHERS, READING, REFUSED, Plain, Words, id_of, is_drawn, letters, written
from robustness.running import PAST_TIME, PLAIN, Ended, ahc, batch, call, case, start


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> list[Words]:
    """Command lines whose answers change with the day."""
    days = [(datetime.now(UTC) + timedelta(days)).date().isoformat() for days in (-2, -1, 0, 1, 2)]
    events = [{"id": f"e-{day}", "date": day, "kind": "session", "title": {"en": "x"}} for day in days]
    path = attacks.written(events, tmp_path_factory.mktemp("dated") / "dated.json")
    return [(*words, "--data", str(path)) for words in (("list", "date:today"), ("count", "when"), ("timeline",))]


# Beside "80" none of these is a number of cells.
NO_WIDTHS = ["80", "0", "-1", "abc", "9" * 400, "", " 80", "１００", "1e3", "80.5", "\x1b[31m"]


WIDTHS = ["1", "2", "19", "20", "21", "40", "300", "99999"]


WINDOWS = [(0, 0), (1, 1), (65_535, 65_535), (2, 65_535), (65_535, 1), (0, 24), (20, 5), (400, 400), (80, 24)]


TERMS = [
    None,
    "",
    "nope",
    "xterm-nope",
    "dumb",
    "x" * 10_000,
    "\x1b[31m",
    "../../etc/passwd",
    "%s%n",
    "unknown",
    "xterm",
]


def test_rows_49_and_50_the_width_of_a_pipe_is_for_drawings_alone(plain: Plain) -> None:
    cases = [case(*words, env={"COLUMNS": columns}) for columns in WIDTHS for words in ALL]
    for asked, one in zip(cases, batch(cases), strict=True):
        words, usual = asked["args"], plain[asked["args"]]
        if is_drawn(words):
            assert one.code == usual.code, asked
            assert not one.err, asked
            is_bounded(one)
            assert attacks.is_inert(one.text), asked
        else:
            assert one[:3] == usual[:3], asked


def is_bounded(one: Ended) -> bool:
    return len(one.out) < 200_000 and max(map(len, one.text.splitlines()), default=0) < 5_000


def test_rows_49_and_51_any_terminal_of_any_size_is_written_for(plain: Plain) -> None:
    # First those that leave the width to the window.
    columns = [None, "0", "-1", "abc", "9" * 400, "", "８０", "1e3", "\x1b[31m", "1", "20", "99999"]
    looks = list(zip(columns, cycle(WINDOWS), cycle(TERMS)))
    cases = [
        case(*words, env={"COLUMNS": number, "TERM": term, "COLORTERM": term}, window=window)
        for number, window, term in looks
        for words in ALL
    ]
    for asked, one in zip(cases, batch(cases), strict=True):
        words, usual = asked["args"], plain[asked["args"]]
        shown = attacks.OWN.sub("", one.text).replace("\r\n", "\n")
        assert one.code == usual.code, asked
        assert shown.strip(), asked
        assert "Traceback" not in shown, asked
        if is_drawn(words) or (written(words) and "-f" not in words):
            assert attacks.is_inert(shown), asked
            assert is_bounded(one), asked
        else:
            # A terminal is told how many they were, and has errors wrapped.
            assert "".join(shown.split()).startswith("".join((usual.text + usual.said).split())), asked


NARROWEST = "20"


def shown_at(columns: str, asked: Sequence[Words]) -> list[list[str]]:
    """The letters of what is drawn in a pipe that is said to be so wide, wherever its lines are broken."""
    return [sorted(letters(one.text)) for one in batch([case(*words, env={"COLUMNS": columns}) for words in asked])]


@pytest.mark.parametrize("columns", ["1", "2", "19"])
def test_row_49_below_the_narrowest_width_nothing_is_lost(columns: str) -> None:
    drawn = [words for words in ALL if is_drawn(words) and words[0:1] != ("count",)]
    asked = [*drawn, *((*words, "--lang", "zh") for words in drawn if words in READING)]
    for words, least, one in zip(asked, shown_at(NARROWEST, asked), shown_at(columns, asked), strict=True):
        assert one == least, words


def test_row_49_below_the_narrowest_width_no_name_that_is_counted_is_lost() -> None:
    asked = [("count", "kind", "-f", "table"), ("count", "kind", "-f", "table", "--lang", "zh")]
    least = shown_at(NARROWEST, asked)
    assert [shown_at(columns, asked) for columns in ("1", "2", "19")] == [least] * 3


def test_row_49_above_the_widest_width_no_line_grows() -> None:
    asked: list[Words] = [("list", "-f", "table"), ("timeline",), ("positions", "-f", "table"), ("show", "session-1")]
    assert shown_at("99999", asked) == shown_at("400", asked)
    widest = batch([case(*words, env={"COLUMNS": "99999"}) for words in asked])
    assert max(len(line) for one in widest for line in one.text.splitlines()) <= 400


def test_row_49_a_window_that_does_not_know_its_size_has_80_columns_and_breaks_no_line_of_an_error(
    plain: Plain,
) -> None:
    asked = [words for words in (*READING, *OTHERS) if "-f" not in words] + HELPS[:2]
    sizeless, usual = (batch([case(*words, window=window) for words in asked]) for window in ((0, 0), (80, 24)))
    for words, one, expected in zip(asked, sizeless, usual, strict=True):
        assert one[:2] == expected[:2], words
    for words, one in zip(REFUSED, batch([case(*words, window=(0, 0)) for words in REFUSED]), strict=True):
        assert one.text.replace("\r\n", "\n") == plain[words].said, words


def test_row_50_an_id_is_shown_whole_at_any_width(plain: Plain) -> None:
    events = {line.split("\t")[0] for line in plain["list",].text.splitlines()}
    for window in ((40, 24), (60, 24), (80, 24), (120, 24)):
        for more in (
            (),
            ("--fields", "id,title,place,kind"),
            ("--fields", "title,id,summary"),
            ("--fields", "id,series,topics"),
        ):
            drawn = batch([case("list", *more, window=window, env={"COLUMNS": None, "TERM": "dumb"})])[0].text
            assert events <= set(drawn.split()), (window, more)


def test_row_50_an_id_that_fits_its_line_is_whole_beside_anything(empty: Path) -> None:
    long = "session-of-the-committee-in-the-fall"
    positions = [{"actors": ["russia"], "stance": "urges", "text": {"en": "Text of it"}}]
    event = {"id": long, "date": "2022-02-28/2022-03-11", "kind": "session", "place": "vienna", "positions": positions,
             "title": {"en": "A talk about much that matters to all"}}  # fmt: skip
    path = str(attacks.written([event], empty / "long.json"))
    rows = ("id,title,place,kind", "title,id,summary", "title,place,kind,date,id")
    asked = [("list",), ("search", "talk"), ("positions",), ("positions", "--fields", "text,actors,event")]
    asked += [("list", "--fields", names) for names in rows]
    for columns in ("40", "44", "60", "80", "100", "120"):
        cases = [case(*words, "-f", "table", "--data", path, env={"COLUMNS": columns}) for words in asked]
        for words, one in zip(asked, batch(cases), strict=True):
            assert long in one.text.split(), (columns, words)


ZONES = ["Pacific/Kiritimati", "XXX-14", "XXX+11", "UTC", "Nope/Nope", "\x1b[31m", "../../../etc/passwd", ":x" * 5_000, "<+14>-14", "America/New_York"]  # fmt: skip


SEEDS = ["0", "1", "4294967295", "random"]


# A folder of the user, and where the program is started, by name in an empty folder.
HOMES = [None, "", "home", "missing", "closed", "file", "\x1b[31m", "/dev/null"]


PLACES = ["work", "gone", "closed", "/"]


FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")


AROUND = list(zip(NO_WIDTHS, TERMS, cycle(ZONES), cycle(SEEDS), cycle(HOMES), cycle(PLACES)))


@pytest.mark.parametrize("number", range(len(AROUND)))
def test_rows_49_51_52_and_54_the_surroundings_change_no_byte_and_nothing_is_written(
    number: int, plain: Plain, dated: list[Words], tmp_path: Path
) -> None:
    columns, term, zone, seed, home, place = AROUND[number]
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "closed").mkdir(mode=0o500)
    before = sorted(tmp_path.rglob("*"))
    folder = str(tmp_path / home) if home and home.isalpha() else home
    named = {"COLUMNS": columns, "TERM": term, "COLORTERM": term, "TZ": zone, "PYTHONHASHSEED": seed}
    env = {name: value for name, value in (named | dict.fromkeys(FOLDERS, folder)).items() if value is not None}

    def go() -> None:
        (tmp_path / place).mkdir(exist_ok=True)
        os.chdir(tmp_path / place)
        if place == "gone":
            (tmp_path / place).rmdir()

    asked = [*ALL, *dated]
    day, usual = time.gmtime().tm_yday, plain.of(asked)
    ended = batch([case(*words) for words in asked], env=env, preexec_fn=go)
    for words, one, expected in zip(asked, ended, usual, strict=True):
        assert one[:3] == expected[:3] or (words in dated and day != time.gmtime().tm_yday), words
    assert sorted(tmp_path.rglob("*")) == before


def test_row_54_values_as_frequent_as_each_other_are_counted_in_the_order_of_the_alphabet(empty: Path) -> None:
    event = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "x"}}
    facts = [{"text": {"en": "x"}, "sources": [f"source-{n}" for n in (3, 1, 7, 5, 2, 6, 4)]}]
    path = str(attacks.written([event | {"facts": facts}], empty / "ties.json"))
    said = call("count", "source", "-f", "ids", "--data", path).text.split()
    assert said == [f"source-{n}" for n in range(1, 8)]


def test_row_54_what_is_near_and_who_shares_a_name_come_in_one_order(empty: Path) -> None:
    numbers = range(8)
    event = {
        "id": "e", "date": "2022", "kind": "session", "title": {"en": "Zebra zebra ZEBRA zEBRA ZEbra zebras Zebras"},
        "actors": [{"actor": f"someone-{number}", "role": "host"} for number in numbers]
        + [{"actor": "someone-0", "role": role} for role in ("speaker", "author", "sponsor", "observer", "chair")],
        "topics": [f"about-{number}" for number in numbers],
    }  # fmt: skip
    content = {
        "schema_version": 1, "edition": "2022-01-01", "title": {"en": "x"}, "events": [event],
        "actors": {f"someone-{n}": {"kind": "ngo", "name": {"en": f"Someone {n}"}, "aliases": ["Shared"]} for n in numbers},
        "topics": {f"about-{n}": {"name": {"en": f"About {n}"}, "aliases": ["Shared"]} for n in numbers},
    }  # fmt: skip
    path = str(attacks.written(content, empty / "shared.json"))
    asked = [("show", "shared"), ("show", "someone-0"), ("search", "zebrx"), ("search", "shareq zebrx someonq aboub"), ("search", "shared", "--json"),
             ("search", "shared", "-f", "table"), ("list", "--fields", "actor,topic", "--json"), ("count", "actor"), ("count", "topic"), ("count", "role"),
             ("show", "someone-"), ("list", "actor:sharde"), ("actors",), ("topics",)]  # fmt: skip
    said = [
        batch([case(*words, "--data", path) for words in asked], env={"PYTHONHASHSEED": seed})
        for seed in ("0", "1", "2", "3")
    ]
    for words, *ended in zip(asked, *said, strict=True):
        assert len({one[:3] for one in ended}) == 1, (words, ended)


def test_row_52_the_program_starts_in_a_folder_that_is_gone(plain: Plain, tmp_path: Path) -> None:
    def go() -> None:
        gone = tmp_path / "gone"
        gone.mkdir()
        os.chdir(gone)
        gone.rmdir()

    assert ahc("list", preexec_fn=go)[:3] == plain["list",][:3]
    assert ahc("list", "--data", "x.json", preexec_fn=go).code == 3


@pytest.mark.parametrize("window", [None, (80, 24)], ids=["pipe", "terminal"])
def test_row_53_no_program_of_the_surroundings_is_run(
    window: tuple[int, int] | None, plain: Plain, empty: Path
) -> None:
    names = ("PAGER", "MANPAGER", "LESS", "LESSOPEN", "EDITOR", "VISUAL", "BROWSER", "SHELL", "PYTHONBREAKPOINT", "AHC_PAGER")  # fmt: skip
    env = dict.fromkeys(names, "touch pwned") | {"TERM": "xterm"}
    for words, one in zip(ALL, batch([case(*words, window=window) for words in ALL], env=env, cwd=empty), strict=True):
        assert one.code == plain[words].code, words
        assert window or one[:3] == plain[words][:3], words
    assert not [*empty.iterdir()]


def test_row_55_nothing_hangs_on_asserts() -> None:
    for path in Path(ahc_cli.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Assert), path
            assert not (isinstance(node, ast.Name) and node.id == "__debug__"), path


@pytest.mark.parametrize("python", [["-O"], ["-OO"], ["-X", "dev", "-W", "error"], ["-B", "-s", "-E"]], ids=" ".join)
def test_row_55_bad_data_are_refused_without_asserts_too(python: Sequence[str], empty: Path, plain: Plain) -> None:
    sound = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "x"}}
    other: list[Mapping[str, Any]] = [{"date": "2022-02-30"}, {"date": "2022/2021"}, {"id": "E"}, {"kind": "x"}, {"nope": 1}, {"votes": [{"yes": -1}]}, {"title": {}},
                                      {"actors": [{"actor": "a", "role": "host", "date": "2022-13"}]}, {"positions": [{"actors": [], "stance": "urges", "text": {"en": "x"}}]}]  # fmt: skip
    lost = {
        "schema_version": 1,
        "edition": "2022-01-01",
        "title": {"en": "x"},
        "events": [sound | {"place": "nowhere"}],
    }
    twins = lost | {
        "events": [sound],
        "actors": {"a": {"kind": "ngo", "name": {"en": "A"}}},
        "topics": {"a": {"name": {"en": "T"}}},
    }
    wrong = [*([sound | one] for one in other), [None], [sound, sound], lost, twins]
    names = [str(attacks.written(one, empty / f"{number}.json")) for number, one in enumerate(wrong)]
    asked: list[Words] = [*(("validate", name) for name in names), *(("list", "--data", name) for name in names), *ALL]
    (empty / "twice.json").write_text(json.dumps([sound]).replace('"kind"', '"id": "e", "kind"'), encoding="ascii")
    *ended, twice = batch([case(*words) for words in (*asked, ("validate", str(empty / "twice.json")))], python=python)
    assert (twice.code, twice.err) == (1, b"")
    number = len(names)
    assert [(one.code, one.err) for one in ended[:number]] == [(1, b"")] * number
    assert [(one.code, one.out) for one in ended[number : 2 * number]] == [(3, b"")] * number
    for words, one in zip(ALL, ended[2 * number :], strict=True):
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


def test_row_56_an_interruption_before_any_command_runs_is_130_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("typer.main.get_command", interrupted)
    assert call("list")[:3] == (130, b"", b"")


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
