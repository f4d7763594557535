"""What to type instead: names near words that are unknown, what a misspelt word means, commands that answer better."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from ahc_cli.ask.find import ARTICLE
from ahc_cli.ask.lead import tags_in, words_of
from ahc_cli.ask.query import conditions
from ahc_cli.ask.question import ask, text_of
from ahc_cli.ask.reading import Reading
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, spoken
from ahc_cli.model.fields import FIELDS, field_named
from ahc_cli.model.stems import asked, asks_for, every_word, is_ignored, stem
from ahc_cli.model.text import fold, is_han, swap_numerals
from ahc_cli.model.vocabulary import EVERYDAY, INSTRUMENT, Vocabulary, entity_tags, names, nearest
from ahc_cli.model.words import label

_MOST_WITHIN = 3
# A word in the titles of more articles says little; what is in brackets is not in the title.
_MOST_TITLED, _ASIDE = 4, re.compile(r" ?[(（].*")
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


def unclear(readings: Sequence[Reading], missing: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return the words that nothing contains, and those that are only part of the name of a state, such as Korea."""
    words = [each.bare for each in readings if not each.tags and not each.is_ignored and each.bare.isalpha()]
    parts = vocabulary.words_of_states - asked("anyone")
    return [word for word in words if word in missing or word in parts]


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


def pointers(readings: Sequence[Reading], dataset: Dataset, *, missed: bool = False) -> list[str]:
    """Return commands that answer better than a search, or one that `missed`, in the reader's language."""
    vocabulary = dataset.vocabulary
    words, tags = words_of(readings, vocabulary), tags_in(readings)
    actors = [id_ for table, id_ in tags if table == "actor"]
    found: list[str] = []
    if missed or asks_for("wanting", words) or [table for table, _id in tags] == ["topic"]:
        # Who takes each position, and on which topic.
        positions = (position for event in dataset.kept for position in event.positions)
        taken = [(each.stance, {*(("actor", id_) for id_ in each.actors), ("topic", each.topic)}) for each in positions]
        named = [tag for tag in tags if any(tag in sides for _stance, sides in taken)]
        # Several actors are alternatives, and so are several topics; an actor may have no position on a topic.
        by_table = [[tag for tag in named if tag[0] == table] for table in ("actor", "topic")]
        together = any(all(not sides.isdisjoint(of) for of in by_table) for _stance, sides in taken)
        sought = by_table if together or not all(by_table) else by_table[:1]
        shown = entity_tags(tag for of in sought for tag in of)
        names = [vocabulary.label(table, id_, "zh") if spoken() == "zh" else id_ for table, id_ in shown]
        stances = {stance for stance, sides in taken if all(not sides.isdisjoint(of) for of in sought if of)}
        of_one = [code for code in FIELDS["stance"].choices if asks_for(code, words)]
        if names and len(of_one) == 1 and stances.issuperset(of_one):
            names.append(label(of_one[0], "zh") if spoken() == "zh" else of_one[0])
        found += [_("ahc positions {actor}", actor=" ".join(names))] if names else []
    if not actors and asks_for("acting", words):
        limits = [each.text for each in readings if each.is_date or [*{table for table, _id in each.tags}] == ["place"]]
        signed = " ".join((_("ahc count country role:signatory"), *limits))
        found.append(signed if asks_for("signing", words) else "ahc status")
    found += [_("ahc show article {number}", number=number) for number in articles(readings, dataset)]
    if asks_for("chair", words):
        found.append(_("ahc count actor role:chair"))
    if asks_for("next", words):
        found.append(_("ahc list upcoming"))
    return list(dict.fromkeys(found))


def articles(readings: Sequence[Reading], dataset: Dataset) -> list[int]:
    """Return the numbers of the articles whose number is typed, or whose title has all that is typed in it.

    Before the instrument is adopted there are none.
    """
    instrument = dataset.vocabulary.instrument
    past = {event.id for event in dataset.events if event.status == "happened"} if dataset.whole else ()
    if instrument is None or instrument.adopted not in past:
        return []
    typed = fold(" ".join(each.text for each in readings))
    numbers = {number for pair in ARTICLE.findall(swap_numerals(typed)) + ARTICLE.findall(typed) for number in pair}
    telling = [each for each in readings if not each.is_ignored and each.bare not in (*EVERYDAY, "article", "articles")]
    sought = [word for each in telling for word in each.bare.split()]
    named, titled = list[int](), list[int]()
    for article in instrument.articles:
        english, chinese = (_ASIDE.sub("", fold(article.title.lang(lang))) for lang in ("en", "zh"))
        words = re.findall(r"\w+", english)
        is_titled = all(stem(word) in map(stem, words) if word.isascii() else word in chinese for word in sought)
        is_named = f" {english} " in f" {typed} " or (len(chinese) > len("管辖权") and chinese in typed)
        if str(article.number) in numbers or (is_named and " " in english):
            named.append(article.number)
        elif sought and is_titled:
            titled.append(article.number)
    return named + (titled if len(titled) <= _MOST_TITLED else [])


def in_own_field(word: str) -> str:
    """Write a condition whose value is one of another field with that field: `kind:vote` is `has:votes`."""
    name, _sign, value = word.replace("=", ":", 1).partition(":")
    field, meant = field_named(name), conditions().get(fold(value))
    if field is None or meant is None or field.name not in ("kind", "actor") or meant.field == field.name:
        return word
    return f"{meant.field}:{','.join(sorted(meant.codes))}"


def wanted(named: Sequence[Reading], asked_for: AbstractSet[str], dataset: Dataset, today: date) -> list[str]:
    """Return the query that finds positions, if somebody or something that has some is named.

    Several stances are alternatives, and the reasons against something are among the warnings, too.
    """
    known, nothing = FIELDS["stance"].choices, {"first", "and", "or", *EVERYDAY, *asked("anyone")}
    telling = [each for each in named if each.bare not in nothing and each.tags[:1] != ((INSTRUMENT, INSTRUMENT),)]
    names = [each for each in telling if each.tags or (each.condition and each.condition.field == "actor.kind")]
    taken = [{stance for stance in known if asks_for(stance, [each.bare])} for each in telling]
    if not names and any(taken) and all(of or each.is_date for each, of in zip(telling, taken, strict=True)):
        return [*text_of(telling).split(), "convention"]  # for or against it
    if not names or not any(ask(dataset, text_of(names), today).entries()):
        return []
    tables = {table for each in names for table, _id in each.tags}
    kind = ["actor.kind:state"] if {"who", "states"} <= asked_for and "actor" not in tables else []
    stances, several = set().union(*taken), list(filter(None, taken))
    if "why" in asked_for and "opposes" in stances:
        stances.add("warns")
    elif len(several) < 2 or set.intersection(*several):  # noqa: PLR2004 - one stance, said in one way or two
        return [*text_of(telling).split(), *kind]
    others = [each for each, of in zip(telling, taken, strict=True) if not of]
    return [*text_of(others).split(), *kind, f"stance:{','.join(sorted(stances, key=known.index))}"]
