"""Say what is still to be filled in before a release: `python scripts/release.py`.

It exits with 1 if something is.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def missing() -> list[str]:
    """Return what is not filled in, or does not agree."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    repository = settings["project"].get("urls", {}).get("Repository")
    found = []
    if not repository:
        found.append(
            "pyproject.toml: the address of the repository: [project.urls], and the links of the "
            "README in the substitutions of fancy-pypi-readme"
        )
    elif f"repository-code: {repository}" not in citation:
        found.append(f"CITATION.cff: repository-code: {repository}")
    version = (ROOT / "src" / "ahc_cli" / "__init__.py").read_text(encoding="utf-8")
    (released,) = re.findall('^__version__ = "(.*)"', version, re.MULTILINE)
    if f"version: {released}" not in citation:
        found.append(f"CITATION.cff: version: {released}")
    return found


if __name__ == "__main__":
    problems = missing()
    print("\n".join(problems) or "nothing is missing")
    sys.exit(bool(problems))
