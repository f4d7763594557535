"""A whole dataset and its vocabulary: names, the nearest spelling, confidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Day  # noqa: N812 - `date` is a key of the data
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import force_setattr

from ahc_cli.messages import _
from ahc_cli.model import records
from ahc_cli.model.dates import Date
from ahc_cli.model.records import (
    Actor,
    Aliases,
    Count,
    Items,
    Name,
    Record,
    Rows,
    Source,
    Sources,
    Table,
    Title,
)
from ahc_cli.model.text import fold

INSTRUMENT: Literal["instrument"] = "instrument"  # the table, and the id, of the one instrument

Named = Source | records.Place | Actor | records.Topic | records.Treaty


class Reported(Record, frozen=True):
    """A total of signatories or parties as sources give it on a day."""

    of: Literal["signatories", "parties"]
    count: Count
    as_of: Day
    sources: Sources


class Chapter(Record, frozen=True):
    """A chapter of the adopted text."""

    number: Count
    title: Title


class Article(Record, frozen=True, kw_only=True):
    """An article of the adopted text that a source names, and what sources say of its contents.

    `aliases` are what people call it, and `topics` what it is about, the main one first. A title
    that no source gives is left out. `parallels` are articles of older treaties, `without` treaties
    that were searched and have none, and `differs` says what is new.
    """

    number: Count
    title: Title | None = None
    sources: Sources
    chapter: Count | None = None
    facts: Items[records.Fact] = ()
    aliases: Aliases = ()
    topics: records.Ids = ()
    parallels: Items[records.Parallel] = ()
    without: records.Ids = ()
    differs: records.About | None = None


class Provision(Record, frozen=True):
    """An article of an older treaty, of which the record knows the number alone."""

    treaty: Name
    number: records.Number


class Instrument(Record, frozen=True):
    """What was negotiated, of which all but the name may be unknown as yet.

    `adopted` and `opened` are ids of events; `days_to_force` count from the last instrument, and
    `article_count` is of the text, of which `articles` may have a part. The text of those that are
    `unread` was not read for the record.
    """

    name: Title
    adopted: Name | None = None
    opened: Name | None = None
    signature_until: Day | None = None
    ratifications_needed: Count | None = None
    days_to_force: Count | None = None
    article_count: Count | None = None
    unread: records.Ranges = ()
    sources: records.Ids = ()
    short: Title | None = None
    aliases: Aliases = ()
    reported: Items[Reported] = ()
    chapters: Items[Chapter] = ()
    articles: Items[Article] = ()


class Vocabulary(Record, frozen=True, kw_only=True, gc=True, dict=True):
    """The tables that the ids of events refer to.

    `timeline` never counts as a second source, and `note` says what the record lacks.
    """

    sources: Rows[Source] = records.EMPTY
    places: Rows[records.Place] = records.EMPTY
    actors: Rows[Actor] = records.EMPTY
    topics: Rows[records.Topic] = records.EMPTY
    treaties: Annotated[dict[str, records.Treaty], Meta(max_length=100)] = records.EMPTY
    instrument: Instrument | None = None
    timeline: Name | None = None
    note: records.Text | None = None

    def __post_init__(self) -> None:
        for key in records.TABLES.values():
            force_setattr(self, key, records.read_only(getattr(self, key)))

    def table(self, table: Table) -> Mapping[str, Named]:
        """Return the records of one table by id."""
        rows: Mapping[str, Named] = getattr(self, records.TABLES[table])
        return rows

    def label(self, table: Table, id_: str) -> str:
        """Return the name to show for an id; an unknown id is shown as it is."""
        record = self.table(table).get(id_)
        if record is None:
            return id_
        if isinstance(record, Source):
            return record.publisher
        name = getattr(record, "short", None) or record.name
        return name.lang()

    def kind_of(self, actor: str | int | None) -> records.ActorKind | None:
        """Return the kind of the actor with an id; None if there is none."""
        record = self.actors.get(str(actor))
        return record.kind if record else None

    def members_of(self, group: str, period: Date) -> list[str]:
        """Return the ids of the members of a group on any day of a period, if it is a group."""
        record = self.actors.get(group)
        return record.members_in(period) if record else []

    def groups_of(self, actor: str, period: Date) -> list[str]:
        """Return the ids of the groups that an actor is a member of on any day of a period."""
        groups = self._groups.get(actor, ())
        return [id_ for id_ in groups if period.overlaps(self.actors[id_].membership(actor))]

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        """The ids of the groups that have an actor among their members, whatever the day."""
        groups: dict[str, list[str]] = defaultdict(list)
        for id_, group in self.actors.items():
            for member in set(group.members):
                groups[member].append(id_)
        return groups

    def confidence(self, sources: Iterable[str]) -> records.Confidence | None:
        """Return how sure a statement with these sources is.

        None without sources or with an unknown one.
        """
        cited = set(sources)
        if not cited or not cited <= self.sources.keys():
            return None
        others = [self.sources[id_] for id_ in cited - {self.timeline}]
        strong = [source for source in others if source.weight != "weak"]
        if len({source.origin for source in strong}) > 1:
            return "corroborated"
        if any(source.weight == "official" for source in strong):
            return "official"
        if strong:
            return "single"
        return "timeline" if self.timeline in cited else "weak"


class Collection(Vocabulary, frozen=True):
    """A whole dataset: the events, and the vocabularies that their ids refer to.

    If it is `as_of` a day, it has what was known then.
    """

    schema_version: Literal[2, 3]
    edition: Day
    title: Title
    events: tuple[records.Event, ...]
    as_of: Day | None = None


def names(record: Named | Instrument | None) -> Iterator[str]:
    """Yield the names and aliases of a record, in both languages; a source has none."""
    if record is None or isinstance(record, Source):
        return
    for text in (record.name, getattr(record, "short", None)):
        if text:
            yield from (name for _lang, name in text.both())
    yield from record.aliases


def nearest(word: str, candidates: Iterable[str]) -> list[str]:
    """Return up to three candidates spelled most like a word, best first; none if none is close."""
    folded = {fold(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    if not folded:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    matches = process.extract(
        fold(word)[:200],
        sorted(folded),
        scorer=JaroWinkler.normalized_similarity,
        limit=3,
        # North Korea is not near South Korea; a Chinese word has fewer characters.
        score_cutoff=0.88 if word.isascii() else 0.8,
    )
    return [folded[spelling] for spelling, _score, _index in matches]


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Name the nearest candidates as the end of an error message, empty if none is close."""
    near = nearest(word, candidates)
    return _("; did you mean {near}?", near=_(" or ").join(near)) if near else ""
