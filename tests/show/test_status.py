"""Where the convention stands: a line for each figure, with its sources and how sure it is."""

import json
from datetime import date
from functools import partial

from small import dataset_with, event

from ahc_cli.answers.status import status_page
from ahc_cli.model.records import Text
from ahc_cli.model.vocabulary import Instrument, Vocabulary
from ahc_cli.render import PAGE_FORMATS
from ahc_cli.report.status import report_status
from show.answers import FULL, paged, written


def status(day, form="table", lang="en"):
    report = report_status(FULL, date.fromisoformat(day))
    return written(
        paged(partial(status_page, report), [report.status], formats=PAGE_FORMATS), form, lang
    )


def test_each_figure_has_its_sources_and_how_sure_it_is():
    assert status("2025-12-31").startswith("""\
 Vienna Convention
 the record ends on 1 Jun 2023; adopted, not in force · as of 31 Dec 2025

 Adopted         10 Jun 2022  vote-2022  The rules are adopted
 Signatories     2 named (2 states) · single source [daily, un-report]
                 2 reported on 1 Nov 2025 · official [un-journal]
""")
    assert (
        " 维也纳公约\n 谈判中 · 截至2022年6月9日\n\n 已举行的会议 2次（其中届会2次），最近一次"
        in status("2022-06-09", lang="zh")
    )


def test_a_plan_without_sources_is_one_text_in_markdown():
    plan = "- Ahead 25 Oct 2025 – … signing ○ Signing in Hanoi \\(scheduled\\)\n"
    assert plan in status("2022-06-09", "md")


def test_the_page_in_short_of_an_instrument_that_was_adopted_needs_no_figures():
    adoption = event("vote", date="2022-06-10", kind="resolution")
    names = Vocabulary(instrument=Instrument(Text(en="Convention"), adopted="vote"))
    report = report_status(dataset_with(adoption, vocabulary=names), date(2023, 6, 1))
    answer = paged(partial(status_page, report, in_short=True))
    assert written(answer) == " Convention\n adopted, not in force · as of 1 Jun 2023\n"


def test_json_has_no_figures_before_the_adoption_and_then_each_with_its_sources():
    (before,) = json.loads(status("2022-06-09", "json"))
    assert before.pop("meetings") == {"held": ["session-1", "session-2"], "ahead": []}
    present = {
        "as_of": "2022-06-09",
        "edition": "2023-06-01",
        "phase": "in-negotiation",
        "scheduled": ["signing"],
        "newest_source": "2022-02-01",
    }
    assert {key: value for key, value in before.items() if value} == present
    (after,) = json.loads(status("2025-12-31", "json"))
    named = {
        "count": 2,
        "actors": ["belarus", "india"],
        "sources": ["daily", "un-report"],
        "confidence": "single",
    }
    reported = {
        "count": 2,
        "as_of": "2025-11-01",
        "sources": ["un-journal"],
        "confidence": "official",
    }
    deposit = {"count": 1, "actors": ["belarus"], "sources": ["repost"], "confidence": "weak"}
    assert after["signatories"] == {"named": named, "reported": reported}
    assert after["parties"] == {"sourced": deposit, "needed": 2, "missing": 1, "reported": None}
    assert after["deadline"] == {
        "date": "2026-12-31",
        "sources": ["un-report"],
        "confidence": "official",
    }
