"""Random events and queries: with the names of the small dataset, and close to each other in time."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st
from small import DOCUMENT, event

from ahc_cli.model.dates import parse
from ahc_cli.model.records import Event, Format, Kind, Role, Stance, Status

PIECES = [
    "Russia",
    "俄罗斯",
    "白俄罗斯",
    "印度尼西亚",
    "draft",
    "Ｄraft",
    "é",
    "US",
    "us",
    "human rights",
    "第一届",
    " ",
    ". ",
]


def _among(table: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(DOCUMENT[table]))


def _of(literal: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def periods(
    first: date = date(2021, 11, 1), last: date = date(2023, 2, 28)
) -> st.SearchStrategy[str]:
    """EDTF days, months and years."""
    days = st.dates(first, last).map(str)
    return st.tuples(days, st.sampled_from((4, 7, 10))).map(lambda pair: pair[0][: pair[1]])


def dates(
    first: date = date(2021, 11, 1), last: date = date(2023, 2, 28)
) -> st.SearchStrategy[str]:
    """EDTF dates, intervals, some with an open end, and windows."""
    one = periods(first, last)
    pairs = st.tuples(one, one).map(sorted)
    windows = pairs.filter(lambda pair: parse(pair[0]).is_before(parse(pair[1])))
    return st.one_of(
        one,
        pairs.map("/".join),
        one.map("../{}".format),
        one.map("{}/..".format),
        windows.map(lambda pair: "[{}..{}]".format(*pair)),
    )


texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
bilingual = st.one_of(
    st.builds(lambda en, zh: {"en": en, "zh": zh}, texts, texts),
    texts.map(lambda en: {"en": en}),
    texts.map(lambda zh: {"zh": zh}),
)
sources = st.lists(_among("sources"), max_size=2, unique=True)


# The keys of an event that can be missing. Made once: hypothesis takes longer to make strategies
# than to draw from them.
_ACTORS = _among("actors")
_PARTS = {
    "body": _ACTORS,
    "place": _among("places"),
    "series": st.sampled_from(("session", "talks")),
    "format": _of(Format),
    "summary": bilingual,
    "facts": st.lists(st.fixed_dictionaries({"text": bilingual, "sources": sources}), max_size=2),
    "actors": st.lists(
        st.fixed_dictionaries({"actor": _ACTORS, "role": _of(Role)}, optional={"date": periods()}),
        max_size=2,
    ),
    "positions": st.lists(
        st.fixed_dictionaries(
            {
                "actors": st.lists(_ACTORS, min_size=1, max_size=2),
                "stance": _of(Stance),
                "text": bilingual,
            },
            optional={"topic": _among("topics"), "sources": sources},
        ),
        max_size=2,
    ),
    "votes": st.lists(
        st.fixed_dictionaries(
            {"motion": bilingual, "result": st.just("adopted")},
            optional={"yes": st.integers(0, 200)},
        ),
        max_size=1,
    ),
    "topics": st.lists(_among("topics"), max_size=2, unique=True),
}
_EVENT = st.fixed_dictionaries(
    {"date": dates(), "kind": _of(Kind), "status": _of(Status), "title": bilingual}, optional=_PARTS
).map(lambda given: event(**given))


def events() -> st.SearchStrategy[Event]:
    """Any event with the names of the small dataset."""
    return _EVENT


# Field → values to ask for.
VALUES: dict[str, st.SearchStrategy[str]] = {
    "date": periods(),
    "within": periods(),
    "since": periods(),
    "until": periods(),
    "year": st.sampled_from(("2021", "2022", "..2022")),
    "kind": _of(Kind),
    "status": _of(Status),
    "when": st.sampled_from(("past", "ongoing", "upcoming", "overdue")),
    "format": _of(Format),
    "actor": _among("actors"),
    "body": _among("actors"),
    "actor.kind": st.sampled_from(("state", "ngo", "un-body")),
    "place": _among("places"),
    "topic": _among("topics"),
    "source": _among("sources"),
    "role": _of(Role),
    "stance": _of(Stance),
    "vote.yes": st.sampled_from(("88", "100..", "..100", "50..150")),
    "has": st.sampled_from(("votes", "positions", "facts")),
    "title": st.sampled_from(("draft", "俄罗斯", "us")),
    "text": st.sampled_from(("draft", "俄罗斯", "us")),
}
FIELDS = st.sampled_from(sorted(VALUES))
CONDITIONS = FIELDS.flatmap(lambda field: VALUES[field].map(f"{field}:{{}}".format))

WORDS = st.sampled_from(
    (
        "Russia",
        "俄罗斯",
        "印度",
        "draft",
        "US",
        '"human rights"',
        "Human Rights Watch",
        "e",
        "2022-05",
    )
)

# Queries as text, each part in brackets.
queries = st.recursive(
    st.one_of(CONDITIONS, WORDS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from((" ", " and ", " or ")), inner).map(
            lambda q: f"({q[0]}){q[1]}({q[2]})"
        ),
        inner.map(lambda query: f"not ({query})"),
    ),
    max_leaves=6,
)
