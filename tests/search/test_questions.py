"""The questions, which are data: their limits, that they name what there is, and four laws: nothing
is ignored, one thing is denied, a sentence says what was looked at, and the answer has the type
that is asked.
"""

import json
import re
from itertools import chain
from pathlib import Path
from pkgutil import get_data

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from query.test_line import RECORD, UNKNOWN, parts
from shared import TODAY, slow
from shared import bundled as bundled_dataset

from ahc_cli import load
from ahc_cli.answers.replies import FUNCTIONS
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.lexicon import lexicon
from ahc_cli.query.request import PLACE, Request
from ahc_cli.search.questions import Row, questions_of, rows

VOCABULARY = bundled_dataset().vocabulary
CONTEXT = Context(bundled_dataset(), TODAY)
# What a place in a row stands for, and something of that sort.
PLACES = {
    "{state}": ("Russia", "russia"),
    "{group}": ("ASEAN", "asean"),
    "{body}": ("the General Assembly", "unga"),
    "{actor}": ("EFF", "eff"),
    "{region}": ("Africa", "africa"),
    "{subregion}": ("Caribbean", "caribbean"),
    "{treaty}": ("UNTOC", "untoc"),
    "{provision}": ("article 4 of UNTOC", "untoc-4"),
    "{topic}": ("extradition", "extradition"),
    "{place}": ("Vienna", "vienna"),
    "{event}": ("74/247", "ga-74-247"),
    "{date}": ("2024", "2024"),
    "{article}": ("article 24", "24"),
    "{instrument}": ("the convention", "convention"),
    "{kind}": ("session", "session"),
    "{stance}": ("opposes", "opposes"),
    "{series}": ("text", "text"),
    "{has}": ("votes", "votes"),
    "{role}": ("speaker", "speaker"),
}
# What a row may have and its command need not: the only instrument, who takes its decisions, and
# the topic that has the name of a treaty.
KNOWN = {"{instrument}", "{body}"}


def first_asked(line, context=CONTEXT):
    return next(questions_of(split(line, context)[0], context.vocabulary), None)


def test_every_line_of_the_table_is_a_row_and_there_are_not_many():
    text = (get_data("ahc_cli", "search/questions.txt") or b"").decode()
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "always:"))]
    assert len(lines) == len(rows()) <= 165


def test_a_row_is_made_of_concepts_and_places_and_its_command_takes_only_these():
    for row in rows():
        concepts = {part.removeprefix("-") for part in row.parts if not PLACE.fullmatch(part)}
        places = {part for part in row.parts if PLACE.fullmatch(part)}
        assert concepts <= {*lexicon().words}
        assert places <= {*PLACES}
        assert {*re.findall(r"\{\w+\}", " ".join(row.request.typed))} <= places
        assert row.reply.partition(" ")[0] in {"", *FUNCTIONS}


def test_a_name_that_a_row_takes_is_in_its_command_or_is_told_to_its_reply():
    """Law 1: nothing is ignored."""
    for row in rows():
        if row.reply:
            continue
        allowed = KNOWN | ({"{topic}", "{treaty}", "{provision}"} if _is_of_treaty(row) else set())
        lost = {part for part in row.parts if PLACE.fullmatch(part)}
        assert {part for part in lost if part not in " ".join(row.request.typed)} <= allowed, row


def _is_of_treaty(row):
    return {"{treaty}", "{provision}"} & {*row.parts}


@given(st.lists(parts, min_size=1, max_size=5).map(" ".join))
def test_a_row_covers_every_telling_token(line):
    """Law 1: a token is a name or a value that the row has a place for, or has only concepts of
    the row.
    """
    tokens, _conditions = split(line, RECORD)
    for row in rows():
        asked = row.read(tokens, RECORD.vocabulary)
        if asked is None:
            continue
        placed = {*chain.from_iterable(asked.typed.values())}
        for token in filter(lambda token: token.telling, tokens):
            covered = token.concepts and {*row.parts}.issuperset(token.concepts)
            assert token.text in placed or covered
            assert not token.quoted


QUESTIONS = (
    "who signed {}",
    "哪些国家签署 {}",
    "when is the next session {}",
    "how many votes {}",
    "what does Russia want {}",
)


@given(st.sampled_from(QUESTIONS), st.sampled_from([each for each in UNKNOWN if each != "qx"]))
def test_a_line_with_an_unknown_word_asks_no_question_of_the_table(line, more):
    """Law 1: what no row covers is looked for, or the answer says that the record lacks it."""
    for typed in (line.format(more), f"{more} {line.format('')}"):
        assert first_asked(typed, RECORD) is None
    assert first_asked(line.format(""), RECORD)


@pytest.mark.parametrize("has_all_names", [True, *slow(False)])
def test_the_command_of_every_row_is_a_command_line_with_names_and_without(bundled, has_all_names):
    commands = set()
    for row in rows():
        either = "|".join(row.must).split("|")
        names = {part: PLACES[part] for part in either if PLACE.fullmatch(part)}
        names |= PLACES if has_all_names else {}
        asked = row.request.filled({place: [id_] * 3 for place, (_typed, id_) in names.items()})
        words = [*asked.typed]
        if words[0] == "compare":  # which needs different ones, or one that two share
            words[1:] = ["convention", "untoc"] if "convention" in words else ["russia", "china"]
        if words[0] == "diff":
            words[1:] = ["session-1", "session-2"]
        commands.add(tuple(words))
    ended = {words: bundled(*words) for words in sorted(commands)}
    assert {words: outcome for words, outcome in ended.items() if outcome.code not in (0, 1)} == {}


def _token(part):
    """Return a token that expresses a concept or stands in a place."""
    if not PLACE.fullmatch(part):
        return Token(part, concepts=(part,))
    (token, *_more), _conditions = split(PLACES[part][0], CONTEXT)
    return replace(token, text=part)


def test_no_two_rows_take_the_same_line_strictly():
    """What a row must have, and nothing besides, is what no other must have."""
    taken = []
    for row in rows():
        must = [part.split("|")[0] for part in row.must if not part.startswith("-")]
        tokens = list(map(_token, must))
        for other in rows():
            has_not = any(part.startswith("-") for part in (*row.must, *other.must))
            strict = Row(other.must, (), other.request)
            has_all = {*must} <= {*strict.parts}
            if other is not row and has_all and not has_not and strict.read(tokens, VOCABULARY):
                taken.append((row.must, other.must))
    assert taken == []


RIGHT = [
    # a line, the verdict, the value
    ("did russia vote for 75/282", "no", None),
    ("did germany vote against 74/247", "yes", None),
    ("did kiribati sign", "absent", None),
    ("is it in force", "no", None),
    ("how many articles are there", "value", 68),
    ("article 91", "absent", None),
    ("what does article 91 say", "absent", None),
    ("did england sign", "absent", None),
    ("netflix on extradition", "absent", None),
    ("when was it adopted", "value", "2024-12-24"),
    ("was it adopted by consensus", "yes", None),
    ("eff letter", None, None),
]


@pytest.mark.parametrize(("line", "verdict", "value"), RIGHT)
def test_a_verdict_is_of_a_closed_set_and_the_exit_code_follows_it(bundled, line, verdict, value):
    code, out, _err = bundled(*line.split(), "--json")
    said = json.loads(out)["answer"]
    assert (said and said["verdict"], said and said["value"]) == (verdict, value)
    if said:
        assert code == (0 if verdict in ("yes", "value") else 1)
        assert said["text"]["en"]
        assert said["text"]["zh"]


TYPES = [
    # what a line asks for, and what its value is
    ("how many {} voted for 74/247", int),
    ("which {} voted for 74/247", list),
    ("how many {} have signed", int),
    ("which {} have signed", list),
    ("how many {} signed in 2025", int),
    ("which {} signed in 2025", list),
]


@pytest.mark.parametrize("who", ["states", *slow("ASEAN members", "African states", "EU members")])
@pytest.mark.parametrize(("line", "type_"), TYPES)
def test_the_answer_has_the_type_that_is_asked(line, type_, who):
    """Law 4."""
    said = load().ask(line.format(who)).answer
    assert said
    assert isinstance(said.to_dict()["value"], type_)


WORDS = ["blockchain", "telepathy", "Netflix", "cryptography", "ransomware", "moon"]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_said_to_be_lacking_exactly_if_no_text_has_it(word):
    """Law 3."""
    reply = load().ask(f"what did Russia say on {word}").to_dict()
    texts = (Path(__file__).parents[2] / "data" / "events.json").read_text("utf-8").lower()
    is_said = f"does not mention '{word}'" in json.dumps(reply)
    assert is_said == (word.lower() not in texts)


def test_a_row_is_read_into_its_command_words_order_number_and_day():
    requests = [row.request for row in rows()]
    one = Request("list", ("kind:{kind}", "when:past", "{actor}"), reverse=True, limit=1)
    assert one in requests
    assert Request("show", ("{event}",), as_of="{date}") in requests


def test_a_word_of_several_values_stands_in_no_place():
    row = Row(("{kind}",), (), Request("list", ("kind:{kind}",)))
    one, several = Token("a", concepts=("kind:letter",)), Token("b", concepts=("kind:letter", "x"))
    assert row.read([one], VOCABULARY).request.typed == ["list", "kind:letter"]
    assert row.read([several], VOCABULARY) is None


@pytest.mark.parametrize(
    ("first", "second"), [("russia", "china"), ("united-states", "japan"), ("qatar", "india")]
)
def test_two_actors_are_each_replied_about(first, second):
    """The reply about two states has the sentences about each, and says yes only of both."""
    names = [VOCABULARY.label("actor", id_) for id_ in (first, second)]
    both = load().ask(f"did {names[0]} and {names[1]} sign").answer
    each = [load().ask(f"did {name} sign").answer for name in names]
    assert all(one.text.en in both.text.en for one in each)
    verdicts = {one.verdict for one in each}
    assert both.verdict == (verdicts.pop() if len(verdicts) == 1 else "value")


@pytest.mark.parametrize(
    ("period", "verdict"), [("by june 2026", "no"), ("in 2026", "yes"), ("by august 2026", "yes")]
)
def test_a_day_decides_whether_something_was_done_by_then(period, verdict):
    assert load().ask(f"did Canada sign {period}").answer.verdict == verdict
