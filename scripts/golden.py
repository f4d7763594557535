"""Writes golden files anew: `python scripts/golden.py list.tsv status.json`.

Run it by hand after the output was changed on purpose, name only the files that should differ, and
read what differs before you commit it. `tests/golden/lines.tsv` says which command line writes
which file; a new line comes first, then its file.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_golden import GOLDEN, answer, rows


def main(names: list[str]) -> None:
    """Write the golden files with these names; exit if one is unknown or its line ends with another
    code.
    """
    lines = {
        name: (int(code), line) for name, code, line in reversed(rows("lines.tsv"))
    }  # the first line of a file
    if not names or (unknown := [name for name in names if name not in lines]):
        sys.exit(f"unknown golden files: {' '.join(unknown)}" if names else __doc__)
    for name in names:
        code, line = lines[name]
        ended, out = answer(line)
        if ended != code:
            sys.exit(f"{name}: ahc {line} ended with {ended} instead of {code}")
        (GOLDEN / name).write_bytes(out)


if __name__ == "__main__":
    main(sys.argv[1:])
