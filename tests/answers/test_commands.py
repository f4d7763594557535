"""The table of commands: what its rows name exists, no other place lists commands, and all faces
of it answer alike.
"""

import ast
import json
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from shared import bundled as bundled_dataset
from shared import slow

import ahc_cli.answers
from ahc_cli import Record, Request, UsageError, load
from ahc_cli.answers import COMMANDS, NAMED, Command, answer, named
from ahc_cli.assistant import tools_of
from ahc_cli.model.records import JsonValue
from ahc_cli.query.context import Context
from ahc_cli.render import Answer, Column, Span

PACKAGE = Path(ahc_cli.answers.__file__).parents[1]
SCRIPTS = Path(__file__).parents[2] / "scripts"
CONTEXT = Context(bundled_dataset(), datetime.now(UTC).date())
# Words that a command answers; any other command needs none.
WORDS = {
    "show": ["china"], "compare": ["russia", "eu"], "filter": ["kind:session"], "search": ["surveillance"],
    "count": ["kind"], "diff": ["2023", "2024"], "line": ["did", "israel", "sign"],
}  # fmt: skip
# Names of methods where the command has another, or takes its words otherwise.
METHODS = {"show": "find", "line": "ask"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_function_and_the_types_that_a_row_names_can_be_imported(name):
    row = COMMANDS[name]
    assert callable(named(row.function))
    assert all(isinstance(named(path), type) for path in row.types)
    assert all(isinstance(column, str) for column in (named(row.columns) if row.columns else ()))


def names_in(node: ast.AST) -> set[str]:
    """Return the names of commands that stand in a list, tuple, set, or as keys of a dict."""
    match node:
        case ast.List(elts) | ast.Tuple(elts) | ast.Set(elts):
            parts = elts
        case ast.Dict(keys=keys):
            parts = keys
        case _:
            return set()
    values = {each.value for each in parts if isinstance(each, ast.Constant)}
    return {value for value in values if isinstance(value, str)}.intersection(NAMED)


# Tables of a dataset are named like the commands that list them, and three cards make a page.
TABLES = {
    "actors",
    "topics",
    "places",
    "sources",
    "facts",
    "positions",
    "status",
    "states",
    "timeline",
}


def test_no_other_module_lists_commands():
    for path in PACKAGE.rglob("*.py"):
        if path != Path(ahc_cli.answers.__file__):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                assert len(names_in(node) - TABLES) < 3, f"{path.name}:{node.lineno}"


def test_no_data_file_lists_commands_but_the_pages_of_help():
    for path in PACKAGE.rglob("*.txt"):
        if path.name != "commands.txt":
            for line in path.read_text(encoding="utf-8").splitlines():
                assert len({*line.split()}.intersection(NAMED) - TABLES) < 5, f"{path.name}: {line}"


def test_the_groups_of_the_help_name_every_command_once():
    for lang in ("en", "zh"):
        text = (PACKAGE / "help" / lang / "commands.txt").read_text(encoding="utf-8")
        groups = text.partition("\n[ahc]\n")[2].partition("\n\n[")[0]
        listed = [
            name for line in groups.splitlines() if line[:1] == "{" for name in line[1:-1].split()
        ]
        assert sorted(listed) == sorted(NAMED)


def method(record: Record, name: str) -> Any:
    """Return what the method of a record for a command returns."""
    words = WORDS.get(name, [])
    of_record = getattr(record, METHODS.get(name, name))
    if name == "line":
        return of_record(" ".join(words)).rows
    return of_record(*words)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "diff"])
def test_python_has_a_method_for_each_command_or_the_row_says_why_not(name):
    if COMMANDS[name].no_python:
        with pytest.raises(UsageError):
            load().answer(Request(name))
        return
    record = load()
    made = record.answer(Request(name, tuple(WORDS.get(name, ()))))
    expected = tuple(map(made.row, made.records))
    rows = method(record, name)
    assert rows == (expected[0] if name in ("status", "export") else expected)


ROWS = [name for name in COMMANDS if COMMANDS[name].types and COMMANDS[name].reads]


@pytest.mark.parametrize("name", [*ROWS[:6], *slow(*ROWS[6:])])
def test_the_command_line_python_and_the_assistant_give_the_same_rows(bundled, name):
    """Row 90: Every command of the table has the same rows from the command line, from Python and
    from the assistant.
    """
    words = WORDS.get(name, [])
    printed = json.loads(bundled(*([] if name == "line" else [name]), *words, "--json").out)
    made = answer(Request(name, tuple(words)), CONTEXT)
    assert printed == json.loads(json.dumps(to_json(made.plain)))
    tools = tools_of(CONTEXT)
    tool = "ask" if name == "line" else name
    if tool in tools:
        given = {"ask": {"question": " ".join(words)}, "show": {"name": "china", "section": "id"}}
        given |= {"compare": {"names": words}, "search": {"query": "surveillance"}}
        said = tools[tool](**given.get(tool, {}), limit=1000)
        rows = printed["rows"] if name == "line" else printed
        assert said["total"] == len(rows)
        if name not in ("show", "list", "search", "states"):  # heads, and parts of cards
            assert said["rows"] == rows[: len(said["rows"])]
    else:
        assert not COMMANDS[name].tool


def to_json(value: Any) -> Any:
    import msgspec

    return msgspec.json.decode(msgspec.json.encode(value))


class Echo(JsonValue, frozen=True):
    """A word that was typed."""

    word: str


def echo(request: Request, context: Context) -> Answer:
    """Answer with the words that were typed."""
    return Answer(
        records=[Echo(word) for word in request.words],
        getters={"word": lambda row: row.word},
        table=lambda _answer, _screen: [Column("id", lambda row: (Span(row.word),))],
    )


@pytest.fixture
def made_up(monkeypatch):
    module = ModuleType("ahc_cli.answers.made_up")
    module.echo, module.Echo = echo, Echo
    monkeypatch.setitem(sys.modules, module.__name__, module)
    row = Command(
        function="answers.made_up.echo",
        words="query",
        options=("fields", "sort", "reverse", "limit"),
        formats=("table", "tsv", "csv", "json", "ndjson", "md", "html", "ids"),
        types=("answers.made_up.Echo",),
        tool="Repeat words.",
    )
    monkeypatch.setitem(COMMANDS, "echo", row)
    monkeypatch.setattr(ahc_cli.answers, "NAMED", NAMED)
    NAMED.append("echo")
    yield
    NAMED.remove("echo")


def test_a_command_is_one_function_and_one_row(made_up, bundled, monkeypatch, capsysbinary):
    assert bundled("echo", "b", "a", "--sort", "word", "-n", "1").out == "a\n"
    assert json.loads(bundled("echo", "b", "--json").out) == [{"word": "b"}]
    assert bundled("echo", "b", "-f", "csv").out == "word\r\nb\r\n"
    assert bundled("echo", "b", "-f", "svg").code == 2
    monkeypatch.syspath_prepend(SCRIPTS)
    schemas = runpy.run_path(str(SCRIPTS / "answer_schemas.py"))["schemas"]()
    assert json.loads(schemas)["echo"]["$defs"]["Echo"]["properties"] == {
        "word": {"type": "string"}
    }
    assert load().answer(Request("echo", ("x",))).records == [Echo("x")]
    rows = tools_of(CONTEXT)["echo"](query="x")["rows"]
    assert rows == [{"word": "x"}]
    for typed in ("ahc ech", "ahc echo --fi", "ahc echo --fields "):
        monkeypatch.setenv("_AHC_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", typed.replace(" ", "\n"))
        monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
        with pytest.raises(SystemExit):
            bundled()
        assert capsysbinary.readouterr().out.split()[0] in (b"echo", b"--fields", b"word")
