"""Dates in data and on the command line, and the order of time.

What the parser makes of a date is tested in tests/model/test_dates.py.
"""

import json
import re
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from robustness import attacks
from robustness.attacks import is_inert
from robustness.inputs import document, event, lines
from robustness.running import call

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("empty")]

DATES = [
    "2022", "0001", "9999", "2022-01", "2022-12", "2022-02-28", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1000", "2022-04-30", "2022/2023", "2022-02/2022-05",
    "2022-02-28/2022-03-11", "2022/2022-05", "2022-02/2023", "2022-02-28/2022", "2022-02/2022-02-28", "2022/2022", "2022-02-28/2022-02-28", "2022/..", "2022-02/..",
    "2022-02-28/..", "../2022", "../2022-02", "../2022-02-28", "2021-12-31/2022-01-01", "1999-12/2000-01", "2023-12-31", "0001/9999", "[2022..2023]", "[2022-02-28..2022-03-11]",
    "[2022-02..2022-05-20]", "[0001..9999-12-31]",
]  # fmt: skip
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
    "2022-02-28 to 2022-03-11", "2022-02-28,2022-03-11", "{2022,2023}", "[2022,2023]", "[2022]", "[2022..]", "[..2022]", "[2022/2023]", "[2022 .. 2023]", "[2023..2022]", "[2022..2022-05]", "[2022..2023", "[2022..2023]/2024", "{2022..2023}", "2022 ", " 2022", "\t2022", "2022\n", "\n2022", "2022-02-28\n", " 2022/2023", "2022/2023\n", "2022/..\n", "../2022 ", "\t../2022", "2022/ 2023", "2022 /2023", "\u30002022", "2022\xa0",
    "\u200b2022", "2022\u200b", "\ufeff2022", "2022\0", "\x002022", "2022-02-28\r", "2022-02\u202e-28", "20 22", "2022- 02", "c. 2022", "ca2022", "2022s", "AD 2022", "2022 AD", "2022BC", "2022-02-28/open",
    "2022-02-28/unknown", "open/2022", "unknown/2022", "2022/*", "*", "%", "2022-02-28;", "2022-02-28'", '"2022"', "[bold]2022", "$(date)", "2022" * 50, "9" * 5000,
]  # fmt: skip
# A person may type these, although data may not contain them.
TYPED = ["2022年", "2022年2月", "2022年2月28日", "Feb 2022", "February 2022", "28 Feb 2022", "Feb 28, 2022", "9 Jan 2023", "2022q1", "2022Q4", "today",
         "tomorrow", "yesterday", "2022-02-28 to 2022-03-11", "2022-02..2022-05", "2022..", "..2022"]  # fmt: skip


def write_events(*events: Any) -> str:
    return str(attacks.write([*events], Path("dates.json")))


def listed_ids(*options: str) -> list[str]:
    return call("list", "-f", "ids", "--data", "dates.json", *options).text.split()


def test_every_date_is_accepted_and_comes_back() -> None:
    """Row 57: Every date that data may have (a day, month or year, an interval, an open end, a
    window) is accepted, comes back unchanged, and can be shown in tables, CSV, Markdown, calendars,
    cards and timelines.
    """
    dates = {f"e-{number:02}": date for number, date in enumerate(DATES)}
    name = write_events(*(event(id_, date=date) for id_, date in dates.items()))
    assert call("validate", name).code == 0
    assert {
        one["id"]: one["date"] for one in json.loads(call("list", "--json", "--data", name).out)
    } == dates
    tsv = call("list", "--fields", "id,date", "--data", name).text.splitlines()
    assert sorted(tsv) == [f"{id_}\t{date}" for id_, date in dates.items()]
    for words in (("list", "-f", "table"), ("list", "-f", "csv"), ("list", "-f", "md"), ("list", "-f", "ics"), ("show", *dates), ("timeline",),
                  ("timeline", "-f", "svg"), ("count", "year")):  # fmt: skip
        assert call(*words, "--data", name).code == 0, words


def test_what_is_no_date_is_refused_by_list_and_validate_alike() -> None:
    """Row 58: Some two hundred texts that are no dates here (days that do not exist, digits of
    other scripts, reversed intervals and windows, other sets, blanks around) are refused, and the error names the event;
    reading and validating agree.
    """
    validated = call(
        "validate",
        write_events(*(event(f"e-{number}", date=text) for number, text in enumerate(NO_DATES))),
    )
    assert validated.code == 1
    for number, (text, fault) in enumerate(zip(NO_DATES, validated.text.splitlines(), strict=True)):
        listed = call("list", "--data", write_events(event("good"), event("wrong", date=text)))
        assert (listed.code, listed.out) == (3, b""), text
        message = listed.error.partition("[1].date: ")[2].rstrip("\n")
        assert re.search("not a date|ends before it starts|does not lead from", message), text
        assert fault.endswith(f": [{number}].date: {message}"), text
        assert is_inert(listed.error), text


def test_what_is_no_date_is_refused_wherever_a_date_stands() -> None:
    """Row 58: So it is in plans, appearances of actors and sources."""
    for text in NO_DATES[::5]:
        plan = {
            "as_of": "2020-01-01",
            "date": text,
            "status": "scheduled",
            "title": {"en": "x"},
            "sources": ["s"],
        }
        source = {"title": "t", "publisher": "p", "origin": "o", "weight": "ngo", "date": text}
        cases = {
            "[1].history[0].date": [event("good"), event("wrong", history=[plan])],
            "[1].actors[0].date": [
                event("good"),
                event("wrong", actors=[{"actor": "a", "role": "host", "date": text}]),
            ],
            "sources.s.date": document(event("good"), sources={"s": source}),
        }
        for place, content in cases.items():
            path = str(attacks.write(content, Path("wrong.json")))
            listed, validated = call("list", "--data", path), call("validate", path)
            assert (listed.code, listed.out, validated.code) == (3, b"", 1), (text, place)
            assert f": {place}: " in listed.error, text
            assert listed.error.removeprefix("ahc: ") == validated.text, text


def test_what_is_not_even_a_string_is_refused() -> None:
    """Row 58: A date that is not a string is refused."""
    for value in (1, 2022, 2022.5, True, None, [], ["2022"], {}, {"en": "2022"}):
        name = write_events(event("wrong", date=value))
        assert call("list", "--data", name).code == 3, value
        assert call("validate", name).code == 1, value


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
def test_an_option_accepts_none_of_them_either(option: str) -> None:
    """Row 59: A text that is not a date is a usage error in a date option, unless it is one of the
    looser forms that people may type.
    """
    for text in NO_DATES:
        ended = call("list", f"{option}={text}")
        if text.strip() in (*TYPED, *DATES):
            assert ended.code in (0, 1) or (option == "--as-of" and ".." in text), text
            continue
        assert (ended.code, ended.out) == (2, b""), text
        assert is_inert(ended.error)
        assert (
            "date" in ended.error or "ends before it starts" in ended.error or "day" in ended.error
        ), text


def test_a_query_accepts_none_of_them_either() -> None:
    """Row 59: In a query it is an error with a caret under it."""
    for field in ("date", "within", "since", "until", "year"):
        for text in NO_DATES if field == "date" else NO_DATES[::4]:
            if (
                text.strip()
                and text.strip() not in (*TYPED, *DATES)
                and not set(text) & set('",()')
            ):
                ended = call("list", f'{field}:"{text}"')
                assert (ended.code, ended.out) == (2, b""), (field, text)
                assert "^" in ended.error


# Events in the order of time.
IN_ORDER = {
    "open-start": "../2022-01", "year-before": "2021", "day-first": "2022-01-01", "month-first": "2022-01", "year": "2022", "years": "2022/2023",
    "from-2022": "2022/..", "day": "2022-02-28", "span": "2022-02-28/2022-03-11", "last-day": "2022-12-31", "next": "2023-01-01",
}  # fmt: skip
EVENTS = [event(id_, date=date) for id_, date in IN_ORDER.items()]


@pytest.mark.parametrize(("options", "ids"), [
    (("--until", "2021"), "open-start year-before"),
    (("--until", "2022"), "open-start year-before day-first month-first year years from-2022 day span last-day"),
    (("--until", "2022-01"), "open-start year-before day-first month-first year years from-2022"),
    (("--until", "2022-01-01"), "open-start year-before day-first month-first year years from-2022"),
    (("--until", "2022-02-28"), "open-start year-before day-first month-first year years from-2022 day span"),
    (("--until", "..2022-01"), "open-start year-before day-first month-first year years from-2022"),
    (("--until", "2022-02.."), " ".join(IN_ORDER)),
    (("--since", "2022"), "open-start day-first month-first year years from-2022 day span last-day next"),
    (("--since", "2022-02"), "year years from-2022 day span last-day next"),
    (("--since", "2022-03"), "year years from-2022 span last-day next"),
    (("--since", "2022-03-11"), "year years from-2022 span last-day next"),
    (("--since", "2022-03-12"), "year years from-2022 last-day next"),
    (("--since", "2023"), "years from-2022 next"),
    (("--since", "2024"), "from-2022"),
    (("--since", "2022-02", "--until", "2022-02"), "year years from-2022 day span"),
], ids=lambda value: " ".join(value) if isinstance(value, tuple) else None)  # fmt: skip
def test_a_partial_bound_contains_all_of_its_period(options: Sequence[str], ids: str) -> None:
    """Row 59: A bound that is a month or a year contains all of it."""
    write_events(*EVENTS)
    assert listed_ids(*options) == ids.split()


def test_the_day_of_a_month_or_year_is_its_last() -> None:
    """Row 59: A month or year given to `--as-of` means its last day."""
    name = write_events(
        event("last", date="2022-02-28"),
        event("next", date="2022-03-01"),
        event("end", date="2022-12-31"),
    )
    for day, ids in (
        ("2022-01", ""),
        ("2022-02", "last"),
        ("2022-02-27", ""),
        ("2022q1", "last next"),
        ("2022", "last next end"),
        ("..2022-02", "last"),
    ):
        assert listed_ids("--as-of", day) == ids.split(), day
        assert (
            call("list", "-f", "ids", "--data", name, env={"AHC_AS_OF": day}).text.split()
            == ids.split()
        ), day


def test_events_come_in_the_order_of_time_however_they_are_stored() -> None:
    """Row 60: Events come in the order of time, however they are stored."""
    in_order = [*IN_ORDER]
    for shift in range(len(EVENTS)):
        for stored in (EVENTS[shift:] + EVENTS[:shift], (EVENTS[shift:] + EVENTS[:shift])[::-1]):
            write_events(*stored)
            assert listed_ids() == in_order
            assert listed_ids("-r") == in_order[::-1]
            assert listed_ids("-n", "3") == in_order[:3]
            assert (
                call("list", "-f", "ids", "--data", "-", stdin=lines(*stored)).text.split()
                == in_order
            )


def test_equal_dates_are_sorted_by_id_and_nothing_else_moves() -> None:
    """Row 60: Events of the same date are sorted by id, and sorting by a field keeps that order."""
    events = [
        event(id_, date="2022-02", kind=kind)
        for id_, kind in (("a", "letter"), ("b", "session"), ("c", "letter"), ("d", "decision"))
    ]
    outputs = {
        call("list", "--json", "--data", write_events(*stored)).out
        for stored in permutations(events)
    }
    assert len(outputs) == 1
    assert [one["id"] for one in json.loads(outputs.pop())] == ["a", "b", "c", "d"]
    assert listed_ids("--sort", "kind") == ["d", "a", "c", "b"]


def test_the_parts_of_an_answer_come_in_the_order_of_time_too() -> None:
    """Row 60: Positions, neighbours and changes come in the order of time too."""
    positions = [{"actors": ["a"], "stance": "urges", "text": {"en": "x"}}]
    dates = {"c": "2022-01", "a": "2022-02", "d": "2022-03", "b": "2022-04"}
    events = [
        event(id_, date=date, series="talks", positions=positions) for id_, date in dates.items()
    ]
    Path("none.json").write_text("[]")
    for stored in permutations(events):
        name = write_events(*stored)
        found = json.loads(call("positions", "--json", "--data", name).out)
        assert [one["event"] for one in found] == [*dates]
        assert listed_ids("--sort", "kind") == [*dates]
        card = call("show", "d", "--data", name).text
        beside = [line.split()[-3] for line in card.splitlines() if "←" in line or "→" in line]
        assert beside == ["a", "b"]
        changes = json.loads(call("diff", "./none.json", f"./{name}", "--json").out)["changes"]
        assert [change["id"] for change in changes] == [*dates]
