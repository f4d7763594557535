"""A small dataset, written out, in which everything that an event can have occurs once; and what
tests make of it.
"""

import json
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from ahc_cli.data.load import Dataset, read
from ahc_cli.model.records import Event, Text
from ahc_cli.model.statements import Statement
from ahc_cli.model.vocabulary import Vocabulary
from ahc_cli.query.algebra import Query
from ahc_cli.query.context import Context
from ahc_cli.query.grammar import parse, split
from ahc_cli.render import Screen
from ahc_cli.report.definitions import article_statements, definitions
from ahc_cli.report.status import report_status
from ahc_cli.search.ranking import Result, rank

TODAY = date(2023, 7, 1)


def event(id_: str = "talk", **given: Any) -> Event:
    """Make an event of which only what matters to a test is given."""
    plain = {
        "id": id_,
        "date": "2022",
        "kind": "session",
        "status": "happened",
        "title": {"en": "Talk"},
    }
    return msgspec.convert(plain | given, Event)


def numbered(events: Iterable[Event]) -> list[Event]:
    """Give events distinct ids: e0, e1, ..."""
    return [msgspec.structs.replace(made, id=f"e{i}") for i, made in enumerate(events)]


def ids(events: Iterable[Event]) -> str:
    """Join the ids of events with blanks, as tables of cases write them."""
    return " ".join(event.id for event in events)


def dataset_with(*events: Event, vocabulary: Vocabulary | None = None) -> Dataset:
    """Make a dataset of these events, with the names of a vocabulary or none."""
    return Dataset(date(2023, 6, 1), Text(en="Own", zh="自有"), vocabulary or Vocabulary(), events)


def parsed(text: str, context: Context) -> Query:
    """Parse a query without its bare words."""
    return parse(text, context)[0]


def search(dataset: Dataset, typed: str, today: date) -> Result:
    """Search a dataset for what is typed."""
    context = Context(dataset, today)
    return rank(context, *split(typed, context))


def of_no_event(context: Context, typed: str = "") -> list[Statement]:
    """Return what is said of articles, and what the things are that a text names."""
    report = report_status(context.dataset, context.today)
    tokens, _conditions = split(typed, context)
    groups = [*article_statements(report), *definitions(context.dataset, tokens)]
    return [statement for group in groups for statement in group]


def screen(*, terminal: bool = False, **given: Any) -> Screen:
    """Make a screen of 80 columns on TODAY; a pipe unless it is a terminal."""
    plain = Screen(width=80, terminal=terminal, color=False, unicode=True, today=TODAY)
    return msgspec.structs.replace(plain, **given)


def to_json(value: Any, indent: int | None = None) -> str:
    """Write a value as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def write_json(value: Any, path: Path) -> Path:
    """Write a value as JSON to a file and return its path."""
    path.write_text(to_json(value, indent=1), encoding="utf-8")
    return path


def dataset_of(text: str | bytes) -> Dataset:
    """Read a text as a dataset from standard input."""
    data = text if isinstance(text, bytes) else text.encode()
    return read("-", lambda: BytesIO(data))


DOCUMENT: dict[str, Any] = {
    "schema_version": 2,
    "edition": "2023-06-01",
    "title": {"en": "A small record", "zh": "小型记录"},
    "timeline": "eff-timeline",
    "sources": {
        "un-report": {"title": "Report", "publisher": "United Nations", "origin": "un", "weight": "official"},
        "un-journal": {"title": "Journal", "publisher": "UN Journal", "origin": "un", "weight": "official"},
        "eff-timeline": {"title": "Timeline", "publisher": "EFF", "origin": "eff", "weight": "ngo"},
        "eff-letter": {"title": "Letter", "publisher": "EFF", "origin": "eff", "weight": "ngo"},
        "daily": {"title": "Newspaper", "publisher": "Daily", "origin": "daily", "weight": "press"},
        "repost": {"title": "Repost", "publisher": "Somebody", "origin": "somebody", "weight": "weak"},
    },
    "places": {
        "vienna": {"name": {"en": "Vienna", "zh": "维也纳"}, "aliases": ["Wien"]},
        "new-york": {"name": {"en": "New York", "zh": "纽约"}},
        "hanoi": {"name": {"en": "Hanoi", "zh": "河内"}, "aliases": ["Hà Nội"]},
    },
    "actors": {
        "ahc": {
            "kind": "un-body", "name": {"en": "Ad Hoc Committee on Cybercrime", "zh": "打击网络犯罪特设委员会"},
            "short": {"en": "Ad Hoc Committee", "zh": "特设委员会"}, "aliases": ["AHC"],
        },
        "russia": {
            "kind": "state", "iso": "RU", "name": {"en": "Russian Federation", "zh": "俄罗斯联邦"},
            "short": {"en": "Russia", "zh": "俄罗斯"},
        },
        "belarus": {"kind": "state", "iso": "BY", "name": {"en": "Belarus", "zh": "白俄罗斯"}},
        "india": {"kind": "state", "iso": "IN", "name": {"en": "India", "zh": "印度"}},
        "indonesia": {"kind": "state", "iso": "ID", "name": {"en": "Indonesia", "zh": "印度尼西亚"}},
        "united-states": {
            "kind": "state", "iso": "US", "name": {"en": "United States of America", "zh": "美利坚合众国"},
            "short": {"en": "United States", "zh": "美国"}, "aliases": ["US", "USA"],
        },
        "eff": {
            "kind": "ngo", "name": {"en": "Electronic Frontier Foundation", "zh": "电子前沿基金会"},
            "short": {"en": "EFF"},
        },
        "hrw": {"kind": "ngo", "name": {"en": "Human Rights Watch", "zh": "人权观察"}, "aliases": ["HRW"]},
    },
    "topics": {
        "safeguards": {"name": {"en": "Human rights and safeguards", "zh": "人权与保障"}, "aliases": ["human rights"]},
        "offences": {"name": {"en": "Offences", "zh": "罪行"}},
    },
    "events": [
        {
            "id": "draft-2021", "date": "2021", "kind": "document", "body": "russia",
            "title": {"en": "Draft of a convention"},
        },
        {
            "id": "session-1", "date": "2022-02-28/2022-03-11", "kind": "session", "series": "session",
            "body": "ahc", "place": "new-york", "format": "hybrid",
            "title": {"en": "First session", "zh": "第一届会议"},
            "summary": {"en": "The committee sets out.", "zh": "委员会启动工作。"},
            "facts": [
                {"text": {"en": "149 states attend.", "zh": "149个国家出席。"}, "sources": ["un-report", "daily"]},
                {"text": {"en": "Talks are calm."}, "sources": ["eff-timeline"]},
            ],
            "actors": [
                {"actor": "united-states", "role": "participant"},
                {"actor": "eff", "role": "observer", "date": "2022-03-01"},
            ],
            "attendance": [{"count": 149, "of": "states", "sources": ["un-report"]}],
            "documents": [{"symbol": "A/AC.291/7", "title": {"en": "Roadmap"}, "sources": ["un-journal"]}],
            "related": ["draft-2021"],
        },
        {
            "id": "letter-2022", "date": "2022-05", "kind": "letter",
            "title": {"en": "Letter on safeguards", "zh": "关于保障的信"},
            "actors": [{"actor": "hrw", "role": "author"}, {"actor": "ahc", "role": "addressee"}],
            "topics": ["safeguards"],
        },
        {
            "id": "session-2", "date": "2022-05-30/2022-06-10", "kind": "session", "series": "session",
            "body": "ahc", "place": "vienna", "format": "in-person",
            "title": {"en": "Second session", "zh": "第二届会议"},
            "facts": [{"text": {"en": "Much is proposed."}, "sources": ["un-report", "un-journal"]}],
            "positions": [
                {
                    "actors": ["russia", "belarus"], "stance": "proposes", "topic": "offences",
                    "text": {"en": "A long list of offences.", "zh": "一份很长的罪行清单。"}, "sources": ["daily"],
                },
                {
                    "actors": ["eff"], "stance": "opposes", "topic": "safeguards",
                    "text": {"en": "No crime without safeguards."}, "sources": ["eff-letter"],
                },
            ],
            "caveats": [{"text": {"en": "Sources differ on the last day."}, "sources": ["daily"]}],
        },
        {
            "id": "vote-2022", "date": "2022-06-10", "kind": "resolution", "body": "ahc", "place": "vienna",
            "title": {"en": "The rules are adopted", "zh": "通过规则"},
            "actors": [{"actor": "indonesia", "role": "sponsor"}],
            "votes": [
                {"motion": {"en": "Two thirds"}, "yes": 88, "no": 42, "abstain": 32, "result": "adopted",
                 "sources": ["un-report"]},
            ],
            "documents": [{"symbol": "A/RES/75/282"}],
            "topics": ["offences"],
        },
        {
            "id": "session-3", "date": "2023-01-09/2023-01-20", "kind": "session", "series": "session",
            "body": "ahc", "place": "vienna", "title": {"en": "Third session", "zh": "第三届会议"},
            "facts": [{"text": {"en": "India speaks."}, "sources": ["repost"]}],
            "actors": [{"actor": "india", "role": "speaker"}],
            "history": [
                {"as_of": "2022-02-01", "date": "2023-01", "status": "scheduled", "place": "new-york",
                 "title": {"en": "Third session", "zh": "第三届会议"}, "sources": ["un-report"]},
                {"as_of": "2022-09-01", "date": "2023-01-09/2023-01-20", "status": "scheduled", "place": "vienna",
                 "format": "hybrid", "title": {"en": "Third session", "zh": "第三届会议"},
                 "summary": {"en": "The draft is read."}, "sources": ["un-report"]},
            ],
        },
        {
            "id": "signing", "date": "2025-10-25/..", "kind": "signature", "place": "hanoi",
            "title": {"en": "Signing in Hanoi", "zh": "河内签署"},
        },
    ],
}  # fmt: skip

# An instrument for this dataset, which has none.
INSTRUMENT: dict[str, Any] = {
    "name": {"en": "Convention on Offences", "zh": "罪行公约"},
    "short": {"en": "Vienna Convention", "zh": "维也纳公约"},
    "aliases": ["the convention", "公约"],
    "adopted": "vote-2022",
    "opened": "signing",
    "signature_until": "2026-12-31",
    "ratifications_needed": 2,
    "days_to_force": 90,
    "sources": ["un-report"],
    "reported": [
        {"of": "signatories", "count": 2, "as_of": "2025-11-01", "sources": ["un-journal"]},
        {"of": "signatories", "count": 3, "as_of": "2026-01-01", "sources": ["daily"]},
    ],
    "chapters": [{"number": 1, "title": {"en": "General"}}],
    "articles": [
        {
            "number": 24,
            "title": {"en": "Safeguards", "zh": "保障"},
            "chapter": 1,
            "sources": ["un-report"],
        }
    ],
}

# The ids of its events.
EVENTS = "draft-2021 session-1 letter-2022 session-2 vote-2022 session-3 signing"
# Its events as an array and as lines of NDJSON.
ARRAY = DOCUMENT["events"]
LINES = [to_json(each) for each in ARRAY]
# An event with the required keys only.
PLAIN = {"id": "talk", "date": "2022", "kind": "session", "title": {"en": "Talk"}}
