"""`ahc actors`, `topics`, `places` and `sources`: the vocabularies, with counts."""

from collections.abc import Callable
from typing import Annotated, get_args

from ahc_cli.answer.names import CitedSource, Names, Sources, names_with, sources_named_in, sources_with
from ahc_cli.ask.find import SYMBOL, Finder
from ahc_cli.ask.passages import sources_at
from ahc_cli.ask.question import context_of
from ahc_cli.ask.reading import read
from ahc_cli.ask.search import search
from ahc_cli.ask.terms import plain_word
from ahc_cli.cli.options import RowOptions, Texts, Where, argument
from ahc_cli.cli.output import reply, shown_of
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.dates import parse, read_date
from ahc_cli.model.records import Table, Weight
from ahc_cli.model.stems import asks_for
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import EVERYDAY, names
from ahc_cli.model.words import COMMA, label

# How many passages that a search finds the sources are shown of.
_MOST_PASSAGES = 5
# What can be asked for the sources of.
_ITEMS = ("votes", "positions", "attendance", "documents")

Text = Annotated[Texts, argument("[TEXT]", "Only entries whose id or name contains TEXT.")]


def _command(table: Table, total: Callable[[int], str], *examples: str) -> Callable[..., int]:
    """Return the command that lists a table, with the given examples besides the plain command in its help."""

    def command(options: RowOptions, text: Text = None) -> int:
        found = names_with(" ".join(text or ()), table, options.dataset)
        # In a table by name; in other formats by id, so that the order does not depend on the language.
        in_table = options.format_for(Names.formats) == "table"
        found.sort(key=lambda name: fold(name.name.lang(spoken())) if in_table else name.id)
        columns = tuple(each for each in Names.all_columns if table == "actor" or each.name not in ("short", "kind"))
        answer = Names(**options.rows(found, columns))
        remarks = [shown_of(answer.records, found, total(len(found)))]
        if len(found) == 1:
            remarks.append(_("see also '{command}'", command=f"ahc show {found[0].id}"))
        elif not found:
            remarks.append(_("try 'ahc search {text}'", text=" ".join(text or ())))
        elif text and any(text):
            remarks.append(_("searched ids, names and aliases"))
        return reply(options, answer, *remarks, found=bool(found))

    lines = [f"  ahc {table}s {example}".rstrip() for example in ("", *examples)]
    about = f"List {table}s and their aliases.\n\nThe count is the number of events with each of them."
    command.__doc__ = "\n".join((about, "\n\b\nExamples:", *lines))
    return command


actors = _command("actor", lambda n: ngettext("{n} actor", "{n} actors", n), "watch", "俄罗斯 --json")
topics = _command("topic", lambda n: ngettext("{n} topic", "{n} topics", n), "offences", "保障 --json")
places = _command("place", lambda n: ngettext("{n} place", "{n} places", n), "york", "--json")


def sources(options: RowOptions, text: Text = None, where: Where = None) -> int:
    """List sources with their addresses.

    The count is the number of events that cite the source; with -w, only matching events are counted. If TEXT names an
    event, or no source contains it, TEXT is used as a query, as with -w; a word such as votes then limits the list to
    the sources of the votes. If TEXT is a date, the sources of that date are listed.

    \b
    Examples:
      ahc sources unodc
      ahc sources -w session-4 -f csv
      ahc sources votes 74/247
    """
    typed, every = " ".join(text or ()), options.ask([where] if where else None)
    if SYMBOL.fullmatch(typed) and options.dataset.whole:
        Finder(options.dataset).find_all([typed])  # an error that names the nearest, if the record does not have it
    found, in_table = sources_with(typed, every), options.format_for(Sources.formats) == "table"
    remark = _("searched ids, publishers and titles; 'ahc sources -w QUERY' lists what matching events cite")
    is_guess = False
    if typed and where is None and not options.dataset.is_stream:
        found, remark = _cited(typed, found, options) or (found, remark)
        is_guess = not found and in_table
        found, remark = _guessed(typed, options) if is_guess else (found, remark)
    if in_table and (typed or where):
        found.sort(key=lambda source: get_args(Weight).index(source.weight))
    answer = Sources(**options.rows(found, Sources.all_columns))
    remarks = [shown_of(answer.records, found, ngettext("{n} source", "{n} sources", len(found)))]
    if typed and found:
        remarks.append(remark)
    return reply(options, answer, *remarks, found=bool(found) and not is_guess)


def _cited(typed: str, found: list[CitedSource], options: RowOptions) -> tuple[list[CitedSource], str] | None:
    """Return what is of the date that a text is, or what the events cite that it names or, if none was `found`, finds.

    Nearly all titles are English, and people name what they want the sources of. None for what is no query.
    """
    period, every = read_date(typed, options.today), options.ask(None)
    if period and (dated := [e for e in sources_with("", every) if e.date and parse(e.date).overlaps(period)]):
        return dated, _("dated {day}", day=typed)
    context = context_of(options.dataset, options.today)
    words = [plain_word(word) for word in typed.split()]
    readings, pieces = read(words, context), read(words, context, cut="always")
    is_event = any(each.names_event for each in readings) and fold(typed) not in (source.id for source in found)
    if found and not is_event:
        return None
    instrument = options.dataset.vocabulary.instrument
    texts = [each for each in pieces if asks_for("text", [each.bare])]
    its = [each for each in pieces if each.bare in EVERYDAY]
    is_its_text = texts and its and all(each.is_ignored or each in texts or each in its for each in pieces)
    if instrument and (fold(typed) in map(fold, names(instrument)) or is_its_text):
        of_it = [each for each in sources_with("", every) if each.id in instrument.sources]
        return of_it, _("cited for the convention itself")
    asked = [(each, [key for key in _ITEMS if not each.tags and asks_for(key, [each.bare])]) for each in readings]
    items = [key for key in _ITEMS if any(key in keys for _each, keys in asked)]
    telling = [each.text for each, keys in asked if not keys and not each.is_ignored]
    query = " ".join(telling) or typed
    try:
        question = options.ask([query])
    except UsageError:
        return None
    if items and (of_items := sources_with("", question, items)):
        of = COMMA[spoken()].join(label(key, spoken()) for key in items)
        return of_items, _("cited for the {items} of events that match '{text}'", items=of, text=query)
    said = [_("cited by events that match '{text}'", text=query)]
    if options.shows_remarks and len(matching := list(question.events())) == 1:
        from ahc_cli.cli.remarks import see_also

        said += see_also([f"ahc show {matching[0].id}"], options.dataset)
    return sources_with("", question), _("; ").join(said)


def _guessed(typed: str, options: RowOptions) -> tuple[list[CitedSource], str]:
    """Return the sources of the publishers that a text names, or of the passages that a search for it finds first."""
    every, context = options.ask(None), context_of(options.dataset, options.today)
    if named := sources_named_in(typed, every):
        return named, _("from the publishers named")
    readings = read([plain_word(word) for word in typed.split()], context, cut="always")
    sought = " ".join(each.text for each in readings if not asks_for("sources", [each.bare]))
    try:
        hits = search(options.dataset, sought, options.today).hits[:_MOST_PASSAGES]
    except UsageError:
        hits = ()
    ids = {source for hit in hits for source in sources_at(hit.event, hit.passage)}
    found = [each for each in sources_with("", every) if each.id in ids]
    return found, _("cited by the passages that a search for '{text}' finds first", text=sought)
