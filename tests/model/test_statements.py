"""Statements: everything that an event says, item by item, in one flat form."""

from hypothesis import given
from small import event
from strategies import events

from ahc_cli.model.statements import entries, of_item, statements

TALK = event(
    "talk",
    series="session",
    body="ahc",
    place="vienna",
    summary={"en": "It meets."},
    facts=[{"text": {"en": "A", "zh": "甲"}, "sources": ["daily"], "confidence": "single"}],
    votes=[{"motion": {"en": "M"}, "yes": 88, "no": 42, "abstain": 32, "result": "adopted"}],
    positions=[
        {"actors": ["russia", "india"], "stance": "urges", "topic": "scope", "text": {"en": "P"}}
    ],
    actors=[{"actor": "eff", "role": "speaker", "date": "2022-05"}],
    attendance=[{"count": 149, "of": "states"}],
    documents=[{"symbol": "A/1", "title": {"en": "D"}}],
    caveats=[{"text": {"en": "C"}}],
    topics=["safeguards"],
)
BY_PATH = {each.path: each for each in statements(TALK)}


def test_an_event_is_its_title_summary_items_and_topics():
    assert " ".join(BY_PATH) == (
        "title summary facts[0] votes[0] positions[0] actors[0] attendance[0] documents[0] caveats[0] topics"
    )
    assert [each.path for each in statements(event())] == ["title"]


TEXTS = {
    # path → its texts
    "title": [("id", "talk"), ("title.en", "Talk")],
    "summary": [("summary.en", "It meets.")],
    "facts[0]": [("facts[0].text.en", "A"), ("facts[0].text.zh", "甲")],
    "votes[0]": [("votes[0].motion.en", "M")],
    "positions[0]": [("positions[0].text.en", "P")],
    "actors[0]": [],
    "attendance[0]": [],
    "documents[0]": [("documents[0].symbol", "A/1"), ("documents[0].title.en", "D")],
    "caveats[0]": [("caveats[0].text.en", "C")],
    "topics": [],
}
TAGS = {
    "title": {("actor", "ahc"), ("event", "talk"), ("place", "vienna")},
    "positions[0]": {("actor", "russia"), ("actor", "india"), ("topic", "scope")},
    "actors[0]": {("actor", "eff")},
    "topics": {("topic", "safeguards")},
}
CODES = {
    "title": {("kind", "session"), ("status", "happened"), ("series", "session")},
    "facts[0]": {("has", "facts")},
    "votes[0]": {
        ("has", "votes"),
        ("number", "88"),
        ("number", "42"),
        ("number", "32"),
        ("number", "88-42-32"),
    },
    "positions[0]": {("has", "positions"), ("stance", "urges")},
    "actors[0]": {("has", "actors"), ("role", "speaker")},
    "attendance[0]": {("has", "attendance"), ("number", "149")},
}


def test_a_statement_has_its_texts_with_their_paths_its_tags_and_its_codes():
    assert {path: list(each.texts) for path, each in BY_PATH.items()} == TEXTS
    assert {path: set(each.tags) for path, each in BY_PATH.items()} == {
        path: set() for path in BY_PATH
    } | TAGS
    assert {path: set(each.codes) for path, each in BY_PATH.items() if path in CODES} == CODES


def test_a_statement_has_its_own_date_sources_and_confidence_or_the_date_of_its_event():
    assert (BY_PATH["facts[0]"].sources, BY_PATH["facts[0]"].confidence) == (("daily",), "single")
    assert [BY_PATH[path].date for path in ("facts[0]", "actors[0]")] == ["2022", "2022-05"]
    assert BY_PATH["caveats[0]"].confidence is None


def test_an_entry_is_one_actor_in_a_role_or_with_a_position():
    found = [
        (each.path, each.actors, each.role, each.stance, each.topic, each.date)
        for each in entries(TALK)
    ]
    assert found == [
        ("actors[0]", ("eff",), "speaker", None, None, "2022-05"),
        ("positions[0]", ("russia",), None, "urges", "scope", "2022"),
        ("positions[0]", ("india",), None, "urges", "scope", "2022"),
    ]


@given(events())
def test_every_item_is_one_statement_and_every_text_has_a_path_of_its_own(made):
    said = list(statements(made))
    assert len({each.path for each in said}) == len(said)
    assert [
        each
        for each in said
        if each.index is not None and each != of_item(made, each.key, each.index, each.item)
    ] == []
    paths = [path for each in said for path, _text in each.texts]
    assert len(set(paths)) == len(paths)
    assert sum(len(each.actors) for each in said if each.key in ("actors", "positions")) == len(
        list(entries(made))
    )
