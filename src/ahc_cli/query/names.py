"""The index of names, and what a person names: an event, an actor, an article or another record."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, product, starmap
from typing import Literal, get_args

from msgspec import Struct

from ahc_cli.data.load import Dataset
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _
from ahc_cli.model.dates import read_date
from ahc_cli.model.fields import REGIONS
from ahc_cli.model.records import Event, RegionKey, Table, Text
from ahc_cli.model.statements import Statement, Tag
from ahc_cli.model.text import HAN, canonical, fold, rows
from ahc_cli.model.vocabulary import (
    INSTRUMENT,
    Article,
    Instrument,
    Named,
    Provision,
    did_you_mean,
    names,
)
from ahc_cli.query.lexicon import lexicon

# The alpha-3 codes that are words in capitals, too, and no names: `iso3:` takes them.
_WORDS_TOO = ("AND", "ARE", "CAN", "COM", "MAR", "NOR", "PER")
_SHORT = 3  # the most letters of a code
_ARTICLE = re.compile(r"art(?:icle)? (\d{1,3})|第(\d{1,3})条")
# An article of a treaty, and the longest forms of it.
_PROVISION = re.compile(
    r"(.+?) ?(?:art(?:icle)? |的?第|)(\d{1,3})条?"
    r"|art(?:icle)? (\d{1,3}) (?:(?:of|in|from) )?(?:the )?(.+)"
)
_PROVISIONS = ("article 1 of the {}", "art 1 of the {}", "{} article 1", "{}的第二十四条")


class Entity(Struct, frozen=True):
    """A row of a table, the instrument, an article of it or of a treaty (a provision), by id."""

    table: Table | Literal["instrument", "article", "provision"]
    id: str
    record: Named | Instrument | Article | Provision


Found = Event | Entity


class NameIndex(Struct, frozen=True, dict=True):
    """The names in a dataset in memory.

    They are those of its vocabulary, and the ids, titles and documents of its events.
    """

    dataset: Dataset
    full: Dataset | None = None  # whatever the day, to tell what was not yet known

    def lookup(self, text: str) -> tuple[Tag, ...]:
        """Return everything that a whole text means; an ISO code is one only in capitals."""
        phrase = canonical(text)
        for key in (fold(text), phrase, text):
            if tags := self.meanings.get(key):
                return tags
        # An article is one even if the record does not have it.
        if article := _ARTICLE.fullmatch(phrase):
            return (("article", f"article-{article[1] or article[2]}"),)
        return self._provision(phrase)

    def _provision(self, phrase: str) -> tuple[Tag, ...]:
        """Return the article of a treaty that a canonical phrase means, even if it has none such.

        "Article 4 of UNTOC" is one, and "untoc 4".
        """
        provision = _PROVISION.fullmatch(phrase)
        if not provision:
            return ()
        before, number_behind, number, behind = provision.groups()
        treaty = dict(self.meanings.get(before or behind, ())).get("treaty")
        return (("provision", f"{treaty}-{number_behind or number}"),) if treaty else ()

    def ids(self, table: str, text: str) -> frozenset[str]:
        """Return the ids in a table that a whole text means.

        It is a name, a publisher, or else an ISO code in any case, or a name behind "the".
        """
        folded = fold(text)
        tags = self.lookup(text) or self.lookup(folded.upper())
        tags = tags or self.lookup(folded.removeprefix("the "))
        ids = {id_ for tag_table, id_ in tags if tag_table == table}
        if table == "source":
            ids.update(self._publishers.get(folded, ()))
        return frozenset(ids)

    @cached_property
    def _publishers(self) -> Mapping[str, set[str]]:
        """The ids of sources by each name of their publisher, folded."""
        publishers = defaultdict[str, set[str]](set)
        for id_, source in self.dataset.vocabulary.sources.items():
            for name in (source.publisher, *source.aliases):
                publishers[fold(name)].add(id_)
        return publishers

    def spelled(self, tags: Iterable[Tag]) -> set[str]:
        """Return how texts write what is tagged: its names, folded."""
        spellings: set[str] = set()
        for tag in tags:
            spellings.update(self._folded.get(tag) or map(fold, _names_of_article(tag[1])))
        return spellings

    def longer(self, spelled: Iterable[str], tags: Collection[Tag]) -> set[str]:
        """Return the names of other things, and words, that have one of the spellings in them.

        So 白俄罗斯 has 俄罗斯, and 发展中国家 has 中国. Topics are no other things for a topic:
        "human rights safeguards" is about human rights.
        """
        tables = {"actor", "place", "topic", "treaty", INSTRUMENT}
        if "topic" in dict(tags):
            tables -= {"topic", "treaty"}
        others = {tag for tag in self._spellings if tag[0] in tables}.difference(tags)
        texts = self.spelled(others).union(*lexicon().words.values())
        longer: set[str] = set()
        for spelling in spelled:
            longer |= {text for text in texts if spelling in text} - {spelling}
        return longer

    def spellings(self) -> Iterator[str]:
        """Yield every id, name, title and symbol, to look for the nearest spelling among them."""
        for (_table, id_), spellings in self._spellings.items():
            yield from (id_, *spellings)

    def having(self, find: Callable[[Statement], Iterator[object]]) -> tuple[Tag, ...]:
        """Return the actors, topics and places in whose names something is found."""
        tags: list[Tag] = []
        for tag, spellings in self._spellings.items():
            if tag[0] in ("actor", "topic", "place"):
                of_names = Statement("name", text=Text(en="\n".join(spellings)))
                if any(find(of_names)):
                    tags.append(tag)
        return tuple(tags)

    def names_beginning(self, letter: str) -> dict[str, frozenset[Tag]]:
        """Return the names of actors, topics and places that begin with a letter, with what each
        means.
        """
        meanings: dict[str, frozenset[Tag]] = {}
        for tag, spellings in self._spellings.items():
            if tag[0] in ("actor", "topic", "place"):
                for name in spellings:
                    if fold(name).startswith(letter):
                        meanings[name] = meanings.get(name, frozenset()) | {tag}
        return meanings

    def find_all(self, words: Sequence[str]) -> list[Found]:
        """Return what the words name, all as one name or each alone.

        NotFoundError if one of them means nothing, or several things.
        """
        whole = " ".join(words)
        is_name_each = all(map(self.candidates, words))
        if self.candidates(whole) or not is_name_each:
            words = [whole]
        named: dict[str, None] = {}
        for name in words:
            ids = self.candidates(name)
            if not ids or (len(ids) > 1 and "/" not in name):
                raise NotFoundError(self.refusal(name))
            # A symbol of two events shows both, a draft itself first.
            ids.sort(key=lambda id_: getattr(self.records[id_], "kind", "") != "document")
            named |= dict.fromkeys(ids)
        return [self.records[id_] for id_ in named]

    def candidates(self, name: str) -> list[str]:
        """Return the ids that a name may mean, with or without "the"; a symbol means all events
        with that document.
        """
        if name in self.records:
            return [name]
        if tags := self._meant(name):
            return [key for key in map(self.key, tags) if key in self.records]
        start = canonical(name).replace(" ", "-") + "-"
        if f"\n{start}" in self._lines_of_ids:
            return [id_ for id_ in self.records if id_.startswith(start)]
        bare = re.sub("(?i)^(the +)+", "", name)
        if bare != name:
            return self.candidates(bare)
        return []

    @cached_property
    def _lines_of_ids(self) -> str:
        """All ids, each behind a line feed; most names are not the start of any."""
        return "\n".join(("", *self.records))

    def _meant(self, name: str) -> tuple[Tag, ...]:
        """Return what a name, or one such as topic:gender, means; what has the title of an article
        comes before the article.

        "Extradition" is a topic, and such a title. But an actor called like the number of an
        article is no more likely to be meant than the article. "EU states" are the EU.
        """
        table, _colon, phrase = name.partition(":")
        of_table = tuple(tag for tag in self.lookup(phrase) if tag[0] == table)
        tags = of_table or self.lookup(name) or self.lookup(name.upper())
        if not tags and (group := re.fullmatch(_member_states(), canonical(name))):
            tags = self.lookup(group[1])
            actor = self.dataset.vocabulary.actors.get(dict(tags).get("actor", ""))
            return tags if actor and actor.members else ()
        if _ARTICLE.fullmatch(canonical(name)):
            return tags
        # A treaty and the topic about it are one name.
        aside = ("article", "topic") if "treaty" in dict(tags) else ("article",)
        return tuple(tag for tag in tags if tag[0] not in aside) or tags

    def refusal(self, name: str) -> str:
        """Say why a name does not mean one thing, or no event, and what to type instead."""
        ids = self.candidates(name)
        if len(ids) > 1:
            choice = _(" or ").join(ids[:6])
            return _("'{text}' is ambiguous; did you mean {names}?", text=name, names=choice)
        if ids:
            return _(
                "'{text}' is not an event; try 'ahc positions {text}' or, for two states or "
                "organizations, 'ahc compare'",
                text=name,
            )
        if self.full and NameIndex(self.full).candidates(name):
            return _("'{text}' was not yet known on {day}", text=name, day=self.dataset.day)
        if number := self.number_of_articles(name):
            return number
        spellings = list(self.spellings())
        if dict(self.lookup(name)).keys() & REGIONS.keys():
            near = did_you_mean(name, spellings)
            return _("'{text}' is a region; try 'ahc states {text}'{near}", text=name, near=near)
        if _ARTICLE.fullmatch(canonical(name)):  # no actor has such a name by its letters
            spellings = []
        revisions = [spelling for spelling in spellings if spelling.startswith(f"{name}/")]
        command = f"ahc {'list' if read_date(name, self.dataset.edition) else 'search'} {name}"
        remedy = did_you_mean(name, revisions or spellings)
        remedy = remedy or _("; try '{command}'", command=command)
        return _("nothing found for '{text}'{remedy}", text=name, remedy=remedy if name else "")

    def number_of_articles(self, name: str) -> str:
        """Say how many articles a treaty has if a name means one of them, else nothing."""
        treaty_id = dict(self.lookup(name)).get("provision", "").rpartition("-")[0]
        treaty = self.dataset.vocabulary.treaties.get(treaty_id)
        if not (treaty and treaty.article_count):
            return ""
        title = self.dataset.vocabulary.label("treaty", treaty_id)
        return _("{treaty} has {n} articles", treaty=title, n=treaty.article_count)

    @cached_property
    def records(self) -> dict[str, Found]:
        """Every event and entity by id; the instrument is one once it is adopted.

        An article whose id an actor has, such as ARTICLE 19, is `article:19`.
        """
        instrument = self.dataset.vocabulary.instrument
        events = {event.id: event for event in self.dataset.events}
        adoption = events.get(instrument.adopted or "") if instrument else None
        is_adopted = adoption and adoption.status == "happened"
        entities = {}
        for entity in self._entities():
            if is_adopted or entity.table in get_args(Table):
                entities[self.key((entity.table, entity.id))] = entity
        for treaty, record in self.dataset.vocabulary.treaties.items() if is_adopted else ():
            for number in range(1, (record.article_count or 0) + 1):
                id_ = f"{treaty}-{number}"
                entities[id_] = Entity("provision", id_, Provision(treaty=treaty, number=number))
        return entities | events

    def key(self, tag: Tag) -> str:
        """Return the key of a thing among the records: its id, or `article:19` if that is taken."""
        table, id_ = tag
        return id_.replace("-", ":") if table == "article" and id_ in self._ids else id_

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids of everything that an article could be taken for."""
        tables = [self.dataset.vocabulary.table(table) for table in get_args(Table)]
        ids = chain.from_iterable(tables)
        return frozenset((*ids, *(event.id for event in self.dataset.events)))

    def _entities(self) -> Iterator[Entity]:
        """Yield everything but events, also an instrument that is not adopted."""
        for table in get_args(Table):
            for id_, record in self.dataset.vocabulary.table(table).items():
                yield Entity(table, id_, record)
        if instrument := self.dataset.vocabulary.instrument:
            yield Entity(INSTRUMENT, INSTRUMENT, instrument)
            for article in instrument.articles:
                yield Entity("article", f"article-{article.number}", article)

    @cached_property
    def _spellings(self) -> Mapping[Tag, tuple[str, ...]]:
        """Names in either language by what they mean."""
        spellings: dict[Tag, tuple[str, ...]] = {}
        for entity in self._entities():
            spellings[entity.table, entity.id] = tuple(_names_of_entity(entity))
        for event in self.dataset.events:
            spellings["event", event.id] = tuple(dict.fromkeys(self._names_of_event(event)))
        return spellings

    @cached_property
    def _folded(self) -> Mapping[Tag, list[str]]:
        """The names, as texts that are folded have them."""
        return {tag: list(map(fold, spellings)) for tag, spellings in self._spellings.items()}

    def _names_of_event(self, event: Event) -> Iterator[str]:
        """Yield the titles of an event, also without the body they start with, and its symbols."""
        bodies = list(names(self.dataset.vocabulary.actors.get(event.body or "")))
        for _lang, title in event.title.both():
            yield title
            for body in bodies:
                yield title.removeprefix(body).lstrip(" ,，") or title
        yield from event.aliases
        for document in event.documents:
            yield document.symbol

    @cached_property
    def meanings(self) -> Mapping[str, tuple[Tag, ...]]:
        """Everything that a canonical phrase means, by phrase."""
        meanings: dict[str, list[Tag]] = defaultdict(list)
        for tag, spellings in self._spellings.items():
            for phrase in filter(None, {*self._phrases(tag, spellings)}):
                meanings[phrase].append(tag)
        # A region that states are in has no record of its own: a thing that is called so is meant.
        regions = defaultdict[str, list[Tag]](list)
        keys: dict[str, RegionKey] = {}
        for actor in self.dataset.vocabulary.actors.values():
            for key in REGIONS:
                keys[getattr(actor, key) or ""] = key
        for codes, called in (*rows("labels.txt", "values"), *rows("labels.txt", "regions")):
            for code in filter(keys.__contains__, codes.split()):
                for name in called.split(" | "):
                    for phrase in {canonical(name), fold(name)}:  # Americas are not America
                        regions[phrase].append((keys[code], code))
        return {phrase: tuple(tags) for phrase, tags in (regions | meanings).items()}

    def _phrases(self, tag: Tag, spellings: Iterable[str]) -> Iterator[str]:
        """Yield the canonical phrases for a thing: also its id, adjectives and ISO code."""
        table, id_ = tag
        yield id_
        if table == "source":
            return
        yield from map(canonical, spellings)
        if table == "actor":
            actor = self.dataset.vocabulary.actors[id_]
            for word in actor.adjectives:
                # A short abbreviation may be a word, too: CAR is a name only in capitals.
                yield word if word.isupper() and len(word) <= _SHORT else canonical(word)
            yield actor.iso or ""
            yield actor.iso3 if actor.iso3 and actor.iso3 not in _WORDS_TOO else ""
        # "votes 2024" is a word and a year, not the event votes-2024.
        if not re.search(r"-\d{4}$", id_):
            yield canonical(id_)

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """The most words and characters of a phrase, by its first word or character."""
        lengths: dict[str, int] = {}
        treaties = [phrase for phrase, tags in self.meanings.items() if "treaty" in dict(tags)]
        provisions = starmap(str.format, product(_PROVISIONS, treaties))
        for phrase in (*self.meanings, *provisions, *lexicon().concepts, *lexicon().stop):
            ascii_parts = phrase.split() if phrase.isascii() else ()
            parts = ascii_parts or re.findall(rf"[^\s{HAN}]+|\S", phrase)
            length = len(parts)
            if phrase.startswith("第"):
                # The canonical number 24 is one part, and may be typed as 二十四.
                length += len("二十四") - 1
            lengths[parts[0]] = max(length, lengths.get(parts[0], 0))
        return lengths


@cache
def _member_states() -> str:
    """The pattern of a canonical phrase such as "EU states"."""
    states = map(canonical, lexicon().words["actor.kind:state"])
    return f"(.+?) ?(?:{'|'.join(states)})"


def _names_of_entity(entity: Entity) -> Iterator[str]:
    if isinstance(entity.record, Article):
        yield from _names_of_article(entity.id)
        if entity.record.title:
            yield from dict(entity.record.title.both()).values()
        yield from entity.record.aliases
    elif not isinstance(entity.record, Provision):
        yield from names(entity.record)


def _names_of_article(id_: str) -> tuple[str, ...]:
    number = id_.removeprefix("article-")
    return (f"article {number}", f"art. {number}", f"第{number}条") if number != id_ else ()
