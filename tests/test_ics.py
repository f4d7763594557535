"""Calendars: read back by icalendar, and looked at byte by byte."""

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import TODAY, event
from strategies import events

from ahc_cli.render import Answer, Screen
from ahc_cli.render.ics import render
from ahc_cli.vocabulary import Vocabulary

EDITION = date(2023, 6, 1)


def calendar(*found, lang="en", today=TODAY, edition=EDITION, vocabulary=None):
    """The bytes of a calendar."""
    screen = Screen(lang=lang, width=80, terminal=False, color=False, unicode=True, today=today)
    answer = Answer("events", found, (), vocabulary or Vocabulary(), edition=edition)
    return b"".join(render(answer, screen))


def entry(data):
    """The only entry of a calendar."""
    [found] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


def test_an_entry_is_written_like_this(dataset):
    [session] = [event for event in dataset.events if event.id == "session-1"]
    assert calendar(session, vocabulary=dataset.vocabulary).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ahc-cli//ahc//EN",
        "BEGIN:VEVENT",
        "SUMMARY:First session (Ad Hoc Committee)",
        "DTSTART;VALUE=DATE:20220228",
        "DTEND;VALUE=DATE:20220312",
        "DTSTAMP:20230601T000000Z",
        "UID:session-1@ahc-cli",
        "CATEGORIES:session",
        "DESCRIPTION:The committee sets out.",
        "LOCATION:New York",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_texts_are_in_the_readers_language_and_codes_are_not(dataset):
    [session] = [event for event in dataset.events if event.id == "session-1"]
    found = entry(calendar(session, vocabulary=dataset.vocabulary, lang="zh"))
    assert [str(found[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [
        "第一届会议（特设委员会）",
        "委员会启动工作。",
        "纽约",
    ]
    assert found["CATEGORIES"].to_ical() == b"session"


DATES = [
    pytest.param("2022-02-28", date(2022, 2, 28), date(2022, 3, 1), None, id="a day"),
    pytest.param("2023-12-31", date(2023, 12, 31), date(2024, 1, 1), None, id="the last day of a year"),
    pytest.param("2022-02-28/2022-03-11", date(2022, 2, 28), date(2022, 3, 12), None, id="an interval"),
    pytest.param(
        "2022-02", date(2022, 2, 1), date(2022, 3, 1), "Date known only to the month: Feb 2022.", id="a month"
    ),
    pytest.param("2022", date(2022, 1, 1), date(2023, 1, 1), "Date known only to the year: 2022.", id="a year"),
    pytest.param(
        "2022-12/2023",
        date(2022, 12, 1),
        date(2024, 1, 1),
        "Date known only to the year: Dec 2022 – 2023.",
        id="of two precisions the vaguer",
    ),
    pytest.param(
        "2022-02-28/..",
        date(2022, 2, 28),
        date(2022, 3, 1),
        "Only one end of the date is known: 28 Feb 2022 – ….",
        id="open at the end",
    ),
    pytest.param(
        "../2022-02",
        date(2022, 2, 28),
        date(2022, 3, 1),
        "Only one end of the date is known: … – Feb 2022.",
        id="open at the beginning",
    ),
    pytest.param("0001-01-01", date(1, 1, 1), date(1, 1, 2), None, id="the first day that there is"),
    pytest.param("9999-12-31", date(9999, 12, 31), None, None, id="the last day that there is"),
    pytest.param(
        "9998/..",
        date(9998, 1, 1),
        date(9998, 1, 2),
        "Only one end of the date is known: 9998 – ….",
        id="a year without an end",
    ),
]


@pytest.mark.parametrize(("text", "first", "after", "description"), DATES)
def test_dates_are_whole_days_and_doubt_is_said(text, first, after, description):
    found = entry(calendar(event(date=text)))
    assert found["DTSTART"].dt == first
    assert (found["DTEND"].dt if "DTEND" in found else None) == after
    assert found.get("DESCRIPTION") == description


IN_WORDS = [
    pytest.param({"date": "2022-02"}, "日期仅知到月份：2022年2月。", id="a month"),
    pytest.param({"date": "2022"}, "日期仅知到年份：2022年。", id="a year"),
    pytest.param({"date": "2022-02-28/.."}, "日期仅知一端：2022年2月28日 – ……。", id="an open end"),
    pytest.param(
        {"kind": "letter", "date": "2022-02-27/2022-02-28"},
        "具体日期不详：2022年2月27日至2022年2月28日之间。",
        id="a window",
    ),
    pytest.param(
        {"kind": "letter", "date": "2022-02/2022-05-21"},
        "具体日期不详：2022年2月至2022年5月21日之间。",
        id="a window from a month",
    ),
    pytest.param({"status": "postponed", "date": "2022-02-28"}, "状态：推迟。", id="a status"),
]


@pytest.mark.parametrize(("given", "description"), IN_WORDS)
def test_doubt_is_said_in_chinese_too(given, description):
    assert entry(calendar(event(**given), lang="zh"))["DESCRIPTION"] == description


def test_doubt_follows_the_summary():
    letter = event(kind="letter", date="2022-02-27/2022-02-28", summary={"en": "It is sent."})
    assert entry(calendar(letter))["DESCRIPTION"] == (
        "It is sent.\nThe day is not known: between 27 Feb 2022 and 28 Feb 2022."
    )


STATUSES = [
    pytest.param("happened", "CONFIRMED", None, id="happened"),
    pytest.param("scheduled", "TENTATIVE", "Status: scheduled.", id="scheduled"),
    pytest.param("postponed", "TENTATIVE", "Status: postponed.", id="postponed: no longer firm"),
    pytest.param("cancelled", "CANCELLED", "Status: cancelled.", id="cancelled"),
]


@pytest.mark.parametrize(("status", "code", "description"), STATUSES)
def test_the_status_is_said(status, code, description):
    found = entry(calendar(event(status=status, date="2022-02-28")))
    assert (found["STATUS"], found.get("DESCRIPTION")) == (code, description)


def test_the_same_data_give_the_same_bytes_on_any_day():
    assert calendar(event(), today=date(2030, 1, 1)) == calendar(event(), today=date(2031, 1, 1))
    assert entry(calendar(event(), edition=None))["DTSTAMP"].dt.date() == TODAY


def test_nothing_found_is_a_calendar_without_entries():
    assert calendar().split(b"\r\n") == [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"PRODID:-//ahc-cli//ahc//EN",
        b"END:VCALENDAR",
        b"",
    ]


ATTACKS = [
    pytest.param("a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\nEND:VEVENT\nBEGIN:VEVENT", id="CR LF"),
    pytest.param("a\nEND:VCALENDAR", "a\nEND:VCALENDAR", id="LF"),
    pytest.param("a\rEND:VEVENT", "a\ufffdEND:VEVENT", id="CR"),
    pytest.param("a\u2028END:VEVENT\u0085END:VEVENT", "a\ufffdEND:VEVENT\ufffdEND:VEVENT", id="other ends of lines"),
    pytest.param(r"a\n;,\,:\\", r"a\n;,\,:\\", id="what is escaped"),
    pytest.param('a"b;X=1:c', 'a"b;X=1:c', id="parameters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), ATTACKS)
def test_no_text_gets_out_of_its_field(text, shown):
    vocabulary = Vocabulary()
    found = event(date="2022-02-28", title={"en": text}, summary={"en": text}, place=text)
    data = calendar(found, vocabulary=vocabulary)
    read = entry(data)
    assert [read["SUMMARY"], read["DESCRIPTION"], read["LOCATION"]] == [shown] * 3
    assert [line for line in data.split(b"\r\n") if line.startswith((b"BEGIN", b"END"))] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"END:VCALENDAR",
    ]


def assert_well_formed(data):
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert [line for line in lines if len(line) > 75] == []
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    for line in lines:
        assert line.decode().isprintable()


LONG = [
    pytest.param("第一届会议" * 50, id="Chinese"),
    pytest.param("👩‍👩‍👧‍👦" * 50, id="emoji"),
    pytest.param("e\u0301" * 100, id="combining marks"),
    pytest.param("," * 200, id="what is escaped"),
    pytest.param("x" * 1000, id="without a blank"),
    pytest.param("a 😀第" * 40, id="of all lengths"),
]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("before", ["", "a", "aa", "aaa"])
def test_long_lines_are_folded_between_characters(text, before):
    data = calendar(event(title={"en": before + text}))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert entry(data)["SUMMARY"] == before + text


@given(st.lists(events(), min_size=1, max_size=3))
def test_there_are_as_many_entries_as_events(found):
    data = calendar(*found)
    read = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(entry["UID"]) for entry in read] == [f"{event.id}@ahc-cli" for event in found]
    assert_well_formed(data)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_is_said_no_line_breaks(text):
    data = calendar(event(title={"zh": text}, summary={"en": text}), lang="zh")
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1
    assert not any(byte < 0x20 for byte in data.replace(b"\r\n", b""))
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_the_command_writes_every_event(ahc, dataset):
    answer = ahc("list", "-f", "ics")
    read = icalendar.Calendar.from_ical(answer.out).walk("VEVENT")
    assert (answer.code, answer.err) == (0, "")
    assert sorted(str(entry["UID"]) for entry in read) == sorted(f"{e.id}@ahc-cli" for e in dataset.events)
    assert {str(entry["DTSTAMP"].dt.date()) for entry in read} == {"2023-06-01"}


def test_the_command_writes_a_calendar_though_nothing_is_found(ahc):
    answer = ahc("filter", "vote.yes:1000", "-f", "ics")
    assert (answer.code, answer.out.split()[0], "VEVENT" in answer.out) == (1, "BEGIN:VCALENDAR", False)
