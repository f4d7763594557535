"""Lines that people may type after `ahc`, in families, with the answers that the record gives.

    python scripts/families.py tuned|unseen      # the lines with their language, family and answer, as TSV
    python scripts/families.py counts            # how many lines each family has

A family is a kind of question, a language and a form, with templates that are typed alike:
`families_tuned.toml` has those at which answers may be tuned, `families_unseen.toml` those that only
measure. The answers are computed here from `data/events.json`, and nothing of the program is used.

A form `short` is in small letters, `misspelt` has one word of each line misspelt by one edit. A kind
that begins with `lacking` has `words` that the record must not have. Where a line may be read in two ways, it has several answers.
"""

import json
import random
import re
import string
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).parent
HALVES = ("tuned", "unseen")
# A word of fewer letters is not misspelt, and none is cut to fewer.
_LETTERS = 5
# At most so many lines of a family, and of one whose cases are states.
_LINES, _LINES_OF_STATES = 12, 18

Value = int | str | list[str]
Json = dict[str, Any]


class Answer(NamedTuple):
    """A verdict, and the values of which one is right; of none, any is."""

    verdict: str | None
    values: tuple[Value, ...] = ()

    def __str__(self) -> str:
        values = (json.dumps(value, ensure_ascii=False) for value in self.values)
        return " ".join((str(self.verdict), *values))

    def accepts(self, verdict: str | None, value: object, code: int) -> bool:
        """Whether what the program answered is this: ids in any order."""
        if verdict != self.verdict or (verdict and code != self.code):
            return False
        given = sorted(map(str, value)) if isinstance(value, list) else value
        expected = [sorted(each) if isinstance(each, list) else each for each in self.values]
        return not expected or given in expected

    @property
    def code(self) -> int:
        """The exit code."""
        return int(self.verdict not in {"yes", "value"})


YES, NO, ABSENT, UNDECIDED = map(Answer, ("yes", "no", "absent", None))
ANY_VALUE = Answer("value")


def value(*values: Value) -> Answer:
    return Answer("value", tuple(each for at, each in enumerate(values) if each not in values[:at]))


class Case(NamedTuple):
    """What stands in the places of a template, and the answers of which one is right."""

    words: dict[str, str]
    answers: tuple[Answer, ...]


class Line(NamedTuple):
    """A line as typed, its language and family, and the answers of which one is right."""

    text: str
    lang: str
    family: str
    answers: tuple[Answer, ...]

    def is_right(self, verdict: str | None, answered: object, code: int) -> bool:
        return any(answer.accepts(verdict, answered, code) for answer in self.answers)


class Family(NamedTuple):
    """Templates of one kind, language and form."""

    kind: str
    lang: str
    form: str
    templates: list[str]
    words: list[str]

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.lang}.{self.form}"


Kind = Callable[["Record", str], Iterable[Case]]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Make a function a kind of question of its name: it yields the cases in a language."""
    KINDS[function.__name__] = function
    return function


class Record:
    """The data, and what families need to know of it."""

    def __init__(self, data: Json) -> None:
        self.data = data
        self.instrument: Json = data["instrument"]
        self.actors: dict[str, Json] = data["actors"]
        self.topics: dict[str, Json] = data["topics"]
        self.events: dict[str, Json] = {event["id"]: event for event in data["events"]}
        self.states = [name for name, actor in self.actors.items() if actor["kind"] == "state"]
        self.groups = [name for name, actor in self.actors.items() if actor.get("members")]

    @cached_property
    def text(self) -> str:
        """All strings of the data, in small letters."""
        return "\n".join(_strings(self.data)).casefold()

    @cached_property
    def english_words(self) -> set[str]:
        return {*re.findall(r"[a-z]+", self.text)}

    @cached_property
    def positions(self) -> list[Json]:
        return [item for event in self.events.values() for item in event.get("positions", ())]

    @cached_property
    def by_topic(self) -> dict[str, list[Json]]:
        """The positions on each topic that has any."""
        positions: dict[str, list[Json]] = defaultdict(list)
        for item in self.positions:
            positions[item.get("topic", "")].append(item)
        return positions

    @cached_property
    def texts_of(self) -> dict[str, str]:
        """The texts that name an actor, in small letters, for each actor with a position."""
        texts = self.text.split("\n")
        names = {actor: self.name(actor, "en").casefold() for actor in self.speakers}
        return {
            actor: "\n".join(text for text in texts if name in text)
            for actor, name in names.items()
        }

    @cached_property
    def speakers(self) -> list[str]:
        """The actors with a position."""
        return sorted({actor for item in self.positions for actor in item["actors"]})

    @cached_property
    def resolutions(self) -> dict[str, str]:
        """The resolutions of the General Assembly, each with its number, such as 74/247."""
        return {
            name: document["symbol"].removeprefix("A/RES/")
            for name, event in self.events.items()
            for document in event.get("documents", ())
            if event["kind"] == "resolution" and document["symbol"].startswith("A/RES/")
        }

    @cached_property
    def rolls(self) -> dict[str, dict[str, list[str]]]:
        """The complete roll calls: of an event, the states of each side and those that did not vote."""
        sides = ("yes", "no", "abstain", "absent")
        return {
            name: {side: vote["roll"][side] for side in sides}
            for name, event in self.events.items()
            for vote in event.get("votes", ())
            if {*sides} <= vote.get("roll", {}).keys()
        }

    def appearances(self, role: str) -> dict[str, str]:
        """Return the actors in a role at any event, each with the day."""
        return {
            actor["actor"]: actor.get("date", event["date"])
            for event in self.events.values()
            for actor in event.get("actors", ())
            if actor["role"] == role
        }

    def in_role(self, event: str, role: str) -> list[str]:
        """Return the actors in a role at one event."""
        actors = self.events[event].get("actors", ())
        return [actor["actor"] for actor in actors if actor["role"] == role]

    def members(self, group: str, day: str) -> list[str]:
        """Return who belonged to a group on a day; the day of joining or leaving counts."""
        joined, left = (self.actors[group].get(key) or {} for key in ("joined", "left"))
        return [
            member
            for member in self.actors[group]["members"]
            if joined.get(member, "") <= day <= left.get(member, "9999")
        ]

    def name(self, actor: str, lang: str) -> str:
        entry = self.actors[actor]
        name: str = (entry.get("short") or entry["name"])[lang]
        return name

    @cached_property
    def aliases(self) -> dict[tuple[str, str], str]:
        """By actor and language, another name of an actor that stands in no name of another."""
        names = {
            name: "\n".join([*(actor.get("aliases") or ()), *(actor.get("adjectives") or ())])
            for name, actor in self.actors.items()
        }
        aliases: dict[tuple[str, str], str] = {}
        for name, actor in self.actors.items():
            others = "\n".join(text for other, text in names.items() if other != name)
            for alias in actor.get("aliases") or ():
                if alias not in others:
                    aliases.setdefault((name, "zh" if _is_chinese(alias) else "en"), alias)
        return aliases


# The states.

# Names that a sentence gives an article, and what other such names have.
_WITH_ARTICLE = {"bahamas", "central-african-republic", "comoros", "dominican-republic", "dr-congo", "european-union", "gambia", "holy-see", "maldives", "marshall-islands", "netherlands", "philippines", "republic-of-korea", "solomon-islands", "united-arab-emirates", "united-kingdom", "united-states"}  # fmt: skip
_LONG_NAME = re.compile(
    r"^(UK|USA?|UAE|DRC|PRC|DPRK|ROK|U\.)|Republic|Kingdom|State |Union|Commonwealth|Principality"
)
# Congo alone may be either of the two; observers have no vote.
_UNCLEAR, _OBSERVERS = {"congo"}, {"holy-see", "palestine"}


def _states(
    record: Record, lang: str, without: Iterable[str] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the states, each with the words of a template: its name, with an article, another name."""
    for state in record.states:
        if state not in {*without, *_UNCLEAR}:
            yield state, _state_words(record, state, lang)


def _state_words(record: Record, state: str, lang: str) -> dict[str, str]:
    name = record.name(state, lang)
    with_article = f"the {name}" if lang == "en" and state in _WITH_ARTICLE else name
    whose = with_article + ("'" if name.endswith("s") else "'s")
    words = {"state": name, "State": with_article, "whose": whose}
    if alias := record.aliases.get((state, lang)):
        words["alias"] = f"the {alias}" if _LONG_NAME.search(alias) else alias
    return words


@kind
def state_signed(record: Record, lang: str) -> Iterator[Case]:
    signed = record.appearances("signatory")
    for state, words in _states(record, lang):
        yield Case(words, (YES if state in signed else ABSENT,))
    yield Case(_state_words(record, "european-union", lang), (YES,))


def _one_day(edtf: str) -> str:
    """Write one of the days that an event lasts, as EDTF does."""
    first, slash, last = edtf.partition("/")
    return f"[{first}..{last}]" if slash else edtf


@kind
def state_sign_day(record: Record, lang: str) -> Iterator[Case]:
    signed = record.appearances("signatory")
    for state, words in _states(record, lang):
        yield Case(words, (value(_one_day(signed[state])) if state in signed else ABSENT,))


@kind
def state_ratified(record: Record, lang: str) -> Iterator[Case]:
    """What a state approved at home is not asked: it is no deposit, and may be called a ratification."""
    ratified = record.appearances("ratifier")
    for state, words in _states(record, lang, record.appearances("approver")):
        yield Case(words, (YES if state in ratified else ABSENT,))


@kind
def state_ratify_day(record: Record, lang: str) -> Iterator[Case]:
    ratified = record.appearances("ratifier")
    for state, words in _states(record, lang, record.appearances("approver")):
        yield Case(words, (value(ratified[state]) if state in ratified else ABSENT,))


@kind
def state_side(record: Record, lang: str) -> Iterator[Case]:
    for event, roll in record.rolls.items():
        for state, words in _states(record, lang, _OBSERVERS):
            for side, names in _SIDES[lang].items():
                answer = YES if state in roll[side] else NO
                yield Case(words | names | _vote_words(record, event, lang), (answer,))


@kind
def state_vote(record: Record, lang: str) -> Iterator[Case]:
    for event in record.rolls:
        for _state, words in _states(record, lang, _OBSERVERS):
            yield Case(words | _vote_words(record, event, lang), (ANY_VALUE,))


@kind
def state_no_vote(record: Record, lang: str) -> Iterator[Case]:
    """A resolution that was adopted without a vote, or with one on an amendment alone."""
    for event in record.resolutions:
        if not _was_voted_on(record, event):
            for _state, words in _states(record, lang, _OBSERVERS):
                for names in _SIDES[lang].values():
                    yield Case(words | names | _vote_words(record, event, lang), (NO,))


@kind
def state_sponsored(record: Record, lang: str) -> Iterator[Case]:
    for event in record.rolls:
        sponsors = record.in_role(event, "sponsor")
        for state, words in _states(record, lang):
            answer = YES if state in sponsors else ABSENT
            yield Case(words | _vote_words(record, event, lang), (answer,))


@kind
def state_position(record: Record, lang: str) -> Iterator[Case]:
    """A state that only spoke, wrote or took part may have said something; it is not asked."""
    roles = ("speaker", "author", "participant", "host", "sponsor")
    present = {actor for role in roles for actor in record.appearances(role)}
    for state, words in _states(record, lang):
        if state in record.speakers:
            yield Case(words, (ANY_VALUE,))
        elif state not in present:
            yield Case(words, (ABSENT,))


@kind
def state_other_treaty(record: Record, lang: str) -> Iterator[Case]:
    """A state that a text names beside the other treaty may be said to be a party; it is not asked."""
    texts = [text for text in record.text.split("\n") if "budapest" in text]
    for state, words in _states(record, lang):
        if not any(record.name(state, "en").casefold() in text for text in texts):
            yield Case(words, (ABSENT,))


# Groups and regions.

_SIDES = {
    "en": {
        "yes": {"voted": "voted for", "vote_so": "vote for", "votes": "votes for"},
        "no": {"voted": "voted against", "vote_so": "vote against", "votes": "votes against"},
        "abstain": {"voted": "abstained on", "vote_so": "abstain on", "votes": "abstentions on"},
    },
    "zh": {
        "yes": {"voted": "投了赞成票", "vote_so": "投赞成票", "votes": "赞成票"},
        "no": {"voted": "投了反对票", "vote_so": "投反对票", "votes": "反对票"},
        "abstain": {"voted": "投了弃权票", "vote_so": "投弃权票", "votes": "弃权票"},
    },
}
_REGIONS = {
    "africa": {"en": "Africa", "zh": "非洲"},
    "americas": {"en": "the Americas", "zh": "美洲"},
    "asia": {"en": "Asia", "zh": "亚洲"},
    "europe": {"en": "Europe", "zh": "欧洲"},
    "oceania": {"en": "Oceania", "zh": "大洋洲"},
}


_WITHOUT_ARTICLE = {"asean", "brics", "caricom", "celac", "grulac", "mercosur", "weog"}


def _groups(record: Record, lang: str) -> Iterator[tuple[str, dict[str, str]]]:
    for group in record.groups:
        name = record.name(group, lang)
        if lang == "zh":
            states = name if name.endswith(("国", "国家")) else f"{name}成员国"
        else:
            is_plural = re.search("states$|countries$|[A-Z]s$|SIDS", name)
            states = name if is_plural else f"{name} states"
        has_article = lang == "en" and group not in _WITHOUT_ARTICLE
        words = {"group": name, "Group": f"the {name}" if has_article else name}
        yield group, words | {"group_states": states}


def _group_sides(record: Record, lang: str) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Yield each group, side and roll call: the words of a template, and the members that voted so."""
    for event, roll in record.rolls.items():
        for group, words in _groups(record, lang):
            members = record.members(group, record.events[event]["date"])
            for side, names in _SIDES[lang].items():
                voters = [member for member in members if member in roll[side]]
                yield words | names | _vote_words(record, event, lang), voters


@kind
def group_side_count(record: Record, lang: str) -> Iterator[Case]:
    for words, voters in _group_sides(record, lang):
        yield Case(words, (value(len(voters)),))


@kind
def group_side_list(record: Record, lang: str) -> Iterator[Case]:
    for words, voters in _group_sides(record, lang):
        if voters:
            yield Case(words, (value(voters),))


@kind
def group_side_any(record: Record, lang: str) -> Iterator[Case]:
    for words, voters in _group_sides(record, lang):
        yield Case(words, (YES if voters else NO,))


@kind
def group_vote(record: Record, lang: str) -> Iterator[Case]:
    for event in record.rolls:
        for _group, words in _groups(record, lang):
            yield Case(words | _vote_words(record, event, lang), (ANY_VALUE,))


def _signed_members(record: Record, group: str) -> tuple[list[str], list[str]]:
    """Return the members of today that signed, and those that are not among the signatories."""
    signed = record.appearances("signatory")
    members = record.members(group, record.data["edition"])
    named = [member for member in members if member in signed]
    return named, [member for member in members if member not in signed]


@kind
def group_signed_count(record: Record, lang: str) -> Iterator[Case]:
    for group, words in _groups(record, lang):
        signed, _unsigned = _signed_members(record, group)
        answers = (value(len(signed)),) if signed else (value(0), ABSENT)
        yield Case(words, answers)


@kind
def group_signed_list(record: Record, lang: str) -> Iterator[Case]:
    for group, words in _groups(record, lang):
        signed, _unsigned = _signed_members(record, group)
        if signed:
            yield Case(words, (value(signed),))


@kind
def group_unsigned_list(record: Record, lang: str) -> Iterator[Case]:
    for group, words in _groups(record, lang):
        _signed, unsigned = _signed_members(record, group)
        if unsigned:
            yield Case(words, (value(unsigned),))


def _in_region(record: Record, region: str) -> set[str]:
    return {state for state in record.states if record.actors[state]["region"] == region}


@kind
def region_signed_count(record: Record, lang: str) -> Iterator[Case]:
    signed = record.appearances("signatory").keys()
    for region, names in _REGIONS.items():
        words = {"region": names[lang]}
        yield Case(words, (value(len(_in_region(record, region) & signed)),))


@kind
def region_side_count(record: Record, lang: str) -> Iterator[Case]:
    for event, roll in record.rolls.items():
        for region, names in _REGIONS.items():
            for side, voted in _SIDES[lang].items():
                words = {"region": names[lang]} | voted
                words |= _vote_words(record, event, lang)
                yield Case(
                    words, (value(len(_in_region(record, region).intersection(roll[side]))),)
                )


# Votes and resolutions.

_MONTHS = {number: date(2000, number, 1).strftime("%B") for number in range(1, 13)}
# What votes without the number of a resolution are called.
_VOTES = {
    "third-2018": {"en": "the Third Committee draft of 2018", "zh": "第三委员会2018年的决议草案"},
    "third-2019": {"en": "the Third Committee draft of 2019", "zh": "第三委员会2019年的决议草案"},
    "ga-75-282": {"en": "Brazil's amendment", "zh": "巴西的修正案"},
}


def _day(edtf: str, lang: str) -> str:
    """Write a day, or a month, as people do."""
    year, month, *days = map(int, edtf.split("-"))
    if lang == "zh":
        return f"{year}年{month}月" + "".join(f"{day}日" for day in days)
    return " ".join([*map(str, days), f"{_MONTHS[month]} {year}"])


def _was_voted_on(record: Record, event: str) -> bool:
    return any(not vote.get("amendment") for vote in record.events[event].get("votes", ()))


def _vote_words(record: Record, event: str, lang: str) -> dict[str, str]:
    """Return what a resolution is called: in short, in full, by its symbol and by its day."""
    number = record.resolutions[event]
    return {
        "vote": number,
        "Vote": f"第{number}号决议" if lang == "zh" else f"resolution {number}",
        "symbol": f"A/RES/{number}",
        "day": _day(record.events[event]["date"], lang),
    }


@kind
def vote_count(record: Record, lang: str) -> Iterator[Case]:
    for event in [*record.rolls, *_VOTES]:
        if event in _VOTES:
            (vote,) = record.events[event]["votes"]
            words = dict.fromkeys(("vote", "Vote"), _VOTES[event][lang])
        else:
            (vote,) = record.events[event]["votes"]
            words = _vote_words(record, event, lang)
        for side, names in _SIDES[lang].items():
            yield Case(words | names, (value(vote[side]),))


@kind
def vote_list(record: Record, lang: str) -> Iterator[Case]:
    for event, roll in record.rolls.items():
        for side, names in _SIDES[lang].items():
            words = names | _vote_words(record, event, lang)
            yield Case(words, (value(roll[side]),))


@kind
def vote_absent_count(record: Record, lang: str) -> Iterator[Case]:
    for event, roll in record.rolls.items():
        yield Case(_vote_words(record, event, lang), (value(len(roll["absent"])),))


@kind
def vote_taken(record: Record, lang: str) -> Iterator[Case]:
    """A resolution with a vote on an amendment alone is not asked: there was one, and there was none."""
    for event in record.resolutions:
        words = _vote_words(record, event, lang)
        if _was_voted_on(record, event):
            yield Case(words, (YES,))
        elif not record.events[event].get("votes"):
            yield Case(words, (NO,))


@kind
def resolution_day(record: Record, lang: str) -> Iterator[Case]:
    for event in record.resolutions:
        answer = value(record.events[event]["date"])
        yield Case(_vote_words(record, event, lang), (answer,))


@kind
def sponsor_list(record: Record, lang: str) -> Iterator[Case]:
    for event in record.rolls:
        sponsors = record.in_role(event, "sponsor")
        yield Case(_vote_words(record, event, lang), (value(sponsors),))


@kind
def sponsor_count(record: Record, lang: str) -> Iterator[Case]:
    for event in record.rolls:
        sponsors = record.in_role(event, "sponsor")
        yield Case(_vote_words(record, event, lang), (value(len(sponsors)),))


# Articles.

_CHINESE_DIGITS = "零一二三四五六七八九"


def _number_words(number: int) -> dict[str, str]:
    tens, ones = divmod(number, 10)
    chinese = (
        _CHINESE_DIGITS[tens] * (tens > 1) + "十" * (tens > 0) + _CHINESE_DIGITS[ones] * (ones > 0)
    )
    return {"number": str(number), "chinese": chinese}


@kind
def article_says(record: Record, _lang: str) -> Iterator[Case]:
    """What the record lacks is absent: an article without a sentence, and one that does not exist."""
    articles = {article["number"]: article for article in record.instrument["articles"]}
    for number in range(1, 100):
        has_facts = bool(articles.get(number, {}).get("facts"))
        if has_facts or not _is_named(record, number):
            yield Case(_number_words(number), (ANY_VALUE if has_facts else ABSENT,))


def _is_named(record: Record, number: int) -> bool:
    """Whether a fact or position of an event is about an article."""
    items = [*record.positions]
    for event in record.events.values():
        items += event.get("facts", ())
    return any(number in item.get("articles", ()) for item in items)


@kind
def article_of(record: Record, lang: str) -> Iterator[Case]:
    """The subject of an article by a name that no other article has."""
    subjects = defaultdict(set)
    for article in record.instrument["articles"]:
        names = [*article.get("aliases", ())]
        if "title" in article:
            names.append(re.sub(r" \(.*\)|（.*）", "", article["title"][lang]))
        for name in names:
            if _is_chinese(name) == (lang == "zh") and not re.search("not known|不详", name):
                subjects[name].add(article["number"])
    for name, numbers in subjects.items():
        if len(numbers) == 1:
            subject = name if lang == "zh" or name.isupper() else name[0].lower() + name[1:]
            yield Case({"subject": subject}, (value(*numbers),))


@kind
def article_chapter(record: Record, _lang: str) -> Iterator[Case]:
    for article in record.instrument["articles"]:
        if "chapter" in article:
            yield Case(_number_words(article["number"]), (value(article["chapter"]),))


# Topics and positions.

_STANCES = {
    "en": {"opposes": {"take": "oppose", "takes": "opposes", "took": "opposed"}, "supports": {"take": "support", "takes": "supports", "took": "supported"}},
    "zh": {"opposes": {"take": "反对"}, "supports": {"take": "支持"}},
}  # fmt: skip


def _topics(record: Record, lang: str) -> Iterator[tuple[str, dict[str, str]]]:
    for topic, entry in record.topics.items():
        name = re.sub(r" \(.*\)|（.*）", "", entry["name"][lang])
        yield topic, {"topic": name if lang == "zh" else name[0].lower() + name[1:]}


@kind
def topic_said(record: Record, lang: str) -> Iterator[Case]:
    for topic, words in _topics(record, lang):
        if record.by_topic.get(topic, []):
            yield Case(words, (ANY_VALUE,))


@kind
def topic_count(record: Record, lang: str) -> Iterator[Case]:
    for topic, words in _topics(record, lang):
        if count := len(record.by_topic.get(topic, [])):
            yield Case(words, (value(count),))


@kind
def topic_stance(record: Record, lang: str) -> Iterator[Case]:
    for topic, words in _topics(record, lang):
        for stance, names in _STANCES[lang].items():
            items = [item for item in record.by_topic.get(topic, []) if item["stance"] == stance]
            if actors := {actor for item in items for actor in item["actors"]}:
                yield Case(words | names, (value(sorted(actors)),))


@kind
def topic_is(record: Record, lang: str) -> Iterator[Case]:
    """What a topic is may be a definition, or statements without an answer."""
    for topic, words in _topics(record, lang):
        if record.topics[topic].get("about"):
            yield Case(words, (ANY_VALUE, UNDECIDED))


@kind
def actor_topic(record: Record, lang: str) -> Iterator[Case]:
    """A topic on which an actor has no position is asked if no text has the names of both."""
    for actor in record.speakers:
        words = _state_words(record, actor, lang)
        for topic, topic_words in _topics(record, lang):
            entry = record.topics[topic]
            names = [entry["name"]["en"], *(entry.get("aliases") or ())]
            if any(actor in item["actors"] for item in record.by_topic.get(topic, [])):
                yield Case(words | topic_words, (ANY_VALUE,))
            elif not any(name.casefold() in record.texts_of[actor] for name in names):
                yield Case(words | topic_words, (ABSENT,))


@kind
def actor_count(record: Record, lang: str) -> Iterator[Case]:
    counts: dict[str, int] = defaultdict(int)
    for item in record.positions:
        for actor in item["actors"]:
            counts[actor] += 1
    for actor, count in counts.items():
        yield Case(_state_words(record, actor, lang), (value(count),))


# Events.

_SERIES = re.compile(r"(?P<body>Ad Hoc Committee|Expert Group on Cybercrime), (?P<event>[^,]+)")
_KINDS = {"session": {"en": "sessions", "zh": "届会"}, "letter": {"en": "letters", "zh": "信函"}}


def _meetings(record: Record, lang: str) -> Iterator[tuple[Json, dict[str, str]]]:
    """Yield the meetings that have a number or a name of their own."""
    for event in record.events.values():
        if match := _SERIES.fullmatch(event["title"]["en"]):
            if lang == "zh":
                long = event["title"]["zh"]
                short = long.removeprefix("特设委员会")
            else:
                long = f"the {match['event']}"
                if not match["event"].startswith("session on"):
                    long += f" of the {match['body']}"
                short = match["event"] if match["body"] == "Ad Hoc Committee" else long[4:]
            yield event, {"event": short, "Event": long}


@kind
def event_when(record: Record, lang: str) -> Iterator[Case]:
    for event, words in _meetings(record, lang):
        yield Case(words, (value(event["date"]),))


@kind
def event_where(record: Record, lang: str) -> Iterator[Case]:
    for event, words in _meetings(record, lang):
        yield Case(words, (value([event["place"]]),))


@kind
def event_chair(record: Record, lang: str) -> Iterator[Case]:
    for event, words in _meetings(record, lang):
        if chairs := record.in_role(event["id"], "chair"):
            yield Case(words, (value(chairs),))


@kind
def event_attendance(record: Record, lang: str) -> Iterator[Case]:
    """Where sources differ, each of their figures is right."""
    for event, words in _meetings(record, lang):
        counts = [item["count"] for item in event.get("attendance", ()) if item["of"] == "states"]
        if counts:
            yield Case(words, (value(*counts),))


@kind
def year_count(record: Record, lang: str) -> Iterator[Case]:
    """The events of a kind in a year, where no window of one reaches into another year."""
    for kind, names in _KINDS.items():
        dates = [event["date"] for event in record.events.values() if event["kind"] == kind]
        for year in range(2017, 2027):
            in_year = [edtf for edtf in dates if str(year) in edtf]
            if in_year and all({*re.findall(r"\d{4}", edtf)} == {str(year)} for edtf in in_year):
                words = {"year": str(year), "events": names[lang]}
                yield Case(words, (value(len(in_year)),))


# Where the convention stands. What is expected holds from the edition to the last day for signature.


def _always(answer: Answer) -> Kind:
    return lambda _record, _lang: [Case({}, (answer,))]


def _figure(key: str) -> Kind:
    return lambda record, _lang: [Case({}, (value(record.instrument[key]),))]


KINDS |= {
    "in_force": _always(NO),
    "open": _always(YES),
    "adopted": _always(YES),
    "deadline": _figure("signature_until"),
    "needed": _figure("ratifications_needed"),
    "days_to_force": _figure("days_to_force"),
    "articles": _figure("article_count"),
}


@kind
def adopted_day(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value(record.events[record.instrument["adopted"]]["date"]),))]


@kind
def opened_day(record: Record, _lang: str) -> list[Case]:
    days = record.events[record.instrument["opened"]]["date"]
    return [Case({}, (value(days, days.partition("/")[0]),))]


@kind
def opened_place(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value([record.events[record.instrument["opened"]]["place"]]),))]


@kind
def chapters(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value(len(record.instrument["chapters"])),))]


def _reported(record: Record, of: str, day: str) -> list[int]:
    """Return the latest total that a source gives by a day, if any does."""
    totals = [item for item in record.instrument["reported"] if item["of"] == of]
    by_day = [item["count"] for item in totals if item["as_of"] <= day]
    return by_day[-1:]


def _by_day(record: Record, role: str, of: str, day: str) -> Answer:
    """How many were certainly in a role by a day: those named, or the total reported.

    Of signatories also without the one that is no state.
    """
    days = record.appearances(role)
    named = [actor for actor, edtf in days.items() if _last(edtf) <= day]
    states = [actor for actor in named if actor in record.states]
    return value(len(named), len(states), *_reported(record, of, day))


def _last(edtf: str) -> str:
    """Return the last day on which something may have been; of a month a day that sorts after all."""
    last = edtf.strip("[]").replace("..", "/").rpartition("/")[2]
    return last if last.count("-") > 1 else f"{last}-99"


@kind
def signed_count(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (_by_day(record, "signatory", "signatories", "9999"),))]


@kind
def ratified_count(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (_by_day(record, "ratifier", "parties", "9999"),))]


@kind
def missing_count(record: Record, _lang: str) -> list[Case]:
    needed = record.instrument["ratifications_needed"]
    named = _by_day(record, "ratifier", "parties", "9999")
    return [
        Case({}, (value(*(needed - count for count in named.values if isinstance(count, int))),))
    ]


# Days on which the number is certain: no window of a signature or deposit is open.
_DAYS = ("2025-10-31", "2026-01-31", "2026-02-28", "2026-04-30", "2026-05-31", "2026-08-31", "2026-10-31")  # fmt: skip


@kind
def signed_by_day(record: Record, lang: str) -> Iterator[Case]:
    for day in _DAYS:
        words = {"date": _day(day, lang), "month": _day(day[:7], lang)}
        yield Case(words, (_by_day(record, "signatory", "signatories", day),))


@kind
def ratified_by_day(record: Record, lang: str) -> Iterator[Case]:
    for day in _DAYS:
        words = {"date": _day(day, lang), "month": _day(day[:7], lang)}
        answer = _by_day(record, "ratifier", "parties", day)
        yield Case(words, (answer, ABSENT) if answer.values == (0,) else (answer,))


@kind
def signed_list(record: Record, _lang: str) -> list[Case]:
    signed = [*record.appearances("signatory")]
    return [Case({}, (value(signed, [actor for actor in signed if actor in record.states]),))]


@kind
def ratified_list(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value([*record.appearances("ratifier")]),))]


def _sessions(record: Record, status: str | None) -> list[Json]:
    events = [event for event in record.events.values() if event["kind"] == "session"]
    return [event for event in events if event.get("status") == status]


@kind
def next_session(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value(_sessions(record, "scheduled")[0]["date"]),))]


@kind
def last_session(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value(_sessions(record, None)[-1]["date"]),))]


@kind
def last_session_place(record: Record, _lang: str) -> list[Case]:
    return [Case({}, (value([_sessions(record, None)[-1]["place"]]),))]


# What the record lacks: one of the `words` of a family stands in each template.


@kind
def lacking_name(_record: Record, _lang: str) -> list[Case]:
    return [Case({}, (ABSENT,))]


@kind
def lacking_vote(record: Record, lang: str) -> Iterator[Case]:
    for event in record.rolls:
        yield Case(_vote_words(record, event, lang), (ABSENT,))


@kind
def lacking_topic(record: Record, lang: str) -> Iterator[Case]:
    for _topic, words in _topics(record, lang):
        yield Case(words, (ABSENT,))


@kind
def lacking_resolution(_record: Record, lang: str) -> Iterator[Case]:
    for words in _SIDES[lang].values():
        yield Case(words, (ABSENT,))


# Lines.


def families(half: str) -> list[Family]:
    """Read the families of a half."""
    kinds = tomllib.loads((_HERE / f"families_{half}.toml").read_text(encoding="utf-8"))
    return [
        Family(kind, lang, form, templates, forms.get("words", []))
        for kind, langs in kinds.items()
        for lang, forms in langs.items()
        for form, templates in forms.items()
        if form != "words"
    ]


def lines(half: str, record: Record | None = None) -> list[Line]:
    """Return the lines of a half, in the order of the families; none twice."""
    record = record or read()
    known = record.english_words | {
        word for each in HALVES for family in families(each) for word in _template_words(family)
    }
    by_text: dict[tuple[str, str], Line] = {}
    for family in families(half):
        for line in _sample(family, record, known):
            by_text.setdefault((line.text, line.lang), line)
    return [*by_text.values()]


@cache
def read() -> Record:
    path = _HERE.parent / "data" / "events.json"
    return Record(json.loads(path.read_text(encoding="utf-8")))


def _sample(family: Family, record: Record, known: set[str]) -> Iterator[Line]:
    """Yield lines of a family, as many of each verdict as there are; always the same.

    A line is a case in a template that has all its words.
    """
    by_verdict: dict[str | None, list[tuple[str, Case]]] = defaultdict(list)
    for case in _cases(family, record):
        for template in family.templates:
            if {*re.findall(r"{(\w+)}", template)} <= case.words.keys():
                by_verdict[case.answers[0].verdict].append((template, case))
    chance = random.Random("".join(family.templates))
    for pairs in by_verdict.values():
        chance.shuffle(pairs)
    number = _LINES_OF_STATES if family.kind.startswith("state") else _LINES
    in_turn = (pair for pairs in zip_longest(*by_verdict.values()) for pair in pairs if pair)
    for template, case in islice(in_turn, number):
        text = template.format_map(case.words)
        if family.form == "short":
            text = text.lower()
        if family.form == "misspelt":
            text = misspelt(text, known)
        if text:
            yield Line(text, family.lang, family.name, case.answers)


def _cases(family: Family, record: Record) -> Iterator[Case]:
    """Yield the cases of a kind, each with every word that the record lacks if the family has any."""
    for case in _cases_of(record, family.kind, family.lang):
        if not family.words:
            yield case
        for word in family.words:
            yield Case(case.words | {"word": word}, case.answers)


@cache
def _cases_of(record: Record, kind: str, lang: str) -> list[Case]:
    return [*KINDS[kind](record, lang)]


def _template_words(family: Family) -> list[str]:
    return [word for each in family.templates for word in re.findall(r"[a-z]+", each.casefold())]


def misspelt(text: str, known: set[str]) -> str:
    """Misspell a known word by one edit that leaves it near no other known word.

    Return an empty text if no word can be.
    """
    chance = random.Random(text)
    words = [
        match
        for match in re.finditer(rf"[A-Za-z]{{{_LETTERS},}}", text)
        if match[0].lower() in known
    ]
    for match in chance.sample(words, len(words)):
        word = match[0]
        edits = [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)
        ]
        edits += [word[:at] + word[at + 1 :] for at in range(1, len(word)) if len(word) > _LETTERS]
        edits += [word[:at] + word[at] + word[at:] for at in range(1, len(word))]
        for wrong in chance.sample(edits, len(edits)):
            near = _one_edit(wrong.lower()) & known
            if wrong.lower() not in known and near == {word.lower()}:
                return text[: match.start()] + wrong + text[match.end() :]
    return ""


def _one_edit(word: str) -> set[str]:
    """Return what is one letter more, less or other than a word, or has two neighbours swapped."""
    edits = set()
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        edits |= {before + after[1:], before + after[1:2] + after[:1] + after[2:]}
        for letter in string.ascii_lowercase:
            edits |= {before + letter + after, before + letter + after[1:]}
    return edits - {word}


def _is_chinese(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is not None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def main(args: Sequence[str]) -> int:
    match [*args]:
        case [half] if half in HALVES:
            for line in lines(half):
                answers = " | ".join(map(str, line.answers))
                print(line.lang, line.text, line.family, answers, sep="\t")
        case ["counts"]:
            for half in HALVES:
                counts: dict[str, int] = defaultdict(int)
                for line in lines(half):
                    counts[line.family] += 1
                for family, count in counts.items():
                    print(half, family, count, sep="\t")
                print(half, "all", sum(counts.values()), sep="\t")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
