"""Full-text search: which events contain all words, in which order, and what is near if none does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import TODAY, dataset_with, event, ids, numbered, search_terms
from strategies import events

from ahc_cli.ask.instead import unclear
from ahc_cli.ask.query import Context
from ahc_cli.ask.search import find_hits as search
from ahc_cli.ask.search import search as search_dataset
from ahc_cli.ask.terms import Word, cut_run
from ahc_cli.errors import UsageError
from ahc_cli.model.records import Match
from ahc_cli.model.vocabulary import Vocabulary


def result_of(typed, among, vocabulary):
    """Search for words as they are, and for Chinese runs cut into known words."""
    words = [Word(part) for part in typed.split()]
    return search(among, [search_terms(words, vocabulary), search_terms(words, vocabulary, cut=True)])


def found(typed, among, vocabulary):
    """Return the ids of the events that a search finds, best first."""
    return ids(hit.event for hit in result_of(typed, among, vocabulary).hits)


SMALL = [
    # a search, the events of the small dataset that it finds
    ("session", "session-1 session-2 session-3"),
    ("sessions", "session-1 session-2 session-3"),
    ("会议", "session-1 session-2 session-3"),
    ("第一届", "session-1"),
    ("届", "session-1 session-2 session-3"),
    ("first session", "session-1"),
    ("session first", "session-1"),
    ("the first of the sessions", "session-1"),
    ("Russia", "draft-2021 session-2"),
    ("俄罗斯", "draft-2021 session-2"),
    ("ru", "draft-2021 session-2"),
    ("RU offences", "session-2"),
    ("russia belarus", "session-2"),
    ("印度", "session-3"),
    ("印度尼西亚", "vote-2022"),
    ("河内签署", "signing"),
    ("Hà Nội", "signing"),
    ("human rights", "session-2 letter-2022"),
    ("A/AC.291/7", "session-1"),
    ("75/282", "vote-2022"),
    ("two thirds", "vote-2022"),
    ("88 votes", "vote-2022"),
    ("149 states", "session-1"),
    ("roadmap", "session-1"),
    ("last day", "session-2"),
    ("vote-2022", "vote-2022"),
    ("俄罗斯提议", "session-2"),
    ("俄罗斯联邦和白俄罗斯的罪行", "session-2"),
    ("nothing", ""),
    ("session nothing", ""),
]


@pytest.mark.parametrize(("typed", "expected"), SMALL)
def test_a_search_finds_the_events_that_contain_all_words(dataset, vocabulary, typed, expected):
    assert sorted(found(typed, dataset.events, vocabulary).split()) == sorted(expected.split())


def test_what_contains_chinese_words_as_they_stand_comes_before_what_contains_them_apart(vocabulary):
    apart = event("apart", date="2023", title={"zh": "签署于河内"})
    whole = event("whole", kind="letter", summary={"zh": "河内签署"})
    assert found("河内签署", [whole, apart], vocabulary) == "whole apart"


def test_only_if_no_event_has_the_terms_others_are_looked_for(vocabulary):
    talk, other = event("talk", title={"en": "Talk"}), event("other", title={"en": "Other"})
    first, otherwise = (search_terms([Word(word)], vocabulary) for word in ("talk", "other"))
    assert ids(hit.event for hit in search([talk, other], [first], otherwise).hits) == "talk"
    assert ids(hit.event for hit in search([other], [first], otherwise).hits) == "other"


CUT = {
    "俄罗斯提议": "俄罗斯 提议",
    "公约什么时候通过": "公约 什么时候 通过",
    "2022年3月在维也纳": "2022年3月 在 维也纳",
    "白俄罗斯的雪": "白俄罗斯 的 雪",
    "雪山在维也纳": "雪山 在 维也纳",
    "雪山": "雪山",
    "南俄罗斯签署": "南俄罗斯 签署",
    "snow": "snow",
}


@pytest.mark.parametrize(("run", "pieces"), CUT.items(), ids=CUT)
def test_a_chinese_run_is_cut_along_dates_names_and_known_words_the_longest_first(vocabulary, run, pieces):
    assert " ".join(word.text for word in cut_run(Word(run), Context(vocabulary, TODAY))) == pieces
    assert list(cut_run(Word(run, quoted=True), Context(vocabulary, TODAY))) == [Word(run, quoted=True)]


TERMS = {
    # a search, its terms: the names, and the texts of the others
    "when was the convention adopted?": ["adopted?"],
    "who is it": ["who", "is", "it"],
    "Russia and the vote": ["russia", "vote"],
    "next session": ["session"],
    "article 24 vote": ["article 24", "vote"],
    "第24条": ["第24条"],
    "article nineteen": ["article", "nineteen"],
    "vote by vote in Russia and russia": ["vote", "russia"],
}


@pytest.mark.parametrize(("typed", "expected"), TERMS.items(), ids=TERMS)
def test_function_words_are_ignored_if_others_remain_and_an_article_is_one_phrase(vocabulary, typed, expected):
    found = search_terms([Word(part) for part in typed.split()], vocabulary)
    assert [min(term.tagged)[1] if term.is_name else term.typed for term in found] == expected


def test_an_article_is_found_as_either_language_writes_it():
    texts = [
        "Article 24 is read",
        "Art. 24",
        "删除第24条",
        "第二十四条",
        "Article 240",
        "ARTICLE 19, on 24 May",
        "第124条",
    ]
    among = numbered(event(title={"en": text}) for text in texts)
    assert sorted(found("article 24", among, Vocabulary()).split()) == ["e0", "e1", "e2", "e3"]


def test_a_passage_with_all_words_comes_before_scattered_words(vocabulary):
    """Of scattered words the best passage beside the title is given, because the title is shown anyway."""
    scattered = event("scattered", title={"en": "Surveillance"}, summary={"en": "The police speak."})
    together = event("together", facts=[{"text": {"en": "Surveillance by police"}}])
    result = result_of("police surveillance", [scattered, together], vocabulary)
    assert [(hit.event.id, hit.passage, hit.scattered) for hit in result.hits] == [
        ("together", "facts[0]", False),
        ("scattered", "summary", True),
    ]


def test_beside_a_few_with_scattered_words_are_those_that_have_all_but_one_in_a_passage(vocabulary):
    scattered = event("scattered", title={"en": "Surveillance"}, summary={"en": "The police speak in June."})
    near = event("near", title={"en": "Talk"}, summary={"en": "The police begin surveillance."})
    apart = event("apart", title={"en": "Surveillance"}, facts=[{"text": {"en": "In June."}, "sources": ["daily"]}])
    result = result_of("police surveillance June", [scattered, near, apart], vocabulary)
    assert [hit.event.id for hit in result.hits] == ["scattered"]
    assert [(hit.event.id, hit.without) for hit in result.partial] == [("near", ("june",))]


def test_an_event_with_all_words_in_its_least_passage_is_not_scattered(vocabulary):
    (hit,) = result_of("human rights", [event(topics=["safeguards"])], vocabulary).hits
    assert (hit.passage, hit.scattered) == ("topics", False)


@pytest.mark.parametrize("typed", ["human rights", "人权与保障"])
def test_of_an_event_with_a_topic_the_fact_or_position_nearest_to_its_name_is_shown(vocabulary, typed):
    texts = ({"en": "It meets."}, {"en": "Safeguards protect rights."}, {"zh": "保障措施。"})
    tagged = event(topics=["safeguards"], facts=[{"text": text} for text in texts])
    (hit,) = result_of(typed, [tagged], vocabulary).hits
    assert hit.passage == "facts[1]"
    assert [found.field for found in hit.event.matches] == ["topics[0]"]


@pytest.mark.parametrize(
    "text",
    [{"en": "Humanity is safe."}, {"en": "A meeting on human matters."}, {"zh": "保险。"}, {"en": "General rules."}],
)
def test_a_fact_that_has_less_than_half_of_a_name_or_not_its_end_is_not_shown_for_a_topic(vocabulary, text):
    tagged = event(topics=["safeguards"], facts=[{"text": text}])
    (hit,) = result_of("human rights", [tagged], vocabulary).hits
    assert hit.passage == "topics"


TEXT = {"en": "On surveillance"}
RANKED = [
    event("title", title=TEXT),
    event("document", documents=[{"symbol": "A/1", "title": TEXT}]),
    event("vote", votes=[{"motion": TEXT, "result": "adopted"}]),
    event("fact", facts=[{"text": TEXT}]),
    event("summary", summary=TEXT),
    event("position", positions=[{"actors": ["eff"], "stance": "warns", "text": TEXT}]),
    event("caveat", caveats=[{"text": TEXT}]),
]


def test_the_most_important_passage_comes_first(vocabulary):
    expected = "title document vote fact summary position caveat"
    assert found("surveillance", RANKED[::-1], vocabulary) == found("surveillance", RANKED, vocabulary) == expected


def test_a_passage_that_needs_the_title_comes_between_a_summary_and_a_position(vocabulary):
    both = {"en": "Police surveillance"}
    among = [
        event("position", positions=[{"actors": ["eff"], "stance": "warns", "text": both}]),
        event("document", title={"en": "Police"}, documents=[{"symbol": "A/1", "title": {"en": "Surveillance"}}]),
        event("summary", summary=both),
    ]
    assert found("police surveillance", among, vocabulary) == "summary document position"


def test_what_several_passages_or_a_caveat_mention_is_neither_the_first_nor_the_latest(vocabulary):
    sought = [search_terms([Word("police"), Word("surveillance")], vocabulary)]
    both = {"en": "Police surveillance"}
    among = [
        event("oldest", date="2020", title={"en": "Police"}, summary={"en": "On surveillance"}),
        event("older", date="2021", title=both),
        event("newer", date="2022", title=both),
        event("newest", date="2023", caveats=[{"text": both}]),
    ]
    assert ids(hit.event for hit in search(among, sought, asked_for={"first"}).hits) == "older newer"
    assert ids(hit.event for hit in search(among, sought, asked_for={"latest"}).hits) == "newer older"


def test_whoever_asks_how_many_finds_a_number_even_in_a_somewhat_worse_passage(vocabulary):
    among = [
        event("fact", facts=[{"text": {"en": "EFF writes letters."}}]),
        event("number", summary={"en": "EFF writes 12 letters."}),
    ]
    sought = [search_terms([Word("EFF"), Word("letters")], vocabulary)]
    assert ids(hit.event for hit in search(among, sought).hits) == "fact number"
    assert ids(hit.event for hit in search(among, sought, asked_for={"number"}).hits) == "number fact"


def test_a_number_does_not_stand_for_a_word_that_is_lacking(vocabulary):
    talk = event(title={"en": "Police seize 12 servers"}, summary={"en": "A court agrees."})
    sought = [search_terms([Word(word) for word in ("police", "seize", "servers", "court")], vocabulary)]
    (hit,) = search([talk], sought, asked_for={"number"}).hits
    assert hit.scattered


def test_what_came_first_is_the_oldest_event_if_no_passage_says_so(dataset):
    def answer(typed):
        return ids(hit.event for hit in search_dataset(dataset, typed, TODAY).hits)

    assert answer("earliest session").split()[0] == "session-1"
    assert answer("最早的会议").split()[0] == "session-1"
    assert answer("latest session").split()[0] == "session-3"
    assert answer("first session") == "session-1"


def test_words_that_only_longer_words_begin_with_are_named(vocabulary):
    whole, longer = (event(id_, title={"en": title}) for id_, title in (("a", "Its bureau"), ("b", "Bureaucratic")))
    assert result_of("bureau", [longer], vocabulary).begun == ["bureau"]
    assert result_of("bureau", [whole, longer], vocabulary).begun == []
    assert found("bureau", [whole, longer], vocabulary) == "a b"


def test_the_positions_of_an_actor_come_first_if_what_it_wants_is_asked(dataset):
    result = search_dataset(dataset, "what does Russia want", TODAY)
    assert {result.passages[hit.event.id].partition("[")[0] for hit in result.hits} == {"positions"}
    titled = event("titled", date="2023", title={"en": "Russia wants a delay"})
    taken = event("taken", positions=[{"actors": ["russia"], "stance": "urges", "text": {"en": "No delay."}}])
    among = dataset_with(titled, taken, vocabulary=dataset.vocabulary)
    assert ids(hit.event for hit in search_dataset(among, "what does Russia want", TODAY).hits) == "taken titled"


def test_without_an_actor_want_is_a_word_like_others(vocabulary):
    taken = event("taken", positions=[{"actors": ["eff"], "stance": "urges", "text": {"en": "Surveillance"}}])
    said = event("said", summary={"en": "They want surveillance"})
    among = dataset_with(taken, said, vocabulary=vocabulary)
    assert ids(hit.event for hit in search_dataset(among, "want surveillance", TODAY).hits) == "said taken"


def test_whoever_asks_who_finds_positions_before_summaries(vocabulary):
    sought = [search_terms([Word("surveillance")], vocabulary)]
    assert ids(hit.event for hit in search(RANKED[4:6], sought).hits) == "summary position"
    assert ids(hit.event for hit in search(RANKED[4:6], sought, asked_for={"who"}).hits) == "position summary"


NO_WORDS = {"2022": "2022", "what happened in 2022": "2022", "kind:session": "kind:session"}


@pytest.mark.parametrize(("typed", "listed"), NO_WORDS.items(), ids=NO_WORDS)
def test_a_search_for_conditions_alone_is_referred_to_list(dataset, typed, listed):
    with pytest.raises(UsageError) as error:
        search_dataset(dataset, typed, TODAY)
    assert str(error.value) == f"give a word to search for; for conditions alone, try 'ahc list {listed}'"


def test_what_is_no_sentence_belongs_to_the_title_above_it(vocabulary):
    signed = event(
        "signed", title={"en": "Budget letter"}, actors=[{"actor": "eff", "role": "author"}],
        votes=[{"motion": {"en": "Deferral"}, "yes": 3, "no": 1, "abstain": 0, "result": "adopted"}],
        facts=[{"text": {"en": "Nobody answers."}, "sources": ["daily"]}],
    )  # fmt: skip
    for typed, is_scattered in (("budget EFF", False), ("budget deferral", False), ("budget nobody", True)):
        (hit,) = result_of(typed, [signed], vocabulary).hits
        assert (typed, hit.scattered) == (typed, is_scattered)


def test_what_was_decided_comes_before_what_was_proposed_and_the_newest_first(vocabulary):
    texts = {"title": {"en": "Surveillance"}}
    among = [
        event("submission", kind="submission", date="2024", **texts),
        event("statement", kind="statement", date="2023", **texts),
        event("letter", kind="letter", date="2022", **texts),
        event("older", kind="decision", date="2020", **texts),
        event("newer", kind="decision", date="2021", **texts),
        event("open", kind="decision", date="../2021", **texts),
    ]
    assert found("surveillance", among, vocabulary) == "newer older open submission statement letter"
    letter = event("letter", kind="letter", documents=[{"symbol": "A/1", **texts}])
    decided = event("decided", kind="decision", facts=[{"text": texts["title"]}])
    assert found("surveillance", [decided, letter], vocabulary) == "letter decided"


def test_the_same_word_comes_before_one_of_its_stem(vocabulary):
    among = [event("stem", date="2023", title={"en": "They vetoed it"}), event("same", title={"en": "A veto"})]
    assert found("veto", among, vocabulary) == "same stem"


def test_a_word_of_the_stem_or_another_name_comes_after_the_same_in_the_same_passage_only(vocabulary):
    stem, same = event("stem", facts=[{"text": {"en": "They vetoed it"}}]), event("same", summary={"en": "A veto"})
    assert found("veto", [same, stem], vocabulary) == "stem same"
    other = event("other", facts=[{"text": {"en": "Russian Federation"}}])
    typed = event("typed", facts=[{"text": {"en": "Russia"}}])
    assert found("Russia", [other, typed], vocabulary) == "typed other"


def test_another_name_comes_after_the_same_even_in_a_better_passage(vocabulary):
    other = event("other", date="2023", facts=[{"text": {"en": "Russian Federation"}}])
    assert found("Russia", [other, event("same", summary={"en": "Russia"})], vocabulary) == "same other"


def test_what_an_actor_says_comes_before_its_role(vocabulary):
    present = event("present", date="2023", actors=[{"actor": "eff", "role": "speaker"}])
    says = event("says", positions=[{"actors": ["eff"], "stance": "urges", "text": {"en": "No delay."}}])
    assert found("EFF", [present, says], vocabulary) == "says present"


def test_what_is_only_tagged_with_a_topic_comes_last(vocabulary):
    tagged = event("tagged", date="2023", topics=["safeguards"])
    named = event("named", caveats=[{"text": {"zh": "人权与保障"}}])
    assert found("human rights", [tagged, named], vocabulary) == "named tagged"


PURPOSES = {"": "facts[0]", "why": "summary", "who": "actors[0]", "acting": "actors[0]", "number": "facts[1]"}


@pytest.mark.parametrize(("purpose", "passage"), PURPOSES.items(), ids=PURPOSES)
def test_what_is_asked_for_decides_which_passage_is_the_best(vocabulary, purpose, passage):
    talk = event(
        summary={"en": "EFF writes."},
        facts=[{"text": {"en": "EFF speaks."}}, {"text": {"en": "EFF asks 3 times."}}],
        actors=[{"actor": "eff", "role": "speaker"}],
    )
    (hit,) = search([talk], [search_terms([Word("EFF")], vocabulary)], asked_for={purpose}).hits
    assert hit.passage == passage


def test_a_hit_has_its_score_and_its_matches_the_best_passage_first(vocabulary):
    talk = event(title={"en": "A rule", "zh": "规则"}, summary={"en": "Rules in Vienna."}, place="vienna")
    (hit,) = result_of("rule vienna", [talk], vocabulary).hits
    assert hit.event.matches == (
        Match("title.en", 2, 6),
        Match("place", None, None),
        Match("summary.en", 0, 5),
        Match("summary.en", 9, 15),
    )
    assert hit.event.score > result_of("rules", [talk], vocabulary).hits[0].event.score - 1
    assert (hit.passage, hit.matched, hit.scattered) == ("title", {0, 1}, False)


def test_without_a_hit_the_events_with_most_words_are_partial_and_the_others_missing(vocabulary):
    two = event("two", title={"en": "Police surveillance"})
    one = event("one", date="2023", title={"en": "Surveillance"})
    many = numbered(event(title={"en": "Police"}) for _ in range(5))
    result = result_of("police surveillance snow", [one, *many, two], vocabulary)
    assert (list(result.hits), list(result.missing)) == ([], ["snow"])
    assert ids(hit.event for hit in result.partial) == "two one e0 e1 e2"


def test_of_partial_events_one_with_more_names_comes_first(vocabulary):
    among = [
        event("word", date="2023", title={"en": "Russia on police"}),
        event("name", date="2022", title={"en": "Russia in Vienna"}),
    ]
    assert ids(hit.event for hit in result_of("russia vienna police", among, vocabulary).partial) == "name word"


def test_of_partial_events_one_with_two_rare_words_comes_before_one_with_a_second_name(vocabulary):
    among = [
        event("names", title={"en": "Russia in Vienna"}),
        event("words", date="2021", title={"en": "Russia on police and courts"}),
        event("again", title={"en": "Vienna"}),
    ]
    partial = result_of("russia vienna police courts", among, vocabulary).partial
    assert ids(hit.event for hit in partial) == "words names again"


RARE = {
    "two common words before a rare one": (["snow"], ["police", "court"], "common"),
    "two rare words before three common ones": (["snow", "rain"], ["police", "court", "border"], "rare"),
}


@pytest.mark.parametrize(("rare", "common", "first"), RARE.values(), ids=RARE)
def test_of_partial_events_one_with_rare_words_comes_first_unless_another_has_more(vocabulary, rare, common, first):
    among = [event("rare", title={"en": " ".join(rare)}), event("common", title={"en": " ".join(common)})]
    among += numbered(event(title={"en": word}) for word in common for _ in range(9))
    partial = result_of(" ".join((*rare, *common)), among, vocabulary).partial
    assert ids(hit.event for hit in partial).split()[0] == first


def test_words_that_no_event_has_together_are_not_missing(vocabulary):
    among = [event("a", title={"en": "Police"}), event("b", title={"en": "Surveillance"})]
    result = result_of("police surveillance", among, vocabulary)
    assert (list(result.hits), list(result.missing), len(result.partial)) == ([], [], 2)


@given(st.lists(events(), max_size=4), st.permutations(["draft", "俄罗斯", "rights"]))
def test_the_order_of_events_and_of_words_does_not_matter(vocabulary, made, typed):
    forward = found(" ".join(typed), numbered(made), vocabulary).split()
    back = found("draft 俄罗斯 rights", numbered(made)[::-1], vocabulary).split()
    assert set(forward) == set(back)


@given(st.lists(events(), max_size=4))
def test_one_more_word_never_finds_more(vocabulary, made):
    fewer = found("draft 俄罗斯", numbered(made), vocabulary).split()
    assert set(fewer) <= set(found("draft", numbered(made), vocabulary).split())


def test_a_word_of_a_search_is_no_condition(vocabulary):
    among = event("letter", kind="letter", title={"en": "On sessions"}), event("talks", title={"en": "Sessions begin"})
    result = search_dataset(dataset_with(*among, vocabulary=vocabulary), "sessions", TODAY)
    assert ids(hit.event for hit in result.hits) == "talks letter"


UNCLEAR = {
    # a search → the words that nothing contains or that are only part of the name of a state
    "session snow": ["snow"],
    "snow in Vienna": ["snow"],
    "session x-y 12a": [],
    "session united": ["united"],
    "session": [],
}


@pytest.mark.parametrize(("typed", "expected"), UNCLEAR.items(), ids=UNCLEAR)
def test_words_that_mean_nothing_in_the_record_are_unclear(dataset, vocabulary, typed, expected):
    found = search_dataset(dataset, typed, TODAY)
    assert unclear(found.readings, found.missing, vocabulary) == expected


def test_what_is_on_no_date_that_is_asked_for_is_found_without_it(dataset):
    found = search_dataset(dataset, "roadmap 2021", TODAY)
    assert (found.hits, [(hit.event.id, hit.without) for hit in found.partial]) == ((), [("session-1", ("2021",))])
    assert ids(hit.event for hit in search_dataset(dataset, "roadmap 2022", TODAY).hits) == "session-1"


def test_the_word_without_which_most_others_are_found_is_told(vocabulary):
    texts = ("calm talk", "calm", "calm row", "talk")
    among = numbered(event(title={"en": text}) for text in texts)
    assert result_of("calm talk", among, vocabulary).wider == ("talk", 3)
    assert result_of("calm", among, vocabulary).wider == ("", 0)
    assert result_of("calm snow", among, vocabulary).wider == ("", 0)
    ways = [search_terms([Word(part) for part in typed.split()], vocabulary) for typed in ("calm", "calm talk")]
    # The last way to read the words counts.
    assert (search(among, ways).wider, search(among, ways[::-1]).wider) == (("calm", 4), ("", 0))
