"""Full-text search: which events have passages with the terms, in which order, and what is near if none has."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.instead import corrections, respelled
from ahc_cli.ask.language import parse_search
from ahc_cli.ask.match import line_test
from ahc_cli.ask.passages import Hit, Passage, find, on_topics, passages, prefilter
from ahc_cli.ask.query import Not, Query, side_by_side
from ahc_cli.ask.question import ask, context_of
from ahc_cli.ask.reading import Reading, as_words, read, terms_of
from ahc_cli.ask.terms import BEGINNING, Term
from ahc_cli.data.load import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, quoted
from ahc_cli.model.fields import when
from ahc_cli.model.records import Event, Match
from ahc_cli.model.stems import asked, asks_for

# How much a passage counts, by the first key of its path; of topics alone there is least to read.
_TIERS: Mapping[str, float] = {
    "title": 8, "documents": 6, "votes": 5.5, "facts": 5, "attendance": 5, "summary": 4, "positions": 3, "actors": 2.5,
    "caveats": 2, "topics": 1,
}  # fmt: skip
# Whoever asks why, who, what somebody wants or how states voted looks for other passages; whoever asks how many, for
# one with a number, and who did not, for one that says so.
_TIERS_OF: Mapping[str, Mapping[str, float]] = {
    "why": {"summary": 9, "facts": 8, "title": 3, "documents": 2, "positions": 2, "actors": 1},
    "acting": {"actors": 7},
    "who": {"actors": 11, "positions": 4.5},
    "wanting": {"positions": 8},
    "voting": {"votes": 9},
    "negating": {"facts": 8, "title": 3, "summary": 3},
}
_PURPOSES = (*_TIERS_OF, "number", "comparing", "latest")
_AS_ASKED = 4.5
_NO_SENTENCE = ("actors", "documents", "votes", "attendance")
# Kinds of events that say or propose something; they come after what was decided.
_PROPOSING = ("letter", "statement", "submission")
# The most matches of one passage that are kept.
_MOST_MATCHES = 10_000
_MOST_PARTIAL, _FEW = 5, 3
_COMPLETE, _DECIDED, _WORSE, _OTHER_NAME, _INHERITED = 10.0, 0.5, 0.2, 1.5, 2.5


class Result(Struct, frozen=True):
    """The hits of a search, best first; without any, the events that match most terms, and the terms none matches.

    `wider` is the word without which most others are found, and how many events there are then. There are `nearly` as
    many partial hits. The `readings` are those of its words; conditions may have `limited` it. If nothing was found
    because words are misspelt, the partial hits are those of what was probably meant `instead`.
    """

    hits: Sequence[Hit]
    partial: Sequence[Hit] = ()
    missing: Sequence[str] = ()
    wider: tuple[str, int] = ("", 0)
    nearly: int = 0
    readings: Sequence[Reading] = ()
    limited: bool = False
    instead: str = ""

    @property
    def passages(self) -> dict[str, str]:
        """The best passage of each event."""
        return {hit.event.id: hit.passage for hit in (*self.hits, *self.partial)}

    @property
    def remarks(self) -> dict[str, str]:
        """What is to be said of events that have the words in several places, or lack some of them."""
        some = [] if all(hit.scattered for hit in self.hits) else self.hits
        several = [*some, *(hit for hit in self.partial if not hit.without)]
        found = {hit.event.id: _("words in several places") for hit in several if hit.scattered}
        lacking = {hit.event.id: _("without {words}", words=quoted(hit.without)) for hit in self.partial if hit.without}
        return found | lacking

    @property
    def begun(self) -> list[str]:
        """The words that are found only as the beginning of longer ones."""
        return [word for word in self.hits[0].begun if all(word in hit.begun for hit in self.hits)] if self.hits else []


def search(dataset: Dataset, typed: str, today: date, where: str = "", more: Sequence[Query] = ()) -> Result:
    """Search the events that match `where`, `more` and the conditions among the words; UsageError without words.

    A date among the words is a condition, or words if nothing matches then; so is the name of an event a name or words.
    """
    found = _search(dataset, typed, today, where, more)
    if found.hits or dataset.is_stream:
        return found
    quoted = {each.bare for each in found.readings if each.words[0].quoted}
    instead = respelled(typed, corrections([word for word in found.missing if word not in quoted], dataset))
    meant = _search(dataset, instead, today, where, more) if instead != typed else found
    if not meant.hits:
        return found
    return replace(meant, hits=(), partial=meant.hits, missing=found.missing, instead=instead)


def _search(dataset: Dataset, typed: str, today: date, where: str, more: Sequence[Query]) -> Result:
    context = context_of(dataset, today)
    words, conditions = parse_search(typed, context)
    (whole, _without), (cut, excluded) = (_divided(read(words, context)), _divided(read(words, context, cut="always")))
    conditions += [Not(each.query(context)) for each in excluded]
    dates = side_by_side(each.condition for each in cut if each.is_date and each.condition)
    if not any(each for each in cut if not each.is_date and not each.is_ignored) and (dates or conditions):
        limits = " ".join(each.text for each in cut if each.is_date) or typed
        raise UsageError(_("give a word to search for; for conditions alone, try 'ahc list {text}'", text=limits))

    asked_for = _purposes(cut)
    rest = [each for each in cut if each.tags or not asks_for("first", [each.bare])]
    anyone = asked("anyone") if "voting" in asked_for else ()  # a vote does not say that states voted

    def found(limits: Sequence[Query], *alternatives: Sequence[Reading]) -> Result:
        ways = (*alternatives, as_words(alternatives[-1], lambda each: each.names_event))
        terms = [terms_of([each for each in way if each.bare not in anyone], context) for way in ways]
        matching = ask(dataset, where, today, limits).events(line_test(terms))
        return find_hits(matching, terms[:-1], terms[-1], asked_for)

    given = [*conditions, *more]
    result = found([*given, *dates], whole, cut)
    if not dataset.is_stream and len(rest) < len(cut) and not any(hit.passage == "title" for hit in result.hits):
        # No title says what came first, but the oldest event does.
        asked_for.add("first")
        oldest = found([*given, *dates], rest)
        result = oldest if oldest.hits else result
    has_names = not {each.bare for each in cut if each.tags} & {*result.missing}
    if dates and not result.hits and not (result.partial and has_names) and not dataset.is_stream:
        by_words = found(given, as_words(cut, lambda each: each.is_date))
        undated = found(given, [each for each in cut if not each.is_date]).hits[:_MOST_PARTIAL]
        without = tuple(each.text for each in cut if each.is_date)
        lacking = Result((), [replace(hit, without=without) for hit in undated])
        result = by_words if by_words.hits else lacking if undated else result
    if "latest" in asked_for:
        # What is still ahead is not the latest.
        result = replace(result, hits=sorted(result.hits, key=lambda hit: when(hit.event, today) == "upcoming"))
    return replace(result, readings=cut, limited=bool(given or dates or where))


def _purposes(readings: Sequence[Reading]) -> set[str]:
    """Return what words ask for; who signed is no answer to who did not, and an actor wants something only if named."""
    found = {purpose for purpose in _PURPOSES if asks_for(purpose, [each.bare for each in readings])}
    has_actor = any(table == "actor" for each in readings for table, _id in each.tags)
    return found - ({"acting", "who"} if "negating" in found else set()) - (set() if has_actor else {"wanting"})


def _divided(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Divide readings into those to look for, and the names and dates behind a "not", as in "not in 2023"."""
    wanted, excluded, behind = list[Reading](), list[Reading](), list[Reading]()
    for reading in readings:
        begins = reading.bare in ("not", "非") and not reading.words[0].quoted
        if begins or (behind and not reading.condition and reading.is_ignored):
            behind.append(reading)
            continue
        if behind and (reading.tags or reading.is_date):
            excluded.append(reading)
        else:
            wanted += [*behind, reading]
        behind = []
    wanted += behind
    return (wanted, excluded) if any(not each.is_ignored for each in wanted) else (list(readings), [])


# Where some terms, by their place, match in a passage, and how well.
_Found = dict[int, tuple[list[Match], int]]


def find_hits(
    events: Iterable[Event],
    alternatives: Sequence[Sequence[Term]],
    otherwise: Sequence[Term] = (),
    asked_for: Collection[str] = (),
) -> Result:
    """Search for the terms of any alternative, those of the first ranked first; if no event has them, `otherwise`.

    `asked_for` are the purposes of words that are no terms: why, who, number, comparing, negating, latest.
    """
    joined = list(dict.fromkeys(map(tuple, alternatives)))
    found: dict[tuple[Term, ...], list[Hit]] = {terms: [] for terms in (*joined, tuple(otherwise))}
    tiers = {**_TIERS, **{key: tier for name, of in _TIERS_OF.items() if name in asked_for for key, tier in of.items()}}
    filters = [prefilter(terms) for terms in found]
    for event in events:
        for (terms, hits), possible in zip(found.items(), filters, strict=True):
            if (at_most := possible(event)) and (hit := _find_in(event, terms, at_most, asked_for, tiers)):
                hits.append(hit)
    complete: dict[str, Hit] = {}
    for terms, hits in found.items():
        if not complete or terms in joined:
            # What is elsewhere in an event than the article is of another article.
            apart = any(term.is_article for term in terms)
            whole = (hit for hit in hits if len(hit.matched) == len(terms) and not (apart and hit.scattered))
            matching = sorted(whole, key=_rank)
            complete |= {hit.event.id: hit for hit in matching if hit.event.id not in complete}
    if complete and {"first", "latest"} & {*asked_for}:
        # What only a caveat mentions, or several passages, is not the first or the latest.
        good = [hit for hit in complete.values() if not hit.scattered and not hit.passage.startswith("caveats")]
        return Result(sorted(good or complete.values(), key=_newest, reverse="first" in asked_for))
    if complete:
        return _complete(joined[-1], complete, found[joined[-1]])
    return _partial(joined[-1], found[joined[-1]])


def _complete(terms: Sequence[Term], complete: Mapping[str, Hit], hits: Sequence[Hit]) -> Result:
    """Return the complete hits; beside a few that are scattered, those that have all words but one together."""
    nearly = [hit for hit in hits if len(hit.matched) == len(terms) - 1 and hit.event.id not in complete]
    words = [at for at, term in enumerate(terms) if not term.is_name] or range(len(terms))
    lacking = Counter(at for hit in nearly for at in words if at not in hit.matched)
    wider = [(terms[at].typed, len(complete) + number) for at, number in lacking.most_common(1)]
    near: list[Hit] = []
    if len(complete) < _FEW and all(hit.scattered for hit in complete.values()):
        without = (
            (hit, [terms[at].typed for at in words if at not in hit.matched]) for hit in sorted(nearly, key=_rank)
        )
        near = [
            replace(hit, without=tuple(left)) for hit, left in without if left and len(hit.matched) > 1 and hit.together
        ]
    return Result(list(complete.values()), near[:_FEW], wider=wider[0] if wider else ("", 0))


def _partial(terms: Sequence[Term], hits: Sequence[Hit]) -> Result:
    """Return the hits with most of the terms, and with a name if any hit has one; rare terms and names count more."""
    frequency = Counter(at for hit in hits for at in hit.matched)
    missing = [term.typed for at, term in enumerate(terms) if not frequency[at]]
    names = {at for at in frequency if terms[at].is_name}
    weights = {at: (2 if at in names else 1) * (1 + 1 / frequency[at]) for at in frequency}

    def lacking(hit: Hit) -> tuple[str, ...]:
        return tuple(term.typed for at, term in enumerate(terms) if at not in hit.matched and frequency[at])

    some = [hit for hit in hits if len(hit.matched) < len(terms)] or hits
    named = [hit for hit in some if hit.matched & names or not names]
    best = sorted(named, key=lambda hit: (-sum(weights[at] for at in hit.matched), _rank(hit)))[:_MOST_PARTIAL]
    return Result((), [replace(hit, without=lacking(hit)) for hit in best], missing, nearly=len(named))


def _find_in(
    event: Event, terms: Sequence[Term], possible: Sequence[int], asked_for: Collection[str], tiers: Mapping[str, float]
) -> Hit | None:
    """Look for the possible ones of some terms in an event.

    The name of the event is part of all its passages, and all that is in its title part of those that are no sentence.
    """
    heading, matched, begun = _Found(), frozenset[int](), set(possible)
    # Of each passage, how many names it has, how far it is as asked for, and how many terms it has.
    ranks, candidates = dict[str, tuple[int, float, int]](), list[tuple[float, Passage, list[Match]]]()
    for passage in passages(event):
        own: _Found = {at: result for at in possible if (result := find(terms[at], passage))[0]}
        if passage.path == "title":
            heading = {at: ([], quality) for at, (_, quality) in own.items()}
        whole = own and passage.key in _NO_SENTENCE
        named = {at: result for at, result in heading.items() if whole or ("event", event.id) in terms[at].tagged}
        found: _Found = named | own
        if not found:
            continue
        matched |= found.keys()
        begun -= {at for at, (where, how) in found.items() if how < BEGINNING or all(m.start is None for m in where)}
        tier = tiers[passage.key] - (_INHERITED if whole and len(found) > len(own) else 0)
        matches = [match for each, _ in found.values() for match in each][:_MOST_MATCHES]
        as_asked = passage.as_asked(asked_for, matches) if asked_for else 0
        ranks[passage.path] = sum(terms[at].is_name for at in found), as_asked, len(found)
        candidates.append((_score(found, terms, tier) + _AS_ASKED * as_asked, passage, matches))
    # A passage with a name says more than one with other words, unless one has all; the reason may be in another.
    candidates.sort(key=lambda each: (each[0] >= _COMPLETE, ranks[each[1].path][0] > 0, each[0]), reverse=True)
    if not candidates:
        return None
    score, passage, _ = candidates[0]
    if "why" in asked_for:
        passage = max((each for _, each, _ in candidates), key=lambda each: (*ranks[each.path][:2], tiers[each.key]))
    elif score < _COMPLETE and passage.path == "title" and len(candidates) > 1:
        passage = candidates[1][1]  # the title is shown anyway
    passage = (on_topics(event, terms) if passage.path == "topics" else None) or passage
    scattered, score = score < _COMPLETE, score + (0 if event.kind in _PROPOSING else _DECIDED)
    scored = replace(event, score=round(score, 2), matches=tuple(each for *_, of in candidates for each in of))
    together = any(number == len(matched) for *_, number in ranks.values())
    return Hit(scored, passage.path, scattered, together, matched, [terms[at].typed for at in sorted(begun & matched)])


def _score(found: _Found, terms: Sequence[Term], tier: float) -> float:
    """Score a passage of a tier in which some terms were found: first by how many, then by its tier and how well."""
    worse = max(_OTHER_NAME if terms[at].is_name and how else how * _WORSE for at, (_, how) in found.items())
    share, left = len(found) / len(terms), max(0.0, tier - worse)
    return _COMPLETE + left if share == 1 else (_COMPLETE * share + left / len(terms)) / 2


def _rank(hit: Hit) -> tuple[float, int, str]:
    """Best score first, then the newest."""
    return -float(hit.event.score or 0), *_newest(hit)


def _newest(hit: Hit) -> tuple[int, str]:
    return -(hit.event.start or date.min).toordinal(), hit.event.id
