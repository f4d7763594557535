"""Reading a dataset, whatever its guise, and looking at it as of a day."""

import gc
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import ARRAY, DOCUMENT, EVENTS, LINES, PLAIN, dumped, event, numbered, of
from strategies import events

from ahc_cli.data import files
from ahc_cli.data.files import open_input
from ahc_cli.data.load import bundled, read
from ahc_cli.errors import DatasetError
from ahc_cli.model.records import Text

GUISES = {
    "a document": dumped(DOCUMENT),
    "a document of many lines": dumped(DOCUMENT, 2),
    "a document with CRLF": dumped(DOCUMENT, 2).replace("\n", "\r\n"),
    "a document with a BOM": "\ufeff" + dumped(DOCUMENT),
    "a document after blank lines": "\n \n\t\n" + dumped(DOCUMENT, 2) + "\n\n",
    "a document whose events come first": dumped({"events": ARRAY} | DOCUMENT),
    "an array": dumped(ARRAY),
    "an array of many lines": dumped(ARRAY, 2),
    "an array of a line each": "[\n" + ",\n".join(LINES) + "\n]\n",
    "an array with a BOM": "\ufeff" + dumped(ARRAY, 1),
    "an array after blank lines": "\n\n" + dumped(ARRAY),
    "NDJSON": "\n".join(LINES) + "\n",
    "NDJSON without a last line feed": "\n".join(LINES),
    "NDJSON with CRLF": "\r\n".join(LINES) + "\r\n",
    "NDJSON with blank lines": "\n \n" + "\n\n \t\n".join(LINES) + "\n\n",
    "NDJSON with a BOM": "\ufeff" + "\n".join(LINES),
    "NDJSON with a blank before it": f" {LINES[0]}\n" + "\n".join(LINES[1:]),
    "NDJSON with blanks round its lines": "\n".join(f"  {line} " for line in LINES),
}


@pytest.mark.parametrize("text", GUISES.values(), ids=GUISES)
def test_the_guise_is_told_by_the_content(text, dataset):
    given = of(text)
    is_document = text.removeprefix("\ufeff").lstrip().startswith('{"schema') or '"edition"' in text
    assert given.whole is is_document
    assert isinstance(given.events, tuple) is (is_document or text.removeprefix("\ufeff").lstrip().startswith("["))
    assert given.vocabulary == (dataset.vocabulary if is_document else bundled().vocabulary)
    assert [event.id for event in given.events] == EVENTS.split()


def test_a_file_is_read_like_standard_input(path, dataset):
    assert read(str(path), None) == dataset == of(path.read_bytes())
    assert (dataset.edition, dataset.title) == (date(2023, 6, 1), Text(en="A small record", zh="小型记录"))


@pytest.mark.parametrize("line", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_only_a_line_feed_ends_a_line(line):
    title = f"one{line}two"
    one = json.dumps({"id": "one", "date": "2022", "kind": "letter", "title": {"en": title}}, ensure_ascii=line < " ")
    two = json.dumps({"id": "two", "date": "2022", "kind": "letter", "title": {"en": title}}, ensure_ascii=line < " ")
    assert [(event.id, event.title.en) for event in of(f"{one}\n{two}").events] == [
        ("one", title),
        ("two", title),
    ]


def test_lines_are_counted_with_the_blank_ones_and_the_bom():
    bad = '{"id": "x"}'
    for text, line in [
        (f"{LINES[0]}\n{bad}", 2),
        (f"\n\n{LINES[0]}\n\r\n{bad}", 5),
        (f"\n{bad}", 2),
        (f"\n \n{bad}\n{LINES[0]}", 3),
        (f"\ufeff\n{LINES[0]}\n{bad}", 3),
        (bad, 1),
    ]:
        with pytest.raises(DatasetError, match=rf"^standard input:{line}:1: "):
            list(of(text).events)


@pytest.mark.parametrize("text", ["[]", " [ ] ", "\ufeff[]\n"])
def test_an_empty_array_is_a_dataset(text):
    assert of(text).events == ()


REFUSED = {
    "nothing": (b"", "standard input: empty"),
    "blanks": (b" \n\n\t ", "standard input: empty"),
    "a BOM alone": (b"\xef\xbb\xbf", "standard input: empty"),
    "a word": (b"hello", "standard input: not JSON; a dataset starts with { or ["),
    "a page": (b"<html>", "standard input: not JSON; a dataset starts with { or ["),
    "zeros": (b"\0" * 9, "standard input: UTF-16, UTF-32 or binary, not UTF-8 text; convert it first"),
    "UTF-16 of the other order": (
        b"\xfe\xff" + "{}".encode("utf-16-be"),
        "standard input: UTF-16, UTF-32 or binary, not UTF-8 text; convert it first",
    ),
    "UTF-16": ("{}".encode("utf-16"), "standard input: UTF-16, UTF-32 or binary, not UTF-8 text; convert it first"),
    "gzip": (b"\x1f\x8b\x08\0", "standard input: compressed; decompress it first"),
    "zip": (b"PK\x03\x04", "standard input: compressed; decompress it first"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_a_dataset_is_refused_at_its_first_bytes(data, message):
    stream = BytesIO(data)
    with pytest.raises(DatasetError) as refused:
        read("-", lambda: stream)
    assert str(refused.value) == message
    assert stream.closed


def test_a_nul_further_on_is_a_fault_at_its_place():
    with pytest.raises(DatasetError, match=r"^standard input:1:5: expected ':'$"):
        of(b'{"a"\0')


def test_of_several_faults_of_a_line_the_first_is_told():
    with pytest.raises(DatasetError, match=r"^standard input:1:2: id: 'today' is reserved$"):
        list(of(dumped(PLAIN | {"id": "today", "kind": 3}) + "\n").events)


FIRST = [
    pytest.param(b'{"a": 1}\n{}\n', b'{"a": 1}\n', id="a line"),
    pytest.param(b"{}\n{}\n", b"{}\n", id="a line of two characters"),
    pytest.param(b"\n \n{}\n{}\n", b"\n \n{}\n", id="blank lines and one"),
    pytest.param(b"\xef\xbb\xbf{}\n{}\n", b"{}\n", id="a BOM and a line"),
    pytest.param(b"\xef\xbb\xbf\n{}\n{}\n", b"\n{}\n", id="a BOM, a blank line and one"),
]


@pytest.mark.parametrize(("data", "first"), FIRST)
def test_no_more_than_the_first_line_is_read_beforehand(data, first):
    stream = BytesIO(data)
    assert open_input("-", lambda: stream).first == first
    assert stream.read() == data.removeprefix(b"\xef\xbb\xbf")[len(first) :]


# A first line → whether NDJSON begins so.
NDJSON = [
    pytest.param(b'{"id": "a"}\n', True, id="an object"),
    pytest.param(b"{}\n", True, id="an empty object"),
    pytest.param(b'{"events": []}\n', False, id="a document"),
    pytest.param(b"{\n", False, id="the beginning of a document"),
    pytest.param(b'{"sources": {"a": {}}\n', False, id="the beginning of a document that ends like a line"),
    pytest.param(b'{"sources": {\n', False, id="the beginning of a table"),
    pytest.param(b'{"id": "a",}\n', True, id="a faulty object"),
    pytest.param(b'{"id": x\n', False, id="a faulty beginning"),
    pytest.param(b'{"events": [1,]}\n', False, id="a faulty document"),
    pytest.param(b'{"id": "\xff"}\n', True, id="a value that is not UTF-8"),
    pytest.param(b'{"\xff": 1}\n', False, id="a key that is not UTF-8"),
    pytest.param(b'{"id": ' + b"[" * 100_000 + b"}\n", False, id="too deep"),
    pytest.param(b"[1]\n", False, id="an array"),
]


@pytest.mark.parametrize(("first", "is_lines"), NDJSON)
def test_ndjson_is_known_by_its_first_line(first, is_lines):
    assert open_input("-", lambda: BytesIO(first)).is_lines is is_lines


@pytest.mark.parametrize(
    "text",
    [dumped(DOCUMENT), dumped(ARRAY), dumped(DOCUMENT, 2), "\n".join(LINES)],
    ids=["document", "array", "lines", "ndjson"],
)
def test_what_is_cut_off_is_refused_wherever_it_is_cut(text):
    data = text.encode()
    ends = {len("\n".join(LINES[:n]).encode()) + more for n in range(len(LINES) + 1) for more in (0, 1)}
    for length in range(1, len(data), 37):
        if text == "\n".join(LINES) and length in ends:
            continue
        with pytest.raises(DatasetError):
            list(of(data[:length]).events)


def changed(change, of_event=0):
    """The small document with one of its events changed."""
    events = [*ARRAY]
    events[of_event] = events[of_event] | change
    return DOCUMENT | {"events": events}


UNKNOWN = {
    "actor": {"actors": [{"actor": "rusia", "role": "speaker"}]},
    "body": {"body": "nobody"},
    "place": {"place": "paris"},
    "topic": {"topics": ["space"]},
    "source": {"facts": [{"text": {"en": "x"}, "sources": ["nowhere"]}]},
    "id used twice": {"id": "session-1"},
    "id of an actor": {"id": "russia"},
    "reserved id": {"id": "today"},
}


@pytest.mark.parametrize("change", UNKNOWN.values(), ids=UNKNOWN)
def test_a_whole_document_must_know_all_its_ids(change):
    with pytest.raises(DatasetError):
        of(dumped(changed(change, of_event=2)))


def test_beside_an_array_or_ndjson_an_unknown_id_is_shown_as_it_is():
    strange = event(
        place="atlantis",
        body="nobody",
        topics=["space"],
        facts=[{"text": {"en": "x"}, "sources": ["nowhere"]}],
    )
    text = msgspec.json.encode(strange).decode()
    for guise in (f"[{text}]", f"{text}\n"):
        (read_back,) = of(guise).events
        assert read_back == strange


@pytest.mark.parametrize("ids", [("one", "one"), ("today",), ("bundled",)])
def test_an_id_is_unique_and_not_reserved_in_any_guise(ids):
    lines = [dumped({"id": id_, "date": "2022", "kind": "letter", "title": {"en": "x"}}) for id_ in ids]
    for guise in ("[" + ",".join(lines) + "]", "\n".join(lines)):
        with pytest.raises(DatasetError):
            list(of(guise).events)


STATUS = [
    # date, status given, status read: the edition is of 1 June 2023
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


@pytest.mark.parametrize(("date", "given", "status"), STATUS)
def test_status_defaults_by_the_first_day_and_the_edition(date, given, status):
    change = {"date": date} | ({"status": given} if given else {})
    assert next(iter(of(dumped(changed(change))).events)).status == status


def test_confidence_is_computed_anew(dataset):
    facts = [fact for event in dataset.events for fact in event.facts]
    assert [fact.confidence for fact in facts] == ["corroborated", "timeline", "official", "weak"]
    claimed = {"text": {"en": "x"}, "sources": ["repost"], "confidence": "corroborated"}
    (fact,) = next(iter(of(dumped(changed({"facts": [claimed]}))).events)).facts
    assert fact.confidence == "weak"


def test_a_fact_without_a_source_has_no_confidence_whatever_it_claims():
    claimed = {"text": {"en": "x"}, "confidence": "corroborated"}
    (fact,) = next(iter(of(dumped(changed({"facts": [claimed]}))).events)).facts
    assert fact.confidence is msgspec.UNSET


def test_where_a_source_is_not_known_the_confidence_stays_as_it_came():
    fact = {"text": {"en": "x"}, "sources": ["nowhere"], "confidence": "official"}
    (one,) = of(dumped([ARRAY[0] | {"facts": [fact]}])).events
    assert one.facts[0].confidence == "official"


def test_what_an_answer_carries_beside_the_data_is_taken_and_computed_anew():
    derived = {"start": "1999-01-01", "end": None, "precision": "day", "score": 7.5,
               "matches": [{"field": "title.en", "start": 0, "end": 5}]}  # fmt: skip
    assert of(dumped(changed(derived))) == of(dumped(DOCUMENT))
    assert list(of("\n".join(map(dumped, changed(derived)["events"]))).events) == list(of(dumped(ARRAY)).events)


@given(st.lists(events(), max_size=5))
def test_an_answer_is_a_dataset(made):
    given_events = numbered(made)
    encode = msgspec.json.encode
    array = encode(list(of(encode(given_events)).events))
    assert encode(list(of(array).events)) == array
    if made:
        lines = b"\n".join(map(encode, given_events))
        assert encode(list(of(lines).events)) == array


def test_the_garbage_collector_is_on_again_after_reading():
    assert gc.isenabled()
    with pytest.raises(DatasetError):
        of("[1]")
    of(dumped(DOCUMENT))
    assert gc.isenabled()


@pytest.mark.parametrize("derived", [{"score": 1.5}, {"matches": []}])
def test_what_a_search_added_is_taken_off(derived):
    (one,) = of(dumped([PLAIN | derived])).events
    assert (one.score, one.matches) == (msgspec.UNSET, msgspec.UNSET)


def test_the_bundled_dataset_is_looked_for_in_the_package_first(monkeypatch):
    asked = []
    monkeypatch.setattr(files, "get_data", lambda *of_what: asked.append(of_what) or dumped(DOCUMENT).encode())
    assert bundled().edition == date(2023, 6, 1)
    assert asked == [("ahc_cli", "data/events.json")]


def test_a_bundled_dataset_that_is_nowhere_is_an_error(monkeypatch, tmp_path):
    def missing(*_):
        raise OSError

    monkeypatch.setattr(files, "get_data", missing)
    monkeypatch.setattr(files, "__file__", str(tmp_path / "src" / "ahc_cli" / "data" / "files.py"))
    with pytest.raises(DatasetError) as refused:
        bundled()
    assert str(refused.value) == "the bundled dataset is missing; install ahc-cli again"


def test_the_bundled_dataset_is_the_file_in_the_checkout():
    with_ids = [
        each["id"] for each in json.loads((Path("/work/main/data/events.json")).read_bytes())["events"]
    ]
    assert [event.id for event in bundled().events] == with_ids
