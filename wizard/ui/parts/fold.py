"""Something that opens in the page when it is asked for, never in a new window.

Owns whether it is open. Opening changes nothing but what is seen.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.ui.parts.text import Link, Text


class Fold(QWidget):
    """A question as a link, and the answer under it."""

    turned = Signal(bool)

    def __init__(
        self,
        inside: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        link_elsewhere: bool = False,
    ) -> None:
        """A closed fold; without `inside` it holds a paragraph. The link may be laid out apart."""
        super().__init__(parent)
        self.link = Link(self)
        self.link.clicked.connect(self._turn)
        self.answer = None if inside is not None else Text(self)
        self._inside = inside or self.answer or QWidget(self)
        self._open, self._closed_text, self._open_text = False, "", ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        if not link_elsewhere:
            rows.addWidget(self.link)
        rows.addWidget(self._inside)
        self._inside.setVisible(False)
        self._takes_room = not link_elsewhere
        if link_elsewhere:
            self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the inside is shown."""
        return self._open

    def say(self, text: str, answer: str = "", open_text: str = "") -> None:
        """The words on the link, the answer, and other words on the link while it is open."""
        self._closed_text, self._open_text = text, open_text or text
        self.link.setText(self._open_text if self._open else text)
        if self.answer is not None:
            self.answer.setText(answer)

    def turn(self, opened: bool) -> None:
        """Open or close."""
        self._open = opened
        self._inside.setVisible(opened)
        self.setVisible(opened or self._takes_room)
        self.link.setText(self._open_text if opened else self._closed_text)
        self.turned.emit(opened)

    def _turn(self) -> None:
        self.turn(not self._open)
