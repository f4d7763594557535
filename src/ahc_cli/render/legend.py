"""What a timeline says in words beside its signs, at a terminal and in a picture alike."""

from ahc_cli.models import Lang, Status
from ahc_cli.render import Screen
from ahc_cli.render.wording import date_in_full

# How it may stand with what did not simply happen.
STATUSES: tuple[Status, ...] = ("scheduled", "postponed", "cancelled")


def vague_words(lang: Lang) -> str:
    """What the span of an event is called whose day is not known."""
    return "some day in the span" if lang == "en" else "期间某日"


def most_words(most: int, lang: Lang) -> str:
    """What the greatest height stands for."""
    return f"{most:,} in a column" if lang == "en" else f"同列{most:,}个"


def today_words(screen: Screen) -> str:
    """What a line at the reader's day is called."""
    day = date_in_full(screen.today.isoformat(), screen.lang)
    if screen.lang == "en":
        return f"as of {day}" if screen.as_of else f"today, {day}"
    return f"截至{day}" if screen.as_of else f"今天，{day}"
