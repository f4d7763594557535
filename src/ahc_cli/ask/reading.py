"""What typed words mean: names, dates, values that need no field, and words to look for.

Queries, searches and lines without a command are read here, all in the same way.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.query import Contains, Context, Is, Query, conditions
from ahc_cli.ask.terms import Term, Word, cut_run, entity, word_term
from ahc_cli.model.dates import Date, beyond, read_date
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.stems import adjectives, asked, asks_for, every_word, is_ignored
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import EVERYDAY, Tag, symbol_key
from ahc_cli.model.words import find_choice, known_words

Cut = Literal["never", "if known", "always"]
# The most words of a name, which is that of the Ad Hoc Committee, and of a date: from 28 Feb 2022 to 11 Mar 2022.
LONGEST_NAME, LONGEST_DATE = 24, 8
# Before it, four digits are a number.
_FIRST_YEAR = "1900"
# Words for what the whole record is about; they narrow nothing.
SUBJECT = frozenset((*EVERYDAY, "cybercrime", "网络犯罪"))
# Words before a date, and the field that it is then a value of; "after" and "before" leave the date itself out.
_BOUNDS = {
    "since": "since", "from": "since", "after": "since", "自": "since", "从": "since",
    "before": "until", "until": "until", "till": "until", "by": "until", "to": "until", "至": "until", "到": "until",
}  # fmt: skip
_BESIDE = ("since", "after", "before", "until", "till")  # these may stand before an event, too
_ORDINALS = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh",
}  # fmt: skip


class Reading(Struct, frozen=True):
    """What a run of words means: the things that it names, a condition, or else words to look for.

    Words are `empty` if they are part of the name of a topic that is named too, such as "relation" beside the Budapest
    Convention, or a character such as 国 that is left over from a run.
    """

    words: Sequence[Word]
    tags: tuple[Tag, ...] = ()
    condition: Is | None = None
    empty: bool = False

    @property
    def text(self) -> str:
        """The words as they were typed."""
        return " ".join(word.text for word in self.words)

    @property
    def is_date(self) -> bool:
        """Whether it is a condition on the date."""
        return self.condition is not None and FIELDS[self.condition.field].type == "date"

    @property
    def names_event(self) -> bool:
        """Whether it is the name of an event and of nothing else."""
        return bool(self.tags) and all(table == "event" for table, _id in self.tags)

    @property
    def role(self) -> str | None:
        """The role that it is, also in the plural, as in "chairs" and "signatories"."""
        if self.condition and self.condition.field == "role":
            return min(self.condition.codes)
        return find_choice(self.bare.removesuffix("s"), FIELDS["role"].choices)

    @property
    def bare(self) -> str:
        """The words folded and without the punctuation around them."""
        return fold(self.text).strip("?!.,;？！。")

    @property
    def is_ignored(self) -> bool:
        """Whether it is a function word, a question word or one such as "next", which says nothing by itself."""
        if self.tags or self.words[0].quoted:
            return False
        return self.empty or not self.bare or is_ignored(self.bare)

    def term(self, context: Context) -> Term:
        """Return what it matches in texts and tags."""
        key = (self.text, self.words[0].quoted, self.tags)
        if key in context.terms:  # long runs repeat words
            return context.terms[key]
        if self.tags:
            named = [name for name, tags in context.event_names.items() if not set(self.tags).isdisjoint(tags)]
            term = entity(self.tags, context.vocabulary, self.text, named)
            term = replace(term, tagged=term.tagged | self._of_kind(context))
        else:
            term = word_term(self.words[0], context.vocabulary)
        return context.terms.setdefault(key, term)

    def _of_kind(self, context: Context) -> frozenset[Tag]:
        """Return the actors of the kind that it names, if it names one."""
        kinds = self.condition.codes if self.condition and self.condition.field == "actor.kind" else ()
        return frozenset(("actor", id_) for id_ in context.of_kinds(kinds))

    def query(self, context: Context) -> Query:
        """Return the query that it is: a place is where events are, other names find tags and texts, a kind actors."""
        if self.condition and self.condition.field == "actor.kind":
            return Contains((Term(self.bare, (), self._of_kind(context)),))
        if self.condition:
            return self.condition
        if self.tags and all(table == "place" for table, _id in self.tags):
            return Is("place", (frozenset(id_ for _table, id_ in self.tags),))
        return Contains((self.term(context),))


def read(words: Sequence[Word], context: Context, *, cut: Cut = "never") -> list[Reading]:
    """Read words: names first, the longest first, then dates and values; other words stand alone.

    A run of Chinese characters may be cut along what is known: never, if that leaves no rest, or always.
    """
    if cut == "always":
        pieces = [piece for word in words for piece in cut_run(word, context)]
        single = {piece for piece in pieces if len(piece.text) == 1 and is_han(piece.text)} - {*words}
        left = {piece for piece in single if piece.text not in every_word(english=False)}
        return _mark_repeated([replace(each, empty=each.words[0] in left) for each in _read(pieces, context)], context)
    found: list[Reading] = []
    for reading in _read(words, context):
        is_whole = cut == "never" or reading.tags or reading.condition
        pieces = [] if is_whole else cut_run(reading.words[0], context)
        inner = _read(pieces, context) if len(pieces) > 1 else []
        found += inner if inner and all(map(is_known, inner)) else [reading]
    return _mark_repeated(found, context) if cut == "never" else found


def _mark_repeated(readings: Sequence[Reading], context: Context) -> list[Reading]:
    """Mark the words of a search that only repeat a part of the name of a topic as empty."""
    topics = [context.vocabulary.topics[id_] for each in readings for table, id_ in each.tags if table == "topic"]
    english, chinese = ([fold(topic.name.lang(lang)) for topic in topics] for lang in ("en", "zh"))
    parts = {word for name in english for word in re.findall(r"\w+", name)}

    def is_repeated(word: str) -> bool:
        return word in parts if word.isascii() else len(word) > 1 and any(word in name for name in chinese)

    return [
        replace(each, empty=True) if not (each.tags or each.condition) and is_repeated(each.bare) else each
        for each in readings
    ]


def without_ignored(readings: Sequence[Reading], *, values: bool = False) -> list[Reading]:
    """Leave out what says nothing by itself, if anything else remains; with `values`, "next" is a condition."""
    return [each for each in readings if not each.is_ignored or (values and each.condition)] or list(readings)


def as_words(readings: Iterable[Reading], wanted: Callable[[Reading], bool]) -> list[Reading]:
    """Take the words of the readings that are wanted one by one, each as a word to look for."""
    found: list[Reading] = []
    for reading in readings:
        found += [Reading((word,)) for word in reading.words] if wanted(reading) else [reading]
    return found


def day_named(readings: Sequence[Reading]) -> str:
    """Return the one day, month or year that is named, as in "in 2022" and "by 2022", not "since 2022" or a range."""
    dates = [each.condition for each in readings if each.condition and each.is_date]
    if len(dates) != 1 or dates[0].field not in ("date", "until"):
        return ""
    day = dates[0].values[0]
    text = day.text.removeprefix("../") if isinstance(day, Date) else "/"
    return "" if "/" in text else text


def terms_of(readings: Sequence[Reading], context: Context) -> tuple[Term, ...]:
    """Return what readings match in texts and tags: not dates, and what says nothing by itself only if it is all.

    A word typed twice is one term. The whole record is about the convention.
    """
    wanted = without_ignored([each for each in readings if not each.is_date])
    wanted = [each for each in wanted if each.words[0].quoted or each.bare not in SUBJECT] or wanted
    return tuple(dict.fromkeys(each.term(context) for each in wanted))


def _read(words: Sequence[Word], context: Context) -> list[Reading]:
    found: list[Reading] = []
    words = _joined(words)
    at = 0
    while at < len(words):
        rest = words[at : at + LONGEST_NAME]
        named = _named(rest, context, alone=len(words) == 1)
        value = None if rest[0].quoted else conditions().get(fold(rest[0].text))
        found.append(named or _dated(rest, context) or Reading(rest[:1], condition=value))
        at += len(found[-1].words)
    # An uncertain date is known to the month or the year, or lies in a range.
    is_of_dates = any(each.bare in ("date", "dates", "日期", "时间") for each in found)
    return [
        replace(each, condition=conditions()["inexact"]) if is_of_dates and each.bare in asked("uncertain") else each
        for each in _of_members(found, context)
    ]


def _of_members(readings: Sequence[Reading], context: Context) -> list[Reading]:
    """Read a group beside a word for states, as in "EU member states" and 欧盟哪些成员国, as itself and its members."""

    def members(reading: Reading) -> list[Tag]:
        actors = [context.vocabulary.actors[id_] for table, id_ in reading.tags if table == "actor"]
        return [("actor", id_) for actor in actors for id_ in actor.members]

    def letter(reading: Reading) -> str:
        if members(reading):
            return "g"
        purposes = {"s": ("anyone", "states"), "x": ("excluding",), "b": ("between",), "o": ("belonging",)}
        return next((sign for sign, of in purposes.items() if any(reading.bare in asked(each) for each in of)), ".")

    # A group and words for its states behind it, or "states of the" before it, but not what is other than them.
    found, end = list[Reading](), 0
    for match in re.finditer("(?<!x)(?:gb*s+|so+g)", "".join(map(letter, readings))):
        whole = readings[match.start() : match.end()]
        tags = [tag for each in whole if members(each) for tag in (*each.tags, *members(each))]
        found += [*readings[end : match.start()], Reading([word for each in whole for word in each.words], tuple(tags))]
        end = match.end()
    return [*found, *readings[end:]]


def _joined(words: Iterable[Word]) -> list[Word]:
    """Join the word "article" and the number after it, and the words of Latin America; leave out "us" in "ask us"."""
    joined: list[Word] = []
    for word in words:
        before, at = (fold(joined[-1].text), joined[-1].at) if joined else ("", 0)
        if word.text.isdecimal() and before in ("article", "articles", "art", "art."):
            joined[-1] = Word(f"article {word.text}", at=word.at)
        elif fold(word.text) in ("america", "american") and before in ("latin", "south", "central", "north"):
            joined[-1] = Word(f"{before} {word.text}", at=at)
        elif not (word.text == "us" and asks_for("asking us", [before])):
            joined.append(word)
    return joined


def _named(words: Sequence[Word], context: Context, *, alone: bool) -> Reading | None:
    """Read the longest name that words begin with; an ISO code is one only if it is in capitals, or the only word."""
    vocabulary, actors = context.vocabulary, context.vocabulary.actors
    folded = [_ORDINALS.get(word, word) for word in (fold(word.text) for word in words)]
    if len(words) > 3 and folded[1] in ("and", "or"):  # noqa: PLR2004 - as in "second and fourth session"
        both = [context.event_names.get(f"{ordinal} {folded[3]}", ()) for ordinal in (folded[0], folded[2])]
        if all(both):
            return Reading(words[:4], (*both[0], *both[1]))
    for end in range(len(words), 0, -1):
        run = " ".join(" ".join(folded[:end]).split())
        if named := context.names.get(run) or (context.names.get(symbol_key(run)) if "/" in run else None):
            of_all = () if words[0].quoted else asked("collective")
            kind = next((vocabulary.kind_of(id_) for _table, id_ in named if id_ in of_all), None)
            return Reading(words[:end], named, condition=Is("actor.kind", (frozenset((kind,)),)) if kind else None)
    tags: list[Tag] = []
    if alone or words[0].text.isupper():
        tags = [("actor", id_) for id_ in vocabulary.with_code(run)]
    if not tags and "-" in run:
        tags = [(of, run) for of in ("actor", "topic", "place") if run in vocabulary.table(of)]
    if not tags and (state := adjectives().get(run)) in actors:
        tags = [("actor", state)]
    if not tags:
        # Russia's, and Russias without the apostrophe.
        owner = re.sub("(?:'|’|(?<=....))s$", "", run)
        owners = vocabulary.entities.get(owner, ())
        tags = [(of, id_) for of, id_ in owners if of == "actor" and actors[id_].kind == "state"]
    return Reading(words[:1], tuple(tags)) if tags else None


def _dated(words: Sequence[Word], context: Context) -> Reading | None:
    """Read the longest date that words begin with, perhaps behind a word such as "since"."""
    first = fold(words[0].text)
    for start, field in ((0, "date"), (1, _BOUNDS.get(first))):
        for end in range(min(len(words), start + LONGEST_DATE), start, -1):
            run = words[start:end]
            typed = "" if any(word.quoted for word in run) else " ".join(word.text for word in run)
            is_number = not start and typed.isdecimal() and typed < _FIRST_YEAR
            if field and not is_number and (period := read_date(typed, context.today)):
                if start and first in ("after", "before"):
                    period = beyond(period, after=first == "after")
                return Reading(words[:end], condition=Is(field, (period,)))
    return _beside_event(words, context) if first in _BESIDE else None


def _beside_event(words: Sequence[Word], context: Context) -> Reading | None:
    """Read a word such as "after" and the name of an event, or of a place where there was one event, as a date."""
    at = 2 if len(words) > 1 and fold(words[1].text) == "the" else 1
    named = _named(words[at:], context, alone=False) if len(words) > at else None
    tags = {*named.tags} if named else set()
    spans = [e.span for e in context.events or () if not tags.isdisjoint({("event", e.id), ("place", e.place)})]
    if named is None or len(spans) != 1:
        return None
    first = fold(words[0].text)
    period = beyond(spans[0], after=first == "after") if first in ("after", "before") else spans[0]
    return Reading(words[: at + len(named.words)], condition=Is(_BOUNDS[first], (period,)))


def is_known(reading: Reading) -> bool:
    """Whether a piece of a Chinese run is a name, a condition or a known word; 或 and 非 are not."""
    known = reading.tags or reading.condition or reading.is_ignored
    known = known or reading.bare in known_words() | every_word(english=False)
    return bool(known) and reading.bare not in ("或", "非")
