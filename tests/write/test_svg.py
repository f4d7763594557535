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
    shown = [title.text for group in elements(svg(RECORD), "g") for title in group.findall(SVG + "title")]
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
    assert root.findtext(SVG + "desc") == (
        "7个事件 · 2021年1月至2023年10月 · 节选 · 资料核对至2023年6月1日; kind:session <or> all; "
        "会议: 3; 决议决定: 1; 文件: 1; 信函声明: 1; 签署批准: 1"
    )


def test_all_texts_of_a_picture():
    assert texts(svg(RECORD)) == [
        "A small record",
        "7 events · Jan 2021 – Oct 2023 · record checked up to 1 Jun 2023",
        *("2021", "2022", "2023", "2024"),
        *("Jan", "Apr", "Jul", "Oct") * 3,
        "Jan",
        *("2021", "2022", "2023", "2024"),
        "today, 1 Jul 2023",
        *("Meetings", "First session", "Talks", "Second session (scheduled)"),
        *("Decisions", "The rules are adopted"),
        *("Documents", "Draft"),
        *("Statements", "Letter"),
        *("Signatures", "Signing (postponed)"),
        *("session", "consultation", "resolution", "document", "letter", "signature"),
        *("scheduled", "postponed", "some day in the span"),
    ]


@pytest.mark.parametrize(
    ("date", "kind", "status", "drawn"),
    [
        pytest.param("2022-02-14/2022-02-15", "session", "happened", "rect.m", id="a meeting is a bar"),
        pytest.param("2022-02-14", "letter", "happened", "path.m", id="anything else is a shape"),
        pytest.param("2022-02-14", "letter", "cancelled", "path.m path.x", id="what is cancelled is crossed out"),
        pytest.param("2022-02", "letter", "happened", "rect.s path.l path.m", id="a window is a band below a shape"),
        pytest.param("2022-02", "session", "happened", "rect.s path.l rect.m", id="or below a bar"),
        pytest.param("2022-02-14/..", "session", "happened", "path.a rect.m", id="an open end is an arrow"),
        pytest.param("2022-02-14/..", "signature", "happened", "path.a rect.m path.m", id="and a bar behind a shape"),
        pytest.param(
            "../2022-02", "letter", "happened", "rect.s path.l path.a path.m", id="an open window has one too"
        ),
    ],
)
def test_an_event_is_drawn_as_what_it_is(date, kind, status, drawn):
    (group,) = [
        group
        for group in elements(svg([event(date=date, kind=kind, status=status)]), "g")
        if group.find(SVG + "title") is not None
    ]
    marks = [
        f"{mark.tag.removeprefix(SVG)}.{mark.get('class')}"
        for mark in group
        if mark.tag[len(SVG) :] in ("rect", "path")
    ]
    assert (group.get("class"), " ".join(marks)) == (f"e {kind} {status}", drawn)


def test_labels_lie_over_outlines_of_their_own():
    """Programs that do not know `paint-order` would paint the outline of a text over its letters."""
    picture = svg(RECORD)
    labels = [group.findall(SVG + "text") for group in elements(picture, "g") if group.find(SVG + "title") is not None]
    assert len(labels) == len(RECORD)
    for outline, label in labels:
        assert outline.attrib == {**label.attrib, "class": "t o", "aria-hidden": "true"}
        assert (outline.text, label.get("class")) == (label.text, "t")
    assert "paint-order" not in picture


def test_marks_stay_in_the_picture():
    dates = ["2022-01-01", "2022-12-31", "../2022-03", "2022-06-01/.."]
    events = [event(f"e{n}", date=day, kind=kind) for n, day in enumerate(dates) for kind in ("letter", "session")]
    for rect in elements(svg(events), "rect"):
        x, wide = float(rect.get("x", 0)), float(rect.get("width", 0))
        assert -10 <= x <= x + wide <= 1280


def test_a_picture_of_no_events_says_so():
    assert texts(svg((), query="q")) == ["A small record", "No events"]
    assert texts(svg((), "zh")) == ["小型记录", "没有事件"]


def test_a_long_title_is_cut_but_shown_when_pointed_at():
    title = "x" * 10_000
    picture = svg([event(title={"en": title})], title=Text(en=title))
    assert max(map(len, texts(picture))) < 100
    assert picture.count(title) == 2


def test_a_long_legend_takes_several_lines():
    legend = [element for element in elements(svg(ALL, "en"), "text") if element.get("class") == "k"]
    words = [element.text for element in legend]
    assert words[-4:] == ["scheduled", "postponed", "cancelled", "some day in the span"]
    assert (len(words), len({element.get("y") for element in legend})) == (14, 2)
    assert all(36 <= float(element.get("x")) <= 1244 for element in legend)


def test_many_events_have_their_ids():
    events = [event(f"e{n}", date="2022-01-01", title={"en": "Talk"}) for n in range(71)]
    assert "Talk" in texts(svg(events[:70]))
    assert "Talk" not in texts(svg(events))
    assert "e70" in texts(svg(events))


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
    assert texts(whole.out)[:2] == ["时间线", "1个事件 · 2022年1月至2022年12月"]
    monkeypatch.setenv("COLUMNS", "20")
    assert bundled("timeline", "-f", "svg", "--lang", "zh", "--data", path) == whole


@pytest.mark.parametrize(
    ("args", "about"),
    [
        pytest.param((), "record checked up to 1 Jun 2023", id="a dataset"),
        pytest.param(("--as-of", "2022-08-08"), "as of 8 Aug 2022 · record checked up to 1 Jun 2023", id="as of a day"),
        pytest.param(("--as-of", "2023-06-01"), "as of 1 Jun 2023", id="as of the day of the data"),
        pytest.param(("kind:session", "--as-of", "2023-06-01"), "a selection · as of 1 Jun 2023", id="a query"),
    ],
)
def test_the_command_says_of_which_day_the_record_is(ahc, args, about):
    title, subtitle, *_ = texts(ahc("timeline", "-f", "svg", *args).out)
    assert title == TITLE.en
    assert subtitle.partition(" · ")[2].partition(" · ")[2] == about


@pytest.mark.slow
def test_a_picture_is_written_without_rich():
    script = "import sys; from ahc_cli.write import svg; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
