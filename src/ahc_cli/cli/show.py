"""`ahc show` and `ahc status`: everything about events and names, and where the convention stands."""

from functools import partial
from typing import Annotated

from msgspec.structs import replace

from ahc_cli.ask.find import Finder
from ahc_cli.ask.standing import standing
from ahc_cli.cli.completion import everything
from ahc_cli.cli.options import Options, Texts, argument
from ahc_cli.cli.output import reply, write_answer, write_error
from ahc_cli.cli.terminal import can_encode
from ahc_cli.errors import AhcError
from ahc_cli.model.records import Event
from ahc_cli.out import Page
from ahc_cli.show.cards import Cards
from ahc_cli.show.status import front_page, status_page, status_record


def show(options: Options, ids: Annotated[list[str], argument(everything)]) -> int:
    """Show everything about an event, actor, topic, place or document."""
    full = options.full.in_memory()
    dataset = options.dataset if options.as_of_day else full
    finder = Finder(dataset, full)
    found = finder.find_all(ids)
    now = standing(dataset, options.today) if dataset.whole and dataset.vocabulary.instrument else None
    of_symbol = len(found) > 1 and finder.is_symbol(" ".join(ids))
    cards = Cards(tuple(dataset.events), dataset.vocabulary, now)
    # A calendar has only events.
    calendar = ("ics",) if all(isinstance(record, Event) for record in found) else ()
    answer = Page(
        records=[cards.json(record) for record in found],
        page=lambda screen: cards.page(found, screen, of_symbol=of_symbol),
        formats=("table", "json", "ndjson", "md", *calendar),
        vocabulary=dataset.vocabulary,
        edition=dataset.edition,
    )
    return reply(options, answer)


def front() -> int:
    """Show in a few lines where the convention stands, and what to try."""
    options, dataset, now = Options(), None, None
    try:
        dataset = options.dataset.in_memory()
        now = standing(dataset, options.today) if dataset.whole and dataset.vocabulary.instrument else None
    except AhcError as error:
        first, *more = error.args
        write_error(f"ahc: {first}", *more)
    chinese = can_encode("中")
    write_answer(options, Page(records=(), page=lambda screen: front_page(dataset, now, screen, chinese=chinese)))
    return 0


def status(options: Options, day: Annotated[Texts, argument()] = None) -> int:
    """Show where the convention stands, today or as of a day."""
    if day:
        options = replace(options, as_of=" ".join(day))
    now = standing(options.dataset, options.today)
    write_answer(options, Page(records=[status_record(now)], page=partial(status_page, now)))
    return 0
