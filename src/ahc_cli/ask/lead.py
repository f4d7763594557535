"""What a search answers before its events: how a state stands to the convention, where the convention stands."""

import re
from collections.abc import Sequence
from datetime import date

from ahc_cli.ask.find import ARTICLE
from ahc_cli.ask.reading import bare_word, cut_run, split_names
from ahc_cli.ask.standing import Standing, relation, standing
from ahc_cli.ask.terms import Word
from ahc_cli.data.load import Dataset
from ahc_cli.messages import _, spoken
from ahc_cli.model.records import Event, Text
from ahc_cli.model.stems import ACTING, GENERIC, NEXT, STANDING, STOP_WORDS, WANTING, stem, stems
from ahc_cli.model.text import fold, swap_numerals
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary, names
from ahc_cli.model.words import date_in_full, event_date


def lead(words: Sequence[Word], dataset: Dataset, today: date) -> list[Text]:
    """Return the lines that answer a search about signing or ratifying, or about the convention as a whole."""
    vocabulary = dataset.vocabulary
    if not dataset.whole or vocabulary.instrument is None:
        return []
    tags, stems_ = _read(words, vocabulary)
    actors = [id_ for table, id_ in tags if table == "actor"]
    if stems_ & stems(*NEXT):
        return [_line(event) for event in standing(dataset, today).ahead]
    if actors and stems_ & stems(*ACTING):
        now = standing(dataset, today)
        return [_named(id_, text, vocabulary) for id_ in actors if (text := relation(id_, now))]
    about_it = stems_ <= stems(*STANDING) | set(EVERYDAY) and all(table == "instrument" for table, _ in tags)
    if about_it and (tags or stems_) and (now := standing(dataset, today)).adopted:
        return [summary(now)]
    return []


def pointers(words: Sequence[Word], dataset: Dataset) -> list[str]:
    """Return commands that answer better than a search, in the reader's language, such as positions."""
    vocabulary = dataset.vocabulary
    tags, stems_ = _read(words, vocabulary)
    actors = [id_ for table, id_ in tags if table == "actor"]
    named = {id_: vocabulary.label("actor", id_, "zh") if spoken() == "zh" else id_ for id_ in actors}
    found = [_("ahc positions {actor}", actor=named[id_]) for id_ in actors if stems_ & stems(*WANTING)]
    typed = " ".join(fold(word.text) for word in words)
    sought = {stem(bare_word(word)) for word in words if bare_word(word) not in STOP_WORDS}
    numbers = {number for pair in ARTICLE.findall(swap_numerals(typed)) + ARTICLE.findall(typed) for number in pair}
    found += [
        _("ahc show article {number}", number=article.number)
        for article in (vocabulary.instrument.articles if vocabulary.instrument else ())
        if str(article.number) in numbers or _is_title(typed, sought, article.title)
    ]
    if not actors and stems_ & stems("sign", "签署", "签署国"):
        found.append(_("ahc count country role:signatory"))
    if stems_ & stems("chair", "主席"):
        found.append(_("ahc count actor role:chair"))
    if stems_ & stems(*NEXT):
        found.append(_("ahc list upcoming"))
    return found


def _is_title(typed: str, sought: set[str], title: Text) -> bool:
    """Whether what is looked for is a title or words of it."""
    words = {stem(word) for word in re.findall(r"\w+", fold(title.lang("en")))}
    return sought <= words or (len(typed) > 1 and typed in fold(title.lang("zh")))


def summary(now: Standing) -> Text:
    """Say where the convention stands in one sentence."""
    instrument, day = now.instrument, now.adopted.date if now.adopted else ""
    name, until = instrument.short or instrument.name, instrument.signature_until.isoformat()
    named, deposits, needed = len(now.of("signatory")), len(now.deposits), instrument.ratifications_needed
    force = ("in force", "已生效") if now.phase == "in-force" else ("not in force", "尚未生效")
    closing = ("open for signature until", "开放供签署至")
    if now.as_of > instrument.signature_until:
        closing = ("signature closed on", "签署期截至")
    return Text(
        en=f"{name.lang('en')}: adopted on {date_in_full(day, 'en')}; "
        f"{named} {'signatory' if named == 1 else 'signatories'} named; "
        f"{deposits} of the {needed} ratifications needed {'is' if deposits == 1 else 'are'} on record; {force[0]}; "
        f"{closing[0]} {date_in_full(until, 'en')} (see 'ahc status')",
        zh=f"《{name.lang('zh')}》：{date_in_full(day, 'zh')}通过；有据可查的签署方{named}个；"
        f"生效需{needed}份批准书，有据可查的{deposits}份；{force[1]}；"
        f"{closing[1]}{date_in_full(until, 'zh')}（见“ahc status”）",
    )


def _read(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[list[Tag], set[str]]:
    """Return the entities that the words name, and the stems of the other words that are not ignored.

    The name of a topic that is a word about where the convention stands is such another word.
    """
    pieces = [piece for word in words for piece in cut_run(word, vocabulary)]
    tags: list[Tag] = []
    found: set[str] = set()
    for run, named in split_names(pieces, vocabulary):
        word = bare_word(run[0])
        topics = [vocabulary.topics[id_] for table, id_ in named if table == "topic"]
        about_it = {stem(fold(name)) for topic in topics for name in names(topic)} & stems(*STANDING)
        if about_it and len(topics) == len(named):
            found |= about_it
        elif named:
            tags += named
        elif word not in STOP_WORDS and word not in GENERIC:
            found.add(stem(word) if word.isascii() and word not in EVERYDAY else word)
    return tags, found


def _line(event: Event) -> Text:
    return Text(
        en=f"{event_date(event, 'en')}  {event.title.lang('en')} ({event.id})",
        zh=f"{event_date(event, 'zh')}  {event.title.lang('zh')}（{event.id}）",
    )


def _named(id_: str, text: Text, vocabulary: Vocabulary) -> Text:
    return Text(
        en=f"{vocabulary.label('actor', id_, 'en')}: {text.lang('en')}",
        zh=f"{vocabulary.label('actor', id_, 'zh')}：{text.lang('zh')}",
    )
