"""Writes answers, remarks and errors: bytes as they are, text in the encoding of the stream."""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence, Sized
from contextlib import suppress
from itertools import pairwise
from typing import TextIO

from ahc_cli.ask.query import Context
from ahc_cli.ask.question import Question
from ahc_cli.cli.options import Options
from ahc_cli.cli.terminal import is_terminal, page, width
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.text import breaks, fold, inert, shorten
from ahc_cli.model.vocabulary import names, nearest
from ahc_cli.model.words import COMMA, bracketed, date_in_full
from ahc_cli.out import Answer, Piece, write

# The longest line of an error, which may quote a text of any length.
_MOST_CHARACTERS = 1000


def reply(
    options: Options,
    answer: Answer,
    total: str = "",
    *remarks: str,
    found: Sized | None = None,
    question: Question | None = None,
) -> int:
    """Write an answer, and at a terminal the remarks on it; return the exit code, 1 if nothing was found.

    The first remark is how many records are shown of the `total`. Of a question, further ones say how its words were
    read and why nothing matches; for everything, the code is 0.
    """
    lines: list[str] = []
    if options.shows_remarks:
        if total and found is not None and len(answer.records) < len(found):
            total = _("{shown} of {total}", shown=len(answer.records), total=total)
        read = _on_words(question, found=bool(found)) if question and question.tokens else ()
        lines.append(_("; ").join(filter(None, (total, *remarks, *read))))
    if lines and (hidden := options.dataset.hidden):
        later = ngettext(
            "{n} later event is hidden: not yet known on {day}",
            "{n} later events are hidden: not yet known on {day}",
            hidden,
            day=options.as_of_day,
        )
        lines.append(later)
    write_answer(options, answer, [line for line in lines if line])
    return int(found is not None and not found and not (question and question.is_everything))


def _on_words(question: Question, *, found: bool) -> Iterator[str]:
    """Say how words were read where that is not obvious and, if nothing matches, which of them no event has."""
    from ahc_cli.ask.views import is_list

    vocabulary, lang = question.dataset.vocabulary, spoken()
    for token in question.tokens:
        if token.period and token.text not in (token.period.text, said := date_in_full(token.period.text, lang)):
            yield _("{word} is {meaning}", word=token.text, meaning=said)
        for table, id_ in token.tags:
            if table in ("actor", "topic", "place"):
                record = vocabulary.table(table)[id_]
                if fold(token.text) not in (id_, *map(fold, names(record))):
                    yield _("{word} is {meaning}", word=token.text, meaning=vocabulary.label(table, id_, lang))
    dates = [token.text for token in question.tokens if token.period]
    if len(dates) > 1:
        yield _("either of {dates}; for all between write {first}..{last}",
                dates=COMMA[lang].join(dates), first=dates[0], last=dates[-1])  # fmt: skip
    if not found:
        read = [(token.text, value) for token in question.tokens if (value := token.value)]
        yield from (_("{word} is {meaning}", word=word, meaning=value) for word, value in read)
        if unknown := question.unknown():
            near = nearest_names(unknown, question.context)
            yield _("the record does not mention {words}", words=_(", ").join(near))
        if not is_list(question.tokens):  # a search for conditions lists the same
            yield _("try 'ahc search {text}'", text=question.text)


def write_answer(options: Options, answer: Answer, remarks: Sequence[str] = ()) -> None:
    """Write an answer in its format; nothing with --quiet.

    Remarks come after it, and in a pager, whose first screen they belong to, also before it.
    """
    screen, name = options.screen, options.format_for(answer.formats)
    if options.quiet:
        return
    if name == "table":
        drawn: Iterable[Piece] = write(answer, name, screen)
        if screen.terminal and not options.no_pager:
            text = "".join(map(str, drawn))
            drawn = () if page(text, above=_wrapped(remarks, width())) else (text,)
        write_output(drawn)
    else:
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in write(answer, name, screen))
    write_error(*remarks)


def write_output(pieces: Iterable[Piece]) -> None:
    """Write pieces to standard output, which may take only a part of one at a time where Python does not buffer it."""
    out = sys.stdout
    for piece in pieces:
        left = memoryview(piece if isinstance(piece, bytes) else piece.encode(out.encoding, "replace"))
        while left:
            left = left[out.buffer.write(left) :]
    out.buffer.flush()


def write_error(*lines: str) -> None:
    """Write lines to standard error, if it is open; at a terminal they are wrapped."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(_wrapped(lines, width(sys.stderr) if is_terminal(sys.stderr) else sys.maxsize))
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def _wrapped(lines: Iterable[str], most: int) -> str:
    """Return lines of at most some cells, with everything a terminal would act upon escaped."""
    texts = [inert(shorten(line, _MOST_CHARACTERS)) for line in lines]
    parts = (text[start:end] for text in texts for start, end in pairwise((0, *breaks(text, most), len(text))))
    return "".join(f"{part.rstrip()}\n" for part in parts)


def announce(command: Sequence[str]) -> None:
    """Name at a terminal the command that answers a line, with the quotes that a shell needs."""
    if is_terminal(sys.stderr) and is_terminal(sys.stdout):
        typed = " ".join(f"'{word}'" if " " in word else word for word in command)
        write_error(_("running: {command}", command=f"ahc {typed}"))


def nearest_names(words: Collection[str], context: Context) -> list[str]:
    """Return each word in quotes, with the nearest names, and the nearest words of values, in brackets."""
    from ahc_cli.ask.lexicon import lexicon

    values = (word for word, ideas in lexicon().ideas.items() if any(":" in idea for idea in ideas))
    candidates = {*context.names.candidates(), *values} - {*map(fold, words)}
    near = {word: " ".join(f"{name}?" for name in nearest(word, candidates)) for word in words}
    return [_("'{word}'", word=word) + bracketed(found, spoken()) for word, found in near.items()]


def abandon(stream: TextIO) -> None:
    """Discard what is still unwritten, so that the interpreter does not fail on it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
