"""Finds words that are cut: labels and buttons that are too small for their text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

# Round corners and frames take a pixel or two.
_PLAY: Final = 2


def clipped(page: QWidget) -> Iterator[str]:
    """What cannot be read whole on a page, in words for a person."""
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            yield from _label(label)
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            yield from _small(button, button.text())
    for box in page.findChildren(QComboBox):
        if box.isVisible() and box.sizePolicy().horizontalPolicy() is not None:
            yield from _small(box, box.currentText())


def _label(label: QLabel) -> Iterator[str]:
    inside = label.contentsRect()
    wrap = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    room = QRect(0, 0, inside.width(), 100_000)
    text = label.text().replace("&", "") if label.buddy() is not None else label.text()
    needed = label.fontMetrics().boundingRect(room, int(wrap), text)
    if needed.height() > inside.height() + _PLAY:
        yield f"{label.text()!r}: {inside.height()} of {needed.height()} high"
    if needed.width() > inside.width() + _PLAY:
        yield f"{label.text()!r}: {inside.width()} of {needed.width()} wide"


def _small(widget: QWidget, text: str) -> Iterator[str]:
    lines = text.replace("&", "").split("\n")
    needed = max(widget.fontMetrics().horizontalAdvance(line) for line in lines)
    if needed > widget.width() + _PLAY:
        yield f"{text!r}: {widget.width()} of {needed} wide"
    if widget.fontMetrics().height() * len(lines) > widget.height() + _PLAY:
        yield f"{text!r}: {widget.height()} high"
