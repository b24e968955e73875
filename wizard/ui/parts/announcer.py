"""Speaks to screen readers, at most one message in two seconds; the latest one wins.

Owns that pace. A burst of messages would be cut off by the next one before it is understood.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

PAUSE_MS: Final = 2000


class Announcer(QObject):
    """Announces for one window. `spoken` tells what was, for tests and for the curious."""

    spoken = Signal(str)

    def __init__(self, window: QObject) -> None:
        """For this window."""
        super().__init__(window)
        self._window = window
        self._waiting: tuple[str, bool] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._go_on)

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Say it now, or when the last message is two seconds old."""
        if self._pause.isActive():
            self._waiting = (text, urgent)
            return
        event = QAccessibleAnnouncementEvent(self._window, text)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self.spoken.emit(text)
        self._pause.start()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.say(waiting[0], urgent=waiting[1])
