"""Where the convention stands, on one screen."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.status import Status, act_sources
from ahc_cli.ask.standing import Act, Standing
from ahc_cli.draw.console import FAINT, HEADING, ID, indent, item_list, join, text, unbroken
from ahc_cli.draw.phrases import citation, event_date, event_line
from ahc_cli.model.fields import date_order
from ahc_cli.model.records import Confidence, Lang
from ahc_cli.model.text import plural
from ahc_cli.model.words import COMMA, PHASES, bracketed, date_in_full, label

_WORDS: dict[str, tuple[str, str]] = {
    "adopted": ("Adopted", "通过"),
    "signatories": ("Signatories", "签署方"),
    "parties": ("Ratifications", "批准"),
    "force": ("In force", "生效条件"),
    "approvals": ("Approvals", "国内核准"),
    "deadline": ("Signature until", "签署截止"),
    "held": ("Meetings held", "已举行的会议"),
    "ahead": ("Ahead", "今后安排"),
    "newest": ("Newest source", "最新来源"),
}
# How many sources of a figure are named; `ahc status --json` has all.
_MOST_SOURCES = 3
_MOST_ACTORS = 12


def draw(answer: Status, screen: Screen) -> Iterator[RenderableType]:
    now, lang = answer.now, screen.lang
    name = now.instrument.short or now.instrument.name
    yield indent(text(name.lang(lang), HEADING), 1)
    phase = PHASES[now.phase][lang == "zh"]
    if now.adopted and now.phase != "in-force":
        phase += ", not in force" if lang == "en" else "，尚未生效"
    as_of = date_in_full(now.as_of.isoformat(), lang)
    yield indent(text(f"{phase} · {as_of}" if lang == "en" else f"{phase} · 截至{as_of}"), 1)
    yield Text()
    yield item_list(((text(heading, FAINT), content) for heading, content in _lines(now, lang)), 1)


def _lines(now: Standing, lang: Lang) -> Iterator[tuple[str, Text]]:
    def heading(name: str) -> str:
        return _WORDS[name][lang == "zh"]

    if now.adopted:
        said = (now.adopted.summary or now.adopted.title).lang(lang)
        yield heading("adopted"), join(event_date(now.adopted, lang), text(f"  {said}  "), text(now.adopted.id, ID))
        yield heading("signatories"), _signatories(now, lang)
        yield heading("parties"), _parties(now, lang)
        days, needed = now.instrument.days_to_force, now.instrument.ratifications_needed
        if now.phase != "in-force":
            rule = f"{days} days after {needed} deposits" if lang == "en" else f"第{needed}份批准书交存后第{days}天"
            yield heading("force"), text(rule)
        approvals = now.of("approver")
        if approvals:
            yield (
                heading("approvals"),
                join(text(_names(approvals, now, lang)), _cited_acts(approvals, now, lang)),
            )
        until = date_in_full(now.instrument.signature_until.isoformat(), lang)
        said_by = now.instrument.sources
        yield heading("deadline"), join(text(until), _cited(said_by, now.confidence(said_by), lang))
    if now.held:
        held, sessions = len(now.held), sum(event.kind == "session" for event in now.held)
        of_them = plural(sessions, "session")
        last = f"{held} ({of_them}), last: " if lang == "en" else f"{held}次（其中届会{sessions}次），最近："
        yield heading("held"), join(text(last), event_line(now.held[-1], lang))
    ahead: Iterable[Text] = [event_line(event, lang) for event in now.ahead] or [
        text("nothing is known to be scheduled" if lang == "en" else "未见已定安排")
    ]
    yield heading("ahead"), join(*[part for line in ahead for part in ("\n", line)][1:])
    newest = date_in_full(now.newest_source.isoformat(), lang) if now.newest_source else "–"
    yield heading("newest"), text(newest)


def _signatories(now: Standing, lang: Lang) -> Text:
    named = now.of("signatory")
    count = f"{len(named)} named" if lang == "en" else f"有据可查{len(named)}个"
    if named:
        last = max(named, key=lambda act: date_order(act.event))
        name, day = now.vocabulary.label("actor", last.actor, lang), date_in_full(last.date, lang, window=True)
        count += f", the last {name} ({day})" if lang == "en" else f"，最近为{name}（{day}）"
    return join(text(count), _cited_acts(named, now, lang), _reported("signatories", now, lang))


def _parties(now: Standing, lang: Lang) -> Text:
    deposits, needed = now.deposits, now.instrument.ratifications_needed
    who = bracketed(_names(deposits, now, lang), lang) if deposits else ""
    if lang == "en":
        count = f"{len(deposits)} of the {needed} deposits needed on record{who}, {now.missing} missing"
    else:
        count = f"生效需{needed}份批准书，有据可查的交存{len(deposits)}份{who}，尚缺{now.missing}份"
    return join(text(count), _cited_acts(deposits, now, lang), _reported("parties", now, lang))


def _reported(of: str, now: Standing, lang: Lang) -> Text:
    """Write the latest total that sources report."""
    total = now.latest(of)
    if total is None:
        return text("")
    day = date_in_full(total.as_of.isoformat(), lang)
    words = f"\n{total.count} reported on {day}" if lang == "en" else f"\n据报{day}为{total.count}个"
    return join(text(words, lines=True), _cited(total.sources, now.confidence(total.sources), lang))


def _cited_acts(acts: Sequence[Act], now: Standing, lang: Lang) -> Text:
    """Cite the sources of some acts, and say how sure the least sure one is."""
    return _cited(act_sources(acts), now.least_sure(acts), lang)


def _cited(sources: Sequence[str], confidence: Confidence | None, lang: Lang) -> Text:
    """Cite some sources, and say how sure a figure is."""
    shown = [*sources[:_MOST_SOURCES], *(["…"] if len(sources) > _MOST_SOURCES else [])]
    return text(citation(shown) + (f" {unbroken(label(confidence, lang))}" if confidence else ""), FAINT)


def _names(acts: Sequence[Act], now: Standing, lang: Lang) -> str:
    names = [now.vocabulary.label("actor", act.actor, lang) for act in acts[:_MOST_ACTORS]]
    return COMMA[lang].join([*names, *(["…"] if len(acts) > _MOST_ACTORS else [])])
