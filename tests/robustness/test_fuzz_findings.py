"""What fuzzing and probing once broke: command lines, what they are given, and what must come of
it.
"""

import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from shared import cpu_at_most
from small import INSTRUMENT

from ahc_cli.render import FORMATS
from robustness.inputs import document, event, is_plain, lines, to_bytes
from robustness.running import TIME_LIMIT, batch, call, case

pytestmark = pytest.mark.slow


class Finding(NamedTuple):
    """A command line with its standard input, its exit code, and a pattern for everything that it
    writes.
    """

    words: str
    stdin: bytes = b""
    code: int = 0
    pattern: str = r"[\s\S]*"


LIST, VALIDATE = "list --data -", "validate -"
# A malformed value, behind which the text is no JSON at all.
MALFORMED = [
    b'[{"id":1}}}}}]]]', b'{"id":1}}}', b'[{"nope":{"a":1}]]}', b'[{"id":1,"\\ud800":2}]', b'[{"id":1,"k\\ud800":2}]', b'[{"id":1,"\xff":2}]',
    b'{"id":"e","date":"2022","k\\ud800":1}\n', b'[{"date":1}', b'{"events":[1],"events":[2]}', b'{"schema_version":2,"title":1}}}', b'[{"id":1},]]',
]  # fmt: skip
TEXT = {"en": "x"}
SOURCE = {"title": "t", "publisher": "p", "origin": "o", "weight": "official"}
# Arguments and values with a line feed, or longer than an error may be.
FALSE_LINE, LONG = "x\nahc: all is well", "x" * 99_000
UNKNOWN_SOURCES = to_bytes(
    [event(facts=[{"text": {"en": "x"}, "sources": ["nobody-knows"]}, {"text": {"en": "y"}}])]
)
NEIGHBOURS = [event(series="s", place="vienna", documents=[{"symbol": "A/1"}]),
              event("f", date="2023", series="s", place="vienna", title={"en": "Next talk"})]  # fmt: skip

FINDINGS = {
    **{f"malformed {data!r} {words}": Finding(words, data, code, r"(.*\n){1,6}") for data in MALFORMED for words, code in ((LIST, 3), (VALIDATE, 1))},
    **{f"UTF-16 or UTF-32 without a mark: {name}": Finding(LIST, to_bytes([event()]).decode().encode(name), 3, r".*UTF-8.*\n")
       for name in ("utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le")},
    **{f"a field without a value: {names} {form}": Finding(f"list --fields {names} -f {form} --data -", UNKNOWN_SOURCES, 0, r"(?!.*UNSET)[\s\S]*")
       for form in FORMATS if form not in ("svg", "ics", "csl")
       for names in ("score", "matches", "score,status", "facts,confidence", "history,body,series")},
    "a fact without a known source counts without confidence": Finding("count confidence --data -", UNKNOWN_SOURCES, 0, r"\t\(none\)\t1\n"),
    "neighbours of NDJSON": Finding("show e --data -", lines(*NEIGHBOURS), 0, r"[\s\S]*Next talk[\s\S]*"),
    "Chinese stop words over and over round a word": Finding(f"search {'的' * 400}雪山{'了' * 400}", code=1, pattern=r"ahc: nothing found for .{,3000}\n"),
    "blank lines before an event": Finding(LIST, b"\n" * 300_000 + lines(event()), 0, r"e\t.*\n"),
    "nothing but blank lines": Finding(LIST, b"\n" * 300_000, 3, r"ahc: standard input: empty\n"),
    "a fault after blank lines": Finding(LIST, b"\n" * 300_000 + b"{", 3, r"ahc: standard input:300001:.*\n"),
    **{f"only accents to look for: {command} {text}": Finding(f"{command} {text}", code=2, pattern=r"ahc: (.*(nothing|no letters or digits) to|empty quotation marks)[\s\S]*")
       for command in ("list", "filter", "positions", "search", "search talk -w") for text in ("\u0301", '"\u0301"', "\u0300", "´", "¨")},
    **{f"accents that would exclude everything: {command} {text}": Finding(f"{command} {text}", code=2, pattern=r"ahc: (the query ends too early|.* has no letters or digits)[\s\S]*")
       for command in ("list", "filter", "positions", "timeline") for text in ("not ´", 'not "\u0301"')},
    **{f"a line feed in data: {place} {words}": Finding(words, to_bytes([event(**fault)]), code, r".*\n")
       for place, fault in {"date": {"date": FALSE_LINE}, "kind": {"kind": FALSE_LINE}, "key": {FALSE_LINE: 1}, "title": {"title": {FALSE_LINE: "y"}}}.items()
       for words, code in ((LIST, 3), (VALIDATE, 1))},
    **{f"an empty id: {place} {words}": Finding(words, to_bytes([event(**fault)]), code, r".*must not be empty\n")
       for place, fault in {"body": {"body": ""}, "place": {"place": ""}, "topic": {"topics": [""]}, "actor": {"actors": [{"actor": "", "role": "host"}]},
                            "roll call": {"votes": [{"motion": TEXT, "result": "adopted", "yes": 1, "roll": {"yes": [""], "sources": ["x"]}}]}}.items()
       for words, code in ((LIST, 3), (VALIDATE, 1))},
    "an event of the instrument without an id": Finding(LIST, to_bytes(document(event(), instrument=INSTRUMENT | {"adopted": ""}, sources={"un-report": SOURCE})), 3, r".*adopted: must not be empty\n"),
    **{f"a long text in an error: {place} {words}": Finding(words, to_bytes([event(**fault)]), code, r".{,3000}\n")
       for place, fault in {"date": {"date": LONG}, "kind": {"kind": LONG}, "key": {LONG: 1}, "id": {"id": LONG}}.items()
       for words, code in ((LIST, 3), (VALIDATE, 1))},
    **{f"a long argument: {words}": Finding(words.replace("@", LONG), code=code, pattern=r"[\s\S]{,3000}")
       for words, code in {"show @": 1, "list @:y": 2, "list --fields @": 2, "list --data=./@": 3, "@": 2, "list --kind @": 2}.items()},
    **{f"a name that nothing has, one letter from another: {name}": Finding(f"search {name} --data -", lines(event(title={"en": "Iceland"})), 1, r"ahc: nothing found for .*\n")
       for name in ("Ireland", "Brazil", "Denmark")},
    "a name that nothing has, with another spelling": Finding("search Brussels xyzzy --data -", to_bytes(document(event(), places={"b": {"name": {"en": "Brussels"}, "aliases": ["Brussel"]}})), 1, r"ahc: nothing found for .*\n"),
    **{f"a name misspelt in a part of a record: {form}": Finding("search Icelandd --data -", data, 1, r"ahc: nothing found for 'Icelandd': .*'Icelandd' \(Iceland\?.*\n")
       for form, data in {"an array": to_bytes([event(title={"en": "Iceland"})]), "NDJSON": lines(event(title={"en": "Iceland"}))}.items()},
    **{f"what is not UTF-8: {words}": Finding(words, code=2, pattern=r"ahc: not UTF-8\n.*\n.*\^+\n")
       for words in ("did jap\udcffan sign", "did jap\udcffan sign --json", "talk \ud800 -f ndjson", "talk --json -w \udcff", "search \udcff")},
}  # fmt: skip


@pytest.mark.parametrize("name", FINDINGS)
def test_what_was_once_found_is_answered_or_refused(name: str) -> None:
    words, stdin, code, pattern = FINDINGS[name]
    began = time.monotonic()
    ended = call(*words.split(" "), stdin=stdin)
    assert time.monotonic() - began < TIME_LIMIT
    assert ended.code == code
    assert re.fullmatch(pattern, ended.text + ended.error)
    assert code == 0 or is_plain(ended.text + ended.error)


def test_a_word_found_a_hundred_thousand_times_is_found_in_time() -> None:
    """Row 29: A word that stands in a text a hundred thousand times is found in time."""
    for text, word in (("x " * 50_000, "x"), ("é " * 50_000, "e"), ("会" * 100_000, "会")):
        began = time.monotonic()
        (found,) = json.loads(
            call(
                "search",
                word,
                "--json",
                "--data",
                "-",
                stdin=to_bytes([event(title={"en": "-"}, summary={"zh": text})]),
            ).out
        )
        assert found["matches"]
        assert time.monotonic() - began < TIME_LIMIT


@pytest.mark.parametrize("word", ["s ", "的a", "session "])
def test_a_word_typed_over_and_over_is_looked_for_once(word: str) -> None:
    began = time.monotonic()
    assert call("search", word * 100, "-f", "ids").out == call("search", word, "-f", "ids").out
    assert time.monotonic() - began < TIME_LIMIT


def test_a_hundred_thousand_brackets_behind_a_fault_are_passed_over_in_time() -> None:
    """Row 12: A hundred thousand brackets behind another fault are passed over in time."""
    deep = [b'[{"id":1,"x":' + start * 100_000 for start in (b"[", b'{"a":', b'[{"a":')]
    deep += [b'{"id":"e","x":' + b"[" * 900 + b"1," * 100_000 + b"1" + b"]" * 900 + b"}\n"]
    ended = batch(
        [
            case(*words.split(), stdin=data, seconds=TIME_LIMIT)
            for data in deep
            for words in (LIST, VALIDATE)
        ]
    )
    assert {one.code for one in ended} <= {1, 3}


def test_events_of_ndjson_can_be_gone_through_twice() -> None:
    as_lines, as_array = lines(*NEIGHBOURS), to_bytes(NEIGHBOURS)
    for words in (
        "show A/1",
        "show e",
        "show vienna",
        "show e f --json",
        "diff e f",
        "diff 2022 2024",
    ):
        given = (*words.split(), "--data", "-")
        assert call(*given, stdin=as_lines) == call(*given, stdin=as_array), words
    assert call("diff", "-", "bundled", "--json", stdin=as_lines) == call(
        "diff", "-", "bundled", "--json", stdin=as_array
    )


def test_a_changed_event_of_ndjson_is_named_with_its_title(tmp_path: Path) -> None:
    (tmp_path / "old.ndjson").write_bytes(lines(event(), event("gone", title={"en": "Quite gone"})))
    (tmp_path / "new.ndjson").write_bytes(lines(event(title={"en": "New talk"})))
    text = call("diff", str(tmp_path / "old.ndjson"), str(tmp_path / "new.ndjson"), "-v").text
    assert "~ 2022  e  New talk" in text
    assert "- 2022  gone  Quite gone" in text


def test_an_accent_beside_a_word_is_ignored() -> None:
    for command in ("search", "list", "filter", "positions", "timeline"):
        for accent in ("\u0301", "´"):
            assert call(command, "russia", accent) == call(command, "russia"), command


def test_the_groups_of_thousands_of_actors_are_counted_in_time() -> None:
    """Row 74: The members of one of 1,000 groups with 500 members each are counted in 5 seconds of
    CPU.
    """
    actors = {f"a{n}": {"kind": "state", "name": {"en": f"a{n}"}} for n in range(19_000)}
    for group in range(1_000):
        members = [f"a{(group * 7 + n) % 19_000}" for n in range(500)]
        actors[f"g{group}"] = {"kind": "group", "name": {"en": f"g{group}"}, "members": members}
    signing = [{"actor": f"a{n}", "role": "signatory"} for n in range(2_000)]
    data = to_bytes(document(event(actors=signing), actors=actors))
    with cpu_at_most(5):
        counted = call("count", "actor", "group:g1", "--data", "-", stdin=data)
    assert counted.text.count("\n") == 500


@pytest.mark.parametrize("pair", ["\ua8d3的", "\\的", "的x"])
def test_a_query_of_ten_thousand_characters_without_a_blank_is_read_in_time(pair: str) -> None:
    with cpu_at_most(2):
        call("list", pair * 5_000, "--data", "bundled")


def test_the_carets_below_a_query_fit_the_window() -> None:
    query = 'talk place:"the zero draft of the cybercrime convention"'
    for columns in range(40, 60):
        error = call("list", query, window=(columns, 24)).error
        assert "^" in error
        assert max(map(len, error.splitlines())) <= columns


@pytest.mark.parametrize("title", ["Appeal: wait", "Talk (decision 74/567)", "会议（维也纳）"])
def test_a_title_with_brackets_or_a_colon_is_found_as_it_stands(title: str) -> None:
    data = to_bytes(document(event(), event("f", title={"en": title})))
    assert call("search", title, "-f", "ids", "--data", "-", stdin=data).text == "f\n"
