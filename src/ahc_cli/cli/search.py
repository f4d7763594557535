"""`ahc search`: ranked full text, in both languages at once."""

from collections.abc import Sequence
from typing import Annotated

import typer

from ahc_cli import search as searching
from ahc_cli.cli.asking import Where, event_answer, narrowed, near, tell
from ahc_cli.cli.options import Asked, Rows, sharing
from ahc_cli.cli.output import complain
from ahc_cli.dataset import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.fields import FIELDS, order
from ahc_cli.matching import Word
from ahc_cli.query.grammar import MAX_LENGTH
from ahc_cli.render import check, columns
from ahc_cli.text import count_of, fold


@sharing(Rows, Asked)
def search(
    rows: Rows,
    asked: Asked,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Words; all must be found.")],
    where: Where = None,
) -> int:
    """Search all texts, best hits first.

    English and Chinese are searched at once. A name finds whatever it stands for, in either language. Quote a
    phrase twice to keep it together.

    \b
    Examples:
      ahc search surveillance
      ahc search 俄罗斯 -w kind:session
      ahc search '"article 42"' --json
    """
    check(asked.format_name, "events")
    shown = columns.of_events(rows.fields)
    words = _words(" ".join(text))
    dataset = asked.dataset()
    found = searching.search(narrowed(dataset, where, asked), words, dataset.vocabulary)
    if rows.sort:
        found.sort(key=order(columns.chosen(rows.sort, columns.SORTABLE)[0]))
    if not found and not asked.quiet:
        complain(f"nothing found for '{' '.join(text)}'{_remedy(words, dataset, where)}")
    answer = event_answer(rows, found, shown, dataset, detail=fold(" ".join(text)))
    return tell(asked, answer, count_of(len(answer.records), "event") if found else "", nothing=not found)


def _remedy(words: Sequence[Word], dataset: Dataset, where: str | None) -> str:
    """What to try where nothing was found, as the end of a message."""
    for word in words:
        field, colon, _ = word.text.partition(":")
        if colon and field in FIELDS:
            return f"; a condition goes behind -w: -w {word.text}"
    lost, found = near(words, dataset)
    if found:
        return f"; near: {', '.join(found)}"
    apart = not lost and len(words) > 1 and where is None
    return "; each of the words is found, but no event has them all" if apart else ""


def _words(text: str) -> list[Word]:
    """The words of a search: split at blanks, a quoted phrase is one."""
    if len(text) > MAX_LENGTH:
        raise UsageError(f"a search of {len(text)} characters; at most {MAX_LENGTH} are read")
    parts = text.replace("“", '"').replace("”", '"').split('"')
    if len(parts) % 2 == 0:
        raise UsageError("a quotation mark is never closed; quote a phrase as in '\"first session\"'")
    words: list[Word] = []
    for number, part in enumerate(parts):
        pieces = [part] if number % 2 else part.split()
        words += [Word(piece) for piece in pieces if fold(piece).strip()]
    if not words:
        raise UsageError("nothing to search for; give a word, as in 'ahc search surveillance'")
    return words
