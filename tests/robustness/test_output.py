"""Rows 30 to 39: what leaves, to a terminal, a pipe, a JSON parser."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from robustness import attacks
from robustness.attacks import ACTIVE, ESCAPES, EVERYTHING, INVISIBLE, LOSSLESS, MARKUP, OWN, is_inert
from robustness.commands import READING, differs, id_of
from robustness.running import Ended, batch, call, case, ids

WIDE = {"COLUMNS": "300"}


FOR_PEOPLE = [
    words for words in READING if "-f" not in words or words[-1] in ("table", "tsv", "md", "ids", "csv", "svg")
]


FOR_PROGRAMS = [words for words in READING if words[-1] in ("json", "ndjson")]


def allowed(words: tuple[str, ...]) -> str:
    """Controls that a format is made of."""
    formats = {"tsv": "\t", "csv": "\r"}
    return formats.get(words[-1], "\t" if "-f" not in words else "")


def strings(path: Path) -> set[str]:
    return set(attacks.strings(json.loads(path.read_text(encoding="ascii"))))


def records(ended: Ended, words: tuple[str, ...]) -> list[Any]:
    if words[-1] == "ndjson":
        return [json.loads(line) for line in ended.text.split("\n")[:-1]]
    found = json.loads(ended.out)
    return found if isinstance(found, list) else [found]


# What is said in JSON of each command: of these texts of an event everything must come back.
SAID = {
    "list": "title",
    "filter": "title",
    "search": "title",
    "positions": "text",
    "timeline": "title",
    "actors": "name",
    "topics": "name",
}


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("words", [*FOR_PROGRAMS, ("list", "--json", "--fields", "title,id,series")], ids=id_of)
def test_rows_30_and_38_json_gives_back_what_was_given(
    words: tuple[str, ...], terminal: bool, dataset: Path, hostile: Path
) -> None:
    if words[0] in ("actors", "topics"):
        dataset = hostile
    ended = call(*words, "--data", str(dataset), terminal=terminal)
    assert ended.code == differs(words)
    assert not terminal or is_inert(ended.text)
    found = records(ended, words)
    known = strings(dataset)
    if words[0] == "diff":
        edits = [value["words"] for value in found[0]["changes"][0]["fields"].values() if "words" in value]
        assert edits
        assert {"".join(part for sign, part in edit if sign != "+") for edit in edits} <= known
        assert {"".join(part for sign, part in edit if sign != "-") for edit in edits} <= known
        return
    if words[0] == "show":
        given = (
            next(e for e in json.loads(dataset.read_text())["events"] if e["id"] == "session-1")
            if dataset == hostile
            else json.loads(dataset.read_text())[0]
        )
        assert {key: found[0][key] for key in ("title", "summary", "series", "positions", "votes", "history")} == {
            key: given[key] for key in ("title", "summary", "series", "positions", "votes", "history")}  # fmt: skip
        return
    if words[0] == "count":
        assert found == [{"value": "session", "label": {"en": "session", "zh": "会议"}, "count": len(EVERYTHING)}]
        return
    key = SAID[words[0]]
    assert len(found) == len(EVERYTHING)
    expected = [attacks.bracketed(number, attack) for number, attack in enumerate(EVERYTHING)]
    assert sorted(record[key]["en"] for record in found) == sorted(expected)
    if "series" in found[0]:
        assert sorted(record["series"] for record in found) == sorted(expected)


@pytest.mark.parametrize("guise", ["array", "document", "ndjson"])
def test_row_31_half_a_character_is_refused_at_the_door(guise: str, empty: Path) -> None:
    for half in ("\\ud800", "\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "a\\udfffb"):
        for place in ("title", "summary", "place", "id", "series"):
            value = f'{{"en": "{half}"}}' if place in ("title", "summary") else f'"{half}"'
            event = f'{{"id": "e", "date": "2022", "kind": "session", "title": {{"en": "x"}}, "{place}": {value}}}'
            text = {"array": f"[{event}]", "ndjson": f"{event}\n",
                    "document": f'{{"schema_version": 1, "edition": "2022-01-01", "title": {{"en": "x"}}, "events": [{event}]}}'}[guise]  # fmt: skip
            path = empty / "half.json"
            path.write_text(text, encoding="ascii")
            for words in READING[::9]:
                ended = call(*words, "--data", str(path))
                assert (ended.code, ended.out) == (3, b""), (words, text)
                assert is_inert(ended.said)
                assert ":1:" in ended.said
            assert call("validate", str(path)).code == 1


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_row_32_an_answer_is_a_dataset_of_the_same_bytes(form: str, dataset: Path, tmp_path: Path) -> None:
    for words in (
        ("list",),
        ("filter", "kind:session"),
        ("search", "session"),
        ("list", "--as-of", "2015"),
        ("list", "--sort", "title", "-r"),
    ):
        first = call(*words, "-f", form, "--data", str(dataset)).out
        (tmp_path / "again").write_bytes(first)
        kept = ("list", "--sort", "title", "-r") if "--sort" in words else ("list",)
        second = call(*kept, "-f", form, "--data", str(tmp_path / "again")).out
        assert call(*kept, "-f", form, "--data", "-", stdin=second).out == second
        if words[0] != "search":
            assert second == first, words
        assert call("validate", str(tmp_path / "again")).code == 0


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_row_32_so_it_is_with_the_bundled_data(form: str) -> None:
    first = call("list", "-f", form).out
    assert call("list", "-f", form, "--data", "-", stdin=first).out == first


def test_row_33_a_dataset_is_compared_with_itself_and_with_a_changed_one(dataset: Path, tmp_path: Path) -> None:
    same = call("diff", str(dataset), str(dataset))
    assert (same.code, same.text) == (0, "0 added, 0 removed, 0 changed\n")
    assert json.loads(call("diff", str(dataset), str(dataset), "--json").out)["changes"] == []
    changed = json.loads(dataset.read_text())
    events = changed["events"] if isinstance(changed, dict) else changed
    gone = events.pop(50)["id"]
    events[7]["title"]["en"] += " more"
    events.append(events[8] | {"id": "quite-new", "related": []})
    other = attacks.written(changed, tmp_path / "other.json")
    ended = call("diff", str(dataset), str(other), env=WIDE)
    assert ended.code == 1
    assert ended.text.startswith("1 added, 1 removed, 1 changed\n")
    assert call("diff", str(dataset), str(other), "-q")[:3] == (1, b"", b"")
    assert call("diff", str(dataset), str(dataset), "-q")[:3] == (0, b"", b"")
    assert {change["id"]: change["change"] for change in json.loads(call("diff", str(dataset), str(other), "--json").out)["changes"]} == {
        "quite-new": "added", gone: "removed", events[7]["id"]: "changed"}  # fmt: skip
    bad = tmp_path / "bad.json"
    bad.write_text("[")
    for sides in ((bad, dataset), (dataset, bad), (bad, bad)):
        ended = call("diff", *map(str, sides))
        assert (ended.code, ended.out) == (3, b"")


SURROUNDINGS: dict[str, dict[str, Any]] = {
    "pipe": {}, "terminal": {"terminal": True}, "pipe in colour": {"env": {"FORCE_COLOR": "1"}},
    "terminal in colour": {"terminal": True, "env": {"FORCE_COLOR": "1", "TERM": "xterm-256color"}},
}  # fmt: skip


SHOWN = [
    (words, name)
    for words in FOR_PEOPLE
    for name in SURROUNDINGS
    if name == "pipe" or "-f" not in words or words[-1] == "table"
]


@pytest.mark.parametrize(("words", "name"), SHOWN, ids=[f"{id_of(words)} {name}" for words, name in SHOWN])
def test_rows_34_and_35_a_terminal_shows_attacks_and_acts_upon_none(
    words: tuple[str, ...], name: str, hostile: Path, hostile_array: Path
) -> None:
    surroundings = SURROUNDINGS[name]
    dataset = hostile if name in ("pipe", "terminal in colour") else hostile_array
    asked = (
        words
        if words[0] != "show"
        else ("show", *(f"session-{number + 1}" for number in range(len(EVERYTHING))), *words[2:])
    )
    env, lang = surroundings.get("env", {}), "zh" if "terminal" in surroundings else "en"
    ended = call(*asked, "--data", str(dataset), "--lang", lang, **(surroundings | {"env": env | WIDE}))
    assert ended.code == differs(words)
    assert re.fullmatch(r"(\d+ (event|position|entry|entries|actor|topic)s?\n)?", ended.said)
    said = OWN.sub("", ended.text) if surroundings else ended.text
    assert is_inert(said, allowed(words)), ACTIVE.search(said.translate(dict.fromkeys(map(ord, allowed(words)))))
    if words[0] in ("list", "filter", "search", "show") and words[-1] not in ("ids", "svg"):
        whole = re.sub(r"\s", "", said)
        for number in range(len(EVERYTHING)):
            assert f"B{number:03}" in whole, number
            assert f"A{number:03}" in whole, number


@pytest.mark.parametrize("attack", [*ESCAPES, *INVISIBLE], ids=ids([*ESCAPES, *INVISIBLE]))
def test_row_34_and_35_what_was_active_is_a_visible_mark(attack: str, tmp_path: Path) -> None:
    path = attacks.written(attacks.array([attack]), tmp_path / "one.json")
    for words in (("list",), ("list", "-f", "table"), ("show", "session-1"), ("list", "-f", "md")):
        said = call(*words, "--data", str(path), env=WIDE).text.replace("\\\\", "\\")
        for char in attack:
            if ACTIVE.match(char):
                code = ord(char)
                mark = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
                assert mark in said or (char == "\t" and words[0] == "list"), (words, mark)


@pytest.mark.parametrize("table", ["actor", "topic", "place", "source"])
@pytest.mark.parametrize("name", SURROUNDINGS)
def test_rows_34_and_35_so_does_the_card_of_what_is_no_event(table: str, name: str, hostile: Path) -> None:
    surroundings = SURROUNDINGS[name]
    ids = [f"{table}-{number}" for number in range(len(EVERYTHING))]
    ended = call("show", *ids, "--data", str(hostile), **(surroundings | {"env": surroundings.get("env", {}) | WIDE}))
    assert (ended.code, ended.err) == (0, b"")
    said = OWN.sub("", ended.text) if surroundings else ended.text
    assert is_inert(said), ACTIVE.search(said)
    assert all(f"B{number:03}" in said and f"A{number:03}" in said for number in range(len(EVERYTHING)))


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("words", [("count", field, "-f", form) for field in ("place", "topic", "body", "series") for form in ("ids", "tsv", "table", "md")],
                         ids=id_of)  # fmt: skip
def test_rows_34_and_35_so_do_values_that_are_counted(
    words: tuple[str, ...], terminal: bool, hostile_array: Path
) -> None:
    ended = call(*words, "--data", str(hostile_array), terminal=terminal, env=WIDE)
    said = OWN.sub("", ended.text) if terminal else ended.text
    assert is_inert(said, allowed(words)), ACTIVE.search(said)
    assert all(f"B{number:03}" in said and f"A{number:03}" in said for number in range(len(EVERYTHING)))


@pytest.mark.parametrize("table", ["actor", "topic"])
def test_rows_34_and_35_so_do_the_names_by_which_a_search_found_an_event(table: str, tmp_path: Path) -> None:
    everyone = {
        f"x-{n}": {"name": {"en": f"Zebra{attacks.bracketed(n, attack)}"}} for n, attack in enumerate(EVERYTHING)
    }
    event: dict[str, Any] = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "Talk"}}
    if table == "actor":
        everyone = {id_: record | {"kind": "ngo"} for id_, record in everyone.items()}
        event["actors"] = [{"actor": id_, "role": "host"} for id_ in everyone]
    else:
        event["topics"] = [*everyone]
    content = {
        "schema_version": 1,
        "edition": "2022-01-01",
        "title": {"en": "x"},
        f"{table}s": everyone,
        "events": [event],
    }
    path = attacks.written(content, tmp_path / "tags.json")
    ended = call("search", "zebra", "--data", str(path), terminal=True, env=WIDE)
    said = OWN.sub("", ended.text)
    assert is_inert(said), ACTIVE.search(said)
    assert all(f"ZebraB{number:03}" in said for number in range(len(EVERYTHING)))


@pytest.mark.parametrize("command", ["list", "filter", "search", "positions", "timeline"])
def test_row_34_what_may_have_been_meant_is_told_inert(command: str, tmp_path: Path) -> None:
    title = {"en": "Zebra\x1b[31mxy"}
    path = attacks.written([{"id": "e", "date": "2022", "kind": "session", "title": title}], tmp_path / "one.json")
    ended = call(command, "zebra31mxy", "--data", str(path), terminal=True)
    assert ended.code == 1
    assert "near: Zebra\\x1b[31mxy" in ended.said
    assert is_inert(ended.said)


@pytest.mark.parametrize("markup", MARKUP, ids=ids(MARKUP))
def test_row_36_markup_is_shown_letter_by_letter(markup: str, tmp_path: Path, empty: Path) -> None:
    path = attacks.written(attacks.array([markup, "plain"]), empty / "one.json")
    for words in (("list",), ("list", "-f", "table"), ("show", "session-1"), ("search", "session"), ("positions", "-f", "table"), ("timeline",),
                  ("diff", "session-1", "session-2"), ("count", "place", "-f", "table"), ("list", "-f", "csv")):  # fmt: skip
        ended = call(*words, "--data", str(path), env=WIDE, terminal=True)
        said = OWN.sub("", ended.text)
        edits = re.sub(r"\[-|-\]|\{\+.*?\+\}", "", said) if words[0] == "diff" else said
        assert markup in said or markup in edits or words[0] == "timeline", (words, said)
        if words[0] != "diff":
            assert {*re.findall("B000(.*?)A000", said)} <= {markup}, (words, said)
    for words in (
        ("show", markup),
        ("list", "--kind", markup),
        ("list", "--fields", markup),
        ("count", markup),
        ("help", markup),
        ("list", "-f", markup),
    ):
        ended = call(*words, terminal=True)
        assert ended.code in (1, 2)
        assert markup in ended.said
    assert [*empty.iterdir()] == [path]


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_row_37_a_message_about_an_attack_is_inert(terminal: bool, empty: Path) -> None:
    sound = {"id": "e", "date": "2022", "kind": "session", "title": {"en": "x"}}
    env = {"FORCE_COLOR": "1"} if terminal else {}
    for attack in [*ESCAPES, *INVISIBLE, *MARKUP][terminal::2]:
        wrong: list[dict[str, Any]] = [
            {"date": attack}, {"id": attack}, {"kind": attack}, {attack: 1}, {"title": {attack: "x"}}, {"status": attack}, {"actors": [{"actor": "a", "role": attack}]},
            {"history": [{"as_of": attack, "date": "2022", "status": "scheduled", "title": {"en": "x"}, "sources": ["s"]}]},
        ]  # fmt: skip
        datasets = [json.dumps([sound | one]) for one in wrong] + [
            json.dumps([sound | {attack: 1}])[:-3] + f", {json.dumps(attack)}: 2}}]"
        ]
        datasets += [json.dumps({"schema_version": 1, "edition": "2022-01-01", "title": {"en": "x"}, "events": [sound | one]}) for one in
                     ({"place": attack}, {"actors": [{"actor": attack, "role": "host"}]}, {"topics": [attack]}, {"related": [attack]})]  # fmt: skip
        path = empty / "bad.json"
        for text in datasets:
            path.write_text(text)
            listed = call("list", "--data", str(path), terminal=terminal, env=env)
            assert listed.code == 3, text
            assert not listed.out
            assert is_inert(OWN.sub("", listed.said)), listed.said
            for words in (("validate", str(path)), ("validate", str(path), "--json")):
                checked = call(*words, terminal=terminal, env=env)
                assert checked.code == 1, text
                if terminal or "--json" not in words:
                    assert is_inert(OWN.sub("", checked.text)), checked.text
                    assert is_inert(checked.said)


def test_row_38_a_difference_at_a_terminal_is_escaped_too(tmp_path: Path) -> None:
    text = "".join((*ESCAPES, *INVISIBLE, *LOSSLESS))
    event = {"id": "session-1", "date": "2022", "kind": "session", "title": {"en": text}}
    sides = [
        str(attacks.written([event | {"title": {"en": title}}], tmp_path / f"{len(title)}.json"))
        for title in (text, text + "x")
    ]
    pipe, terminal = (call("diff", *sides, "--json", terminal=at_terminal) for at_terminal in (False, True))
    assert is_inert(terminal.text)
    assert json.loads(terminal.out) == json.loads(pipe.out)
    assert json.loads(pipe.out)["changes"][0]["fields"]["title.en"]["old"] == text


def test_row_39_there_is_no_escape_where_there_should_be_none() -> None:
    lines = [("list",), ("list", "-f", "table"), ("count", "kind"), ("search", "vienna"), ("show", "session-1"), ("timeline",), ("diff", "session-1", "session-2"),
             ("positions",), ("actors",), ("--help",), ("list", "--help"), ("help", "query"), ("show", "nope"), ("nope",), ("list", "kind:x"), ("validate",)]  # fmt: skip
    window = (80, 24)
    inert_terms: list[dict[str, str | None]] = [
        {"TERM": "dumb"},
        {"TERM": None},
        {"TERM": "xterm", "NO_COLOR": "1"},
        {"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"},
        {"TERM": ""},
    ]
    asked = [case(*words, window=window, env=env) for words in lines for env in inert_terms]
    asked += [case(*words, env={"TERM": "xterm-256color"}) for words in lines]
    asked += [
        case(*words, "--color", "never", window=window, env={"TERM": "xterm", "FORCE_COLOR": "1"})
        for words in lines[:4]
    ]
    for one, ended in zip(asked, batch(asked), strict=True):
        assert b"\x1b" not in ended.out, one
        assert b"\x1b" not in ended.err, one
    coloured = batch([case(*words, window=window, env={"TERM": "xterm-256color"}) for words in lines[:9]])
    assert all(b"\x1b[" in ended.out for ended in coloured)


def test_what_is_lossless_is_among_the_attacks() -> None:
    assert set(LOSSLESS) <= set(EVERYTHING)
