"""What is no query: every kind of fault, underlined and said with what is valid; and any rubbish at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from small import TODAY, event
from strategies import CONDITIONS, WORDS

from ahc_cli.errors import UsageError
from ahc_cli.fields import FIELDS
from ahc_cli.query import of_events, parse

FAULTS = {
    "nothing": ("", snapshot("""\
the query ends too early; something must follow here
  \n\
  ^\
""")),
    "blanks": ("   ", snapshot("""\
the query ends too early; something must follow here
     \n\
     ^\
""")),
    "an unknown field": ("knd:session", snapshot("""\
no field 'knd'; did you mean kind?
  knd:session
  ^^^
fields: (all of them)\
""")),
    "no field at all": ("https://un.org", snapshot("""\
no field 'https'; quote a word that holds ":", as in '"a:b"'
  https://un.org
  ^^^^^
fields: (all of them)\
""")),
    "no name before a wide colon": ("：session", snapshot("""\
no field ''; quote a word that holds ":", as in '"a:b"'
  ：session
  ^^
fields: (all of them)\
""")),
    "no name before the colon": (":session", snapshot("""\
no field ''; quote a word that holds ":", as in '"a:b"'
  :session
  ^
fields: (all of them)\
""")),
    "almost a date": ("vienna 09/01/2023", snapshot("""\
'09/01/2023' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022
  vienna 09/01/2023
         ^^^^^^^^^^
in quotes it is a text to look for\
""")),
    "a range of numbers with blanks": ("vote.yes:88 .. 90", snapshot("""\
'..' is no word; a range is 2022-02..2022-05
  vote.yes:88 .. 90
              ^^\
""")),
    "a month without its nought": ("2023-1", snapshot("""\
'2023-1' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022
  2023-1
  ^^^^^^
in quotes it is a text to look for\
""")),
    "no day of the calendar": ("2023-02-30", snapshot("""\
'2023-02-30' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022
  2023-02-30
  ^^^^^^^^^^
in quotes it is a text to look for\
""")),
    "two years with a hyphen": ("2022-2023", snapshot("""\
'2022-2023' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022
  2022-2023
  ^^^^^^^^^
in quotes it is a text to look for\
""")),
    "a value outside a closed set": ("kind:sesion", snapshot("""\
'sesion' is no kind; did you mean session?
  kind:sesion
       ^^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a value of another field": ("status:session", snapshot("""\
'session' is no status
  status:session
         ^^^^^^^
status: happened, scheduled, postponed, cancelled\
""")),
    "an unknown actor": ("actor:Rusia", snapshot("""\
no actor 'Rusia'; did you mean Russia or USA?
  actor:Rusia
        ^^^^^
actors: 'ahc actors' lists them\
""")),
    "an unknown topic": ("topic:space", snapshot("""\
no topic 'space'
  topic:space
        ^^^^^
topics: 'ahc topics' lists them\
""")),
    "an unknown place": ("kind:session place:Viena", snapshot("""\
no place 'Viena'; did you mean Vienna?
  kind:session place:Viena
                     ^^^^^
places: vienna, new-york, hanoi\
""")),
    "an unknown source": ("source:bbc", snapshot("""\
no source 'bbc'
  source:bbc
         ^^^
sources: 'ahc count source' lists them\
""")),
    "an unknown id": ("id:session-9", snapshot("""\
no id 'session-9'; did you mean session-1 or session-2 or session-3?
  id:session-9
     ^^^^^^^^^\
""")),
    "an unknown series": ("series:sesion", snapshot("""\
no series 'sesion'; did you mean session?
  series:sesion
         ^^^^^^\
""")),
    "a bad date": ("date:2022-02-30", snapshot("""\
'2022-02-30' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022
  date:2022-02-30
       ^^^^^^^^^^\
""")),
    "a reversed range": ("date:2023..2022", snapshot("""\
'2023..2022' ends before it begins; put the earlier date first
  date:2023..2022
       ^^^^^^^^^^\
""")),
    "a range without ends": ("vote.yes:..", snapshot("""\
'..' is no number for vote.yes; try 149, 100.. or 100..150
  vote.yes:..
           ^^\
""")),
    "a number too long": ("vote.yes:1234567890123", snapshot("""\
'1234567890123' is no number for vote.yes; try 149, 100.. or 100..150
  vote.yes:1234567890123
           ^^^^^^^^^^^^^\
""")),
    "a number too long behind the dots": ("vote.yes:..1234567890123", snapshot("""\
'..1234567890123' is no number for vote.yes; try 149, 100.. or 100..150
  vote.yes:..1234567890123
           ^^^^^^^^^^^^^^^\
""")),
    "wide digits": ("vote.yes:８８", snapshot("""\
'８８' is no number for vote.yes; try 149, 100.. or 100..150
  vote.yes:８８
           ^^^^\
""")),
    "a bad number": ("vote.yes:many", snapshot("""\
'many' is no number for vote.yes; try 149, 100.. or 100..150
  vote.yes:many
           ^^^^\
""")),
    "a reversed range of numbers": ("vote.yes:100..80", snapshot("""\
'100..80' ends before it begins; put the smaller number first
  vote.yes:100..80
           ^^^^^^^\
""")),
    "the second value of several": ("kind:session,leter", snapshot("""\
'leter' is no kind; did you mean letter?
  kind:session,leter
               ^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a quoted value": ('place:"Viena  Town" kind:session', snapshot("""\
no place 'Viena Town'
  place:"Viena  Town" kind:session
        ^^^^^^^^^^^^
places: vienna, new-york, hanoi\
""")),
    "a value that is missing": ("kind:", snapshot("""\
'kind:' needs a value
  kind:
       ^\
""")),
    "a value that is missing before a bracket": ("(kind:)", snapshot("""\
'kind:' needs a value
  (kind:)
        ^\
""")),
    "a bracket for a value": ("kind:(session)", snapshot("""\
'kind:' needs a value
  kind:(session)
       ^\
""")),
    "a value that is missing after a comma": ("kind:session,", snapshot("""\
'kind:' needs a value
  kind:session,
               ^\
""")),
    "a text of which folding leaves nothing": ('title:"\u0301"', snapshot("""\
nothing to look for in title is left of '́'; give letters or digits
  title:"́"
        ^^\
""")),
    "a text of which folding leaves a blank": ("title:¨", snapshot("""\
nothing to look for in title is left of '¨'; give letters or digits
  title:¨
        ^\
""")),
    "an operator at the end": ("kind:session and", snapshot("""\
the query ends too early; something must follow here
  kind:session and
                  ^\
""")),
    "a negation of nothing": ("kind:session not", snapshot("""\
the query ends too early; something must follow here
  kind:session not
                  ^\
""")),
    "another operator at the beginning": ("and kind:session", snapshot("""\
'and' needs something on its left
  and kind:session
  ^^^\
""")),
    "an operator at the beginning": ("or kind:session", snapshot("""\
'or' needs something on its left
  or kind:session
  ^^\
""")),
    "two operators": ("kind:session and or kind:letter", snapshot("""\
'or' needs something on its left
  kind:session and or kind:letter
                   ^^\
""")),
    "a bracket that is not closed": ("kind:session (place:vienna", snapshot("""\
this bracket is never closed
  kind:session (place:vienna
               ^\
""")),
    "a wide bracket that is not closed": ("（kind:session", snapshot("""\
this bracket is never closed
  （kind:session
  ^^\
""")),
    "a bracket that is not opened": ("kind:session) place:vienna", snapshot("""\
a closing bracket without an opening one
  kind:session) place:vienna
              ^\
""")),
    "empty brackets": ("kind:session ()", snapshot("""\
a closing bracket without anything before it
  kind:session ()
                ^\
""")),
    "a quotation mark that is not closed": ('kind:session "first', snapshot("""\
this quotation mark is never closed
  kind:session "first
               ^\
""")),
    "a value whose quotation mark is not closed": ('place:"New York', snapshot("""\
this quotation mark is never closed
  place:"New York
        ^\
""")),
    "an empty quotation": ('kind:session ""', snapshot("""\
nothing stands between these quotation marks
  kind:session ""
               ^^\
""")),
    "an empty quotation before more": ('kind:session "" place:vienna', snapshot("""\
nothing stands between these quotation marks
  kind:session "" place:vienna
               ^^\
""")),
    "wide characters before the fault": ("第一届 种类：会议", snapshot("""\
no field '种类'; quote a word that holds ":", as in '"a:b"'
  第一届 种类：会议
         ^^^^
fields: (all of them)\
""")),
    "a fault of wide characters": ("kind:开会", snapshot("""\
'开会' is no kind
  kind:开会
       ^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a full-width query": ("（kind：sesion）", snapshot("""\
'sesion' is no kind; did you mean session?
  （kind：sesion）
          ^^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "an escape sequence": ("kind:\x1b[31m", snapshot("""\
'\x1b[31m' is no kind
  kind:\\x1b[31m
       ^^^^^^^^
kind: session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification\
""")),
    "a date with dots": ("2022.02.28", snapshot("""\
'2022.02.28' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02..2022-05 or Feb 2022
  2022.02.28
  ^^^^^^^^^^
in quotes it is a text to look for\
""")),
    "a hyphen alone": ("session - vienna", snapshot("""\
'-' is no word; a range is 2022-02..2022-05
  session - vienna
          ^\
""")),
    "a range in words": ("vienna 2022 To Mar 2023", snapshot("""\
'To' is no word; a range is 2022-02..2022-05
  vienna 2022 To Mar 2023
              ^^\
""")),
    "a range in Chinese words": ("2022年1月 至 2023年", snapshot("""\
'至' is no word; a range is 2022-02..2022-05
  2022年1月 至 2023年
            ^^\
""")),
    "a dash alone": ("2022 – 2023", snapshot("""\
'–' is no word; a range is 2022-02..2022-05
  2022 – 2023
       ^\
""")),
    "a field under another name": ("Country:china", snapshot("""\
no field 'Country'; did you mean actor?
  Country:china
  ^^^^^^^
fields: (all of them)\
""")),
    "an escape sequence before the fault": ("\x1b[31m knd:x", snapshot("""\
no field 'knd'; did you mean kind?
  \\x1b[31m knd:x
           ^^^
fields: (all of them)\
""")),
    "too deep behind brackets side by side": ("(2022) (2022) " + "(" * 51, snapshot("""\
more than 50 brackets inside each other
  (((((((((((((((((((((((((((((((((((((
                                      ^\
""")),
    "too deep": ("(" * 51, snapshot("""\
more than 50 brackets inside each other
  (((((((((((((((((((((((((((((((((((((
                                      ^\
""")),
    "a long query is shown round its fault": ("kind:session " * 10 + "knd:x" + " kind:session" * 10, snapshot("""\
no field 'knd'; did you mean kind?
  d:session kind:session kind:session knd:x kind:session kind:session kind
                                      ^^^
fields: (all of them)\
""")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_underlined_and_said_with_what_is_valid(context, text, message):
    with pytest.raises(UsageError) as refused:
        parse(text, context)
    assert str(refused.value).replace(" ".join(FIELDS), "(all of them)") == message


LONG = [
    pytest.param(
        "title:x " * 40 + "knd:session " + "title:y " * 40,
        "  e:x title:x title:x title:x title:x knd:session title:y title:y title:y ",
        " " * 38 + "^^^",
        id="with what stands around it",
    ),
    pytest.param("k" * 500 + ":x", "  " + "k" * 72, "  " + "^" * 36, id="as far as it is shown"),
]


@pytest.mark.parametrize(("text", "shown", "carets"), LONG)
def test_the_fault_of_a_long_query_is_shown(context, text, shown, carets):
    with pytest.raises(UsageError) as refused:
        parse(text, context)
    assert str(refused.value).split("\n")[1:3] == [shown, carets]


def test_the_length_of_a_query_is_bounded(context):
    with pytest.raises(UsageError) as refused:
        parse("not " * 5000, context)
    assert str(refused.value) == "a query of 20000 characters; at most 10000 are read"
    assert parse("not " * 2000 + "kind:session", context) == parse("kind:session", context)
    assert parse("kind:session".ljust(10_000), context) == parse("kind:session", context)
    with pytest.raises(UsageError, match="a query of 10001 characters"):
        parse("kind:session".ljust(10_001), context)


@pytest.mark.parametrize("depth", [49, 50])
def test_brackets_may_be_inside_each_other_up_to_fifty(context, depth):
    assert parse("(" * depth + "kind:session" + ")" * depth, context) == parse("kind:session", context)


tokens = st.sampled_from(
    ["and", "or", "not", "(", ")", ":", ",", '"', "..", "（", "：", "，", "”", " ", "kind:", "date:", "actor:", "vote.yes:",
     "session", "Russia", "Human Rights", "2022", "Feb", "9 Jan", "/", "\n", "\x1b", "\u202e", "\ud800", "\u0301", "é"]
)  # fmt: skip
junk = st.one_of(st.lists(tokens, max_size=12).map("".join), st.text(st.characters(exclude_categories=()), max_size=40))


@given(junk)
def test_any_text_is_a_query_or_a_usage_error(context, text):
    try:
        query = parse(text, context)
    except UsageError as error:
        first, shown, carets, *_ = str(error).split("\n")
        assert first
        assert shown.startswith("  ")
        assert set(carets) == {" ", "^"}
        return
    assert of_events(query, TODAY)(event()) in (True, False)


@given(st.lists(st.one_of(CONDITIONS, WORDS, tokens), max_size=6))
def test_blanks_between_words_do_not_matter(context, parts):
    outcomes = []
    for blank in (" ", "  \t", "\n", "\u3000"):
        try:
            outcomes.append(parse(blank.join(" ".join(parts).split()), context))
        except UsageError as error:
            outcomes.append(str(error).split("\n")[0])
    assert outcomes[1:] == outcomes[:1] * 3
