"""What `cog -I scripts -r src/ahc_cli/help/*/query.txt` puts into these pages of help: the names of
fields, of their values, and of the columns of states.
"""

from collections.abc import Iterable, Mapping

import cog

from ahc_cli.answers.states import state_getters
from ahc_cli.messages import Lang, speak, spoken
from ahc_cli.model.fields import FIELDS, Field
from ahc_cli.model.labels import bracketed, heading, label
from ahc_cli.model.text import width
from ahc_cli.report.facts import FACTS
from ahc_cli.report.states import STATES


def fields(lang: Lang, subject: Mapping[str, Field] = FIELDS, part: str = "about") -> None:
    """Write a table of fields, with what a part of `labels.txt` says of each."""
    speak(lang)
    rows = {}
    for code, field in subject.items():
        name = with_chinese(code, heading(code, lang="zh"))
        values = names(field.choices, "values")
        rows[f"{name}:"] = label(code, part).format(values=values)
    table(rows)


def fields_of_states(lang: Lang) -> None:
    """Write a table of the fields of states."""
    fields(lang, STATES.fields, "about-states")


def choices(lang: Lang) -> None:
    """Write a table of the fields with fixed values."""
    speak(lang)
    rows = {}
    for code, field in FIELDS.items():
        if field.choices:
            rows[f"{code}:"] = names(field.choices, "values")
    table(rows)


def sorts(lang: Lang) -> None:
    """Write what facts are of."""
    speak(lang)
    name = with_chinese("of", heading("of", lang="zh"))
    cog.outl(f"{name}:  {names(FACTS.fields['of'].choices, 'values')}")


def columns_of_states(lang: Lang) -> None:
    """Write the columns of states."""
    speak(lang)
    cog.outl(f"{names(state_getters(()))}")


def names(codes: Iterable[str], *parts: str) -> str:
    """Name codes, as parts of `labels.txt` have them, in a row."""
    return " ".join(with_chinese(code, heading(code, *parts, lang="zh")) for code in codes)


def with_chinese(code: str, name: str) -> str:
    """Write a code, for a reader of Chinese with its name."""
    return code if spoken() == "en" else code + bracketed(name)


def table(rows: Mapping[str, str]) -> None:
    """Write a table of names, aligned by cells."""
    broadest = max(map(width, rows))
    for name, about in rows.items():
        cog.outl(f"{name}{' ' * (broadest - width(name))}  {about}")
