"""Loading a document, an array or NDJSON: what is told apart, completed and computed again."""

from datetime import date
from typing import get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import ARRAY, DOCUMENT, EVENTS, LINES, PLAIN, dataset_of, event, ids, numbered, to_json
from strategies import events

from ahc_cli.data import files, load
from ahc_cli.data.load import bundled, read
from ahc_cli.errors import DatasetError
from ahc_cli.model.records import Claim, Event, Title

DOCUMENTS = {
    "in one line": to_json(DOCUMENT),
    "in many lines": to_json(DOCUMENT, 2),
    "CRLF": to_json(DOCUMENT, 2).replace("\n", "\r\n"),
    "a BOM": "\ufeff" + to_json(DOCUMENT),
    "blank lines first": "\n \n\t\n" + to_json(DOCUMENT, 2) + "\n\n",
    "events first": to_json({"events": ARRAY} | DOCUMENT),
}
ARRAYS = {
    "in one line": to_json(ARRAY),
    "in many lines": to_json(ARRAY, 2),
    "an event per line": "[\n" + ",\n".join(LINES) + "\n]\n",
    "a BOM": "\ufeff" + to_json(ARRAY, 1),
    "blank lines first": "\n\n" + to_json(ARRAY),
}
NDJSON = {
    "plain": "\n".join(LINES) + "\n",
    "no line feed at the end": "\n".join(LINES),
    "CRLF": "\r\n".join(LINES) + "\r\n",
    "blank lines": "\n \n" + "\n\n \t\n".join(LINES) + "\n\n",
    "a BOM": "\ufeff" + "\n".join(LINES),
    "a blank first": f" {LINES[0]}\n" + "\n".join(LINES[1:]),
    "blanks around each line": "\n".join(f"  {line} " for line in LINES),
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_has_its_own_vocabulary(text, dataset):
    assert dataset_of(text) == dataset
    assert (dataset.edition, dataset.title) == (
        date(2023, 6, 1),
        Title(en="A small record", zh="小型记录"),
    )
    assert (dataset.whole, ids(dataset.events)) == (True, EVENTS)
    assert set(dataset.vocabulary.places) == set(DOCUMENT["places"])


@pytest.mark.parametrize("text", ARRAYS.values(), ids=ARRAYS)
def test_an_array_has_the_bundled_vocabulary(text):
    loaded = dataset_of(text)
    assert (loaded.whole, ids(loaded.events), loaded.vocabulary) == (
        False,
        EVENTS,
        bundled().vocabulary,
    )


@pytest.mark.parametrize("text", NDJSON.values(), ids=NDJSON)
def test_ndjson_has_the_bundled_vocabulary_too(text):
    loaded = dataset_of(text)
    assert (loaded.whole, ids(loaded.events), loaded.vocabulary) == (
        False,
        EVENTS,
        bundled().vocabulary,
    )


def test_ndjson_is_read_while_it_is_iterated():
    loaded = iter(dataset_of(f"{LINES[0]}\n[]\n").events)
    assert next(loaded).id == "draft-2021"
    with pytest.raises(DatasetError, match=r"^standard input:2:1: expected {.*}, got array$"):
        next(loaded)


def test_the_events_of_ndjson_can_be_iterated_again_if_they_are_in_memory():
    loaded = dataset_of("\n".join(LINES)).in_memory()
    assert (ids(loaded.events), ids(loaded.events)) == (EVENTS, EVENTS)


def test_a_file_is_loaded_like_standard_input(path):
    assert read(str(path), None) == dataset_of(path.read_bytes())


def test_an_empty_array_is_a_dataset():
    assert [tuple(dataset_of(text).events) for text in ("[]", " [ ] ", "\ufeff[]\n")] == [
        (),
        (),
        (),
    ]


CUT = {
    "a document": DOCUMENTS["in one line"],
    "a document of many lines": DOCUMENTS["in many lines"],
    "an array": ARRAYS["in one line"],
    "NDJSON": NDJSON["no line feed at the end"],
}


@pytest.mark.parametrize("text", CUT.values(), ids=CUT)
def test_an_incomplete_dataset_is_refused_wherever_it_ends(text):
    data = text.encode()
    complete = (
        {i for i in range(len(data)) if b"\n" in data[i - 1 : i + 1]}
        if text == CUT["NDJSON"]
        else set()
    )
    for length in set(range(1, len(data), 97)) - complete:
        with pytest.raises(DatasetError):
            list(dataset_of(data[:length]).events)


def select(lines, test_short=None, test_line=None):
    """Return the ids of the events of NDJSON that pass the tests."""
    return ids(dataset_of("\n".join(lines)).events.select(test_short, test_line))


def test_lines_of_ndjson_can_be_selected_by_their_short_fields_or_their_bytes():
    assert select(LINES, lambda short: short.kind == "letter") == "letter-2022"
    assert select(LINES, None, lambda line: b"Rules" in line or b"rules" in line) == "vote-2022"
    assert (
        select(LINES, lambda short: short.place == "vienna", lambda line: b"India" in line)
        == "session-3"
    )


def test_the_short_fields_are_those_of_the_event():
    def fields(one):
        return (
            one.id,
            one.date,
            one.status,
            one.kind,
            one.place,
            one.body,
            one.series,
            one.format,
        )

    seen = []
    select(LINES, lambda short: seen.append(fields(short)))
    assert seen == [fields(event) for event in dataset_of("\n".join(LINES)).events]


@pytest.mark.parametrize("size", [1, 300, 1 << 20])
def test_lines_are_decoded_in_batches_of_any_size(monkeypatch, size):
    monkeypatch.setattr(files, "_CHUNK", size)
    lines = ["", *LINES[:2], " \t\v", *LINES[2:], ""]
    assert select(lines, lambda short: short.kind == "letter") == "letter-2022"
    for wrong in ("{", "1", LINES[0], f"{LINES[0]} 1", to_json(PLAIN | {"id": "-"})):
        with pytest.raises(DatasetError, match=f"^standard input:{len(lines) + 1}:"):
            select([*lines, wrong, "{"], lambda short: short.kind == "letter")


def test_two_events_on_a_line_are_an_error_also_before_a_blank_line():
    with pytest.raises(DatasetError, match=r"^standard input:1:\d+: more than one value"):
        select([LINES[0] + LINES[1], "", LINES[2]], lambda _: False)


def selected(text, test_short=None, test_text=None):
    """Return the ids of the events of an array that pass the tests."""
    return ids(dataset_of(text).events.select(test_short, test_text))


def test_the_events_of_an_array_can_be_selected_too():
    assert selected(to_json(ARRAY), lambda short: short.kind == "letter") == "letter-2022"
    assert selected(to_json(ARRAY), None, lambda text: b"India" in text) == "session-3"
    assert selected(to_json(ARRAY)) == EVENTS


def test_events_of_an_array_that_are_not_selected_are_checked_for_their_short_fields_alone():
    assert selected(to_json([PLAIN | {"titel": 1}]), lambda _: False) == ""
    wrong = {"kind": "sesion"}, {"date": "2022-02-30"}, {"id": "A"}, {"id": "letter"}
    for change in wrong:
        with pytest.raises(DatasetError, match=r"^standard input:1:\d+: \[1\]\."):
            selected(to_json([PLAIN | {"id": "letter"}, PLAIN | change]), lambda _: False)
    with pytest.raises(
        DatasetError, match=r"^standard input:1:\d+: not UTF-8; convert the file first$"
    ):
        selected(to_json([PLAIN]).encode().replace(b"Talk", b"\xff"), lambda _: False)
    with pytest.raises(DatasetError, match=r"^standard input:1:"):
        list(dataset_of(to_json([PLAIN | {"titel": 1}])).events)


def test_an_event_over_several_lines_is_not_ndjson():
    first, *rest = to_json(PLAIN, 1).split("\n")
    with pytest.raises(
        DatasetError, match=r"^standard input:2:2: ends too early; is the file complete\?$"
    ):
        select([LINES[0], first, *rest], lambda short: short.kind == "letter")


SELECTED = {
    "short fields": (PLAIN | {"kind": "sesion"}, "2:32: kind: 'sesion' is not one of "),
    "dates": (PLAIN | {"date": "2022-13"}, "2:16: date: '2022-13' is not a date; "),
    "ids used twice": (ARRAY[0], "2:2: id: 'draft-2021' is used twice"),
}


@pytest.mark.parametrize(("second", "message"), SELECTED.values(), ids=SELECTED)
def test_lines_that_are_not_selected_are_checked_for(second, message):
    with pytest.raises(DatasetError) as error:
        select([LINES[0], to_json(second)], lambda _: False)
    assert str(error.value).startswith(f"standard input:{message}")


@pytest.mark.parametrize("wrong", ["A", "1a", "a b", "a\nb", "a\n", "", "é", "x" * 65])
def test_ids_of_lines_that_are_not_selected_are_checked_too(wrong):
    with pytest.raises(DatasetError, match=r"^standard input:2:\d+: id: "):
        select([LINES[0], to_json(PLAIN | {"id": wrong})], lambda _: False)


def test_lines_that_are_not_selected_are_checked_for_their_encoding_but_not_for_their_other_fields():
    assert select([to_json(PLAIN | {"titel": 1})], lambda _: False) == ""
    with pytest.raises(
        DatasetError, match=r"^standard input:1:\d+: not UTF-8; convert the file first$"
    ):
        list(
            dataset_of(to_json(PLAIN).encode().replace(b"Talk", b"\xff")).events.select(
                lambda _: False
            )
        )


def test_a_problem_of_a_selected_line_is_reported_as_without_a_selection():
    with pytest.raises(
        DatasetError, match=r"^standard input:1:61: title\.en: expected str \| null, got int$"
    ):
        select([to_json(PLAIN | {"title": {"en": 1}})], lambda _: True)


@pytest.mark.parametrize("used", [("one", "one"), ("today",), ("bundled",)], ids=" ".join)
def test_an_id_is_used_once_and_is_not_reserved_in_arrays_and_ndjson_either(used):
    lines = [to_json(PLAIN | {"id": id_}) for id_ in used]
    for text in (f"[{','.join(lines)}]", "\n".join(lines)):
        with pytest.raises(DatasetError, match=f"'{used[0]}' is"):
            list(dataset_of(text).events)


def test_unknown_ids_in_arrays_and_ndjson_are_kept():
    strange = event(
        place="atlantis",
        body="nobody",
        topics=["space"],
        facts=[{"text": {"en": "x"}, "sources": ["a"]}],
    )
    text = msgspec.json.encode(strange).decode()
    assert [list(dataset_of(written).events) for written in (f"[{text}]", f"{text}\n")] == [
        [strange],
        [strange],
    ]


def first_event(**change):
    """Load the small document with a change in its first event, and return that."""
    return dataset_of(to_json(DOCUMENT | {"events": [ARRAY[0] | change, *ARRAY[1:]]})).events[0]


STATUS = [
    # date, status given, status loaded: the edition is of 1 June 2023
    ("2023-06-01", None, "happened"),
    ("2023-06-02", None, "scheduled"),
    ("2023-06", None, "happened"),
    ("2023", None, "happened"),
    ("2023-07", None, "scheduled"),
    ("2023-06-02/..", None, "scheduled"),
    ("../2024", None, "happened"),
    ("2024", "cancelled", "cancelled"),
    ("2022", "scheduled", "scheduled"),
    ("2024", "happened", "happened"),
]


@pytest.mark.parametrize(("dated", "given", "loaded"), STATUS)
def test_a_missing_status_depends_on_the_first_day_and_the_edition(dated, given, loaded):
    assert first_event(date=dated, **({"status": given} if given else {})).status == loaded


def test_confidence_follows_from_the_sources(dataset):
    facts = [fact for event in dataset.events for fact in event.facts]
    assert [fact.confidence for fact in facts] == ["corroborated", "timeline", "official", "weak"]


CONFIDENCE = [
    pytest.param(["repost"], "weak", id="computed again"),
    pytest.param([], msgspec.UNSET, id="none without a source"),
]
WITH_SOURCES = {
    "facts": {"text": {"en": "x"}},
    "positions": {"actors": ["eff"], "stance": "urges", "text": {"en": "x"}},
    "votes": {"motion": {"en": "x"}, "result": "adopted"},
    "attendance": {"count": 1, "of": "states"},
}


def test_the_claims_of_an_event_are_those_above():
    """A new key of claims fails here until it is written above, and below until it is computed."""
    types = get_type_hints(Event)
    assert set(WITH_SOURCES) == {key for key, type_ in types.items() if is_of_claims(type_)}


def is_of_claims(type_):
    """Whether a type is that of a tuple of claims."""
    return any(isinstance(item, type) and issubclass(item, Claim) for item in get_args(type_))


@pytest.mark.parametrize("key", WITH_SOURCES)
@pytest.mark.parametrize(("sources", "confidence"), CONFIDENCE)
def test_confidence_in_the_data_is_not_trusted(key, sources, confidence):
    claimed = WITH_SOURCES[key] | {"sources": sources, "confidence": "corroborated"}
    assert [item.confidence for item in getattr(first_event(**{key: [claimed]}), key)] == [
        confidence
    ]


def test_confidence_stays_as_given_if_a_source_is_unknown():
    fact = {"text": {"en": "x"}, "sources": ["nowhere"], "confidence": "official"}
    (loaded,) = dataset_of(to_json([PLAIN | {"facts": [fact]}])).events
    assert [fact.confidence for fact in loaded.facts] == ["official"]


ADDED = {
    "days": {"start": "1999-01-01", "end": None, "precision": "day"},
    "a score": {"score": 7.5},
    "no matches": {"matches": []},
    "a score and matches": {"score": 7.5, "matches": [{"field": "title.en", "start": 0, "end": 5}]},
}


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_what_answers_add_is_accepted_and_computed_again_or_removed(added):
    assert first_event(**added) == first_event()
    changed = [to_json(ARRAY[0] | added), *LINES[1:]]
    assert list(dataset_of("\n".join(changed)).events) == list(dataset_of("\n".join(LINES)).events)


def test_as_many_events_as_are_allowed_are_held_in_memory(monkeypatch):
    monkeypatch.setattr(load, "MAX_EVENTS", len(LINES))
    assert ids(dataset_of("\n".join(LINES)).in_memory().events) == EVENTS
    with pytest.raises(DatasetError, match="to hold in memory"):
        dataset_of("\n".join([*LINES, to_json(PLAIN)])).in_memory()


@given(st.lists(events(), max_size=5))
def test_an_answer_is_a_dataset_and_does_not_change_when_it_is_loaded_again(made):
    given_events = numbered(made)
    array = msgspec.json.encode(list(dataset_of(msgspec.json.encode(given_events)).events))
    assert msgspec.json.encode(list(dataset_of(array).events)) == array
    if made:
        lines = b"\n".join(map(msgspec.json.encode, given_events))
        assert msgspec.json.encode(list(dataset_of(lines).events)) == array


def test_the_bundled_dataset_is_a_document(monkeypatch, dataset):
    monkeypatch.setattr(files, "get_data", lambda *_: to_json(DOCUMENT).encode())
    assert bundled() == dataset


def test_an_error_that_is_not_in_the_data_is_not_explained_by_the_data(monkeypatch):
    def fail(*_, **__):
        raise MemoryError

    given = dataset_of(to_json(ARRAY)).events
    monkeypatch.setattr(load, "_complete", fail)
    with pytest.raises(MemoryError):
        list(given)
