"""Options and the surroundings: formats, order, conditions, language, version."""

import csv
import io
import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import DOCUMENT, EVENTS

from ahc_cli.cli import run
from ahc_cli.models import Event


@pytest.mark.parametrize("option", ["--fields id", "--fields id,title", ""])
@pytest.mark.parametrize("form", ["tsv", "csv", "md", "json", "ndjson", "ids"])
def test_every_format_has_every_event_in_order(ahc, form, option):
    code, out, _ = ahc("list", "-f", form, *option.split())
    ids = {
        "tsv": lambda: [line.split("\t")[0] for line in out.splitlines()],
        "csv": lambda: [row[0] for row in csv.reader(io.StringIO(out))][1:],
        "md": lambda: [line.split("|")[1].strip() for line in out.splitlines()][2:],
        "json": lambda: [each["id"] for each in json.loads(out)],
        "ndjson": lambda: [json.loads(line)["id"] for line in out.splitlines()],
        "ids": out.splitlines,
    }
    assert (code, " ".join(ids[form]())) == (0, EVENTS)


def test_json_is_the_event_with_what_is_derived_and_never_when(ahc):
    for each in json.loads(ahc("list", "--json").out):
        given = next(event for event in DOCUMENT["events"] if event["id"] == each["id"])
        extra = {"start", "end", "precision", "status"}
        facts = [{k: v for k, v in fact.items() if k != "confidence"} for fact in each.get("facts", [])]
        without = {k: v for k, v in each.items() if k not in extra} | ({"facts": facts} if facts else {})
        assert without == given
        assert set(each) <= set(Event.__struct_fields__)
        assert extra <= set(each)
        assert all("confidence" in fact for fact in each.get("facts", []))


SORTED = [
    ("--sort kind", "draft-2021 letter-2022 vote-2022 session-1 session-2 session-3 signing"),
    ("--sort id -n 2", "draft-2021 letter-2022"),
    ("--sort id --reverse --limit 2", "vote-2022 signing"),
    ("-r", " ".join(reversed(EVENTS.split()))),
    ("-n 3", "draft-2021 session-1 letter-2022"),
    ("-r -n 1", "signing"),
    ("-n 0", ""),
    ("-n 99", EVENTS),
    ("--sort place -n 1", "signing"),
]


@pytest.mark.parametrize(("options", "ids"), SORTED)
def test_sort_then_turn_then_cut(ahc, options, ids):
    assert ahc("list", "-f", "ids", *options.split()) == (0, "".join(f"{id_}\n" for id_ in ids.split()), "")


def test_a_limit_of_none_is_not_finding_nothing(ahc):
    for line in (
        "filter kind:session",
        "search session",
        "positions stance:proposes",
        "count kind",
        "actors eff",
    ):
        assert ahc(*line.split(), "-n", "0", "--json") == (0, "[]\n", "")


OPTIONS = [
    ("--kind session", "kind:session"),
    ("--kind session --kind letter", "kind:session,letter"),
    ("--since 2022-06 --until 2022", "since:2022-06 until:2022"),
    ("--since 2022q2", "since:2022q2"),
    ("--place wien --status happened", "place:wien status:happened"),
    ("--actor RU --actor 印度", "actor:RU,印度"),
    ("--topic offences --kind session", "topic:offences kind:session"),
    ("--kind session place:vienna", "kind:session place:vienna"),
    ("--kind session place:vienna or place:new-york", "kind:session (place:vienna or place:new-york)"),
    ("--place vienna --place hanoi not kind:session", "place:vienna,hanoi not kind:session"),
]


@pytest.mark.parametrize(("options", "query"), OPTIONS)
def test_options_are_conditions_of_the_query(ahc, options, query):
    for command in ("list", "filter"):
        assert ahc(command, *options.split(), "-f", "ids") == ahc(command, query, "-f", "ids")


def test_a_name_of_several_words_needs_no_quotes_in_an_option(ahc):
    assert ahc("list", "--place", "New York", "-f", "ids") == (0, "session-1\n", "")
    assert ahc("list", "--since", " Jan 2023 ", "-f", "ids").out == "session-3\nsigning\n"


def test_words_and_one_string_are_the_same_query_in_any_order(ahc):
    parts = ["place:vienna", "date:2022..2023-03", "not status:scheduled"]
    answers = {ahc("filter", *" ".join(some).split()) for some in permutations(parts)}
    answers |= {ahc("filter", " ".join(some)) for some in permutations(parts)}
    (answer,) = answers
    assert answer.code == 0
    assert [line.split("\t")[0] for line in answer.out.splitlines()] == [
        "session-2",
        "vote-2022",
        "session-3",
    ]


def test_the_language_is_that_of_the_option_then_the_variable_then_the_locale(ahc, monkeypatch):
    def heading():
        return ahc("count", "kind", "-n", "1").out.split("\t")[1]

    assert heading() == "session"
    for name, value in (
        ("LANG", "zh_CN.UTF-8"),
        ("LC_MESSAGES", "zh"),
        ("LC_ALL", "zh_TW"),
        ("AHC_LANG", "zh-Hans"),
    ):
        monkeypatch.setenv(name, value)
        assert heading() == "会议"
        monkeypatch.setenv(name, "en" if name == "AHC_LANG" else "fr_FR.UTF-8")
        assert heading() == "session"
    assert ahc("count", "kind", "-n", "1", "--lang", "zh").out == "session\t会议\t3\n"


def test_the_environment_stands_for_the_options(bundled, ahc, path, monkeypatch):
    monkeypatch.setenv("AHC_DATA", str(path))
    assert bundled("list") == ahc("list")
    monkeypatch.setenv("AHC_AS_OF", "2022-06-01")
    assert bundled("list") == ahc("list", "--as-of", "2022-06-01")
    assert bundled("list", "--as-of", "2030") == ahc("list", "--as-of", "2030")


def test_json_is_the_same_in_any_language_and_any_window(ahc, monkeypatch):
    answer = ahc("list", "--json")
    monkeypatch.setenv("COLUMNS", "20")
    assert ahc("list", "--json", "--lang", "zh") == answer


def test_the_version_names_the_edition_of_the_data(bundled):
    code, out, err = bundled("--version")
    assert (code, err) == (0, "")
    assert out.startswith("ahc 1.0.0 (dataset 20")
    assert out.endswith(" events, schema 1)\n")


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_words_end_in_an_exit_code(words):
    assert run(["filter", "-q", "--", *words]) in (0, 1, 2)
