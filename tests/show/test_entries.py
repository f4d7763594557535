"""Positions, a block an event, and counts: how many events, or entries, have each value of a field."""

import pytest
from small import DOCUMENT, TODAY, dataset_of, dataset_with, event, to_json

from ahc_cli.answers.counts import Tally, names_page, tally, values_of
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.records import Text
from ahc_cli.model.statements import statements
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from ahc_cli.report.items import POSITION_KEYS, positions_of
from show.answers import counted, paged, positions, written

SMALL = dataset_of(to_json(DOCUMENT))
URGES = {"actors": ["eff", "hrw"], "stance": "urges", "text": {"en": "No."}, "sources": ["daily"], "confidence": "single"}  # fmt: skip
WARNS = {"actors": ["eff"], "stance": "warns", "topic": "scope", "text": {"en": "Beware."}}


def test_a_position_of_several_actors_is_one_row_in_date_order():
    later = event("later", date="2023", positions=[URGES, WARNS])
    earlier = event("earlier", date="2021", positions=[URGES])
    speaker = event("speaker", actors=[{"actor": "eff", "role": "speaker"}])
    found = positions_of(entry for each in (later, earlier, speaker) for entry in statements(each))
    urges = (("eff", "hrw"), "urges", None, Text(en="No."), (), ("daily",), "single")
    warns = (("eff",), "warns", "scope", Text(en="Beware."), (), (), None)
    assert [tuple(getattr(item, key) for key in POSITION_KEYS) for item in found] == [
        ("earlier", "2021", *urges),
        ("later", "2023", *urges),
        ("later", "2023", *warns),
    ]
    assert [list(item.to_dict()) for item in found] == [POSITION_KEYS] * 3


BLOCKS = {
    "en": """\
 30 May – 10 Jun 2022  Second session  session-2
   • Russia, Belarus (proposal): A long list of offences. · Offences
     · single source [daily]
   • EFF (objection): No crime without safeguards. · Human rights and safeguards
     · single source [eff-letter]

 between 9 Feb and 29 Jul 2024  Talk  decided
   • EFF (warning): Beware. · scope · no source
""",
    "zh": """\
 2022年5月30日至6月10日  第二届会议  session-2
   • 俄罗斯、白俄罗斯（提案）：一份很长的罪行清单。 · 罪行 · 单一来源 [daily]
   • [en] EFF（反对意见）：[en] No crime without safeguards. · 人权与保障
     · 单一来源 [eff-letter]

 2024年2月9日至7月29日之间  [en] Talk  decided
   • [en] EFF（警告）：[en] Beware. · scope · 无来源
""",
}


@pytest.mark.parametrize("lang", BLOCKS)
def test_below_each_event_stands_who_took_what_stance_on_what_and_how_sure_it_is(lang):
    decided = event("decided", date="[2024-02-09..2024-07-29]", kind="decision", positions=[WARNS])
    both = dataset_with(*SMALL.events, decided, vocabulary=SMALL.vocabulary)
    assert written(positions(both), lang=lang) == BLOCKS[lang]
    assert written(positions(both, "kind:ratification")) == ""


def tallied(name, query, dataset=SMALL):
    field = FIELDS[name]
    return tally(field, values_of(field, ask(Context(dataset, TODAY), query)), dataset.vocabulary)


def joined(tallies):
    """Write tallies as `value number`, separated by commas."""
    return ", ".join(f"{each.value} {each.count}" for each in tallies)


COUNTS = [
    # field, query, values and how many events or entries have each
    ("kind", "", "session 3, document 1, letter 1, resolution 1, signature 1"),
    ("year", "", "2021 1, 2022 4, 2023 1, 2025 1"),
    ("place", "", "vienna 3, hanoi 1, new-york 1, None 2"),
    ("vote.yes", "", "88 1, None 6"),
    ("source", "source:EFF", "daily 2, un-journal 2, un-report 2, eff-letter 1, eff-timeline 1"),
    ("has", "place:vienna", "facts 2, caveats 1, documents 1, history 1, positions 1, votes 1"),
    ("actor", "stance:proposes", "belarus 1, russia 1"),
    ("actor", "role:observer or stance:opposes", "eff 2"),
    ("actor.kind", "", "state 5, ngo 3, un-body 1"),
    ("role", "", "addressee 1, author 1, observer 1, participant 1, speaker 1, sponsor 1, None 3"),
]


@pytest.mark.parametrize(("name", "query", "expected"), COUNTS)
def test_values_are_counted_and_the_missing_ones_too(name, query, expected):
    assert joined(tallied(name, query)) == expected


@pytest.mark.parametrize(
    "query", ["", "kind:session", "role:observer or stance:opposes", "actor:eff"]
)
def test_dates_years_and_months_count_the_same_events_or_entries(query):
    totals = [sum(row.count for row in tallied(name, query)) for name in ("date", "year", "month")]
    assert len(set(totals)) == 1


def test_an_event_counts_once_for_each_of_its_values():
    votes = [{"motion": {"en": "x"}, "result": "adopted", "yes": yes} for yes in (9, 9, 100)]
    assert (
        joined(tallied("vote.yes", "", dataset_with(event(votes=votes), event("other"))))
        == "9 1, 100 1, None 1"
    )


LABELS = [
    # field, query, the first value in both languages
    ("kind", "kind:session", "session", "届会"),
    ("place", "id:draft-2021", "(none)", "（无）"),
    ("actor", "actor:eff", "EFF", "[en] EFF"),
    ("source", "source:daily", "Daily (daily)", "Daily (daily)"),
    ("date", "date:2023", "9 – 20 Jan 2023", "2023年1月9日至20日"),
]


@pytest.mark.parametrize(("name", "query", "en", "zh"), LABELS)
def test_a_value_is_named_in_both_languages(name, query, en, zh):
    assert tallied(name, query)[0].label == Text(en=en, zh=zh)


def test_a_count_is_a_table_with_bars_from_40_columns_on():
    bars = ["Kind        Events", "─" * 58, "session          3  " + "▆" * 38, *(f"{kind:10}       1  " + "▆" * 13 for kind in ("document", "letter", "resolution", "signature"))]  # fmt: skip
    assert written(counted(SMALL, "kind"), width=60).splitlines() == bars
    assert "▆" in written(counted(SMALL, "kind"), width=40)
    assert "▆" not in written(counted(SMALL, "kind"), width=39)
    assert (
        written(counted(SMALL, "kind"), width=60, unicode=False)
        .splitlines()[2]
        .endswith("3  " + "#" * 38)
    )
    assert "▆" not in written(counted(SMALL, "kind", "kind:session"))
    tallies = [Tally(name, Text(en=name), 1) for name in ("Viet Nam", "Russia", "Costa Rica")]
    # All are counted once.
    names = paged(lambda shown: names_page(tallies, ["3 states"], shown.width))
    assert written(names, width=40) == " 3 states\n Viet Nam    Russia      Costa Rica\n"
    in_two_columns = " 3 states\n Viet Nam    Costa Rica\n Russia\n"
    assert written(names, width=24) == written(names, width=23) == in_two_columns
    assert written(names, width=22) == " 3 states\n Viet Nam\n Russia\n Costa Rica\n"
