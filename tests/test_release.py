"""What a registry shows: addresses that hold, classifiers, and a citation."""

import re
import runpy
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOK = SETTINGS["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]


def test_what_is_still_to_be_filled_in_is_said():
    missing = runpy.run_path(str(ROOT / "scripts" / "release.py"))["missing"]()
    is_filled_in = "repository.invalid" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert is_filled_in or "address of the repository" in missing[0]


def test_on_a_registry_every_link_of_the_readme_leads_to_the_repository():
    repository = SETTINGS["project"]["urls"]["Repository"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for rule in HOOK["substitutions"]:
        assert repository in rule["replacement"]
        text = re.sub(rule["pattern"], rule["replacement"], text)
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 8
    assert [link for link in links if not re.match("https?://|#", link)] == []


def test_every_address_is_the_one_of_the_repository():
    repository = SETTINGS["project"]["urls"]["Repository"]
    assert all(url.startswith(repository) for url in SETTINGS["project"]["urls"].values())


def test_the_citation_has_the_keys_that_its_form_requires():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    keys = set(re.findall(r"^([\w-]+):", text, re.MULTILINE))
    assert {"cff-version", "message", "title", "authors", "version", "date-released"} <= keys
