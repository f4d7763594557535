"""The pictures for the README and the pages beside it: `python docs/screen.py` draws them anew.

That of a search shows what the command shows in English in a window of 88 columns; the others are
what a command draws as of the day of the edition. Those of the page of the record are taken in a
Chromium, driven by Playwright, that has a font with Chinese; without one they are left as they are.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from ahc_cli.cli.app import run
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
SEARCH = ["ahc", "search", "俄罗斯", "-n", "4"]
PICTURES = {
    "timeline.svg": "timeline kind:session,resolution,decision,signature,ratification --lang en",
    "map.svg": "map --lang en",
    "map-74-247.svg": "map 74/247 --lang en",
    "map-zh.svg": "map --lang zh",
}
# Of the page of the record: what follows its address, the width of the window, and the scheme.
PAGES = {
    "page.png": ("", 1400, "light"),
    "page-dark.png": ("#q=fiji+signed", 1400, "dark"),
    "page-phone.png": ("#_timeline", 390, "light"),
}
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


def take(folder: Path, edition: str) -> None:
    """Take the pictures of the page of the record."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as name, sync_playwright() as driver:
        page = Path(name) / "record.html"
        run(
            [
                "export",
                "-f",
                "html",
                "--as-of",
                edition,
                "--lang",
                "en",
                "--data",
                "bundled",
                "-o",
                str(page),
            ]
        )
        browser = driver.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for picture_name, (at, width, scheme) in PAGES.items():
            size = {"width": width, "height": 800}
            tab = browser.new_page(viewport=size, color_scheme=scheme)
            tab.goto(page.as_uri() + at)
            tab.screenshot(path=folder / picture_name)
        browser.close()


def main() -> int:
    """Draw all pictures; return the highest exit code of their commands."""
    folder, edition = Path(__file__).parent, str(load.bundled().edition)
    (folder / "search.svg").write_text("".join(picture(SEARCH)), encoding="utf-8")
    codes = [
        run([*line.split(), "--as-of", edition, "--data", "bundled", "-o", str(folder / name)])
        for name, line in PICTURES.items()
    ]
    if which("chromium") and find_spec("playwright"):
        take(folder, edition)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
