"""Lines that name no command: the command that is meant, or what to type instead."""

import os
import sys
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ahc_cli.ask.find import ARTICLE, Finder
from ahc_cli.ask.instead import articles, in_own_field, wanted
from ahc_cli.ask.lead import is_about_standing, is_roll_call, lead
from ahc_cli.ask.query import Or
from ahc_cli.ask.question import ask, context_of, text_of
from ahc_cli.ask.reading import SUBJECT, Reading, day_named, read
from ahc_cli.ask.search import search
from ahc_cli.ask.terms import plain_word
from ahc_cli.cli.app import COMMANDS, REMEDIES
from ahc_cli.cli.entries import count_of, most
from ahc_cli.cli.options import clock_day
from ahc_cli.cli.output import write_error
from ahc_cli.cli.terminal import is_terminal
from ahc_cli.data.load import Dataset, bundled
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, quoted
from ahc_cli.model.dates import looks_like_date
from ahc_cli.model.stems import asked, asks_for, is_ignored
from ahc_cli.model.text import fold, is_han
from ahc_cli.model.vocabulary import EVERYDAY, INSTRUMENT, did_you_mean

# No question is longer, and what is longer takes long to read.
_MOST_WORDS = 40
_CARD_PARTS = ("votes", "positions", "documents", "attendance", "sources")
_IT = ((INSTRUMENT, INSTRUMENT),)
_PURPOSES = (
    "first", "latest", "who", "comparing", "changing", "signing", "acting", "wanting", "voting", "why", "known",
    "planned", "sources", "negating", "number", "contents", "states", "ratifier", "article", "proposes",
    "sponsor",
)  # fmt: skip


def with_command(args: Sequence[str]) -> list[str]:
    """Put the command that is meant before a line that has an answer there; UsageError for any other line.

    One Latin word is only taken for a name or for a condition such as `sessions`: a misspelt command is an error.
    """
    words, options = _split(args)
    typed, word, dataset = " ".join(words), words[0] if words else args[0], bundled()
    meant = _meant(words, dataset) if 0 < len(words) <= _MOST_WORDS and typed not in REMEDIES else []
    readings = [] if meant else _read(words[:_MOST_WORDS], dataset)
    asking = readings[:1] if typed.isascii() else readings  # in English a question begins with its word
    is_question = len(readings) > 1 and any(each.bare in asked("question") for each in asking)
    if is_question or (readings and is_han(word[0])):  # no Chinese word is a misspelt command
        meant = ["search", *words]
    if not meant and (remedy := REMEDIES.get(word)):
        raise UsageError(_("unknown command '{word}'; {remedy}", word=word, remedy=_(remedy)))
    if not meant:
        line = f"ahc search {typed}".rstrip()
        near = did_you_mean(word, COMMANDS) or _("; try '{line}'", line=line)
        raise UsageError(_("unknown command '{word}'{near}", word=word, near=near))
    return _announced(meant, options)


def without_command(args: Sequence[str]) -> list[str]:
    """Return a line that answers what follows a command that refused it, if that is a question; else an empty one.

    Questions are about the bundled record. In any, a value is given its own field: `kind:vote` is `has:votes`.
    """
    words = [in_own_field(arg) for arg in args]
    if words != args:
        return _announced(words, ())
    is_bundled = not os.environ.get("AHC_DATA") and not any(arg.startswith("--data") for arg in args)
    if args[:1] not in (["show"], ["status"], ["count"], ["diff"]) or not is_bundled:
        return []
    words, options = _split(args[1:])
    meant = _meant_after(args[0], words, bundled()) if len(words) <= _MOST_WORDS else []
    is_part = meant[:2] == ["list", "has:votes"] or (meant[:1] == ["show"] and any(word in meant for word in words))
    pieces = [each for each in _read(words, bundled()) if is_part and not each.is_ignored]
    votes = asked("votes") if meant[:1] == ["list"] else frozenset[str]()
    left_out = [each.text for each in pieces if each.text not in " ".join(meant) and each.bare not in votes]
    return _announced(meant, options, left_out) if meant else []


def _meant_after(command: str, words: Sequence[str], dataset: Dataset) -> list[str]:
    """Return the command line that answers some words that a command refused; an empty one if none does."""
    readings = _read(words, dataset)
    telling = [each for each in readings if not (each.is_ignored or asks_for("number", [each.bare]))]
    match command:
        case "status" if Finder(dataset).named(" ".join(words)):
            return ["show", *words]
        case "show" if shown := _shown(words, telling, dataset):
            return shown
        case "diff" if len(telling) > 1 and all(each.tags and each.tags[0][0] == "actor" for each in telling):
            return ["positions", *text_of(telling).split()]
        case "count":
            if asks_for("voting", [each.bare for each in readings]):
                return ["list", "has:votes", *text_of(each for each in telling if each.is_date or each.tags).split()]
            if counted := count_of(readings):
                return ["count", *counted]
            values = [each for each in telling if each.condition and not (each.is_date or each.role)]
            if values and all(each.condition or each.tags for each in telling):
                said = text_of([*values, *(each for each in telling if each not in values)])
                return ["count", *(["actor"] if values[0].tags else []), *said.split()]
    is_question = any(each.bare in asked("question") or asks_for("chair", [each.bare]) for each in readings)
    if not telling or len(telling) == len(readings) == 1 or not is_question or any(map(looks_like_date, words)):
        return []
    meant = _meant(words, dataset)
    return [] if command == "count" and meant[:1] == ["search"] else meant  # what a search finds first is no number


def _shown(words: Sequence[str], telling: Sequence[Reading], dataset: Dataset) -> list[str]:
    """Return the line that shows the symbol among some words or what has a part such as votes, or lists what is meant.

    Of a role, such as "signatories", the actors are counted.
    """
    finder = Finder(dataset)
    symbols = [word for word in words if finder.with_symbol(word)]
    rest = [word for word in words if not any(asks_for(part, [fold(word)]) for part in _CARD_PARTS)]
    if len(symbols) == 1 or (len(rest) < len(words) and finder.named(" ".join(rest))):
        return ["show", *(symbols if len(symbols) == 1 else rest)]
    is_question = any(fold(word) in asked("question") for word in words)
    role = telling[0].role if len(telling) == 1 and not is_question else None
    if role:
        return ["count", "actor", f"role:{role}"]
    values = [each for each in telling if each.condition and not each.is_date]
    others = [each for each in telling if not (each.condition or each.tags or asks_for("first", [each.bare]))]
    said = text_of(each for each in _read(words, dataset) if each in telling or asks_for("latest", [each.bare]))
    return ["list", *said.split()] if values and not (is_question or others) and _is_query(said, dataset) else []


def _announced(meant: list[str], options: Sequence[str], left_out: Sequence[str] = ()) -> list[str]:
    """Return a line that is run in place of what was typed, and say so at a terminal."""
    if is_terminal(sys.stderr) and is_terminal(sys.stdout) and not {"-q", "--quiet"} & {*options}:
        line = " ".join(("ahc", *meant))
        told = _("running '{line}', leaving out {words}", line=line, words=quoted(left_out))
        write_error(told if left_out else _("running '{line}'", line=line))
    return [*meant, *options]


def _read(words: Sequence[str], dataset: Dataset) -> list[Reading]:
    return read(list(map(plain_word, words)), context_of(dataset, clock_day()), cut="always")


def _split(args: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """Divide arguments into the words before the first option, without Chinese quotation marks, and the rest."""
    end = next((at for at, arg in enumerate(args) if len(arg) > 1 and arg.startswith("-")), len(args))
    return " ".join(args[:end]).translate(dict.fromkeys(map(ord, "“”「」『』"), " ")).split(), args[end:]


def _meant(words: Sequence[str], dataset: Dataset) -> list[str]:
    """Return the command line that answers some words; an empty one if none does."""
    typed, readings = " ".join(words), _read(words, dataset)
    named = [each for each in readings if not each.is_ignored]
    asked = {purpose for purpose in _PURPOSES if asks_for(purpose, [each.bare for each in readings if not each.tags])}
    if card := _card(typed, named, asked, dataset):
        return card
    day = day_named(named)
    is_now = day == clock_day().isoformat()
    as_of = ["--as-of", day] if day and not is_now else []
    is_bound = any(each.bare in ("after", "before", "since", "until", "till") for each in readings)
    if counted := most(named, readings) or ([] if is_bound else _signed(readings, asked, as_of, dataset)):
        return counted
    is_dated = any(each.is_date for each in named) and not (as_of or is_now)
    # Those who signed and did not ratify are most of the signatories; who did not sign is another question.
    is_refusal = {"acting", "negating"} <= asked and not {"signing", "ratifier"} <= asked
    is_other = is_bound or is_dated or is_refusal
    if not is_other and is_about_standing(readings, dataset.vocabulary):
        acts = "signature" if "signing" in asked else "ratification"
        return ["list", "first", f"kind:{acts}", *as_of] if {"first", "acting"} <= asked else ["status", *as_of]
    if line := _of_events(named, asked, as_of, dataset) or is_roll_call(readings, dataset) * ["search", *words]:
        return line
    is_wanted = "wanting" in asked and not {"voting", "negating"} & asked
    if is_wanted and (sought := wanted(named, asked, dataset, clock_day())):
        return ["positions", *sought]
    about = [each for each in named if each.tags or each.is_date]
    others = [each.bare for each in named if each not in about and each.bare not in EVERYDAY]
    is_why = "why" in asked and all(asks_for("voting", [word]) or asks_for("wanting", [word]) for word in others)
    if is_why and any(each.position for each in ask(dataset, text_of(about), clock_day()).entries()):
        return ["positions", *text_of(about).split()]
    if query := _query(typed, readings, asked, dataset):
        return ["list", *query.split()]
    if _is_found(words, dataset):
        return ["search", *words]
    # Of a month or a day, there are few events to look through for what has no words in common with the record.
    return ["list", day] if len(day) > len("2022") and any(each.is_ignored for each in readings) else []


def _query(typed: str, readings: Sequence[Reading], asked: AbstractSet[str], dataset: Dataset) -> str:
    """Return the query that some words are, or are without those that say nothing in one; an empty one if none."""
    superfluous = ("number", "issuing") if asked & {"first", "latest"} else ("number",)
    needed = [each for each in readings if each.condition or not any(asks_for(p, [each.bare]) for p in superfluous)]
    telling = [each for each in needed if each.condition or not each.is_ignored or asks_for("latest", [each.bare])]
    # How many meetings "the committee" had are those of this one.
    own = _("AHC") if "number" in asked else ""
    without = " ".join(own if own and each.bare in ("committee", "委员会") else each.text for each in telling)
    # The convention was adopted without one of the votes that are listed.
    is_of_it = "voting" in asked and any(each.bare in EVERYDAY for each in readings)
    queries = () if {"acting", "wanting"} & asked or is_of_it else (typed,) if "negating" in asked else (typed, without)
    return next((query for query in queries if _is_query(query, dataset)), "")


def _signed(readings: Sequence[Reading], asked: AbstractSet[str], as_of: Sequence[str], dataset: Dataset) -> list[str]:
    """Return the line that lists who signed, at a place, in a period or until a day; who did not is not on record."""
    limits = [each for each in readings if each.tags and all(table == "place" for table, _id in each.tags)]
    # Until a day, the convention is shown as of that day.
    limits += [each for each in readings if each.condition and each.condition.field in ("date", "since")]
    kinds = [each for each in readings if each.condition and each.condition.field == "kind"]
    ceremony = [each for each in kinds if not asks_for("signing", [each.bare])] if limits else []
    others = [each for each in readings if each not in (*limits, *ceremony)]
    is_list = "who" in asked or (limits and "number" in asked)
    is_dated = any(each.is_date for each in others)
    is_first = "first" in asked and not (limits or is_dated)
    is_asked = "signing" in asked and is_list and not ({"negating", "latest"} & asked or is_first)
    if not is_asked or (is_dated and not as_of) or not is_about_standing(others, dataset.vocabulary):
        return []
    of = "country" if asks_for("states", [each.bare for each in others]) else "actor"
    query = ["role:signatory", *text_of(limits).split()]
    has_signed = any(ask(dataset, " ".join(query), clock_day()).entries())
    return ["count", of, *query, *(as_of if is_dated else [])] if has_signed else []


def _of_events(named: Sequence[Reading], asked: AbstractSet[str], as_of: Sequence[str], dataset: Dataset) -> list[str]:
    """Return the line that compares two events, lists what one rests on, or says what was known or planned on a day.

    How many were for and how many against what was put to the vote stands on the card of the event.
    """
    events = [id_ for each in named for table, id_ in each.tags if table == "event"]
    if {"comparing", "changing"} & asked and len(events) == 2:  # noqa: PLR2004 - both sides
        return ["diff", *events]
    if "sources" in asked and events:
        return ["sources", *(each.text for each in named if asks_for("votes", [each.bare])), *events]
    meant = [event for event in dataset.events if event.id in events]
    has_votes = any(event.votes for event in meant)
    has_sponsors = any(item.role == "sponsor" for event in meant for item in event.actors)
    is_by_whom = "who" in asked and asked & {"proposes", "sponsor"} and "negating" not in asked
    if len(events) == 1 and has_sponsors and is_by_whom:
        return ["count", "actor", "role:sponsor", *events]
    if len(events) == 1 and has_votes and "number" in asked and not asked.isdisjoint(("voting", "wanting")):
        return ["show", *events]
    if "known" in asked and as_of:
        undated = [each for each in named if not each.is_date and not asks_for("known", [each.bare])]
        if len(events) == 1:
            return ["show", events[0], *as_of]
        return ["search", *text_of(undated).split(), *as_of] if undated else ["status", *as_of]
    return ["list", "upcoming", *as_of] if "planned" in asked and as_of and not events else []


def _card(typed: str, named: Sequence[Reading], asked: AbstractSet[str], dataset: Dataset) -> list[str]:
    """Return the line that shows the card of all that is typed, or searches for an article without one; or nothing."""
    finder, topics = Finder(dataset), dataset.vocabulary.topics
    called = finder.with_symbol(typed) or finder.named(typed)
    if called and (typed.isalpha() or not topics.keys() >= {*called}):
        return ["show", typed]
    if "article" in asked and len(found := articles(named, dataset)) == 1:
        return ["show", f"article {found[0]}"]
    of_event = [each for each in named if not asks_for("discussing", [each.bare])]
    if len(of_event) == 1 and of_event[0].names_event and len(of_event[0].tags) == 1:
        return ["show", of_event[0].tags[0][1]]
    about = [each for each in named if not asks_for("contents", [each.bare])]
    if "contents" in asked and about and all(each.bare in EVERYDAY or each.tags[:1] == _IT for each in about):
        return ["show", about[0].text]
    tags = about[0].tags if len(about) == 1 and asked <= {"who", "contents"} else ()
    if len(tags) == 1 and tags[0][0] not in ("instrument", "topic"):
        return ["show", tags[0][1]]
    rest = [each.text for each in named if not (asks_for("wanting", [each.bare]) or asks_for("contents", [each.bare]))]
    is_article = len(rest) == 1 and ARTICLE.fullmatch(fold(rest[0])) and "who" not in asked
    return ["show" if finder.named(rest[0]) else "search", rest[0]] if is_article else []


def _is_query(typed: str, dataset: Dataset) -> bool:
    """Whether words are a query, and not only names or words to look for, that some event matches."""
    try:
        without_order = " ".join(word for word in typed.split() if not asks_for("first", [fold(word)]))
        question = ask(dataset, without_order, clock_day())
    except UsageError:
        return False
    if isinstance(question.query, Or):
        return not any(each.is_ignored for each in question.typed)  # not "adopted by consensus or by a vote"
    is_limited = question.asks_for("latest") or any(each.condition for each in question.readings)
    others = [each for each in question.readings if not (each.condition or (each.tags and not each.names_event))]
    is_plain = all(each.bare in asked("whole") | SUBJECT for each in others)
    return is_limited and is_plain and any(question.events())


def _is_found(words: Sequence[str], dataset: Dataset) -> bool:
    """Whether a search finds something; not if the first word may be a misspelt command."""
    try:
        found = search(dataset, " ".join(words), clock_day())
    except UsageError:
        return False
    first = fold(words[0])
    if first.isascii() and (len(words) == 1 or not is_ignored(first)):
        is_unknown = first in found.missing or not (found.hits or found.partial)
        if len(words) == 1 or is_unknown or did_you_mean(first, COMMANDS):
            return False
    return bool(found.hits or found.partial or lead(found.readings, dataset, clock_day()))
