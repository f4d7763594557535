"""Dates: EDTF, the forms that people type, and how periods lie to each other."""

from datetime import date
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import dates, periods

from ahc_cli.errors import DateError
from ahc_cli.messages import in_each
from ahc_cli.model import dates as dates_module
from ahc_cli.model.dates import Date, date_pattern, end_of_run, parse, parse_typed
from ahc_cli.model.labels import date_in_full
from ahc_cli.query import grammar, line
from ahc_cli.query.algebra import Is

TODAY = date(2023, 7, 1)
NOT_A_DATE = (
    "'{}' is not a date; try 2022, 2022-02, 2022-02-28, 2022-02-28/2022-03-11 or "
    "[2022-02-28..2022-03-11]"
)

# text → first day, last day, precision
EDTF = {
    "2022": ("2022-01-01", "2022-12-31", "year"),
    "2022-02": ("2022-02-01", "2022-02-28", "month"),
    "2022-12": ("2022-12-01", "2022-12-31", "month"),
    "2022-02-28": ("2022-02-28", "2022-02-28", "day"),
    "2024-02": ("2024-02-01", "2024-02-29", "month"),
    "2024-02-29": ("2024-02-29", "2024-02-29", "day"),
    "2000-02-29": ("2000-02-29", "2000-02-29", "day"),
    "0001": ("0001-01-01", "0001-12-31", "year"),
    "9999-12": ("9999-12-01", "9999-12-31", "month"),
    "9999-12-31": ("9999-12-31", "9999-12-31", "day"),
    "2022-02-28/2022-03-11": ("2022-02-28", "2022-03-11", "day"),
    "2022-02-28/2022-02-28": ("2022-02-28", "2022-02-28", "day"),
    "2022-02/2022-03-11": ("2022-02-01", "2022-03-11", "month"),
    "2022-02-28/2022": ("2022-02-28", "2022-12-31", "year"),
    "2022/2023": ("2022-01-01", "2023-12-31", "year"),
    "2022-02-28/..": ("2022-02-28", None, "day"),
    "2022/..": ("2022-01-01", None, "year"),
    "../2022-02": (None, "2022-02-28", "month"),
    "[2022-02-28..2022-03-11]": ("2022-02-28", "2022-03-11", "window"),
    "[2022..2024]": ("2022-01-01", "2024-12-31", "window"),
    "[2022-02..2022-05-20]": ("2022-02-01", "2022-05-20", "window"),
    "[2021-12-31..2022]": ("2021-12-31", "2022-12-31", "window"),
}

INVALID = {
    "a day that does not exist": "2022-02-30",
    "not a leap year": "2022-02-29",
    "not a leap century": "1900-02-29",
    "month 13": "2022-13",
    "month 0": "2022-00",
    "day 0": "2022-02-00",
    "day 32": "2022-01-32",
    "without leading zeros": "2022-2-3",
    "one leading zero": "2022-02-3",
    "no hyphens": "20220228",
    "no hyphen in a month": "202202",
    "seven digits": "2022022",
    "misplaced hyphens": "202-2022",
    "a hyphen too many": "2022-02-",
    "ten digits": "2022022812",
    "a hyphen late": "20220228-2",
    "hyphens at the end": "20220228--",
    "hyphens at the end, a digit for both others": "20220220--",
    "wide digits": "２０２２",
    "one wide digit": "2022-02-2８",
    "Arabic digits": "٢٠٢٢-٠٢",
    "superscript": "²022",
    "en dash": "2022–02",
    "minus sign": "2022−02",
    "a number": "10",
    "three digits": "202",
    "five digits": "20222",
    "day and month": "12/13",
    "slashes": "03/04/2022",
    "points": "2022.02.28",
    "blank before": " 2022",
    "blank after": "2022 ",
    "line feed after": "2022-02-28\n",
    "blank inside": "2022 -02",
    "no-break space": "2022\xa0",
    "week": "2022-W05",
    "week day": "2022-W05-1",
    "week without hyphens": "2022W051",
    "ordinal day": "2022-060",
    "year 0": "0000",
    "a day of year 0": "0000-01-01",
    "negative year": "-2022",
    "signed year": "+2022",
    "signed year of four": "-202",
    "underscore": "2_22",
    "time": "2022-02-28T10:00",
    "zone": "2022-02-28Z",
    "uncertain": "2022?",
    "approximate": "2022-02~",
    "unspecified": "202X",
    "season": "2022-21",
    "decade": "202x",
    "nothing": "",
    "blanks": "   ",
    "NUL": "2022\0",
    "an open end alone": "..",
    "a slash alone": "/",
    "two open ends": "../..",
    "no end": "2022/",
    "no beginning": "/2022",
    "three ends": "2022/2023/2024",
    "open in the middle": "2022/../2023",
    "three dots": "2022/...",
    "blanks round the slash": "2022 / 2023",
    "null": "null",
    "expression": "2022*2",
    "a set of two": "[2022,2023]",
    "a set with a gap": "[2021..2022,2024]",
    "a set with all of its members": "{2022..2023}",
    "a set of one": "[2022]",
    "a window without an end": "[2022..]",
    "a window without a beginning": "[..2022]",
    "a window of open ends": "[....]",
    "an interval in a window": "[2022/2023]",
    "a window in an interval": "[2022..2023]/2024",
    "a window in a window": "[[2022..2023]..2024]",
    "a window that is not closed": "[2022..2023",
    "a window that is not opened": "2022..2023]",
    "a window to a day that does not exist": "[2022..2023-02-30]",
    "blanks in a window": "[2022 .. 2023]",
    "blank before a window": " [2022..2023]",
    "line feed after a window": "[2022..2023]\n",
    "three dots in a window": "[2022...2023]",
}

REVERSED = [
    "2023/2022",
    "2022-03/2022-02",
    "2022-02-28/2022-02-27",
    "2022/2021-12",
    "2022-03-01/2022-02",
]


def span(found: Date) -> tuple[str | None, str | None, str]:
    return (found.start and str(found.start), found.end and str(found.end), found.precision)


@pytest.mark.parametrize("text", EDTF)
def test_a_date_spans_its_days_in_the_data_and_typed(text):
    assert span(parse(text)) == EDTF[text]
    assert parse(text).text == text
    assert parse_typed(text, TODAY) == parse(text)


@pytest.mark.parametrize("text", INVALID.values(), ids=INVALID)
def test_anything_else_is_an_error_in_the_data_and_typed(text):
    for read, message in (
        (parse, NOT_A_DATE),
        (lambda given: parse_typed(given, TODAY), NOT_A_DATE),
    ):
        with pytest.raises(DateError) as error:
            read(text)
        assert str(error.value) == message.format(text)


@pytest.mark.parametrize("text", REVERSED)
def test_an_interval_that_ends_before_it_starts_is_an_error(text):
    for typed in (text, text.replace("/", "..")):
        with pytest.raises(DateError) as error:
            parse_typed(typed, TODAY)
        assert str(error.value) == f"'{typed}' ends before it starts; put the earlier date first"


@pytest.mark.parametrize(
    "text", ["[2023..2022]", "[2022..2022]", "[2022-02..2022-02-28]", "[2022-02-28..2022]"]
)
def test_a_window_leads_from_one_date_to_a_later_one(text):
    with pytest.raises(DateError) as error:
        parse_typed(text, TODAY)
    message = "does not lead from one date to a later one; try [2022-02..2022-05]"
    assert str(error.value) == f"'{text}' {message}"


# What a person types → the same in EDTF.
TYPED = {
    "2022q1": "2022-01/2022-03",
    "2022Q4": "2022-10/2022-12",
    "2022-02..2022-05": "2022-02/2022-05",
    "2022..2023-03": "2022/2023-03",
    "2022-02..": "2022-02/..",
    "..2022": "../2022",
    "2022-02 .. 2022-05": "2022-02/2022-05",
    "2022-02 ..": "2022-02/..",
    "2021q4..2022q1": "2021-10/2022-03",
    "2022q2..": "2022-04/..",
    "..2022q2": "../2022-06",
    "today": "2023-07-01",
    "TODAY": "2023-07-01",
    "2022..today": "2022/2023-07-01",
    "2022年": "2022",
    "2022年2月": "2022-02",
    "2022年02月": "2022-02",
    "2022年2月28日": "2022-02-28",
    "2022年2月28号": "2022-02-28",
    "2022年2月..2022年5月": "2022-02/2022-05",
    "Feb 2022": "2022-02",
    "february 2022": "2022-02",
    "Feb. 2022": "2022-02",
    "Sept 2022": "2022-09",
    "May 2022": "2022-05",
    "Jan 1000": "1000-01",
    "9 Jan 2023": "2023-01-09",
    "09 jan 2023": "2023-01-09",
    "9  Jan   2023": "2023-01-09",
    "29 Feb 2024": "2024-02-29",
    "January 9, 2023": "2023-01-09",
    "January 9 2023": "2023-01-09",
    "Feb 2022..May 2022": "2022-02/2022-05",
    "9 Jan 2023..20 Jan 2023": "2023-01-09/2023-01-20",
    "2022年2月之前": "../2022-01-31",
    "2022年2月之后": "2022-03-01/..",
    "9999年之后": "9999",
    "今天": "2023-07-01",
    "今日": "2023-07-01",
    "二〇二二年": "2022",
    "二零二二年十二月二十八日": "2022-12-28",
    "2022 年 2 月 28 日": "2022-02-28",
    "2022年2月至5月": "2022-02/2022-05",
    "2022年2月1日至5日": "2022-02-01/2022-02-05",
    "2022年2月28日到3月11日": "2022-02-28/2022-03-11",
    "2022年2月—2023年5月": "2022-02/2023-05",
    "自2022年至2023年": "2022/2023",
    "2022年第一季度": "2022-01/2022-03",
    "2022年四季度": "2022-10/2022-12",
    "从2022年2月": "2022-02/..",
    "从2022-02": "2022-02/..",
    "自2022-02-28": "2022-02-28/..",
    "自2022年2月起": "2022-02/..",
    "2022年至今": "2022/..",
    "2022年以后": "2022/..",
    "2022年以前": "../2022",
    "截至2022年": "../2022",
    "2022年前": "../2021-12-31",
    "2022年后": "2023-01-01/..",
}


@pytest.mark.parametrize(("text", "edtf"), TYPED.items(), ids=TYPED)
def test_people_type_periods_in_many_forms(text, edtf):
    assert parse_typed(text, TODAY) == parse(edtf)


# The same in English, in Chinese and in EDTF, on 1 July 2023, a Saturday.
BOTH = [
    ("yesterday", "昨天", "2023-06-30"),
    ("Today", "今日", "2023-07-01"),
    ("tomorrow", "明天", "2023-07-02"),
    ("last week", "上周", "2023-06-19/2023-06-25"),
    ("this week", "本星期", "2023-06-26/2023-07-02"),
    ("next week", "下个星期", "2023-07-03/2023-07-09"),
    ("last month", "上个月", "2023-06"),
    ("last month", "上月", "2023-06"),
    ("this month", "本月", "2023-07"),
    ("next month", "下个月", "2023-08"),
    ("last year", "去年", "2022"),
    ("this year", "今年", "2023"),
    ("next year", "明年", "2024"),
    ("last 10 days", "最近10天", "2023-06-21/2023-07-01"),
    ("past two weeks", "过去两周", "2023-06-17/2023-07-01"),
    ("last 6 months", "最近六个月", "2023-01-01/2023-07-01"),
    ("past six months", "近半年", "2023-01-01/2023-07-01"),
    ("last twelve years", "近十二年", "2011-07-01/2023-07-01"),
    ("next one day", "今后1日", "2023-07-01/2023-07-02"),
    ("next 25 days", "未来二十五天", "2023-07-01/2023-07-26"),
    ("Q1 2022", "2022年一季度", "2022-01/2022-03"),
    ("2022Q1", "二〇二二年第1季度", "2022-01/2022-03"),
    ("the end of 2022", "去年底", "2022-12"),
    ("beginning of 2022", "2022年初", "2022-01"),
    ("the start of 2022", "2022年初", "2022-01"),
    ("early 2022", "2022年1月至4月", "2022-01/2022-04"),
    ("late 2022", "2022年9月至12月", "2022-09/2022-12"),
    ("December 2022", "2022年末", "2022-12"),
    ("9th of January 2023", "今年1月9日", "2023-01-09"),
    ("January 9th, 2023", "2023年一月九号", "2023-01-09"),
    ("Feb-Mar 2022", "2022年2-3月", "2022-02/2022-03"),
    ("February to March 2022", "2022年2月至3月", "2022-02/2022-03"),
    ("Q1 to Q3 2022", "2022年第一季度至第三季度", "2022-01/2022-09"),
    ("9-20 January 2023", "2023年1月9-20日", "2023-01-09/2023-01-20"),
    ("January 9-20, 2023", "2023年1月9日到20日", "2023-01-09/2023-01-20"),
    ("28 Feb - 11 Mar 2022", "2022年2月28日～3月11日", "2022-02-28/2022-03-11"),
    ("Feb 28 to Mar 11, 2022", "从2022年2月28日到3月11日", "2022-02-28/2022-03-11"),
    ("between 9 Feb and 29 Jul 2024", "2024年2月9日——7月29日", "2024-02-09/2024-07-29"),
    ("9 Feb 2024 to 29 Jul 2024", "2024年2月9日至7月29日之间", "2024-02-09/2024-07-29"),
    ("July to August 2022", "2022年7月至8月", "2022-07/2022-08"),
    ("July - Aug 2022", "2022年7-8月", "2022-07/2022-08"),
    ("Q2 - Q3 2022", "2022年2-3季度", "2022-04/2022-09"),
    ("2022–2023", "2022-2023年", "2022/2023"),
    ("2022-2023", "2022年至2023年", "2022/2023"),
    ("between 2022 and 2023", "2022至2023年", "2022/2023"),
    ("from 2022 to 2023", "去年至今年", "2022/2023"),
    ("from last month to today", "上个月到今天", "2023-06/2023-07-01"),
    ("2022..", "去年以来", "2022/.."),
    ("..2022", "2022年 以前", "../2022"),
]


@pytest.mark.parametrize(("english", "chinese", "edtf"), BOTH)
def test_a_period_is_the_same_in_english_and_in_chinese(english, chinese, edtf):
    assert parse_typed(english, TODAY) == parse_typed(chinese, TODAY) == parse(edtf)
    run = chinese.replace(" ", "")
    assert end_of_run(run, 0) == len(run)


COUNTS = "one two three four five six seven eight nine ten eleven twelve"


def test_counts_up_to_twelve_can_be_typed_as_words():
    for count, word in enumerate(COUNTS.split(), 1):
        assert parse_typed(f"last {word} weeks", TODAY) == parse_typed(f"最近{count}周", TODAY)


def test_a_range_that_ends_before_it_starts_is_quoted_as_it_was_typed():
    for typed in ("2022年2月28日到11日", "Mar - Feb 2022"):
        with pytest.raises(DateError) as error:
            parse_typed(typed, TODAY)
        assert str(error.value) == f"'{typed}' ends before it starts; put the earlier date first"


SPANS = [
    # today, typed, EDTF; a month that is too short ends on its last day
    ("2023-07-31", "last 5 months", "2023-02-28/2023-07-31"),
    ("2024-02-29", "last 1 years", "2023-02-28/2024-02-29"),
    ("2024-02-29", "next 12 months", "2024-02-29/2025-02-28"),
    ("2023-01-31", "last month", "2022-12"),
    ("2023-12-31", "next month", "2024-01"),
    ("2023-01-01", "this week", "2022-12-26/2023-01-01"),
    ("0001-01-01", "yesterday", None),
    ("0001-01-01", "today", "0001-01-01"),
    ("0001-12-31", "去年", None),
    ("0100-12-31", "去年三月", "0099-03"),
    ("0001-12-31", "last 6 months", "0001-06-30/0001-12-31"),
    ("9999-12-31", "tomorrow", None),
    ("9999-12-31", "this week", None),
    ("9999-12-31", "next year", None),
    ("9999-12-31", "明年第一季度", None),
    ("9999-12-31", "next 3 days", None),
    ("9999-12-31", "this month", "9999-12"),
]


@pytest.mark.parametrize(("today", "typed", "edtf"), SPANS)
def test_what_depends_on_today_stays_within_the_calendar(today, typed, edtf):
    if edtf:
        assert parse_typed(typed, date.fromisoformat(today)) == parse(edtf)
    else:
        with pytest.raises(DateError):
            parse_typed(typed, date.fromisoformat(today))


CUT = {
    "去年的会议": ["去年"],
    "2022年2月通过": ["2022年2月"],
    "2022年2-5月维也纳": ["2022年2-5月"],
    "最近三个月签署": ["最近三个月"],
    "2022年2月28日到维也纳": ["2022年2月28日"],
    "自2022年起草": ["自2022年"],
    "2022年后续会议": ["2022年"],
    "2021年或2022年": ["2021年", "2022年"],
    "12022年": [],
    "第三年": [],
    "以上天数": [],
    "2022年" * 3000: ["2022年"] * 3000,
    "2022年" + "-" * 9000: ["2022年"],
}


@pytest.mark.parametrize("text", CUT, ids=[text[:12] for text in CUT])
def test_a_run_of_chinese_is_cut_along_its_dates(text):
    dates, start = [], 0
    while start < len(text):
        end = end_of_run(text, start)
        if end:
            dates.append(text[start:end])
        start = end or start + 1
    assert dates == CUT[text]


NEW_FORMS = [
    ("forms", "{year}-06/{year}-07", "midst of {year}"),
    ("forms in Chinese", "{year}-03/{year}-05", "{year}年春季?(?!节)"),
    ("ranges", "{start}/{end}", "twixt {first} and {last}"),
    ("ranges in Chinese", "../{end}", "{date}为止"),
]


@pytest.fixture
def new_forms(monkeypatch):
    """One more row for each kind of form and range."""
    rows = dates_module.rows

    def extended(file, section):
        added = [(edtf, form) for name, edtf, form in NEW_FORMS if name == section]
        return [*rows(file, section), *added]

    cached = (
        dates_module.read_date,
        date_pattern,
        dates_module._pattern,
        dates_module._run_patterns,
    )
    monkeypatch.setattr(dates_module, "rows", extended)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


@pytest.mark.usefixtures("new_forms")
@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("midst of 2022", "2022-06/2022-07"),
        ("since midst of 2022", "2022-06/.."),
        ("twixt 2022 and midst of 2023", "2022/2023-07"),
        ("2022年春", "2022-03/2022-05"),
        ("2022年春季至2023年2月", "2022-03/2023-02"),
        ("去年春季为止", "../2022-05"),
    ],
)
def test_a_form_is_one_row_and_then_read_everywhere(typed, edtf, context):
    query, _tokens = grammar.parse(f"date:{typed}", context)
    assert query == Is("date", (parse(edtf),))
    for text in (
        f"Vienna {typed}",
        f"{typed} Vienna",
        f"在{typed}举行" if "年" in typed else typed,
    ):
        periods = [token.period for token in line.read(text, context) if token.period]
        assert periods == [parse(edtf)]


@pytest.mark.usefixtures("new_forms")
def test_the_characters_beside_a_date_may_show_that_it_is_none(context):
    periods = [token.period for token in line.read("2022年春节，去年初步", context) if token.period]
    assert periods == [parse("2022"), parse("2022")]


MEANT = (
    "2022-13 2022.02.28 2022/02/28 03/04/2022 28-02-2022 2022-2023 2022–2023 2022-02..2022-5 2022.. ..2022-1 2022-Q1 2022q5 "
    "２０２２ 去年 去年底 今年初 2022年13月 13月5日 2022年30月 2022年底 二〇二二年 ２０２２年 2022年13月至15月 "
    "20220228 2023-05/2022-02 Jan Feb sept DEC"
)
NOT_MEANT = ".. - 10 12/13 1.5 88-42-32 A/AC.291/22 74/247 2022/895 2024. 第三年 2022年或2023年 会议 年 today may march 12345678"


def test_a_word_that_is_nearly_a_date_is_meant_as_one():
    assert [word for word in MEANT.split() if not date_pattern("meant").fullmatch(word)] == []
    assert [word for word in NOT_MEANT.split() if date_pattern("meant").fullmatch(word)] == []


NOT_UNDERSTOOD = {
    "a month without a year": "Feb",
    "a month and a day": "9 Jan",
    "a month and a short year": "Feb 22",
    "an early year that dateutil would move": "Jan 0099",
    "year 0": "Feb 0000",
    "two days": "9 Jan 10 2023",
    "day 0": "0 Jan 2023",
    "day 32": "32 Jan 2023",
    "31 February": "31 Feb 2022",
    "29 February, not in a leap year": "29 Feb 2022",
    "another language": "Fév 2022",
    "the year first": "2022 Feb",
    "a weekday": "Monday 9 Jan 2023",
    "a time": "9 Jan 2023 10:00",
    "quarter 5": "2022q5",
    "quarter 15": "2022q15",
    "month 13": "2022年13月",
    "a day that does not exist": "2022年2月30日",
    "a day without a month": "2022年28日",
    "wide digits": "２０２２年",
    "recent years, but not how many": "近年",
    "months ago, but not since then": "6 months ago",
    "half a year ago": "半年前",
    "a season": "spring 2022",
    "the middle of a year": "mid-2022",
    "a decade": "2020s",
    "a quarter with a dash": "2022-Q1",
    "an end in the next year, or the month before the year": "Feb 2022 to 03 2022",
    "two counts": "last 2 to 3 weeks",
    "no weeks": "last 0 weeks",
    "before nothing": "之前",
    "a day without its month": "2022年2月28日至5",
    "no English month": "Marble 2022",
    "a range of nothing": "年至年",
    "a wide digit before a month": "９ Jan 2022",
    "the day after tomorrow": "day after tomorrow",
    "EDTF and dots": "2022/2023..",
    "dots twice": "2022..2023..2024",
    "one end is not a date": "2022..10",
    "a year that does not exist": "next 9999 years",
    "more than any date has": "2022" + " " * 100,
}


def test_a_date_has_a_hundred_characters_at_most():
    month, blanks = "May{}2022", " " * 93
    assert parse_typed(month.format(blanks), TODAY).text == "2022-05"
    with pytest.raises(DateError):
        parse_typed(month.format(f"{blanks} "), TODAY)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_missing_parts_are_neither_filled_in_nor_guessed(text):
    with pytest.raises(DateError, match=r"2022-03-11\]$"):
        parse_typed(text, TODAY)


@given(dates(date.min, date.max))
def test_a_date_keeps_its_text_and_starts_before_it_ends(text):
    found = parse(text)
    assert found.text == text
    assert found.start is None or found.end is None or found.start <= found.end


@given(st.dates())
def test_every_way_to_write_a_day_means_one_day(day):
    written = (
        str(day),
        f"{day}/{day}",
        f"{day}..{day}",
        f"{day.year:04}年{day.month}月{day.day}日",
    )
    assert {span(parse_typed(text, TODAY)) for text in written} == {(str(day), str(day), "day")}


@given(st.dates(min_value=date(1000, 1, 1)))
def test_months_are_read_by_their_english_names(day):
    assert parse_typed(f"{day:%B} {day.year}", TODAY) == parse(day.isoformat()[:7])
    assert parse_typed(f"{day.day} {day:%b} {day.year}", TODAY) == parse(day.isoformat())


@given(periods(), periods())
def test_a_date_can_be_typed_as_it_is_shown(one, other):
    first, last = sorted((one, other))
    assume(parse(first).is_before(parse(last)))
    for edtf in (one, f"{first}/{last}", f"[{first}..{last}]"):
        for written in in_each(partial(date_in_full, edtf)).values():
            typed, meant = parse_typed(written, TODAY), parse(edtf)
            assert (typed.start, typed.end) == (meant.start, meant.end)


WORDS = (
    "2022 9 28 三 Feb Q1 last next two weeks months year today to - .. / between and of 去 今 明 年 月 日 上 下 周 个 "
    "第 季度 最近 未来 半 从 自 至 到 起 以 之 前 后 今天 十 二〇二二 ～"
)


@given(st.lists(st.sampled_from([*WORDS.split(), " "]), max_size=12).map("".join), st.dates())
def test_any_parts_of_dates_are_a_date_or_a_date_error(text, today):
    try:
        found = parse_typed(text, today)
    except DateError:
        return
    assert parse(found.text) == found


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_words_of_dates_are_a_date_or_a_date_error(text):
    try:
        assert parse_typed(text, TODAY)
    except DateError:
        return


@given(dates(), dates())
def test_two_periods_overlap_each_other(one, other):
    assert parse(one).overlaps(parse(other)) == parse(other).overlaps(parse(one))


@given(dates(), dates())
def test_a_period_lies_within_itself_and_overlaps_what_it_lies_within(one, other):
    assert parse(one).within(parse(one))
    assert parse(one).overlaps(parse(other)) or not parse(one).within(parse(other))


@given(dates(), dates(), dates())
def test_lying_within_is_transitive(one, two, three):
    if parse(one).within(parse(two)) and parse(two).within(parse(three)):
        assert parse(one).within(parse(three))


@given(periods(), periods())
def test_periods_overlap_if_they_have_a_day_in_common(one, other):
    first, second = parse(one), parse(other)
    days = [set(range(p.start.toordinal(), p.end.toordinal() + 1)) for p in (first, second)]
    assert first.overlaps(second) == bool(days[0] & days[1])
    assert first.within(second) == (days[0] <= days[1])


@given(st.text())
def test_any_text_is_a_date_or_a_date_error(text):
    for read in (parse, lambda given: parse_typed(given, TODAY)):
        try:
            assert read(text)
        except DateError:
            continue


@given(st.text("0123456789-/.[]", max_size=12))
def test_only_exact_edtf_is_a_date_in_the_data(text):
    try:
        found = parse(text)
    except DateError:
        return
    ends = text[1:-1].split("..") if text[0] == "[" else text.split("/")
    lengths = [[len(part) for part in end.split("-")] for end in ends if end != ".."]
    assert all(parts in ([4], [4, 2], [4, 2, 2]) for parts in lengths)
    assert found.text == text


def test_each_month_starts_on_the_day_after_the_last_one():
    months = [
        parse(f"{year:04}-{month:02}")
        for year in (1900, 2000, 2023, 2024)
        for month in range(1, 13)
    ]
    for one, following in pairwise(months):
        if one.end.year == following.start.year:
            assert (following.start - one.end).days == 1


OVERLAPS = [
    # one, other, overlaps, within
    ("2022-02", "2022", True, True),
    ("2022", "2022-02", True, False),
    ("2022-02-28/2022-03-11", "2022-02", True, False),
    ("2022-02-28", "2022-03", False, False),
    ("2022-12-31/..", "2022", True, False),
    ("2023/..", "2022", False, False),
    ("2023/..", "2022/..", True, True),
    ("../2022", "2022/..", True, False),
    ("../2021", "2022/..", False, False),
    ("../2021", "../2022", True, True),
    ("[2022-02..2022-05]", "2022", True, True),
    ("[2022-02..2022-05]", "2022-03", True, False),
    ("[2022-02..2022-05]", "2022-06", False, False),
]


@pytest.mark.parametrize(("one", "other", "overlaps", "within"), OVERLAPS)
def test_a_period_can_overlap_another_without_lying_within_it(one, other, overlaps, within):
    assert (parse(one).overlaps(parse(other)), parse(one).within(parse(other))) == (
        overlaps,
        within,
    )
