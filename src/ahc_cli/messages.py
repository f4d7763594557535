"""The reader's language, and messages in it, translated by gettext.

It is English until `speak` chooses Chinese. Functions that make words ask for it here, and do not
pass it on; a text in both languages is made with `in_each`.

A message is a template with named placeholders, as in `_("unknown {field} '{text}'", field=...,
text=...)`. The translations are in `locale/zh/LC_MESSAGES/ahc.po`; `python scripts/catalogue.py`
brings them up to date.
"""

from collections.abc import Callable
from contextvars import ContextVar, copy_context
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pkgutil import get_data
from typing import Literal, get_args

Lang = Literal["en", "zh"]
_reader: ContextVar[Lang] = ContextVar("reader", default="en")


def speak(lang: Lang) -> None:
    """Write words in a language from now on, in this context alone."""
    _reader.set(lang)


def spoken() -> Lang:
    """Return the reader's language."""
    return _reader.get()


def in_each(words: Callable[[], str]) -> dict[Lang, str]:
    """Return what a function writes for a reader of each language."""
    written = {}
    for lang in get_args(Lang):
        context = copy_context()
        context.run(speak, lang)
        written[lang] = context.run(words)
    return written


@cache
def _translations(lang: Lang) -> NullTranslations:
    if lang == "en":
        return NullTranslations()
    catalogue = get_data("ahc_cli", f"locale/{lang}/LC_MESSAGES/ahc.mo") or b""
    return GNUTranslations(BytesIO(catalogue))


def _(message: str, /, **values: object) -> str:
    """Translate a message and fill in its values.

    >>> _("unknown {field} '{text}'", field="kind", text="meal")
    "unknown kind 'meal'"
    """
    translated = _translations(spoken()).gettext(message) if message else ""
    return translated.format(**values) if values else translated


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Translate a message about a number of things, which is also the value `n`.

    >>> ngettext("{n} event", "{n} events", 2)
    '2 events'
    """
    translated = _translations(spoken()).ngettext(singular, plural, number)
    return translated.format(n=number, **values)
