"""`ahc show` and `ahc status`: everything about events and names, and where the convention stands."""

from typing import Annotated

from msgspec.structs import replace

from ahc_cli.answer.card import Cards
from ahc_cli.answer.reports import Status
from ahc_cli.ask.find import Finder
from ahc_cli.ask.lead import is_about_standing
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import day_named, read
from ahc_cli.ask.standing import standing
from ahc_cli.ask.terms import plain_word
from ahc_cli.cli import completion
from ahc_cli.cli.options import Options, Texts, argument, clock_day
from ahc_cli.cli.output import reply, write_answer
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, spoken
from ahc_cli.model.dates import looks_like_date
from ahc_cli.model.words import date_in_full


def show(
    options: Options,
    ids: Annotated[list[str], argument("ID...", "An id, symbol, name or the start of an id.", completion.everything)],
) -> int:
    """Show everything about an event, actor, topic, place or document.

    Sources, the convention and its articles can be shown too; a document symbol shows its event. The first words of an
    id are enough if no other id starts with them.

    \b
    Examples:
      ahc show session-4
      ahc show china
      ahc show A/RES/74/247
    """
    full, day = options.full.in_memory(), options.as_of_day
    dataset = options.dataset if day else full
    finder = Finder(dataset)
    found = finder.find_all(ids, Finder(full) if day else None, day)
    of_symbol = len(found) > 1 and len(found) == len(finder.with_symbol(" ".join(ids)))
    now = standing(dataset, options.today) if dataset.whole and dataset.vocabulary.instrument else None
    answer = Cards(found, tuple(dataset.events), dataset.vocabulary, dataset.edition, now, of_symbol)
    return reply(options, answer)


def status(options: Options, day: Annotated[Texts, argument("[DATE]", "Same as --as-of DATE.")] = None) -> int:
    """Show where the convention stands, today or as of a day.

    Every figure has its sources. Ratifications deposited with the UN, national approvals and reported totals are listed
    separately.

    \b
    Examples:
      ahc status
      ahc status 2023-05
      ahc status --json
    """
    if day:
        text = " ".join(day)
        context = context_of(options.dataset, options.today)
        readings = read(list(map(plain_word, day)), context, cut="always")
        others = [each for each in readings if not (each.is_date or each.is_ignored)]
        is_about_it = not others or is_about_standing(readings, context.vocabulary)
        if is_about_it and (dates := [each.text for each in readings if each.is_date]):
            options = replace(options, as_of=day_named(readings) or (dates[0] if len(dates) == 1 else text))
        elif looks_like_date(text):
            options = replace(options, as_of=text)
        elif not is_about_it:
            command = "show" if options.dataset.whole and Finder(options.dataset).named(text) else "search"
            raise UsageError(_("'{text}' is not a date; try 'ahc {command} {text}'", text=text, command=command))
    said: list[str] = []
    if options.shows_remarks and options.today > clock_day():
        last = date_in_full(options.dataset.edition.isoformat(), spoken())
        said = [_("that day is still to come; the record ends on {day}", day=last)]
    write_answer(options, Status(standing(options.dataset, options.today)), said)
    return 0
