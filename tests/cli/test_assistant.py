"""Assistants: the tools of `ahc mcp`, and the server with the client of its own package."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from shared import TODAY, slow
from shared import bundled as bundled_dataset

from ahc_cli.assistant import tools_of
from ahc_cli.errors import UsageError
from ahc_cli.query.context import Context

SRC = Path(__file__).parents[2] / "src"
MOST = 20_000


@pytest.fixture(scope="module")
def tools():
    return tools_of(Context(bundled_dataset(), TODAY), UsageError)


def test_an_answer_has_the_rows_of_json(tools, bundled):
    answer = json.loads(tools["positions"](query="actor:eff", limit=1000))
    rows = json.loads(bundled("positions", "actor:eff", "--json").out)
    assert answer["total"] == len(rows)
    assert answer["rows"] == rows[: len(answer["rows"])]


def test_an_answer_has_fifty_rows_unless_more_are_asked_for(tools):
    assert len(json.loads(tools["ask"](question="who voted for 74/247"))["rows"]) == 50
    assert len(json.loads(tools["ask"](question="who voted for 74/247", limit=60))["rows"]) == 60


@pytest.mark.parametrize("name", ["states", *slow("facts", "positions", "list")])
def test_the_next_call_of_each_answer_leads_to_all_rows(tools, name):
    call, found = {"query": "", "limit": 10_000}, []
    while call:
        text = tools[name](**call)
        answer = json.loads(text)
        assert len(text.encode()) < MOST + 600 or len(answer["rows"]) == 1
        found += answer["rows"]
        call = answer.get("next", {})
        assert call.pop("tool", name) == name
    assert len(found) == answer["total"] == len({json.dumps(row) for row in found})


def test_a_card_that_is_too_long_names_the_sections_that_show_the_rest(tools):
    (card,) = json.loads(tools["show"](name="russia"))["rows"]
    assert card["id"] == "russia"
    assert len(json.dumps(card, ensure_ascii=False).encode()) < MOST + 600
    for section, number in card["sections_left_out"].items():
        assert json.loads(tools["show"](name="russia", section=section))["total"] == number


def test_a_section_that_no_card_has_and_a_negative_offset_are_errors(tools):
    assert json.loads(tools["show"](name="session-4", section="votes"))["rows"] == []
    with pytest.raises(UsageError, match="did you mean votes"):
        tools["show"](name="session-4", section="vote")
    with pytest.raises(UsageError, match="less than 0"):
        tools["search"](query="surveillance", offset=-1)


def test_a_list_has_the_heads_of_events_and_names_the_sections_that_show_the_rest(tools):
    answer = json.loads(tools["list"](query="2024"))
    assert len(answer["rows"]) > 20
    head = next(row for row in answer["rows"] if row["sections_left_out"].get("votes"))
    votes = json.loads(tools["show"](name=head["id"], section="votes"))
    assert votes["total"] == head["sections_left_out"]["votes"]
    assert votes["rows"][0]["confidence"]


def test_the_other_tools_answer(tools):
    assert json.loads(tools["ask"](question="did russia sign"))["command"]
    assert json.loads(tools["search"](query="surveillance", limit=1))["next"]["offset"] == 1
    assert json.loads(tools["compare"](names=["russia", "china"]))["rows"][0]["row"] == "signed"
    assert json.loads(tools["status"]())["rows"][0]["phase"]


def test_without_the_extra_the_command_says_what_to_install(bundled, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    code, out, err = bundled("mcp")
    assert (code, out) == (2, "")
    assert "pip install 'ahc-cli[mcp]'" in err


@pytest.mark.slow
def test_a_client_asks_a_server_in_a_process_of_its_own():
    mcp = pytest.importorskip("mcp", reason="the package mcp is not installed")
    env = {"PYTHONPATH": str(SRC), "PATH": os.environ["PATH"], "AHC_LANG": "en"}
    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "ahc_cli", "mcp"], env=env
    )
    calls = [
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

    async def talk():
        async with mcp.Client(server) as client:
            listed = (await client.list_tools()).tools
            answers = [await client.call_tool(*call) for call in calls]
            refused = await client.call_tool("list", {"query": "kind:nope"})
            return listed, client.instructions, answers, refused

    listed, instructions, answers, refused = asyncio.run(talk())
    assert {tool.name for tool in listed} == {name for name, _ in calls}
    assert all(tool.annotations.read_only_hint for tool in listed)
    assert "not on record" in instructions
    for answer in answers:
        assert not answer.is_error
        assert "rows" in json.loads(answer.content[0].text)
    assert refused.is_error
    assert "unknown kind 'nope'" in refused.content[0].text
