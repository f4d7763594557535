"""Lines without a command: the card of one thing, a list, a view, or else a search; and words that
are refused.
"""

import json
from io import BytesIO

import pytest
from conftest import Outcome
from small import ARRAY, DOCUMENT, INSTRUMENT, LINES, write_json

from ahc_cli.model.labels import labels

REMEDIES = labels("remedies")

# A line, and the command line that answers it the same.
SAME = {
    "an id": ("session-2", "show session-2"),
    "a name": ("俄罗斯", "show 俄罗斯"),
    "a title": ("third session", "show third session"),
    "a symbol": ("A/RES/75/282", "show 75/282"),
    "an article": ("article 24", "show article 24"),
    "the convention": ("the convention", "show the convention"),
    "a date": ("2022-05", "list date:2022-05"),
    "a date of several words": ("since March 2022", "list since:2022-03"),
    "a value": ("sessions", "list kind:session"),
    "a place and a value": ("sessions in new york", "list kind:session place:new-york"),
    "a condition alone": ("stance:opposes", "list stance:opposes"),
    "conditions and a date": (
        "place:vienna not kind:session 2022",
        "list place:vienna not kind:session 2022",
    ),
    "nothing but conditions behind search": ("search sessions 2022", "list kind:session 2022"),
    "a view": ("latest session", "list kind:session when:past -r -n 1"),
    "a view of an actor": ("what does the EFF oppose?", "positions eff stance:opposes"),
    "a view that finds nothing": ("what does india oppose?", "search what does india oppose?"),
    "two events": ("what changed between session-1 and session-2", "diff session-1 session-2"),
    "two actors": ("russia belarus", "compare russia belarus"),
    "two names": ("safeguards belarus", "search safeguards belarus"),
    "a name and a word": ("eff crime", "search eff crime"),
    "a word": ("calm", "search calm"),
    "a word and a condition": ("calm kind:session", "search calm kind:session"),
    "operators are words": ("calm (or) talks", "search calm talks"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The small dataset with an instrument, as a file."""
    return str(
        write_json(
            DOCUMENT | {"instrument": INSTRUMENT}, tmp_path_factory.mktemp("line") / "whole.json"
        )
    )


@pytest.fixture
def typed(bundled, whole):
    """Run a line on that dataset, written as a script reads it if its answer can be."""

    def command(line: str, *more: str) -> Outcome:
        return bundled(*line.split(), *more, "--data", whole)

    return command


@pytest.mark.parametrize(("line", "command"), SAME.values(), ids=SAME)
def test_a_line_without_a_command_is(typed, line, command):
    assert typed(line, "--json")[:2] == typed(command, "--json")[:2]


@pytest.mark.parametrize(("line", "command"), SAME.values(), ids=SAME)
def test_what_is_run_instead_of_what_was_typed_is_announced_at_a_terminal(
    bundled, at_terminal, whole, line, command
):
    first, *words = line.split()
    err = at_terminal(first, *words, "--data", whole, "--no-pager").err
    announced = command.partition(" ")[0] != "search"
    assert err.startswith("running: ahc ") == announced
    # Only a comparison has a note in a pipe.
    expected = "" if announced else bundled(*line.split(), "--data", whole).err
    if command.startswith("compare"):
        expected = bundled(*command.split(), "--data", whole).err
    assert bundled(first, *words, "--data", whole).err == expected


REFUSED = {
    "lst": "unknown command 'lst'; did you mean list?",
    "serch hanoi": "unknown command 'serch'; did you mean search?",
    "Serch hanoi --json": "unknown command 'Serch'; did you mean search?",
    "lists vienna kind:session": "unknown command 'lists'; did you mean list?",
    "timelin": "unknown command 'timelin'; did you mean timeline?",
    "topic safeguards": "unknown command 'topic'; did you mean topics?",
    **{
        f"{word} session-1 hanoi": f"unknown command '{word}'; {REMEDIES[word][0]}"
        for word in REMEDIES
        if word[0] != "-"
    },
}


@pytest.mark.parametrize(("line", "message"), REFUSED.items())
def test_a_misspelt_command_is_refused_whatever_follows(ahc, line, message):
    assert ahc(*line.split()) == (2, "", f"ahc: {message}\n")


@pytest.mark.parametrize("line", ["last session", "how many sessions", "states hanoi", "session-1"])
def test_a_word_that_means_something_is_no_misspelt_command(ahc, line):
    assert ahc(*line.split()).code in (0, 1)


def test_options_may_stand_anywhere_behind_the_first_word(typed):
    expected = typed("list vienna 2022", "--json", "-n", "2", "--since", "2022-06")
    for line in (
        "vienna --json -n 2 2022 --since 2022-06",
        "vienna 2022 -n 2 --since=2022-06 -f json",
        "vienna --since 2022-06 -n2 2022 --json",
    ):
        assert typed(line) == expected, line


FORMS = ["array", "lines", "array on standard input", "lines on standard input"]
# Standard input cannot be read twice, so that no view is tried, and the words of this one find
# nothing.
VIEWS = {"latest session": "session-3", "what does the EFF oppose?": "session-2"}
OTHERS = {
    "russia": "russia",
    "2022-05": "letter-2022 session-2",
    "calm talks": "session-1",
    "zzqq calm": "",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("line", "ids"), (VIEWS | OTHERS).items())
def test_a_line_is_answered_whatever_the_form_of_the_dataset(
    bundled, tmp_path, monkeypatch, form, line, ids
):
    file = tmp_path / "events"
    file.write_text("\n".join(LINES) if "lines" in form else json.dumps(ARRAY), encoding="utf-8")
    stream = BytesIO(file.read_bytes())  # it ends, and is closed, after it was read once
    monkeypatch.setattr("ahc_cli.cli.session.stdin", lambda: stream)
    code, out, _err = bundled(
        *line.split(), "--json", "--data", "-" if "input" in form else str(file)
    )
    if "input" not in form or line in OTHERS:
        assert (code, [row.get("id", row.get("event")) for row in json.loads(out)]) == (
            int(not ids),
            ids.split(),
        )
    else:
        assert code in (0, 1)


@pytest.mark.parametrize(
    ("line", "named"), {"did vanuatu sign": "vanuatu", "search ransomware": "ransomware"}.items()
)
def test_a_script_gets_nothing_if_no_event_says_all_of_it(bundled, line, named):
    code, out, err = bundled(*line.split())
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert named in err
    assert bundled(*line.split(), "--json") == (1, "[]\n", err)
    assert bundled(*line.split(), "-q") == (1, "", "")


COUNTS = {
    "count": "\tevents\t7",
    "count sessions": "\tevents\t3",
    "count kind:session vienna": "\tevents\t2",
    "count letters by year": "2022\t2022\t1",
    "count year letters": "2022\t2022\t1",
    "count 信函 按 年份": "2022\t2022\t1",
}


@pytest.mark.parametrize(("line", "row"), COUNTS.items())
def test_a_count_without_a_field_is_of_events_and_by_says_the_field(ahc, line, row):
    assert ahc(*line.split()) == (0, f"{row}\n", "")


@pytest.mark.parametrize(
    "line", ["count kind by year", "count year per place", "count country by 年份"]
)
def test_a_count_of_a_field_by_a_field_is_refused_with_what_to_type(ahc, line):
    _count, first, _by, second = line.split()
    message = f"ahc: count one field: 'ahc count {first}' or 'ahc count {second}'\n"
    assert ahc(*line.split()) == (2, "", message)


@pytest.mark.parametrize("alias", ["-n", "-r", "--as-of", "--data"])
def test_a_name_in_a_line_is_never_an_option(bundled, tmp_path, alias):
    actor = {"kind": "ngo", "name": {"en": "Dash"}, "aliases": [alias]}
    position = {
        "actors": ["dash"],
        "stance": "urges",
        "text": {"en": "Say less."},
        "sources": ["eff-timeline"],
    }
    event = DOCUMENT["events"][0] | {"positions": [position]}
    document = DOCUMENT | {
        "actors": DOCUMENT["actors"] | {"dash": actor},
        "events": [event, *DOCUMENT["events"][1:]],
    }
    path = str(write_json(document, tmp_path / "dash.json"))
    code, out, _err = bundled(f"what does {alias} want", "--data", path, "--fields", "event,actors")
    assert (code, out) == (0, f"{event['id']}\tdash\n")
