"""From the words of a command to a question, and from its answer to the output: what the commands share."""

import sys
from collections.abc import Iterable, Iterator, Sequence, Sized
from datetime import date
from typing import Annotated

import typer
from msgspec import Struct

from ahc_cli import query
from ahc_cli.cli import completion
from ahc_cli.cli.options import Asked, Rows, T, is_terminal
from ahc_cli.cli.output import remark, write
from ahc_cli.dataset import Dataset
from ahc_cli.errors import UsageError
from ahc_cli.fields import FIELDS, Entry, date_order, entries, order
from ahc_cli.matching import Substring, Word
from ahc_cli.models import Event, Lang
from ahc_cli.query import And, Context, Holds, Is, Or, Query
from ahc_cli.query import values as query_values
from ahc_cli.render import Answer, Column, check, columns, render
from ahc_cli.search import missing, suggestions
from ahc_cli.text import count_of
from ahc_cli.vocabulary import Vocabulary

QueryWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...", show_default=False, help="What to ask; 'ahc help query'.", autocompletion=completion.query
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "-w", "--where", metavar="QUERY", help="Only what this query holds of.", autocompletion=completion.query
    ),
]


class Typed(Struct, frozen=True):
    """Conditions given as options: each ANDed to the query, given again it is one more choice."""

    since: Annotated[list[str] | None, typer.Option(metavar="DATE", help="Still on, or later than this.")] = None
    until: Annotated[list[str] | None, typer.Option(metavar="DATE", help="Begun by the end of this.")] = None
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="session, letter, ...", autocompletion=completion.values("kind")),
    ] = None
    place: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="vienna, 纽约, ...", autocompletion=completion.values("place")),
    ] = None
    actor: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTOR", help="russia, EFF, RU, ...", autocompletion=completion.values("actor")),
    ] = None
    topic: Annotated[
        list[str] | None,
        typer.Option(metavar="TOPIC", help="safeguards, ...", autocompletion=completion.values("topic")),
    ] = None
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="STATUS", help="scheduled, ...", autocompletion=completion.values("status")),
    ] = None

    def conditions(self, context: Context) -> list[Query]:
        """Each option that was given, as a condition on its field."""
        found: list[Query] = []
        for name in self.__struct_fields__:
            given: list[str] = getattr(self, name) or []
            if given:
                found.append(Is(name, tuple(_option_value(name, text.strip(), context) for text in given)))
        return found


def _option_value(name: str, text: str, context: Context) -> query.Value:
    try:
        return query_values.read(FIELDS[name], text, context)
    except UsageError as error:
        first, *more = error.args
        raise UsageError(f"--{name}: {first}", *more) from None


class Question(Struct, frozen=True):
    """A dataset, and what is asked of it on a day."""

    dataset: Dataset
    query: Query
    today: date

    def events(self) -> Iterator[Event]:
        """The events that the query holds of."""
        return filter(query.of_events(self.query, self.today), self.dataset.events)

    def entries(self) -> Iterator[Entry]:
        """The entries of events that it holds of."""
        holds = query.of_entries(self.query, self.today)
        return (entry for event in self.dataset.events for entry in entries(event) if holds(entry))

    def missed(self, found: Sized) -> bool:
        """Whether nothing was found although something was asked for."""
        return not found and self.query != query.EVERYTHING

    def near(self) -> list[str]:
        """What may have been meant by the words of a query that finds nothing."""
        return near([Word(text) for text in _words(self.query)], self.dataset)[1]


def near(words: Sequence[Word], dataset: Dataset) -> tuple[list[Word], list[str]]:
    """The words that are nowhere, and what may have been meant by them.

    Of NDJSON, which is gone by then, only names are known.
    """
    known = dataset.events if isinstance(dataset.events, tuple) else ()
    lost = missing(words, known)
    return lost, suggestions(lost, known, dataset.vocabulary)


def _words(asking: Query) -> Iterator[str]:
    """The words of a query that are looked for as text."""
    match asking:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Holds(terms):
            yield from (term.needles[0] for term in terms if isinstance(term, Substring))


def question(asked: Asked, words: Iterable[str] | None, typed: Typed = Typed()) -> Question:  # noqa: B008 - frozen
    """What the words of a command line ask for together with the conditions typed as options; of none, everything.

    UsageError, with the place, for a query that cannot be read.
    """
    dataset = asked.dataset()
    context = asked.context(dataset)
    text = " ".join(words or ()).strip()
    parts = ([query.parse(text, context)] if text else []) + typed.conditions(context)
    return Question(dataset, parts[0] if len(parts) == 1 else And(tuple(parts)), asked.today)


def narrowed(dataset: Dataset, where: str | None, asked: Asked) -> Iterable[Event]:
    """The events that a `--where` holds of; all of them without one. UsageError as for `question`."""
    if where is None:
        return dataset.events
    holds = query.of_events(query.parse(where, asked.context(dataset)), asked.today)
    return filter(holds, dataset.events)


def answer_events(asked: Asked, rows: Rows, words: Sequence[str] | None, typed: Typed, *, required: bool) -> int:
    """List the events that a query holds of, in date order; 1 if a query finds nothing."""
    check(asked.format_name, "events")
    shown = columns.of_events(rows.fields)
    sort = order(columns.chosen(rows.sort, columns.SORTABLE)[0]) if rows.sort else date_order
    asking = question(asked, words, typed)
    if required and asking.query == query.EVERYTHING:
        raise UsageError("filter needs a condition, as in 'ahc filter place:vienna'; 'ahc help query' tells more")
    found = sorted(asking.events(), key=sort)
    answer = event_answer(rows, found, shown, asking.dataset)
    return report(asked, answer, asking, found, "event")


def event_answer(
    rows: Rows, found: list[Event], shown: tuple[Column, ...], dataset: Dataset, detail: str | None = None
) -> Answer:
    """Events as an answer: drawn as a list of events, with `detail` as what was searched for, or as rows of fields."""
    return Answer(
        "events",
        rows.cut(found),
        shown,
        dataset.vocabulary,
        chosen=rows.fields is not None,
        draw="event_list" if rows.fields is None else "rows",
        detail=detail,
        edition=dataset.edition,
    )


def arranged(rows: Rows, found: list[T], known: tuple[Column, ...], lang: Lang) -> list[T]:
    """Records in the order of the column asked for, cut as asked; without one in their own order."""
    if rows.sort:
        (by,) = columns.pick(known, rows.sort)
        found = sorted(found, key=columns.order(by, lang))
    return rows.cut(found)


def row_answer(
    rows: Rows, found: list[T], known: tuple[Column, ...], vocabulary: Vocabulary, draw: str = "rows"
) -> Answer:
    """Records as an answer: drawn their own way, or as rows of the columns named."""
    return Answer(
        "rows",
        found,
        columns.pick(known, rows.fields),
        vocabulary,
        draw=draw if rows.fields is None else "rows",
        chosen=rows.fields is not None,
    )


def report(asked: Asked, answer: Answer, asking: Question, found: Sized, noun: str) -> int:
    """Write the answer to a question; say beside it how much it is, or what may have been meant."""
    nothing = asking.missed(found)
    near = asking.near() if nothing and not asked.quiet else ()
    said = count_of(len(answer.records), noun) + (f"; near: {', '.join(near)}" if near else "")
    return tell(asked, answer, said, nothing=nothing)


def tell(asked: Asked, answer: Answer, said: str = "", *, nothing: bool = False) -> int:
    """Write an answer, say a word beside it to a person, and give the exit status: 1 for nothing found."""
    if not asked.quiet:
        write(render(answer, asked.format_name, asked.screen))
        if is_terminal(sys.stderr) and is_terminal(sys.stdout):
            later = count_of(len(asked.withheld), "later event")
            hidden = f"{later} not shown: not known as of {asked.as_of_day}" if asked.withheld else ""
            remark(*filter(None, (said, hidden)))
    return int(nothing)
