"""What a query is read against: a dataset, the day that `today` means, and the names."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.data.load import Dataset, Files
from ahc_cli.messages import Lang
from ahc_cli.model.dates import last_day
from ahc_cli.model.fields import Read
from ahc_cli.model.records import Table
from ahc_cli.model.statements import statements
from ahc_cli.model.text import canonical, fold, is_han
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ahc_cli.query.algebra import Token  # which reads the words, too
if TYPE_CHECKING:  # the index of names is not needed where there are no words
    from ahc_cli.query.names import NameIndex
from ahc_cli.query.lexicon import conditions_of, has_stem, lexicon, stem


class Context(Struct, frozen=True, dict=True):
    """What a query is read against: a dataset, and the day that `today` means.

    The dataset may be opened when it is first needed; as of a `day` it is what was known then.
    `clock` is the day on which the query is asked. Other datasets are read from `files`.
    """

    source: Dataset | Callable[[], Dataset]
    clock: date
    day: date | None = None
    files: Files = Files()

    @property
    def today(self) -> date:
        """The day that `today` means."""
        return self.day or self.clock

    @cached_property
    def full(self) -> Dataset:
        """The dataset whatever the day."""
        return self.source() if callable(self.source) else self.source

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset, as it was known on the day."""
        return self.full.as_of(self.day) if self.day else self.full

    def on(self, text: str) -> "Context":
        """Return what was known at the end of a period, as it is typed.

        DateError if it is not a date; UsageError if it is later than the day.
        """
        day = last_day(text, self.today, self.day)
        if day == self.day:
            return self
        return Context(lambda: self.full, self.clock, day, self.files)

    @cached_property
    def index(self) -> "NameIndex":
        """The index of everything that has a name, for which the dataset is in memory."""
        from ahc_cli.query.names import NameIndex

        return NameIndex(self.dataset, self.full if self.day else None)

    @cached_property
    def query_names(self) -> "NameIndex":
        """The index of names in queries.

        A stream is read once and may be only a part, so titles of its events are not names.
        """
        if self.dataset.whole:
            return self.index
        return replace(self.index, dataset=replace(self.dataset, events=()))

    def stands(self, run: str) -> bool:
        """Whether a folded run of Chinese characters stands in some text."""
        return not self.dataset.whole or run in self._chinese

    def mentions(self, token: "Token") -> bool:
        """Whether a text of the record has a word, of which the stem counts, or all its parts."""
        if is_han(token.text[0]):
            return self.stands(fold(token.text))
        word = fold(token.text)
        if has_stem(word):
            return word in self.latin_words or stem(word) in self._stems
        return self.latin_words.issuperset(re.findall(r"[^\W_]+", word))

    @cached_property
    def latin_words(self) -> frozenset[str]:
        """The folded words of all English texts, those of names included."""
        names = " ".join(filter(str.isascii, self.query_names.spellings()))
        return frozenset(re.findall(r"[^\W_]+", fold(f"{self.latin} {names}")))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, filter(has_stem, self.latin_words)))

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the dataset."""
        return self.dataset.vocabulary

    def ids(self, table: Table, text: str) -> frozenset[str]:
        """Return the ids in a table that a text means.

        Without a whole vocabulary a word that means none is an id itself.
        """
        ids = self.query_names.ids(table, text)
        if ids or self.dataset.whole or " " in text:
            return ids
        return frozenset((text,))

    def codes(self, field: str, text: str) -> frozenset[str]:
        """Return the codes of a field that a word such as meetings means."""
        concepts = lexicon().concepts.get(canonical(text), ())
        return dict(conditions_of(concepts)).get(field, frozenset())

    @cached_property
    def values(self) -> Callable[[Read], set[str] | None]:
        """What is read from all events; None if they may be a part of a record."""

        def read_all(read: Read) -> set[str] | None:
            if not self.dataset.whole:
                return None
            return set[str]().union(*map(read, self.dataset.events))

        return cache(read_all)

    @cached_property
    def latin(self) -> str:
        """All English texts of the events."""
        return self._texts("en")

    @cached_property
    def _chinese(self) -> str:
        """All Chinese texts, folded, to look up whether a run of characters stands in one."""
        names = (name for name in self.query_names.spellings() if not name.isascii())
        return fold("\n".join((*names, self._texts("zh"))))

    def _texts(self, lang: Lang) -> str:
        """All texts of the events in a language."""
        texts: list[str] = []
        for event in self.dataset.events:
            texts += (getattr(statement.text, lang, None) or "" for statement in statements(event))
        return "\n".join(texts)
