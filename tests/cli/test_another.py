"""Another negotiation: every command on the invented dataset of `docs/example`, in both languages."""

import json
import re
import shlex
from pathlib import Path

import pytest
from shared import sampled, slow

from ahc_cli.answers import NAMED, described
from ahc_cli.answers.help import TOPICS
from ahc_cli.render import FORMATS

EXAMPLE = Path(__file__).parents[2] / "docs" / "example" / "events.json"
# Names of the record that the program comes with.
OF_THE_BUNDLED_RECORD = re.compile(
    r"cybercrime|convention|a.ac\.|ad hoc|russia|china|united states|vienna|hanoi|new.york|eff-timeline|session-[0-9]|74.247|budapest"
    r"|\bEFF\b|votes of 2018|2018年和|犯罪|公约|特设|俄罗斯|(?<!其)中国|美国|维也纳|河内|纽约|电子前沿",
    re.IGNORECASE,
)
LINES = [
    "", "--help", "show meeting-1 northshore twin-shores ship-noise port-amber article-2 instrument minutes LSC/12",
    "list", "filter port amber", "search ship noise", "positions", "facts", "count kind", "count state", "status", "status 2022-12", "states",
    "timeline", "diff meeting-1 meeting-2", "diff 2022-03 2022-12", "actors", "topics", "places", "sources", "validate", "schema", "help",
    *(f"help {topic}" for topic in TOPICS), *(f"{name} --help" for name in NAMED),
    "did northshore sign", "who signed", "谁签署了协定", "南岸怎么投票", "what does southshore want", "deadline", "nothing like this",
    "did reedland sign", "did reedland ratify", "shores", "search shores", "航速",
    *(f"schema {name}" for name in described()), "list when:upcoming", "show nobody", "filter", "diff meeting-1", "search ''", "list --actor",
    *(f"list -f {name}" for name in FORMATS if name not in ("svg", "csl")), "timeline -f svg", "map", "map -f svg", "sources -f csl",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("line", sampled(LINES, 2))
def test_a_command_on_another_record_speaks_of_that_alone(bundled, monkeypatch, line, lang):
    monkeypatch.setenv("AHC_DATA", str(EXAMPLE))
    monkeypatch.setenv("AHC_LANG", lang)
    code, out, err = bundled(*shlex.split(line))
    assert code in (0, 1, 2)
    assert out or err
    assert OF_THE_BUNDLED_RECORD.findall(out + err) == []


@pytest.mark.parametrize("lang", ["en", *slow("zh")])
def test_the_examples_of_help_are_of_the_dataset_and_work(bundled, monkeypatch, lang):
    monkeypatch.setenv("AHC_DATA", str(EXAMPLE))
    monkeypatch.setenv("AHC_LANG", lang)
    pages = [bundled(name, "--help").out for name in NAMED if name != "mcp"]  # a server
    pages += [bundled("--help").out, bundled("help", "query").out, bundled().out]
    examples = re.findall(r"^ +(ahc .*?)(?: [|>].*)?$", "\n".join(pages), re.MULTILINE)
    assert len(examples) > 50
    for example in examples:
        code, out, err = bundled(*shlex.split(example)[1:])
        assert code in (0, 1), (example, err)
        assert out or err or code, example


def test_without_a_dataset_that_can_be_read_help_has_examples_all_the_same(bundled, monkeypatch):
    monkeypatch.setenv("AHC_DATA", "/nowhere")
    assert "ahc show " in bundled("show", "--help").out


def test_a_line_of_which_the_dataset_has_no_name_is_left_out(bundled, monkeypatch, tmp_path):
    empty = (
        '{"schema_version": 2, "edition": "2020-01-01", "title": {"en": "Nothing"}, "events": []}'
    )
    path = tmp_path / "empty.json"
    path.write_text(empty)
    monkeypatch.setenv("AHC_DATA", str(path))
    out = bundled().out + bundled("--help").out + bundled("show", "--help").out
    assert "$" not in out
    assert "Nothing: what happened when" in out


def test_a_roll_call_without_a_document_or_a_side_is_shown_as_it_is(bundled, monkeypatch, tmp_path):
    record = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    (adoption,) = [event for event in record["events"] if event["id"] == "adoption"]
    (vote,) = adoption["votes"]
    del adoption["documents"], vote["roll"]["yes"], vote["sources"]
    path = tmp_path / "partial.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setenv("AHC_DATA", str(path))
    card = " ".join(bundled("show", "adoption").out.split())
    assert "adopted (3 in favour, 0 against, 1 abstaining) · no source • abst" in card
    assert "voted for" not in card
    heading = bundled("states", "-f", "table").out.split("\n")[0]
    assert heading.split() == ["Name", "Signed", "adoption"]


def test_a_word_of_a_name_is_not_said_to_be_unknown(at_terminal):
    example = ("twin", "--data", str(EXAMPLE))
    assert "try 'ahc search twin'" in at_terminal("list", *example).err
    assert "Twin Shores" in at_terminal("search", *example).out


def test_a_line_says_how_many_more_events_a_search_finds(bundled):
    line = "surveillance of journalists"
    shown = bundled(*line.split()).out
    found = bundled("search", line, "-f", "ids").out.split()
    more = [id_ for id_ in found if id_ not in shown]
    assert more
    assert f"{len(more)} more event" in shown


def test_a_file_in_place_of_a_day_is_refused_with_what_to_type(bundled):
    assert "'ahc status --data w.json'" in bundled("status", "w.json").err


def test_two_of_the_lines_to_try_are_in_the_other_language_if_the_dataset_has_it(
    bundled, monkeypatch, tmp_path
):
    monkeypatch.setenv("AHC_DATA", str(EXAMPLE))
    lines = re.findall(r"^ +ahc .*", bundled().out, re.MULTILINE)
    assert len(lines) == 6
    assert ["--lang zh" in line for line in lines] == [False] * 4 + [True] * 2
    in_english = tmp_path / "english.json"
    text = re.sub(r',\s*"zh": "(?:[^"\\]|\\.)*"', "", EXAMPLE.read_text(encoding="utf-8"))
    in_english.write_text(text, encoding="utf-8")
    monkeypatch.setenv("AHC_DATA", str(in_english))
    assert "--lang" not in bundled().out
