"""The help that Typer prints, in the reader's language."""

import re
from collections.abc import Iterator
from typing import Any

from ahc_cli.messages import _

# Typer counts characters and breaks lines at blanks. So that Chinese fits, a wide character is followed by a blank, at
# which a line may be broken, or before a blank or closing punctuation by a mark; `_joined` takes both out.
_MARK = "\ue000"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60“”…"
_CLOSING = "，。、；：？！）”」…"


def translate(command: Any) -> None:
    """Translate the help of a command, its commands and their options."""
    for owner, name in _places(command):
        setattr(owner, name, "\n\n".join(map(_paragraph, getattr(owner, name).split("\n\n"))))
    print_ = command.get_help
    command.get_help = lambda context: _joined(print_(context))
    for inner in getattr(command, "commands", {}).values():
        translate(inner)


def texts(command: Any) -> Iterator[str]:
    """Yield the texts of the help of a command, its commands and their options, a paragraph each."""
    for owner, name in _places(command):
        for paragraph in getattr(owner, name).split("\n\n"):
            yield paragraph.split("\n")[1] if paragraph.startswith("\b") else paragraph
    for inner in getattr(command, "commands", {}).values():
        yield from texts(inner)


def _places(command: Any) -> Iterator[tuple[Any, str]]:
    """Yield where the texts of the help of a command are, as object and attribute."""
    for owner in (command, *command.params):
        yield from ((owner, name) for name in ("help", "epilog") if getattr(owner, name, None))


def _paragraph(text: str) -> str:
    """Translate a paragraph; of examples, which start with a backspace, only the heading."""
    if text.startswith("\b"):
        start, heading, *examples = text.split("\n")
        return _marked("\n".join((start, _(heading), *examples)))
    return re.sub(f"([{_WIDE}])(?!{_MARK})", r"\1 ", _marked(_(text)))


def _marked(text: str) -> str:
    return re.sub(f"([{_WIDE}])(?=[ {_CLOSING}])", rf"\1{_MARK}", text)


def _joined(text: str) -> str:
    """Take out what was added to Chinese for Typer."""
    return re.sub(f"(?<=[{_WIDE}])[ {_MARK}]", "", text)
