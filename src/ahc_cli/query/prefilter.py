"""A test that rules lines of a stream out before they are decoded."""

import re
from collections.abc import Sequence

from ahc_cli.data.load import TextTest
from ahc_cli.query.terms import Term

# In UTF-8, what folds to letters other than it shows; the middle dot, dashes, quotes, kana and
# full-width marks do not.
_FOLDING = re.compile(
    rb"[\xc3-\xe1\xea-\xee\xf0-\xf4]|\xc2[^\xb7]|\xe2[^\x80]|\xe3[\x86-\x8f]"
    rb"|\xef(?:[^\xbc]|\xbc[\x90-\x99\xa1-\xba])"
)
_ASCII = bytes(range(128))


def line_test(terms: Sequence[Term]) -> TextTest | None:
    """Return a test of a line of JSON that an event with a match of every term passes.

    None if any line may be of such an event.
    """
    tests = list(filter(None, map(_needles, terms)))
    if not tests:
        return None

    def may_match(line: bytes) -> bool:
        lowered = line.lower()
        for needles in tests:
            if not any(needle in lowered for needle in needles):
                # Characters without ASCII are searched faster.
                return b"\\u" in line or bool(_FOLDING.search(line.translate(None, _ASCII)))
        return True

    return may_match


def _needles(term: Term) -> list[bytes]:
    """Return what every line that may match a term has one of, in lower case; empty if unknown."""
    # The counts of a vote stand apart in a line, and its first is enough.
    codes = [code.partition("-")[0] if field == "number" else code for field, code in term.codes]
    needles = {*term.needles, *term.token.ids, *codes}
    # JSON writes letters, digits and hyphens as they are.
    characters = "".join(needles).replace("-", "")
    if term.token.period or not (characters.isascii() and characters.isalnum()):
        return []
    return list(map(str.encode, needles))
