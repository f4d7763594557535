"""Help: complete, within the window, and with examples that work."""

import re
import shlex

import pytest
from shared import slow

from ahc_cli.answers import NAMED
from ahc_cli.answers.help import TOPICS
from ahc_cli.answers.states import state_getters
from ahc_cli.model.fields import COLUMNS, FIELDS, OF_ENTRIES
from ahc_cli.model.labels import heading, label, labels
from ahc_cli.model.text import width
from ahc_cli.render import FORMATS
from ahc_cli.report.facts import FACTS
from ahc_cli.report.states import STATES

# A table, an example or a line of a script, which is not broken.
UNBROKEN = re.compile(" +(ahc|if|found)")


def examples(shown):
    """Return the examples in the help of a command, in either language."""
    part = re.split("  (?:Examples:|示例：)\n", shown)[1].partition("\n\n")[0]
    return [line.strip() for line in part.splitlines()]


def too_wide(shown, most):
    return [line for line in shown.splitlines() if width(line) > most and not UNBROKEN.match(line)]


@pytest.mark.parametrize("name", NAMED)
def test_the_help_of_a_command_fits_and_has_three_examples(bundled, name):
    code, shown, err = bundled(name, "--help")
    assert (code, err) == (0, "")
    assert shown.startswith(f"Usage: ahc {name} ")
    assert too_wide(shown, 80) == []
    assert len(examples(shown)) == 3
    assert bundled("help", name) == (0, shown, "")


# `test_another.py` runs the same examples on a small record, in both languages.
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["", *(name for name in NAMED if name != "mcp")])  # a server
def test_the_examples_of_a_command_work_in_any_folder(bundled, monkeypatch, tmp_path, name, lang):
    monkeypatch.chdir(tmp_path)
    shown = bundled(*filter(None, [name]), "--help", "--lang", lang).out
    for example in examples(shown):
        program, *args = shlex.split(re.split(" [>|] ", example)[0])
        code, out, err = bundled(*args, "--lang", lang)
        # A group has members that joined or left, which is said in a pipe, too.
        has_note = args[0] in ("states", "map", "compare")
        assert program == "ahc"
        assert has_note or not err, example
        assert code in ((0, 1) if name == "diff" else (0,)), example
        assert out, example


def test_the_help_of_the_program_names_every_command_in_a_whole_line(bundled):
    code, shown, err = bundled("--help")
    assert (code, err) == (0, "")
    commands = shown.partition("\nOptions\n")[0]
    assert sorted(re.findall("^  ([a-z]+)  ", commands, re.MULTILINE)) == sorted(NAMED)
    assert too_wide(shown, 80) == []
    assert [
        line for line in shown.splitlines() if line.startswith("  ") and line.endswith("...")
    ] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("topic", [*TOPICS, ""])
@pytest.mark.parametrize("columns", [40, *slow(60, 80, 120)])
def test_a_page_fits_and_says_the_same_at_any_width(bundled, monkeypatch, columns, topic, lang):
    args = ["help", *filter(None, [topic]), "--lang", lang]
    usual = "".join(bundled(*args).out.split())
    assert re.search(r"\{\w+\}", usual) is None
    monkeypatch.setenv("COLUMNS", str(columns))
    code, shown, err = bundled(*args)
    assert (code, err, "".join(shown.split())) == (0, "", usual)
    assert too_wide(shown, min(columns, 100)) == []
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []
    assert re.findall("^ *[，。、；：？！）”》]|[（“《]$", shown, re.MULTILINE) == []


def test_the_pages_in_chinese_name_every_field_and_value(bundled):
    query = "".join(bundled("help", "query", "--lang", "zh").out.split())
    fields = FACTS.fields | STATES.fields
    assert [name for name in fields if f"{name}（{heading(name, lang='zh')}）:" not in query] == []
    values = [
        f"{choice}（{label(choice, lang='zh')}）"
        for field in (*FACTS.fields.values(), *STATES.fields.values())
        for choice in field.choices
    ]
    assert [value for value in values if value not in query] == []


@pytest.mark.parametrize(
    ("typed", "topic"), {"查询": "query", "退出码": "exit-codes", "来源": "data"}.items()
)
def test_a_page_is_found_by_its_chinese_name(bundled, typed, topic):
    assert bundled("help", typed) == bundled("help", topic)


def test_help_without_a_name_lists_the_commands_and_the_pages(bundled):
    listed = re.findall("^  ([a-z-]+) {2,}", bundled("help").out, re.MULTILINE)
    assert sorted(listed) == sorted((*NAMED, *TOPICS))


def test_the_pages_name_every_field_value_and_format(bundled):
    query = " ".join(bundled("help", "query").out.split())
    formats = bundled("help", "formats").out
    assert f" {' '.join(COLUMNS)}. " in " ".join(formats.split())
    assert ", ".join(OF_ENTRIES) in query
    assert [name for name in FIELDS if f"{name}: {label(name, 'about')}" not in query] == []
    fields = (*FACTS.fields.values(), *STATES.fields.values())
    assert [field.name for field in fields if " ".join(field.choices) not in query] == []
    assert re.findall("^  ([a-z]+) {2,}", formats, re.MULTILINE) == list(FORMATS)


def test_a_page_names_the_fields_and_columns_of_states_and_says_what_a_blank_means(bundled):
    query = " ".join(bundled("help", "query").out.split())
    about = query.partition("Fields of states")[2]
    assert [name for name in STATES.fields if f" {name}: " not in about] == []
    assert labels("about-states").keys() == STATES.fields.keys()
    assert f" {' '.join(state_getters(()))} " in about.partition("Columns of states")[2]
    data = bundled("help", "data").out
    assert "A blank in the table of 'ahc states'" in data


@pytest.mark.parametrize("topic", TOPICS)
def test_the_queries_on_a_page_work(bundled, topic):
    shown = bundled("help", topic).out
    for line in re.findall("^  (ahc (?:filter|list|search|count) .*)", shown, re.MULTILINE):
        code, _, err = bundled(*shlex.split(line)[1:])
        assert (code, err) == (0, ""), line
