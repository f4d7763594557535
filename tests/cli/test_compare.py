"""What `ahc compare` shows, and that it and `diff` know of each other."""

import json

import pytest
from shared import slow

from ahc_cli.model.text import width

LINES = ["compare russia china", "compare us eu russia china", "compare eff microsoft"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, *slow(60, 100, 120)])
@pytest.mark.parametrize("line", LINES)
def test_a_comparison_fits_the_window(bundled, monkeypatch, line, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = bundled(*line.split(), "-f", "table", "--lang", lang).out.splitlines()
    assert drawn
    assert [line for line in drawn if width(line) > columns or line != line.rstrip()] == []


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_position_held_together_stands_once_and_the_newest_two_of_each(
    bundled, monkeypatch, columns
):
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = json.loads(bundled("compare", "russia", "china", "--json").out)
    (mandate,) = (row["values"] for row in rows if row["topic"] == "mandate")
    # Words of another column stand between those of a text.
    drawn = bundled("compare", "russia", "china", "-f", "table").out
    for positions in mandate.values():
        for position in positions[-2:]:
            assert drawn.count(position["text"]["en"].split()[-1]) >= 1
    (together,) = [each for each in mandate["russia"] if each in mandate["china"][-2:]]
    if columns != 40:
        assert " ".join(drawn.split()).count(together["text"]["en"][:50]) == 1
    for id_, positions in mandate.items():
        command = f"and {len(positions) - 2} more: ahc positions actor:{id_} topic:mandate"
        assert {*command.split()} <= {*drawn.split()}


def test_positions_stand_beside_each_other_from_100_columns_on_without_the_name_of_their_holder(
    bundled, monkeypatch
):
    for columns, is_beside in ((99, False), (100, True)):
        monkeypatch.setenv("COLUMNS", str(columns))
        drawn = bundled("compare", "russia", "belarus", "-f", "table").out
        assert ("• (proposal): " in drawn) == is_beside
        assert ("• Russia (proposal): " in drawn) != is_beside
        assert "• Russia, Belarus and 12 others (proposal): " in drawn


def test_a_window_of_45_columns_has_one_for_each_of_two_actors(bundled, monkeypatch):
    for columns, has_columns in ((44, False), (45, True)):
        monkeypatch.setenv("COLUMNS", str(columns))
        drawn = bundled("compare", "russia", "belarus", "-f", "table").out
        assert ("Russia: 25 Oct 2025" in drawn) != has_columns


def test_a_group_has_the_numbers_of_its_members(bundled):
    drawn = bundled("compare", "us", "eu", "-f", "table").out
    assert "13 of 27 members" in " ".join(drawn.split())
    assert "27 members: no" in drawn


def test_compare_and_diff_name_each_other(bundled):
    code, out, err = bundled("diff", "russia", "china")
    assert (code, out) == (2, "")
    assert "ahc compare" in err
    for operands in (("session-3", "session-4"), ("2024-01", "2025-01")):
        code, out, err = bundled("compare", *operands)
        assert (code, out) == (2, "")
        assert "ahc diff" in err


@pytest.mark.parametrize(
    "line",
    [
        "compare russia and china",
        "russia versus china",
        "difference between Russia and China",
        "俄罗斯和中国的立场有什么不同",
        "what is the difference between russia and china",
    ],
)
def test_a_question_that_compares_is_answered_so(bundled, line):
    expected = bundled("compare", "russia", "china", "-f", "table").out
    assert bundled(*line.split(), "-f", "table").out == expected


def test_a_name_that_two_share_compares_them(bundled):
    assert bundled("compare", "中俄") == bundled("compare", "russia", "china")._replace(
        err=bundled("compare", "中俄").err
    )
    code, _out, err = bundled("compare", "india", "us", "no such topic")
    assert code == 1
    assert "ahc positions actor:india,united-states" in err
