"""What a caller types, and what a shell asks for completion."""

import json
import time
from pathlib import Path

import pytest
from shared import cpu_at_most

from ahc_cli.answers import NAMED
from ahc_cli.render import FORMATS
from robustness import attacks
from robustness.attacks import is_inert
from robustness.commands import (
    HELP,
    OTHERS,
    READING,
    Words,
    expected_code,
    line_id,
)
from robustness.inputs import is_plain
from robustness.running import TIME_LIMIT, WINDOW, Ended, ahc, batch, call, case, ids

pytestmark = pytest.mark.slow

WORDS = [
    "", " ", "x" * 100_000, "会" * 100_000, "a\nb", "\x1b[31mred", "\x1b]0;owned\x07", "\x9b31m", "\u202ecba", "[/x]", "%s%n",
    "{0}", "$(touch pwned)", "-", "--", "..", "/", "\x7f", "\udcff\udcfe", "\ud800", "-1", "９", "99999999999999999999", "a:b",
    "(", '"', "not", ",", "*", "~", "\u2028",
]  # fmt: skip
W = "{}"
PLACES = [
    (W,), ("list", W), ("filter", W), ("search", W), ("show", W), ("show", "session-1", W), ("positions", W), ("count", W),
    ("count", "kind", W), ("timeline", W), ("map", W), ("diff", W, "session-1"), ("diff", "session-1", W), ("diff", W, W), ("actors", W),
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
    """Whether a command line was refused with a code from the contract, one short message and no
    output.
    """
    error = ended.error
    return (
        ended.code in (1, 2, 3)
        and not ended.out
        and error.startswith("ahc: ")
        and error.count("\n") <= 6
        and is_plain(error)
    )


@pytest.mark.parametrize("place", PLACES, ids=ids(PLACES))
def test_any_word_in_any_place_ends_in_time_and_is_echoed_inert(place: Words, empty: Path) -> None:
    """Row 1: Any word in any place of a command line (empty, a hundred thousand letters, escapes,
    bytes that are not UTF-8, something for a shell to run) is answered or refused in time; nothing
    is run or written, and what an error repeats acts upon no terminal.
    """
    for word in WORDS:
        began = time.monotonic()
        ended = call(*(part.replace(W, word) for part in place))
        assert ended.code in (0, 1, 2, 3), (word[:20], ended)
        assert time.monotonic() - began < TIME_LIMIT, word[:20]
        assert is_inert(ended.text, "\t"), word[:20]
        assert is_inert(ended.error), word[:20]
        assert "Traceback" not in ended.error
        assert len(ended.error) < 3_000, word[:20]
    assert not [*empty.iterdir()]


def test_bytes_of_a_real_command_line_are_echoed_inert(empty: Path) -> None:
    """Row 1: So it is with raw bytes that a shell passes on."""
    for word in (b"\xff\xfe", b"\xe4\xbc", b"\x1b[31m", b"a\nb", b"$(touch pwned)", b"x" * 100_000):
        for words in ((word,), (b"list", b"--data", word), (b"--" + word,)):
            ended = ahc(*words)
            # A line without a command says that the record does not mention it.
            is_said = words == (word,) and ended.code == 1 and is_inert(ended.text)
            assert is_said or is_clean_refusal(ended), (word[:20], ended)
    assert not [*empty.iterdir()]


WRONG = [
    ("lst",), ("events", "x"), ("list", "--nope"), ("list", "-z"), ("list", "-f", "nope"), ("list", "-f", "svg"), ("list", "-f"),
    ("filter",), ("search",), ("show",), ("count", "nope"), ("count", "kind", "by", "year"), ("diff",), ("diff", "session-1"), ("help", "nope"),
    ("diff", "session-1", "session-2", "-f", "csv"), ("show", "session-1", "-f", "csv"), ("count", "kind", "-f", "ics"),
    ("positions", "-f", "svg"), ("actors", "-f", "ics"), ("list", "-n", "abc"), ("list", "-n", "-1"), ("list", "--limit", ""),
    ("list", "--sort", ""), ("list", "--sort", "nope"), ("list", "--fields", ""),
    ("list", "--fields", "id,,date"), ("list", "--fields", "nope"), ("list", "--color", "blue"), ("list", "--lang", "xx"),
    ("list", "--json", "-f", "csv"), ("validate", "a", "b"), ("schema", "x"), ("--nope",), ("-f", "json", "list"),
    ("list", "--as-of", "nope"), ("list", "--as-of", "2022.."), ("timeline", "-f", "csv"), ("diff", "2022", "session-1"),
    ("search", "x", "-w", "nope:x"),
]  # fmt: skip


def test_a_wrong_command_line_is_a_usage_error() -> None:
    """Row 2: An unknown command, option, format or field, or one that lacks its argument, is
    refused as a usage error.
    """
    for words in WRONG:
        ended = call(*words)
        assert ended.code == 2, words
        assert is_clean_refusal(ended), ended


@pytest.mark.parametrize(
    "words",
    [
        ("show", "session-1"),
        ("show", "russia"),
        ("list",),
        ("count", "kind"),
        ("timeline", "kind:session"),
    ],
    ids=line_id,
)
def test_a_format_that_does_not_fit_is_refused_with_those_that_do(words: Words) -> None:
    """Row 2: A format that does not fit an answer is refused, and the error names those that do."""
    ended = {name: call(*words, "-f", name) for name in FORMATS}
    (second_line,) = {one.error.splitlines()[1] for one in ended.values() if one.code == 2}
    named = second_line.removeprefix("formats: ").split(", ")
    assert sorted(named) == sorted(name for name, one in ended.items() if one.code == 0)


def test_help_is_written_to_standard_output_in_any_surroundings() -> None:
    """Row 3: Help goes to standard output with exit code 0, also in a window of one column, in the
    C locale and in a Python that drops docstrings.
    """
    cases = [
        case(*words)
        for words in (*HELP, ("-h",), ("list", "-h"), ("help",), ("help", "query"), (), ("schema",))
    ]
    c_locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    plain, c, optimised = batch(cases), batch(cases, env=c_locale), batch(cases, python=["-OO"])
    narrow = batch([case(*words, env={"COLUMNS": "1"}) for words in HELP])
    for ended in (*plain, *c, *optimised, *narrow):
        assert (ended.code, ended.err) == (0, b""), ended
        assert len(ended.out) > 60, ended
        assert b"\x1b" not in ended.out, ended
    for ended in (*plain[: len(HELP)], *optimised[: len(HELP)], *narrow):
        assert ended.out.startswith(b"Usage: ahc"), ended


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_help_in_chinese_is_written_in_any_encoding(encoding: str) -> None:
    """Row 3: Chinese help is written in any encoding."""
    cases = [case(*words) for words in (*HELP, ("help",), ("help", "query"), ())]
    for ended in batch(cases, env={"AHC_LANG": "zh", "PYTHONIOENCODING": encoding}):
        assert ended.code == 0, ended
        assert bool(ended.err) == (encoding == "ascii"), ended
        assert len(ended.out) > 60, ended
        assert encoding == "ascii" or "用法" in ended.out.decode(encoding) or b"ahc" in ended.out, (
            ended
        )


def test_help_fits_a_narrow_window_except_for_examples_to_copy() -> None:
    """Row 3: Help fits 40 columns, except for examples to copy."""
    for words in HELP:
        text = call(*words, env={"COLUMNS": "40"}).text
        assert [
            line for line in text.splitlines() if len(line) > 40 and not line.startswith("    ahc ")
        ] == [], words


def test_an_unknown_id_shows_nothing_at_all() -> None:
    """Row 4: If one of the names given to show is unknown, nothing is shown, not even as JSON: exit
    code 1.
    """
    for words in (
        ("nope",),
        ("session-1", "nope"),
        ("nope", "session-1"),
        ("session",),
        ("sesion-1",),
    ):
        for more in ((), ("--json",), ("-f", "ndjson")):
            ended = call("show", *words, *more)
            assert ended.code == 1
            assert is_clean_refusal(ended), ended


@pytest.mark.parametrize("command", ["search", "filter", "list", "positions", "timeline"])
def test_a_word_that_matches_nothing_is_no_usage_error(command: str) -> None:
    """Row 5: A word that matches nothing gives exit code 1 in every command, and JSON is an empty
    list.
    """
    for word in ("zzqqxx", "没有这个词", "zzqqxx yyppww"):
        ended = call(command, word)
        assert ended.code == 1
        assert ended.out == b"" or command == "timeline"
        as_json = call(command, word, "--json")
        assert (as_json.code, json.loads(as_json.out)) == (1, [])
        assert call(command, word, "-q") == (1, b"", b"")


DEEP = {
    "open brackets": "(" * 9_000, "brackets": "(" * 3_000 + "x" + ")" * 3_000, "not": "not " * 20_000 + "x",
    "not within the limit": "not " * 2_400 + "x", "and": " and ".join(["x"] * 5_000), "and within": " and ".join(["x"] * 1_400),
    "or within": " or ".join(["id:session-1"] * 600), "brackets within": "(" * 50 + "x" + ")" * 50, "51": "(" * 51 + "x" + ")" * 51,
    "letters": "会" * 40_000, "letters within": "会" * 9_000, "words": "a " * 2_000, "commas": "kind:session" + ",session" * 1_000,
    "fields": "id:" * 3_000, "quotes": '"' * 9_001, "dots": "date:" + "." * 9_000, "nested not": "not (" * 49 + "x" + ")" * 49,
    "years": "date:" + ",".join(["2022"] * 1_900), "digits": "vote.yes:" + "9" * 9_000, "dates": "2022-01-01 " * 900,
}  # fmt: skip


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_long_and_deep_queries_are_answered_or_refused_in_time(text: str) -> None:
    """Row 6: A query of thousands of brackets, operators, values or Chinese characters is answered
    or refused in time, and never overflows.
    """
    for command in (("filter",), ("positions", "--json")):
        began = time.monotonic()
        ended = call(*command, text)
        assert time.monotonic() - began < TIME_LIMIT
        assert ended.code in (0, 1) or (ended.code == 2 and is_clean_refusal(ended)), ended


# What a line of 9,999 characters may consist of.
LONG = {
    "words": " ".join(f"w{number:x}q" for number in range(2_000)), "characters": "".join(chr(0x4E00 + 7 * n) for n in range(600)),
    "a name": "白俄罗斯" * 2_500, "a name apart": "白俄罗斯 " * 2_000, "names": "中华人民共和国俄罗斯联邦" * 830, "long names": "united nations " * 660,
    "numerals": "第一百" * 3_333, "from": "from " * 1_999 + "x", "dates": "至到2022年" * 1_400, "since": "since 2022 to " * 700,
    "至到": "至到" * 4_999, "brackets": "(" * 4_999 + ")" * 4_999, "not": "not " * 2_499 + "x", "not words": "not a not may " * 700,
    "quotes": '"a" ' * 2_499, "digits": "1 " * 4_999, "symbols": "A/RES/74/247 " * 760, "values": "sessions letters " * 580,
    "a value": "kind:" + "session," * 1_200 + "letter", "articles": "article 24 " * 900,
}  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_lines_are_answered_or_refused_in_two_seconds_of_cpu(text: str) -> None:
    """Row 62: A line of almost ten thousand characters, whatever words, names, dates, brackets or
    values it repeats, is answered or refused within two seconds of CPU by every command.
    """
    text = text[:9_999]
    for command in (
        (),
        ("search",),
        ("list",),
        ("show",),
        ("diff",),
        ("count",),
        ("positions",),
        ("sources", "-w"),
    ):
        # As one argument and, behind a command, as many.
        for words in ((text,), *([text.split()] if command else [])):
            with cpu_at_most(2):
                ended = call(*command, *words, "--data", "bundled")
            assert ended.code in (0, 1) or (ended.code == 2 and is_clean_refusal(ended)), (
                command,
                ended,
            )


def test_more_different_words_than_are_looked_for_are_refused() -> None:
    """Row 62: More than 64 different words to look for are refused."""
    most, more = (" ".join(f"zzq{number}" for number in range(count)) for count in (64, 65))
    for command in ((), ("search",), ("list",), ("positions",), ("count", "kind"), ("timeline",)):
        assert call(*command, most).code == 1, command
        assert (call(*command, more).code, is_clean_refusal(call(*command, more))) == (2, True), (
            command
        )


def test_a_query_longer_than_the_limit_is_refused() -> None:
    """Row 6: A query of more than 10,000 characters is refused."""
    for words in (("filter",), ("list",), ("positions",), ("search", "x", "-w")):
        assert call(*words, "会" * 10_000).code == 1, words
        ended = call(*words, "会" * 10_001)
        assert ended.code == 2, words
        assert is_clean_refusal(ended), ended


EVIL = [
    "__import__('os').system('touch pwned')", "__class__:x", "title.__class__:x", "__dict__", "event.__init__:x", "kind:__class__",
    "os.system:touch", "{{7*7}}", "${IFS}", "'; touch pwned; '", "|touch pwned", "has:__struct_fields__", "vote.__class__:1",
]  # fmt: skip


def test_nothing_in_a_query_is_run(empty: Path) -> None:
    """Row 7: Python or shell code in a query, a field or a value is never run."""
    for text in EVIL:
        for words in (
            ("filter", text),
            ("list", "--fields", text),
            ("list", "--sort", text),
            ("count", text),
            ("filter", f"has:{text}"),
        ):
            ended = call(*words)
            assert ended.code in (1, 2), ended
            assert ended.out in (b"", b"\tevents\t0\n")
    assert not [*empty.iterdir()]


def test_attributes_of_python_are_neither_fields_nor_values() -> None:
    """Row 7: Attributes of Python objects are refused like any unknown field or value."""
    for text in (
        "__class__",
        "__struct_fields__",
        "title.__class__",
        "kind.__class__",
        "votes.__len__",
    ):
        for words in (("filter", f"{text}:x"), ("list", f"has:{text}"), ("list", f"kind:{text}"), ("list", "--status", text),
                      ("list", "--fields", text), ("list", "--sort", text), ("count", text), ("positions", "--sort", text),
                      ("diff", "session-1", "session-2", "--fields", text)):  # fmt: skip
            ended = call(*words)
            assert ended.code == 2, words
            assert is_clean_refusal(ended), words


def test_a_number_is_not_computed() -> None:
    """Row 7: A number is digits: sums, hexadecimal and exponents are refused."""
    for number in ("80+8", "8*11", "0x58", "int", "1_000", "88.0", "-1", "1e2"):
        for text in (f"vote.yes:{number}", f"states:{number}..", f"vote.no:1..{number}"):
            ended = call("filter", text)
            assert ended.code == 2, text
            assert is_clean_refusal(ended), text


def test_a_word_stands_for_itself_and_is_no_pattern(tmp_path: Path) -> None:
    """Row 8: A word stands for itself: nothing that is typed is a regular expression."""
    name = {"name": {"en": "abab"}}
    event = {
        "id": "e",
        "date": "2022",
        "kind": "session",
        "title": {"en": "abab"},
        "summary": {"en": "x.x xyx"},
    }
    document = {"schema_version": 2, "edition": "2022-01-01", "title": {"en": "x"}, "events": [event],
                "actors": {"one": {"kind": "ngo"} | name}, "topics": {"two": name}, "places": {"three": name}}  # fmt: skip
    path = str(attacks.write(document, tmp_path / "aba.json"))
    for pattern in (
        "a.a",
        "ab*a",
        "[a-z]ba",
        "^aba",
        "bab$",
        "x|aba",
        "a{1}ba",
        "[",
        "*",
        "?",
        "\\",
    ):
        for words in (("search", pattern), ("list", pattern), ("list", f"title:{pattern}"), ("list", f"text:{pattern}"),
                      ("actors", pattern), ("topics", pattern), ("show", pattern), ("positions", pattern)):  # fmt: skip
            assert call(*words, "--data", path).code in (
                (1,) if any(map(str.isalpha, pattern)) else (1, 2)
            ), words
    (found,) = json.loads(call("search", "x.x", "--json", "--data", path).out)
    assert found["matches"] == [{"field": "summary.en", "start": 0, "end": 3}]


def test_a_pattern_that_would_explode_is_only_text(tmp_path: Path) -> None:
    """Row 8: A pattern that makes regular expressions explode ends in time."""
    text = {"en": "a" * 50_000 + "!"}
    long = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "x"}, "summary": text}
    path = str(attacks.write([long], tmp_path / "a.json"))
    for pattern in ("(a+)+$", "(a|aa)+$", "(.*a){20}", "a" * 900 + "b", "(a+)+$ " * 20):
        for words in (("search", f'"{pattern}"'), ("filter", f'"{pattern}"'), ("filter", f'text:"{pattern}"'),
                      ("actors", pattern), ("show", pattern)):  # fmt: skip
            began = time.monotonic()
            assert call(*words, "--data", path).code in (0, 1)
            assert time.monotonic() - began < TIME_LIMIT


def test_every_command_line_of_the_tables_answers_where_nothing_is_unusual() -> None:
    assert {words[0] for words in (*READING, *OTHERS) if words} >= set(NAMED) - {"mcp"}  # a server
    for words in (*READING, *OTHERS):
        ended = call(*words)
        assert (ended.code, ended.err) == (expected_code(words), b""), words
        assert ended.out, words


def test_a_message_in_chinese_is_inert() -> None:
    """Row 37: A message in Chinese about an attack is inert too."""
    for word in (
        "a\nahc: b",
        "\x1b]0;x\x07",
        "[/bold]:skull:",
        "{text}{0.__class__}%s",
        "\u202e文",
    ):
        for words in (("show", word), ("list", "--kind", word), ("list", f"{word}:x"), ("count", word),
                      ("list", "-f", word), ("search", word), ("help", word), ("list", f"--{word}"), ("list", f"--data=/{word}")):  # fmt: skip
            ended = call(*words, window=WINDOW, env={"AHC_LANG": "zh"})
            assert ended.code in (1, 2, 3), words
            assert not {"\x1b", "\u202e"} & {*ended.error}, words
            assert [line[:4] for line in ended.error.splitlines()].count("ahc:") <= 1, words


def test_a_quoted_line_feed_starts_no_new_line() -> None:
    """Row 37: A line feed in an argument cannot forge a second message."""
    word = "a\nahc: b"
    for words in (("show", word), ("list", "--kind", word), ("list", f"--lang={word}"), ("list", f"--data=/{word}"),
                  ("count", word), ("list", "-f", word), ("search", word), ("help", word), ("diff", word, "x"),
                  ("list", "--as-of", word), ("list", f"--{word}")):  # fmt: skip
        for window in (None, WINDOW):
            lines = call(*words, window=window).error.splitlines()
            assert [line[:4] for line in lines].count("ahc:") <= 1, words


TYPED = [
    "ahc ",
    "ahc show ",
    "ahc show B000",
    "ahc list series:B",
    "ahc list place:\x1b",
    "ahc count ",
    "ahc list --fields id,\x1b]0;x\x07",
    "ahc diff \u202e",
]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_offered_nothing_active(shell: str, hostile_array: Path) -> None:
    """Row 65: Completion in bash, zsh and fish offers hostile ids and names as inert text."""
    asked = [
        {"_AHC_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": typed, "_TYPER_COMPLETE_FISH_ACTION": "get-args",
         "COMP_WORDS": typed.replace(" ", "\n"), "COMP_CWORD": str(typed.count(" ")), "AHC_DATA": str(hostile_array)}
        for typed in TYPED
    ]  # fmt: skip
    for typed, ended in zip(TYPED, batch([case(env=env) for env in asked]), strict=True):
        assert ended.code == 0, typed
        assert is_inert(ended.text), typed
        assert "partial" not in ended.text, typed
        assert not ended.err, typed


def test_a_broken_request_is_silent() -> None:
    """Row 65: A broken request for completion is silent."""
    asked = [
        {
            "_AHC_COMPLETE": request,
            "COMP_WORDS": words,
            "COMP_CWORD": number,
            "_TYPER_COMPLETE_ARGS": words,
        }
        for request in (
            "nope",
            "source_nope",
            "complete_",
            "complete_bash",
            "complete_bash\nx",
            "\x1b[31m",
            "complete_zsh",
        )
        for words in ("", "ahc", 'ahc\nshow\n"', "ahc\n\x1b")
        for number in ("", "-5", "x", "1e9", "9" * 40)
    ]
    for env, ended in zip(asked, batch([case(env=env) for env in asked]), strict=True):
        assert ended.code in (0, 1, 2), env
        assert not ended.err, env
