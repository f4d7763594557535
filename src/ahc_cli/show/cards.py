"""Cards: everything about events, actors, topics, places, sources, articles and the convention, and
its status.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from math import ceil
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model import records
from ahc_cli.model.dates import parse
from ahc_cli.model.fields import date_order
from ahc_cli.model.labels import (
    CLAUSE,
    COLON,
    COMMA,
    article_title,
    bracketed,
    date_in_full,
    label,
    name_list,
    section,
)
from ahc_cli.model.records import Event, Text, references
from ahc_cli.model.statements import BALLOTS, Statement, ballots, statements
from ahc_cli.model.text import WORD_JOINER, width
from ahc_cli.model.vocabulary import Article, Instrument, Vocabulary, names
from ahc_cli.query.names import Entity
from ahc_cli.render import BLANK, Line, Screen, Span, Spans
from ahc_cli.report.positions import TakenPosition, positions_of
from ahc_cli.report.status import StatusReport, lines, phase_words, relation
from ahc_cli.show.phrases import (
    citation,
    date_span,
    event_line,
    item_spans,
    sure_span,
    title_spans,
    value_words,
)

# What a new reader may try first, in the reader's language; the last two in Chinese where it can be
# shown.
_TRY_CHINESE = ("ahc 谁签署了公约", "ahc 中国想要什么")
_MOST_BAR = 30


class Cards(Struct, frozen=True, dict=True):
    """What cards are made from: all events of a record, and where the convention stands if the
    record has one.
    """

    events: Sequence[Event]
    vocabulary: Vocabulary
    report: StatusReport | None = None

    def page(self, shown: Sequence[Event | Entity], screen: Screen) -> Iterator[Line]:
        """Yield the cards, one below the other, then the sources, which events number as they cite
        them.
        """
        numbers = dict[str, int]()
        for at, record in enumerate(shown):
            yield from [BLANK] if at else []
            yield from (
                self._event(record, numbers)
                if isinstance(record, Event)
                else self._entity(record, screen)
            )
        yield from _sections([("sources", [self._source(id_, screen) for id_ in numbers])])

    def json(self, record: Event | Entity) -> Any:
        """Return an event as it is; an entity with its id and table, and what the record says of
        it.
        """
        if isinstance(record, Event):
            return record
        found = {"id": record.id, "table": record.table, **msgspec.to_builtins(record.record)}
        found.pop("adjectives", None)  # never printed
        if record.table == "actor":
            found["relation"] = relation(record.id, self.report) if self.report else None
        told = self._told(record)
        return found | {
            key: rows for key, rows, _items in told if rows or key in ("positions", "events")
        }

    def _said(self, entity: Entity) -> dict[str, list[Statement]]:
        """Return the statements that are tagged with an entity, by event; none of an event that
        only cites a source.
        """
        if isinstance(entity.record, Instrument):
            return {
                id_: []
                for id_ in (entity.record.adopted, entity.record.opened)
                if id_ in self._by_id
            }
        tag = (entity.table, entity.id)
        if entity.table == "source":
            return {
                event.id: []
                for event in self.events
                if any(each[:2] == tag for each in references(event))
            }
        said: dict[str, list[Statement]] = {}
        for each in chain.from_iterable(map(statements, self.events)):
            if each.event and tag in each.tags:
                said.setdefault(each.event.id, []).append(each)
        return said

    @cached_property
    def _by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    def _event(self, event: Event, numbers: dict[str, int]) -> Iterator[Line]:
        """Yield the card of an event; its sources get the next numbers as they are cited."""
        lang = spoken()

        def noted(sources: Sequence[str]) -> Span:
            note = "".join(f"[{numbers.setdefault(id_, len(numbers) + 1)}]" for id_ in sources)
            return Span(f" {note}" if note else "", "note")

        yield from _head(title_spans(event, "heading"), event.title)
        about = [
            value_words(key, getattr(event, key), self.vocabulary)
            for key in ("place", "format", "kind", "body")
        ]
        parts = [Span(f" · {WORD_JOINER.join(part)}") for part in about if part]
        yield Line((date_span(event), *parts, Span(" · "), Span(event.id, "id")))
        if event.summary:
            yield from (BLANK, Line((Span(event.summary.lang(lang)),)))
        sections = {
            key: self._items(getattr(event, key), noted) for key in ("facts", "positions", "votes")
        }
        for roll in (vote.roll for vote in event.votes if vote.roll):
            for ballot, side in BALLOTS.items():
                sections["votes"] += self._named("actor", getattr(roll, side), label(ballot, lang))
        sections |= {
            key: self._items(getattr(event, key), noted)
            for key in ("attendance", "documents", "caveats")
        }
        groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for item in event.actors:
            when = bracketed(date_in_full(item.date, lang), lang) if item.date else ""
            groups.setdefault((label(item.role, lang) + when, item.sources), []).append(item.actor)
        sections["actors"] = []
        for (role, sources), actors in groups.items():
            sections["actors"] += self._named("actor", actors, role, noted(sources))
        sections["topics"] = self._named("topic", event.topics)
        sections["history"] = self._items(event.history, noted)
        series = sorted(
            (e for e in self.events if event.series and e.series == event.series), key=date_order
        )
        at = series.index(event) if series else 0
        beside = (
            *(("← ", other) for other in series[:at][-1:]),
            *(("→ ", other) for other in series[at + 1 :][:1]),
        )
        sections["series"] = [
            (Span(arrow), *event_line(other.id, self._by_id)) for arrow, other in beside
        ]
        sections["related"] = [event_line(id_, self._by_id) for id_ in event.related]
        yield from _sections(sections.items())

    def _source(self, id_: str, screen: Screen) -> Spans:
        """Write a source, and its address where links are not drawn."""
        source, lang = self.vocabulary.sources.get(id_), screen.lang
        if source is None:
            return (Span(id_, "id"),)
        day = CLAUSE[lang] + date_in_full(source.date, lang) if source.date else ""
        weight = bracketed(label(source.weight, lang), lang)
        address = f"\n{source.url}" if source.url and not (screen.terminal and screen.color) else ""
        title = Span(f"{source.publisher}{COLON[lang]}{source.title}{day}", "", source.url or "")
        said = Span(weight, "weak" if source.weight == "weak" else "faint")
        return title, said, Span(" "), Span(id_, "id"), Span(address, "faint")

    def _entity(self, entity: Entity, screen: Screen) -> Iterator[Line]:
        """Yield the card of anything else: what it is, then its sections."""
        record, lang = entity.record, screen.lang
        if isinstance(record, Instrument) and self.report:
            yield from status_page(self.report, screen)
        else:
            name, title = getattr(record, "name", None), getattr(record, "title", "")
            keys = ("publisher", "date", "weight", "kind", "iso")
            parts = [value_words(key, getattr(record, key, None), self.vocabulary) for key in keys]
            if isinstance(record, Article):
                title = article_title(record, lang)
                chapters = self.vocabulary.instrument.chapters if self.vocabulary.instrument else ()
                parts = [
                    article_title(each, lang) for each in chapters if each.number == record.chapter
                ]
            yield from _head((Span(name.lang(lang) if name else title, "heading"),), name)
            yield Line((*(Span(f"{part} · ") for part in parts if part), Span(entity.id, "id")))
        if url := getattr(record, "url", None):
            yield Line((Span(url, "faint", url),))
        if self.report and entity.table == "actor" and (stands := relation(entity.id, self.report)):
            said = stands.lang(lang)
            yield Line((Span(said[:1].upper() + said[1:], "heading"),), hang=2)
        if entity.table == "article":
            yield from (
                BLANK,
                Line((Span(_("The text of the articles is not part of the record.")),)),
            )
        yield from _sections((key, items) for key, _rows, items in self._told(entity))

    def _told(self, entity: Entity) -> Iterator[tuple[str, Sequence[Any], list[Spans]]]:
        """Yield what the record says of an entity: the key of JSON, what it has there, and the
        items of the section.

        Sections of what the record of the entity itself has are nothing more in JSON.
        """
        record, lang, said = entity.record, spoken(), self._said(entity)
        if isinstance(record, records.Actor):
            votes = (
                (event.id, ballot.role)
                for event in self.events
                for ballot in ballots(event, entity.id)
            )
            voted = [{"event": id_, "role": role} for id_, role in votes]
            yield (
                "voted",
                voted,
                [self._appearance({"id": row["event"], "roles": [row["role"]]}) for row in voted],
            )
            members = record.members_in(
                parse(self.report.status.as_of.isoformat() if self.report else "0001/..")
            )
            acts = (
                {act.actors[0] for act in self.report.acts if act.role == "signatory"}
                if self.report
                else {}
            )
            signed = [id_ for id_ in members if id_ in acts]
            yield "signed", signed, self._named("actor", signed)
            yield "members", (), self._named("actor", members)
        yield "contents", (), self._items(getattr(record, "facts", ()), citation)
        if entity.table in ("actor", "topic", "article"):
            taken = positions_of(chain(*said.values()))[0]
            yield "positions", taken, [self._position(each, entity.id) for each in taken]
        rows = [self._row(entity, id_, each) for id_, each in said.items()]
        yield "events", rows, [self._appearance(row) for row in rows]
        for key in ("chapters", "articles"):
            parts = getattr(record, key, ())
            titles = [(part, Span(article_title(part, lang))) for part in parts]
            yield (
                key,
                (),
                [(title, citation(getattr(part, "sources", ()))) for part, title in titles],
            )
        related: records.Table = "actor" if entity.table == "actor" else "topic"
        yield "related", (), self._named(related, getattr(record, "related", ()))
        if not isinstance(record, Article | records.Source):
            title = record.short if isinstance(record, Instrument) and record.short else record.name
            others = [other for other in names(record) if other not in (title.en, title.zh)]
            yield "aliases", (), [(Span(COMMA[lang].join(others)),)] if others else []

    def _items(
        self, items: Iterable[records.Listed], cited: Callable[[Sequence[str]], Span]
    ) -> list[Spans]:
        """Write items of a list, each with its sources as they are `cited`, and how sure it is."""
        return [item_spans(item, self.vocabulary, cited(item.sources)) for item in items]

    def _row(self, entity: Entity, id_: str, said: Sequence[Statement]) -> dict[str, Any]:
        """Return what JSON has of an event in which an entity appears."""
        keys = ("id", "date", "title", *(("summary",) if entity.table == "place" else ()))
        row = {key: value for key in keys if (value := getattr(self._by_id[id_], key))}
        row["roles"] = list(dict.fromkeys(one.role for one in said if one.role))
        return row | (
            {"said": [one.item for one in said if not one.stance]}
            if entity.table == "article"
            else {}
        )

    def _appearance(self, row: dict[str, Any]) -> Spans:
        """Write an event in which an entity appears."""
        lang = spoken()
        roles = bracketed(COMMA[lang].join(label(role, lang) for role in row["roles"]), lang)
        summary = Span(f"\n{row['summary'].lang(lang)}" if "summary" in row else "")
        said = [(Span("\n"), *item_spans(item, self.vocabulary)) for item in row.get("said", ())]
        return *event_line(row["id"], self._by_id), Span(roles, "faint"), summary, *chain(*said)

    def _position(self, taken: TakenPosition, entity: str) -> Spans:
        """Write a position and where it was taken; the card of a topic need not name it."""
        shown = replace(taken, topic=None) if taken.topic == entity else taken
        where = Span(" "), date_span(self._by_id[taken.event]), Span(" "), Span(taken.event, "id")
        return item_spans(shown, self.vocabulary, *where)

    def _named(
        self, table: records.Table, ids: Sequence[str], head: str = "", *behind: Span
    ) -> list[Spans]:
        """Make one item of the names of several ids, if there are any, behind a head."""
        lang = spoken()
        said = Span(name_list(self.vocabulary, table, ids, lang))
        return [(Span(head + COLON[lang] if head else "", "faint"), said, *behind)] if ids else []


def _head(title: Spans, name: Text | None) -> Iterator[Line]:
    """Yield a title, and its translation if it has one."""
    yield Line(title, "title", hang=2)
    if name and name.en and name.zh:
        yield Line((Span(name.zh if spoken() == "en" else name.en, "faint"),), hang=2)


def _sections(sections: Iterable[tuple[str, list[Spans]]]) -> Iterator[Line]:
    """Yield the heading and the items of each section that has any; sources are numbered."""
    for name, items in sections:
        if items:
            yield from (BLANK, Line((Span(section(name, spoken()), "heading"),), "heading"))
        for number, item in enumerate(items, 1):
            marks = {"caveats": Span("△", "weak"), "sources": Span(f"[{number}]", "faint")}
            mark = marks.get(name, Span("•"))
            kind: Literal["item", "source"] = "source" if name == "sources" else "item"
            yield Line(item, kind, indent=2, mark=mark, hang=len(mark.text) + 1)


def status_page(report: StatusReport, screen: Screen, *, in_short: bool = False) -> Iterator[Line]:
    """Yield the name of the convention, its phase, and a line for each figure with its sources and
    how sure it is.

    In short there are few figures and no sources, and a bar shows how many ratifications are
    needed.
    """
    name = (report.instrument.short or report.instrument.name).lang(screen.lang)
    yield Line((Span(name, "heading"),), "title")
    day = date_in_full(report.status.as_of.isoformat(), screen.lang)
    yield Line((Span(_("{phase} · {day}", phase=phase_words(report), day=day)),))
    yield BLANK
    first = (
        ("signatories", "ratifications", "deadline", "newest_source")
        if report.status.adopted
        else ("held", "ahead")
    )
    found = [
        line
        for line in lines(report)
        if line.key != "phase" and (not in_short or line.key in first)
    ]
    room = max(width(section(line.key, screen.lang)) for line in found) + 1
    before = ""
    for line in found:
        text = line.text.lang(screen.lang) if line.text else ""
        parts = re.split(r"(\d+)", text, maxsplit=1) if line.sources else [text]
        said = [Span(part, "heading" if part.isdecimal() else "") for part in parts]
        mark = Span("" if line.key == before else section(line.key, screen.lang), "faint")
        cited = Span("") if in_short else citation(line.sources, in_short=True)
        dot = Span(" ·" if line.confidence else "", "faint")
        yield Line((*said, cited, dot, sure_span(line.confidence)), "item", mark=mark, hang=room)
        if (
            in_short
            and line.key == "ratifications" != before
            and (parties := report.status.parties)
        ):
            needed, done = max(parties["needed"], 1), parties["sourced"].count
            most = min(_MOST_BAR, needed, screen.width - room - 1)
            full = min(most, ceil(most * done / needed))
            yield Line((Span("▆" * full), Span("·" * (most - full), "faint")), "item", hang=room)
        before = line.key


def front_page(
    dataset: Dataset | None, report: StatusReport | None, screen: Screen, *, chinese: bool
) -> Iterator[Line]:
    """Yield in a few lines where the convention stands or, without one, what the dataset is; then
    what to try.
    """
    if report:
        yield from status_page(report, screen, in_short=True)
    elif dataset:
        yield Line((Span(dataset.title.lang(screen.lang), "heading"),), "title")
        number = ngettext("{n} event", "{n} events", len(tuple(dataset.events)))
        yield Line((Span(f"{date_in_full(dataset.edition.isoformat(), screen.lang)} · {number}"),))
    yield from (BLANK, Line((Span(_("Try")),), "heading"))
    plain = (
        _("ahc did china sign"),
        _("ahc positions russia"),
        _("ahc show session-4"),
        _("ahc search serious crime"),
    )
    more = _TRY_CHINESE if chinese else (_("ahc list vienna 2022"), _("ahc count letters by year"))
    for command in (*plain, *more):
        yield Line((Span(command, "id"),), "item", indent=3)
    yield Line((Span(_("A plain question works. 'ahc --help' lists the commands."), "faint"),))
