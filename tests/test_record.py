"""What the bundled record answers, where an error would matter most: votes, dates, places, plans."""

import json

import pytest

from ahc_cli.cli import run

VOTES = [
    ("third-2018", 88, 55, 29),
    ("third-2019", 88, 58, 34),
    ("ga-74-247", 79, 60, 33),
    ("ga-75-282", 88, 42, 32),
]
DATES = [
    ("draft-2017", "2017-10", None),
    ("third-2019", "2019-11-18", "new-york"),
    ("ga-74-247", "2019-12-27", "new-york"),
    ("postponed-2020", "2020-08-14", None),
    ("postponed-2021", "2021-01-15", "new-york"),
    ("org-session", "2021-05-10/2021-05-12", "new-york"),
    ("ga-75-282", "2021-05-26", "new-york"),
    ("rights-letter-2021", "2021-12-22", None),
    ("org-matters", "2022-02-24", "new-york"),
    ("session-1", "2022-02-28/2022-03-11", "new-york"),
    ("consultation-1", "2022-03-24/2022-03-25", "vienna"),
    ("session-2", "2022-05-30/2022-06-10", "vienna"),
    ("consultation-2", "2022-06-13/2022-06-14", "vienna"),
    ("session-3", "2022-08-29/2022-09-09", "new-york"),
    ("consultation-3", "2022-11-03/2022-11-04", "vienna"),
    ("cnd-1", "2022-11-07", None),
    ("session-4", "2023-01-09/2023-01-20", "vienna"),
    ("consultation-4", "2023-03-06/2023-03-07", "vienna"),
    ("session-5", "2023-04-11/2023-04-21", "vienna"),
    ("consultation-5", "2023-06-20/2023-06-21", "vienna"),
    ("session-6", "2023-08-21/2023-09-01", "new-york"),
    ("concluding-session", "2024-01-29/2024-02-09", "new-york"),
    ("reconvened-session", "2024-07-29/2024-08-09", "new-york"),
    ("adoption-2024", "2024-08-08", "new-york"),
    ("third-2024", "2024-11-11", "new-york"),
    ("ga-79-243", "2024-12-24", "new-york"),
    ("signing-hanoi", "2025-10-25/2025-10-26", "hanoi"),
    ("mauritius-2025", "2025-11-19", "new-york"),
    ("rules-session", "2026-01-26/2026-01-30", "vienna"),
]
QUERIES = [
    ("vote.yes:88", ["third-2018", "third-2019", "ga-75-282"]),
    ("doc:A/RES/79/243", ["ga-79-243"]),
    ("series:consultation", [f"consultation-{n}" for n in range(1, 6)]),
    ("series:session date:2022", ["org-matters", "session-1", "session-2", "session-3"]),
    ("states:143", ["session-2"]),
    ("states:149", ["session-3", "consultation-3", "session-4"]),
    ("actor:singapore stance:opposes topic:safeguards", ["session-4"]),
    ("role:signatory actor:france", ["signing-hanoi"]),
    ("place:hanoi", ["signing-hanoi"]),
]


def asked(capfdbinary, *args):
    assert run([*args, "--json"]) == 0
    return json.loads(capfdbinary.readouterr().out)


@pytest.mark.parametrize(("id_", "yes", "no", "abstain"), VOTES)
def test_votes_as_recorded(capfdbinary, id_, yes, no, abstain):
    (event,) = asked(capfdbinary, "show", id_)
    assert [(v["yes"], v["no"], v["abstain"], v["result"]) for v in event["votes"]] == [(yes, no, abstain, "adopted")]


@pytest.mark.parametrize(("id_", "date", "place"), DATES)
def test_dates_and_places_as_recorded(capfdbinary, id_, date, place):
    (event,) = asked(capfdbinary, "show", id_)
    assert (event["date"], event.get("place"), event["status"]) == (date, place, "happened")


@pytest.mark.parametrize(("query", "ids"), QUERIES)
def test_key_questions_have_their_answers(capfdbinary, query, ids):
    assert [event["id"] for event in asked(capfdbinary, "filter", query)] == ids


def test_signatories_are_counted_as_entries(capfdbinary):
    counted = asked(capfdbinary, "count", "actor", "role:signatory")
    assert sum(row["count"] for row in counted) == 70
    assert {row["count"] for row in counted} == {1}


def test_the_four_meetings_of_2023_come_back_as_scheduled(capfdbinary):
    planned = asked(capfdbinary, "list", "--as-of", "2023-04-10", "status:scheduled", "series:session,consultation")
    assert [(e["id"], e["date"], e["place"]) for e in planned] == [
        ("session-5", "2023-04", "vienna"),
        ("consultation-5", "2023-06", "vienna"),
        ("session-6", "2023-08", "new-york"),
        ("concluding-session", "2024-01/2024-02", "new-york"),
    ]
    allowed = {
        "id",
        "date",
        "start",
        "end",
        "precision",
        "kind",
        "status",
        "series",
        "body",
        "place",
        "format",
        "title",
        "summary",
    }
    assert all(set(event) <= allowed for event in planned)


HISTORY = [
    ("2019-12-27", "org-session", "2020-08", "scheduled"),
    ("2020-08-14", "org-session", "2020-08-14/2021-03-01", "postponed"),
    ("2021-01-15", "org-session", "2021-05-10/2021-05-12", "scheduled"),
    ("2022-01-13", "session-1", "2022-01-17/2022-01-28", "scheduled"),
    ("2024-11-11", "signing-hanoi", "2025", "scheduled"),
    ("2025-05-13", "signing-hanoi", "2025-10-25/2025-10-26", "scheduled"),
]


@pytest.mark.parametrize(("day", "id_", "date", "status"), HISTORY)
def test_what_was_planned_on_a_day(capfdbinary, day, id_, date, status):
    (event,) = asked(capfdbinary, "show", id_, "--as-of", day)
    assert (event["date"], event["status"]) == (date, status)
