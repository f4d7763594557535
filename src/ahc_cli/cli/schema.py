"""Schemas: `ahc schema`, what a dataset may have, or what an answer has."""

from pkgutil import get_data
from typing import Annotated, Any

from msgspec import Raw
from typer import Argument

from ahc_cli.cli.completion import one_of
from ahc_cli.cli.options import Options
from ahc_cli.cli.reply import Reply
from ahc_cli.cli.session import Session
from ahc_cli.errors import UsageError
from ahc_cli.messages import _
from ahc_cli.model.vocabulary import did_you_mean
from ahc_cli.render import Answer
from ahc_cli.show.schemas import ANSWERS, schema_of


def schema(
    session: Session[Options],
    answer: Annotated[str | None, Argument(autocompletion=one_of(ANSWERS))] = None,
) -> Reply:
    """Print the JSON Schema of a dataset, or of an answer."""
    if answer is None:
        made: Any = Raw(get_data("ahc_cli", "data/schema.json") or b"")
    elif answer in ANSWERS:
        made = schema_of(answer)
    else:
        near = did_you_mean(answer, ANSWERS)
        message = _("no schema of '{answer}'{near}", answer=answer, near=near)
        raise UsageError(message, _("answers: {names}", names=_(", ").join(ANSWERS)))
    return Reply(session, Answer(records=[made], formats=("json",)))
