"""What stands in columns: tables with a head on each page, and lists of names and values.

Owns the widths of columns and where a row may be cut: only where it is taller than a good part of
a page. Columns of codes, times and quoted words stay left to right in every report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from wizard.paper.document import Column, Facts, Table
from wizard.paper.pdf_flow import Piece
from wizard.paper.pdf_type import (
    POINT,
    QUIET,
    READING,
    RULE,
    Lines,
    Look,
    Measure,
    Setting,
    Side,
    set_lines,
)

_CAPTION: Final = Look(10, bold=True)
_HEAD: Final = Look(9, bold=True)
_CELL: Final = Look(9)
_NAME: Final = Look(9.5, colour=QUIET)
_VALUE: Final = replace(READING, size=9.5)
_BETWEEN: Final = 6 * POINT
_AIR: Final = 2.2 * POINT
_THIN, _THICK = 0.5 * POINT, 1.2 * POINT
# A row with more lines than this is cut into slices.
_TALLEST: Final = 24
# The shares of names and values.
_NAMES, _VALUES = 6, 13


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text in its column, and the column's left edge."""

    lines: Lines
    left: float


def table(block: Table, measure: Measure) -> Iterator[Piece]:
    """Caption, head and rows."""
    if block.caption:
        caption = set_lines(block.caption, _CAPTION, measure.width, measure.setting)
        yield from caption.pieces(0, 12 * POINT, keep=True)
    spans = _spans([column.share for column in block.columns], measure)
    settings = [_setting(column, measure, heading=True) for column in block.columns]
    headings = [column.heading for column in block.columns]
    head = _ruled(_cells(headings, spans, settings, _HEAD), measure, _THICK)
    yield replace(head, gap=4 * POINT, keep=True)
    settings = [_setting(column, measure) for column in block.columns]
    for row in block.rows:
        cells = _cells(row, spans, settings, _CELL)
        for piece in _slices(cells, measure):
            yield replace(piece, head=head)


def facts(block: Facts, measure: Measure) -> Iterator[Piece]:
    """Names and their values beside each other."""
    (names, named), (values, valued) = _spans([_NAMES, _VALUES], measure)
    for number, (name, value) in enumerate(block.pairs):
        cells = [
            _Cell(set_lines(name, _NAME, named, measure.setting), names),
            _Cell(set_lines(value, _VALUE, valued, measure.setting), values),
        ]
        for piece in _slices(cells, measure):
            yield piece if number else replace(piece, gap=6 * POINT)


def _spans(shares: Sequence[int], measure: Measure) -> list[tuple[float, float]]:
    """The left edge and the width of each column."""
    room = measure.width - _BETWEEN * (len(shares) - 1)
    spans, behind = [], 0.0
    for share in shares:
        width = room * share / sum(shares)
        spans.append((measure.at(behind, width), width))
        behind += width + _BETWEEN
    return spans


def _setting(column: Column, measure: Measure, *, heading: bool = False) -> Setting:
    """Numbers stand at the far side of their column, everything else where reading begins."""
    mirrored = measure.right_to_left
    side = Side.RIGHT if column.numbers != mirrored else Side.LEFT
    return Setting(mirrored and (heading or not column.foreign), side)


def _cells(
    texts: Sequence[str],
    spans: Sequence[tuple[float, float]],
    settings: Sequence[Setting],
    look: Look,
) -> list[_Cell]:
    return [
        _Cell(_set(text, look, width, setting), left)
        for text, (left, width), setting in zip(texts, spans, settings, strict=True)
    ]


def _set(text: str, look: Look, width: float, setting: Setting) -> Lines:
    """One line may stand at the far side; more lines begin where they are read from."""
    lines = set_lines(text, look, width, setting)
    if lines.count > 1 and setting.side is not setting.begins:
        return set_lines(text, look, width, replace(setting, side=None))
    return lines


def _ruled(cells: Sequence[_Cell], measure: Measure, rule: float) -> Piece:
    """A row that is never cut."""
    (piece,) = _slices(cells, measure, rule, tallest=_count(cells))
    return piece


def _slices(
    cells: Sequence[_Cell], measure: Measure, rule: float = _THIN, tallest: int = _TALLEST
) -> Iterator[Piece]:
    """A row with a line below it; in slices where one of its cells holds too much."""
    count = _count(cells)
    pitch = max(cell.lines.pitch for cell in cells)
    for start in range(0, count, tallest):
        shown = range(start, min(start + tallest, count))
        above = _AIR if start == 0 else 0.0
        below = _AIR if shown.stop == count else 0.0
        height = above + len(shown) * pitch + below
        end = QLineF(0, height, measure.width, height) if below else QLineF()
        draw = partial(_paint_row, cells, shown, above, (end, rule))
        yield Piece(height, draw)


def _count(cells: Sequence[_Cell]) -> int:
    return max(cell.lines.count for cell in cells)


def _paint_row(
    cells: Sequence[_Cell],
    shown: range,
    above: float,
    end: tuple[QLineF, float],
    painter: QPainter,
    y: float,
) -> None:
    line, rule = end
    if not line.isNull():
        painter.setPen(QPen(QColor(RULE), rule))
        painter.drawLine(line.translated(0, y))
    for cell in cells:
        there = range(min(shown.start, cell.lines.count), min(shown.stop, cell.lines.count))
        cell.lines.paint(painter, cell.left, y + above, there)
