"""The bundled data: well formed, whole in both languages, in our own words."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from ahc_cli import dataset
from ahc_cli.matching import Word
from ahc_cli.models import RESERVED, references
from ahc_cli.query import And, Context, Is, parse
from ahc_cli.search import search
from ahc_cli.text import width
from ahc_cli.validate import problems
from ahc_cli.vocabulary import names

FILE = Path(__file__).parent.parent / "data" / "events.json"
DATA = json.loads(FILE.read_text(encoding="utf-8"))
RECORD = dataset.bundled()
EVENTS = {event.id: event for event in RECORD.events}
VOCABULARY = RECORD.vocabulary

FIXED_IDS = [
    "draft-2017",
    "third-2018",
    "ga-2018",
    "third-2019",
    "ga-74-247",
    "postponed-2020",
    "postponed-2021",
    "org-session",
    "ga-75-282",
    "org-matters",
    "session-1",
    "session-2",
    "session-3",
    "session-4",
    "session-5",
    "session-6",
    "consultation-1",
    "consultation-2",
    "consultation-3",
    "consultation-4",
    "consultation-5",
    "cnd-1",
    "zero-draft",
    "concluding-session",
    "reconvening-decision",
    "reconvened-session",
    "adoption-2024",
    "third-2024",
    "ga-79-243",
    "signing-hanoi",
    "rules-session",
]

# The dated entries of the timeline that the data began with → the events that they became.
ENTRIES = {
    "2017-10": ["draft-2017"],
    "2019-11": ["third-2019", "apc-letter-2019"],
    "2019-12": ["ga-74-247"],
    "2020-08": ["postponed-2020"],
    "2021-01": ["hrw-2021-01"],
    "2021-05": ["org-session", "ga-75-282"],
    "2021-12": ["rights-letter-2021"],
    "2022-01": ["cpj-2022"],
    "2022-02": ["session-1"],
    "2022-03": ["consultation-1"],
    "2022-04": ["rights-groups-2022"],
    "2022-05": ["session-2"],
    "2022-06": ["eff-speech-2022", "consultation-2"],
    "2022-07": ["ngo-letter-2022"],
    "2022-08": ["session-3"],
    "2022-11": ["consultation-3", "cnd-1"],
    "2022-12": ["cnd-letter-2022", "pi-eff-2022"],
    "2023-01": ["session-4"],
    "2023-03": ["consultation-4"],
    "2023-04": ["session-5"],
    "2023-06": ["consultation-5"],
    "2023-08": ["session-6"],
    "2024-01": ["concluding-session"],
}


def texts(value, path=""):
    """Every text of the data with its path."""
    if isinstance(value, dict) and value and set(value) <= {"en", "zh"}:
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            name = inner.get("id", number) if isinstance(inner, dict) else number
            yield from texts(inner, f"{path}[{name}]")


def test_the_data_are_valid():
    assert problems(FILE.read_bytes()) == []


def test_the_fixed_ids_are_there():
    assert [id_ for id_ in FIXED_IDS if id_ not in EVENTS] == []


def test_an_id_names_one_thing():
    ids = [*EVENTS, *VOCABULARY.actors, *VOCABULARY.topics, *VOCABULARY.places, *VOCABULARY.sources]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(RESERVED)


def test_events_stand_in_the_order_of_time():
    assert list(EVENTS) == [event.id for event in sorted(RECORD.events, key=lambda e: (e.start, e.end, e.id))]


@pytest.mark.parametrize("month", ENTRIES)
def test_every_entry_of_the_timeline_is_an_event(month):
    for id_ in ENTRIES[month]:
        event = EVENTS[id_]
        told = [event.date, *(plan.date for plan in event.history)]
        assert any(month in (date[:7], date.partition("/")[2][:7]) for date in told), (id_, told)
        assert any("eff-timeline" in fact.sources for fact in event.facts) or event.history, id_


def test_every_text_is_in_both_languages():
    assert [path for path, text in texts(DATA) if set(text) != {"en", "zh"}] == []


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    sentences = [(p, t) for p, t in texts(DATA["events"]) if not p.endswith((".name", ".short"))]
    assert [path for path, text in sentences if not re.search("[一-鿿]", text["zh"])] == []
    quoting = "caveats"  # which may quote a Chinese name
    assert [path for path, text in sentences if re.search("[一-鿿]", text["en"]) and quoting not in path] == []


def test_chinese_texts_have_full_width_punctuation():
    bad = re.compile("[一-鿿][,;:!?]|[,;!?][一-鿿]|[一-鿿]\\.(?!\\d)")
    assert [(path, text["zh"]) for path, text in texts(DATA["events"]) if bad.search(text["zh"])] == []


def test_titles_fit_a_table():
    assert [(path, text) for path, text in texts(DATA["events"]) if path.endswith(".title") and "documents" not in path
            and max(width(text["en"]), width(text["zh"])) > 72] == []  # fmt: skip


def test_every_name_in_the_vocabularies_is_used():
    used = {(table, id_) for event in RECORD.events for table, id_, _ in references(event)}
    defined = {(table, id_) for table in ("actor", "place", "topic", "source") for id_ in VOCABULARY.table(table)}
    assert used == defined


def test_every_item_has_a_source():
    bare = [
        (event.id, name)
        for event in RECORD.events
        for name in ("facts", "positions", "votes", "attendance", "documents", "caveats", "history")
        for item in getattr(event, name)
        if not item.sources
    ]
    assert bare == []


def test_every_event_has_a_summary_and_a_fact():
    assert [event.id for event in RECORD.events if event.summary is None or not event.facts] == []


def test_related_events_exist_and_know_of_each_other():
    assert [(e.id, r) for e in RECORD.events for r in e.related if e.id not in EVENTS[r].related] == []


def han(text):
    return re.sub("[^\u3400-\u9fff]", "", text)


def test_no_sentence_is_taken_from_the_timeline():
    known = set((Path(__file__).parent / "timeline_hashes.txt").read_text().split())
    official = [han(name) for name in VOCABULARY.entities]
    taken = []
    for path, text in texts(DATA):
        only = han(text["zh"])
        runs = (only[i : i + 14] for i in range(len(only) - 13))
        taken += [
            (path, run)
            for run in runs
            if hashlib.sha256(run.encode()).hexdigest()[:10] in known and not any(run in name for name in official)
        ]
    assert taken == []


def test_no_name_is_shared_by_two_entities():
    shared = {name: bearers for name, bearers in VOCABULARY.entities.items() if len(bearers) > 1}
    assert shared == {}
    ids = {id_ for table in ("actor", "topic", "place") for id_ in VOCABULARY.table(table)}
    wrong = [n for n, ((_, bearer),) in VOCABULARY.entities.items() if n in ids and n != bearer]
    assert wrong == []


ORDINARY = [
    "council",
    "third",
    "committee",
    "commission",
    "convention",
    "assembly",
    "session",
    "state",
    "states",
    "group",
    "court",
    "report",
    "draft",
    "letter",
    "union",
    "rights",
    "network",
    "watch",
    "chair",
    "host",
    "brown",
    "car",
    "in",
    "it",
    "no",
    "to",
    "is",
    "so",
    "id",
    "me",
    "my",
    "at",
    "be",
    "by",
    "ec",
    "cnd",
    "ep",
    "大会",
    "委员会",
    "国家",
    "组织",
    "会议",
    "公约",
    "草案",
]


def test_no_name_is_an_ordinary_word():
    assert [word for word in ORDINARY if word in VOCABULARY.entities] == []


def test_iso_codes_are_distinct_and_states_have_one():
    codes = {id_: actor.iso for id_, actor in VOCABULARY.actors.items() if actor.iso}
    assert len(set(codes.values())) == len(codes)
    assert [id_ for id_, a in VOCABULARY.actors.items() if (a.kind == "state") != (id_ in codes)] == []


def spelled():
    for table in ("actor", "topic", "place"):
        for id_, record in VOCABULARY.table(table).items():
            for name in names(record):
                yield pytest.param(table, id_, name, id=f"{id_}-{name}")


@pytest.mark.parametrize(("table", "id_", "name"), list(spelled()))
def test_searching_any_name_finds_every_event_of_it(table, id_, name):
    tagged = {
        e.id for e in RECORD.events for t, i, path in references(e) if (t, i) == (table, id_) and path[0] != "history"
    }
    assert tagged <= {event.id for event in search(RECORD.events, [Word(w) for w in name.split()], VOCABULARY)}


@pytest.mark.parametrize(("table", "id_", "name"), list(spelled()))
def test_a_name_needs_no_quotes_in_a_query(table, id_, name):
    context = Context(VOCABULARY, RECORD.edition)
    named = And((Is(table, (frozenset({id_}),)), Is("kind", (frozenset({"session"}),))))
    assert parse(f'{table}:"{name}" kind:session', context) == named
    if not {"(", "（"} & set(name):  # brackets are of the query
        assert parse(f"{table}:{name} kind:session", context) == named


def test_plans_are_told_before_the_event_is_over():
    late = [(e.id, p.as_of) for e in RECORD.events for p in e.history if e.end is not None and p.as_of >= e.end]
    assert late == []


def test_signatories_are_of_the_convention_alone():
    signed = {e.id: len([a for a in e.actors if a.role == "signatory"]) for e in RECORD.events}
    assert {id_: number for id_, number in signed.items() if number} == {
        "signing-hanoi": 69,
        "mauritius-2025": 1,
    }


def test_no_event_is_still_to_come_or_tells_of_today():
    assert [event.id for event in RECORD.events if event.end is None or event.end > RECORD.edition] == []
