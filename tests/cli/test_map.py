"""What `ahc map` draws: each state once, as what it did, in a window, a picture and a pipe."""

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from render.test_terminal import ESCAPE, luminance
from shared import bundled as bundled_dataset
from shared import sampled, slow
from small import write_json

from ahc_cli import load
from ahc_cli.model.text import data_text, width

# How a state is drawn that did so, as the issue of the map has it.
SIGNS = {
    ("up", ""): {"signed", "yes"},
    ("up", "+"): {"approved"},
    ("up", "*"): {"ratified"},
    ("low", "-"): {"no"},
    ("low", "~"): {"abstain"},
    ("low", "/"): {"absent"},
    ("low", ""): {None},
}
QUERIES = [
    "",
    "74/247",
    "73/187",
    "signed voted.no:74/247",
    "group:eu",
    "74/247 group:african-group",
    "73/187 region:asia not group:g77",
    "--as-of 2020",
    "--as-of 2025-12",
    "--as-of 2026-06 group:asean",
    "74/247 --as-of 2023",
    "签署 非洲集团",
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def rows(bundled):
    """Ask for JSON and return the rows."""
    return lambda command, *args: json.loads(bundled(command, *args, "--json").out)


def split(query):
    """Return what the words of a map ask of `ahc states`, and the roll call or nothing."""
    field, _blank, rest = query.partition(" ")
    if field in ("signed", "签署"):
        return rest.split(), ""
    if field in ("74/247", "73/187"):
        return rest.split(), field
    return query.split(), ""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [79, 80, *slow(81, 100, 120, 200)])
@pytest.mark.parametrize("query", ["", "74/247", *slow("group:brics", "signed china")])
def test_the_map_fits_a_window_of_24_lines_from_79_columns_on(
    bundled, monkeypatch, query, columns, lang
):
    monkeypatch.setenv("COLUMNS", str(columns))
    drawn = bundled("map", *query.split(), "--lang", lang).out.splitlines()
    assert len(drawn) <= 24
    assert [line for line in drawn if width(line) > columns] == []


@pytest.mark.parametrize("columns", [40, 78, *slow(20, 60)])
def test_a_narrower_window_has_the_table_of_states(bundled, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    first, *table = bundled("map", "74/247", "group:caricom").out.splitlines()
    while "the table" not in first:
        first += " " + table.pop(0).strip()
    assert table == bundled("states", "group:caricom", "-f", "table").out.splitlines()


def drawn_at(lines, tile):
    """Return what a line has at the place of a state; the first line with a place is row 0."""
    start = 1 + 3 * tile["column"]
    return lines[tile["row"]].ljust(80)[start : start + 3].rstrip()


@pytest.mark.parametrize("query", QUERIES)
def test_plain_text_tells_what_each_state_did(bundled, rows, query):
    tiles = rows("map", *query.split())
    code, out, _err = bundled("map", *query.split())
    assert (code, "\x1b" in out) == (0, False)
    every = [actor.tile for actor in bundled_dataset().vocabulary.actors.values() if actor.tile]
    # Below the head and the legend, which ends with a number or the point.
    start = 1 + max(
        at for at, line in enumerate(out.splitlines()[:5]) if re.search(r" \d+$| about$", line)
    )
    lines = out.splitlines()[start:]
    placed = [tile for tile in tiles if tile["column"] is not None]
    assert len(placed) >= len(tiles) - 1
    for tile in placed:
        code, sign = drawn_at(lines, tile)[:2], drawn_at(lines, tile)[2:]
        assert code.upper() == tile["iso"]
        assert tile["value"] in SIGNS["up" if code.isupper() else "low", sign]
    points = {*every} - {(tile["column"], tile["row"]) for tile in placed}
    assert len(every) == 195
    for column, row in points:
        assert drawn_at(lines, {"column": column, "row": row}) == " ."
    assert sum(line.count(".") for line in lines[:18]) == len(points)
    assert ("not asked about" in out) == bool(points)


@pytest.mark.parametrize("query", QUERIES)
def test_the_counts_are_those_of_the_table_of_states(bundled, rows, query):
    words, symbol = split(query)
    kinds = {id_: actor.kind for id_, actor in bundled_dataset().vocabulary.actors.items()}
    asked = rows("states", *words)
    states = [row for row in asked if kinds[row["id"]] == "state"]
    assert [tile["id"] for tile in rows("map", *query.split())] == [row["id"] for row in asked]
    head = " ".join(bundled("map", *query.split()).out.split()).partition(" . ")[0]
    if symbol:
        votes = [
            vote["side"] for row in states for vote in row["votes"] if vote["symbol"] == symbol
        ]
        names = {"yes": "yes", "no": "no", "abstain": "abstained", "absent": "did not vote"}
        expected = {names.get(side, "not named"): n for side, n in Counter(votes).items()}
    else:
        acts = Counter(
            next((key for key in ("ratified", "approved", "signed") if row[key]), None)
            for row in states
        )
        names = {"approved": "approved at home", None: "not named"}
        expected = {names.get(act, act): n for act, n in acts.items()}
        signed = sum(row["signed"] is not None for row in states)
        assert head.startswith(f"Signed by {signed} of {len(states)} state")
    found = re.findall(r"[Xx]{2}[-+*~/]? ([a-z ]+) (\d+)", head)
    assert dict(found) == {name: str(n) for name, n in expected.items()}


def test_the_votes_on_the_map_are_those_that_are_counted(rows):
    sides = Counter(tile["value"] for tile in rows("map", "74/247"))
    for side in ("yes", "no", "abstain"):
        (counted,) = rows("count", f"vote.{side}", "id:ga-74-247")
        assert counted["value"] == sides[side] == len(rows("states", f"voted.{side}:74/247"))
    signed = rows("count", "actor", "role:signatory")
    assert len(signed) == sum(tile["value"] is not None for tile in rows("map"))


def test_colours_add_nothing(bundled):
    plain, coloured = bundled("map").out, bundled("map", "--color", "always").out
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()] == plain.splitlines()


def test_python_and_json_have_the_same_tiles(rows):
    record = load()
    for field, query in (("", ""), ("74/247", "group:brics"), ("signed", "signed:2026")):
        tiles = [tile.to_dict() for tile in record.map(field, query)]
        assert json.loads(json.dumps(tiles)) == rows("map", *field.split(), *query.split())


def test_a_symbol_a_title_and_an_id_name_a_roll_call(rows):
    for name in ("A/RES/74/247", "ga-74-247"):
        assert rows("map", name) == rows("map", "74/247")


def test_signatories_that_are_no_states_stand_below_the_map(bundled, rows):
    assert bundled("map").out.splitlines()[-2] == " not on the map: EU (signed)"
    assert "EU" not in bundled("map", "74/247").out
    (row,) = [row for row in rows("map") if row["column"] is None]
    assert (row["id"], row["value"]) == ("european-union", "signed")


WRONG = {
    "no roll call": ("75/282", "'75/282' means nothing in a query about states"),
    "a word": ("nonsense", "'nonsense' means nothing"),
    "a second roll call": ("74/247 73/187", "'73/187' means nothing"),
    "a field of events": ("74/247 kind:session", "'kind' is a field of events"),
    "a format": ("china -f tsv", "does not support the format 'tsv'"),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_an_error(bundled, words, message):
    code, out, err = bundled("map", *words.split())
    assert (code, out) == (2, "")
    assert message in err


def test_nothing_found_is_said(bundled):
    code, out, err = bundled("map", "signed:1999")
    assert (code, out) == (1, "")
    assert bundled("map", "signed:1999", "--json") == (1, "[]\n", err)


# Datasets that have not all that a map shows.


@pytest.fixture
def changed(bundled, tmp_path):
    """Write the bundled dataset with its actors and events changed, and return what reads it."""

    def command(change, *args):
        document = json.loads(bundled("export").out)
        change(document)
        path = write_json(document, tmp_path / "changed.json")
        return bundled("map", *args, "--data", str(path))

    return command


def without_tiles(document, *, every=1):
    for number, actor in enumerate(document["actors"].values()):
        if number % every == 0:
            actor.pop("tile", None)


def without_rolls(document):
    for event in document["events"]:
        for vote in event.get("votes", ()):
            vote.pop("roll", None)


def test_states_without_a_place_are_listed_never_dropped(bundled, changed):
    everywhere = bundled("map").out
    for every in (1, 2):
        code, out, _err = changed(lambda document, n=every: without_tiles(document, every=n))
        assert code == 0
        words = " ".join(out.split())
        assert words.startswith("Signed by 74 of 195 states")
        drawn, _colon, listed = words.partition("not on the map: ")
        names = re.findall(r"\((?:signed|ratified|approved at home|not named)\)", listed)
        tiles = re.findall(r"\b[A-Za-z]{2}\b[+*]?", drawn.rpartition("not named 121")[2])
        assert len(names) + len(tiles) == 196
        assert bool(tiles) == (every == 2)
    assert "Afghanistan" not in everywhere


def test_without_a_roll_call_there_is_the_map_of_signatures_alone(bundled, changed):
    assert changed(without_rolls).out == bundled("map").out
    code, out, err = changed(without_rolls, "74/247")
    assert (code, out) == (2, "")
    assert "'74/247' means nothing" in err


def test_events_alone_have_the_states_that_they_name(bundled, tmp_path):
    path = tmp_path / "array.json"
    path.write_text(bundled("filter", "id:signing-hanoi", "--json").out, encoding="utf-8")
    code, out, err = bundled("map", "--data", str(path))
    assert code == 0
    assert err == "only the states that these events name\n"
    number = len(bundled("states", "--data", str(path), "-f", "ids").out.split())
    assert re.search(rf"Signed by \d+ of {number - 1} states", out)
    assert ". not asked about" in out
    path.write_text("[]", encoding="utf-8")
    assert bundled("map", "--data", str(path))[:2] == (0, "")


def test_a_former_member_of_a_group_is_a_point_and_the_note_says_so(bundled):
    _code, out, err = bundled("map", "group:eu")
    assert "GB" not in out.upper().split()
    assert err == "left EU: United Kingdom (31 Jan 2020)\n"


# Pictures.


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", ["", "74/247", "74/247 group:eu"])
def test_a_picture_has_a_titled_tile_for_each_state_and_loads_nothing(bundled, rows, query, lang):
    code, out, _err = bundled("map", *query.split(), "-f", "svg", "--lang", lang)
    assert code == 0
    picture = ET.fromstring(out)
    tiles = picture.findall(f"{SVG}g")
    placed = [row for row in rows("map", *query.split()) if row["column"] is not None]
    titles = [tile.find(f"{SVG}title").text for tile in tiles]
    assert len({*titles}) == len(titles) == len(placed)
    for row in placed:
        assert [
            title for title in titles if re.match(rf"{re.escape(row['name'][lang])} ?[(（]", title)
        ]
    places = {
        (rect.get("x"), rect.get("y")) for rect in picture.iter(f"{SVG}rect") if rect.get("x")
    }
    assert len(places) == len(placed)
    right = max(float(x) + 34 for x, _y in places)
    bottom = max(float(y) + 38 for _x, y in places)
    assert right < float(picture.get("width"))
    assert bottom < float(picture.get("height"))
    assert "prefers-color-scheme: dark" in out
    assert not re.search(
        r"href|url\(|@import|<image|<script|https?://(?!www\.w3\.org/2000/svg)", out
    )


def rgb(color):
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def contrast(one, other):
    dark, light = sorted(luminance(color) + 0.05 for color in (one, other))
    return light / dark


def test_the_letters_of_a_tile_are_legible_in_both_schemes():
    css = data_text("render/svg.css")
    light, _media, dark = css.partition("@media")
    fills = dict(re.findall(r"\.(\w+) \{ fill: (#\w{6})", css))
    colours = [fills[lane] for lane in ("meetings", "decisions", "documents", "signatures")]
    for colour in colours:
        assert contrast(rgb(fills["code"]), rgb(colour)) >= 3
    # A tile of a state that is not named is a tint of the letters on the paper.
    for scheme in (light, dark):
        ink = rgb(re.search(r"(?:text, \.tile|white-space: pre;) \{? ?fill: (#\w{6})", scheme)[1])
        paper = rgb(re.search(r"\.paper \{ fill: (#\w{6})", scheme)[1])
        tint = tuple(0.1 * a + 0.9 * b for a, b in zip(ink, paper, strict=True))
        assert contrast(ink, tint) >= 3
        # The samples of the legend stand on the paper.
        for colour in colours:
            assert contrast(rgb(colour), paper) >= 3


def test_each_tile_of_the_page_of_the_record_leads_to_its_card(bundled):
    page = bundled("export", "-f", "html").out
    links = re.findall(r'<a href="#([^"]+)"><g>', page)
    ids = {*re.findall(r'<article id="([^"]+)"', page)}
    assert len({*links}) == len(links) == 195
    assert {*links} <= ids
    assert page.index('<a href="#china"><g>') < page.index("<h2>States")
    # An image, as which a picture without links is read, has nothing in it that can be reached.
    assert re.findall(r'role="(\w+)"', page) == ["group", "img"]
    assert 'role="img"' in bundled("map", "-f", "svg").out


@pytest.mark.parametrize("lang", sampled(["en", "zh"], 1))
def test_help_says_what_places_do_not_say(bundled, lang):
    words = {"en": "borders, sizes or distances", "zh": "边界、面积或距离"}[lang]
    for command in ("map --help", "help data"):
        assert words in " ".join(bundled(*command.split(), "--lang", lang).out.split())
