"""A picture of a screen, for the README: `python docs/screen.py ahc search 俄罗斯 -n 4 >
docs/search.svg`.

The command is run as at a terminal with colours. Rich's own export loads fonts and sets Chinese too
narrow.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

COLUMNS = 88
# Words with one blank between them, or Chinese. Each run has its own position: some viewers drop
# leading blanks, ignore `textLength`, or choose one font for a whole element.
_RUN = re.compile(r"(?P<han>[\u2e80-\uffef]+)|[^\s\u2e80-\uffef]+(?: [^\s\u2e80-\uffef]+)*")
# The cell of a terminal, and the margin, in pixels.
_WIDE, _HIGH, _MARGIN = 9, 20, 14
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"\
 aria-label={title}>
<style>
/* c133 and the like are colours of the 256 of a terminal by their numbers. */
text {{ font: 15px 'DejaVu Sans Mono', ui-monospace, Menlo, Consolas, monospace; fill: #1b2430 }}
.han {{ font-family: 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif }}
.page {{ fill: #f6f8fa }} .c133 {{ fill: #8e24aa }} .c130 {{ fill: #a8510a }}
.dim {{ fill: #5b6676 }}
.bold {{ font-weight: 700 }} .italic {{ font-style: italic }} .underline {{ text-decoration: underline }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #dfe5ee }} .page {{ fill: #161b22 }} .c133 {{ fill: #d39aea }} .c130 {{ fill: #e0a05c }}
.dim {{ fill: #98a3b3 }}
}}
</style>
<rect class="page" width="{width}" height="{height}" rx="8"/>
"""


def picture(words: list[str]) -> Iterator[str]:
    """A command line and its answer, a line of SVG for each piece in one style."""
    surroundings = {**os.environ, "COLUMNS": str(COLUMNS), "AHC_LANG": "en", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "ahc_cli", *words[1:], "--color", "always", "-f", "table"]
    said = subprocess.run(
        command, env=surroundings, capture_output=True, encoding="utf-8", check=True
    ).stdout
    console = Console(width=COLUMNS + 1, color_system="standard", force_terminal=True)
    prompt = Text.assemble("$ ", (" ".join(words), "bold"), "\n")
    lines = console.render_lines(Text.assemble(prompt, Text.from_ansi(said.rstrip())), pad=False)
    size = {"width": COLUMNS * _WIDE + 2 * _MARGIN, "height": len(lines) * _HIGH + 2 * _MARGIN}
    yield _HEAD.format(title=quoteattr(" ".join(words)), **size)
    for number, line in enumerate(lines):
        at = 0
        for piece in line:
            for run in _RUN.finditer(piece.text):
                x = _MARGIN + (at + cell_len(piece.text[: run.start()])) * _WIDE
                yield _set(run, piece.style or Style(), x, _MARGIN + number * _HIGH + 15)
            at += piece.cell_length
    yield "</svg>"


def _set(run: re.Match[str], style: Style, x: int, y: int) -> str:
    names = [name for name in ("bold", "dim", "italic", "underline") if getattr(style, name)]
    if style.color:
        names.insert(0, f"c{style.color.number}")
    if run["han"]:
        names.append("han")
    fitted = f'textLength="{cell_len(run[0]) * _WIDE}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x}" y="{y}" {fitted} class="{" ".join(names)}">{escape(run[0])}</text>'


if __name__ == "__main__":
    print("\n".join(picture(sys.argv[1:])))
