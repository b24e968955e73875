"""A link that copies a text, and says for three seconds that it did.

Owns that moment. It must never choose what is copied.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from wizard.ui.parts import clipboard
from wizard.ui.parts.text import Link

_COPIED_MS: Final = 3000


class CopyLink(Link):
    """Its words, and the ones for the moment after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without words yet."""
        super().__init__(parent)
        self._words = self._afterwards = ""
        self._copied_for = QTimer(self)
        self._copied_for.setSingleShot(True)
        self._copied_for.setInterval(_COPIED_MS)
        self._copied_for.timeout.connect(self._show)

    def say(self, words: str, afterwards: str) -> None:
        """What it does, and that it was done."""
        self._words, self._afterwards = words, afterwards
        self._show()

    def copy(self, text: str) -> None:
        """Into the clipboard."""
        clipboard.put(text)
        self._copied_for.start()
        self._show()

    def _show(self) -> None:
        self.setText(self._afterwards if self._copied_for.isActive() else self._words)
