"""Whole answers of `status`, and the cards of the convention and of states, in a window of 80
columns.
"""

import json
import re

import pytest
from inline_snapshot import snapshot
from small import DOCUMENT, INSTRUMENT, write_json

from ahc_cli.model.text import width

SIGNED = {
    "id": "signed", "date": "2022-10-25", "kind": "signature", "title": {"en": "Signing", "zh": "签署"},
    "actors": [
        {"actor": "belarus", "role": "signatory", "sources": ["daily"]},
        {"actor": "india", "role": "signatory", "sources": ["daily", "un-report"]},
        {"actor": "indonesia", "role": "approver", "date": "2022-11", "sources": ["un-report"]},
        {"actor": "belarus", "role": "ratifier", "date": "2022-12-01", "sources": ["repost"]},
    ],
}  # fmt: skip
SOURCES = DOCUMENT["sources"] | {
    "un-report": DOCUMENT["sources"]["un-report"] | {"date": "2022-11-30"}
}
WHOLE = DOCUMENT | {
    "sources": SOURCES,
    "events": [*DOCUMENT["events"], SIGNED],
    "instrument": INSTRUMENT,
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The small dataset with an instrument, as a file."""
    return str(write_json(WHOLE, tmp_path_factory.mktemp("status") / "whole.json"))


ANSWERS = {
    "before the first meeting": ("status --as-of 2021", snapshot("""\
 Vienna Convention
 proposed · as of 31 Dec 2021

 Ahead nothing is known to be scheduled
""")),
    "before the adoption": ("status --as-of 2022-06-09", snapshot("""\
 Vienna Convention
 in negotiation · as of 9 Jun 2022

 Meetings held 1 (1 session), last: 28 Feb – 11 Mar 2022  session-1  First
               session
 Ahead         Jan 2023  session-3  ○ Third session (scheduled)
""")),
    "on a day of a meeting": ("status --as-of 2023-01-15", snapshot("""\
 Vienna Convention
 adopted, not in force · as of 15 Jan 2023

 Adopted          10 Jun 2022  vote-2022  The rules are adopted
 Signatories      2 named (2 states) · single source [daily, un-report]
 Not signed       3 of 5 states not among the signatories named by
                  Nov 2022 · single source [daily, un-report]
 Ratifications    1 of the 2 deposits needed (Belarus), 1 missing · weak source
                  [repost]
 Takes effect     90 days after 2 deposits · official [un-report]
 Approved at home Indonesia · official [un-report]
 Signature until  31 Dec 2026 (1446 days left) · official [un-report]
 Meetings held    2 (2 sessions), last: 30 May – 10 Jun 2022  session-2  Second
                  session
 Now              9 – 20 Jan 2023  session-3  ○ Third session (scheduled)
 Ahead            nothing is known to be scheduled
 Newest source    30 Nov 2022
""")),
    "on a day of a meeting in Chinese": ("status --as-of 2023-01-15 --lang zh", snapshot("""\
 维也纳公约
 已通过，尚未生效 · 截至2023年1月15日

 通过         2022年6月10日  vote-2022  通过规则
 签署方       已知2个（其中国家2个） · 单一来源 [daily, un-report]
 未签署       3个国家（共5个）截至2022年11月不在资料列名的签署方之列 · 单一来源
              [daily, un-report]
 批准         已知交存批准书1份（白俄罗斯），生效需2份，尚缺1份 · 可信度低
              [repost]
 生效条件     第2份批准书交存之日后第90天 · 官方 [un-report]
 国内核准     印度尼西亚 · 官方 [un-report]
 签署截止日期 2026年12月31日（还剩1446天） · 官方 [un-report]
 已举行的会议 2次（其中届会2次），最近一次：2022年5月30日至6月10日  session-2
              第二届会议
 正在进行     2023年1月9日至20日  session-3  ○ 第三届会议（预定）
 今后安排     未见任何预定安排
 最新来源     2022年11月30日
""")),
    "once it is open": ("status --as-of 2025-12-31", snapshot("""\
 Vienna Convention
 the record ends on 1 Jun 2023; adopted, not in force · as of 31 Dec 2025

 Adopted          10 Jun 2022  vote-2022  The rules are adopted
 Signatories      2 named (2 states) · single source [daily, un-report]
                  2 reported on 1 Nov 2025 · official [un-journal]
 Not signed       3 of 5 states not among the signatories named by
                  Nov 2022 · single source [daily, un-report]
 Ratifications    1 of the 2 deposits needed (Belarus), 1 missing · weak source
                  [repost]
 Takes effect     90 days after 2 deposits · official [un-report]
 Approved at home Indonesia · official [un-report]
 Signature until  31 Dec 2026 (365 days left) · official [un-report]
 Meetings held    3 (3 sessions), last: 9 – 20 Jan 2023  session-3  Third
                  session (weak sources)
 Ahead            nothing is known to be scheduled
 Newest source    30 Nov 2022
""")),
    "in Chinese": ("status --as-of 2025-12-31 --lang zh", snapshot("""\
 维也纳公约
 资料截至2023年6月1日；已通过，尚未生效 · 截至2025年12月31日

 通过         2022年6月10日  vote-2022  通过规则
 签署方       已知2个（其中国家2个） · 单一来源 [daily, un-report]
              据报截至2025年11月1日已达2个 · 官方 [un-journal]
 未签署       3个国家（共5个）截至2022年11月不在资料列名的签署方之列 · 单一来源
              [daily, un-report]
 批准         已知交存批准书1份（白俄罗斯），生效需2份，尚缺1份 · 可信度低
              [repost]
 生效条件     第2份批准书交存之日后第90天 · 官方 [un-report]
 国内核准     印度尼西亚 · 官方 [un-report]
 签署截止日期 2026年12月31日（还剩365天） · 官方 [un-report]
 已举行的会议 3次（其中届会3次），最近一次：2023年1月9日至20日  session-3  第三
              届会议（来源可信度低）
 今后安排     未见任何预定安排
 最新来源     2022年11月30日
""")),
    "once it is closed": ("status --as-of 2027", snapshot("""\
 Vienna Convention
 signature closed on 31 Dec 2026; the record ends on 1 Jun 2023 · as of
 31 Dec 2027

 Adopted          10 Jun 2022  vote-2022  The rules are adopted
 Signatories      2 named (2 states) · single source [daily, un-report]
                  3 reported on 1 Jan 2026 · single source [daily]
 Not signed       3 of 5 states not among the signatories named by
                  Nov 2022 · single source [daily, un-report]
 Ratifications    1 of the 2 deposits needed (Belarus), 1 missing · weak source
                  [repost]
 Takes effect     90 days after 2 deposits · official [un-report]
 Approved at home Indonesia · official [un-report]
 Signature until  31 Dec 2026 · official [un-report]
 Meetings held    3 (3 sessions), last: 9 – 20 Jan 2023  session-3  Third
                  session (weak sources)
 Ahead            nothing is known to be scheduled
 Newest source    30 Nov 2022
""")),
    "as NDJSON before the adoption": ("status --as-of 2021 -f ndjson", snapshot('{"as_of":"2021-12-31","edition":"2023-06-01","phase":"proposed","meetings":{"held":[],"ahead":[]},"scheduled":[],"draft":null,"decided":[],"adopted":null,"opened":null,"signatories":null,"not_signed":null,"parties":null,"in_force":false,"days_to_force":null,"approvals":null,"deadline":null,"days_left":null,"newest_source":null}\n')),
    "the card of a state that has ratified": ("show belarus --as-of 2025-12-31", snapshot("""\
 Belarus
 白俄罗斯
 state · BY · belarus
 Signed on 25 Oct 2022 · single source
 Deposited its instrument of ratification on 1 Dec 2022 · weak source

 Positions (1) · 1 event · 2022
  30 May – 10 Jun 2022  session-2  Second session [daily]
   • Belarus, Russia (proposal · single source): A long list of offences.

 Where it appears (2) · May – Oct 2022
  • 30 May – 10 Jun 2022  session-2  Second session
  • 25 Oct 2022  signed  Signing (signatory, ratifier)
""")),
    "the card of a state that has not signed": ("show US --as-of 2025-12-31", snapshot("""\
 United States of America
 美利坚合众国
 state · US · united-states
 Not among the signatories named by Nov 2022
 No deposit of an instrument of ratification on record

 Where it appears (1)
  • 28 Feb – 11 Mar 2022  session-1  First session (participant)

 Also called
  • United States, 美国, US, USA
""")),
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_is(bundled, whole, line, expected):
    assert bundled(*line.split(), "--data", whole).out == expected


def test_a_day_of_the_status_is_a_date_no_later_than_that_of_as_of(bundled, whole):
    later = "ahc: '2024' is later than 2023-12-31, the day of --as-of\n"
    assert bundled("status", "2024", "--as-of", "2023", "--data", whole) == (2, "", later)
    earlier = bundled("status", "2021", "--as-of", "2023", "--data", whole)
    assert earlier == bundled("status", "2021", "--data", whole)
    assert bundled("status", "nope", "--data", whole).err.startswith("ahc: 'nope' is not a date")


def test_the_card_of_the_convention_begins_with_its_status(bundled, whole):
    options = ("--as-of", "2025-12-31", "--data", whole)
    status = bundled("status", *options).out
    card = bundled("show", "the convention", *options).out
    assert card.startswith(status)
    assert card.removeprefix(status) == snapshot("""\

 Where it appears (1)
  • 10 Jun 2022  vote-2022  The rules are adopted

 Chapters
  • Chapter 1: General

 Articles that a source names
  • Article 24: Safeguards [un-report]

 Also called
  • Convention on Offences, 罪行公约, the convention, 公约
""")


def test_a_dataset_without_an_instrument_has_no_status(bundled, ahc, whole, tmp_path):
    message = "ahc: this dataset has no 'instrument', so it has no status\n"
    assert ahc("status") == (1, "", message)
    array = str(write_json(WHOLE["events"], tmp_path / "array.json"))
    assert bundled("status", "--json", "--data", array) == (1, "[]\n", message)
    assert bundled("show", "the convention", "--data", array).code == 1


def test_the_convention_is_not_known_before_its_adoption(bundled, whole):
    for name in ("the convention", "公约", "article 24"):
        assert bundled("show", name, "--as-of", "2022-06-09", "--data", whole)[:2] == (1, ""), name
    assert "signed" not in bundled("show", "belarus", "--as-of", "2022-06-09", "--data", whole).out


def test_of_a_status_quiet_leaves_the_exit_status(bundled, whole):
    assert bundled("status", "-q", "--data", whole) == (0, "", "")


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_status_fits_the_window(bundled, whole, monkeypatch, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = bundled("status", "--as-of", "2025-12-31", "--lang", lang, "--data", whole).out
    assert [line for line in drawn.splitlines() if width(line) > columns] == []
    assert len(drawn.splitlines()) <= (24 if columns > 60 else 50)


def test_the_figures_of_the_table_are_those_of_json(bundled, whole):
    (status,) = json.loads(
        bundled("status", "--json", "--as-of", "2025-12-31", "--data", whole).out
    )
    drawn = bundled("status", "--as-of", "2025-12-31", "--data", whole).out
    named, parties = status["signatories"]["named"], status["parties"]
    drawn = " ".join(drawn.split())
    assert re.search(
        rf"{named['count']} named .* · {named['confidence']} source \[{', '.join(named['sources'])}",
        drawn,
    )
    assert f"{parties['sourced']['count']} of the {parties['needed']} deposits" in drawn


def test_a_figure_is_as_sure_as_its_least_sure_act(bundled, whole):
    (status,) = json.loads(
        bundled("status", "--json", "--as-of", "2025-12-31", "--data", whole).out
    )
    # Belarus has one source, India two.
    assert status["signatories"]["named"]["confidence"] == "single"


def test_every_figure_of_the_text_is_in_json(bundled):
    (status,) = json.loads(bundled("status", "2026-11", "--json").out)
    text = bundled("status", "2026-11").out
    assert status["in_force"] is False
    assert f"{status['not_signed']} of 195 states" in text
    assert f"{status['days_to_force']} days after" in text
