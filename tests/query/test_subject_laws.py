"""Laws that hold for queries about each subject of the record, in either language.

Conditions are written in English and in Chinese, each as a pair that means the same.
"""

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest
from shared import TODAY
from shared import bundled as bundled_dataset

from ahc_cli.messages import speak
from ahc_cli.model.fields import FIELDS
from ahc_cli.model.labels import heading, label
from ahc_cli.model.statements import entries
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import parse
from ahc_cli.query.predicates import predicate
from ahc_cli.query.question import ask
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.items import FACT_KEYS, item_of
from ahc_cli.report.states import STATES, roll_calls, states_asked

# How many pairs of queries about each subject in the fast tests, and in the slow ones: 1,000 in all.
FEW, MANY = 2, {"events": 120, "entries": 120, "states": 70, "facts": 30}
Pair = tuple[str, str]

DAYS = [("2024", "2024年"), ("2022-03", "2022年3月"), ("2025-10-25", "2025年10月25日"), ("2019..2021", "2019年..2021年")]  # fmt: skip
NUMBERS = {"vote.no": "30..", "states": "..150", "article": "14..42"}
WORDS = {
    "events": [("china", "中国"), ("hanoi", "河内"), ("2023", "2023年"), ("letters", "信函"), ("safeguards", "safeguards")],
    "states": [("signed", "已签署"), ("not signed", "未签署"), ("non-signatory", "未签署国"), ("russia", "俄罗斯"), ("eu", "欧盟"), ("2025", "2025年"), ("who ratified", "批准")],
}  # fmt: skip


@pytest.fixture(scope="module")
def context():
    return Context(bundled_dataset(), TODAY)


def pairs_of(name, fields, context) -> Iterator[Pair]:
    """Yield conditions on a field in both languages."""
    field, chinese = fields[name], heading(name, lang="zh")
    for choice in field.choices:
        yield f"{name}:{choice}", f"{chinese}:{label(choice, lang='zh')}"
    if field.table and field.table != "source":
        for id_, record in context.vocabulary.table(field.table).items():
            yield f"{name}:{id_}", f'{chinese}:"{record.name.zh or id_}"'
    if name in NUMBERS:
        yield f"{name}:{NUMBERS[name]}", f"{chinese}:{NUMBERS[name]}"
    if name in ("date", "since", "until", "within", "year", "month", "signed", "ratified"):
        yield from ((f"{name}:{english}", f"{chinese}:{day}") for english, day in DAYS)
    if fields is STATES.fields and name.startswith("voted."):
        for vote in roll_calls(context.dataset, TODAY):
            yield f"{name}:{vote.symbol}", f"{chinese}:{vote.event}"


def conditions(fields, words, context) -> list[list[Pair]]:
    """Return the conditions on each field, so that each field is drawn as often as another."""
    by_field = [list(pairs_of(name, fields, context)) for name in fields]
    return [words, *filter(None, by_field)]


def queries(by_field, random) -> Iterator[Pair]:
    """Yield random queries, each of up to three conditions."""
    while True:
        english, chinese = random.choice(random.choice(by_field))
        for _more in range(random.randrange(3)):
            other = random.choice(random.choice(by_field))
            between = random.choice((") (", ") or (", ") not ("))
            english, chinese = f"({english}{between}{other[0]})", f"({chinese}{between}{other[1]})"
        yield english, chinese


def found_events(text, context):
    matches = predicate(parse(text, context)[0], context)
    return {event.id for event in filter(matches, context.dataset.events)}


def found_entries(text, context):
    matches = predicate(parse(text, context)[0], context, of_entries=True)
    all_entries = (entry for event in context.dataset.events for entry in entries(event))
    return {number for number, entry in enumerate(all_entries) if matches(entry)}


def found_states(text, context):
    return {row.id for row in states_asked(ask(context, text, subject=STATES))}


def found_facts(text, context):
    # Caveats are among them only where the query names what the facts are of.
    statements, _number = facts_of(ask(context, f"of:fact,article,caveat ({text})", subject=FACTS))
    facts = [item_of(statement, FACT_KEYS) for statement in statements]
    return {(fact.of, fact.id, fact.text) for fact in facts}


SUBJECTS = {
    "events": (FIELDS, WORDS["events"], found_events),
    "entries": (FIELDS, WORDS["events"], found_entries),
    "states": (STATES.fields, WORDS["states"], found_states),
    "facts": (FACTS.fields, WORDS["events"], found_facts),
}


def check_laws(name, number, random, context):
    """Check that random queries about a subject keep the laws."""
    fields, words, found = SUBJECTS[name]
    made = queries(conditions(fields, words, context), random)
    for (one, in_chinese), (other, _chinese) in islice(zip(made, made, strict=False), number):
        of_one, of_other = found(one, context), found(other, context)
        assert found(f"({one}) ({other})", context) == of_one & of_other, (one, other)
        assert found(f"({one}) or ({other})", context) == of_one | of_other, (one, other)
        assert found(f"not not ({one})", context) == of_one, one
        assert not found(f"not ({one})", context) & of_one, one
        speak("zh")
        assert found(in_chinese, context) == of_one, (one, in_chinese)
        speak("en")


@pytest.mark.parametrize("name", SUBJECTS)
def test_narrowing_never_widens_and_both_languages_find_the_same(context, name):
    check_laws(name, FEW, Random(name), context)


@pytest.mark.slow
@pytest.mark.parametrize("name", SUBJECTS)
def test_the_same_holds_for_hundreds_of_pairs_of_queries(context, name):
    check_laws(name, MANY[name], Random(f"many {name}"), context)
