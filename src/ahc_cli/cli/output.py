"""Writes answers, remarks and errors: bytes as they are, text in the encoding of the stream."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence, Sized
from contextlib import suppress
from itertools import pairwise
from typing import TextIO

from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import is_terminal, page, width
from ahc_cli.errors import NotFoundError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import bracketed, date_in_full
from ahc_cli.model.text import breaks, fold, inert, shorten
from ahc_cli.model.vocabulary import names, nearest
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question
from ahc_cli.render import Answer, Piece, write


def reply(
    options: Options,
    answer: Answer,
    found: Sized,
    total: str = "",
    *remarks: str,
    question: Question | None = None,
) -> int:
    """Write an answer, and at a terminal a remark on it; return the exit code, 1 if nothing was
    found.

    The remark says how many records are shown of the `total`, how the words of a question were
    read, why nothing matches and what is hidden. For everything, the code is 0. NotFoundError if a
    view finds nothing.
    """
    is_empty = not found and not (question and question.is_everything)
    if is_empty and options.view:
        raise NotFoundError(total)
    said: list[str] = []
    if at_terminal() and not options.quiet:
        if total and len(answer.records) < len(found):
            total = _("{shown} of {total}", shown=len(answer.records), total=total)
        said = [
            total,
            *remarks,
            *(_on_words(question, found=bool(found)) if question and question.tokens else ()),
        ]
        if hidden := options.dataset.hidden:
            day = date_in_full(str(options.as_of_day), spoken())
            said += [
                ngettext(
                    "{n} event not yet known on {day}",
                    "{n} events not yet known on {day}",
                    hidden,
                    day=day,
                )
            ]
    write_answer(options, answer, _("; ").join(filter(None, said)))
    return int(is_empty)


def at_terminal() -> bool:
    """Whether both streams are terminals, so that a remark on an answer is read with it."""
    return is_terminal(sys.stderr) and is_terminal(sys.stdout)


def _on_words(question: Question, *, found: bool) -> Iterator[str]:
    """Say how words were read where that is not obvious and, if nothing matches, which of them no
    event has.
    """
    from ahc_cli.query.line import is_list

    vocabulary, lang = question.dataset.vocabulary, spoken()
    for token in question.tokens:
        meaning, known = "", [token.text]
        if token.period:
            meaning, known = date_in_full(token.period.text, lang), [token.period.text]
        for table, id_ in token.tags[:1]:
            if table in ("actor", "topic", "place"):
                meaning, known = (
                    vocabulary.label(table, id_, lang),
                    [id_, *names(vocabulary.table(table)[id_])],
                )
        if meaning and fold(token.text) not in map(fold, (meaning, *known)):
            yield _("{word} is {meaning}", word=token.text, meaning=meaning)
    if not found:
        if unknown := question.unknown():
            near = nearest_names(unknown, question.context)
            yield _("the record does not mention {words}", words=_(", ").join(near))
        if not is_list(question.tokens):  # a search for conditions lists the same
            yield _("try 'ahc search {text}'", text=question.text)


def write_answer(options: Options, answer: Answer, remark: str = "") -> None:
    """Write an answer in its format, and below it a remark; nothing with --quiet."""
    screen, name = options.screen, options.format_for(answer.formats)
    if options.quiet:
        return
    if options.view:
        announce(options, options.view)
    pieces: Iterable[Piece] = write(answer, name, screen)
    if name == "table" and screen.terminal and not options.no_pager:
        text = "".join(map(str, pieces))
        pieces = () if page(text) else (text,)
    # Machine formats are UTF-8 whatever the locale.
    write_output(
        piece.encode() if name != "table" and isinstance(piece, str) else piece for piece in pieces
    )
    write_error(*filter(None, [remark]))


def write_output(pieces: Iterable[Piece]) -> None:
    """Write pieces to standard output, which may take only a part of one at a time where Python
    does not buffer it.
    """
    out = sys.stdout
    for piece in pieces:
        left = memoryview(
            piece if isinstance(piece, bytes) else piece.encode(out.encoding, "replace")
        )
        while left:
            left = left[out.buffer.write(left) :]
    out.buffer.flush()


def write_error(*lines: str) -> None:
    """Write inert lines to standard error, if it is open; at a terminal they are wrapped."""
    if sys.stderr is None:
        return
    most = width(sys.stderr) if is_terminal(sys.stderr) else sys.maxsize
    texts = [
        inert(shorten(line, 1000)) for line in lines
    ]  # an error may quote a text of any length
    parts = (
        text[start:end]
        for text in texts
        for start, end in pairwise((0, *breaks(text, most), len(text)))
    )
    try:
        sys.stderr.write("".join(f"{part.rstrip()}\n" for part in parts))
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def announce(options: Options, command: Sequence[str]) -> None:
    """Name at a terminal the command that answers a line, with the quotes that a shell needs."""
    if at_terminal() and not options.quiet:
        typed = " ".join(f"'{word}'" if " " in word else word for word in command)
        write_error(_("running: {command}", command=f"ahc {typed}"))


def nearest_names(words: Collection[str], context: Context) -> list[str]:
    """Return each word in quotes, with the nearest names and words in brackets unless it is a name
    itself.
    """
    from ahc_cli.query.lexicon import lexicon

    known = {*context.query_names.spellings(), *lexicon().concepts} - {*map(fold, words)}
    near = {
        word: " ".join(f"{name}?" for name in nearest(word, known))
        if not context.query_names.lookup(word)
        else ""
        for word in words
    }
    return [_("'{word}'", word=word) + bracketed(found, spoken()) for word, found in near.items()]


def abandon(stream: TextIO) -> None:
    """Discard what is still unwritten, so that the interpreter does not fail on it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
