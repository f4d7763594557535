"""Where the convention stands, on one screen."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.status import Status, act_sources
from ahc_cli.ask.standing import Act, Standing
from ahc_cli.draw.console import BLANK, FAINT, HEADING, ID, Row, indent, item_list, join, text, unbroken
from ahc_cli.draw.phrases import citation, event_date, event_line
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Lang
from ahc_cli.model.words import COMMA, PHASES, bracketed, date_in_full, label

_WORDS: dict[str, tuple[str, str]] = {
    "adopted": ("Adopted", "通过"),
    "signatories": ("Signatories", "签署方"),
    "parties": ("Ratifications", "批准"),
    "force": ("Takes effect", "生效条件"),
    "approvals": ("Approvals", "国内核准"),
    "deadline": ("Signature until", "签署截止"),
    "held": ("Meetings held", "已举行的会议"),
    "ahead": ("Ahead", "今后安排"),
    "newest": ("Newest source", "最新来源"),
}
# How many sources of a figure are named; `ahc status --json` has all.
_MOST_SOURCES = 3
_MOST_ACTORS = 12


def draw(answer: Status, screen: Screen) -> Iterator[Row]:
    now, lang = answer.now, screen.lang
    name = (now.instrument.short or now.instrument.name).lang(lang)
    yield indent(text(name if lang == "en" else f"《{name}》", HEADING), 1)
    phase = PHASES[now.phase][lang == "zh"]
    if now.adopted and now.phase != "in-force":
        phase += ", not in force" if lang == "en" else "，尚未生效"
    as_of = date_in_full(now.as_of.isoformat(), lang)
    yield indent(text(f"{phase} · {as_of}" if lang == "en" else f"{phase} · 截至{as_of}"), 1)
    yield BLANK
    yield from item_list(((text(_WORDS[name][lang == "zh"], FAINT), content) for name, content in _lines(now, lang)), 1)


def _lines(now: Standing, lang: Lang) -> Iterator[tuple[str, Text]]:
    if now.adopted:
        said = (now.adopted.summary or now.adopted.title).lang(lang)
        yield "adopted", join(event_date(now.adopted, lang), text(f"  {said}  "), text(now.adopted.id, ID))
        yield "signatories", join(_signatories(now, lang), _reported("signatories", now, lang))
        yield "parties", join(_parties(now, lang), _reported("parties", now, lang))
        days, needed = now.instrument.days_to_force, now.instrument.ratifications_needed
        if now.phase != "in-force":
            rule = f"{days} days after {needed} deposits" if lang == "en" else f"第{needed}份批准书交存之日后第{days}天"
            yield "force", text(rule)
        if approvals := now.of("approver"):
            yield "approvals", _sourced_acts(_names(approvals, now, lang), approvals, now, lang)
        until, sources = now.instrument.signature_until.isoformat(), now.instrument.sources
        yield "deadline", _sourced(date_in_full(until, lang), sources, now.confidence(sources), lang)
    if now.held:
        held, sessions = len(now.held), sum(event.kind == "session" for event in now.held)
        of_them = f"{sessions} session" if sessions == 1 else f"{sessions} sessions"
        last = f"{held} ({of_them}), last: " if lang == "en" else f"{held}次（其中届会{sessions}次），最近一次："
        yield "held", join(text(last), event_line(now.held[-1], lang))
    ahead = [part for event in now.ahead for part in ("\n", event_line(event, lang))][1:]
    nothing = "nothing is known to be scheduled" if lang == "en" else "未见任何预定安排"
    yield "ahead", join(*ahead) if ahead else text(nothing)
    yield "newest", text(date_in_full(now.newest_source.isoformat(), lang) if now.newest_source else "–")


def _signatories(now: Standing, lang: Lang) -> Text:
    named = now.of("signatory")
    count = f"{len(named)} named" if lang == "en" else f"有据可查的有{len(named)}个"
    if named:
        last = max(named, key=lambda act: date_order(act.event))
        name, day = now.vocabulary.label("actor", last.actor, lang), date_in_full(last.date, lang, window=True)
        count += f", most recently {name} ({day})" if lang == "en" else f"，最近签署的是{name}（{day}）"
    return _sourced_acts(count, named, now, lang)


def _parties(now: Standing, lang: Lang) -> Text:
    deposits, needed = now.deposits, now.instrument.ratifications_needed
    who = bracketed(_names(deposits, now, lang), lang) if deposits else ""
    if lang == "en":
        are = "is" if len(deposits) == 1 else "are"
        count = f"{len(deposits)} of the {needed} deposits needed {are} on record{who}, {now.missing} missing"
    else:
        count = f"生效需{needed}份批准书，有据可查的已交存{len(deposits)}份{who}，尚缺{now.missing}份"
    return _sourced_acts(count, deposits, now, lang)


def _reported(of: str, now: Standing, lang: Lang) -> Text:
    """Write the latest total that sources report."""
    if (total := now.latest(of)) is None:
        return text("")
    day = date_in_full(total.as_of.isoformat(), lang)
    words = f"\n{total.count} reported on {day}" if lang == "en" else f"\n据报截至{day}有{total.count}个"
    return _sourced(words, total.sources, now.confidence(total.sources), lang)


def _sourced_acts(words: str, acts: Sequence[Act], now: Standing, lang: Lang) -> Text:
    return _sourced(words, act_sources(acts), now.least_sure(acts), lang)


def _sourced(words: str, sources: Sequence[str], confidence: Confidence | None, lang: Lang) -> Text:
    """Write a figure with some of its sources and how sure it is."""
    shown = [*sources[:_MOST_SOURCES], *(["…"] if len(sources) > _MOST_SOURCES else [])]
    sure = f" {unbroken(label(confidence, lang))}" if confidence else ""
    return join(text(words, lines=True), text(citation(shown) + sure, FAINT))


def _names(acts: Sequence[Act], now: Standing, lang: Lang) -> str:
    names = [now.vocabulary.label("actor", act.actor, lang) for act in acts[:_MOST_ACTORS]]
    return COMMA[lang].join([*names, *(["…"] if len(acts) > _MOST_ACTORS else [])])
