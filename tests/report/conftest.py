"""The bundled dataset, and what queries about it are read against."""

import pytest
from shared import TODAY, bundled

from ahc_cli.data.load import Dataset
from ahc_cli.query.context import Context


@pytest.fixture(scope="session")
def record() -> Dataset:
    return bundled()


@pytest.fixture(scope="session")
def context(record: Dataset) -> Context:
    return Context(record, TODAY)
