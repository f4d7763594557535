"""One answer everywhere: the form of the output never changes what a line is answered."""

import json
import random
from functools import cache
from pathlib import Path

import pytest
from shared import TODAY
from shared import bundled as bundled_dataset

from ahc_cli import load
from ahc_cli.answers import NAMED
from ahc_cli.messages import speak
from ahc_cli.model.statements import BALLOTS, statements
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import split
from ahc_cli.query.terms import term_of
from ahc_cli.report.definitions import article_statements
from ahc_cli.report.status import report_status
from ahc_cli.search.answers import answer_line

BUNDLED = Context(bundled_dataset(), TODAY)
RECORD = load()
SCORES = Path(__file__).parents[1] / "scores"
FEW, MANY = 2, 40


def lines(number):
    """Return some of the lines of the score tables that name no command, with their languages."""
    found = []
    for table in ("answered.tsv", "first.tsv"):
        for row in (SCORES / table).read_text(encoding="utf-8").splitlines():
            lang, _tab, rest = row.partition("\t")
            words = rest.partition("\t")[0].split()
            if lang in ("en", "zh") and words[0] not in NAMED and _is_plain(words):
                found.append((lang, " ".join(words)))
    return random.Random(86).sample(found, min(number, len(found)))


def _is_plain(words):
    """Whether a line has no options, and no quotes that a shell takes off."""
    return not any(word.startswith("-") or {*word} & {*"'\""} for word in words)


def few_and_many(values):
    """Give the first cases to the fast tests and the others to the slow ones."""
    return [
        pytest.param(*value, marks=[pytest.mark.slow] * (index >= FEW))
        for index, value in enumerate(values)
    ]


@pytest.mark.parametrize(("lang", "line"), few_and_many(lines(MANY)))
def test_a_line_has_the_same_answer_in_every_form(bundled, at_terminal, lang, line):
    """Row 86: A line without a command has the same answer at a terminal, in a pipe, in every
    format and from Python, and ends with the same code.
    """
    words = [*line.split(), "--lang", lang]
    piped, whole = bundled(*words), bundled(*words, "--json")
    drawn = at_terminal(words[0], *words[1:], "--data", "bundled", "--no-pager")
    assert (piped.code, piped.out) == (drawn.code, drawn.out)
    answer = json.loads(whole.out)
    rows = answer["rows"]
    assert whole.code == piped.code
    speak(lang)
    asked = RECORD.ask(line).to_dict()
    if isinstance(rows, dict):
        asked["rows"] = asked["rows"][0]
    assert asked == answer
    if answer["answer"]:
        text, blank = answer["answer"]["text"][lang], str.maketrans("", "", "\\ \u00a0\n")
        assert text.translate(blank) in bundled(*words, "-f", "md").out.translate(blank)
    if isinstance(rows, dict):  # a difference
        return
    each = bundled(*words, "-f", "ndjson")
    assert [json.loads(row) for row in each.out.splitlines()] == rows
    ids = bundled(*words, "-f", "ids").out.splitlines()
    assert len(ids) <= len(rows)
    assert {row["event"] for row in rows if row.get("of") == "fact"} <= {*ids}


@pytest.mark.parametrize(("_lang", "line"), few_and_many(lines(MANY)))
def test_an_answer_is_the_same_in_both_languages_of_output(bundled, _lang, line):
    """Row 92: A line has the same answer, command, rows and exit code in both languages of output,
    and every sentence that is made for it is in both.
    """
    english, chinese = (bundled(*line.split(), "--json", "--lang", lang) for lang in ("en", "zh"))
    assert english.code == chinese.code
    answers = [json.loads(each.out) for each in (english, chinese)]
    for answer in answers:
        del answer["read"]  # the nearest spellings differ
    assert answers[0] == answers[1]


KINDS = {
    # what a line asks of an actor → whether the record has it, told from the data alone
    "did {} sign": lambda events, ids: has_role(events, ids, "signatory"),
    "has {} ratified": lambda events, ids: has_role(events, ids, "ratifier"),
    "how did {} vote": lambda events, ids: any(
        {*getattr(vote.roll, side)} & ids
        for event in events for vote in event.votes if vote.roll for side in BALLOTS.values()
    ),
    "what is the position of {}": lambda events, ids: any(
        {*position.actors} & ids for event in events for position in event.positions
    ),
}  # fmt: skip


def has_role(events, ids, role):
    return any(each.role == role and each.actor in ids for event in events for each in event.actors)


@cache
def actors():
    """Return the actors whose short name means nothing else."""
    speak("en")
    named = []
    for id_, actor in sorted(BUNDLED.vocabulary.actors.items()):
        name = (actor.short or actor.name).en
        tokens, _conditions = split(name, BUNDLED)
        if [token.tags for token in tokens] == [(("actor", id_),)] and not tokens[0].concepts:
            named.append((id_, name))
    return random.Random(1).sample(named, len(named))


@pytest.mark.parametrize(("id_", "name"), few_and_many(actors()))
def test_an_absence_is_said_only_if_nothing_of_the_kind_is_on_record(id_, name):
    """Row 93: Nothing is said to be absent, of a name and what it signed, ratified, voted or
    wants, that the data has.
    """
    events = BUNDLED.dataset.events
    members = {*BUNDLED.vocabulary.actors[id_].members}
    for kind, is_on_record in KINDS.items():
        ids = {id_} | (members if "position" not in kind else set())
        said = RECORD.ask(kind.format(name)).answer
        if is_on_record(events, ids):
            assert said is None or said.verdict != "absent", kind
        elif BUNDLED.vocabulary.kind_of(id_) == "state":
            assert said, kind
            assert said.verdict == "absent", kind


@pytest.mark.parametrize(("lang", "line"), few_and_many(lines(MANY)))
def test_no_header_denies_a_statement_that_has_every_telling_word(lang, line):
    speak(lang)
    tokens, conditions = split(line, BUNDLED)
    telling = [token for token in tokens if token.telling]
    if not telling:
        return
    answer = answer_line(BUNDLED, tokens, conditions)
    terms = [term_of(token, BUNDLED.query_names, widened=True) for token in telling]
    groups = [list(statements(event)) for event in BUNDLED.dataset.events]
    groups += article_statements(report_status(BUNDLED.dataset, BUNDLED.today))
    has_all = any(
        all(any(term.find(group[0])) or any(term.find(each)) for term in terms)
        for group in groups for each in group
    )  # fmt: skip
    if has_all and not conditions:
        assert answer.header in ("", "Nearest:", "最接近的：")
    if has_all and not answer.denials:
        assert (answer.header, answer.is_complete) == ("", True)
