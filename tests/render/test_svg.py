"""Pictures: lines of spans as texts of an SVG image, each in its columns and its style."""

from xml.etree import ElementTree as ET

from ahc_cli.render import Line, Span
from ahc_cli.render.layout import wrap_line
from ahc_cli.render.svg import draw


def test_a_span_that_is_wrapped_keeps_its_style_and_stands_below_the_text_of_its_mark():
    spans = (Span("会议 "), Span("adopts the rules", "match"))
    lines = list(wrap_line(Line(spans, indent=1, mark=Span("•", "id"), hang=2), 14))
    picture = ET.fromstring("".join(draw(lines, 14, "A & B", ".match { fill: red }\n")))
    assert [
        (text.get("class"), text.get("x"), text.get("y"), "".join(text.itertext()))
        for text in picture[3:]
    ] == [
        ("id", "33", "44", "•"),
        ("", "51", "44", "会议"),
        ("match", "96", "44", "adopts"),
        ("match", "51", "64", "the rules"),
    ]
    assert (picture.get("aria-label"), picture.get("width")) == ("A & B", "174")
    assert picture[1].text.endswith(".match { fill: red }\n")
