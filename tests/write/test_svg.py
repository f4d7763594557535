"""Timelines as SVG pictures, read back as XML."""

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from draw.pictures import ALL, RECORD, TITLE, many, svg
from small import event, write_json

from ahc_cli.model.records import Text
from ahc_cli.write.svg import text as xml_text

SVG = "{http://www.w3.org/2000/svg}"


def elements(picture, name):
    return list(ET.fromstring(picture).iter(SVG + name))


def groups(picture):
    """Return the groups that are events."""
    return [group for group in elements(picture, "g") if group.find(SVG + "title") is not None]


def texts(picture):
    """Return the texts of a picture that are read: not the outlines of labels."""
    return [element.text for element in elements(picture, "text") if not element.get("aria-hidden")]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("events", [RECORD, (), many(400)], ids=["record", "none", "many"])
def test_a_picture_needs_nothing_outside_itself(events, lang):
    picture = svg(events, lang)
    names = {element.tag.removeprefix(SVG) for element in ET.fromstring(picture).iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "path", "g"}
    assert picture.count("http") == 1
    assert not any(word in picture for word in ("url(", "@import", "href", "src"))


def test_an_event_that_is_pointed_at_shows_what_it_is():
    shown = [group.findtext(SVG + "title") for group in groups(svg(RECORD))]
    assert shown == [
        "First session\n28 Feb – 11 Mar 2022 · session · happened · session-1",
        "Talks\n4 – 5 Apr 2022 · consultation · happened · talks",
        "Second session\n21 Aug – 1 Sep 2023 · session · scheduled · session-2",
        "The rules are adopted\n10 Jun 2022 · resolution · happened · vote",
        "Draft\n2021 · document · happened · draft",
        "Letter\nMay 2022 · letter · happened · letter",
        "Signing\n25 Oct 2023 – … · signature · postponed · signing",
    ]


def test_a_picture_has_a_title_and_a_description():
    root = ET.fromstring(svg(RECORD, "zh", query="kind:session <or> all"))
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == ("img", "ahc-title ahc-about", "zh")
    assert root.findtext(SVG + "title") == "小型记录"
    assert root.findtext(SVG + "desc") == "7个事件 · 资料核对至2023年6月1日 · kind:session <or> all"


def test_all_texts_of_a_picture():
    assert texts(svg(RECORD)) == [
        "A small record",
        "7 events · record checked up to 1 Jun 2023",
        *("2021", "2022", "2023", "2024") * 2,
        *("Jan", "Apr", "Jul", "Oct") * 4,
        "today, 1 Jul 2023",
        *("Meetings", "First session", "Talks", "Second session (scheduled)"),
        *("Decisions", "The rules are adopted"),
        *("Documents", "Draft"),
        *("Statements", "Letter"),
        *("Signatures", "Signing (postponed)"),
        *("session", "consultation", "resolution", "document", "letter", "signature"),
        "some day in the span",
    ]


@pytest.mark.parametrize(
    ("date", "kind", "drawn"),
    [
        pytest.param("2022-02-14/2022-02-15", "session", "days sign", id="a meeting"),
        pytest.param("2022-02-14/..", "session", "days days sign", id="an arrow at an open end"),
        pytest.param("../2022-02", "letter", "days days sign", id="an arrow at an open start"),
    ],
)
def test_an_event_is_drawn_as_its_days_and_a_sign(date, kind, drawn):
    (group,) = groups(svg([event(date=date, kind=kind)]))
    assert " ".join(path.get("class") for path in group.findall(SVG + "path")) == drawn


@pytest.mark.parametrize(
    ("given", "classes"),
    [
        pytest.param({"date": "2022-02-14"}, "meetings happened", id="what happened"),
        pytest.param({"date": "2022-02", "kind": "letter"}, "statements happened vague", id="on some day"),
        pytest.param({"status": "scheduled", "date": "2022-02-14"}, "meetings scheduled", id="what is scheduled"),
    ],
)
def test_the_style_of_an_event_says_its_lane_and_status(given, classes):
    (group,) = groups(svg([event(**given)]))
    assert group.get("class") == classes


def test_a_meeting_is_a_bar_of_its_days():
    picture = svg([event(date="2022-01-01/2022-06-30"), event("vague", date="2022"), event("day", date="2022-12-31")])
    bars = [path.get("d") for path in elements(picture, "path") if path.get("class") == "sign"]
    assert bars[:3] == [
        "M36.0 182.0H635.0v12.0H36.0Z",
        "M633.5 200.0H646.5v12.0H633.5Z",
        "M1237.5 218.0H1244.0v12.0H1237.5Z",
    ]


def test_labels_lie_over_outlines_of_their_own():
    """Programs that do not know `paint-order` would paint the outline of a text over its letters."""
    picture = svg(RECORD)
    labels = [group.findall(SVG + "text") for group in groups(picture)]
    assert len(labels) == len(RECORD)
    for outline, label in labels:
        assert outline.attrib == {**label.attrib, "class": "outline", "aria-hidden": "true"}
        assert (outline.text, label.get("class")) == (label.text, "label")
    assert "paint-order" not in picture


def test_a_picture_of_no_events_says_so():
    assert texts(svg((), query="q")) == ["A small record", "No events · record checked up to 1 Jun 2023 · q"]
    assert texts(svg((), "zh")) == ["小型记录", "没有事件 · 资料核对至2023年6月1日"]


def test_a_title_that_is_too_long_is_replaced_by_the_id_but_shown_when_pointed_at():
    picture = svg([event(date="2022-06-01", title={"en": "x" * 10_000})])
    assert texts(picture)[-2:] == ["talk", "session"]
    assert picture.count("x" * 10_000) == 1


def test_a_long_legend_takes_two_lines():
    legend = elements(svg(ALL), "g")[len(ALL) :]
    lines = [group.get("transform").split()[1] for group in legend if group.get("transform")]
    assert (len(lines), len(set(lines))) == (11, 2)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        pytest.param("<b>&\"'", "&lt;b&gt;&amp;\"'", id="markup"),
        pytest.param("\x00\x1b\u202e", "\\x00\\x1b\\u202e", id="what XML or a reader cannot have"),
        pytest.param("\ufffe\uffff", "\ufffd\ufffd", id="noncharacters"),
        pytest.param("第一届会议 😀", "第一届会议 😀", id="anything else as it is"),
    ],
)
def test_texts_are_inert(words, written):
    assert xml_text(words) == written
    picture = svg([event(title={"en": words})], query=words, title=Text(en=words))
    assert ET.fromstring(picture).findtext(SVG + "title") == ET.fromstring(f"<t>{written}</t>").text


def test_the_command_writes_utf_8_whatever_the_window(bundled, tmp_path, monkeypatch):
    path = str(
        write_json([{"id": "a", "date": "2022", "kind": "letter", "title": {"zh": "信函"}}], tmp_path / "a.json")
    )
    whole = bundled("timeline", "-f", "svg", "--lang", "zh", "--data", path)
    assert texts(whole.out)[:2] == ["时间轴", "1个事件"]
    monkeypatch.setenv("COLUMNS", "20")
    assert bundled("timeline", "-f", "svg", "--lang", "zh", "--data", path) == whole


@pytest.mark.parametrize(
    ("args", "about"),
    [
        pytest.param((), "record checked up to 1 Jun 2023", id="a dataset"),
        pytest.param(("--as-of", "2022-08-08"), "as of 8 Aug 2022 · record checked up to 1 Jun 2023", id="as of a day"),
        pytest.param(("--as-of", "2023-06-01"), "as of 1 Jun 2023", id="as of the day of the data"),
        pytest.param(("kind:session", "--as-of", "2023-06-01"), "as of 1 Jun 2023 · kind:session", id="a query"),
    ],
)
def test_the_command_says_of_which_day_the_record_is(ahc, args, about):
    title, subtitle, *_ = texts(ahc("timeline", "-f", "svg", *args).out)
    assert title == TITLE.en
    assert subtitle.partition(" · ")[2] == about


@pytest.mark.slow
def test_a_picture_is_written_without_rich():
    script = "import sys; from ahc_cli.write import svg; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
