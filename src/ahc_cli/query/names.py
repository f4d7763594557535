"""The index of names, and what a person names: an event, actor, topic, place, source or article, or
a record.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _
from ahc_cli.model.dates import read_date
from ahc_cli.model.records import Actor, Event, Place, Source, Table, Topic
from ahc_cli.model.statements import Tag
from ahc_cli.model.text import HAN, canonical, fold, swap_numerals
from ahc_cli.model.vocabulary import INSTRUMENT, Article, Instrument, did_you_mean, names
from ahc_cli.query.lexicon import lexicon

_ARTICLE = re.compile(r"art(?:icle)? (\d{1,3})|第(\d{1,3})条")


class Entity(Struct, frozen=True):
    """An actor, topic, place, source, article or the instrument, with its id."""

    table: Table | Literal["instrument", "article"]
    id: str
    record: Actor | Topic | Place | Source | Instrument | Article


Found = Event | Entity


class NameIndex(Struct, frozen=True, dict=True):
    """The names in a dataset in memory: those of its vocabulary, and the ids, titles and documents
    of its events.
    """

    dataset: Dataset
    full: Dataset | None = None  # whatever the day, to tell what was not yet known

    def lookup(self, text: str) -> tuple[Tag, ...]:
        """Return everything that a whole text means; an ISO code is one only in capitals."""
        keys = (fold(text), canonical(text), text)
        article = _ARTICLE.fullmatch(keys[1])  # of any text, also one that the record does not have
        known: tuple[Tag, ...] = (
            (("article", f"article-{article[1] or article[2]}"),) if article else ()
        )
        return next(filter(None, map(self.meanings.get, keys)), known)

    def ids(self, table: str, text: str) -> frozenset[str]:
        """Return the ids in a table that a whole text means, by name, by publisher, or else by ISO
        code in any case.
        """
        tags = self.lookup(text) or self.lookup(fold(text).upper())
        found = {id_ for of, id_ in tags if of == table}
        if table == "source":
            for id_, source in self.dataset.vocabulary.sources.items():
                found |= (
                    {id_} if fold(text) in map(fold, (source.publisher, *source.aliases)) else set()
                )
        return frozenset(found)

    def spelled(self, tags: Iterable[Tag]) -> list[str]:
        """Return how texts write what is tagged: its names, folded, Chinese ordinals in either
        numerals.
        """
        found = [
            name for tag in tags for name in self._spellings.get(tag, ()) or _of_article(tag[1])
        ]
        return list(
            dict.fromkeys(each for name in map(fold, found) for each in (name, swap_numerals(name)))
        )

    def longer(self, spelled: Iterable[str], tags: Iterable[Tag]) -> list[str]:
        """Return the names of other things, and words, that have one of the spellings in them:
        白俄罗斯, 发展中国家.

        Topics are no other things for a topic: "human rights safeguards" is about human rights.
        """
        wanted, own = tuple(spelled), set(tags)
        tables = {"actor", "place", "topic", INSTRUMENT} - {
            table for table, _id in own if table == "topic"
        }
        tags_ = (tag for tag in self._spellings if tag not in own and tag[0] in tables)
        others = (fold(name) for tag in tags_ for name in self._spellings[tag])
        words = (word for several in lexicon().words.values() for word in several)
        found = {
            other
            for other in (*others, *words)
            if any(name in other and name != other for name in wanted)
        }
        return sorted(found, key=len, reverse=True)

    def spellings(self) -> Iterator[str]:
        """Yield every id, name, title and symbol, to look for the nearest spelling among them."""
        for (_table, id_), spellings in self._spellings.items():
            yield from (id_, *spellings)

    def find_all(self, words: Sequence[str]) -> list[Found]:
        """Return what the words name, all as one name or each alone; NotFoundError if one means
        nothing.
        """
        whole = " ".join(words)
        names = [whole] if self.candidates(whole) or not all(map(self.candidates, words)) else words
        found: dict[str, Found] = {}
        for name in names:
            ids = self.candidates(name)
            if not ids or (len(ids) > 1 and "/" not in name):
                raise NotFoundError(self.refusal(name))
            # A symbol of two events shows both, a draft itself first.
            ids.sort(key=lambda id_: getattr(self.records[id_], "kind", "") != "document")
            found |= {id_: self.records[id_] for id_ in ids}
        return list(found.values())

    def candidates(self, name: str) -> list[str]:
        """Return the ids that a name may mean; those of several events with a document symbol are
        one meaning.
        """
        if name in self.records:
            return [name]
        tags = self.lookup(name) or self.lookup(name.upper())
        of_names = [
            tag for tag in tags if tag[0] != "article"
        ]  # "Extradition" is a topic, and the title of an article
        start = canonical(name).replace(" ", "-")
        found = [id_ for _table, id_ in of_names or tags if id_ in self.records]
        return found or [id_ for id_ in self.records if start and id_.startswith(f"{start}-")]

    def refusal(self, name: str) -> str:
        """Say why a name does not mean one thing, or no event, and what to type instead."""
        ids = self.candidates(name)
        if len(ids) > 1:
            return _(
                "'{text}' is ambiguous; did you mean {names}?",
                text=name,
                names=_(" or ").join(ids[:6]),
            )
        if ids:
            return _(
                "'{text}' is not an event; for its positions, try 'ahc positions {text}'", text=name
            )
        if self.full and NameIndex(self.full).candidates(name):
            return _("'{text}' was not yet known on {day}", text=name, day=self.dataset.day)
        known = [*self.spellings()]
        revisions = [each for each in known if each.startswith(f"{name}/")]
        command = f"ahc {'list' if read_date(name, self.dataset.edition) else 'search'} {name}"
        remedy = did_you_mean(name, revisions or known) or (
            name and _("; try '{command}'", command=command)
        )
        return _("nothing found for '{text}'{remedy}", text=name, remedy=remedy)

    @cached_property
    def records(self) -> dict[str, Found]:
        """Every event and entity by id."""
        names, instrument = self.dataset.vocabulary, self.dataset.vocabulary.instrument
        records: dict[str, Found] = {event.id: event for event in self.dataset.events}
        entities = [
            Entity(table, id_, of)
            for table in get_args(Table)
            for id_, of in names.table(table).items()
        ]
        if instrument and getattr(records.get(instrument.adopted), "status", None) == "happened":
            entities.append(Entity(INSTRUMENT, INSTRUMENT, instrument))
            entities += [
                Entity("article", f"article-{each.number}", each) for each in instrument.articles
            ]
        return {entity.id: entity for entity in entities} | records

    @cached_property
    def _spellings(self) -> Mapping[Tag, tuple[str, ...]]:
        """Names in either language by what they mean; of an event its title, also without the body
        it starts with.
        """
        found: dict[Tag, tuple[str, ...]] = {}
        vocabulary, instrument = self.dataset.vocabulary, self.dataset.vocabulary.instrument
        for table in get_args(Table):
            for id_, record in vocabulary.table(table).items():
                found[table, id_] = tuple(names(record))
        if instrument:
            found[INSTRUMENT, INSTRUMENT] = tuple(names(instrument))
            for article in instrument.articles:
                id_ = f"article-{article.number}"
                found["article", id_] = (
                    *_of_article(id_),
                    *(title for _, title in article.title.both()),
                )
        for event in self.dataset.events:
            titles = [title for _, title in event.title.both()]
            bodies = list(names(vocabulary.actors.get(event.body or "")))
            short = [title.removeprefix(name).lstrip(" ,，") for title in titles for name in bodies]
            symbols = (document.symbol for document in event.documents)
            found["event", event.id] = tuple(
                dict.fromkeys((*titles, *filter(None, short), *symbols))
            )
        return found

    @cached_property
    def meanings(self) -> Mapping[str, tuple[Tag, ...]]:
        """Canonical phrase → what it means; ids and adjectives are phrases too, and ISO codes in
        capitals.
        """
        found = defaultdict[str, dict[Tag, None]](dict)
        for tag, spellings in self._spellings.items():
            table, id_ = tag
            keys = [id_, *map(canonical, spellings)] if table != "source" else [id_]
            if table == "actor":
                actor = self.dataset.vocabulary.actors[id_]
                keys += [*map(canonical, actor.adjectives), actor.iso or ""]
            # "votes 2024" is a word and a year, not the event votes-2024.
            if not re.search(r"-\d{4}$", id_) and table != "source":
                keys.append(canonical(id_))
            for key in filter(None, keys):
                found[key][tag] = None
        return {key: tuple(tags) for key, tags in found.items()}

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """First word or character of a phrase → the most words and characters that a phrase has."""
        found: dict[str, int] = {}
        for phrase in (*self.meanings, *lexicon().concepts, *lexicon().stop):
            parts = re.findall(rf"[{HAN}]|[^{HAN}\s]+", phrase)
            # A numeral may have three characters where the canonical one is one part.
            found[parts[0]] = max(len(parts) + 2 * phrase.startswith("第"), found.get(parts[0], 0))
        return found


def _of_article(id_: str) -> tuple[str, ...]:
    number = id_.removeprefix("article-")
    return (f"article {number}", f"art. {number}", f"第{number}条") if number != id_ else ()
