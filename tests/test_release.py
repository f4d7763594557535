"""What a registry shows: addresses that hold, classifiers, and a citation."""

import re
import runpy
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOK = SETTINGS["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]


URLS = SETTINGS["project"].get("urls", {})


def test_what_is_still_to_be_filled_in_is_said():
    missing = runpy.run_path(str(ROOT / "scripts" / "release.py"))["missing"]()
    assert URLS or "address of the repository" in missing[0]


def test_on_a_registry_no_link_of_the_readme_and_no_address_leads_nowhere():
    assert ".invalid" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(url.startswith(URLS["Repository"]) for url in URLS.values())
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"\]\(", text)) > 8
    for rule in HOOK["substitutions"]:
        text = re.sub(rule["pattern"], rule["replacement"], text)
    assert [
        link for link in re.findall(r"\]\(([^)]+)\)", text) if not re.match("https?://|#", link)
    ] == []
    assert "one page: how the program works" in text


def test_the_citation_has_the_keys_that_its_form_requires():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    keys = set(re.findall(r"^([\w-]+):", text, re.MULTILINE))
    assert {"cff-version", "message", "title", "authors", "version", "date-released"} <= keys
