"""Four lines that tick off while the sign-in is checked.

Owns how far it is. A bar shows only after 5 seconds: anything shorter would only flicker.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from wizard.ui.parts.text import Text

BAR_AFTER_MS: Final = 5_000
SLOW_AFTER_MS: Final = 10_000
_WAITS, _DONE = "○", "✓"


class Ticks(QWidget):
    """Hidden until something begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Four lines without words yet."""
        super().__init__(parent)
        self.lines = [Text(self) for _ in range(4)]
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.status = Text(self)
        self._texts = ["", "", "", ""]
        self._done: set[int] = set()
        self._instead: dict[int, str] = {}
        self._slow = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for widget in (*self.lines, self.bar, self.status):
            rows.addWidget(widget)
        self._bar_timer, self._slow_timer = QTimer(self), QTimer(self)
        for timer, after in ((self._bar_timer, BAR_AFTER_MS), (self._slow_timer, SLOW_AFTER_MS)):
            timer.setSingleShot(True)
            timer.setInterval(after)
        self._bar_timer.timeout.connect(self.bar.show)
        self._slow_timer.timeout.connect(lambda: self.status.tell(self._slow))
        self.hide()

    def say(self, texts: list[str], slow: str) -> None:
        """The words of the lines, and what is said after 10 seconds."""
        self._texts, self._slow = texts, slow
        self._draw()

    def begin(self) -> None:
        """Nothing is done yet."""
        self._done, self._instead = set(), {}
        self.bar.hide()
        self.status.tell("")
        self._draw()
        self.show()
        self._bar_timer.start()
        self._slow_timer.start()

    def tick(self, *numbers: int) -> None:
        """These are done."""
        self._done.update(numbers)
        self._draw()

    def tell(self, number: int, text: str) -> None:
        """What came of this line, in place of its words, until something begins anew."""
        self._instead[number] = text
        self._draw()

    def end(self) -> None:
        """Away with it."""
        self._bar_timer.stop()
        self._slow_timer.stop()
        self.hide()

    def _draw(self) -> None:
        for number, line in enumerate(self.lines):
            mark = _DONE if number in self._done else _WAITS
            line.setText(f"{mark}  {self._instead.get(number, self._texts[number])}")
