"""The strip's picture as pixels of the screen: only places that changed are drawn again.

While a test opens sessions its threads want the interpreter, too, and every call of the painter
may have to wait for them. Two hundred places are thousands of calls, one place is a dozen.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from wizard.paper.colours import Tone
from wizard.paper.picture import Label, Picture, shape
from wizard.paper.picture_qt import paint


class Canvas:
    """Remembers what was drawn last."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._pixels = QPixmap()
        self._drawn: Picture | None = None
        self._look: tuple[Tone, QFont] | None = None

    def draw(self, picture: Picture, tone: Tone, font: QFont) -> QPixmap:
        """The picture in these colours, as large as it says; it is ours and changes next time."""
        before, look = self._drawn, (tone, QFont(font))
        if before is None or self._look != look or not _fits(before, picture):
            self._pixels = QPixmap(picture.width, picture.height)
            self._pixels.fill(Qt.GlobalColor.transparent)
            with QPainter(self._pixels) as painter:
                paint(painter, picture, tone, font)
        elif before is not picture:
            self._draw_changes(before, picture, tone, font)
        self._drawn, self._look = picture, look
        return self._pixels

    def _draw_changes(self, before: Picture, picture: Picture, tone: Tone, font: QFont) -> None:
        """Wipe the boxes that changed and draw them again: a shape lies inside its box, whole."""
        changed = [new for old, new in zip(before.boxes, picture.boxes, strict=True) if old != new]
        marks = tuple(mark for box in changed for mark in shape(box))
        with QPainter(self._pixels) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            for box in changed:
                painter.fillRect(box.x, box.y, box.side, box.side, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            paint(painter, replace(picture, boxes=tuple(changed), marks=marks), tone, font)


def _fits(before: Picture, picture: Picture) -> bool:
    """Whether only shapes differ, in boxes that stand where they stood."""
    return _layout(before) == _layout(picture)


def _layout(picture: Picture) -> tuple[object, ...]:
    places = [(box.x, box.y, box.side) for box in picture.boxes]
    labels = [mark for mark in picture.marks if isinstance(mark, Label)]
    return picture.width, picture.height, places, labels
