"""What a query is read against: a dataset, the day that `today` means, and the names."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.data.load import Dataset
from ahc_cli.model.fields import Read
from ahc_cli.model.records import Table
from ahc_cli.model.statements import statements
from ahc_cli.model.text import canonical, fold
from ahc_cli.model.vocabulary import Vocabulary

if TYPE_CHECKING:  # the index of names is not needed where there are no words
    from ahc_cli.query.names import NameIndex
from ahc_cli.query.lexicon import lexicon


class Context(Struct, frozen=True, dict=True):
    """What a query is read against: a dataset, the day that `today` means, and the dataset whatever
    the day.
    """

    dataset: Dataset
    today: date
    full: Dataset | None = None

    @cached_property
    def index(self) -> "NameIndex":
        """The index of everything that has a name, for which the dataset is in memory."""
        from ahc_cli.query.names import NameIndex

        return NameIndex(self.dataset, self.full)

    @cached_property
    def query_names(self) -> "NameIndex":
        """The index of names in queries; titles are none in a stream, which is read once and may be
        only a part.
        """
        return (
            self.index
            if self.dataset.whole
            else replace(self.index, dataset=replace(self.dataset, events=()))
        )

    def stands(self, run: str) -> bool:
        """Whether a folded run of Chinese characters stands in some text."""
        return not self.dataset.whole or run in self._chinese

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of the dataset."""
        return self.dataset.vocabulary

    def ids(self, table: Table, text: str) -> frozenset[str]:
        """Return the ids in a table that a text means; without a whole vocabulary a word is an id
        itself.
        """
        unknown = frozenset(() if self.dataset.whole or " " in text else (text,))
        return self.query_names.ids(table, text) or unknown

    def codes(self, field: str, text: str) -> frozenset[str]:
        """Return the codes of a field that a word such as meetings means."""
        pairs = (concept.partition(":") for concept in lexicon().concepts.get(canonical(text), ()))
        return next(
            (frozenset(codes.split(",")) for of, _colon, codes in pairs if of == field), frozenset()
        )

    def values(self, read: Read) -> set[str] | None:
        """Return what is read from all events; None if they may be a part of a record."""
        return (
            {value for event in self.dataset.events for value in read(event)}
            if self.dataset.whole
            else None
        )

    @cached_property
    def _chinese(self) -> str:
        """All Chinese texts, folded, to look up whether a run of characters stands in one."""
        said = (
            each.text.zh for event in self.dataset.events for each in statements(event) if each.text
        )
        return fold(
            "\n".join(
                [
                    *filter(None, said),
                    *(name for name in self.query_names.spellings() if not name.isascii()),
                ]
            )
        )
