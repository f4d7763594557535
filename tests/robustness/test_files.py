"""Where a dataset comes from, line by line, endless, or very large."""

import gzip
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from small import DOCUMENT

from robustness import attacks
from robustness.inputs import (
    FORMS,
    NAME,
    document,
    event,
    is_found_faulty,
    is_refused,
    lines,
    reading,
    to_bytes,
    write,
)
from robustness.running import MIB, TIME_LIMIT, ahc, batch, call, case, ids

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("empty")]

LARGE = {"seconds": 60, "memory": 1500 * MIB}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n\n", " \n \t\n", "\n \r\n"], ids=repr)
def test_ndjson_may_have_any_line_ends(end: str) -> None:
    """Row 22: NDJSON with CRLF, blank lines or no last line feed is read whole."""
    data = lines(*(event(f"e-{number}") for number in range(30)), end=end)
    for text in (data, data.rstrip(), b"\n \n" + data):
        found = json.loads(call("list", "--json", "--data", write(text)).out)
        assert sorted(one["id"] for one in found) == sorted(f"e-{number}" for number in range(30))
        assert call("validate", NAME).code == 0
        assert len(call("list", "-f", "ndjson", "--data", "-", stdin=text).out.splitlines()) == 30


BAD_LINES = [b"null", b"x", b'{"id":', b"[]", b"{}", b'{"id":"e-3"}', b"}", b'{"id":"x","date":"2022","kind":"session","title":{"en":"x"}', b'{"a":1}{"b":2}',
             b'{"id":"x"},', b"<html>", b"\xff", b"\xef\xbb\xbf{}", b"[" * 2_000, b"NaN"]  # fmt: skip


def test_a_bad_line_is_refused_with_its_number() -> None:
    """Row 23: A bad or cut line of NDJSON is refused by every command with its number."""
    good = [lines(event(f"e-{number}")) for number in range(20)]
    for bad in BAD_LINES:
        for at in (1, 10, 19):
            name = write(b"".join((*good[:at], b"\n", bad, b"\n", *good[at:])))
            for words in (
                *(reading(name) if at == 10 else [("list", "--data", name)]),
                ("validate", name),
            ):
                ended = call(*words)
                assert is_found_faulty(ended), (bad, words)
                assert f"{NAME}:{at + 2}:" in ended.error + ended.text, (bad, words, ended)


@pytest.mark.parametrize(
    "mark", ["\u2028", "\u2029", "\x85", "\x7f", "\u200b", "\ufeff"], ids=ascii
)
def test_only_a_line_feed_ends_a_line(mark: str) -> None:
    """Row 24: Only a line feed ends a line of NDJSON: line and paragraph separators and NEL stay
    inside texts.
    """
    data = lines(event(title={"en": f"a{mark}b"}), event("f"))
    ended = call("list", "--json", "--data", write(data))
    assert json.loads(ended.out)[0]["title"]["en"] == f"a{mark}b"
    again = call("list", "-f", "ndjson", "--data", NAME).text
    assert len(again.splitlines()) == 2 or mark in "\x7f\u200b\ufeff"
    assert call("list", "--json", "--data", "-", stdin=again.encode()).out == ended.out
    assert call("list", "--data", NAME).out.count(b"\n") == 2


def test_what_is_no_readable_file_is_refused(empty: Path) -> None:
    """Row 25: A folder, a missing file, a dangling or circular link, an address, or a name too
    long, empty or with a NUL is refused.
    """
    (empty / "folder").mkdir()
    (empty / "dangling").symlink_to("nowhere")
    (empty / "loop").symlink_to("loop")
    (empty / "one").symlink_to("two")
    (empty / "two").symlink_to("one")
    (empty / "closed").touch(mode=0)
    write(b"[]")
    not_files = ["folder", "folder/", "missing", "missing.json", "dangling", "loop", "one", "x" * 300, "x/" * 3_000, " ", "given.json/x",
                 "/proc/self/mem", "\udcff", "https://example.org/x.json", "file:///etc/passwd", "~/x.json", "$HOME"]  # fmt: skip
    not_files += [] if os.access("closed", os.R_OK) else ["closed"]
    for name in (*not_files, "a\0b"):
        path = name if name.startswith("/") else f"./{name}"
        for words in (("list", "--data", name), ("list", "--json", "--data", name), ("search", "x", "--data", name), ("validate", name),
                      ("validate", "--data", name), ("diff", path, "bundled")):  # fmt: skip
            assert is_refused(call(*words)), words
    for name in not_files:
        assert is_refused(call("list", env={"AHC_DATA": name})), name
    assert is_refused(call("list", "--data", ""))


NAMES = ["with blank.json", "会议.json", "[bold].json", "-x.json", "%s", "a\nb", "\x1b[31m", "\u202e.json", ":skull:", "'", '"', "$(touch pwned)",
         "é.ndjson", " blanks at its ends ", "%41+&#65;.json", "${HOME}", "~"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ids(NAMES))
def test_a_file_is_read_whatever_its_name_is(name: str, empty: Path) -> None:
    """Row 26: A file is read whatever its name is: blanks, Chinese, markup, escapes; also through a
    link. The name acts upon no terminal.
    """
    data = lines(event())
    Path(name).write_bytes(data)
    Path("link").symlink_to(name)
    for given_name in (f"./{name}", str(empty / name), "link"):
        assert call("list", f"--data={given_name}").out.startswith(b"e\t2022\t")
        validated = call("validate", f"--data={given_name}")
        assert validated.code == 0
        assert attacks.is_inert(validated.text)
    Path(name).write_bytes(data + b"{")
    for words in (
        ("list", f"--data=./{name}"),
        ("validate", f"--data=./{name}"),
        ("diff", f"./{name}", "bundled"),
    ):
        assert is_found_faulty(call(*words)), words
    assert not Path("pwned").exists()


def test_a_tilde_or_a_variable_in_a_name_is_not_expanded(empty: Path) -> None:
    """Row 26: A tilde or a variable in a name is not expanded."""
    (empty / "own.json").write_bytes(lines(event()))
    for name in ("~/own.json", "$HOME/own.json", "${HOME}/own.json"):
        ended = call("list", "--data", name, env={"HOME": str(empty)})
        assert is_refused(ended), name
        assert name in ended.error


def test_a_named_pipe_is_read() -> None:
    """Row 26: A named pipe is read whole."""
    os.mkfifo("fifo")
    for form in FORMS.values():
        data = form(*(event(f"e-{number}", title={"en": "x" * 200}) for number in range(2_000)))
        for words, count in ((("list", "--data", "fifo"), 2_000), (("validate", "fifo"), 1)):
            feeding = threading.Thread(target=Path("fifo").write_bytes, args=(data,), daemon=True)
            feeding.start()
            ended = call(*words)
            feeding.join(TIME_LIMIT)
            assert (ended.code, ended.out.count(b"\n")) == (0, count)


def test_standard_input_is_read_whole_or_refused(many: Path) -> None:
    """Row 27: Three thousand events on standard input are all read; an empty or closed standard
    input is refused.
    """
    data = many.read_bytes()
    for text in (data, b"[" + data.rstrip().replace(b"\n", b",") + b"]"):
        found = call("list", "-f", "ids", "--data", "-", stdin=text)
        assert (found.code, len(set(found.out.split()))) == (0, 3000)
    assert call("validate", "-", stdin=data).code == 0
    assert call("diff", "-", "-").code == 2
    asked = (
        ("list", "--data", "-"),
        ("search", "x", "--data", "-"),
        ("validate", "-"),
        ("diff", "-", "bundled"),
        ("diff", "bundled", "-"),
    )
    for words in asked:
        assert is_refused(call(*words, stdin=b"")), words
        assert is_refused(ahc(*words, stdin=None, preexec_fn=lambda: os.close(0))), words


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_a_file_without_end_is_refused_at_once() -> None:
    """Row 28: A file without end, such as /dev/zero, and a compressed file are refused at once."""
    Path("bomb.json.gz").write_bytes(gzip.compress(b"[" + b" " * (64 * MIB) + b"]"))
    cases = [case(*words, seconds=TIME_LIMIT, memory=600 * MIB) for name in ("/dev/zero", "/dev/urandom", "./bomb.json.gz")
             for words in (("list", "--data", name), ("validate", name), ("diff", name, "bundled"))]  # fmt: skip
    assert all(map(is_refused, batch(cases)))


@pytest.mark.parametrize("start", [b'{"a', b"[1", b"\n", b'{"id":"e"}\n', b"["], ids=repr)
def test_an_endless_file_that_starts_like_a_dataset_is_refused(
    start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 28: An endless file that starts like a dataset is refused at a limit of size."""
    monkeypatch.setattr("ahc_cli.data.files.MAX_BYTES", 4 * MIB)
    monkeypatch.setattr("ahc_cli.data.files.MAX_LINE", MIB)
    os.mkfifo("fifo")
    written, enough = 0, 64 * MIB

    def feed() -> None:
        nonlocal written
        try:
            with Path("fifo").open("wb", buffering=0) as pipe:
                written = pipe.write(start)
                while written < enough:
                    written += pipe.write(b" " * 65_536) or 0
        except BrokenPipeError:
            return

    feeding = threading.Thread(target=feed, daemon=True)
    feeding.start()
    assert is_refused(call("list", "--data", "fifo"))
    feeding.join(TIME_LIMIT)
    assert not feeding.is_alive()
    assert written < enough


def test_twenty_thousand_events_are_all_there_in_time_and_memory(empty: Path) -> None:
    """Row 29: Of twenty thousand events all are in every answer, within 60 seconds and 1,500 MiB; a
    timeline refuses them and says why.
    """
    actors = [*DOCUMENT["actors"]]
    events = [
        {"id": f"e-{n}", "date": f"{1900 + n % 200}-0{n % 9 + 1}", "kind": "session", "title": {"en": f"Event {n} x", "zh": f"第{n}届会议"},
         "summary": {"en": "What was said there. " * 5, "zh": "会上说了什么。" * 5}, "actors": [{"actor": actors[n % 8], "role": "host"}], "place": "vienna",
         "positions": [{"actors": [actors[n % 7]], "stance": "urges", "text": {"en": f"More of {n}"}}]} for n in range(20_000)
    ]  # fmt: skip
    document = {key: value for key, value in DOCUMENT.items() if key != "timeline"}
    attacks.write(document | {"events": events, "sources": {}}, empty / "big.json")
    attacks.write(document | {"events": events[:-1], "sources": {}}, empty / "other.json")
    commands = ("list", "list -f table", "list --json", "list -f csv", "list -f md", "list -f ics", "search x", "positions", "timeline --json", "actors")  # fmt: skip
    asked = [(*words.split(), "--data", "big.json") for words in commands]
    asked += [
        ("validate", "big.json"),
        ("diff", "big.json", "./other.json"),
        ("timeline", "--data", "big.json"),
    ]
    ended = batch([case(*words, **LARGE) for words in asked])
    for words, one in zip(asked, ended, strict=True):
        if words[0] in ("list", "search", "positions") or "--json" in words:
            assert one.code == 0, (words, one.err[:500])
            assert one.out.count(b"e-") >= 20_000, words
    validated, compared, drawn = ended[-3:]
    assert validated == (0, b"big.json: valid, 20000 events\n", b"")
    assert compared.code == 1
    assert b"0 events added, 1 removed, 0 changed" in compared.out.splitlines()
    assert drawn.code == 0
    assert b"the newest 400 of 20000 events" in drawn.out


LONG = {
    "words": "x " * 50_000,
    "marks": "\x1b" * 30_000 + "e\u0301" * 15_000 + '\\"' * 20_000,
}


@pytest.mark.parametrize("name", LONG)
def test_the_longest_title_and_text_are_shown_everywhere(name: str, empty: Path) -> None:
    """Row 29: Every command and format answers about a title of 1,000 letters, a text of 100,000
    and a list of 10,000 items within these limits; a longer one is refused.
    """
    text = LONG[name]
    long = event(
        title={"en": text[:1_000]},
        summary={"en": text},
        facts=[{"text": {"en": "会 x"}}] * 10_000,
    )
    attacks.write([long], empty / "long.json")
    attacks.write([event(title={"en": text * 300})], empty / "longer.json")
    commands = ("list", "list --json", "list -f csv", "list -f md", "list -f ics", "list -f table", "list --fields summary -f table", "search x",
                "search x -f table", "show e", "timeline", "timeline -f svg", "facts", "facts -f table", "diff e e")  # fmt: skip
    ended = batch([case(*words.split(), "--data", "long.json", **LARGE) for words in commands])
    for words, one in zip(commands, ended, strict=True):
        assert one.code in (0, 1), (words, one.code, one.err[:300])
        assert not one.err or words.startswith("search"), words
    listed, validated = batch(
        [
            case(*words, **LARGE)
            for words in (("list", "--data", "longer.json"), ("validate", "longer.json"))
        ]
    )
    assert is_refused(listed)
    assert is_found_faulty(validated)


LIMITED = {
    "seconds": 30,
    "memory": 1300 * MIB,
}  # of address space, a part of which is the interpreter's
SMALL = '{"id":"e%d","date":"2022","kind":"letter","title":{"en":"Talk"}}'


def _facts() -> bytes:
    old, new = (
        [{"text": {"en": f"{word} {n} on {n * n}"}} for n in range(8_000)]
        for word in ("fact", "quite another")
    )
    Path("old.json").write_bytes(lines(event(facts=old)))
    return lines(event(facts=new))


# What a file contains, the command lines that read it, and their exit codes; it is made when its
# test runs.
LARGE_FILES: dict[str, tuple[Callable[[], bytes], dict[str, int]]] = {
    "blank lines": (lambda: b"\n" * (48 * MIB) + lines(event()), {"list": 0}),
    "numbers": (lambda: b"[" + b"1," * (24 * MIB) + b"1]", {"list": 3}),
    "a string before an event": (lambda: b'{"x":"' + b"a" * (48 * MIB) + b'"}\n' + lines(event()), {"list": 3}),
    "720,000 events": (lambda: "\n".join(SMALL % n for n in range(720_000)).encode(), {
        "list": 0, "search talk -n 3": 0, "show e7": 0, "diff bundled @ -q": 1}),
    "30,000 events": (lambda: "\n".join(SMALL % n for n in range(30_000)).encode(), {"list -f ics": 0}),
    "30,000 aliases": (lambda: to_bytes(document(event(), actors={f"a{n}": {"kind": "ngo", "name": {"en": f"A {n}"}, "aliases": [f"{'word ' * 9}{n} {m}" for m in range(200)]} for n in range(150)})),
                       {"list word": 1, "search talk": 0, "show a7": 0, "list a7": 1, "search a7": 1, "how did a7 vote": 1}),
    "5,000 publishers": (lambda: to_bytes(document(event(), sources={f"s{n}": {"title": "T", "publisher": f"P {n}", "origin": f"o{n}", "weight": "press"} for n in range(5_000)})),
                         {"sources": 0, "list source:P": 2, "sources -f csl": 0}),
    "130,000 keys again": (lambda: b"[{" + b",".join([b'"k":1'] * 130_000) + b"}]", {"validate": 1, "list": 3}),
    "8,000 facts replaced": (_facts, {"diff ./old.json ./given.json": 1, "search another": 0, "list -f json": 0}),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE_FILES)
def test_a_large_file_is_read_within_limits_or_refused(name: str) -> None:
    """Row 64: Files of 48 MiB of blank lines, numbers or one string, 720,000 events, 30,000
    aliases of 150 actors, 5,000 publishers, 130,000 duplicate keys or 8,000 replaced facts are answered or
    refused within 30 seconds of CPU and 1,300 MiB of address space.
    """
    make, asked = LARGE_FILES[name]
    write(make())
    cases = [
        case(*words.replace("@", f"./{NAME}").split(), env={"AHC_DATA": NAME}, **LIMITED)
        for words in asked
    ]
    for words, ended in zip(asked, batch(cases), strict=True):
        assert ended.code == asked[words], (words, ended.code, ended.err[:300])
        assert len(ended.err) < 3_000, words


ENDLESS = [
    "yes ''",
    "yes ' ' | tr -d '\\n'",
    "yes '[' | tr -d '\\n'",
]


@pytest.mark.skipif(shutil.which("yes") is None, reason="yes is not installed")
@pytest.mark.parametrize("command", ENDLESS)
def test_an_endless_stream_is_refused(command: str) -> None:
    """Row 64: An endless stream of line feeds, blanks or brackets on standard input is refused
    within the same limits.
    """
    with subprocess.Popen(["/bin/sh", "-c", command], stdout=subprocess.PIPE) as endless:
        assert endless.stdout is not None
        (ended,) = batch([case("list", "--data", "-", keep=[0], **LIMITED)], stdin=endless.stdout)
        endless.stdout.close()
        assert is_refused(ended), ended
