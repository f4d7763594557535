"""Bare words of a query: names, values that need no field, and words to look for."""

from collections.abc import Iterator, Sequence
from functools import cache

from ahc_cli.ask.query import Contains, Context, Is, Query, is_name, parse_value
from ahc_cli.ask.search import cut_run, is_ignored
from ahc_cli.ask.terms import Word, entity, split_names, word_term
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.stems import NEXT
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.words import LABELS, MEETINGS

# The values that need no field, by field, and further words for some of them.
_VALUES = {
    "kind": FIELDS["kind"].choices,
    "when": FIELDS["when"].choices,
    "status": ("scheduled", "cancelled"),
    "has": ("votes", "attendance"),
    "role": ("signatory", "ratifier"),
    "confidence": ("weak", "corroborated"),
}
_DATE = FIELDS["date"]
_OTHER_WORDS: dict[str, Is] = {
    "vote": Is("has", (frozenset(("votes",)),)),
    **dict.fromkeys(NEXT, Is("when", (frozenset(("upcoming",)),))),
    **dict.fromkeys(("meeting", "meetings", "会议"), Is("kind", (frozenset(MEETINGS),))),
    "未来": Is("when", (frozenset(("upcoming",)),)),
    "签署国": Is("role", (frozenset(("signatory",)),)),
    **dict.fromkeys(("批准国", "缔约国"), Is("role", (frozenset(("ratifier",)),))),
    "届会": Is("kind", (frozenset(("session",)),)),
    **dict.fromkeys(("draft", "drafts", "草案"), Is("series", (frozenset(("text",)),))),
}


def read_bare(words: Sequence[Word], context: Context) -> Iterator[tuple[str, Query]]:
    """Yield what bare words mean, as (text, query): names, longest first, then values, then words to look for.

    Function words are ignored if others remain.
    """
    vocabulary = context.vocabulary
    words = [word for word in words if not is_ignored(word) or fold(word.text) in conditions()] or words
    for run, tags in split_names(words, vocabulary):
        text = " ".join(word.text for word in run)
        if tags and all(table == "place" for table, _ in tags):
            yield text, Is("place", (frozenset(id_ for _, id_ in tags),))
        elif tags:
            yield text, Contains((entity(tags, vocabulary),))
        elif condition := None if run[0].quoted else conditions().get(fold(text)):
            yield text, condition
        elif not run[0].quoted and is_name(_DATE, text, context):
            yield text, Is("date", (parse_value(_DATE, text, context),))
        elif pieces := _known_pieces(run[0], context):
            yield from read_bare(pieces, context)
        else:
            yield text, Contains((word_term(run[0], vocabulary),))


@cache
def conditions() -> dict[str, Is]:
    """Folded word, singular or plural, in either language → the condition it stands for."""
    found: dict[str, Is] = {}
    for field, values in _VALUES.items():
        for value in values:
            condition = Is(field, (frozenset((value,)),))
            english, chinese = LABELS[value]
            plural = english[:-1] + "ies" if english.endswith("y") else english + "s"
            found |= dict.fromkeys((value, fold(english), fold(plural), chinese), condition)
    return found | _OTHER_WORDS


def _known_pieces(word: Word, context: Context) -> list[Word]:
    """Cut a Chinese run along known words; nothing if it has other words in it."""
    if word.quoted or not any(map(is_han, word.text)):
        return []
    cut = list(cut_run(word, context.vocabulary))
    pieces = [piece for piece in cut if not is_ignored(piece) or piece.text in conditions()]
    known = (
        piece.text in context.vocabulary.entities or piece.text in conditions() or is_name(_DATE, piece.text, context)
        for piece in pieces
    )
    return pieces if len(cut) > 1 and pieces and all(known) else []
