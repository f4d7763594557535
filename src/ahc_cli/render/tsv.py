"""TSV: a line each, no header, nothing cut; codes, EDTF and ids, only texts in the reader's language."""

from collections.abc import Iterator

from ahc_cli.render import Answer, Screen
from ahc_cli.text import inert


def render(answer: Answer, screen: Screen) -> Iterator[str]:
    for record in answer.records:
        yield "\t".join(inert(column.cell(record, screen.lang)) for column in answer.columns) + "\n"
