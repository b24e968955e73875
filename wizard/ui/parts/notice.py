"""A message in the page: what happened, why, and what can be done about it.

Owns its shape: a heading, a body, and buttons whose words come with it. It must never quote a
server in its own voice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from wizard.ui import look
from wizard.ui.parts.row import arrange
from wizard.ui.parts.text import Text

Choice = tuple[str, Callable[[], None]]


class Notice(QFrame):
    """Hidden until there is something to tell."""

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty, hidden notice."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.heading = Text(self, bold=True, colour=look.ALERT)
        self.body = Text(self)
        self.buttons: list[QPushButton] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.turned.connect(lambda: arrange(self._row, self.buttons))
        rows = QVBoxLayout(self)
        rows.setSpacing(4)
        rows.addWidget(self.heading)
        rows.addWidget(self.body)
        rows.addLayout(self._row)
        self.hide()

    def tell(
        self, heading: str, body: str, choices: Sequence[Choice] = (), *, enter: bool = False
    ) -> None:
        """Show a message with its buttons, the first one the most likely; `enter` makes it so."""
        self.clear()
        self.heading.setText(heading)
        self.tell_body(body)
        before: QWidget = self.body
        for text, act in choices:
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self._row.addWidget(button)
            self.buttons.append(button)
            self.setTabOrder(before, button)  # where it is seen, not behind all the page
            before = button
        if enter:
            self.buttons[0].setAutoDefault(True)
        self._row.addStretch(1)
        self.show()
        self.turned.emit(True)

    def tell_body(self, body: str) -> None:
        """The same message, a moment later."""
        self.body.tell(body)
        self.setAccessibleName(f"{self.heading.text()}. {body}")

    def go(self) -> None:
        """Put the focus on the heading, so that it is read."""
        QTimer.singleShot(0, self, lambda: self.heading.setFocus(Qt.FocusReason.OtherFocusReason))

    def go_to_first_button(self) -> None:
        """Put the focus on the first button: Enter is this one."""
        first = self.buttons[0]
        QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.OtherFocusReason))

    def clear(self) -> None:
        """Away with it."""
        self.hide()
        while self._row.count():
            self._row.takeAt(0)
        for button in self.buttons:
            button.hide()  # at once: it is gone only after what is done just now
            button.deleteLater()
        self.buttons = []
        self.turned.emit(False)
