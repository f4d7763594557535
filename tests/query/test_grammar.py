"""The query language: what is typed → a query."""

from math import inf
from typing import get_args

import pytest
from msgspec.structs import replace
from small import TODAY, dataset_with, parsed

from ahc_cli.errors import UsageError
from ahc_cli.model.dates import parse as date
from ahc_cli.model.records import Kind, Place, Text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import And, Contains, Is, Not, Or
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import parse, split


def named(field, *ids):
    return Is(field, tuple(frozenset({id_}) for id_ in ids))


SESSION, LETTER, VIENNA = (
    named("kind", "session"),
    named("kind", "letter"),
    named("place", "vienna"),
)
KINDS = ", ".join(get_args(Kind))

PARSED = [
    ("kind:session", SESSION),
    ("KIND:Session", SESSION),
    ("kind:届会", SESSION),
    ("kinds:session", SESSION),
    ("类别:届会", SESSION),
    ("venue:vienna", VIENNA),
    ("kind: session", SESSION),
    ("kind:session place:vienna", And((SESSION, VIENNA))),
    ("kind:session and place:vienna", And((SESSION, VIENNA))),
    ("kind:session AND place:vienna", And((SESSION, VIENNA))),
    ("kind:session Or kind:letter", Or((SESSION, LETTER))),
    ("kind:letter or kind:session place:vienna", Or((LETTER, And((SESSION, VIENNA))))),
    ("kind:session place:vienna or kind:letter", Or((And((SESSION, VIENNA)), LETTER))),
    ("(kind:letter or kind:session) place:vienna", And((Or((LETTER, SESSION)), VIENNA))),
    ("between 2022 and 2023 and kind:session", And((Is("date", (date("2022/2023"),)), SESSION))),
    ("kind:session between 2022-02 and 2022-05", And((SESSION, Is("date", (date("2022-02/2022-05"),))))),
    ("between kind:session and place:vienna", And((SESSION, VIENNA))),
    ("kind:session july to august 2022", And((SESSION, Is("date", (date("2022-07/2022-08"),))))),
    ("not kind:session place:vienna", And((Not(SESSION), VIENNA))),
    ("not (kind:session place:vienna)", Not(And((SESSION, VIENNA)))),
    ("not kind:session or place:vienna", Or((Not(SESSION), VIENNA))),
    ("kind:session not place:vienna", And((SESSION, Not(VIENNA)))),
    ("kind:session and not place:vienna", And((SESSION, Not(VIENNA)))),
    ("not not kind:session", SESSION),
    ("sessions not in Vienna", And((SESSION, Not(VIENNA)))),
    ("not the kind:session", Not(SESSION)),
    ("not since 2022", Not(Is("date", (date("2022/.."),)))),
    ("not between 2022 and 2023", Not(Is("date", (date("2022/2023"),)))),
    ("NOT not Not kind:session", Not(SESSION)),
    ("not(kind:session)", Not(SESSION)),
    ("((kind:session))", SESSION),
    ("  kind:session  ", SESSION),
    ("kind:session,letter", named("kind", "session", "letter")),
    ("kind:session , letter", named("kind", "session", "letter")),
    ("kind:session, letter place:vienna", And((named("kind", "session", "letter"), VIENNA))),
    ('kind:"session",letter', named("kind", "session", "letter")),
    ("（kind：session，letter）", named("kind", "session", "letter")),
    ("类别：届会、信函", named("kind", "session", "letter")),
    ("地点：「New York」", named("place", "new-york")),
    ("类别:会议", Is("kind", (frozenset({"session", "consultation"}),))),
    ("类别:届会 且 非 地点:维也纳", And((SESSION, Not(VIENNA)))),
    ("类别:届会 或 地点:维也纳", Or((SESSION, VIENNA))),
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
    ("actor.kind:ngo", named("actor.kind", "ngo")),
    ("has:votes,caveats", named("has", "votes", "caveats")),
    ("title:draft", Is("title", ("draft",))),
    ('text:"Human  Rights"', Is("text", ("human rights",))),
    ("text:10:30", Is("text", ("10:30",))),
    ("vote.yes:88", Is("vote.yes", ((88, 88),))),
    ("vote.yes:80..", Is("vote.yes", ((80, inf),))),
    ("vote.yes:..80", Is("vote.yes", ((0, 80),))),
    ("vote.yes:80..100,120", Is("vote.yes", ((80, 100), (120, 120)))),
    ("date:2022", Is("date", (date("2022"),))),
    ("date:2022-02 .. 2022-05", Is("date", (date("2022-02/2022-05"),))),
    ("confidence:single source", Is("confidence", (frozenset({"single"}),))),
    ("format:in person", Is("format", (frozenset({"in-person"}),))),
    ("actor.kind:UN body", named("actor.kind", "un-body")),
    ("date:2022-02..2022-05", Is("date", (date("2022-02/2022-05"),))),
    ("date:..2022", Is("date", (date("../2022"),))),
    ("date:2022-02-28/2022-03-11", Is("date", (date("2022-02-28/2022-03-11"),))),
    ("date:Feb 2022", Is("date", (date("2022-02"),))),
    ("date:Feb 2022,Mar 2022", Is("date", (date("2022-02"), date("2022-03")))),
    ("date:January 9, 2023", Is("date", (date("2023-01-09"),))),
    ("date:January 9, 2023, 2022", Is("date", (date("2023-01-09"), date("2022")))),
    ("date:2022, 2021 kind:session", And((Is("date", (date("2022"), date("2021"))), SESSION))),
    ("date:[2022-02..2022-05] kind:session", And((Is("date", (date("[2022-02..2022-05]"),)), SESSION))),
    ("until:9 Jan 2023 kind:session", And((Is("until", (date("2023-01-09"),)), SESSION))),
    ("2022", Is("date", (date("2022"),))),
    ("2022年2月", Is("date", (date("2022-02"),))),
    ("..2022", Is("date", (date("../2022"),))),
    ("vienna To Mar 2023", And((VIENNA, Is("date", (date("../2023-03"),))))),
    ("vienna 至 2023-02", And((VIENNA, Is("date", (date("../2023-02"),))))),
    ("2022 to 2023", Is("date", (date("2022/2023"),))),
    ("today", Is("date", (date("2023-07-01"),))),
    ("9 Jan 2023", Is("date", (date("2023-01-09"),))),
    ("January 9, 2023 kind:session", And((Is("date", (date("2023-01-09"),)), SESSION))),
    ("not Feb 2022", Not(Is("date", (date("2022-02"),)))),
    ("sessions and not before 2023", And((SESSION, Not(Is("date", (date("../2022-12-31"),)))))),
    ("not in place:vienna", Not(VIENNA)),
    ("not at (place:vienna)", Not(VIENNA)),
    ("not New York kind:session", And((Not(named("place", "new-york")), SESSION))),
    ("9 Jan 2023..20 Jan 2023", Is("date", (date("2023-01-09/2023-01-20"),))),
    ("9 Jan 2023 .. 20 Jan 2023 kind:session", And((Is("date", (date("2023-01-09/2023-01-20"),)), SESSION))),
    ("date:January 9, 2023..January 20, 2023 kind:session",
     And((Is("date", (date("2023-01-09/2023-01-20"),)), SESSION))),
    ("Feb 2022..Mar 2022 or kind:letter", Or((Is("date", (date("2022-02/2022-03"),)), LETTER))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "query"), PARSED, ids=[text for text, _ in PARSED])
def test_a_query_is_parsed(context, text, query):
    assert parsed(text, context) == query


def test_it_does_not_matter_how_the_shell_splits_a_query(context):
    split = [("  ".join(text.split()), query) for text, query in PARSED]
    assert [text for text, query in split if parsed(text, context) != query] == []


def outline(query):
    """Write a query with its bare words as they were typed."""
    match query:
        case And(parts) | Or(parts):
            return f"({(' & ' if isinstance(query, And) else ' | ').join(map(outline, parts))})"
        case Not(part):
            return f"!{outline(part)}"
        case Contains(tokens):
            return "+".join(f'"{token.text}"' if token.quoted else token.text for token in tokens)
        case Is(field):
            return f"{field}:"


BARE = [
    # a query → its bare words, where HRW is a name
    ("surveillance", "surveillance"),
    ("surveillance talks", "(surveillance & talks)"),
    ("surveillance and talks", "(surveillance & talks)"),
    ("surveillance,talks", "(surveillance & talks)"),
    ('not "new york" kind:session', '(!"new york" & kind:)'),
    ("not surveillance talks", "(!surveillance & talks)"),
    ("(surveillance)talks", "(surveillance & talks)"),
    ("surveillance kind:session talks", "(surveillance & kind: & talks)"),
    ("surveillance 2022 talks", "(surveillance & date: & talks)"),
    ("the surveillance of talks", "(surveillance & talks)"),
    ("“surveillance talks”", '"surveillance talks"'),
    ('"session" session', '("session" & kind:)'),
    ("andy order nothing", "(andy & order & nothing)"),
    ("human rights watch writes", "(human rights watch & writes)"),
    ("India Human Rights Watch", "India+Human Rights Watch"),
    ("first session", "id:"),
    ("first session second session", "id:"),
    ("first session talks", "(id: & talks)"),
    ("wrong of the", "wrong"),
    ("of the", "(of & the)"),
    *[(f'"{text}"', f'"{text}"') for text in ("and", "a:b", "2022", "of")],
    *[(text, text) for text in ("2022/123", "123/12/2022", "2022-20222", ".*", "http=1", "第九届")],
]


@pytest.mark.parametrize(("text", "expected"), BARE, ids=[text for text, _ in BARE])
def test_bare_words_are_names_dates_values_or_words_to_look_for(context, text, expected):
    assert outline(parsed(text, context)) == expected


def test_what_has_a_field_is_not_typed_words_and_the_rest_is(context):
    _query, tokens = parse('kind:session the talks "of it" since 2022', context)
    assert [token.text for token in tokens] == ["the", "talks", "of it", "since 2022"]


SEARCHES = {
    # a search → its words and its conditions
    "blanks": ("first  session\t", ["first  session"], []),
    "a phrase": ('"first session" vienna', ['"first session"', "vienna"], []),
    "Chinese quotation marks": ("“第一届 会议”", ['"第一届 会议"'], []),
    "a phrase within a word": ('x"b c"d', ["x", '"b c"', "d"], []),
    "an open quotation": ('say "first', ["say", "first"], []),
    "conditions": (
        "talks kind:session place:New York held",
        ["talks", "held"],
        [SESSION, named("place", "new-york")],
    ),
    "a condition alone": ("kind:session", [], [SESSION]),
    "a negated condition": (
        "talks not kind:session not held",
        ["talks", "not", "held"],
        [Not(SESSION)],
    ),
    "a condition that is negated in Chinese": (
        "talks 非 kind:session 非 2023",
        ["talks"],
        [Not(SESSION), Not(Is("date", (date("2023"),)))],
    ),
    "a negated date": (
        "talks not 2023 not held",
        ["talks", "not", "held"],
        [Not(Is("date", (date("2023"),)))],
    ),
    "a field under another name": ("talks venue:Vienna", ["talks"], [VIENNA]),
    "operators and brackets are words or nothing": ("x or (y) not", ["x", "or", "y", "not"], []),
    "a colon after another word": ("https://un.org x:y", ["https://un.org", "x:y"], []),
    "values are words": ("votes in vienna", ["votes", "in", "vienna"], []),
    "a date": ("9 Jan 2023 sessions", ["9 Jan 2023", "sessions"], []),
}


@pytest.mark.parametrize(("text", "words", "conditions"), SEARCHES.values(), ids=SEARCHES)
def test_a_search_is_split_into_words_and_conditions(context, text, words, conditions):
    found, found_conditions = split(text, context)
    assert [f'"{token.text}"' if token.quoted else token.text for token in found] == words
    assert found_conditions == conditions


def test_a_search_of_an_unknown_value_or_of_too_many_words_is_an_error(context):
    for text, message in (
        ("talks kind:x", f"unknown kind 'x'\n  talks kind:x\n             ^\nkind: {KINDS}"),
        ("x" * 1_001, "1001 characters are too many; give at most 1000"),
        (" ".join(f"w{n}" for n in range(65)), "more than 64 different words; give fewer"),
    ):
        with pytest.raises(UsageError) as error:
            split(text, context)
        assert str(error.value) == message
    assert len(split(" ".join(f"w{n}" for n in range(64)) + " w1 W2", context)[0]) == 66


def test_a_name_can_have_words_of_one_letter_and_many_words():
    long = " ".join(f"w{i}" for i in range(23))
    places = {"b": Place(Text(en="Block B")), "long": Place(Text(en=f"{long} x"))}
    known = Context(dataset_with(vocabulary=Vocabulary(places=places)), TODAY)
    assert parsed("place:Block B kind:session", known) == And((named("place", "b"), SESSION))
    assert parsed(f"place:{long} x kind:session", known) == And((named("place", "long"), SESSION))


@pytest.mark.parametrize(
    "text", ["not kind:session", "kind:letter or kind:session", "kind:session and place:vienna"]
)
def test_no_name_in_a_dataset_takes_the_place_of_an_operator(context, text):
    called = {word: Place(Text(en=word)) for word in ("not", "or", "and", "Not", "ＯＲ")}
    known = Vocabulary(places={**context.vocabulary.places, **called})
    assert parsed(text, Context(dataset_with(vocabulary=known), TODAY)) == parsed(text, context)


def test_without_a_whole_vocabulary_an_unknown_name_is_taken_as_an_id(context):
    stream = replace(context.dataset, events=iter(()), whole=False)
    for text, query in [
        ("actor:somebody", named("actor", "somebody")),
        ("id:anything", named("id", "anything")),
        ("series:talks", named("series", "talks")),
        ("actor:RU", named("actor", "russia")),
    ]:
        assert parsed(text, Context(stream, TODAY)) == query
    with pytest.raises(UsageError):
        parsed("actor:somebody", context)
