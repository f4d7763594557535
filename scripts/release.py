"""Say what is still to be filled in before a release: `python scripts/release.py`.

It exits with 1 if something is.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
# No address ends so: RFC 2606 keeps it free.
PLACEHOLDER = "repository.invalid"


def missing() -> list[str]:
    """Return what is not filled in, or does not agree."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    repository = tomllib.loads(settings)["project"]["urls"]["Repository"]
    found = []
    if PLACEHOLDER in settings:
        number = settings.count(PLACEHOLDER)
        found.append(
            f"pyproject.toml: the address of the repository, in {number} places: {repository}"
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
