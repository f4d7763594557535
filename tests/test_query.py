"""The query language: what it reads, what it refuses and how it says so, and the laws that answers keep."""

import pytest
from small import EVENTS, TODAY, event, found

from ahc_cli.dates import parse as date
from ahc_cli.errors import UsageError
from ahc_cli.fields import FIELDS, entries
from ahc_cli.matching import Word, terms
from ahc_cli.models import Actor, Place, Text
from ahc_cli.query import EVERYTHING, And, Context, Holds, Is, Not, Or, of_entries, of_events, parse
from ahc_cli.query.algebra import Range
from ahc_cli.vocabulary import Vocabulary


def named(field, *ids):
    return Is(field, tuple(frozenset({id_}) for id_ in ids))


SESSION, LETTER, VIENNA = named("kind", "session"), named("kind", "letter"), named("place", "vienna")

READ = [
    ("kind:session", SESSION),
    ("KIND:Session", SESSION),
    ("kind:会议", SESSION),
    ("kind: session", SESSION),
    ("kind:session place:vienna", And((SESSION, VIENNA))),
    ("kind:session and place:vienna", And((SESSION, VIENNA))),
    ("kind:session AND place:vienna", And((SESSION, VIENNA))),
    ("kind:session Or kind:letter", Or((SESSION, LETTER))),
    ("kind:letter or kind:session place:vienna", Or((LETTER, And((SESSION, VIENNA))))),
    ("kind:session place:vienna or kind:letter", Or((And((SESSION, VIENNA)), LETTER))),
    ("(kind:letter or kind:session) place:vienna", And((Or((LETTER, SESSION)), VIENNA))),
    ("not kind:session place:vienna", And((Not(SESSION), VIENNA))),
    ("not (kind:session place:vienna)", Not(And((SESSION, VIENNA)))),
    ("not kind:session or place:vienna", Or((Not(SESSION), VIENNA))),
    ("kind:session not place:vienna", And((SESSION, Not(VIENNA)))),
    ("kind:session and not place:vienna", And((SESSION, Not(VIENNA)))),
    ("not not kind:session", SESSION),
    ("NOT not Not kind:session", Not(SESSION)),
    ("not(kind:session)", Not(SESSION)),
    ("((kind:session))", SESSION),
    ("  kind:session  ", SESSION),
    ("kind:session,letter", named("kind", "session", "letter")),
    ("kind:session , letter", named("kind", "session", "letter")),
    ("kind:session, letter place:vienna", And((named("kind", "session", "letter"), VIENNA))),
    ('kind:"session",letter', named("kind", "session", "letter")),
    ("（kind：session，letter）", named("kind", "session", "letter")),
    ("place：“New York”", named("place", "new-york")),
    ('place:"new   york"', named("place", "new-york")),
    ("place:New York", named("place", "new-york")),
    ("place:New York,Vienna", named("place", "new-york", "vienna")),
    ("place:vienna, new york kind:session", And((named("place", "vienna", "new-york"), SESSION))),
    ("actor:Human Rights Watch kind:letter", And((named("actor", "hrw"), LETTER))),
    ("actor:Human Rights Watch or kind:letter", Or((named("actor", "hrw"), LETTER))),
    ("topic:human rights", named("topic", "safeguards")),
    ("topic:human rights and safeguards", named("topic", "safeguards")),
    ("actor:俄罗斯，印度", named("actor", "russia", "india")),
    ("source:EFF", Is("source", (frozenset({"eff-timeline", "eff-letter"}),))),
    ("doc:A/RES/75/282", named("doc", "75/282")),
    ("id:session-1", named("id", "session-1")),
    ("series:session", named("series", "session")),
    ("actor.kind:ngo", Is("actor.kind", (frozenset({"eff", "hrw"}),))),
    ("has:votes,caveats", named("has", "votes", "caveats")),
    ("title:draft", Is("title", ("draft",))),
    ('text:"Human  Rights"', Is("text", ("human rights",))),
    ("text:10:30", Is("text", ("10:30",))),
    ("vote.yes:88", Is("vote.yes", (Range(88, 88),))),
    ("vote.yes:80..", Is("vote.yes", (Range(80, None),))),
    ("vote.yes:..80", Is("vote.yes", (Range(None, 80),))),
    ("vote.yes:80..100,120", Is("vote.yes", (Range(80, 100), Range(120, 120)))),
    ("date:2022", Is("date", (date("2022"),))),
    ("date:2022-02 .. 2022-05", Is("date", (date("2022-02/2022-05"),))),
    ("confidence:single source", Is("confidence", (frozenset({"single"}),))),
    ("format:in person", Is("format", (frozenset({"in-person"}),))),
    ("actor.kind:UN body", Is("actor.kind", (frozenset({"ahc"}),))),
    ("date:2022-02..2022-05", Is("date", (date("2022-02/2022-05"),))),
    ("date:..2022", Is("date", (date("../2022"),))),
    ("date:2022-02-28/2022-03-11", Is("date", (date("2022-02-28/2022-03-11"),))),
    ("date:Feb 2022", Is("date", (date("2022-02"),))),
    ("date:Feb 2022,Mar 2022", Is("date", (date("2022-02"), date("2022-03")))),
    ("date:January 9, 2023", Is("date", (date("2023-01-09"),))),
    ("date:January 9, 2023, 2022", Is("date", (date("2023-01-09"), date("2022")))),
    ("date:2022, 2021 kind:session", And((Is("date", (date("2022"), date("2021"))), SESSION))),
    ("until:9 Jan 2023 kind:session", And((Is("until", (date("2023-01-09"),)), SESSION))),
    ("2022", Is("date", (date("2022"),))),
    ("2022年2月", Is("date", (date("2022-02"),))),
    ("..2022", Is("date", (date("../2022"),))),
    ("today", Is("date", (date("2023-07-01"),))),
    ("9 Jan 2023", Is("date", (date("2023-01-09"),))),
    ("January 9, 2023 kind:session", And((Is("date", (date("2023-01-09"),)), SESSION))),
    ("not Feb 2022", Not(Is("date", (date("2022-02"),)))),
    ("9 Jan 2023..20 Jan 2023", Is("date", (date("2023-01-09/2023-01-20"),))),
    ("9 Jan 2023 .. 20 Jan 2023 kind:session", And((Is("date", (date("2023-01-09/2023-01-20"),)), SESSION))),
    ("date:January 9, 2023..January 20, 2023 kind:session",
     And((Is("date", (date("2023-01-09/2023-01-20"),)), SESSION))),
    ("Feb 2022..Mar 2022 or kind:letter", Or((Is("date", (date("2022-02/2022-03"),)), LETTER))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "query"), READ, ids=[text for text, _ in READ])
def test_a_query_reads_as_algebra(context, text, query):
    assert parse(text, context) == query


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_words_that_a_shell_has_split_are_the_same_query(context, text):
    assert parse("  ".join(text.split()), context) == parse(text, context)


SEARCHED = [
    # a query, the words of each search in it
    ("draft", [["draft"]]),
    ("draft convention", [["draft", "convention"]]),
    ("draft and convention", [["draft"], ["convention"]]),
    ('"draft convention"', [["draft convention"]]),
    ("“draft convention”", [["draft convention"]]),
    ('"and"', [["and"]]),
    ('"a:b"', [["a:b"]]),
    ('"2022"', [["2022"]]),
    ("andy order nothing", [["andy", "order", "nothing"]]),
    ("draft kind:session convention", [["draft"], ["convention"]]),
    ("draft 2022 convention", [["draft"], ["convention"]]),
    ("draft,convention", [["draft,convention"]]),
    ("Human Rights Watch", [["Human", "Rights", "Watch"]]),
    ("not draft convention", [["draft"], ["convention"]]),
    ("(draft)convention", [["draft"], ["convention"]]),
    ("12/13", [["12/13"]]),
    ("2022-13-draft", [["2022-13-draft"]]),
    ("2022/123", [["2022/123"]]),
    ("2022/12/123", [["2022/12/123"]]),
    ("123/12/2022", [["123/12/2022"]]),
    ("12/123/2022", [["12/123/2022"]]),
    ("12/12/20222", [["12/12/20222"]]),
    ("2022-20222", [["2022-20222"]]),
    ("20222-2022", [["20222-2022"]]),
    ("10 sessions", [["10", "sessions"]]),
    ("第一届", [["第一届"]]),
    (".*", [[".*"]]),
]


def searches(query):
    """Every search in a query, from left to right."""
    match query:
        case And(parts) | Or(parts):
            return [held for part in parts for held in searches(part)]
        case Not(part):
            return searches(part)
        case Holds():
            return [query]
        case _:
            return []


@pytest.mark.parametrize(("text", "words"), SEARCHED, ids=[text for text, _ in SEARCHED])
def test_bare_words_are_searched_for_those_that_stand_together_as_one(context, vocabulary, text, words):
    expected = [Holds(terms(list(map(Word, run)), vocabulary)) for run in words]
    assert searches(parse(text, context)) == expected


# A query → the events of the small dataset that it holds of.
ANSWERS = [
    ("id:session-1,signing", "session-1 signing"),
    ("date:2022-06", "session-2 vote-2022"),
    ("date:2022-05", "letter-2022 session-2"),
    ("date:2021..2022-02", "draft-2021 session-1"),
    ("date:2030", "signing"),
    ("within:2022-05", "letter-2022"),
    ("within:2022-05-01..2022-05-30", ""),
    ("within:2021", "draft-2021"),
    ("within:2025", ""),
    ("within:2025..", "signing"),
    ("since:2022-06", "session-2 vote-2022 session-3 signing"),
    ("since:2022-05-31", "letter-2022 session-2 vote-2022 session-3 signing"),
    ("until:2022-02", "draft-2021 session-1"),
    ("until:2022", "draft-2021 session-1 letter-2022 session-2 vote-2022"),
    ("since:2022-03 until:2022-05", "session-1 letter-2022 session-2"),
    ("since:..2022", EVENTS),
    ("until:2022..", EVENTS),
    ("year:2022", "session-1 letter-2022 session-2 vote-2022"),
    ("year:2023,2021", "draft-2021 session-3"),
    ("9 Jan 2023", "session-3"),
    ("9 Jan 2023 session", "session-3"),
    ("date:2023-01-09 session", "session-3"),
    ("within:Feb 2022..Mar 2022", "session-1"),
    ("kind:document,letter", "draft-2021 letter-2022"),
    ("status:scheduled", "signing"),
    ("when:past", "draft-2021 session-1 letter-2022 session-2 vote-2022 session-3"),
    ("when:upcoming", "signing"),
    ("when:overdue,ongoing", ""),
    ("series:session", "session-1 session-2 session-3"),
    ("place:wien", "session-2 vote-2022 session-3"),
    ("format:hybrid", "session-1"),
    ("format:线下", "session-2"),
    ("body:AHC", "session-1 session-2 vote-2022 session-3"),
    ("actor:ahc", "session-1 letter-2022 session-2 vote-2022 session-3"),
    ("actor:俄罗斯", "draft-2021 session-2"),
    ("actor:RU,IN", "draft-2021 session-2 session-3"),
    ("actor.kind:state", "draft-2021 session-1 session-2 vote-2022 session-3"),
    ("role:observer,speaker", "session-1 session-3"),
    ("topic:offences", "session-2 vote-2022"),
    ("stance:opposes", "session-2"),
    ("doc:75/282", "vote-2022"),
    ("doc:a/res/75/282", "vote-2022"),
    ("doc:75", ""),
    ("source:daily", "session-1 session-2"),
    ("source:eff", "session-1 session-2"),
    ("vote.yes:88", "vote-2022"),
    ("vote.yes:89", ""),
    ("vote.yes:88..", "vote-2022"),
    ("vote.yes:..87", ""),
    ("vote.no:..42", "vote-2022"),
    ("vote.abstain:33..", ""),
    ("states:100..149", "session-1"),
    ("states:100..148", ""),
    ("title:session", "session-1 session-2 session-3"),
    ("title:first", "session-1"),
    ("title:会议", "session-1 session-2 session-3"),
    ("text:calm", "session-1"),
    ("text:calm,hanoi", "session-1 signing"),
    ("text:俄罗斯", ""),
    ("confidence:corroborated", "session-1"),
    ("confidence:official", "session-2"),
    ("confidence:timeline,weak", "session-1 session-3"),
    ("has:votes,caveats", "session-2 vote-2022"),
    ("has:history", "session-3"),
    ("has:related", "session-1"),
    ("俄罗斯", "draft-2021 session-2"),
    ("session first", "session-1"),
    ("Human Rights Watch", "letter-2022"),
    ("not kind:session not place:vienna", "draft-2021 letter-2022 signing"),
    ("kind:letter or kind:session place:vienna", "letter-2022 session-2 session-3"),
    ("place:vienna date:2022..2023-03 not status:scheduled", "session-2 vote-2022 session-3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANSWERS, ids=[text for text, _ in ANSWERS])
def test_a_query_holds_of_events(context, dataset, text, expected):
    assert found(filter(of_events(parse(text, context), TODAY), dataset.events)) == expected


@pytest.mark.parametrize(
    ("text", "holds"),
    [("until:2000", True), ("since:2022", True), ("since:2023", False), ("date:2000", True), ("within:2022", False)],
)
def test_an_event_may_be_without_a_beginning(context, text, holds):
    assert of_events(parse(text, context), TODAY)(event(date="../2022")) is holds


def test_every_field_is_asked_about():
    asked = {text.partition(":")[0] for text, _ in ANSWERS}
    assert set(FIELDS) <= asked


# A query → the entries of the small dataset that it holds of, as event/actor.
OF_ENTRIES = [
    ("actor:eff", "session-1/eff session-2/eff"),
    ("actor:eff stance:opposes", "session-2/eff"),
    ("actor:eff stance:proposes", ""),
    ("actor:ahc", "letter-2022/ahc"),
    ("actor.kind:ngo", "session-1/eff letter-2022/hrw session-2/eff"),
    ("actor.kind:state role:sponsor,speaker", "vote-2022/indonesia session-3/india"),
    ("role:author", "letter-2022/hrw"),
    ("stance:proposes", "session-2/russia session-2/belarus"),
    ("topic:safeguards", "session-2/eff"),
    ("topic:offences", "session-2/russia session-2/belarus"),
    ("id:session-1 date:2022-03-01", "session-1/united-states session-1/eff"),
    ("id:session-1 date:2022-03-02", "session-1/united-states"),
    ("id:session-1 within:2022-03", "session-1/eff"),
    ("place:vienna not stance:proposes", "session-2/eff vote-2022/indonesia session-3/india"),
    ("list of offences", "session-2/russia session-2/belarus"),
    ("Russia", "session-2/russia"),
    ("Belarus 罪行", "session-2/belarus"),
    ("human rights", "session-2/eff"),
    ("safeguards", "letter-2022/hrw letter-2022/ahc session-2/eff"),
    ("second session", "session-2/russia session-2/belarus session-2/eff"),
    ("roadmap United States", "session-1/united-states"),
    ("AHC", "letter-2022/ahc"),
    ("vienna india", "session-3/india"),
    ("attend", ""),
]


@pytest.mark.parametrize(("text", "expected"), OF_ENTRIES, ids=[text for text, _ in OF_ENTRIES])
def test_a_query_about_entries_speaks_of_one_and_the_same(context, dataset, text, expected):
    holds = of_entries(parse(text, context), TODAY)
    there = [entry for each in dataset.events for entry in entries(each) if holds(entry)]
    assert " ".join(f"{entry.event.id}/{entry.actor}" for entry in there) == expected


# Bare words → the entries of one event that they find: its title is of all of them, a position of its own actors.
WORDS_OF_ENTRIES = [
    ("Russia", "indonesia russia"),
    ("俄罗斯", "indonesia russia"),
    ("human rights", "eff russia"),
    ("Hanoi", "eff indonesia russia"),
    ("speaks", "eff indonesia russia"),
    ("wrong", "indonesia"),
    ("Belarus", ""),
]


@pytest.mark.parametrize(("text", "actors"), WORDS_OF_ENTRIES)
def test_a_name_in_the_title_of_an_event_is_of_none_of_its_entries(context, text, actors):
    talk = event(
        title={"en": "Russia speaks of human rights in Hanoi"},
        actors=[{"actor": "eff", "role": "speaker"}],
        positions=[
            {"actors": ["indonesia"], "stance": "warns", "text": {"en": "Russia is wrong."}},
            {"actors": ["russia", "eff"], "stance": "urges", "topic": "safeguards", "text": {"en": "x"}},
        ],
    )
    holds = of_entries(parse(text, context), TODAY)
    assert " ".join(sorted({entry.actor for entry in entries(talk) if holds(entry)})) == actors


def test_a_name_of_both_a_place_and_an_actor_is_that_of_an_actor():
    actors, places = {"italy": Actor("state", Text(en="Rome"))}, {"rome": Place(Text(en="Rome"))}
    holds = of_entries(parse("Rome", Context(Vocabulary(places=places, actors=actors), TODAY)), TODAY)
    talk = event(title={"en": "Rome speaks"}, actors=[{"actor": id_, "role": "speaker"} for id_ in ("italy", "eff")])
    assert [entry.actor for entry in entries(talk) if holds(entry)] == ["italy"]


def test_everything_is_what_no_condition_asks_for(dataset):
    assert found(filter(of_events(EVERYTHING, TODAY), dataset.events)) == EVENTS
    assert found(filter(of_events(Or(()), TODAY), dataset.events)) == ""


NAMES = {
    "US": ("join us", "the BUS", "the US"),
    "India": ("Indianapolis", "West Indian", "India, too"),
    "俄罗斯": ("白俄罗斯", "白俄罗斯人", "俄罗斯人"),
}


@pytest.mark.parametrize("name", NAMES)
def test_letters_of_a_name_are_not_the_name(context, name):
    """They stand in the first two titles, yet only the third one is meant."""
    holds = of_events(parse(name, context), TODAY)
    assert [holds(event(title={"en": title})) for title in NAMES[name]] == [False, False, True]


@pytest.mark.parametrize("query", ["vote.no:0..", "vote.no:..5", "vote.abstain:0", "vote.yes:88"])
def test_a_count_that_is_not_known_is_no_number(context, query):
    votes = [{"motion": {"en": "m"}, "result": "adopted", "yes": 88}]
    holds, holds_not = (of_events(parse(text, context), TODAY) for text in (query, f"not {query}"))
    assert holds(event(votes=votes)) is (query == "vote.yes:88")
    assert holds_not(event(votes=votes)) is (query != "vote.yes:88")


def test_what_is_kept_of_one_event_is_not_told_of_the_next(context, dataset):
    holds = of_events(parse("title:session text:committee", context), TODAY)
    events = [*dataset.events, *reversed(dataset.events)]
    assert [one.id for one in events if holds(one)] == ["session-1", "session-1"]


def test_a_name_may_have_words_of_one_letter_and_many_words():
    long = " ".join(f"w{i}" for i in range(23))
    places = {"b": Place(Text(en="Block B")), "long": Place(Text(en=f"{long} x"))}
    known = Context(Vocabulary(places=places), TODAY)
    assert parse("place:Block B kind:session", known) == And((named("place", "b"), SESSION))
    assert parse(f"place:{long} x kind:session", known) == And((named("place", "long"), SESSION))


def test_where_the_names_are_not_all_known_an_unknown_one_is_taken_as_an_id(context):
    loose = Context(context.vocabulary, TODAY, whole=False)
    for text, query in [
        ("actor:somebody", named("actor", "somebody")),
        ("id:anything", named("id", "anything")),
        ("series:talks", named("series", "talks")),
        ("actor:RU", named("actor", "russia")),
    ]:
        assert parse(text, loose) == query
    with pytest.raises(UsageError):
        parse("actor:somebody", Context(context.vocabulary, TODAY))
