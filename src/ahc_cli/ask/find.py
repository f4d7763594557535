"""Finds what a person names: an event, actor, topic, place or source, or a record to compare."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.ask.match import event_predicate
from ahc_cli.ask.query import And, Contains, Context, Is, conditions
from ahc_cli.ask.reading import LONGEST_NAME, is_known, read, without_ignored
from ahc_cli.ask.terms import Word, article_term
from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError, UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import last_day, read_date
from ahc_cli.model.fields import FIELDS, called
from ahc_cli.model.records import Actor, Event, Place, Source, Table, Topic
from ahc_cli.model.stems import asks_for, is_ignored, synonyms
from ahc_cli.model.text import fold, is_han, swap_numerals
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Instrument, names, nearest, symbol_key
from ahc_cli.model.words import bracketed, label

_TABLES: tuple[Table, ...] = get_args(Table)
_MOST_NAMED = 6
_MOST_FOUND = 3
_LONGEST_SEARCHED = 200
# Words between the two sides of a comparison.
_BETWEEN = ("and", "with", "vs", "versus", "和", "与")
# A document symbol such as A/AC.291/22, whether the record knows it or not.
SYMBOL = re.compile(r"[A-Z]/[A-Z\d]\S*")
ARTICLE = re.compile(r"\bart(?:icle|\.)? ?(\d+)|第(\d+)条")


class Entity(Struct, frozen=True):
    """An actor, topic, place, source, article or the instrument, with its id."""

    table: Table | Literal["instrument", "article"]
    id: str
    record: Actor | Topic | Place | Source | Instrument | Article


Found = Event | Entity
Operand = Event | Dataset


class Finder(Struct, frozen=True, dict=True):
    """Finds the events and entities of a dataset, from the strictest reading of a name to the loosest."""

    dataset: Dataset

    def find_all(self, names: Sequence[str], later: "Finder | None" = None, day: date | None = None) -> list[Found]:
        """Return what the names mean, each alone or all as one name; NotFoundError if one means nothing.

        `later` looks in the record that is not limited to `day`, to tell what was not yet known from what is unknown.
        """
        ids = dict.fromkeys(id_ for name in self._separated(names) for id_ in self._ids(name, later, day))
        return [self._records[id_] for id_ in ids]

    def _separated(self, words: Sequence[str]) -> Sequence[str]:
        """Return the one name that words are together, or else each of them without the function words between them."""
        known = self.dataset.vocabulary.entities
        words = words if len(words) > 1 else words[0].split() or words
        telling = [word for word in words if fold(word) in known or not is_ignored(fold(word))] or words
        for together in (" ".join(words), " ".join(words[words.index(telling[0]) :]), " ".join(telling)):
            if self.with_symbol(together) or self.named(together) or ARTICLE.fullmatch(fold(together)):
                return [together]
        events = [word for word in words if isinstance(self._records.get(word), Event)]
        symbols = [word for word in telling if self.with_symbol(word)]
        exact = [word for word in telling if word in symbols or word in self._records or self.named(word)]
        # Beside a symbol, the start of an id may be another word.
        is_clear = all(len(self.candidates(word)) == 1 and not symbols for word in telling if word not in exact)
        if is_clear or (events and len(telling) == len(words)):
            return telling
        return [" ".join(words)]

    def candidates(self, name: str) -> list[str]:
        """Return the ids that a name may mean: by id, document symbol, name, title, start of an id, part of a title."""
        if name in self._records:
            return [name]
        folded = fold(name)
        titled = (self._only_titled_with(each) for each in (name, *synonyms(folded)))
        starting = [id_ for id_ in self._records if id_.startswith(folded + "-")]
        found = self.with_symbol(name) or self.named(name) or starting
        return found or next(filter(None, titled), []) or self._described(name)

    def named(self, name: str) -> list[str]:
        """Return the ids of what has this id, in any case and with blanks for hyphens, or this name or title."""
        wanted, vocabulary = fold(name), self.dataset.vocabulary
        words = sorted(wanted.split())
        ids = [wanted, *(id_ for id_ in self._records if len(words) > 1 and sorted(id_.split("-")) == words)]
        if wanted in map(fold, names(vocabulary.instrument)):
            ids.append(INSTRUMENT)
        if article := ARTICLE.fullmatch(swap_numerals(wanted)) or ARTICLE.fullmatch(wanted):
            ids.append(f"article-{article[1] or article[2]}")
        if known := [id_ for id_ in ids if id_ in self._records]:
            return known[:1]
        named = [id_ for table in _TABLES if table != "source" for id_ in sorted(vocabulary.ids(table, name))]
        events = [id_ for key in (wanted, swap_numerals(wanted)) for _, id_ in self._context.event_names.get(key, ())]
        articles = vocabulary.instrument.articles if INSTRUMENT in self._records and vocabulary.instrument else ()
        titled = [each for each in articles if wanted in (fold(title) for _, title in each.title.both())]
        return list(dict.fromkeys((*events, *named))) or [f"article-{each.number}" for each in titled]

    def _ids(self, name: str, later: "Finder | None", day: date | None) -> list[str]:
        ids = self.candidates(name)
        # A symbol of two events shows both.
        if len(ids) == 1 or self.with_symbol(name):
            return ids
        if ids:
            raise NotFoundError(_("'{text}' is ambiguous; did you mean {names}?", text=name, names=_listed(ids)))
        if later and (later.with_symbol(name) or later.named(name)):
            raise NotFoundError(_("'{text}' was not yet known on {day}", text=name, day=day))
        raise NotFoundError(_("nothing found for '{text}'{remedy}", text=name, remedy=self._remedy(name)))

    def with_symbol(self, name: str) -> list[str]:
        """Return the ids of the events with a document of this symbol, first of those that are documents themselves."""
        key = symbol_key(name)
        found = [event for event in self.dataset.events if key in map(symbol_key, FIELDS["doc"].read(event))]
        return [event.id for event in sorted(found, key=lambda event: event.kind != "document")]

    def _remedy(self, name: str) -> str:
        """Say what to type instead of a name that means nothing, as the end of a message."""
        if article := ARTICLE.fullmatch(swap_numerals(fold(name))) or ARTICLE.fullmatch(fold(name)):
            term = article_term(article[1] or article[2], self.dataset.vocabulary)
            if any(map(event_predicate(Contains((term,)), self.dataset.edition), self.dataset.events)):
                return _("; the record does not give its title: try 'ahc search {text}'", text=name)
            return _("; the record does not mention that article")
        if read_date(name, self.dataset.edition):
            return _("; it is a date: try 'ahc list {text}'", text=name)
        pieces = read([Word(word) for word in name.split()], self._context, cut="always")
        if role := next(filter(None, (piece.role for piece in pieces)), None):
            code = label(role, "zh") if spoken() == "zh" else role
            query = f"{called('actor')} {called('role')}:{code}"
            return _("; it is a role: to see who held it, try 'ahc count {query}'", query=query)
        if condition := conditions().get(fold(name)):
            return _("; it is a value of {field}: try 'ahc list {text}'", field=called(condition.field), text=name)
        found = self.searched(name) if len(pieces) > 1 and any(map(is_han, name)) else []
        if near := found or nearest(name, self._spellings()) or self.titled_with(name) or self.searched(name):
            meant = self._records.get(near[0]) if len(near) == 1 else None
            title = bracketed(meant.title.lang(spoken()), spoken()) if isinstance(meant, Event) else ""
            return _("; did you mean {near}?", near=_listed(near) + title)
        return _("; try 'ahc search {text}'", text=name) if name else ""

    def searched(self, name: str) -> list[str]:
        """Return the ids of the events that a search for the name finds first."""
        from ahc_cli.ask.search import search

        if len(name) > _LONGEST_SEARCHED or all(is_ignored(fold(word)) for word in name.split()):
            return []
        try:
            hits = search(self.dataset, name, self.dataset.edition).hits
        except UsageError:
            return []
        pieces = read([Word(word) for word in name.split()], self._context, cut="always")
        words = [word for each in pieces for word in each.bare.split()]
        found = [hit.event for hit in hits if not hit.scattered]
        # What has most of the words in its id or title is most likely meant.
        found.sort(key=lambda e: -sum(word in fold(f"{e.id} {e.title.en} {e.title.zh}") for word in words))
        return [event.id for event in found[:_MOST_FOUND]]

    def titled_with(self, name: str) -> list[str]:
        """Return the ids of the events whose title contains a name, unless they are many; those of a series first."""
        wanted = fold(name)
        found = [e for e in self.dataset.events if any(wanted in fold(title) for _, title in e.title.both())]
        found.sort(key=lambda event: event.series is None)
        return [event.id for event in found] if wanted and len(found) <= _MOST_NAMED else []

    def _only_titled_with(self, name: str) -> list[str]:
        """Return the one event, or the one of a series, whose title contains some words, or Chinese ones."""
        pieces = read([Word(word) for word in name.split()], self._context, cut="always")
        has_words = " " in name.strip() or any(map(is_han, name))
        # The chair of the committee is no title, although some title has these words in it.
        is_clear = any(piece.role for piece in pieces) or all(is_known(each) and not each.empty for each in pieces)
        if is_clear or not has_words:
            return []
        found = self.titled_with(name)
        of_series = [id_ for id_ in found if isinstance(event := self._records[id_], Event) and event.series]
        return next((ids for ids in (found, of_series) if len(ids) == 1), [])

    def _described(self, name: str) -> list[str]:
        """Return the events of the kind, place and time that are all that some words say, unless they are many."""
        pieces = without_ignored(read([Word(word) for word in name.split()], self._context, cut="always"))
        queries = [each.query(self._context) for each in pieces]
        is_clear = len(queries) > 1 and all(isinstance(query, Is) for query in queries)
        matches = event_predicate(And(tuple(queries)), self.dataset.edition)
        found = [event.id for event in self.dataset.events if is_clear and matches(event)]
        return found if len(found) <= _MOST_NAMED else []

    def _spellings(self) -> Iterator[str]:
        yield from self._records
        for table in _TABLES:
            yield from self.dataset.vocabulary.spellings(table)
        yield from (symbol for event in self.dataset.events for symbol in FIELDS["doc"].read(event))
        yield from (title for event in self.dataset.events for _, title in event.title.both())

    @cached_property
    def _records(self) -> dict[str, Found]:
        records: dict[str, Found] = {event.id: event for event in self.dataset.events}
        for table in _TABLES:
            for id_, record in self.dataset.vocabulary.table(table).items():
                records.setdefault(id_, Entity(table, id_, record))
        instrument = self.dataset.vocabulary.instrument
        if instrument and getattr(records.get(instrument.adopted), "status", None) == "happened":
            records[INSTRUMENT] = Entity(INSTRUMENT, INSTRUMENT, instrument)
            for article in instrument.articles:
                records.setdefault(f"article-{article.number}", Entity("article", f"article-{article.number}", article))
        return records

    @cached_property
    def _context(self) -> Context:
        return Context(self.dataset.vocabulary, self.dataset.edition, events=tuple(self.dataset.events))


class Operands(Struct, frozen=True, dict=True):
    """Finds the operands of a comparison: -, bundled, an event, a day or a file.

    Events and days refer to the dataset that `load` returns for None, which is limited to `as_of` if a day is given;
    for a name it returns that dataset.
    """

    load: Callable[[str | None], Dataset]
    today: date
    as_of: date | None

    def find_both(self, words: Sequence[str]) -> tuple[Operand, Operand]:
        """Return the two operands that words name, in the first way that both mean something; else UsageError."""
        named = [word for word in words if word not in _BETWEEN] if len(words) > 2 else words  # noqa: PLR2004
        sides = [(" ".join(named[:at]), " ".join(named[at:])) for at in range(1, min(len(named), LONGEST_NAME))]
        # If none means two things, the error is about the one that has nothing beside a thing, or else the first.
        refused = sides[0][0]
        for left, right in sides:
            first = self._meant(left)
            if first and (second := self._meant(right)):
                return first, second
            refused = right if first else refused
        raise self._refusal(refused)

    def _refusal(self, text: str) -> UsageError:
        finder, events = self._finder, self._events
        if ids := [id_ for id_ in finder.candidates(text) if id_ in events]:
            return UsageError(_("'{text}' is ambiguous; did you mean {names}?", text=text, names=_listed(ids)))
        if finder.named(text):
            return UsageError(_("'{text}' is not an event; for its positions, try 'ahc positions {text}'", text=text))
        if self.as_of and Finder(self._full).candidates(text):
            return UsageError(_("'{text}' was not yet known on {day}", text=text, day=self.as_of))
        near = nearest(text, (*events, *(d.symbol for e in events.values() for d in e.documents)))
        near = near or finder.titled_with(text) or finder.searched(text)
        problem = _(
            "'{text}' is not an event, day, symbol or file (a file name contains / or ends in .json or .ndjson){near}",
            text=text,
            near=_("; did you mean {near}?", near=_listed(near)) if near else "",
        )
        return UsageError(problem)

    def _meant(self, text: str) -> Operand | None:
        """Return the event or dataset that an operand means, if it means one."""
        if text in ("-", "bundled"):
            return self._limited(self.load(text))
        finder, events = self._finder, self._events
        if text not in events and read_date(text, self.today):
            day = last_day(text, self.today)
            if self.as_of and day > self.as_of:
                raise UsageError(_("'{text}' is later than {day}, the day of --as-of", text=text, day=self.as_of))
            return self._full.as_of(day)
        is_path = "/" in text and not SYMBOL.match(text)
        if text not in events and (is_path or text.endswith((".json", ".ndjson"))) and not finder.with_symbol(text):
            return self._limited(self.load(text))
        found = [id_ for id_ in finder.candidates(text) if id_ in events]
        is_it = finder.named(text) == [INSTRUMENT] or all(asks_for("text", [w]) for w in fold(text).split() or [""])
        if not found and is_it and (instrument := self.base.vocabulary.instrument):
            found = [instrument.adopted]
        return events[found[0]] if len(found) == 1 else None

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.base)

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {event.id: event for event in self.base.events}

    @cached_property
    def base(self) -> Dataset:
        """The dataset that event ids refer to."""
        return self._limited(self._full)

    @cached_property
    def _full(self) -> Dataset:
        return self.load(None).in_memory()

    def _limited(self, dataset: Dataset) -> Dataset:
        return (dataset if self.as_of is None else dataset.as_of(self.as_of)).in_memory()


def _listed(names: Sequence[str]) -> str:
    """Join names with commas and a last 'or'; at most six are given."""
    shown = [*names[:_MOST_NAMED], *([_("...")] if len(names) > _MOST_NAMED else [])]
    return _(" or ").join((_(", ").join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)
