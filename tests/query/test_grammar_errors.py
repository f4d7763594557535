"""The errors of the query language: each underlines its place and says what is valid."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from small import event, parsed
from strategies import CONDITIONS, WORDS

from ahc_cli.errors import UsageError
from ahc_cli.model.fields import FIELDS
from ahc_cli.query.predicates import predicate

ERRORS = {
    "an unknown field": ("knd:session", snapshot("""\
unknown field 'knd'; did you mean kind?
  knd:session
  ^^^
fields: (all of them)\
""")),
    "not a field at all": ("https://un.org", snapshot("""\
unknown field 'https'; quote a word with ":", as in '"a:b"'
  https://un.org
  ^^^^^
fields: (all of them)\
""")),
    "a reversed range without a field": ("vienna 2023..2022", snapshot("""\
'2023..2022' ends before it starts; put the earlier date first
  vienna 2023..2022
         ^^^^^^^^^^
put it in quotes to look for it as text\
""")),
    "a range of numbers": ("9..2", snapshot("""\
'9..2' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  9..2
  ^^^^
put it in quotes to look for it as text\
""")),
    "a day in Chinese without its year": ("vienna 2月28日", snapshot("""\
'2月28日' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  vienna 2月28日
         ^^^^^^^
put it in quotes to look for it as text\
""")),
    "almost a date": ("vienna 09/01/2023", snapshot("""\
'09/01/2023' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  vienna 09/01/2023
         ^^^^^^^^^^
put it in quotes to look for it as text\
""")),
    "a month without its zero": ("2023-1", snapshot("""\
'2023-1' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  2023-1
  ^^^^^^
put it in quotes to look for it as text\
""")),
    "a day that does not exist": ("2023-02-30", snapshot("""\
'2023-02-30' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  2023-02-30
  ^^^^^^^^^^
put it in quotes to look for it as text\
""")),
    "a day that does not exist, in words": ("vienna 30 Feb 2022", snapshot("""\
'30 Feb 2022' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  vienna 30 Feb 2022
         ^^^^^^^^^^^
put it in quotes to look for it as text\
""")),
    "a short second year": ("2022-23", snapshot("""\
'2022-23' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  2022-23
  ^^^^^^^
put it in quotes to look for it as text\
""")),
    "a value outside a closed set": ("kind:sesion", snapshot("""\
unknown kind 'sesion'; did you mean session?
  kind:sesion
       ^^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a value of another field": ("status:session", snapshot("""\
unknown status 'session'
  status:session
         ^^^^^^^
status: happened, scheduled, postponed, cancelled\
""")),
    "a word that only asks": ("when:date", snapshot("""\
unknown when 'date'
  when:date
       ^^^^
when: past, ongoing, upcoming, overdue\
""")),
    "an unknown actor": ("actor:Rusia", snapshot("""\
unknown actor 'Rusia'; did you mean Russia?
  actor:Rusia
        ^^^^^
actor: 'ahc actors' lists them\
""")),
    "an unknown topic": ("topic:space", snapshot("""\
unknown topic 'space'
  topic:space
        ^^^^^
topic: 'ahc topics' lists them\
""")),
    "an unknown place": ("kind:session place:Viena", snapshot("""\
unknown place 'Viena'; did you mean Vienna?
  kind:session place:Viena
                     ^^^^^
place: 'ahc places' lists them\
""")),
    "an unknown source": ("source:bbc", snapshot("""\
unknown source 'bbc'
  source:bbc
         ^^^
source: 'ahc sources' lists them\
""")),
    "an unknown id": ("id:session-9", snapshot("""\
unknown id 'session-9'; did you mean session-1 or session-2 or session-3?
  id:session-9
     ^^^^^^^^^\
""")),
    "an unknown series": ("series:sesion", snapshot("""\
unknown series 'sesion'; did you mean session?
  series:sesion
         ^^^^^^\
""")),
    "a bad date": ("date:2022-02-30", snapshot("""\
'2022-02-30' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  date:2022-02-30
       ^^^^^^^^^^\
""")),
    "a reversed window among words": ("vienna [2023..2022]", snapshot("""\
'[2023..2022]' does not lead from one date to a later one; try [2022-02..2022-05]
  vienna [2023..2022]
         ^^^^^^^^^^^^
put it in quotes to look for it as text\
""")),
    "a reversed range": ("date:2023..2022", snapshot("""\
'2023..2022' ends before it starts; put the earlier date first
  date:2023..2022
       ^^^^^^^^^^\
""")),
    "a range without ends": ("vote.yes:..", snapshot("""\
unknown value '..' of vote.yes
  vote.yes:..
           ^^
vote.yes: numbers such as 149, 100.. and 100..150\
""")),
    "a number too long": ("vote.yes:1234567890123", snapshot("""\
unknown value '1234567890123' of vote.yes
  vote.yes:1234567890123
           ^^^^^^^^^^^^^
vote.yes: numbers such as 149, 100.. and 100..150\
""")),
    "a number too long behind the dots": ("vote.yes:..1234567890123", snapshot("""\
unknown value '..1234567890123' of vote.yes
  vote.yes:..1234567890123
           ^^^^^^^^^^^^^^^
vote.yes: numbers such as 149, 100.. and 100..150\
""")),
    "wide digits": ("vote.yes:８８", snapshot("""\
unknown value '８８' of vote.yes
  vote.yes:８８
           ^^^^
vote.yes: numbers such as 149, 100.. and 100..150\
""")),
    "a bad number": ("vote.yes:many", snapshot("""\
unknown value 'many' of vote.yes
  vote.yes:many
           ^^^^
vote.yes: numbers such as 149, 100.. and 100..150\
""")),
    "a reversed range of numbers": ("vote.yes:100..80", snapshot("""\
unknown value '100..80' of vote.yes
  vote.yes:100..80
           ^^^^^^^
vote.yes: numbers such as 149, 100.. and 100..150\
""")),
    "the second value of several": ("kind:session,leter", snapshot("""\
unknown kind 'leter'; did you mean letter?
  kind:session,leter
               ^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a quoted value": ('place:"Viena  Town" kind:session', snapshot("""\
unknown place 'Viena Town'
  place:"Viena  Town" kind:session
        ^^^^^^^^^^^^^
place: 'ahc places' lists them\
""")),
    "a value that is missing": ("kind:", snapshot("""\
expected a value after 'kind:'
  kind:
       ^\
""")),
    "a value that is missing before a bracket": ("(kind:)", snapshot("""\
expected a value after 'kind:'
  (kind:)
        ^\
""")),
    "a bracket for a value": ("kind:(session)", snapshot("""\
expected a value after 'kind:'
  kind:(session)
       ^\
""")),
    "a value that is missing after a comma": ("kind:session,", snapshot("""\
expected a value after 'kind:'
  kind:session,
              ^\
""")),
    "a text that folds to nothing": ('title:"\u0301"', snapshot("""\
'́' has no letters or digits to look for
  title:"́"
        ^^\
""")),
    "a text that folds to a blank": ("title:¨", snapshot("""\
'¨' has no letters or digits to look for
  title:¨
        ^\
""")),
    "a quotation that folds to a blank": ('kind:session "¨ "', snapshot("""\
'¨' has no letters or digits to look for
  kind:session "¨ "
               ^^^^\
""")),
    "an operator at the end": ("kind:session and", snapshot("""\
the query ends too early; expected a condition here
  kind:session and
                  ^\
""")),
    "a negation of nothing": ("kind:session not", snapshot("""\
the query ends too early; expected a condition here
  kind:session not
                  ^\
""")),
    "another operator at the beginning": ("and kind:session", snapshot("""\
expected a condition before 'and'
  and kind:session
  ^^^\
""")),
    "an operator at the beginning": ("or kind:session", snapshot("""\
expected a condition before 'or'
  or kind:session
  ^^\
""")),
    "two operators": ("kind:session and or kind:letter", snapshot("""\
expected a condition before 'or'
  kind:session and or kind:letter
                   ^^\
""")),
    "a bracket that is not closed": ("kind:session (place:vienna", snapshot("""\
missing closing bracket
  kind:session (place:vienna
               ^\
""")),
    "a wide bracket that is not closed": ("（kind:session", snapshot("""\
missing closing bracket
  （kind:session
  ^^\
""")),
    "a bracket that is not opened": ("kind:session) place:vienna", snapshot("""\
unmatched closing bracket
  kind:session) place:vienna
              ^\
""")),
    "empty brackets": ("kind:session ()", snapshot("""\
expected a condition before ')'
  kind:session ()
                ^\
""")),
    "a quotation mark that is not closed": ('kind:session "first', snapshot("""\
missing closing quotation mark
  kind:session "first
               ^\
""")),
    "a value whose quotation mark is not closed": ('place:"New York', snapshot("""\
expected a value after 'place:'
  place:"New York
        ^\
""")),
    "an empty quotation": ('kind:session ""', snapshot("""\
'' has no letters or digits to look for
  kind:session ""
               ^^\
""")),
    "an empty quotation before more": ('kind:session "" place:vienna', snapshot("""\
'' has no letters or digits to look for
  kind:session "" place:vienna
               ^^\
""")),
    "wide characters before the error": ("第一届 种类：会议", snapshot("""\
unknown field '种类'; quote a word with ":", as in '"a:b"'
  第一届 种类：会议
         ^^^^
fields: (all of them)\
""")),
    "an error in wide characters": ("kind:散会", snapshot("""\
unknown kind '散会'
  kind:散会
       ^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a full-width query": ("（kind：sesion）", snapshot("""\
unknown kind 'sesion'; did you mean session?
  （kind：sesion）
          ^^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "an escape sequence": ("kind:\x1b[31m", snapshot("""\
unknown kind '\x1b[31m'
  kind:\\x1b[31m
       ^^^^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a date with dots": ("2022.02.28", snapshot("""\
'2022.02.28' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or [2022-02-28..2022-03-11]
  2022.02.28
  ^^^^^^^^^^
put it in quotes to look for it as text\
""")),
    "an unknown value of a field under another name": ("Country:china", snapshot("""\
unknown actor 'china'
  Country:china
          ^^^^^
actor: 'ahc actors' lists them\
""")),
    "a hyphen for a negation": ("sessions -place:vienna", snapshot("""\
write 'not place:vienna' instead of '-place:vienna'
  sessions -place:vienna
           ^^^^^^^^^^^^^\
""")),
    "more than a number": ("session vote.yes>80", snapshot("""\
write 'vote.yes:80..' instead of 'vote.yes>80'
  session vote.yes>80
          ^^^^^^^^^^^\
""")),
    "an escape sequence before the error": ("\x1b[31m knd:x", snapshot("""\
unknown field 'knd'; did you mean kind?
  \\x1b[31m knd:x
           ^^^
fields: (all of them)\
""")),
    "too deep behind brackets side by side": ("(2022) (2022) " + "(" * 51, snapshot("""\
more than 50 nested brackets
  (((((((((((((((((((((((((((((((((((((
                                      ^\
""")),
    "too deep": ("(" * 51, snapshot("""\
more than 50 nested brackets
  (((((((((((((((((((((((((((((((((((((
                                      ^\
""")),
    "the middle of a long query": ("kind:session " * 10 + "knd:x" + " kind:session" * 10, snapshot("""\
unknown field 'knd'; did you mean kind?
  d:session kind:session kind:session knd:x kind:session kind:session kind
                                      ^^^
fields: (all of them)\
""")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_underlines_its_place_and_says_what_is_valid(context, text, message):
    with pytest.raises(UsageError) as error:
        parsed(text, context)
    assert str(error.value).replace(", ".join(FIELDS), "(all of them)") == message


LONG = [
    pytest.param(
        "title:x " * 40 + "knd:session " + "title:y " * 40,
        "  e:x title:x title:x title:x title:x knd:session title:y title:y title:y ",
        " " * 38 + "^^^",
        id="with its surroundings",
    ),
    pytest.param("k" * 500 + ":x", "  " + "k" * 72, "  " + "^" * 36, id="as far as there is room"),
]


@pytest.mark.parametrize(("text", "shown", "carets"), LONG)
def test_a_long_query_is_shown_around_the_error(context, text, shown, carets):
    with pytest.raises(UsageError) as error:
        parsed(text, context)
    assert str(error.value).split("\n")[1:3] == [shown, carets]


def test_a_query_can_have_10000_characters(context):
    with pytest.raises(UsageError) as error:
        parsed("not " * 5000, context)
    assert str(error.value) == "20000 characters are too many; give at most 10000"
    assert parsed("not " * 2000 + "kind:session", context) == parsed("kind:session", context)
    assert parsed("kind:session".ljust(10_000), context) == parsed("kind:session", context)
    with pytest.raises(UsageError, match="10001 characters"):
        parsed("kind:session".ljust(10_001), context)


@pytest.mark.parametrize("depth", [49, 50])
def test_brackets_can_be_nested_50_deep(context, depth):
    assert parsed("(" * depth + "kind:session" + ")" * depth, context) == parsed(
        "kind:session", context
    )


tokens = st.sampled_from(
    ["and", "or", "not", "(", ")", ":", ",", '"', "..", "（", "：", "，", "”", " ", "kind:", "date:", "actor:", "vote.yes:",
     "session", "Russia", "Human Rights", "2022", "Feb", "9 Jan", "/", "\n", "\x1b", "\u202e", "\ud800", "\u0301", "é"]
)  # fmt: skip
junk = st.one_of(
    st.lists(tokens, max_size=12).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
)


@given(junk)
def test_any_text_is_a_query_or_a_usage_error_that_underlines_its_place(context, text):
    try:
        query = parsed(text, context)
    except UsageError as error:
        first, shown, carets, *_ = str(error).split("\n")
        assert first
        assert shown.startswith("  ")
        assert set(carets) == {" ", "^"}
        return
    assert predicate(query, context)(event()) in (True, False)


@given(st.lists(st.one_of(CONDITIONS, WORDS, tokens), max_size=6))
def test_the_kind_and_number_of_blanks_do_not_matter(context, parts):
    outcomes = []
    for blank in (" ", "  \t", "\n", "\u3000"):
        try:
            query = parsed(blank.join(" ".join(parts).split()), context)
            outcomes.append(re.sub(r"at=\d+|\s|\\[nt]|\\u3000", "", str(query)))
        except UsageError as error:
            outcomes.append(str(error).split("\n")[0])
    assert outcomes[1:] == outcomes[:1] * 3


@pytest.mark.parametrize("text", ["!", " , ", "-", "？！", "·"])
def test_marks_alone_are_no_query_for_everything(context, text):
    with pytest.raises(UsageError, match="has no letters or digits to look for"):
        parsed(text, context)
