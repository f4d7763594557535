"""Where a search found its words in an event: an excerpt of a text, or tags."""

from rich.text import Text

from ahc_cli.ask.terms import passages
from ahc_cli.draw.console import FAINT, MATCH, join, text
from ahc_cli.draw.phrases import Spans, highlighted
from ahc_cli.model.records import Event, Lang, path_text, tags
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import COMMA

# How many characters an excerpt has before and after its first match.
_BEFORE, _AFTER = 28, 72


def matches(event: Event) -> dict[str, list[tuple[int, int]]]:
    """Return the spans that match, by the path of their text, the best first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in event.matches or ():
        if match.start is not None and match.end is not None:
            found.setdefault(match.field, []).append((match.start, match.end))
    return found


def passage(event: Event, typed: str, vocabulary: Vocabulary, lang: Lang) -> Text:
    """Make a line of the best match outside the title, in a language if there is one, or of tags if no title matches.

    A name that is not found as it was `typed` (folded), and only in the other language, is shown in this one.
    """
    found = matches(event)
    paths = [path for path in found if not path.startswith(("title", "id"))]
    if not paths:
        return text("") if f"title.{lang}" in found else _matching_tags(event, vocabulary, lang)
    path = min(paths, key=lambda path: not path.endswith(f".{lang}"))
    texts = {passage.path: passage.text for passage in passages(event)}
    start, end = found[path][0]
    match = fold(texts[path][start:end])
    translation = f"{path.rpartition('.')[0]}.{lang}"
    if path != translation in texts and match not in typed and typed not in match:
        return _excerpt(texts[translation], [])
    return _excerpt(texts[path], found[path])


def _excerpt(whole: str, spans: Spans) -> Text:
    """Cut an excerpt around the first match, or from the start, at blanks if there are any."""
    first, last = spans[0] if spans else (0, 0)
    start, end = max(0, first - _BEFORE), min(len(whole), last + _AFTER)
    if start and " " in whole[start:first]:
        start = whole.index(" ", start) + 1
    if end < len(whole) and " " in whole[last:end]:
        end = whole.rindex(" ", 0, end)
    before, after = "…" if start else "", "…" if end < len(whole) else ""
    return join("\n", text(before, FAINT), highlighted(whole[:end], spans, FAINT, start), text(after, FAINT))


def _matching_tags(event: Event, vocabulary: Vocabulary, lang: Lang) -> Text:
    """Name the tags that match, each once."""
    by_path = {path_text(path): (table, id_) for table, id_, path in tags(event)}
    found = [by_path[match.field] for match in event.matches or () if match.start is None]
    names = dict.fromkeys(vocabulary.label(table, id_, lang) for table, id_ in found)
    return join("\n" if names else "", text(COMMA[lang].join(names), MATCH))
