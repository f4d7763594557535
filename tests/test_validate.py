"""What is wrong with a dataset: every fault, its line, column and path, in our words."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import DOCUMENT, written

from ahc_cli.cli import run
from ahc_cli.dataset import faults, read
from ahc_cli.errors import DatasetError
from ahc_cli.register import Register
from ahc_cli.validate import Problem, line_problems, problems

PLAIN = {"id": "talk", "date": "2022", "kind": "session", "title": {"en": "Talk"}}


def said(data):
    return [str(problem) for problem in problems(data)]


def told(data, expected):
    """Each fault as (what stands at its place, its path and message), the former as long as it is expected."""
    lines, found = data.decode().split("\n"), problems(data)
    assert len(found) == len(expected), found
    return [
        (lines[problem.line - 1][problem.column - 1 :][: len(at)], f"{problem.path}: {problem.message}")
        for problem, (at, _) in zip(found, expected, strict=True)
    ]


def array(*events):
    """An array with an event on each line from the second."""
    return ("[\n" + ",\n".join(json.dumps(event, ensure_ascii=False) for event in events) + "\n]").encode()


NO_DATE = "is not a date; try 2022, 2022-02, 2022-02-28 or 2022-02-28/2022-03-11"
NO_ID = "not an id; use lower-case letters, digits and hyphens, a letter first"
KINDS = "session, consultation, resolution, decision, document, letter, statement, submission, signature, ratification"
ROLES = "chair, host, sponsor, speaker, participant, author, addressee, observer, signatory, ratifier, publisher"
WEIGHTS = "official, government, ngo, press, academic, weak"
EN = {"en": "第"}

SHAPES = [
    pytest.param({"date": "2022-02-30"}, '"date": "2022-02-30"', f"date: '2022-02-30' {NO_DATE}", id="no date"),
    pytest.param(
        {"date": "2022/2021"},
        '"date": "2022/2021"',
        "date: '2022/2021' ends before it begins; put the earlier date first",
        id="a reversed interval",
    ),
    pytest.param(
        {"kind": "sesion"},
        '"kind": "sesion"',
        f"kind: 'sesion' is not one of {KINDS}; did you mean session or decision or resolution?",
        id="outside a closed set",
    ),
    pytest.param({"kind": 3}, '"kind": 3', "kind: expected str, got int", id="of the wrong type"),
    pytest.param({"id": None}, '"id": null', "id: expected str, got null", id="null"),
    pytest.param({"id": "Talk"}, '"id": "Talk"', f"id: {NO_ID}", id="no id"),
    pytest.param({"id": "today"}, '"id": "today"', "id: 'today' is reserved", id="a reserved id"),
    pytest.param({"title": {}}, '"title": {}', "title: a text needs 'en' or 'zh'", id="an empty text"),
    pytest.param({"title": {"en": ""}}, '"en": ""', "title.en: empty", id="an empty string"),
    pytest.param({"title": {"en": "x", "fr": "x"}}, '"fr": "x"', "title.fr: unknown key 'fr'", id="a third language"),
    pytest.param({"titel": 1}, '"titel": 1', "titel: unknown key 'titel'; did you mean title?", id="a misspelt key"),
    pytest.param(
        {"required": 1}, '"required": 1', "required: unknown key 'required'", id="a key msgspec has a word of"
    ),
    pytest.param(
        {"a - at `$.kind`": 1},
        '"a - at `$.kind`": 1',
        "a - at `$.kind`: unknown key 'a - at `$.kind`'",
        id="a key that looks like a path",
    ),
    pytest.param(
        {"kind": "x - at `$.date`"},
        '"kind": "x - at `$.date`"',
        f"kind: 'x - at `$.date`' is not one of {KINDS}",
        id="a value that looks like a path",
    ),
    pytest.param(
        {"facts": [{"text": EN, "souces": []}]},
        '"souces": []',
        "facts[0].souces: unknown key 'souces'; did you mean sources?",
        id="a misspelt key inside",
    ),
    pytest.param(
        {"facts": [{"text": EN}, {"sources": []}]},
        '{"sources": []}',
        "facts[1].text: 'text' is missing",
        id="missing inside",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "auther"}]},
        '"role": "auther"',
        f"actors[0].role: 'auther' is not one of {ROLES}; did you mean author?",
        id="no role",
    ),
    pytest.param(
        {"positions": [{"actors": ["eff"], "stance": "hopes", "text": EN}]},
        '"stance": "hopes"',
        "positions[0].stance: 'hopes' is not one of proposes, supports, opposes, warns, urges; "
        "did you mean opposes or proposes?",
        id="no stance",
    ),
    pytest.param(
        {"positions": [{"actors": [], "stance": "urges", "text": EN}]},
        '"actors": []',
        "positions[0].actors: empty",
        id="nobody's position",
    ),
    pytest.param(
        {"history": [{"as_of": "2022", "date": "2022", "status": "scheduled", "title": EN, "sources": ["u"]}]},
        '"as_of": "2022"',
        "history[0].as_of: not a day; try 2022-02-28",
        id="no day",
    ),
    pytest.param(
        {"actors": [{"actor": "eff", "role": "author", "date": "x"}]},
        '"date": "x"',
        f"actors[0].date: 'x' {NO_DATE}",
        id="no date inside",
    ),
    pytest.param(
        {"votes": [{"motion": EN, "result": "adopted", "yes": -1}]},
        '"yes": -1',
        "votes[0].yes: expected int >= 0",
        id="a negative number",
    ),
]


@pytest.mark.parametrize(("change", "at", "fault"), SHAPES)
def test_a_fault_of_an_event_has_its_place_and_a_remedy(change, at, fault):
    expected = [(at, f"[1].{fault}")]
    assert told(array(PLAIN | {"id": "other"}, PLAIN | change), expected) == expected


def test_what_is_missing_is_missing_at_the_event():
    event = {key: value for key, value in PLAIN.items() if key != "title"}
    assert said(array(PLAIN | {"id": "other"}, event)) == ["3:1: [1].title: 'title' is missing"]


def test_every_bad_event_is_named_whatever_stands_between():
    events = [PLAIN | {"id": f"e-{i}"} for i in range(100)]
    events[0]["kind"], events[49], events[99]["date"] = "x", None, "y"
    assert [(problem.line, problem.path) for problem in problems(array(*events))] == [
        (2, "[0].kind"),
        (51, "[49]"),
        (101, "[99].date"),
    ]


def test_an_id_is_used_once_even_if_its_event_is_faulty_otherwise():
    assert said(array(PLAIN, PLAIN | {"date": 1}, PLAIN)) == [
        "3:2: [1].id: 'talk' is used twice",
        "3:16: [1].date: expected str, got int",
        "4:2: [2].id: 'talk' is used twice",
    ]


def test_a_key_that_stands_twice_is_a_fault():
    data = array(PLAIN).replace(b'"kind"', b'"kind": "letter", "kind"')
    assert said(data) == ["2:50: [0].kind: the key 'kind' stands twice"]


def test_an_array_does_not_say_which_ids_there_are():
    assert said(array(PLAIN | {"place": "atlantis", "related": ["unheard-of"]})) == []


def document(**change):
    """A document with a key on each line from the second, and an event on each from the tenth."""
    whole = {
        "schema_version": 1,
        "edition": "2023-01-01",
        "title": {"en": "x"},
        "sources": {"un": {"title": "t", "publisher": "p", "origin": "o", "weight": "official"}},
        "places": {"vienna": {"name": {"en": "Vienna"}}},
        "actors": {"russia": {"kind": "state", "name": {"en": "Russia"}}},
        "topics": {"scope": {"name": {"en": "Scope"}}},
        "events": [PLAIN],
    } | change
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in whole.items() if value is not ...)
    return ("{\n" + ",\n".join(lines) + "\n}").encode()


UN = {"title": "t", "publisher": "p", "origin": "o", "weight": "official"}
RUSSIA = {"kind": "state", "name": {"en": "x"}}
DOCUMENTS = [
    pytest.param({}, [], id="sound"),
    pytest.param(
        {"schema_version": 2}, [('"schema_version": 2', "schema_version: '2' is not one of 1")], id="another version"
    ),
    pytest.param({"edition": "2023"}, [('"edition"', "edition: not a day; try 2022-02-28")], id="no edition"),
    pytest.param({"title": {"fr": "x"}}, [('"fr"', "title.fr: unknown key 'fr'")], id="the title"),
    pytest.param({"edition": ...}, [("{", "edition: 'edition' is missing")], id="the edition is missing"),
    pytest.param({"events": ...}, [("{", "events: 'events' is missing")], id="the events are missing"),
    pytest.param({"topics": []}, [('"topics": []', "topics: expected object, got array")], id="a table of another shape"),
    pytest.param({"events": {}}, [('"events": {}', "events: expected array, got object")], id="events of another shape"),
    pytest.param({"evnts": []}, [('"evnts"', "evnts: unknown key 'evnts'; did you mean events?")], id="a misspelt key"),
    pytest.param(
        {"sources": {"un": UN | {"weight": "offical"}}},
        [(
            '"weight": "offical"',
            f"sources.un.weight: 'offical' is not one of {WEIGHTS}; did you mean official?",
        )],
        id="outside a closed set",
    ),
    pytest.param(
        {"sources": {"un": UN | {"url": "ftp://x"}}},
        [('"url"', "sources.un.url: not an http or https address of printable ASCII")],
        id="no address",
    ),
    pytest.param(
        {"actors": {"russia": RUSSIA | {"iso": "ru"}}},
        [('"iso"', "actors.russia.iso: not a country code; use two capital letters")],
        id="no country code",
    ),
    pytest.param(
        {"actors": {"russia": RUSSIA | {"iso2": "RU"}}},
        [('"iso2"', "actors.russia.iso2: unknown key 'iso2'; did you mean iso?")],
        id="a misspelt key of a table",
    ),
    pytest.param({"actors": {"russia": None}}, [('"russia"', "actors.russia: expected object, got null")], id="null"),
    pytest.param(
        {"places": {"Vienna": {"name": {"en": "x"}}}},
        [('"Vienna"', f"places.Vienna: 'Vienna' is {NO_ID}")],
        id="no id",
    ),
    pytest.param(
        {"places": {"v" * 65: {"name": {"en": "x"}}}},
        [('"vvv', f"places.{'v' * 65}: '{'v' * 65}' is {NO_ID}")],
        id="too long an id",
    ),
    pytest.param(
        {"places": {"today": {"name": {"en": "x"}}}}, [('"today"', "places.today: 'today' is reserved")], id="reserved"
    ),
    pytest.param(
        {"topics": {"russia": {"name": {"en": "x"}}}},
        [('"russia": {"name"', "topics.russia: 'russia' is used twice")],
        id="an id of two tables",
    ),
    pytest.param(
        {"events": [PLAIN | {"id": "russia"}]},
        [('"id": "russia"', "events[0].id: 'russia' is used twice")],
        id="an id of a table",
    ),
    pytest.param(
        {"events": [PLAIN | {"place": "viena"}]},
        [('"place": "viena"', "events[0].place: unknown place 'viena'; did you mean vienna?")],
        id="an unknown place",
    ),
    pytest.param(
        {"events": [PLAIN | {"body": "rusia", "topics": ["scope", "scopes"], "related": ["talk", "talks"]}]},
        [
            ('"body"', "events[0].body: unknown actor 'rusia'; did you mean russia?"),
            ('"scopes"', "events[0].topics[1]: unknown topic 'scopes'; did you mean scope?"),
            ('"talks"', "events[0].related[1]: unknown event 'talks'; did you mean talk?"),
        ],
        id="several unknown ids",
    ),
    pytest.param(
        {"events": [PLAIN | {"facts": [{"text": EN, "sources": ["un", "eff"]}]}]},
        [('"eff"', "events[0].facts[0].sources[1]: unknown source 'eff'")],
        id="an unknown source",
    ),
    pytest.param(
        {"events": [PLAIN | {"kind": "x", "id": "odd"}, PLAIN | {"related": ["odd"]}]},
        [('"kind": "x"', f"events[0].kind: 'x' is not one of {KINDS}")],
        id="a faulty event is known all the same",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), DOCUMENTS)
def test_a_fault_of_a_document_has_its_place_and_a_remedy(change, expected):
    data = document(**change)
    assert told(data, expected) == expected


def test_faults_come_in_the_order_of_the_file():
    data = document(edition=1, topics=1, actors={"A": {}}, events=[PLAIN | {"related": ["x"]}], evnts=1)
    assert [problem.line for problem in problems(data)] == [3, 7, 7, 8, 9, 10]


def test_keys_of_a_document_may_be_spelled_with_escapes():
    data = document(actors={"russia": {"kind": "x", "name": {"en": "x"}}})
    assert [problem.path for problem in problems(data.replace(b'"russia"', rb'"\u0072ussia"'))] == [
        "actors.russia.kind"
    ]


def test_only_so_many_unknown_ids_get_a_nearest_spelling():
    topics = [f"scope-{i}" for i in range(150)]
    found = [problem.message for problem in problems(document(events=[PLAIN | {"topics": topics}]))]
    assert [message.partition(";")[0] for message in found] == [f"unknown topic '{topic}'" for topic in topics]
    assert [message.endswith("; did you mean scope?") for message in found] == [True] * 100 + [False] * 50


def test_a_message_is_of_bearable_length():
    [problem] = problems(array(PLAIN | {"kind": "x" * 1_000_000}))
    assert len(problem.message) < 400
    assert problem.message.endswith("statement, submission, signature, ratification")


MALFORMED = [
    pytest.param(b"[\n1 2]", "2:3: expected ',' or ']'", id="a comma is missing"),
    pytest.param(b"[1,]", "1:4: trailing comma in array", id="a comma too many"),
    pytest.param(b"[NaN]", "1:2: invalid character", id="NaN"),
    pytest.param(b'["a\nb"]', "1:4: the line ends inside a string", id="a line feed in a string"),
    pytest.param(b'[{"a": 1\n\n', "1:9: ends too early; is the file whole?", id="cut off"),
    pytest.param('["第一'.encode(), "1:5: ends too early; is the file whole?", id="cut off in a string"),
    pytest.param('["第一"'.encode()[:-2], "1:4: not UTF-8; convert the file first", id="cut off in a character"),
    pytest.param(b'[\n"\xd7\xd6"]', "2:2: not UTF-8; convert the file first", id="another encoding"),
    pytest.param(b"{}\n{}", "2:1: more than one value; NDJSON has one event on each line", id="two values"),
    pytest.param(b"[" * 100_000, "1:1: nested too deeply", id="too deep"),
    pytest.param(b'["\\ud800"]', "1:3: '\\ud800' alone is no character", id="half a character at the end"),
    pytest.param(b'["\\uDC00 x"]', "1:9: invalid utf-16 surrogate pair", id="the other half"),
    pytest.param(b'["\\ud800 x"]', "1:3: '\\ud800' alone is no character", id="half a character"),
    pytest.param(b"{'id': 1}", "1:2: object keys must be strings", id="other quotes"),
    pytest.param(b"{}", "1:1: no 'events', so no dataset; events alone stand in [ ] or one on a line", id="no dataset"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "fault"), MALFORMED)
def test_what_is_no_json_is_one_fault_at_its_place(data, fault):
    assert said(data) == [fault]


def test_a_line_of_ndjson_has_its_number():
    line = json.dumps(PLAIN | {"kind": 1, "place": "x"}).encode().replace(b'"place"', b'"date": "2022", "place"')
    assert line_problems(line + b"\n", 7, Register()) == [
        Problem(7, 32, "kind", "expected str, got int"),
        Problem(7, 68, "date", "the key 'date' stands twice"),
    ]


def ndjson(*lines):
    return b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)


LINES = [
    pytest.param(ndjson(PLAIN, PLAIN | {"id": "other"}), [], id="sound"),
    pytest.param(ndjson(PLAIN, PLAIN), ["2:2: id: 'talk' is used twice"], id="an id twice"),
    pytest.param(ndjson(b"\xef\xbb\xbf", b"\r", PLAIN | {"id": 1}), ["3:2: id: expected str, got int"], id="blank lines"),
    pytest.param(ndjson(b"  " + ndjson(PLAIN | {"id": 1})), ["1:4: id: expected str, got int"], id="indented"),
    pytest.param(
        ndjson(PLAIN, b'{"id": "cut', b"null", b"[]", PLAIN),
        [
            "2:12: the line ends inside a string",
            "3:1: expected object, got null",
            "4:1: expected object, got array",
            "5:2: id: 'talk' is used twice",
        ],
        id="several",
    ),
    pytest.param(ndjson(b"{}", PLAIN), ["1:1: id: 'id' is missing"], id="a first line of two characters"),
    pytest.param(
        ndjson(b'{"id": "a",}', b'{"id": "b"}'),
        ["1:12: trailing comma in object", "2:1: date: 'date' is missing"],
        id="the first is no JSON",
    ),
    pytest.param(
        ndjson(PLAIN | {"title": {"en": "…"}}, "x").replace(rb"\u2026", "\u2028".encode()),
        ["2:1: expected object, got str"],
        id="a line separator is none",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), LINES)
def test_ndjson_is_checked_line_by_line(tmp_path, data, expected):
    path = tmp_path / "lines.ndjson"
    path.write_bytes(data)
    met = []
    assert [str(problem) for problem in faults(str(path), None, lambda: met.append(None))] == expected
    assert len(met) == sum(1 for line in data.split(b"\n") if line.strip(b"\xef\xbb\xbf\r"))


FAULTY = [
    pytest.param(array(PLAIN | {"kind": 1}), id="an array"),
    pytest.param(array(PLAIN, PLAIN), id="an id twice"),
    pytest.param(ndjson(PLAIN, PLAIN), id="a line"),
    pytest.param(ndjson(PLAIN, b'{"\xff": 1}'), id="a line that is not UTF-8"),
    pytest.param(array(PLAIN).replace(b"Talk", b"\xff"), id="not UTF-8"),
    pytest.param(document(topics={"russia": {"name": {"en": "x"}}}), id="an id of two tables"),
    pytest.param(document(events=[PLAIN | {"related": ["x"]}]), id="an unknown event"),
    pytest.param(document(events=[PLAIN | {"place": "x"}]), id="an unknown place"),
    pytest.param(document(events=...), id="no events"),
    pytest.param(b"[" * 100_000, id="too deep"),
]


@pytest.mark.parametrize("data", FAULTY)
def test_reading_refuses_with_the_first_fault(tmp_path, data):
    path = tmp_path / "faulty.json"
    path.write_bytes(data)
    first = next(faults(str(path), None))
    with pytest.raises(DatasetError) as refused:
        list(read(str(path), None).events)
    assert str(refused.value) == f"{path}:{first}"


SMALL = json.dumps(DOCUMENT, ensure_ascii=False).encode()


@given(
    st.integers(0, len(SMALL) - 1),
    st.integers(0, 30),
    st.sampled_from((b"", b'"', b"}", b"1", b"\xff", b"null", b"\n")),
)
def test_whatever_is_broken_is_either_refused_and_told_or_taken(tmp_path_factory, at, length, put):
    data = SMALL[:at] + put + SMALL[at + length :]
    path = tmp_path_factory.mktemp("broken") / "broken.json"
    path.write_bytes(data)
    try:
        taken = bool(list(read(str(path), None).events))
    except DatasetError:
        taken = False
    try:
        found = [problem for problem in faults(str(path), None) if "stands twice" not in problem.message]
    except DatasetError:
        found = ["unreadable"]
    assert taken is not bool(found)


def checked(capsysbinary, *args):
    code = run(["validate", *args])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def test_a_sound_file_is_said_to_be_one(capsysbinary, path):
    assert checked(capsysbinary, str(path)) == (0, f"{path}: valid, 7 events\n", "")
    assert checked(capsysbinary, "--data", str(path)) == (0, f"{path}: valid, 7 events\n", "")
    assert checked(capsysbinary, str(path), "--json") == (0, "[]\n", "")
    assert checked(capsysbinary, str(path), "-q") == (0, "", "")


def test_without_a_file_the_data_in_use_are_checked(capsysbinary, monkeypatch, path):
    code, out, err = checked(capsysbinary)
    assert (code, out.startswith("bundled: valid, "), err) == (0, True, "")
    monkeypatch.setenv("AHC_DATA", str(path))
    assert checked(capsysbinary) == (0, f"{path}: valid, 7 events\n", "")


def test_three_faults_are_three_lines(capsysbinary, tmp_path):
    faulty = copy.deepcopy(DOCUMENT)
    faulty["events"][0]["kind"] = "sesion"
    faulty["events"][2]["related"] = ["unheard-of"]
    del faulty["events"][6]["date"]
    path = written(faulty, tmp_path / "three.json")
    lines = path.read_text(encoding="utf-8").split("\n")
    code, out, err = checked(capsysbinary, str(path))
    places = [line.split(":")[1:4] for line in out.splitlines()]
    assert (code, err, [at for _, _, at in places]) == (
        1, "", [" events[0].kind", " events[2].related[0]", " events[6].date"]
    )  # fmt: skip
    assert [lines[int(line) - 1][int(column) - 1 :] for line, column, _ in places] == [
        '"kind": "sesion",', '"unheard-of"', "{"
    ]  # fmt: skip
    assert checked(capsysbinary, str(path), "-q") == (1, "", "")
    code, out, err = checked(capsysbinary, str(path), "--json")
    assert (code, err) == (1, "")
    assert [(str(fault["line"]), str(fault["column"])) for fault in json.loads(out)] == [
        (line, column) for line, column, _ in places
    ]
    assert [list(fault) for fault in json.loads(out)] == [["line", "column", "path", "message"]] * 3


def test_what_a_fault_quotes_is_inert(capsysbinary, tmp_path):
    path = tmp_path / "\x1b[31m.json"
    path.write_bytes(array(PLAIN | {"\x1b]0;x\x07\u202e": 1}))
    code, out, err = checked(capsysbinary, str(path))
    shown = "\\x1b]0;x\\x07\\u202e"
    assert (code, err) == (1, "")
    assert out == f"{tmp_path}/\\x1b[31m.json:2:76: [0].{shown}: unknown key '{shown}'\n"


UNREADABLE = [
    pytest.param(b"", "empty", id="empty"),
    pytest.param(b" \n", "empty", id="blank"),
    pytest.param(b"<html>", "not JSON: a dataset begins with { or [", id="a page"),
    pytest.param("[]".encode("utf-16"), "UTF-16, not UTF-8 text; convert it first", id="another encoding"),
]


@pytest.mark.parametrize(("data", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_neither_valid_nor_invalid(capsysbinary, tmp_path, data, reason):
    path = tmp_path / "file"
    path.write_bytes(data)
    assert checked(capsysbinary, str(path)) == (3, "", f"ahc: {path}: {reason}\n")


def test_a_file_that_is_not_there_is_unreadable(capsysbinary):
    assert checked(capsysbinary, "nowhere.json") == (3, "", "ahc: nowhere.json: No such file or directory\n")
    assert checked(capsysbinary, "")[:2] == (3, "")


def test_one_dataset_at_a_time_and_in_a_format_that_fits(capsysbinary):
    assert checked(capsysbinary, "a", "--data", "b") == (
        2,
        "",
        "ahc: FILE and --data are the same; give one\n",
    )
    assert checked(capsysbinary, "-f", "csv")[:2] == (2, "")
