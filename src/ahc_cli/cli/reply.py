"""Replies: what commands return, and how one is written, with a remark on it at a terminal."""

import sys
from collections.abc import Collection, Iterator

from msgspec import Struct

from ahc_cli.cli.options import Options
from ahc_cli.cli.session import Session
from ahc_cli.cli.terminal import is_terminal, page, write_error, write_output
from ahc_cli.errors import AhcError
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.fields import called
from ahc_cli.model.labels import bracketed, date_in_full
from ahc_cli.model.records import Table
from ahc_cli.model.text import fold
from ahc_cli.model.vocabulary import names, nearest
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.query.question import Question
from ahc_cli.render import Answer, write
from ahc_cli.search.views import View


class Reply(Struct, frozen=True, kw_only=True):
    """What a command returns: an answer, and what is said of it at a terminal.

    `found` records match the `question`; the answer may have fewer. `total` says how many there
    are, and `counts_hidden` that events not yet known are counted too. `view` is named if it was
    run instead of what was typed, and an `error` is raised after the answer is written. The exit
    code is 0 unless it is given or nothing was found.
    """

    session: Session[Options]
    answer: Answer
    found: int = 1
    total: str = ""
    remarks: tuple[str, ...] = ()
    counts_hidden: bool = False
    question: Question | None = None
    view: View | None = None
    error: AhcError | None = None
    exit_code: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found; an empty dataset without a query is not nothing."""
        is_everything = self.question is not None and self.question.is_everything
        return not (self.found or is_everything)

    @property
    def code(self) -> int:
        """The exit code."""
        return int(self.is_empty) if self.exit_code is None else self.exit_code


def write_reply(reply: Reply) -> int:
    """Write a reply and return its exit code; with --quiet nothing is written."""
    session = reply.session
    name = session.format_for(reply.answer.formats)
    if session.options.quiet:
        return reply.code
    is_read = is_terminal(sys.stderr) and is_terminal(sys.stdout)
    if reply.view and is_read:
        write_error(_("running: {command}", command=_command_line(reply.view)))
    _write_answer(session, reply.answer, name)
    remark = _("; ").join(filter(None, _remarks(reply))) if is_read else ""
    if remark:
        write_error(remark)
    if reply.error:
        raise reply.error
    return reply.code


def _write_answer(session: Session[Options], answer: Answer, name: str) -> None:
    """Write an answer in a format; a drawing taller than the window goes through a pager."""
    screen = session.screen
    pieces = write(answer, name, screen)
    if name != "table":
        # Machine formats are UTF-8 whatever the locale.
        write_output(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    elif screen.terminal and not session.options.no_pager:
        drawing = "".join(map(str, pieces))
        write_output(() if page(drawing) else (drawing,))
    else:
        write_output(pieces)


def number_of_entries(count: int, table: Table) -> str:
    """Say how many entries of a table there are."""
    return ngettext("{n} {thing}", "{n} {thing}s", count, thing=called(table))


def nearest_names(words: Collection[str], context: Context) -> list[str]:
    """Return each word in quotes and, unless it is a name itself, the nearest names in brackets."""
    from ahc_cli.query.lexicon import lexicon

    spellings = {*context.query_names.spellings(), *lexicon().concepts} - {*map(fold, words)}
    quoted = []
    for word in words:
        is_name = bool(context.query_names.lookup(word))
        near = () if is_name else nearest(word, spellings)
        guesses = " ".join(f"{name}?" for name in near)
        quoted.append(_("'{word}'", word=word) + bracketed(guesses, spoken()))
    return quoted


def _command_line(view: View) -> str:
    """Write the command of a view with the quotes that a shell needs."""
    return " ".join(["ahc", *(f"'{word}'" if " " in word else word for word in view.typed)])


def _remarks(reply: Reply) -> Iterator[str]:
    """Say how many records are shown, how words were read, why nothing matches, what is hidden."""
    session, shown = reply.session, len(reply.answer.records)
    if reply.total and shown < reply.found:
        yield _("{shown} of {total}", shown=shown, total=reply.total)
    else:
        yield reply.total
    yield from reply.remarks
    if reply.question and reply.question.tokens:
        yield from _readings(reply.question)
        if not reply.found:
            yield from _reasons(reply.question)
    hidden = session.dataset.hidden if reply.counts_hidden else 0
    if hidden:
        day = date_in_full(str(session.day), spoken())
        yield ngettext(
            "{n} event not yet known on {day}", "{n} events not yet known on {day}", hidden, day=day
        )


def _readings(question: Question) -> Iterator[str]:
    """Say how words were read where that is not obvious."""
    for token in question.tokens:
        meaning, *other_names = _meaning(token, question)
        if meaning and fold(token.text) not in map(fold, (meaning, *other_names)):
            yield _("{word} is {meaning}", word=token.text, meaning=meaning)


def _meaning(token: Token, question: Question) -> tuple[str, ...]:
    """Return what a token means, and other names of that; an empty text if it is just a word."""
    vocabulary = question.dataset.vocabulary
    for table, id_ in token.tags[:1]:
        if table in ("actor", "topic", "place"):
            label = vocabulary.label(table, id_, spoken())
            return label, id_, *names(vocabulary.table(table)[id_])
    if token.period:
        return date_in_full(token.period.text, spoken()), token.period.text
    return ("",)


def _reasons(question: Question) -> Iterator[str]:
    """Say which words no event has, and what else to type."""
    from ahc_cli.query.line import is_list

    unknown = question.unknown()
    if unknown:
        near = nearest_names(unknown, question.context)
        yield _("the record does not mention {words}", words=_(", ").join(near))
    if not is_list(question.tokens):  # a search for conditions lists the same
        yield _("try 'ahc search {text}'", text=question.text)
