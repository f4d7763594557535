"""The records of a dataset, key by key.

Decoding is strict: an unknown key, a value outside a closed set or an invalid date is an error. The
keys that answers add to the data (`start`, `end`, `precision`, `confidence`, `score`, `matches`)
are accepted and computed again.
"""

from collections.abc import Iterator, Mapping
from datetime import date as Day  # noqa: N812 - `date` is a key of the data
from typing import Annotated, Any, Literal, TypeVar, cast

from msgspec import UNSET, Meta, Struct, UnsetType, json
from msgspec.structs import force_setattr

from ahc_cli.messages import Lang, _, spoken
from ahc_cli.model.dates import Date, Precision, parse

Path = tuple[str | int, ...]
Table = Literal["actor", "place", "topic", "source", "treaty"]
# What a record can refer to: a row of a table or an event by its id, or an article by its number.
Target = Table | Literal["event", "article"]
# What it refers to, and where the reference stands.
Reference = tuple[Target, str, Path]
Kind = Literal[
    "session",
    "consultation",
    "resolution",
    "decision",
    "document",
    "letter",
    "statement",
    "submission",
    "signature",
    "ratification",
]
Status = Literal["happened", "scheduled", "postponed", "cancelled"]
Format = Literal["in-person", "hybrid", "online", "written"]
Role = Literal[
    "chair",
    "vice-chair",
    "rapporteur",
    "host",
    "sponsor",
    "speaker",
    "participant",
    "author",
    "addressee",
    "observer",
    "signatory",
    "approver",
    "ratifier",
    "publisher",
]
# A role in a roll call, which no record states.
Ballot = Literal["voted-yes", "voted-no", "abstained", "absent"]
Stance = Literal["proposes", "supports", "opposes", "warns", "urges"]
ActorKind = Literal[
    "state",
    "territory",
    "group",
    "un-body",
    "intergovernmental",
    "regional",
    "ngo",
    "company",
    "person",
]
RegionKey = Literal["region", "subregion"]
Region = Literal["africa", "americas", "asia", "europe", "oceania"]
Subregion = Literal[
    "northern-africa",
    "eastern-africa",
    "middle-africa",
    "southern-africa",
    "western-africa",
    "caribbean",
    "central-america",
    "south-america",
    "northern-america",
    "central-asia",
    "eastern-asia",
    "south-eastern-asia",
    "southern-asia",
    "western-asia",
    "eastern-europe",
    "northern-europe",
    "southern-europe",
    "western-europe",
    "australia-and-new-zealand",
    "melanesia",
    "micronesia",
    "polynesia",
]
Weight = Literal["official", "government", "ngo", "press", "academic", "weak"]
Result = Literal["adopted", "rejected"]
Counted = Literal["states", "organizations", "participants"]
Confidence = Literal["corroborated", "official", "single", "timeline", "weak"]
# How an article stands to those of an older treaty, and who says so: the texts, which were
# compared, a source, or the editors, who pair what has the same subject.
Relation = Literal["close-wording", "wider", "narrower", "same-subject"]
Basis = Literal["texts", "source", "editors"]

# The key of a dataset that has each table.
TABLES: Mapping[Table, str] = {
    "actor": "actors",
    "place": "places",
    "topic": "topics",
    "source": "sources",
    "treaty": "treaties",
}
# Words of the command line, and names of the instrument, which cannot be ids.
RESERVED = ("bundled", "today", "instrument", "convention")

T = TypeVar("T")
ID = "[a-z][a-z0-9-]{0,63}"
# The limits of a dataset, which `ahc help data` lists. They are far above any record that people
# keep; below them everything is fast enough.
Name = Annotated[str, Meta(min_length=1, max_length=1000)]
Prose = Annotated[str, Meta(min_length=1, max_length=100_000)]
Aliases = Annotated[tuple[Name, ...], Meta(max_length=200)]
Members = Annotated[tuple[Name, ...], Meta(max_length=500)]
Ids = Annotated[tuple[Name, ...], Meta(max_length=2000)]
Items = Annotated[tuple[T, ...], Meta(max_length=10_000)]
Rows = Annotated[dict[str, T], Meta(max_length=20_000)]
Sources = Annotated[Ids, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0, le=10**9)]
Number = Annotated[int, Meta(ge=1, le=1000)]
Articles = Items[Number]
# Numbers of articles, and the first and the last of several in a row; msgspec 0.22 crashes where
# both of a `tuple[Number, Number]` have limits.
Ranges = Items[Number | Annotated[tuple[Number, ...], Meta(min_length=2, max_length=2)]]
# A column and a row of the map.
Tile = Annotated[tuple[Annotated[int, Meta(ge=0, le=25)], ...], Meta(min_length=2, max_length=2)]
Address = Annotated[str, Meta(pattern=r"^https?://[!-~]+$(?!\n)", max_length=4000)]
# The default of a key that is computed after decoding; no reader of the record meets it.
COMPUTED: Any = UNSET


class ReadOnly(dict[str, T]):
    """A table of a record, which cannot be changed; unlike a view, JSON can be made of it."""

    def _refuse(self, *_args: Any, **_given: Any) -> Any:
        raise TypeError("read-only")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> Any:
        return type(self), (dict(self),)


# The default of tables, by which JSON leaves out those that are empty.
EMPTY: ReadOnly[Any] = ReadOnly()


def read_only(table: dict[str, T]) -> ReadOnly[T]:
    """Return a table that cannot be changed."""
    return ReadOnly(table) if table else EMPTY


class JsonValue(Struct, frozen=True):
    """Base of the values that answers consist of."""

    def to_dict(self) -> dict[str, Any]:
        """Return what `--json` prints of it."""
        return to_plain(self)


def to_plain(value: Any) -> dict[str, Any]:
    """Return an object as JSON has it."""
    plain: dict[str, Any] = json.decode(json.encode(value))
    return plain


class Record(JsonValue, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Base of all records: frozen, strict, and written without the keys that are missing."""


class Dated(Record, frozen=True):
    """Base of the records whose `date`, if it is not missing, is checked."""

    def __post_init__(self) -> None:
        if (date := getattr(self, "date", None)) is not None:
            parse(date)


class Text(Record, frozen=True):
    """A text in English, in Chinese, or in both.

    >>> from ahc_cli import load
    >>> load().places["vienna"].name.lang("zh")
    '维也纳'
    """

    en: Prose | None = None
    zh: Prose | None = None

    def __post_init__(self) -> None:
        if not (self.en or self.zh):
            raise ValueError(_("a text needs 'en' or 'zh'"))

    def lang(self, lang: Lang | None = None) -> str:
        """The text in a language, by default the reader's, or in the other one, marked, if it is
        missing.
        """
        text: str | None = getattr(self, lang or spoken())
        if text:
            return text
        other, text = self.both()[0]
        return f"[{other}] {text}"

    def both(self) -> list[tuple[Lang, str]]:
        """Each language that the text has, with its words."""
        texts: tuple[tuple[Lang, str | None], ...] = (("en", self.en), ("zh", self.zh))
        return [(lang, text) for lang, text in texts if text]


class Title(Text, frozen=True):
    """A name or title, as a text."""

    en: Name | None = None
    zh: Name | None = None


class Claim(Record, frozen=True, kw_only=True):
    """What sources say, and how sure it is."""

    sources: Ids = ()
    confidence: Confidence | UnsetType = UNSET


class Fact(Claim, frozen=True):
    """A statement with its sources; `confidence` follows from them and appears only in answers.

    `articles` are the articles of the adopted text, or of a draft that numbers them alike, that it
    is about.

    >>> from ahc_cli import load
    >>> facts = load().find("session-4")[0].facts
    >>> all(fact.text.en and fact.sources for fact in facts)
    True
    """

    text: Text
    articles: Articles = ()


class Appearance(Dated, frozen=True):
    """An actor in a role at an event; `date` if it is narrower than that of the event.

    >>> from ahc_cli import load
    >>> (signing,) = load().find("signing-hanoi")
    >>> [appearance.role for appearance in signing.actors if appearance.actor == "china"]
    ['signatory']
    """

    actor: Name
    role: Role
    date: str | None = None
    sources: Ids = ()


class Position(Claim, frozen=True):
    """What actors wanted or opposed, and on which topic.

    >>> from ahc_cli import load
    >>> (session,) = load().find("session-4")
    >>> [position.stance for position in session.positions if "singapore" in position.actors]
    ['opposes']
    """

    actors: Annotated[Ids, Meta(min_length=1)]
    stance: Stance
    text: Text
    topic: Name | None = None
    articles: Articles = ()


class Roll(Record, frozen=True):
    """How each state voted in a recorded vote, by id of the actor.

    A side that it leaves out is known by its count alone.

    >>> from ahc_cli import load
    >>> roll = load().find("74/247")[0].votes[0].roll
    >>> len(roll.yes), "china" in roll.yes
    (79, True)
    """

    sources: Sources
    yes: Ids = ()
    no: Ids = ()
    abstain: Ids = ()
    absent: Ids = ()


class Vote(Claim, frozen=True):
    """A vote on a motion, or on an amendment to the text of the event.

    A count that is null is unknown.

    >>> from ahc_cli import load
    >>> vote = load().find("74/247")[0].votes[0]
    >>> vote.yes, vote.no, vote.abstain, vote.result
    (79, 60, 33, 'adopted')
    """

    motion: Text
    result: Result
    yes: Count | None = None
    no: Count | None = None
    abstain: Count | None = None
    amendment: bool = False
    roll: Roll | None = None

    def roll_errors(self) -> Iterator[tuple[Path, str]]:
        """Yield what is wrong with the roll call, with paths from the vote on.

        A list must be as long as the count says, unless it is left out, and name no actor twice.
        """
        named = set[str]()
        for side in ("yes", "no", "abstain", "absent") if self.roll else ():
            actors = getattr(self.roll, side)
            count = getattr(self, side, None) or 0
            is_counted = side != "absent" and actors
            if is_counted and len(actors) != count:
                message = _(
                    "{n} actors in '{key}', but the vote has {count}",
                    n=len(actors),
                    key=side,
                    count=count,
                )
                yield ("roll",), message
            for index, actor in enumerate(actors):
                if actor in named:
                    yield ("roll", side, index), _("'{id}' is named twice", id=actor)
                named.add(actor)


class Attendance(Claim, frozen=True):
    """Number of states, organizations or participants, or the least number if `at_least`.

    >>> from ahc_cli import load
    >>> events = load().filter("has:attendance kind:session")
    >>> "states" in {attendance.of for event in events for attendance in event.attendance}
    True
    """

    count: Count
    of: Counted
    at_least: bool = False


class Document(Record, frozen=True):
    """A document of the event, with the symbol its publisher gave it.

    >>> from ahc_cli import load
    >>> load().find("ga-74-247")[0].documents[0].symbol
    'A/RES/74/247'
    """

    symbol: Name
    title: Title | None = None
    sources: Ids = ()


class Caveat(Record, frozen=True):
    """A note that sources disagree or that a figure is doubtful.

    >>> from ahc_cli import load
    >>> events = load().filter("has:caveats")
    >>> all(caveat.text.en for event in events for caveat in event.caveats)
    True
    """

    text: Text
    sources: Ids = ()
    articles: Articles = ()


class Plan(Dated, frozen=True):
    """An event as a source announced it on the day `as_of`, before it was over."""

    as_of: Day
    date: str
    status: Status
    title: Title
    sources: Sources
    place: Name | None = None
    format: Format | None = None
    summary: Text | None = None


# An item of a list of an event.
Listed = Fact | Appearance | Position | Vote | Attendance | Document | Caveat | Plan


class Match(Record, frozen=True):
    """A match of a search.

    `field` is the path of a text, and `start` and `end` are a span of it in code points; they are
    null if `field` is what has a tag that matches.
    """

    field: str
    start: int | None
    end: int | None


class Event(Record, frozen=True, kw_only=True):
    """Something that happened or was planned.

    `date` is EDTF; `start` and `end` are its first and last day (null: open). `aliases` are what
    people also call it.

    >>> from ahc_cli import load
    >>> (event,) = load().find("session-4")
    >>> event
    <session-4, 2023-01-09/2023-01-20: Ad Hoc Committee, fourth session>
    >>> str(event.start), event.place, event.title.zh
    ('2023-01-09', 'vienna', '特设委员会第四届会议')
    """

    id: str
    date: str
    start: Day | None = COMPUTED
    end: Day | None = COMPUTED
    precision: Precision = COMPUTED
    kind: Kind
    status: Status = COMPUTED
    series: Name | None = None
    body: Name | None = None
    place: Name | None = None
    format: Format | None = None
    title: Title
    aliases: Aliases = ()
    summary: Text | None = None
    facts: Items[Fact] = ()
    actors: Annotated[tuple[Appearance, ...], Meta(max_length=2000)] = ()
    positions: Items[Position] = ()
    votes: Items[Vote] = ()
    attendance: Items[Attendance] = ()
    documents: Items[Document] = ()
    topics: Ids = ()
    related: Ids = ()
    caveats: Items[Caveat] = ()
    history: Items[Plan] = ()
    score: float | UnsetType = UNSET
    matches: tuple[Match, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        span = parse(self.date)
        force_setattr(self, "start", span.start)
        force_setattr(self, "end", span.end)
        force_setattr(self, "precision", span.precision)

    def __repr__(self) -> str:
        return f"<{self.id}, {self.date}: {self.title.lang('en')}>"


# The keys that refer to something, and to what.
_TARGETS: dict[str, Target] = {
    "body": "actor",
    "actor": "actor",
    "actors": "actor",
    "members": "actor",
    "place": "place",
    "topic": "topic",
    "topics": "topic",
    "treaties": "treaty",
    "without": "treaty",
    "sources": "source",
    "timeline": "source",
    "adopted": "event",
    "opened": "event",
    "articles": "article",
    "yes": "actor",
    "no": "actor",
    "abstain": "actor",
    "absent": "actor",
}


def references(record: Record) -> Iterator[Reference]:
    """Yield everything that a record refers to, also in the records within it.

    The record may be a whole dataset.
    """
    for key in record.__struct_fields__:
        value = getattr(record, key)
        if not value or isinstance(value, Text):
            continue
        target = _target(record, key)
        if isinstance(value, str):
            if target:
                yield target, value, (key,)
            continue
        for path, item in _items(key, value):
            if isinstance(item, Record):
                for inner_target, id_, inner_path in references(item):
                    yield inner_target, id_, (*path, *inner_path)
            elif target:
                yield target, str(item), path


def _target(record: Record, key: str) -> Target | None:
    """Return what a key refers to; `related` are records of the same sort, and the articles of
    treaties no records.
    """
    if isinstance(record, Parallel):
        return _TARGETS[key] if key in ("treaties", "sources") else None
    if key == "related":
        return cast("Target", type(record).__name__.lower())
    return _TARGETS.get(key)


def _items(key: str, value: Any) -> list[tuple[Path, Any]]:
    """Return the items of a value, with their paths; a number by itself is a count, and none."""
    if isinstance(value, tuple):
        return [((key, index), item) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return [((key, id_), item) for id_, item in value.items()]
    return [((key,), value)] if isinstance(value, Record) else []


class Source(Dated, frozen=True):
    """Where a fact is published; two sources of one `origin` (who is behind them) count once.

    >>> from ahc_cli import load
    >>> source = load().sources["eff-timeline"]
    >>> source.publisher, source.weight
    ('EFF', 'ngo')
    """

    title: Name
    publisher: Name
    origin: Name
    weight: Weight
    date: str | None = None
    url: Address | None = None
    aliases: Aliases = ()  # of the publisher


class Place(Record, frozen=True):
    """A place where events are held.

    >>> from ahc_cli import load
    >>> load().places["hanoi"].name.en
    'Hanoi'
    """

    name: Title
    aliases: Aliases = ()


class About(Record, frozen=True):
    """What an actor or a topic is, or how an article differs, in one or two sentences."""

    text: Text
    sources: Sources


class Actor(Record, frozen=True):
    """A state, organization or person.

    `iso` and `iso3` are of ISO 3166-1, alpha-2 and alpha-3. `region` and `subregion` are those of
    the United Nations (M49), where it has them the intermediate ones. `tile` is the place of a
    state on the map, its column and row from 0. `adjectives`, which two actors may share, are how
    people also call it; they are never printed. `members` are the states of a group;
    some `joined` on a day, or `left` after their last one. Of a list known for one day alone, that
    is `members_as_of`.

    >>> from ahc_cli import load
    >>> actor = load().actors["russia"]
    >>> actor.kind, actor.iso, actor.short.zh
    ('state', 'RU', '俄罗斯')
    """

    kind: ActorKind
    name: Title
    short: Title | None = None
    iso: Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)")] | None = None
    iso3: Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)")] | None = None
    region: Region | None = None
    subregion: Subregion | None = None
    tile: Tile | None = None
    aliases: Aliases = ()
    related: Ids = ()
    members: Members = ()
    joined: dict[Name, Day] = EMPTY
    left: dict[Name, Day] = EMPTY
    members_as_of: Day | None = None
    about: About | None = None
    adjectives: Aliases = ()

    def __post_init__(self) -> None:
        for key in ("joined", "left"):
            force_setattr(self, key, read_only(getattr(self, key)))

    def members_in(self, period: Date) -> list[str]:
        """The ids of the members of a group on any day of a period."""
        return [id_ for id_ in self.members if period.overlaps(self.membership(id_))]

    def membership(self, id_: str) -> Date:
        """The days from which and until which an actor is a member of a group."""
        return Date("", self.joined.get(id_), self.left.get(id_), "day")


class Topic(Record, frozen=True):
    """A subject of the negotiation; `related` are the topics beside it.

    >>> from ahc_cli import load
    >>> load().topics["extradition"].name.en
    'Extradition'
    """

    name: Title
    aliases: Aliases = ()
    related: Ids = ()
    about: About | None = None


class Treaty(Record, frozen=True):
    """An older treaty beside which the instrument stands.

    `topic` is the topic about it, which has its names too; `sources` are where its text was read.

    >>> from ahc_cli import load
    >>> treaty = load().treaties["untoc"]
    >>> treaty.year, treaty.article_count, treaty.name.zh
    (2000, 41, '《联合国打击跨国有组织犯罪公约》')
    """

    name: Title
    short: Title | None = None
    aliases: Aliases = ()
    year: Count | None = None
    body: Name | None = None
    article_count: Number | None = None
    topic: Name | None = None
    sources: Ids = ()


class Parallel(Record, frozen=True):
    """What stands beside an article in an older treaty, or in one of several.

    `articles` are left out where nobody says which; `part` is what stands behind the number, such
    as "(3)". The `relation` is that of the article: it may be wider than its parallel.
    """

    treaties: Annotated[Ids, Meta(min_length=1)]
    relation: Relation
    basis: Basis
    sources: Sources
    articles: Ranges = ()
    part: Name | None = None
