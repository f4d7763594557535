"""What a program makes once and many tests share: the bundled dataset in memory, and the index of
names of a dataset.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from unittest.mock import patch

from ahc_cli.data import load
from ahc_cli.data.load import Dataset
from ahc_cli.query import names
from ahc_cli.query.names import NameIndex

# The day on which tests ask the bundled dataset.
TODAY = date(2026, 12, 1)
bundled = cache(load.bundled)
_indexes = deque[NameIndex](maxlen=8)


def shared_index(dataset: Dataset, full: Dataset | None = None) -> NameIndex:
    """Return the index of the same dataset if it was made lately, else a new one."""
    for index in _indexes:
        if (index.dataset, index.full) == (dataset, full):
            return index
    _indexes.append(NameIndex(dataset, full))
    return _indexes[-1]


@contextmanager
def sharing() -> Iterator[None]:
    """Have what runs in this process share them."""
    with patch.object(load, "bundled", bundled), patch.object(names, "NameIndex", shared_index):
        yield
