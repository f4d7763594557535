"""Options and the environment: formats, order, conditions, language, version."""

import csv
import io
import json
import re
import shlex
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import fewer_examples, sampled
from small import DOCUMENT, EVENTS

from ahc_cli.cli.app import run
from ahc_cli.model.records import Event
from ahc_cli.model.vocabulary import Collection

# Format → the ids in an answer.
IDS = {
    "tsv": lambda out: [line.split("\t")[0] for line in out.splitlines()],
    "csv": lambda out: [row[0] for row in csv.reader(io.StringIO(out))][1:],
    "md": lambda out: [line.split("|")[1].strip() for line in out.splitlines()][2:],
    "json": lambda out: [event["id"] for event in json.loads(out)],
    "ndjson": lambda out: [json.loads(line)["id"] for line in out.splitlines()],
    "ids": str.split,
    "ics": lambda out: re.findall(r"^UID:(.*)@[0-9a-f]{8}\.ahc-cli\r$", out, re.MULTILINE),
}


@pytest.mark.parametrize("option", ["", "--fields id", "--fields id,title"])
@pytest.mark.parametrize("form", IDS)
def test_every_format_has_every_event_in_order(ahc, form, option):
    code, out, err = ahc("list", "-f", form, *option.split())
    assert (code, err) == (0, "")
    assert " ".join(IDS[form](out)) == EVENTS


def test_json_is_the_event_as_given_with_its_derived_keys(ahc):
    derived = {"start", "end", "precision", "status"}
    shown = json.loads(ahc("list", "--json").out)
    assert [derived <= set(event) <= set(Event.__struct_fields__) for event in shown] == [
        True
    ] * len(shown)
    for event in shown:
        for name in ("facts", "positions", "votes", "attendance"):
            assert all(item.pop("confidence") for item in event.get(name, []))
    assert [{k: v for k, v in event.items() if k not in derived} for event in shown] == DOCUMENT[
        "events"
    ]


ORDER = [
    ("--sort kind", "draft-2021 letter-2022 vote-2022 session-1 session-2 session-3 signing"),
    ("--sort id -n 2", "draft-2021 letter-2022"),
    ("--sort id --reverse --limit 2", "vote-2022 signing"),
    ("--sort place -n 1", "signing"),
    ("--sort place,kind -n 4", "signing session-1 vote-2022 session-2"),
    ("-r", " ".join(reversed(EVENTS.split()))),
    ("-n 3", "draft-2021 session-1 letter-2022"),
    ("-r -n 1", "signing"),
    ("-n 0", ""),
    ("-n 99", EVENTS),
]


@pytest.mark.parametrize(("options", "ids"), ORDER)
def test_events_are_sorted_then_reversed_then_limited(ahc, options, ids):
    assert ahc("list", "-f", "ids", *options.split()) == (
        0,
        "".join(f"{id_}\n" for id_ in ids.split()),
        "",
    )


MISSING_LAST = [
    (
        "list --sort vote.yes",
        "vote-2022 draft-2021 session-1 letter-2022 session-2 session-3 signing",
    ),
    (
        "list --sort vote.yes -r",
        "vote-2022 draft-2021 session-1 letter-2022 session-2 session-3 signing",
    ),
    ("list --sort place -n 4", "signing session-1 session-2 vote-2022"),
    ("list --sort place -r -n 4", "session-3 vote-2022 session-2 session-1"),
    ("list --sort place -r -n 6", "session-3 vote-2022 session-2 session-1 signing draft-2021"),
    ("search session --sort format -r", "session-2 session-1 session-3"),
    ("count place --sort value", "hanoi new-york vienna"),
    ("count place --sort value -r", "vienna new-york hanoi"),
    ("actors --sort short -n 4", "ahc eff russia united-states"),
    ("actors --sort short -r -n 4", "united-states russia eff ahc"),
]


@pytest.mark.parametrize(("line", "ids"), MISSING_LAST)
def test_what_has_no_value_to_sort_by_comes_last_in_either_direction(ahc, line, ids):
    code, out, err = ahc(*line.split(), "-f", "ids")
    assert (code, out.split(), err) == (0, ids.split(), "")


@pytest.mark.parametrize("line", ["filter kind:session", "search session", "positions stance:proposes", "count kind", "actors eff"])  # fmt: skip
def test_a_limit_of_0_is_not_finding_nothing(ahc, line):
    assert ahc(*line.split(), "-n", "0", "--json") == (0, "[]\n", "")


CONDITIONS = [
    ("--kind session", "kind:session"),
    ("--kind session --kind letter", "kind:session,letter"),
    ("--since 2022-06 --until 2022", "since:2022-06 until:2022"),
    ("--since 2022q2", "since:2022q2"),
    ("--place wien --status happened", "place:wien status:happened"),
    ("--actor RU --actor 印度", "actor:RU,印度"),
    ("--topic offences --kind session", "topic:offences kind:session"),
    ("--kind session place:vienna", "kind:session place:vienna"),
    (
        "--kind session place:vienna or place:new-york",
        "kind:session (place:vienna or place:new-york)",
    ),
    ("--place vienna --place hanoi not kind:session", "place:vienna,hanoi not kind:session"),
]


@pytest.mark.parametrize("command", ["list", "filter"])
@pytest.mark.parametrize(("options", "query"), CONDITIONS)
def test_an_option_is_a_condition_of_the_query(ahc, command, options, query):
    answer = ahc(command, *options.split(), "-f", "ids")
    assert answer.code == 0
    assert answer == ahc(command, query, "-f", "ids")


QUERY = "kind:letter or kind:session"


def test_a_query_of_w_limits_a_whole_line_and_a_list_and_what_repeats_it(ahc):
    limited = ahc("list", "place:vienna", f"({QUERY})", "-f", "ids")
    assert "session-2" in limited.out
    assert ahc("list", "place:vienna", "-w", QUERY, "-f", "ids") == limited
    assert ahc("list", QUERY, "-w", "place:vienna", "-f", "ids") == limited
    assert ahc("search", "place:vienna", "-w", QUERY, "-f", "ids") == limited
    line = ahc("place:vienna", "-w", QUERY, "--json")
    command = json.loads(line.out)["command"]
    assert ahc(*shlex.split(command)[1:], "-f", "ids") == limited


def test_a_name_of_several_words_needs_no_quotes_in_an_option(ahc):
    assert ahc("list", "--place", "New York", "-f", "ids") == (0, "session-1\n", "")
    assert ahc("list", "--since", " Jan 2023 ", "-f", "ids").out == "session-3\nsigning\n"


def test_a_query_is_the_same_as_words_and_as_one_string_in_any_order(ahc):
    parts = ["place:vienna", "date:2022..2023-03", "not status:scheduled"]
    answers = {
        ahc("filter", *" ".join(order).split(), "-f", "ids") for order in permutations(parts)
    }
    answers |= {ahc("filter", " ".join(order), "-f", "ids") for order in permutations(parts)}
    assert answers == {(0, "session-2\nvote-2022\nsession-3\n", "")}


def test_the_language_is_that_of_the_option_then_the_variable_then_the_locale(ahc, monkeypatch):
    def language():
        return {"session": "en", "届会": "zh"}[ahc("count", "kind", "-n", "1").out.split("\t")[1]]

    assert language() == "en"
    for name, chinese, other in [
        ("LANG", "zh_CN.UTF-8", "fr_FR.UTF-8"),
        ("LC_MESSAGES", "zh", "C"),
        ("LC_ALL", "zh_TW", "fr_FR.UTF-8"),
        ("AHC_LANG", "zh-Hans", "en"),
    ]:
        monkeypatch.setenv(name, chinese)
        assert language() == "zh"
        monkeypatch.setenv(name, other)
        assert language() == "en"
    assert ahc("count", "kind", "-n", "1", "--lang", "zh").out == "session\t届会\t3\n"


def test_variables_stand_for_options(bundled, ahc, path, monkeypatch):
    monkeypatch.setenv("AHC_DATA", str(path))
    assert bundled("list") == ahc("list")
    monkeypatch.setenv("AHC_AS_OF", "2022-06-01")
    assert bundled("list") == ahc("list", "--as-of", "2022-06-01")
    assert bundled("list", "--as-of", "2030") == ahc("list", "--as-of", "2030")


COLOUR = [
    ("--color always", {}, True),
    ("--color always", {"NO_COLOR": "1"}, True),
    ("--color never", {"FORCE_COLOR": "1"}, False),
    ("", {}, False),
    ("", {"FORCE_COLOR": "1"}, True),
    ("", {"FORCE_COLOR": ""}, False),
    ("", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ("--color auto", {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
]


@pytest.mark.parametrize(("option", "variables", "coloured"), COLOUR)
def test_a_pipe_gets_colour_only_if_asked_for(ahc, monkeypatch, option, variables, coloured):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in ahc("list", "-f", "table", *option.split()).out) == coloured


@pytest.mark.parametrize(
    ("term", "coloured"), [("xterm-256color", True), ("dumb", False), ("", False)]
)
def test_a_terminal_gets_colour_unless_it_has_none(at_terminal, monkeypatch, term, coloured):
    monkeypatch.setenv("TERM", term)
    assert ("\x1b[" in at_terminal("list").out) == coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in at_terminal("list").out


def test_a_terminal_gets_a_table_and_a_pipe_lines(ahc, at_terminal):
    assert at_terminal("list", "-f", "tsv").out == ahc("list").out
    assert at_terminal("list").out == ahc("list", "-f", "table").out != ahc("list").out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_drawing_keeps_to_characters_that_the_output_has(path, monkeypatch, encoding):
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding=encoding))
    assert run(["list", "-f", "table", "--data", str(path)]) == 0
    assert b"?" not in written.getvalue()
    assert b"(scheduled)" in written.getvalue()


def test_json_is_the_same_in_any_language_and_any_window(ahc, monkeypatch):
    answer = ahc("list", "--json")
    monkeypatch.setenv("COLUMNS", "20")
    assert ahc("list", "--json", "--lang", "zh") == answer


MACHINE = ["list -f tsv", "list -f csv", "list -f md", "list --json", "list -f ndjson", "list -f ids", "list -f ics", "timeline -f svg", "show session-1 -f md", "sources -f csl"]  # fmt: skip


@pytest.mark.parametrize("line", MACHINE)
def test_every_format_but_a_table_is_utf_8_whatever_the_locale(path, monkeypatch, line):
    written = {}
    for encoding in ("utf-8", "ascii", "cp1252", "gbk"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr("sys.stdout", stream)
        assert run([*line.split(), "--lang", "zh", "--as-of", "2023", "--data", str(path)]) == 0
        written[encoding] = stream.buffer.getvalue()
    assert set(written.values()) == {written["utf-8"]}
    assert written["utf-8"].decode()


TEXTS = {
    "list -n 1 --fields 编号、起始日,标题": "draft-2021\t2021-01-01\tDraft of a convention\n",
    "positions -n 1 --fields 立场": "proposes\n",
    "actors human --fields 名称": "Human Rights Watch\n",
    "count 类别 --sort 数量 -r -n 1 --fields value,数量": "session\t3\n",
    "list -n 2 --fields title.zh,title.en,summary.en": "\tDraft of a convention\t\n第一届会议\tFirst session\tThe committee sets out.\n",
    "list session-1 --fields id,title,title.en --lang zh": "session-1\t第一届会议\tFirst session\n",
    "list session-1 --fields title,summary.zh -f ndjson": '{"title":{"en":"First session","zh":"第一届会议"},"summary.zh":"委员会启动工作。"}\n',
    "search first --fields summary.zh,title.zh -f csv": "summary.zh,title.zh\r\n委员会启动工作。,第一届会议\r\n",
    "list draft-2021 --fields title.en,title.zh -f ndjson": '{"title.en":"Draft of a convention","title.zh":null}\n',
}


@pytest.mark.parametrize(("line", "out"), TEXTS.items())
def test_columns_are_named_in_either_language_and_texts_chosen_in_one(ahc, line, out):
    assert ahc(*line.split()) == (0, out, "")


LANGUAGE = [
    "list --lang zh -n 1", "list -n 1 --lang=zh", "--lang zh list -n 1", "--lang=zh list -n 1", "list --lang en -n 1 --lang zh",
    "list --lang zh --help", "--lang zh list --help", "help list --lang zh", "help query --lang zh",
    "--lang=zh", "--lang zh --help", "--lang zh help dates", "validate --lang zh", "search zzqq --lang zh", "nope --lang zh",
]  # fmt: skip


@pytest.mark.parametrize("line", sampled(LANGUAGE))
def test_the_language_may_stand_anywhere(bundled, monkeypatch, line):
    answer = bundled(*line.split())
    monkeypatch.setenv("AHC_LANG", "zh")
    assert answer == bundled(*re.sub("--lang[ =](zh|en) ?", "", line).split())


def test_after_two_dashes_a_word_is_not_the_language(bundled):
    code, out, err = bundled("show", "--", "--lang", "zh")
    assert (code, out) == (1, "")
    assert "'--lang zh'" in err


def test_the_version_names_the_edition_of_the_data(bundled):
    assert bundled("--version", "list") == bundled("--version")
    code, out, err = bundled("--version")
    assert (code, err) == (0, "")
    read = max(get_args(Collection.__annotations__["schema_version"]))
    about = r"\d{4}-\d\d-\d\d, .*\d+ events, schema"
    assert re.fullmatch(rf"ahc \d+\.\d+\.\d+ \(dataset {about} {read}\)\n", out)


@fewer_examples
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_words_end_in_an_exit_code(path, words):
    assert run(["filter", "-q", "--data", str(path), "--", *words]) in (0, 1, 2)
