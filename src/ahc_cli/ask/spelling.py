"""What is near words that the record does not have: names and words to suggest, and what a misspelt word means."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ahc_cli.data.load import Dataset
from ahc_cli.model.stems import every_word, is_ignored, stem
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import names, nearest

_MOST_WITHIN = 3
_LEAST_SUGGESTED = 4
# A shorter word may be a word of its own; in a long one, two letters may be wrong.
_LEAST_MISSPELT, _LONG, _MOST_MISSPELT = 5, 9, 20


def suggestions(words: Sequence[str], dataset: Dataset) -> list[str]:
    """Suggest names and words of titles that are near folded words, and names that contain one of them as a word."""
    if not words:
        return []
    vocabulary = dataset.vocabulary
    titles = [title for event in dataset.kept for _, title in event.title.both()]
    known = {word.strip(".,;:()") for title in titles for word in title.split() if not is_ignored(fold(word))}
    for table in (vocabulary.actors, vocabulary.topics, vocabulary.places):
        known.update(name for record in table.values() for name in names(record))
    found: list[str] = []
    for word in words:
        is_short = len(word) < (_LEAST_SUGGESTED if word.isascii() else 2)
        if is_short or " " in word or any(map(str.isdigit, word)) or fold(word) in vocabulary.entities:
            continue
        inside = [name for name in known if len(name) > 1 and is_han(name[0]) and fold(name) in fold(word)]
        around = [name for name in known if " " in name and fold(word) in fold(name).split()]
        others = sorted(inside or around, key=lambda name: (-len(name) if inside else len(name), name))
        found += others[:_MOST_WITHIN] if around else nearest(word, known) or others[:_MOST_WITHIN]
    typed = {fold(word) for word in words}
    return [name for name in dict.fromkeys(found) if fold(name) not in typed]


def corrections(words: Iterable[str], dataset: Dataset) -> dict[str, str]:
    """Return what is probably meant by misspelt Latin words: the known word of the same first letter, if it is one.

    Known are the words of names, and for longer words also those of titles and of questions. Without a vocabulary of
    its own, a dataset may be of other words.
    """
    wanted = [word for word in words if len(word) >= _LEAST_MISSPELT and word.isascii() and word.isalpha()]
    if not wanted or not dataset.whole or len(wanted) > _MOST_MISSPELT:
        return {}
    from rapidfuzz.distance import OSA

    vocabulary, found = dataset.vocabulary, dict[str, str]()
    topics = [name for topic in vocabulary.topics.values() for name in names(topic)]
    of_names = vocabulary.name_words | {word for name in topics for word in fold(name).split()}
    titles = [title for event in dataset.kept for _, title in event.title.both()]
    of_titles = every_word(english=True) | {word for title in titles for word in re.findall("[a-z]+", fold(title))}
    for word in wanted:
        if word in of_names or word in of_titles:
            continue
        most = 1 if len(word) < _LONG else 2
        known = of_names if len(word) == _LEAST_MISSPELT else of_names | of_titles
        alike = ((OSA.distance(word, other, score_cutoff=most), other) for other in known if other[:1] == word[0])
        near = sorted(pair for pair in alike if pair[0] <= most and not is_ignored(pair[1]) and _is_slip(word, pair[1]))
        best = [other for distance, other in near if distance == near[0][0]]
        if len(set(map(stem, best))) == 1:
            found[word] = best[0]
    return found


def _is_slip(word: str, other: str) -> bool:
    """Whether letters are missing, doubled or exchanged; of a short word, another letter makes another word."""
    return len(word) >= _LONG or len(word) != len(other) or sorted(word) == sorted(other)


def respelled(text: str, corrected: Mapping[str, str]) -> str:
    """Write a text with some of its words corrected."""
    for word, other in corrected.items():
        text = re.sub(rf"\b{word}\b", other, text, flags=re.IGNORECASE)
    return text
