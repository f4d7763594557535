"""Pages as the commands make them of a dataset, and what is written of them."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from small import DOCUMENT, INSTRUMENT, TODAY, dataset_of, screen, to_json

from ahc_cli.data.load import Dataset
from ahc_cli.messages import Lang, speak
from ahc_cli.model.fields import COLUMNS, FIELDS
from ahc_cli.model.records import Event, Table
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.names import NameIndex
from ahc_cli.query.question import ask
from ahc_cli.render import Answer, Line, Screen, write
from ahc_cli.report.counts import tally, values_of
from ahc_cli.report.facts import FACTS, facts_of
from ahc_cli.report.positions import positions_of
from ahc_cli.report.states import roll_calls, states_of
from ahc_cli.report.status import report_status
from ahc_cli.show.cards import CardPages
from ahc_cli.show.columns import chosen_table
from ahc_cli.show.counts import COUNT_GETTERS, count_table
from ahc_cli.show.events import EVENT_FORMATS, EVENT_GETTERS, event_table, year_of
from ahc_cli.show.names import entries_with, entry_getters, entry_table
from ahc_cli.show.statements import items_page
from ahc_cli.show.states import state_getters, state_table

# Tables depend on the screen.
Made = Callable[[Screen], Answer]

ADDRESS = "https://un.org/a_(b)|c?d=<e>" + "x" * 80
_REPORT = DOCUMENT["sources"]["un-report"] | {"url": ADDRESS, "date": "2022-02"}
# The small dataset with an instrument, signatures, and an address that no window has room for.
FULL = dataset_of(to_json(DOCUMENT | {
    "instrument": INSTRUMENT,
    "sources": DOCUMENT["sources"] | {"un-report": _REPORT},
    "events": [*DOCUMENT["events"], {
        "id": "signed", "date": "2022-10-25", "kind": "signature", "title": {"en": "Signatures"},
        "actors": [
            {"actor": "belarus", "role": "signatory", "sources": ["daily"]},
            {"actor": "india", "role": "signatory", "sources": ["daily", "un-report"]},
            {"actor": "belarus", "role": "ratifier", "sources": ["repost"]},
        ],
    }],
}))  # fmt: skip


def written(answer: Answer | Made, form: str = "table", lang: Lang = "en", **given: Any) -> str:
    """Write an answer on a screen of 80 columns, or as given."""
    shown = screen(**given)
    speak(lang)
    made = answer(shown) if callable(answer) else answer
    pieces = [
        piece if isinstance(piece, str) else piece.decode() for piece in write(made, form, shown)
    ]
    speak("en")
    return "".join(pieces)


def page(*lines: Line) -> Answer:
    return Answer(records=(), page=lambda _screen: lines)


def listed(*events: Event, fields: str | None = None, vocabulary: Vocabulary | None = None) -> Made:
    names = FULL.vocabulary if vocabulary is None else vocabulary

    def made(shown: Screen) -> Answer:
        chosen = {name: EVENT_GETTERS[name] for name in (fields.split(",") if fields else COLUMNS)}
        table = event_table(names, shown) if fields is None else chosen_table(chosen, names)
        more = (
            {"json": lambda event: {key: of(event) for key, of in chosen.items()}}
            if fields
            else {"group": year_of}
        )
        return Answer(
            records=events,
            getters=chosen,
            vocabulary=names,
            table=table,
            formats=EVENT_FORMATS,
            edition=FULL.edition,
            **more,
        )

    return made


def positions(dataset: Dataset, query: str = "") -> Answer:
    rows, events = positions_of(ask(Context(dataset, TODAY), query).positions())
    return Answer(records=rows, page=lambda _screen: items_page(rows, events, dataset.vocabulary))


def facts(dataset: Dataset, query: str = "") -> Answer:
    rows, events = facts_of(ask(Context(dataset, TODAY), query, subject=FACTS))
    return Answer(records=rows, page=lambda _screen: items_page(rows, events, dataset.vocabulary))


def states(dataset: Dataset) -> Made:
    symbols = [vote.symbol for vote in roll_calls(dataset, TODAY)]
    return lambda shown: Answer(
        records=states_of(dataset, TODAY),
        getters=state_getters(symbols),
        vocabulary=dataset.vocabulary,
        table=state_table(symbols, shown),
    )


def counted(dataset: Dataset, name: str, query: str = "") -> Made:
    field, question = FIELDS[name], ask(Context(dataset, TODAY), query)
    tallies = tally(field, values_of(field, question), dataset.vocabulary)
    return lambda shown: Answer(
        records=tallies,
        getters=COUNT_GETTERS,
        vocabulary=dataset.vocabulary,
        table=count_table(tallies, (name, "events"), shown),
    )


def listed_entries(
    dataset: Dataset, table: Table, text: str = "", fields: str | None = None
) -> Made:
    found, known = (
        list(entries_with(text, table, ask(Context(dataset, TODAY), ""))),
        dataset.vocabulary,
    )
    shown = {
        name: value
        for name, value in entry_getters(table).items()
        if not fields or name in fields.split(",")
    }
    return lambda screen: Answer(
        records=found, getters=shown, vocabulary=known, table=entry_table(table, screen)
    )


def cards(dataset: Dataset, *ids: str) -> Answer:
    report = report_status(dataset, TODAY)
    made = CardPages(tuple(dataset.events), dataset.vocabulary, report)
    found = NameIndex(dataset.in_memory()).find_all(ids)
    return Answer(
        records=[made.json(record) for record in found],
        page=partial(made.page, found),
        vocabulary=dataset.vocabulary,
        edition=dataset.edition,
    )


def by_id(events: Iterable[Event]) -> dict[str, Event]:
    return {event.id: event for event in events}
