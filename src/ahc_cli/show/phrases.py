"""The one way to write an event, a statement, a citation and a value, which answers share."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

from ahc_cli.messages import _, spoken
from ahc_cli.model.labels import (
    MARKS,
    aside_of,
    bracketed,
    date_in_full,
    label,
    side_counts,
)
from ahc_cli.model.records import (
    Appearance,
    Attendance,
    Caveat,
    Confidence,
    Document,
    Event,
    Fact,
    Listed,
    Plan,
    Position,
    Table,
    Text,
    Vote,
)
from ahc_cli.model.statements import Statement
from ahc_cli.model.text import WORD_BREAK, WORD_JOINER, width
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.render import Line, Screen, Span, Spans, Style, cell
from ahc_cli.report.items import Item
from ahc_cli.report.sentences import item_text, value_name

# How many of several sources are named where that is enough; JSON has all.
_FEW = 2
# A list of names that takes so many cells is short.
_SHORT = 32
# A date may be broken between two days that have a year each, and in the midst of a window.
_BETWEEN_DAYS = re.compile(r"(?<=\d\d\d\d – )|(?<=至)(?=\d{4}年|.*之间)|(?=and )")


def unbroken(content: str) -> str:
    """Keep words on one line."""
    return WORD_JOINER.join(content)


def spoken_text(text: Text | None) -> str:
    """Return a text in the reader's language; no text is nothing."""
    return text.lang() if text else ""


def text_line(
    text: str,
    style: Style = "",
    kind: Literal["text", "title", "heading"] = "text",
    *,
    hang: int = 0,
) -> Line:
    """Write a line of one text in one style."""
    return Line((Span(text, style),), kind, hang=hang)


def date_words(written: str) -> str:
    """Keep each day of a written date on one line."""
    words = ""
    for day in _BETWEEN_DAYS.split(written):
        words += unbroken(day.rstrip())
        words += " " if day.endswith(" ") else WORD_BREAK
    return words


def date_span(event: Event) -> Span:
    """Write the date of an event, in the style of what is past or planned."""
    words = date_words(date_in_full(event.date))
    return Span(words, "planned" if event.status == "scheduled" else "")


def title_spans(event: Event, style: Style = "") -> Spans:
    """Write the title of an event with what matches marked.

    The mark of its status stays with its first letter.
    """
    mark = ""
    if event.status in MARKS:
        mark = unbroken(f"{MARKS[event.status]} ") + WORD_JOINER
    title = highlighted(spoken_text(event.title), event, f"title.{spoken()}", style)
    return Span(mark, style), *title, Span(aside_of(event), style)


def counts_span(event: Event) -> Span:
    """Write the counts of the votes of an event in brackets."""
    votes = []
    for vote in event.votes:
        numbers = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain}
        if None in numbers.values():
            continue
        counts = _(", ").join(map(unbroken, side_counts(numbers)))
        if vote.amendment:
            counts = _("amendment {counts}", counts=counts)
        votes.append(counts)
    return Span(bracketed(_("; ").join(votes)), "faint")


def place_span(event: Event, vocabulary: Vocabulary) -> Span:
    """Write the place of an event, if it has one, behind something else."""
    if not event.place:
        return Span("")
    return Span(f"  {unbroken(vocabulary.label('place', event.place))}", "faint")


def event_line(id_: str, events: Mapping[str, Event], style: Style = "") -> Spans:
    """Name an event by its date, id and title; one that is not among the events by its id."""
    event = events.get(id_)
    if event is None:
        return (Span(id_, "id"),)
    return *date_and_id(event), Span("  "), *title_spans(event, style)


def date_and_id(event: Event) -> Spans:
    """Write the date and the id of an event, which stand together wherever both are shown."""
    return date_span(event), Span("  "), Span(event.id, "id")


def highlighted(content: str, event: Event | None, path: str, style: Style = "") -> Spans:
    """Write what is at a path of an event, with what matches marked."""
    if event is None or not event.matches:
        return (Span(content, style),)
    spans: list[Span] = []
    written = 0
    for match in sorted(event.matches, key=lambda match: (match.start or 0, match.end or 0)):
        start, end = match.start or 0, match.end or 0
        if match.field == path and written <= start < end:
            spans += [Span(content[written:start], style), Span(content[start:end], "match")]
            written = end
    return *spans, Span(content[written:], style)


def item_spans(
    item: Listed | Item,
    vocabulary: Vocabulary,
    *behind: Span,
    marked_text: Spans = (),
    lead: Collection[str] = (),
    under_stance: bool = False,
) -> Spans:
    """Write an item, how sure it is, and what stands `behind` it.

    The text of the item may be given with what matches marked. Of those who hold a position, the
    ones that `lead` come first, and many others are counted. Under a heading that names the stance,
    it is not named again. How sure a position is stands with the stance, in brackets; the topic
    comes last, because "support · Surveillance" would be read as a sentence.
    """
    match item:
        case Position() | Item(stance=str()):
            text = marked_text or (Span(item.text.lang()),)
            head = _position_head(item, vocabulary, lead, under_stance=under_stance)
            topic = vocabulary.label("topic", item.topic or "")
            return *head, *text, Span(f" · {topic}" if topic else "", "faint"), *behind
        case Fact() | Caveat() if marked_text:
            spans = marked_text
        case _:
            spans = (Span(_item_words(item, vocabulary)),)
    if isinstance(item, Appearance | Document | Caveat | Plan):
        return *spans, *behind
    return *spans, _with_dot(_grade(item.sources, item.confidence or "")), *behind


def _grade(sources: Sequence[str], sure: Confidence | Literal[""]) -> Span:
    """Say how sure an item of some sources is, or that it has none."""
    return Span(label(sure), sure) if sources else Span(_("no source"), "weak")


def _item_words(item: Listed | Item, vocabulary: Vocabulary) -> str:
    match item:
        case Appearance() | Attendance():
            return spoken_text(item_text(item, vocabulary))
        case Document():
            return "  ".join(filter(None, (item.symbol, spoken_text(item.title))))
        case Plan():
            return _(
                "{day}: {date}, {status}, {title}",
                day=date_in_full(item.as_of.isoformat()),
                date=date_in_full(item.date),
                status=label(item.status),
                title=item.title.lang(),
            )
        case Vote():
            return _vote_words(item)
        case _:
            return spoken_text(item.text)


def _vote_words(vote: Vote) -> str:
    counts = []
    for side in ("yes", "no", "abstain"):
        count = getattr(vote, side)
        if count is not None:
            counts.append(_("{n} {side}", n=count, side=label(side)))
    result = vote.motion.lang() + _(": ") + label(vote.result)
    return result + bracketed(_(", ").join(counts))


def _position_head(
    position: Position | Item,
    vocabulary: Vocabulary,
    lead: Collection[str],
    *,
    under_stance: bool,
) -> Spans:
    """Name who holds a position, and what it is: a noun, because "Iran opposes: no such clause"
    would be read as the reverse.
    """
    names = _holders(position.actors, vocabulary, lead)
    stance = "" if under_stance else label(str(position.stance), "stances")
    grade = _grade(position.sources, position.confidence or "")
    aside = bracketed(" · ".join(filter(None, (stance, grade.text))))
    blank = " " * (aside.startswith(" ") and bool(names))
    colon = _(": ") if names or aside else ""
    return (
        Span(names, "heading"),
        Span(blank + unbroken(aside.strip()), grade.style),
        Span(colon),
    )


def _holders(actors: Sequence[str], vocabulary: Vocabulary, lead: Collection[str]) -> str:
    first = [id_ for id_ in actors if id_ in lead]
    others = [id_ for id_ in actors if id_ not in lead]
    if first and len(others) > _FEW:
        names = names_in_full(vocabulary, "actor", first)
        return _("{names} and {n} others", names=names, n=len(others))
    return names_in_full(vocabulary, "actor", first + others)


def few_words(names: Sequence[str]) -> str:
    """Join names, each on one line; of some that take more, the first and the number of others."""
    words = _(", ").join(map(unbroken, names))
    if not names[1:] or width(words) <= _SHORT:
        return words
    return _("{name} and {n} more", name=unbroken(names[0]), n=len(names) - 1)


def names_in_full(vocabulary: Vocabulary, table: Table, ids: Iterable[str]) -> str:
    """Name the ids of a table, each on one line."""
    return _(", ").join(unbroken(vocabulary.label(table, id_)) for id_ in ids)


def sure_spans(sure: Confidence | None, *behind: Span) -> Spans:
    """Write how sure a statement is, and what stands `behind` that."""
    return _with_dot(Span(label(sure or ""), sure or "")), *behind


def _with_dot(grade: Span) -> Span:
    """Write a grade behind a sentence, the last word of which stays with it."""
    return Span(unbroken(f" · {grade.text}") if grade.text else "", grade.style)


def sure_words(sure: Confidence | None) -> str:
    """Say how sure a statement is, behind a sentence."""
    return f" · {label(sure)}" if sure else ""


def with_sure_words(text: str) -> str:
    """Keep what a sentence says of how sure it is on the line of the word before."""
    for sure in get_args(Confidence):
        words = sure_words(sure)
        text = text.replace(words, unbroken(words))
    return text


def citation(sources: Sequence[str], *, in_short: bool = False) -> Span:
    """Cite sources by their ids, as in ` [un-report, daily]`; in short of many only the first."""
    if not sources:
        return Span("")
    shown = list(sources)
    if in_short and len(shown) > _FEW:
        shown[_FEW:] = "…"
    return Span(f" [{', '.join(shown)}]", "faint", cites=sources)


def source_spans(id_: str, vocabulary: Vocabulary, screen: Screen) -> Spans:
    """Write a source, and its address where links are not drawn."""
    source = vocabulary.sources.get(id_)
    if source is None:
        return (Span(id_, "id"),)
    title, address = source.publisher + _(": ") + source.title, ""
    if source.date:
        title = _("{title}, {date}", title=title, date=date_in_full(source.date))
    weight = bracketed(label(source.weight))
    is_linked = screen.terminal and screen.color
    if source.url and not is_linked:
        address = f"\n{source.url}"
    return (
        Span(title, "", source.url or ""),
        Span(weight, "weak" if source.weight == "weak" else "faint"),
        Span(" "),
        Span(id_, "id"),
        Span(address, "faint"),
    )


def statement_spans(statement: Statement, vocabulary: Vocabulary) -> Spans:
    """Write a statement of an event, with what matches marked, and how sure it is."""
    item, path = statement.item, statement.path
    if item:
        path += ".text"
    text = highlighted(spoken_text(statement.text), statement.event, f"{path}.{spoken()}")
    if item is None:
        return text
    return item_spans(item, vocabulary, citation(item.sources, in_short=True), marked_text=text)


def value_words(name: str, value: Any, vocabulary: Vocabulary) -> str:
    """Write the value of a key in words, items on a line each."""
    if isinstance(value, list | tuple):
        parts = [value_words(name, item, vocabulary) for item in value]
        if any(isinstance(item, Listed) for item in value):
            return "• " + "\n• ".join(parts)
        return _(", ").join(parts)
    if isinstance(value, Listed):
        return "".join(span.text for span in item_spans(value, vocabulary))
    if isinstance(value, dict):
        return _(", ").join(_dated_names(value, vocabulary))
    if isinstance(value, str):
        return value_name(name, value, vocabulary)
    return cell(value)


def _dated_names(days: Mapping[str, date], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the names of actors, each with its day in brackets."""
    for id_, day in days.items():
        name = vocabulary.label("actor", id_)
        yield name + bracketed(date_in_full(day.isoformat()))
