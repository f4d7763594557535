"""Finding what a person names, for `show`."""

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace
from small import INSTRUMENT, TODAY, dataset_with, event

from ahc_cli.errors import NotFoundError
from ahc_cli.model.records import Actor, Text
from ahc_cli.model.vocabulary import Instrument
from ahc_cli.query.context import Context
from ahc_cli.query.names import Entity, NameIndex


@pytest.fixture(scope="module")
def finder(dataset):
    """The small dataset, with a second event that has the document of session-1, and an id of three
    words.
    """
    reprint = event(
        "reprint", documents=[{"symbol": "A/AC.291/7"}, {"symbol": "A/AC.291/22/Rev.1"}]
    )
    return NameIndex(replace(dataset, events=(*dataset.events, reprint, event("open-letter-2023"))))


FOUND = {
    "an id": (["session-2"], "session-2"),
    "an id in capitals": (["SESSION-2"], "session-2"),
    "an id with blanks for hyphens": (["session", "2"], "session-2"),
    "several words that are one name": (["Human", "Rights", "Watch"], "hrw"),
    "another name of a country": (["Russian", "Federation"], "russia"),
    "a code in any case": (["ru"], "russia"),
    "a title": (["second", "session"], "session-2"),
    "a title in Chinese": (["第二届会议"], "session-2"),
    "a title in Chinese with a digit": (["第2届会议"], "session-2"),
    "two things": (["session-2", "俄罗斯"], "session-2 russia"),
    "the same thing twice": (["hrw", "人权观察"], "hrw"),
    "a symbol of two events": (["A/AC.291/7"], "session-1 reprint"),
    "a symbol without A/RES/": (["75/282"], "vote-2022"),
    "the start of an id": (["draft"], "draft-2021"),
    "the start of an id with blanks": (["Open letter"], "open-letter-2023"),
    "the start of an id in capitals": (["VOTE"], "vote-2022"),
    "a place": (["Wien"], "vienna"),
    "a topic": (["human rights"], "safeguards"),
    "a source": (["un-report"], "un-report"),
}


@pytest.mark.parametrize(("names", "expected"), FOUND.values(), ids=FOUND)
def test_a_record_is_found_by_id_symbol_name_title_or_the_start_of_an_id(finder, names, expected):
    assert " ".join(found.id for found in finder.find_all(names)) == expected


def test_an_event_is_found_as_it_is_and_anything_else_with_its_table(finder, vocabulary):
    session, daily = finder.find_all(["session-2", "daily"])
    assert session == next(event for event in finder.dataset.events if event.id == "session-2")
    assert daily == Entity("source", "daily", vocabulary.sources["daily"])


ERRORS = {
    "the start of several ids": (
        ["session"],
        "'session' is ambiguous; did you mean session-1 or session-2 or session-3?",
    ),
    "the start of a symbol": (
        ["A/AC.291/22"],
        "nothing found for 'A/AC.291/22'; did you mean A/AC.291/22/Rev.1?",
    ),
    "two names, one of them unknown": (
        ["session-1", "zzqq"],
        "nothing found for 'session-1 zzqq'; did you mean session-1 or session-2 or session-3?",
    ),
    "a misspelt title": (
        ["secnd session"],
        "nothing found for 'secnd session'; did you mean Second session?",
    ),
    "a misspelt symbol": (
        ["A/RES/75/28"],
        "nothing found for 'A/RES/75/28'; did you mean A/RES/75/282?",
    ),
    "a misspelt name": (["Viena"], "nothing found for 'Viena'; did you mean Vienna?"),
    "a date": (["2022"], "nothing found for '2022'; try 'ahc list 2022'"),
    "words that say nothing": (
        ["of", "the"],
        "nothing found for 'of the'; try 'ahc search of the'",
    ),
    "an article that is not on record": (
        ["article 99"],
        "nothing found for 'article 99'; try 'ahc search article 99'",
    ),
}


@pytest.mark.parametrize(("names", "message"), ERRORS.values(), ids=ERRORS)
def test_an_unknown_or_ambiguous_name_is_an_error(finder, names, message):
    with pytest.raises(NotFoundError) as error:
        finder.find_all(names)
    assert str(error.value) == message


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_found_and_queries_share_an_index_unless_the_dataset_may_be_a_part(dataset, whole):
    context = Context(replace(dataset, whole=whole), TODAY)
    assert (context.query_names is context.index) == whole
    assert [event.id for event in context.index.find_all(["Third session"])] == ["session-3"]
    assert bool(context.query_names.lookup("Third session")) == whole


def test_at_most_six_candidates_are_named():
    many = NameIndex(dataset_with(*(event(f"talk-{i}") for i in range(1, 8))))
    with pytest.raises(
        NotFoundError,
        match=r"did you mean talk-1 or talk-2 or talk-3 or talk-4 or talk-5 or talk-6\?$",
    ):
        many.find_all(["talk"])


@pytest.mark.parametrize("name", ["session-3", "Third session", "75/282"])
def test_what_was_not_yet_known_on_a_day_is_told_from_what_is_unknown(dataset, name):
    day = date(2021, 12, 31)
    earlier = NameIndex(dataset.as_of(day), dataset)
    with pytest.raises(NotFoundError) as error:
        earlier.find_all([name])
    assert str(error.value) == f"'{name}' was not yet known on 2021-12-31"
    with pytest.raises(NotFoundError, match="nothing found for 'zzqq'"):
        earlier.find_all(["zzqq"])


INSTRUMENT_NAMES = {
    "a name": ("Vienna Convention", "instrument"),
    "an everyday name": ("the convention", "instrument"),
    "a Chinese name": ("公约", "instrument"),
    "its id": ("instrument", "instrument"),
    "an article": ("article 24", "article-24"),
    "an article in short": ("Art. 24", "article-24"),
    "an article in Chinese": ("第24条", "article-24"),
}


@pytest.mark.parametrize(("name", "expected"), INSTRUMENT_NAMES.values(), ids=INSTRUMENT_NAMES)
def test_the_instrument_and_its_articles_are_found_once_it_was_adopted(dataset, name, expected):
    names = replace(dataset.vocabulary, instrument=msgspec.convert(INSTRUMENT, Instrument))
    adopted = replace(dataset, vocabulary=names)
    assert [found.id for found in NameIndex(adopted).find_all([name])] == [expected]
    before = NameIndex(adopted.as_of(date(2022, 6, 9)))
    with pytest.raises(NotFoundError):
        before.find_all([name])


def test_an_article_is_found_with_its_record(dataset):
    instrument = msgspec.convert(INSTRUMENT, Instrument)
    finder = NameIndex(
        replace(dataset, vocabulary=replace(dataset.vocabulary, instrument=instrument))
    )
    assert finder.find_all(["article 24"]) == [
        Entity("article", "article-24", instrument.articles[0])
    ]
    assert finder.find_all(["the convention"]) == [Entity("instrument", "instrument", instrument)]


def test_a_topic_comes_before_an_article_of_the_same_title(dataset):
    article = {"number": 24, "title": {"en": "Human rights"}, "sources": ["un-report"]}
    instrument = msgspec.convert(INSTRUMENT | {"articles": [article]}, Instrument)
    finder = NameIndex(
        replace(dataset, vocabulary=replace(dataset.vocabulary, instrument=instrument))
    )
    assert [found.id for found in finder.find_all(["human rights"])] == ["safeguards"]


@pytest.fixture(scope="module")
def clause(dataset):
    """The small dataset with article 24, and an organization that is called like it."""
    clause = Actor("ngo", Text(en="ARTICLE 24", zh="第二十四条组织"))
    names = replace(
        dataset.vocabulary,
        instrument=msgspec.convert(INSTRUMENT, Instrument),
        actors=dataset.vocabulary.actors | {"article-24": clause},
    )
    return replace(dataset, vocabulary=names)


CALLED_LIKE_AN_ARTICLE = {
    "the id of the actor": ("article-24", "actor"),
    "its Chinese name": ("第24条组织", "actor"),
    "the article as a query has it": ("article:24", "article"),
    "the article in short": ("art. 24", "article"),
    "the article in Chinese": ("第二十四条", "article"),
    "the title of the article": ("Safeguards", "topic"),
}


@pytest.mark.parametrize(
    ("name", "table"), CALLED_LIKE_AN_ARTICLE.values(), ids=CALLED_LIKE_AN_ARTICLE
)
def test_an_actor_called_like_an_article_hides_it_nowhere(clause, name, table):
    (found,) = NameIndex(clause).find_all([name])
    assert found.table == table


@pytest.mark.parametrize("words", [["article 24"], ["ARTICLE", "24"], ["Article-24"]])
def test_of_an_actor_and_an_article_of_one_name_both_are_named(clause, words):
    with pytest.raises(NotFoundError) as error:
        NameIndex(clause).find_all(words)
    message = "is ambiguous; did you mean article-24 or article:24?"
    assert str(error.value) == f"'{' '.join(words)}' {message}"


def test_without_the_article_the_actor_is_meant(clause):
    before = NameIndex(clause.as_of(date(2022, 6, 9)))
    assert [found.table for found in before.find_all(["article 24"])] == ["actor"]
    with pytest.raises(NotFoundError, match=r"^'art\. 24' was|^nothing found for 'art\. 24'"):
        before.find_all(["art. 24"])


def test_an_id_as_it_is_comes_before_a_title_and_any_case(dataset):
    press, other = event("press", title={"en": "Letter"}), event("letter", title={"en": "press"})
    assert NameIndex(dataset_with(press, other)).find_all(["press"]) == [press]
    with pytest.raises(
        NotFoundError, match=r"'Press' is ambiguous; did you mean press or letter\?"
    ):
        NameIndex(dataset_with(press, other)).find_all(["Press"])
