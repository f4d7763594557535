"""The passage of an event in which a search found its words, and the title with what matches in it."""

import re

from rich.text import Text

from ahc_cli.draw.console import FAINT, join, text
from ahc_cli.draw.phrases import Spans, highlighted, stance_text
from ahc_cli.model.records import Event, Lang, path_text, tags
from ahc_cli.model.records import Text as Translated
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.model.words import COLON, attended, bracketed, label, named, vote_words

# The most characters of a passage that is shown whole, in each language; a longer one ends with a sentence.
_MOST = {"en": 380, "zh": 190}


def matches(event: Event) -> dict[str, list[tuple[int, int]]]:
    """Return the spans that match, by the path of their text, the best first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in event.matches or ():
        if match.start is not None and match.end is not None:
            found.setdefault(match.field, []).append((match.start, match.end))
    return found


def passage(event: Event, path: str, vocabulary: Vocabulary, lang: Lang) -> Text | None:
    """Make a text of the passage at a path; None for the title, which is shown anyway."""
    key, _, index = path.removesuffix("]").partition("[")
    number = int(index or 0)
    match key:
        case "facts" | "caveats":
            item = (event.facts if key == "facts" else event.caveats)[number]
            return _words(item.text, f"{path}.text", event, lang)
        case "summary" if event.summary:
            return _words(event.summary, "summary", event, lang)
        case "positions":
            position = event.positions[number]
            actors = named(vocabulary, "actor", position.actors, lang)
            head = stance_text(position.stance, lang, actors)
            return join(head, text(COLON[lang]), _words(position.text, f"{path}.text", event, lang))
        case "actors":
            item_ = event.actors[number]
            return text(f"{vocabulary.label('actor', item_.actor, lang)} · {label(item_.role, lang)}", FAINT)
        case "votes":
            return text(vote_words(event.votes[number], lang), FAINT)
        case "attendance":
            figure = event.attendance[number]
            said = attended(figure.count, figure.of, lang, at_least=figure.at_least)
            return text(f"{label('attendance', lang)}{COLON[lang]}{said}", FAINT)
        case "documents":
            document = event.documents[number]
            title = f"  {document.title.lang(lang)}" if document.title else ""
            return join(
                highlighted(document.symbol, matches(event).get(f"{path}.symbol", ()), FAINT), text(title, FAINT)
            )
        case "topics":
            found = {match.field for match in event.matches or ()}
            ids = [id_ for table, id_, where in tags(event) if table == "topic" and path_text(where) in found]
            return text(named(vocabulary, "topic", dict.fromkeys(ids), lang), FAINT)
    return None


def scattered_note(lang: Lang) -> Text:
    """Mark an event whose words are found in several places."""
    return text(bracketed("words in several places" if lang == "en" else "各词不在同一处", lang), FAINT)


def _words(words: Translated, path: str, event: Event, lang: Lang) -> Text:
    """Make a text of the words in a language, the matches marked, cut at the end of a sentence if it is long."""
    whole, found = words.lang(lang), matches(event).get(f"{path}.{lang}", [])
    if len(whole) <= _MOST[lang]:
        return highlighted(whole, found, FAINT)
    ends = [end.end() for end in re.finditer(r"[。；]|[.;](?= )", whole[: _MOST[lang] + 1])]
    last = max((end for _, end in found[:1]), default=0)
    end = max([end for end in ends if end >= last] or [_MOST[lang]])
    shown: Spans = [span for span in found if span[1] <= end]
    return join(highlighted(whole[:end], shown, FAINT), text(" …", FAINT))
