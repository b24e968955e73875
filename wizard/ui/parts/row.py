"""Buttons in a row, or below each other where they would be too wide for the page.

Owns that decision, and where the words of a button break that alone is too wide. It looks at the
smallest window, so that a row never jumps while somebody resizes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QBoxLayout

# What stands beside a row of buttons: the margins of page and notice, and a bar to scroll with.
_BESIDE: Final = 80


def arrange(row: QBoxLayout, buttons: Sequence[QAbstractButton]) -> None:
    """Lay out the buttons, which stand in `row` already."""
    if not buttons:
        return
    room = buttons[0].window().minimumWidth() - _BESIDE
    for button in buttons:
        _fit(button, room)
    wide = sum(button.sizeHint().width() + row.spacing() for button in buttons)
    way = QBoxLayout.Direction
    row.setDirection(way.TopToBottom if wide > room else way.LeftToRight)
    for button in buttons:
        row.setAlignment(button, Qt.AlignmentFlag.AlignLeading)


def _fit(button: QAbstractButton, room: int) -> None:
    """Its words on as many lines as it takes."""
    whole = button.text()
    if button.sizeHint().width() <= room:
        return
    metrics = button.fontMetrics()
    around = button.sizeHint().width() - metrics.horizontalAdvance(whole)
    button.setText("\n".join(_lines(whole, metrics, room - around)))


def _lines(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
