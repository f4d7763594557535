"""Which events, and which entries of events, match a query."""

import pytest
from small import EVENTS, event, ids, parsed

from ahc_cli.model.fields import FIELDS
from ahc_cli.model.statements import entries
from ahc_cli.query.algebra import EVERYTHING, Or
from ahc_cli.query.predicates import predicate

# A query → the events of the small dataset that match it.
MATCHING_EVENTS = [
    ("id:session-1,signing", "session-1 signing"),
    ("date:2022-06", "session-2 vote-2022"),
    ("date:2022-05", "letter-2022 session-2"),
    ("date:2021..2022-02", "draft-2021 session-1"),
    ("date:2030", "signing"),
    ("within:2022-05", "letter-2022"),
    ("within:2022-05-01..2022-05-30", ""),
    ("within:2021", "draft-2021"),
    ("within:2025", ""),
    ("within:2025..", "signing"),
    ("since:2022-06", "session-2 vote-2022 session-3 signing"),
    ("since:2022-05-31", "letter-2022 session-2 vote-2022 session-3 signing"),
    ("until:2022-02", "draft-2021 session-1"),
    ("until:2022", "draft-2021 session-1 letter-2022 session-2 vote-2022"),
    ("since:2022-03 until:2022-05", "session-1 letter-2022 session-2"),
    ("since:..2022", EVENTS),
    ("until:2022..", EVENTS),
    ("precision:window", ""),
    ("precision:range", ""),
    ("precision:month", "letter-2022"),
    ("year:2022", "session-1 letter-2022 session-2 vote-2022"),
    ("year:2023,2021", "draft-2021 session-3"),
    ("month:2022-06", "session-2 vote-2022"),
    ("9 Jan 2023", "session-3"),
    ("9 Jan 2023 session", "session-3"),
    ("date:2023-01-09 session", "session-3"),
    ("within:Feb 2022..Mar 2022", "session-1"),
    ("kind:document,letter", "draft-2021 letter-2022"),
    ("kind:sessions", "session-1 session-2 session-3"),
    ("confidence:unverified", "session-3"),
    ("status:scheduled", "signing"),
    ("when:past", "draft-2021 session-1 letter-2022 session-2 vote-2022 session-3"),
    ("when:upcoming", "signing"),
    ("when:overdue,ongoing", ""),
    ("series:session", "session-1 session-2 session-3"),
    ("place:wien", "session-2 vote-2022 session-3"),
    ("format:hybrid", "session-1"),
    ("format:现场", "session-2"),
    ("body:AHC", "session-1 session-2 vote-2022 session-3"),
    ("actor:ahc", "session-1 letter-2022 session-2 vote-2022 session-3"),
    ("actor:俄罗斯", "draft-2021 session-2"),
    ("actor:RU,IN", "draft-2021 session-2 session-3"),
    ("actor.kind:state", "draft-2021 session-1 session-2 vote-2022 session-3"),
    ("region:europe", ""),
    ("subregion:eastern-europe", ""),
    ("role:observer,speaker", "session-1 session-3"),
    ("topic:offences", "session-2 vote-2022"),
    ("stance:opposes", "session-2"),
    ("doc:75/282", "vote-2022"),
    ("voted.yes:russia", ""),
    ("voted.no:russia", ""),
    ("voted.abstain:russia", ""),
    ("voted.absent:russia", ""),
    ("group:eff", ""),
    ("article:24", ""),
    ("doc:a/res/75/282", "vote-2022"),
    ("source:daily", "session-1 session-2"),
    ("source:eff", "session-1 session-2"),
    ("vote.yes:88", "vote-2022"),
    ("vote.yes:89", ""),
    ("vote.yes:88..", "vote-2022"),
    ("vote.yes:..87", ""),
    ("vote.no:..42", "vote-2022"),
    ("vote.abstain:33..", ""),
    ("states:100..149", "session-1"),
    ("states:100..148", ""),
    ("title:session", "session-1 session-2 session-3"),
    ("title:first", "session-1"),
    ("title:会议", "session-1 session-2 session-3"),
    ("text:calm", "session-1"),
    ("text:calm,hanoi", "session-1 signing"),
    ("text:俄罗斯", ""),
    ("confidence:corroborated", "session-1"),
    ("confidence:official", "session-2"),
    ("confidence:timeline,weak", "session-1 session-3"),
    ("has:votes,caveats", "session-2 vote-2022"),
    ("has:history", "session-3"),
    ("has:related", "session-1"),
    ("俄罗斯", "draft-2021 session-2"),
    ("session first", "session-1"),
    ("Human Rights Watch", "letter-2022"),
    ("not kind:session not place:vienna", "draft-2021 letter-2022 signing"),
    ("kind:letter or kind:session place:vienna", "letter-2022 session-2 session-3"),
    ("place:vienna date:2022..2023-03 not status:scheduled", "session-2 vote-2022 session-3"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), MATCHING_EVENTS, ids=[text for text, _ in MATCHING_EVENTS]
)
def test_events_match_a_query(context, dataset, text, expected):
    assert ids(filter(predicate(parsed(text, context), context), dataset.events)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until:2000", True),
        ("since:2022", True),
        ("since:2023", False),
        ("date:2000", True),
        ("within:2022", False),
    ],
)
def test_an_event_can_have_an_open_start(context, text, expected):
    assert predicate(parsed(text, context), context)(event(date="../2022")) is expected


def test_the_table_above_has_every_field():
    assert set(FIELDS) <= {text.partition(":")[0] for text, _ in MATCHING_EVENTS}


# A query → the entries of the small dataset that match it, as event/actor.
MATCHING_ENTRIES = [
    ("actor:eff", "session-1/eff session-2/eff"),
    ("actor:eff stance:opposes", "session-2/eff"),
    ("actor:eff stance:proposes", ""),
    ("actor:ahc", "letter-2022/ahc"),
    ("actor.kind:ngo", "session-1/eff letter-2022/hrw session-2/eff"),
    ("actor.kind:NGOs", "session-1/eff letter-2022/hrw session-2/eff"),
    ("actor.kind:state role:sponsor,speaker", "vote-2022/indonesia session-3/india"),
    ("role:author", "letter-2022/hrw"),
    ("stance:proposes", "session-2/russia session-2/belarus"),
    ("topic:safeguards", "session-2/eff"),
    ("topic:offences", "session-2/russia session-2/belarus"),
    ("id:session-1 date:2022-03-01", "session-1/united-states session-1/eff"),
    ("id:session-1 date:2022-03-02", "session-1/united-states"),
    ("id:session-1 within:2022-03", "session-1/eff"),
    ("place:vienna not stance:proposes", "session-2/eff vote-2022/indonesia session-3/india"),
    ("list of offences", "session-2/russia session-2/belarus"),
    ("Russia", "session-2/russia"),
    ("Belarus 罪行", "session-2/belarus"),
    ("human rights", "session-2/eff"),
    ("safeguards", "session-2/eff"),
    ("second session", "session-2/russia session-2/belarus session-2/eff"),
    ("second session EFF", "session-2/eff"),
    ("AHC", "letter-2022/ahc"),
    ("vienna india", "session-3/india"),
    ("attend", "session-1/united-states session-1/eff"),
]


@pytest.mark.parametrize(
    ("text", "expected"), MATCHING_ENTRIES, ids=[text for text, _ in MATCHING_ENTRIES]
)
def test_all_conditions_refer_to_the_same_entry(context, dataset, text, expected):
    matches = predicate(parsed(text, context), context, of_entries=True)
    found = [entry for each in dataset.events for entry in entries(each) if matches(entry)]
    assert " ".join(f"{entry.event.id}/{entry.actors[0]}" for entry in found) == expected


# Bare words → the actors of one event whose entries match: the title belongs to all, a position to
# its own actors.
WORDS_IN_ENTRIES = [
    ("Russia", "russia"),
    ("俄罗斯", "russia"),
    ("human rights", "eff russia"),
    ("Hanoi", ""),
    ("speaks", "eff"),
    ("calmly", "eff indonesia russia"),
    ("wrong speeches", ""),
    ("wrong", "indonesia"),
    ("Belarus", ""),
]


@pytest.mark.parametrize(("text", "actors"), WORDS_IN_ENTRIES)
def test_a_name_matches_the_entries_of_its_actor_alone(context, text, actors):
    talk = event(
        title={"en": "Russia speaks calmly of human rights in Hanoi"},
        actors=[{"actor": "eff", "role": "speaker"}],
        positions=[
            {"actors": ["indonesia"], "stance": "warns", "text": {"en": "Russia is wrong."}},
            {
                "actors": ["russia", "eff"],
                "stance": "urges",
                "topic": "safeguards",
                "text": {"en": "x"},
            },
        ],
    )
    matches = predicate(parsed(text, context), context, of_entries=True)
    assert (
        " ".join(sorted({entry.actors[0] for entry in entries(talk) if matches(entry)})) == actors
    )


def test_several_actors_side_by_side_are_alternatives_for_entries(context, dataset):
    matches = predicate(parsed("russia indonesia", context), context, of_entries=True)
    found = {
        entry.actors[0] for each in dataset.events for entry in entries(each) if matches(entry)
    }
    assert found == {"russia", "indonesia"}


ALTERNATIVES = (
    ("2021 2023", "date:2021,2023"),
    ("2021 sessions 2023", "date:2021,2023 kind:session"),
    ("vienna new york", "place:vienna,new-york"),
    ("vienna new york 2022", "place:vienna,new-york date:2022"),
    ("sessions letters", "kind:session,letter"),
    ("meetings letters sessions", "kind:session,letter"),
)


def test_several_dates_places_and_kinds_side_by_side_are_alternatives(context, dataset):
    for both, either in ALTERNATIVES:
        found = [
            ids(filter(predicate(parsed(text, context), context), dataset.events))
            for text in (both, either)
        ]
        assert found[0] == found[1] != ""
    # Conditions that name the field are all to be met.
    matches = predicate(parsed("date:2021 date:2023", context), context)
    assert not any(map(matches, dataset.events))


def test_no_condition_matches_everything_and_no_alternative_matches_nothing(context, dataset):
    assert ids(filter(predicate(EVERYTHING, context), dataset.events)) == EVENTS
    assert ids(filter(predicate(Or(()), context), dataset.events)) == ""


NAMES = {
    "US": ("join us", "the BUS", "the US"),
    "EFF": ("an eff", "the EFFORT", "the EFF"),
    "India": ("Indianapolis", "West Indian", "India, too"),
    "俄罗斯": ("白俄罗斯", "白俄罗斯人", "俄罗斯人"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_matches_as_a_whole(context, name):
    """The first two titles contain its letters; only the third one contains the name."""
    matches = predicate(parsed(name, context), context)
    assert [matches(event(title={"en": title})) for title in NAMES[name]] == [False, False, True]


@pytest.mark.parametrize("typed", ["第24条", "第二十四条", "article 24"])
@pytest.mark.parametrize("text", ["第24条很短", "第二十四条很短"])
def test_an_ordinal_matches_in_either_numerals(context, typed, text):
    matches = predicate(parsed(typed, context), context)
    assert matches(event(title={"zh": text}))
    assert not matches(event(title={"zh": "第二十五条很短"}))


@pytest.mark.parametrize("query", ["vote.no:0..", "vote.no:..5", "vote.abstain:0", "vote.yes:88"])
def test_an_unknown_count_matches_no_number(context, query):
    votes = [{"motion": {"en": "m"}, "result": "adopted", "yes": 88}]
    matches, differs = (
        predicate(parsed(text, context), context) for text in (query, f"not {query}")
    )
    assert matches(event(votes=votes)) is (query == "vote.yes:88")
    assert differs(event(votes=votes)) is (query != "vote.yes:88")


@pytest.mark.parametrize(
    ("query", "expected"), [("vote.no:..5", True), ("vote.no:0", True), ("vote.no:1..", False)]
)
def test_a_count_of_zero_is_a_number(context, query, expected):
    votes = [{"motion": {"en": "m"}, "result": "adopted", "yes": 88, "no": 0}]
    assert predicate(parsed(query, context), context)(event(votes=votes)) is expected


def test_a_predicate_can_be_asked_of_many_events_in_any_order(context, dataset):
    matches = predicate(parsed("title:session text:committee", context), context)
    assert (
        ids(filter(matches, [*dataset.events, *reversed(dataset.events)])) == "session-1 session-1"
    )
