"""What a search answers before its events: how a state stands to the convention, where the convention stands."""

from collections.abc import Iterator, Sequence
from datetime import date

from ahc_cli.ask.find import ARTICLE
from ahc_cli.ask.search import cut_run
from ahc_cli.ask.standing import Standing, relation, standing
from ahc_cli.ask.terms import Word, split_names
from ahc_cli.data.load import Dataset
from ahc_cli.model.records import Event, Text
from ahc_cli.model.stems import ACTING, GENERIC, NEXT, STANDING, STOP_WORDS, WANTING, stem, stems
from ahc_cli.model.text import fold, plural, swap_numerals
from ahc_cli.model.vocabulary import EVERYDAY, Tag, names
from ahc_cli.model.words import date_in_full, event_date


def lead(words: Sequence[Word], dataset: Dataset, today: date) -> list[Text]:
    """Return the lines that answer a search about signing or ratifying, or about the convention as a whole."""
    if not dataset.whole or dataset.vocabulary.instrument is None:
        return []
    tags, stems_ = _read(words, dataset)
    actors = [id_ for table, id_ in tags if table == "actor"]
    if stems_ & stems(*NEXT):
        return [_line(event) for event in standing(dataset, today).ahead]
    if not stems_ and not any(table == "instrument" for table, _ in tags):
        return []
    if actors and stems_ & stems(*ACTING):
        now = standing(dataset, today)
        found = ((id_, relation(id_, now)) for id_ in actors)
        return [_named(id_, text, dataset) for id_, text in found if text]
    about_it = stems_ <= stems(*STANDING) | set(EVERYDAY) and all(table == "instrument" for table, _ in tags)
    if about_it and (now := standing(dataset, today)).adopted:
        return [summary(now)]
    return []


def pointers(words: Sequence[Word], dataset: Dataset) -> list[str]:
    """Return commands that answer better than a search: positions of an actor, what comes next."""
    tags, stems_ = _read(words, dataset)
    actors = [id_ for table, id_ in tags if table == "actor"]
    found = [f"ahc positions {id_}" for id_ in actors if stems_ & stems(*WANTING)]
    found += [f"ahc show article {number}" for number in _articles(words, dataset)]
    if not actors and stems_ & stems("sign", "签署", "签署国"):
        found.append("ahc count country role:signatory")
    if stems_ & stems("chair", "主席"):
        found.append("ahc count actor role:chair")
    return [*found, *(["ahc list upcoming"] if stems_ & stems(*NEXT) else [])]


def _articles(words: Sequence[Word], dataset: Dataset) -> Iterator[int]:
    """Yield the articles of the convention that the words name by number or title."""
    typed = " ".join(fold(word.text) for word in words)
    numbers = ARTICLE.findall(swap_numerals(typed)) + ARTICLE.findall(typed)
    for article in dataset.vocabulary.instrument.articles if dataset.vocabulary.instrument else ():
        named = any(str(article.number) in number for number in numbers)
        if named or typed in [fold(title) for _, title in article.title.both()]:
            yield article.number


def _line(event: Event) -> Text:
    return Text(
        en=f"{event_date(event, 'en')}  {event.title.lang('en')} ({event.id})",
        zh=f"{event_date(event, 'zh')}  {event.title.lang('zh')}（{event.id}）",
    )


def summary(now: Standing) -> Text:
    """Say where the convention stands in one sentence."""
    instrument, adopted = now.instrument, now.adopted
    name, until = instrument.short or instrument.name, instrument.signature_until.isoformat()
    day = adopted.date if adopted else ""
    named, deposits, needed = len(now.of("signatory")), len(now.deposits), instrument.ratifications_needed
    force = ("", "") if now.phase == "in-force" else (", not in force", "尚未生效，")
    english = (
        f"{name.lang('en')}: adopted on {date_in_full(day, 'en')}; {plural(named, 'signatory')} named; "
        f"{deposits} of the {needed} ratifications needed on record{force[0]}; "
        f"open for signature until {date_in_full(until, 'en')} (see 'ahc status')"
    )
    chinese = (
        f"{name.lang('zh')}：{date_in_full(day, 'zh')}通过，有据可查的签署方{named}个，"
        f"生效所需{needed}份批准书中有据可查的{deposits}份，{force[1]}"
        f"开放签署至{date_in_full(until, 'zh')}（见“ahc status”）"
    )
    return Text(en=english, zh=chinese)


def _read(words: Sequence[Word], dataset: Dataset) -> tuple[list[Tag], set[str]]:
    """Return the entities that the words name, and the stems of the other words that are not ignored."""
    pieces = [piece for word in words for piece in cut_run(word, dataset.vocabulary)]
    tags: list[Tag] = []
    found_stems: set[str] = set()
    for run, found in split_names(pieces, dataset.vocabulary):
        folded = fold(run[0].text).strip("?!.,;？！。")
        if standing_words := _standing_words(found, dataset):
            found_stems |= standing_words
            continue
        tags += found
        if not found and folded not in STOP_WORDS and folded not in GENERIC:
            found_stems.add(stem(folded) if folded.isascii() and folded not in EVERYDAY else folded)
    return tags, found_stems


def _standing_words(tags: Sequence[Tag], dataset: Dataset) -> set[str]:
    """Return the words about where the convention stands that are names of topics; nothing if there is another tag."""
    topics = [dataset.vocabulary.topics[id_] for table, id_ in tags if table == "topic"]
    found = {stem(fold(name)) for topic in topics for name in names(topic)} & stems(*STANDING)
    return found if len(topics) == len(tags) else set()


def _named(id_: str, text: Text, dataset: Dataset) -> Text:
    name = dataset.vocabulary
    return Text(
        en=f"{name.label('actor', id_, 'en')}: {text.lang('en')}",
        zh=f"{name.label('actor', id_, 'zh')}：{text.lang('zh')}",
    )
