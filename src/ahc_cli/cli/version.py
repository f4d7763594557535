"""`ahc --version`: the program, and the edition of its data."""

from ahc_cli import __version__
from ahc_cli.dataset import bundled


def version_line() -> str:
    """The version with the edition and size of the bundled dataset."""
    dataset = bundled()
    return f"ahc {__version__} (dataset {dataset.edition}, {len(tuple(dataset.events))} events, schema 1)"
