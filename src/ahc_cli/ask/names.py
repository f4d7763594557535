"""The one index of names: what a phrase means in a record, by id, name, alias, title, symbol or code."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import get_args

from msgspec import Struct

from ahc_cli.ask.lexicon import lexicon
from ahc_cli.model.records import Event, Table
from ahc_cli.model.statements import Tag
from ahc_cli.model.text import canonical, fold, swap_numerals
from ahc_cli.model.vocabulary import INSTRUMENT, Vocabulary, names, symbol_key

_PARTS = re.compile(r"[㐀-鿿]|[^㐀-鿿\s]+")
# An article of any text, also one that the record does not have.
_ARTICLE = re.compile(r"art(?:icle|\.)? (\d{1,3})|第(\d{1,3})条")


class Names(Struct, frozen=True, dict=True):
    """The names in a vocabulary and in the titles, ids and documents of events, which a stream does not have."""

    vocabulary: Vocabulary
    events: tuple[Event, ...] = ()

    def lookup(self, text: str) -> tuple[Tag, ...]:
        """Return everything that a whole text means; an ISO code is one only in capitals."""
        folded = fold(text)
        found = self.meanings.get(folded) or self.meanings.get(key := canonical(text))
        if not found and "/" in folded:
            found = self.meanings.get(symbol_key(folded))
        if not found and (article := _ARTICLE.fullmatch(key)):
            return (("article", f"article-{article[1] or article[2]}"),)
        return found or self.meanings.get(text, ())

    def ids(self, table: str, text: str) -> frozenset[str]:
        """Return the ids in a table that a whole text means, by name, by publisher, or else by ISO code in any case."""
        folded = fold(text)
        tags = self.lookup(text)
        found = {id_ for of, id_ in tags if of == table}
        found = found or {id_ for of, id_ in self.meanings.get(folded.upper(), ()) if of == table}
        if table == "source":
            actors = (self.vocabulary.actors[id_] for of, id_ in tags if of == "actor")
            called = (rf"\b{re.escape(fold(name))}\b" for each in actors for name in names(each))
            publisher = re.compile("|".join((rf"^{re.escape(folded)}$", *called)))
            for id_, source in self.vocabulary.sources.items():
                if any(publisher.search(fold(name)) for name in (source.publisher, *source.aliases)):
                    found.add(id_)
        return frozenset(found)

    def spelled(self, tags: Iterable[Tag]) -> list[str]:
        """Return how texts write what is tagged: its names, folded, Chinese ordinals in either numerals."""
        found = [name for tag in tags for name in self._spellings.get(tag, ()) or _of_article(tag)]
        return list(dict.fromkeys(each for name in map(fold, found) for each in (name, swap_numerals(name))))

    def longer(self, spelled: Iterable[str], tags: Iterable[Tag]) -> list[str]:
        """Return the names of other things, and words, that have one of the spellings in them: 白俄罗斯, 发展中国家.

        Topics are no other things for a topic: "human rights safeguards" is about human rights.
        """
        wanted, own = tuple(spelled), set(tags)
        tables = {"actor", "place", "topic", INSTRUMENT} - {table for table, _id in own if table == "topic"}
        tags_ = (tag for tag in self._spellings if tag not in own and tag[0] in tables)
        others = (fold(name) for tag in tags_ for name in self._spellings[tag])
        words = (word for several in lexicon().words.values() for word in several)
        found = {other for other in (*others, *words) if any(name in other and name != other for name in wanted)}
        return sorted(found, key=len, reverse=True)

    def candidates(self) -> Iterator[str]:
        """Yield every id, name, title and symbol, to look for the nearest spelling among them."""
        for (_table, id_), spellings in self._spellings.items():
            yield from (id_, *spellings)

    @cached_property
    def _spellings(self) -> Mapping[Tag, tuple[str, ...]]:
        """Names in either language by what they mean; of an event its title, also without the body it starts with."""
        found: dict[Tag, tuple[str, ...]] = {}
        for table in get_args(Table):
            for id_, record in self.vocabulary.table(table).items():
                found[table, id_] = tuple(names(record))
        instrument = self.vocabulary.instrument
        if instrument:
            found[INSTRUMENT, INSTRUMENT] = tuple(names(instrument))
            for article in instrument.articles:
                tag: Tag = ("article", f"article-{article.number}")
                found[tag] = (*_of_article(tag), *(title for _, title in article.title.both()))
        for event in self.events:
            titles = [title for _, title in event.title.both()]
            bodies = list(names(self.vocabulary.actors.get(event.body or "")))
            short = [title.removeprefix(name).lstrip(" ,，") for title in titles for name in bodies]
            symbols = (document.symbol for document in event.documents)
            found["event", event.id] = tuple(dict.fromkeys((*titles, *filter(None, short), *symbols)))
        return found

    @cached_property
    def meanings(self) -> Mapping[str, tuple[Tag, ...]]:
        """Canonical phrase → what it means; ids and adjectives are phrases too, and ISO codes in capitals."""
        found: dict[str, tuple[Tag, ...]] = {}
        for tag, spellings in self._spellings.items():
            table, id_ = tag
            keys = [id_, *map(canonical, spellings)] if table != "source" else [id_]
            if table == "actor":
                actor = self.vocabulary.actors[id_]
                keys += [*map(canonical, actor.adjectives), actor.iso or ""]
            if table == "event":
                keys += [symbol_key(name) for name in spellings if "/" in name]
            # "votes 2024" is a word and a year, not the event votes-2024.
            if not re.search(r"-\d{4}$", id_) and table != "source":
                keys.append(canonical(id_))
            for key in dict.fromkeys(keys):
                if key and tag not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), tag)
        return found


def longest_by_start(phrases: Iterable[str]) -> dict[str, int]:
    """Return how many Latin words and Chinese characters the longest phrase has that begins with each of them."""
    found: dict[str, int] = {}
    for phrase in phrases:
        parts = _PARTS.findall(phrase)
        # A numeral may have three characters where the canonical one is one part.
        most = len(parts) + 2 * phrase.startswith("第")
        found[parts[0]] = max(most, found.get(parts[0], 0))
    return found


def _of_article(tag: Tag) -> tuple[str, ...]:
    table, id_ = tag
    number = id_.removeprefix("article-")
    return (f"article {number}", f"art. {number}", f"第{number}条") if table == "article" else ()
