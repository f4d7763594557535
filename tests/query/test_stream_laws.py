"""Events of NDJSON and arrays that need not be decoded in full: their tests rule out none that
matches.
"""

import json
from datetime import date
from itertools import chain
from pathlib import Path
from runpy import run_path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shared import bundled, fewer_examples, sampled, slow
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
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.names import NameIndex
from ahc_cli.query.prefilter import line_test, short_test
from ahc_cli.query.question import ask
from ahc_cli.query.terms import Term, term_of

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
    """Return the texts whose JSON may have what is typed, as a word or as a name; None if any may."""
    names = NameIndex(dataset_with(vocabulary=vocabulary))
    tokens = [Token(word, tags=names.lookup(word)) for word in typed.split()]
    passes = line_test([term_of(token, names, widened=True) for token in tokens])
    return passes and [line for line in lines if passes(f'"{line}"'.encode())]


LINES = [
    "Surveillance", "surveilled", "\\u0053urveilled", "Ｓurvéilled", "surve\u0301il", "the police", "é", "Ａ", "㎏",
    "“calm” – it’s", "第一届会，2022年", "第一屆會", "第一届\\u6703", "Hà Nội", "河內", "a\\/1", "Ａ／①",
]  # fmt: skip
LINE_TESTS = {
    # a search → what lines of text can match
    "surveillance": LINES[:5],
    "surveillance police": [],
    "Hanoi": ["Hà Nội", "河內"],
    "会": ["第一届会，2022年", "第一屆會", "第一届\\u6703"],
    "A/1": ["a\\/1", "Ａ／①"],
    '"': None,
}


@pytest.mark.parametrize(("typed", "expected"), LINE_TESTS.items(), ids=LINE_TESTS)
def test_the_json_of_an_event_rules_it_out_as_a_text_would(typed, expected):
    assert lines_passing(typed, LINES) == expected


NEEDLES = ["sphinx of black quartz", "judge my vow", "a/res/74/247", "(1)", "3,960.5-8", "跨境", "联合国", "令和", "第24条"]  # fmt: skip


@pytest.mark.parametrize("needle", sampled(NEEDLES))
def test_every_character_that_folds_to_a_part_of_a_word_passes_also_escaped(needle):
    passes = line_test([Term(Token(needle), needles=(needle,))])
    missed = []
    for char in map(chr, chain(range(0x80, 0xD800), range(0xE000, 0x30000))):
        for text in written_with(char, needle):
            for escaped in (False, True):
                line = json.dumps({"en": f"A {text}."}, ensure_ascii=escaped).encode()
                if not passes(line):
                    missed.append(text)
    assert missed == []


def written_with(char, needle):
    """Yield the ways to write a needle with a character that folds to a part of it."""
    folded = fold(char)
    if not folded:
        yield needle[:1] + char + needle[1:]
    elif needle in folded:
        yield char
    elif not set(needle).isdisjoint(folded):
        if folded in needle:
            yield needle.replace(folded, char, 1)
        for length in range(1, len(folded)):
            if needle.startswith(folded[-length:]):
                yield char + needle[length:]
            if needle.endswith(folded[:length]):
                yield needle[:-length] + char


FIRST = event("first", title={"en": "First"})


def read_in_every_way(made, escape=("", "")):
    """Return events as a dataset of NDJSON, as one of an array, and as one in memory."""
    lines = [msgspec.json.encode(each).decode().replace(*escape) for each in made]
    ways = [dataset_of("".join(f"{line}\n" for line in lines)), dataset_of(f"[{','.join(lines)}]")]
    return [replace(way, vocabulary=VOCABULARY) for way in (*ways, ways[1].in_memory())]


@fewer_examples
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


@fewer_examples
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


@fewer_examples
@given(st.lists(events(), max_size=4), texts)
def test_a_search_finds_the_same_events_in_lines_and_arrays_as_in_memory(made, typed):
    lines, array, in_memory = read_in_every_way([FIRST, *numbered(made)])
    assert complete_in(lines, typed) == complete_in(array, typed) == complete_in(in_memory, typed)


AWKWARD = [
    {"title": {"en": "Sürveillance of borders", "zh": "跨境監控"}},
    {"title": {"en": "ＳＵＲＶＥＩＬＬＥＤ", "zh": "聯合國第二十四條"}, "summary": {"en": "The oﬃce weighs ㎏ №5"}},
    {"title": {"en": 'A "quoted\\word"', "zh": "㋿元年"}, "facts": [{"text": {"en": "path/to \t tab\nline"}, "sources": []}]},
    {"title": {"en": "Hà Nội – the Ⅳth 𝐝𝐫𝐚𝐟𝐭", "zh": "河內"}, "place": "hanoi"},
    {"title": {"en": "Plain"}, "actors": [{"actor": "russia", "role": "speaker"}], "kind": "letter"},
    {"title": {"en": "Vote"}, "votes": [{"motion": {"en": "To close"}, "yes": 79, "no": 60, "abstain": 33, "result": "rejected"}]},
    {"title": {"zh": "白俄羅斯"}, "positions": [{"actors": ["eff"], "stance": "opposes", "text": {"zh": "個人數據"}}]},
    {"title": {"en": "ﬀ ligatures, dra\u0301ft"}, "documents": [{"symbol": "A/RES/74/247"}], "topics": ["safeguards"]},
    {"title": {"en": "Binding"}, "facts": [{"text": {"en": "It binds"}, "sources": [], "articles": [24]}]},
    {"title": {"en": "Ahead", "zh": "未來"}, "date": "2999", "status": "scheduled"},
]  # fmt: skip
SEARCHES = [
    "surveillance", "surveilled", "跨境", "监控", "監控", "联合国", "第24条", "第二十四条", "office", "kg", "quoted", '"quoted"', "path", "令和", "tab",
    "Hanoi", "河内", "draft", "Russia", "俄罗斯", "白俄罗斯", "79-60-33", "60", "EFF", "opposes", "个人数据", "A/RES/74/247", "human rights", "article 24", "scheduled",
]  # fmt: skip


@pytest.mark.parametrize("ascii_only", [False, *slow(True)])
def test_searches_of_awkward_texts_find_the_same_events_in_lines_as_in_memory(ascii_only):
    made = [event(f"awkward-{n}", **given) for n, given in enumerate(AWKWARD)]
    plain = [msgspec.to_builtins(each) for each in made]
    lines = "\n".join(json.dumps(each, ensure_ascii=ascii_only) for each in plain)
    found = {}
    for typed in SEARCHES:
        streamed = replace(dataset_of(lines), vocabulary=VOCABULARY)
        found[typed] = complete_in(streamed, typed)
        in_memory = replace(dataset_of(lines), vocabulary=VOCABULARY).in_memory()
        assert found[typed] == complete_in(in_memory, typed), typed
    assert all(found.values())


GENERATED = [
    "surveillance", "跨境", "電子證據", "Russia", "human rights", "A/AC.291/22", "Russia 公约", "第一届",
]  # fmt: skip


@pytest.mark.slow
def test_searches_of_generated_events_find_the_same_in_lines_as_in_memory(tmp_path):
    bench = Path(__file__).parents[2] / "bench" / "events.py"
    record = msgspec.json.decode(msgspec.json.encode(bundled().events))
    _array, lines = run_path(str(bench))["Maker"](record).write(tmp_path, 10_000)
    text = lines.read_bytes()
    in_memory = dataset_of(text).in_memory()
    for typed in GENERATED:
        assert complete_in(dataset_of(text), typed) == complete_in(in_memory, typed), typed
