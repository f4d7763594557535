"""`ahc list`, `filter`, `search` and `timeline`: events in date order, or the best matches first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import replace

from ahc_cli.answer.events import Events, Hits
from ahc_cli.ask.query import And, Is, Not, Query, conditions
from ahc_cli.ask.question import Question
from ahc_cli.cli.completion import query_words
from ahc_cli.cli.options import Options, QueryOptions, QueryWords, RowOptions, Where, argument
from ahc_cli.cli.output import reply, shown_of, write_error
from ahc_cli.errors import UsageError
from ahc_cli.messages import _, ngettext, quoted, spoken
from ahc_cli.model.fields import FIELDS, date_order, when
from ahc_cli.model.stems import asked, asks_for
from ahc_cli.model.words import COMMA

if TYPE_CHECKING:
    from ahc_cli.ask.search import Result

# What signatories and ratifiers take part in, as a query names it.
_ACTS = {"signatory": "signatories", "ratifier": "ratifications"}
# Of a search for names that finds no more events, it is said how many there are without one of them.
_SHORT = 5
# A search that finds fewer events points to the positions of those that it names.
_FEW = 3

Words = Annotated[list[str], argument("TEXT...", "Words, names and conditions.", query_words)]


def list_(options: QueryOptions, query: QueryWords = None) -> int:
    """List events in date order.

    With a query, list only matching events.

    \b
    Examples:
      ahc list
      ahc list kind:session --lang zh
      ahc list --since 2022 --until 2023-06 --json
    """
    return answer_events(_on_signing(options.ask(query)), options)


def filter_(options: QueryOptions, query: QueryWords = None) -> int:
    """List events that match a query.

    The exit status is 1 if no event matches.

    \b
    Examples:
      ahc filter place:vienna date:2022
      ahc filter actor:Human Rights Watch not kind:session
      ahc filter 'vote.yes:80.. or has:caveats' --json
    """
    question = _on_signing(options.ask(query))
    if question.is_everything:
        raise UsageError(_("filter needs a query, as in 'ahc filter place:vienna'; see 'ahc help query'"))
    return answer_events(question, options)


def _on_signing(question: Question) -> Question:
    """Limit a question who signed, or which countries ratified, to such events.

    UsageError for a question who did not, which is not on record.
    """
    plain = [each for each in question.typed if not (each.tags or each.words[0].quoted)]
    words = {each.bare for each in plain}
    doers = [each for each in plain if asks_for("states", [each.bare]) or each.bare in asked("who")]
    of_act = {act: [each for each in plain if asks_for(act, [each.bare])] for act in (*_ACTS, "refused", "negating")}
    acts = [each for readings in of_act.values() for each in readings]
    said = [each.query(question.context) for each in (*acts, *doers)]
    rest = [part for part in question.parts if part not in said and not (isinstance(part, Not) and part.part in said)]
    named = [act for act in _ACTS if of_act[act]]
    if not (doers and (named or of_act["refused"]) and all(map(_is_limit, rest)) and words.isdisjoint(asked("can"))):
        return question
    is_negated = len(rest) < len([part for part in question.parts if part not in said])
    if is_negated or of_act["refused"] or of_act["negating"]:
        from ahc_cli.ask.standing import no_list

        raise UsageError(no_list())
    if len(named) > 1:
        return question
    meant = conditions()[_ACTS[named[0]]]
    readings = [replace(each, condition=meant) if each in of_act[named[0]] else each for each in question.typed]
    return replace(question, query=And((*rest, meant)), typed=readings)


def _is_limit(part: Query) -> bool:
    """Whether a part of a query asks for a date or a name in a field, or for what is not of it."""
    of = part.part if isinstance(part, Not) else part
    return isinstance(of, Is) and FIELDS[of.field].type in ("date", "name")


def answer_events(question: Question, options: RowOptions) -> int:
    """Answer with the events that match; return the exit code."""
    if question.asks_for("first"):  # the word only says in which order
        words = [part for part in question.words if asks_for("first", [part.terms[0].typed])]
        question = question.without(words) or question
    found = sorted(question.events(), key=date_order)
    if not found and options.draws_again(question.dataset):
        from ahc_cli.cli.remarks import nearest

        if other := nearest(question):
            answer_events(other, options)
            return 1
    remarks = []
    if question.asks_for("latest"):
        found = [event for event in reversed(found) if when(event, options.today) != "upcoming"]
        remarks.append(_("latest first, without upcoming events"))
    if found and options.shows_remarks:
        from ahc_cli.cli.remarks import on_events

        remarks += on_events(question, found)
    if 0 < (scheduled := sum(event.status == "scheduled" for event in found)) < len(found):
        remarks.insert(0, ngettext("{n} of them scheduled", "{n} of them scheduled", scheduled))
    answer = Events(**options.event_rows(found))
    remarks.insert(0, shown_of(answer.records, found, ngettext("{n} event", "{n} events", len(found))))
    return reply(options, answer, *remarks, found=bool(found), question=question)


def search(options: QueryOptions, text: Words, where: Where = None) -> int:
    """Search all text and rank the matches.

    English and Chinese are searched together, and a name finds the same in either language. Words can be mixed with
    conditions such as kind:session. To keep a phrase together, put it in two kinds of quotes, as in the last example.

    \b
    Examples:
      ahc search surveillance
      ahc search US signed
      ahc search '"article 42"' kind:session
    """
    return answer_search(" ".join(text), options, where or "")


def answer_search(typed: str, options: RowOptions, where: str = "") -> int:
    """Answer with the passages that a search finds; return the exit code."""
    from ahc_cli.ask.find import SYMBOL
    from ahc_cli.ask.instead import suggestions, unclear
    from ahc_cli.ask.lead import lead
    from ahc_cli.ask.search import search as search_record

    drawn = options.format_for(Hits.formats) == "table" and options.screen.terminal
    dataset = options.dataset
    searched = search_record(dataset, typed, options.today, where, list(options.conditions()))
    sought = searched.missing if searched.instead else unclear(searched.readings, searched.missing, dataset.vocabulary)
    near = [] if searched.instead and drawn else suggestions(sought, dataset)
    remarks = [_("similar: {names}", names=COMMA[spoken()].join(near))] if near else []
    shown = options.event_rows([hit.event for hit in searched.hits])
    answer = Hits(
        **shown,
        passages=searched.passages,
        remarks=searched.remarks,
        lead=[*lead(searched.readings, dataset, options.today), *_scattered(searched)],
        partial=[hit.event for hit in searched.partial if len(shown["records"]) == len(searched.hits)],
        missing=_missing(searched, remarks),
    )
    if searched.begun:
        remarks.append(_("found only longer words that begin with {words}", words=quoted(searched.begun)))
    symbols = [each.text for each in searched.readings if SYMBOL.fullmatch(each.text) and not each.tags]
    remarks += [_("no document on record has the symbol '{symbol}'", symbol=symbol) for symbol in symbols]
    remarks += _pointers(searched, options)
    first, number = (answer.records, len(searched.hits)) if searched.hits else (searched.partial, searched.nearly)
    if searched.hits or (drawn and number > len(first)):
        remarks.insert(0, shown_of(first, range(number), ngettext("{n} event", "{n} events", number)))
    if not (searched.hits or options.quiet or (drawn and (answer.lead or searched.partial))):
        write_error(f"ahc: {_('; ').join((_why_nothing(typed, searched), *remarks))}")
        remarks = []
    return reply(options, answer, *remarks, found=bool(searched.hits))


def _pointers(searched: "Result", options: Options) -> list[str]:
    """Say what finds more, or answers better, as of the same day, and how names were read if something was found."""
    from ahc_cli.ask.instead import pointers
    from ahc_cli.cli.remarks import another_name, cards_of, named_tags, reading, see_also

    vocabulary, hits = options.dataset.vocabulary, searched.hits
    commands = pointers(searched.readings, options.dataset, missed=len(hits) < _FEW)
    dates = " ".join(each.text for each in searched.readings if each.is_date)
    if dates and not hits:
        commands.append(f"ahc list {dates}")
    telling = [each for each in searched.readings if not each.is_ignored]
    meant = [each for each in telling if each.condition or each.tags]
    if len(hits) < _FEW and any(each.condition and not each.is_date for each in meant):
        commands.append(f"ahc list {' '.join(each.text for each in meant)}")
    if len(telling) == 1 and [table for table, _id in telling[0].tags] == ["actor"] and hits:
        commands.append(f"ahc show {telling[0].tags[0][1]}")
    if len(hits) == 1 and not commands:
        commands.append(f"ahc show {hits[0].event.id}")
    word, number = searched.wider
    # Of names alone, a few events may be less than half of what is asked for.
    most = _SHORT if all(each.tags for each in telling) else _FEW - 1
    said = [_("without {words}: {n}", words=quoted([word]), n=number)] if word and len(hits) <= most else []
    said += see_also(commands, options.dataset)
    words = [each.bare for each in searched.readings if not each.tags]
    if asks_for("why", words):
        said.append(_("a reason is on record only where a source gives one"))
    if asks_for("who", words) and asks_for("voting", words):
        voted = [hit.event.id for hit in hits if hit.event.votes][:_FEW]
        best = f"ahc show {' '.join(voted)}" if voted else "ahc list has:votes"
        said += see_also([] if best in commands else [best], options.dataset)
    if not hits:
        return said + cards_of(searched.readings, options.dataset)
    named = [(each.text, named_tags(each, vocabulary)) for each in searched.readings if another_name(each, vocabulary)]
    return said + reading(named)


def _scattered(searched: "Result") -> list[str]:
    """Say that no hit has all words in one passage."""
    if not searched.hits or not all(hit.scattered for hit in searched.hits):
        return []
    told = ngettext(
        "No sentence has all the words; this event has them in several places:",
        "No sentence has all the words; these events have them in several places:",
        len(searched.hits),
    )
    return [told]


def _missing(searched: "Result", remarks: Sequence[str]) -> str:
    """Say why events with what was probably meant, or with only some of the words, are shown."""
    from ahc_cli.cli.remarks import instead_of

    if searched.instead:
        return instead_of(searched.missing, [searched.instead])
    if searched.hits:
        return _("these events lack one of the words:")
    said = _("no event contains all the words; these contain some of them:")
    missing, are_partial = quoted(searched.missing), any(hit.without for hit in searched.partial)
    if missing and are_partial:
        said = _("not found: {words}; these contain some of the other words:", words=missing)
    elif missing:
        said = _("not found: {words}; these contain the other words:", words=missing)
    return _("; ").join((*remarks, said))


def _why_nothing(typed: str, searched: "Result") -> str:
    """Say that nothing contains all words, and which of them nothing contains."""
    missing = searched.missing
    if not missing:
        return _("nothing found for '{text}': each word is found, but no event contains all of them", text=typed)
    words = quoted(missing)
    if searched.limited:
        return _(
            "nothing found for '{text}': no event that meets the conditions mentions {words}", text=typed, words=words
        )
    return _("nothing found for '{text}': the record does not mention {words}", text=typed, words=words)


def timeline(options: Options, query: QueryWords = None) -> int:
    """Draw events on a time axis.

    Meetings are drawn as bars, other events as marks. Each is labelled with its title, or with its id where the title
    does not fit. A date known only to the month or the year is drawn as the span in which it lies. -f svg writes an
    image.

    \b
    Examples:
      ahc timeline
      ahc timeline kind:session,consultation date:2022..2023
      ahc timeline place:vienna -f svg > vienna.svg
    """
    from ahc_cli.answer.timeline import Timeline

    question = _on_signing(options.ask(query))
    dataset, typed = question.dataset, " ".join(query or ())
    found = tuple(sorted(question.events(), key=date_order))
    # An array or NDJSON has no title and no edition of its own.
    answer = Timeline(found, typed, period=question.period)
    if dataset.whole:
        answer = replace(answer, title=dataset.title, edition=dataset.edition)
    total = ngettext("{n} event", "{n} events", len(found))
    return reply(options, answer, total, found=bool(found), question=question)
