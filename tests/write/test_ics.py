"""Calendars: read back by icalendar, and checked byte by byte."""

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small import event, events_answer, screen
from strategies import events

from ahc_cli.model.records import Source, Text
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.write.ics import write


def calendar(*events, lang="en", vocabulary=None):
    """Return the bytes of a calendar."""
    return b"".join(write(events_answer(*events, vocabulary=vocabulary), screen(lang)))


def entry(data):
    """Return the only entry of a calendar."""
    [found] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


def test_a_title_with_the_name_of_its_body_is_not_given_it_again(dataset):
    [session] = [event for event in dataset.events if event.id == "session-1"]
    named = replace(session, title=Text(en="Ad Hoc Committee, first session"))
    assert entry(calendar(named, vocabulary=dataset.vocabulary))["SUMMARY"] == "Ad Hoc Committee, first session"


def test_a_calendar_of_an_event(dataset):
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


def test_only_texts_are_in_the_language_of_the_reader(dataset):
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
        id="the coarser one of two precisions",
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
        id="open at the start",
    ),
    pytest.param("0001-01-01", date(1, 1, 1), date(1, 1, 2), None, id="the first day of the calendar"),
    pytest.param("9999-12-31", date(9999, 12, 31), None, None, id="the last day of the calendar"),
    pytest.param(
        "9998/..",
        date(9998, 1, 1),
        date(9998, 1, 2),
        "Only one end of the date is known: 9998 – ….",
        id="a year without an end",
    ),
]


@pytest.mark.parametrize(("text", "first", "after", "description"), DATES)
def test_dates_are_whole_days_and_an_uncertain_one_is_described(text, first, after, description):
    found = entry(calendar(event(date=text)))
    assert found["DTSTART"].dt == first
    assert (found["DTEND"].dt if "DTEND" in found else None) == after
    assert found.get("DESCRIPTION") == description


IN_CHINESE = [
    pytest.param({"date": "2022-02"}, "日期仅知到月份：2022年2月。", id="a month"),
    pytest.param({"date": "2022"}, "日期仅知到年份：2022年。", id="a year"),
    pytest.param({"date": "2022-02-28/.."}, "日期仅知一端：2022年2月28日 – ……。", id="an open end"),
    pytest.param(
        {"kind": "letter", "date": "2022-02-27/2022-02-28"},
        "具体日期不详：2022年2月27日至28日之间。",
        id="a window",
    ),
    pytest.param(
        {"kind": "letter", "date": "2022-02/2022-05-21"},
        "具体日期不详：2022年2月至5月21日之间。",
        id="a window from a month",
    ),
    pytest.param({"status": "postponed", "date": "2022-02-28"}, "状态：推迟。", id="a status"),
]


@pytest.mark.parametrize(("given", "description"), IN_CHINESE)
def test_an_uncertain_date_is_described_in_chinese(given, description):
    assert entry(calendar(event(**given), lang="zh"))["DESCRIPTION"] == description


def test_an_uncertain_date_is_described_after_the_summary():
    letter = event(kind="letter", date="2022-02-27/2022-02-28", summary={"en": "It is sent."})
    assert entry(calendar(letter))["DESCRIPTION"] == ("It is sent.\nThe day is not known: between 27 and 28 Feb 2022.")


STATUSES = [
    pytest.param("happened", "CONFIRMED", None, id="happened"),
    pytest.param("scheduled", "TENTATIVE", "Status: scheduled.", id="scheduled"),
    pytest.param("postponed", "TENTATIVE", "Status: postponed.", id="postponed"),
    pytest.param("cancelled", "CANCELLED", "Status: cancelled.", id="cancelled"),
]


@pytest.mark.parametrize(("status", "code", "description"), STATUSES)
def test_the_status_is_described_unless_the_event_happened(status, code, description):
    found = entry(calendar(event(status=status, date="2022-02-28")))
    assert (found["STATUS"], found.get("DESCRIPTION")) == (code, description)


def test_the_address_is_that_of_the_first_source_that_has_one():
    def source(url):
        return Source("Page", "UN", "un", "official", url=url)

    known = Vocabulary(
        sources={"bare": source(None), "page": source("https://un.org/a;b,c"), "last": source("https://x.org")}
    )
    letter = event(facts=[{"text": {"en": "x"}, "sources": ["unknown", "bare", "page", "last"]}])
    assert entry(calendar(letter, vocabulary=known))["URL"] == "https://un.org/a;b,c"
    assert "URL" not in entry(calendar(event(), vocabulary=known))


def test_a_calendar_without_events_has_no_entries():
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
    pytest.param(r"a\n;,\,:\\", r"a\n;,\,:\\", id="escapes"),
    pytest.param('a"b;X=1:c', 'a"b;X=1:c', id="parameters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), ATTACKS)
def test_a_text_cannot_end_its_property(text, shown):
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


LONG = [
    pytest.param("第一届会议" * 50, id="Chinese"),
    pytest.param("👩‍👩‍👧‍👦" * 50, id="emoji"),
    pytest.param("e\u0301" * 100, id="combining marks"),
    pytest.param("," * 200, id="escapes"),
    pytest.param("x" * 1000, id="one long word"),
    pytest.param("a 😀第" * 40, id="characters of several lengths"),
]


@pytest.mark.parametrize("text", LONG)
def test_long_lines_are_folded_between_characters(text):
    for shift in range(4):
        title = "a" * shift + text
        data = calendar(event(title={"en": title}))
        lines = [line.decode() for line in data.split(b"\r\n")]
        assert max(len(line.encode()) for line in lines) <= 75
        assert entry(data)["SUMMARY"] == title


@given(st.lists(events(), min_size=1, max_size=3))
def test_a_calendar_has_an_entry_for_each_event(made):
    data = calendar(*made)
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(entry["UID"]) for entry in entries] == [f"{event.id}@ahc-cli" for event in made]
    *lines, last = data.split(b"\r\n")
    assert last == b""
    assert [line for line in lines if len(line) > 75 or not line.decode().isprintable()] == []


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_text_breaks_a_line(text):
    data = calendar(event(title={"zh": text}, summary={"en": text}), lang="zh")
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1
    assert not any(byte < 0x20 for byte in data.replace(b"\r\n", b""))
    assert max(map(len, data.split(b"\r\n"))) <= 75
