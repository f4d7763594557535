"""Messages in the reader's language, translated by gettext; English until `speak` chooses Chinese.

A message is a template with named placeholders, as in `_("unknown {field} '{text}'", field=..., text=...)`. The
translations are in `locale/zh/LC_MESSAGES/ahc.po`; `python scripts/catalogue.py` brings them up to date.
"""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import GNUTranslations

_translations: "GNUTranslations | None" = None


def speak(lang: Literal["en", "zh"]) -> None:
    """Write messages in a language from now on."""
    global _translations  # noqa: PLW0603 - a process has one reader
    _translations = None
    if lang == "zh":
        from gettext import GNUTranslations
        from io import BytesIO
        from pkgutil import get_data

        _translations = GNUTranslations(BytesIO(get_data("ahc_cli", "locale/zh/LC_MESSAGES/ahc.mo") or b""))


def spoken() -> Literal["en", "zh"]:
    """Return the language of messages."""
    return "zh" if _translations else "en"


def _(message: str, /, **values: object) -> str:
    """Translate a message and fill in its values.

    >>> _("unknown {field} '{text}'", field="kind", text="meal")
    "unknown kind 'meal'"
    """
    translated = _translations.gettext(message) if _translations and message else message
    return translated.format(**values) if values else translated


def ngettext(one: str, several: str, number: int, /, **values: object) -> str:
    """Translate a message about a number of things, which is also the value `n`.

    >>> ngettext("{n} event", "{n} events", 2)
    '2 events'
    """
    english = one if number == 1 else several
    translated = _translations.ngettext(one, several, number) if _translations else english
    return translated.format(n=number, **values)
