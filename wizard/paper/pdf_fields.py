"""What stands in a pale field of its own: large numbers, and lines to be copied.

Owns how large a number gets and how small a command may get before it is broken. A command is
never mirrored, never hyphenated and gets nothing inserted: copied from the page it still works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from wizard.paper.document import Code, Figure, Figures
from wizard.paper.pdf_flow import Piece
from wizard.paper.pdf_type import (
    PALE,
    POINT,
    QUIET,
    READING,
    RULE,
    Lines,
    Look,
    Measure,
    set_lines,
)

# The number of a figure, in points: alone, one of several, and what is never gone below.
_LARGEST, _LARGEST_OF_SEVERAL, _SMALLEST = 64, 46, 18
# The share of the field that the number takes at most where its sentence stands beside it.
_NUMBERS_SHARE: Final = 0.4
_SENTENCE: Final = Look(13)
_LABEL: Final = Look(9.5, bold=True, colour=QUIET)
_EDGE: Final = 14 * POINT
_EDGE_ABOVE: Final = 9 * POINT
_BETWEEN: Final = 12 * POINT

_CODE_SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_CODE_EDGE: Final = 8 * POINT
_CODE_EDGE_ABOVE: Final = 6 * POINT
# A width that no line has.
_ENDLESS: Final = 10_000_000.0
# So many lines to be copied stay together on a page.
_TOGETHER: Final = 16


@dataclass(frozen=True, slots=True)
class _Spot:
    """A text in a field: how far its upper left corner is from the field's."""

    lines: Lines
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its left edge, what is in it, and how tall it has to be for that."""

    left: float
    spots: list[_Spot]
    height: float


def figures(block: Figures, measure: Measure) -> Iterator[Piece]:
    """The numbers side by side and equally large, all fields as tall as the tallest."""
    count = max(1, len(block.figures))
    width = (measure.width - (count - 1) * _BETWEEN) / count
    inner = replace(measure, width=width - 2 * _EDGE)
    room = inner.width * (_NUMBERS_SHARE if count == 1 else 1)
    largest = _LARGEST if count == 1 else _LARGEST_OF_SEVERAL
    size = min((_size(figure.number, largest, room) for figure in block.figures), default=largest)
    fields = []
    for at, figure in enumerate(block.figures):
        left = measure.at(at * (width + _BETWEEN), width)
        number = set_lines(figure.number, Look(size, bold=True), inner.width, inner.setting)
        into = _alone if count == 1 else _above
        fields.append(_Field(left, *into(figure, number, inner)))
    height = max((field.height for field in fields), default=0.0)
    yield Piece(height, partial(_paint_fields, fields, width, height), 10 * POINT)


def _size(text: str, largest: int, room: float) -> int:
    """As large as it can be on one line."""
    natural = set_lines(text, Look(10, bold=True), 100 * room).wide
    return max(_SMALLEST, min(largest, int(10 * room / max(1.0, natural))))


def _alone(figure: Figure, number: Lines, inner: Measure) -> tuple[list[_Spot], float]:
    """The sentence stands beside the number; how tall that is."""
    spots, top = _label(figure, inner)
    aside = number.wide + 18 * POINT
    width = inner.width - aside
    sentence = set_lines(figure.text, _SENTENCE, width, inner.setting)
    height = max(number.height - 2 * _trim(number), sentence.height)
    spots.append(_Spot(number, _EDGE, top + (height - number.height) / 2))
    down = top + (height - sentence.height) / 2
    spots.append(_Spot(sentence, _EDGE + inner.at(aside, width), down))
    return spots, top + height + _EDGE_ABOVE


def _above(figure: Figure, number: Lines, inner: Measure) -> tuple[list[_Spot], float]:
    """The sentence stands below the number; how tall that is."""
    spots, top = _label(figure, inner)
    sentence = set_lines(figure.text, READING, inner.width, inner.setting)
    below = top + number.height - 2 * _trim(number)
    spots.append(_Spot(number, _EDGE, top - _trim(number)))
    spots.append(_Spot(sentence, _EDGE, below))
    return spots, below + sentence.height + _EDGE_ABOVE


def _trim(number: Lines) -> float:
    """The air above and below figures, which have no parts that hang or stand out."""
    return number.look.pixels * 0.14


def _label(figure: Figure, inner: Measure) -> tuple[list[_Spot], float]:
    """What stands above the number, and where the number begins."""
    if not figure.label:
        return [], _EDGE_ABOVE
    lines = set_lines(figure.label, _LABEL, inner.width, inner.setting)
    return [_Spot(lines, _EDGE, _EDGE_ABOVE)], _EDGE_ABOVE + lines.height


def _paint_fields(
    fields: list[_Field], width: float, height: float, painter: QPainter, y: float
) -> None:
    for field in fields:
        painter.setPen(QPen(QColor(RULE), 0.6 * POINT))
        painter.setBrush(QColor(PALE))
        ground = QRectF(field.left, y, width, height)
        painter.drawRoundedRect(ground, 4 * POINT, 4 * POINT)
        for spot in field.spots:
            spot.lines.paint(painter, field.left + spot.x, y + spot.y)


# -- lines to be copied ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a text in the field of lines to be copied."""

    lines: Lines
    number: int
    indent: float


def code(block: Code, measure: Measure) -> Iterator[Piece]:
    """In a grey field, as small as needed for its lines to stay whole."""
    inner = measure.width - 2 * _CODE_EDGE
    look = _code_look(block.lines, inner)
    rows = [row for line in block.lines for row in _code_rows(line, look, inner)]
    together = len(rows) <= _TOGETHER
    for at, row in enumerate(rows):
        first, last = at == 0, at == len(rows) - 1
        above = _CODE_EDGE_ABOVE if first else 0.0
        height = above + row.lines.pitch + (_CODE_EDGE_ABOVE if last else 0.0)
        draw = partial(_code_line, row, (measure.width, height, above), (first, last))
        yield Piece(height, draw, 8 * POINT if first else 0.0, keep=together and not last)


def _code_look(lines: tuple[str, ...], width: float) -> Look:
    """The largest at which all lines stay whole that can stay whole at all."""
    least = _CODE_SIZES[-1]
    wide = [set_lines(line, Look(least, mono=True), _ENDLESS).wide for line in lines]
    widest = max((one for one in wide if one <= width), default=width)
    fitting = (size for size in _CODE_SIZES if widest * size / least <= width)
    return Look(next(fitting, least), mono=True)


def _code_rows(line: str, look: Look, width: float) -> Iterator[_Row]:
    """A line in rows. What goes on in the next row is indented, so that it is seen to go on."""
    indent = look.pixels * 1.2
    for at, text in enumerate(_at_spaces(line, look, width - indent)):
        lines = set_lines(text, look, width - indent if at else width)
        for number in range(lines.count):
            yield _Row(lines, number, indent if at else 0.0)


def _at_spaces(line: str, look: Look, width: float) -> Iterator[str]:
    """A line in parts of at most this width, if it has spaces to be broken at.

    Qt alone would break at hyphens too, and a command with an option torn in two does not work.
    """
    if set_lines(line, look, _ENDLESS).wide <= width + look.pixels * 1.2:
        yield line
        return
    row = ""
    for word in re.findall(r"\s*\S+\s*", line):
        if row and set_lines((row + word).rstrip(), look, _ENDLESS).wide > width:
            yield row.rstrip()
            row = ""
        row += word
    yield row


def _code_line(
    row: _Row,
    extent: tuple[float, float, float],
    ends: tuple[bool, bool],
    painter: QPainter,
    y: float,
) -> None:
    """One line with its part of the field, so that a field may go on on the next page."""
    width, height, above = extent
    painter.fillRect(QRectF(0, y, width, height), QColor(PALE))
    painter.setPen(QPen(QColor(RULE), 0.6 * POINT, c=Qt.PenCapStyle.FlatCap))
    edges = [QLineF(0, y, 0, y + height), QLineF(width, y, width, y + height)]
    levels = (y, y + height)
    edges += [QLineF(0, at, width, at) for at, end in zip(levels, ends, strict=True) if end]
    painter.drawLines(edges)
    number = row.number
    row.lines.paint(painter, _CODE_EDGE + row.indent, y + above, range(number, number + 1))
