"""Where the convention stands, on one screen."""

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from ahc_cli.answer import Screen
from ahc_cli.answer.reports import Status
from ahc_cli.ask.standing import Figure, Standing, act_date
from ahc_cli.draw.console import BLANK, FAINT, HEADING, ID, Row, indent, item_list, join, text
from ahc_cli.draw.phrases import event_date, event_line, with_sources
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import when
from ahc_cli.model.records import Lang
from ahc_cli.model.words import PHASES, Pair, bracketed, date_in_full, lasts, named

# How many sources of a figure, and signatories of one day, are named; `ahc status --json` has all.
_MOST_SOURCES = 2
_MOST_NAMED = 3


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
    lines = (*_figures(now, lang), *_meetings(now, lang))
    yield from item_list(((text(names[lang == "zh"], FAINT), content) for names, content in lines), 1)


def _figures(now: Standing, lang: Lang) -> Iterator[tuple[Pair, Text]]:
    """Yield the lines about what was adopted, signed and ratified, if it was."""
    instrument, adopted = now.instrument, now.adopted
    if adopted is None:
        return
    said = (adopted.summary or adopted.title).lang(lang)
    yield ("Adopted", "通过"), join(event_date(adopted, lang), text(f"  {said}  "), text(adopted.id, ID))
    if now.opened:
        place = f"  {now.vocabulary.label('place', now.opened.place, lang)}" if now.opened.place else ""
        number = sum(item.role == "signatory" for item in now.opened.actors)
        there = "" if number < 2 else f"  {number} signatories" if lang == "en" else f"  签署方{number}个"  # noqa: PLR2004
        yield (
            ("Opened", "开放签署"),
            join(event_date(now.opened, lang), text(f"{place}{there}  "), text(now.opened.id, ID)),
        )
    signed = now.figure(now.of("signatory"))
    yield ("Signatories", "签署方"), _sourced(_signatories(now, lang), signed, lang, now.latest("signatories"))
    deposits, days, needed = now.figure(now.deposits), instrument.days_to_force, instrument.ratifications_needed
    who = bracketed(named(now.vocabulary, "actor", deposits.actors, lang), lang) if deposits.actors else ""
    are = "is" if deposits.count == 1 else "are"
    deposited = f"{deposits.count} of the {needed} deposits needed {are} on record{who}, {now.missing} missing"
    if lang == "zh":
        deposited = f"生效需{needed}份批准书，有据可查的已交存{deposits.count}份{who}，尚缺{now.missing}份"
    yield ("Ratifications", "批准"), _sourced(deposited, deposits, lang, now.latest("parties"))
    if now.phase != "in-force":
        rule = f"{days} days after {needed} deposits" if lang == "en" else f"第{needed}份批准书交存之日后第{days}天"
        yield ("Takes effect", "生效条件"), _sourced(rule, now.deadline, lang)
    approvals = now.figure(now.of("approver"))
    if approvals.actors:
        names = named(now.vocabulary, "actor", approvals.actors, lang)
        yield ("Approvals", "国内核准"), _sourced(names, approvals, lang)
    yield ("Signature until", "签署截止"), _sourced(date_in_full(str(now.deadline.date), lang), now.deadline, lang)


def _meetings(now: Standing, lang: Lang) -> Iterator[tuple[Pair, Text]]:
    """Yield the lines about meetings and plans, and the date of the newest source."""
    if now.held:
        held, sessions = len(now.held), sum(event.kind == "session" for event in now.held)
        of_them = f"{sessions} session" if sessions == 1 else f"{sessions} sessions"
        last = f"{held} ({of_them}), last: " if lang == "en" else f"{held}次（其中届会{sessions}次），最近一次："
        newest = now.held[-1]
        outcome = f"\n{newest.summary.lang(lang)}" if newest.summary and not now.adopted else ""
        yield ("Meetings held", "已举行的会议"), join(text(last), event_line(newest, lang), text(outcome, lines=True))
    if now.draft and not now.adopted:
        yield ("Latest draft", "最新草案"), event_line(now.draft, lang)
    if now.decided and not now.adopted:
        yield ("Last decision", "最近的决定"), Text("\n").join(event_line(event, lang) for event in now.decided)
    current = [e for e in now.ahead if e.status == "scheduled" and lasts(e) and when(e, now.as_of) == "ongoing"]
    ahead = [event_line(event, lang) for event in now.ahead if event not in current]
    if current:
        yield ("Now", "正在进行"), Text("\n").join(event_line(event, lang) for event in current)
    nothing = text("nothing is known to be scheduled" if lang == "en" else "未见任何预定安排")
    yield ("Ahead", "今后安排"), Text("\n").join(ahead or [nothing])
    dated = date_in_full(now.newest_source.isoformat(), lang) if now.newest_source else "–"
    yield ("Newest source", "最新来源"), text(dated)


def _signatories(now: Standing, lang: Lang) -> str:
    signed = now.of("signatory")
    states = sum(now.is_state(act.actor) for act in signed)
    count = f"{len(signed)} named" if lang == "en" else f"有据可查的有{len(signed)}个"
    if 0 < states < len(signed):
        english = "1 state" if states == 1 else f"{states} states"
        count += bracketed(english if lang == "en" else f"其中国家{states}个", lang)
    if not signed:
        return count
    last = max(map(act_date, signed), key=lambda day: (parse(day).start or date.min, parse(day).end or date.max))
    actors, day = [act.actor for act in signed if act_date(act) == last], date_in_full(last, lang, window=True)
    names = named(now.vocabulary, "actor", actors[:_MOST_NAMED], lang)
    if len(actors) > _MOST_NAMED:
        names = f"{len(actors)}" if lang == "en" else f"{names}等{len(actors)}个"
    return count + (f", most recently {names} ({day})" if lang == "en" else f"，最近签署的是{names}（{day}）")


def _sourced(words: str, figure: Figure, lang: Lang, total: Figure | None = None) -> Text:
    """Write a figure with some of its sources and how sure it is, and below it the total that sources report."""
    shown = [*figure.sources[:_MOST_SOURCES], *(["…"] if len(figure.sources) > _MOST_SOURCES else [])]
    said = with_sources(text(words, lines=True), shown, figure.confidence, lang)
    if total is None:
        return said
    day = date_in_full(str(total.as_of), lang)
    reported = f"\n{total.count} reported on {day}" if lang == "en" else f"\n据报截至{day}有{total.count}个"
    return join(said, _sourced(reported, total, lang))
