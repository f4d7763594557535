"""Bare words of a query: names, values that need no field, dates, and words to look for."""

import pytest
from small import DOCUMENT, TODAY, dataset_of, event, to_json

from ahc_cli.ask.language import parse_with_readings
from ahc_cli.ask.query import Contains, Context, Is
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import conditions, read, without_ignored
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


def name(table, id_, typed):
    return Contains((entity([(table, id_)], DATASET.vocabulary, typed),))


def word(text):
    return Contains((word_term(Word(text), DATASET.vocabulary),))


def read_bare(words, context):
    """Read words as a query does: what each means, with its text."""
    readings = without_ignored(read(words, context, cut="if known"), values=True)
    return [(each.text, each.query(context)) for each in readings]


MEETINGS = has("kind", "session", "consultation")
READ = {
    # bare words → what each means
    "surveillance": [("surveillance", word("surveillance"))],
    "sessions": [("sessions", has("kind", "session"))],
    "SESSION": [("SESSION", has("kind", "session"))],
    "meetings vienna": [("meetings", MEETINGS), ("vienna", has("place", "vienna"))],
    "New York": [("New York", has("place", "new-york"))],
    "Human Rights Watch letters": [
        ("Human Rights Watch", name("actor", "hrw", "Human Rights Watch")),
        ("letters", has("kind", "letter")),
    ],
    "human rights": [("human rights", name("topic", "safeguards", "human rights"))],
    "uncertain facts": [("uncertain", has("confidence", "weak"))],
    "which dates are uncertain": [("uncertain", has("precision", "month", "year", "range"))],
    "日期不确定": [("不确定", has("precision", "month", "year", "range"))],
    "RU": [("RU", name("actor", "russia", "RU"))],
    "drafts RU": [("drafts", has("series", "text")), ("RU", name("actor", "russia", "RU"))],
    "ru drafts": [("ru", word("ru")), ("drafts", has("series", "text"))],
    "drafts ru": [("drafts", has("series", "text")), ("ru", word("ru"))],
    "Russia's drafts": [("Russia's", name("actor", "russia", "Russia's")), ("drafts", has("series", "text"))],
    "russias drafts": [("russias", name("actor", "russia", "russias")), ("drafts", has("series", "text"))],
    "new-york": [("new-york", has("place", "new-york"))],
    "1400 talks 1900": [("1400", word("1400")), ("talks", word("talks")), ("1900", on("1900"))],
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
    "俄罗斯签署": [("俄罗斯", name("actor", "russia", "俄罗斯")), ("签署", has("kind", "signature"))],
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
    "俄罗斯反对": [("俄罗斯", name("actor", "russia", "俄罗斯")), ("反对", word("反对"))],
    "letters after session-2": [
        ("letters", has("kind", "letter")),
        ("after session-2", Is("since", (date("2022-06-11/.."),))),
    ],
    "before the second session": [("before the second session", Is("until", (date("../2022-05-29"),)))],
    "until session-2": [("until session-2", Is("until", (date("2022-05-30/2022-06-10"),)))],
    "since Hanoi": [("since Hanoi", Is("since", (date("2025-10-25/.."),)))],
    "after Vienna": [("Vienna", has("place", "vienna"))],
    "after": [("after", word("after"))],
    "article 24": [("article 24", word("article 24"))],
    "articles 24": [("article 24", word("article 24"))],
    "Art. 24": [("article 24", word("article 24"))],
    "art 24 talks": [("article 24", word("article 24")), ("talks", word("talks"))],
}


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=READ)
def test_bare_words_are_names_values_or_words_to_look_for(text, expected):
    assert read_bare([Word(part) for part in text.split()], CONTEXT) == expected


BOUNDS = {
    # words before 2022 → the field, and the days if they are not those of the year
    "since from": ("since", "2022"),
    "after": ("since", "2023-01-01/.."),
    "until till by to 至 到": ("until", "2022"),
    "before": ("until", "../2021-12-31"),
    "自 从": ("date", "2022/.."),
}


@pytest.mark.parametrize(("words", "condition"), BOUNDS.items(), ids=BOUNDS)
def test_a_word_before_a_date_bounds_it(words, condition):
    field, period = condition
    for bound in words.split():
        (found,) = read([Word(bound), Word("2022")], CONTEXT)
        assert found.condition == Is(field, (date(period),))


def test_a_name_can_contain_function_words():
    council = Vocabulary(actors={"coe": Actor("regional", Text(en="Council of Europe"))})
    found = read_bare([Word(part) for part in ["the", "Council", "of", "Europe"]], Context(council, TODAY))
    assert found == [("Council of Europe", Contains((entity([("actor", "coe")], council, "Council of Europe"),)))]


def test_a_quoted_word_is_looked_for_unless_it_is_a_name():
    for text, expected in (("sessions", word("sessions")), ("会议", word("会议")), ("2022", word("2022"))):
        assert read_bare([Word(text, quoted=True)], CONTEXT) == [(text, expected)]
    assert read_bare([Word("New York", quoted=True)], CONTEXT) == [("New York", has("place", "new-york"))]


def test_every_word_for_a_condition_stands_for_a_value_of_a_field():
    wrong = [
        (word, condition)
        for word, condition in conditions().items()
        for value in condition.values[0]
        if FIELDS[condition.field].choices and value not in FIELDS[condition.field].choices
    ]
    assert wrong == []


def test_the_readings_of_a_query_are_what_its_bare_words_mean():
    _, readings = parse_with_readings("the surveillance sessions vienna kind:letter 2022", CONTEXT)
    assert [each.text for each in readings] == ["the", "surveillance", "sessions", "vienna", "2022"]
    assert [each.query(CONTEXT) for each in without_ignored(readings, values=True)] == [
        word("surveillance"), has("kind", "session"), has("place", "vienna"), on("2022"),
    ]  # fmt: skip


EVENTS = {
    # a name → the event that it means
    "session-2": "session-2",
    "session 2": "session-2",
    "second session": "session-2",
    "2nd session": "session-2",
    "第二届会议": "session-2",
    "第2届会议": "session-2",
    "75/282": "vote-2022",
    "A/RES/75/282": "vote-2022",
    "resolution 75/282": "vote-2022",
}


@pytest.mark.parametrize(("text", "expected"), EVENTS.items(), ids=EVENTS)
def test_an_event_is_named_by_its_id_title_or_document(text, expected):
    (found,) = read([Word(part) for part in text.split()], CONTEXT)
    assert (found.tags, found.names_event) == ((("event", expected),), True)


def test_a_title_can_be_given_without_the_body_that_it_starts_with():
    names = Vocabulary(
        actors={"ahc": Actor("un-body", Text(en="Ad Hoc Committee", zh="特设委员会"), aliases=("AHC", "特委会"))}
    )
    first = event("first", body="ahc", title={"en": "Ad Hoc Committee, first session", "zh": "特设委员会第一届会议"})
    for text in (
        "first session",
        "Ad Hoc Committee, first session",
        "AHC first session",
        "第一届会议",
        "特委会第一届会议",
    ):
        (found,) = read([Word(part) for part in text.split()], Context(names, TODAY, events=(first,)))
        assert found.tags == (("event", "first"),)


def test_a_name_and_a_year_are_not_the_event_with_that_id():
    context = Context(CONTEXT.vocabulary, TODAY, events=(event("hrw-2022"), event("votes-2022")))
    assert [each.text for each in read([Word("HRW"), Word("2022")], context)] == ["HRW", "2022"]
    assert [each.text for each in read([Word("votes"), Word("2022")], context)] == ["votes 2022"]


def test_what_a_reading_matches_is_the_event_and_the_texts_that_name_it():
    (found,) = read([Word("second"), Word("session")], CONTEXT)
    assert found.term(CONTEXT).tagged == {("event", "session-2")}
    assert {"second session", "第二届会议"} <= set(found.term(CONTEXT).needles)


def test_a_word_that_repeats_part_of_the_name_of_a_topic_says_nothing_more():
    for words, repeated in (("human rights safeguards", ["safeguards"]), ("rights human rights", ["rights"]),
                            ('human rights "safeguards"', []), ("safeguards", [])):  # fmt: skip
        typed = [Word(word.strip('"'), quoted='"' in word) for word in words.split()]
        found = [each.text for each in read(typed, CONTEXT) if each.is_ignored]
        assert (words, found) == (words, repeated)
    chinese = read([Word("人权与保障的保障")], CONTEXT, cut="always")
    assert [each.text for each in chinese if each.is_ignored] == ["的", "保障"]
