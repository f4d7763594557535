"""Where the convention stands: a page, and its JSON."""

import re
from collections.abc import Iterator
from typing import Any

from ahc_cli.ask.standing import Standing, lines, phase_words
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext
from ahc_cli.model.text import width
from ahc_cli.model.words import MEETINGS, date_in_full, label, section
from ahc_cli.out import BLANK, Line, Screen, Span
from ahc_cli.show.phrases import citation

# How many sources of a figure are named; `ahc status --json` has all.
_MOST_SOURCES = 2
# What a new reader may try first, in the reader's language; the last two in Chinese where it can be shown.
_TRY_CHINESE = ("ahc 谁签署了公约", "ahc 中国想要什么")
_MOST_BAR = 30


def status_page(now: Standing, screen: Screen, *, in_short: bool = False) -> Iterator[Line]:
    """Yield the name of the convention, its phase, and a line for each figure with its sources and how sure it is.

    In short there are few figures and no sources, and a bar shows how many ratifications are needed.
    """
    name = (now.instrument.short or now.instrument.name).lang(screen.lang)
    yield Line((Span(name, "heading"),), "title")
    day = date_in_full(now.as_of.isoformat(), screen.lang)
    yield Line((Span(_("{phase} · {day}", phase=phase_words(now), day=day)),))
    yield BLANK
    first = ("signatories", "ratifications", "deadline") if now.adopted else ("held", "ahead")
    found = [line for line in lines(now) if line.key != "phase"]
    room = max(width(section(line.key, screen.lang)) for line in found) + 1
    # How sure a figure is stands in a column of its own, so all lines leave its room.
    sure = max(width(label(line.confidence or "", screen.lang)) for line in found)
    before = ""
    for line in found:
        if in_short and line.key not in first:
            continue
        text = line.text.lang(screen.lang) if line.text else ""
        figure = re.search(r"\d+", text) if line.sources else None
        start, end = figure.span() if figure else (0, 0)
        said = (Span(text[:start]), Span(text[start:end], "heading"), Span(text[end:]))
        confidence = label(line.confidence or "", screen.lang)
        padded = confidence + " " * (sure - width(confidence)) if confidence else ""
        right = Span(padded, "weak" if line.confidence == "weak" else "")
        mark = Span("" if line.key == before else section(line.key, screen.lang), "faint")
        cited = () if in_short else (citation(line.sources, _MOST_SOURCES),)
        yield Line((*said, *cited), "item", mark=mark, hang=room, right=right)
        if in_short and line.key == "ratifications" and mark.text:
            needed, done = max(now.instrument.ratifications_needed, 1), len(now.deposits)
            most = min(_MOST_BAR, needed)
            full = round(most * min(done, needed) / needed) or int(done > 0)
            yield Line((Span("▆" * full), Span("·" * (most - full), "faint")), "item", hang=room)
        before = line.key


def front_page(dataset: Dataset | None, now: Standing | None, screen: Screen, *, chinese: bool) -> Iterator[Line]:
    """Yield in a few lines where the convention stands or, without one, what the dataset is; then what to try."""
    if now:
        yield from status_page(now, screen, in_short=True)
    elif dataset:
        yield Line((Span(dataset.title.lang(screen.lang), "heading"),), "title")
        number = ngettext("{n} event", "{n} events", len(tuple(dataset.events)))
        yield Line((Span(f"{date_in_full(dataset.edition.isoformat(), screen.lang)} · {number}"),))
    yield from (BLANK, Line((Span(_("Try")),), "heading"))
    plain = (_("ahc did china sign"), _("ahc positions russia"), _("ahc show session-4"), _("ahc search serious crime"))
    instead = (_("ahc list vienna 2022"), _("ahc count letters by year"))
    for command in (*plain, *(_TRY_CHINESE if chinese else instead)):
        yield Line((Span(command, "id"),), "item", indent=3)
    yield Line((Span(_("A plain question works. 'ahc --help' lists the commands."), "faint"),))


def status_record(now: Standing) -> dict[str, Any]:
    """Return the one object of the JSON; before the adoption there are no figures."""
    adopted, opened = now.adopted, now.opened
    figures = {
        "adopted": adopted and {"event": adopted.id, "date": adopted.date, "summary": adopted.summary},
        "opened": opened and {"event": opened.id, "date": opened.date, "place": opened.place},
        "signatories": {"named": now.figure(now.of("signatory")), "reported": now.latest("signatories")},
        "parties": {
            "sourced": now.figure(now.deposits),
            "needed": now.instrument.ratifications_needed,
            "missing": now.missing,
            "reported": now.latest("parties"),
        },
        "approvals": now.figure(now.of("approver")),
        "deadline": now.deadline,
        "days_left": now.days_left,
    }
    return {
        "as_of": now.as_of,
        "edition": now.edition,
        "phase": now.phase,
        "meetings": {
            "held": [event.id for event in now.held],
            "ahead": [event.id for event in now.ahead if event.kind in MEETINGS],
        },
        "scheduled": [event.id for event in now.ahead],
        "draft": now.draft and now.draft.id,
        "decided": [event.id for event in now.decided],
        **(figures if adopted else dict.fromkeys(figures)),
        "newest_source": now.newest_source,
    }
