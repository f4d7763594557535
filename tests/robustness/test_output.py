"""What leaves for a terminal, a pipe, a JSON parser."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from robustness import attacks
from robustness.attacks import (
    ACTIVE,
    ESCAPES,
    EVERYTHING,
    INVISIBLE,
    LOSSLESS,
    MARKUP,
    OWN,
    is_inert,
    shows_all,
)
from robustness.commands import READING, Words, expected_code, line_id
from robustness.inputs import FORMS, document, event, to_bytes
from robustness.running import WINDOW, Ended, batch, call, case, ids
from robustness.sinks import read_drawing

pytestmark = pytest.mark.slow

WIDE = {"COLUMNS": "300"}
WIDE_WINDOW = (300, 24)
FOR_PEOPLE = [words for words in READING if words[-1] not in ("json", "ndjson", "ics", "csl")]
FOR_PROGRAMS = [words for words in READING if words[-1] in ("json", "ndjson")]
# Of these texts of a record everything must come back from JSON.
LOSSLESS_KEYS = {
    "list": "title",
    "filter": "title",
    "search": "title",
    "positions": "text",
    "facts": "text",
    "timeline": "title",
    "actors": "name",
    "topics": "name",
    "places": "name",
    "sources": "title",
}


def allowed(words: Words) -> str:
    """Return the control characters that a format consists of."""
    return {"tsv": "\t", "csv": "\r"}.get(words[-1], "\t" if "-f" not in words else "")


def records(ended: Ended, words: Words) -> list[Any]:
    if words[-1] == "ndjson":
        return [json.loads(line) for line in ended.text.split("\n")[:-1]]
    found = json.loads(ended.out)
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize("window", [None, WINDOW], ids=["pipe", "terminal"])
@pytest.mark.parametrize(
    "words", [*FOR_PROGRAMS, ("list", "--json", "--fields", "title,id,series")], ids=line_id
)
def test_json_returns_what_was_given(
    words: Words, window: tuple[int, int] | None, hostile: Path, hostile_array: Path
) -> None:
    """Row 30: Quotes, line feeds, escapes, combining marks, emoji and noncharacters come back from
    JSON and NDJSON code point by code point, neither cleaned nor normalised.
    Row 38: At a terminal JSON has the same values, with active characters escaped.
    """
    expected = sorted(attacks.bracket(number, attack) for number, attack in enumerate(EVERYTHING))
    for path in (
        (hostile,)
        if words[0] in ("actors", "topics", "places", "sources")
        else (hostile, hostile_array)
    ):
        ended = call(*words, "--data", str(path), window=window)
        assert ended.code == expected_code(words)
        assert not window or is_inert(ended.text)
        found, given = records(ended, words), json.loads(path.read_bytes())
        if words[0] == "diff":
            edits = [
                value["words"]
                for value in found[0]["changes"][0]["fields"].values()
                if "words" in value
            ]
            assert edits
            for sign in "+-":
                assert {
                    "".join(part for kind, part in edit if kind != sign) for edit in edits
                } <= attacks.strings(given)
        elif words[0] == "show":
            session_1 = (given["events"] if path == hostile else given)[0]
            for key in ("title", "summary", "series", "positions", "votes", "history"):
                assert without_confidence(found[0][key]) == session_1[key]
        elif words[0] == "count":
            assert found == [
                {
                    "value": "session",
                    "label": {"en": "session", "zh": "届会"},
                    "count": len(EVERYTHING),
                }
            ]
        else:
            texts = [record[LOSSLESS_KEYS[words[0]]] for record in found]
            assert (
                sorted(text if isinstance(text, str) else text["en"] for text in texts) == expected
            )
            assert (
                "series" not in found[0] or sorted(record["series"] for record in found) == expected
            )


def without_confidence(value: Any) -> Any:
    """Return the value of a key of an event without what an answer adds to its parts."""
    if not isinstance(value, list):
        return value
    return [{key: inner for key, inner in part.items() if key != "confidence"} for part in value]


def test_a_lone_surrogate_is_refused_at_the_door(empty: Path) -> None:
    """Row 31: A dataset with half of a surrogate pair is refused by every command, with the place."""
    path = empty / "half.json"
    for name, form in FORMS.items():
        for half in (b"\\ud800", b"\\udc00", b"\\ud800\\ud800", b"\\udc00\\ud800", b"a\\udfffb"):
            for place in ("title", "summary", "place", "id", "series"):
                value = {"en": "@@"} if place in ("title", "summary") else "@@"
                path.write_bytes(form(event(**{place: value})).replace(b"@@", half))
                for words in READING[::9] if place == "title" else READING[:1]:
                    ended = call(*words, "--data", str(path))
                    assert (ended.code, ended.out) == (3, b""), (words, name, half, place)
                    assert is_inert(ended.error)
                    assert ":1:" in ended.error
                assert call("validate", str(path)).code == 1


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_an_answer_is_a_dataset_of_the_same_bytes(
    form: str, hostile: Path, hostile_array: Path, empty: Path
) -> None:
    """Row 32: An answer in JSON or NDJSON is a valid dataset and, read again, gives the same bytes."""
    commands = [
        ("filter", "kind:session"),
        ("list", "--as-of", "2015"),
        ("list", "--sort", "title", "-r"),
        ("search", '"session"'),
    ]
    asked = [
        ("list",),
        *(
            (*words, "--data", str(path))
            for path in (hostile, hostile_array)
            for words in (("list",), *commands)
        ),
    ]
    for words in asked:
        first = call(*words, "-f", form).out
        (empty / "again").write_bytes(first)
        assert call("validate", "again").code == 0
        again = ("list", "--sort", "title", "-r") if "--sort" in words else ("list",)
        second = call(*again, "-f", form, "--data", "again").out
        assert second == first or words[0] == "search", words
        assert call(*again, "-f", form, "--data", "-", stdin=second).out == second


def test_a_dataset_is_compared_with_itself_and_with_a_changed_one(
    hostile_data: Path, empty: Path
) -> None:
    """Row 33: A dataset does not differ from itself; a changed one gives what was added, removed
    and changed, with exit code 1; a bad file on either side is refused.
    """
    same = ("diff", str(hostile_data), str(hostile_data))
    assert call(*same) == (0, b"0 events added, 0 removed, 0 changed\n", b"")
    assert call(*same, "-q") == (0, b"", b"")
    assert json.loads(call(*same, "--json").out)["changes"] == []
    content = json.loads(hostile_data.read_bytes())
    events = content["events"] if isinstance(content, dict) else content
    removed = events.pop(50)["id"]
    events[7]["title"]["en"] += " more"
    events.append(events[8] | {"id": "quite-new", "related": []})
    attacks.write(content, empty / "other.json")
    changed = ("diff", str(hostile_data), "./other.json")
    ended = call(*changed, env=WIDE)
    assert (ended.code, ended.text.splitlines()[0]) == (1, "1 event added, 1 removed, 1 changed")
    assert call(*changed, "-q") == (1, b"", b"")
    changes = json.loads(call(*changed, "--json").out)["changes"]
    assert {one["id"]: one["change"] for one in changes} == {
        "quite-new": "added",
        removed: "removed",
        events[7]["id"]: "changed",
    }
    (empty / "bad.json").write_text("[")
    for sides in (
        ("./bad.json", str(hostile_data)),
        (str(hostile_data), "./bad.json"),
        ("./bad.json", "./bad.json"),
    ):
        ended = call("diff", *sides)
        assert (ended.code, ended.out) == (3, b"")


SURROUNDINGS: dict[str, dict[str, Any]] = {
    "pipe": {"env": WIDE},
    "pipe in colour": {"env": WIDE | {"FORCE_COLOR": "1"}},
    "terminal in colour": {
        "window": WIDE_WINDOW,
        "env": {"FORCE_COLOR": "1", "TERM": "xterm-256color"},
    },
}


def on_hostile_data(words: Words) -> list[Words]:
    """Return the command lines that together show every attack: a timeline has no room for all of
    them at once.
    """
    if words[0] == "timeline":
        return [("timeline", f"date:{year}", *words[2:]) for year in range(2010, 2030)]
    if words[0] == "search":
        return [(words[0], "-n", "999", *words[1:])]
    if words[0] == "show":
        return [
            ("show", *(f"session-{number + 1}" for number in range(len(EVERYTHING))), *words[2:])
        ]
    return [words]


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_attacks_are_shown_and_none_is_active(
    surroundings: str, hostile: Path, hostile_array: Path
) -> None:
    """Row 34: Escape sequences and control characters in the texts of a dataset act upon no
    terminal, in a window, in a pipe and in forced colour, and the text beside them is still there.
    Row 35: Bidirectional controls, line separators and tag characters in a text reorder and hide
    nothing.
    """
    given = SURROUNDINGS[surroundings]
    path = hostile_array if surroundings == "pipe in colour" else hostile
    asked = [
        words
        for words in FOR_PEOPLE
        if surroundings == "pipe" or "-f" not in words or words[-1] == "table"
    ]
    for words in (one for each in asked for one in on_hostile_data(each)):
        ended = call(
            *words, "--data", str(path), "--lang", "zh" if "window" in given else "en", **given
        )
        assert ended.code == expected_code(words), words
        assert re.fullmatch(
            r"(\d+( [a-z]+|个\w+|项立场|条事实|个事件，分\d+行)\n)?",
            ended.error,
        ), words
        text = OWN.sub("", ended.text) if surroundings != "pipe" else ended.text
        assert is_inert(text, allowed(words)), words
        if words[0] in ("list", "filter", "search", "show") and words[-1] not in ("ids", "svg"):
            assert shows_all(re.sub(r"\s", "", text)), words


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_entity_cards_and_counted_values_are_inert_too(
    surroundings: str, hostile: Path, hostile_array: Path
) -> None:
    """Rows 34, 35: Cards of actors, topics, places and sources, and counted values, are inert too."""
    given = SURROUNDINGS[surroundings]
    asked = [("show", *(f"{table}-{number}" for number in range(len(EVERYTHING))), "--data", str(hostile))
             for table in ("actor", "topic", "place", "source")]  # fmt: skip
    asked += [("count", field, "-f", form, "--data", str(hostile_array))
              for field in ("place", "topic", "body", "series") for form in ("ids", "tsv", "table", "md")]  # fmt: skip
    for words in asked:
        ended = call(*words, **given)
        assert ended.code == 0, words
        text = OWN.sub("", ended.text)
        assert is_inert(text, "\t" if "tsv" in words else ""), words
        assert shows_all(re.sub(r"\s", "", text)), words


def test_the_names_by_which_a_search_found_an_event_are_inert_too(
    empty: Path,
) -> None:
    """Rows 34, 35: So are the names by which a search found an event."""
    names = {
        f"x-{n}": {"name": {"en": f"Zebra {attacks.bracket(n, attack)}"}}
        for n, attack in enumerate(EVERYTHING)
    }
    actors = {
        id_: record | {"kind": "ngo", "adjectives": ["zebra"]} for id_, record in names.items()
    }
    hosted = [
        event(f"e-{n}", actors=[{"actor": id_, "role": "host"}]) for n, id_ in enumerate(names)
    ]
    attacks.write(document(*hosted, actors=actors), empty / "tags.json")
    text = read_drawing(
        call("search", "zebra", "-n", "999", "--data", "tags.json", window=WIDE_WINDOW).text
    )
    assert shows_all(re.sub(r"\s", "", text))


def test_what_may_have_been_meant_is_inert(empty: Path) -> None:
    """Row 34: So is a spelling that an error suggests."""
    attacks.write(document(event(title={"en": "Zebrafinch\x1bc"})), empty / "one.json")
    for command in ("list", "filter", "search", "positions", "timeline"):
        ended = call(command, "zebrfnchc", "--data", "one.json", window=WINDOW)
        assert ended.code == 1
        assert "Zebrafinch\\x1bc?" in ended.error
        assert is_inert(ended.error)


def mark_of(char: str) -> str:
    """Return the visible mark that stands for an active character."""
    code = ord(char)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def test_an_active_character_becomes_a_visible_mark(empty: Path) -> None:
    """Rows 34, 35: In place of each such character stands a visible mark; a tab in a line of TSV is
    a blank.
    """
    for attack in (*ESCAPES, *INVISIBLE):
        attacks.write(attacks.array([attack]), empty / "one.json")
        for words in (
            ("list",),
            ("list", "-f", "table"),
            ("show", "session-1"),
            ("list", "-f", "md"),
        ):
            text = call(*words, "--data", "one.json", env=WIDE).text.replace("\\\\", "\\")
            missing = [char for char in attack if ACTIVE.match(char) and mark_of(char) not in text]
            assert missing == (["\t"] if "\t" in attack and words[0] == "list" else []), (
                attack,
                words,
            )


@pytest.mark.parametrize("markup", MARKUP, ids=ids(MARKUP))
def test_markup_is_shown_letter_by_letter(markup: str, empty: Path) -> None:
    """Row 36: What a library for drawing or a shell might interpret, such as `[bold]`, `:skull:` or
    `$HOME`, is shown letter by letter, in data and as an argument.
    """
    path = attacks.write(attacks.array([markup, "plain"]), empty / "one.json")
    for words in (("list",), ("list", "-f", "table"), ("show", "session-1"), ("search", '"session"'), ("positions", "-f", "table"),
                  ("count", "place", "-f", "table"), ("list", "-f", "csv"), ("timeline",)):  # fmt: skip
        text = OWN.sub("", call(*words, "--data", str(path), window=WIDE_WINDOW).text)
        assert markup in text or words[0] == "timeline", (words, text)
        assert {*re.findall("B000(.*?)A000", text)} <= {markup}, (words, text)
    text = OWN.sub(
        "", call("diff", "session-1", "session-2", "--data", str(path), window=WIDE_WINDOW).text
    )
    assert markup in text or markup in re.sub(r"\[-|-\]|\{\+.*?\+\}", "", text)
    for words in (
        ("show", markup),
        ("list", "--kind", markup),
        ("list", "--fields", markup),
        ("count", "kind", "--fields", markup),
        ("help", markup),
        ("list", "-f", markup),
    ):
        ended = call(*words, window=WINDOW)
        assert ended.code in (1, 2)
        assert markup in ended.error
    assert [*empty.iterdir()] == [path]


@pytest.mark.parametrize("surroundings", ["pipe", "terminal in colour"])
def test_a_message_about_an_attack_is_inert(surroundings: str, empty: Path) -> None:
    """Row 37: A message about an attack in a date, an id, a key or a reference is inert."""
    given = SURROUNDINGS[surroundings]
    valid = event(title={"en": "x"})
    path = empty / "bad.json"
    several = [*ESCAPES, *INVISIBLE, *MARKUP]
    for attack in ("".join(several[start : start + 4]) for start in range(0, len(several), 4)):
        plan = {
            "as_of": attack,
            "date": "2022",
            "status": "scheduled",
            "title": {"en": "x"},
            "sources": ["s"],
        }
        faults: list[dict[str, Any]] = [
            {"date": attack}, {"id": attack}, {"kind": attack}, {attack: 1}, {"title": {attack: "x"}}, {"status": attack},
            {"actors": [{"actor": "a", "role": attack}]}, {"history": [plan]},
        ]  # fmt: skip
        unknown = (
            {"place": attack},
            {"actors": [{"actor": attack, "role": "host"}]},
            {"topics": [attack]},
            {"related": [attack]},
        )
        twice = to_bytes([valid | {attack: 1}]).replace(
            b"1}]", f"1, {json.dumps(attack)}: 2}}]".encode()
        )
        for data in (
            *(to_bytes([valid | fault]) for fault in faults),
            *(to_bytes(document(valid | fault)) for fault in unknown),
            twice,
        ):
            path.write_bytes(data)
            listed = call("list", "--data", str(path), **given)
            assert (listed.code, listed.out) == (3, b""), data
            assert is_inert(OWN.sub("", listed.error)), listed
            for more in ((),) if surroundings == "pipe" else ((), ("--json",)):
                validated = call("validate", str(path), *more, **given)
                assert (validated.code, validated.err) == (1, b""), data
                assert is_inert(OWN.sub("", validated.text)), validated


def test_a_difference_at_a_terminal_is_escaped_too(empty: Path) -> None:
    """Row 38: So it is with a difference in JSON."""
    text = "".join((*ESCAPES, *INVISIBLE, *LOSSLESS))
    attacks.write([event(title={"en": text})], empty / "old.json")
    attacks.write([event(title={"en": text + "x"})], empty / "new.json")
    in_pipe, at_terminal = (
        call("diff", "./old.json", "./new.json", "--json", window=window)
        for window in (None, WINDOW)
    )
    assert is_inert(at_terminal.text)
    assert json.loads(at_terminal.out) == json.loads(in_pipe.out)
    assert json.loads(in_pipe.out)["changes"][0]["fields"]["title.en"]["old"] == text


# Surroundings of a real terminal in which no escape sequence is written.
COLOURLESS: list[dict[str, str | None]] = [
    {"TERM": "dumb"}, {"TERM": None}, {"TERM": ""},
]  # fmt: skip


def test_there_is_no_escape_sequence_where_there_should_be_none() -> None:
    """Row 39: There is no escape sequence in a pipe, in a terminal called dumb, or with `--color
    never`, and with `NO_COLOR` none but for bold, faint and underlined letters.
    """
    answers = [("list",), ("count", "kind"), ("search", "vienna"), ("show", "session-1"), ("timeline", "kind:session"),
               ("diff", "session-1", "session-2"), ("actors",)]  # fmt: skip
    lines = [
        *answers,
        ("list", "-f", "table"),
        ("--help",),
        ("help", "query"),
        ("show", "nope"),
        ("list", "kind:x"),
        ("validate",),
    ]
    asked = [case(*words, window=WINDOW, env=env) for words in lines for env in COLOURLESS]
    asked += [
        case(*words, "--color", "never", window=WINDOW, env={"TERM": "xterm", "FORCE_COLOR": "1"})
        for words in answers
    ]
    asked += [case(*words, env={"TERM": "xterm-256color"}) for words in lines]
    for one, ended in zip(asked, batch(asked), strict=True):
        assert b"\x1b" not in ended.out + ended.err, one
    no_color = {"TERM": "xterm", "NO_COLOR": "1"}
    asked = [case(*words, window=WINDOW, env=no_color) for words in lines]
    asked += [case(*words, window=WINDOW, env=no_color | {"FORCE_COLOR": "1"}) for words in lines]
    for one, ended in zip(asked, batch(asked), strict=True):
        assert b"\x1b" not in re.sub(rb"\x1b\[(?:[0-4];?)*m", b"", ended.out + ended.err), one
    coloured = batch(
        [case(*words, window=WINDOW, env={"TERM": "xterm-256color"}) for words in answers]
    )
    assert all(b"\x1b[" in ended.out for ended in coloured)


def test_the_same_command_twice_is_the_same_bytes(hostile: Path) -> None:
    """Row 70: The same command at a terminal in colour gives the same bytes every time, links
    included.
    """
    words = [
        ("show", "session-1", "actor-1", "source-1"),
        ("sources",),
        ("list",),
        ("positions",),
        ("search", '"session"'),
        ("status", "--data", "bundled"),
    ]
    cases = [
        case(
            "--data",
            str(hostile),
            window=WINDOW,
            env={"TERM": "xterm-256color", "PYTHONHASHSEED": "random"},
        )
        | {"args": [*each, *(() if "--data" in each else ("--data", str(hostile)))]}
        for each in words
    ]
    first, second = batch(cases), batch(cases)
    assert first == second
    assert b"\x1b]8;;https://" in first[0].out


def test_an_exact_id_is_shown_whatever_word_it_is(empty: Path) -> None:
    """Row 70: An event whose exact id is given is shown, even if the id is a word such as or, not,
    the or kind.
    """
    names = [
        "or",
        "not",
        "and",
        "the",
        "kind",
        "who",
        "list",
        "status",
        "session",
        "latest",
        "n",
        "x1",
        "article",
    ]
    attacks.write(
        [event(name, title={"en": f"Talk of {name}"}) for name in names], empty / "words.json"
    )
    for name in names:
        (found,) = json.loads(call("show", name, "--json", "--data", "words.json").out)
        assert found["id"] == name
