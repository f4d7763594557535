"""A picture of a search, for the README: `python docs/screen.py ahc search 俄罗斯 -n 4`.

It shows what the command shows in English in a window of 88 columns. Redirect it to
`docs/search.svg`.
"""

import sys
from collections.abc import Iterator

from ahc_cli.data import load
from ahc_cli.messages import speak
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.render import Line, Span, Spans
from ahc_cli.render.layout import wrap_line
from ahc_cli.render.svg import draw
from ahc_cli.search.ranking import rank
from ahc_cli.show.statements import hits_page

COLUMNS = 88
# The styles of a search, and a paper that stands out from the page of a README.
_CSS = """\
.paper { fill: #f6f8fa; rx: 8px } .match { text-decoration: underline }
.id { fill: #8e24aa } .weak { fill: #a8510a } .faint, .note { fill: #5b6676 }
@media (prefers-color-scheme: dark) {
.paper { fill: #161b22 } .id { fill: #d39aea } .weak { fill: #e0a05c } .faint, .note { fill: #98a3b3 }
}
"""


def picture(words: list[str]) -> Iterator[str]:
    """Yield a picture of a command line that searches, and of its answer."""
    # Each word has a place of its own: viewers differ in how wide Chinese is.
    prompt = Line((Span("$ "), *(Span(f"{word} ", "heading") for word in words)), indent=0)
    lines: list[Spans] = []
    for line in (prompt, *_answer(words)):
        lines += wrap_line(line, COLUMNS)
    return draw(lines, COLUMNS, " ".join(words), _CSS)


def _answer(words: list[str]) -> Iterator[Line]:
    """Yield the page that `ahc search` shows of the bundled data."""
    _program, _command, text, _option, limit = words
    speak("en")
    dataset = load.bundled()
    context = Context(dataset, dataset.edition)
    tokens, conditions = split(text, context)
    result = rank(context, tokens, conditions)
    yield from hits_page(result.events[: int(limit)], result, [], dataset.vocabulary)


if __name__ == "__main__":
    sys.stdout.writelines(picture(sys.argv[1:]))
