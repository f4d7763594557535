"""Where the convention stands, as JSON: every figure with its sources and how sure it is."""

import json
from datetime import date

import msgspec
from small import DOCUMENT, INSTRUMENT, dataset_of, to_json

from ahc_cli.answer.reports import Status
from ahc_cli.ask.standing import standing

SIGNED = {
    "id": "signed", "date": "2022-10-25", "kind": "signature", "title": {"en": "Signing"},
    "actors": [
        {"actor": "belarus", "role": "signatory", "sources": ["daily"]},
        {"actor": "india", "role": "signatory", "sources": ["daily", "un-report"]},
        {"actor": "belarus", "role": "ratifier", "sources": ["repost"]},
    ],
}  # fmt: skip
DATASET = dataset_of(to_json(DOCUMENT | {"events": [*DOCUMENT["events"], SIGNED], "instrument": INSTRUMENT}))


def status(day):
    (answer,) = Status(standing(DATASET, date.fromisoformat(day))).json()
    return json.loads(msgspec.json.encode(answer))


def test_before_the_adoption_there_are_only_meetings():
    assert status("2022-06-09") == {
        "as_of": "2022-06-09",
        "phase": "in-negotiation",
        "meetings": {"held": ["session-1", "session-2"], "ahead": []},
        "scheduled": ["signing"],
        "draft": None,
        "decided": [],
        "adopted": None,
        "opened": None,
        "signatories": None,
        "parties": None,
        "approvals": None,
        "deadline": None,
        "newest_source": None,
    }


def test_after_the_adoption_each_figure_has_its_sources_and_how_sure_it_is():
    found = status("2025-12-31")
    assert {key: found[key] for key in ("adopted", "signatories", "parties", "approvals", "deadline")} == {
        "adopted": {"event": "vote-2022", "date": "2022-06-10", "summary": None},
        "signatories": {
            "named": {
                "count": 2,
                "actors": ["belarus", "india"],
                "sources": ["daily", "un-report"],
                "confidence": "single",
            },
            "reported": {"count": 2, "as_of": "2025-11-01", "sources": ["un-journal"], "confidence": "official"},
        },
        "parties": {
            "sourced": {"count": 1, "actors": ["belarus"], "sources": ["repost"], "confidence": "weak"},
            "needed": 2,
            "missing": 1,
            "reported": None,
        },
        "approvals": {"count": 0, "actors": [], "sources": [], "confidence": None},
        "deadline": {"date": "2026-12-31", "sources": ["un-report"], "confidence": "official"},
    }
