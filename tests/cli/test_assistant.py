"""Assistants: the tools of `ahc mcp`, and the server with the client of its own package."""

import asyncio
import json
import os
import sys
from pathlib import Path

import jsonschema
import pytest
from shared import TODAY, slow
from shared import bundled as bundled_dataset

from ahc_cli import __version__
from ahc_cli.assistant import tools_of
from ahc_cli.data.load import Files
from ahc_cli.errors import UsageError
from ahc_cli.query.context import Context
from cli.test_another import EXAMPLE, OF_THE_BUNDLED_RECORD

SRC = Path(__file__).parents[2] / "src"
MOST = 20_000


# Calls of every tool.
CALLS = [
    ("ask", {"question": "did israel sign"}),
    ("search", {"query": "manga"}),
    ("list", {"query": "kind:session 2023", "limit": 1}),
    ("show", {"name": "ga-74-247", "section": "votes"}),
    ("positions", {"query": "china"}),
    ("facts", {"query": "of:caveat", "offset": 20}),
    ("states", {"query": "group:eu not signed"}),
    ("compare", {"names": ["russia", "china"]}),
    ("status", {}),
]


@pytest.fixture(scope="module")
def tools():
    return tools_of(Context(bundled_dataset(), TODAY))


def size(answer):
    return len(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())


def test_an_answer_has_the_rows_of_json(tools, bundled):
    answer = tools["positions"](query="actor:eff", limit=1000)
    rows = json.loads(bundled("positions", "actor:eff", "--json").out)
    assert answer["total"] == len(rows)
    assert answer["rows"] == rows[: len(answer["rows"])]


def test_an_answer_has_a_hundred_rows_unless_more_are_asked_for(tools):
    few = {"fields": "id", "query": ""}
    assert len(tools["states"](**few)["rows"]) == 100
    assert len(tools["states"](**few, limit=150)["rows"]) == 150


def test_all_signatories_are_one_answer_with_their_days_and_sources(tools):
    answer = tools["states"](query="signed")
    assert answer["total"] == len(answer["rows"]) > 70
    assert size(answer) < MOST
    assert all(row["signed"]["sources"] for row in answer["rows"])
    assert answer["sections_left_out"]["votes"] > 100
    rows = tools["states"](query="signed", fields="id,signed,74/247")["rows"]
    assert {row["74/247"] for row in rows} > {"yes", "no"}


@pytest.mark.parametrize("name", ["states", *slow("facts", "positions", "list")])
def test_the_next_call_of_each_answer_leads_to_all_rows(tools, name):
    call, found = {"query": "", "limit": 10_000}, []
    while call:
        answer = tools[name](**call)
        assert size(answer) < MOST
        found += answer["rows"]
        call = answer.get("next", {})
        assert call.pop("tool", name) == name
    assert len(found) == answer["total"] == len({json.dumps(row) for row in found})


@pytest.mark.parametrize("question", ["states", "russia", "who signed", "china", "convention"])
def test_every_answer_has_at_most_twenty_kilobytes(tools, question):
    assert size(tools["ask"](question=question, limit=1000)) < MOST


def test_a_card_that_is_too_long_names_the_sections_that_show_the_rest(tools):
    answer = tools["show"](name="russia")
    (card,) = answer["rows"]
    assert card["id"] == "russia"
    assert size(answer) < MOST
    assert answer["sections_left_out"]
    for section, number in answer["sections_left_out"].items():
        assert tools["show"](name="russia", section=section)["total"] == number


def test_a_section_that_no_card_has_is_an_error(tools):
    assert tools["show"](name="session-4", section="votes")["rows"] == []
    assert tools["show"](name="russia", section="tile")["total"] == 2
    with pytest.raises(UsageError, match="did you mean votes"):
        tools["show"](name="session-4", section="vote")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "query"),
        ({"query": "x", "limit": -5}, "limit"),
        ({"query": "x", "offset": -1}, "offset"),
        ({"query": "x", "ofset": 5}, "ofset"),
        ({"query": ["x"]}, "query"),
        ({"query": "x", "self": 1}, "self"),
        ({"query": "x", "lang": "fr"}, "lang"),
    ],
)
def test_a_wrong_argument_is_an_error_that_names_it_and_those_that_there_are(tools, given, named):
    with pytest.raises(UsageError) as error:
        tools["search"](**given)
    first, second = error.value.args
    assert f"`{named}`" in first or f"$.{named}`" in first
    assert {"query", "limit", "offset", "as_of", "lang"} <= set(
        second.partition(": ")[2].split(", ")
    )
    assert "pydantic" not in str(error.value)


def test_a_list_has_the_heads_of_events_and_names_the_sections_that_show_the_rest(tools):
    answer = tools["list"](query="has:votes")
    assert len(answer["rows"]) > 1
    assert answer["sections_left_out"]["votes"]
    for head in answer["rows"]:
        assert "votes" not in head
        votes = tools["show"](name=head["id"], section="votes")
        assert votes["rows"][0]["confidence"]


def test_the_day_and_the_language_are_those_of_a_call_alone(tools):
    assert tools["status"](as_of="2024")["rows"][0]["as_of"] == "2024-12-31"
    assert tools["status"]()["rows"][0]["as_of"] == str(TODAY)
    with pytest.raises(UsageError, match="无法识别"):
        tools["list"](query="kind:nope", lang="zh")
    with pytest.raises(UsageError, match="unknown kind"):
        tools["list"](query="kind:nope")


def test_the_other_tools_answer(tools):
    assert tools["ask"](question="did russia sign")["command"]
    assert tools["search"](query="surveillance", limit=1)["next"]["offset"] == 1
    assert tools["compare"](names=["russia", "china"])["rows"][0]["row"] == "signed"
    assert tools["list"](query="2023", sort="title", reverse=True, fields="title")["rows"]


@pytest.mark.parametrize(("name", "given"), CALLS)
def test_an_answer_is_valid_by_the_schema_of_its_tool(tools, name, given):
    form = tools[name].form
    jsonschema.validate(given, form["input_schema"])
    answer = json.loads(json.dumps(tools[name](**given)))
    jsonschema.validate(answer, form["output_schema"])
    schema = form["output_schema"]["properties"]["rows"].get("items", {}).get("properties")
    if schema:
        assert {key for row in answer["rows"] for key in row} <= set(schema)


def test_every_tool_and_parameter_is_described(tools):
    for tool in tools.values():
        form = tool.form
        assert form["description"]
        assert all(each["description"] for each in form["input_schema"]["properties"].values())


def test_the_tools_of_another_record_speak_of_that_alone():
    dataset = Files(str(EXAMPLE)).open(str(EXAMPLE))
    for tool in tools_of(Context(dataset, TODAY)).values():
        assert OF_THE_BUNDLED_RECORD.findall(json.dumps(tool.form)) == []


def test_without_the_extra_the_command_says_what_to_install(bundled, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    code, out, err = bundled("mcp")
    assert (code, out) == (2, "")
    assert "pip install 'ahc-cli[mcp]'" in err


def servers(*options):
    """Return how a client starts a server, and its way to talk with the newest protocol and with
    the one before.
    """
    mcp = pytest.importorskip("mcp", reason="the package mcp is not installed")
    env = {"PYTHONPATH": str(SRC), "PATH": os.environ["PATH"], "AHC_LANG": "en"}
    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "ahc_cli", "mcp", *options], env=env
    )
    return mcp.Client, server


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "age"), [("auto", -1), ("legacy", -2)], ids=["newest", "before"])
def test_a_client_asks_a_server_in_a_process_of_its_own(mode, age):
    client_type, server = servers()
    from mcp_types.version import KNOWN_PROTOCOL_VERSIONS

    async def talk():
        async with client_type(server, mode=mode) as client:
            assert client.protocol_version == KNOWN_PROTOCOL_VERSIONS[age]
            assert client.server_info.version == __version__
            listed = (await client.list_tools()).tools
            answers = [await client.call_tool(*call) for call in CALLS]
            refused = await client.call_tool("list", {"query": "kind:nope"})
            unknown = await client.call_tool("lst", {})
            hint = await client.call_tool("states", {"query": "xyzzy"})
            return listed, client.instructions, answers, refused, unknown, hint

    listed, instructions, answers, refused, unknown, hint = asyncio.run(talk())
    assert {tool.name for tool in listed} == {name for name, _ in CALLS}
    assert all(tool.annotations.read_only_hint for tool in listed)
    assert "not on record" in instructions
    assert "vote.yes:60..100" in instructions
    assert "ahc " not in instructions
    for answer in answers:
        assert not answer.is_error
        assert answer.structured_content == json.loads(answer.content[0].text)
        assert "rows" in answer.structured_content
    for error, text in (
        (refused, "unknown kind 'nope'"),
        (unknown, "list"),
        (hint, "'search xyzzy'"),
    ):
        assert error.is_error
        assert text in error.content[0].text
        assert "ahc " not in error.content[0].text


@pytest.mark.slow
def test_a_server_of_another_record_speaks_of_that_alone():
    client_type, server = servers("--data", str(EXAMPLE))

    async def talk():
        async with client_type(server) as client:
            return client.instructions, client.server_info.title

    instructions, title = asyncio.run(talk())
    assert "Lantern Sea" in title
    assert OF_THE_BUNDLED_RECORD.findall(instructions) == []
