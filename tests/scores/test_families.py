"""How many of the lines that a script makes of the record are answered as the record decides.

`scripts/families.py` uses nothing of the program: it makes the lines from templates, in families,
and computes their answers from the data. One half of the families is tuned to, the other only
measures, so no message here shows a line of it.

`PYTHONPATH=tests python tests/scores/test_families.py` prints the lines of the first half that are
not right, and the shares of both; with the beginning of the name of a family, of those that begin
so.
"""

import ast
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from shared import TODAY, bundled, sharing, slow

from ahc_cli.answers import COMMANDS, answer
from ahc_cli.errors import AhcError
from ahc_cli.messages import speak
from ahc_cli.model.records import to_plain
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import families  # noqa: E402

# The share of the lines of a half that must be right, as the mean of its families.
FLOORS = {"tuned": 0.96, "unseen": 0.82}
# So many lines are asked by the fast tests, of which fewer may be right.
SAMPLE, FLOOR_OF_SAMPLE = 60, 0.75
# The slow tests ask every third line.
EVERY = 3

lines = cache(families.lines)


def answered(line, lang):
    """Answer a line: its verdict, its value, and the exit code."""
    speak(lang)
    try:
        made = answer(Request("line", tuple(line.split())), Context(bundled(), TODAY))
    except AhcError as error:
        return None, None, error.exit_code
    said = to_plain(made.about["answer"]) if made.about.get("answer") else {}
    return said.get("verdict"), said.get("value"), made.exit_code


def shares(asked):
    """Return of each family the share of its lines that are right, and the lines that are not."""
    right, wrong = defaultdict(list), []
    for line in asked:
        verdict, value, code = answered(line.text, line.lang)
        is_right = line.is_right(verdict, value, code)
        right[line.family].append(is_right)
        if not is_right:
            expected = " | ".join(map(str, line.answers))
            wrong.append(f"{line.lang} {line.text}: {verdict} {value} ({code}), not {expected}")
    return {family: sum(each) / len(each) for family, each in right.items()}, wrong


def mean(by_family):
    return sum(by_family.values()) / len(by_family)


def table(by_family):
    rows = (f"{share:6.1%} {family}\n" for family, share in by_family.items())
    return f"{''.join(rows)}{mean(by_family):6.1%} of all\n"


def judge(asked, floor, wrong_shown):
    """Fail, with the share of each family, if their mean is below a floor."""
    by_family, wrong = shares(asked)
    if mean(by_family) < floor:
        listing = "\n".join(wrong[:wrong_shown])
        pytest.fail(f"fewer than {floor:.1%} right\n{table(by_family)}{listing}", pytrace=False)


def test_a_sample_of_the_lines_that_are_tuned_to_is_answered_as_the_record_decides():
    tuned = lines("tuned")
    judge(tuned[:: len(tuned) // SAMPLE], FLOOR_OF_SAMPLE, SAMPLE)


@pytest.mark.parametrize("lang", slow("en", "zh"))
@pytest.mark.parametrize("half", FLOORS)
def test_the_lines_of_a_half_are_answered_as_the_record_decides(half, lang):
    asked = [line for line in lines(half) if line.lang == lang][::EVERY]
    judge(asked, FLOORS[half], 200 if half == "tuned" else 0)


def test_the_script_uses_nothing_of_the_program():
    tree = ast.parse((ROOT / "scripts" / "families.py").read_text(encoding="utf-8"))
    names = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
    }
    assert {name.partition(".")[0] for name in names if name} & {"ahc_cli", "tests"} == set()


def test_each_half_has_every_kind_in_both_languages_and_a_thousand_lines_of_its_own():
    kinds = {(kind, lang) for kind in families.KINDS for lang in ("en", "zh")}
    for half in families.HALVES:
        assert {(family.kind, family.lang) for family in families.families(half)} == kinds
        assert len(lines(half)) >= 1000
    tuned, unseen = ({line.text for line in lines(half)} for half in families.HALVES)
    assert len(tuned & unseen) == 0


def test_no_line_is_one_of_a_table_that_was_judged_or_begins_with_the_name_of_a_command():
    judged = {
        row.split("\t")[1].casefold().strip("?？")
        for table in Path(__file__).parent.glob("*.tsv")
        for row in table.read_text(encoding="utf-8").splitlines()
        if "\t" in row
    }
    for half in families.HALVES:
        texts = {line.text.casefold().strip("?？") for line in lines(half)}
        commands = {text.split()[0] for text in texts} & {*COMMANDS}
        assert (half, len(texts & judged), commands) == (half, 0, set())


@pytest.mark.parametrize(
    ("kind", "words", "answers"),
    [
        ("state_signed", {"state": "Canada"}, "yes"),
        ("state_signed", {"state": "EU"}, "yes"),
        ("state_signed", {"state": "Kiribati"}, "absent"),
        ("state_sign_day", {"state": "Mauritius"}, 'value "2025-11-19"'),
        ("state_ratified", {"state": "Qatar"}, "yes"),
        ("state_ratified", {"state": "Canada"}, "absent"),
        ("state_side", {"state": "Brazil", "vote": "74/247", "votes": "votes for"}, "no"),
        ("state_side", {"state": "Brazil", "vote": "73/187", "votes": "votes for"}, "yes"),
        ("state_side", {"state": "Kiribati", "vote": "74/247", "votes": "votes against"}, "no"),
        ("group_side_count", {"group": "BRICS", "vote": "74/247", "votes": "votes against"}, "value 0"),
        ("group_side_count", {"group": "BRICS", "vote": "74/247", "votes": "votes for"}, "value 4"),
        ("group_side_any", {"group": "ASEAN", "vote": "74/247", "votes": "votes against"}, "no"),
        ("group_signed_list", {"group": "GCC"}, 'value ["qatar", "saudi-arabia"]'),
        ("vote_count", {"vote": "73/187", "votes": "votes against"}, "value 59"),
        ("vote_taken", {"vote": "79/243"}, "no"),
        ("article_says", {"number": "62"}, "absent"),
        ("article_says", {"number": "28"}, "value"),
        ("article_of", {"subject": "grooming"}, "value 15"),
        ("event_chair", {"event": "fourth session"}, 'value ["mebarki"]'),
        ("event_attendance", {"event": "organizational session"}, "value 160 178"),
        ("signed_by_day", {"month": "August 2026"}, "value 75 74 76"),
        ("ratified_by_day", {"month": "January 2026"}, "value 0 | absent"),
    ],
)  # fmt: skip
def test_the_answers_that_are_computed_are_those_that_a_reader_finds(kind, words, answers):
    cases = [
        case
        for case in families.KINDS[kind](families.read(), "en")
        if words.items() <= case.words.items()
    ]
    assert {" | ".join(map(str, case.answers)) for case in cases} == {answers}


@pytest.mark.parametrize(
    ("verdict", "value", "code", "is_right"),
    [
        ("value", ["qatar", "russia"], 0, True),
        ("value", ["russia", "qatar"], 0, True),
        ("value", ["russia", "qatar"], 1, False),
        ("value", ["russia"], 0, False),
        ("value", None, 0, False),
        ("absent", None, 1, True),
        ("absent", None, 0, False),
        ("no", None, 1, False),
        (None, None, 1, False),
    ],
)
def test_an_answer_is_right_with_its_verdict_value_and_exit_code(verdict, value, code, is_right):
    answers = (families.value(["russia", "qatar"]), families.ABSENT)
    line = families.Line("who", "en", "family", answers)
    assert line.is_right(verdict, value, code) is is_right


def test_a_word_is_misspelt_by_one_edit_that_is_near_no_other():
    known = {"treaty", "trees", "signed", "signer"}
    wrong = families.misspelt("sign the treaty", known)
    assert wrong.startswith("sign the ")
    assert wrong != "sign the treaty"
    assert families._one_edit(wrong.removeprefix("sign the ")) & known == {"treaty"}
    assert families.misspelt("sign the treaty", {"sign", "the"}) == ""


def main(beginning=""):
    for half in families.HALVES:
        with sharing():
            asked = [line for line in lines(half) if line.family.startswith(beginning)]
            by_family, wrong = shares(asked)
        listing = "".join(f"{each}\n" for each in wrong) if half == "tuned" else ""
        sys.stdout.write(f"{listing}{half}\n{table(by_family)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
