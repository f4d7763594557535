"""The ranking: which statements answer a search best, and what is said of words that nothing has."""

import os
import subprocess
import sys

import msgspec
import pytest
from msgspec.structs import replace
from small import (
    DOCUMENT,
    INSTRUMENT,
    LINES,
    TODAY,
    dataset_of,
    dataset_with,
    event,
    ids,
    of_no_event,
    search,
    to_json,
)

from ahc_cli.errors import UsageError
from ahc_cli.model.records import Actor, Match, Place, Text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context

RECORD = dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT}))


def titled(**titles):
    """Make a dataset of events with these English titles, with the names of the small dataset."""
    return dataset_with(
        *(event(id_, title={"en": title}) for id_, title in titles.items()),
        vocabulary=RECORD.vocabulary,
    )


def best(dataset, typed):
    """Return the ids of the events that a search finds, best first."""
    return ids(search(dataset, typed, TODAY).events)


def complete(dataset, typed):
    return ids(search(dataset, typed, TODAY).complete)


def test_more_of_the_words_come_before_fewer():
    assert (
        best(
            titled(a="Police", b="Police seize servers", c="Servers of police"),
            "servers police seize",
        )
        == "b c a"
    )


def test_a_rare_word_weighs_more():
    many = {f"x{n}": "Police" for n in range(5)}
    assert best(titled(rare="Servers", **many), "police servers").split()[0] == "rare"


def test_what_occurs_more_often_in_a_shorter_text_comes_first():
    assert (
        best(titled(a="Police and others who meet and speak there", b="Police, police"), "police")
        == "b a"
    )


def test_a_word_matches_words_of_its_stem_and_of_its_concept_in_either_language():
    made = [
        event("stem", title={"en": "They are searching"}),
        event("other", title={"en": "They search"}),
        event("chinese", title={"zh": "推迟会议"}),
    ]
    assert set(best(dataset_with(*made), "searched").split()) == {"stem", "other"}
    assert best(dataset_with(*made), "delayed") == "chinese"
    assert best(titled(hoping="They are hoping"), "hope") == "hoping"


def test_a_value_matches_what_has_it_and_what_names_it():
    tagged = event(
        "tagged", actors=[{"actor": "russia", "role": "signatory"}], title={"en": "In Hanoi"}
    )
    named = event("named", title={"en": "What signatories do"})
    assert set(complete(dataset_with(tagged, named, event("other")), "signatories").split()) == {
        "tagged",
        "named",
    }


def test_a_word_of_a_value_that_means_something_else_in_texts_matches_only_what_has_the_value():
    opposed = event(
        "opposed", positions=[{"actors": ["russia"], "stance": "opposes", "text": {"en": "No."}}]
    )
    assert (
        best(
            dataset_with(opposed, event("crime", title={"en": "A fight against crime"})), "against"
        )
        == "opposed"
    )


def test_what_kind_of_statement_it_is_weighs():
    text = {"en": "On surveillance"}
    made = [
        event("title", title=text),
        event("document", documents=[{"symbol": "A/1", "title": text}]),
        event("vote", votes=[{"motion": text, "result": "adopted"}]),
        event("fact", facts=[{"text": text}]),
        event("summary", summary=text),
        event("position", positions=[{"actors": ["eff"], "stance": "warns", "text": text}]),
        event("caveat", caveats=[{"text": text}]),
    ]
    assert (
        best(dataset_with(*made[::-1]), "surveillance")
        == "title document vote fact summary position caveat"
    )


def test_the_title_lends_its_words_to_the_statements_of_its_event_at_half():
    lent = event("lent", title={"en": "Police"}, facts=[{"text": {"en": "Servers are seized."}}])
    own = event("own", title={"en": "Talk"}, facts=[{"text": {"en": "Police and servers"}}])
    apart = event("apart", facts=[{"text": {"en": "Police"}}, {"text": {"en": "Servers"}}])
    dataset = dataset_with(lent, own, apart)
    assert best(dataset, "police servers") == "own lent apart"
    assert complete(dataset, "police servers") == "own lent"


def test_only_events_of_which_one_statement_has_all_words_are_complete():
    assert complete(RECORD, "russia offences") == "session-2"
    assert complete(RECORD, "russia safeguards") == ""
    assert best(RECORD, "russia safeguards") != ""


def test_a_name_is_found_by_its_tag_and_by_any_of_its_names():
    made = [
        event("tagged", body="russia"),
        event("long", title={"en": "The Russian Federation"}),
        event("chinese", title={"zh": "俄罗斯来信"}),
        event("other", title={"zh": "白俄罗斯来信"}),
    ]
    for typed in ("Russia", "俄罗斯联邦", "RU"):
        best_ids = best(dataset_with(*made, vocabulary=RECORD.vocabulary), typed)
        assert set(best_ids.split()) == {"tagged", "long", "chinese"}


WHOLE = {
    # what is typed → the titles that have it, of all these
    "60": ["60 states", "60–33"],
    "第七条": ["第七条", "第7条"],
    "article 7": ["第七条", "第7条", "Art. 7"],
    "US": ["the US"],
    "India": ["India’s"],
    "俄罗斯": ["俄罗斯人"],
    "中国": ["中国"],
    '"the states"': ["to the states"],
    "十条": ["十条"],
    '"e-plan-b"': ["an e-plan-b"],
    '"e签署"': ["以e签署"],
    "届": ["第一届"],
    "监控": ["网上监控"],
}
TITLES = [
    "60 states", "160 states", "1,960", "60–33", "第七条", "第七十八条", "第7条", "Art. 7", "Article 70", "the US", "join us",
    "the BUS", "60,000", "60.5", "60/7", "60-7", "2.60", "十条", "二十条", "India’s", "Indiana", "俄罗斯人", "白俄罗斯人", "中国", "发展中国家", "to the states", "of states, the", "第一届", "网上监控", "an e-plan-b",
    "safe-plan-b", "e-plan-bis", "以e签署", "以ae签署",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "titles"), WHOLE.items(), ids=WHOLE)
def test_numbers_names_and_quoted_texts_match_whole_and_chinese_anywhere(typed, titles):
    made = [
        event(f"e{number}", title={"en": title, "zh": title}) for number, title in enumerate(TITLES)
    ]
    actors = RECORD.vocabulary.actors | {"china": Actor("state", Text(en="China", zh="中国"))}
    dataset = dataset_with(*made, vocabulary=replace(RECORD.vocabulary, actors=actors))
    hits = {hit.title.en for hit in search(dataset, typed, TODAY).events}
    assert hits == set(titles)


def test_equal_scores_are_sorted_by_date_the_newest_first_and_have_six_digits():
    made = [
        event(id_, date=day, title={"en": "Police"})
        for id_, day in (("b", "2021"), ("a", "2021"), ("c", "2023"))
    ]
    hits = search(
        dataset_with(*made, event("open", date="../2020", title={"en": "Police"})), "police", TODAY
    ).events
    assert ids(hits) == "c a b open"
    assert [round(hit.score, 6) for hit in hits] == [hit.score for hit in hits]


SPANS = {
    # a search, a title, the parts of it that match
    "another word of the stem": ("searching", "He searched, a search", ["searched", "search"]),
    "combining accents": ("noi", "In Ha\u0300 No\u0323\u0302i now", ["No\u0323\u0302i"]),
    "full-width letters": ("police", "Ｐｏｌｉｃｅ，police", ["Ｐｏｌｉｃｅ", "police"]),
    "beyond the first plane": ("议", "𠀀会議", ["議"]),
    "ligatures": ("office", "The oﬃce", ["oﬃce"]),
    "quoted": ('"of it"', "Of  it, of it", ["of it"]),
    "a name in both languages": ("Russia", "俄罗斯、Russia", ["俄罗斯", "Russia"]),
}


@pytest.mark.parametrize(("typed", "title", "parts"), SPANS.values(), ids=SPANS)
def test_matches_point_at_the_text_in_code_points(typed, title, parts):
    dataset = dataset_with(event("a", title={"en": title}), vocabulary=RECORD.vocabulary)
    (hit,) = search(dataset, typed, TODAY).events
    assert [
        title[match.start : match.end] for match in hit.matches if match.start is not None
    ] == parts


def test_the_longest_name_of_a_thing_is_what_matches():
    names = Vocabulary(places={"rome": Place(Text(en="Rome"), aliases=("Rome East",))})
    (hit,) = search(
        dataset_with(event("a", title={"en": "In Rome East"}), vocabulary=names), "Rome", TODAY
    ).events
    assert [(match.start, match.end) for match in hit.matches] == [(3, 12)]


def test_a_tag_is_a_match_without_a_place_in_a_text():
    hits = {hit.id: hit.matches for hit in search(RECORD, "Belarus", TODAY).events}
    assert hits == {"session-2": (Match("positions[0]", None, None),)}


def test_of_a_text_the_first_thousand_matches_are_kept():
    (hit,) = search(
        dataset_with(event("a", summary={"en": "Police, " * 1100})), "police", TODAY
    ).events
    assert len(hit.matches) == 1000


def test_conditions_limit_what_is_searched():
    assert best(RECORD, "session place:vienna") == "session-3 session-2"
    assert best(RECORD, "session not place:vienna") == "session-1"
    assert best(RECORD, "session since:2023") == "session-3"


def test_words_that_nothing_has_are_missing_and_count_as_the_rarest():
    result = search(RECORD, "zzqq session 雪山", TODAY)
    assert list(result.missing) == ["zzqq", "雪山"]
    assert (ids(result.complete), result.answered) == ("", False)
    assert search(RECORD, "second session", TODAY).answered


def test_a_word_that_no_text_has_finds_what_has_it_in_a_name():
    rena = Actor(kind="person", name=Text(en="Rena Lee", zh="李慧明"))
    vocabulary = replace(RECORD.vocabulary, actors={"rena-lee": rena})
    chaired = event("chaired", actors=[{"actor": "rena-lee", "role": "chair"}])
    dataset = dataset_with(chaired, event("other"), vocabulary=vocabulary)
    assert complete(dataset, "lee") == complete(dataset, "慧明") == "chaired"
    assert search(dataset, "lee walrus", TODAY).missing == ["walrus"]


def test_of_several_words_in_a_stream_none_is_said_to_be_missing():
    assert list(search(dataset_of("\n".join(LINES)), "zzqq", TODAY).missing) == ["zzqq"]
    assert list(search(dataset_of("\n".join(LINES)), "zzqq calm", TODAY).missing) == []


def test_a_date_finds_what_is_dated_on_one_of_its_days():
    assert best(RECORD, "2023") == "session-3"
    assert complete(RECORD, "observer 1 March 2022") == "session-1"
    assert complete(RECORD, "observer 2021") == ""


@pytest.mark.parametrize(
    ("typed", "answered"),
    [("calm zzqq", False), ("session calm", True), ("calm", True), ("zzqq", False)],
)
def test_an_answer_has_at_least_half_of_what_was_asked(typed, answered):
    assert search(RECORD, typed, TODAY).answered is answered


def test_words_that_say_nothing_are_looked_for_if_there_is_nothing_else():
    assert complete(titled(a="To be or not", b="Talk"), "to be") == "a"
    for typed in ("", " ", "kind:session", "!"):
        with pytest.raises(UsageError, match="nothing to search for"):
            search(RECORD, typed, TODAY)


def test_at_most_64_different_words_are_looked_for():
    words = [f"w{number}" for number in range(64)]
    assert search(RECORD, " ".join([*words, *words]), TODAY).events == []
    with pytest.raises(UsageError, match="more than 64 different words"):
        search(RECORD, " ".join([*words, "one-more"]), TODAY)


def test_what_an_article_says_has_the_sources_of_its_fact_and_is_as_sure():
    fact = {"text": {"en": "It protects."}, "sources": ["daily"]}
    article = INSTRUMENT["articles"][0] | {"facts": [fact]}
    record = dataset_of(to_json(DOCUMENT | {"instrument": INSTRUMENT | {"articles": [article]}}))
    of_article = [
        statement
        for statement in of_no_event(Context(record, TODAY))
        if statement.about[:1] == (("article", "article-24"),)
    ]
    assert [(statement.sources, statement.confidence) for statement in of_article] == [
        (("un-report",), None),
        (("daily",), "single"),
    ]
    assert [statement.text.en.partition(": ")[2] for statement in of_article] == [
        "Safeguards",
        "It protects.",
    ]


@pytest.mark.slow
def test_the_order_is_the_same_whatever_the_seed_of_hashes_is(path):
    command = [
        sys.executable,
        "-m",
        "ahc_cli",
        "search",
        "russia session offences list vienna",
        "--json",
        "--data",
        str(path),
    ]
    runs = [
        subprocess.run(
            command, capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    ]
    assert runs[0] == runs[1] == runs[2]
    assert msgspec.json.decode(runs[0]) is not None


def test_a_statement_about_both_of_two_names_comes_before_one_about_either():
    both = event("both", caveats=[{"text": {"en": "Russia may have asked India for a paper."}}])
    one = event("one", title={"en": "Draft of Russia: draft, draft"})
    dataset = dataset_with(one, both, event(), vocabulary=RECORD.vocabulary)
    assert best(dataset, "draft of Russia") == "one both"
    assert best(dataset, "draft of Russia India") == "both one"


def test_what_an_actor_or_a_topic_is_comes_first_with_its_sources():
    about = {"text": {"en": "It is so."}, "sources": ["daily"]}
    tables = {
        table: {id_: DOCUMENT[table][id_] | {"about": about}}
        for table, id_ in (("actors", "eff"), ("topics", "offences"))
    }
    tables = {table: DOCUMENT[table] | changed for table, changed in tables.items()}
    record = dataset_of(to_json(DOCUMENT | tables))
    for name in ("EFF", "offences"):
        first = search(record, name, TODAY).definitions[0].statement
        assert (first.key, first.text.en, first.sources) == ("about", "It is so.", ("daily",))
        assert search(record, f"{name} talk", TODAY).definitions == []


def test_what_every_article_says_by_being_one_is_of_articles_alone():
    matched = search(RECORD, "safeguards protect", TODAY)
    assert [each.is_complete for each in matched.articles] == [True]
    assert matched.complete == []


def test_the_topics_of_an_event_and_nothing_else_are_lent_to_its_statements_as_what_they_are_about():
    position = {"actors": ["russia"], "stance": "warns", "text": {"en": "Later, if at all."}}
    loud = {"en": "Russia, Russia"}
    on_topic = event("topic", positions=[position], topics=["offences"])
    named = event("named", title=loud, facts=[{"text": {"en": "Offences"}}])
    apart = event("apart", summary=loud, facts=[{"text": {"en": "Offences, offences"}}])
    dataset = dataset_with(apart, on_topic, event(), vocabulary=RECORD.vocabulary)
    assert best(dataset, "Russia offences") == "topic apart"
    dataset = dataset_with(named, on_topic, event(), vocabulary=RECORD.vocabulary)
    assert best(dataset, "Russia offences") == "named topic"


def test_where_nothing_is_about_both_of_two_names_either_on_the_day_asked_about_comes_first():
    quiet = event("quiet", date="2023", caveats=[{"text": {"en": "A paper of Russia is late."}}])
    loud = event("loud", date="2021", title={"en": "Draft of Russia"})
    other = event("other", date="2020", title={"en": "India, India"})
    dataset = dataset_with(loud, other, quiet, vocabulary=RECORD.vocabulary)
    assert best(dataset, "draft Russia India").split()[0] == "loud"
    assert best(dataset, "draft Russia India 2023").split()[0] == "quiet"


def test_at_most_three_articles_stand_beside_events_and_only_those_that_score_as_well():
    articles = [INSTRUMENT["articles"][0] | {"number": number} for number in range(1, 6)]
    instrument = INSTRUMENT | {"articles": articles}
    record = dataset_of(to_json(DOCUMENT | {"instrument": instrument}))
    assert len(search(record, "safeguards", TODAY).articles) == 5
    assert len(search(record, "safeguards", TODAY).beside) == 3
    assert search(record, "No crime without safeguards for EFF", TODAY).beside == []
