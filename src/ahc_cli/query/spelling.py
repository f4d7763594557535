"""Spelling: what is near a word that the record does not have, and what it is read as."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from ahc_cli.messages import _
from ahc_cli.model.labels import bracketed
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import nearest
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.lexicon import lexicon, stem

# The fewest letters of a word that names are guessed for, and that is read as one.
_SHORTEST_GUESSED = 5
# The fewest letters of what is read as the start of a word.
_SHORTEST_START = 4


def not_mentioned(words: Collection[str], context: Context) -> str:
    """Say that the record has none of some words, and what is near them."""
    return _("the record does not mention {words}", words=nearest_names(words, context))


def nearest_names(words: Collection[str], context: Context) -> str:
    """Quote each word and, unless it is a name itself, add the nearest names in brackets."""
    spellings = {*context.query_names.spellings(), *lexicon().concepts} - {*map(fold, words)}
    quoted = []
    for word in words:
        guesses = context.query_names.number_of_articles(word)
        is_short = word.isascii() and len(word) < _SHORTEST_GUESSED
        if not (is_short or context.query_names.lookup(word)):
            guesses = " ".join(f"{name}?" for name in nearest(word, spellings))
        quoted.append(_("'{word}'", word=word) + bracketed(guesses))
    return _(", ").join(quoted)


def unknown_words(tokens: Iterable[Token], context: Context) -> list[str]:
    """Return the words of a line that mean nothing, and that no text of the record has."""
    return [token.text for token in tokens if _is_unknown(token, context)]


def _is_unknown(token: Token, context: Context) -> bool:
    if token.tags or token.concepts or token.period or not token.telling:
        return False
    return context.dataset.whole and not context.mentions(token)


def respell(text: str, missing: Iterable[str], context: Context) -> tuple[str, dict[str, str]]:
    """Put names and words for those of a line that nothing has, if one alone is one edit away, or
    begins so in the texts.

    Return with the line what each was read as. A part of a record, whose other parts may have a
    word, says nothing of its spelling.
    """
    spelled: dict[str, str] = {}
    if not context.dataset.whole:
        return text, spelled
    # A name is not misspelt, although nothing has it.
    for word in filter(lambda word: not context.query_names.lookup(word), missing):
        for typed, name in _readings(word, text, context):
            # It has Latin letters alone, and Chinese may stand beside it.
            whole_word = rf"(?<![a-zA-Z0-9]){re.escape(typed)}(?![a-zA-Z0-9])"
            respelled = name.join(re.split(whole_word, text))
            if name and respelled != text:
                spelled[typed] = name
                text = respelled
                break
    return text, spelled


def _readings(word: str, text: str, context: Context) -> Iterator[tuple[str, str]]:
    """Yield a word, or it with its neighbours, beside what each may have been meant as: names,
    then a word.
    """
    for typed in _with_neighbours(word, text):
        yield typed, _name_near(typed, context)
    yield word, _word_near(word, context) or _longer_word(word, context)


def read_as(spelled: Mapping[str, str]) -> str:
    """Say how words were read that the record does not have as they were typed."""
    parts = (
        _("read '{typed}' as {name}", typed=typed, name=name) for typed, name in spelled.items()
    )
    return _("; ").join(parts)


def _with_neighbours(word: str, text: str) -> Iterator[str]:
    """Yield a word of a text, and the word with that before it and with that behind it."""
    yield word
    for pattern in (
        rf"\S+ +{re.escape(word)}(?!\S)",
        rf"\S+ +\S+ +{re.escape(word)}(?!\S)",
        rf"(?<!\S){re.escape(word)} +\S+",
    ):
        if match := re.search(pattern, text):
            yield match[0]


def _name_near(typed: str, context: Context) -> str:
    """Return the name of the only thing one edit from what is typed; or nothing.

    The first letter must be the same.
    """
    if not _may_be_misspelt(typed):
        return ""
    names = context.query_names.names_beginning(fold(typed)[0])
    near = {names[name]: name for name in one_edit_from(typed, names)}
    return near.popitem()[1] if len(near) == 1 else ""


def _word_near(typed: str, context: Context) -> str:
    """Return the only word of the lexicon, or else of the texts, one edit from what is typed."""
    if not _may_be_misspelt(typed):
        return ""
    # A name that the record does not have is no word of its texts, nor is Paris one of its parts.
    of_texts: Iterable[str] = ()
    if not typed[0].isupper():
        shortest = _SHORTEST_GUESSED + (len(typed) == _SHORTEST_GUESSED)
        of_texts = (word for word in context.latin_words if len(word) >= shortest)
    for words in (lexicon().concepts, of_texts):
        begun = (word for word in words if word.startswith(fold(typed)[0]))
        near = {stem(word): word for word in sorted(one_edit_from(typed, begun))}
        if near:
            return near.popitem()[1] if len(near) == 1 else ""
    return ""


def _may_be_misspelt(typed: str) -> bool:
    folded = fold(typed)
    is_latin = folded.isascii() and folded.replace(" ", "").isalpha()
    return len(folded) >= _SHORTEST_GUESSED and is_latin and folded not in lexicon().concepts


def _longer_word(typed: str, context: Context) -> str:
    """Return the only word of the texts that begins with what is typed; or nothing."""
    folded = fold(typed)
    if len(folded) < _SHORTEST_START or not (folded.isascii() and folded.isalpha()):
        return ""
    # As they are written, in small letters if they are so anywhere: LGBTQIA+.
    words = sorted(re.findall(rf"(?i)\b{re.escape(typed)}[a-z]+\+?", context.latin))
    by_folded = {fold(word): word for word in words}
    return by_folded.popitem()[1] if len(by_folded) == 1 else ""


def one_edit_from(typed: str, spellings: Iterable[str]) -> list[str]:
    """Return the spellings one edit from what is typed; two letters that changed places are one."""
    from rapidfuzz.distance import OSA

    return [word for word in spellings if OSA.distance(fold(typed), fold(word)) == 1]
