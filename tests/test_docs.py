"""The documents and the help: complete, and every example in them works."""

import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from ahc_cli import dataset
from ahc_cli.cli import COMMANDS, run
from ahc_cli.cli.pages import TOPICS
from ahc_cli.fields import FIELDS
from ahc_cli.render import FORMATS
from ahc_cli.text import width

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def examples(name):
    doc = getattr(import_module(f"ahc_cli.cli.{name}"), COMMANDS[name]).__doc__
    return [line.strip() for line in doc.partition("Examples:")[2].splitlines() if line.strip()]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_fits_and_ends_with_three_examples(capfd, name):
    assert run([name, "--help"]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith(f"Usage: ahc {name} ")
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    assert len(examples(name)) == 3
    assert all(example in shown for example in examples(name))


def test_help_of_the_program_names_every_command_whole(capfd):
    assert run([]) == 0
    shown = capfd.readouterr().out
    assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name in COMMANDS)
    assert [line for line in shown.splitlines() if line.startswith("  ") and line.endswith("...")] == []
    assert [line for line in shown.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("example", [e for name in COMMANDS for e in examples(name)])
def test_examples_of_the_help_work_in_any_folder(capfd, monkeypatch, tmp_path, example):
    monkeypatch.chdir(tmp_path)
    words = shlex.split(re.split(" [>|] ", example)[0])
    assert words[0] == "ahc"
    assert run(words[1:]) in (0, 1)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("topic", [*TOPICS, None])
def test_pages_of_help_fit_and_say_the_same_at_any_width(capfd, monkeypatch, topic, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run(["help", *([topic] if topic else [])]) == 0
    shown = capfd.readouterr().out
    too_long = [line for line in shown.splitlines() if width(line) > min(columns, 80)]
    # Examples stand as they would be typed.
    assert [line for line in too_long if not re.match("  (ahc|if|found)", line)] == []
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["help", *([topic] if topic else [])]) == 0
    assert shown.split() == capfd.readouterr().out.split()


def test_the_pages_tell_of_every_field_and_format():
    assert [name for name in FIELDS if f"\n  {name}:" not in TOPICS["query"].text()] == []
    assert [name for name in FORMATS if f"\n  {name} " not in TOPICS["formats"].text()] == []


def test_the_readme_tells_of_every_command_and_format():
    missing = [name for name in (*COMMANDS, *FORMATS) if not re.search(rf"\b{name}\b", README)]
    assert missing == []


def test_contributing_names_every_module_and_no_other():
    package = ROOT / "src" / "ahc_cli"
    modules = {path.name for path in package.glob("*.py")} - {"__init__.py", "__main__.py"}
    named = set(re.findall(r"`([a-z_/]+\.py)`", CONTRIBUTING))
    assert modules - named == set()
    assert [name for name in named if not (package / name).exists()] == []


def test_contributing_tells_the_layers_as_they_are_checked():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    told = CONTRIBUTING.partition("`lint-imports` checks it:")[2].partition(".\n")[0]
    assert re.findall(r"`(.*?)`", told) == [layer.replace("ahc_cli.", "") for layer in layers]


def test_queries_in_the_help_page_work(capfd):
    shown = TOPICS["query"].text()
    queries = [line.strip() for line in shown.splitlines() if line.startswith("  ahc ")]
    assert len(queries) == 3
    for query in queries:
        assert run(shlex.split(query)[1:]) == 0, query
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_is_its_own(capfd, command):
    assert run(["help", command]) == 0
    told = capfd.readouterr()
    assert run([command, "--help"]) == 0
    assert told == capfd.readouterr()


def test_an_unknown_page_is_refused(capfd):
    assert run(["help", "querry"]) == 2
    assert capfd.readouterr().err.startswith("ahc: no help on 'querry'; did you mean query?\n")
    assert run(["help", "serch"]) == 2
    assert capfd.readouterr().err.startswith("ahc: no help on 'serch'; did you mean search?\n")


def test_the_version_tells_the_edition_and_counts(capfd):
    assert run(["--version"]) == 0
    assert re.fullmatch(
        r"ahc \d+\.\d+\.\d+ \(dataset \d{4}-\d\d-\d\d, \d+ events, schema 1\)\n", capfd.readouterr().out
    )


def test_the_package_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "ahc_cli", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ahc ")


def test_the_screen_in_the_readme_is_what_the_command_answers():
    made = runpy.run_path(str(ROOT / "docs" / "screen.py"))["picture"]
    drawn = "\n".join(made(["ahc", "search", "俄罗斯", "-n", "4"])) + "\n"
    assert drawn == (ROOT / "docs" / "search.svg").read_text(encoding="utf-8")  # CONTRIBUTING.md tells how it is made


def test_the_picture_in_the_readme_is_what_the_command_draws(capfdbinary):
    edition = str(dataset.bundled().edition)
    assert run(["timeline", "--as-of", edition, "-f", "svg", "--lang", "en"]) == 0
    drawn = capfdbinary.readouterr().out
    assert drawn == (ROOT / "docs" / "timeline.svg").read_bytes()  # CONTRIBUTING.md tells how it is made
