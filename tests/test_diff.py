"""Two snapshots → differences: keyed by id, blind to order, texts by words in both scripts."""

import json
import subprocess
import sys
from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahc_cli import dataset, diff
from ahc_cli.cli import run
from ahc_cli.diff import Change, Difference, Items, Summary, Values
from ahc_cli.models import Actor, Appearance, Event, Fact, Text

BASE = Event(
    id="talks",
    date="2022-02",
    kind="session",
    status="happened",
    place="vienna",
    title=Text(en="First talks", zh="首次会谈"),
    summary=Text(en="The committee approved a road map.", zh="委员会核准路线图。"),
    facts=(Fact(Text(en="It met.", zh="会议举行。"), ("un",)),),
    actors=(Appearance("eff", "speaker"), Appearance("un", "host")),
    topics=("scope", "safeguards"),
)


def edited(**fields):
    return msgspec.structs.replace(BASE, **fields)


def between(left, right):
    return diff.snapshots({left.id: left}, {right.id: right})


WORDS = [
    pytest.param("", "", (), id="nothing"),
    pytest.param("same", "same", (("=", "same"),), id="same"),
    pytest.param("old text", "new text", (("-", "old"), ("+", "new"), ("=", " text")), id="a Latin word is one token"),
    pytest.param(
        "第三届",
        "第四届",
        (("=", "第"), ("-", "三"), ("+", "四"), ("=", "届")),
        id="a Chinese character is one",
    ),
    pytest.param("149 states", "150 states", (("-", "149"), ("+", "150"), ("=", " states")), id="a number is one"),
    pytest.param(
        "approved a map of it",
        "adopted the map of it",
        (("-", "approved a"), ("+", "adopted the"), ("=", " map of it")),
        id="a blank between two edits reads as one phrase",
    ),
    pytest.param("end.", "end!", (("=", "end"), ("-", "."), ("+", "!")), id="a mark is one"),
    pytest.param("", "new", (("+", "new"),), id="all is added"),
    pytest.param("old", "", (("-", "old"),), id="all is removed"),
]


@pytest.mark.parametrize(("old", "new", "words"), WORDS)
def test_texts_differ_by_words(old, new, words):
    assert diff.words(old, new) == words


@given(st.text("ab 12.,\n法案第三四届é", max_size=60), st.text("ab 12.,\n法案第三四届é", max_size=60))
def test_words_spell_both_texts(old, new):
    edits = diff.words(old, new)
    assert "".join(part for sign, part in edits if sign != "+") == old
    assert "".join(part for sign, part in edits if sign != "-") == new


def test_texts_beyond_the_bound_are_replaced_whole(monkeypatch):
    monkeypatch.setattr(diff, "_MOST_PAIRS", 3)
    assert diff.words("a b", "a c") == (("-", "a b"), ("+", "a c"))


CHANGES = [
    pytest.param({"place": "geneva"}, {"place": Values("vienna", "geneva")}, id="a scalar"),
    pytest.param({"place": None}, {"place": Values("vienna", None)}, id="a scalar that went"),
    pytest.param({"status": "postponed"}, {"status": Values("happened", "postponed")}, id="the status"),
    pytest.param(
        {"title": Text(en="First talks", zh="二次会谈")},
        {"title.zh": Values("首次会谈", "二次会谈", (("-", "首"), ("+", "二"), ("=", "次会谈")))},
        id="a text in one language",
    ),
    pytest.param(
        {"summary": None},
        {
            "summary.en": Values("The committee approved a road map.", None, (("-", BASE.summary.en),)),
            "summary.zh": Values("委员会核准路线图。", None, (("-", BASE.summary.zh),)),
        },
        id="a text that went",
    ),
    pytest.param(
        {"topics": ("scope", "mandate")},
        {"topics": Items(added=("mandate",), removed=("safeguards",))},
        id="a set of ids",
    ),
    pytest.param(
        {"actors": (Appearance("un", "host"),)},
        {"actors": Items(added=(), removed=({"actor": "eff", "role": "speaker"},))},
        id="an item that went",
    ),
    pytest.param(
        {"date": "2022-02-28/2022-03-11"},
        {"date": Values("2022-02", "2022-02-28/2022-03-11")},
        id="a date, not what derives",
    ),
]


@pytest.mark.parametrize(("changes", "fields"), CHANGES)
def test_fields_differ_as_a_reader_would_tell(changes, fields):
    assert between(BASE, edited(**changes)) == Difference(Summary(0, 0, 1), (Change("talks", "changed", fields),))


SAME = [
    pytest.param({"topics": ("safeguards", "scope")}, id="order of a list"),
    pytest.param({"actors": BASE.actors[::-1]}, id="order of items"),
    pytest.param({"facts": (Fact(BASE.facts[0].text, ("un",), "official"),)}, id="confidence"),
    pytest.param({"history": (msgspec.UNSET,)}, id="history"),
    pytest.param({"score": 2.5}, id="what a search added"),
]


@pytest.mark.parametrize("changes", SAME)
def test_what_does_not_matter_is_no_difference(changes):
    assert between(BASE, edited(**changes)) == Difference(Summary(0, 0, 0), ())


def test_records_come_and_go():
    other = edited(id="other", title=Text(en="Other", zh="其他"), date="2020", summary=None, facts=(), topics=())
    assert diff.snapshots({"talks": BASE}, {"other": other}) == Difference(
        Summary(1, 1, 0), (Change("other", "added"), Change("talks", "removed"))
    )


def test_a_record_under_a_new_id_is_hinted_at():
    found = diff.snapshots({"talks": BASE}, {"renamed": edited(id="renamed")})
    assert found.changes == (Change("renamed", "added", similar="talks"), Change("talks", "removed"))


def test_other_records_are_no_new_ids_of_those_that_are_gone():
    def letter(name, title):
        return Event(id=name, date="2022", kind="letter", title=Text(en=title))

    gone = {f"a{i}": letter(f"a{i}", f"First {i}") for i in range(3)}
    found = diff.snapshots(gone, {"b": letter("b", "Second")})
    assert found.changes[0] == Change("b", "added")


def test_the_fields_to_choose_from_are_those_that_can_differ():
    assert {"date", "title", "positions", "aliases", "url"} <= set(diff.COMPARED)
    assert {"id", "start", "history", "score", "year"}.isdisjoint(diff.COMPARED)


@pytest.mark.parametrize(("number", "alone"), [(2, 0), (400, 800)])
def test_very_many_items_are_not_paired(number, alone):
    items = Items(tuple(f"a word, {i}" for i in range(number)), tuple(f"a word; {i}" for i in range(number)))
    pairs = list(diff.paired(items))
    assert sum(None in pair for pair in pairs) == alone


def test_vocabulary_records_are_compared_too():
    old, new = (Actor("state", Text(en=name, zh="越南")) for name in ("Vietnam", "Viet Nam"))
    found = diff.snapshots({"viet-nam": old}, {"viet-nam": new})
    assert list(found.changes[0].fields) == ["name.en"]


def test_two_events_are_one_change_with_both_ids():
    other = edited(id="second", place="geneva")
    assert diff.events(BASE, other).changes == (
        Change("second", "changed", {"place": Values("vienna", "geneva")}, left="talks"),
    )
    assert diff.events(BASE, edited(id="second")) == Difference(Summary(0, 0, 0), ())


def test_only_the_fields_wanted():
    other = edited(place="geneva", topics=())
    found = diff.fields(BASE, other, lambda name: name == "topics")
    assert found == {"topics": Items(added=(), removed=("scope", "safeguards"))}


texts = st.builds(Text, en=st.text("ab c", min_size=1, max_size=8), zh=st.text("会议案", min_size=1, max_size=5))
events = st.builds(
    Event,
    id=st.sampled_from(["a", "b", "c", "d"]),
    date=st.sampled_from(["2020", "2021-05", "2022-01-02/2022-01-05"]),
    kind=st.sampled_from(["session", "letter"]),
    status=st.sampled_from(["happened", "scheduled"]),
    title=texts,
    place=st.sampled_from([None, "vienna", "geneva"]),
    summary=st.none() | texts,
    topics=st.lists(st.sampled_from(["x", "y", "z"]), unique=True).map(tuple),
    facts=st.lists(st.builds(Fact, text=texts, sources=st.just(("s",))), max_size=2).map(tuple),
)
snapshots = st.lists(events, max_size=4, unique_by=lambda event: event.id).map(lambda es: {e.id: e for e in es})


@given(snapshots)
def test_nothing_differs_from_itself(snapshot):
    assert diff.snapshots(snapshot, snapshot).changes == ()


@given(snapshots, snapshots)
def test_the_difference_mirrors(left, right):
    there, back = diff.snapshots(left, right), diff.snapshots(right, left)
    assert (there.summary.added, there.summary.removed) == (back.summary.removed, back.summary.added)
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(c.id, swapped[c.change]) for c in there.changes} == {(c.id, c.change) for c in back.changes}
    for change in there.changes:
        twin = next(c for c in back.changes if c.id == change.id)
        for name, value in change.fields.items():
            other = twin.fields[name]
            if isinstance(value, Items):
                assert sorted(map(str, value.added)) == sorted(map(str, other.removed))
            else:
                assert (value.old, value.new) == (other.new, other.old)


def flat(record):
    return dict(diff._flat(record))


@given(snapshots, snapshots)
def test_the_new_values_make_the_left_into_the_right(left, right):
    found = diff.snapshots(left, right)
    ids = (set(left) - {c.id for c in found.changes if c.change == "removed"}) | {
        c.id for c in found.changes if c.change == "added"
    }
    assert ids == set(right)
    for change in found.changes:
        if change.change != "changed":
            continue
        made = flat(left[change.id])
        for name, value in change.fields.items():
            if isinstance(value, Items):
                kept = {key: item for key, item in made[name].items() if item not in value.removed}
                made[name] = kept | {diff._spelled(item): item for item in value.added}
            else:
                made[name] = value.new
        whole = flat(right[change.id])
        assert {k: v for k, v in made.items() if v} == {k: v for k, v in whole.items() if v}


@given(snapshots)
def test_reordering_changes_nothing(snapshot):
    for order in list(permutations(snapshot))[:6]:
        assert diff.snapshots(snapshot, {id_: snapshot[id_] for id_ in order}).changes == ()


def test_items_that_read_like_edits_stand_side_by_side():
    old, new = {"text": {"en": "149 states came to Vienna"}}, {"text": {"en": "150 states came to Vienna"}}
    lone = {"text": {"en": "Something else altogether"}}
    assert list(diff.paired(Items(added=(new, lone), removed=(old,)))) == [(old, new), (None, lone)]


def asked(capfdbinary, *args):
    code = run(["diff", *args])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def test_an_edited_copy_shows_exactly_the_edits(capfdbinary, tmp_path):
    document = json.loads(open_data())
    document["events"][0]["title"]["zh"] += "（改）"
    document["events"][3]["date"] = "2019-11-05"
    last = document["events"].pop()["id"]
    relating = [event for event in document["events"][4:] if last in event.get("related", ())]
    for event in relating:
        event["related"].remove(last)
    document["actors"]["france"]["name"]["en"] = "Republic of France"
    (tmp_path / "edited.json").write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = asked(capfdbinary, "bundled", str(tmp_path / "edited.json"), "--json")
    found = json.loads(out)
    assert code == 1
    assert found["summary"] == {"added": 0, "removed": 1, "changed": 3 + len(relating)}
    fields = {change["id"]: sorted(change.get("fields", {})) for change in found["changes"]}
    first, fourth = (dataset.bundled().events[i].id for i in (0, 3))
    expected = {first: ["title.zh"], fourth: ["date"], "france": ["name.en"], last: []}
    assert fields == expected | {event["id"]: ["related"] for event in relating}


def open_data():
    from importlib.resources import files
    from pathlib import Path

    shipped = files("ahc_cli") / "data" / "events.json"
    beside = Path(diff.__file__).parents[2] / "data" / "events.json"
    return (shipped if shipped.is_file() else beside).read_text(encoding="utf-8")


def test_a_reordered_copy_shows_none(capfdbinary, tmp_path):
    document = json.loads(open_data())
    document["events"].reverse()
    for event in document["events"]:
        event.get("facts", []).reverse()
        event.get("topics", []).reverse()
    (tmp_path / "reordered.json").write_text(json.dumps(document), encoding="utf-8")
    assert asked(capfdbinary, "bundled", str(tmp_path / "reordered.json"))[0] == 0


def test_two_days_of_knowledge(capfdbinary):
    code, out, _ = asked(capfdbinary, "2020-06", "2021-06", "--json")
    found = json.loads(out)
    assert code == 1
    added = {change["id"] for change in found["changes"] if change["change"] == "added"}
    assert {"postponed-2020", "postponed-2021", "ga-75-282"} <= added
    (changed,) = (change for change in found["changes"] if change["change"] == "changed")
    assert changed["id"] == "org-session"
    assert changed["fields"]["date"] == {"old": "2020-08", "new": "2021-05-10/2021-05-12"}
    assert changed["fields"]["status"] == {"old": "scheduled", "new": "happened"}


REFUSED = [
    (
        ["session-3", "2020"],
        2,
        "'session-3' is one event, and the other side a whole record; give two of a kind",
    ),
    (["sesion-3", "session-4"], 2, "'sesion-3' is no event, day, symbol or file"),
    (["session", "session-4"], 2, "'session' may be session-1, session-2,"),
    (["2020..", "2021"], 2, "'2020..' has no last day; give a day, a month or a year"),
    (["-", "-"], 2, "standard input can be only one of the two"),
    (["session-3", "session-4", "-w", "kind:letter"], 2, "-w chooses among the events of two records"),
    (["2020", "2021", "--fields", "year"], 2, "no field 'year'"),
    (["./nowhere.json", "bundled"], 3, "./nowhere.json: No such file or directory"),
]


@pytest.mark.parametrize(("operands", "code", "message"), REFUSED, ids=[" ".join(case[0]) for case in REFUSED])
def test_operands_that_do_not_fit(capfdbinary, operands, code, message):
    found, out, err = asked(capfdbinary, *operands)
    assert (found, out) == (code, "")
    assert err.startswith(f"ahc: {message}")


def test_a_symbol_or_the_start_of_an_id_names_an_event(capfdbinary):
    assert asked(capfdbinary, "A/RES/74/247", "ga-74-247")[0] == 0
    assert asked(capfdbinary, "ga-75", "ga-75-282")[0] == 0


def test_edits_are_marked_without_colour(capfdbinary):
    _, out, _ = asked(capfdbinary, "session-3", "session-4", "--fields", "title,place", "--lang", "en")
    assert out == (
        "0 added, 0 removed, 1 changed\n"
        "~ session-3 → session-4  9 – 20 Jan 2023  Fourth session\n"
        "    Place: New York → Vienna\n"
        "    Title (en): [-Third-]{+Fourth+} session\n"
        "    Title (zh): 第[-三-]{+四+}届会议\n"
    )


def test_edited_items_tell_their_sources_by_name(capfdbinary, tmp_path):
    def held(count, text, sources):
        facts = [{"text": {"en": text}, "sources": sources}]
        attendance = [{"count": count, "of": "states", "at_least": True}]
        event = {"id": "a", "date": "2022", "kind": "session", "title": {"en": "A"}}
        return json.dumps([event | {"facts": facts, "attendance": attendance}])

    (tmp_path / "old.json").write_text(held(149, "Some states met in Vienna.", ["unodc-home", "us-session-3"]))
    (tmp_path / "new.json").write_text(held(150, "Some states met in New York.", ["unodc-home", "us-session-4"]))
    _, out, _ = asked(capfdbinary, str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--lang", "en")
    assert out == (
        "0 added, 0 removed, 1 changed\n"
        "~ a  2022  A\n"
        "    Facts:\n"
        "      ~ Some states met in [-Vienna-]{+New York+}. [unodc-home, +us-session-4,\n"
        "        -us-session-3]\n"
        "    Attendance:\n"
        "      ~ ≥ [-149-]{+150+} · states\n"
    )


def test_what_is_planned_is_marked_as_planned(capfdbinary):
    _, out, _ = asked(capfdbinary, "2020-06", "2021-06", "-w", "id:session-1", "--lang", "en")
    assert out == "1 added, 0 removed, 0 changed\n+ session-1  2022  ○ First session (scheduled)\n"


def test_the_order_of_sources_is_no_difference():
    both = (Fact(BASE.facts[0].text, ("eff", "un")),)
    turned = (Fact(BASE.facts[0].text, ("un", "eff")),)
    assert between(edited(facts=both), edited(facts=turned)) == Difference(Summary(0, 0, 0), ())


def from_stdin(*args):
    """What the real command says of a diff whose input is the bundled data."""
    command = [sys.executable, "-m", "ahc_cli", "diff", *args]
    done = subprocess.run(command, input=open_data(), capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout.partition("\n")[0], done.stderr


def test_standard_input_is_read_once_with_as_of():
    days = "2020-06", "2021-06"
    whole = from_stdin(*days, "--data", "-")
    assert from_stdin(*days, "--data", "-", "--as-of", "2024") == whole
    assert (whole[0], whole[2]) == (1, "")


def test_standard_input_is_not_read_twice():
    code, out, err = from_stdin("session-3", "-", "--data", "-")
    assert (code, out, err) == (3, "", "ahc: standard input: read already; only one side can be -\n")
