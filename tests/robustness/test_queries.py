"""Queries: another condition never finds more, whatever it is, and wherever it is asked."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations
from random import Random

import pytest
from shared import TODAY, bundled

from ahc_cli.answers.counts import count_asked
from ahc_cli.model.fields import FIELDS, Field
from ahc_cli.model.statements import BALLOTS, Statement
from ahc_cli.query.context import Context
from ahc_cli.query.question import ask
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.items import FACT_KEYS, item_of
from ahc_cli.report.states import STATES, states_asked

Found = Counter[object]
# How many pairs of conditions each command is asked for: 3,000 in all, and in the fast tests.
MANY = {"list": 300, "count": 300, "positions": 200, "states": 120, "facts": 80}
FEW = 3

# Bare names, by their sort: of one sort they are alternatives, as `ahc help query` says.
BARE = {
    "place": ("hanoi", "纽约"),
    "kind": ("letters", "会议"),
    "date": ("2023", "May 2022", "2019年"),
    "actor": ("china", "俄罗斯", "EFF"),
    "topic": ("safeguards", "extradition"),
    "event": ("session-4", "First session", "signing-hanoi", "74/247"),
}
# What the fields of states that events have, too, are asked for.
OF_STATES = {"id": "china", "iso3": "CHN"} | {
    f"voted.{side}": "74/247" for side in BALLOTS.values()
}
# Words, quoted and bracketed ones, and others with signs.
SIGNED = (
    "data", "数据", "scheduled", "opposes", '"human rights"', '"topics"', '"china"', '"2023"', '"session-4"', "「公约」",
    "(data)", "(china)", "(session-4)", "(2023)", "(china or russia)", "not hanoi", "not (2022)", "not not data",
)  # fmt: skip
STATE_NAMES = ("china", "俄罗斯", "eu", "african group")
STATE_DATES = ("2025", "Oct 2025", "2026年")
STATE_WORDS = (
    "signed", "ratified", "not signed", "未签署", "not (2025)", "(eu)", "(china or japan)", "not china", "(not ratified)",
)  # fmt: skip
TYPED = {
    "id": "session-4", "series": "session", "doc": "74/247", "title": "draft", "text": "data", "name": "an", "article": "14..42", "states": "..150",
    "vote.yes": "50..", "vote.no": "30..", "vote.abstain": "..40", "voted.no": "japan", "place": "hanoi", "topic": "safeguards", "source": "eff-timeline", "group": "eu",
    "signed": "2025", "ratified": "2026", "approved": "2025..", "month": "2022-05", "actor": "russia", "body": "ahc",
}  # fmt: skip


@cache
def context() -> Context:
    return Context(bundled(), TODAY)


def found_events(text: str) -> Found:
    return Counter(event.id for event in ask(context(), text).events())


def counted(text: str) -> Found:
    tallies = count_asked(f"kind {text}", context()).tallies
    return Counter({tally.value: tally.count for tally in tallies})


def found_positions(text: str) -> Found:
    def key(statement: Statement) -> object:
        return statement.event.id if statement.event else "", statement.index, statement.actors

    return Counter(map(key, ask(context(), text).positions()))


def found_states(text: str) -> Found:
    return Counter(row.id for row in states_asked(ask(context(), text, subject=STATES)))


def found_facts(text: str) -> Found:
    # Without the sorts of facts caveats are left out.
    typed = f"of:fact,article,caveat {text}"
    statements, _number = facts_of(ask(context(), typed, subject=FACTS))
    return Counter((item_of(each, FACT_KEYS).id, each.text) for each in statements)


# Each command with its fields and what finds its answer.
COMMANDS: dict[str, tuple[Mapping[str, Field], Callable[[str], Found]]] = {
    "list": (FIELDS, found_events),
    "count": (FIELDS, counted),
    "positions": (FIELDS, found_positions),
    "states": (STATES.fields, found_states),
    "facts": (FACTS.fields, found_facts),
}


def atoms(command: str) -> Iterator[tuple[str, str]]:
    """Yield every kind of condition that a command takes; of bare names also the sort."""
    fields, _found = COMMANDS[command]
    typed = TYPED | OF_STATES if command == "states" else TYPED
    for name, field in fields.items():
        values = field.choices or (typed.get(name, "russia" if field.table else "2022"),)
        for value in values:
            if value not in BALLOTS:  # the roles in roll calls are for entries alone
                yield f"{name}:{value}", ""
    if command == "states":
        yield from ((word, "") for word in STATE_WORDS)
        yield from ((name, "name") for name in STATE_NAMES)
        yield from ((date, "date") for date in STATE_DATES)
        return
    yield from ((word, "") for word in SIGNED)
    for sort, names in BARE.items():
        yield from ((name, sort) for name in names)


def pairs(command: str, number: int, seed: str) -> list[tuple[str, str]]:
    """Return random pairs of conditions that are no alternatives of each other."""
    every = list(atoms(command))
    possible = []
    for (one, sort), (other, other_sort) in combinations(every, 2):
        if sort == "" or sort != other_sort:
            possible.append((one, other))
    return Random(seed).sample(possible, number)


def assert_narrows(command: str, number: int, seed: str) -> None:
    _fields, found = COMMANDS[command]
    found = cache(found)
    for one, other in pairs(command, number, seed):
        limits = [found(one), found(other)]
        for text in (f"{one} and {other}", f"{other} {one}", f"({one}) ({other})"):
            assert all(found(text) <= limit for limit in limits), text


@pytest.mark.parametrize("command", COMMANDS)
def test_another_condition_never_finds_more(command: str) -> None:
    """Row 78: Another condition never finds more, in lists, counts, positions, states and facts:
    none on any field, no bare name of another sort, and no quoted, bracketed or negated word.
    """
    assert_narrows(command, FEW, command)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_holds_for_a_thousand_queries(command: str) -> None:
    """Row 78: This holds for 1,000 random queries."""
    assert_narrows(command, MANY[command], f"many {command}")


def test_a_quoted_name_of_a_field_is_counted_as_a_text() -> None:
    """Row 78: `count '"topics"'` counts the events with that text."""
    asked = count_asked('"topics"', context())
    assert asked.field is None
    assert [tally.count for tally in asked.tallies] == [found_events('"topics"').total()]
