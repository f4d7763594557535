"""Lists of events: the columns that a window has room for, the years, and the rule where the future begins."""

from datetime import date

import pytest
from inline_snapshot import snapshot
from small import event, events_answer

from draw.drawing import drawn

LISTS = {
    "all columns": (
        "en",
        100,
        snapshot("""\
 2021
 in the year      document    Draft of a convention                       draft-2021
 2022
 28 Feb – 11 Mar  session     First session                     New York  session-1
 May              letter      Letter on safeguards                        letter-2022
 30 May – 10 Jun  session     Second session                    Vienna    session-2
 10 Jun           resolution  The rules are adopted (88–42–32)  Vienna    vote-2022
 2023
 9 – 20 Jan       session     Third session (weak source)       Vienna    session-3
 2025
 25 Oct 2025 – …  signature   ○ Signing in Hanoi (scheduled)    Hanoi     signing
"""),
    ),
    "without the kind": (
        "en",
        80,
        snapshot("""\
 2021
 in the year      Draft of a convention                       draft-2021
 2022
 28 Feb – 11 Mar  First session                     New York  session-1
 May              Letter on safeguards                        letter-2022
 30 May – 10 Jun  Second session                    Vienna    session-2
 10 Jun           The rules are adopted (88–42–32)  Vienna    vote-2022
 2023
 9 – 20 Jan       Third session (weak source)       Vienna    session-3
 2025
 25 Oct 2025 – …  ○ Signing in Hanoi (scheduled)    Hanoi     signing
"""),
    ),
    "the place beside the title": (
        "en",
        70,
        snapshot("""\
 2021
 in the year      Draft of a convention                    draft-2021
 2022
 28 Feb – 11 Mar  First session  New York                  session-1
 May              Letter on safeguards                     letter-2022
 30 May – 10 Jun  Second session  Vienna                   session-2
 10 Jun           The rules are adopted (88–42–32)         vote-2022
                  Vienna
 2023
 9 – 20 Jan       Third session (weak source)  Vienna      session-3
 2025
 25 Oct 2025 – …  ○ Signing in Hanoi (scheduled)  Hanoi    signing
"""),
    ),
    "two lines, the place beside the date": (
        "en",
        60,
        snapshot("""\
 2021
 in the year                                      draft-2021
   Draft of a convention
 2022
 28 Feb – 11 Mar  New York                         session-1
   First session
 May                                             letter-2022
   Letter on safeguards
 30 May – 10 Jun  Vienna                           session-2
   Second session
 10 Jun  Vienna                                    vote-2022
   The rules are adopted (88–42–32)
 2023
 9 – 20 Jan  Vienna                                session-3
   Third session (weak source)
 2025
 25 Oct 2025 – …  Hanoi                              signing
   ○ Signing in Hanoi (scheduled)
"""),
    ),
    "two lines, the place beside the title if need be": (
        "en",
        36,
        snapshot("""\
 2021
 in the year              draft-2021
   Draft of a convention
 2022
 28 Feb – 11 Mar           session-1
 New York
   First session
 May                     letter-2022
   Letter on safeguards
 30 May – 10 Jun  Vienna   session-2
   Second session
 10 Jun  Vienna            vote-2022
   The rules are adopted (88–42–32)
 2023
 9 – 20 Jan  Vienna        session-3
   Third session (weak source)
 2025
 25 Oct 2025 – …  Hanoi      signing
   ○ Signing in Hanoi (scheduled)
"""),
    ),
    "in Chinese": (
        "zh",
        80,
        snapshot("""\
 2021
 年内                 [en] Draft of a convention          draft-2021
 2022
 2月28日–3月11日      第一届会议                  纽约    session-1
 5月                  关于保障的信                        letter-2022
 5月30日–6月10日      第二届会议                  维也纳  session-2
 6月10日              通过规则（88–42–32）        维也纳  vote-2022
 2023
 1月9日–20日          第三届会议（来源薄弱）      维也纳  session-3
 2025
 2025年10月25日 – ……  ○ 河内签署（预定）          河内    signing
"""),
    ),
}


@pytest.fixture
def listed(dataset):
    return events_answer(*dataset.events, vocabulary=dataset.vocabulary)


@pytest.mark.parametrize(("lang", "width", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_has_the_columns_that_there_is_room_for(listed, lang, width, expected):
    assert drawn(listed, lang, width=width) == expected


def test_without_events_nothing_is_drawn():
    assert drawn(events_answer()) == ""


TITLES = [
    pytest.param("happened", " 2022\n in the year  session  Talk  talk\n", id="happened"),
    pytest.param("scheduled", " 2022\n in the year  session  ○ Talk (scheduled)  talk\n", id="scheduled"),
    pytest.param("postponed", " 2022\n in the year  session  ↷ Talk (postponed)  talk\n", id="postponed"),
    pytest.param("cancelled", " 2022\n in the year  session  × Talk (cancelled)  talk\n", id="cancelled"),
]


@pytest.mark.parametrize(("status", "expected"), TITLES)
def test_a_title_tells_what_did_not_simply_happen(status, expected):
    assert drawn(events_answer(event(status=status))) == expected


def test_the_mark_of_a_title_stays_with_its_first_letter():
    lines = drawn(events_answer(event(status="scheduled", title={"en": "x" * 16})), width=20).splitlines()
    assert [line for line in lines if line.strip() == "○"] == []


def test_a_date_over_two_years_takes_two_lines():
    long = event(date="2022-11-07/2023-04-11")
    assert drawn(events_answer(long), width=100) == snapshot("""\
 2022
 7 Nov –      session  Talk  talk
 11 Apr 2023
""")
    assert drawn(events_answer(long), "zh", width=100) == snapshot("""\
 2022
 11月7日–       届会  [en] Talk  talk
 2023年4月11日
""")


def test_a_window_in_which_an_event_lies_takes_two_lines():
    window = event(kind="statement", date="2023-11-28/2024-01-28")
    assert drawn(events_answer(window)) == snapshot("""\
 2023
 between 28 Nov   statement  Talk  talk
 and 28 Jan 2024
""")
    assert drawn(events_answer(window), "zh") == snapshot("""\
 2023
 11月28日至         声明  [en] Talk  talk
 2024年1月28日之间
""")


RULES = [
    pytest.param(date(2022, 12, 31), [" 2022", " ┄ 31 Dec 2022 ┄", " 2023"], id="before a later year"),
    pytest.param(date(2023, 1, 1), [" 2022", " 2023", " ┄ 1 Jan 2023 ┄"], id="within its own year"),
    pytest.param(date(2023, 1, 9), [" 2022", " 2023"], id="nothing is later"),
]


@pytest.mark.parametrize(("day", "lines"), RULES)
def test_a_rule_stands_where_the_future_begins(day, lines):
    two = events_answer(event("a", date="2022-05"), event("b", date="2023-01-09"))
    shown = drawn(two, as_of=day).splitlines()
    assert [line for line in shown if "┄" in line or line.strip().isdigit()] == lines


def test_no_rule_stands_among_events_in_another_order():
    two = events_answer(event("b", date="2023-01-09"), event("a", date="2022-05"))
    assert "┄" not in drawn(two, as_of=date(2022, 12, 31))


def test_without_unicode_every_mark_has_a_twin():
    planned = event(status="scheduled", date="2022-02-28/2022-03-11")
    assert (
        drawn(events_answer(planned), unicode=False) == " 2022\n 28 Feb - 11 Mar  session  o Talk (scheduled)  talk\n"
    )


def test_no_text_acts_upon_the_terminal():
    shown = drawn(events_answer(event(title={"en": "\x1b[31m[bold]a[/] \u202e\nb"})))
    assert shown == " 2022\n in the year  session  \\x1b[31m[bold]a[/] \\u202e\\nb  talk\n"


def test_the_date_of_a_plan_is_italic():
    shown = drawn(events_answer(event("a"), event("b", status="scheduled")), color=True)
    assert shown.count("in the year") == 2
    assert shown.count("\x1b[3min the year\x1b[0m") == 1


def test_an_id_is_whole_in_any_window():
    for width in (20, 40, 60, 80, 120):
        assert "vote-2022-on-the-rules" in drawn(events_answer(event("vote-2022-on-the-rules")), width=max(width, 24))


def test_a_window_narrower_than_twenty_columns_is_drawn_as_one_of_twenty(listed):
    assert drawn(listed, width=1) == drawn(listed, width=20)
