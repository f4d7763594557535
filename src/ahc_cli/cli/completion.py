"""What the shell offers when a word is completed."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping

import typer

from ahc_cli import fields

Offer = tuple[str, str]


def formats(incomplete: str) -> list[str]:
    from ahc_cli.render import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def columns(incomplete: str) -> list[str]:
    """Names of fields, the last of a comma-separated list."""
    from ahc_cli.render.columns import NAMES

    return _listed(incomplete, NAMES)


def compared(incomplete: str) -> list[str]:
    """Names of the fields that may differ."""
    from ahc_cli.diff import COMPARED

    return _listed(incomplete, COMPARED)


def _listed(incomplete: str, names: Iterable[str]) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


def ids(incomplete: str) -> list[Offer]:
    """Ids of events with their titles."""
    from ahc_cli.dataset import bundled

    return [(e.id, e.title.lang("en")) for e in bundled().events if e.id.startswith(incomplete)]


def things(incomplete: str) -> list[Offer]:
    """Ids of everything that has a card."""
    from ahc_cli.dataset import bundled

    vocabulary = bundled().vocabulary
    named = (
        (id_, record.name.lang("en"))
        for table in (vocabulary.actors, vocabulary.topics, vocabulary.places)
        for id_, record in table.items()
    )
    return [*ids(incomplete), *((id_, name) for id_, name in named if id_.startswith(incomplete))]


def mend(environ: MutableMapping[str, str]) -> None:
    """Let what bash hands over with a colon at its end, a word of its own to bash, go on with an empty word."""
    words, number = environ.get("COMP_WORDS", ""), environ.get("COMP_CWORD", "")
    if words.split()[-1:] == [":"] and number.isdecimal():
        environ.update(COMP_WORDS=f"{words} ", COMP_CWORD=str(int(number) + 1))


def query(context: typer.Context, incomplete: str) -> list[Offer]:
    """Fields with their colon; behind one, what it allows.

    To bash a colon is a word, and what it completes is the word behind it.
    """
    words: list[str] = context.params.get("query") or []
    *_, name, before = ["", "", *words]
    if before == ":" and name in fields.FIELDS:
        return [(value, about) for value, about in _values(fields.FIELDS[name]) if value.startswith(incomplete)]
    name, colon, last = incomplete.partition(":")
    if not colon:
        return [(f"{field.name}:", field.about) for field in fields.FIELDS.values() if field.name.startswith(name)]
    field = fields.FIELDS.get(name)
    return [(f"{name}:{value}", about) for value, about in _values(field) if value.startswith(last)] if field else []


def countable(incomplete: str) -> list[Offer]:
    return [(f.name, f.about) for f in fields.FIELDS.values() if f.countable and f.name.startswith(incomplete)]


def values(name: str) -> Callable[[str], list[Offer]]:
    """What the option of a field offers."""

    def offers(incomplete: str) -> list[Offer]:
        return [offer for offer in _values(fields.FIELDS[name]) if offer[0].startswith(incomplete)]

    return offers


def _values(field: fields.Field) -> Iterator[Offer]:
    yield from ((choice, "") for choice in field.choices)
    if field.table or field.type in ("series", "id"):
        from ahc_cli.dataset import bundled

        dataset = bundled()
        if field.table:
            for id_ in dataset.vocabulary.table(field.table):
                yield id_, dataset.vocabulary.label(field.table, id_, "en")
        elif field.type == "id":
            yield from ids("")
        else:
            yield from dict.fromkeys((event.series, "") for event in dataset.events if event.series)
