"""Older treaties in a dataset: what `ahc validate` accepts of them, and what it refuses."""

import pytest
from small import dataset_of

from ahc_cli.data.load import read
from data.invalid import document, messages, problems_at

TREATY = {"name": {"en": "Old Treaty", "zh": "旧条约"}, "article_count": 9}
PARALLEL = {"treaties": ["old"], "relation": "same-subject", "basis": "editors", "sources": ["un"]}
TOPIC = {"name": {"en": "Scope"}}


def with_article(**article) -> dict:
    """Return the changes that give a document a treaty, and an article with some keys."""
    made = {"number": 1, "sources": ["un"]} | article
    return {"treaties": {"old": TREATY}, "instrument": {"name": {"en": "x"}, "articles": [made]}}


def parallel(**change) -> dict:
    """Return the changes that give a document one parallel."""
    return with_article(parallels=[PARALLEL | change])


WHERE = "instrument.articles[0]"
EDITORS = "editors say 'same-subject' alone; this needs 'texts' or a 'source'"
REFUSED = [
    pytest.param(parallel(relation="wider"), '"relation"', f"{WHERE}.parallels[0].relation: {EDITORS}", id="wider, by editors"),
    pytest.param(parallel(relation="close-wording"), '"relation"', f"{WHERE}.parallels[0].relation: {EDITORS}", id="close, by editors"),
    pytest.param(parallel(articles=[9, 10]), "10", f"{WHERE}.parallels[0].articles[1]: not within 1 to 9", id="a number beyond the last"),
    pytest.param(parallel(articles=[[8, 10]]), "[8, 10]", f"{WHERE}.parallels[0].articles[0]: not within 1 to 9", id="a range beyond the last"),
    pytest.param(parallel(articles=[[5, 4]]), "[5, 4]", f"{WHERE}.parallels[0].articles[0]: not within 1 to 9", id="a range in reverse"),
    pytest.param(parallel(articles=[[4]]), "[4]", f"{WHERE}.parallels[0].articles[0]: expected array of length >= 2", id="half of a range"),
    pytest.param(parallel(treaties=["odd"]), '"odd"', f"{WHERE}.parallels[0].treaties[0]: unknown treaty 'odd'; add it to 'treaties'", id="an unknown treaty"),
    pytest.param(with_article(without=["new-one"]), '"new-one"', f"{WHERE}.without[0]: unknown treaty 'new-one'; add it to 'treaties'", id="without an unknown one"),
    pytest.param(parallel(sources=[]), '"sources"', f"{WHERE}.parallels[0].sources: must not be empty", id="no source"),
    pytest.param(parallel(treaties=[]), '"treaties"', f"{WHERE}.parallels[0].treaties: must not be empty", id="no treaty"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "at", "message"), REFUSED)
def test_a_parallel_that_nobody_can_know_is_refused_with_its_place(change, at, message):
    assert problems_at(document(schema_version=3, **change), [(at, "")]) == [(at, message)]


@pytest.mark.parametrize(("key", "value"), [("relation", "like"), ("basis", "guess")])
def test_relation_and_basis_are_closed_sets(key, value):
    (message,) = messages(document(schema_version=3, **parallel(**{key: value})))
    assert f"'{value}' is not one of" in message


@pytest.mark.parametrize(
    "change",
    [
        {"relation": "same-subject"},
        {"relation": "wider", "basis": "texts", "articles": [9]},
        {"relation": "narrower", "basis": "source", "articles": [1, [3, 9]], "part": "(2)"},
        {"relation": "close-wording", "basis": "source"},
    ],
)
@pytest.mark.parametrize("version", [2, 3])
def test_what_editors_texts_and_sources_may_say_is_read(change, version):
    data = document(schema_version=version, **parallel(**change))
    assert messages(data) == []
    (article,) = dataset_of(data).vocabulary.instrument.articles
    assert article.parallels[0].relation == change["relation"]
    assert article.title is None


def test_a_treaty_has_no_name_of_a_topic_or_of_another_but_those_of_its_own_topic():
    named = TREATY | {"aliases": ["scope"]}
    topics = {"scope": TOPIC, "other": {"name": {"en": "Other"}}}
    own = {"old": named | {"topic": "scope"}}
    assert messages(document(topics=topics, treaties=own)) == []
    for treaties in (
        {"old": named},
        {"old": named | {"topic": "other"}},
        {"old": TREATY, "new": TREATY},
    ):
        assert "is a name of both" in messages(document(topics=topics, treaties=treaties))[0]


def test_the_id_of_a_treaty_is_of_nothing_else():
    (message,) = messages(document(treaties={"vienna": TREATY}))
    assert "'vienna' is used twice" in message


@pytest.mark.parametrize("version", [1, 4])
def test_another_version_is_refused_with_the_program_that_reads_it(version):
    (message,) = messages(document(schema_version=version))
    assert "ahc-cli 2 reads version 1, a later ahc-cli a later one" in message


def test_a_dataset_without_treaties_has_none(tmp_path):
    path = tmp_path / "old.json"
    path.write_bytes(document())
    assert read(str(path), None).vocabulary.treaties == {}
