"""Lines without a command: the card of one thing, a list, a question, or else a search; and words
that are refused.
"""

import json
import shlex
from io import BytesIO

import pytest
from conftest import Outcome
from shared import sampled, slow
from small import ARRAY, DOCUMENT, INSTRUMENT, LINES, write_json

from ahc_cli.model.labels import labels

REMEDIES = labels("remedies")

# A line, and the command line whose rows it has.
ANSWERED = {
    "an id": ("session-2", "show session-2"),
    "a name": ("俄罗斯", "show 俄罗斯"),
    "a title": ("third session", "show third session"),
    "a symbol": ("A/RES/75/282", "show A/RES/75/282"),
    "an article": ("article 24", "show article 24"),
    "the convention": ("the convention", "show the convention"),
    "a date": ("2022-05", "list 2022-05"),
    "a date of several words": ("since March 2022", "list since March 2022"),
    "a value": ("sessions", "list sessions"),
    "a place and a value": (
        "sessions in new york",
        "list kind:session,consultation place:new-york",
    ),
    "a condition alone": ("stance:opposes", "list stance:opposes"),
    "conditions and a date": (
        "place:vienna not kind:session 2022",
        "list place:vienna not kind:session 2022",
    ),
    "a question": ("latest session", "list kind:session when:past -r -n 1"),
    "a question about an actor": (
        "what does the EFF oppose?",
        "positions actor:eff stance:opposes",
    ),
    "two events": ("what changed between session-1 and session-2", "diff session-1 session-2"),
    "two actors": ("russia belarus", "compare russia belarus"),
}
SEARCHES = {
    "a name and a word": "eff crime",
    "a word": "calm",
    "a word with which one id starts": "draft",
    "a word and a condition": "calm kind:session",
    "operators are words": "calm (or) talks",
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


@pytest.mark.parametrize(("line", "command"), ANSWERED.values(), ids=ANSWERED)
def test_a_line_without_a_command_has_the_rows_of_a_command(typed, line, command):
    code, out, _err = typed(line, "--json")
    answer = json.loads(out)
    assert answer["command"] == f"ahc {command}"
    same = typed(command, "--json")
    assert (code, answer["rows"]) == (same.code, json.loads(same.out))


@pytest.mark.parametrize("line", SEARCHES.values(), ids=SEARCHES)
def test_a_line_that_is_no_question_is_searched_for(typed, line):
    answer = json.loads(typed(line, "--json").out)
    assert shlex.split(answer["command"]) == ["ahc", "search", *line.split()]
    assert {"of", "text", "event", "sources", "confidence", "command"} <= answer["rows"][0].keys()


@pytest.mark.parametrize(
    "line", sampled([*SEARCHES.values(), *(line for line, _command in ANSWERED.values())], 2)
)
def test_what_is_run_instead_of_what_was_typed_is_announced_at_a_terminal(
    bundled, at_terminal, whole, line
):
    first, *words = line.split()
    err = at_terminal(first, *words, "--data", whole, "--no-pager").err
    assert err.startswith("running: ahc ") == (line not in SEARCHES.values())
    assert bundled(first, *words, "--data", whole).err == ""


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


@pytest.mark.parametrize("line", ["last session", "how many sessions", "states india", "session-1"])
def test_a_word_that_means_something_is_no_misspelt_command(ahc, line):
    assert ahc(*line.split()).code in (0, 1)


def test_options_may_stand_anywhere_behind_the_first_word(typed):
    expected = typed("vienna 2022", "--json", "-n", "2", "--since", "2022-06")
    assert json.loads(expected.out)["rows"]
    for line in (
        "vienna --json -n 2 2022 --since 2022-06",
        "vienna 2022 -n 2 --since=2022-06 -f json",
        "vienna --since 2022-06 -n2 2022 --json",
    ):
        assert typed(line) == expected, line


FORMS = ["array", "lines", "array on standard input", "lines on standard input"]
# Standard input cannot be read twice, so that no view is tried, and the words of this one find
# nothing.
ANSWERS = {"latest session": "session-3", "what does the EFF oppose?": "session-2"}
OTHERS = {
    "russia": "russia",
    "2022-05": "letter-2022 session-2",
    "calm talks": "session-1",
    "zzqq calm": "",
}


@pytest.mark.parametrize("form", sampled(FORMS))
@pytest.mark.parametrize(("line", "ids"), (ANSWERS | OTHERS).items())
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
    if "input" in form and line in ANSWERS:
        assert code in (0, 1)
        return
    found = dict.fromkeys(row.get("id", row.get("event")) for row in json.loads(out)["rows"])
    assert (code, [id_ for id_ in found if id_]) == (int("zzqq" in line), ids.split())


DENIALS = [
    # a line, and what is said, whatever the form
    ("did vanuatu sign", "Vanuatu is not among the 75 signatories named by"),
    ("blockchain", "The record does not mention 'blockchain'"),
]
MORE_DENIALS = [
    ("what did tuvalu say", "No statement or position of Tuvalu is on record."),
    ("has the eff ratified", "No ratification by EFF is on record."),
    ("how did microsoft vote", "No vote of Microsoft is on record."),
]


@pytest.mark.parametrize(("line", "said"), [*sampled(DENIALS), *slow(*MORE_DENIALS)])
def test_an_absence_is_an_answer_in_every_form(bundled, at_terminal, line, said):
    code, out, err = bundled(*line.split())
    assert (code, err) == (1, "")
    assert said in out
    answer = json.loads(bundled(*line.split(), "--json").out)["answer"]
    assert answer["text"]["en"].startswith(said)
    assert answer["verdict"] == "absent"
    assert said in at_terminal(*line.split(), "--data", "bundled", "--no-pager").out
    assert bundled(*line.split(), "-q") == (1, "", "")


@pytest.mark.parametrize(
    ("line", "typed", "name"),
    sampled(
        [
            ("did isreal sign", "isreal", "Israel"),
            ("ratifcation", "ratifcation", "ratification"),
            ("vote of new zeland", "new zeland", "New Zealand"),
        ]
    ),
)
def test_a_word_one_edit_from_one_name_is_read_as_that_and_the_answer_says_so(
    bundled, line, typed, name
):
    answer = bundled(*line.split(), "--json")
    assert answer.err == f"read '{typed}' as {name}\n"
    right = bundled(*line.replace(typed, name).split(), "--json")
    assert json.loads(answer.out)["rows"] == json.loads(right.out)["rows"]


def test_a_misspelt_word_is_replaced_where_it_stands_alone_and_written_as_in_the_texts(bundled):
    answer = bundled("isreal", "isreals", "--json")
    assert "isreals" in [reading["text"] for reading in json.loads(answer.out)["read"]]
    assert bundled("LGBT").err == "read 'LGBT' as LGBTQIA+\n"


def test_a_name_of_two_things_has_no_card(bundled):
    assert json.loads(bundled("Korean", "--json").out)["command"] == "ahc search Korean"


def test_a_language_may_stand_before_a_question(bundled):
    answer = bundled("who", "signed", "--lang", "zh")
    assert bundled("--lang", "zh", "who", "signed") == answer
    assert bundled("--lang=zh", "who", "signed") == answer


COUNTS = {
    "count": "\tevents\t7",
    "count sessions": "\tevents\t3",
    "count kind:session vienna": "\tevents\t2",
    "count 2022": "\tevents\t4",
    "count letters by year": "2022\t2022\t1",
    "count year letters": "2022\t2022\t1",
    "count 信函 按 年份": "2022\t2022\t1",
}


@pytest.mark.parametrize(("line", "row"), COUNTS.items())
def test_a_count_without_a_field_is_of_events_and_by_says_the_field(ahc, line, row):
    assert ahc(*line.split()) == (0, f"{row}\n", "")


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("count kind by year", "kind", "year"),
        ("count year per place", "year", "place"),
        ("count country by 年份", "country", "年份"),
        ("count country month role:signatory", "country", "month"),
        ("count country by month role:signatory", "country", "month"),
        ("count 年份 类别 河内", "年份", "类别"),
    ],
)
def test_a_count_of_two_fields_is_refused_with_what_to_type(ahc, line, first, second):
    message = f"ahc: count one field: 'ahc count {first}' or 'ahc count {second}'\n"
    assert ahc(*line.split()) == (2, "", message)


@pytest.mark.parametrize("words", ["kind,year", "year,kind vienna"])
def test_a_count_of_fields_with_commas_is_refused_and_not_an_empty_search(ahc, words):
    code, out, err = ahc("count", *words.split())
    assert (code, out) == (2, "")
    assert "did you mean" in err
    assert "fields: id, date, year" in err


@pytest.mark.parametrize("word", ["sessions", "documents", "states", "文件", "article 14"])
def test_a_value_that_is_called_as_a_field_is_can_be_asked_for(bundled, word):
    assert bundled("count", "year", *word.split()).code == 0


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
    line = bundled(f"what does {alias} want", "--data", path, "-f", "ids")
    assert (line.code, line.out) == (0, f"{event['id']}\n")
