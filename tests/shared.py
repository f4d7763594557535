"""What a program makes once and many tests share: the bundled dataset in memory, the index of names
of a dataset, the statements of its events, and the counts of its things; and what is left to the
slow tests.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from time import process_time
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings

from ahc_cli.answers import help as help_pages
from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.model import statements
from ahc_cli.model.records import Event, Listed
from ahc_cli.model.statements import Statement
from ahc_cli.query import names
from ahc_cli.query.names import NameIndex
from ahc_cli.show import examples

# The day on which tests ask the bundled dataset.
TODAY = date(2026, 12, 1)
bundled = cache(load.bundled)
_indexes = deque[NameIndex](maxlen=8)
# What `_seconds_of_fixed_work` takes on the machine on which the limits were set.
_FIXED_WORK = 0.15
# So many statements are kept; the bundled dataset has a few thousand.
_MAX_STATEMENTS = 20_000
_of_item = statements.of_item
_counts_of = examples._counts
_counts = deque[tuple[Dataset, Counter[tuple[str, str]]]](maxlen=8)
_statements: dict[tuple[int, str, int], Statement] = {}


def slow(*values: Any) -> list[Any]:
    """Leave some values of a parameter, or of several in a tuple, to the slow tests."""
    tuples = (value if isinstance(value, tuple) else (value,) for value in values)
    return [pytest.param(*given, marks=pytest.mark.slow) for given in tuples]


def sampled(values: Iterable[Any], every: int = 3) -> list[Any]:
    """Leave the values of a parameter to the slow tests, but for the first and then one of so many."""
    given = enumerate(values)
    return [slow(value)[0] if number % every else value for number, value in given]


def fewer_examples(test: Any) -> Any:
    """Give an expensive property ten examples while working, and as many as any other elsewhere."""
    is_default = settings.get_current_profile_name() == "default"
    return settings(max_examples=10)(test) if is_default else test


@contextmanager
def cpu_at_most(seconds: float) -> Iterator[None]:
    """Fail if what is done inside takes more seconds of CPU, or on a machine that is slow just now,
    as many times more as a fixed piece of work takes longer than it should.
    """
    began = process_time()
    yield
    used = process_time() - began
    if used >= seconds:
        slowness = max(1, _seconds_of_fixed_work() / _FIXED_WORK)
        assert used < seconds * slowness, f"{used:.2f} s of CPU on a machine {slowness:.2f} as slow"


def _seconds_of_fixed_work() -> float:
    began = process_time()
    for _ in range(5):
        sorted(str(number * 7919 % 100_003) for number in range(100_000))
    return process_time() - began


def shared_index(dataset: Dataset, full: Dataset | None = None) -> NameIndex:
    """Return the index of the same dataset if it was made lately, else a new one."""
    for index in _indexes:
        if (index.dataset, index.full) == (dataset, full):
            return index
    _indexes.append(NameIndex(dataset, full))
    return _indexes[-1]


def shared_counts(dataset: Dataset) -> Counter[tuple[str, str]]:
    """Return in how many events each thing of the same dataset is, counted once."""
    for counted, counts in _counts:
        if counted is dataset:
            return counts
    _counts.append((dataset, _counts_of(dataset)))
    return _counts[-1][1]


def shared_statement(event: Event, key: str, index: int, item: Listed) -> Statement:
    """Return the statement of an item of the same event if it was made before, else a new one."""
    place = (id(event), key, index)
    statement = _statements.get(place)
    if statement is None or statement.event is not event or statement.item is not item:
        if len(_statements) == _MAX_STATEMENTS:
            _statements.clear()
        statement = _statements[place] = _of_item(event, key, index, item)
    return statement


@contextmanager
def sharing() -> Iterator[None]:
    """Have what runs in this process share them."""
    with (
        patch.object(load, "bundled", bundled),
        patch.object(help_pages, "bundled", bundled),
        patch.object(names, "NameIndex", shared_index),
        patch.object(statements, "of_item", shared_statement),
        patch.object(examples, "_counts", shared_counts),
    ):
        yield
