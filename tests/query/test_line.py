"""The line: what is typed, cut once into tokens, of which nothing that says something is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import cpu_at_most
from small import (
    DOCUMENT,
    INSTRUMENT,
    TODAY,
    dataset_of,
    dataset_with,
    event,
    of_no_event,
    parsed,
    to_json,
)

from ahc_cli.errors import UsageError
from ahc_cli.model.dates import Date
from ahc_cli.model.statements import statements
from ahc_cli.model.text import fold
from ahc_cli.query.algebra import Contains, Is, condition, leaves
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import parse, split
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.line import is_list, read
from ahc_cli.query.terms import contains, term_of
from ahc_cli.search.ranking import rank

RECORD = Context(dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT})), TODAY)


def written(token):
    """Write a token with what it means: a name as [id], a date as <EDTF>, concepts as {…}, a stop word
    as (…).
    """
    if token.quoted:
        return f'"{token.text}"'
    if token.period:
        return f"<{token.period.text}>"
    if token.tags:
        return "[" + "|".join(sorted(id_ for _table, id_ in token.tags)) + "]"
    if token.concepts:
        return "{" + "|".join(token.concepts) + "}"
    return f"({token.text})" if token.stop else token.text


TOKENS = {
    # a line → its tokens
    "a word": ("surveillance", "surveillance"),
    "a name of several words": ("the Russian Federation’s talks", "(the) [russia] {negotiate}"),
    "the longest name": ("Human rights and safeguards", "[safeguards]"),
    "a name in another": ("Human Rights Watch on human rights", "[hrw] (on) [safeguards]"),
    "a title": ("first session of the committee", "[session-1] (of) (the) committee"),
    "the longest name in Chinese": ("白俄罗斯和俄罗斯", "[belarus] (和) [russia]"),
    "a name and a title in Chinese": ("俄罗斯第二届会议", "[russia] [session-2]"),
    "a word with a name in it": ("发展中国家", "{develop}"),
    "a symbol": ("A/RES/75/282 and 75/282", "[vote-2022] (and) [vote-2022]"),
    "a code in capitals or not": ("the US told us", "(the) [united-states] told [united-states]"),
    "a window": ("vienna [2022-02..2022-05]", "[vienna] <[2022-02..2022-05]>"),
    "early and late in a year": ("vienna late 2022", "[vienna] <2022-09/2022-12>"),
    "another actor than the one in its name": (
        "did West Russia, 西俄罗斯",
        "(did) West Russia 西俄罗斯",
    ),
    "a direction apart from a name": ("north, Russia 北，俄罗斯", "north [russia] 北 [russia]"),
    "a date of several words": ("since March 2022 in Vienna", "<2022-03/..> (in) [vienna]"),
    "a date of eight words": (
        "between 28 February 2022 and 11 March 2022",
        "<2022-02-28/2022-03-11>",
    ),
    "a date in English": ("9 Jan 2023 sessions", "<2023-01-09> {kind:session}"),
    "a date of ten words": (
        "from 28th of February 2022 to 11th of March 2022",
        "<2022-02-28/2022-03-11>",
    ),
    "an open date": ("sessions 2022..", "{kind:session} <2022/..>"),
    "an open date in Chinese": ("会议 2022年5月..", "{kind:session,consultation} <2022-05/..>"),
    "a range in Chinese": ("届会 2022年..2023年9月", "{kind:session} <2022/2023-09>"),
    "a range of which the first year is bare": (
        "2022..2023年9月 维也纳",
        "<2022/2023-09> [vienna]",
    ),
    "a day until which": ("signed as of 26 Oct 2025.", "{role:signatory} <../2025-10-26>"),
    "a date in Chinese": ("自 2025年 签署", "<2025/..> {role:signatory|kind:signature}"),
    "a date in a run": ("2022年的会议", "<2022> (的) {kind:session,consultation}"),
    "a year and a number": ("1899 1900 150", "1899 <1900> 150"),
    "a value, singular or plural": ("letter Sessions", "{kind:letter} {kind:session}"),
    "a value in Chinese": ("届会表决", "{kind:session} {has:votes}"),
    "a concept of several words": ("enter into force", "{force}"),
    "a concept by its stem": ("negotiating postponements", "{negotiate} {postpone}"),
    "words that only ask": ("who wants what", "{who} {want} {what}"),
    "a word with two concepts": ("hackers", "{attack|researcher}"),
    "stop words": ("what was it about", "{what} (was) (it) (about)"),
    "marks": ("“talks”, (calm)! – x…", "{negotiate} calm x…"),
    "full-width letters": ("Ｖｉｅｎｎａ ｃａｌｍ", "[vienna] ｃａｌｍ"),
}


@pytest.mark.parametrize(("line", "expected"), TOKENS.values(), ids=TOKENS)
def test_a_line_is_cut_into_names_dates_values_concepts_and_words(line, expected):
    assert " ".join(map(written, read(line, RECORD))) == expected


def test_a_quoted_text_is_one_token_that_means_nothing_else():
    tokens, _conditions = split('"first session" “俄罗斯 2022” Russia', RECORD)
    assert " ".join(map(written, tokens)) == '"first session" "俄罗斯 2022" [russia]'
    assert [token.telling for token in tokens] == [True, True, True]


def test_a_run_is_cut_into_the_parts_that_texts_have_whatever_stands_between_them():
    context = Context(dataset_with(event(summary={"zh": "平静。清单。"})), TODAY)
    for line in ("平静甲清单", "平静甲乙清单", "甲平静清单"):
        assert " ".join(map(written, read(line, context))) == "平静 清单"
    assert " ".join(map(written, read("甲平静", context))) == "甲平静"


def test_a_run_stands_in_the_record_if_a_text_or_a_name_has_it():
    context = Context(dataset_with(event(), vocabulary=RECORD.vocabulary), TODAY)
    assert [run for run in ("维也纳", "观察", "平静") if context.stands(run)] == ["维也纳", "观察"]


def test_the_longest_phrase_is_as_long_in_chinese_numerals():
    context = Context(dataset_with(event("session-24", title={"zh": "第24届会议"})), TODAY)
    assert " ".join(map(written, read("第二十四届会议", context))) == "[session-24]"


RUNS = {
    # a run of Chinese, where the texts have 网上监控, 能源 and 水电 only → its tokens
    "it stands in a text": ("网上监控", "网上监控"),
    "a part of what stands there": ("网上", "网上"),
    "one character": ("能", "能"),
    "it ends in a stop word": ("目的", "目的"),
    "it ends in two stop words beside a value": ("目的是会议", "目的 {kind:session,consultation}"),
    "cut at a stop word of two characters": ("能源关于网上", "能源 网上"),
    "no text has a part of it": ("数据跨境", "数据跨境"),
    "only one part is known": ("数据能源", "数据能源"),
    "two parts are known": ("网上数据能源", "网上 能源"),
    "single stop words at the ends": ("的能源了", "能源"),
    "single stop words at the ends of a longer word": ("的网上监控了", "网上监控"),
    "as few stop words as possible left out": ("是的水电了的", "的水电了的"),
    "single stop words within": ("能源的网上", "能源 网上"),
    "single stop words beside a name": ("俄罗斯的能源", "[russia] 能源"),
    "stop words alone": ("的了", "(的了)"),
    "a blank ends a run": ("网上 监控", "网上 监控"),
}


@pytest.mark.parametrize(("run", "expected"), RUNS.values(), ids=RUNS)
def test_a_run_of_chinese_is_a_word_if_a_text_has_it_and_else_cut(run, expected):
    texts = [
        event("a", title={"zh": "谈网上监控"}),
        event("b", title={"zh": "谈能源的目的"}),
        event("c", title={"zh": "是的水电、的水电了的"}),
    ]
    context = Context(dataset_with(*texts, vocabulary=RECORD.dataset.vocabulary), TODAY)
    assert " ".join(map(written, read(run, context))) == expected


STOP_RUNS = {
    # a line of stop words over and over, where the texts have 能源的目的 → its words
    "round a word": ("的" * 1000 + "雪山" + "了" * 1000, ["雪山"]),
    "round a word that a text has": ("的" * 1000 + "能源" + "的" * 1000, ["能源的"]),
    "round several words": ("在" * 1000 + "能源关于雪山" + "是" * 1000, ["能源", "雪山"]),
    "fifty times": (" ".join(["的" * 20 + "雪山" + "了" * 20] * 50), ["雪山"] * 50),
}


@pytest.mark.parametrize(("line", "expected"), STOP_RUNS.values(), ids=STOP_RUNS)
def test_a_run_of_stop_words_round_a_word_is_cut_in_two_seconds(line, expected):
    context = Context(dataset_with(event("a", summary={"zh": "谈能源的目的" * 5000})), TODAY)
    with cpu_at_most(2):
        tokens = list(read(line, context))
    assert [token.text for token in tokens] == expected


def test_tokens_know_where_they_stand_in_the_line():
    line = "the 白俄罗斯的雪山 in 9 Jan 2023"
    assert [line[token.at : token.at + len(token.text)] for token in read(line, RECORD)] == [
        token.text for token in read(line, RECORD)
    ]


# Parts of lines of every sort.
NAMES = (
    "Russia",
    "白俄罗斯",
    "human rights",
    "Vienna",
    "US",
    "first session",
    "75/282",
    "article 24",
    "公约",
    "纽约",
)
DATES = ("2022", "since March 2022", "9 Jan 2023", "2022年", "去年")
UNKNOWN = ("zzqq", "Ｚzqq7", "雪山", "数据跨境案", "qx", "“no such text”")
WORDS = sorted({*lexicon().concepts} - {"not"})  # an operator in a query
STOP = sorted(lexicon().stop - {"and", "or", "not"})
parts = st.one_of(*map(st.sampled_from, (NAMES, DATES, UNKNOWN, WORDS, STOP)))
lines = st.tuples(st.lists(parts, min_size=1, max_size=6), st.sampled_from((" ", ", ", "  "))).map(
    lambda of: of[1].join(of[0])
)


def missing_from(query, tokens):
    """Return the telling tokens that a query neither looks for nor has as a condition."""
    found = list(leaves(query))
    sought = {token.text for part in found if isinstance(part, Contains) for token in part.values}
    conditions = [
        (part.field, value) for part in found if isinstance(part, Is) for value in part.values
    ]

    def is_condition(token):
        asked = condition(token)
        field, codes = (asked.field, asked.values[0]) if isinstance(asked, Is) else ("", {None})
        ids = token.ids or {None}
        return any(
            value == token.period
            or (not isinstance(value, Date) and (ids <= value or (of == field and codes <= value)))
            for of, value in conditions
        )

    return [
        token
        for token in tokens
        if token.telling and token.text not in sought and not is_condition(token)
    ]


@given(lines)
def test_nothing_telling_vanishes_from_a_query(line):
    try:
        query, tokens = parse(line, RECORD)
    except UsageError:
        return
    assert missing_from(query, tokens) == []
    typed = [token for token in read(line, RECORD) if token.telling and "“" not in line]
    assert {token.text for token in typed} <= {token.text for token in tokens}


@given(lines)
def test_nothing_telling_vanishes_from_a_search_or_from_a_line_without_a_command(line):
    tokens, conditions = split(line, RECORD)
    telling = [token for token in tokens if token.telling]
    assert conditions == []
    if is_list(tokens):
        assert missing_from(parsed(line, RECORD), tokens) == []
    if not telling:
        return
    result = rank(RECORD, tokens)
    terms = [term_of(token, RECORD.query_names, widened=True) for token in telling]
    said = [each for event in RECORD.dataset.events for each in statements(event)]
    said += of_no_event(RECORD, line)
    unknown = {
        fold(term.token.run or term.token.text)
        for term in terms
        if not any(any(term.find(each)) for each in said)
    }
    assert {*map(fold, result.missing)} == unknown
    assert {found.id for found in result.events} == {
        event.id
        for event in RECORD.dataset.events
        if any(any(term.find(each)) for term in terms for each in statements(event))
    }
    assert all(contains(found, terms) for found in result.complete)


LISTS = {
    "2022 vienna": True,
    "sessions in 2022": True,
    "upcoming": True,
    "2022年的会议": True,
    "who met in 2022": False,
    "Russia 2022": False,
    "surveillance": False,
    "of the": False,
    '"2022"': False,
}


@pytest.mark.parametrize(("line", "expected"), LISTS.items(), ids=LISTS)
def test_a_line_of_nothing_but_dates_places_and_values_is_a_list(line, expected):
    assert is_list(split(line, RECORD)[0]) is expected


def test_full_width_digits_are_digits(bundled):
    """A Chinese keyboard may write 2022 in wide digits."""
    wide, narrow = (
        bundled("list", f"{year}年的会议", "-f", "ids") for year in ("２０２２", "2022")
    )
    assert wide == narrow
    assert wide.out
