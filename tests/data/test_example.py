"""The example of `docs/data.md`, and what that page says of the limits and the closed sets."""

import json
import re
from pathlib import Path
from typing import get_args

from ahc_cli.data.load import read
from ahc_cli.model.records import Event, Kind, Stance, Weight
from ahc_cli.model.vocabulary import Collection

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "data.md").read_text(encoding="utf-8")


def test_the_example_is_named_as_invented_and_has_what_the_page_says():
    dataset = read(str(DOCS / "example" / "events.json"), None)
    vocabulary = dataset.vocabulary
    assert "nvented" in dataset.title.en
    assert len(dataset.events) == 6
    assert sum(actor.kind == "state" for actor in vocabulary.actors.values()) == 4
    assert any(vote.roll for event in dataset.events for vote in event.votes)
    assert vocabulary.instrument.signature_until


def test_the_record_on_the_page_is_valid_and_has_the_keys_that_are_hard_to_guess(tmp_path):
    (small,) = re.findall("```json\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "small.json"
    path.write_text(small, encoding="utf-8")
    dataset = read(str(path), None)
    (article,) = dataset.vocabulary.instrument.articles
    assert article.topics
    assert article.aliases
    assert dataset.vocabulary.instrument.reported
    first, adoption, *_others, last = dataset.events
    assert [plan.status for plan in first.history] == ["scheduled", "postponed"]
    assert adoption.votes[0].yes != len(adoption.votes[0].roll.yes) == 0
    assert last.status == json.loads(small)["events"][-1]["status"] == "scheduled"


def test_the_page_names_every_key_and_code():
    codes = [code for closed in (Kind, Stance, Weight) for code in get_args(closed)]
    keys = {*Event.__struct_fields__, *Collection.__struct_fields__}
    derived = {"start", "end", "precision", "confidence", "score", "matches"}
    named = set(re.findall(r"[\w-]+", PAGE))
    assert [name for name in (*codes, *keys - derived) if name not in named] == []
