"""Timelines that are small enough to write out, and what draws them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

from small import event, screen

from ahc_cli.answer.timeline import Timeline
from ahc_cli.draw import draw
from ahc_cli.model.records import Event, Kind, Lang, Text
from ahc_cli.model.text import is_han
from ahc_cli.write.svg import write

TITLE = Text(en="A small record", zh="小型记录")
EDITION = date(2023, 6, 1)


def drawn(events: Iterable[Event], lang: Lang = "en", **given: Any) -> str:
    """Draw events on a screen of 80 columns, or as given."""
    return "".join(draw(Timeline(tuple(events)), screen(lang, **given)))


def svg(events: Iterable[Event], lang: Lang = "en", query: str = "", title: Text = TITLE, **given: Any) -> str:
    """Write events as an SVG picture of a whole dataset."""
    answer = Timeline(tuple(events), query, title, EDITION)
    return b"".join(write(answer, screen(lang, **given))).decode()


def many(number: int) -> list[Event]:
    """Make events of all kinds over 120 years."""
    kinds = get_args(Kind)
    return [event(f"e{n}", date=f"{1900 + n % 120}-{1 + n % 12:02}-01", kind=kinds[n % 10]) for n in range(number)]


RECORD = (
    event("draft", date="2021", kind="document", title={"en": "Draft", "zh": "草案"}),
    event("session-1", date="2022-02-28/2022-03-11", title={"en": "First session", "zh": "第一届会议"}),
    event("talks", date="2022-04-04/2022-04-05", kind="consultation", title={"en": "Talks", "zh": "磋商"}),
    event("letter", date="2022-05", kind="letter", title={"en": "Letter", "zh": "信函"}),
    event("vote", date="2022-06-10", kind="resolution", title={"en": "The rules are adopted", "zh": "通过规则"}),
    event("session-2", date="2023-08-21/2023-09-01", status="scheduled",
          title={"en": "Second session", "zh": "第二届会议"}),
    event("signing", date="2023-10-25/..", kind="signature", status="postponed",
          title={"en": "Signing", "zh": "签署"}),
)  # fmt: skip

# Every kind, status, precision and open end, titles of several lengths, and titles in one language only.
_ALL = """
    2017            document     happened   Draft laid before the Assembly by one state
    ../2019-03      statement    happened   Statement of a group whose day is lost
    2019-11/2019-12 letter       happened   信函
    2019-12-27      resolution   happened   The Assembly decides to elaborate a convention … in full
    2020-05-04      session      cancelled  Organizational session
    2021-05-10/2021-05-12 session happened  组织会议
    2022-02-28/2022-03-11 session happened  First session
    2022-03-24/2022-03-25 consultation happened Talks
    2022-05-30/2022-06-10 session happened  Second session
    2022-06         submission   happened   Comments of a company
    2022-06-10      decision     happened   Rules
    2022-07-01/2022-07-20 submission cancelled “Comments” – withdrawn
    2022-08-29      ratification cancelled  核准
    2023-01         session      postponed  Third session
    2023-01-09/2023-01-20 consultation scheduled Talks on the preamble and on all the other chapters that are left open
    2023-06-21      letter       happened   Letter on safeguards
    2023-07-01/..   signature    scheduled  开放供签署
    2024            ratification scheduled  First ratification
    2024-07-29/2024-08-09 session scheduled 总结会议
    2024-08         resolution   scheduled  The text
    2025/..         document     postponed  Report
    ../2026-12-31   signature    postponed  Last day for signature
    2026-12         decision     scheduled  Deposit
    2023-04-07      statement    happened   Article
"""


def _written(line: str, number: int) -> Event:
    days, kind, status, title = line.split(maxsplit=3)
    lang = "zh" if any(is_han(char) for char in title) else "en"
    return event(f"{kind}-{number}", date=days, kind=kind, status=status, title={lang: title})


ALL = tuple(_written(line, number) for number, line in enumerate(_ALL.strip().splitlines()))
# The timelines of the matrix: every width and language changes what has room on their axes.
MATRIX: dict[str, tuple[Event, ...]] = {
    "record": RECORD,
    "all": ALL,
    "a day": (event(date="2022-02-28", kind="resolution"),),
    "a month": tuple(event(f"day-{day}", date=f"2022-02-{day:02}", kind="letter") for day in (1, 3, 14, 28)),
    "a year": tuple(event(f"month-{month}", date=f"2022-{month:02}", kind="document") for month in range(1, 13)),
    "three years": tuple(made for made in ALL if made.start and made.end and 2021 <= made.start.year <= 2023),
    "decades": (event("old", date="1801"), event("new", date="2023-06-21/..", kind="signature")),
    "all kinds": tuple(many(60)),
    "ids": tuple(event(f"e{n}", date=f"2022-0{1 + n % 9}", title={"en": "A title " * 6}) for n in range(30)),
}
