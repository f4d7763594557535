"""The whole document of a dataset, as it stands or as it was known on a day."""

from collections.abc import Iterator
from itertools import chain
from typing import cast

from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.model.records import references
from ahc_cli.model.vocabulary import Article, Collection, Instrument


def document_of(dataset: Dataset) -> Collection:
    """Return the document from which a dataset can be read again.

    As of a day it has what was known then, and the sources of that.
    """
    # The vocabulary of a whole dataset is its document.
    document = cast("Collection", dataset.vocabulary)
    events, instrument = tuple(dataset.events), _instrument(dataset)
    document = replace(document, events=events, instrument=instrument)
    if dataset.day is None:
        return document
    cited = {id_ for target, id_, _path in references(document) if target == "source"}
    sources = {id_: source for id_, source in document.sources.items() if id_ in cited}
    return replace(document, sources=sources, as_of=dataset.day, note=None)


def _instrument(dataset: Dataset) -> Instrument | None:
    """Return what was known of the instrument: before it was adopted, what it is called."""
    instrument, day = dataset.vocabulary.instrument, dataset.day
    if instrument is None or day is None:
        return instrument
    happened = {event.id for event in dataset.events if event.status == "happened"}
    if instrument.adopted in happened:
        opened = instrument.opened if instrument.opened in happened else None
        reported = tuple(total for total in instrument.reported if total.as_of <= day)
        return replace(instrument, opened=opened, reported=reported)
    return Instrument(
        name=instrument.name,
        short=instrument.short,
        aliases=instrument.aliases,
        articles=tuple(_negotiated(instrument, dataset)),
    )


def _negotiated(instrument: Instrument, dataset: Dataset) -> Iterator[Article]:
    """Yield the articles that events refer to, with no more than their numbers and titles."""
    referred = chain(*map(references, dataset.events))
    numbers = {id_ for target, id_, _path in referred if target == "article"}
    for article in instrument.articles:
        if str(article.number) in numbers:
            yield Article(number=article.number, title=article.title, sources=article.sources)
