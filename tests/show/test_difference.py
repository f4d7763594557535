"""Differences: what was added, removed and edited, marked in words where there is no colour."""

from datetime import date
from functools import partial

from msgspec.structs import replace
from small import DOCUMENT, TODAY, dataset_of, dataset_with, event, to_json

from ahc_cli.answers.diff import COMPARED, compare_snapshots, difference_of, difference_page
from ahc_cli.model.records import Actor, Source, Text
from show.answers import FULL, asked, by_id, paged, written

SMALL = by_id(dataset_of(to_json(DOCUMENT)).events)


def drawn(difference, *events, **given):
    page = partial(difference_page, difference, by_id(events), FULL.vocabulary)
    return written(paged(page, [difference]), **given)


def between(left, right, **given):
    return drawn(difference_of(left, right, COMPARED, None, TODAY), left, right, **given)


SESSIONS = SMALL["session-1"], SMALL["session-2"]


def test_two_events_are_compared_field_by_field():
    assert between(*SESSIONS) == """\
- 28 Feb – 11 Mar 2022  session-1  First session
+ 30 May – 10 Jun 2022  session-2  Second session
    Place: New York → Vienna
    Format: hybrid → in person
    Summary (English):
      - The committee sets out.
    Attendance: -1
      - 149 states · official [un-report]
    Documents: -1
      - A/AC.291/7  Roadmap [un-journal]
    Related: -1
      - draft-2021
    Caveats: +1
      + Sources differ on the last day. [daily]
    Actors: -2
      - United States · participant
      - EFF · observer · 1 Mar 2022
    Positions: +2
      + Belarus, Russia (proposal · single source): A long list of offences.
        · Offences [daily]
      + EFF (objection · single source): No crime without safeguards. · Human
        rights and safeguards [eff-letter]
    Facts: -2 +1
      - 149 states attend. · corroborated [daily, un-report]
      - Talks are calm. · timeline only [eff-timeline]
      + Much is proposed. · official [un-journal, un-report]
"""  # fmt: skip
    assert "    地点：纽约 → 维也纳\n" in between(*SESSIONS, lang="zh")


def test_colour_stands_for_the_marks_at_a_terminal_but_not_in_markdown():
    read, heard = (
        event(id_, summary={"en": f"All is {id_} at once."}) for id_ in ("read", "heard")
    )
    shown = between(read, heard, color=True)
    assert "All is \x1b[1;38;5;166mread\x1b[0m at" in shown
    assert "All is \x1b[1;38;5;28mheard\x1b[0m at" in shown
    assert "[-" not in shown
    assert r"\{\+heard\+\} at" in between(read, heard, form="md", color=True)


def test_a_summary_comes_first_and_what_was_added_or_removed_before_what_changed():
    talk, letter = event("talk"), event("letter", date="2023", kind="letter")
    moved = {"talk": talk, "e": event("e")}, {"letter": letter, "e": event("e", date="2023")}
    said = drawn(compare_snapshots(*moved), talk, letter).splitlines()
    assert said == ["1 event added, 1 removed, 1 changed", "+ 2023  letter  Talk", "- 2022  talk  Talk", "~ e", "    Date: 2022 → 2023"]  # fmt: skip
    assert drawn(compare_snapshots({}, {}), lang="zh") == "新增0个事件，删除0个，更改0个\n"


def test_records_stand_for_documents():
    facts = [{"text": {"en": "It is long."}}]
    first, second = (
        event("a", kind="document"),
        event("b", kind="document", date="2023", facts=facts),
    )
    made = asked(dataset_with(first, second), "diff", "a", "b", verbose=True)
    said = written(made).splitlines()
    assert said[0] == "The records are compared, not the texts of the drafts."
    assert [line.strip() for line in said[3:]] == [
        "Facts: +1",
        "+ It is long. · no source",
    ]


def test_items_are_added_and_removed_whole():
    fact = {"text": {"en": "149 states attend the session."}, "sources": ["daily", "repost"]}
    other = {"text": {"en": "150 states attend the session."}, "sources": ["daily", "un-report"]}
    said = between(event(facts=[fact]), event("b", facts=[other]))
    assert said.endswith("""\
    Facts: -1 +1
      - 149 states attend the session. · single source [daily, repost]
      + 150 states attend the session. · corroborated [daily, un-report]
""")
    said = between(event("a", related=["session-3"]), event("b", related=["session-4"]))
    assert (
        said
        == "- 2022  a  Talk\n+ 2022  b  Talk\n    Related: -1 +1\n      - session-3\n      + session-4\n"
    )


def test_other_records_and_texts_with_little_in_common_are_shown_old_and_new():
    source = Source("T", "P", "o", "press", date="2022-03", url="https://example.org/a")
    changed = compare_snapshots({"s": source}, {"s": replace(source, weight="ngo", url=None)})
    assert drawn(changed).endswith(
        "~ source s\n    Weight: press → NGO\n    Address: https://example.org/a → –\n"
    )
    old, new = "The committee reads the draft.", "Ministers meet elsewhere about something new."
    said = between(event("a", summary={"en": old}), event("b", summary={"en": new}))
    assert f"    Summary (English):\n      - {old}\n      + {new}\n" in said


def test_a_member_that_left_has_the_day_beside_its_name():
    before = Actor("group", Text(en="Group"), members=("russia",))
    after = replace(before, members=("russia", "belarus"), left={"russia": date(2020, 1, 31)})
    assert drawn(compare_snapshots({"g": before}, {"g": after})) == """\
0 events added, 0 removed, 0 changed
0 actors added, 0 removed, 1 changed
~ actor g
    Left: – → Russia (31 Jan 2020)
    Members: +1
      + belarus
"""  # fmt: skip
