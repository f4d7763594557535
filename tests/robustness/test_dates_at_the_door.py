"""Rows 57 to 60: what is a date, in data and on a command line, and the order of time."""

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from robustness import attacks
from robustness.running import call

DATES = [
    "2022", "0001", "9999", "2022-01", "2022-12", "2022-02-28", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1000", "2022-04-30", "2022/2023", "2022-02/2022-05",
    "2022-02-28/2022-03-11", "2022/2022-05", "2022-02/2023", "2022-02-28/2022", "2022-02/2022-02-28", "2022/2022", "2022-02-28/2022-02-28", "2022/..", "2022-02/..",
    "2022-02-28/..", "../2022", "../2022-02", "../2022-02-28", "2021-12-31/2022-01-01", "1999-12/2000-01", "2023-12-31", "0001/9999",
]  # fmt: skip
_BASES = ["2022-02-28", "2022-02", "2022", "2022-02-28/2022-03-11"]
NO_DATES = [
    "", " ", "..", "/", "../..", "-", "--", "0", "1", "10", "99", "202", "20222", "02022", "2022-", "-2022", "+2022", "2022-2", "2022-2-3", "2022-02-3", "2022-2-03", "2022-00",
    "2022-13", "2022-00-10", "2022-13-01", "2022-01-00", "2022-01-32", "2022-02-30", "2022-02-29", "1900-02-29", "2100-02-29", "2023-02-29", "2022-04-31", "2022-06-31", "2022-09-31",
    "2022-11-31", "20220228", "202202", "2022/02/28", "2022.02.28", "28.02.2022", "28/02/2022", "02/28/2022", "12/13", "03/04/2022", "28-02-2022", "2022-02-28T00:00", "2022-02-28T00:00:00Z",
    "2022-02-28Z", "2022-02-28 10:00", "2022-059", "2022-W09", "2022-W09-1", "2022W091", "W09", "2022-Q1", "2022-21", "2022-22", "2022-33", "2022?", "2022~", "2022%", "?2022", "2022-02?",
    "2022-?02", "202X", "20XX", "2022-XX", "2022-02-XX", "Y12022", "Y-2022", "-0001", "0000", "0000-01", "0000-01-01", "10000", "10000-01-01", "9999-12-32", "2022-1e", "1e3", "0x7e6", "２０２２",
    "2022-０2", "２０２２-02-28", "٢٠٢٢", "٢٠٢٢-٠٢", "२०२२", "𝟐𝟎𝟐𝟐", "²⁰²²", "2022–02", "2022—02", "2022‑02", "2022−02", "2022－02", "2022-02–28", "2022_02", "2022 02", "2022-02-28-01", "2022-02-28-",
    "2022--28", "2022-0228", "202202-28", "二〇二二", "2022年", "2022年2月", "2022年2月28日", "Feb 2022", "February 2022", "28 Feb 2022", "Feb 28, 2022", "9 Jan 2023", "2022q1", "2022Q4",
    "today", "tomorrow", "yesterday", "now", "unknown", "null", "None", "nan", "1645999200", "2022-02..2022-05", "2022..", "..2022", "2022...", "...2022", "2022/...", ".../2022", "2022/", "/2022",
    "2022//2023", "2022/2023/2024", "2022/../2023", "2022-02-28/", "/..", "../", "/../", "./2022", "2022/.", "2022/2021", "2022-05/2022-02", "2022-03-11/2022-02-28", "2022-02-28/2022-01",
    "2022-02-28/2021", "2022/2021-12-31", "2022/2022-02-30", "2022-02-30/2022", "2022-02/2022-13", "2022-02-28/03-11", "2022-02-28/11", "2022-02-28 / 2022-03-11", "2022-02-28–2022-03-11",
    "2022-02-28 to 2022-03-11", "2022-02-28,2022-03-11", "{2022,2023}", "[2022,2023]", "[2022..2023]", "2022 ", " 2022", "\t2022", "2022\n", "\n2022", "2022-02-28\n", " 2022/2023", "2022/2023\n", "2022/..\n", "../2022 ", "\t../2022", "2022/ 2023", "2022 /2023", "\u30002022", "2022\xa0",
    "\u200b2022", "2022\u200b", "\ufeff2022", "2022\0", "\x002022", "2022-02-28\r", "2022-02\u202e-28", "20 22", "2022- 02", "c. 2022", "ca2022", "2022s", "AD 2022", "2022 AD", "2022BC", "2022-02-28/open",
    "2022-02-28/unknown", "open/2022", "unknown/2022", "2022/*", "*", "%", "2022-02-28;", "2022-02-28'", '"2022"', "[bold]2022", "$(date)", "2022" * 50, "9" * 5000,
]  # fmt: skip
# What a person may type although it is no date in data.
TYPED = [
    "2022年",
    "2022年2月",
    "2022年2月28日",
    "Feb 2022",
    "February 2022",
    "28 Feb 2022",
    "Feb 28, 2022",
    "9 Jan 2023",
    "2022q1",
    "2022Q4",
    "today",
    "2022-02..2022-05",
    "2022..",
    "..2022",
]


def event(id_: str, when: Any, **given: Any) -> dict[str, Any]:
    return {"id": id_, "date": when, "kind": "session", "title": {"en": "x"}} | given


def in_file(path: Path, *events: Any) -> str:
    return str(attacks.written([*events], path / "dates.json"))


def test_row_57_every_date_is_taken_and_comes_back(tmp_path: Path) -> None:
    name = in_file(tmp_path, *(event(f"e-{number}", when) for number, when in enumerate(DATES)))
    assert call("validate", name).code == 0
    found = json.loads(call("list", "--json", "--data", name).out)
    assert {one["id"]: one["date"] for one in found} == {f"e-{number}": when for number, when in enumerate(DATES)}
    tsv = call("list", "--fields", "id,date", "--data", name).out.decode().splitlines()
    assert sorted(tsv) == sorted(f"e-{number}\t{when}" for number, when in enumerate(DATES))
    for form in ("table", "csv", "md", "ics"):
        assert call("list", "-f", form, "--data", name).code == 0
    for words in (
        ("show", *(f"e-{number}" for number in range(len(DATES)))),
        ("timeline",),
        ("timeline", "-f", "svg"),
        ("count", "year"),
    ):
        assert call(*words, "--data", name).code == 0, words


@pytest.mark.parametrize("place", ["event", "plan", "appearance", "source"])
def test_row_58_what_is_no_date_is_refused_by_list_and_validate_alike(place: str, tmp_path: Path) -> None:
    for text in NO_DATES:
        wrong: Any = [event("good", "2022"), event("wrong", text)]
        if place == "plan":
            plan = {"as_of": "2020-01-01", "date": text, "status": "scheduled", "title": {"en": "x"}, "sources": ["s"]}
            wrong = [event("good", "2022"), event("wrong", "2022", history=[plan])]
        elif place == "appearance":
            wrong = [
                event("good", "2022"),
                event("wrong", "2022", actors=[{"actor": "a", "role": "host", "date": text}]),
            ]
        elif place == "source":
            source = {"title": "t", "publisher": "p", "origin": "o", "weight": "ngo", "date": text}
            wrong = {
                "schema_version": 1,
                "edition": "2022-01-01",
                "title": {"en": "x"},
                "sources": {"s": source},
                "events": [event("good", "2022")],
            }
        path = attacks.written(wrong, tmp_path / "wrong.json")
        listed, checked = call("list", "--data", str(path)), call("validate", str(path))
        assert (listed.code, listed.out) == (3, b""), text
        assert checked.code == 1, text
        where = {
            "event": "[1].date",
            "plan": "[1].history[0].date",
            "appearance": "[1].actors[0].date",
            "source": "sources.s.date",
        }[place]
        assert where in listed.said, text
        assert where in checked.text, text
        assert "not a date" in listed.said or "before it begins" in listed.said, text
        assert listed.said.splitlines()[0].removeprefix("ahc: ") == checked.text.splitlines()[0], text
        assert attacks.is_inert(listed.said)


@pytest.mark.parametrize("text", [1, 2022, 2022.5, True, None, [], ["2022"], {}, {"en": "2022"}], ids=repr)
def test_row_58_what_is_not_even_a_text_is_refused(text: Any, tmp_path: Path) -> None:
    name = in_file(tmp_path, event("wrong", text))
    assert call("list", "--data", name).code == 3
    assert call("validate", name).code == 1


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
def test_row_59_an_option_takes_no_such_text_either(option: str) -> None:
    for text in NO_DATES:
        ended = call("list", f"{option}={text}")
        if text.strip() in (*TYPED, *DATES):
            assert ended.code in (0, 1) or (option == "--as-of" and ".." in text), text
            continue
        if option == "--as-of" and text == "":
            continue
        assert (ended.code, ended.out) == (2, b""), text
        assert attacks.is_inert(ended.said)
        assert "date" in ended.said or "before it begins" in ended.said or "day" in ended.said, text


@pytest.mark.parametrize("field", ["date", "within", "since", "until", "year"])
def test_row_59_a_query_takes_no_such_text_either(field: str) -> None:
    for text in NO_DATES:
        if text.strip() in (*TYPED, *DATES) or not text.strip() or set(text) & set('",()'):
            continue
        ended = call("list", f'{field}:"{text}"')
        assert (ended.code, ended.out) == (2, b""), text
        assert "^" in ended.said


ORDERED = [
    ("open-start", "../2022-01"), ("year-before", "2021"), ("day-first", "2022-01-01"), ("month-first", "2022-01"), ("year", "2022"), ("years", "2022/2023"), ("from-2022", "2022/.."),
    ("day", "2022-02-28"), ("span", "2022-02-28/2022-03-11"), ("last-day", "2022-12-31"), ("next", "2023-01-01"),
]  # fmt: skip
TITLES = {
    "year-before",
    "day-first",
    "month-first",
    "year",
    "years",
    "from-2022",
    "day",
    "span",
    "last-day",
    "open-start",
    "next",
}


def listed(name: str, *options: str) -> list[str]:
    return call("list", "-f", "ids", "--data", name, *options).out.decode().split()


@pytest.mark.parametrize(("options", "ids"), [
    (("--until", "2021"), "open-start year-before"),
    (("--until", "2022"), "open-start year-before day-first month-first year years from-2022 day span last-day"),
    (("--until", "2022-01"), "open-start year-before day-first month-first year years from-2022"),
    (("--until", "2022-01-01"), "open-start year-before day-first month-first year years from-2022"),
    (("--until", "2022-02-28"), "open-start year-before day-first month-first year years from-2022 day span"),
    (("--until", "..2022-01"), "open-start year-before day-first month-first year years from-2022"),
    (("--until", "2022-02.."), " ".join(id_ for id_, _ in ORDERED)),
    (("--since", "2022"), "open-start day-first month-first year years from-2022 day span last-day next"),
    (("--since", "2022-02"), "year years from-2022 day span last-day next"),
    (("--since", "2022-03"), "year years from-2022 span last-day next"),
    (("--since", "2022-03-11"), "year years from-2022 span last-day next"),
    (("--since", "2022-03-12"), "year years from-2022 last-day next"),
    (("--since", "2023"), "years from-2022 next"),
    (("--since", "2024"), "from-2022"),
    (("--since", "2022-02", "--until", "2022-02"), "year years from-2022 day span"),
], ids=lambda value: " ".join(value) if isinstance(value, tuple) else None)  # fmt: skip
def test_row_59_a_partial_bound_holds_all_of_its_period(options: Sequence[str], ids: str, tmp_path: Path) -> None:
    name = in_file(tmp_path, *(event(id_, when) for id_, when in ORDERED))
    assert listed(name, *options) == ids.split()


def test_row_59_the_day_of_a_month_or_year_is_its_last(tmp_path: Path) -> None:
    name = in_file(tmp_path, event("last", "2022-02-28"), event("next", "2022-03-01"), event("end", "2022-12-31"))
    for day, ids in (
        ("2022-01", ""),
        ("2022-02", "last"),
        ("2022-02-27", ""),
        ("2022q1", "last next"),
        ("2022", "last next end"),
        ("..2022-02", "last"),
    ):
        assert listed(name, "--as-of", day) == ids.split(), day
        said = call("list", "-f", "ids", "--data", name, env={"AHC_AS_OF": day})
        assert said.out.decode().split() == ids.split(), day


def test_row_60_events_come_in_the_order_of_time_however_they_are_stored(tmp_path: Path) -> None:
    events = [event(id_, when) for id_, when in ORDERED]
    in_order = [id_ for id_, _ in ORDERED]
    assert set(in_order) == TITLES
    for shift in range(len(events)):
        for stored in (events[shift:] + events[:shift], (events[shift:] + events[:shift])[::-1]):
            name = in_file(tmp_path, *stored)
            assert listed(name) == in_order
            assert listed(name, "-r") == in_order[::-1]
            assert listed(name, "-n", "3") == in_order[:3]
            as_lines = "".join(json.dumps(one) + "\n" for one in stored).encode()
            assert call("list", "-f", "ids", "--data", "-", stdin=as_lines).out.decode().split() == in_order


def test_row_60_equal_dates_stand_by_id_and_nothing_else_moves(tmp_path: Path) -> None:
    events = [
        event(id_, "2022-02", kind=kind)
        for id_, kind in (("a", "letter"), ("b", "session"), ("c", "letter"), ("d", "decision"))
    ]
    outputs = {call("list", "--json", "--data", in_file(tmp_path, *stored)).out for stored in permutations(events)}
    assert len(outputs) == 1
    assert [one["id"] for one in json.loads(outputs.pop())] == ["a", "b", "c", "d"]
    assert listed(in_file(tmp_path, *events), "--sort", "kind") == ["d", "a", "c", "b"]


def test_row_60_what_an_answer_is_made_of_comes_in_the_order_of_time_too(tmp_path: Path) -> None:
    wanted = [{"actors": ["a"], "stance": "urges", "text": {"en": "x"}}]
    days = {"c": "2022-01", "a": "2022-02", "d": "2022-03", "b": "2022-04"}
    events = [event(id_, when, series="talks", positions=wanted) for id_, when in days.items()]
    for stored in permutations(events):
        name = in_file(tmp_path, *stored)
        positions = json.loads(call("positions", "--json", "--data", name).out)
        assert [one["event"] for one in positions] == [*days]
        assert listed(name, "--sort", "kind") == [*days]
        card = call("show", "d", "--data", name).text
        assert [line.split()[-1] for line in card.splitlines() if "←" in line or "→" in line] == ["a", "b"]
        (tmp_path / "none.json").write_text("[]")
        changes = json.loads(call("diff", str(tmp_path / "none.json"), name, "--json").out)["changes"]
        assert [change["id"] for change in changes] == [*days]
