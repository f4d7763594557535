"""Calendars: read back by icalendar, and checked byte by byte."""

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from show.answers import by_id, listed, written
from small import DOCUMENT, dataset_of, event, screen, to_json
from strategies import events

from ahc_cli.model.records import Source
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import write

SMALL = dataset_of(to_json(DOCUMENT))
SESSION = by_id(SMALL.events)["session-1"]


def calendar(*made, lang="en", vocabulary=None):
    return written(listed(*made, vocabulary=vocabulary or SMALL.vocabulary), "ics", lang).encode()


def entry(data):
    """Return the only entry of a calendar."""
    [found] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


def test_a_calendar_of_an_event():
    assert calendar(SESSION).decode().replace("\r\n", "\n") == """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//ahc-cli//ahc//EN
BEGIN:VEVENT
SUMMARY:First session
DTSTART;VALUE=DATE:20220228
DTEND;VALUE=DATE:20220312
DTSTAMP:20230601T000000Z
UID:session-1@ahc-cli
CATEGORIES:session
DESCRIPTION:The committee sets out.
LOCATION:New York
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""  # fmt: skip
    assert calendar().split(b"\r\n")[2:] == [b"PRODID:-//ahc-cli//ahc//EN", b"END:VCALENDAR", b""]
    assert calendar(SESSION) == calendar(SESSION)


def test_a_calendar_is_written_an_event_at_a_time():
    made = [event(f"e{n}") for n in range(3)]
    pieces = write(listed(*made, vocabulary=SMALL.vocabulary)(), "ics", screen())
    assert [piece.count(b"BEGIN:VEVENT") for piece in pieces] == [0, 1, 1, 1, 0]


def test_only_texts_are_in_the_language_of_the_reader():
    found = entry(calendar(SESSION, lang="zh"))
    texts = [str(found[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")]
    assert texts == ["第一届会议", "委员会启动工作。", "纽约"]
    assert found["CATEGORIES"].to_ical() == b"session"


DATES = {
    # date → the first day, the day after the last, the description
    "2022-02-28": (date(2022, 2, 28), date(2022, 3, 1), None),
    "2022-02-28/2022-03-11": (date(2022, 2, 28), date(2022, 3, 12), None),
    "2022-02": (date(2022, 2, 1), date(2022, 3, 1), "Date known only to the month: Feb 2022."),
    "2022": (date(2022, 1, 1), date(2023, 1, 1), "The day is not known: 2022."),
    "2022-02-28/..": (
        date(2022, 2, 28),
        date(2022, 3, 1),
        "Only one end of the date is known: 28 Feb 2022 – ….",
    ),
    "../2022-02": (
        date(2022, 2, 28),
        date(2022, 3, 1),
        "Only one end of the date is known: … – Feb 2022.",
    ),
    "9999-12-31": (date(9999, 12, 31), None, None),
}


@pytest.mark.parametrize("text", DATES)
def test_dates_are_whole_days_and_an_uncertain_one_is_described(text):
    found = entry(calendar(event(date=text)))
    last = found["DTEND"].dt if "DTEND" in found else None
    assert (found["DTSTART"].dt, last, found.get("DESCRIPTION")) == DATES[text]


def test_what_is_uncertain_is_described_after_the_summary():
    letter = event(
        kind="letter",
        date="[2022-02-27..2022-02-28]",
        summary={"en": "It is sent.", "zh": "已寄出。"},
    )
    said = "It is sent.\nThe day is not known: between 27 and 28 Feb 2022."
    assert entry(calendar(letter))["DESCRIPTION"] == said
    assert (
        entry(calendar(letter, lang="zh"))["DESCRIPTION"]
        == "已寄出。\n具体日期不详：2022年2月27日至28日之间。"
    )


def test_an_event_is_confirmed_tentative_or_cancelled():
    for status, code in (
        ("happened", "CONFIRMED"),
        ("scheduled", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
    ):
        found = entry(calendar(event(status=status, date="2022-02-28")))
        said = None if status == "happened" else f"Status: {status}."
        assert (found["STATUS"], found.get("DESCRIPTION")) == (code, said)


def test_the_address_is_that_of_the_first_source_that_has_one():
    urls = {"bare": None, "page": "https://un.org/a;b,c", "last": "https://x.org"}
    known = Vocabulary(
        sources={id_: Source("Page", "UN", "un", "official", url=url) for id_, url in urls.items()}
    )
    letter = event(facts=[{"text": {"en": "x"}, "sources": ["unknown", *urls]}])
    assert entry(calendar(letter, vocabulary=known))["URL"] == "https://un.org/a;b,c"
    assert "URL" not in entry(calendar(event(), vocabulary=known))


LONG = [
    "第一届会议" * 50,
    "👩‍👩‍👧‍👦" * 50,
    "e\u0301" * 100,
    "," * 200,
    "x" * 900,
    "a 😀第" * 40,
    r"a\n;,\,:\\",
    'a"b;X=1:c',
]


@pytest.mark.parametrize("text", LONG)
def test_a_text_is_folded_between_characters_and_cannot_end_its_property(text):
    for shift in range(4):
        title = "a" * shift + text
        data = calendar(
            event(title={"en": title}, summary={"en": "a\r\nEND:VEVENT\u2028END:VEVENT"})
        )
        assert max(len(line.decode().encode()) for line in data.split(b"\r\n")) <= 75
        assert entry(data)["SUMMARY"] == title
        assert entry(data)["DESCRIPTION"].startswith("a\nEND:VEVENT\ufffdEND:VEVENT\n")


@given(
    st.lists(events(), min_size=1, max_size=3),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_a_calendar_has_an_entry_for_each_event_whatever_its_texts(made, text):
    data = calendar(*made, event("odd", title={"zh": text}, summary={"en": text}), lang="zh")
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(entry["UID"]) for entry in entries] == [
        f"{id_}@ahc-cli" for id_ in (*(e.id for e in made), "odd")
    ]
    *lines, last = data.split(b"\r\n")
    assert last == b""
    assert [line for line in lines if len(line) > 75 or any(byte < 0x20 for byte in line)] == []
