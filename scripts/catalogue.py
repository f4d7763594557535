"""Brings the catalogue of messages up to date; with `--check` it only says what is wrong.

Messages are those that the source marks with `_()` and `ngettext()`, and the texts of some tables.
A translator edits `ahc.po`; the program reads `ahc.mo`. Pages of help and names are files of their
own, in `help` and `model/labels.txt`.
"""

import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import catalog as catalogues
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SRC = Path(__file__).parents[1] / "src" / "ahc_cli"
PO = SRC / "locale" / "zh" / "LC_MESSAGES" / "ahc.po"
# What msgspec says of a text that is not JSON.
_MALFORMED = (
    "expected ',' or ']'", "expected ',' or '}'", "expected ':'", "expected '\"'", "invalid character",
    "invalid escaped character", "invalid number", "object keys must be strings", "trailing comma in array",
    "trailing comma in object",
)  # fmt: skip
# Texts of tables, what a computer says about a file, and what msgspec says.
_OTHERS = (
    *map(os.strerror, (errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC)),
    *_MALFORMED,
)
# The version of Babel is no part of the catalogue: a newer one makes the same.
catalogues.VERSION = ""
_PLACEHOLDER = re.compile(
    r"{([a-z]\w*)"
)  # of a day a translation may name the parts, as {day.year}


def main() -> int:
    """Update the catalogue, or check it; return 1 if a translation is missing or wrong."""
    catalogue = _updated()
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(
        po,
        catalogue,
        width=120,
        omit_header=False,
        ignore_obsolete=True,
        sort_output=True,
        include_lineno=False,
    )
    write_mo(mo, catalogue)
    faults = list(_faults(catalogue))
    for path, written in ((PO, po.getvalue()), (PO.with_suffix(".mo"), mo.getvalue())):
        if "--check" not in sys.argv:
            path.write_bytes(written)
        elif path.read_bytes() != written:
            faults.append(f"{path.name} is not current; run 'python scripts/catalogue.py'")
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return int(bool(faults))


def _updated() -> Catalog:
    """Return the catalogue with the messages of today and the translations it had."""
    template = Catalog(charset="utf-8")
    for path, _, message, _, _ in extract_from_dir(SRC, keywords={"_": None, "ngettext": (1, 2)}):
        template.add(message, locations=[(f"src/ahc_cli/{path}", 0)], flags=["python-brace-format"])
    for text in _OTHERS:
        template.add(text, locations=[("tables", 0)])
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    catalogue.update(
        template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False
    )
    return catalogue


def _faults(catalogue: Catalog) -> Iterator[str]:
    """Yield the messages without a translation, and those whose placeholders differ from it."""
    for message in catalogue:
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        if not originals[0]:
            continue
        if message.fuzzy or not all(translated):
            yield f"not translated: {originals[0]!r}"
        elif set(_PLACEHOLDER.findall(translated[0])) != set(_PLACEHOLDER.findall(originals[-1])):
            yield f"placeholders differ: {originals[0]!r}"


if __name__ == "__main__":
    sys.exit(main())
