"""What `ahc compare` shows, and that it and `diff` know of each other."""

import json
import re

import pytest
from shared import bundled as bundled_dataset
from show.answers import asked, written


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


def test_positions_of_two_stand_beside_each_other_in_a_window_of_100_columns():
    made = asked(bundled_dataset(), "compare", "russia", "united-states")
    for columns, is_beside in ((99, False), (100, True)):
        drawn = written(made, width=columns, terminal=True)
        assert bool(re.search(r"^• .*  • ", drawn, re.MULTILINE)) == is_beside
        assert re.search(
            r"^• [^•]*  Russia, United States and 4 others\s+\(proposal · timeline only\):\s[^•]*$",
            drawn,
            re.MULTILINE,
        )


def test_a_position_stands_behind_its_day_and_its_event(bundled):
    drawn = bundled("compare", "russia", "us", "-f", "table").out
    assert "• 3 Jul 2018  russia-2018  Russia (objection · single source): Article 32" in drawn


def test_roll_calls_have_their_key_above_the_table(bundled):
    drawn = bundled("compare", "russia", "us", "-f", "table").out.splitlines()
    assert drawn[0].startswith("2018: 73/187  17 Dec 2018  ga-2018  General Assembly adopts")
    assert ["2018: 73/187", "yes", "no"] in [re.split(" {2,}", line) for line in drawn]


def test_organizations_have_no_roll_calls_and_no_line_for_them(bundled):
    drawn = bundled("compare", "eff", "microsoft", "-f", "table").out.splitlines()
    assert drawn[0].split() == ["EFF", "Microsoft"]
    assert "73/187" not in drawn


def test_without_room_for_columns_each_actor_is_named_on_a_line(bundled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    drawn = bundled("compare", "us", "eu", "russia", "china", "-f", "table").out
    votes = "2018: 73/187\n  United States: no\n  EU: 27 members: no\n  Russia: yes\n  China: yes\n"
    assert votes in drawn


def test_actors_that_have_nothing_to_compare_are_said_to_have_nothing(ahc):
    for options in ([], ["--json"], ["-f", "table"]):
        code, out, err = ahc("compare", "hrw", "ahc", *options)
        assert (code, out) == (1, "[]\n" if options == ["--json"] else "")
        assert err == "ahc: they have nothing to compare: no vote, and no position on a topic\n"


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
