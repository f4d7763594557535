"""Statements that are computed from a record: where the convention stands, its articles, and what a name is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from msgspec.structs import replace

from ahc_cli.ask.line import Token
from ahc_cli.ask.query import Context
from ahc_cli.ask.standing import lines, relation, spoken_text, standing
from ahc_cli.messages import ngettext, spoken
from ahc_cli.model.records import Lang, Text, tags
from ahc_cli.model.statements import Statement, Tag
from ahc_cli.model.vocabulary import INSTRUMENT
from ahc_cli.model.words import COLON, article_title, heading, section

# Meetings, drafts and plans are events, which are found as such.
_EVENTS = ("held", "draft", "decided", "now", "due", "ahead", "newest_source")


def computed(context: Context, tokens: Sequence[Token]) -> Iterator[Statement]:
    """Yield the computed statements; those about one actor, topic or place only if a token names it.

    They are in the reader's language; titles of articles are in both.
    """
    dataset = context.dataset
    if dataset.is_stream or not dataset.whole:
        return
    named = {tag for token in tokens for tag in token.tags}
    instrument, lang = dataset.vocabulary.instrument, spoken()
    if instrument:
        now = standing(dataset, context.today)
        for line in (line for line in lines(now) if line.key not in _EVENTS):
            before = section(line.key, lang) + COLON[lang] if line.key != "phase" else ""
            yield replace(line, text=spoken_text(before + (line.text.lang(lang) if line.text else "")))
        for article in instrument.articles if now.adopted else ():
            id_ = f"article-{article.number}"
            of_article: tuple[Tag, ...] = (("article", id_),)
            command = f"ahc show {id_} --json"
            for fact in (None, *article.facts):
                sure, text = (fact.confidence or None, fact.text) if fact else (None, article.title)
                titled = Text(**{lang: article_title(article, lang, text) for lang in get_args(Lang)})
                sources, key = (fact or article).sources, "contents" if fact else "article"
                yield Statement(key, text=titled, about=of_article, sources=sources, confidence=sure, command=command)
    counts = Counter(tag for event in dataset.events for tag in {(table, id_) for table, id_, _path in tags(event)})
    for table, id_ in sorted(named):
        if table not in ("actor", "topic", "place"):
            continue
        label, command, about = dataset.vocabulary.label(table, id_, lang), f"ahc show {id_} --json", (table, id_)
        if table == "actor" and instrument and (stands := relation(id_, now)):
            said = spoken_text(label + COLON[lang] + stands.lang(lang))
            yield Statement("relation", text=said, about=(about, (INSTRUMENT, INSTRUMENT)), command=command)
        kind = dataset.vocabulary.actors[id_].kind if table == "actor" else table
        if counts[about]:
            number = ngettext("{n} event", "{n} events", counts[about])
            said = spoken_text(f"{label} · {heading(kind, lang).lower()} · {number}")
            yield Statement("name", text=said, about=(about,), command=command)
