"""The rest after two wrong passwords: the button for one more try opens by itself.

Owns the clock of that message. How long the rest is stands in wizard.core.lockout.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from wizard.ui.desk import Desk
from wizard.ui.pages.sign_in_trouble import Trouble
from wizard.ui.parts.notice import Notice

_LOOK_MS: Final = 1000


class Rest(QObject):
    """Keeps one message true while it is shown."""

    def __init__(self, notice: Notice, desk: Desk) -> None:
        """Nothing is shown yet."""
        super().__init__(notice)
        self._notice, self._desk = notice, desk
        self._button: QPushButton | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)
        notice.turned.connect(self._turned)

    def watch(self, button: QPushButton) -> None:
        """This button opens when the rest is over."""
        self._button = button
        self._clock.start()
        self.look()

    def look(self) -> None:
        """How long is it still?"""
        if self._button is None:
            return
        waits = self._desk.rest > 0
        self._button.setEnabled(not waits)
        self._notice.tell_body(Trouble.rest(self._desk).body)
        if not waits:
            self._clock.stop()

    def _turned(self, shown: bool) -> None:
        if not shown:
            self._button = None
            self._clock.stop()
