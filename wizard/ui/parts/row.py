"""Buttons in a row, or below each other where they would be too wide for the page.

Owns that one decision. It looks at the smallest window, so that a row never jumps while somebody
resizes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

# What stands beside a row of buttons: the margins of page and notice, and a bar to scroll with.
_BESIDE: Final = 80


def arrange(row: QBoxLayout, buttons: Sequence[QWidget]) -> None:
    """Lay out the buttons, which stand in `row` already."""
    if not buttons:
        return
    wide = sum(button.sizeHint().width() + row.spacing() for button in buttons)
    narrow = wide > buttons[0].window().minimumWidth() - _BESIDE
    way = QBoxLayout.Direction
    row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
    for button in buttons:
        row.setAlignment(button, Qt.AlignmentFlag.AlignLeading)
