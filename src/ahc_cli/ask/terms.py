"""Terms: what the words of a query or a search match, in both languages at once.

A run of words that is a name is an entity. Any other Latin word matches words of the same stem, a number matches whole,
and Chinese characters match anywhere: no tokenizer and no index of words, because they lose Chinese.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from os.path import commonprefix

from msgspec import Struct
from msgspec.structs import replace

from ahc_cli.ask.query import Context, conditions
from ahc_cli.model.dates import CHINESE_PERIOD
from ahc_cli.model.stems import every_word, family, stem, synonyms
from ahc_cli.model.text import fold, is_han, is_word, swap_numerals, unfold
from ahc_cli.model.vocabulary import EVERYDAY, Tag, Vocabulary, entity_tags, names
from ahc_cli.model.words import known_words

# Words that contain a name and mean something else; the name does not match there.
_ORDINARY = ("发展中国家", "拉美国家", "重大会议", "索马里", "发生效力", "second additional protocol", "第二附加议定书")
# An article of the convention or a draft; both languages write it in several ways.
_ARTICLE = re.compile(r"article (\d+)")
_NUMERALS = "0-9〇零一二三四五六七八九十百"
_ARTICLE_ZH = f"第[{_NUMERALS}]+条"
# An article, or a session, also one that the record does not have.
_ORDINAL_ZH = f"第[{_NUMERALS}]+(?:条|届(?:会议)?)"
# Where a number goes on: 第七 is not in 第七十八.
_WITHIN_NUMBER = re.compile(f"(?<=[{_NUMERALS}])(?=[{_NUMERALS}])")
# A number with a Chinese word for what it counts, which texts may leave out or exchange.
_COUNTED = re.compile("([0-9]+)(?:个?国家?|个|方|份|票|名|家|项)")
_ASKED_NUMBER = re.compile("(?:多少|几)(条|章)")
_ACRONYM = 3
_LEAST_PREFIX = 5
_LONGEST_RUN = 1_000  # characters; longer ones take long to read

# A match: where it starts and ends in the text, and how good it is: as it was typed; another word of the stem, or
# another name of the same thing; or the beginning of a word.
Span = tuple[int, int, int]
SAME, STEM, BEGINNING = range(3)


class Word(Struct, frozen=True):
    """A word as it was typed, and where it starts in a query; a quoted phrase is one word."""

    text: str
    quoted: bool = False
    at: int = 0


def plain_word(typed: str, at: int = 0) -> Word:
    """Make a word of what was typed without the marks that end a sentence."""
    return Word(typed.rstrip("?!;,？！；，。") or typed, at=at)


class Name(Struct, frozen=True):
    """A folded text to look for, but not in the longer names of `within`, given with its offset in them.

    A short acronym matches only its own `capitals`: US is not us.
    """

    needle: str
    within: tuple[tuple[str, int], ...] = ()
    capitals: str | None = None


class Term(Struct, frozen=True):
    """A name, number, phrase or run of Chinese characters in all its spellings, or a Latin word, which has a `stem`.

    A name also matches the tags of the entities that it names. A Latin word matches all words of its stem, which begin
    with its root, and from five letters the beginning of a longer word that is not in `name_words`. It does not match
    within the names of states, nor before a number in a name: Korea is not in DPR Korea. `tagged` are the other
    entities with it in their names.
    """

    typed: str
    spellings: tuple[Name, ...]
    tagged: frozenset[Tag] = frozenset()
    stem: str | None = None
    name_words: frozenset[str] = frozenset()

    @property
    def is_name(self) -> bool:
        """Whether the term is one of the names of its entities."""
        return self.stem is None and bool(self.tagged)

    @property
    def is_article(self) -> bool:
        """Whether it is an article, as in "article 6" and 第六条."""
        return _ARTICLE.fullmatch(self.typed) is not None or re.fullmatch(_ARTICLE_ZH, self.typed) is not None

    @property
    def needles(self) -> tuple[str, ...]:
        """Every text that matches contains one of these."""
        return tuple(spelling.needle for spelling in self.spellings)

    def spans(self, text: str, folded: str) -> Iterator[Span]:
        """Yield the matches in a text."""
        for spelling in self.spellings:
            for at in _occurrences(folded, spelling):
                if found := self._match(folded, at, at + len(spelling.needle)):
                    start, end = unfold(text, at, found[0])
                    if spelling.capitals in (None, text[start:end]):
                        is_other = self.is_name and spelling.needle != self.typed
                        yield start, end, STEM if is_other else found[1]

    def _match(self, folded: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a match ends and how good it is; None within a word of letters or digits."""
        if (start and is_word(folded[start - 1]) and is_word(folded[start])) or _WITHIN_NUMBER.match(folded, start):
            return None
        if self.stem is None:
            ends_within = end < len(folded) and is_word(folded[end - 1]) and is_word(folded[end])
            return None if ends_within or _WITHIN_NUMBER.match(folded, end) else (end, SAME)
        end = next((i for i in range(start, len(folded)) if not is_word(folded[i])), len(folded))
        word = folded[start:end]
        if word == self.typed:
            return end, SAME
        if stem(word) == self.stem:
            return end, STEM
        is_beginning = len(self.typed) >= _LEAST_PREFIX and word.startswith(self.typed) and word not in self.name_words
        return (start + len(self.typed), BEGINNING) if is_beginning else None


def name_pattern(name: str) -> str:
    """Return the pattern of a name in a run; a Latin one is not within a Latin word."""
    return rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name)


def cut_run(word: Word, context: Context) -> list[Word]:
    """Cut a run of Chinese characters along dates and known names and words, the longest first, but not a text."""
    folded = fold(word.text)
    if word.quoted or len(folded) > _LONGEST_RUN or not any(map(is_han, folded)):
        return [word]
    known = every_word(english=False) | known_words() | conditions().keys() | context.names.keys() | set(EVERYDAY)
    longest_first = sorted((name for name in known if name and name in folded), key=len, reverse=True)
    names = "|".join((*map(name_pattern, longest_first), _ORDINAL_ZH))
    pieces: list[str] = []
    for clause in re.split("[,;?!、。]", folded):
        for at, part in enumerate(re.split(f"({CHINESE_PERIOD})", clause)):
            # Every other part is a date.
            pieces += [part] if at % 2 else re.split(f"({names})", part)
    for at in range(1, len(pieces)):
        # One more character before a name makes another name: 南苏丹 is not 苏丹.
        if len(pieces[at - 1]) == 1 and is_han(pieces[at - 1]) and pieces[at] in context.vocabulary.entities:
            pieces[at - 1 : at + 1] = "", pieces[at - 1] + pieces[at]
    return [Word(piece) for piece in pieces if piece]


def word_term(word: Word, vocabulary: Vocabulary) -> Term:
    """Turn a word that is not a name into a term."""
    folded = " ".join(fold(word.text).split())
    if folded.isascii() and folded.isalpha():
        return _latin_term(folded, vocabulary)
    others = synonyms(folded)
    if "-" in folded and not word.quoted:
        others += [folded.replace("-", " "), *([folded.removesuffix("s"), f"{folded}s"] if folded.isascii() else [])]
    if not word.quoted and (counted := _COUNTED.fullmatch(folded)):
        others.append(counted[1])
    if not word.quoted and (asked := _ASKED_NUMBER.fullmatch(folded)):
        others.append(asked[1])
    if not word.quoted and (article := _ARTICLE.fullmatch(folded)):
        others = [f"art. {article[1]}", f"第{article[1]}条", swap_numerals(f"第{article[1]}条")]
    return Term(folded, tuple(map(Name, dict.fromkeys((folded, swap_numerals(folded), *others)))))


def article_term(number: int | str, vocabulary: Vocabulary) -> Term:
    """Return the term for an article of the convention or of a draft."""
    return word_term(Word(f"article {number}"), vocabulary)


def topic_term(id_: str, vocabulary: Vocabulary) -> Term:
    """Return the term for a topic."""
    return entity([("topic", id_)], vocabulary)


def _latin_term(word: str, vocabulary: Vocabulary) -> Term:
    roots = _roots(word)
    term = Term(word, tuple(map(Name, roots)), stem=stem(word), name_words=vocabulary.name_words)
    within: list[tuple[str, int]] = []
    tagged: list[Tag] = []
    for name, tags in vocabulary.entities.items():
        found = [(start, end) for start, end, quality in term.spans(name, name) if quality < BEGINNING]
        of_state = any(table == "actor" and vocabulary.actors[id_].kind == "state" for table, id_ in tags)
        if of_state or any(re.match(r" \d", name[end:]) for _start, end in found):
            # ARTICLE 19, and its id.
            within += [(longer, start) for start, _end in found for longer in (name, name.replace(" ", "-"))]
        elif found:
            tagged += tags
    spellings = tuple(Name(root, tuple(within)) for root in roots)
    return replace(term, spellings=spellings, tagged=frozenset(tagged))


def entity(tags: Sequence[Tag], vocabulary: Vocabulary, typed: str = "", more: Iterable[str] = ()) -> Term:
    """Return the term that matches some entities by their tags and names; everyday names are looked for as words.

    `more` are folded names of events. Without the name as it was `typed` it is called by the first of them.
    """
    named = [name for table, id_ in entity_tags(tags) for name in names(vocabulary.table(table)[id_])]
    if any(table == "instrument" for table, _id in tags):
        named += [name for name in names(vocabulary.instrument) if fold(name) not in EVERYDAY]
    spelled = {fold(spelling): spelling for name in (*named, *more) for spelling in (name, swap_numerals(name))}
    # The name of a topic is a phrase of its own: "human rights safeguards" also contains the topic "human rights".
    whole = [other for other, of in vocabulary.entities.items() if any(table != "topic" for table, _ in of)]
    spellings: list[Name] = []
    for folded, name in spelled.items():
        longer = [other for other in (*whole, *_ORDINARY) if folded in other and folded != other]
        acronym = len(name) <= _ACRONYM and name.isascii() and name.isupper()
        within = tuple((other, other.index(folded)) for other in longer)
        spellings.append(Name(folded, within, name if acronym else None))
    return Term(fold(typed) or next(iter(spelled), ""), tuple(spellings), frozenset(tags))


def _roots(word: str) -> list[str]:
    """The letters that all words of the stem of a word begin with, several if they begin in several ways.

    A final e, i or y may change.
    """
    groups: dict[str, list[str]] = {}
    for other in (word, stem(word), *family(word)):
        groups.setdefault(other[:_ACRONYM], []).append(other)
    shared = [commonprefix(words) for words in groups.values()]  # noqa: RUF071 - characters are what is wanted
    roots = dict.fromkeys(root[:-1] if len(root) >= _ACRONYM and root[-1] in "eiy" else root for root in shared)
    return [root for root in roots if not any(root != other and root.startswith(other) for other in roots)]


def _occurrences(folded: str, name: Name) -> Iterator[int]:
    """Yield where a name starts that is not in a longer one."""
    at = folded.find(name.needle) if name.needle else -1
    while at >= 0:
        if not any(at >= offset and folded.startswith(longer, at - offset) for longer, offset in name.within):
            yield at
        at = folded.find(name.needle, at + len(name.needle))
