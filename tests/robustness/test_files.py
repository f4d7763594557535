"""Rows 22 to 29: where a dataset comes from, line by line, endless, or very large."""

import gzip
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small import DOCUMENT

from robustness import attacks
from robustness.inputs import NAME, event, given, is_found_faulty, is_refused, lines, reading
from robustness.running import MIB, PAST_TIME, ahc, batch, call, case, ids

pytestmark = pytest.mark.usefixtures("empty")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n\n", " \n \t\n", "\n \r\n"], ids=repr)
def test_row_22_ndjson_is_taken_with_any_line_ends(end: str) -> None:
    data = lines(*(event(f"e-{number}") for number in range(30)), end=end)
    for text in (data, data.rstrip(), b"\n \n" + data):
        found = json.loads(call("list", "--json", "--data", given(text)).out)
        assert sorted(one["id"] for one in found) == sorted(f"e-{number}" for number in range(30))
        assert call("validate", NAME).code == 0
        assert len(call("list", "-f", "ndjson", "--data", "-", stdin=text).out.splitlines()) == 30


BAD_LINES = [b"null", b"x", b'{"id":', b"[]", b"{}", b'{"id":"e-3"}', b"}", b'{"id":"x","date":"2022","kind":"session","title":{"en":"x"}', b'{"a":1}{"b":2}',
             b'{"id":"x"},', b"<html>", b"\xff", b"\xef\xbb\xbf{}", b"[" * 2_000, b"NaN"]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_LINES, ids=ids(BAD_LINES))
def test_row_23_a_bad_line_is_refused_by_its_number(bad: bytes) -> None:
    good = [lines(event(f"e-{number}")) for number in range(20)]
    for at in (1, 10, 19):
        data = b"".join((*good[:at], b"\n", bad, b"\n", *good[at:]))
        name = given(data)
        for words in (*reading(name), ("validate", name)):
            ended = call(*words)
            assert is_found_faulty(ended), words
            assert f"{NAME}:{at + 2}:" in ended.said + ended.text, (words, ended)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x7f", "\u200b", "\ufeff"], ids=ascii)
def test_row_24_only_a_line_feed_ends_a_line(mark: str) -> None:
    data = lines(event(title={"en": f"a{mark}b"}), event("f"))
    ended = call("list", "--json", "--data", given(data))
    assert json.loads(ended.out)[0]["title"]["en"] == f"a{mark}b"
    again = call("list", "-f", "ndjson", "--data", given(data)).out.decode()
    assert len(again.splitlines()) == 2 or mark in "\x7f\u200b\ufeff"
    assert call("list", "--json", "--data", "-", stdin=again.encode()).out == ended.out
    assert call("list", "--data", NAME).out.count(b"\n") == 2


def test_row_25_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "closed").touch(mode=0)
    names = ["folder", "folder/", "missing", "missing.json", "dangling", "loop", "one", "x" * 300, "x/" * 3_000, "", " ", "given.json/x", "/proc/self/mem", "a\0b", "\udcff",
             "https://example.org/x.json", "file:///etc/passwd", "~/x.json", "$HOME"]  # fmt: skip
    names += [] if os.access(tmp_path / "closed", os.R_OK) else ["closed"]
    given(b"[]")
    for name in names:
        for words in (
            ("list", "--data", name),
            ("list", "--json", "--data", name),
            ("search", "x", "--data", name),
            ("validate", name),
            ("validate", "--data", name),
        ):
            if words[0] == "validate" and name == "":
                continue
            assert is_refused(call(*words)), words
        path = f"./{name}" if name[:1] not in ("/", "") else name
        if name:
            assert is_refused(call("diff", path, "bundled")), path
    for name in names[:-5]:
        if name and "\0" not in name:
            assert is_refused(call("list", env={"AHC_DATA": name})), name


NAMES = [
    "with blank.json",
    "会议.json",
    "[bold].json",
    "[x]",
    "-x.json",
    "%s",
    "a\nb",
    "\x1b[31m",
    "\u202e.json",
    ":skull:",
    "'",
    '"',
    "$(touch pwned)",
    "é.ndjson",
    " blanks at its ends ",
    "%41+&#65;.json",
    "${HOME}",
    "~",
]


@pytest.mark.parametrize("name", NAMES, ids=ids(NAMES))
def test_row_26_a_file_is_taken_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    data = lines(event())
    Path(name).write_bytes(data)
    Path("link").symlink_to(name)
    for given_name in (f"./{name}", str(tmp_path / name), "link"):
        assert call("list", f"--data={given_name}").out.startswith(b"e\t2022\t")
        checked = call("validate", f"--data={given_name}")
        assert checked.code == 0
        assert attacks.is_inert(checked.text)
    Path(name).write_bytes(data + b"{")
    for words in (("list", f"--data=./{name}"), ("validate", f"--data=./{name}"), ("diff", f"./{name}", "bundled")):
        assert is_found_faulty(call(*words))
    assert not Path("pwned").exists()


def test_row_26_a_tilde_or_a_variable_in_a_name_is_a_letter_of_it(empty: Path) -> None:
    (empty / "own.json").write_bytes(lines(event()))
    for name in ("~/own.json", "$HOME/own.json", "${HOME}/own.json"):
        ended = call("list", "--data", name, env={"HOME": str(empty)})
        assert is_refused(ended), name
        assert name in ended.said


def _feeds(fifo: Path, data: bytes) -> threading.Thread:
    thread = threading.Thread(target=lambda: fifo.write_bytes(data), daemon=True)
    thread.start()
    return thread


def test_row_26_a_pipe_with_a_name_is_taken(guise: Callable[..., bytes], tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    data = guise(*(event(f"e-{number}", title={"en": "x" * 200}) for number in range(2_000)))
    for words, count in (
        (("list", "--data", str(fifo)), 2_000),
        (("validate", str(fifo)), 1),
        (("list", "-f", "ids", "--data", str(fifo)), 2_000),
    ):
        feeding = _feeds(fifo, data)
        ended = call(*words)
        feeding.join(PAST_TIME)
        assert (ended.code, ended.out.count(b"\n")) == (0, count)


def test_row_27_standard_input_is_taken_whole_or_refused(many: Path) -> None:
    data = many.read_bytes()
    array = b"[" + data.rstrip().replace(b"\n", b",") + b"]"
    for text in (data, array):
        found = call("list", "-f", "ids", "--data", "-", stdin=text)
        assert (found.code, len(set(found.out.split()))) == (0, 3000)
    assert call("validate", "-", stdin=data).code == 0
    for text in (b"", b" ", b"\n\n"):
        for words in (
            ("list", "--data", "-"),
            ("search", "x", "--data", "-"),
            ("validate", "-"),
            ("diff", "-", "bundled"),
            ("diff", "bundled", "-"),
        ):
            assert is_refused(call(*words, stdin=text))
    assert call("diff", "-", "-").code == 2
    for words in (
        ("list", "--data", "-"),
        ("list", "--json", "--data", "-"),
        ("validate", "-"),
        ("diff", "-", "bundled"),
    ):
        closed = ahc(*words, stdin=None, preexec_fn=lambda: os.close(0))
        assert is_refused(closed), words


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_row_28_a_file_without_end_is_refused_at_once(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.json.gz"
    bomb.write_bytes(gzip.compress(b"[" + b" " * (64 * MIB) + b"]"))
    names = ["/dev/zero", "/dev/urandom", str(bomb)]
    cases = [case(*words, seconds=PAST_TIME, memory=600 * MIB) for name in names for words in
             (("list", "--data", name), ("validate", name), ("diff", name, "bundled"), ("search", "x", "--data", name))]  # fmt: skip
    assert all(map(is_refused, batch(cases)))


def _endless(start: bytes, chunk: bytes) -> Iterator[bytes]:
    yield start
    while True:
        yield chunk


@pytest.mark.parametrize("start", [b'{"a', b"[1", b"\n", b'{"id":"e"}\n', b"["], ids=repr)
def test_row_28_what_goes_on_for_ever_after_a_fair_beginning_is_refused(
    start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ahc_cli.dataset.MAX_BYTES", 4 * MIB)
    monkeypatch.setattr("ahc_cli.dataset.MAX_LINE", MIB)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    chunk = b" " * 65_536
    fed, enough = 0, 64 * MIB

    def feed() -> None:
        nonlocal fed
        try:
            with fifo.open("wb", buffering=0) as pipe:
                for piece in _endless(start, chunk):
                    fed += pipe.write(piece) or 0
                    if fed > enough:
                        return
        except BrokenPipeError:
            return

    feeding = threading.Thread(target=feed, daemon=True)
    feeding.start()
    assert is_refused(call("list", "--data", str(fifo)))
    feeding.join(PAST_TIME)
    assert not feeding.is_alive()
    assert fed < enough


BIG = ("list", "list -f table", "list --json", "list -f csv", "list -f ics", "list -f md", "list -f ids", "list -f ndjson", "filter kind:session", "search x", "show e-7", "positions", "count place -f table",
       "timeline", "timeline -f svg", "actors")  # fmt: skip


def test_row_29_twenty_thousand_events_are_all_there_in_time_and_room(tmp_path: Path) -> None:
    actors = [*DOCUMENT["actors"]]
    events = [
        {"id": f"e-{n}", "date": f"{1900 + n % 200}-0{n % 9 + 1}", "kind": "session", "title": {"en": f"Event {n} x", "zh": f"第{n}届会议"},
         "summary": {"en": "What was said there. " * 5, "zh": "会上说了什么。" * 5}, "actors": [{"actor": actors[n % 8], "role": "host"}], "place": "vienna",
         "positions": [{"actors": [actors[n % 7]], "stance": "urges", "text": {"en": f"More of {n}"}}]} for n in range(20_000)
    ]  # fmt: skip
    path = attacks.written(DOCUMENT | {"events": events, "sources": {}}, tmp_path / "big.json")
    other = attacks.written(DOCUMENT | {"events": events[:-1], "sources": {}}, tmp_path / "other.json")
    commands = [
        *([*words.split(" "), "--data", str(path)] for words in BIG),
        ["validate", str(path)],
        ["diff", str(path), str(other)],
    ]
    ended = batch([case(*words, seconds=30, memory=1500 * MIB) for words in commands])
    for words, one in zip(commands, ended, strict=True):
        assert one.code == (words[0] == "diff"), (words, one.code, one.err[:500])
    for words, one in zip(commands, ended, strict=True):
        if words[0] in ("list", "filter", "search", "positions"):
            assert one.out.count(b"e-") >= 20_000, words
    assert len(json.loads(ended[2].out)) == 20_000
    assert ended[-1].out.startswith(b"0 added, 1 removed, 0 changed")


@pytest.mark.parametrize("text", ["x" * (32 * MIB), "会" * 1_000_000, "x " * 500_000, "\x1b" * 100_000, "e\u0301" * 100_000, '\\"' * 100_000],
                         ids=["32 MiB", "letters", "words", "escapes", "marks", "quotes"])  # fmt: skip
def test_row_29_a_text_of_millions_of_letters_passes(text: str, tmp_path: Path) -> None:
    path = attacks.written([event(title={"en": text})], tmp_path / "long.json")
    faulty = attacks.written([event(title={"en": text}), event("f", date=text)], tmp_path / "faulty.json")
    commands = [("list",), ("list", "--json"), ("search", "x")]
    if len(text) < 4 * MIB:
        commands += [
            ("list", "-f", "csv"),
            ("list", "-f", "md"),
            ("list", "-f", "ics"),
            ("list", "-f", "table"),
            ("show", "e"),
            ("filter", "title:x"),
            ("timeline",),
            ("timeline", "-f", "svg"),
            ("diff", "e", "e"),
        ]
    ended = batch([case(*words, "--data", str(path), seconds=30, memory=1500 * MIB) for words in commands]
                  + [case("validate", str(path), seconds=30, memory=1500 * MIB)])  # fmt: skip
    for words, one in zip((*commands, ("validate",)), ended, strict=True):
        assert one.code in (0, 1), (words, one.code, one.err[:300])
        assert not one.err or words[0] == "search", words
    bad = batch(
        [
            case(*words, seconds=30, memory=1500 * MIB)
            for words in (("list", "--data", str(faulty)), ("validate", str(faulty)))
        ]
    )
    assert is_refused(bad[0])
    assert is_found_faulty(bad[1])
    assert len(bad[1].out) < 2_000


def test_row_29_a_text_of_32_mib_is_drawn_whole() -> None:
    words = {"one": "x", "words": "word ", "chinese": "会"}
    for name, word in words.items():
        long = event("long", kind="letter", title={"en": word * (32 * MIB // len(word.encode()))})
        attacks.written([long, event("two", title={"en": "Two"})], Path(f"{name}.json"))
    commands = [("list", "-f", "table", "--data", f"{name}.json") for name in words]
    commands.append(("show", "long", "--data", "chinese.json"))
    ended = batch([case(*command, seconds=30, memory=1500 * MIB) for command in commands])
    for command, one, word in zip(commands, ended, (*words.values(), "会"), strict=True):
        assert (one.code, one.err) == (0, b""), command
        drawn = one.out.translate(None, b" \n")
        assert drawn.count(word.strip().encode()) == 32 * MIB // len(word.encode()), command
        assert b"long" in drawn, command
