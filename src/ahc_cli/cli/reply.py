"""Replies: what commands return, and how one is written, with a remark on it at a terminal."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.cli.options import Options
from ahc_cli.cli.session import Session
from ahc_cli.cli.terminal import (
    can_encode,
    is_terminal,
    page,
    write_error,
    write_file,
    write_output,
)
from ahc_cli.errors import AhcError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import date_in_full, label
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import did_you_mean, names
from ahc_cli.query.algebra import Token
from ahc_cli.query.question import Question
from ahc_cli.render import Answer, write

if TYPE_CHECKING:  # only a line without a command has one
    from ahc_cli.search.views import View


class Reply(Struct, frozen=True):
    """What a command returns: an answer, and what is said of it at a terminal.

    `found` records match the `question`, and the answer may have fewer; None if none are looked
    for, and what was `asked` then. `total` says how many there are. `view` is named if it was run
    instead of what was typed, and an `error` is raised after the answer is written. A `note` is
    written to standard error, in a pipe too. If nothing was found the exit code is 1.
    """

    session: Session[Options]
    answer: Answer
    found: int | None = None
    total: str = ""
    question: Question | None = None
    remarks: Sequence[str] = ()
    view: "View | None" = None
    error: AhcError | None = None
    exit_code: int = 0
    note: str = ""
    asked: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found; an empty dataset without a query is not nothing."""
        return self.found == 0 and not (self.question and self.question.is_everything)


def write_reply(reply: Reply) -> int:
    """Write a reply and return its exit code; with --quiet nothing is written."""
    session = reply.session
    name = session.format_for(reply.answer.formats)
    code = reply.exit_code or int(reply.is_empty)
    if session.options.quiet:
        return code
    is_read = is_terminal(sys.stderr) and is_terminal(sys.stdout)
    if reply.view and is_read:
        write_error(_("running: {command}", command=reply.view.line))
    answer = _titled(reply) if name in ("html", "svg") else reply.answer
    _write_answer(session, answer, name)
    if reply.error:
        raise reply.error
    remark = _("; ").join(filter(None, _remarks(reply))) if is_read else ""
    write_error(*filter(None, (remark, reply.note)))
    return code


def _titled(reply: Reply) -> Answer:
    """Give an answer the title, and the words for sources, that a picture or HTML has."""
    from ahc_cli.show.phrases import source_spans

    dataset, screen = (
        reply.session.dataset,
        replace(reply.session.screen, terminal=True, color=True),
    )
    title = [reply.total, reply.question.text if reply.question else reply.asked]
    if dataset.whole:  # an array or NDJSON has no title and edition of its own
        day = date_in_full(dataset.edition.isoformat())
        edition = _("record checked up to {day}", day=day)
        title = [dataset.title.lang(), edition, *title]
    return replace(
        reply.answer,
        title=reply.answer.title or " · ".join(filter(None, title)),
        source=partial(source_spans, vocabulary=dataset.vocabulary, screen=screen),
    )


def _write_answer(session: Session[Options], answer: Answer, name: str) -> None:
    """Write an answer in a format, to the file that is given.

    A drawing taller than the window goes through a pager.
    """
    screen, file = session.screen, session.options.output
    pieces = write(answer, name, screen)
    if file is not None:
        write_file(file, pieces)
    elif name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    elif screen.terminal and not session.options.no_pager:
        drawing = "".join(map(str, pieces))
        if not page(drawing, has_heading=bool(answer.table)):
            write_output([drawing])
    else:
        write_output(pieces)
        if spoken() == "zh" and not can_encode("中"):
            # In Chinese this could not be read there either.
            write_error("ahc: the output cannot show Chinese; set PYTHONIOENCODING=utf-8")


def number_of_events(count: int) -> str:
    """Say how many events there are."""
    return ngettext("{n} event", "{n} events", count)


def number_of_names(count: int, sort: str) -> str:
    """Say how many entries of a table, or actors of a kind, there are."""
    thing = label(sort, "fields", "values")
    return ngettext("{n} {thing}", "{n} {thing}s", count, thing=thing)


def remedy_for(typed: str, names: Iterable[str]) -> str:
    """Say what to type instead of a word or an option: its remedy, else the nearest names."""
    remedy = label(typed, "remedies")
    if remedy == typed:  # it has none
        return did_you_mean(typed, names)
    return _("; {remedy}", remedy=remedy)


def _remarks(reply: Reply) -> Iterator[str]:
    """Say how many records are shown, how words were read, why nothing matches, what is hidden."""
    shown = len(reply.answer.records)
    if reply.found and shown < reply.found:
        yield _("{shown} of {total}", shown=shown, total=reply.total)
    else:
        yield reply.total
    yield from reply.remarks
    if reply.question and reply.question.tokens:
        yield from _readings(reply.question)
        if not reply.found:
            yield from _reasons(reply.question)
    hidden = 0 if reply.found is None else reply.session.dataset.hidden
    if hidden:
        day = date_in_full(str(reply.session.day))
        yield ngettext(
            "{n} event not yet known on {day}", "{n} events not yet known on {day}", hidden, day=day
        )


def _readings(question: Question) -> Iterator[str]:
    """Say how words were read where that is not obvious."""
    match [token.period.text for token in question.tokens if token.period]:
        case [first, last] if "/" not in first + last:
            period = f"{first}..{last}"
            yield _("either of two dates; all from one to the other is '{period}'", period=period)
    for token in question.tokens:
        meanings = _meanings(token, question)
        if meanings and fold(token.text) not in map(fold, meanings):
            yield _("{word} is {meaning}", word=token.text, meaning=meanings[0])


def _meanings(token: Token, question: Question) -> tuple[str, ...]:
    """Return what a token means, and other names of that; nothing if it is just a word."""
    vocabulary = question.dataset.vocabulary
    for table, id_ in token.tags[:1]:
        if table in ("actor", "topic", "place"):
            name = vocabulary.label(table, id_)
            return name, id_, *names(vocabulary.table(table)[id_])
    # A date in figures, such as "since 2022", is clear as it stands.
    if token.period and not any(map(str.isdecimal, token.text)):
        return date_in_full(token.period.text), token.period.text
    return ()


def _reasons(question: Question) -> Iterator[str]:
    """Say which words no event has, and what else to type."""
    from ahc_cli.query.line import is_list
    from ahc_cli.query.spelling import not_mentioned

    unknown = question.unknown()
    if unknown:
        yield not_mentioned(unknown, question.context)
    elif not is_list(question.tokens):  # a search for conditions lists the same
        yield _("try 'ahc search {text}'", text=question.text)
