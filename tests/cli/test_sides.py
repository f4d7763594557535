"""Things side by side: what `compare` and `diff` show of them, in windows of every width."""

import re
from itertools import chain, pairwise

import pytest
from shared import bundled, sampled, slow
from show.answers import asked, written

from ahc_cli.model.labels import labels
from ahc_cli.model.text import width

DRAWN = {
    "two states": ("compare", "russia", "united-states"),
    "four, one of them a group": ("compare", "us", "eu", "russia", "china"),
    "two organizations": ("compare", "eff", "microsoft"),
    "two votes": ("diff", "third-2018", "third-2019"),
    "two sessions": ("diff", "session-3", "session-4"),
    "two documents": ("diff", "zero-draft", "revised-draft-2023"),
    "events with many votes": ("diff", "votes-2024", "ga-79-243"),
    "two days": ("diff", "2023-04", "2024"),
}
# Screens of other commands, some of them as long as the record.
SCREENS = {
    "a list": ("list", "2022..2024"),
    "positions of a state": ("positions", "russia"),
    "facts": ("facts", "china 2024"),
    "a timeline": ("timeline", "2023"),
    "states": ("states", "group:eu"),
    "a status": ("status",),
    "a state": ("show", "russia"),
    "a group": ("show", "brics"),
    "a topic": ("show", "safeguards"),
    "a session": ("show", "session-4"),
    "a vote": ("show", "ga-74-247"),
    "an article": ("show", "article-24"),
    "the instrument": ("show", "instrument"),
    "a count": ("count", "topic"),
    "sources": ("sources", "russia"),
    "actors": ("actors",),
    "a treaty": ("compare", "convention", "untoc"),
    "a search": ("search", "surveillance"),
}
WIDTHS = [40, 80, 120, *slow(60, 72, 100, 160, 200)]
GRADES = [
    labels("values")[grade] for grade in ("official", "corroborated", "single", "timeline", "weak")
]
IDS = {event.id for event in bundled().events}
# Days that no line may break.
DAY = re.compile(r"(?<![\w-])\d{1,2} [A-Z][a-z]{2} \d{4}\b|\d{4}年\d{1,2}月\d{1,2}日")


def drawn(words, lang, columns):
    command, *names = words
    return written(asked(bundled(), command, *names), lang=lang, width=columns, terminal=True)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("words", DRAWN.values(), ids=DRAWN)
def test_a_window_of_any_width_has_whole_lines_ids_days_and_grades(words, columns, lang):
    shown, reference = drawn(words, lang, columns), drawn(words, lang, 500)
    lines = shown.splitlines()
    assert [line for line in lines if width(line) > columns or line != line.rstrip()] == []
    grades = {grade[lang == "zh"] for grade in GRADES}
    cells = {cell.strip(" ·•") for line in lines for cell in re.split(" {2,}", line)}
    assert not cells & grades
    for word in (*grades, *DAY.findall(reference)):
        assert shown.count(word) == reference.count(word)
    # Without room for columns each line has the name of its thing, which may be an id.
    for event in bundled().events:
        assert shown.count(event.id) >= reference.count(event.id)


def faults(shown, columns, lang):
    """Return the lines that do not fit, and those that hold only a grade or break in one or a day."""
    lines = shown.splitlines()
    grades = {grade[lang == "zh"] for grade in GRADES}
    wrong = [line for line in lines if width(line) > columns or line != line.rstrip()]
    wrong += [line for line in lines if line.strip(" ·•") in grades]
    for line, behind in pairwise(lines):
        # An English line breaks at a blank, a Chinese one anywhere.
        at = len(line)
        joined = line + " " * (lang == "en") + behind.strip()
        for found in chain(
            *(re.finditer(pattern, joined) for pattern in (*map(re.escape, grades), DAY))
        ):
            if found.start() < at < found.end():
                wrong.append(f"{line} / {behind.strip()}")
    return wrong


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, *slow(60, 72, 100, 120, 160, 200)])
@pytest.mark.parametrize("name", sampled(SCREENS, 4))
def test_every_line_of_a_screen_fits_and_breaks_in_no_grade_day_or_id(name, columns, lang):
    shown = drawn(SCREENS[name], lang, columns)
    assert faults(shown, columns, lang) == []
    ids = IDS.intersection(re.split(r"[^\w-]+", drawn(SCREENS[name], lang, 500)))
    assert {word for word in ids if word not in shown} == set()


@pytest.mark.parametrize(("words", "most"), [("two votes", 25), ("two days", 95)])
def test_a_difference_is_short_in_a_window_of_80_columns(words, most):
    assert len(drawn(DRAWN[words], "en", 80).splitlines()) <= most


def test_two_events_are_a_table_of_what_differs_then_what_is_the_same_and_what_only_one_has():
    lines = drawn(DRAWN["two votes"], "en", 80).splitlines()
    cells = [re.split(" {2,}", line) for line in lines]
    assert ["Date", "between 13 and 14 Nov 2018", "18 Nov 2019"] in cells
    assert ["Votes", "adopted: 88 yes, 55 no,", "adopted: 88 yes, 58 no,"] in cells
    assert ["Sponsor", "Russia", "Belarus and 46 more"] in cells
    numbers = ["2 positions, 6 facts, 3 caveats", "6 positions, 11 facts, 5 caveats"]
    assert ["Statements", *numbers] in cells
    assert "The same: resolution (kind), Third Committee (body), New York (place)" in lines
    left, right = lines.index("Only in third-2018"), lines.index("Only in third-2019")
    assert sum(line.startswith("• ") for line in lines[left:right]) == 2
    assert sum(line.startswith("• ") for line in lines[right:]) == 3
    assert lines[-1] == "more: ahc diff third-2018 third-2019 -v"


def test_fields_of_two_events_are_shown_whole():
    made = asked(bundled(), "diff", "third-2018", "third-2019", fields="positions,caveats")
    shown = " ".join(written(made).split())
    left, right = (event for event in bundled().events if event.id in ("third-2018", "third-2019"))
    for name in ("positions", "caveats"):
        for item in {*getattr(left, name)} ^ {*getattr(right, name)}:
            assert item.text.en in shown
    assert "Facts" not in shown


def test_the_command_for_more_says_all_in_sentences():
    days = "2020-06", "2021-06"
    short, whole = (
        written(asked(bundled(), "diff", *days, verbose=verbose)) for verbose in (False, True)
    )
    assert short.splitlines()[-1] == "more: ahc diff 2020-06 2021-06 -v"
    assert "~ session-1  ○ Ad Hoc Committee, first session  2021 → Jan 2022, New York" in short
    assert "    Date: 2021 → Jan 2022" in whole
    assert "What was planned" not in whole


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_table_in_a_page_is_a_table_in_markdown_and_html(form):
    shown = written(asked(bundled(), "diff", "third-2018", "third-2019"), form)
    row = {"md": "| Sponsor | Russia | Belarus and 46 more |", "html": "<td>Sponsor</td>"}
    assert row[form] in shown
    assert shown.index(row[form]) < shown.index("Only in third-2019")
