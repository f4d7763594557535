"""What typed words mean: names, values that need no field, dates, and words to look for."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache

from ahc_cli.ask.query import Contains, Context, Is, Query, read_date
from ahc_cli.ask.terms import Term, Word, entity, word_term
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.stems import CUTTING, NEXT, STOP_WORDS
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary
from ahc_cli.model.words import LABELS, OTHER_WORDS, known_words

# The most words of a name; that of the Ad Hoc Committee has 21.
LONGEST_RUN = 24
# The values that need no field, by field.
_VALUES = {
    "kind": FIELDS["kind"].choices,
    "when": FIELDS["when"].choices,
    "status": ("scheduled", "cancelled"),
    "has": ("votes", "attendance"),
    "role": ("signatory", "ratifier"),
    "confidence": ("weak", "corroborated"),
    "actor.kind": ("ngo", "company"),
}
_CHINESE_DAY = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?|第?[1-4一二三四]季度|[上下]半年)?"
_CHINESE_DATE = (
    rf"(?:[从自]|截至)?{_CHINESE_DAY}"
    rf"(?:[至到—–]+(?:{_CHINESE_DAY}|\d{{1,2}}月(?:\d{{1,2}}[日号])?|\d{{1,2}}[日号])|至今|起|以来|[以之]?[前后])?|今[天日]"
)

# Words as they were typed, several if they are one name, and the entities that they name.
Run = tuple[Sequence[Word], tuple[Tag, ...]]


def read_bare(words: Sequence[Word], context: Context) -> Iterator[tuple[str, Query]]:
    """Yield what bare words mean, as (text, query): names, longest first, then values, then words to look for.

    Function words are ignored if others remain.
    """
    vocabulary = context.vocabulary
    for run, tags in _without_ignored(split_names(_joined_articles(words), vocabulary), kept=conditions()):
        text, quoted = " ".join(word.text for word in run), run[0].quoted
        if tags and all(table == "place" for table, _ in tags):
            yield text, Is("place", (frozenset(id_ for _, id_ in tags),))
        elif tags:
            yield text, Contains((entity(tags, vocabulary),))
        elif not quoted and (condition := conditions().get(fold(text))):
            yield text, _of_kind(condition, vocabulary) if condition.field == "actor.kind" else condition
        elif not quoted and (period := read_date(text, context.today)):
            yield text, Is("date", (period,))
        elif pieces := _known_pieces(run[0], context):
            yield from read_bare(pieces, context)
        else:
            yield text, Contains((word_term(run[0], vocabulary),))


def search_terms(words: Sequence[Word], vocabulary: Vocabulary, *, cut: bool = False) -> tuple[Term, ...]:
    """Turn the words of a search into terms, without function words if others remain.

    With `cut`, Chinese runs are cut along the names and words that are known.
    """
    pieces = [piece for word in words for piece in (cut_run(word, vocabulary) if cut else [word])]
    runs = _without_ignored(split_names(_joined_articles(pieces), vocabulary))
    return tuple(
        entity(tags, vocabulary, " ".join(word.text for word in run)) if tags else word_term(run[0], vocabulary)
        for run, tags in runs
    )


def _of_kind(condition: Is, vocabulary: Vocabulary) -> Is:
    """Turn a condition on the kinds of actors into one on the actors of these kinds, as queries have it."""
    kinds = frozenset[str]().union(*(value for value in condition.values if isinstance(value, frozenset)))
    ids = frozenset(id_ for id_, actor in vocabulary.actors.items() if actor.kind in kinds)
    return Is(condition.field, (ids,))


def _joined_articles(words: Iterable[Word]) -> list[Word]:
    """Join the word "article" and the number after it."""
    joined: list[Word] = []
    for word in words:
        if joined and word.text.isdecimal() and fold(joined[-1].text) in ("article", "articles", "art", "art."):
            joined[-1] = Word(f"article {word.text}")
        else:
            joined.append(word)
    return joined


def split_names(words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[Run]:
    """Split words into the longest runs that are names, with the entities they name, and single words.

    An ISO code is a name only if it is the only word, or in capitals.
    """
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_RUN), at, -1):
            run = " ".join(fold(" ".join(word.text for word in words[at:end])).split())
            tagged = vocabulary.entities.get(run, ())
            if not tagged and end == at + 1 and (len(words) == 1 or words[at].text.isupper()):
                tagged = tuple(("actor", id_) for id_ in vocabulary.with_code(run))
            if tagged or end == at + 1:
                yield words[at:end], tagged
                at = end
                break


def cut_run(word: Word, vocabulary: Vocabulary) -> Iterator[Word]:
    """Cut a run of Chinese characters along dates and known names and words, the longest first."""
    folded = fold(word.text)
    if word.quoted or not any(map(is_han, folded)):
        yield word
        return
    known = STOP_WORDS | CUTTING | known_words() | vocabulary.entities.keys() | set(EVERYDAY)
    longest_first = sorted((name for name in known if name and name in folded), key=len, reverse=True)
    pattern = "|".join((_CHINESE_DATE, *map(re.escape, longest_first)))
    pieces = re.split(f"({pattern})", folded)
    for at in range(1, len(pieces), 2):
        # One more character before a name makes another name: 南苏丹 is not 苏丹.
        if len(pieces[at - 1]) == 1 and is_han(pieces[at - 1]) and pieces[at] in vocabulary.entities:
            pieces[at - 1 : at + 1] = "", pieces[at - 1] + pieces[at]
    yield from (Word(piece) for piece in pieces if piece)


def bare_word(word: Word) -> str:
    """Return a word folded and without the punctuation around it."""
    return fold(word.text).strip("?!.,;？！。")


@cache
def conditions() -> dict[str, Is]:
    """Folded word, singular or plural, in either language → the condition it stands for."""
    found: dict[str, Is] = {}
    for field, value in ((field, value) for field, values in _VALUES.items() for value in values):
        english, chinese = LABELS[value]
        plural = english[:-1] + "ies" if english.endswith("y") else english + "s"
        found |= dict.fromkeys((value, fold(english), fold(plural), chinese), Is(field, (frozenset((value,)),)))
    for field, values, words in OTHER_WORDS:
        found |= dict.fromkeys(words, Is(field, (frozenset(values),)))
    return found


def _without_ignored(runs: Iterator[Run], kept: Container[str] = ()) -> list[Run]:
    """Leave out function words, question words, and words such as "next", if others remain."""
    found = list(runs)
    return [run for run in found if run[1] or fold(run[0][0].text) in kept or not _is_ignored(run[0][0])] or found


def _is_ignored(word: Word) -> bool:
    bare = bare_word(word)
    return not word.quoted and (not bare or bare in STOP_WORDS or bare in NEXT)


def _known_pieces(word: Word, context: Context) -> list[Word]:
    """Cut a Chinese run along known words; nothing if it has other words in it, or 或 or 非."""
    cut = list(cut_run(word, context.vocabulary))
    pieces = [piece for piece in cut if piece.text in conditions() or not _is_ignored(piece)]
    known = context.vocabulary.entities.keys() | conditions().keys() | known_words()
    all_known = all(piece.text in known or read_date(piece.text, context.today) for piece in pieces)
    return pieces if len(cut) > 1 and all_known and not {"或", "非"} & {piece.text for piece in cut} else []
