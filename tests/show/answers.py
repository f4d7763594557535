"""Pages as the commands make them of a dataset, and what is written of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace
from small import DOCUMENT, INSTRUMENT, TODAY, dataset_of, dataset_with, screen, to_json

from ahc_cli.answers import COMMANDS, answer, arranged
from ahc_cli.answers.events import event_answer
from ahc_cli.data.load import Dataset
from ahc_cli.messages import Lang, speak
from ahc_cli.model.records import Event, Table
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.context import Context
from ahc_cli.query.request import Request
from ahc_cli.render import Answer, Line, Screen, write

# What makes an answer, in the reader's language of that time.
Made = Callable[[], Answer]

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


def written(made: Answer | Made, form: str = "table", lang: Lang = "en", **given: Any) -> str:
    """Write an answer, or what makes one, on a screen of 80 columns or as given."""
    shown = screen(**given)
    speak(lang)
    pieces = write(made() if callable(made) else made, form, shown)
    text = "".join(piece if isinstance(piece, str) else piece.decode() for piece in pieces)
    speak("en")
    return text


def asked(dataset: Dataset, command: str, *words: str, **options: Any) -> Made:
    """Return what answers a command, when it is written, in the language of that time."""
    request = Request(command, words, **options)
    return lambda: answer(request, Context(dataset.in_memory(), TODAY))


def paged(
    page: Callable[[Screen], Iterable[Line]], records: Sequence[Any] = (), **given: Any
) -> Answer:
    """Return an answer with a page that looks at the screen alone."""
    return Answer(records=records, page=lambda _answer, shown: page(shown), **given)


def page(*lines: Line) -> Answer:
    return paged(lambda _screen: lines)


def listed(*events: Event, fields: str | None = None, vocabulary: Vocabulary | None = None) -> Made:
    names = FULL.vocabulary if vocabulary is None else vocabulary
    dataset = replace(dataset_with(*events, vocabulary=names), edition=FULL.edition)
    request = Request("list", fields=fields)

    def made() -> Answer:
        rows = event_answer(request, events, formats=COMMANDS["list"].formats)
        return replace(arranged(rows, request, Context(dataset, TODAY)), name=None)

    return made


def positions(dataset: Dataset, query: str = "") -> Made:
    return asked(dataset, "positions", query)


def facts(dataset: Dataset, query: str = "") -> Made:
    return asked(dataset, "facts", query)


def states(dataset: Dataset) -> Made:
    return asked(dataset, "states")


def counted(dataset: Dataset, name: str, query: str = "") -> Made:
    return asked(dataset, "count", name, query)


def listed_entries(
    dataset: Dataset, table: Table, text: str = "", fields: str | None = None
) -> Made:
    return asked(dataset, f"{table}s", text, fields=fields)


def cards(dataset: Dataset, *ids: str, **options: Any) -> Made:
    return asked(dataset, "show", *ids, **options)


def by_id(events: Iterable[Event]) -> dict[str, Event]:
    return {event.id: event for event in events}
