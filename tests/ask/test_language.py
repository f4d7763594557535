"""The query language: what is typed → a query."""

from typing import get_args

import pytest
from small import TODAY

from ahc_cli.ask.language import parse, parse_search
from ahc_cli.ask.query import And, Contains, Context, Is, Not, Or, Range
from ahc_cli.ask.terms import Word, entity, word_term
from ahc_cli.errors import UsageError
from ahc_cli.model.dates import parse as date
from ahc_cli.model.records import Actor, Kind, Place, Text
from ahc_cli.model.vocabulary import Vocabulary


def named(field, *ids):
    return Is(field, tuple(frozenset({id_}) for id_ in ids))


SESSION, LETTER, VIENNA = named("kind", "session"), named("kind", "letter"), named("place", "vienna")
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
    ("kind:session july and august 2022", And((SESSION, Is("date", (date("2022-07/2022-08"),))))),
    ("not kind:session place:vienna", And((Not(SESSION), VIENNA))),
    ("not (kind:session place:vienna)", Not(And((SESSION, VIENNA)))),
    ("not kind:session or place:vienna", Or((Not(SESSION), VIENNA))),
    ("kind:session not place:vienna", And((SESSION, Not(VIENNA)))),
    ("kind:session and not place:vienna", And((SESSION, Not(VIENNA)))),
    ("not not kind:session", SESSION),
    ("sessions not in Vienna", And((SESSION, Not(VIENNA)))),
    ("not the kind:session", Not(SESSION)),
    ("not since 2022", Not(Is("since", (date("2022"),)))),
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
    ("after:2022", Is("since", (date("2023-01-01/.."),))),
    ("before:Feb 2022 kind:session", And((Is("until", (date("../2022-01-31"),)), SESSION))),
    ("until:9 Jan 2023 kind:session", And((Is("until", (date("2023-01-09"),)), SESSION))),
    ("2022", Is("date", (date("2022"),))),
    ("2022年2月", Is("date", (date("2022-02"),))),
    ("..2022", Is("date", (date("../2022"),))),
    ("vienna To Mar 2023", And((VIENNA, Is("until", (date("2023-03"),))))),
    ("vienna 至 2023-02", And((VIENNA, Is("until", (date("2023-02"),))))),
    ("2022 to 2023", Is("date", (date("2022/2023"),))),
    ("today", Is("date", (date("2023-07-01"),))),
    ("9 Jan 2023", Is("date", (date("2023-01-09"),))),
    ("January 9, 2023 kind:session", And((Is("date", (date("2023-01-09"),)), SESSION))),
    ("not Feb 2022", Not(Is("date", (date("2022-02"),)))),
    ("sessions and not before 2023", And((SESSION, Not(Is("until", (date("../2022-12-31"),)))))),
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
    assert parse(text, context) == query


def test_not_excludes_the_first_word_that_says_something_unless_it_is_quoted(context):
    for text in (
        "not held and place:vienna",
        "not in not place:vienna",
        'not "in" place:vienna',
        "not in and kind:session",
    ):
        word, _blank, rest = text.removeprefix("not ").partition(" ")
        assert parse(text, context) == parse(f"(not {word}) {rest}", context)


def test_a_number_in_a_name_or_of_an_article_is_no_day_of_a_month(context):
    groups = Context(Vocabulary(actors={"group": Actor("ngo", Text(en="Group 19"))}), TODAY)
    assert parse("Group 19 March 2024", groups) == And(
        (Contains((entity([("actor", "group")], groups.vocabulary, "Group 19"),)), Is("date", (date("2024-03"),)))
    )
    assert parse("article 24 may allow", context) == parse("article 24", context)
    with pytest.raises(UsageError, match="'24 May' is not a date"):
        parse("no 24 May", context)


def test_a_name_does_not_go_on_after_a_bracket_or_condition(context):
    for text in ("not New (York)", "not New kind:session York"):
        assert parse(text, context) == parse(text.replace("not New", "(not New)"), context)


def test_it_does_not_matter_how_the_shell_splits_a_query(context):
    split = [("  ".join(text.split()), query) for text, query in PARSED]
    assert [text for text, query in split if parse(text, context) != query] == []


KNOWN = Vocabulary(actors={"hrw": Actor("ngo", Text(en="Human Rights Watch"))})
HRW = Contains((entity([("actor", "hrw")], KNOWN),))


def word(text):
    return Contains((word_term(Word(text), KNOWN),))


BARE = [
    # a query with bare words, and Human Rights Watch is the only name
    ("surveillance", word("surveillance")),
    ("surveillance talks", And((word("surveillance"), word("talks")))),
    ("surveillance and talks", And((word("surveillance"), word("talks")))),
    ('not "new york"', Not(word("new york"))),
    ('not "new york" kind:session', And((Not(word("new york")), SESSION))),
    ("not surveillance talks", And((Not(word("surveillance")), word("talks")))),
    ("(surveillance)talks", And((word("surveillance"), word("talks")))),
    ("surveillance kind:session talks", And((word("surveillance"), SESSION, word("talks")))),
    ("surveillance 2022 talks", And((word("surveillance"), Is("date", (date("2022"),)), word("talks")))),
    ('"surveillance talks"', word("surveillance talks")),
    ("“surveillance talks”", word("surveillance talks")),
    ("andy order nothing", And((word("andy"), word("order"), word("nothing")))),
    ("Human Rights Watch", HRW),
    ("Human Rights Watch writes", And((HRW, word("writes")))),
    ("Human and Rights Watch", And((word("Human"), word("Rights"), word("Watch")))),
    ("surveillance,talks", word("surveillance,talks")),
    *[(f'"{text}"', word(text)) for text in ("and", "a:b", "2022", "session")],
    *[
        (text, word(text))
        for text in ("12/13", "2022-13-draft", "2022/123", "2022/12/123", "123/12/2022", "12/123/2022")
    ],
    *[(text, word(text)) for text in ("12/12/20222", "2022-20222", "20222-2022", "第一届", ".*", "http=1")],
]


@pytest.mark.parametrize(("text", "query"), BARE, ids=[text for text, _ in BARE])
def test_bare_words_are_looked_for_one_by_one_unless_they_are_a_name(text, query):
    assert parse(text, Context(KNOWN, TODAY)) == query


SEARCHES = {
    # a search → its words and its conditions
    "blanks": ("first  session\t", ["first", "session"], []),
    "a phrase": ('"first session" vienna', ['"first session"', "vienna"], []),
    "Chinese quotation marks": ("“第一届 会议”", ['"第一届 会议"'], []),
    "a phrase within a word": ('a"b c"d', ["a", '"b c"', "d"], []),
    "a word that folds to nothing": ("session \u0301", ["session"], []),
    "conditions": ("talks kind:session place:New York held", ["talks", "held"], [SESSION, named("place", "new-york")]),
    "a condition alone": ("kind:session", [], [SESSION]),
    "an operator between words": ("talks or rules kind:session", ["talks", "or", "rules"], [SESSION]),
    "brackets around words": ("talks (rules) kind:session", ["talks", "rules"], [SESSION]),
    "a quoted operator": ('"or" kind:session', ['"or"'], [SESSION]),
    "a negated condition": ("talks not kind:session not held", ["talks", "not", "held"], [Not(SESSION)]),
    "a field under another name": ("talks venue:Vienna", ["talks"], [VIENNA]),
    "operators and brackets are words or nothing": ("a or (b) not", ["a", "or", "b", "not"], []),
    "a colon after another word": ("https://un.org x:y", ["https://un.org", "x:y"], []),
    "values are words": ("votes in vienna", ["votes", "in", "vienna"], []),
    "a date": ("9 Jan 2023 sessions", ["9", "Jan", "2023", "sessions"], []),
    "a quoted date": ('"2022" sessions', ['"2022"', "sessions"], []),
}


@pytest.mark.parametrize(("text", "words", "conditions"), SEARCHES.values(), ids=SEARCHES)
def test_a_search_is_split_into_words_and_conditions(context, text, words, conditions):
    found, found_conditions = parse_search(text, context)
    assert [f'"{word.text}"' if word.quoted else word.text for word in found] == words
    assert found_conditions == conditions


NOT_IN_A_SEARCH = "beside conditions a search takes no 'or' and no brackets; use -w for them"
INVALID_SEARCHES = {
    "nothing": ("", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "blanks": (" \t", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "an accent": ("\u0301", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "brackets": ("( )", "nothing to search for; give a word, as in 'ahc search surveillance'"),
    "an open quotation": ('"first session', 'missing closing quotation mark\n  "first session\n  ^'),
    "an unknown value": ("talks kind:x", f"unknown kind 'x'\n  talks kind:x\n             ^\nkind: {KINDS}"),
    "too long": ("x" * 10_001, "the query has 10001 characters; at most 10000 are allowed"),
    "an alternative beside a condition": (
        "talks kind:letter or kind:session",
        f"{NOT_IN_A_SEARCH}\n  talks kind:letter or kind:session\n        ^",
    ),
    "brackets beside a condition": ("(kind:letter) talks", f"{NOT_IN_A_SEARCH}\n  (kind:letter) talks\n   ^"),
}


@pytest.mark.parametrize(("text", "message"), INVALID_SEARCHES.values(), ids=INVALID_SEARCHES)
def test_a_search_without_words_or_with_an_invalid_condition_is_an_error(context, text, message):
    with pytest.raises(UsageError) as error:
        parse_search(text, context)
    assert str(error.value) == message


def test_a_name_can_have_words_of_one_letter_and_many_words():
    long = " ".join(f"w{i}" for i in range(23))
    places = {"b": Place(Text(en="Block B")), "long": Place(Text(en=f"{long} x"))}
    known = Context(Vocabulary(places=places), TODAY)
    assert parse("place:Block B kind:session", known) == And((named("place", "b"), SESSION))
    assert parse(f"place:{long} x kind:session", known) == And((named("place", "long"), SESSION))


def test_without_a_whole_vocabulary_an_unknown_name_is_taken_as_an_id(context):
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
