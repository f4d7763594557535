"""Events of NDJSON and arrays that need not be decoded in full: their tests rule out none that
matches.
"""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small import (
    DOCUMENT,
    PLAIN,
    TODAY,
    dataset_of,
    dataset_with,
    event,
    ids,
    numbered,
    parsed,
    search,
    to_json,
)
from strategies import events, queries, texts

from ahc_cli.data.load import Short
from ahc_cli.errors import UsageError
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.names import NameIndex
from ahc_cli.query.predicates import short_test
from ahc_cli.query.prefilter import line_test
from ahc_cli.query.question import ask
from ahc_cli.query.terms import term_of

VOCABULARY = dataset_of(to_json(DOCUMENT)).vocabulary
CONTEXT = Context(replace(dataset_of(to_json([PLAIN])), vocabulary=VOCABULARY), TODAY)
SHORT = {
    "session": Short("a", "2022-05", "session", "happened", place="vienna"),
    "letter": Short("b", "2024", "letter", "scheduled"),
}
SHORT_TESTS = {
    # a query → which of the short events can match, or None if all can, whatever they are
    "kind:session surveillance": "session",
    "not kind:session calm": "letter",
    "place:vienna": "session",
    "when:upcoming": None,
    "since:2023": "letter",
    "2022": "session",
    "kind:session or place:vienna calm": None,
    "kind:decision": "",
    "(calm or kind:letter) status:scheduled": "letter",
    "not (kind:session or place:vienna)": "letter",
    "actor:russia": None,
    "kind:session or surveillance": None,
    "not (kind:session surveillance)": None,
    "not not calm": None,
}


@pytest.mark.parametrize(("query", "expected"), SHORT_TESTS.items(), ids=SHORT_TESTS)
def test_the_short_fields_of_an_event_rule_it_out(query, expected):
    passes = short_test(parsed(query, CONTEXT), CONTEXT)
    found = (
        None if passes is None else " ".join(name for name, short in SHORT.items() if passes(short))
    )
    assert found == expected


def lines_passing(typed, lines, vocabulary=VOCABULARY):
    """Return the lines that may have what is typed, as a word or as a name; None if any line may."""
    names = NameIndex(dataset_with(vocabulary=vocabulary))
    tokens = [Token(word, tags=names.lookup(word)) for word in typed.split()]
    passes = line_test([term_of(token, names, widened=True) for token in tokens])
    return None if passes is None else [line for line in lines if passes(line.encode())]


LINES = [
    "Surveillance",
    "surveilled",
    "the police",
    "quiet",
    "第一届，2022年",
    "“calm” – it’s",
    "\\u0041",
    "é",
    "Ａ",
    "㎏",
]
LINE_TESTS = {
    # a search → what lines of text can match, or None if any can
    "surveillance": ["Surveillance", "surveilled", "\\u0041", "é", "Ａ", "㎏"],
    "surveillance police": ["\\u0041", "é", "Ａ", "㎏"],
    "Hanoi": None,
    "会": None,
    "A/1": None,
}


@pytest.mark.parametrize(("typed", "expected"), LINE_TESTS.items(), ids=LINE_TESTS)
def test_the_bytes_of_a_line_rule_it_out_unless_they_may_fold_to_other_letters(typed, expected):
    assert lines_passing(typed, LINES) == expected


def test_every_character_that_folds_to_a_latin_letter_passes():
    chars = [chr(code) for code in range(0x80, 0x20000) if not 0xD800 <= code <= 0xDFFF]
    passing = {*(lines_passing("zzz", chars, Vocabulary()) or ())}
    assert [
        c
        for c in chars
        if any(char.isascii() and char.isalnum() for char in fold(c)) and c not in passing
    ] == []


FIRST = event("first", title={"en": "First"})


def read_in_every_way(made, escape=("", "")):
    """Return events as a dataset of NDJSON, as one of an array, and as one in memory."""
    lines = [msgspec.json.encode(each).decode().replace(*escape) for each in made]
    ways = [dataset_of("".join(f"{line}\n" for line in lines)), dataset_of(f"[{','.join(lines)}]")]
    return [replace(way, vocabulary=VOCABULARY) for way in (*ways, ways[1].in_memory())]


@given(st.lists(events(), max_size=4), queries)
def test_a_query_finds_the_same_events_in_lines_and_arrays_as_in_memory(made, query):
    made, query = [FIRST, *numbered(made)], query.replace("id:", "kind:")
    found = [
        list(ask(Context(dataset, TODAY), query).events()) for dataset in read_in_every_way(made)
    ]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("query", "found"), [("status:happened", "past"), ("when:overdue", "ahead")]
)
def test_a_status_that_is_not_given_can_be_asked_for(query, found):
    past, ahead = PLAIN | {"id": "past"}, PLAIN | {"id": "ahead", "date": "2999"}
    for text in (f"{to_json(past)}\n{to_json(ahead)}", to_json([past, ahead])):
        assert ids(ask(Context(dataset_of(text), date(3000, 1, 1)), query).events()) == found


# Words as they are typed, and pieces of text that show, fold to or only resemble them.
TYPED = st.sampled_from(
    ("draft", "office", "kg", "ratify", "联合国", "Russia", "first", "draft ratify")
)
WRITTEN = [
    "draft", "DRAFTS", "Ｄｒａｆｔ", "dráft", "dra\u0301ft", "𝐝𝐫𝐚𝐟𝐭", "ⓓraft", "dra", "ft", "office", "oﬃce", "Oﬀice",
    "ratification", "ratified", "kg", "㎏", "联合国", "聯合國", "联合", "国", "L’eau", "·", "，", "“", '"', "\n", " ", " ", "é",
]  # fmt: skip
titles = st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=3).map("".join)


def complete_in(dataset, typed):
    """Return the ids of the events of which one statement has all words; of a stream only these
    need be decoded.
    """
    try:
        return sorted(found.id for found in search(dataset, typed, TODAY).complete)
    except UsageError:
        return None


@given(
    st.lists(titles, min_size=5, max_size=9),
    TYPED,
    st.sampled_from((("", ""), ("r", r"\u0072"), ("国", r"\u56fd"), ("é", r"\u00E9"))),
)
def test_a_search_finds_the_same_events_however_words_are_written(titles, typed, escape):
    made = [
        FIRST,
        *(event(f"event-{n}", title={"en": f"A {title}"}) for n, title in enumerate(titles)),
    ]
    lines, array, in_memory = read_in_every_way(made, escape)
    assert complete_in(lines, typed) == complete_in(array, typed) == complete_in(in_memory, typed)


@given(st.lists(events(), max_size=4), texts)
def test_a_search_finds_the_same_events_in_lines_and_arrays_as_in_memory(made, typed):
    lines, array, in_memory = read_in_every_way([FIRST, *numbered(made)])
    assert complete_in(lines, typed) == complete_in(array, typed) == complete_in(in_memory, typed)
