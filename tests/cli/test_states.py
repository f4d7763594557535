"""What `ahc states` and `ahc facts` say at a terminal and in a pipe, and that other answers agree."""

import csv
import io
import json
import re

import pytest
from shared import bundled as bundled_dataset
from shared import sampled, slow
from small import DOCUMENT, write_json

from ahc_cli.messages import speak
from ahc_cli.model.statements import BALLOTS
from ahc_cli.model.text import width

NOTE = "a blank or – means that no source names it, not that it did not happen; "
LINES = {
    "states": "states",
    "some states": "states voted.no:74/247 has:signed",
    "states with other columns": "states --fields id,name,groups,signed,positions -n 30",
    "facts of an article": "facts article:14",
    "caveats": "facts of:caveat kind:session,signature",
    "facts in columns": "facts confidence:weak --fields of,date,article,text,sources -n 20",
    "months": "count month role:signatory",
}


@pytest.fixture
def states(bundled):
    """Run `ahc states` and return the rows of its JSON."""
    return lambda *args: json.loads(bundled("states", *args, "--json").out)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [65, *slow(40, 60, 80, 100, 120)])
@pytest.mark.parametrize("line", sampled(LINES.values(), 2), ids=LINES)
def test_an_answer_fits_the_window(bundled, monkeypatch, line, columns, lang):
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = bundled(*line.split(), "-f", "table", "--lang", lang).out.splitlines()
    assert drawn
    assert [line for line in drawn if width(line) > columns or line != line.rstrip()] == []


@pytest.mark.parametrize("columns", [51, 52, 91, 92, *slow(40, 60, 80, 120)])
def test_a_vote_is_never_without_what_it_was_on(bundled, states, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = bundled("states", "id:algeria,andorra", "-f", "table").out.splitlines()
    symbols = [vote["symbol"] for vote in states("id:algeria")[0]["votes"]]
    if columns < 52:
        text = " ".join(" ".join(shown).split())
        assert (
            f"Algeria Signed: 25 Oct 2025 2018: {symbols[0]}: yes 2019: {symbols[1]}: yes" in text
        )
        assert f"Andorra 2018: {symbols[0]}: no 2019: {symbols[1]}: no" in text
        return
    rule = next(at for at, line in enumerate(shown) if not line.strip("─"))
    heading, _rule, algeria, andorra = shown[rule - 1 : rule + 3]
    ratified = ["Ratified"] if columns >= 92 else []
    titles = [f"2018: {symbols[0]}", f"2019: {symbols[1]}"]
    assert re.split(" {2,}", heading)[: len(ratified) + 4] == ["Name", "Signed", *titles, *ratified]
    for title, of_algeria, of_andorra in zip(titles, ("yes", "yes"), ("no", "no"), strict=True):
        column = heading.index(title)
        assert algeria[column:].split()[0] == of_algeria
        assert andorra[column:].split()[0] == of_andorra


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 78, *slow(120)])
def test_each_vote_stands_below_the_year_and_the_number_of_its_roll_call(
    bundled, monkeypatch, columns, lang
):
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = bundled("states", "-f", "table", "--lang", lang).out
    key, heading = drawn.partition("\n─")[0].rsplit("\n", 1)
    assert "73/187" in key
    rows = drawn.partition("─\n")[2].splitlines()
    yes = {"en": "  yes", "zh": "  赞成"}[lang]
    starts = {width(row.partition(yes)[0]) + 2 for row in rows if yes in row}
    assert starts == {width(heading.partition(year)[0]) for year in ("2018", "2019")}


def test_what_a_blank_means_is_said_at_a_terminal_and_not_to_a_script(bundled, at_terminal, states):
    signed = len(states("has:signed"))
    words = ("states", "group:caricom", "--data", "bundled", "--no-pager")
    out, err = bundled(*words)[1:]
    assert all(len(line.split("\t")) == 6 for line in out.splitlines())
    assert err == ""
    err = " ".join(at_terminal(*words).err.split())
    assert f"{NOTE}{signed} signatories named · " in err
    err = at_terminal(*words, "--lang", "zh").err
    assert "空白或“–”表示没有来源提及，不等于没有此事；" in "".join(err.split())
    assert bundled("states", "-q", "qatar", "has:signed") == (0, "", "")
    assert bundled("states", "-q", "japan", "has:ratified") == (1, "", "")


CHANGES = {
    "left": ("eu", "left EU: United Kingdom (31 Jan 2020)", "退出欧盟：英国（2020年1月31日）"),
    "joined": ("asean", "joined ASEAN: Timor-Leste (26 Oct 2025)", "加入东盟：东帝汶（2025年10月26日）"),
    "as of a day": ("grulac", "members of GRULAC as of 27 Apr 2026", "拉美和加勒比国家组成员名单截至2026年4月27日"),
    "a condition": ("not group:eu", "left EU: United Kingdom (31 Jan 2020)", "退出欧盟：英国（2020年1月31日）"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "english", "chinese"), CHANGES.values(), ids=CHANGES)
def test_who_joined_or_left_a_group_since_the_first_roll_call_is_said_last(
    bundled, query, english, chinese
):
    assert bundled("states", *query.split()).err == f"{english}\n"
    assert bundled("states", *query.split(), "--lang", "zh").err == f"{chinese}\n"


@pytest.mark.parametrize("day", ["2018-12-01", "2019-12-31"])
def test_what_came_after_the_day_asked_for_is_not_said(bundled, day):
    assert " left " not in bundled("states", "eu", "--as-of", day).err


def test_at_a_terminal_the_number_of_states_comes_first(at_terminal):
    err = at_terminal("states", "--data", "bundled", "has:signed", "--no-pager").err
    said = " ".join(err.split())
    assert said.startswith("74 states and 1 other signatory; a blank or – means")


def test_the_card_of_a_state_says_the_same(bundled, states):
    rows = states()
    cards = json.loads(bundled("show", *(row["id"] for row in rows), "--json").out)
    for row, card in zip(rows, cards, strict=True):
        relation = card["relation"]["en"]
        of_states = ("groups", "signed", "ratified", "approved", "votes")
        if card["kind"] == "state":
            assert {key: card[key] for key in of_states} == {key: row[key] for key in of_states}
        assert (card["id"], card["signed"]) == (row["id"], row["signed"])
        assert relation.startswith("signed ") == bool(row["signed"]), row["id"]
        assert ("deposited its instrument" in relation) == bool(row["ratified"]), row["id"]


@pytest.mark.parametrize("role", BALLOTS)
def test_a_count_of_a_roll_call_names_the_same_states(bundled, states, role):
    rows = states()
    for index, vote in enumerate(rows[0]["votes"]):
        counted = json.loads(bundled("count", "actor", f"role:{role}", vote["event"], "--json").out)
        of_side = {row["id"] for row in rows if row["votes"][index]["side"] == BALLOTS[role]}
        assert {row["value"]: row["count"] for row in counted} == dict.fromkeys(of_side, 1)


def test_signatures_by_month_are_those_of_the_table(bundled, states):
    counted = json.loads(bundled("count", "month", "role:signatory", "--json").out)
    rows = states("has:signed")
    assert sum(row["count"] for row in counted) == len(rows)
    of_october = [row for row in rows if row["signed"]["date"].lstrip("[")[:7] == "2025-10"]
    assert {row["value"]: row["count"] for row in counted}["2025-10"] == len(of_october)


def test_every_format_has_the_same_states(bundled, states):
    ids = [row["id"] for row in states("group:eu", "not", "signed")]
    args = ("states", "group:eu", "not", "signed", "-f")
    rows = csv.DictReader(io.StringIO(bundled(*args, "csv").out, newline=""))
    assert [row["id"] for row in rows] == ids
    assert bundled(*args, "ids").out.split() == ids
    assert [line.split("\t")[0] for line in bundled(*args, "tsv").out.splitlines()] == ids
    assert [json.loads(line)["id"] for line in bundled(*args, "ndjson").out.splitlines()] == ids


@pytest.mark.parametrize(
    ("lang", "day", "side"), [("en", "25 Oct 2025", "abstained"), ("zh", "2025年10月25日", "弃权")]
)
def test_chosen_columns_are_in_words(bundled, states, lang, day, side):
    (row,) = states("id:brazil")
    vocabulary = bundled_dataset().vocabulary
    speak(lang)
    groups = [vocabulary.label("actor", id_) for id_ in row["groups"]]
    args = ("--fields", "name,签署,74/247,所属集团", "-f", "table", "--lang", lang)
    shown = "".join(bundled("states", "brazil", *args).out.split())
    comma = ", " if lang == "en" else "、"
    assert "".join((row["name"][lang] + day + side + comma.join(groups)).split()) in shown


@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", "id, iso, iso3, name, name.en, "), ("zh", "编号、ISO代码、")],
)
def test_an_unknown_column_is_refused_with_those_that_there_are(bundled, lang, names):
    code, out, err = bundled("states", "--fields", "nope", "--lang", lang)
    assert (code, out) == (2, "")
    assert names in err
    assert all(vote in err for vote in ("73/187", "74/247"))


def test_what_a_fact_is_of_is_in_words(bundled):
    sorts = ("--fields", "属于", "-f", "table", "--lang", "zh")
    assert bundled("facts", "条款:14", "属于:条文", *sorts).out.split()[-1] == "条文"


def test_an_id_of_a_fact_is_that_of_its_event_or_article(bundled):
    ids = bundled("facts", "article:24", "-f", "ids").out.split()
    assert "article-24" in ids
    assert bundled("show", *dict.fromkeys(ids)).code == 0


def test_events_alone_have_the_states_that_they_name(bundled, tmp_path):
    array, events = tmp_path / "array.json", bundled("list", "--json").out
    array.write_text(events, encoding="utf-8")
    args = ("states", "-f", "ids", "--data", str(array))
    code, out, err = bundled(*args)
    assert (code, err) == (0, "only the states that these events name\n")
    every_state = bundled("states", "-f", "ids").out.split()
    assert out.split() == [id_ for id_ in every_state if f'"{id_}"' in events]
    array.write_text(bundled("filter", "id:signing-hanoi", "--json").out, encoding="utf-8")
    named = bundled(*args).out.split()
    signed = bundled("states", "signed:2025-10", "-f", "ids").out.split()
    assert set(signed) <= set(named)
    assert "japan" not in named


def test_without_an_instrument_no_state_has_signed(bundled, tmp_path):
    path = str(write_json(DOCUMENT, tmp_path / "small.json"))
    code, out, err = bundled("states", "--json", "--data", path)
    assert code == 0
    assert {(row["signed"], row["ratified"]) for row in json.loads(out)} == {(None, None)}
    assert "only the states that these events name" in err


WRONG = {
    "a field of events": (
        "kind:session",
        "ahc: 'kind' is a field of events; it cannot be used here\n  kind:session\n  ^^^^\nfields: id, name, ",
    ),
    "another word": (
        "surveillance",
        "ahc: 'surveillance' means nothing in a query about states; try 'ahc search surveillance'\n",
    ),
    "no roll call": (
        "voted.no:session-1",
        "ahc: unknown value 'session-1' of voted.no\n  voted.no:session-1\n           ^^^^^^^^^\nvoted.no: 73/187, ",
    ),
}


@pytest.mark.parametrize(("typed", "message"), WRONG.values(), ids=WRONG)
def test_what_says_nothing_of_states_is_an_error(bundled, typed, message):
    code, out, err = bundled("states", typed)
    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.parametrize("word", ["signed", "chair", "opposes", "主席", "签署"])
def test_a_role_or_a_stance_is_a_word_of_facts(bundled, word):
    answer = bundled("facts", word, "--json")
    assert answer.code == 0
    assert json.loads(answer.out)


TOTALS = {
    "states": ("count country role:signatory date:2026", " states", "个国家"),
    "states and another": ("count actor role:signatory", " actors", "个行为体"),
    "states alone": ("count actor role:signatory group:asean", " states", "个国家"),
    "caveats": ("facts of:caveat --sort date", " caveats", "处来源不一或存疑"),
    "facts and caveats": ("facts of:fact,caveat kind:signature", " facts", "条事实"),
}


@pytest.mark.parametrize(("line", "english", "chinese"), TOTALS.values(), ids=TOTALS)
def test_a_total_says_what_is_counted(bundled, at_terminal, line, english, chinese):
    number = len(json.loads(bundled(*line.split(), "--json").out))
    for lang, thing in (("en", english), ("zh", chinese)):
        args = ("--data", "bundled", "--no-pager", "--lang", lang)
        assert at_terminal(*line.split(), *args).err.strip() == f"{number}{thing}"


@pytest.mark.parametrize("line", ["list signatories", "count signatories", "count states signed"])
def test_the_events_of_signatories_lead_to_the_states(bundled, line):
    assert bundled(*line.split()).err == "for the states that signed: 'ahc states signed'\n"


@pytest.mark.parametrize("line", ["country signed", "country role:signatory", "国家 角色:签署方"])
def test_a_count_of_states_has_a_row_for_each_that_signed(bundled, states, line):
    code, out, err = bundled("count", *line.split(), "-f", "ids")
    signed = [row["id"] for row in states("signed") if row["iso"]]
    assert (code, out.split(), err) == (0, signed, "")


def test_an_actor_that_is_no_state_is_not_counted_as_a_country(bundled):
    query = ("actor:eu", "role:signatory", "--data", "bundled")
    assert bundled("count", "country", *query) == (1, "", "")
    assert bundled("count", "actor", *query).out == "european-union\tEU\t1\n"


def test_codes_names_and_days_are_columns_to_join_with(bundled):
    columns = "iso3,name.en,name.zh,signed,signed.start,signed.end"
    out = bundled("states", "fiji", "--fields", columns, "-f", "csv").out
    assert out.splitlines()[1] == "FJI,Fiji,斐济,[2025-11-19..2026-01-17],2025-11-19,2026-01-17"
    assert (
        bundled("states", "iceland", "--fields", columns, "-f", "csv").out.splitlines()[1]
        == "ISL,Iceland,冰岛,,,"
    )
