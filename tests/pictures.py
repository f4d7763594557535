"""A record that is small enough for the tests to draw, and what draws it."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

from small import TODAY, event

from ahc_cli.models import Event, Kind, Text
from ahc_cli.render import Answer, Screen
from ahc_cli.render import svg as svg_format
from ahc_cli.render import timeline as drawing
from ahc_cli.render.axis import Axis
from ahc_cli.render.legend import Caption
from ahc_cli.vocabulary import Vocabulary

FEBRUARY = Axis(date(2022, 2, 1).toordinal(), date(2022, 2, 28).toordinal())
CAPTION = Caption("", Text(en="A small record", zh="小型记录"), date(2023, 6, 1))


def screen(wide: int = 80, lang: str = "en", **given: object) -> Screen:
    plain = {"terminal": False, "color": False, "unicode": True, "today": TODAY}
    return Screen(lang=lang, width=wide, **(plain | given))


def answer(events: Iterable[Event], caption: Caption = CAPTION) -> Answer:
    return Answer("timeline", tuple(events), (), Vocabulary(), draw="timeline", detail=caption)


def drawn(events: Iterable[Event], wide: int = 80, lang: str = "en", **given: object) -> str:
    return "".join(drawing.render(answer(events), screen(wide, lang, **given)))


def svg(events: Iterable[Event], lang: str = "en", caption: Caption = CAPTION, **given: object) -> str:
    return b"".join(svg_format.render(answer(events, caption), screen(lang=lang, **given))).decode()


RECORD = (
    event("draft", date="2021", kind="document", title={"en": "Draft", "zh": "草案"}),
    event("session-1", date="2022-02-28/2022-03-11", title={"en": "First session", "zh": "第一届会议"}),
    event("talks", date="2022-04-04/2022-04-05", kind="consultation", title={"en": "Talks", "zh": "磋商"}),
    event("letter", date="2022-05", kind="letter", title={"en": "Letter", "zh": "信函"}),
    event("vote", date="2022-06-10", kind="resolution",
          title={"en": "The rules are adopted", "zh": "通过规则"}),
    event("session-2", date="2023-08-21/2023-09-01", status="scheduled",
          title={"en": "Second session", "zh": "第二届会议"}),
    event("signing", date="2023-10-25/..", kind="signature", status="postponed",
          title={"en": "Signing", "zh": "签署"}),
)  # fmt: skip


def many(number: int) -> list[Event]:
    kinds = get_args(Kind)
    return [event(f"e{n}", date=f"{1900 + n % 120}-{1 + n % 12:02}-01", kind=kinds[n % 10]) for n in range(number)]
