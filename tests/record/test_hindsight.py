"""No hindsight: an event says nothing that became known only after its last day, and a plan nothing
after its day.

Later developments are events of their own, or caveats.
"""

import re
from collections import defaultdict

from .reading import DATA, EVENTS, texts

# Words for what came later; others, such as "no longer" or 随后, stand in ordinary sentences too.
LATER = re.compile(
    r"\b(later|afterwards|subsequently|eventually|since then|thereafter)\b|后来|此后|事后|其后|最终|事隔",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# Years that belong to the number of a document: 2022/895, COM(2025) 417.
NUMBER = re.compile(r"\d{4}/\d+|COM\(\d{4}\) \d+")
# What an event says of itself.
KEYS = ("title", "summary", "facts", "positions", "votes", "documents")

# Event → the years and words in its texts that were known on the day, and why.
EXCEPTIONS = {
    "expert-group-4": (
        "2019 2020 2021 later",
        "the work plan for 2018-2021 that the meeting adopts",
    ),
    "ga-74-247": (
        "2020 2021",
        "the organizational session, set for August 2020; work on substance from 2021, as Russia says",
    ),
    "postponed-2020": (
        "2021",
        "1 March 2021, the latest day for the session that the decision allows",
    ),
    "org-session": ("2022", "sessions from 2022 on, which the committee calls for"),
    "ga-75-282": ("2022", "the sessions begin in January 2022 under the resolution"),
    "eu-2024-08": ("2026", "signature until 31 December 2026, as the Commission says that day"),
    "third-2024": (
        "2025 2026 其后",
        "signature in Hanoi in 2025, then in New York until 31 December 2026",
    ),
    "ga-79-243": ("2025 2026 其后", "the same, article 64"),
    "briefing-2025": ("2026", "the start of talks on a protocol, announced at the briefing"),
    "signing-hanoi": (
        "2026 2027",
        "open for signature until 31 December 2026; the entry into force hoped for in 2027",
    ),
    "pi-eff-2022": ("事后", "事后监督 is oversight after the fact"),
}
# The same for plans.
EXCEPTIONS_OF_PLANS = {
    "expert-group-7": ("later", "the stocktaking meeting is to be held no later than 2021"),
    "signature-deadline": (
        "其后",
        "signature in Hanoi, then in New York, as the text adopted says",
    ),
}


def hindsight(value, last_year):
    """Return the years after the last one, and the words for what came later, in the texts of a
    value.
    """
    found = set()
    for _, text in texts(value):
        for said in text.values():
            found |= {year for year in YEAR.findall(NUMBER.sub("", said)) if int(year) > last_year}
            found |= {match.group().lower() for match in LATER.finditer(said)}
    return found


def words(exceptions):
    return {id_: set(allowed.split()) for id_, (allowed, _) in exceptions.items()}


def test_an_event_says_nothing_that_became_known_after_it():
    found = {
        event["id"]: hindsight([event.get(key) for key in KEYS], EVENTS[event["id"]].end.year)
        for event in DATA["events"]
    }
    assert {id_: late for id_, late in found.items() if late} == words(EXCEPTIONS)


def test_a_plan_says_nothing_that_became_known_after_its_day():
    found = defaultdict(set)
    for event in DATA["events"]:
        for written, plan in zip(
            event.get("history", []), EVENTS[event["id"]].history, strict=True
        ):
            planned = max(int(year) for year in YEAR.findall(plan.date))
            found[event["id"]] |= hindsight(written, max(plan.as_of.year, planned))
    assert {id_: late for id_, late in found.items() if late} == words(EXCEPTIONS_OF_PLANS)


def test_a_plan_was_announced_before_the_event_was_over_and_in_order():
    wrong = {
        event.id: days
        for event in EVENTS.values()
        if (days := [plan.as_of for plan in event.history])
        and (days != sorted(set(days)) or (event.end is not None and days[-1] >= event.end))
    }
    assert wrong == {}
