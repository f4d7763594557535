"""Passages: the statements of an event, and what terms match in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import event, terms
from strategies import events, texts

from ahc_cli.ask.passages import find, folded_text, passages, prefilter
from ahc_cli.ask.terms import BEGINNING, SAME, STEM, Word, word_term
from ahc_cli.model.records import Match
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import Vocabulary

FULL = event(
    title={"en": "T", "zh": "题"}, summary={"zh": "摘"}, place="vienna", body="ahc", topics=["offences", "safeguards"],
    facts=[{"text": {"en": "F"}}], caveats=[{"text": {"en": "C"}}],
    actors=[{"actor": "eff", "role": "speaker"}],
    positions=[{"actors": ["eff", "hrw"], "stance": "urges", "topic": "safeguards", "text": {"en": "P"}}],
    votes=[{"motion": {"en": "V"}, "result": "adopted", "yes": 88, "no": 42}],
    attendance=[{"count": 149, "of": "states"}],
    documents=[{"symbol": "A/1", "title": {"en": "D"}}],
    history=[{"as_of": "2021-01-01", "date": "2022", "status": "scheduled", "title": {"en": "H"}, "sources": ["daily"]}],
)  # fmt: skip


def test_the_passages_of_an_event_are_its_statements_with_their_texts():
    assert [(passage.path, [(path, text) for path, text, _ in passage.texts]) for passage in passages(FULL)] == [
        ("title", [("title.en", "T"), ("title.zh", "题"), ("id", "talk")]),
        ("actors[0]", []),
        ("topics", []),
        ("documents[0]", [("documents[0].symbol", "A/1"), ("documents[0].title.en", "D")]),
        ("facts[0]", [("facts[0].text.en", "F")]),
        ("votes[0]", [("votes[0].motion.en", "V")]),
        ("attendance[0]", []),
        ("summary", [("summary.zh", "摘")]),
        ("positions[0]", [("positions[0].text.en", "P")]),
        ("caveats[0]", [("caveats[0].text.en", "C")]),
    ]


def test_a_passage_has_the_tags_of_its_statement():
    assert {passage.path: list(passage.tags) for passage in passages(FULL) if passage.tags} == {
        "title": [(("event", "talk"), "id"), (("actor", "ahc"), "body"), (("place", "vienna"), "place")],
        "actors[0]": [(("actor", "eff"), "actors[0].actor")],
        "topics": [(("topic", "offences"), "topics[0]"), (("topic", "safeguards"), "topics[1]")],
        "positions[0]": [
            (("actor", "eff"), "positions[0].actors[0]"),
            (("actor", "hrw"), "positions[0].actors[1]"),
            (("topic", "safeguards"), "positions[0].topic"),
        ],
    }


AS_ASKED = {
    # a text, a word of it and what is asked for → how far it is what is asked for
    ("It has 68 articles.", "articles", "number"): 1,
    ("Twenty-one African states sign.", "states", "number"): 1,
    ("共有九章。", "章", "number"): 1,
    ("On 7 May articles are open.", "articles", "number"): 0.3,
    ("第7条", "条", "number"): 0,
    ("据同一条目", "条", "number"): 0,
    ("It did not sign because it still reviews it.", "sign", "why"): 0.5,
    ("It did not sign.", "sign", "negating"): 0.3,
    ("Its scope is broader.", "scope", "comparing"): 1,
    ("It has 68 articles.", "articles", "why"): 0,
}


@pytest.mark.parametrize(("said", "expected"), AS_ASKED.items())
def test_a_passage_is_as_it_was_asked_for_if_it_counts_explains_or_compares(said, expected):
    text, word, purpose = said
    *_, fact = (
        each
        for each in passages(event(facts=[{"text": {"zh" if word in "条章" else "en": text}}]))
        if each.key == "facts"
    )
    matches, _quality = find(word_term(Word(word), Vocabulary()), fact)
    assert fact.as_asked({purpose}, matches) == expected


IMPLIED = {
    # a word → the passages that imply it although no text says so
    "session": ["title"],
    "届会": ["title"],
    "speaker": ["actors[0]"],
    "documents": ["documents[0]"],
    "vote": ["votes[0]"],
    "voted": ["votes[0]"],
    "against": ["votes[0]"],
    "adopted": ["votes[0]"],
    "88": ["votes[0]"],
    "88-42": ["votes[0]"],
    "attendance": ["attendance[0]"],
    "149": ["attendance[0]"],
    "position": ["positions[0]"],
    "urges": ["positions[0]"],
    "敦促": ["positions[0]"],
    "8": [],
}


@pytest.mark.parametrize(("typed", "expected"), IMPLIED.items(), ids=IMPLIED)
def test_a_passage_implies_what_it_is(typed, expected):
    term = word_term(Word(typed), Vocabulary())
    found = {passage.path: find(term, passage) for passage in passages(FULL)}
    assert [path for path, (matches, _) in found.items() if matches] == expected
    assert [found[path] for path in expected] == [([Match(path, None, None)], SAME) for path in expected]


def matches(typed, talk, vocabulary):
    """Return (field, start, end) of every match."""
    found = [match for term in terms([Word(typed)], vocabulary) for p in passages(talk) for match in find(term, p)[0]]
    return [(match.field, match.start, match.end) for match in found]


def test_a_name_matches_its_texts_and_its_tags_which_have_no_span(vocabulary):
    talk = event(
        kind="letter", title={"en": "Russia speaks", "zh": "俄罗斯发言"}, body="russia", topics=["safeguards"],
        actors=[{"actor": "eff", "role": "speaker"}, {"actor": "russia", "role": "speaker"}],
        positions=[{"actors": ["india", "russia"], "stance": "urges", "topic": "safeguards", "text": {"en": "x"}}],
    )  # fmt: skip
    assert matches("RU", talk, vocabulary) == [
        ("title.en", 0, 6), ("title.zh", 0, 3), ("body", None, None), ("actors[1].actor", None, None),
        ("positions[0].actors[1]", None, None),
    ]  # fmt: skip
    assert matches("Offences", talk, vocabulary) == []


def test_a_word_matches_the_tags_of_entities_with_such_a_word_in_their_names(vocabulary):
    talk = event(actors=[{"actor": "eff", "role": "speaker"}, {"actor": "hrw", "role": "speaker"}])
    assert matches("frontier", talk, vocabulary) == [("actors[0].actor", None, None)]
    assert matches("front", talk, vocabulary) == []


def test_the_place_of_a_former_plan_does_not_match(vocabulary):
    plan = {"as_of": "2021-01-01", "date": "2022", "status": "scheduled", "place": "hanoi", "title": {"en": "x"}}
    assert matches("hanoi", event(place="vienna", history=[plan | {"sources": ["daily"]}]), vocabulary) == []


QUALITIES = [("surveillance", SAME), ("surveilled", STEM), ("surveil", STEM), ("survei", BEGINNING)]


@pytest.mark.parametrize(("typed", "quality"), QUALITIES)
def test_the_quality_of_a_passage_is_that_of_its_best_match(typed, quality):
    talk = event(title={"en": "Surveillances and surveillance"})
    title = next(passages(talk))
    assert find(word_term(Word(typed), Vocabulary()), title)[1] == quality


def test_a_topic_that_an_event_is_tagged_with_is_a_weaker_match_than_an_actor(vocabulary):
    by_path = {passage.path: passage for passage in passages(event(body="eff", topics=["safeguards"]))}
    (topic,), (actor,) = (terms([Word(name)], vocabulary) for name in ("human rights", "EFF"))
    assert find(topic, by_path["topics"]) == ([Match("topics[0]", None, None)], BEGINNING)
    assert find(actor, by_path["title"]) == ([Match("body", None, None)], SAME)


@given(events(), st.sampled_from(["draft", "俄罗斯", "us", "human", ".", "届", "rights", "e"]))
def test_the_text_of_a_span_contains_the_word(made, typed):
    by_path = {path: text for passage in passages(made) for path, text, _ in passage.texts}
    term = word_term(Word(typed), Vocabulary())
    for match in (match for passage in passages(made) for match in find(term, passage)[0] if match.start is not None):
        assert any(needle in fold(by_path[match.field][match.start : match.end]) for needle in term.needles)


@given(events())
def test_the_folded_text_of_an_event_has_each_text_as_a_line(made):
    folded = f"\n{folded_text(made)}\n"
    lines = [(path, line) for passage in passages(made) for path, _, line in passage.texts]
    assert [path for path, line in lines if f"\n{line}\n" not in folded] == []


@given(events(), texts)
def test_the_pre_filter_rules_out_no_term_that_matches(vocabulary, made, typed):
    all_terms = terms([Word(word) for word in typed.split()], vocabulary)
    possible = prefilter(all_terms)(made)
    ruled_out = [term for at, term in enumerate(all_terms) if at not in possible]
    assert [term for term in ruled_out if any(find(term, passage)[0] for passage in passages(made))] == []


def test_the_pre_filter_keeps_words_of_texts_tags_implied_words_and_numbers(vocabulary):
    typed = ["T", "nowhere", "Hanoi", "Offences", "第九届", "vote", "against", "7", "届会", "雪", "EFF", "题"]
    all_terms = [term for word in typed for term in terms([Word(word)], vocabulary)]
    possible = [typed[at] for at in prefilter(all_terms)(FULL)]
    assert possible == ["T", "Offences", "vote", "against", "7", "届会", "EFF", "题"]
