"""The blocks of a report as pieces for its pages, each in its look.

Owns what each block looks like; what stands in a field of its own is pdf_fields.py's, what stands
in columns is pdf_table.py's. Everything is mirrored in a report written from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final, assert_never

from PySide6.QtGui import QPainter

from wizard.paper.colours import LIGHT
from wizard.paper.document import (
    Block,
    Code,
    Drawing,
    Facts,
    Figures,
    Heading,
    Items,
    Paragraph,
    Table,
)
from wizard.paper.pdf_fields import code, figures
from wizard.paper.pdf_flow import Piece
from wizard.paper.pdf_table import facts, table
from wizard.paper.pdf_type import POINT, READING, SMALL, Lines, Look, Measure, set_lines
from wizard.paper.picture import Picture
from wizard.paper.picture_qt import paint

_TITLE: Final = Look(22, bold=True)
_HEADING: Final = Look(14, bold=True)
_SMALLER_HEADING: Final = Look(11.5, bold=True)
_STRONG: Final = Look(12, bold=True)

# Between the sign of an item and its text.
_SIGN_GAP: Final = 7 * POINT
# A picture of the natural width fills the measure of A4; it never gets larger than that.
_PICTURE_UNIT: Final = 0.768 * POINT
_TALLEST_PICTURE: Final = 480 * POINT
# Places in more than two rows leave room for the words on the same page.
_TALLEST_PLACES: Final = 130 * POINT


def title(text: str, measure: Measure, indent: float = 0.0) -> Iterator[Piece]:
    """The title of a part; `indent` is left free for what stands beside it."""
    width = measure.width - indent
    lines = set_lines(text, _TITLE, width, measure.setting)
    yield from lines.pieces(measure.at(0, width), keep=True)
    yield air(3 * POINT)


def air(height: float) -> Piece:
    """Room that stays free below a title."""
    return Piece(max(0.0, height), _nothing, keep=True)


def pieces(blocks: Iterable[Block], measure: Measure) -> Iterator[Piece]:
    """All blocks, in reading order."""
    for block in blocks:
        yield from _pieces(block, measure)


def _pieces(block: Block, measure: Measure) -> Iterator[Piece]:
    match block:
        case Heading(text=text, level=level):
            look, gap = (_HEADING, 13) if level == 2 else (_SMALLER_HEADING, 12)
            first, *others = _text(text, look, measure, gap, keep=True)
            yield replace(first, heading=True)
            yield from others
        case Paragraph(text=text, strong=strong, quiet=quiet):
            look = SMALL if quiet else _STRONG if strong else READING
            yield from _text(text, look, measure, 6)
        case Items():
            yield from _items(block, measure)
        case Figures():
            yield from figures(block, measure)
        case Code():
            yield from code(block, measure)
        case Table():
            yield from table(block, measure)
        case Facts():
            yield from facts(block, measure)
        case Drawing():
            yield from _drawing(block, measure)
        case _:
            assert_never(block)


def _text(
    text: str, look: Look, measure: Measure, gap: float, *, keep: bool = False
) -> Iterator[Piece]:
    """A paragraph; `gap` is in points."""
    lines = set_lines(text, look, measure.width, measure.setting)
    return lines.pieces(0, gap * POINT, keep=keep)


def _items(block: Items, measure: Measure) -> Iterator[Piece]:
    numbers = range(1, len(block.texts) + 1)
    signs = [f"{measure.numeral(n)}." if block.numbered else "•" for n in numbers]
    marks = [set_lines(sign, READING, measure.width, measure.setting) for sign in signs]
    indent = max((mark.wide for mark in marks), default=0.0) + _SIGN_GAP
    width = measure.width - indent
    for mark, text in zip(marks, block.texts, strict=True):
        lines = set_lines(text, READING, width, measure.setting)
        first, *others = lines.pieces(measure.at(indent, width), 4 * POINT)
        yield Piece(first.height, partial(_item, mark, first), first.gap, first.keep)
        yield from others


def _item(mark: Lines, first: Piece, painter: QPainter, y: float) -> None:
    mark.paint(painter, 0, y)
    first.draw(painter, y)


def _drawing(block: Drawing, measure: Measure) -> Iterator[Piece]:
    picture = block.picture
    tallest = _TALLEST_PLACES if picture.boxes else _TALLEST_PICTURE
    fits = measure.width / max(1, picture.width), tallest / max(1, picture.height)
    scale = min(_PICTURE_UNIT, *fits)
    left = measure.at(0, picture.width * scale)
    drawn = partial(_picture, picture, scale, left)
    yield Piece(picture.height * scale, drawn, 12 * POINT, keep=bool(block.legend))
    if block.legend:
        yield from _text(block.legend, SMALL, measure, 5)


def _picture(picture: Picture, scale: float, left: float, painter: QPainter, y: float) -> None:
    painter.save()
    painter.translate(left, y)
    painter.scale(scale, scale)
    paint(painter, picture, LIGHT, READING.font())
    painter.restore()


def _nothing(_painter: QPainter, _y: float) -> None:
    """The ground shows."""
