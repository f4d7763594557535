"""What whole command lines promise: answers that are datasets, sums that add up, questions that agree."""

import json
from itertools import permutations

from small import DOCUMENT, written


def test_an_answer_is_a_dataset_that_gives_the_same_bytes(bundled, ahc, tmp_path):
    for form in ("json", "ndjson"):
        answer = ahc("list", "-f", form).out
        path = tmp_path / f"answer.{form}"
        path.write_text(answer, encoding="utf-8", newline="")
        assert bundled("list", "-f", form, "--data", str(path)) == (0, answer, "")
        found = ahc("search", "session", "-f", form, "--sort", "date").out
        path.write_text(found, encoding="utf-8", newline="")
        expected = ahc("list", "session", "-f", form).out
        assert bundled("list", "-f", form, "--data", str(path)) == (0, expected, "")


def test_the_order_of_the_file_does_not_matter(bundled, tmp_path):
    wanted = next(event["positions"] for event in DOCUMENT["events"] if event["id"] == "session-2")
    events = [event | {"positions": wanted} for event in DOCUMENT["events"]]
    files = [
        written(DOCUMENT | {"events": some}, tmp_path / f"{some[0]['id']}.json") for some in (events, events[::-1])
    ]
    for line in ("list", "positions", "count kind", "count actor", "search session"):
        one, other = (bundled(*line.split(), "--data", str(file)) for file in files)
        assert one == other
        assert one.code == 0


def test_an_event_counts_once_for_each_of_its_values(ahc):
    assert ahc("count", "source", "id:session-2", "-f", "csv").out.splitlines() == [
        "value,label,count", "daily,Daily (daily),1", "eff-letter,EFF (eff-letter),1", "un-journal,UN Journal (un-journal),1", "un-report,United Nations (un-report),1",
    ]  # fmt: skip


def test_counts_add_up_to_the_events_or_the_entries(ahc):
    entries = sum(
        len(e.get("actors", [])) + sum(len(p["actors"]) for p in e.get("positions", [])) for e in DOCUMENT["events"]
    )
    for field, total in [("kind", 7), ("place", 7), ("year", 7), ("body", 7), ("format", 7), ("status", 7),
                         ("actor", entries), ("role", entries), ("stance", entries), ("topic", entries),
                         ("actor.kind", entries)]:  # fmt: skip
        assert sum(row["count"] for row in json.loads(ahc("count", field, "--json").out)) == total


def test_the_promised_query_is_the_same_in_one_string_and_in_any_order(bundled):
    parts = ["place:vienna", "date:2022..2023-03", "not status:scheduled"]
    first = bundled("filter", *" ".join(parts).split())
    assert first.code == 0
    assert first.out.count("\n") >= 6
    for some in permutations(parts):
        assert bundled("filter", " ".join(some)) == bundled("filter", *" ".join(some).split()) == first


def test_bundled_counts_add_up(bundled):
    events = json.loads(bundled("list", "--json").out)
    for field in ("kind", "year", "place", "status", "body"):
        counted = json.loads(bundled("count", field, "--json").out)
        assert sum(row["count"] for row in counted) == len(events)
    proposed = json.loads(bundled("positions", "stance:proposes", "--json").out)
    counted = json.loads(bundled("count", "actor", "stance:proposes", "--json").out)
    assert proposed
    assert sum(row["count"] for row in counted) == sum(len(position["actors"]) for position in proposed)


def test_a_name_in_any_script_or_spelling_finds_the_same(bundled):
    for names in (("Russia", "俄罗斯", "RU", "ru", "Russian Federation"), ("Hanoi", "河内")):
        assert len({bundled("search", name, "-f", "ids") for name in names}) == 1


def test_what_is_no_code_is_counted_under_its_own_name(bundled, tmp_path):
    common = {"date": "2022", "kind": "letter", "title": {"en": "Letter"}, "series": "press"}
    path = written([common | {"id": "no"}], tmp_path / "own.json")
    for field, value in (("id", "no"), ("series", "press")):
        (row,) = json.loads(bundled("count", field, "--lang", "zh", "--data", str(path), "--json").out)
        assert row == {"value": value, "label": {"en": value, "zh": value}, "count": 1}
