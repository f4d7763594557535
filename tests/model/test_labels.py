"""The words of the record in both languages: names of fields and values, titles and dates."""

from typing import get_args

import pytest
from small import event

from ahc_cli.messages import in_each, speak
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.labels import (
    bracketed,
    date_in_full,
    event_words,
    heading,
    label,
    labels,
    name_list,
)
from ahc_cli.model.records import (
    Actor,
    ActorKind,
    Confidence,
    Counted,
    Event,
    Format,
    Kind,
    Place,
    Result,
    Role,
    Source,
    Stance,
    Status,
    Topic,
    Weight,
)

CHOICES = sorted({choice for field in FIELDS.values() for choice in field.choices})
LITERALS = (ActorKind, Confidence, Counted, Format, Kind, Result, Role, Stance, Status, Weight)


def test_every_value_of_a_closed_set_has_a_label_in_both_languages():
    values = {*CHOICES, *(value for literal in LITERALS for value in get_args(literal))}
    assert sorted(values - set(labels("values"))) == []


def test_every_field_and_key_has_a_heading_in_both_languages():
    keys = {
        key for record in (Event, Source, Place, Actor, Topic) for key in record.__struct_fields__
    }
    # Adjectives are never shown.
    assert (
        sorted(
            (keys | set(FIELDS)) - {"adjectives"} - set(labels("fields")) - set(labels("values"))
        )
        == []
    )


def test_english_words_are_ascii_and_chinese_words_are_not():
    pairs = {**labels("values"), **labels("fields")}
    assert [
        code for code, (en, zh) in pairs.items() if not en.isascii() or not zh or zh.isascii()
    ] == []


def test_no_two_fields_have_the_same_heading():
    for lang in ("en", "zh"):
        headings = [heading(name, lang=lang) for name in FIELDS]
        assert len(set(headings)) == len(headings)


def test_a_heading_starts_with_a_capital_and_an_unknown_name_is_its_own_heading():
    assert [heading(name) for name in ("actor.kind", "votes", "unknown")] == [
        "Kind of actor",
        "Votes",
        "unknown",
    ]
    assert [heading(name, lang="zh") for name in ("actor.kind", "votes", "id")] == [
        "行为体类别",
        "表决",
        "编号",
    ]
    assert heading("iso") == "ISO code"


def test_an_unknown_code_is_its_own_label():
    assert [label(code) for code in ("un-body", "2022")] == ["UN body", "2022"]
    assert [label(code, lang="zh") for code in ("un-body", "2022")] == ["联合国机构", "2022"]


DATES = [
    # EDTF, in English and in Chinese
    ("2022-02-28/2022-03-11", "28 Feb – 11 Mar 2022", "2022年2月28日至3月11日"),
    ("2023-01-09/2023-01-20", "9 – 20 Jan 2023", "2023年1月9日至20日"),
    ("2022-04", "Apr 2022", "2022年4月"),
    ("2022", "2022", "2022年"),
    ("2024-01/2024-02", "Jan – Feb 2024", "2024年1月至2月"),
    ("2022-11-07/2023-04-11", "7 Nov 2022 – 11 Apr 2023", "2022年11月7日至2023年4月11日"),
    ("2026-01/2026-05-21", "Jan – 21 May 2026", "2026年1月至5月21日"),
    ("2022-02/2022-02-28", "Feb – 28 Feb 2022", "2022年2月至2月28日"),
    ("2022-02-28", "28 Feb 2022", "2022年2月28日"),
    ("2022-02-28/2022-02-28", "28 Feb 2022", "2022年2月28日"),
    ("2022/2023", "2022 – 2023", "2022年至2023年"),
    ("0001/2023-01-08", "0001 – 8 Jan 2023", "0001年至2023年1月8日"),
    ("2022-02/..", "Feb 2022 – …", "2022年2月 – ……"),
    ("../2022-02-03", "… – 3 Feb 2022", "…… – 2022年2月3日"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "en", "zh"), DATES, ids=[date for date, *_ in DATES])
def test_a_date_is_written_in_full(date, en, zh):
    assert in_each(lambda: date_in_full(date)) == {"en": en, "zh": zh}


def test_an_unknown_day_in_a_window_is_between_two_days():
    decision = event(date="[2024-02-09..2024-07-29]")
    assert in_each(lambda: date_in_full(decision.date)) == {
        "en": "between 9 Feb and 29 Jul 2024",
        "zh": "2024年2月9日至7月29日之间",
    }


def test_a_window_of_two_years_names_both():
    statement = event(date="[2023-11-28..2024-01-28]")
    assert date_in_full(statement.date) == "between 28 Nov 2023 and 28 Jan 2024"
    speak("zh")
    assert date_in_full(statement.date) == "2023年11月28日至2024年1月28日之间"


NOT_BETWEEN = {
    "an interval": ("2024-02-09/2024-07-29", "9 Feb – 29 Jul 2024"),
    "a single day": ("2024-02-09/2024-02-09", "9 Feb 2024"),
    "an open end": ("2024-02-09/..", "9 Feb 2024 – …"),
    "a month": ("2024-02", "Feb 2024"),
}


@pytest.mark.parametrize("kind", ["session", "decision", "signature"])
@pytest.mark.parametrize(("date", "expected"), NOT_BETWEEN.values(), ids=NOT_BETWEEN)
def test_any_other_date_is_all_its_days_whatever_the_kind(kind, date, expected):
    assert date_in_full(event(kind=kind, date=date).date) == expected


TITLES = [
    ("happened", "A", "甲"),
    ("scheduled", "○ A (scheduled)", "○ 甲（预定）"),
    ("postponed", "↷ A (postponed)", "↷ 甲（推迟）"),
    ("cancelled", "× A (cancelled)", "× 甲（取消）"),
]


@pytest.mark.parametrize(("status", "en", "zh"), TITLES)
def test_the_title_of_an_event_says_if_it_did_not_happen(status, en, zh):
    marked = event(status=status, title={"en": "A", "zh": "甲"})
    assert in_each(lambda: event_words(marked).split("  ")[2]) == {"en": en, "zh": zh}


def test_a_title_without_a_translation_shows_the_other_one_marked():
    assert event_words(event(title={"zh": "甲"})).split("  ")[2] == "[zh] 甲"


def test_ids_are_named_and_separated_as_the_language_does(vocabulary):
    assert name_list(vocabulary, ("russia", "nobody")) == "Russia, nobody"
    assert name_list(vocabulary, ()) == ""
    speak("zh")
    assert name_list(vocabulary, ("russia", "india")) == "俄罗斯、印度"


def test_brackets_are_wide_in_chinese():
    assert in_each(lambda: bracketed("x")) == {"en": " (x)", "zh": "（x）"}
