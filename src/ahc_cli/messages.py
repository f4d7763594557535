"""Messages in the reader's language, translated by gettext; English until `speak` chooses Chinese.

A message is a template with named placeholders, as in `_("unknown {field} '{text}'", field=...,
text=...)`. The translations are in `locale/zh/LC_MESSAGES/ahc.po`; `python scripts/catalogue.py`
brings them up to date.
"""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pkgutil import get_data
from typing import Literal

_translations = NullTranslations()


def speak(lang: Literal["en", "zh"]) -> None:
    """Write messages in a language from now on."""
    global _translations  # noqa: PLW0603 - a process has one reader
    catalogue = get_data("ahc_cli", f"locale/{lang}/LC_MESSAGES/ahc.mo") if lang != "en" else None
    _translations = GNUTranslations(BytesIO(catalogue)) if catalogue else NullTranslations()


def spoken() -> Literal["en", "zh"]:
    """Return the language of messages."""
    return "zh" if isinstance(_translations, GNUTranslations) else "en"


def _(message: str, /, **values: object) -> str:
    """Translate a message and fill in its values.

    >>> _("unknown {field} '{text}'", field="kind", text="meal")
    "unknown kind 'meal'"
    """
    translated = _translations.gettext(message) if message else ""
    return translated.format(**values) if values else translated


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Translate a message about a number of things, which is also the value `n`.

    >>> ngettext("{n} event", "{n} events", 2)
    '2 events'
    """
    return _translations.ngettext(singular, plural, number).format(n=number, **values)
