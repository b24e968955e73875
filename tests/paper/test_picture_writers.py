"""The two hands that draw a picture: both draw exactly its geometry, and the same to the eye."""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from wizard.core.progress import Place
from wizard.paper.colours import DARK, LIGHT, Ink, Tone
from wizard.paper.picture import Box, Dot, Frame, Label, Picture, Stroke, key, shape, strip
from wizard.paper.picture_qt import paint
from wizard.paper.picture_svg import svg

SVG = "{http://www.w3.org/2000/svg}"
MIXED = [*Place, *Place, Place.NOT_TRIED]
TONES = pytest.mark.parametrize("tone", [LIGHT, DARK], ids=["light", "dark"])


def drawn(picture: Picture, tone: Tone) -> QImage:
    image = blank(picture, tone)
    painter = QPainter(image)
    paint(painter, picture, tone, QFont("sans-serif"))
    painter.end()
    return image


def blank(picture: Picture, tone: Tone) -> QImage:
    image = QImage(picture.width, picture.height, QImage.Format.Format_RGB32)
    image.fill(QColor(tone.ground))
    return image


def apart(one: QImage, other: QImage, *, grey: bool = False) -> float:
    """How different two pictures of one size are: the mean over all bytes, 0 to 255."""
    if grey:
        one, other = (i.convertToFormat(QImage.Format.Format_Grayscale8) for i in (one, other))
    left, right = bytes(one.constBits()), bytes(other.constBits())
    assert len(left) == len(right)
    return sum(abs(a - b) for a, b in zip(left, right, strict=True)) / len(left)


# -- SVG -------------------------------------------------------------------------------------------


def elements(text: str) -> Iterator[ET.Element]:
    return ET.fromstring(text).iter()  # noqa: S314  written by ourselves


@TONES
def test_the_svg_has_one_element_for_each_mark_in_the_same_place(tone: Tone) -> None:
    picture = strip(MIXED)
    shapes = [one for one in elements(svg(picture, "Title", tone=tone))
              if one.tag.removeprefix(SVG) not in {"svg", "title", "desc"}]  # fmt: skip
    for mark, one in zip(picture.marks, shapes, strict=True):
        match mark:
            case Frame():
                assert one.tag == SVG + "rect"
                inset = mark.width / 2
                assert float(one.attrib["x"]) == mark.x + inset
                assert float(one.attrib["width"]) == mark.side - mark.width
                painted = "fill" if mark.filled else "stroke"
                assert one.attrib[painted] == tone[mark.ink]
                assert ("stroke-dasharray" in one.attrib) == bool(mark.dash)
            case Stroke():
                assert one.tag == SVG + ("polygon" if mark.closed else "polyline")
                assert len(one.attrib["points"].split()) == len(mark.points)
            case Dot():
                assert one.tag == SVG + "circle"
                assert math.isclose(float(one.attrib["cx"]), mark.x, abs_tol=0.01)
            case Label():
                assert one.tag == SVG + "text"
                assert one.text == mark.text
                assert one.attrib.get("font-weight") == ("bold" if mark.bold else None)


def test_the_svg_says_what_it_shows_to_who_cannot_see_it() -> None:
    root = ET.fromstring(svg(strip(MIXED), "4 open", "Number 5 refused", name="before"))  # noqa: S314
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "before-title before-desc"
    title, description = list(root)[:2]
    assert (title.tag, title.text, title.attrib["id"]) == (SVG + "title", "4 open", "before-title")
    assert description.text == "Number 5 refused"
    assert "desc" not in svg(strip(MIXED), "4 open")


@given(st.text(), st.text())
def test_no_text_can_break_out_of_the_svg(title: str, numeral: str) -> None:
    text = svg(strip([Place.OPEN], lambda _: numeral), title, title)
    root = ET.fromstring(text)  # noqa: S314
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "polyline", "text"}


def test_the_svg_holds_nothing_that_runs_or_loads() -> None:
    text = svg(strip(MIXED), '<script>alert(1)</script>" onload="x')
    assert "<script" not in text
    assert 'onload="' not in text
    assert "href" not in text
    assert text.count("http") == 1  # its name space


# -- the painter -----------------------------------------------------------------------------------


@TONES
@pytest.mark.parametrize("rtl", [False, True])
def test_both_hands_draw_the_same_picture(qapp: QApplication, tone: Tone, rtl: bool) -> None:
    """Qt's own reader of SVG draws ours: what it shows is what the painter shows."""
    picture = strip(MIXED, width=1284, right_to_left=rtl)
    read = QSvgRenderer(QByteArray(svg(picture, "x", tone=tone).encode()))
    assert read.isValid()
    image = blank(picture, tone)
    painter = QPainter(image)
    read.render(painter)
    painter.end()
    painted = drawn(picture, tone)
    empty = apart(painted, blank(picture, tone))
    assert apart(painted, image) < 1.5 < empty / 4


@TONES
def test_every_mark_is_painted_where_the_geometry_says(qapp: QApplication, tone: Tone) -> None:
    image = drawn(strip(MIXED), tone)
    for mark in strip(MIXED).marks:
        if isinstance(mark, Frame):
            inside = mark.width // 2 if mark.width else 4
            at = image.pixelColor(mark.x + mark.side // 2, mark.y + inside)
            if not mark.dash:
                assert at == QColor(tone[mark.ink])
        elif isinstance(mark, Dot):
            assert image.pixelColor(round(mark.x), round(mark.y)) == QColor(tone[mark.ink])


@TONES
def test_numbers_are_painted_in_the_colour_of_text(qapp: QApplication, tone: Tone) -> None:
    picture = strip([Place.NOT_TRIED] * 3, width=2000)
    image = drawn(picture, tone)
    label = next(mark for mark in picture.marks if isinstance(mark, Label))
    row = range(label.y - label.size, label.y)
    across = range(round(label.x) - label.size, round(label.x) + label.size)
    colours = {image.pixelColor(x, y).name() for x in across for y in row}
    assert tone[Ink.TEXT].lower() in colours


@pytest.mark.parametrize("side", [13, 27, 48])
@TONES
def test_in_grey_every_state_still_looks_different(
    qapp: QApplication, tone: Tone, side: int
) -> None:
    looks = {place: drawn(key(place, side), tone) for place in Place}
    places = list(Place)
    for index, one in enumerate(places):
        for other in places[index + 1 :]:
            assert apart(looks[one], looks[other], grey=True) > 4, (one, other)


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_edges_are_crisp(qapp: QApplication, scale: int) -> None:
    """A filled box covers whole pixels: none beside it is half blue."""
    picture = strip([Place.OPEN] * 12, width=642 * scale)
    image = drawn(picture, LIGHT)
    blue, white = QColor(LIGHT[Ink.BLUE]), QColor(Qt.GlobalColor.white)
    for box in picture.boxes:
        row = box.y + box.side // 10 + 8
        assert image.pixelColor(box.x, row) == blue
        assert image.pixelColor(box.x + box.side - 1, row) == blue
        if box.x:
            assert image.pixelColor(box.x - 1, row) == white


def test_a_painter_is_given_back_as_it_was(qapp: QApplication) -> None:
    image = blank(strip(MIXED), LIGHT)
    painter = QPainter(image)
    pen, brush = painter.pen(), painter.brush()
    paint(painter, strip(MIXED), LIGHT, QFont())
    assert (painter.pen(), painter.brush()) == (pen, brush)
    painter.end()


def test_the_shapes_of_every_state_are_known_to_both(qapp: QApplication) -> None:
    kinds = {type(mark) for place in Place for mark in shape(Box(1, place, 0, 0, 48))}
    assert kinds == {Frame, Stroke, Dot}
