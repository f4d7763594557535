"""What a person sees: every line fits the window, nothing that identifies is cut, in both languages."""

import re

import pytest
from rich.cells import cell_len
from small import DOCUMENT, written

from ahc_cli import dataset
from ahc_cli.cli import run

EVENTS = {event.id: event for event in dataset.bundled().events}
WIDTHS = (40, 60, 80, 120)
COMMANDS = {
    "list": ["list"],
    "search": ["search", "surveillance"],
    "positions": ["positions", "topic:safeguards"],
    "count": ["count", "topic"],
    "actors": ["actors"],
    "topics": ["topics"],
    "fields": ["list", "--fields", "id,date,place,title"],
    "event": ["show", "ga-75-282"],
    "actor": ["show", "russia"],
    "topic": ["show", "safeguards"],
    "diff": ["diff", "session-3", "session-4"],
    "days": ["diff", "2020-06", "2021-06"],
}


def screen(capfd, monkeypatch, command, width, lang):
    monkeypatch.setenv("COLUMNS", str(width))
    run([*command, "--lang", lang, *(["-f", "table"] if command[0] not in ("show", "diff") else [])])
    return capfd.readouterr().out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_line_fits(capfd, monkeypatch, command, width, lang):
    lines = screen(capfd, monkeypatch, COMMANDS[command], width, lang).splitlines()
    assert lines
    assert "\u2060" not in "".join(lines)
    urls = re.compile(r"\s*https?://\S+$")  # whole in a pipe, to be copied
    assert [line for line in lines if cell_len(line) > width and not urls.match(line)] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id_", ["ga-79-243", "vov-2025"])
def test_an_address_stands_whole_in_a_pipe(capfd, monkeypatch, id_, width):
    address = "https://m.vovworld.vn/en-US/news/experts-call-hanoi-convention-a-historic-milestone-1434935.vov"
    assert address in [line.strip() for line in screen(capfd, monkeypatch, ["show", id_], width, "en").splitlines()]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_cuts_no_id_and_no_title(capfd, monkeypatch, width, lang):
    shown = screen(capfd, monkeypatch, ["list"], width, lang)
    words = shown.split()
    assert [id_ for id_ in EVENTS if id_ not in words] == []
    solid = re.sub(r"\s", "", shown)
    titles = [event.title.lang(lang) for event in EVENTS.values()]
    starts = [title.split()[0][:6] for title in titles]
    assert [start for start in starts if start not in solid] == []


def test_a_pipe_gets_one_whole_line_an_event_whatever_the_width(capfd, monkeypatch):
    lines = {}
    for width in ("1", "40", "9999"):
        monkeypatch.setenv("COLUMNS", width)
        run(["list"])
        lines[width] = capfd.readouterr().out
    assert len(set(lines.values())) == 1
    rows = [line.split("\t") for line in lines["1"].splitlines()]
    assert [row[0] for row in rows] == list(EVENTS)
    assert {len(row) for row in rows} == {6}
    assert "\x1b" not in lines["1"]


def test_forms_of_one_name_give_one_card(capfd):
    cards = []
    for name in ("ga-74", "A/RES/74/247", "74/247", "ga-74-247"):
        assert run(["show", name]) == 0
        cards.append(capfd.readouterr().out)
    assert len(set(cards)) == 1
    assert "[1]" in cards[0]


UNKNOWN = [
    (["show", "nosuch"], "ahc: nothing is called 'nosuch'"),
    (["show", "ga-74-248"], "ahc: nothing is called 'ga-74-248'; near: ga-74-247"),
    (["show", "session"], "ahc: 'session' may be session-1, session-2,"),
    (["show", "session-1", "nosuch"], "ahc: nothing is called 'nosuch'"),
]


@pytest.mark.parametrize(("args", "message"), UNKNOWN)
@pytest.mark.parametrize("json", [[], ["--json"]])
def test_what_is_not_there_is_said_in_one_line(capfd, args, message, json):
    assert run([*args, *json]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(message)
    assert captured.err.count("\n") == 1


def test_a_symbol_in_two_events_shows_both(capfd, tmp_path):
    text = '{"en": "A"}'
    document = f'"documents": [{{"symbol": "A/X/1"}}], "date": "2020", "kind": "letter", "title": {text}'
    (tmp_path / "two.json").write_text(f'[{{"id": "one", {document}}}, {{"id": "two", {document}}}]')
    assert run(["show", "a/x/1", "--data", str(tmp_path / "two.json"), "-f", "ndjson"]) == 0
    assert [line[:11] for line in capfd.readouterr().out.splitlines()] == ['{"id":"one"', '{"id":"two"']


def test_a_name_found_in_the_other_language_is_told_in_the_readers(bundled, tmp_path):
    said = {"id": "a", "date": "2022", "kind": "letter", "title": {"en": "Letter", "zh": "信"}}
    said |= {"summary": {"en": "It lists crimes.", "zh": "信中列出罪行。"}}
    path = str(written(DOCUMENT | {"events": [said]}, tmp_path / "own.json"))
    found = {
        typed: bundled("search", typed, "-f", "table", "--data", path).out for typed in ("offences", "罪行", "crimes")
    }
    assert {typed: out.splitlines()[1].strip() for typed, out in found.items()} == {
        "offences": "It lists crimes.", "罪行": "信中列出罪行。", "crimes": "It lists crimes.",
    }  # fmt: skip


def test_a_name_in_one_language_stands_once_on_its_card(bundled, tmp_path):
    fishing = DOCUMENT | {"topics": DOCUMENT["topics"] | {"fishing": {"name": {"en": "Fishing"}}}}
    path = written(fishing, tmp_path / "own.json")
    assert bundled("show", "fishing", "--data", str(path)).out == " Fishing\n fishing\n"


def test_a_window_is_marked_in_columns_of_ones_own_too(bundled, tmp_path):
    vote = {"id": "vote", "date": "2018-11-13/2018-11-14", "kind": "resolution", "title": {"en": "A vote"}}
    talk = {"id": "talk", "date": "2018-11-15/2018-11-16", "kind": "session", "title": {"en": "Talks"}}
    data = written([vote, talk], tmp_path / "two.json")
    assert (
        bundled("list", "--fields", "id,date", "-f", "table", "--data", str(data)).out
        == """\
 Id    Date
 vote  13 – 14 Nov 2018 ?
 talk  15 – 16 Nov 2018
"""
    )


STYLED = [
    pytest.param(
        ["show", "un-report"],
        "\x1b[32m28 Feb – 11 Mar 2022\x1b[0m  First session  \x1b[36msession-1\x1b[0m",
        id="a date, a title, an id",
    ),
    pytest.param(
        ["show", "vote-2022"],
        "\x1b[2m[1]\x1b[0m United Nations: Report\x1b[2m (official)\x1b[0m \x1b[36mun-report\x1b[0m",
        id="a source, its weight faint and its id not",
    ),
    pytest.param(
        ["diff", "session-1", "session-2"],
        "\x1b[1mTitle (en): \x1b[0m\x1b[9;31mFirst\x1b[0m\x1b[4;32mSecond\x1b[0m session",
        id="edited words, not bold as their heading is",
    ),
    pytest.param(
        ["search", "sets", "-f", "table"],
        "\x1b[2mThe committee \x1b[0m\x1b[4msets\x1b[0m\x1b[2m out.\x1b[0m",
        id="what was found, not faint in an excerpt that is",
    ),
    pytest.param(["list", "signing", "-f", "table"], "\x1b[35m25 Oct 2025 – …\x1b[0m", id="a planned date in a list"),
    pytest.param(["show", "signing"], "\x1b[35m25 Oct 2025 – …\x1b[0m", id="a planned date on a card"),
    pytest.param(["list", "vote-2022", "-f", "table"], "\x1b[0m  The rules are adopted  ", id="a title as it is"),
]


@pytest.mark.parametrize(("args", "shown"), STYLED)
def test_each_style_has_one_meaning_and_ends_with_its_words(ahc, args, shown):
    assert shown in ahc(*args, "--color", "always").out


def test_structured_fields_are_told_in_words_in_the_language_of_the_reader(bundled, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    held = {
        "id": "vote",
        "date": "2022-06-10",
        "kind": "resolution",
        "title": {"en": "A vote", "zh": "表决"},
        "facts": [{"text": {"en": "It passed.", "zh": "获通过。"}}, {"text": {"en": "All spoke."}}],
        "votes": [{"motion": {"en": "Rules", "zh": "规则"}, "yes": 88, "no": 42, "result": "adopted"}],
        "attendance": [{"count": 150, "of": "states", "at_least": True}],
    }
    table = ["list", "--fields", "id,facts,votes,attendance", "-f", "table"]
    data = ["--data", str(written([held], tmp_path / "vote.json"))]
    assert (
        bundled(*table, *data, "--lang", "zh").out
        == """\
 编号  事实               表决                               出席
 vote  • 获通过。         • 规则 · 通过 · 赞成 88 · 反对 42  • 至少150个国家
       • [en] All spoke.
"""
    )
    assert "• at least 150 states" in bundled(*table, *data).out


def test_a_window_is_marked_in_the_list_of_positions(bundled, tmp_path):
    decided = {
        "id": "decided",
        "date": "2024-02-09/2024-07-29",
        "kind": "decision",
        "title": {"en": "A decision"},
        "positions": [{"actors": ["china"], "stance": "urges", "text": {"en": "Go on."}}],
    }
    shown = " 9 Feb – 29 Jul 2024 ?  A decision  decided\n   China · urges\n     Go on.\n"
    assert bundled("positions", "-f", "table", "--data", str(written([decided], tmp_path / "own.json"))).out == shown


def test_a_hit_by_a_tag_alone_tells_the_tag(ahc):
    shown = ahc("search", "Russia", "-n", "1", "-r", "-f", "table", "--lang", "zh").out
    assert shown.splitlines()[-1].strip() == "俄罗斯"


def test_no_word_is_cut_by_a_column(bundled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = bundled("list", "date:2022-02..2022-04", "--fields", "id,kind,place,topics", "-f", "table").out.splitlines()
    assert [line for line in lines if line.lstrip().startswith(",")] == []


def test_a_difference_is_summed_up_in_the_language_of_the_reader(ahc):
    shown = ahc("diff", "session-1", "session-2", "--lang", "zh").out.splitlines()
    assert shown[0] == "新增0项，删除0项，更改1项"
    assert "    标题（zh）：第[-一-]{+二+}届会议" in shown


def test_an_id_that_went_is_no_edit_of_one_that_came(bundled):
    shown = bundled("diff", "session-3", "session-4", "--fields", "related").out.splitlines()
    assert [line for line in shown if "session" in line] == [
        "~ session-3 → session-4  9 – 20 Jan 2023  Fourth session",
        "      + session-3",
        "      + session-5",
        "      - session-4",
    ]
