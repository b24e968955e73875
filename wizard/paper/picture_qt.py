"""Draws a picture with Qt's painter, for the window and for PDF. Imported only where Qt is."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from wizard.paper.colours import Ink, Tone
from wizard.paper.picture import Dot, Frame, Label, Mark, Picture, Stroke


def paint(painter: QPainter, picture: Picture, tone: Tone, font: QFont) -> None:
    """Draw it from the painter's origin on, one unit each; `font` gives the numbers their face."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in picture.marks:
        _draw(painter, mark, tone, font)
    painter.restore()


def _draw(painter: QPainter, mark: Mark, tone: Tone, font: QFont) -> None:
    match mark:
        case Frame():
            _frame(painter, mark, tone)
        case Stroke():
            _stroke(painter, mark, tone)
        case Dot(x=x, y=y, radius=radius, ink=ink):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone[ink]))
            painter.drawEllipse(QPointF(x, y), radius, radius)
        case Label():
            _label(painter, mark, tone, font)
        case _:
            assert_never(mark)


def _frame(painter: QPainter, mark: Frame, tone: Tone) -> None:
    inset, side = mark.width / 2, mark.side - mark.width
    if mark.filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone[mark.ink]))
    else:
        pen = QPen(QColor(tone[mark.ink]), mark.width)
        _dash(pen, mark.dash)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    square = QRectF(mark.x + inset, mark.y + inset, side, side)
    painter.drawRoundedRect(square, mark.radius, mark.radius)


def _dash(pen: QPen, length: float) -> None:
    """Qt measures dashes in widths of the pen; round ends would fill the gaps."""
    if length:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / pen.widthF()] * 2)


def _stroke(painter: QPainter, mark: Stroke, tone: Tone) -> None:
    pen = QPen(QColor(tone[mark.ink]), mark.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    _dash(pen, mark.dash)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPolygonF([QPointF(x, y) for x, y in mark.points])
    if mark.closed:
        painter.drawPolygon(line)
    else:
        painter.drawPolyline(line)


def _label(painter: QPainter, mark: Label, tone: Tone, font: QFont) -> None:
    font = QFont(font)
    font.setPixelSize(mark.size)
    font.setBold(mark.bold)
    painter.setFont(font)
    painter.setPen(QColor(tone[Ink.TEXT]))
    # Wider than any number: only its middle and its base line matter.
    around = QRectF(mark.x - 5 * mark.size, mark.y - 2 * mark.size, 10 * mark.size, 2 * mark.size)
    below = painter.fontMetrics().descent()
    centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    painter.drawText(around.translated(0, below), centred, mark.text)
