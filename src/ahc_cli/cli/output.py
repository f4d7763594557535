"""Writes answers, remarks and errors: bytes as they are, text in the encoding of the stream."""

import os
import sys
from collections.abc import Iterable, Sized
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from ahc_cli.answer import Format, Piece
from ahc_cli.ask.query import Contains, Is, Query
from ahc_cli.ask.question import Question
from ahc_cli.ask.reading import conditions as known_conditions
from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import is_terminal, page
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import FIELDS, called
from ahc_cli.model.records import Table
from ahc_cli.model.text import fold, inert, shorten
from ahc_cli.model.vocabulary import Tag, Vocabulary
from ahc_cli.model.words import CLAUSE, COMMA, label
from ahc_cli.write import write

if TYPE_CHECKING:
    from ahc_cli.answer import Answer

# The longest line of an error, which may quote a text of any length.
_MOST_CHARACTERS = 1000


def reply(options: Options, answer: "Answer", *remarks: str, missed: bool = False) -> int:
    """Write an answer, and at a terminal the remarks on it; return the exit code, 1 if a query `missed`."""
    write_answer(options, answer)
    if not options.quiet and is_terminal(sys.stderr) and is_terminal(sys.stdout):
        hidden, day = options.dataset.hidden, options.as_of_day
        lines = [_("; ").join(remarks)] if remarks else []
        if hidden:
            later = ngettext(
                "{n} later event is hidden: not yet known on {day}",
                "{n} later events are hidden: not yet known on {day}",
                hidden,
                day=day,
            )
            lines.append(later)
        write_error(*lines)
    return int(missed)


def reply_to(question: Question, options: Options, answer: "Answer", *remarks: str, found: bool) -> int:
    """Reply to a question; when its query matches nothing, a remark names what is near its words."""
    missed = not found and not question.is_everything
    conditions = [query for __, query in question.readings if isinstance(query, Is)]
    said, comma = [*remarks], COMMA[spoken()]
    vocabulary = question.dataset.vocabulary
    readings = [(text, query) for text, query in question.readings if not _is_obvious(text, query, vocabulary)]
    if conditions or any(_tags(query) for __, query in readings):
        said.append(reading((text, _written(text, query, vocabulary)) for text, query in readings))
    if found and any(query.field == "role" for query in conditions):
        said.append(_("'ahc count actor' with the same words counts the actors"))
    if any(query in (known_conditions()["ratification"], known_conditions()["signature"]) for query in conditions):
        actors = [id_ for __, query in question.readings for table, id_ in _tags(query) if table == "actor"]
        said += [_("'ahc show {id}' says how it stands to the convention", id=id_) for id_ in actors]
        said += [] if actors else [_("'ahc status' counts signatories and deposits")]
    if missed and (alone := question.alone()):
        counts = (
            ngettext("'{text}' alone matches {n} event", "'{text}' alone matches {n} events", n, text=text)
            for text, n in alone
        )
        said.insert(len(remarks), comma.join(counts))
    if missed and conditions:
        said.append(_("put a word in quotes to look for it as text"))
    if missed and not options.quiet and (near := question.near()):
        said.append(_("near: {names}", names=comma.join(near)))
    elif missed and (unknown := question.unknown()):
        said.append(_("the record does not mention {words}", words=quoted(unknown)))
    elif missed and len(question.terms) > 1:
        said.append(_("'ahc search' also shows what has only some of the words"))
    return reply(options, answer, *said, missed=missed)


def another_name(text: str, tags: Iterable[Tag], vocabulary: Vocabulary) -> bool:
    """Whether a name that was read as some entities is neither their id nor a name that answers show."""
    entities = [(table, id_) for table, id_ in tags if table != "instrument"]
    shown = {fold(name) for table, id_ in entities for name in (id_, *vocabulary.labels(table, id_))}
    return bool(shown) and fold(text) not in shown


def reading(meanings: Iterable[tuple[str, str]]) -> str:
    """Say how words were read."""
    written = (_("{text} as {meaning}", text=text, meaning=meaning) for text, meaning in meanings)
    return _("read {readings}", readings=CLAUSE[spoken()].join(written))


def named_tags(tags: Iterable[Tag], vocabulary: Vocabulary) -> str:
    """Name entities."""
    names = [vocabulary.label(table, id_, spoken()) for table, id_ in sorted(tags) if table != "instrument"]
    return COMMA[spoken()].join(names)


def _tags(query: Query) -> Iterable[Tag]:
    """Return the entities that a bare word was read as."""
    if not isinstance(query, Contains) or not query.terms[0].is_name:
        return ()
    return query.terms[0].tagged


def _is_obvious(text: str, query: Query, vocabulary: Vocabulary) -> bool:
    """Whether a word is a name, and the one that answers show."""
    tags = _tags(query)
    return bool(tags) and not another_name(text, tags, vocabulary)


def _called(table: Table | None, code: str, vocabulary: Vocabulary) -> str:
    """Name a value as a query takes it: by its code, in Chinese by its Chinese name."""
    if spoken() == "en":
        return code
    return vocabulary.label(table, code, "zh") if table else label(code, "zh")


def _written(text: str, query: Query, vocabulary: Vocabulary) -> str:
    """Write how a bare word was read."""
    read = known_conditions().get(fold(text), query)
    if not isinstance(read, Is):
        return named_tags(_tags(query), vocabulary) or _("text")
    codes = [
        code
        for value in read.values
        for code in (sorted(value) if isinstance(value, frozenset) else [getattr(value, "text", str(value))])
    ]
    table = FIELDS[read.field].table
    return f"{called(read.field)}:{','.join(_called(table, code, vocabulary) for code in codes)}"


def shown_of(shown: Sized, found: Sized, total: str) -> str:
    """Say how many things are shown: the total, or a part of it."""
    return total if len(shown) == len(found) else _("{shown} of {total}", shown=len(shown), total=total)


def quoted(words: Iterable[str]) -> str:
    """Write words after one another, each in quotes."""
    return COMMA[spoken()].join(_("'{word}'", word=word) for word in words)


def write_answer(options: Options, answer: "Answer") -> None:
    """Write an answer in the format given, else in the one that suits a terminal or a pipe; nothing with --quiet."""
    if options.quiet:
        return
    screen, chosen = options.screen, "json" if options.json else options.format
    name: Format = chosen or ("table" if screen.terminal else answer.piped)  # type: ignore[assignment]  # checked before
    if name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in write(answer, name, screen))
        return
    from ahc_cli.draw import draw

    drawn: Iterable[str] = draw(answer, screen)
    if screen.terminal and not options.no_pager:
        text = "".join(drawn)
        drawn = () if page(text) else (text,)
    write_output(drawn)


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
