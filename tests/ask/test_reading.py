"""Bare words of a query: names, values that need no field, dates, and words to look for."""

import pytest
from small import DOCUMENT, TODAY, dataset_of, to_json

from ahc_cli.ask.language import parse_with_readings
from ahc_cli.ask.query import Contains, Context, Is
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import conditions, read_bare
from ahc_cli.ask.terms import Word, entity, word_term
from ahc_cli.model.dates import parse as date
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Actor, Text
from ahc_cli.model.vocabulary import Vocabulary

DATASET = dataset_of(to_json(DOCUMENT))
CONTEXT = context_of(DATASET, TODAY)


def has(field, *values):
    return Is(field, (frozenset(values),))


def on(text):
    return Is("date", (date(text),))


def name(table, id_):
    return Contains((entity([(table, id_)], DATASET.vocabulary),))


def word(text):
    return Contains((word_term(Word(text), DATASET.vocabulary),))


MEETINGS = has("kind", "session", "consultation")
READ = {
    # bare words → what each means
    "surveillance": [("surveillance", word("surveillance"))],
    "sessions": [("sessions", has("kind", "session"))],
    "SESSION": [("SESSION", has("kind", "session"))],
    "meetings vienna": [("meetings", MEETINGS), ("vienna", has("place", "vienna"))],
    "New York": [("New York", has("place", "new-york"))],
    "Human Rights Watch letters": [("Human Rights Watch", name("actor", "hrw")), ("letters", has("kind", "letter"))],
    "human rights": [("human rights", name("topic", "safeguards"))],
    "RU": [("RU", name("actor", "russia"))],
    "drafts RU": [("drafts", has("series", "text")), ("RU", name("actor", "russia"))],
    "ru drafts": [("ru", word("ru")), ("drafts", has("series", "text"))],
    "votes": [("votes", has("has", "votes"))],
    "vote attendance": [("vote", has("has", "votes")), ("attendance", has("has", "attendance"))],
    "ratifications": [("ratifications", has("kind", "ratification"))],
    "signatories": [("signatories", has("role", "signatory"))],
    "upcoming": [("upcoming", has("when", "upcoming"))],
    "scheduled": [("scheduled", has("status", "scheduled"))],
    "happened": [("happened", word("happened"))],
    "online": [("online", word("online"))],
    "会议": [("会议", MEETINGS)],
    "信函 维也纳": [("信函", has("kind", "letter")), ("维也纳", has("place", "vienna"))],
    "即将": [("即将", has("when", "upcoming"))],
    "the talks in Vienna": [("talks", word("talks")), ("Vienna", has("place", "vienna"))],
    "what is the": [("what", word("what")), ("is", word("is")), ("the", word("the"))],
    "俄罗斯签署": [("俄罗斯", name("actor", "russia")), ("签署", has("kind", "signature"))],
    "2022年3月维也纳会议": [("2022年3月", on("2022-03")), ("维也纳", has("place", "vienna")), ("会议", MEETINGS)],
    "在维也纳": [("维也纳", has("place", "vienna"))],
    "南俄罗斯签署": [("南俄罗斯签署", word("南俄罗斯签署"))],
    "俄罗斯的雪": [("俄罗斯的雪", word("俄罗斯的雪"))],
    "第一届": [("第一届", word("第一届"))],
    "自2022年的会议": [("自2022年", on("2022/..")), ("会议", MEETINGS)],
    "2022年第一季度会议": [("2022年第一季度", on("2022-01/2022-03")), ("会议", MEETINGS)],
    "2022年3月至5月的会议": [("2022年3月至5月", on("2022-03/2022-05")), ("会议", MEETINGS)],
    "2022年或2023年": [("2022年或2023年", word("2022年或2023年"))],
    "非维也纳": [("非维也纳", word("非维也纳"))],
    "俄罗斯反对": [("俄罗斯", name("actor", "russia")), ("反对", word("反对"))],
    "article 24": [("article 24", word("article 24"))],
    "articles 24": [("article 24", word("article 24"))],
    "Art. 24": [("article 24", word("article 24"))],
    "art 24 talks": [("article 24", word("article 24")), ("talks", word("talks"))],
}


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=READ)
def test_bare_words_are_names_values_or_words_to_look_for(text, expected):
    assert list(read_bare([Word(part) for part in text.split()], CONTEXT)) == expected


def test_a_name_can_contain_function_words():
    council = Vocabulary(actors={"coe": Actor("regional", Text(en="Council of Europe"))})
    found = list(read_bare([Word(part) for part in ["the", "Council", "of", "Europe"]], Context(council, TODAY)))
    assert found == [("Council of Europe", Contains((entity([("actor", "coe")], council),)))]


def test_a_quoted_word_is_looked_for_unless_it_is_a_name():
    for text, expected in (("sessions", word("sessions")), ("会议", word("会议")), ("2022", word("2022"))):
        assert list(read_bare([Word(text, quoted=True)], CONTEXT)) == [(text, expected)]
    assert list(read_bare([Word("New York", quoted=True)], CONTEXT)) == [("New York", has("place", "new-york"))]


def test_every_word_for_a_condition_stands_for_a_value_of_a_field():
    wrong = [
        (word, condition)
        for word, condition in conditions().items()
        for value in condition.values[0]
        if FIELDS[condition.field].choices and value not in FIELDS[condition.field].choices
    ]
    assert wrong == []


def test_the_readings_of_a_query_are_what_its_bare_words_mean():
    _, readings = parse_with_readings("surveillance sessions vienna kind:letter 2022", CONTEXT)
    assert readings == [
        ("surveillance", word("surveillance")),
        ("sessions", has("kind", "session")),
        ("vienna", has("place", "vienna")),
    ]
