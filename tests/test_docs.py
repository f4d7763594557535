"""README, CONTRIBUTING, the pages of docs, the changelog and the Chinese help: they name what there
is, and their commands work.
"""

import re
import runpy
import shlex
import tomllib
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from shared import sampled

from ahc_cli import __version__
from ahc_cli.answers import NAMED
from ahc_cli.data.load import bundled as bundled_dataset
from ahc_cli.messages import speak
from ahc_cli.render import FORMATS
from ahc_cli.show.examples import filled_in

ROOT = Path(__file__).parents[1]
READMES = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")
}
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "ahc_cli"
HELP = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((PACKAGE / "help" / "zh").glob("*.txt"))
}


def check(bundled, commands):
    """Run command lines; each finds something and has no error.

    Only states have a note in a pipe: where a group has members that joined or left.
    """
    assert commands
    for command in commands:
        name, *args = shlex.split(command)[1:]
        code, out, err = bundled(name, *args)
        assert code in ((0, 1) if name == "diff" else (0,)), command
        assert not err or name in ("states", "compare", "map"), command
        assert out, command


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_command_and_format(name):
    assert [
        word for word in (*NAMED, *FORMATS) if not re.search(rf"\b{word}\b", READMES[name])
    ] == []


@pytest.mark.parametrize("name", sampled(READMES))
def test_the_commands_in_a_readme_work(bundled, name):
    in_text = re.findall("`(ahc (?!validate|mcp)[a-z]+[^`|]*)`", READMES[name])
    in_blocks = re.findall(
        "^    (ahc [^|>\n]*?)(?: -o \\S+)?(?: +#.*| [|>].*)?$", READMES[name], re.MULTILINE
    )  # up to a pipe, a file or a comment
    assert in_text
    assert in_blocks
    check(bundled, dict.fromkeys((*in_text, *in_blocks)))


def test_the_readmes_say_how_sure_the_facts_are():
    said = {
        "en": r"Three in ten facts .* almost half\s.* one in twelve .* one in seven",
        "zh": "约三成.*近半数.*十二分之一.*七分之一",
    }
    dataset = bundled_dataset()
    holders = (*dataset.events, *dataset.vocabulary.instrument.articles)
    levels = Counter(
        dataset.vocabulary.confidence(fact.sources) for holder in holders for fact in holder.facts
    )
    shares = {level: count / levels.total() for level, count in levels.items()}
    assert shares["corroborated"] + shares["official"] == pytest.approx(0.3, abs=0.02)
    assert shares["single"] == pytest.approx(0.47, abs=0.025)
    assert shares["timeline"] == pytest.approx(1 / 12, abs=0.02)
    assert shares["weak"] == pytest.approx(1 / 7, abs=0.03)
    for text, pattern in zip(READMES.values(), said.values(), strict=True):
        assert re.search(pattern, text, re.DOTALL)


def test_the_readmes_link_to_each_other():
    assert "[中文](README.zh.md)" in READMES["README.md"]
    assert "[English](README.md)" in READMES["README.zh.md"]


def test_the_chinese_help_has_the_pages_of_the_english():
    english = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (PACKAGE / "help" / "en").glob("*.txt")
    }
    slots = {name: sorted(re.findall(r"{\w+}", text)) for name, text in english.items()}
    assert {name: sorted(re.findall(r"{\w+}", text)) for name, text in HELP.items()} == slots
    names = {name: set(re.findall(r"\$[a-z0-9]+", text)) for name, text in english.items()}
    assert {name: set(re.findall(r"\$[a-z0-9]+", text)) for name, text in HELP.items()} == names


def test_the_commands_in_the_chinese_help_work(bundled):
    speak("zh")
    text = filled_in("\n".join(HELP.values()), bundled_dataset())
    speak("en")
    check(
        bundled,
        re.findall("^  (ahc .*)", text, re.MULTILINE)
        + re.findall("“(ahc (?:list|positions) [^”]+)”", text),
    )


@pytest.mark.parametrize("text", [CONTRIBUTING, DESIGN], ids=["CONTRIBUTING", "design"])
def test_only_files_that_exist_are_named(text):
    # `cli/app.py` is in the package, `data/events.json` and `.ci/run` are in the repository.
    named = re.findall(r"`([\w./-]+\.(?:py|json|toml|txt|md|svg)|\.ci/run)`", text)
    named += re.findall(r"\]\(([\w./-]+)\)", text)
    folders = (PACKAGE, ROOT, ROOT / "docs")
    assert named
    assert [name for name in named if not any((each / name).exists() for each in folders)] == []


@pytest.mark.parametrize("text", [CONTRIBUTING, DESIGN], ids=["CONTRIBUTING", "design"])
def test_every_package_is_named(text):
    packages = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert [name for name in packages if f"`{name}" not in text] == []


@pytest.mark.parametrize("text", [CONTRIBUTING, DESIGN], ids=["CONTRIBUTING", "design"])
def test_the_layers_are_shown_as_they_are_checked(text):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = [
        row.replace("ahc_cli.", "")
        for row in settings["tool"]["importlinter"]["contracts"][0]["layers"]
    ]
    assert " → ".join(layers) in " ".join(text.replace("`", "").split())


def test_the_limits_of_figures_are_those_of_the_script():
    limits = runpy.run_path(str(ROOT / "scripts" / "density.py"))["LIMITS"]
    stated = re.findall(r"^\| (\w[\w -]+) \| ([\d.,]+) \|$", DESIGN, re.MULTILINE)
    assert stated == [(name, f"{limit:,}") for name, limit in limits.items()]


def test_the_page_of_robustness_is_made_from_the_tests():
    script = runpy.run_path(str(ROOT / "scripts" / "robustness.py"))
    page = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8")
    assert page == script["page"]()  # python scripts/robustness.py makes it anew
    rows = [int(row) for row in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert rows
    assert rows == sorted(set(rows))


def test_a_docstring_names_rows_and_what_is_promised_of_each():
    promises_of = runpy.run_path(str(ROOT / "scripts" / "robustness.py"))["promises_of"]
    assert [*promises_of("Row 30: JSON is lossless.\nRows 34, 35: No\n  text acts.\n\nMore.")] == [
        (30, "JSON is lossless."),
        (34, "No text acts."),
        (35, "No text acts."),
    ]
    assert [*promises_of("A row 3 of ten is nothing of that kind.")] == []


def test_the_citation_names_the_version():
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_changelog_has_a_section_for_the_version():
    assert re.search(rf"^## (\[?{re.escape(__version__)}\b|\[?Unreleased)", CHANGELOG, re.MULTILINE)


def test_the_screen_in_the_readme_is_what_the_command_shows(bundled):
    script = runpy.run_path(str(ROOT / "docs" / "screen.py"))
    command = script["SEARCH"]
    drawn = "".join(script["picture"](command))
    assert drawn == (ROOT / "docs" / "search.svg").read_text(encoding="utf-8")
    _code, shown, _err = bundled(*command[1:], "-f", "table", "--lang", "en")
    texts = re.findall("<text[^>]*>(.*)</text>", drawn)
    said = unescape(re.sub("<[^>]*>", "", "".join(texts))).removeprefix(f"${''.join(command)}")
    assert "".join(said.split()) == "".join(shown.split())


PICTURES = runpy.run_path(str(ROOT / "docs" / "screen.py"))["PICTURES"]


@pytest.mark.parametrize(("name", "line"), PICTURES.items())
def test_a_picture_is_what_its_command_draws(bundled, name, line):
    edition = str(bundled_dataset().edition)
    code, drawn, err = bundled(*line.split(), "--as-of", edition, "-f", "svg")
    assert (code, err) == (0, "")
    assert drawn == (ROOT / "docs" / name).read_text(encoding="utf-8")
