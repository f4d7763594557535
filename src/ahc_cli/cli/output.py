"""Writes answers, remarks and errors: bytes as they are, text in the encoding of the stream."""

import os
import re
import sys
from collections.abc import Iterable, Sequence, Sized
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from ahc_cli.answer import Piece
from ahc_cli.ask.query import Query
from ahc_cli.ask.question import Question
from ahc_cli.ask.reading import Reading, cut_run
from ahc_cli.ask.reading import conditions as known_conditions
from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import is_terminal, page
from ahc_cli.messages import _, ngettext, quoted, spoken
from ahc_cli.model.fields import FIELDS, called
from ahc_cli.model.records import Table
from ahc_cli.model.text import fold, inert, shorten
from ahc_cli.model.vocabulary import Vocabulary, entity_tags
from ahc_cli.model.words import CLAUSE, COMMA, date_in_full, label
from ahc_cli.write import write

if TYPE_CHECKING:
    from ahc_cli.answer import Answer

# The longest line of an error, which may quote a text of any length.
_MOST_CHARACTERS = 1000


def reply(options: Options, answer: "Answer", *remarks: str, missed: bool = False) -> int:
    """Write an answer, and at a terminal the remarks on it; return the exit code, 1 if a query `missed`."""
    lines = [_("; ").join(remarks)] if remarks else []
    if hidden := options.dataset.hidden:
        later = ngettext(
            "{n} later event is hidden: not yet known on {day}",
            "{n} later events are hidden: not yet known on {day}",
            hidden,
            day=options.as_of_day,
        )
        lines.append(later)
    shows = not options.quiet and is_terminal(sys.stderr) and is_terminal(sys.stdout)
    write_answer(options, answer, lines if shows else ())
    return int(missed)


def reply_to(question: Question, options: Options, answer: "Answer", *remarks: str, found: bool) -> int:
    """Reply to a question; remarks say how words were read and, when nothing matches, what is near or matches alone."""
    missed = not found and not question.is_everything
    said, vocabulary = [*remarks], question.dataset.vocabulary
    conditions = [each.condition for each in question.readings if each.condition and not each.is_date]
    unclear = [each for each in question.readings if not _is_obvious(each, vocabulary)]
    if missed and (alone := question.alone()):
        counts = (
            ngettext("'{text}' alone matches {n} event", "'{text}' alone matches {n} events", n, text=text)
            for text, n in alone
        )
        said.append(CLAUSE[spoken()].join(counts))
    if any(each.tags or each.condition for each in unclear):
        said.append(reading((each.text, _meaning(each, vocabulary)) for each in unclear))
    is_relative = any(each.is_date and not re.search(r"\d{4}", each.text) for each in question.readings)
    if is_relative and isinstance(question.dataset.events, tuple):
        from ahc_cli.ask.standing import newest_source

        if newest := newest_source(question.dataset.events, vocabulary, options.today):
            said.append(_("the newest source is dated {day}", day=date_in_full(newest.isoformat(), spoken())))
    if found and any(query.field == "role" for query in conditions):
        said.append(_("to count the actors, use 'ahc count actor' with the same query"))
    if any(query in (known_conditions()["ratification"], known_conditions()["signature"]) for query in conditions):
        said += cards_of(question.readings, vocabulary) or [
            _("'ahc status' shows the numbers of signatories and ratifications")
        ]
    if missed:
        said += _why_nothing(question, conditions, quiet=options.quiet)
    return reply(options, answer, *said, missed=missed)


def _why_nothing(question: Question, conditions: Sequence[Query], *, quiet: bool) -> list[str]:
    """Say what would be found instead of a query that matches nothing."""
    said = [] if conditions else cards_of(question.readings, question.dataset.vocabulary)
    if conditions:
        said.append(_("put a word in quotes to look for it as text"))
    if not quiet and (near := question.near()):
        return [*said, _("similar: {names}", names=COMMA[spoken()].join(near))]
    texts = [each for each in question.readings if not each.tags and not each.condition]
    if any(len(list(cut_run(word, question.context))) > 1 for each in texts for word in each.words):
        return [*said, _("'ahc search' also finds parts of these words")]
    if unknown := question.unknown():
        return [*said, _("the record does not mention {words}", words=quoted(unknown))]
    if len(question.terms) > 1:
        return [*said, _("'ahc search' also shows events with only some of the words")]
    return said


def cards_of(readings: Iterable[Reading], vocabulary: Vocabulary) -> list[str]:
    """Point to the cards of states, which show whether they have signed or ratified the convention."""
    actors = [id_ for each in readings for table, id_ in each.tags if table == "actor"]
    states = [id_ for id_ in actors if vocabulary.actors[id_].kind in ("state", "regional")]
    return [_("'ahc show {id}' shows whether it has signed or ratified the convention", id=id_) for id_ in states]


def another_name(each: Reading, vocabulary: Vocabulary) -> bool:
    """Whether a name that was read as some entities is neither their id nor a name that answers show."""
    shown = {fold(name) for table, id_ in entity_tags(each.tags) for name in (id_, *vocabulary.labels(table, id_))}
    return bool(shown) and fold(each.text) not in shown


def reading(meanings: Iterable[tuple[str, str]]) -> str:
    """Say how words were read."""
    written = (_("{text} as {meaning}", text=text, meaning=meaning) for text, meaning in meanings)
    return _("understood {readings}", readings=CLAUSE[spoken()].join(written))


def named_tags(each: Reading, vocabulary: Vocabulary) -> str:
    """Name the entities of a reading."""
    return COMMA[spoken()].join(vocabulary.label(table, id_, spoken()) for table, id_ in entity_tags(sorted(each.tags)))


def _is_obvious(each: Reading, vocabulary: Vocabulary) -> bool:
    """Whether words are a date with its year, or a name as answers show it."""
    is_place = any(table == "place" for table, _id in each.tags)
    is_name = bool(each.tags) and not is_place and not another_name(each, vocabulary)
    is_id = each.names_event and each.text in {id_ for _table, id_ in each.tags}
    return is_id or (is_name and not each.names_event) or (each.is_date and re.search(r"\d{4}", each.text) is not None)


def _meaning(each: Reading, vocabulary: Vocabulary) -> str:
    """Say how words were read."""
    if each.tags and all(table == "place" for table, _id in each.tags):
        return _condition("place", [_called("place", id_, vocabulary) for _table, id_ in each.tags])
    if each.names_event:
        return ",".join(id_ for _table, id_ in each.tags)
    if each.tags:
        return named_tags(each, vocabulary)
    if each.condition is None:
        return _("text")
    condition = known_conditions().get(fold(each.text), each.condition)
    codes = [
        code
        for value in condition.values
        for code in (sorted(value) if isinstance(value, frozenset) else [getattr(value, "text", str(value))])
    ]
    return _condition(condition.field, [_called(FIELDS[condition.field].table, code, vocabulary) for code in codes])


def _condition(field: str, values: Iterable[str]) -> str:
    """Write a condition as a query takes it."""
    colon, comma = ("：", "、") if spoken() == "zh" else (":", ",")
    return called(field) + colon + comma.join(values)


def _called(table: Table | None, code: str, vocabulary: Vocabulary) -> str:
    """Name a value as a query takes it: by its code, in Chinese by its Chinese name."""
    if spoken() == "en":
        return code
    return vocabulary.label(table, code, "zh") if table else label(code, "zh")


def shown_of(shown: Sized, found: Sized, total: str) -> str:
    """Say how many things are shown: the total, or a part of it."""
    return total if len(shown) == len(found) else _("{shown} of {total}", shown=len(shown), total=total)


def write_answer(options: Options, answer: "Answer", remarks: Sequence[str] = ()) -> None:
    """Write an answer in its format; nothing with --quiet.

    Remarks come after it, and in a pager, whose first screen they belong to, also before it.
    """
    if options.quiet:
        return
    screen, name = options.screen, options.format_for(answer.piped)
    if name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in write(answer, name, screen))
        write_error(*remarks)
        return
    from ahc_cli.draw import draw

    drawn: Iterable[str] = draw(answer, screen)
    if screen.terminal and not options.no_pager:
        text = "".join(drawn)
        drawn = () if page(text, above="".join(f"{inert(line)}\n" for line in remarks)) else (text,)
    write_output(drawn)
    write_error(*remarks)


def write_output(pieces: Iterable[Piece]) -> None:
    """Write pieces to standard output."""
    out = sys.stdout
    for piece in pieces:
        out.buffer.write(piece if isinstance(piece, bytes) else piece.encode(out.encoding, "replace"))
    out.buffer.flush()


def write_error(*lines: str) -> None:
    """Write lines to standard error, if it is open, with everything a terminal would act upon escaped."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.writelines(f"{inert(shorten(line, _MOST_CHARACTERS))}\n" for line in lines)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Discard what is still unwritten, so that the interpreter does not fail on it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
