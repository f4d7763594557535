"""The picture for a page: read back as XML."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Outcome
from pictures import CAPTION, RECORD, many, svg
from small import event

from ahc_cli.models import Event, Text
from ahc_cli.render.legend import Caption
from ahc_cli.render.shapes import text as xml_text

SVG = "{http://www.w3.org/2000/svg}"


def elements(drawing: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter(SVG + name))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("events", [RECORD, (), many(2000)], ids=["record", "none", "many"])
def test_an_svg_needs_nothing_but_itself(events: Iterable[Event], lang: str) -> None:
    drawing = svg(events, lang)
    names = {element.tag.removeprefix(SVG) for element in ET.fromstring(drawing).iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "path", "g"}
    assert drawing.count("http") == 1
    assert not any(word in drawing for word in ("url(", "@import", "href", "src"))


def test_an_svg_tells_of_each_event_when_pointed_at() -> None:
    told = [title.text for group in elements(svg(RECORD), "g") for title in group.findall(SVG + "title")]
    assert told == [
        "First session\n28 Feb – 11 Mar 2022 · session · happened · session-1",
        "Talks\n4 – 5 Apr 2022 · consultation · happened · talks",
        "Second session\n21 Aug – 1 Sep 2023 · session · scheduled · session-2",
        "The rules are adopted\n10 Jun 2022 · resolution · happened · vote",
        "Draft\n2021 · document · happened · draft",
        "Letter\nMay 2022 · letter · happened · letter",
        "Signing\n25 Oct 2023 – … · signature · postponed · signing",
    ]


def test_an_svg_is_named_and_described() -> None:
    root = ET.fromstring(svg(RECORD, "zh", Caption("kind:session <or> all", CAPTION.title, CAPTION.edition)))
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == (
        "img",
        "ahc-title ahc-about",
        "zh",
    )
    assert root.findtext(SVG + "title") == "小型记录"
    assert root.findtext(SVG + "desc") == (
        "7个事件 · 2021年1月至2023年10月 · 节选 · 资料核对至2023年6月1日; kind:session <or> all; "
        "会议: 3; 决议决定: 1; 文件: 1; 信函声明: 1; 签署批准: 1"
    )


def test_an_svg_says_in_words_what_did_not_simply_happen() -> None:
    said = [element.text for element in elements(svg(RECORD), "text") if not element.get("aria-hidden")]
    assert [text for text in said if text and "(" in text] == [
        "Second session (scheduled)",
        "Signing (postponed)",
    ]
    assert "today, 1 Jul 2023" in said


def test_an_svg_of_an_array_of_ones_own_bears_neither_the_title_nor_the_day_of_the_bundled_data(
    bundled: Callable[..., Outcome], tmp_path: Path
) -> None:
    own = tmp_path / "own.json"
    own.write_text('[{"id": "a", "date": "2022", "kind": "letter", "title": {"en": "A"}}]')
    for lang, title, about in (
        ("en", "Timeline", "1 event · Jan 2022 – Dec 2022"),
        ("zh", "时间线", "1个事件 · 2022年1月至2022年12月"),
    ):
        root = ET.fromstring(bundled("timeline", "--data", str(own), "-f", "svg", "--lang", lang).out)
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert (root[0].text, texts[:2]) == (title, [title, about])


def test_an_svg_has_its_labels_over_outlines_of_their_own() -> None:
    """Programs that do not know `paint-order` would paint the outline of a text over its letters."""
    drawing = svg(RECORD)
    labels = [group.findall(SVG + "text") for group in elements(drawing, "g") if group.find(SVG + "title") is not None]
    assert len(labels) == len(RECORD)
    for outline, label in labels:
        assert outline.attrib == {**label.attrib, "class": "t o", "aria-hidden": "true"}
        assert (outline.text, label.get("class")) == (label.text, "t")
    assert "paint-order" not in drawing


def test_an_svg_says_once_of_which_day_the_record_is(bundled: Callable[..., Outcome]) -> None:
    for asked, days in (
        (("2024-08-08",), "as of 8 Aug 2024 · record checked up to 24 Nov 2026"),
        (("2026-11-24",), "as of 24 Nov 2026"),
        (("2026-11-24", "kind:session"), "a selection · as of 24 Nov 2026"),
    ):
        drawing = bundled("timeline", "-f", "svg", "--as-of", *asked).out
        said = [element.text for element in elements(drawing, "text")][1]
        assert said is not None
        assert said.partition(" · ")[2].partition(" · ")[2] == days
        assert "kind:session" not in said


def test_an_svg_of_nothing_says_so() -> None:
    empty = svg((), caption=Caption("q", CAPTION.title, CAPTION.edition))
    assert [element.text for element in elements(empty, "text")] == ["A small record", "No events"]


def test_an_svg_cuts_what_is_too_long_and_tells_it_when_pointed_at() -> None:
    drawing = svg([event(title={"en": "x" * 100_000})])
    longest = max(len(element.text or "") for element in elements(drawing, "text"))
    assert longest < 100
    assert "x" * 100_000 in drawing


def test_an_svg_may_be_drawn_without_rich() -> None:
    script = "import sys; from ahc_cli.render import svg; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_shapes_of_an_svg_lie_within_it() -> None:
    dates = ["2022-01-01", "2022-12-31", "../2022-03", "2022-06-01/.."]
    edges = [event(f"e{n}", date=given, kind=kind) for n, given in enumerate(dates) for kind in ("letter", "session")]
    for rect in elements(svg(edges), "rect"):
        x, wide = float(rect.get("x", 0)), float(rect.get("width", 0))
        assert -10 <= x <= x + wide <= 1280


@pytest.mark.parametrize(
    ("said", "written"),
    [
        pytest.param("<b>&\"'", "&lt;b&gt;&amp;\"'", id="markup"),
        pytest.param("\x00\x1b\u202e", "\\x00\\x1b\\u202e", id="what XML or a reader cannot have"),
        pytest.param("\ufffe\uffff", "\ufffd\ufffd", id="noncharacters"),
        pytest.param("第一届会议 😀", "第一届会议 😀", id="all else is itself"),
    ],
)
def test_texts_are_inert_in_an_svg(said: str, written: str) -> None:
    assert xml_text(said) == written
    drawing = svg([event(title={"en": said})], caption=Caption(said, Text(en=said), CAPTION.edition))
    assert ET.fromstring(drawing).findtext(SVG + "title") == written.replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    )
