"""Events of NDJSON and arrays that need not be decoded in full: their tests rule out none that matches."""

import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small import DOCUMENT, PLAIN, TODAY, dataset_of, event, ids, numbered, search_terms, terms, to_json
from strategies import events, queries, texts

from ahc_cli.ask.language import parse
from ahc_cli.ask.match import line_test, short_test
from ahc_cli.ask.query import Context
from ahc_cli.ask.question import ask
from ahc_cli.ask.search import find_hits as search
from ahc_cli.ask.terms import Word
from ahc_cli.data.load import Short
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary

VOCABULARY = dataset_of(to_json(DOCUMENT)).vocabulary
CONTEXT = Context(VOCABULARY, TODAY, whole=False)
SHORT = {
    "session": Short("a", "2022-05", "session", "happened", place="vienna"),
    "letter": Short("b", "2024", "letter", "scheduled"),
}
SHORT_TESTS = {
    # a query → which of the short events can match, or None if all can, whatever they are
    "kind:session": "session",
    "kind:session surveillance": "session",
    "kind:session and surveillance": "session",
    "not kind:session": "letter",
    "not kind:session calm": "letter",
    "place:vienna": "session",
    "when:upcoming": "letter",
    "since:2023": "letter",
    "2022": "session",
    "id:b": "letter",
    "kind:session or place:vienna calm": "session",
    "kind:letter or kind:session": "session letter",
    "kind:decision": "",
    "(calm or kind:letter) status:scheduled": "letter",
    "not (kind:session or place:vienna)": "letter",
    "surveillance": None,
    "actor:russia": None,
    "kind:session or surveillance": None,
    "not surveillance": None,
    "not (kind:session surveillance)": None,
    "not (kind:session or surveillance)": None,
    "not not calm": None,
}


@pytest.mark.parametrize(("query", "expected"), SHORT_TESTS.items(), ids=SHORT_TESTS)
def test_the_short_fields_of_an_event_rule_it_out(query, expected):
    passes = short_test(parse(query, CONTEXT), TODAY)
    found = None if passes is None else " ".join(name for name, short in SHORT.items() if passes(short))
    assert found == expected


LINE_TESTS = {
    # a search → what lines of text can match, or None if any can
    "surveillance": ["Surveillance", "surveilled", "\\u0041", "é", "Ａ", "㎏"],
    "surveillance police": ["Surveillance", "surveilled", "the police", "\\u0041", "é", "Ａ", "㎏"],
    "Hanoi": None,
    "session": None,
    "votes": None,
    "surveillance votes": None,
    "149": None,
    "会": None,
    '"two words"': None,
}
LINES = [
    "Surveillance",
    "surveilled",
    "the police",
    "quiet",
    "第一届会议，2022年",
    "“calm” – it’s",
    "\\u0041",
    "é",
    "Ａ",
    "㎏",
    "\\n",
]


@pytest.mark.parametrize(("typed", "expected"), LINE_TESTS.items(), ids=LINE_TESTS)
def test_the_bytes_of_a_line_rule_it_out_unless_they_may_fold_to_other_letters(typed, expected):
    words = [Word(typed.strip('"'), quoted=True)] if '"' in typed else map(Word, typed.split())
    passes = line_test([search_terms(list(words), VOCABULARY)])
    found = None if passes is None else [line for line in LINES if passes(f'{{"title": "{line}"}}'.encode())]
    assert found == expected


def test_a_line_with_the_id_of_a_name_passes():
    names = Vocabulary(actors={"eff": VOCABULARY.actors["eff"]}, topics={})
    passes = line_test([terms([Word("frontier")], names)])
    assert [passes(line) for line in (b'{"body": "eff"}', b'{"title": "A frontier"}', b'{"body": "hrw"}')] == [
        True,
        True,
        False,
    ]


def test_every_character_that_folds_to_a_latin_letter_passes():
    passes = line_test([terms([Word("zzz")], Vocabulary())])
    codes = (code for code in range(0x80, 0x20000) if not 0xD800 <= code <= 0xDFFF)
    missed = [chr(code) for code in codes if any(char.isascii() and char.isalnum() for char in fold(chr(code))) and not passes(chr(code).encode())]  # fmt: skip
    assert missed == []


def as_lines(made):
    """Return events as a dataset of NDJSON."""
    lines = b"".join(msgspec.json.encode(each) + b"\n" for each in made)
    return replace(dataset_of(lines), vocabulary=VOCABULARY)


def as_array(made):
    return replace(dataset_of(msgspec.json.encode(made)), vocabulary=VOCABULARY)


def in_memory(made):
    return as_array(made).in_memory()


FIRST = event("first", title={"en": "First"})


@given(st.lists(events(), max_size=4), queries)
def test_a_query_finds_the_same_events_in_lines_and_arrays_as_in_memory(made, query):
    made, query = [FIRST, *numbered(made)], query.replace("id:", "kind:")
    found = [list(ask(read(made), query, TODAY).events()) for read in (as_lines, as_array, in_memory)]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(("query", "found"), [("status:happened", "past"), ("when:overdue", "ahead")])
def test_a_status_that_is_not_given_can_be_asked_for(query, found):
    past, ahead = PLAIN | {"id": "past"}, PLAIN | {"id": "ahead", "date": "2999"}
    for text in (f"{to_json(past)}\n{to_json(ahead)}", to_json([past, ahead])):
        assert ids(ask(dataset_of(text), query, date(3000, 1, 1)).events()) == found


@given(st.lists(events(), max_size=4), texts, st.booleans())
def test_a_search_finds_the_same_events_in_lines_and_arrays_as_in_memory(made, typed, escaped):
    made = [FIRST, *numbered(made)]
    wanted = [search_terms([Word(word) for word in typed.split()] or [Word("draft")], VOCABULARY)]
    given = [as_lines(made), as_array(made)]
    if escaped:
        texts = [json.dumps(msgspec.to_builtins(each)) for each in made]
        ways = ("\n".join(texts), f"[{','.join(texts)}]")
        given = [replace(dataset_of(way), vocabulary=VOCABULARY) for way in ways]
    in_memory = ids(hit.event for hit in search(made, wanted).hits)
    for dataset in given:
        found = search(ask(dataset, "", TODAY).events(line_test(wanted)), wanted)
        assert ids(hit.event for hit in found.hits) == in_memory


# Words as they are typed, and pieces of text that show, fold to or only resemble them.
TYPED = ("draft", "office", "kg", "ratify", "联合国")
WRITTEN = [
    "draft", "DRAFTS", "Ｄｒａｆｔ", "dráft", "dra\u0301ft", "𝐝𝐫𝐚𝐟𝐭", "ⓓraft", "dra", "ft", "office", "oﬃce", "Oﬀice",
    "ratification", "ratified", "kg", "㎏", "联合国", "聯合國", "联合", "国", "L’eau", "·", "，", "“", '"', "\n", " ", " ", "é",
]  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=3).map("".join), min_size=5, max_size=9),
    st.sampled_from(TYPED),
    st.sampled_from((("", ""), ("r", r"\u0072"), ("国", r"\u56fd"), ("é", r"\u00E9"))),
)
def test_a_search_finds_the_same_events_however_words_are_written(titles, typed, escape):
    made = [event(f"event-{n}", title={"en": f"A {title}"}) for n, title in enumerate(titles)]
    wanted = [search_terms([Word(typed)], VOCABULARY)]
    in_memory = ids(hit.event for hit in search(made, wanted).hits)
    lines = b"\n".join(map(msgspec.json.encode, [FIRST, *made])).decode().replace(*escape)
    for text in (lines, f"[{lines.replace(chr(10), ',')}]"):
        dataset = replace(dataset_of(text), vocabulary=VOCABULARY)
        found = search(ask(dataset, "", TODAY).events(line_test(wanted)), wanted)
        assert ids(hit.event for hit in found.hits) == in_memory
