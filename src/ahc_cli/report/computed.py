"""Statements that are computed from the record: how an actor stands, what articles say."""

from collections.abc import Iterator, Sequence
from typing import get_args

from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, ngettext, spoken
from ahc_cli.model.labels import COLON, article_title, event_date, heading, section
from ahc_cli.model.labels import label as word
from ahc_cli.model.records import Lang, Text
from ahc_cli.model.statements import Statement, Tag, ballots, statements
from ahc_cli.model.vocabulary import INSTRUMENT
from ahc_cli.query.algebra import Token
from ahc_cli.query.context import Context
from ahc_cli.report.status import StatusReport, lines, relation, report_status


def computed(context: Context, tokens: Sequence[Token]) -> Iterator[Statement]:
    """Yield the computed statements; those about one actor, topic or place only if a token names
    it.

    They are in the reader's language; titles of articles are in both.
    """
    dataset = context.dataset
    if not dataset.whole:
        return
    report, lang = report_status(dataset, context.today), spoken()
    if report:
        for line in lines(
            report, plans=False
        ):  # meetings and plans are events, which are found as such
            before = section(line.key, lang) + COLON[lang] if line.key != "phase" else ""
            yield replace(
                line, text=Text(**{lang: before + (line.text.lang(lang) if line.text else "")})
            )
        for article in report.instrument.articles if report.status.adopted else ():
            id_ = f"article-{article.number}"
            of_article: tuple[Tag, ...] = (("article", id_), (INSTRUMENT, INSTRUMENT))
            command = f"ahc show {id_} --json"
            for fact in (None, *article.facts):
                sure, text = (fact.confidence or None, fact.text) if fact else (None, article.title)
                titled = Text(
                    **{lang: article_title(article, lang, text) for lang in get_args(Lang)}
                )
                sources, key = (fact or article).sources, "contents" if fact else "article"
                yield Statement(
                    key,
                    text=titled,
                    about=of_article,
                    sources=sources,
                    confidence=sure,
                    command=command,
                )
    for tag in sorted({tag for token in tokens for tag in token.tags}):
        yield from _of_name(tag, dataset, report)


def _of_name(tag: Tag, dataset: Dataset, report: StatusReport | None) -> Iterator[Statement]:
    """Yield how an actor stands to the convention and how it voted; of it, a topic or a place the
    number of events.
    """
    (table, id_), lang, vocabulary = tag, spoken(), dataset.vocabulary
    if table not in ("actor", "topic", "place"):
        return
    label, command = vocabulary.label(table, id_, lang), f"ahc show {id_} --json"
    if table == "actor" and report and (stands := relation(id_, report)):
        said = Text(**{lang: label + COLON[lang] + stands.lang(lang)})
        yield Statement(
            "relation", text=said, about=(tag, (INSTRUMENT, INSTRUMENT)), command=command
        )
    for event in dataset.events if table == "actor" else ():
        for ballot in ballots(event, id_):
            how, day = COLON[lang] + word(str(ballot.role), lang), event_date(event, lang)
            parts = (label + how, _("vote of {day}", day=day), event.title.lang(lang))
            said, about = Text(**{lang: " · ".join(parts)}), (tag, ("event", event.id))
            sure = vocabulary.confidence(ballot.sources)
            yield replace(
                ballot,
                key="ballot",
                event=None,
                text=said,
                about=about,
                confidence=sure,
                command=command,
            )
    if count := sum(
        any(tag in each.tags for each in statements(event)) for event in dataset.events
    ):
        kind, number = vocabulary.kind_of(id_) or table, ngettext("{n} event", "{n} events", count)
        said = Text(**{lang: f"{label} · {heading(kind, lang).lower()} · {number}"})
        yield Statement("name", text=said, about=(tag,), command=command)
