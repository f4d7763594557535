"""Rows 1 to 8: what a caller types."""

import json
import time
from pathlib import Path

import pytest

from ahc_cli.cli import COMMANDS
from ahc_cli.render import FORMATS
from robustness import attacks
from robustness.commands import HELPS, OTHERS, READING, id_of
from robustness.running import PAST_TIME, Ended, ahc, batch, call, case, ids

WORDS = [
    "", " ", "x" * 100_000, "会" * 100_000, "a\nb", "\x1b[31mred", "\x1b]0;owned\x07", "\x9b31m", "\u202ecba", "[/x]", "[bold]",
    "%s%n", "{0}", "$(touch pwned)", "`touch pwned`", "; touch pwned", "-", "--", "..", "/", "\x00"[:0] + "\x7f", "\udcff\udcfe",
    "\ud800", "0", "-1", "９", "1e9", "99999999999999999999", "None", "a:b", "(", '"', "not", ",", "*", "~", "\u2028",
]  # fmt: skip
W = "{}"
PLACES = [
    (W,), ("list", W), ("filter", W), ("search", W), ("show", W), ("show", "session-1", W), ("positions", W), ("count", W),
    ("count", "kind", W), ("timeline", W), ("diff", W, "session-1"), ("diff", "session-1", W), ("diff", W, W), ("actors", W),
    ("topics", W), ("validate", W), ("help", W), ("search", "x", "-w", W), ("diff", "2022", "2023", "-w", W),
    ("diff", "session-1", "session-2", "--fields", W), ("list", "--fields", W), ("list", "--sort", W), ("list", "-n", W),
    ("count", "kind", "--fields", W), ("count", "kind", "--sort", W), ("positions", "--sort", W), ("actors", "--sort", W),
    ("list", "--lang", W), ("list", "--data", W), ("validate", "--lang", W), ("list", "--as-of", W), ("list", "--color", W),
    ("list", "-f", W), ("timeline", "-f", W), ("list", "--since", W), ("list", "--until", W), ("list", "--kind", W),
    ("list", "--place", W), ("list", "--actor", W), ("list", "--topic", W), ("list", "--status", W), ("schema", W),
    ("list", f"--{W}"), ("list", f"id:{W}"), ("list", f"date:{W}"), ("list", f"actor:{W}"), ("list", f"vote.yes:{W}"),
    ("list", f"{W}:x"), ("list", f'title:"{W}"'),
]  # fmt: skip


def is_clean_refusal(ended: Ended) -> bool:
    """A code from the contract, one message of a few lines, standard output empty, nothing of Python in it."""
    said = ended.said
    return (
        ended.code in (1, 2, 3)
        and not ended.out
        and said.startswith("ahc: ")
        and said.count("\n") <= 6
        and not any(word in said for word in ("Traceback", "msgspec", "Error(", ".py", "object at 0x", "a bug in ahc"))
        and attacks.is_inert(said)
    )


@pytest.mark.parametrize("place", PLACES, ids=ids(PLACES))
def test_row_1_any_word_in_any_place_ends_in_time_and_inert(place: tuple[str, ...], empty: Path) -> None:
    for word in WORDS:
        began = time.monotonic()
        ended = call(*(part.replace(W, word) for part in place))
        assert ended.code in (0, 1, 2, 3), (word[:20], ended)
        assert time.monotonic() - began < 10, word[:20]
        assert attacks.is_inert(ended.out.decode(), "\t"), word[:20]
        assert attacks.is_inert(ended.said), word[:20]
        assert "Traceback" not in ended.said
        assert len(ended.said) < 3000 + 10 * len(word)
    assert not [*empty.iterdir()]


@pytest.mark.parametrize(
    "word", [b"\xff\xfe", b"\xe4\xbc", b"\x1b[31m", b"a\nb", b"[/x]", b"%s", b"$(touch pwned)", b"x" * 100_000]
)
def test_row_1_bytes_of_a_real_command_line_are_echoed_inert(word: bytes, empty: Path) -> None:
    for words in ((word,), (b"show", word), (b"list", b"--data", word), (b"--" + word,), (b"list", b"-f", word)):
        ended = ahc(*words)
        assert is_clean_refusal(ended), (words[0], ended)
    assert not [*empty.iterdir()]


WRONG = [
    ("nope",), ("lst",), ("list", "--nope"), ("list", "-z"), ("list", "-f", "nope"), ("list", "-f", "svg"), ("list", "-f"),
    ("filter",), ("search",), ("show",), ("count",), ("count", "nope"), ("diff",), ("diff", "session-1"), ("help", "nope"),
    ("diff", "session-1", "session-2", "-f", "csv"), ("show", "session-1", "-f", "csv"), ("count", "kind", "-f", "ics"),
    ("positions", "-f", "svg"), ("actors", "-f", "ics"), ("list", "-n", "abc"), ("list", "-n", "-1"), ("list", "--limit", ""),
    ("list", "--sort", ""), ("list", "--sort", "nope"), ("list", "--sort", "id,date"), ("list", "--fields", ""),
    ("list", "--fields", "id,,date"), ("list", "--fields", "nope"), ("list", "--color", "blue"), ("list", "--lang", "xx"),
    ("list", "--json", "-f", "csv"), ("validate", "a", "b"), ("schema", "x"), ("--nope",), ("-f", "json", "list"),
    ("list", "--as-of", "nope"), ("list", "--as-of", "2022.."), ("timeline", "-f", "csv"), ("diff", "2022", "session-1"),
    ("search", "x", "-w", ""), ("search", "x", "-w", "nope:x"),
]  # fmt: skip


@pytest.mark.parametrize("words", WRONG, ids=ids(WRONG))
def test_row_2_what_is_no_command_line_is_a_usage_error(words: tuple[str, ...]) -> None:
    ended = call(*words)
    assert ended.code == 2
    assert is_clean_refusal(ended), ended


def test_row_3_help_is_said_on_standard_output_wherever_it_is_asked() -> None:
    narrow, plain = {"COLUMNS": "1"}, {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    cases = [case(*words) for words in (*HELPS, ("-h",), ("list", "-h"), ("help",), (), ("schema",))]
    cases += [case(*words, env=narrow) for words in HELPS]
    ended = batch(cases)
    for one, bare, asked in zip(ended, batch(cases, env=plain, python=["-OO"]), cases, strict=True):
        assert (one.code, one.err) == (0, b""), asked
        assert (bare.code, bare.err) == (0, b""), asked
        assert bare.out == one.text.encode("ascii", "replace"), asked
        assert len(one.out) > 60, asked
        assert b"\x1b" not in one.out, asked
    for words, one in zip(HELPS, ended, strict=False):
        assert one.out.startswith(b"Usage: ahc"), words
        assert all(line.isascii() for line in one.out.splitlines() if line.startswith(b"Usage")), words


@pytest.mark.parametrize("words", HELPS, ids=id_of)
def test_row_3_help_fits_a_narrow_window_but_for_what_is_to_be_copied(words: tuple[str, ...]) -> None:
    said = call(*words, env={"COLUMNS": "40"}).text
    assert [line for line in said.splitlines() if len(line) > 40 and not line.startswith("    ahc ")] == []


def test_an_error_at_a_narrow_terminal_breaks_no_word_and_in_a_pipe_no_line() -> None:
    words = ("list", "kid:x")
    in_pipe, shown = batch([case(*words), case(*words, window=(40, 24))])
    first, query, caret, fields = in_pipe.said.splitlines()
    lines = shown.text.replace("\r\n", "\n").splitlines()
    assert max(map(len, lines)) <= 40
    at = lines.index(query)
    assert (" ".join(lines[:at]), lines[at + 1], " ".join(lines[at + 2 :])) == (first, caret, fields)


@pytest.mark.parametrize(
    "words", [("show", "session-1"), ("show", "russia"), ("list",), ("count", "kind"), ("timeline",)], ids=id_of
)
def test_row_2_a_format_that_does_not_fit_is_refused_with_those_that_do(words: tuple[str, ...]) -> None:
    ended = {name: call(*words, "-f", name) for name in FORMATS}
    (said,) = {one.said.splitlines()[1] for one in ended.values() if one.code == 2}
    assert said == f"formats: {', '.join(name for name, one in ended.items() if one.code == 0)}"


@pytest.mark.parametrize("more", [(), ("--json",), ("-f", "ndjson")], ids=["plain", "json", "ndjson"])
def test_row_4_an_id_that_is_not_there_shows_nothing_at_all(more: tuple[str, ...]) -> None:
    for words in (("nope",), ("session-1", "nope"), ("nope", "session-1"), ("session",), ("sesion-1",)):
        ended = call("show", *words, *more)
        assert ended.code == 1
        assert is_clean_refusal(ended), ended


@pytest.mark.parametrize("command", ["search", "filter", "list", "positions", "timeline"])
def test_row_5_a_word_without_a_hit_is_no_error_of_usage(command: str) -> None:
    for word in ("zzqqxx", "没有这个词", "zzqqxx yyppww"):
        assert call(command, word).code == 1
        assert call(command, word).out in (b"", b"0 events\n") or command == "timeline"
        as_json = call(command, word, "--json")
        assert (as_json.code, json.loads(as_json.out)) == (1, [])
        assert call(command, word, "-q") == (1, b"", b"", 0, 0)


DEEP = {
    "open brackets": "(" * 9_000, "brackets": "(" * 3_000 + "x" + ")" * 3_000, "not": "not " * 20_000 + "x",
    "not within the length": "not " * 2_400 + "x", "and": " and ".join(["x"] * 5_000), "and within": " and ".join(["x"] * 1_400),
    "or within": " or ".join(["id:session-1"] * 600), "brackets within": "(" * 50 + "x" + ")" * 50, "51": "(" * 51 + "x" + ")" * 51,
    "letters": "会" * 40_000, "letters within": "会" * 9_000, "words": "a " * 4_900, "commas": "kind:session" + ",session" * 1_000,
    "fields": "id:" * 3_000, "quotes": '"' * 9_001, "dots": "date:" + "." * 9_000, "nested not": "not (" * 49 + "x" + ")" * 49,
    "years": "date:" + ",".join(["2022"] * 1_900), "digits": "vote.yes:" + "9" * 9_000, "dates": "2022-01-01 " * 900,
}  # fmt: skip


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_row_6_long_and_deep_queries_are_answered_or_refused_in_time(text: str) -> None:
    for command in (("filter",), ("positions",), ("list", "--json")):
        began = time.monotonic()
        ended = call(*command, text)
        assert time.monotonic() - began < PAST_TIME
        assert ended.code in (0, 1) or (ended.code == 2 and is_clean_refusal(ended)), ended


@pytest.mark.parametrize(
    "words", [("filter",), ("list",), ("positions",), ("search",), ("search", "x", "-w")], ids=id_of
)
def test_row_6_what_is_longer_than_is_read_is_refused(words: tuple[str, ...]) -> None:
    assert call(*words, "会" * 10_000).code == 1
    ended = call(*words, "会" * 10_001)
    assert ended.code == 2
    assert is_clean_refusal(ended), ended


EVIL = [
    "__import__('os').system('touch pwned')", "__class__:x", "title.__class__:x", "__dict__", "event.__init__:x", "kind:__class__",
    "os.system:touch", "{{7*7}}", "${IFS}", "'; touch pwned; '", "|touch pwned", "has:__struct_fields__", "vote.__class__:1",
]  # fmt: skip


@pytest.mark.parametrize("text", EVIL, ids=ids(EVIL))
def test_row_7_nothing_in_a_query_is_run(text: str, empty: Path) -> None:
    for words in (
        ["filter", text],
        ["list", "--fields", text],
        ["list", "--sort", text],
        ["count", text],
        ["filter", f"has:{text}"],
    ):
        ended = call(*words)
        assert ended.code in (1, 2), ended
        assert not ended.out
    assert not [*empty.iterdir()]


def test_row_7_what_is_no_field_or_none_of_its_values_is_refused() -> None:
    for text in ("__class__", "__struct_fields__", "title.__class__", "kind.__class__", "votes.__len__"):
        for words in (("filter", f"{text}:x"), ("list", f"has:{text}"), ("list", f"kind:{text}"), ("list", "--status", text),
                      ("list", "--fields", text), ("list", "--sort", text), ("count", text), ("positions", "--sort", text),
                      ("diff", "session-1", "session-2", "--fields", text)):  # fmt: skip
            ended = call(*words)
            assert ended.code == 2, words
            assert is_clean_refusal(ended), words


def test_row_7_a_number_is_not_worked_out() -> None:
    for number in ("80+8", "8*11", "0x58", "int", "1_000", "88.0", "-1", "1e2"):
        for text in (f"vote.yes:{number}", f"states:{number}..", f"vote.no:1..{number}"):
            ended = call("filter", text)
            assert ended.code == 2, text
            assert is_clean_refusal(ended), text


def test_row_8_a_word_stands_for_itself_and_is_no_pattern(tmp_path: Path) -> None:
    name = {"name": {"en": "aba"}}
    event = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "aba"}, "summary": {"en": "x.x xyx"}}
    path = attacks.written(
        {"schema_version": 1, "edition": "2022-01-01", "title": {"en": "x"}, "events": [event],
         "actors": {"one": {"kind": "ngo"} | name}, "topics": {"two": name}, "places": {"three": name}}, tmp_path / "aba.json"
    )  # fmt: skip
    for pattern in ("a.a", "ab*a", "[a-z]ba", "^aba", "aba$", "x|aba", "a{1}ba", "[", "*", "?", "\\"):
        for words in (("search", pattern), ("list", pattern), ("list", f"title:{pattern}"), ("list", f"text:{pattern}"), ("actors", pattern),
                      ("topics", pattern), ("show", pattern), ("positions", pattern)):  # fmt: skip
            assert call(*words, "--data", str(path)).code == 1, words
    (found,) = json.loads(call("search", "x.x", "--json", "--data", str(path)).out)
    assert found["matches"] == [{"field": "summary.en", "start": 0, "end": 3}]


def test_row_8_a_pattern_that_would_explode_is_only_text(tmp_path: Path) -> None:
    long = attacks.written(
        [{"id": "e", "date": "2022", "kind": "session", "title": {"en": "a" * 50_000 + "!"}}], tmp_path / "a.json"
    )
    for pattern in ("(a+)+$", "(a|aa)+$", "([a-zA-Z]+)*$", "(.*a){20}", "a" * 3_000 + "b", "(a+)+$ " * 20):
        for words in (("search", f'"{pattern}"'), ("search", *pattern.split()), ("filter", f'"{pattern}"'), ("filter", f'text:"{pattern}"'),
                      ("actors", pattern), ("show", pattern), ("list", f'title:"{pattern}"')):  # fmt: skip
            began = time.monotonic()
            assert call(*words, "--data", str(long)).code in (0, 1)
            assert time.monotonic() - began < PAST_TIME


@pytest.mark.parametrize("words", [*READING, *OTHERS], ids=id_of)
def test_every_command_line_of_the_table_does_what_it_should_where_nothing_is_wrong(words: tuple[str, ...]) -> None:
    ended = call(*words)
    assert ended.code == int(words[:1] == ("diff",)), ended
    assert ended.out
    assert not ended.err


def test_every_command_stands_in_the_table() -> None:
    assert {words[0] for words in (*READING, *OTHERS) if words} >= set(COMMANDS)


def test_row_37_what_is_quoted_makes_no_line_of_its_own() -> None:
    for words in (("show", "a\nahc: b"), ("a\nahc: b",), ("list", "--kind", "a\nahc: b"), ("list", "--lang=a\nahc: b"), ("list", "--data=/a\nahc: b"), ("count", "a\nahc: b"),
                  ("list", "-f", "a\nahc: b"), ("search", "a\nahc: b"), ("help", "a\nahc: b"), ("diff", "a\nahc: b", "x"), ("list", "--as-of", "a\nahc: b"), ("list", "--a\nahc: b")):  # fmt: skip
        assert [line[:4] for line in call(*words).said.splitlines()].count("ahc:") == 1, words
