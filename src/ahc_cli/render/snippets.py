"""Where the words of a search were found, as a short excerpt."""

from msgspec import Struct

from ahc_cli.models import Event, Lang, Match, Table, Text
from ahc_cli.render.wording import COMMA
from ahc_cli.text import fold, inert
from ahc_cli.vocabulary import Vocabulary

_BEFORE, _AFTER = 28, 72


class Snippet(Struct, frozen=True):
    """An inert excerpt and the spans in it that were found."""

    text: str
    spans: tuple[tuple[int, int], ...]


def snippet(event: Event, lang: Lang, typed: str) -> Snippet | None:
    """An excerpt around the hit that says most beside the title, in the reader's language if there is one.

    A name that is found only in words of the other language, not as it was `typed` (folded), is told in the reader's.
    """
    matches = [m for m in event.matches or () if m.start is not None and not m.field.startswith(("title", "id"))]
    if not matches:
        return None
    best = min(matches, key=lambda match: not match.field.endswith(f".{lang}"))
    whole = text_at(event, best.field)
    told = fold(whole[best.start : best.end])
    if told not in typed and typed not in told and (twin := _twin(event, best.field, lang)):
        return _excerpt(twin, 0, 0, [])
    found = [match for match in matches if match.field == best.field]
    return _excerpt(whole, best.start or 0, best.end or 0, found)


def _excerpt(whole: str, first: int, last: int, matches: list[Match]) -> Snippet:
    """What stands around a place, from word to word if it has blanks."""
    start, end = max(0, first - _BEFORE), min(len(whole), last + _AFTER)
    if start and " " in whole[start:first]:
        start = whole.index(" ", start) + 1
    if end < len(whole) and " " in whole[last:end]:
        end = whole.rindex(" ", 0, end)
    return _cut(whole, start, end, matches)


def hit_title(event: Event, lang: Lang) -> Snippet:
    """The title in a language, and what was found of it there."""
    whole = event.title.lang(lang)
    return _cut(whole, 0, len(whole), [match for match in event.matches or () if match.field == f"title.{lang}"])


def tags_found(event: Event, vocabulary: Vocabulary, lang: Lang) -> str:
    """What the tags are called by which a search found an event, each once."""
    paths = [match.field for match in event.matches or () if match.start is None]
    return COMMA[lang].join(dict.fromkeys(vocabulary.label(_table(path), text_at(event, path), lang) for path in paths))


def _table(path: str) -> Table:
    """The table of the id at a path of an event, as `topics[2]` or `positions[0].actors[1]`."""
    key = path.rpartition(".")[2].partition("[")[0]
    return "topic" if key.startswith("topic") else "place" if key == "place" else "actor"


def _twin(event: Event, path: str, lang: Lang) -> str | None:
    """The text at a path in a language, if the path is that of the other language."""
    said = _at(event, path.rpartition(".")[0])
    return getattr(said, lang) if isinstance(said, Text) and not path.endswith(f".{lang}") else None


def text_at(event: Event, path: str) -> str:
    """The text at a path of a match, as `facts[2].text.zh`."""
    return str(_at(event, path))


def _at(event: Event, path: str) -> object:
    found: object = event
    for step in path.replace("]", "").replace("[", ".").split("."):
        found = found[int(step)] if isinstance(found, tuple) else getattr(found, step)
    return found


def _cut(whole: str, start: int, end: int, matches: list[Match]) -> Snippet:
    """The excerpt made inert piece by piece, so that the spans still fit."""
    pieces = ["…" if start else ""]
    spans: list[tuple[int, int]] = []
    at = start
    for match in sorted(matches, key=lambda match: match.start or 0):
        if match.start is None or match.end is None or match.start < at or match.end > end:
            continue
        pieces += [inert(whole[at : match.start]), inert(whole[match.start : match.end])]
        length = len("".join(pieces))
        spans.append((length - len(pieces[-1]), length))
        at = match.end
    pieces += [inert(whole[at:end]), "…" if end < len(whole) else ""]
    return Snippet("".join(pieces), tuple(spans))
